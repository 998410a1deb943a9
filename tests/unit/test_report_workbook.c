/* The workbook toolkit, on a small grid: sheets that continue, formulas that follow, texts kept harmless, and files
 * read back. */
#include <zip.h>

#include "report/workbook.h"
#include "support.h"

/* ---- a grid of numbered lines, and one that sums it ---- */

static char key[16];

static dc_content key_of(void *context, size_t row) {
  (void)context;
  snprintf(key, sizeof key, "K%05zu", row % 3);
  return dc_content_text(dc_text_from(key));
}

static dc_content hours_of(void *context, size_t row) {
  (void)context;
  return dc_content_number((int64_t)row * 1500);
}

static dc_content words_of(void *context, size_t row) {
  (void)row;
  const dc_text *words = context;
  return dc_content_text(words ? *words : DC_TEXT("mots"));
}

static const dc_grid_column line_columns[] = {
    {"repere", "essai.repere", DC_AS_TEXT, 10, 0, 0, key_of, NULL},
    {"heures", "essai.heures", DC_AS_HOURS, 10, DC_SUMMED, 0, hours_of, NULL},
    {"mots", "essai.mots", DC_AS_TEXT, 10, DC_WRAPPED, 1, words_of, NULL},
};
static const dc_grid_spec lines_spec = {
    .name = "lignes", .sheet = "Lignes", .columns = line_columns, .column_count = 3, .total = DC_TOTAL_ABOVE};

static dc_content sum_of(void *context, size_t row) {
  int64_t sum = 0;
  for (size_t i = row; i < *(const size_t *)context; i += 3) sum += (int64_t)i * 1500;
  return dc_content_number(sum);
}

static const dc_grid_column sum_columns[] = {
    {"repere", "essai.repere", DC_AS_TEXT, 10, 0, 0, key_of, NULL},
    {"somme", "essai.somme", DC_AS_HOURS, 10, DC_SUMMED, 0, sum_of, "{SUMIFS lignes.heures lignes.repere repere}"},
};
static const dc_grid_spec sums_spec = {
    .name = "sommes", .sheet = "Sommes", .columns = sum_columns, .column_count = 2, .total = DC_TOTAL_BELOW};

typedef struct {
  dc_workbook workbook;
  dc_lexicon lexicon;
  dc_digest digest;
  const char *error;
  size_t rows;
} dc_essay;

/* Writes scratch/NAME with `rows` lines, on sheets of `sheet_rows` rows; whether it succeeded. */
static bool write_book(dc_essay *essay, const char *name, size_t rows, size_t sheet_rows, dc_text *words) {
  *essay = (dc_essay){.rows = rows};
  const dc_workbook_setup setup = {.path = scratch_path(name),
                                   .tmpdir = scratch,
                                   .title = DC_TEXT("Essai"),
                                   .subject = DC_TEXT("Essai"),
                                   .created = dc_date_from(2026, 10, 31),
                                   .digest = "0123456789ab",
                                   .lexicon = &essay->lexicon,
                                   .kind = 1,
                                   .sheet_rows = sheet_rows};
  const dc_heading heading = {.title = DC_TEXT("Essai"), .sentence = DC_TEXT("Une phrase.")};
  dc_workbook_open(&essay->workbook, &setup);
  dc_workbook_plan(&essay->workbook, &sums_spec, &essay->rows, 3, heading);
  dc_grid *grid = dc_workbook_plan(&essay->workbook, &lines_spec, words, rows, heading);
  assert_int_equal(dc_grid_sum(grid, "heures"), (int64_t)(rows * (rows - 1) / 2) * 1500);
  dc_workbook_write(&essay->workbook);
  return dc_workbook_close(&essay->workbook, &essay->digest, &essay->error);
}

/* One part of scratch/NAME, in `arena`; empty when it has no such part. */
static dc_text part_of(dc_arena *arena, const char *name, const char *part) {
  dc_builder content = {.arena = arena};
  zip_t *archive = zip_open(scratch_path(name), ZIP_RDONLY, NULL);
  assert_non_null(archive);
  zip_file_t *file = zip_fopen(archive, part, 0);
  char block[4096];
  for (zip_int64_t size; file && (size = zip_fread(file, block, sizeof block)) > 0;) {
    dc_builder_add(&content, (dc_text){block, (size_t)size});
  }
  if (file) zip_fclose(file);
  zip_discard(archive);
  dc_builder_add(&content, (dc_text){0});
  return dc_builder_text(&content);
}

