/* The batch evaluator and the walker, one against the other: two readings of one tree, on random rules and rows.
 * With DECOMPTE_CORPUS=DIRECTORY in the environment the random rules are also written there, as seeds of fuzz_rules. */
#include "rules_support.h"

#include "rules/walk.h"
#include "rules_generator.h"
#include "rules_world.h"

enum { RECUEILS = 150, ROWS = 40 };

static void keep(const char *directory, uint64_t seed, dc_text text) {
  char path[512];
  snprintf(path, sizeof path, "%s/recueil-%u", directory, (unsigned)seed);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text.data, 1, text.length, file), text.length);
  assert_int_equal(fclose(file), 0);
}

static void load_generated(dc_bench *bench, uint64_t seed) {
  bench_open(bench);
  dc_rule_text file = {DC_TEXT("essai.regles"), generate_recueil(&bench->arena, &bench->lexicon, seed)};
  const char *corpus = getenv("DECOMPTE_CORPUS");
  if (corpus) keep(corpus, seed, file.bytes);
  bench->sound =
      dc_rules_load_texts(&bench->rules, &bench->arena, &bench->lexicon, &bench->intern, &file, 1, &bench->diagnostics);
  if (bench->sound) return;
  for (size_t i = 0; i < bench->diagnostics.count; i++)
    dc_diagnostic_print(stderr, &bench->diagnostics.items[i], false);
  fail_msg("le recueil %u est refusé", (unsigned)seed);
}

/* ---- one expression ---- */

static bool same_value(const dc_value *a, const dc_value *b) {
  if (a->kind != b->kind || a->absent != b->absent) return false;
  if (a->absent) return true;
  if (a->kind == DC_VALUE_NUMBER) return dc_rational_compare(a->number, b->number) == 0;
  if (a->kind != DC_VALUE_IDS) return a->discrete == b->discrete;
  return a->count == b->count && memcmp(a->ids, b->ids, a->count * sizeof *a->ids) == 0;
}

typedef struct {
  dc_bench *bench;
  dc_world world;
  size_t values, known; /* compared, and not absent */
  dc_evaluator evaluator;
  dc_world batch;
  dc_environment environment;
  uint16_t groups[DC_BATCH];
} differential;

static dc_walker walker_of(const differential *d, const dc_environment *environment, dc_arena *scratch) {
  return (dc_walker){.rules = &d->bench->rules, .environment = environment, .scratch = scratch};
}

static void begin(differential *d, dc_bench *bench, uint64_t seed) {
  *d = (differential){.bench = bench, .world = world_of(seed, &bench->intern)};
  dc_evaluator_open(&d->evaluator, &bench->rules);
}

static void end(differential *d) { dc_evaluator_close(&d->evaluator); }

/* Goes on to the batch of `count` rows that begins at `first`: all of one market. */
static void next_batch(differential *d, size_t first, size_t count) {
  d->batch = d->world;
  d->batch.first = first;
  d->environment = (dc_environment){&d->batch, world_fetch};
  for (size_t i = 0; i < count; i++) d->groups[i] = (uint16_t)world_group(&d->batch, i);
  dc_rows rows = {count, d->groups[count - 1] + 1u, d->groups};
  dc_evaluator_next(&d->evaluator, &d->environment, &rows, d->values == 0);
}

/* Every row of a batch that begins at `first`, against the same row alone. */
static void compare_node(differential *d, const dc_node *node, size_t first, size_t count, dc_arena *scratch) {
  dc_world one = d->world;
  dc_environment alone = {&one, world_fetch};
  dc_walker walker = walker_of(d, &alone, scratch);
  dc_vector vector = dc_evaluate(&d->evaluator, node);
  for (size_t row = 0; row < count; row++) {
    one.first = first + row;
    dc_value walked = dc_walk(&walker, node);
    dc_value evaluated = dc_vector_value(&vector, dc_item_of_row(&d->evaluator, &vector, row));
    if (!same_value(&walked, &evaluated))
      fail_msg("ligne %zu : le lot donne « " DC_S " », la marche « " DC_S " »", one.first,
               DC_ARG(dc_value_text(scratch, &d->bench->rules, node->typing, &evaluated)),
               DC_ARG(dc_value_text(scratch, &d->bench->rules, node->typing, &walked)));
    d->values++;
    d->known += !walked.absent;
  }
}

