/* Verdicts of articles: over a batch, and for one row. */
#include "evaluation.h"

#include "walk.h"

static dc_vector always(dc_evaluator *evaluator) {
  dc_vector yes = dc_new_truths(evaluator, DC_ONE);
  yes.truths[0] = DC_TRUE;
  return yes;
}

dc_vector dc_evaluate_article(dc_evaluator *evaluator, const dc_article *article) {
  dc_arena_reset(&evaluator->scratch);
  if (!article->in_force && !article->condition) return always(evaluator);
  if (!article->in_force) return dc_evaluate_node(evaluator, article->condition);
  dc_vector in_force = dc_evaluate_once(evaluator, article->in_force);
  if (!article->condition || dc_truths_seen(evaluator, &in_force) == DC_SEEN(DC_FALSE)) return in_force;
  dc_vector condition = dc_evaluate_node(evaluator, article->condition);
  return dc_evaluate_junction(evaluator, DC_NODE_AND, &in_force, &condition);
}

/* ---- one row ---- */

static dc_walker walker_of(const dc_rules *rules, const dc_environment *row, dc_arena *scratch) {
  return (dc_walker){.rules = rules, .environment = row, .scratch = scratch};
}

dc_truth dc_truth_of(const dc_rules *rules, const dc_node *condition, const dc_environment *row, dc_arena *scratch) {
  dc_walker walker = walker_of(rules, row, scratch);
  return dc_walk_truth(&walker, condition);
}

dc_truth dc_verdict_of(const dc_rules *rules, const dc_article *article, const dc_environment *row, dc_arena *scratch) {
  dc_walker walker = walker_of(rules, row, scratch);
  return dc_walk_verdict(&walker, article);
}

dc_rational dc_number_of(const dc_rules *rules, const dc_node *value, const dc_environment *row, dc_arena *scratch) {
  dc_walker walker = walker_of(rules, row, scratch);
  dc_value number = dc_walk(&walker, value);
  return number.absent ? (dc_rational){0, 0} : number.number;
}

dc_text dc_article_missing(const dc_rules *rules, const dc_article *article, const dc_environment *row,
                           dc_arena *scratch) {
  dc_walker walker = walker_of(rules, row, scratch);
  dc_text found = dc_walk_missing(&walker, article->in_force);
  if (found.length == 0) found = dc_walk_missing(&walker, article->condition);
  if (found.length == 0) found = dc_walk_missing(&walker, article->preference);
  return found.length > 0 ? found : dc_walk_missing(&walker, article->value);
}
