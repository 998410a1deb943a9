/* Mutants: which ones an article has, which survive its cases, and the cases that kill these. */
#include "rules_support.h"

#include "rulebook/mutant.h"
#include "rulebook/play.h"
#include "rules_generator.h"

#define NAMES                                                                                                          \
  "Liste publics\nSource : x\n| code | à compter du | jusqu'au |\n| RSA | 01/01/2024 | |\n"                           \
  "| J26 | 01/01/2024 | 31/12/2025 |\n\n"                                                                              \
  "Paramètre prix (€/h)\nSource : x\n| à compter du | valeur |\n| 01/01/2024 | 10 |\n| 01/01/2026 | 12 |\n\n"

static void load(dc_bench *bench, const char *body) {
  char text[8192];
  snprintf(text, sizeof text, RECUEIL NAMES ARTICLE "%s", body);
  bench_load(bench, text);
  (void)bench_article(bench);
}

/* ---- the mutants of an article ---- */

/* Every change, one a line. */
static void check_mutants(const char *body, const char *expected) {
  dc_bench bench;
  load(&bench, body);
  dc_mutants mutants = dc_mutants_of(&bench.rules, bench_article(&bench), &bench.arena);
  dc_builder changes = {.arena = &bench.arena};
  for (size_t i = 0; i < mutants.count; i++) dc_builder_format(&changes, DC_S "\n", DC_ARG(mutants.items[i].change));
  dc_builder_add(&changes, DC_TEXT("\0"));
  assert_string_equal(dc_builder_text(&changes).data, expected);
  bench_close(&bench);
}

#define REFUSAL(condition) "Refuser si : " condition "\nMotif : « Refus. »\n"

static void comparisons_become_their_opposite_and_their_neighbours(void **state) {
  (void)state;
  check_mutants(REFUSAL("date du travail > premier jour"), "« > » remplacé par « ≤ »\n« > » remplacé par « ≥ »\n"
                                                           "« > » remplacé par « ≠ »\n");
  check_mutants(REFUSAL("heures ≤ heures engagées"), "« ≤ » remplacé par « > »\n« ≤ » remplacé par « < »\n"
                                                     "« ≤ » remplacé par « = »\n");
  check_mutants(REFUSAL("heures = heures engagées"), "« = » remplacé par « ≠ »\n« = » remplacé par « ≤ »\n"
                                                     "« = » remplacé par « ≥ »\n");
  check_mutants(REFUSAL("public = RSA"), "« = » remplacé par « ≠ »\n");
}

static void logic_is_traded_and_negated(void **state) {
  (void)state;
  check_mutants(REFUSAL("public = RSA et public dans publics à la date du travail"),
                "« et » remplacé par « ou »\n« = » remplacé par « ≠ »\n« dans » remplacé par « pas dans »\n");
  check_mutants(REFUSAL("validation absente ou nature correspond à « ^T »"),
                "« ou » remplacé par « et »\n« absent » nié\n« correspond à » nié\n");
  check_mutants(REFUSAL("non validation absente"), "« non » retiré\n");
  check_mutants(REFUSAL("non (validation absente et public = RSA)"),
                "« non » retiré\n« et » remplacé par « ou »\n« absent » nié\n« = » remplacé par « ≠ »\n");
}

static void numbers_move_by_a_hundredth_or_by_one(void **state) {
  (void)state;
  check_mutants("Compter : 120 % des heures\n",
                "« 120 % » remplacé par « 121,2 % »\n« 120 % » remplacé par « 118,8 % »\n");
  check_mutants(REFUSAL("âge (naissance) à la date du travail ≥ 26"),
                "« ≥ » remplacé par « < »\n« ≥ » remplacé par « > »\n« ≥ » remplacé par « = »\n"
                "« 26 » remplacé par « 27 »\n« 26 » remplacé par « 25 »\n");
  check_mutants("Calculer heures dues : max (0 h ; heures engagées)\n",
                "« max » remplacé par « min »\n« 0 h » remplacé par « 0,01 h »\n« 0 h » remplacé par « -0,01 h »\n");
}

