/* Diagnostics of one file that a million of its lines may provoke.
 *
 * Floor: input, private to survey and reader. Of one code, the first ones are told one by one; from then on a single
 * diagnostic carries the place of the next one and the count of all that follow. */
#ifndef DECOMPTE_INPUT_TELLER_H
#define DECOMPTE_INPUT_TELLER_H

#include "decompte/diagnostic.h"

enum { DC_TOLD_ONE_BY_ONE = 200 };

typedef struct {
  dc_diagnostics *list; /* the items added while the teller lives stay where they are */
  dc_text file;
  uint32_t told[DC_CODE_COUNT];
  size_t sum[DC_CODE_COUNT]; /* place in the list of the item that counts the rest */
} dc_teller;

/* The item added, to be completed with an excerpt and a span; NULL when an earlier one counts this one too. */
dc_diagnostic *dc_tell(dc_teller *teller, dc_code code, uint32_t line, uint32_t column, const char *message);

/* One item a file, which counts `count` more. */
void dc_tell_once(dc_teller *teller, dc_code code, uint32_t line, uint32_t column, uint32_t count, const char *message);

#endif
