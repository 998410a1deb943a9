#include "support.h"

#include "decompte/dossier.h"
#include "decompte/lexicon_file.h"

static dc_arena arena;
static dc_diagnostics diagnostics;
static dc_lexicon lexicon;
static dc_intern intern;
static dc_dossier dossier;

static int begin(void **state) {
  scratch_make(state);
  dc_diagnostics_init(&diagnostics, &arena);
  dc_intern_init(&intern);
  load_lexicon(&lexicon, &arena, &diagnostics);
  scratch_directory("releves");
  return 0;
}

static void forget(void) {
  dc_dossier_free(&dossier);
  dc_intern_free(&intern);
  dc_diagnostics_free(&diagnostics);
}

static int end(void **state) {
  forget();
  dc_arena_free(&arena);
  return scratch_remove(state);
}

static bool load(unsigned threads) {
  dc_text directory = dc_text_copy(&arena, dc_text_from(scratch));
  return dc_dossier_load(&dossier, &arena, &lexicon, &intern, directory, threads, NULL, &diagnostics);
}

#define MARCHES                                                                                                        \
  "marche;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;fin;recueil\n"                               \
  "M1;20003452800014;73282932000074;SARL X;01/01/2026;01/01/2026;31/12/2026;NATIONAL\n"
#define RELEVE "marche;participant;date;heures\n"

static void write_basics(void) {
  scratch_file("marches.csv", MARCHES);
  scratch_file("participants.csv", "participant;public\nP1;RSA\nP2;DELD\n");
}

static void test_rows_come_in_the_order_of_file_names(void **state) {
  (void)state;
  write_basics();
  scratch_file("releves/b.csv", RELEVE "M1;P2;02/01/2026;2\n");
  scratch_file("releves/a.csv", RELEVE "M1;P1;01/01/2026;1\nM1;P1;02/01/2026;1\n");
  scratch_file("releves/B.CSV", RELEVE "M1;P2;03/01/2026;3\n");
  scratch_file("releves/notes.txt", "rien");
  scratch_file("releves/.cache.csv", "rien");
  assert_true(load(1));
  assert_int_equal(diagnostics.count, 0);
  const dc_table *releves = &dossier.tables[DC_RELEVES];
  assert_int_equal(releves->rows, 4);
  static const char *const files[] = {"releves/B.CSV", "releves/a.csv", "releves/a.csv", "releves/b.csv"};
  static const uint32_t lines[] = {2, 2, 3, 2};
  for (size_t row = 0; row < 4; row++) {
    assert_text(dc_dossier_file(&dossier, DC_RELEVES, row)->source.name, files[row]);
    assert_int_equal(releves->lines[row], lines[row]);
  }
  assert_text(dc_dossier_file(&dossier, DC_MARCHES, 0)->source.name, "marches.csv");
  assert_int_equal(strlen(dossier.files[0].source.digest.hex), 64);
}

static void test_optional_files_may_be_missing(void **state) {
  (void)state;
  write_basics();
  scratch_file("releves/a.csv", RELEVE);
  assert_true(load(2));
  assert_int_equal(dossier.file_count, 3);
  assert_int_equal(dossier.tables[DC_LIEUX].rows, 0);
  scratch_file("lieux.csv", "marche;commune;part\nM1;62119;100 %\n");
  dc_dossier_free(&dossier);
  assert_true(load(2));
  assert_int_equal(dossier.tables[DC_LIEUX].rows, 1);
}

static void test_the_scheme_of_a_contract_is_its_nature_where_it_is_known(void **state) {
  (void)state;
  dc_source alias = {.name = DC_TEXT("alias.csv"), .path = DC_TEXT("rules/alias.csv")};
  assert_true(dc_aliases_load(&lexicon, &arena, &alias, &diagnostics));
  write_basics();
  scratch_file("releves/a.csv", RELEVE);
  scratch_file("contrats.csv", "contrat;participant;debut;S21.G00.40.007;S21.G00.40.008\n"
                               "C1;P1;01/01/2026;02;71\n"
                               "C2;P1;01/01/2026;01;99\n"
                               "C3;P1;01/01/2026;;64\n"
                               "C4;P1;01/01/2026;03;\n"
                               "C5;P1;01/01/2026;02;cddi\n");
  assert_true(load(1));
  static const char *const expected[] = {"CDDI", "CDI", "APPRENTISSAGE", "MISSION", "CDDI"};
  const dc_column *nature = dc_table_column(&dossier.tables[DC_CONTRATS], "nature");
  for (size_t row = 0; row < 5; row++) assert_text(dc_intern_text(&intern, dc_id_at(nature, row)), expected[row]);
  assert_text(dc_intern_text(&intern, dc_id_at(dc_table_column(&dossier.tables[DC_CONTRATS], "dispositif"), 1)), "99");
}

