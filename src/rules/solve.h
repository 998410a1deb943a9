/* What value of one field, or of one parameter, would have changed an outcome: « Il aurait fallu une date du travail
 * au plus tard le 27/02/2026 », and the line of a « Cas » that tells a rule from its mutant.
 *
 * Floor: rules, private. The row is that of a walker: everything else stays as it is there. A solution has been
 * verified by walking with that value. */
#ifndef DECOMPTE_RULES_SOLVE_H
#define DECOMPTE_RULES_SOLVE_H

#include "list.h"
#include "search.h"

/* What may change. */
typedef struct {
  const dc_field *field;         /* NULL: the parameter */
  const dc_parameter *parameter; /* whatever the date at which it is read */
} dc_unknown;

/* The nearest value of the unknown for which the article comes to that verdict (as dc_walk_verdict does), in the row
 * of `walker`. false when none is found. The solution lives in `arena`. */
bool dc_solve_verdict(const dc_walker *walker, dc_unknown unknown, const dc_article *article, dc_truth wanted,
                      dc_arena *arena, dc_solution *solution);

/* The same for one condition: a comparison to turn over. */
bool dc_solve_condition(const dc_walker *walker, dc_unknown unknown, const dc_node *condition, dc_truth wanted,
                        dc_arena *arena, dc_solution *solution);

/* A node of the tree, definitions spelled out, that reads it; NULL when none does. A NULL tree reads nothing. */
const dc_node *dc_node_reading(const dc_node *node, dc_unknown unknown);

/* ---- for other searches ---- */

typedef DC_LIST(uint32_t) dc_ids;

/* The ids worth trying for a field that the tree tests: those that it is compared with, those of the lists that it is
 * looked for in, and those of the lists where one of these stands. Each once, appended to `ids` in `arena`. */
void dc_solve_ids(const dc_rules *rules, const dc_node *node, dc_unknown unknown, dc_arena *arena, dc_ids *ids);

#endif
