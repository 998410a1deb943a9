#include "check.h"
#include "witness.h"

enum {
  SAMPLES_OF_PAIR = 2000,
  SAMPLES_OF_RULES = 20000,
  MEETINGS_OF_RULES = 1000000, /* boxes of one article against boxes of another */
  REPORTS_OF_RULES = 200,
};

typedef struct {
  const dc_rules *rules;
  dc_rulebook_depth depth;
  dc_diagnostics *diagnostics;
  size_t samples, meetings, reports; /* left for all the rules */
} dc_overlaps;

/* What two articles of a plan, each with its boxes, give to the same thing. */
typedef struct {
  const dc_plan *plan;
  const dc_article *articles[2];
  const dc_boxes *boxes[2];
} dc_pair;

/* ---- what is told ---- */

/* What both give, and how one speaks of two of them. */
static const struct {
  dc_effect effect;
  const char *one, *two; /* « … la même valeur de » the target, when there is one */
} givings[] = {
    {DC_EFFECT_COMPUTE, "la même valeur", "deux valeurs différentes"},
    {DC_EFFECT_WEIGHT, "le même coefficient aux heures", "deux coefficients différents aux heures"},
    {DC_EFFECT_CONVERT, "la même conversion en heures", "deux conversions différentes en heures"},
};

static dc_text giving_text(dc_arena *arena, const dc_article *article, bool one) {
  size_t i = 0;
  while (givings[i].effect != article->effect) i++;
  const char *giving = one ? givings[i].one : givings[i].two;
  if (!article->target) return dc_text_from(giving);
  return dc_text_format(arena, "%s de « " DC_S " »", giving, DC_ARG(article->target->name));
}

/* Told where the recueil of the plan has its own article. */
static dc_position position_of(const dc_pair *pair) {
  return pair->articles[pair->articles[0]->recueil != pair->plan->recueil]->position;
}

#define REPORT(overlaps, code, pair, ...)                                                                              \
  DC_RULE_REPORT((overlaps)->rules, (overlaps)->diagnostics, (code), position_of(pair), __VA_ARGS__)

static void report_found(const dc_overlaps *overlaps, const dc_pair *pair, dc_found found, const dc_witness *witness) {
  dc_arena *arena = overlaps->diagnostics->arena;
  const dc_article *a = pair->articles[0], *b = pair->articles[1];
  dc_text first = dc_given_text(arena, a, witness->values[0]);
  dc_text second = dc_given_text(arena, b, witness->values[1]);
  dc_text giving = giving_text(arena, a, found == DC_FOUND_EQUAL);
  if (found == DC_FOUND_EQUAL)
    REPORT(overlaps, DC_R_SAME, pair, "« " DC_S " » et « " DC_S " » donnent " DC_S ", " DC_S ", à un même cas",
           DC_ARG(dc_article_name(arena, a)), DC_ARG(dc_article_name(arena, b)), DC_ARG(giving), DC_ARG(first));
  else
    REPORT(overlaps, DC_R_CONFLICT, pair,
           "« " DC_S " » et « " DC_S " » donnent " DC_S ", " DC_S " et " DC_S ", à un même cas",
           DC_ARG(dc_article_name(arena, a)), DC_ARG(dc_article_name(arena, b)), DC_ARG(giving), DC_ARG(first),
           DC_ARG(second));
  overlaps->diagnostics->items[overlaps->diagnostics->count - 1].example =
      dc_witness_table(arena, overlaps->rules, pair->articles, witness);
}

static void report_possible(const dc_overlaps *overlaps, const dc_pair *pair, const char *why) {
  dc_arena *arena = overlaps->diagnostics->arena;
  REPORT(overlaps, DC_R_POSSIBLE, pair,
         "conflit possible : « " DC_S " » et « " DC_S " » donneraient " DC_S " ; rien ne montre qu'ils s'excluent, %s",
         DC_ARG(dc_article_name(arena, pair->articles[0])), DC_ARG(dc_article_name(arena, pair->articles[1])),
         DC_ARG(giving_text(arena, pair->articles[0], false)), why);
}

/* ---- one pair ---- */

/* Two articles under comparison, and the best case found so far. */
typedef struct {
  dc_space *space;
  const dc_pair *pair;
  dc_quest *quest;
  size_t samples;
  bool meet; /* some of their boxes do */
  dc_found found;
  dc_witness witness;
} dc_comparing;

/* Looks where a box of one article and a box of the other meet. */
static void compare_boxes(dc_comparing *comparing, const dc_box *a, const dc_box *b) {
  dc_arena scratch = {0};
  dc_box box;
  dc_system system;
  dc_space *space = comparing->space;
  const dc_pair *pair = comparing->pair;
  if (dc_box_meet(space, &scratch, a, b, &box) && dc_box_possible(space, &scratch, &box, &system)) {
    comparing->meet = true;
    if (!comparing->quest) comparing->quest = dc_quest_new(space, pair->plan, pair->articles[0], pair->articles[1]);
    comparing->found = dc_quest_box(comparing->quest, &box, &system, &comparing->samples, &comparing->witness);
  }
  dc_arena_free(&scratch);
}

static void report_pair(dc_overlaps *overlaps, const dc_comparing *comparing) {
  bool warnings = overlaps->depth == DC_RULEBOOK_WARNINGS;
  dc_found found = comparing->found;
  if (found >= DC_FOUND_CLOSE || (found == DC_FOUND_EQUAL && warnings))
    report_found(overlaps, comparing->pair, found, &comparing->witness);
  else if (found == DC_FOUND_NOTHING && comparing->meet && warnings)
    report_possible(overlaps, comparing->pair,
                    comparing->samples > 0 ? "mais aucun cas n'a été trouvé où ils s'appliquent tous deux"
                                           : "et la recherche d'un cas s'est arrêtée à sa limite");
  else
    return;
  overlaps->reports--;
}

