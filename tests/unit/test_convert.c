#include "headers_support.h"

#include "input/convert.h"

static dc_source source;
static dc_converted out;

static int end(void **state) {
  dc_converted_free(&out);
  return headers_end(state);
}

static void convert(const char *table, const char *content) {
  scratch_file("a.csv", content);
  source = (dc_source){.name = DC_TEXT("a.csv"), .path = dc_text_copy(&arena, dc_text_from(scratch_path("a.csv")))};
  assert_true(dc_survey(&source, &diagnostics));
  dc_diagnostics_init(&out.diagnostics, &out.arena);
  dc_convert(&out, &source, &lexicon, headers, dc_text_from(table), 1);
}

/* Every record is a row, a rejection or a total; the header is none. */
static void assert_counts(size_t rows, size_t rejected, size_t totals) {
  assert_true(out.sound);
  assert_int_equal(out.table.rows, rows);
  assert_int_equal(out.rejected, rejected);
  assert_int_equal(out.skipped.totals, totals);
  assert_int_equal(out.counts.records, 1 + rows + rejected + totals);
}

static dc_text text_at(const char *column, size_t row) {
  return dc_intern_text(&out.texts, dc_id_at(dc_table_column(&out.table, column), row));
}
static int64_t quantity_at(const char *column, size_t row) {
  return dc_quantity_at(dc_table_column(&out.table, column), row);
}

#define RELEVE "marche;participant;date;heures\n"

static void test_rows_keep_values_and_lines(void **state) {
  (void)state;
  convert("releves", RELEVE "M1;P1;31/10/2026;7,5\n\nM2;P2;2026-11-02;8h15\n");
  assert_counts(2, 0, 0);
  assert_int_equal(out.diagnostics.count, 0);
  assert_text(text_at("marche", 1), "M2");
  assert_int_equal(quantity_at("heures", 1), 24750);
  assert_int_equal(dc_day_at(dc_table_column(&out.table, "date"), 0), dc_date_from(2026, 10, 31));
  assert_int_equal(out.table.lines[1], 4);
  assert_int_equal(out.counts.blank, 1);
}

static void test_total_lines_are_skipped_and_counted(void **state) {
  (void)state;
  convert("releves", RELEVE "M1;P1;31/10/2026;7,5\nTOTAL;;;7,5\nSous-total ;;;7,5\n;;Total général;7,5\ntotaux;;;\n"
                            "Totem;P1;31/10/2026;1\n");
  assert_counts(2, 0, 4);
  assert_text(text_at("marche", 1), "Totem");
  assert_int_equal(out.diagnostics.count, 1);
  assert_int_equal(find_code(&out.diagnostics, DC_D_TOTAL_LINES)->count, 4);
}

static void test_any_error_rejects_a_timesheet_line(void **state) {
  (void)state;
  convert("releves", "marche;participant;date;heures;commune\nM1;P1;31/02/2026;sept;62119\nM1;;31/10/2026;7,5;62119\n"
                     "M1;P1;31/10/2026;7,5;Lens\nM1;P1;31/10/2026;7,5;62119;x\n");
  assert_counts(1, 3, 0);
  assert_int_equal(count_code(&out.diagnostics, DC_D_BAD_DATE), 1); /* both faults of the line at once */
  assert_int_equal(count_code(&out.diagnostics, DC_D_BAD_HOURS), 1);
  assert_int_equal(count_code(&out.diagnostics, DC_D_MISSING_VALUE), 1);
  assert_int_equal(count_code(&out.diagnostics, DC_D_FIELD_COUNT), 1);
  assert_int_equal(count_code(&out.diagnostics, DC_D_BAD_COMMUNE), 1); /* a warning: the line is kept */
  assert_int_equal(dc_id_at(dc_table_column(&out.table, "commune"), 0), 0);
}

#define MARCHE                                                                                                         \
  "marche;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;fin;recueil;heures_engagees;montant_ht\n"
#define MARCHE_ROW "M1;20003452800014;73282932000074;SARL X;01/01/2026;01/01/2026;31/12/2026;NATIONAL;"

