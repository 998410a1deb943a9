/* A calculation told step by step, and what it would have taken. */
#include "row_support.h"

#include "decompte/trace.h"

#define NAMES                                                                                                            \
  "Paramètre tarif (€/h)\nSource : x\n| à compter du | valeur | texte |\n| 01/01/2024 | 10 | décret A |\n"          \
  "| 01/01/2026 | 12,5 | |\n\n"                                                                                          \
  "Liste publics\nSource : x\n| code | libellé | à compter du | jusqu'au |\n| RSA | Bénéficiaire | 01/01/2024 | |\n" \
  "| J26 | | 01/01/2024 | 31/12/2025 |\n| DELD | | | |\n\n"                                                              \
  "Liste natures\nSource : x\n| code |\n| TRAVAIL |\n| CONGE |\n\n"

static dc_bench bench;
static dc_arena arena;

/* Every line as « texte {mots} <champ> ligne N », those parts that it has. */
static dc_text told(const dc_trace *trace) {
  dc_builder text = {.arena = &arena};
  for (size_t i = 0; i < trace->lines.count; i++) {
    const dc_trace_line *line = &trace->lines.items[i];
    dc_builder_add(&text, line->text);
    if (line->words.length) dc_builder_format(&text, " {" DC_S "}", DC_ARG(line->words));
    if (line->field) dc_builder_format(&text, " <" DC_S ">", DC_ARG(line->field->column));
    if (line->rule.line) dc_builder_format(&text, " ligne %u", line->rule.line);
    dc_builder_add(&text, DC_TEXT("\n"));
  }
  return dc_builder_text(&text);
}

static void same_text(const char *expected, dc_text got) {
  if (dc_text_equal(dc_text_from(expected), got)) return;
  print_error("attendu :\n%s\nobtenu :\n" DC_S "\n", expected, DC_ARG(got));
  fail();
}

static const dc_article *load(const char *body) {
  char text[4096];
  assert_true(snprintf(text, sizeof text, RECUEIL NAMES ARTICLE "%s\n", body) < (int)sizeof text);
  bench_load(&bench, text);
  return bench_article(&bench);
}

static void forget(void) {
  dc_arena_free(&arena);
  bench_close(&bench);
}

/* The trace of « Refuser si : … » with that row; `body` may define names first. */
static void check_trace(const char *body, bool masked, const given *values, dc_truth verdict, const char *expected) {
  const dc_article *article = load(body);
  row one = {&bench, values};
  dc_environment environment = {&one, row_fetch};
  dc_trace trace;
  dc_trace_begin(&trace, &bench.rules, &environment, masked, &arena);
  assert_int_equal(dc_trace_condition(&trace, article), verdict);
  same_text(expected, told(&trace));
  forget();
}

#define MOTIF " \nMotif : « Refus. »\n"
#define TRACE(body, verdict, expected, ...)                                                                            \
  check_trace(body MOTIF, false, (const given[]){__VA_ARGS__, {NULL, NULL}}, verdict, expected)
#define MASKED(body, verdict, expected, ...)                                                                           \
  check_trace(body MOTIF, true, (const given[]){__VA_ARGS__, {NULL, NULL}}, verdict, expected)

/* ---- dates ---- */

#define WINDOW                                                                                                         \
  "Définir fin de prise en compte : premier jour + 24 mois de quantième à quantième - 1 jour\n"                    \
  "Refuser si : date du travail > fin de prise en compte"

static void test_window_of_the_specification(void **state) {
  (void)state;
  TRACE(WINDOW, DC_TRUE,
        "premier jour = 29/02/2024 <premier_jour>\n"
        "+ 24 mois de quantième à quantième = 28/02/2026 (pas de 29/02 en 2026 : dernier jour du mois)\n"
        "- 1 jour = 27/02/2026 {fin de prise en compte}\n"
        "28/02/2026 > 27/02/2026 → vrai {date du travail > fin de prise en compte}\n",
        {"premier jour", "29/02/2024"}, {"date du travail", "28/02/2026"});
}

static void test_day_carried_to_the_next_month(void **state) {
  (void)state;
  TRACE("Refuser si : date du travail < validation + 1 mois reporté au lendemain", DC_FALSE,
        "validation = 31/01/2026 <validation>\n"
        "+ 1 mois reporté au lendemain = 01/03/2026 (pas de 31/02 en 2026 : premier jour du mois suivant)\n"
        "01/03/2026 < 01/03/2026 → faux {date du travail < validation + 1 mois reporté au lendemain}\n",
        {"validation", "31/01/2026"}, {"date du travail", "01/03/2026"});
}

