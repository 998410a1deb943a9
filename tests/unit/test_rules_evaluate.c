#include "rules_support.h"

/* A small world: values by canonical column, the same for every row unless given a row's own. */
enum { ROWS = 6 };

typedef struct {
  dc_bench *bench;
  size_t first; /* row of the world that row 0 of the batch is */
} world;

static const char *const publics[ROWS][2] = {{"RSA", NULL}, {"DELD", NULL}, {"RSA", "QPV"},
                                             {NULL, NULL},  {"ZZZ", NULL},  {"J26", NULL}};
static const char *const natures[ROWS] = {"TRAVAIL", "CONGE", NULL, "TRAVAIL", "FORMATION", "TRAVAIL"};
static const int hours[ROWS] = {7, 11, 0, 10, -1, 3}; /* -1: absent */
static const int days[ROWS] = {0, 1, 365, 730, 731, -1};

/* Rows 2 and 3 share what is by group. */
static const uint16_t groups[ROWS] = {0, 1, 2, 2, 3, 4};
enum { GROUPS = 5 };
static const int births[GROUPS] = {2000, 2001, -1, 2003, 2004}; /* -1: absent */

static void fetch_set(const world *at, size_t count, dc_arena *scratch, dc_vector *out) {
  uint32_t *ids = DC_NEW_ARRAY(scratch, 2 * count, uint32_t), *counts = DC_NEW_ARRAY(scratch, count, uint32_t);
  for (size_t i = 0; i < count; i++) {
    out->values[i] = (int64_t)(2 * i);
    for (size_t j = 0; j < 2 && publics[at->first + i][j]; j++)
      ids[2 * i + counts[i]++] = dc_intern_add(&at->bench->intern, dc_text_from(publics[at->first + i][j]));
  }
  out->ids = ids;
  out->counts = counts;
}

static int64_t line_value(const world *at, dc_value_kind kind, size_t row) {
  if (kind == DC_VALUE_NUMBER) return hours[row] < 0 ? DC_NO_VALUE : hours[row] * (int64_t)DC_HOUR;
  if (kind == DC_VALUE_DATE) return days[row] < 0 ? DC_NO_VALUE : dc_date_from(2024, 2, 29) + days[row];
  return natures[row] ? (int64_t)dc_intern_add(&at->bench->intern, dc_text_from(natures[row])) : DC_NO_VALUE;
}

static int64_t market_value(dc_value_kind kind) {
  if (kind == DC_VALUE_NUMBER) return 100 * DC_HOUR;
  return kind == DC_VALUE_DATE ? dc_date_from(2024, 2, 29) : DC_NO_VALUE;
}

static int64_t birth_value(size_t group) {
  return births[group] < 0 ? DC_NO_VALUE : dc_date_from(births[group], 2, group == 0 ? 29 : 28);
}

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const world *at = context;
  out->values = DC_NEW_ARRAY(scratch, ROWS, int64_t);
  if (out->kind == DC_VALUE_NUMBER) out->parts = DC_HOUR;
  if (field->level == DC_LEVEL_MARCHE) {
    out->values[0] = market_value(out->kind);
  } else if (field->level == DC_LEVEL_PERSON) {
    out->shape = DC_BY_GROUP;
    if (count == 1) out->values[0] = birth_value(groups[at->first]);
    for (size_t i = 0; i < GROUPS && count > 1; i++) out->values[i] = birth_value(i);
  } else {
    out->shape = DC_BY_LINE;
    if (out->kind == DC_VALUE_IDS) fetch_set(at, count, scratch, out);
    for (size_t i = 0; i < count && out->kind != DC_VALUE_IDS; i++)
      out->values[i] = line_value(at, out->kind, at->first + i);
  }
}

#define LISTS                                                                                                          \
  "Liste publics\nSource : x\n| code | à compter du | jusqu'au |\n| RSA | 01/01/2024 | |\n| DELD | 01/01/2024 | |\n"  \
  "| QPV | | |\n| J26 | 01/01/2024 | 31/12/2025 |\n| J26 | 01/01/2027 | |\n\n"                                         \
  "Liste natures\nSource : x\n| code |\n| TRAVAIL |\n| FORMATION |\n| CONGE |\n\n"                                     \
  "Paramètre taux (€/h)\nSource : x\n| à compter du | valeur |\n| 01/01/2025 | 10 |\n| 01/01/2026 | 12 |\n\n"

static const dc_article *load(dc_bench *bench, const char *condition) {
  char text[4096];
  snprintf(text, sizeof text,
           RECUEIL LISTS ARTICLE
           "Définir limite : date de notification + 24 mois de quantième à quantième - 1 jour\n"
           "Refuser si : %s\nMotif : « {public} le {date du travail}, limite {limite}, {heures}. »\n",
           condition);
  bench_load(bench, text);
  return bench_article(bench);
}