static void test_optional_columns_survive_an_error(void **state) {
  (void)state;
  convert("marches", MARCHE MARCHE_ROW "cent;mille\n");
  assert_counts(1, 0, 0);
  assert_true(quantity_at("heures_engagees", 0) == DC_NO_QUANTITY);
  assert_int_equal(count_code(&out.diagnostics, DC_D_BAD_HOURS), 1);
  assert_int_equal(count_code(&out.diagnostics, DC_D_BAD_NUMBER), 1);
}

static void test_required_columns_do_not(void **state) {
  (void)state;
  convert("marches", MARCHE "M1;20003452800014;73282932000074;SARL X;31/02/2026;01/01/2026;31/12/2026;NATIONAL;;\n");
  assert_counts(0, 1, 0);
}

static void test_wrong_siret_is_kept_and_told(void **state) {
  (void)state;
  convert("marches", MARCHE "M1;20003452800041;732 829 320 00074;SARL X;01/01/2026;01/01/2026;31/12/2026;NATIONAL;;\n");
  assert_counts(1, 0, 0);
  assert_text(text_at("acheteur_siret", 0), "20003452800041");
  assert_text(text_at("titulaire_siret", 0), "73282932000074");
  assert_int_equal(count_code(&out.diagnostics, DC_D_BAD_SIRET), 1);
}

static void test_positions_are_those_of_an_editor(void **state) {
  (void)state;
  convert("releves", "marché;participant;date;heures\n\"É;1\";Bénédicte;31/10/2026;sept\n");
  const dc_diagnostic *item = find_code(&out.diagnostics, DC_D_BAD_HOURS);
  assert_int_equal(item->line, 2);
  assert_int_equal(item->column, 28);
  assert_int_equal(item->span, 4);
  assert_text(item->message, "heures : « sept »");
  assert_text(item->excerpt, "\"É;1\";Bénédicte;31/10/2026;sept");
  assert_text(item->marche, "É;1"); /* sends it to the right workbook */
  assert_int_equal(out.rejected, 1);
}

static void test_market_and_lot_go_with_every_diagnostic(void **state) {
  (void)state;
  convert("releves", "lot;marche;participant;date;heures\n2;M1;P1;x;y\n3;M1;P1;31/10/2026\n");
  assert_int_equal(out.diagnostics.count, 3);
  for (size_t i = 0; i < 3; i++) {
    assert_text(out.diagnostics.items[i].marche, "M1");
    assert_text(out.diagnostics.items[i].lot, i < 2 ? "2" : "3");
  }
}

static void test_trailing_empty_columns_do_not_matter(void **state) {
  (void)state;
  convert("releves", "marche;participant;date;heures;;;\nM1;P1;31/10/2026;7,5;;;\nM1;P1;31/10/2026;7,5\n"
                     "M1;P1;31/10/2026;7,5;;;;;;\nM1;P1;31/10/2026;7,5;;;x\n");
  assert_counts(3, 1, 0);
  assert_text(find_code(&out.diagnostics, DC_D_FIELD_COUNT)->message, "7 champs au lieu de 4");
}

/* ---- hours of two meanings ---- */

static void test_doubtful_hours_without_proof_are_refused(void **state) {
  (void)state;
  convert("releves",
          RELEVE "M1;P1;31/10/2026;8\nM1;P2;31/10/2026;7,30\nM1;P3;31/10/2026;7h30\nM1;P4;31/10/2026;7,00\n");
  assert_counts(3, 1, 0);
  const dc_diagnostic *item = find_code(&out.diagnostics, DC_D_AMBIGUOUS_HOURS);
  assert_int_equal(item->line, 3);
  assert_int_equal(item->column, 18);
  assert_text(text_at("participant", 1), "P3");
  assert_int_equal(out.table.lines[1], 4);
}