static void check_pair(dc_overlaps *overlaps, dc_space *space, const dc_pair *pair) {
  const dc_boxes *a = pair->boxes[0], *b = pair->boxes[1];
  size_t allowed = overlaps->samples < SAMPLES_OF_PAIR ? overlaps->samples : SAMPLES_OF_PAIR;
  dc_comparing comparing = {.space = space, .pair = pair, .samples = allowed};
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count && comparing.found != DC_FOUND_DIFFERENT && overlaps->meetings > 0; j++) {
      compare_boxes(&comparing, &a->items[i], &b->items[j]);
      overlaps->meetings--;
    }
  overlaps->samples -= allowed - comparing.samples;
  report_pair(overlaps, &comparing);
}

/* ---- the pairs of a plan ---- */

/* Where an article gives a value: what the value reads is there. A « Convertir » only sees lines without hours. */
static dc_boxes boxes_giving(dc_space *space, const dc_boxes *chain, const dc_article *article) {
  dc_boxes applies = dc_boxes_of_article(space, chain, article);
  dc_boxes given = dc_boxes_of_value(space, article->value);
  applies = dc_boxes_meet(space, &applies, &given);
  if (article->effect != DC_EFFECT_CONVERT) return applies;
  dc_boxes absent = dc_boxes_of_presence(space, space->terms.rules->dictionary->hours, false);
  return dc_boxes_meet(space, &applies, &absent);
}

/* The articles of one effect, and where each gives its value. */
typedef struct {
  const dc_article_list *list;
  dc_boxes *boxes;
  bool *told; /* to be too intricate */
} dc_givers;

static bool comparable(const dc_overlaps *overlaps, const dc_givers *givers, size_t i) {
  if (!givers->boxes[i].overflow) return true;
  if (!givers->told[i] && overlaps->depth == DC_RULEBOOK_WARNINGS)
    DC_RULE_REPORT(overlaps->rules, overlaps->diagnostics, DC_R_INTRICATE, givers->list->items[i]->position,
                   "la condition de cet article est trop composée pour être comparée à celles des autres qui donnent "
                   "la même chose");
  givers->told[i] = true;
  return false;
}

/* Can both be at work on one market, and would they then contradict each other? */
static bool rivals(const dc_plan *plan, dc_effect effect, size_t i, size_t j) {
  const dc_article *a = plan->by_effect[effect].items[i], *b = plan->by_effect[effect].items[j];
  bool own = a->recueil == plan->recueil || b->recueil == plan->recueil; /* others are told in their own plan */
  bool cumulated = effect == DC_EFFECT_WEIGHT && plan->cumulates[i] >> j & 1;
  return own && !cumulated && a->target == b->target;
}

static bool exhausted(const dc_overlaps *overlaps) {
  return overlaps->samples == 0 || overlaps->meetings == 0 || overlaps->reports == 0;
}

static void check_effect(dc_overlaps *overlaps, dc_space *space, const dc_plan *plan, dc_effect effect) {
  const dc_article_list *list = &plan->by_effect[effect];
  dc_boxes chain = dc_boxes_of_chain(space, plan);
  dc_givers givers = {list, DC_NEW_ARRAY(space->terms.arena, list->count, dc_boxes),
                      DC_NEW_ARRAY(space->terms.arena, list->count, bool)};
  for (size_t i = 0; i < list->count; i++) givers.boxes[i] = boxes_giving(space, &chain, list->items[i]);
  for (size_t i = 0; i < list->count; i++)
    for (size_t j = i + 1; j < list->count && !exhausted(overlaps); j++) {
      if (!rivals(plan, effect, i, j)) continue;
      if (comparable(overlaps, &givers, i) && comparable(overlaps, &givers, j))
        check_pair(overlaps, space,
                   &(dc_pair){plan, {list->items[i], list->items[j]}, {&givers.boxes[i], &givers.boxes[j]}});
    }
}

static bool has_own(const dc_plan *plan, dc_effect effect) {
  for (size_t i = 0; i < plan->by_effect[effect].count; i++)
    if (plan->by_effect[effect].items[i]->recueil == plan->recueil) return true;
  return false;
}

void dc_check_overlaps(const dc_rules *rules, dc_rulebook_depth depth, dc_diagnostics *diagnostics) {
  dc_overlaps overlaps = {rules, depth, diagnostics, SAMPLES_OF_RULES, MEETINGS_OF_RULES, REPORTS_OF_RULES};
  for (size_t i = 0; i < rules->recueil_count; i++)
    for (size_t k = 0; k < sizeof givings / sizeof *givings && !exhausted(&overlaps); k++) {
      const dc_plan *plan = dc_plan_of(rules, rules->recueils[i]);
      if (!has_own(plan, givings[k].effect) || plan->by_effect[givings[k].effect].count < 2) continue;
      dc_arena arena = {0};
      dc_space space;
      dc_space_init(&space, &arena, rules);
      check_effect(&overlaps, &space, plan, givings[k].effect);
      dc_arena_free(&arena);
      if (exhausted(&overlaps) && depth == DC_RULEBOOK_WARNINGS)
        DC_RULE_REPORT(rules, diagnostics, DC_R_INTRICATE, plan->recueil->position,
                       "trop d'articles se rencontrent : à partir de ce recueil, tous n'ont pas été comparés");
    }
}
