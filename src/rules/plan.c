#include "decompte/plan.h"

#include "planning.h"

typedef struct {
  dc_rules *rules;
  dc_diagnostics *diagnostics;
  dc_plan *plan;
  bool *replaced; /* by article id: out of this plan */
} dc_planning;

#define REPORT(planning, code, position, ...)                                                                          \
  DC_RULE_REPORT((planning)->rules, (planning)->diagnostics, (code), (position), __VA_ARGS__)

const dc_plan *dc_plan_of(const dc_rules *rules, const dc_recueil *recueil) {
  return &rules->dictionary->plans[recueil->rank];
}

static const dc_detail *detail_of(const dc_planning *planning, const dc_article *article) {
  return &planning->rules->dictionary->details[article->id];
}

static void make_chain(const dc_planning *planning, const dc_recueil *recueil) {
  dc_plan *plan = planning->plan;
  plan->recueil = recueil;
  for (const dc_recueil *up = recueil; up; up = up->completes) plan->chain_length++;
  plan->chain = DC_NEW_ARRAY(planning->rules->arena, plan->chain_length, const dc_recueil *);
  size_t i = 0;
  for (const dc_recueil *up = recueil; up; up = up->completes) plan->chain[i++] = up;
}

/* ---- Remplace ---- */

static bool replaces(const dc_planning *planning, const dc_article *article, const dc_recueil *recueil,
                     uint32_t number) {
  const dc_detail *detail = detail_of(planning, article);
  return detail->replaces.recueil == recueil && detail->replaces.number == number;
}

/* Takes out what the chain replaces, whether or not the replacement is itself replaced. */
static void mark_replaced(const dc_planning *planning) {
  const dc_plan *plan = planning->plan;
  for (size_t i = 0; i < plan->chain_length; i++)
    for (size_t j = 0; j < plan->chain[i]->article_count; j++) {
      const dc_detail *detail = detail_of(planning, &plan->chain[i]->articles[j]);
      const dc_recueil *target = detail->replaces.recueil;
      for (size_t k = 0; target && k < target->article_count; k++)
        if (target->articles[k].number == detail->replaces.number) planning->replaced[target->articles[k].id] = true;
    }
}

/* The replacements that the plan's own recueil makes: their targets exist, and nothing else replaces them. */
static void check_replacements(const dc_planning *planning) {
  const dc_recueil *own = planning->plan->recueil;
  for (size_t i = 0; i < own->article_count; i++) {
    const dc_detail *detail = detail_of(planning, &own->articles[i]);
    const dc_recueil *target = detail->replaces.recueil;
    if (!target) continue;
    bool found = false;
    for (size_t j = 0; j < target->article_count; j++) found |= target->articles[j].number == detail->replaces.number;
    if (!found)
      REPORT(planning, DC_R_REPLACE, detail->replaces.position, "le recueil « " DC_S " » n'a pas d'article %u",
             DC_ARG(target->code), (unsigned)detail->replaces.number);
    for (size_t up = 0; up < planning->plan->chain_length && planning->plan->chain[up] != target; up++)
      for (size_t j = 0; j < planning->plan->chain[up]->article_count; j++) {
        const dc_article *other = &planning->plan->chain[up]->articles[j];
        bool version = other->recueil == own && other->number == own->articles[i].number;
        bool later = up == 0 && j >= i;
        if (version || later || !replaces(planning, other, target, detail->replaces.number)) continue;
        REPORT(planning, DC_R_REPLACE, detail->replaces.position, "cet article est déjà remplacé par « " DC_S " »",
               DC_ARG(dc_article_name(planning->rules->arena, other)));
      }
  }
}

/* ---- lists by effect ---- */

static void fill_effect(const dc_planning *planning, dc_effect effect) {
  const dc_plan *plan = planning->plan;
  dc_article_list *list = &planning->plan->by_effect[effect];
  for (int pass = 0; pass < 2; pass++) { /* counts, then fills */
    list->count = 0;
    for (size_t i = 0; i < plan->chain_length; i++)
      for (size_t j = 0; j < plan->chain[i]->article_count; j++) {
        const dc_article *article = &plan->chain[i]->articles[j];
        if (article->effect != effect || planning->replaced[article->id]) continue;
        if (pass == 1) list->items[list->count] = article;
        list->count++;
      }
    if (pass == 0) list->items = DC_NEW_ARRAY(planning->rules->arena, list->count, const dc_article *);
  }
}

/* ---- order of calculations ---- */

static bool reads(const dc_node *node, const dc_field *field) {
  if (!node) return false;
  if (node->kind == DC_NODE_FIELD) return node->field == field;
  if (node->kind == DC_NODE_DEFINITION) return reads(node->definition->value, field);
  return reads(node->children[0], field) || reads(node->children[1], field);
}

static bool article_reads(const dc_article *article, const dc_field *field) {
  return reads(article->value, field) || reads(article->condition, field) || reads(article->in_force, field);
}

bool dc_plan_computes_from(const dc_plan *plan, const dc_field *field) {
  const dc_article_list *list = &plan->by_effect[DC_EFFECT_COMPUTE];
  for (size_t i = 0; i < list->count; i++)
    if (article_reads(list->items[i], field)) return true;
  return false;
}

typedef enum { UNSEEN, OPEN, PLACED } dc_mark;

typedef struct {
  dc_article_list from, to;
  uint8_t *marks;
} dc_ordering;

/* Places `i` after every calculation that it reads. false on a cycle. */
static bool place(dc_ordering *ordering, size_t i) {
  if (ordering->marks[i] != UNSEEN) return ordering->marks[i] == PLACED;
  ordering->marks[i] = OPEN;
  bool sound = true;
  for (size_t j = 0; j < ordering->from.count; j++)
    if (ordering->from.items[j]->target && article_reads(ordering->from.items[i], ordering->from.items[j]->target))
      sound = place(ordering, j) && sound;
  ordering->marks[i] = PLACED;
  ordering->to.items[ordering->to.count++] = ordering->from.items[i];
  return sound;
}