static void test_the_scheme_of_a_contract_is_its_nature_without_such_a_column(void **state) {
  (void)state;
  dc_source alias = {.name = DC_TEXT("alias.csv"), .path = DC_TEXT("rules/alias.csv")};
  assert_true(dc_aliases_load(&lexicon, &arena, &alias, &diagnostics));
  write_basics();
  scratch_file("releves/a.csv", RELEVE);
  scratch_file("contrats.csv", "contrat;participant;debut;dispositif\nC1;P1;01/01/2026;\nC2;P1;01/01/2026;61\n");
  assert_true(load(1));
  const dc_column *nature = dc_table_column(&dossier.tables[DC_CONTRATS], "nature");
  assert_int_equal(dc_id_at(nature, 0), 0);
  assert_text(dc_intern_text(&intern, dc_id_at(nature, 1)), "PROFESSIONNALISATION");
}

static void test_missing_files_are_all_told(void **state) {
  (void)state;
  assert_false(load(1));
  assert_int_equal(count_code(&diagnostics, DC_D_MISSING_FILE), 3);
  assert_int_equal(dc_diagnostics_worst(&diagnostics), DC_FATAL);
}

static void test_unreadable_optional_file_is_fatal(void **state) {
  (void)state;
  write_basics();
  scratch_file("releves/a.csv", RELEVE);
  scratch_directory("lieux.csv");
  assert_false(load(1));
  assert_int_equal(count_code(&diagnostics, DC_D_UNREADABLE), 1);
}

static void test_problems_of_all_files_come_at_once(void **state) {
  (void)state;
  write_basics();
  scratch_file("participants.csv", "surnom;public\nP1;RSA\n");
  scratch_file("releves/a.csv", "marche;date;heures\nM1;01/01/2026;1\n");
  scratch_file("releves/b.csv", "");
  scratch_file("releves/c.csv", RELEVE "M1;P1;01/01/2026;sept\n");
  assert_false(load(4));
  assert_int_equal(count_code(&diagnostics, DC_D_MISSING_COLUMN), 2);
  assert_int_equal(count_code(&diagnostics, DC_D_EMPTY_FILE), 1);
  assert_int_equal(count_code(&diagnostics, DC_D_BAD_HOURS), 1);
}

/* Files with good, bad, blank, total and malformed lines. */
static void write_many(void) {
  write_basics();
  for (int f = 0; f < 24; f++) {
    char name[32];
    dc_builder content = {.arena = &arena};
    snprintf(name, sizeof name, "releves/%02d.csv", f);
    dc_builder_add(&content, DC_TEXT(RELEVE));
    for (int i = 0; i < 60 + f; i++) {
      static const char *const patterns[] = {"M%d;P%d;%02d/01/2026;7,5\n", "M%d;P%d;%02d/13/2026;7,5\n", "\n",
                                             "TOTAL;;;9\n", "M%d;\"P%d;%02d/01/2026;7;8\n"};
      int kind = (i * 7 + f) % 11;
      dc_builder_format(&content, patterns[kind < 5 ? kind : 0], i % 3, (i * f) % 17, i % 28 + 1);
    }
    scratch_file(name, dc_builder_text(&content).data);
  }
}

/* Everything that was read, as one text. */
static dc_text snapshot(void) {
  dc_builder text = {.arena = &arena};
  const dc_table *table = &dossier.tables[DC_RELEVES];
  for (size_t row = 0; row < table->rows; row++) {
    dc_builder_format(&text, "%u", table->lines[row]);
    for (size_t i = 0; i < table->column_count; i++) {
      const dc_column *column = &table->columns[i];
      dc_builder_format(&text, ";%u,%d,%lld", dc_id_at(column, row), dc_day_at(column, row),
                        (long long)dc_quantity_at(column, row));
    }
  }
  for (uint32_t id = 0; id < intern.count; id++) dc_builder_format(&text, "\n%s", dc_intern_text(&intern, id).data);
  for (size_t i = 0; i < diagnostics.count; i++) {
    const dc_diagnostic *item = &diagnostics.items[i];
    dc_builder_format(&text, "\n" DC_S ":%u:%u " DC_S, DC_ARG(item->file), item->line, item->column,
                      DC_ARG(item->message));
  }
  return dc_builder_text(&text);
}

