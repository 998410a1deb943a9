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

static void fetch_set(const world *at, size_t count, dc_arena *scratch, dc_vector *out) {
  uint32_t *ids = DC_NEW_ARRAY(scratch, 2 * count, uint32_t);
  out->discrete = DC_NEW_ARRAY(scratch, count, int64_t);
  out->counts = DC_NEW_ARRAY(scratch, count, uint32_t);
  out->ids = ids;
  for (size_t i = 0; i < count; i++) {
    out->discrete[i] = (int64_t)(2 * i);
    for (size_t j = 0; j < 2 && publics[at->first + i][j]; j++)
      ids[2 * i + out->counts[i]++] = dc_intern_add(&at->bench->intern, dc_text_from(publics[at->first + i][j]));
  }
}

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const world *at = context;
  out->stride = 1;
  if (out->kind == DC_VALUE_IDS) {
    fetch_set(at, count, scratch, out);
    return;
  }
  out->absent = DC_NEW_ARRAY(scratch, count, bool);
  out->discrete = DC_NEW_ARRAY(scratch, count, int64_t);
  out->numbers = DC_NEW_ARRAY(scratch, count, dc_rational);
  bool market = field->level == DC_LEVEL_MARCHE;
  if (market) out->stride = 0;
  for (size_t i = 0; i < (market ? 1 : count); i++) {
    size_t row = at->first + i;
    if (out->kind == DC_VALUE_NUMBER) {
      out->absent[i] = !market && hours[row] < 0;
      out->numbers[i] = market ? dc_rational_of(100, 1) : dc_rational_of(hours[row], 1);
    } else if (out->kind == DC_VALUE_DATE) {
      out->absent[i] = !market && days[row] < 0;
      out->discrete[i] = dc_date_from(2024, 2, 29) + (market ? 0 : days[row]);
    } else {
      out->absent[i] = market || !natures[row];
      if (!out->absent[i]) out->discrete[i] = dc_intern_add(&at->bench->intern, dc_text_from(natures[row]));
    }
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

/* Verdicts of the six rows, as a word: v true, f false, a absent. The batch and each row alone must agree. */
static void check(const char *condition, const char *expected) {
  dc_bench bench;
  const dc_article *article = load(&bench, condition);
  dc_arena scratch = {0};
  world whole = {&bench, 0};
  dc_environment environment = {&whole, fetch};
  uint8_t verdicts[ROWS];
  char got[ROWS + 1] = {0};
  dc_article_verdicts(&bench.rules, article, &environment, ROWS, &scratch, verdicts);
  for (size_t i = 0; i < ROWS; i++) {
    got[i] = verdicts[i] == DC_TRUE ? 'v' : verdicts[i] == DC_FALSE ? 'f' : 'a';
    world one = {&bench, i};
    dc_environment alone = {&one, fetch};
    uint8_t verdict;
    dc_article_verdicts(&bench.rules, article, &alone, 1, &scratch, &verdict);
    assert_int_equal(verdict, verdicts[i]);
  }
  assert_string_equal(got, expected);
  dc_arena_free(&scratch);
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

static void dates_move_by_days_and_months(void **state) {
  (void)state;
  check("date du travail + 1 jour > 29/02/2024", "vvvvva");
  check("date du travail - date de notification ≥ 730 jours", "fffvva");
  check("date du travail > date de notification + 1 an reporté au lendemain", "fffvva");
  check("âge (date de notification) à la date du travail ≥ 2", "ffffva");
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
  const dc_article *article = bench_article(&bench);
  dc_arena scratch = {0};
  world whole = {&bench, 0};
  dc_environment environment = {&whole, fetch};
  uint8_t verdicts[ROWS];
  dc_article_verdicts(&bench.rules, article, &environment, ROWS, &scratch, verdicts);
  const uint8_t expected[ROWS] = {DC_FALSE, DC_TRUE, DC_ABSENT, DC_FALSE, DC_FALSE, DC_FALSE};
  assert_memory_equal(verdicts, expected, ROWS);
  dc_arena_free(&scratch);
  bench_close(&bench);
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
      cmocka_unit_test(dates_move_by_days_and_months),
      cmocka_unit_test(parameters_follow_their_dates),
      cmocka_unit_test(what_is_missing_is_named),
      cmocka_unit_test(a_motif_is_filled_and_masked),
      cmocka_unit_test(out_of_force_is_false_whatever_the_condition),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
