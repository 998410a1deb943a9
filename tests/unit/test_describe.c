#include "support.h"

#include "decompte/describe.h"

static dc_arena arena;
static dc_diagnostics diagnostics;
static dc_lexicon lexicon;
static dc_description description;

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

static bool describe_stated(const char *content, dc_dialect_given given) {
  scratch_file("a.csv", content);
  description = (dc_description){.source = {.name = DC_TEXT("a.csv"),
                                            .path = dc_text_copy(&arena, dc_text_from(scratch_path("a.csv"))),
                                            .given = given}};
  return dc_describe(&description, &arena, &lexicon, &diagnostics);
}

static bool describe(const char *content) { return describe_stated(content, (dc_dialect_given){0}); }

static void test_columns_are_told_with_what_they_hold(void **state) {
  (void)state;
  assert_true(describe("N° marché,Bénéficiaire,Date,Nb heures,Météo\nM1,P1,31/10/2026,7h30,beau\nM1,P2,31/10/2026,8,\n"
                       "M1,P2,x,8,\n\nTOTAL,,,15.5,\n"));
  assert_text(description.table, "releves");
  assert_int_equal(description.source.dialect.separator, ',');
  assert_int_equal(description.column_count, 5);
  assert_text(description.columns[3].header, "Nb heures");
  assert_text(description.columns[3].field->column, "heures");
  assert_int_equal(description.columns[3].filled, 3);
  assert_null(description.columns[4].field);
  assert_true(description.rows == 2 && description.rejected == 1 && description.skipped.totals == 1);
  assert_int_equal(description.counts.blank, 1);
  assert_int_equal(count_code(&diagnostics, DC_D_UNKNOWN_COLUMN), 1); /* once, not once a table */
}

static void test_table_is_the_one_the_header_resembles_most(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"participant;public;naissance\n", "participants"},
      {"marche;commune;part\n", "lieux"},
      {"marche;type;date;montant_ht\n", "evenements"},
      {"contrat;participant;structure;debut\n", "contrats"},
      {"marche;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;fin;recueil\n", "marches"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_true(describe(rows[i][0]));
    assert_text(description.table, rows[i][1]);
  }
}

static void test_file_of_nothing_known_has_no_table(void **state) {
  (void)state;
  assert_true(describe("x1;x2\n1;2\n"));
  assert_int_equal(description.table.length, 0);
  assert_int_equal(description.column_count, 2);
}

static void test_header_is_where_it_is_stated_in_a_file_of_nothing_known(void **state) {
  (void)state;
  assert_true(
      describe_stated("titre\nx1;x2\n1;2\n",
                      (dc_dialect_given){.has_preamble = true, .preamble = 1, .has_headers = true, .headers = 1}));
  assert_int_equal(description.table.length, 0);
  assert_int_equal(description.header_line, 2);
  assert_text(description.columns[1].header, "x2");
  assert_int_equal(description.rows, 1);
}

static void test_what_cannot_be_read_is_told(void **state) {
  (void)state;
  assert_false(describe(""));
  assert_int_equal(count_code(&diagnostics, DC_D_EMPTY_FILE), 1);
  assert_true(describe("marche;particpant;heures;date\nM1;P1;1;31/10/2026\n")); /* described without it */
  assert_int_equal(find_code(&diagnostics, DC_D_MISSING_COLUMN)->severity, DC_ERROR);
  description.source = (dc_source){.name = DC_TEXT("b.csv"), .path = DC_TEXT("/nulle/part")};
  assert_false(dc_describe(&description, &arena, &lexicon, &diagnostics));
  assert_int_equal(count_code(&diagnostics, DC_D_UNREADABLE), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_columns_are_told_with_what_they_hold, begin, end),
      cmocka_unit_test_setup_teardown(test_table_is_the_one_the_header_resembles_most, begin, end),
      cmocka_unit_test_setup_teardown(test_file_of_nothing_known_has_no_table, begin, end),
      cmocka_unit_test_setup_teardown(test_header_is_where_it_is_stated_in_a_file_of_nothing_known, begin, end),
      cmocka_unit_test_setup_teardown(test_what_cannot_be_read_is_told, begin, end),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