static void test_latest_of_two_dates_and_days_between(void **state) {
  (void)state;
  TRACE("Définir départ : max (date de notification ; début du marché)\n"
        "Refuser si : date du travail - départ < 30 jours",
        DC_TRUE,
        "date de notification = 12/03/2026 <notification>\n"
        "début du marché = 01/03/2026 <debut>\n"
        "max (date de notification 12/03/2026 ; début du marché 01/03/2026) = 12/03/2026 {départ}\n"
        "date du travail 13/03/2026 - départ 12/03/2026 = 1 jour\n"
        "1 jour < 30 jours → vrai {date du travail - départ < 30 jours}\n",
        {"date de notification", "12/03/2026"}, {"début du marché", "01/03/2026"}, {"date du travail", "13/03/2026"});
}

static void test_age_on_the_day(void **state) {
  (void)state;
  TRACE("Refuser si : âge (naissance) à la date du travail < 16", DC_TRUE,
        "naissance = 20/02/2010 <naissance>\n"
        "âge au 19/02/2026 = 15 ans\n"
        "15 ans < 16 ans → vrai {âge (naissance) < 16}\n",
        {"naissance", "20/02/2010"}, {"date du travail", "19/02/2026"});
}

/* ---- logic ---- */

static void test_junction_tells_every_side(void **state) {
  (void)state;
  TRACE("Refuser si : non validation absente et date du travail < validation et nature = TRAVAIL", DC_FALSE,
        "validation = 01/03/2026 <validation>\n"
        "non validation absente → vrai\n"
        "01/02/2026 < 01/03/2026 → vrai {date du travail < validation}\n"
        "CONGE = TRAVAIL → faux {nature = TRAVAIL}\n"
        "vrai et vrai et faux → faux\n",
        {"validation", "01/03/2026"}, {"date du travail", "01/02/2026"}, {"nature", "CONGE"});
}

static void test_items_and_negation(void **state) {
  (void)state;
  TRACE("Refuser si : non (nature = TRAVAIL ou nature = CONGE)", DC_TRUE,
        "AUTRE = TRAVAIL → faux {nature = TRAVAIL}\n"
        "AUTRE = CONGE → faux {nature = CONGE}\n"
        "faux ou faux → faux\n"
        "non faux → vrai\n",
        {"nature", "AUTRE"});
}

static void test_absent_value_leaves_the_verdict_open(void **state) {
  (void)state;
  TRACE(WINDOW, DC_ABSENT,
        "premier jour : aucune valeur <premier_jour>\n"
        "+ 24 mois de quantième à quantième = (aucune valeur)\n"
        "- 1 jour = (aucune valeur) {fin de prise en compte}\n"
        "28/02/2026 > (aucune valeur) → indéterminé {date du travail > fin de prise en compte}\n",
        {"date du travail", "28/02/2026"});
}

static void test_absence_agrees_as_the_rule_does(void **state) {
  (void)state;
  TRACE("Refuser si : validation absente", DC_TRUE,
        "validation : aucune valeur <validation>\nvalidation absente → vrai\n", {"heures", "7"});
  TRACE("Refuser si : non premier jour absent", DC_TRUE,
        "premier jour = 01/02/2026 <premier_jour>\nnon premier jour absent → vrai\n", {"premier jour", "01/02/2026"});
}

static void test_period_in_force_that_lines_decide(void **state) {
  (void)state;
  TRACE("En vigueur : à compter du 01/01/2026, selon la date du travail\nRefuser si : nature = CONGE", DC_FALSE,
        "31/12/2025 ≥ 01/01/2026 → faux : l'article n'est pas en vigueur pour cette ligne "
        "{date du travail ≥ 01/01/2026}\n",
        {"date du travail", "31/12/2025"}, {"nature", "CONGE"});
}

/* ---- lists ---- */

static void test_row_of_the_list_that_holds(void **state) {
  (void)state;
  TRACE("Refuser si : public pas dans publics à la date du travail", DC_FALSE,
        "public = RSA <public>\n"
        "RSA (Bénéficiaire) : dans « publics » depuis le 01/01/2024 ligne 13\n"
        "public RSA pas dans publics au 02/03/2026 → faux\n",
        {"public", "RSA"}, {"date du travail", "02/03/2026"});
  TRACE("Refuser si : public dans publics à la date du travail", DC_TRUE,
        "public = DELD <public>\n"
        "DELD : dans « publics » sans limite de date ligne 15\n"
        "public DELD dans publics au 02/03/1999 → vrai\n",
        {"public", "DELD"}, {"date du travail", "02/03/1999"});
}

