#include "rules_support.h"

/* The code of the only diagnostic, or NULL when the article is accepted. */
static const char *code_of(const char *heading) {
  static char code[8];
  char text[4096];
  dc_bench bench;
  snprintf(text, sizeof text,
           RECUEIL "Paramètre SMIC horaire (€/h)\nSource : essai\n| à compter du | valeur |\n| 01/01/2020 | 10 |\n\n"
                   "Liste publics\nSource : essai\n| code |\n| RSA |\n\n" ARTICLE "%s\n",
           heading);
  bool sound = bench_load(&bench, text);
  assert_int_equal(bench.diagnostics.count, sound ? 0 : 1);
  snprintf(code, sizeof code, "%s", sound ? "" : dc_code_name(bench.diagnostics.items[0].code));
  bench_close(&bench);
  return code;
}

static const char *refusal(const char *condition) {
  static char heading[2048];
  snprintf(heading, sizeof heading, "Refuser si : %s\nMotif : « Refus. »", condition);
  return code_of(heading);
}

static void money_over_rate_gives_hours(void **state) {
  (void)state;
  assert_string_equal(
      code_of("Calculer heures dues : montant du marché × part de main-d'œuvre × taux d'insertion ÷ coût horaire"), "");
  assert_string_equal(code_of("Calculer heures dues : montant du marché × coût horaire"), "R003");
}

static void hours_times_rate_gives_money(void **state) {
  (void)state;
  assert_string_equal(
      code_of("Calculer pénalité : max (0 h ; heures dues - heures retenues) × 2 × SMIC horaire à la fin du marché"),
      "");
  assert_string_equal(
      code_of("Calculer pénalité : max (0 ; heures dues - heures retenues) × SMIC horaire à la fin du marché"), "R003");
}

static void a_bare_number_is_no_percentage_and_no_hours(void **state) {
  (void)state;
  assert_string_equal(refusal("taux d'insertion > 5 %"), "");
  assert_string_equal(refusal("taux d'insertion > 5"), "R003");
  assert_string_equal(refusal("heures > 5"), "R003");
  assert_string_equal(code_of("Calculer seuil de risque : 80"), "R003");
  assert_string_equal(code_of("Calculer seuil de risque : 80 %"), "");
}

static void a_ratio_compares_with_a_percentage(void **state) {
  (void)state;
  assert_string_equal(code_of("Contrôle : heures retenues ÷ heures dues ≥ 80 %"), "");
}

static void dates_take_days_and_months(void **state) {
  (void)state;
  assert_string_equal(refusal("date du travail > premier jour + 24 mois de quantième à quantième - 1 jour"), "");
  assert_string_equal(refusal("date du travail > premier jour + 2 ans reporté au lendemain"), "");
  assert_string_equal(refusal("date du travail - premier jour > 30 jours"), "");
  assert_string_equal(refusal("date du travail - premier jour > 30"), "R003");
  assert_string_equal(refusal("premier jour + date du travail > fin du marché"), "R003");
  assert_string_equal(refusal("date du travail > premier jour + 24 mois"), "R004");
  assert_string_equal(refusal("date du travail > premier jour + 1,5 mois de quantième à quantième"), "R004");
  assert_string_equal(refusal("date du travail > premier jour + 5000 ans reporté au lendemain"), "R004");
}

static void extremes_compare_numbers_or_dates(void **state) {
  (void)state;
  assert_string_equal(refusal("date du travail > min (fin du marché ; date de l'arrêté)"), "");
  assert_string_equal(refusal("heures > max (5 h ; 10 % × heures)"), "");
  assert_string_equal(refusal("heures > max (5 h ; fin du marché)"), "R003");
}

