/* A calculation as steps that a spreadsheet can redo. */
#include "row_support.h"

#include "decompte/calculation.h"

#define NAMES                                                                                                          \
  "Paramètre tarif (€/h)\nSource : x\n| à compter du | valeur | texte |\n| 01/01/2024 | 10 | décret A |\n"        \
  "| 01/01/2026 | 12,5 | |\n\n"

static dc_bench bench;
static dc_arena arena;

/* Every step as « number kind(operands) name = num/den unit », with what it reads. */
static dc_text told(const dc_calculation *steps) {
  static const char *const kinds[DC_STEP_COUNT] = {"lu",  "+",   "-",         "×",      "÷",       "max",
                                                   "min", "sup", "inférieur", "proche", "tranches"};
  dc_builder text = {.arena = &arena};
  char date[DC_DATE_SIZE];
  for (size_t i = 0; i < steps->count; i++) {
    const dc_step *step = &steps->items[i];
    dc_builder_format(&text, "%zu %s", i, kinds[step->kind]);
    if (step->kind != DC_STEP_READ) dc_builder_format(&text, "(%zu %zu)", step->operands[0], step->operands[1]);
    dc_builder_format(&text, " " DC_S, DC_ARG(step->name));
    if (step->value.den)
      dc_builder_format(&text, " = %lld/%lld", (long long)step->value.num, (long long)step->value.den);
    dc_builder_format(&text, " [" DC_S "]", DC_ARG(step->unit));
    if (step->field) dc_builder_format(&text, " <" DC_S ">", DC_ARG(step->field->column));
    if (step->rule.line) dc_builder_format(&text, " ligne %u", step->rule.line);
    if (step->date != DC_NO_DATE) dc_builder_format(&text, " depuis " DC_S, DC_ARG(dc_date_french(step->date, date)));
    if (step->text.length) dc_builder_format(&text, " " DC_S, DC_ARG(step->text));
    dc_builder_add(&text, DC_TEXT("\n"));
  }
  return dc_builder_text(&text);
}

static const dc_article *load(const char *body) {
  char text[4096];
  assert_true(snprintf(text, sizeof text, RECUEIL NAMES ARTICLE "%s\n", body) < (int)sizeof text);
  bench_load(&bench, text);
  return bench_article(&bench);
}

static void check(const char *body, const char *expected, const given *values) {
  const dc_article *article = load(body);
  row one = {&bench, values};
  dc_environment environment = {&one, row_fetch};
  dc_trace trace;
  dc_trace_begin(&trace, &bench.rules, &environment, false, &arena);
  dc_calculation steps = dc_trace_calculation(&trace, article);
  dc_text got = told(&steps);
  if (!dc_text_equal(dc_text_from(expected), got)) {
    print_error("attendu :\n%s\nobtenu :\n" DC_S "\n", expected, DC_ARG(got));
    fail();
  }
  assert_int_equal(trace.lines.count, 0);
  dc_arena_free(&arena);
  bench_close(&bench);
}

#define CALCULATION(body, expected, ...) check(body, expected, (const given[]){__VA_ARGS__, {NULL, NULL}})

static void test_a_product_is_one_step_an_operation(void **state) {
  (void)state;
  CALCULATION("Calculer heures dues : arrondi supérieur (montant du marché × taux d'insertion ÷ coût horaire)",
              "0 lu montant du marché = 1000000/1 [€] <montant_ht>\n"
              "1 lu taux d'insertion = 1/20 [%] <taux_insertion>\n"
              "2 ×(0 1) montant du marché × taux d'insertion = 50000/1 [€]\n"
              "3 lu coût horaire = 35/1 [€/h] <cout_horaire>\n"
              "4 ÷(2 3) montant du marché × taux d'insertion ÷ coût horaire = 10000/7 [h]\n"
              "5 sup(4 0) arrondi supérieur (montant du marché × taux d'insertion ÷ coût horaire) = 1429/1 [h]\n",
              {"montant du marché", "1000000"}, {"taux d'insertion", "0,05"}, {"coût horaire", "35"});
}

