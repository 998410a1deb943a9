#include "evaluation.h"

#include "dictionary.h"

static dc_evaluation evaluation_of(const dc_rules *rules, const dc_environment *environment, size_t count,
                                   dc_arena *scratch) {
  DC_ASSERT(count >= 1 && count <= DC_BATCH);
  return (dc_evaluation){.rules = rules, .environment = environment, .count = count, .scratch = scratch};
}

/* ---- verdicts ---- */

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

/* ---- what is missing ---- */

typedef struct {
  const dc_evaluation *evaluation;
  size_t row;
} dc_search;

static bool value_absent(const dc_search *search, const dc_node *node) {
  if (node->typing.sort == DC_SORT_TRUTH) {
    dc_truths truths = dc_evaluate_truth(search->evaluation, node);
    return truths.bits[search->row * truths.stride] == 0;
  }
  dc_vector vector = dc_evaluate_value(search->evaluation, node);
  bool empty = vector.kind == DC_VALUE_IDS && vector.counts[search->row * vector.stride] == 0;
  return empty || dc_vector_absent(&vector, search->row);
}

static dc_text parameter_name(const dc_search *search, const dc_node *node) {
  char buffer[DC_DATE_SIZE];
  dc_vector date = dc_evaluate_value(search->evaluation, node->children[0]);
  dc_text day = dc_date_french((dc_date)date.discrete[search->row * date.stride], buffer);
  return dc_text_format(search->evaluation->scratch, DC_S " au " DC_S, DC_ARG(node->parameter->name), DC_ARG(day));
}

/* The first absent value under a node whose own value is absent; empty when the node has a value. */
static dc_text find_missing(const dc_search *search, const dc_node *node) {
  if (!node || node->kind == DC_NODE_MONTHS || !value_absent(search, node)) return (dc_text){0};
  if (node->kind == DC_NODE_FIELD) return node->field->name;
  if (node->kind == DC_NODE_DEFINITION) return find_missing(search, node->definition->value);
  for (size_t i = 0; i < 2; i++) {
    dc_text found = find_missing(search, node->children[i]);
    if (found.length > 0) return found;
  }
  if (node->kind == DC_NODE_PARAMETER) return parameter_name(search, node);
  return DC_TEXT("calcul impossible (division par zéro, ou valeur hors limites)");
}

dc_text dc_article_missing(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                           size_t row, size_t count, dc_arena *scratch) {
  dc_evaluation evaluation = evaluation_of(rules, environment, count, scratch);
  dc_search search = {&evaluation, row};
  dc_text found = find_missing(&search, article->in_force);
  if (found.length == 0) found = find_missing(&search, article->condition);
  return found.length > 0 ? found : find_missing(&search, article->value);
}

/* ---- rendering ---- */

static dc_text number_text(dc_arena *arena, dc_typing typing, dc_rational number) {
  static const struct {
    dc_unit unit;
    const char *sign;
  } signs[] = {{{1, 0, 0}, " h"}, {{0, 1, 0}, " €"}, {{-1, 1, 0}, " €/h"}, {{0, 0, 1}, " jours"}};
  char buffer[DC_NUMBER_SIZE];
  int64_t scaled;
  const char *sign = typing.percent ? " %" : "";
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (dc_unit_equal(signs[i].unit, typing.unit)) sign = signs[i].sign;
  bool euros = typing.unit.euros == 1, hours = dc_unit_equal(typing.unit, signs[0].unit);
  dc_text text = {0};
  if (hours && dc_rational_scale(number, DC_HOUR, DC_HUNDREDTH, &scaled))
    text = dc_hours_text(scaled, buffer);
  else if (euros && dc_rational_scale(number, 100, 1, &scaled))
    text = dc_cents_text(scaled, buffer);
  else if (dc_rational_scale(number, DC_WHOLE, 1, &scaled))
    text = dc_decimal(scaled, typing.percent ? DC_WHOLE / 100 : DC_WHOLE, typing.percent ? 4 : 6, true, ',', buffer);
  else
    return DC_TEXT("hors limites");
  return dc_text_format(arena, DC_S "%s", DC_ARG(text), sign);
}

static dc_text ids_text(dc_arena *arena, const dc_rules *rules, dc_typing typing, const dc_vector *vector, size_t at) {
  if (vector->kind == DC_VALUE_ID && typing.id == DC_TYPE_FLAG)
    return vector->discrete[at] == DC_YES ? DC_TEXT("oui") : DC_TEXT("non");
  if (vector->kind == DC_VALUE_ID) return dc_intern_text(rules->intern, (uint32_t)vector->discrete[at]);
  dc_builder text = {.arena = arena};
  for (uint32_t i = 0; i < vector->counts[at]; i++) {
    if (i > 0) dc_builder_add(&text, DC_TEXT(", "));
    dc_builder_add(&text, dc_intern_text(rules->intern, vector->ids[vector->discrete[at] + i]));
  }
  return dc_builder_text(&text);
}

dc_text dc_value_text(dc_arena *arena, const dc_rules *rules, dc_typing typing, const dc_vector *vector, size_t row) {
  size_t at = row * vector->stride;
  char buffer[DC_DATE_SIZE];
  bool empty = vector->kind == DC_VALUE_IDS && vector->counts[at] == 0;
  if (empty || dc_vector_absent(vector, row)) return DC_TEXT("(absent)");
  switch (vector->kind) {
  case DC_VALUE_TRUTH: return vector->discrete[at] ? DC_TEXT("oui") : DC_TEXT("non");
  case DC_VALUE_NUMBER: return number_text(arena, typing, vector->numbers[at]);
  case DC_VALUE_DATE: return dc_text_copy(arena, dc_date_french((dc_date)vector->discrete[at], buffer));
  case DC_VALUE_ID:
  case DC_VALUE_IDS: return ids_text(arena, rules, typing, vector, at);
  }
  return (dc_text){0};
}

dc_text dc_article_motif(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                         size_t row, size_t count, bool masked, dc_arena *arena) {
  const dc_detail *detail = &rules->dictionary->details[article->id];
  dc_evaluation evaluation = evaluation_of(rules, environment, count, arena);
  dc_builder text = {.arena = arena};
  for (size_t i = 0; i < detail->motif.count; i++) {
    const dc_motif_part *part = &detail->motif.items[i];
    dc_builder_add(&text, part->literal);
    if (!part->value) continue;
    if (masked && part->value->sensitive) {
      dc_builder_add(&text, DC_TEXT("(réservé)"));
      continue;
    }
    dc_vector vector = dc_evaluate_value(&evaluation, part->value);
    dc_builder_add(&text, dc_value_text(arena, rules, part->value->typing, &vector, row));
  }
  return dc_text_trim(dc_builder_text(&text));
}
