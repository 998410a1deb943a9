/* Headings as clauses: « Refuser si : … », in canonical spelling, one line each.
 *
 * Floor: rulebook, private. */
#ifndef DECOMPTE_RULEBOOK_CLAUSE_H
#define DECOMPTE_RULEBOOK_CLAUSE_H

#include "rules/layout.h"

typedef struct {
  dc_text name, value; /* « Définir fin de prise en compte », « premier jour + 24 mois… » */
  dc_text *items;
  size_t item_count;
} dc_clause;

typedef DC_LIST(dc_clause) dc_clauses;

/* The headings of the block that are `wanted`, as clauses, in their order. In `arena`. */
dc_clauses dc_clauses_of(dc_arena *arena, const dc_rule_block *block, bool (*wanted)(dc_heading_kind kind));

/* The value of the first heading of that kind; empty when the block has none. In `arena`. */
dc_text dc_clause_value(dc_arena *arena, const dc_rule_block *block, dc_heading_kind kind);

#endif
