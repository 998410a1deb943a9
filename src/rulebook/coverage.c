#include "rulebook/coverage.h"

#include "rulebook/play.h"
#include "rulebook/reach.h"

enum { SEEN_TRUE = 1, SEEN_FALSE = 2 };

/* A comparison, « dans », « absent » or « correspond à », and how it came out. */
typedef struct {
  const dc_node *node;
  unsigned seen;
} dc_test;

typedef struct {
  const dc_rules *rules;
  const dc_article *article;
  dc_arena *arena;
  DC_LIST(dc_test) tests;
  unsigned verdicts; /* of the condition; of what has none, true */
} dc_coverage;

/* ---- tests ---- */

static void collect(dc_coverage *coverage, const dc_node *node) {
  if (!node) return;
  bool test = node->kind == DC_NODE_COMPARE || node->kind == DC_NODE_MEMBER || node->kind == DC_NODE_ABSENT ||
              node->kind == DC_NODE_MATCH;
  if (test) DC_APPEND(coverage->arena, &coverage->tests, (dc_test){.node = node});
  if (node->kind == DC_NODE_MATCH) return;
  for (size_t i = 0; i < 2; i++) collect(coverage, node->children[i]);
}

static void collect_all(dc_coverage *coverage, const dc_detail *detail) {
  for (size_t i = 0; i < detail->definitions.count; i++)
    if (dc_definition_matters(coverage->rules, coverage->article, detail->definitions.items[i]))
      collect(coverage, detail->definitions.items[i]->value);
  collect(coverage, coverage->article->value);
  collect(coverage, coverage->article->condition);
  collect(coverage, coverage->article->preference);
}

static void see(void *context, const dc_node *node, const dc_value *value) {
  dc_coverage *coverage = context;
  if (value->kind != DC_VALUE_TRUTH || value->absent) return;
  unsigned seen = value->discrete ? SEEN_TRUE : SEEN_FALSE;
  if (node == coverage->article->condition) coverage->verdicts |= seen;
  for (size_t i = 0; i < coverage->tests.count; i++)
    if (coverage->tests.items[i].node == node) coverage->tests.items[i].seen |= seen;
}

static void report_test(const dc_coverage *coverage, const dc_test *test, dc_diagnostics *diagnostics) {
  static const char *const gaps[] = {"aucun cas ne l'évalue", "aucun cas ne le rend faux", "aucun cas ne le rend vrai"};
  DC_RULE_REPORT(coverage->rules, diagnostics, DC_R_ONE_SIDED, test->node->position, "test à une seule issue : %s",
                 gaps[test->seen]);
}

/* ---- effects ---- */

enum { FIRST_SIDE = 1, SECOND_SIDE = 2 };

static unsigned decision_side(const dc_case_table *table, size_t row) {
  for (size_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].kind != DC_COLUMN_DECISION) continue;
    dc_decision decision = (dc_decision)table->cells[row * table->column_count + i].count;
    if (decision == DC_DECISION_KEPT || decision == DC_DECISION_SOUND) return FIRST_SIDE;
    if (decision == DC_DECISION_REFUSED || decision == DC_DECISION_ANOMALY) return SECOND_SIDE;
  }
  return 0;
}

/* Left whole, or reduced. */
static unsigned cap_side(const dc_coverage *coverage, const dc_case_table *table, size_t row) {
  const dc_case_column *hours = dc_case_column_of(table, coverage->rules->dictionary->hours);
  if (!hours) return 0;
  const dc_rule_cell *cells = &table->cells[row * table->column_count], *given = &cells[hours - table->columns];
  for (size_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].kind != DC_COLUMN_RESULT || given->absent || cells[i].absent) continue;
    return dc_rational_compare(cells[i].number, given->number) < 0 ? SECOND_SIDE : FIRST_SIDE;
  }
  return 0;
}

typedef enum { SIDES_DECISION, SIDES_CAP, SIDES_VERDICT } dc_sides_kind;