static void test_doubtful_hours_are_decimals_once_proved(void **state) {
  (void)state;
  convert("releves", RELEVE "M1;P1;31/10/2026;7,30\nM1;P2;31/10/2026;7,5\nM1;P3;31/10/2026;7,15\n"); /* proof after */
  assert_counts(3, 0, 0);
  assert_int_equal(quantity_at("heures", 0), 21900);
  assert_int_equal(quantity_at("heures", 2), 21450);
}

static void test_proof_in_a_rejected_line_is_a_proof(void **state) {
  (void)state;
  convert("releves", RELEVE "M1;P1;31/10/2026;7,30\nM1;;31/10/2026;7,5\n");
  assert_counts(1, 1, 0);
  assert_int_equal(quantity_at("heures", 0), 21900);
}

static void test_doubt_in_an_optional_column_costs_the_cell_only(void **state) {
  (void)state;
  convert("marches", MARCHE MARCHE_ROW "450,30;1000\n");
  assert_counts(1, 0, 0);
  assert_true(quantity_at("heures_engagees", 0) == DC_NO_QUANTITY);
  assert_int_equal(quantity_at("montant_ht", 0), 100000);
  assert_int_equal(count_code(&out.diagnostics, DC_D_AMBIGUOUS_HOURS), 1);
}

/* ---- social security numbers ---- */

#define NIR  "185057800608491"
#define NIR2 "1 85 05 78 006 084 91"

static bool keeps(const char *part) {
  for (uint32_t id = 0; id < out.texts.count; id++) {
    if (text_has(dc_intern_text(&out.texts, id), part)) return true;
  }
  return any_text_has(&out.diagnostics, part);
}

static void test_social_security_number_is_kept_nowhere(void **state) {
  (void)state;
  convert("releves",
          "marche;participant;date;heures;remarque\nM1;" NIR ";31/10/2026;7,5;\nM1;" NIR2 ";31/10/2026;7,5;\n" NIR
          ";P1;31/10/2026;7,5;\nM1;P1;31/10/2026;7,5;" NIR "\nM1;P1;31/10/2026;" NIR ";x\n"
          "M1;P1;" NIR "\n");
  assert_counts(1, 5, 0);
  assert_int_equal(count_code(&out.diagnostics, DC_D_PERSONAL_NUMBER), 5);
  assert_false(keeps(NIR));
  assert_false(keeps(NIR2));
}

static void test_social_security_number_inside_a_wrong_value_is_hidden(void **state) {
  (void)state;
  convert("releves", RELEVE "M1;P1;né " NIR ";7,5\nM1;P1;31/10/2026;n° " NIR2 "\nM1 " NIR ";P1;x;y;z;t\n");
  assert_counts(0, 3, 0);
  assert_false(keeps(NIR));
  assert_false(keeps(NIR2));
}

static void test_file_without_header_leaks_nothing(void **state) {
  (void)state;
  convert("releves", "M1;" NIR ";31/10/2026;7,5\n");
  assert_false(out.sound);
  assert_false(keeps(NIR));
}

/* ---- the file as a whole ---- */

static void test_empty_file_is_fatal(void **state) {
  (void)state;
  convert("releves", "\n\n;;;\n");
  assert_false(out.sound);
  assert_int_equal(count_code(&out.diagnostics, DC_D_EMPTY_FILE), 1);
}

static void test_header_alone_is_a_table_without_rows(void **state) {
  (void)state;
  convert("releves", RELEVE);
  assert_counts(0, 0, 0);
}

static void test_malformed_records_are_rejections(void **state) {
  (void)state;
  convert("releves", RELEVE "M1;\"P;1;31/10/2026;7,5\nM1;P2;31/10/2026;7,5\n");
  assert_counts(1, 1, 0);
  assert_text(text_at("participant", 0), "P2");
}

static void test_blank_cells_at_both_ends_are_absent(void **state) {
  (void)state;
  convert("releves",
          "lot;marche;participant;date;heures;piece\n  ;M1;P1;31/10/2026;7; \n\" \";M2;P2;31/10/2026;8;\"  \"\n");
  assert_counts(2, 0, 0);
  assert_text(text_at("lot", 1), "");
  assert_text(text_at("marche", 0), "M1");
  assert_text(text_at("marche", 1), "M2");
  assert_text(text_at("piece", 0), "");
}

