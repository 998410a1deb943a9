/* R007 against every day: a parameter is reported when, and only when, some day on which the article reads it has no
 * value; and what is told, or kept for whoever writes rules. */
#include "rules_support.h"

enum { FIRST_DAY = 19723 /* 01/01/2024 */, DAYS = 120 };

static uint64_t state_of_chance;

static unsigned chance(unsigned sides) {
  state_of_chance = state_of_chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(state_of_chance >> 33) % sides;
}

/* Rows of one to thirty days, with holes between some of them; the last has an end. Marks the days that have a value.
 */
static void add_rows(dc_builder *out, bool valued[DAYS]) {
  char from[DC_DATE_SIZE], until[DC_DATE_SIZE];
  dc_builder_format(out, "| à compter du | jusqu'au | valeur |\n");
  for (unsigned day = chance(20), rows = 0; day + 35 < DAYS && (rows == 0 || chance(5)); rows++) {
    unsigned length = 1 + chance(30);
    dc_builder_format(out, "| %s | %s | 10 |\n", dc_date_french((dc_date)(FIRST_DAY + day), from).data,
                      dc_date_french((dc_date)(FIRST_DAY + day + length - 1), until).data);
    for (unsigned i = 0; i < length; i++) valued[day + i] = true;
    day += length + (chance(2) ? 1 + chance(5) : 0);
  }
}

static void check_stretch(void) {
  dc_bench bench;
  dc_arena arena = {0};
  bool valued[DAYS] = {false};
  dc_builder rows = {.arena = &arena};
  add_rows(&rows, valued);
  unsigned first = chance(DAYS - 1), last = first + chance(DAYS - first), shift = chance(3);
  char from[DC_DATE_SIZE], until[DC_DATE_SIZE], text[4096];
  (void)dc_date_french((dc_date)(FIRST_DAY + first + shift), from);
  (void)dc_date_french((dc_date)(FIRST_DAY + last + shift), until);
  static const char *const forms[] = {
      "Article 1 — Essai\nSource : x\nEn vigueur : à compter du %s jusqu'au %s, selon la date du travail\n"
      "Compter : 5 €/h ÷ prix à la (date du travail - %u jours) des heures\n",
      "Article 1 — Essai\nSource : x\nDéfinir jour : date du travail - %3$u jours\n"
      "Refuser si : date du travail ≥ %1$s et date du travail ≤ %2$s et coût horaire > prix au jour\nMotif : « Non. "
      "»\n",
      "Article 1 — Essai\nSource : x\nDéfinir jour : date du travail - %3$u jours\n"
      "Refuser si : date du travail < %1$s ou date du travail > %2$s ou coût horaire > prix au jour\nMotif : « Non. "
      "»\n",
  };
  int used =
      snprintf(text, sizeof text, RECUEIL "Paramètre prix (€/h)\nSource : x\n" DC_S "\n", (int)rows.length, rows.data);
  DC_ASSERT(used > 0 && (size_t)used < sizeof text);
  snprintf(text + used, sizeof text - (size_t)used, forms[chance(3)], from, until, shift);
  if (!bench_load(&bench, text)) fail_msg("%s", text);
  bool sound = dc_rulebook_check(&bench.rules, DC_RULEBOOK_ERRORS, &bench.diagnostics);
  bool whole = true;
  for (unsigned day = first; day <= last; day++) whole = whole && valued[day];
  if (sound != whole) fail_msg("%s : %s", whole ? "valeur partout" : "trou", text);
  dc_arena_free(&arena);
  bench_close(&bench);
}

static void a_hole_is_told_when_and_only_when_the_article_reads_it(void **state) {
  (void)state;
  state_of_chance = 7;
  for (int i = 0; i < 600; i++) check_stretch();
}

/* ---- what is told before a count, and what only to whoever writes rules ---- */

static size_t reported(const char *text, dc_rulebook_depth depth, bool expected) {
  dc_bench bench;
  assert_true(bench_load(&bench, text));
  assert_int_equal(dc_rulebook_check(&bench.rules, depth, &bench.diagnostics), expected);
  size_t count = bench.diagnostics.count;
  bench_close(&bench);
  return count;
}

static void doubts_are_kept_for_whoever_writes_rules(void **state) {
  (void)state;
  static const char *const doubtful[] = {
      RECUEIL "Article 1 — Un\nSource : x\nCompter : 120 % des heures si heures > 5 h\n\n"
              "Article 2 — Deux\nSource : x\nCompter : 120 % des heures si heures > 6 h\n",
      RECUEIL ARTICLE "Refuser si : heures > 6 h et heures < 5 h\nMotif : « Non. »\n",
      RECUEIL
      "Liste codes\nSource : x\n| code | à compter du | jusqu'au |\n| A | | 31/12/2024 |\n| A | 01/03/2025 | |\n",
  };
  for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
    assert_int_equal(reported(doubtful[i], DC_RULEBOOK_ERRORS, true), 0);
    assert_int_equal(reported(doubtful[i], DC_RULEBOOK_WARNINGS, true), 1);
  }
}

static void contradictions_are_told_at_both_depths(void **state) {
  (void)state;
  static const char contradictory[] =
      RECUEIL "Article 1 — Un\nSource : x\nCompter : 120 % des heures si heures > 5 h\n\n"
              "Article 2 — Deux\nSource : x\nCompter : 130 % des heures si heures > 6 h\n";
  assert_int_equal(reported(contradictory, DC_RULEBOOK_ERRORS, false), 1);
  assert_int_equal(reported(contradictory, DC_RULEBOOK_WARNINGS, false), 1);
}

/* A thousand articles that all contradict one another: told so far, and said to be told so far. */
static void work_is_bounded_and_says_so(void **state) {
  (void)state;
  dc_arena arena = {0};
  dc_builder text = {.arena = &arena};
  dc_builder_format(&text, RECUEIL);
  for (int i = 1; i <= 300; i++)
    dc_builder_format(&text, "Article %d — N\nSource : x\nCalculer heures dues : %d h\n\n", i, i);
  size_t errors = reported(text.data, DC_RULEBOOK_ERRORS, false);
  assert_int_equal(reported(text.data, DC_RULEBOOK_WARNINGS, false), errors + 1);
  assert_in_range(errors, 100, 300);
  dc_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_hole_is_told_when_and_only_when_the_article_reads_it),
      cmocka_unit_test(doubts_are_kept_for_whoever_writes_rules),
      cmocka_unit_test(contradictions_are_told_at_both_depths),
      cmocka_unit_test(work_is_bounded_and_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
