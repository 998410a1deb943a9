#include "rules_support.h"

#define BASE                                                                                                           \
  "Recueil BASE — Base\nSource : x\n\n"                                                                              \
  "Article 1 — Un\nSource : x\nRefuser si : nature absente\nMotif : « Un. »\n\n"                                   \
  "Article 2 — Deux\nSource : x\nRefuser si : heures > 20 h\nMotif : « Deux. »\n\n"                                \
  "Article 8 — Plafond\nSource : x\nPlafond : 10 h par personne et par jour\n\n"
#define CHARTE                                                                                                         \
  "Recueil CHARTE — Charte\nSource : x\nComplète : BASE\n\n"                                                        \
  "Article 5 — Cinq\nSource : x\nRefuser si : heures > 15 h\nMotif : « Cinq. »\n\n"                                \
  "Article 9 — Plafond\nSource : x\nRemplace : BASE, article 8\nPlafond : 12 h par personne et par jour\n\n"
#define MARCHE                                                                                                         \
  "Recueil M-1 — Marché\nSource : x\nComplète : CHARTE\nPortée : marché = « 2025-014 »\n\n"                    \
  "Article 1 — Nuit\nSource : x\nRemplace : CHARTE, article 9\nPlafond : 14 h par personne et par jour\n\n"          \
  "Article 3 — Trois\nSource : x\nRefuser si : heures > 12 h\nMotif : « Trois. »\n"

static const dc_plan *plan_of(dc_bench *bench, const char *code) {
  const dc_recueil *recueil = dc_rules_find(&bench->rules, dc_text_from(code));
  assert_non_null(recueil);
  return dc_plan_of(&bench->rules, recueil);
}

static void check_list(dc_bench *bench, const dc_plan *plan, dc_effect effect, const char *expected) {
  dc_builder names = {.arena = &bench->arena};
  for (size_t i = 0; i < plan->by_effect[effect].count; i++) {
    dc_builder_add(&names, dc_article_name(&bench->arena, plan->by_effect[effect].items[i]));
    dc_builder_add(&names, DC_TEXT(";"));
  }
  assert_string_equal(names.data ? names.data : "", expected);
}

static void layers_come_most_specific_first_then_by_number(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(&bench, MARCHE "\n" CHARTE BASE));
  const dc_plan *plan = plan_of(&bench, "M-1");
  assert_int_equal(plan->chain_length, 3);
  check_list(&bench, plan, DC_EFFECT_REFUSE, "M-1, article 3;CHARTE, article 5;BASE, article 1;BASE, article 2;");
  bench_close(&bench);
}

static void a_replaced_article_stays_out_even_when_its_replacement_is_replaced(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(&bench, BASE CHARTE MARCHE));
  check_list(&bench, plan_of(&bench, "BASE"), DC_EFFECT_CAP, "BASE, article 8;");
  check_list(&bench, plan_of(&bench, "CHARTE"), DC_EFFECT_CAP, "CHARTE, article 9;");
  check_list(&bench, plan_of(&bench, "M-1"), DC_EFFECT_CAP, "M-1, article 1;");
  bench_close(&bench);
}

static void a_recueil_is_found_by_its_code(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(&bench, BASE CHARTE MARCHE));
  assert_null(dc_rules_find(&bench.rules, DC_TEXT("AUTRE")));
  const dc_recueil *recueil = dc_rules_find(&bench.rules, DC_TEXT("M-1"));
  assert_non_null(recueil->scope);
  assert_true(dc_text_equal(recueil->completes->code, DC_TEXT("CHARTE")));
  bench_close(&bench);
}