/* Several batches, columns that are first filled far down, a row of the greatest length; a short row in the middle. */
static char *many_rows(void) {
  enum { ROWS = 5000, LONG = 60000 };
  char *content = dc_zeroed(ROWS * 64 + LONG + 200, 1), *at = content;
  at += sprintf(at, "marche;participant;date;heures;lot;piece\n");
  for (int i = 0; i < ROWS; i++) {
    if (i == 2500) {
      at += sprintf(at, "M0;P0;31/10/2026;7\n");
      continue;
    }
    at += sprintf(at, "M%d;P%d;%02d/10/2026;%d,5;%s;", i % 7, i % 900, i % 28 + 1, i % 9, i > 3000 ? "L1" : "");
    if (i == 4000) memset(at, 'x', LONG), at += LONG;
    at += sprintf(at, "\n");
  }
  return content;
}

static void test_threads_change_nothing(void **state) {
  (void)state;
  char *content = many_rows();
  convert("releves", content);
  dc_converted alone = out;
  out = (dc_converted){0};
  dc_diagnostics_init(&out.diagnostics, &out.arena);
  dc_convert(&out, &source, &lexicon, headers, DC_TEXT("releves"), 2);
  assert_counts(5000, 0, 0);
  assert_int_equal(alone.table.rows, 5000);
  assert_int_equal(alone.diagnostics.count, 1);
  assert_int_equal(out.diagnostics.count, 1);
  assert_int_equal(out.texts.count, alone.texts.count);
  for (size_t row = 0; row < 5000; row++) {
    assert_int_equal(out.table.lines[row], row + 2);
    for (size_t i = 0; i < out.table.column_count; i++) {
      const dc_column *mine = &out.table.columns[i], *other = &alone.table.columns[i];
      assert_int_equal(dc_id_at(mine, row), dc_id_at(other, row));
      assert_int_equal(dc_day_at(mine, row), dc_day_at(other, row));
      assert_true(dc_quantity_at(mine, row) == dc_quantity_at(other, row));
    }
  }
  assert_text(text_at("lot", 3000), "");
  assert_text(text_at("lot", 3001), "L1");
  assert_int_equal(text_at("piece", 4000).length, 60000);
  dc_converted_free(&alone);
  free(content);
}

int main(void) {
#define CONVERTS(test) cmocka_unit_test_setup_teardown(test, headers_begin, end)
  const struct CMUnitTest tests[] = {
      CONVERTS(test_rows_keep_values_and_lines),
      CONVERTS(test_total_lines_are_skipped_and_counted),
      CONVERTS(test_any_error_rejects_a_timesheet_line),
      CONVERTS(test_optional_columns_survive_an_error),
      CONVERTS(test_required_columns_do_not),
      CONVERTS(test_wrong_siret_is_kept_and_told),
      CONVERTS(test_positions_are_those_of_an_editor),
      CONVERTS(test_market_and_lot_go_with_every_diagnostic),
      CONVERTS(test_trailing_empty_columns_do_not_matter),
      CONVERTS(test_doubtful_hours_without_proof_are_refused),
      CONVERTS(test_doubtful_hours_are_decimals_once_proved),
      CONVERTS(test_proof_in_a_rejected_line_is_a_proof),
      CONVERTS(test_doubt_in_an_optional_column_costs_the_cell_only),
      CONVERTS(test_social_security_number_is_kept_nowhere),
      CONVERTS(test_social_security_number_inside_a_wrong_value_is_hidden),
      CONVERTS(test_file_without_header_leaks_nothing),
      CONVERTS(test_empty_file_is_fatal),
      CONVERTS(test_header_alone_is_a_table_without_rows),
      CONVERTS(test_malformed_records_are_rejections),
      CONVERTS(test_blank_cells_at_both_ends_are_absent),
      CONVERTS(test_threads_change_nothing),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
