/* Postal codes given where a commune is meant: never a key, but worth naming to whoever must correct them.
 *
 * Floor: account, private. The table is read only when a commune is unknown. */
#ifndef DECOMPTE_ACCOUNT_POSTCODES_H
#define DECOMPTE_ACCOUNT_POSTCODES_H

#include "decompte/territory.h"

typedef struct {
  dc_arena arena;
  dc_intern texts; /* its own: that of the run needs none of them */
  dc_table table;
  bool read;
} dc_postcodes;

/* Reads codes_postaux.csv beside the tables of the territory; without it no code is a postal code. */
void dc_postcodes_read(dc_postcodes *postcodes, const dc_territory *territory, const dc_lexicon *lexicon,
                       dc_diagnostics *diagnostics);
void dc_postcodes_free(dc_postcodes *postcodes);

/* INSEE codes of the communes that a postal code serves, the first `most` of them in `communes`. Returns how many
 * there are; 0: not a postal code. */
size_t dc_postcodes_communes(const dc_postcodes *postcodes, dc_text code, dc_text communes[], size_t most);

#endif
