/* What the cells of a column say, learnt from the whole column.
 *
 * Floor: input, private. A notation that only some cells prove (decimals of an hour, the month before the day, points
 * of percentage) holds for the others. What stays ambiguous is refused, what was repaired is told. */
#ifndef DECOMPTE_INPUT_NOTATION_H
#define DECOMPTE_INPUT_NOTATION_H

#include "input/value.h"

typedef struct {
  dc_cell *cells;   /* by id in `raw`; cells[0] is absent; in the arena given */
  dc_text notation; /* French, for « decompte lire »: « JJ/MM/AAAA », « fractions de jour (tableur) », « points de
                       pourcentage »…; empty when nothing is to be said */
} dc_column_reading;

/* Learns the notation of one column of one file from all its distinct texts, then reads each of them. Order of arrival
 * does not matter. `field` is NULL for a column that no field claims: it has no values, and is only looked at for
 * social security numbers. Hints stand in `arena`, values that are texts in `texts`. */
dc_column_reading dc_column_read(dc_arena *arena, const dc_lexicon *lexicon, const dc_field *field,
                                 const dc_intern *raw, dc_intern *texts);

#endif
