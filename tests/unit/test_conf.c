#include "support.h"

#include "decompte/conf.h"

static dc_arena arena;
static dc_diagnostics diagnostics;
static dc_conf conf;

static int begin(void **state) {
  scratch_make(state);
  dc_diagnostics_init(&diagnostics, &arena);
  return 0;
}

static int end(void **state) {
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  return scratch_remove(state);
}

static bool load(const char *content) {
  if (content) scratch_file("decompte.conf", content);
  return dc_conf_load(&conf, &arena, DC_TEXT("decompte.conf"), dc_text_from(scratch_path("decompte.conf")),
                      &diagnostics);
}

static dc_dialect_given given_for(const char *file) {
  dc_dialect_given given = {0};
  dc_conf_apply(&conf, dc_text_from(file), &given);
  return given;
}

static void test_a_dossier_may_have_none(void **state) {
  (void)state;
  assert_true(load(NULL));
  assert_false(conf.present);
  assert_int_equal(diagnostics.count, 0);
  dc_dialect_given given = given_for("marches.csv");
  assert_false(given.has_separator || given.has_headers);
}

static void test_every_key_is_stated(void **state) {
  (void)state;
  assert_true(load("\xEF\xBB\xBF# commentaire\r\n\r\n[releves/dupont-*.csv]\r\nseparateur = ;\r\n  guillemet  = '\r\n"
                   "echappement=\\\r\nencodage = windows-1252\r\nentetes = 0\r\npreambule = 12"));
  assert_true(conf.present);
  assert_int_equal(strlen(conf.digest.hex), 64);
  dc_dialect_given given = given_for("releves/dupont-10.csv");
  assert_true(given.has_separator && given.has_quote && given.has_escape && given.has_encoding && given.has_headers &&
              given.has_preamble);
  assert_int_equal(given.dialect.separator, ';');
  assert_int_equal(given.dialect.quote, '\'');
  assert_int_equal(given.dialect.escape, '\\');
  assert_int_equal(given.dialect.encoding, DC_WINDOWS_1252);
  assert_int_equal(given.headers, 0);
  assert_int_equal(given.preamble, 12);
  assert_false(given_for("releves/durand.csv").has_separator);
}

static void test_words_stand_for_characters(void **state) {
  (void)state;
  assert_true(load("[a.csv]\nseparateur = tabulation\nguillemet = aucun\nechappement = guillemet\n"));
  dc_dialect_given given = given_for("a.csv");
  assert_int_equal(given.dialect.separator, '\t');
  assert_int_equal(given.dialect.quote, 0);
  assert_int_equal(given.dialect.escape, '"');
}

static void test_later_sections_win_key_by_key(void **state) {
  (void)state;
  assert_true(
      load("[releves/*.csv]\nseparateur = ,\nentetes = 2\n[releves/a.csv]\nentetes = 1\n[*.csv]\nentetes = 9\n"));
  dc_dialect_given given = given_for("releves/a.csv");
  assert_int_equal(given.dialect.separator, ',');
  assert_int_equal(given.headers, 1); /* « * » stops at « / » */
  assert_int_equal(given_for("releves/b.csv").headers, 2);
  assert_int_equal(given_for("marches.csv").headers, 9);
}

static void assert_wrong(size_t i, uint32_t line, uint32_t column, uint32_t span, const char *message) {
  assert_true(i < diagnostics.count);
  const dc_diagnostic *item = &diagnostics.items[i];
  assert_int_equal(item->code, DC_D_BAD_CONF);
  assert_text(item->message, message);
  assert_true(item->line == line && item->column == column && item->span == span);
}

static void test_all_that_is_wrong_is_told_with_its_place(void **state) {
  (void)state;
  assert_false(load("entetes = 1\n[é.csv]\nséparateur = ;\n  separateur =  ::\nentetes = deux\npreambule =\nn'importe\n"
                    "[x\nzzzzzzzzzzz = 1\n"));
  assert_int_equal(diagnostics.count, 8);
  assert_wrong(0, 1, 1, 7, "avant cette ligne, dire de quels fichiers : [releves/nom-*.csv]");
  assert_wrong(1, 3, 1, 10, "« séparateur » inconnu : vouliez-vous dire « separateur » ?");
  assert_wrong(2, 4, 17, 2, "separateur : « :: » inconnu ; attendu : « ; », « , », « | » ou « tabulation »");
  assert_wrong(3, 5, 11, 4,
               "entetes : « deux » inconnu ; attendu : un nombre de lignes, 0 quand le fichier n'en a pas");
  assert_wrong(4, 6, 1, 9, "preambule : aucune valeur ; attendu : un nombre de lignes");
  assert_wrong(5, 7, 1, 9, "attendu : nom = valeur");
  assert_wrong(6, 8, 1, 2, "une rubrique s'écrit [fichier.csv] ou [releves/nom-*.csv]");
  assert_wrong(7, 9, 1, 11,
               "« zzzzzzzzzzz » inconnu ; attendu : separateur, guillemet, echappement, encodage, entetes, preambule");
  assert_text(diagnostics.items[2].excerpt, "  separateur =  ::");
}

static void test_a_number_of_lines_is_bounded(void **state) {
  (void)state;
  assert_false(load("[a.csv]\nentetes = 99999999999999999999\n"));
  assert_true(load("[a.csv]\nentetes = 1000\n"));
}

static void test_a_section_of_no_file_is_told(void **state) {
  (void)state;
  assert_true(load("[a.csv]\nentetes = 1\n\n[b*.csv]\nentetes = 1\n"));
  given_for("a.csv");
  dc_conf_report_idle(&conf, &diagnostics);
  assert_int_equal(diagnostics.count, 1);
  assert_int_equal(diagnostics.items[0].code, DC_D_IDLE_CONF);
  assert_int_equal(diagnostics.items[0].line, 4);
  assert_text(diagnostics.items[0].message, "aucun fichier ne s'appelle « b*.csv »");
}

static void test_what_is_no_text_is_refused(void **state) {
  (void)state;
  assert_false(load("[\xE9.csv]\n"));
  assert_int_equal(count_code(&diagnostics, DC_D_UNREADABLE), 1);
  assert_int_equal(remove(scratch_path("decompte.conf")), 0);
  scratch_directory("decompte.conf");
  assert_false(load(NULL));
  assert_int_equal(count_code(&diagnostics, DC_D_UNREADABLE), 2);
}

#define CONF(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      CONF(test_a_dossier_may_have_none),
      CONF(test_every_key_is_stated),
      CONF(test_words_stand_for_characters),
      CONF(test_later_sections_win_key_by_key),
      CONF(test_all_that_is_wrong_is_told_with_its_place),
      CONF(test_a_number_of_lines_is_bounded),
      CONF(test_a_section_of_no_file_is_told),
      CONF(test_what_is_no_text_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