static void test_row_of_the_list_that_no_longer_holds(void **state) {
  (void)state;
  TRACE("Refuser si : public pas dans publics à la date du travail", DC_TRUE,
        "public = J26 <public>\n"
        "J26 : dans « publics » du 01/01/2024 au 31/12/2025 seulement ligne 14\n"
        "public J26 pas dans publics au 01/01/2026 → vrai\n",
        {"public", "J26"}, {"date du travail", "01/01/2026"});
  TRACE("Refuser si : public pas dans publics à la date du travail", DC_TRUE,
        "public = QPV <public>\n"
        "QPV : pas dans « publics » ligne 10\n"
        "public QPV pas dans publics au 01/01/2026 → vrai\n",
        {"public", "QPV"}, {"date du travail", "01/01/2026"});
}

static void test_pattern(void **state) {
  (void)state;
  TRACE("Refuser si : employeur correspond à « ^1300 »", DC_TRUE,
        "employeur 13002526500013 correspond à « ^1300 » → vrai\n", {"employeur", "13002526500013"});
}

/* ---- numbers ---- */

/* The trace of « Calculer heures dues : … ». */
static void check_value(const char *value, const given *values, const char *expected) {
  char body[1024];
  snprintf(body, sizeof body, "Calculer heures dues : %s\n", value);
  const dc_article *article = load(body);
  row one = {&bench, values};
  dc_environment environment = {&one, row_fetch};
  dc_trace trace;
  dc_rational number;
  dc_trace_begin(&trace, &bench.rules, &environment, false, &arena);
  assert_int_equal(dc_trace_condition(&trace, article), DC_TRUE);
  bool known = dc_trace_value(&trace, article, &number);
  dc_text result = known ? dc_number_words(&arena, DC_TYPE_HOURS, number) : DC_TEXT("rien");
  same_text(expected, dc_text_format(&arena, DC_S "= " DC_S, DC_ARG(told(&trace)), DC_ARG(result)));
  forget();
}

#define VALUE(value, expected, ...) check_value(value, (const given[]){__VA_ARGS__, {NULL, NULL}}, expected)

static void test_product_goes_down_with_its_units(void **state) {
  (void)state;
  VALUE("arrondi supérieur (montant du marché × part de main-d'œuvre × taux d'insertion ÷ coût horaire)",
        "montant du marché = 1 000 001,00 € <montant_ht>\n"
        "× part de main-d'œuvre 40 % = 400 000,40 € <part_main_oeuvre>\n"
        "× taux d'insertion 5 % = 20 000,02 € <taux_insertion>\n"
        "÷ coût horaire 40,00 €/h = 500,0005 h <cout_horaire>\n"
        "arrondi à l'heure supérieure = 501,00 h\n"
        "= 501,00 h",
        {"montant du marché", "1000001"}, {"part de main-d'œuvre", "0,4"}, {"taux d'insertion", "0,05"},
        {"coût horaire", "40"});
}

static void test_parameter_with_its_day_and_its_text(void **state) {
  (void)state;
  VALUE("montant du marché ÷ tarif à la fin du marché",
        "fin du marché = 31/12/2025 <fin>\n"
        "tarif au 31/12/2025 = 10,00 €/h, depuis le 01/01/2024 (décret A) ligne 7\n"
        "montant du marché = 100,00 € <montant_ht>\n"
        "÷ tarif 10,00 €/h = 10,00 h\n"
        "= 10,00 h",
        {"montant du marché", "100"}, {"fin du marché", "31/12/2025"});
  VALUE("montant du marché ÷ tarif à la fin du marché",
        "fin du marché = 31/12/2023 <fin>\n"
        "tarif au 31/12/2023 : aucune valeur ligne 4\n"
        "montant du marché = 100,00 € <montant_ht>\n"
        "÷ tarif (aucune valeur) = (aucune valeur)\n"
        "= rien",
        {"montant du marché", "100"}, {"fin du marché", "31/12/2023"});
}