/* The verdicts of an article on the rows of a world, as a word: v true, f false, a absent. */
static void verdicts_of(const dc_article *article, world *at, size_t count, char word[ROWS + 1]) {
  static const uint16_t alone[] = {0};
  dc_evaluator evaluator;
  dc_environment environment = {at, fetch};
  dc_rows rows = {count, count == 1 ? 1 : GROUPS, count == 1 ? alone : groups};
  uint8_t truths[ROWS];
  dc_evaluator_open(&evaluator, &at->bench->rules);
  dc_evaluator_next(&evaluator, &environment, &rows, true);
  dc_vector verdicts = dc_evaluate_article(&evaluator, article);
  dc_truths_by_row(&evaluator, &verdicts, truths);
  dc_evaluator_close(&evaluator);
  for (size_t i = 0; i < count; i++) word[i] = truths[i] == DC_TRUE ? 'v' : truths[i] == DC_FALSE ? 'f' : 'a';
  word[count] = '\0';
}

/* The batch of six rows, each row as a batch, and each row walked must agree. */
static void check_article(const dc_article *article, dc_bench *bench, const char *expected) {
  dc_arena scratch = {0};
  char got[ROWS + 1], one[ROWS + 1];
  verdicts_of(article, &(world){bench, 0}, ROWS, got);
  for (size_t i = 0; i < ROWS; i++) {
    world at = {bench, i};
    dc_environment row = {&at, fetch};
    verdicts_of(article, &at, 1, one);
    assert_int_equal(one[0], got[i]);
    dc_truth walked = dc_verdict_of(&bench->rules, article, &row, &scratch);
    assert_int_equal(walked, got[i] == 'v' ? DC_TRUE : got[i] == 'f' ? DC_FALSE : DC_ABSENT);
  }
  assert_string_equal(got, expected);
  dc_arena_free(&scratch);
}

static void check(const char *condition, const char *expected) {
  dc_bench bench;
  const dc_article *article = load(&bench, condition);
  check_article(article, &bench, expected);
  bench_close(&bench);
}

static void comparisons_read_every_row(void **state) {
  (void)state;
  check("heures > 7 h", "fvfvaf");
  check("heures ≥ 7 h", "vvfvaf");
  check("7 h > heures", "ffvfav");
  check("heures ≠ 7 h", "fvvvav");
  check("date du travail > limite", "fffvva");
  check("date du travail ≤ limite", "vvvffa");
}

static void a_market_value_is_the_same_for_every_row(void **state) {
  (void)state;
  check("heures engagées = 100 h", "vvvvvv");
  check("heures engagées > heures × 10", "vfvfav");
}

static void sets_are_true_when_any_member_is(void **state) {
  (void)state;
  check("public = RSA", "vfvaff");
  check("public ≠ RSA", "fvfavv");
  check("public = « QPV »", "ffvaff");
}

static void membership_is_dated_and_negates_exactly(void **state) {
  (void)state;
  check("public dans publics au 31/12/2025", "vvvafv");
  check("public dans publics au 01/01/2026", "vvvaff");
  check("public pas dans publics au 01/01/2026", "fffavv");
  check("public dans publics au 01/01/2023", "ffvaff");
  check("public dans publics à la date du travail", "vvvafa");
}

static void absent_is_neither_true_nor_false(void **state) {
  (void)state;
  check("nature = CONGE", "fvafff");
  check("non nature = CONGE", "vfavvv");
  check("nature absente", "ffvfff");
  check("nature = CONGE ou heures ≥ 0 h", "vvvvav");
  check("nature = CONGE et heures < 0 h", "ffffff");
  check("nature = CONGE et heures ≥ 0 h", "fvafff");
  check("public absent", "fffvff");
}

static void patterns_search_text(void **state) {
  (void)state;
  check("nature correspond à « ^(TRAVAIL|FORM) »", "vfavvv");
  check("public correspond à « ^J\\d »", "fffafv");
}

static void arithmetic_is_exact(void **state) {
  (void)state;
  check("heures ÷ 3 × 3 = heures", "vvvvav");
  check("heures × 10 % = 0,7 h", "vfffaf");
  check("arrondi supérieur (heures ÷ 2) = 4 h", "vfffaf");
  check("arrondi inférieur (heures ÷ 2) = 5 h", "fvfvaf");
  check("arrondi au plus proche (heures ÷ 2) = 2 h", "ffffav");
  check("max (heures ; 8 h) = 8 h", "vfvfav");
  check("min (heures ; 8 h) = 8 h", "fvfvaf");
  check("tranches entières de 3 h dans (heures) = 2", "vfffaf");
  check("7 h ÷ heures > 0,5", "vvavav");
}

