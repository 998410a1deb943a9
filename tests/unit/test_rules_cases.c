#include "rules_support.h"

#define NAMES                                                                                                          \
  "Liste publics\nSource : x\n| code | à compter du |\n| RSA | 01/01/2024 |\n| DELD | 01/01/2024 |\n\n"               \
  "Paramètre prix (€/h)\nSource : x\n| à compter du | valeur |\n| 01/01/2024 | 10 |\n\n"

/* How many cases of the article fail. Diagnostics other than R016 fail the test. */
static size_t failures(const char *body) {
  char text[4096];
  dc_bench bench;
  snprintf(text, sizeof text, RECUEIL NAMES ARTICLE "%s", body);
  bench_load(&bench, text);
  (void)bench_article(&bench);
  size_t failed;
  assert_true(dc_rulebook_play(&bench.rules, &bench.diagnostics, &failed) > 0);
  for (size_t i = 0; i < bench.diagnostics.count; i++) assert_int_equal(bench.diagnostics.items[i].code, DC_R_CASE);
  bench_close(&bench);
  return failed;
}

static void a_refusal_gives_a_decision_or_misses_a_value(void **state) {
  (void)state;
  const char *article = "Refuser si : public pas dans publics à la date du travail\nMotif : « Refus. »\nCas :\n"
                        "| public    | date du travail | décision         |\n"
                        "| RSA       | 01/01/2024      | retenue          |\n"
                        "| RSA       | 31/12/2023      | refusée          |\n"
                        "| ZZZ, DELD | 01/01/2024      | retenue          |\n"
                        "|           | 01/01/2024      | donnée manquante |\n"
                        "| RSA       | absente         | donnée manquante |\n";
  assert_int_equal(failures(article), 0);
}

static void a_column_left_out_is_absent(void **state) {
  (void)state;
  assert_int_equal(failures("Refuser si : nature absente et heures > 5 h\nMotif : « Refus. »\nCas :\n"
                            "| heures | décision |\n| 6 h | refusée |\n| 5 h | retenue |\n"),
                   0);
}

static void a_preference_comes_first_and_needs_its_value(void **state) {
  (void)state;
  assert_int_equal(failures("Une seule fois par : personne\nPréférer : heures > 5 h\nCas :\n"
                            "| personne | heures | décision         |\n"
                            "| P1       | 4 h    | refusée          |\n"
                            "| P1       | 6 h    | retenue          |\n"
                            "| P1       | absent | donnée manquante |\n"),
                   0);
}

static void a_parameter_column_stands_for_its_dated_values(void **state) {
  (void)state;
  assert_int_equal(
      failures("Calculer pénalité : heures dues × prix à la fin du marché\nCas :\n"
               "| heures dues | prix    | pénalité |\n| 10 h | 12,5 €/h | 125 € |\n| 10 h | absent | absente |\n"
               "Cas :\n"
               "| heures dues | fin du marché | pénalité |\n| 10 h | 01/01/2024 | 100 € |\n| 10 h | 31/12/2023 | "
               "absente |\n"),
      0);
}

static void results_are_compared_as_they_would_be_written(void **state) {
  (void)state;
  assert_int_equal(failures("Calculer pénalité : heures dues × 1 €/h ÷ 3\nCas :\n"
                            "| heures dues | pénalité |\n| 10 h | 3,33 € |\n| 10 h | 3,34 € |\n"),
                   1);
}

static void lines_under_one_key_add_up_in_a_cap(void **state) {
  (void)state;
  assert_int_equal(failures("Plafond : 10 h par personne et par semaine si public = RSA\nCas :\n"
                            "| personne | public | date du travail | heures | heures admises |\n"
                            "| P1 | RSA  | 02/03/2026 | 8 h | 8 h |\n"
                            "| P1 | DELD | 03/03/2026 | 8 h | 8 h |\n"
                            "| P1 | RSA  | 08/03/2026 | 8 h | 2 h |\n"
                            "| P1 | RSA  | 09/03/2026 | 8 h | 8 h |\n"
                            "| P2 | RSA  | 02/03/2026 | 8 h | 8 h |\n"),
                   0);
}

static void lines_without_their_key_stand_alone(void **state) {
  (void)state;
  assert_int_equal(failures("Plafond : 10 h par personne et par jour\nCas :\n"
                            "| heures | heures admises |\n| 8 h | 8 h |\n| 8 h | 8 h |\n| 12 h | 10 h |\n"),
                   0);
}

static void once_refuses_the_second_line_of_a_key(void **state) {
  (void)state;
  assert_int_equal(failures("Une seule fois par : personne, marché, date du travail\nCas :\n"
                            "| personne | marché | date du travail | décision |\n"
                            "| P1 | M1 | 02/03/2026 | retenue |\n| P1 | M2 | 02/03/2026 | retenue |\n"
                            "| P1 | M1 | 02/03/2026 | refusée |\n| P1 | M1 | 03/03/2026 | retenue |\n"),
                   0);
}

static void a_weight_applies_under_its_condition(void **state) {
  (void)state;
  assert_int_equal(failures("Compter : 120 % des heures si public = RSA\nCas :\n"
                            "| public | heures | heures retenues |\n| RSA | 5 h | 6 h |\n| DELD | 5 h | 5 h |\n"
                            "| absent | 5 h | absentes |\n"),
                   0);
}

static void a_control_is_sound_or_an_anomaly(void **state) {
  (void)state;
  assert_int_equal(failures("Contrôle : heures admises ≤ heures déclarées\nCas :\n"
                            "| heures admises | heures déclarées | décision |\n| 5 h | 5 h | conforme |\n"
                            "| 6 h | 5 h | anomalie |\n| 6 h | | donnée manquante |\n"),
                   0);
}

static void an_article_out_of_force_refuses_nothing(void **state) {
  (void)state;
  assert_int_equal(failures("En vigueur : à compter du 01/01/2025, selon la date du travail\n"
                            "Refuser si : heures > 5 h\nMotif : « Refus. »\nCas :\n"
                            "| heures | date du travail | décision |\n| 6 h | 31/12/2024 | retenue |\n"
                            "| 6 h | 01/01/2025 | refusée |\n| 6 h | absente | refusée |\n"),
                   0);
}

static void a_definition_may_be_expected(void **state) {
  (void)state;
  assert_int_equal(failures("Définir limite : premier jour + 24 mois reporté au lendemain\n"
                            "Refuser si : date du travail > limite\nMotif : « Refus. »\nCas :\n"
                            "| premier jour | limite | \n| 29/02/2024 | 01/03/2026 |\n| 31/08/2024 | 31/08/2026 |\n"),
                   0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_refusal_gives_a_decision_or_misses_a_value),
      cmocka_unit_test(a_column_left_out_is_absent),
      cmocka_unit_test(a_preference_comes_first_and_needs_its_value),
      cmocka_unit_test(a_parameter_column_stands_for_its_dated_values),
      cmocka_unit_test(results_are_compared_as_they_would_be_written),
      cmocka_unit_test(lines_under_one_key_add_up_in_a_cap),
      cmocka_unit_test(lines_without_their_key_stand_alone),
      cmocka_unit_test(once_refuses_the_second_line_of_a_key),
      cmocka_unit_test(a_weight_applies_under_its_condition),
      cmocka_unit_test(a_control_is_sound_or_an_anomaly),
      cmocka_unit_test(an_article_out_of_force_refuses_nothing),
      cmocka_unit_test(a_definition_may_be_expected),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
