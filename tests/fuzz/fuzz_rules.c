/* libFuzzer target over the whole front end of the rules, and over what is done with them: any bytes are a rule file. A
 * file that is accepted is checked, has its cases played and measured, every article evaluated in batches and walked,
 * on random rows, with the same result, and every mutant of it played; its canonical form is its own.
 *
 *   clang -std=c17 -D_GNU_SOURCE -Iinclude -Isrc -g -O1 -fsanitize=fuzzer,address,undefined tests/fuzz/fuzz_rules.c \
 *     src/base/[a-z]*.c src/input/[a-z]*.c src/rules/[a-z]*.c src/rulebook/[a-z]*.c …libraries… -o fuzz_rules
 *   tests/fuzz/rules_seeds CORPUS && ./fuzz_rules -dict=tests/fuzz/fuzz_rules.dict -max_len=8192 CORPUS */
#include <stdlib.h>

#include "../unit/rules_world.h"
#include "decompte/lexicon_file.h"
#include "decompte/plan.h"
#include "decompte/rulebook.h"
#include "decompte/rulebook_format.h"
#include "rulebook/boundary.h"
#include "rulebook/play.h"
#include "rules/loading.h"

/* Bounds, for speed: articles and mutants used, lines of cases, mutants of an article simple enough for a search. */
enum { ROWS = 7, ARTICLES = 50, MUTANTS = 60, CASES = 40, SIMPLE = 8 };

/* ---- batches against walks ---- */

static void check_value(const dc_value *a, const dc_value *b) {
  DC_ASSERT(a->kind == b->kind && a->absent == b->absent);
  if (a->absent) return;
  if (a->kind == DC_VALUE_NUMBER)
    DC_ASSERT(dc_rational_compare(a->number, b->number) == 0);
  else if (a->kind == DC_VALUE_IDS)
    DC_ASSERT(a->count == b->count);
  else
    DC_ASSERT(a->discrete == b->discrete);
}

/* A batch of rows that begins in the middle of a person, and each of its rows alone. */
static void evaluate(dc_evaluator *evaluator, const dc_article *article, const dc_world *world) {
  dc_arena scratch = {0};
  dc_world one = *world;
  dc_environment alone = {&one, world_fetch};
  dc_walker walker = {.rules = evaluator->rules, .environment = &alone, .scratch = &scratch};
  uint8_t verdicts[ROWS];
  dc_vector truths = dc_evaluate_article(evaluator, article), values = {0};
  dc_truths_by_row(evaluator, &truths, verdicts);
  if (article->value) values = dc_evaluate(evaluator, article->value);
  for (size_t row = 0; row < ROWS; row++) {
    one.first = world->first + row;
    DC_ASSERT(dc_walk_verdict(&walker, article) == (dc_truth)verdicts[row]);
    if (!article->value) continue;
    dc_value walked = dc_walk(&walker, article->value);
    dc_value evaluated = dc_vector_value(&values, dc_item_of_row(evaluator, &values, row));
    check_value(&walked, &evaluated);
  }
  (void)dc_article_missing(evaluator->rules, article, &alone, &scratch);
  (void)dc_article_motif(evaluator->rules, article, &alone, article->number % 2 == 0, &scratch);
  dc_arena_free(&scratch);
}

static void evaluate_all(const dc_rules *rules, dc_intern *intern) {
  dc_world world = world_of(rules->article_count, intern);
  world.first = ROWS_A_PERSON - 2;
  dc_environment environment = {&world, world_fetch};
  uint16_t groups[ROWS];
  for (size_t i = 0; i < ROWS; i++) groups[i] = (uint16_t)world_group(&world, i);
  dc_rows rows = {ROWS, groups[ROWS - 1] + 1u, groups};
  dc_evaluator evaluator;
  dc_evaluator_open(&evaluator, rules);
  dc_evaluator_next(&evaluator, &environment, &rows, true);
  for (size_t i = 0; i < rules->recueil_count; i++)
    for (size_t j = 0; j < rules->recueils[i]->article_count && j < ARTICLES; j++)
      evaluate(&evaluator, &rules->recueils[i]->articles[j], &world);
  dc_evaluator_close(&evaluator);
}

/* ---- mutants ---- */

static size_t play_cases(const dc_rules *rules, const dc_article *article) {
  dc_player player = {.rules = rules};
  const dc_detail *detail = &rules->dictionary->details[article->id];
  size_t failed = 0;
  for (size_t i = 0; i < detail->cases.count; i++) failed += dc_play_table(&player, article, detail->cases.items[i]);
  return failed;
}

static size_t settle_cases(const dc_rules *rules, const dc_article *article) {
  dc_player player = {.rules = rules};
  const dc_detail *detail = &rules->dictionary->details[article->id];
  size_t rows = 0;
  for (size_t i = 0; i < detail->cases.count; i++) {
    (void)dc_play_fill(&player, article, detail->cases.items[i], 0);
    rows += detail->cases.items[i]->rows;
  }
  return rows;
}

/* Every mutant is played, and the case looked for that kills the first survivor of the file; the article is then as it
 * was. */
static void mutate(const dc_rules *rules, const dc_article *article, bool *looked) {
  size_t rows = settle_cases(rules, article), failed = play_cases(rules, article);
  if (rows == 0 || rows > CASES) return;
  dc_arena scratch = {0};
  dc_mutants mutants = dc_mutants_of(rules, article, &scratch);
  bool fit = failed == 0 && mutants.count <= SIMPLE; /* a result out of range satisfies nothing */
  for (size_t i = 0; i < mutants.count && i < MUTANTS; i++) {
    dc_mutant_exchange(&mutants.items[i]);
    bool survives = play_cases(rules, article) == 0;
    dc_mutant_exchange(&mutants.items[i]);
    if (!survives || !fit || *looked) continue;
    (void)dc_boundary_case(rules, article, &mutants.items[i], &scratch);
    *looked = true;
  }
  DC_ASSERT(play_cases(rules, article) == failed);
  dc_arena_free(&scratch);
}

static void use(const dc_rules *rules, dc_intern *intern, dc_diagnostics *diagnostics) {
  size_t failed;
  bool looked = false;
  (void)dc_rulebook_check(rules, DC_RULEBOOK_WARNINGS, diagnostics);
  (void)dc_rulebook_play(rules, diagnostics, &failed);
  dc_rulebook_cover(rules, diagnostics);
  dc_rules_check_review(rules, INT32_MAX, diagnostics);
  evaluate_all(rules, intern);
  for (size_t i = 0; i < rules->recueil_count; i++)
    for (size_t j = 0; j < rules->recueils[i]->article_count && j < ARTICLES; j++)
      mutate(rules, &rules->recueils[i]->articles[j], &looked);
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
  if (dc_rules_load_texts(&rules, &arena, &lexicon, &intern, &text, 1, &diagnostics))
    use(&rules, &intern, &diagnostics);
  format_twice(&arena, &text, &diagnostics);
  dc_diagnostics_free(&diagnostics);
  dc_intern_free(&intern);
  dc_arena_free(&arena);
  return 0;
}
