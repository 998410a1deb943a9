/* The nearest value for which something holds.
 *
 * Floor: rules, private. Quantities are tried on a grid: dates by day, hours by hundredth, euros and €/h by cent,
 * percentages by hundredth of a percent; codes one after the other. Whoever searches answers for each value tried:
 * does the outcome hold, and in what circumstances (a number that changes when some test comes out otherwise). Values
 * are tried farther and farther on both sides of the present one; where the circumstances change between two of them,
 * the change is closed in on by bisection. So a bound is found to the day or the cent wherever it is, and « = » as
 * well as « < »; what happens twice between two tries and leaves no trace is missed. */
#ifndef DECOMPTE_RULES_SEARCH_H
#define DECOMPTE_RULES_SEARCH_H

#include "walk.h"

typedef struct {
  dc_typing typing;
  dc_value present;    /* what it is now. Absent: quantities are looked for from 0, dates from 01/01/2000 */
  const uint32_t *ids; /* of an id: those to try, in order */
  size_t id_count;
  bool (*holds)(void *context, const dc_value *trial, uint64_t *circumstances);
  void *context;
  bool to_bound; /* of values in a row that serve, one beside which the circumstances change, rather than the nearest */
} dc_search;

/* Which of the neighbours of a solution serve as well: those tried on that side all do. */
typedef enum { DC_BOUND_ONLY, DC_BOUND_AT_MOST, DC_BOUND_AT_LEAST, DC_BOUND_ANY } dc_bound;

typedef struct {
  dc_value value; /* the nearest; of ids, the first. It was tried, and holds */
  dc_bound bound; /* of a quantity: « au plus tard le 27/02/2026 » is AT_MOST */
  uint32_t *ids;  /* of an id: all those that hold, in the order given */
  size_t id_count;
} dc_solution;

/* false when none is found. The solution lives in `arena`. */
bool dc_search_nearest(const dc_search *search, dc_arena *arena, dc_solution *solution);

/* ---- circumstances of a walk ---- */

/* An observer (see walk.h) that folds how every test came out, and on which side of its bound every comparison, « max »
 * and « min » stood. Begin with (dc_circumstances){0}. */
enum { DC_RECENT_VALUES = 64 };
typedef struct {
  uint64_t fold;
  size_t count; /* nodes seen */
  const dc_node *nodes[DC_RECENT_VALUES];
  dc_value values[DC_RECENT_VALUES]; /* the last ones, in turn */
} dc_circumstances;

void dc_circumstances_seen(void *circumstances, const dc_node *node, const dc_value *value);

/* Folds one thing more: what came of the walk. */
void dc_circumstances_add(dc_circumstances *circumstances, uint64_t item);

#endif
