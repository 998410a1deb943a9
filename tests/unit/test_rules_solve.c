/* The nearest value that changes an outcome: found, verified, and with its neighbours. */
#include "row_support.h"

#include "rules/solve.h"

#define NAMES                                                                                                          \
  "Liste publics\nSource : x\n| code | à compter du | jusqu'au |\n| RSA | 01/01/2024 | |\n| DELD | 01/01/2024 | |\n"  \
  "| J26 | 01/01/2024 | 31/12/2025 |\n\n"                                                                              \
  "Liste natures\nSource : x\n| code |\n| TRAVAIL |\n| CONGE |\n\n"                                                    \
  "Paramètre plafond (h)\nSource : x\n| à compter du | valeur |\n| 01/01/2024 | 10 |\n\n"

static const char *const bounds[] = {"seulement", "au plus", "au moins", "tout"};

/* « au plus 27/02/2026 »: the value of `name` that brings « Refuser si : condition » to that verdict. */
static void check_wanted(const char *condition, dc_truth wanted, const given *values, const char *name,
                         const char *expected) {
  dc_bench bench;
  char text[4096], got[256] = "rien";
  snprintf(text, sizeof text,
           RECUEIL NAMES ARTICLE "Définir limite : premier jour + 24 mois de quantième à quantième - 1 jour\n"
                                 "Refuser si : %s\nMotif : « Refus. »\n",
           condition);
  bench_load(&bench, text);
  const dc_article *article = bench_article(&bench);
  dc_arena scratch = {0};
  row one = {&bench, values};
  dc_environment environment = {&one, row_fetch};
  dc_walker walker = {.rules = &bench.rules, .environment = &environment, .scratch = &scratch};
  dc_unknown unknown = {.field = dc_lexicon_name(&bench.lexicon, dc_text_from(name))};
  if (!unknown.field) unknown.parameter = &bench.rules.dictionary->packs[0].parameters[0];
  dc_solution solution;
  if (dc_solve_verdict(&walker, unknown, article, wanted, &scratch, &solution)) {
    dc_typing typing =
        unknown.field ? dc_typing_of_type(unknown.field->type, unknown.field->several) : unknown.parameter->typing;
    dc_builder out = {.arena = &scratch};
    if (typing.sort == DC_SORT_ID)
      for (size_t i = 0; i < solution.id_count; i++)
        dc_builder_format(&out, "%s" DC_S, i ? " " : "", DC_ARG(dc_intern_text(&bench.intern, solution.ids[i])));
    else
      dc_builder_format(&out, "%s " DC_S, bounds[solution.bound],
                        DC_ARG(dc_value_text(&scratch, &bench.rules, typing, &solution.value)));
    snprintf(got, sizeof got, DC_S, DC_ARG(dc_builder_text(&out)));
  }
  assert_string_equal(got, expected);
  dc_arena_free(&scratch);
  bench_close(&bench);
}

#define CHECK(condition, wanted, name, expected, ...)                                                                  \
  check_wanted(condition, wanted, (const given[]){__VA_ARGS__, {NULL, NULL}}, name, expected)

static void a_date_is_found_to_the_day(void **state) {
  (void)state;
  CHECK("date du travail > limite", DC_FALSE, "date du travail", "au plus 27/02/2026", {"premier jour", "29/02/2024"},
        {"date du travail", "28/02/2026"});
  CHECK("date du travail > limite", DC_FALSE, "date du travail", "au plus 27/02/2026", {"premier jour", "29/02/2024"},
        {"date du travail", "15/07/2041"});
  CHECK("date du travail > limite", DC_FALSE, "premier jour", "au moins 01/03/2024", {"premier jour", "29/02/2024"},
        {"date du travail", "28/02/2026"});
  CHECK("date du travail > limite", DC_TRUE, "date du travail", "au moins 28/02/2026", {"premier jour", "29/02/2024"},
        {"date du travail", "01/01/1999"});
}

static void numbers_are_found_to_the_cent(void **state) {
  (void)state;
  CHECK("heures > 7 h", DC_FALSE, "heures", "au plus 7,00 h", {"heures", "11"});
  CHECK("heures ≥ 7 h", DC_FALSE, "heures", "au plus 6,99 h", {"heures", "1000000"});
  CHECK("montant HT × 3 > 1000 €", DC_TRUE, "montant HT", "au moins 333,34 €", {"montant HT", "0"});
  CHECK("heures > 10 h × part de main-d'œuvre", DC_FALSE, "part de main-d'œuvre", "au moins 35 %", {"heures", "3,5"},
        {"part de main-d'œuvre", "0,1"});
}

static void one_value_alone_is_found_among_all(void **state) {
  (void)state;
  CHECK("heures ≠ 1234,56 h", DC_FALSE, "heures", "seulement 1234,56 h", {"heures", "7"});
  CHECK("limite = 31/12/2031", DC_TRUE, "premier jour", "seulement 01/01/2030", {"premier jour", "01/01/2024"});
  CHECK("heures < 100 h ou heures > 101 h", DC_FALSE, "heures", "seulement 100,00 h", {"heures", "7"});
}

static void a_membership_gives_the_codes_that_serve(void **state) {
  (void)state;
  CHECK("public pas dans publics à la date du travail", DC_FALSE, "public", "RSA DELD", {"public", "J26"},
        {"date du travail", "01/01/2026"});
  CHECK("public pas dans publics à la date du travail", DC_FALSE, "date du travail", "seulement 31/12/2025",
        {"public", "J26"}, {"date du travail", "14/07/2026"});
  CHECK("nature = CONGE", DC_FALSE, "nature", "TRAVAIL", {"nature", "CONGE"});
}

static void an_absent_value_may_be_anything(void **state) {
  (void)state;
  CHECK("validation absente", DC_FALSE, "validation", "tout 01/01/2000", {"heures", "7"});
}

static void a_parameter_may_be_the_unknown(void **state) {
  (void)state;
  CHECK("heures > plafond à la date du travail", DC_FALSE, "plafond", "au moins 12,50 h", {"heures", "12,5"},
        {"date du travail", "01/03/2024"});
}

static void what_changes_nothing_is_no_solution(void **state) {
  (void)state;
  CHECK("heures > 7 h", DC_FALSE, "date du travail", "rien", {"heures", "8"}, {"date du travail", "01/03/2024"});
  CHECK("heures > 7 h ou nature absente", DC_FALSE, "heures", "rien", {"heures", "8"});
  CHECK("heures × 0 > 7 h", DC_TRUE, "heures", "rien", {"heures", "8"});
}

static void month_ends_are_tried(void **state) {
  (void)state;
  CHECK("premier jour + 24 mois de quantième à quantième ≠ premier jour + 24 mois reporté au lendemain", DC_TRUE,
        "premier jour", "seulement 29/02/2024", {"premier jour", "15/03/2025"});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_date_is_found_to_the_day),          cmocka_unit_test(numbers_are_found_to_the_cent),
      cmocka_unit_test(one_value_alone_is_found_among_all),  cmocka_unit_test(a_membership_gives_the_codes_that_serve),
      cmocka_unit_test(an_absent_value_may_be_anything),     cmocka_unit_test(a_parameter_may_be_the_unknown),
      cmocka_unit_test(what_changes_nothing_is_no_solution), cmocka_unit_test(month_ends_are_tried),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