static void operators_trade_places_where_units_allow(void **state) {
  (void)state;
  check_mutants("Calculer heures dues : arrondi supérieur (montant du marché × taux d'insertion ÷ coût horaire)\n",
                "« arrondi supérieur » remplacé par « arrondi inférieur »\n"
                "« arrondi supérieur » remplacé par « arrondi au plus proche »\n« × » remplacé par « ÷ »\n");
  check_mutants("Calculer heures dues : heures engagées - heures de chantier\n", "« - » remplacé par « + »\n");
  check_mutants("Calculer heures dues : heures engagées × 1\n", "« 1 » remplacé par « 2 »\n« 1 » remplacé par « 0 »\n");
}

static void dates_and_months_move_by_one(void **state) {
  (void)state;
  check_mutants(
      "Définir fin : premier jour + 24 mois de quantième à quantième - 1 jour\n" REFUSAL("fin absente"),
      "« - » remplacé par « + »\n« + » remplacé par « - »\n« 24 mois » remplacé par « 25 mois »\n"
      "« 24 mois » remplacé par « 23 mois »\n« de quantième à quantième » remplacé par « reporté au lendemain »\n"
      "« 1 jour » remplacé par « 2 jours »\n« 1 jour » remplacé par « 0 jour »\n« absent » nié\n");
  check_mutants(REFUSAL("public dans publics au 01/01/2026"),
                "« dans » remplacé par « pas dans »\n« 01/01/2026 » remplacé par « 31/12/2025 »\n");
  check_mutants("Calculer pénalité : 1 h × prix au 15/03/2025\n", "« 1 h » remplacé par « 1,01 h »\n"
                                                                  "« 1 h » remplacé par « 0,99 h »\n");
}

static void keys_lose_fields_and_change_periods(void **state) {
  (void)state;
  check_mutants("Plafond : 10 h par personne, par marché et par mois\n",
                "« 10 h » remplacé par « 10,1 h »\n« 10 h » remplacé par « 9,9 h »\n« personne » retiré de la clé\n"
                "« marché » retiré de la clé\n« mois » remplacé par « semaine »\n« mois » remplacé par « an »\n");
  check_mutants("Une seule fois par : personne, date du travail\n",
                "« personne » retiré de la clé\n« date du travail » retiré de la clé\n");
}

static void a_period_moves_when_cases_give_its_date(void **state) {
  (void)state;
  const char *period = "En vigueur : à compter du 01/01/2025 jusqu'au 31/12/2025, selon la date du travail\n"
                       "Refuser si : nature absente\nMotif : « Refus. »\n";
  check_mutants(period, "« absent » nié\n");
  char with_cases[1024];
  snprintf(with_cases, sizeof with_cases, "%sCas :\n| date du travail | décision |\n| 01/01/2025 | refusée |\n",
           period);
  check_mutants(with_cases, "« 01/01/2025 » remplacé par « 02/01/2025 »\n« 01/01/2025 » remplacé par « 31/12/2024 »\n"
                            "« 31/12/2025 » remplacé par « 01/01/2026 »\n« 31/12/2025 » remplacé par « 30/12/2025 »\n"
                            "« absent » nié\n");
}

static void a_definition_that_feeds_nothing_is_left_alone(void **state) {
  (void)state;
  check_mutants("Définir pour le motif : heures + 1 h\nRefuser si : nature absente\nMotif : « {pour le motif} »\n",
                "« absent » nié\n");
}

/* ---- survivors ---- */

/* The survivors, « L:C change », the case for each, and the notes. */
static dc_trial mutate(dc_bench *bench, dc_builder *out) {
  size_t first = bench->diagnostics.count;
  dc_trial trial = dc_rulebook_mutate(&bench->rules, &bench->diagnostics);
  for (size_t i = first; i < bench->diagnostics.count; i++) {
    const dc_diagnostic *item = &bench->diagnostics.items[i];
    dc_builder_format(out, "%s " DC_S "\n", dc_severity_name(item->severity), DC_ARG(item->message));
    if (item->example.length > 0) dc_builder_format(out, DC_S "\n", DC_ARG(item->example));
  }
  dc_builder_add(out, DC_TEXT("\0"));
  return trial;
}

