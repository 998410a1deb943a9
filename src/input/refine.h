/* Columns that another column of the same row says more exactly.
 *
 * Floor: input, private. The DSN gives the nature of a contract in two fields: « CDD » (S21.G00.40.007), and by which
 * public scheme, « CDD d'insertion » (S21.G00.40.008). Rules read one name, « nature du contrat »: where the scheme is
 * one that rules/alias.csv knows, it is the nature; any other scheme (« 99 », none) leaves the nature as it is. */
#ifndef DECOMPTE_INPUT_REFINE_H
#define DECOMPTE_INPUT_REFINE_H

#include "decompte/intern.h"
#include "decompte/table.h"

/* Refines the rows of a table that has been read; `texts`: what its ids stand for. */
void dc_refine(dc_table *table, const dc_lexicon *lexicon, const dc_intern *texts);

#endif
