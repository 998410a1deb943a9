/* A table of cases with lines in the making: a copy of the article's own, whose last lines are looked for.
 *
 * Floor: rulebook, private. Lives in the arena given. */
#ifndef DECOMPTE_RULEBOOK_DRAFT_H
#define DECOMPTE_RULEBOOK_DRAFT_H

#include "rules/cases.h"

typedef DC_LIST(const dc_field *) dc_fields;

typedef struct {
  dc_case_table *table;
  size_t first; /* of the lines in the making */
} dc_draft;

/* With so many lines more, and columns for those fields (absent in every line), before what is expected. */
dc_draft dc_draft_of(dc_arena *arena, const dc_case_table *table, const dc_fields *added, size_t lines);

/* A cell of the last line. */
dc_rule_cell *dc_draft_cell(const dc_draft *draft, size_t column);

/* Begins every line in the making as a copy of that one. */
void dc_draft_begin(const dc_draft *draft, size_t row);

/* Gives the lines in the making a key that no other line has, in its first column that holds ids: that of `id`. false
 * when there is none. */
bool dc_draft_set_apart(const dc_draft *draft, const dc_key *key, uint32_t id);

/* Is the column given, or expected? */
bool dc_column_given(const dc_case_column *column);

/* The fields that an article reads and that its cases leave out. In `arena`. */
dc_fields dc_fields_left_out(const dc_rules *rules, const dc_article *article, dc_arena *arena);

#endif