/* What the cases must show of each effect, and how a lacking side is told. */
static const struct {
  dc_sides_kind kind;
  const char *first, *second;
} effects[DC_EFFECT_COUNT] = {
    [DC_EFFECT_REFUSE] = {SIDES_DECISION, "aucun cas retenu", "aucun cas refusé"},
    [DC_EFFECT_ONCE] = {SIDES_DECISION, "aucun cas retenu", "aucun cas refusé"},
    [DC_EFFECT_CONTROL] = {SIDES_DECISION, "aucun cas conforme", "aucun cas en anomalie"},
    [DC_EFFECT_CONTROL_CAP] = {SIDES_DECISION, "aucun cas conforme", "aucun cas en anomalie"},
    [DC_EFFECT_CAP] = {SIDES_CAP, "aucun cas qu'il laisse entier", "aucun cas qu'il réduit"},
    [DC_EFFECT_CAP_COUNTED] = {SIDES_CAP, "aucun cas qu'il laisse entier", "aucun cas qu'il réduit"},
    [DC_EFFECT_COMPUTE] = {SIDES_VERDICT, "aucun cas où il s'applique", "aucun cas où il ne s'applique pas"},
    [DC_EFFECT_CONVERT] = {SIDES_VERDICT, "aucun cas où il s'applique", "aucun cas où il ne s'applique pas"},
    [DC_EFFECT_WEIGHT] = {SIDES_VERDICT, "aucun cas où il s'applique", "aucun cas où il ne s'applique pas"},
};

static unsigned sides_of(const dc_coverage *coverage, const dc_detail *detail) {
  dc_sides_kind kind = effects[coverage->article->effect].kind;
  unsigned sides = 0;
  if (kind == SIDES_VERDICT) {
    if (coverage->verdicts & SEEN_TRUE) sides |= FIRST_SIDE;
    if (coverage->verdicts & SEEN_FALSE || !coverage->article->condition) sides |= SECOND_SIDE;
    return sides;
  }
  for (size_t i = 0; i < detail->cases.count; i++)
    for (size_t row = 0; row < detail->cases.items[i]->rows; row++)
      sides |= kind == SIDES_CAP ? cap_side(coverage, detail->cases.items[i], row)
                                 : decision_side(detail->cases.items[i], row);
  return sides;
}

static void report_sides(const dc_coverage *coverage, unsigned sides, dc_diagnostics *diagnostics) {
  const struct {
    unsigned side;
    const char *lacking;
  } both[] = {{FIRST_SIDE, effects[coverage->article->effect].first},
              {SECOND_SIDE, effects[coverage->article->effect].second}};
  for (size_t i = 0; i < 2; i++)
    if (!(sides & both[i].side))
      DC_RULE_REPORT(coverage->rules, diagnostics, DC_R_UNTRIED, coverage->article->position,
                     "article éprouvé d'un seul côté : %s", both[i].lacking);
}

void dc_coverage_report_none(const dc_rules *rules, const dc_article *article, dc_diagnostics *diagnostics) {
  DC_RULE_REPORT(rules, diagnostics, DC_R_UNTRIED, article->position, "article sans aucun cas");
}

dc_trial dc_coverage_of(const dc_rules *rules, const dc_article *article, dc_diagnostics *diagnostics) {
  dc_arena scratch = {0};
  dc_coverage coverage = {.rules = rules, .article = article, .arena = &scratch};
  const dc_detail *detail = &rules->dictionary->details[article->id];
  dc_trial trial = {0};
  for (size_t i = 0; i < detail->cases.count; i++) trial.cases += detail->cases.items[i]->rows;
  collect_all(&coverage, detail);
  if (trial.cases > 0 && !article->condition) coverage.verdicts = SEEN_TRUE;
  dc_player player = {.rules = rules, .seen = see, .context = &coverage};
  for (size_t i = 0; i < detail->cases.count; i++) (void)dc_play_table(&player, article, detail->cases.items[i]);
  trial.tests = coverage.tests.count;
  for (size_t i = 0; i < coverage.tests.count; i++) {
    const dc_test *test = &coverage.tests.items[i];
    bool both = test->seen == (SEEN_TRUE | SEEN_FALSE);
    trial.exercised += both;
    if (!both && trial.cases > 0 && diagnostics) report_test(&coverage, test, diagnostics);
  }
  if (trial.cases > 0 && diagnostics) report_sides(&coverage, sides_of(&coverage, detail), diagnostics);
  if (trial.cases == 0 && diagnostics) dc_coverage_report_none(rules, article, diagnostics);
  dc_arena_free(&scratch);
  return trial;
}

void dc_rulebook_cover(const dc_rules *rules, dc_diagnostics *diagnostics) {
  dc_diagnostics found;
  dc_diagnostics_init(&found, diagnostics->arena);
  for (size_t i = 0; i < rules->recueil_count; i++)
    for (size_t j = 0; j < rules->recueils[i]->article_count; j++) {
      const dc_article *article = &rules->recueils[i]->articles[j];
      if (article->effect != DC_EFFECT_NONE) (void)dc_coverage_of(rules, article, &found);
    }
  dc_diagnostics_sort(&found);
  dc_diagnostics_append(diagnostics, &found);
  dc_diagnostics_free(&found);
}
