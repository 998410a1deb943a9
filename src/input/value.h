/* What a cell says: text to stored value, by the type that the lexicon gives its column.
 *
 * Floor: input, private. One meaning or none: what could be read two ways is never guessed. */
#ifndef DECOMPTE_INPUT_VALUE_H
#define DECOMPTE_INPUT_VALUE_H

#include "decompte/diagnostic.h"
#include "decompte/intern.h"
#include "decompte/lexicon.h"

typedef enum {
  DC_CELL_ABSENT,
  DC_CELL_VALUE,
  DC_CELL_TOLD,      /* kept as it is; `code` says what is wrong */
  DC_CELL_FLAWED,    /* no value; `code` says why */
  DC_CELL_AMBIGUOUS, /* hours in decimals or in minutes: the rest of the column decides */
} dc_cell_status;

typedef struct {
  int64_t value; /* as a column stores it: id in the interner given, day or quantity */
  dc_code code;
  dc_cell_status status;
  dc_text hint;
  bool decimal; /* hours: proves that the column is written in decimals */
} dc_cell;

dc_cell dc_cell_read(dc_type type, dc_text text, dc_intern *texts);

#endif