/* Calculations come after those that they read; otherwise in the order of every list. */
static void order_calculations(const dc_planning *planning) {
  dc_article_list *list = &planning->plan->by_effect[DC_EFFECT_COMPUTE];
  dc_ordering ordering = {.from = *list};
  ordering.to.items = DC_NEW_ARRAY(planning->rules->arena, list->count, const dc_article *);
  ordering.marks = DC_NEW_ARRAY(planning->rules->arena, list->count, uint8_t);
  for (size_t i = 0; i < list->count; i++) {
    if (place(&ordering, i)) continue;
    const dc_article *article = list->items[i];
    dc_detail *detail = &planning->rules->dictionary->details[article->id];
    if (!detail->cycle_told)
      REPORT(planning, DC_R_PHASE, article->position, "« Calculer " DC_S " » dépend de son propre résultat",
             DC_ARG(article->target->name));
    detail->cycle_told = true;
  }
  *list = ordering.to;
}

/* ---- Cumulable avec ---- */

/* Marks the coefficients that reference `k` of article `i` names, on both sides: to be cumulated is mutual. */
static bool mark_cumulated(const dc_planning *planning, size_t i, const dc_article_reference *reference) {
  const dc_article_list *list = &planning->plan->by_effect[DC_EFFECT_WEIGHT];
  bool found = false;
  for (size_t j = 0; j < list->count; j++) {
    if (list->items[j]->recueil != reference->recueil || list->items[j]->number != reference->number) continue;
    found = true;
    planning->plan->cumulates[i] |= UINT64_C(1) << j;
    planning->plan->cumulates[j] |= UINT64_C(1) << i;
  }
  return found;
}

static bool exists(const dc_article_reference *reference) {
  for (size_t i = 0; i < reference->recueil->article_count; i++)
    if (reference->recueil->articles[i].number == reference->number)
      return reference->recueil->articles[i].effect == DC_EFFECT_WEIGHT;
  return false;
}

/* An article named there may have been replaced in this plan: it is then not there to be cumulated. */
static void make_cumulates(const dc_planning *planning) {
  const dc_article_list *list = &planning->plan->by_effect[DC_EFFECT_WEIGHT];
  planning->plan->cumulates = DC_NEW_ARRAY(planning->rules->arena, list->count, uint64_t);
  if (list->count > DC_PLAN_WEIGHTS) return;
  for (size_t i = 0; i < list->count; i++) {
    const dc_detail *detail = detail_of(planning, list->items[i]);
    for (size_t k = 0; k < detail->cumulates.count; k++) {
      const dc_article_reference *reference = &detail->cumulates.items[k];
      if (mark_cumulated(planning, i, reference) || list->items[i]->recueil != planning->plan->recueil) continue;
      if (!exists(reference))
        REPORT(planning, DC_R_REPLACE, reference->position, "« " DC_S ", article %u » n'est pas un « Compter »",
               DC_ARG(reference->recueil->code), (unsigned)reference->number);
    }
  }
}

static void check_sizes(const dc_planning *planning) {
  const dc_article_list *lists = planning->plan->by_effect;
  size_t refusals = lists[DC_EFFECT_REFUSE].count;
  size_t keys = lists[DC_EFFECT_ONCE].count + lists[DC_EFFECT_CAP].count + lists[DC_EFFECT_CAP_COUNTED].count +
                lists[DC_EFFECT_CONTROL_CAP].count;
  for (size_t i = 0; i < lists[DC_EFFECT_ONCE].count; i++) keys += lists[DC_EFFECT_ONCE].items[i]->preference != NULL;
  if (lists[DC_EFFECT_WEIGHT].count > DC_PLAN_WEIGHTS)
    REPORT(planning, DC_R_REFUSALS, planning->plan->recueil->position,
           "%zu coefficients s'appliquent aux marchés de ce recueil, %d au plus sont admis",
           lists[DC_EFFECT_WEIGHT].count, DC_PLAN_WEIGHTS);
  if (refusals > DC_PLAN_REFUSALS)
    REPORT(planning, DC_R_REFUSALS, planning->plan->recueil->position,
           "%zu articles de refus s'appliquent aux marchés de ce recueil, %d au plus sont admis", refusals,
           DC_PLAN_REFUSALS);
  if (keys > DC_PLAN_KEYS)
    REPORT(planning, DC_R_REFUSALS, planning->plan->recueil->position,
           "%zu plafonds, contrôles par clé et « Une seule fois par » s'appliquent aux marchés de ce recueil, %d au "
           "plus sont admis",
           keys, DC_PLAN_KEYS);
}

void dc_plans_make(dc_rules *rules, dc_diagnostics *diagnostics) {
  dc_dictionary *dictionary = rules->dictionary;
  dictionary->plans = DC_NEW_ARRAY(rules->arena, rules->recueil_count, dc_plan);
  for (size_t i = 0; i < rules->recueil_count; i++) {
    dc_arena scratch = {0};
    bool *replaced = DC_NEW_ARRAY(&scratch, rules->article_count, bool);
    dc_planning planning = {rules, diagnostics, &dictionary->plans[i], replaced};
    make_chain(&planning, rules->recueils[i]);
    check_replacements(&planning);
    mark_replaced(&planning);
    for (unsigned effect = 0; effect < DC_EFFECT_COUNT; effect++) fill_effect(&planning, (dc_effect)effect);
    order_calculations(&planning);
    make_cumulates(&planning);
    check_sizes(&planning);
    dc_arena_free(&scratch);
  }
}