static void ages_and_slices_are_plain_numbers(void **state) {
  (void)state;
  assert_string_equal(refusal("âge (naissance) à la date du travail < 26"), "");
  assert_string_equal(refusal("âge (naissance) à la date du travail < 26 h"), "R003");
  assert_string_equal(
      code_of("Calculer heures dues : tranches entières de 2 000 € dans (montant facturé - 2 700 000 €) × 1 h"), "");
  assert_string_equal(code_of("Calculer heures dues : tranches entières de 2 000 h dans (montant facturé) × 1 h"),
                      "R003");
}

static void ids_compare_by_kind(void **state) {
  (void)state;
  assert_string_equal(refusal("EPCI = « 200069672 »"), "");
  assert_string_equal(refusal("commune = commune de résidence"), "");
  assert_string_equal(refusal("employeur = EPCI"), "R002");
  assert_string_equal(refusal("employeur ≠ SIRET du titulaire"), "");
  assert_string_equal(refusal("employeur = acheteur"), "R003");
  assert_string_equal(refusal("public ≥ RSA"), "R003");
}

static void codes_come_from_lists(void **state) {
  (void)state;
  assert_string_equal(refusal("public = RSA"), "");
  assert_string_equal(refusal("public = BRSA"), "R002");
  assert_string_equal(refusal("public = « BRSA »"), "");
}

static void parameters_and_lists_are_read_at_a_date(void **state) {
  (void)state;
  assert_string_equal(refusal("coût horaire > SMIC horaire à la date du travail"), "");
  assert_string_equal(refusal("coût horaire > SMIC horaire au 01/01/2024"), "");
  assert_string_equal(refusal("coût horaire > SMIC horaire"), "R005");
  assert_string_equal(refusal("coût horaire > SMIC horaire à la nature"), "R003");
  assert_string_equal(refusal("public dans publics"), "R005");
}

static void phases_are_respected(void **state) {
  (void)state;
  assert_string_equal(refusal("heures dues > 10 h"), "");
  assert_string_equal(refusal("heures retenues > 10 h"), "R015");
  assert_string_equal(code_of("Plafond : 10 % × heures dues par marché"), "");
  assert_string_equal(code_of("Calculer heures dues : heures"), "R015");
  assert_string_equal(code_of("Calculer pénalité : heures retenues × 5 €/h"), "");
  assert_string_equal(code_of("Calculer seuil de risque : heures retenues ÷ heures dues"), "R015");
}

static void patterns_are_compiled_at_load(void **state) {
  (void)state;
  assert_string_equal(refusal("nature correspond à « ^TRA »"), "");
  assert_string_equal(refusal("nature correspond à « [ »"), "R034");
  assert_string_equal(refusal("nature correspond à « \\C »"), "R034");
}

static void every_error_of_every_block_comes_out_once(void **state) {
  (void)state;
  dc_bench bench;
  assert_false(bench_load(&bench,
                          RECUEIL "Article 1 — A\nSource : x\nPlafond : 5 par jour\n\nArticle 2 — B\nSource : x\n"
                                  "Refuser si : heure > 5 h\nMotif : « {zut} »\n"));
  assert_int_equal(bench.diagnostics.count, 3);
  for (size_t i = 0; i < bench.diagnostics.count; i++) assert_int_equal(bench.diagnostics.items[i].severity, DC_FATAL);
  bench_close(&bench);
}

static void in_force_at_market_level_belongs_to_the_recueil(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(
      &bench,
      "Recueil A — A\nSource : x\nEn vigueur : à compter du 01/01/2024, selon la date de notification\n\n" ARTICLE
      "Plafond : 5 h par jour\n\n"
      "Recueil B — B\nSource : x\nEn vigueur : à compter du 01/01/2024 jusqu'au 31/12/2024, selon la date du "
      "travail\n\n" ARTICLE "Plafond : 5 h par jour\n"));
  assert_non_null(bench.rules.recueils[0]->in_force);
  assert_null(bench.rules.recueils[0]->articles[0].in_force);
  assert_null(bench.rules.recueils[1]->in_force);
  assert_int_equal(bench.rules.recueils[1]->articles[0].in_force->kind, DC_NODE_AND);
  assert_int_equal(bench.rules.recueils[1]->articles[0].level, DC_LEVEL_LINE);
  bench_close(&bench);
}