static void lines_continue_on_another_sheet_and_sums_follow(void **state) {
  (void)state;
  dc_essay essay;
  dc_arena arena = {0};
  assert_true(write_book(&essay, "suite.xlsx", 12, 10, NULL)); /* 5 lines a sheet */
  dc_text workbook = part_of(&arena, "suite.xlsx", "xl/workbook.xml");
  assert_true(text_has(workbook, "name=\"Lignes 3\""));
  assert_false(text_has(workbook, "name=\"Lignes 4\""));
  assert_true(text_has(workbook, "<definedName name=\"lignes_3_heures\">'Lignes 3'!$B$6:$B$7<"));
  dc_text sums = part_of(&arena, "suite.xlsx", "xl/worksheets/sheet1.xml");
  assert_true(text_has(sums, "<f>(SUMIFS(lignes_heures,lignes_repere,A5)+SUMIFS(lignes_2_heures,lignes_2_repere,A5)+"
                             "SUMIFS(lignes_3_heures,lignes_3_repere,A5))</f><v>9</v>"));
  assert_true(text_has(sums, "<f>SUM(sommes_somme)</f><v>33</v>"));
  dc_text lines = part_of(&arena, "suite.xlsx", "xl/worksheets/sheet3.xml");
  assert_true(text_has(lines, "<f>SUBTOTAL(9,lignes_heures,lignes_2_heures,lignes_3_heures)</f><v>33</v>"));
  dc_arena_free(&arena);
}

/* One cell above the rule of size, whatever the machine; the same bytes each time. */
static void large_and_small_books_are_reproducible(void **state) {
  (void)state;
  static const size_t sizes[] = {100, 25000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    dc_essay first, second;
    assert_true(write_book(&first, "une.xlsx", sizes[i], 0, NULL));
    assert_true(write_book(&second, "deux.xlsx", sizes[i], 0, NULL));
    assert_string_equal(first.digest.hex, second.digest.hex);
    struct stat status;
    assert_int_equal(stat(scratch_path("une.xlsx"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
  }
}

static void an_empty_grid_is_a_sheet_too(void **state) {
  (void)state;
  dc_essay essay;
  dc_arena arena = {0};
  assert_true(write_book(&essay, "vide.xlsx", 0, 0, NULL));
  dc_text workbook = part_of(&arena, "vide.xlsx", "xl/workbook.xml");
  assert_true(text_has(workbook, "<definedName name=\"lignes_heures\">'Lignes'!$B$6<"));
  dc_arena_free(&arena);
}

static void texts_are_made_harmless(void **state) {
  (void)state;
  dc_essay essay;
  dc_arena arena = {0};
  dc_text formula = DC_TEXT("=1+1"),
          control = DC_TEXT("a\x01"
                            "b\tc"),
          broken = DC_TEXT("\xC3(");
  assert_true(write_book(&essay, "formule.xlsx", 1, 0, &formula));
  assert_true(text_has(part_of(&arena, "formule.xlsx", "xl/sharedStrings.xml"), "<t>=1+1</t>"));
  assert_true(write_book(&essay, "controle.xlsx", 1, 0, &control));
  assert_true(text_has(part_of(&arena, "controle.xlsx", "xl/sharedStrings.xml"), "<t>a b c</t>"));
  char *bytes = dc_alloc(&arena, 70001);
  memset(bytes, 'x', 70000);
  dc_text endless = {bytes, 70000};
  assert_true(write_book(&essay, "long.xlsx", 1, 0, &endless));
  assert_false(write_book(&essay, "illisible.xlsx", 1, 0, &broken));
  assert_string_equal(essay.error, "texte illisible");
  dc_arena_free(&arena);
}

/* ---- reading back ---- */

static void a_book_cut_short_is_refused(void **state) {
  (void)state;
  dc_essay essay;
  dc_arena arena = {0};
  assert_true(write_book(&essay, "entier.xlsx", 100, 0, NULL));
  /* Sommes: title, sentence, headings, 3 lines, total; Lignes: title, sentence, total, headings, 100 lines. */
  const dc_sheet_count right[] = {{DC_TEXT("Sommes"), 7}, {DC_TEXT("Lignes"), 104}};
  const dc_sheet_count wrong[] = {{DC_TEXT("Sommes"), 7}, {DC_TEXT("Lignes"), 105}};
  assert_null(dc_workbook_verify(scratch_path("entier.xlsx"), right, 2));
  assert_non_null(dc_workbook_verify(scratch_path("entier.xlsx"), wrong, 2));
  assert_non_null(dc_workbook_verify(scratch_path("entier.xlsx"), right, 1));
  dc_text whole = scratch_read(&arena, "entier.xlsx");
  for (size_t size = 0; size < whole.length; size += whole.length / 7) {
    scratch_bytes("coupe.xlsx", whole.data, size);
    assert_non_null(dc_workbook_verify(scratch_path("coupe.xlsx"), right, 2));
  }
  char *bytes = dc_alloc(&arena, whole.length);
  memcpy(bytes, whole.data, whole.length);
  bytes[whole.length / 2] ^= 0x10;
  scratch_bytes("abime.xlsx", bytes, whole.length);
  assert_non_null(dc_workbook_verify(scratch_path("abime.xlsx"), right, 2));
  assert_non_null(dc_workbook_verify(scratch_path("absent.xlsx"), right, 2));
  dc_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_continue_on_another_sheet_and_sums_follow),
      cmocka_unit_test(large_and_small_books_are_reproducible),
      cmocka_unit_test(an_empty_grid_is_a_sheet_too),
      cmocka_unit_test(texts_are_made_harmless),
      cmocka_unit_test(a_book_cut_short_is_refused),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