static void test_slices_extremes_and_roundings(void **state) {
  (void)state;
  VALUE("1 h × tranches entières de 2000 € dans (max (0 € ; montant facturé - 2700000 €))",
        "montant facturé = 3 000 001,00 € <montant_facture>\n"
        "- 2 700 000 € = 300 001,00 €\n"
        "max (0 € ; 300 001,00 €) = 300 001,00 €\n"
        "tranches entières de 2 000 € dans 300 001,00 € = 150\n"
        "1 h × 150 = 150,00 h\n"
        "= 150,00 h",
        {"montant facturé", "3000001"});
  VALUE("arrondi au plus proche (montant facturé ÷ 7 €/h)",
        "montant facturé = 100,00 € <montant_facture>\n"
        "÷ 7 €/h = ≈ 14,285714 h\n"
        "arrondi à l'heure la plus proche = 14,00 h\n"
        "= 14,00 h",
        {"montant facturé", "100"});
  VALUE("arrondi inférieur (heures engagées)",
        "heures engagées = 7,99 h <heures_engagees>\narrondi à l'heure inférieure = 7,00 h\n= 7,00 h",
        {"heures engagées", "7,99"});
}

static void test_what_the_rule_writes_has_no_line(void **state) {
  (void)state;
  VALUE("250 h", "= 250,00 h", {"heures", "7"});
}

static void test_a_name_is_shown_once(void **state) {
  (void)state;
  VALUE("heures engagées × 2 - heures engagées",
        "heures engagées = 10,00 h <heures_engagees>\n"
        "× 2 = 20,00 h\n"
        "- heures engagées 10,00 h = 10,00 h <heures_engagees>\n"
        "= 10,00 h",
        {"heures engagées", "10"});
}

/* ---- what is not shown ---- */

static void test_masked_values_and_what_follows_from_them(void **state) {
  (void)state;
  MASKED("Refuser si : date du travail < 01/01/2026 ou public pas dans publics à la date du travail", DC_TRUE,
         "02/03/2026 < 01/01/2026 → faux {date du travail < 01/01/2026}\n"
         "public = (réservé) <public>\n"
         "public (réservé) pas dans publics au 02/03/2026 → (réservé)\n"
         "faux ou (réservé) → (réservé)\n",
         {"public", "QPV"}, {"date du travail", "02/03/2026"});
  MASKED("Refuser si : âge (naissance) à la date du travail < 16", DC_FALSE,
         "naissance = (réservé) <naissance>\n"
         "âge au 19/02/2026 = (réservé)\n"
         "(réservé) < 16 ans → (réservé) {âge (naissance) < 16}\n",
         {"naissance", "20/02/1990"}, {"date du travail", "19/02/2026"});
}

/* ---- « Il aurait fallu » ---- */

static void check_remedies(const char *body, bool masked, const given *values, const char *expected) {
  const dc_article *article = load(body);
  row one = {&bench, values};
  dc_environment environment = {&one, row_fetch};
  dc_trace trace;
  dc_text remedies[8];
  dc_trace_begin(&trace, &bench.rules, &environment, masked, &arena);
  size_t count = dc_trace_remedies(&trace, article, DC_FALSE, remedies, 8);
  dc_builder text = {.arena = &arena};
  for (size_t i = 0; i < count; i++) dc_builder_format(&text, DC_S "\n", DC_ARG(remedies[i]));
  same_text(expected, dc_builder_text(&text));
  forget();
}

#define REMEDY(body, expected, ...)                                                                                    \
  check_remedies(body MOTIF, false, (const given[]){__VA_ARGS__, {NULL, NULL}}, expected)

static void test_remedy_is_the_nearest_bound(void **state) {
  (void)state;
  REMEDY(WINDOW, "une date du travail au plus tard le 27/02/2026\n", {"premier jour", "29/02/2024"},
         {"date du travail", "28/02/2026"});
  REMEDY("Refuser si : date du travail < validation", "une date du travail au plus tôt le 01/03/2026\n",
         {"validation", "01/03/2026"}, {"date du travail", "01/02/2026"});
  REMEDY("Refuser si : heures > 10 h", "des heures d'au plus 10,00 h\n", {"heures", "12"});
}

static void test_remedy_between_two_bounds(void **state) {
  (void)state;
  REMEDY("Refuser si : date du travail < début du marché ou date du travail > fin du marché",
         "une date du travail du 01/04/2025 au 30/09/2026\n", {"début du marché", "01/04/2025"},
         {"fin du marché", "30/09/2026"}, {"date du travail", "01/10/2026"});
}

static void test_remedy_names_the_codes_that_serve(void **state) {
  (void)state;
  REMEDY("Refuser si : public pas dans publics à la date du travail",
         "un public RSA ou DELD\nune date du travail du 01/01/2024 au 31/12/2025\n", {"public", "J26"},
         {"date du travail", "01/02/2026"});
  REMEDY("Refuser si : nature = CONGE", "une nature TRAVAIL\n", {"nature", "CONGE"});
}

static void test_remedy_of_a_missing_value(void **state) {
  (void)state;
  REMEDY("Refuser si : validation absente", "une validation renseignée, à n'importe quelle date\n", {"heures", "7"});
}

