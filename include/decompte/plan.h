/* A plan: the articles that govern the markets of one recueil, layered and sorted by phase.
 *
 * Floor: rules. The chain of a recueil is itself, then the one it completes, and so on to a root. An article is taken
 * out only by an explicit « Remplace ». Within an effect, articles come most specific recueil first, then by
 * number: the first refusal that fires is the main one. Calculations (DC_EFFECT_COMPUTE) come after those that they
 * read, so that they may be run in the order of the list. */
#ifndef DECOMPTE_PLAN_H
#define DECOMPTE_PLAN_H

#include "decompte/rules.h"

#define DC_PLAN_REFUSALS 64 /* refusals of a plan fit one bit mask; more is error R022 at load */
#define DC_PLAN_KEYS                                                                                                   \
  32 /* so do its articles with a key: ONCE (twice with « Préférer »), CAP, CAP_COUNTED, CONTROL_CAP */
#define DC_PLAN_WEIGHTS 64 /* and its coefficients */

typedef struct {
  const dc_article **items;
  size_t count;
} dc_article_list;

typedef struct {
  const dc_recueil *recueil;
  const dc_recueil **chain; /* the recueil first, its root last */
  size_t chain_length;
  dc_article_list by_effect[DC_EFFECT_COUNT];
  uint64_t *cumulates; /* by coefficient (DC_EFFECT_WEIGHT): bit j: it multiplies the j-th (« Cumulable avec ») */
} dc_plan;

/* Does a calculation of the plan read that field? */
bool dc_plan_computes_from(const dc_plan *plan, const dc_field *field);

/* The plan of `recueil`, built at load, in the arena of the rules. Never NULL. */
const dc_plan *dc_plan_of(const dc_rules *rules, const dc_recueil *recueil);

#endif
