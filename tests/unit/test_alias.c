#include "support.h"

static dc_arena arena;
static dc_diagnostics diagnostics;
static dc_lexicon lexicon;

static int begin(void **state) {
  (void)state;
  dc_diagnostics_init(&diagnostics, &arena);
  load_lexicon(&lexicon, &arena, &diagnostics);
  return 0;
}

static int end(void **state) {
  (void)state;
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  return 0;
}

static bool load(const char *path) {
  dc_source source = {.name = DC_TEXT("alias.csv"), .path = dc_text_copy(&arena, dc_text_from(path))};
  return dc_aliases_load(&lexicon, &arena, &source, &diagnostics);
}

static void assert_code(const char *table, const char *column, const char *spelling, const char *code) {
  const dc_field *field = dc_lexicon_column(&lexicon, dc_text_from(table), dc_text_from(column));
  assert_non_null(field);
  dc_text found = {0};
  (void)dc_lexicon_alias(&lexicon, field, dc_text_fold(&arena, dc_text_from(spelling)), &found);
  assert_text(found, code);
}

static void test_shipped_aliases(void **state) {
  (void)state;
  assert_true(load("rules/alias.csv"));
  assert_int_equal(diagnostics.count, 0);
  assert_true(lexicon.alias_count > 250);
  static const char *const cases[][4] = {
      {"participants", "public", "Bénéficiaire du RSA", "RSA"},
      {"participants", "public", "RSA socle", "RSA"},
      {"participants", "public", "DEMANDEUR D'EMPLOI LONGUE DURÉE", "DELD"},
      {"participants", "public", "TH", "BOETH"},
      {"participants", "public", "RQTH", "BOETH"},
      {"eligibilites", "public", "rqth", "BOETH"},
      {"participants", "public", "Jeune sans qualification", "J26_NQ"},
      {"participants", "public", "j26 nq", "J26_NQ"},
      {"participants", "public", "Senior", ""},
      {"participants", "sexe", "Mme", "F"},
      {"participants", "sexe", "1", "H"},
      {"participants", "sexe", "2", "F"},
      {"contrats", "nature", "01", "CDI"},
      {"contrats", "nature", "02", "CDD"},
      {"contrats", "nature", "03", "MISSION"},
      {"contrats", "nature", "Intérim", "MISSION"},
      {"contrats", "nature", "10", "CDD"},
      {"contrats", "nature", "29", ""},
      {"contrats", "nature", "PEC", "CUI_PEC"},
      {"contrats", "dispositif", "61", "PROFESSIONNALISATION"},
      {"contrats", "dispositif", "64", "APPRENTISSAGE"},
      {"contrats", "dispositif", "71", "CDDI"},
      {"contrats", "dispositif", "99", ""},
      {"contrats", "mode", "Mise à disposition", "MISE_A_DISPOSITION"},
      {"contrats", "structure", "Entreprise d'insertion", "EI"},
      {"contrats", "structure", "régie de quartier", "RQ"},
      {"releves", "nature", "Congés payés", "CONGE"},
      {"releves", "nature", "RSA", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_code(cases[i][0], cases[i][1], cases[i][2], cases[i][3]);
}

static void test_no_file_is_no_alias(void **state) {
  (void)state;
  assert_true(load(scratch_path("absent.csv")));
  assert_int_equal(lexicon.alias_count, 0);
  assert_code("contrats", "nature", "01", "");
}

static void test_wrong_rows_are_all_told(void **state) {
  (void)state;
  scratch_file("alias.csv", "table;colonne;code;graphies\n"
                            "contrats;nature;CDI;un|deux\n"
                            "contrats;nature;CDD;deux|trois\n"
                            "contrats;debut;CDD;quatre\n"
                            "contrats;absente;CDD;cinq\n"
                            "contrats;nature;;six\n"
                            "contrats;nature;CDI;UN\n");
  assert_false(load(scratch_path("alias.csv")));
  assert_int_equal(count_code(&diagnostics, DC_D_BAD_LEXICON), 4);
  assert_int_equal(diagnostics.items[0].line, 3);
  assert_text(diagnostics.items[0].message, "« deux » dirait CDI et CDD");
  assert_int_equal(diagnostics.items[3].line, 6);
}

int main(void) {
#define ALIAS(test) cmocka_unit_test_setup_teardown(test, begin, end)
  const struct CMUnitTest tests[] = {
      ALIAS(test_shipped_aliases),
      ALIAS(test_no_file_is_no_alias),
      ALIAS(test_wrong_rows_are_all_told),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