/* Beyond 64 bits numbers are held otherwise, and say the same. */
static void large_numbers_are_exact_too(void **state) {
  (void)state;
  check("heures × 4 000 000 000 × 4 000 000 000 × 4 > 32 000 000 000 × 2 000 000 000 × 7 h", "fvfvaf");
  check("heures × 4 000 000 000 × 4 000 000 000 ÷ 16 000 000 000 ÷ 1 000 000 000 = heures", "vvvvav");
  check("heures × 0,000001 × 0,000001 × 0,000001 × 0,000001 > 0 h", "vvfvav");
  check("heures < 4 000 000 000 h × 1 000 000", "vvvvav");
  check("(heures + 9 000 000 000 h) × 300 000 > (9 000 000 000 h + 7 h) × 300 000", "fvfvaf");
}

static void dates_move_by_days_and_months(void **state) {
  (void)state;
  check("date du travail + 1 jour > 29/02/2024", "vvvvva");
  check("date du travail - date de notification ≥ 730 jours", "fffvva");
  check("date du travail > date de notification + 1 an reporté au lendemain", "fffvva");
  check("âge (date de notification) à la date du travail ≥ 2", "ffffva");
  check("date du travail + (0,5 jour + 0,5 jour) > 29/02/2024", "vvvvva");
  check("date du travail + 999999 jours > 01/01/2024", "aaaaaa");
}

static void parameters_follow_their_dates(void **state) {
  (void)state;
  check("taux à la date du travail = 10 €/h", "aavffa");
  check("taux à la date du travail > 11 €/h", "aafvva");
  check("taux au 01/06/2025 = 10 €/h", "vvvvvv");
}

static void what_is_missing_is_named(void **state) {
  (void)state;
  dc_bench bench;
  const dc_article *article = load(&bench, "nature absente ou heures > 1 h et taux à la date du travail > 1 €/h");
  dc_arena scratch = {0};
  static const char *const expected[ROWS] = {"taux au 29/02/2024", "taux au 01/03/2024", "", "", "heures",
                                             "date du travail"};
  for (size_t i = 0; i < ROWS; i++) {
    world row = {&bench, i};
    dc_environment environment = {&row, fetch};
    dc_text missing = dc_article_missing(&bench.rules, article, &environment, &scratch);
    assert_true(dc_text_equal(missing, dc_text_from(expected[i])));
  }
  dc_arena_free(&scratch);
  bench_close(&bench);
}

static void a_motif_is_filled_and_masked(void **state) {
  (void)state;
  dc_bench bench;
  const dc_article *article = load(&bench, "heures > 1 h");
  dc_arena scratch = {0};
  world third = {&bench, 2}, last = {&bench, 5};
  dc_environment of_third = {&third, fetch}, of_last = {&last, fetch};
  dc_text open = dc_article_motif(&bench.rules, article, &of_third, false, &scratch);
  assert_true(dc_text_equal(open, DC_TEXT("RSA, QPV le 28/02/2025, limite 27/02/2026, 0,00 h.")));
  dc_text masked = dc_article_motif(&bench.rules, article, &of_last, true, &scratch);
  assert_true(dc_text_equal(masked, DC_TEXT("(réservé) le (absent), limite 27/02/2026, 3,00 h.")));
  dc_arena_free(&scratch);
  bench_close(&bench);
}

static void out_of_force_is_false_whatever_the_condition(void **state) {
  (void)state;
  dc_bench bench;
  bench_load(&bench, RECUEIL LISTS ARTICLE
             "En vigueur : à compter du 01/03/2024 jusqu'au 31/12/2025, selon la date du travail\n"
             "Refuser si : nature = CONGE\nMotif : « Refus. »\n");
  check_article(bench_article(&bench), &bench, "fvafff");
  bench_close(&bench);
}

static void what_a_group_shares_meets_what_lines_say(void **state) {
  (void)state;
  check("naissance absente", "ffvvff");
  check("naissance < 01/01/2003", "vvaaff");
  check("naissance < 01/01/2003 ou heures ≥ 10 h", "vvavaf");
  check("âge (naissance) à la date du travail ≥ 23", "vvaava");
  check("âge (naissance) à la date du travail = 24", "vfaafa");
  check("naissance + 24 ans de quantième à quantième ≤ date du travail", "vfaafa");
  check("naissance > date de notification - 8000 jours et nature = TRAVAIL", "ffaafv");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comparisons_read_every_row),
      cmocka_unit_test(a_market_value_is_the_same_for_every_row),
      cmocka_unit_test(sets_are_true_when_any_member_is),
      cmocka_unit_test(membership_is_dated_and_negates_exactly),
      cmocka_unit_test(absent_is_neither_true_nor_false),
      cmocka_unit_test(patterns_search_text),
      cmocka_unit_test(arithmetic_is_exact),
      cmocka_unit_test(large_numbers_are_exact_too),
      cmocka_unit_test(dates_move_by_days_and_months),
      cmocka_unit_test(parameters_follow_their_dates),
      cmocka_unit_test(what_is_missing_is_named),
      cmocka_unit_test(a_motif_is_filled_and_masked),
      cmocka_unit_test(out_of_force_is_false_whatever_the_condition),
      cmocka_unit_test(what_a_group_shares_meets_what_lines_say),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
