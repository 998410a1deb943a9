#include "evaluation.h"

#include "walk.h"

static dc_evaluation evaluation_of(const dc_rules *rules, const dc_environment *environment, size_t count,
                                   dc_arena *scratch) {
  DC_ASSERT(count >= 1 && count <= DC_BATCH);
  return (dc_evaluation){.rules = rules, .environment = environment, .count = count, .scratch = scratch};
}

static uint8_t verdict_of(uint8_t bits) {
  static const uint8_t verdicts[] = {DC_ABSENT, DC_TRUE, DC_FALSE};
  return verdicts[bits];
}

void dc_article_verdicts(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                         size_t count, dc_arena *scratch, uint8_t verdicts[]) {
  static uint8_t always[] = {DC_BIT_TRUE};
  const dc_truths yes = {0, always};
  dc_evaluation evaluation = evaluation_of(rules, environment, count, scratch);
  dc_truths in_force = article->in_force ? dc_evaluate_truth(&evaluation, article->in_force) : yes;
  bool out = in_force.stride == 0 && in_force.bits[0] == DC_BIT_FALSE;
  dc_truths condition = article->condition && !out ? dc_evaluate_truth(&evaluation, article->condition) : yes;
  for (size_t i = 0; i < count; i++) {
    uint8_t a = in_force.bits[i * in_force.stride], b = condition.bits[i * condition.stride];
    verdicts[i] = verdict_of((uint8_t)((a & b & DC_BIT_TRUE) | ((a | b) & DC_BIT_FALSE)));
  }
}

dc_text dc_article_missing(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                           dc_arena *scratch) {
  dc_walker walker = {.rules = rules, .environment = environment, .scratch = scratch};
  dc_text found = dc_walk_missing(&walker, article->in_force);
  if (found.length == 0) found = dc_walk_missing(&walker, article->condition);
  return found.length > 0 ? found : dc_walk_missing(&walker, article->value);
}