static void test_no_single_field_suffices(void **state) {
  (void)state;
  REMEDY("Refuser si : nature = CONGE ou heures > 10 h", "", {"nature", "CONGE"}, {"heures", "12"});
}

static void test_masked_remedy_tells_no_value(void **state) {
  (void)state;
  check_remedies("Refuser si : public pas dans publics à la date du travail" MOTIF, true,
                 (const given[]){{"public", "QPV"}, {"date du travail", "01/02/2026"}, {NULL, NULL}},
                 "un public (réservé)\n");
}

/* ---- what an article says of itself ---- */

static void test_version_and_window(void **state) {
  (void)state;
  const dc_article *article =
      load("En vigueur : à compter du 01/01/2024 jusqu'au 31/12/2026, selon la date de notification\n" WINDOW MOTIF);
  row one = {&bench, (const given[]){{"premier jour", "29/02/2024"}, {"date du travail", "01/03/2024"}, {NULL, NULL}}};
  dc_environment environment = {&one, row_fetch};
  dc_version version;
  assert_true(dc_article_version(&bench.rules, article, &version));
  same_text("date de notification", version.reference->name);
  assert_int_equal(version.from, dc_date_from(2024, 1, 1));
  assert_int_equal(version.until, dc_date_from(2026, 12, 31));
  dc_trace trace;
  dc_text name;
  dc_date date;
  dc_trace_begin(&trace, &bench.rules, &environment, false, &arena);
  assert_true(dc_trace_window(&trace, article, 0, &name, &date));
  assert_int_equal(date, dc_date_from(2026, 2, 27));
  same_text("fin de prise en compte", name);
  assert_false(dc_trace_window(&trace, article, 1, &name, &date));
  assert_int_equal(dc_article_replaced(&bench.rules, article, &arena).length, 0);
  assert_false(dc_article_sensitive(article));
  forget();
}

static void test_words_put_back_the_brackets_they_need(void **state) {
  (void)state;
  static const char *const conditions[] = {
      "(nature = TRAVAIL ou nature = CONGE) et heures > 2 h",
      "heures - (1 h - 2 h) > 3 h × (1 + 2) ÷ (2 × 5)",
      "non (heures > 2 h et nature absente)",
      "employeur correspond à « ^1300 » et arrondi inférieur (heures) = 7 h",
      "min (heures ; 7 h) + max (1 h ; 2 h) ≠ 1 607,5 h",
      "montant HT > 10 % × 2 000 € et tranches entières de 5 h dans (heures) ≥ 2",
  };
  for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
    char body[512];
    snprintf(body, sizeof body, "Refuser si : %s" MOTIF, conditions[i]);
    const dc_article *article = load(body);
    same_text(conditions[i], dc_article_words(&bench.rules, article, &arena));
    forget();
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_window_of_the_specification),
      cmocka_unit_test(test_day_carried_to_the_next_month),
      cmocka_unit_test(test_latest_of_two_dates_and_days_between),
      cmocka_unit_test(test_age_on_the_day),
      cmocka_unit_test(test_junction_tells_every_side),
      cmocka_unit_test(test_items_and_negation),
      cmocka_unit_test(test_absent_value_leaves_the_verdict_open),
      cmocka_unit_test(test_absence_agrees_as_the_rule_does),
      cmocka_unit_test(test_period_in_force_that_lines_decide),
      cmocka_unit_test(test_row_of_the_list_that_holds),
      cmocka_unit_test(test_row_of_the_list_that_no_longer_holds),
      cmocka_unit_test(test_pattern),
      cmocka_unit_test(test_product_goes_down_with_its_units),
      cmocka_unit_test(test_parameter_with_its_day_and_its_text),
      cmocka_unit_test(test_slices_extremes_and_roundings),
      cmocka_unit_test(test_what_the_rule_writes_has_no_line),
      cmocka_unit_test(test_a_name_is_shown_once),
      cmocka_unit_test(test_masked_values_and_what_follows_from_them),
      cmocka_unit_test(test_remedy_is_the_nearest_bound),
      cmocka_unit_test(test_remedy_between_two_bounds),
      cmocka_unit_test(test_remedy_names_the_codes_that_serve),
      cmocka_unit_test(test_remedy_of_a_missing_value),
      cmocka_unit_test(test_no_single_field_suffices),
      cmocka_unit_test(test_masked_remedy_tells_no_value),
      cmocka_unit_test(test_version_and_window),
      cmocka_unit_test(test_words_put_back_the_brackets_they_need),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
