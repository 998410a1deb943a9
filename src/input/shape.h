/* What the shape of the first records tells when names do not: which one is a header, where rows begin, whether columns
 * stand in the order of the lexicon.
 *
 * Floor: input, private. */
#ifndef DECOMPTE_INPUT_SHAPE_H
#define DECOMPTE_INPUT_SHAPE_H

#include "decompte/lexicon.h"
#include "decompte/table.h"
#include "input/sample.h"

/* How many fields most of the records from `first` on have filled; 0 when there is none. */
size_t dc_shape_usual(const dc_sample *sample, size_t first);

/* The first record that is as full as most: where a table without header begins. */
size_t dc_shape_first_row(const dc_sample *sample);

/* The first record after `lines` physical lines; sample->count when there is none. */
size_t dc_shape_after(const dc_sample *sample, uint32_t lines);

/* The record that names the columns: the first that is as full as most, in words only, no word twice.
 * sample->count when there is none. */
size_t dc_shape_header(const dc_sample *sample);

/* Whether a record may name columns: half of what it holds is words at least. */
bool dc_shape_may_name(const dc_record *record);

/* « colonne 1 », « colonne 2 »… as many as the widest record from `first` on. In `arena`. */
dc_record dc_shape_numbered(dc_arena *arena, const dc_sample *sample, size_t first);

/* The canonical names of the columns of `table` that the records from `first` on fit, read in the order of the lexicon:
 * every sampled cell is of its column's type, required ones are filled, and no other order fits. A timesheet has a date
 * or a month, hours or an amount: its orders leave one of each out. count = 0 when none fits. In `arena`. */
dc_record dc_shape_by_position(dc_arena *arena, const dc_sample *sample, size_t first, const dc_lexicon *lexicon,
                               const dc_table *table);

#endif
