/* libFuzzer target over the whole front end of the rules, and over evaluation: any bytes are a rule file. A file that
 * is accepted has its cases played, and every article evaluated on absent and on arbitrary values; its canonical form
 * is its own. */
#include <stdlib.h>

#include "decompte/evaluate.h"
#include "decompte/lexicon_file.h"
#include "decompte/plan.h"
#include "decompte/rulebook_format.h"
#include "decompte/rulebook.h"
#include "rules/loading.h"

typedef struct {
  uint64_t state;
} dc_dice;

static uint64_t roll(dc_dice *dice) { return dice->state = dice->state * 6364136223846793005u + 1442695040888963407u; }

enum { ROWS = 7, GROUPS = 3 };

/* Arbitrary values of any field, half of them absent, by any shape that the level of the field allows. */
static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  static const uint32_t ids[] = {1, 2, 3, 4};
  dc_dice *dice = context;
  bool detailed = field->level == DC_LEVEL_PERSON || field->level == DC_LEVEL_LINE;
  if (detailed) out->shape = (dc_shape)(roll(dice) % 3);
  uint32_t *counts = DC_NEW_ARRAY(scratch, count, uint32_t);
  out->values = DC_NEW_ARRAY(scratch, count, int64_t);
  out->numbers = DC_NEW_ARRAY(scratch, count, dc_rational);
  out->ids = ids;
  out->counts = counts;
  out->parts = out->kind == DC_VALUE_NUMBER ? (int64_t)(roll(dice) >> 40) % 3 * 100 : 0;
  for (size_t i = 0; i < count; i++) {
    bool absent = roll(dice) >> 33 & 1, set = out->kind == DC_VALUE_IDS, id = out->kind == DC_VALUE_ID;
    int64_t value = id ? 1 + (int64_t)(roll(dice) >> 62) : (int64_t)(roll(dice) >> 33) % 80000 - 20000;
    out->values[i] = set ? 0 : absent ? DC_NO_VALUE : value;
    counts[i] = absent ? 0 : (uint32_t)(roll(dice) >> 62);
    if (!absent)
      out->numbers[i] = dc_rational_of((int64_t)(roll(dice) >> 20) - (1 << 20), 1 + (int64_t)(roll(dice) >> 40) % 3000);
  }
}

static void evaluate_article(dc_evaluator *evaluator, const dc_article *article, const dc_environment *environment) {
  static const uint16_t groups[ROWS] = {0, 1, 1, 2, 2, 2, 0};
  dc_arena scratch = {0};
  dc_rows rows = {ROWS, GROUPS, groups};
  uint8_t truths[ROWS];
  dc_evaluator_next(evaluator, environment, &rows, true);
  dc_vector verdicts = dc_evaluate_article(evaluator, article);
  dc_truths_by_row(evaluator, &verdicts, truths);
  if (article->value) (void)dc_evaluate(evaluator, article->value);
  (void)dc_article_missing(evaluator->rules, article, environment, &scratch);
  (void)dc_article_motif(evaluator->rules, article, environment, article->number % 2 == 0, &scratch);
  dc_arena_free(&scratch);
}

static void evaluate_all(const dc_rules *rules) {
  dc_dice dice = {1};
  dc_environment environment = {&dice, fetch};
  dc_evaluator evaluator;
  dc_evaluator_open(&evaluator, rules);
  for (size_t i = 0; i < rules->recueil_count; i++)
    for (size_t j = 0; j < rules->recueils[i]->article_count && j < 50; j++)
      evaluate_article(&evaluator, &rules->recueils[i]->articles[j], &environment);
  dc_evaluator_close(&evaluator);
}

static void format_twice(dc_arena *arena, const dc_rule_text *text, dc_diagnostics *diagnostics) {
  dc_text once, twice;
  if (!dc_rules_format(arena, text->name, text->bytes, &once, diagnostics)) return;
  bool same = dc_rules_format(arena, text->name, once, &twice, diagnostics) && dc_text_equal(once, twice);
  if (!same) abort();
}

static dc_lexicon lexicon;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  static dc_arena arena;
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_source source = {.name = DC_TEXT("lexique.csv"), .path = DC_TEXT("rules/lexique.csv")};
  if (!dc_lexicon_load(&lexicon, &arena, &source, &diagnostics)) abort();
  dc_diagnostics_free(&diagnostics);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dc_arena arena = {0};
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_intern intern;
  dc_intern_init(&intern);
  dc_rule_text text = {DC_TEXT("essai.regles"), dc_text_copy(&arena, (dc_text){(const char *)data, size})};
  dc_rules rules;
  size_t failed;
  if (dc_rules_load_texts(&rules, &arena, &lexicon, &intern, &text, 1, &diagnostics)) {
    (void)dc_rulebook_play(&rules, &diagnostics, &failed);
    dc_rules_check_review(&rules, INT32_MAX, &diagnostics);
    for (uint32_t id = 1; id < 5; id++) (void)dc_intern_add(&intern, dc_text_format(&arena, "CODE%u", id));
    evaluate_all(&rules);
  }
  format_twice(&arena, &text, &diagnostics);
  dc_diagnostics_free(&diagnostics);
  dc_intern_free(&intern);
  dc_arena_free(&arena);
  return 0;
}
