/* Values and lines of cases in writing, as a rule file takes them back: « 10,1 h », « | RSA | 31/12/2025 | retenue | ».
 *
 * Floor: rulebook, private. Texts live in `arena`. */
#ifndef DECOMPTE_RULEBOOK_CASE_TEXT_H
#define DECOMPTE_RULEBOOK_CASE_TEXT_H

#include "rules/cases.h"

/* Exact to the millionth, with its unit. */
dc_text dc_number_written(dc_arena *arena, dc_typing typing, dc_rational number);

/* One cell of a case. */
dc_text dc_cell_written(dc_arena *arena, const dc_rules *rules, const dc_case_column *column, const dc_rule_cell *cell);

/* Aligned lines: the titles of the table, and its rows from `first` on. */
dc_text dc_cases_written(dc_arena *arena, const dc_rules *rules, const dc_case_table *table, size_t first);

#endif