static void check_survivors(const char *body, size_t survivors, const char *expected) {
  dc_bench bench;
  load(&bench, body);
  const dc_article *article = bench_article(&bench);
  dc_builder out = {.arena = &bench.arena};
  dc_trial trial = mutate(&bench, &out);
  assert_string_equal(dc_builder_text(&out).data, expected);
  assert_int_equal(trial.mutants - trial.killed - trial.alike, survivors);
  /* Everything was put back: the cases hold, and a second round is the same. */
  size_t failed;
  assert_true(dc_rulebook_play(&bench.rules, &bench.diagnostics, &failed) == trial.cases && failed == 0);
  dc_trial again = dc_rulebook_try(&bench.rules, article);
  if (trial.mutants > 0) assert_memory_equal(&again, &trial, sizeof trial);
  bench_close(&bench);
}

static void cases_on_both_sides_of_a_bound_kill_all(void **state) {
  (void)state;
  check_survivors(REFUSAL("heures > 7 h") "Cas :\n| heures | décision |\n| 6 h | retenue |\n| 7 h | retenue |\n"
                                          "| 7,01 h | refusée |\n",
                  0, "");
}

static void a_bound_that_no_case_fixes_is_shown(void **state) {
  (void)state;
  check_survivors(REFUSAL("heures > 7 h") "Cas :\n| heures | décision |\n| 6 h | retenue |\n| 8 h | refusée |\n", 3,
                  "avertissement mutant survivant : « > » remplacé par « ≥ »\n"
                  "| heures | décision |\n| 7 h    | retenue  |\n"
                  "avertissement mutant survivant : « 7 h » remplacé par « 6,93 h »\n"
                  "| heures | décision |\n| 6,99 h | retenue  |\n"
                  "avertissement mutant survivant : « 7 h » remplacé par « 7,07 h »\n"
                  "| heures | décision |\n| 7,01 h | refusée  |\n");
}

static void a_field_that_no_case_gives_gets_a_column(void **state) {
  (void)state;
  check_survivors(REFUSAL("heures > 7 h ou nature = RSA") "Cas :\n| heures | décision |\n| 6 h | donnée manquante |\n"
                                                          "| 7 h | donnée manquante |\n| 7,01 h | refusée |\n",
                  1,
                  "avertissement mutant survivant : « = » remplacé par « ≠ »\n"
                  "| heures | nature | décision |\n| 6 h    | RSA    | refusée  |\n");
}

static void a_mutant_that_says_the_same_is_a_note(void **state) {
  (void)state;
  check_survivors("Calculer heures dues : tranches entières de 1000 € dans (max (0 € ; montant du marché)) × 1 h\n"
                  "Cas :\n| montant du marché | heures dues |\n| 999,99 € | 0 h |\n| 1000 € | 1 h |\n"
                  "| 9998 € | 9 h |\n| 10000 € | 10 h |\n",
                  0,
                  "note mutant indiscernable : « 0 € » remplacé par « -0,01 € »\n"
                  "note mutant indiscernable : « 0 € » remplacé par « 0,01 € »\n");
}

static void an_article_without_cases_is_told_once(void **state) {
  (void)state;
  check_survivors(REFUSAL("heures > 7 h"), 0, "avertissement article sans aucun cas\n");
}

static void an_article_that_contradicts_a_case_is_passed_over(void **state) {
  (void)state;
  dc_bench bench;
  load(&bench, REFUSAL("heures > 7 h") "Cas :\n| heures | décision |\n| 6 h | refusée |\n");
  dc_trial trial = dc_rulebook_mutate(&bench.rules, &bench.diagnostics);
  assert_int_equal(trial.cases, 1);
  assert_int_equal(trial.mutants, 0);
  assert_int_equal(bench.diagnostics.count, 0);
  bench_close(&bench);
}

/* ---- the cases proposed, added one after the other, end with no survivor ---- */

