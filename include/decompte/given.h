/* What a user states of a file, in words: the keys of decompte.conf and the options of « lire ».
 *
 * Floor: input. */
#ifndef DECOMPTE_GIVEN_H
#define DECOMPTE_GIVEN_H

#include "decompte/reader.h"

/* One thing that may be stated. */
typedef struct {
  const char *name;                                      /* « separateur » */
  const char *values;                                    /* what may be said of it, for a message */
  bool (*state)(dc_dialect_given *given, dc_text value); /* false: `value` is none of them; nothing is stated */
} dc_given_key;

enum { DC_GIVEN_KEYS = 6 };
extern const dc_given_key dc_given_keys[DC_GIVEN_KEYS];

/* Adds to `given` what `later` states; where both do, `later` wins. */
void dc_given_add(dc_dialect_given *given, const dc_dialect_given *later);

#endif