/* ---- Table ---- */

static const char annexed[] = RECUEIL "Paramètre prix (€/h)\nSource : x\nTable : annexes/prix.csv\n\n" ARTICLE
                                      "Refuser si : 100 € ÷ 1 h > prix au 01/07/2024\nMotif : « Refus. »\n";

static bool load_annexed(dc_bench *bench, dc_text annex_name, const char *annex) {
  bench_open(bench);
  dc_rule_text texts[] = {{DC_TEXT("charte/essai.regles"), dc_text_from(annexed)}, {annex_name, dc_text_from(annex)}};
  return dc_rules_load_texts(&bench->rules, &bench->arena, &bench->lexicon, &bench->intern, texts, 2,
                             &bench->diagnostics);
}

static void an_annex_stands_for_a_table(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(load_annexed(
      &bench, DC_TEXT("charte/annexes/prix.csv"),
      "\xEF\xBB\xBFvaleur;\"à compter du\";jusqu'au;texte\r\n11,5;01/01/2024;30/06/2024;\"l'un ; \"\"deux\"\"\"\r\n"
      "\r\n12;01/08/2024;;\r\n"));
  dc_rational value;
  const dc_recueil *recueil = dc_rules_find(&bench.rules, DC_TEXT("ESSAI"));
  assert_true(dc_rules_parameter(&bench.rules, recueil, DC_TEXT("prix"), dc_date_from(2024, 6, 30), &value));
  assert_int_equal(dc_rational_compare(value, dc_rational_of(23, 2)), 0);
  assert_false(dc_rules_parameter(&bench.rules, recueil, DC_TEXT("prix"), dc_date_from(2024, 7, 1), &value));
  assert_true(dc_rules_parameter(&bench.rules, recueil, DC_TEXT("prix"), dc_date_from(2030, 1, 1), &value));
  const dc_parameter *prix = &bench.rules.dictionary->packs[0].parameters[0];
  assert_true(dc_text_equal(prix->values[0].text, DC_TEXT("l'un ; \"deux\"")));
  assert_true(dc_text_equal(prix->values[1].position.file, DC_TEXT("charte/annexes/prix.csv")));
  assert_int_equal(prix->values[1].position.line, 4);
  bench_close(&bench);
}

static void an_annex_elsewhere_is_not_found(void **state) {
  (void)state;
  dc_bench bench;
  assert_false(load_annexed(&bench, DC_TEXT("annexes/prix.csv"), "à compter du;valeur\n01/01/2024;1\n"));
  assert_int_equal(bench.diagnostics.items[0].code, DC_R_UNKNOWN);
  assert_int_equal(bench.diagnostics.items[0].line, 6);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(money_over_rate_gives_hours),
      cmocka_unit_test(hours_times_rate_gives_money),
      cmocka_unit_test(a_bare_number_is_no_percentage_and_no_hours),
      cmocka_unit_test(a_ratio_compares_with_a_percentage),
      cmocka_unit_test(dates_take_days_and_months),
      cmocka_unit_test(extremes_compare_numbers_or_dates),
      cmocka_unit_test(ages_and_slices_are_plain_numbers),
      cmocka_unit_test(ids_compare_by_kind),
      cmocka_unit_test(codes_come_from_lists),
      cmocka_unit_test(parameters_and_lists_are_read_at_a_date),
      cmocka_unit_test(phases_are_respected),
      cmocka_unit_test(patterns_are_compiled_at_load),
      cmocka_unit_test(every_error_of_every_block_comes_out_once),
      cmocka_unit_test(in_force_at_market_level_belongs_to_the_recueil),
      cmocka_unit_test(an_annex_stands_for_a_table),
      cmocka_unit_test(an_annex_elsewhere_is_not_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