static void calculations_come_after_those_they_read(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(
      bench_load(&bench, RECUEIL
                 "Article 1 — Pénalité\nSource : x\nCalculer pénalité : max (0 h ; heures dues × seuil de risque - "
                 "heures retenues) × 5 €/h\n\n"
                 "Article 2 — Dues\nSource : x\nCalculer heures dues : heures engagées si seuil de risque > 1 %\n\n"
                 "Article 3 — Seuil\nSource : x\nCalculer seuil de risque : 80 %\n"));
  check_list(&bench, plan_of(&bench, "ESSAI"), DC_EFFECT_COMPUTE,
             "ESSAI, article 3;ESSAI, article 2;ESSAI, article 1;");
  bench_close(&bench);
}

static void versions_of_an_article_stand_side_by_side(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(&bench, RECUEIL "Article 1 — Avant\nSource : x\nEn vigueur : à compter du 01/01/2024 jusqu'au "
                                         "31/12/2024, selon la date du travail\nCompter : 120 % des heures\n\n"
                                         "Article 1 — Après\nSource : x\nEn vigueur : à compter du 01/01/2025, selon "
                                         "la date du travail\nCompter : 150 % des heures\n"));
  assert_int_equal(plan_of(&bench, "ESSAI")->by_effect[DC_EFFECT_WEIGHT].count, 2);
  bench_close(&bench);
}

static void a_parameter_is_read_by_name_along_the_chain(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(&bench, "Recueil LOCAL — Local\nSource : x\nComplète : BASE\n\n" BASE
                                 "Paramètre heures d'un ETP (h)\nSource : x\n| à compter du | valeur |\n| 01/01/2020 | "
                                 "1 600 |\n| 01/01/2025 | 1 820 |\n"));
  const dc_recueil *recueil = dc_rules_find(&bench.rules, DC_TEXT("LOCAL"));
  dc_text name = DC_TEXT("heures d'un ETP");
  dc_rational value;
  assert_true(dc_rules_parameter(&bench.rules, recueil, name, dc_date_from(2024, 12, 31), &value));
  assert_int_equal(dc_rational_compare(value, dc_rational_of(1600, 1)), 0);
  assert_true(dc_rules_parameter(&bench.rules, recueil, name, dc_date_from(2025, 1, 1), &value));
  assert_int_equal(dc_rational_compare(value, dc_rational_of(1820, 1)), 0);
  assert_false(dc_rules_parameter(&bench.rules, recueil, name, dc_date_from(2019, 12, 31), &value));
  assert_false(dc_rules_parameter(&bench.rules, recueil, DC_TEXT("autre"), dc_date_from(2025, 1, 1), &value));
  bench_close(&bench);
}

static void review_dates_warn_of_what_is_used(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(
      &bench, RECUEIL
      "Paramètre lu (h)\nSource : x\n| à compter du | valeur |\n| 01/01/2020 | 5 |\nÀ revoir avant le : 01/06/2026\n\n"
      "Paramètre oublié (h)\nSource : x\n| à compter du | valeur |\n| 01/01/2020 | 5 |\nÀ revoir avant le : "
      "01/06/2026\n\n" ARTICLE "Plafond : lu au 01/01/2024 par jour\n"));
  dc_rules_check_review(&bench.rules, dc_date_from(2026, 5, 31), &bench.diagnostics);
  assert_int_equal(bench.diagnostics.count, 0);
  dc_rules_check_review(&bench.rules, dc_date_from(2026, 6, 1), &bench.diagnostics);
  assert_int_equal(bench.diagnostics.count, 1);
  assert_int_equal(bench.diagnostics.items[0].severity, DC_WARNING);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(layers_come_most_specific_first_then_by_number),
      cmocka_unit_test(a_replaced_article_stays_out_even_when_its_replacement_is_replaced),
      cmocka_unit_test(a_recueil_is_found_by_its_code),
      cmocka_unit_test(calculations_come_after_those_they_read),
      cmocka_unit_test(versions_of_an_article_stand_side_by_side),
      cmocka_unit_test(a_parameter_is_read_by_name_along_the_chain),
      cmocka_unit_test(review_dates_warn_of_what_is_used),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