static void test_what_is_named_twice_is_read_once(void **state) {
  (void)state;
  CALCULATION("Définir plancher : heures engagées + 10 h\n"
              "Calculer heures dues : max (plancher ; heures engagées) - plancher",
              "0 lu heures engagées = 90/1 [h] <heures_engagees>\n"
              "1 lu 10 h = 10/1 [h] ligne 12\n"
              "2 +(0 1) plancher = heures engagées + 10 h = 100/1 [h]\n"
              "3 max(2 0) max (plancher ; heures engagées) = 100/1 [h]\n"
              "4 -(3 2) max (plancher ; heures engagées) - plancher = 0/1 [h]\n",
              {"heures engagées", "90"});
}

static void test_a_parameter_says_since_when_and_by_which_text(void **state) {
  (void)state;
  CALCULATION("Calculer heures dues : montant du marché ÷ tarif à la date de notification",
              "0 lu montant du marché = 100/1 [€] <montant_ht>\n"
              "1 lu tarif = 10/1 [€/h] ligne 7 depuis 01/01/2024 décret A\n"
              "2 ÷(0 1) montant du marché ÷ tarif = 10/1 [h]\n",
              {"montant du marché", "100"}, {"date de notification", "05/05/2025"});
}

static void test_slices_and_a_value_that_is_missing(void **state) {
  (void)state;
  CALCULATION("Calculer heures dues : tranches entières de 2 000 € dans (montant facturé) × 1 h",
              "0 lu 2 000 € = 2000/1 [€] ligne 12\n"
              "1 lu montant facturé = 4999/1 [€] <montant_facture>\n"
              "2 tranches(0 1) tranches entières de 2 000 € dans (montant facturé) = 2/1 []\n"
              "3 lu 1 h = 1/1 [h] ligne 12\n"
              "4 ×(2 3) tranches entières de 2 000 € dans (montant facturé) × 1 h = 2/1 [h]\n",
              {"montant facturé", "4999"});
  CALCULATION("Calculer heures dues : heures engagées", "0 lu heures engagées [h] <heures_engagees>\n",
              {"montant facturé", "1"});
}

static void test_an_article_says_what_it_does_in_its_own_words(void **state) {
  (void)state;
  const dc_article *article = load("Définir seuil : 10 h\nRefuser si : heures > seuil\n  et nature = « X »\n"
                                   "Motif : « Trop. »");
  dc_text clauses = dc_article_clauses(&bench.rules, article, &arena);
  assert_true(dc_text_equal(clauses, DC_TEXT("Définir seuil : 10 h\nRefuser si : heures > seuil et nature = « X »\n"
                                             "Motif : « Trop. »")));
  dc_arena_free(&arena);
  bench_close(&bench);
}

static void check_telling(const char *body, bool telling) {
  assert_int_equal(dc_article_telling(load(body)), telling);
  bench_close(&bench);
}

/* A refusal of whoever is not eligible tells no situation; a majoration for some does. */
static void test_some_articles_tell_the_situation_of_persons(void **state) {
  (void)state;
  check_telling("Compter : 120 % des heures si public = « RSA »", true);
  check_telling("Compter : 120 % des heures si nature = « X »", false);
  check_telling("Refuser si : public = « RSA »\nMotif : « Non. »", true);
  check_telling("Définir visé : public = « RSA »\nRefuser si : non visé\nMotif : « Non. »", true);
  check_telling("Refuser si : public absent\nMotif : « Non. »", false);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_product_is_one_step_an_operation),
      cmocka_unit_test(test_what_is_named_twice_is_read_once),
      cmocka_unit_test(test_a_parameter_says_since_when_and_by_which_text),
      cmocka_unit_test(test_slices_and_a_value_that_is_missing),
      cmocka_unit_test(test_an_article_says_what_it_does_in_its_own_words),
      cmocka_unit_test(test_some_articles_tell_the_situation_of_persons),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