/* A tree and everything under it. */
static void compare_tree(differential *d, const dc_node *node, size_t first, size_t count) {
  if (!node || node->kind == DC_NODE_MONTHS) return;
  dc_arena scratch = {0};
  compare_node(d, node, first, count, &scratch);
  dc_arena_free(&scratch);
  if (node->kind == DC_NODE_MATCH) return;
  for (size_t i = 0; i < 2; i++) compare_tree(d, node->children[i], first, count);
}

static void compare_verdicts(differential *d, const dc_article *article, size_t first, size_t count) {
  dc_arena scratch = {0};
  dc_world one = d->world;
  dc_environment alone = {&one, world_fetch};
  dc_walker walker = walker_of(d, &alone, &scratch);
  uint8_t verdicts[DC_BATCH];
  dc_vector truths = dc_evaluate_article(&d->evaluator, article);
  dc_truths_by_row(&d->evaluator, &truths, verdicts);
  for (size_t row = 0; row < count; row++) {
    one.first = first + row;
    dc_truth walked = dc_walk_verdict(&walker, article);
    if (walked != (dc_truth)verdicts[row])
      fail_msg("article %u, ligne %zu : verdict %d par lot, %d par la marche", (unsigned)article->number, one.first,
               (int)verdicts[row], (int)walked);
  }
  dc_arena_free(&scratch);
}

/* ---- all of a recueil ---- */

static void compare_article(differential *d, const dc_article *article, size_t first, size_t count) {
  compare_tree(d, article->in_force, first, count);
  compare_tree(d, article->condition, first, count);
  compare_tree(d, article->value, first, count);
  compare_tree(d, article->preference, first, count);
  const dc_detail *detail = &d->bench->rules.dictionary->details[article->id];
  for (size_t i = 0; i < detail->definitions.count; i++)
    compare_tree(d, detail->definitions.items[i]->value, first, count);
  compare_verdicts(d, article, first, count);
}

static void compare_recueil(differential *d, size_t first, size_t count) {
  const dc_recueil *recueil = d->bench->rules.recueils[0];
  assert_int_equal(recueil->article_count, GENERATED_ARTICLES);
  next_batch(d, first, count);
  for (size_t i = 0; i < recueil->article_count; i++) compare_article(d, &recueil->articles[i], first, count);
}

static void batches_and_walks_agree_on_random_rules(void **state) {
  (void)state;
  size_t values = 0, known = 0;
  for (uint64_t seed = 1; seed <= RECUEILS; seed++) {
    dc_bench bench;
    load_generated(&bench, seed);
    differential d;
    begin(&d, &bench, seed);
    compare_recueil(&d, seed % 7, 1 + seed % ROWS);
    values += d.values;
    known += d.known;
    end(&d);
    bench_close(&bench);
  }
  assert_true(values > 1000000);
  assert_true(known > values / 2 && known < values);
}

static void batches_are_whole_at_their_largest(void **state) {
  (void)state;
  dc_bench bench;
  load_generated(&bench, 2026);
  differential d;
  begin(&d, &bench, 2026);
  compare_recueil(&d, 3, DC_BATCH);
  compare_recueil(&d, 0, 1);
  end(&d);
  bench_close(&bench);
}

/* A batch that ends in the middle of a person, then goes on: the rows of two batches are those of one. */
static void rows_do_not_depend_on_how_they_are_cut(void **state) {
  (void)state;
  dc_bench bench;
  load_generated(&bench, 7);
  differential d;
  begin(&d, &bench, 7);
  for (size_t cut = 1; cut < 12; cut++) {
    compare_recueil(&d, 0, cut);
    compare_recueil(&d, cut, 12 - cut);
  }
  end(&d);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(batches_and_walks_agree_on_random_rules),
      cmocka_unit_test(batches_are_whole_at_their_largest),
      cmocka_unit_test(rows_do_not_depend_on_how_they_are_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