static void test_every_line_is_accounted_for(void **state) {
  (void)state;
  write_many();
  assert_true(load(3));
  size_t rows = 0, rejected = 0;
  for (size_t i = 0; i < dossier.file_count; i++) {
    const dc_input_file *file = &dossier.files[i];
    assert_int_equal(file->counts.records - 1, file->row_count + file->rejected + file->skipped.totals);
    assert_int_equal(file->counts.lines, file->counts.records + file->counts.blank);
    if (file->kind != DC_RELEVES) continue;
    assert_int_equal(file->first_row, rows);
    rows += file->row_count;
    rejected += file->rejected;
    assert_true(file->skipped.totals > 0 && file->counts.blank > 0 && file->rejected > 0);
  }
  assert_int_equal(rows, dossier.tables[DC_RELEVES].rows);
  assert_int_equal(dc_diagnostics_count(&diagnostics, DC_ERROR), rejected); /* here each has one error */
}

static void test_threads_never_change_what_is_read(void **state) {
  (void)state;
  write_many();
  assert_true(load(1));
  dc_text alone = snapshot();
  for (unsigned threads = 2; threads <= 8; threads += 2) {
    forget();
    dc_diagnostics_init(&diagnostics, &arena);
    dc_intern_init(&intern);
    assert_true(load(threads));
    assert_true(dc_text_equal(snapshot(), alone));
  }
}

static bool stop_at_once(void *context) { return ++*(int *)context > 2; }

static void test_work_stops_when_asked(void **state) {
  (void)state;
  write_many();
  int asked = 0;
  dc_hooks hooks = {.context = &asked, .stopped = stop_at_once};
  dc_text directory = dc_text_copy(&arena, dc_text_from(scratch));
  assert_false(dc_dossier_load(&dossier, &arena, &lexicon, &intern, directory, 1, &hooks, &diagnostics));
  assert_int_equal(asked, 3);
}

static void count_progress(void *context, const char *phase, size_t done, size_t total) {
  size_t *last = context;
  assert_non_null(phase);
  assert_int_equal(done, *last + 1);
  assert_true(done <= total);
  *last = done;
}

static void test_progress_is_told_file_by_file(void **state) {
  (void)state;
  write_many();
  size_t last = 0;
  dc_hooks hooks = {.context = &last, .progress = count_progress};
  dc_text directory = dc_text_copy(&arena, dc_text_from(scratch));
  assert_true(dc_dossier_load(&dossier, &arena, &lexicon, &intern, directory, 4, &hooks, &diagnostics));
  assert_int_equal(last, dossier.file_count);
}

static void test_no_social_security_number_leaves_the_reader(void **state) {
  (void)state;
  static const char *const nirs[] = {"185057800608491", "1 85 05 78 006 084 91"};
  write_basics();
  dc_builder content = {.arena = &arena};
  dc_builder_add(&content, DC_TEXT(RELEVE));
  for (size_t n = 0; n < 2; n++) {
    dc_builder_format(&content, "M1;%s;01/01/2026;1\n%s;P1;01/01/2026;1\nM1;P1;%s;x%s\n\"M1;%s\n", nirs[n], nirs[n],
                      nirs[n], nirs[n], nirs[n]);
  }
  scratch_file("releves/a.csv", dc_builder_text(&content).data);
  assert_true(load(1));
  assert_int_equal(dossier.files[2].rejected, 8);
  for (size_t n = 0; n < 2; n++) {
    assert_false(any_text_has(&diagnostics, nirs[n]));
    assert_int_equal(dc_intern_find(&intern, dc_text_from(nirs[n])), 0);
  }
}

int main(void) {
#define LOADS(test) cmocka_unit_test_setup_teardown(test, begin, end)
  const struct CMUnitTest tests[] = {
      LOADS(test_rows_come_in_the_order_of_file_names),
      LOADS(test_optional_files_may_be_missing),
      LOADS(test_missing_files_are_all_told),
      LOADS(test_unreadable_optional_file_is_fatal),
      LOADS(test_problems_of_all_files_come_at_once),
      LOADS(test_every_line_is_accounted_for),
      LOADS(test_threads_never_change_what_is_read),
      LOADS(test_work_stops_when_asked),
      LOADS(test_the_scheme_of_a_contract_is_its_nature_where_it_is_known),
      LOADS(test_the_scheme_of_a_contract_is_its_nature_without_such_a_column),
      LOADS(test_progress_is_told_file_by_file),
      LOADS(test_no_social_security_number_leaves_the_reader),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