/* The article, with one case or two to begin with. The table comes last, so that a line may be added to it. */
static void check_completed(const char *article, size_t least_added) {
  char body[8192];
  size_t added = 0, survivors = 1;
  snprintf(body, sizeof body, "%s", article);
  while (survivors > 0) {
    dc_bench bench;
    load(&bench, body);
    dc_builder out = {.arena = &bench.arena};
    dc_trial trial = mutate(&bench, &out);
    assert_true(trial.mutants > 0); /* the cases hold */
    survivors = trial.mutants - trial.killed - trial.alike;
    for (size_t i = 0; i < bench.diagnostics.count; i++) {
      dc_text example = bench.diagnostics.items[i].example;
      if (example.length == 0) continue;
      size_t titles = dc_text_find(example, DC_TEXT("\n"));
      dc_text line = dc_text_slice(example, titles + 1, example.length);
      size_t length = strlen(body);
      snprintf(body + length, sizeof body - length, DC_S "\n", DC_ARG(line));
      break;
    }
    bench_close(&bench);
    if (survivors > 0 && ++added > 40) fail_msg("toujours des survivants :\n%s", body);
  }
  assert_true(added >= least_added);
}

static void cases_of_a_window_can_be_completed(void **state) {
  (void)state;
  check_completed("Définir fin : premier jour + 24 mois de quantième à quantième - 1 jour\n"
                  "Refuser si : non premier jour absent et date du travail > fin\nMotif : « x »\nCas :\n"
                  "| premier jour | date du travail | décision |\n| 15/03/2024 | 01/03/2025 | retenue |\n",
                  4);
  check_completed(
      REFUSAL(
          "public pas dans publics à la date du travail ou âge (naissance) à la date du travail < 26") "Cas :\n| "
                                                                                                       "public | "
                                                                                                       "naissance | "
                                                                                                       "date du "
                                                                                                       "travail | "
                                                                                                       "décision |\n| "
                                                                                                       "RSA | "
                                                                                                       "01/01/1990 | "
                                                                                                       "01/03/2025 | "
                                                                                                       "retenue |\n",
      3);
}

static void cases_of_keys_and_caps_can_be_completed(void **state) {
  (void)state;
  check_completed("Plafond : 10 h par personne, par marché et par semaine si montant HT absent\nCas :\n"
                  "| personne | marché | date du travail | montant HT | heures | heures admises |\n"
                  "| P1 | M1 | 04/03/2026 | absent | 7 h | 7 h |\n",
                  5);
  check_completed(
      "Contrôle : 10 h par personne et par jour\nCas :\n| personne | date du travail | heures | décision |\n"
      "| P1 | 04/03/2026 | 7 h | conforme |\n",
      3);
  check_completed("Une seule fois par : personne, marché, date du travail, nature\nCas :\n"
                  "| personne | marché | date du travail | nature | décision |\n"
                  "| P1 | M1 | 04/03/2026 | TRAVAIL | retenue |\n",
                  4);
  check_completed("Une seule fois par : personne, date du travail\nPréférer : nature = RSA et heures ≥ 4 h\nCas :\n"
                  "| personne | date du travail | nature | heures | décision |\n"
                  "| P1 | 04/03/2026 | RSA | 4 h | retenue |\n",
                  4);
}

static void cases_of_calculations_can_be_completed(void **state) {
  (void)state;
  check_completed("Calculer heures dues : arrondi supérieur (montant du marché × part de main-d'œuvre ÷ coût horaire)\n"
                  "  si heures engagées absentes\nCas :\n"
                  "| heures engagées | montant du marché | part de main-d'œuvre | coût horaire | heures dues |\n"
                  "| absentes | 1000 € | 50 % | 40 €/h | 13 h |\n",
                  1);
  check_completed("Calculer pénalité : max (0 h ; heures dues - heures retenues) × 2 × prix à la min (fin du marché ; "
                  "date de l'arrêté)\nCas :\n| heures dues | heures retenues | fin du marché | date de l'arrêté | "
                  "pénalité |\n| 10 h | 8 h | 30/06/2026 | 30/06/2026 | 48 € |\n",
                  2);
  check_completed("Compter : 120 % des heures si public = RSA\nCas :\n| public | heures | heures retenues |\n"
                  "| J26 | 10 h | 10 h |\n",
                  1);
}

static void cases_of_a_period_can_be_completed(void **state) {
  (void)state;
  check_completed("En vigueur : à compter du 01/01/2025 jusqu'au 31/12/2025, selon la date du travail\n" REFUSAL(
                      "heures > 7 h ou validation absente") "Cas :\n| date du travail | heures | validation | décision "
                                                            "|\n| 01/06/2025 | 8 h | 01/01/2025 | refusée |\n",
                  6);
}

