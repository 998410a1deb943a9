#include "play.h"
#include "quest.h"

enum { AT_RANDOM = 100 }; /* cases tried in one box, once each field has been varied */

static bool differ_by_a_constant(dc_space *space, const dc_node *a, const dc_node *b) {
  dc_form left, right;
  return dc_form_of(&space->terms, a, &left) && dc_form_of(&space->terms, b, &right) &&
         dc_form_add(&left, &right, (dc_rational){-1, 1}) && left.count == 0;
}

dc_quest *dc_quest_new(dc_space *space, const dc_plan *plan, const dc_article *a, const dc_article *b) {
  dc_quest *quest = DC_NEW(space->terms.arena, dc_quest);
  *quest = (dc_quest){.space = space, .plan = plan, .articles = {a, b}};
  dc_quest_read(quest);
  quest->same = differ_by_a_constant(space, a->value, b->value);
  quest->given = DC_NEW_ARRAY(space->terms.arena, quest->fields.count, dc_given);
  return quest;
}

/* ---- walking a case ---- */

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_quest *quest = context;
  (void)count;
  const dc_rule_cell *cell = NULL;
  for (size_t i = 0; i < quest->fields.count; i++)
    if (quest->given[i].field == field) cell = &quest->given[i].cell;
  dc_value value = dc_cell_value(cell, out->kind);
  *out = dc_vector_of(&value, scratch);
}

static bool chain_applies(const dc_quest *quest, const dc_walker *walker) {
  for (size_t i = 0; i < quest->plan->chain_length; i++) {
    const dc_recueil *recueil = quest->plan->chain[i];
    if (dc_walk_truth(walker, recueil->scope) != DC_TRUE || dc_walk_truth(walker, recueil->in_force) != DC_TRUE)
      return false;
  }
  return true;
}

/* Do both articles apply? `values` is then what they give. */
static bool both_give(dc_quest *quest, dc_rational values[2]) {
  dc_arena scratch = {0};
  dc_environment environment = {quest, fetch};
  dc_walker walker = {.rules = quest->space->terms.rules, .environment = &environment, .scratch = &scratch};
  bool both = chain_applies(quest, &walker);
  for (size_t i = 0; i < 2 && both; i++) both = dc_walk_verdict(&walker, quest->articles[i]) == DC_TRUE;
  for (size_t i = 0; i < 2 && both; i++) {
    dc_value value = dc_walk(&walker, quest->articles[i]->value);
    both = !value.absent;
    values[i] = value.number;
  }
  dc_arena_free(&scratch);
  return both;
}

static dc_found compare(const dc_quest *quest, const dc_rational values[2]) {
  if (dc_order_of(values[0], values[1]) == 0) return DC_FOUND_EQUAL;
  dc_arena scratch = {0};
  dc_text texts[2];
  for (size_t i = 0; i < 2; i++) texts[i] = dc_given_text(&scratch, quest->articles[i], values[i]);
  bool seen = !dc_text_equal(texts[0], texts[1]);
  dc_arena_free(&scratch);
  return seen ? DC_FOUND_DIFFERENT : DC_FOUND_CLOSE;
}

/* Keeps the case when it is worth more than the best so far. */
static void walk_case(dc_quest *quest, dc_witness *witness) {
  dc_rational values[2] = {{0, 0}};
  if (!both_give(quest, values)) return;
  dc_found found = compare(quest, values);
  if (found <= quest->best) return;
  quest->best = found;
  dc_given *kept = DC_NEW_ARRAY(quest->space->terms.arena, quest->fields.count, dc_given);
  if (quest->fields.count > 0) memcpy(kept, quest->given, quest->fields.count * sizeof *kept);
  *witness = (dc_witness){kept, quest->fields.count, {values[0], values[1]}};
}

/* ---- making a case ---- */

static size_t place_in_system(const dc_quest *quest, const dc_field *field) {
  size_t at = 0;
  for (; at < quest->system->count; at++) {
    const dc_node *node = quest->space->terms.terms.items[quest->system->terms[at]].node;
    if (node->kind == DC_NODE_FIELD && node->field == field) break;
  }
  return at;
}

/* The value of an expression that is not taken apart: that of the fields chosen before it. */
static bool evaluate_term(dc_quest *quest, const dc_node *node, dc_interval left, dc_rational *value) {
  dc_arena scratch = {0};
  dc_environment environment = {quest, fetch};
  dc_walker walker = {.rules = quest->space->terms.rules, .environment = &environment, .scratch = &scratch};
  dc_value found = dc_walk(&walker, node);
  dc_arena_free(&scratch);
  *value = found.kind == DC_VALUE_NUMBER ? found.number : (dc_rational){found.discrete, 1};
  return !found.absent && dc_interval_has(&left, *value);
}

static bool give_system(dc_quest *quest) {
  dc_rational values[DC_SYSTEM_TERMS] = {{0, 0}};
  for (size_t at = 0; at < quest->system->count; at++) {
    const dc_node *node = quest->space->terms.terms.items[quest->system->terms[at]].node;
    dc_interval left = dc_system_left(quest->system, at, values);
    if (node->kind != DC_NODE_FIELD) {
      if (!evaluate_term(quest, node, left, &values[at])) return false;
      continue;
    }
    size_t slot = 0;
    while (quest->fields.items[slot] != node->field) slot++;
    const dc_rule_cell *cell = &quest->given[slot].cell;
    if (!dc_quest_choose(quest, slot, left) || cell->absent) return false;
    values[at] = cell->number;
  }
  return true;
}

static bool give_case(dc_quest *quest) {
  static const dc_interval anything;
  for (size_t slot = 0; slot < quest->fields.count; slot++)
    quest->given[slot] = (dc_given){.field = quest->fields.items[slot], .cell = {.absent = true}};
  for (size_t slot = 0; slot < quest->fields.count; slot++) {
    bool later = place_in_system(quest, quest->given[slot].field) < quest->system->count;
    if (!later && !dc_quest_choose(quest, slot, anything)) return false;
  }
  return give_system(quest);
}

dc_found dc_quest_box(dc_quest *quest, const dc_box *box, const dc_system *system, size_t *samples,
                      dc_witness *witness) {
  quest->box = box;
  quest->system = system;
  size_t trials = 1 + quest->fields.count * DC_QUEST_ONE_BY_ONE + AT_RANDOM;
  if (trials > *samples) trials = *samples;
  for (quest->trial = 0; quest->trial < trials; quest->trial++) {
    if (give_case(quest)) walk_case(quest, witness);
    if (quest->best == DC_FOUND_DIFFERENT || (quest->best > DC_FOUND_NOTHING && quest->same)) break;
  }
  *samples -= quest->trial;
  return quest->best;
}
