#include "headers_support.h"

#include "input/convert.h"

static dc_source source;
static dc_converted out;

static int end(void **state) {
  dc_converted_free(&out);
  return headers_end(state);
}

/* Reads `content` as `table`; "" for the table that it resembles. */
static void take(const char *table, const char *content, dc_dialect_given given) {
  scratch_file("a.csv", content);
  source = (dc_source){
      .name = DC_TEXT("a.csv"), .path = dc_text_copy(&arena, dc_text_from(scratch_path("a.csv"))), .given = given};
  assert_true(dc_survey(&source, &diagnostics));
  dc_converted_free(&out);
  dc_diagnostics_init(&out.diagnostics, &out.arena);
  dc_convert(&out, &source, &lexicon, headers, dc_text_from(table), 1);
  if (!out.sound) return;
  const dc_skipped *skipped = &out.skipped;
  assert_int_equal(out.counts.records, out.table.rows + out.rejected + skipped->preamble + skipped->headers +
                                           skipped->totals + skipped->outside);
}

#define UNSTATED ((dc_dialect_given){0})
#define ROW1     "M1;P1;31/10/2026;7,5\n"
#define ROW2     "M2;P2;30/10/2026;8h15\n"

static int64_t hours_at(size_t row) { return dc_quantity_at(dc_table_column(&out.table, "heures"), row); }

static void assert_both_rows(uint32_t first_line, uint32_t second_line) {
  assert_true(out.sound);
  assert_int_equal(out.table.rows, 2);
  assert_int_equal(out.rejected, 0);
  assert_int_equal(out.table.lines[0], first_line);
  assert_int_equal(out.table.lines[1], second_line);
  assert_int_equal(hours_at(0), 22500);
  assert_int_equal(hours_at(1), 24750);
}

static void test_titles_above_the_header_are_passed(void **state) {
  (void)state;
  take("releves",
       "Relevé d'octobre;;;\nEntreprise Dupuis;siège : Arras;;\n\nmarche;participant;date;heures\n" ROW1 ROW2,
       UNSTATED);
  assert_both_rows(5, 6);
  const dc_diagnostic *item = find_code(&out.diagnostics, DC_D_PREAMBLE);
  assert_int_equal(item->line, 1);
  assert_int_equal(item->count, 2);
}

static void test_a_header_on_two_rows_is_joined(void **state) {
  (void)state;
  take("releves", "N°;Identifiant;Date du;Heures\ndu marché;du participant;travail;réalisées\n" ROW1 ROW2, UNSTATED);
  assert_both_rows(3, 4);
  assert_int_equal(count_code(&out.diagnostics, DC_D_HEADER_ROWS), 1);
}

static void test_groups_above_the_header_are_titles(void **state) {
  (void)state;
  take("releves", "Contrat;;Travail;\nmarche;participant;date;heures\n" ROW1 ROW2, UNSTATED);
  assert_both_rows(3, 4);
  assert_int_equal(out.skipped.preamble, 1);
}

static void test_without_header_one_order_that_fits_is_taken_and_told(void **state) {
  (void)state;
  take("releves", "M1;1;P1;31/10/2026;7,5;TRAVAIL\nM2;1;P2;30/10/2026;8h15;TRAVAIL\n", UNSTATED);
  assert_both_rows(1, 2);
  assert_int_equal(count_code(&out.diagnostics, DC_D_NO_HEADER), 1);
}

static void test_without_header_an_order_that_does_not_fit_is_refused(void **state) {
  (void)state;
  take("releves", "31/10/2026;M1;P1;7,5\n30/10/2026;M2;P2;8h15\n", UNSTATED);
  assert_false(out.sound);
  assert_true(count_code(&out.diagnostics, DC_D_MISSING_COLUMN) > 0);
}

static void test_repeated_headers_are_passed(void **state) {
  (void)state;
  take("releves", "marche;participant;date;heures\n" ROW1 "marche;participant;date;heures\n" ROW2, UNSTATED);
  assert_both_rows(2, 4);
  assert_int_equal(find_code(&out.diagnostics, DC_D_REPEATED_HEADER)->line, 3);
}