/* ---- random articles ---- */

/* Makes every case say what its article gives. */
static void settle_cases(const dc_rules *rules) {
  dc_player player = {.rules = rules};
  const dc_recueil *recueil = rules->recueils[0];
  for (size_t i = 0; i < recueil->article_count; i++) {
    const dc_detail *detail = &rules->dictionary->details[recueil->articles[i].id];
    for (size_t t = 0; t < detail->cases.count; t++)
      (void)dc_play_fill(&player, &recueil->articles[i], detail->cases.items[t], 0);
  }
}

/* How many cases of an article fail with each mutant in turn; the article is then as it was. */
static size_t play_mutants(dc_bench *bench, const dc_article *article, size_t *count) {
  dc_player player = {.rules = &bench->rules};
  const dc_detail *detail = &bench->rules.dictionary->details[article->id];
  dc_mutants mutants = dc_mutants_of(&bench->rules, article, &bench->arena);
  size_t failed = 0;
  for (size_t i = 0; i < mutants.count; i++) {
    dc_mutant *mutant = &mutants.items[i];
    dc_node node = mutant->node ? *mutant->node : (dc_node){0};
    dc_key key = article->key;
    dc_mutant_exchange(mutant);
    for (size_t t = 0; t < detail->cases.count; t++) failed += dc_play_table(&player, article, detail->cases.items[t]);
    dc_mutant_exchange(mutant);
    if (mutant->node) assert_true(mutant->node->kind == node.kind && mutant->node->children[0] == node.children[0]);
    assert_true(article->key.count == key.count && article->key.period == key.period);
  }
  *count += mutants.count;
  return failed;
}

static void random_articles_are_put_back_as_they_were(void **state) {
  (void)state;
  size_t mutants = 0, failed_mutants = 0;
  for (uint64_t seed = 1; seed <= 30; seed++) {
    dc_bench bench;
    bench_open(&bench);
    dc_rule_text file = {DC_TEXT("essai.regles"), generate_recueil(&bench.arena, &bench.lexicon, seed)};
    assert_true(
        dc_rules_load_texts(&bench.rules, &bench.arena, &bench.lexicon, &bench.intern, &file, 1, &bench.diagnostics));
    settle_cases(&bench.rules);
    for (size_t i = 0; i < GENERATED_ARTICLES; i++)
      failed_mutants += play_mutants(&bench, &bench.rules.recueils[0]->articles[i], &mutants);
    size_t failed;
    assert_true(dc_rulebook_play(&bench.rules, &bench.diagnostics, &failed) > 0);
    assert_int_equal(failed, 0);
    bench_close(&bench);
  }
  assert_true(mutants > 5000 && failed_mutants > 500);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comparisons_become_their_opposite_and_their_neighbours),
      cmocka_unit_test(logic_is_traded_and_negated),
      cmocka_unit_test(numbers_move_by_a_hundredth_or_by_one),
      cmocka_unit_test(operators_trade_places_where_units_allow),
      cmocka_unit_test(dates_and_months_move_by_one),
      cmocka_unit_test(keys_lose_fields_and_change_periods),
      cmocka_unit_test(a_period_moves_when_cases_give_its_date),
      cmocka_unit_test(a_definition_that_feeds_nothing_is_left_alone),
      cmocka_unit_test(cases_on_both_sides_of_a_bound_kill_all),
      cmocka_unit_test(a_bound_that_no_case_fixes_is_shown),
      cmocka_unit_test(a_field_that_no_case_gives_gets_a_column),
      cmocka_unit_test(a_mutant_that_says_the_same_is_a_note),
      cmocka_unit_test(an_article_without_cases_is_told_once),
      cmocka_unit_test(an_article_that_contradicts_a_case_is_passed_over),
      cmocka_unit_test(cases_of_a_window_can_be_completed),
      cmocka_unit_test(cases_of_keys_and_caps_can_be_completed),
      cmocka_unit_test(cases_of_calculations_can_be_completed),
      cmocka_unit_test(cases_of_a_period_can_be_completed),
      cmocka_unit_test(random_articles_are_put_back_as_they_were),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