static void test_a_second_table_in_another_order_is_read(void **state) {
  (void)state;
  take("releves",
       "marche;participant;date;heures\n" ROW1
       "\nheures;date;participant;marche;commune\n8h15;30/10/2026;P2;M2;62498\n",
       UNSTATED);
  assert_both_rows(2, 5);
  assert_int_equal(find_code(&out.diagnostics, DC_D_SEVERAL_TABLES)->line, 4);
  assert_int_equal(out.name_count, 5);
  assert_int_not_equal(dc_id_at(dc_table_column(&out.table, "commune"), 1), 0);
}

static void test_texts_alone_are_outside_the_table(void **state) {
  (void)state;
  take("releves",
       "marche;participant;date;heures\nChantier de la gare;;;\n" ROW1 ROW2 "Extraction du 03/11/2026 à 14:02\n",
       UNSTATED);
  assert_both_rows(3, 4);
  assert_int_equal(find_code(&out.diagnostics, DC_D_OUTSIDE_TABLE)->count, 2);
}

static void test_a_row_in_another_separator_is_no_text_alone(void **state) {
  (void)state;
  take("releves", "marche;participant;date;heures\n" ROW1 "M2,P2,30/10/2026,8.25\n", UNSTATED);
  assert_int_equal(out.table.rows, 1);
  assert_int_equal(out.rejected, 1);
  assert_int_equal(find_code(&out.diagnostics, DC_D_FIELD_COUNT)->line, 3);
}

static void test_short_rows_are_read_when_what_is_left_fits(void **state) {
  (void)state;
  take("releves", "marche;participant;date;heures;nature\n" ROW1 "M2;30/10/2026;8h15;TRAVAIL\n", UNSTATED);
  assert_int_equal(out.table.rows, 1);
  assert_int_equal(find_code(&out.diagnostics, DC_D_SHORT_ROW)->line, 2);
  assert_int_equal(find_code(&out.diagnostics, DC_D_FIELD_COUNT)->line, 3); /* its cells have slid */
}

static void test_what_is_stated_is_obeyed(void **state) {
  (void)state;
  take("releves", "marche;participant;date;heures\nmarche;participant;date;heures\n" ROW1 ROW2,
       (dc_dialect_given){.has_preamble = true, .preamble = 1});
  assert_both_rows(3, 4);
  take("releves", "M9;1;P9;29/10/2026;1\nM1;1;P1;31/10/2026;7,5\nM2;1;P2;30/10/2026;8h15\n",
       (dc_dialect_given){.has_preamble = true, .preamble = 1, .has_headers = true, .headers = 0});
  assert_both_rows(2, 3);
}

static void test_unknown_columns_are_laid_out_by_shape(void **state) {
  (void)state;
  take("",
       ";;;\n;LISTE DES ACHATS;;\n;Objet;Fournisseur;Prix\n;SERVICES;;\n;Audit;Durand;14 237.50\n;Étude;Petit;12,5\n",
       UNSTATED);
  assert_true(out.sound);
  assert_int_equal(out.layout.table.length, 0);
  assert_int_equal(out.layout.header.line, 3);
  assert_int_equal(out.table.rows, 2);
  assert_int_equal(out.skipped.preamble, 1);
  assert_int_equal(out.skipped.outside, 1);
}

int main(void) {
#define LAYS(test) cmocka_unit_test_setup_teardown(test, headers_begin, end)
  const struct CMUnitTest tests[] = {
      LAYS(test_titles_above_the_header_are_passed),
      LAYS(test_a_header_on_two_rows_is_joined),
      LAYS(test_groups_above_the_header_are_titles),
      LAYS(test_without_header_one_order_that_fits_is_taken_and_told),
      LAYS(test_without_header_an_order_that_does_not_fit_is_refused),
      LAYS(test_repeated_headers_are_passed),
      LAYS(test_a_second_table_in_another_order_is_read),
      LAYS(test_texts_alone_are_outside_the_table),
      LAYS(test_a_row_in_another_separator_is_no_text_alone),
      LAYS(test_short_rows_are_read_when_what_is_left_fits),
      LAYS(test_what_is_stated_is_obeyed),
      LAYS(test_unknown_columns_are_laid_out_by_shape),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
