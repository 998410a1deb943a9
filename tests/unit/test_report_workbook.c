/* The workbook toolkit, on a small grid: sheets that continue, formulas that follow, texts kept harmless, and files
 * read back. */
#include <zip.h>

#include "report/workbook.h"
#include "support.h"

/* ---- a grid of numbered lines, and one that sums it ---- */

static char key[16];
static dc_arena thirds;

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
/* ---- cells of other lines, and numbers that no unit holds ---- */

static dc_content third_of(void *context, size_t row) {
  (void)context;
  dc_content content = dc_content_exact(dc_rational_of((int64_t)row + 1, 3));
  content.formula = row == 0   ? DC_PLAIN
                    : row == 5 ? "{tiers@0}+{lignes.heures@7}"
                               : dc_text_format(&thirds, "{tiers@%zu}+1/3", row - 1).data;
  return content;
}

static const dc_grid_column third_columns[] = {
    {"tiers", "essai.tiers", DC_AS_HOURS, 10, 0, 0, third_of, NULL},
    {"repere", "essai.repere", DC_AS_TEXT, 10, 0, 0, key_of, NULL},
};
static const dc_grid_spec thirds_spec = {
    .name = "tiers", .sheet = "Tiers", .columns = third_columns, .column_count = 2};

static void formulas_name_cells_of_other_lines(void **state) {
  (void)state;
  dc_workbook workbook;
  dc_lexicon lexicon = {0};
  dc_digest digest;
  const char *error;
  dc_arena arena = {0};
  const dc_heading heading = {.title = DC_TEXT("Essai"), .sentence = DC_TEXT("Une phrase.")};
  dc_workbook_setup setup = {.path = scratch_path("tiers.xlsx"),
                             .tmpdir = scratch,
                             .title = DC_TEXT("Essai"),
                             .subject = DC_TEXT("Essai"),
                             .digest = "0123456789ab",
                             .lexicon = &lexicon,
                             .kind = 1,
                             .sheet_rows = 10};
  dc_workbook_open(&workbook, &setup);
  dc_workbook_plan(&workbook, &thirds_spec, NULL, 6, heading); /* 6 lines a sheet */
  dc_workbook_plan(&workbook, &lines_spec, NULL, 8, heading);  /* 5 */
  dc_workbook_write(&workbook);
  assert_true(dc_workbook_close(&workbook, &digest, &error));
  dc_text sheet = part_of(&arena, "tiers.xlsx", "xl/worksheets/sheet1.xml");
  assert_true(text_has(sheet, "<v>0.3333333333333333</v>"));
  assert_true(text_has(sheet, "<f>A6+1/3</f><v>1</v>"));
  assert_true(text_has(sheet, "<f>A5+'Lignes 2'!B8</f><v>2</v>"));
  dc_arena_free(&arena);
  dc_arena_free(&thirds);
}

static void a_number_too_long_for_its_cell_is_rounded(void **state) {
  (void)state;
  const dc_wide large = (dc_wide)INT64_MAX * 3;
  assert_int_equal(dc_content_exact((dc_rational){large, large - 1}).number, 1000000000);
  assert_int_equal(dc_content_exact((dc_rational){large, 1}).number, DC_NO_QUANTITY);
  assert_int_equal(dc_content_exact((dc_rational){0, 0}).number, DC_NO_QUANTITY);
  assert_int_equal(dc_content_exact(dc_rational_of(-7, 2)).number, -7);
  assert_int_equal(dc_content_exact(dc_rational_of(-7, 2)).parts, 2);
}

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

/* ---- links, notes, cells to fill in, charts of lines ---- */

static dc_content linked_key(void *context, size_t row) {
  return dc_content_linked(key_of(context, row), "lignes", row);
}

/* A number, a formula and a place that does not exist. */
static dc_content linked_hours(void *context, size_t row) {
  return dc_content_linked(hours_of(context, row), row < 2 ? "lignes" : "ailleurs", 0);
}

static dc_content nothing(void *context, size_t row) {
  (void)context;
  (void)row;
  return dc_content_none();
}

static dc_text made_note(void *context) {
  (void)context;
  return DC_TEXT("Article 4.");
}

static void draw(void *context, dc_workbook *workbook, dc_grid *grid) {
  (void)context;
  const dc_chart chart = {.kind = DC_LINES,
                          .title = "Cumul",
                          .description = "Deux lignes.",
                          .category = "repere",
                          .first = "heures",
                          .second = "avant",
                          .value_axis = "Heures",
                          .category_axis = "Repère",
                          .rows = 3};
  dc_workbook_chart(workbook, grid, &chart);
}

static const dc_grid_column guide_columns[] = {
    {"repere", "essai.repere", DC_AS_TEXT, 10, 0, 0, linked_key, NULL},
    {"heures", "essai.heures", DC_AS_HOURS, 10, 0, 0, linked_hours, NULL},
    {"avant", "essai.avant", DC_AS_HOURS, 10, 0, 0, linked_hours,
     "{SUMIFS lignes.heures lignes.repere repere lignes.heures <=heures}"},
    {"vu", "essai.vu", DC_AS_TEXT, 10, 0, 0, nothing, NULL},
    {"constat", "essai.constat", DC_AS_HOURS, 10, 0, 0, nothing, NULL},
};
static const dc_note guide_notes[] = {{"heures", "Une note.", NULL}, {"avant", NULL, made_note}};
static const char *const guide_choices[] = {"oui", "non", NULL};
static const dc_entry guide_entries[] = {{"vu", "Pièce vue ?", guide_choices}, {"constat", NULL, NULL}};
static const dc_grid_spec guide_spec = {.name = "guide",
                                        .sheet = "Guide",
                                        .columns = guide_columns,
                                        .column_count = 5,
                                        .notes = guide_notes,
                                        .note_count = 2,
                                        .entries = guide_entries,
                                        .entry_count = 2,
                                        .leads = true,
                                        .finish = draw};

/* Writes scratch/NAME: « Lignes » on sheets of 5 lines, then « Guide », which comes first. */
static void write_guide(const char *name, size_t rows, dc_digest *digest) {
  static dc_lexicon lexicon;
  dc_workbook workbook;
  const char *error;
  const dc_heading heading = {.title = DC_TEXT("Essai"), .sentence = DC_TEXT("Une phrase.")};
  const dc_workbook_setup setup = {.path = scratch_path(name),
                                   .tmpdir = scratch,
                                   .title = DC_TEXT("Essai"),
                                   .subject = DC_TEXT("Essai"),
                                   .created = dc_date_from(2026, 10, 31),
                                   .digest = "0123456789ab",
                                   .lexicon = &lexicon,
                                   .kind = 1,
                                   .sheet_rows = rows > 100 ? 0 : 10};
  dc_workbook_open(&workbook, &setup);
  dc_workbook_plan(&workbook, &lines_spec, NULL, rows, heading);
  dc_workbook_plan(&workbook, &guide_spec, NULL, 6, heading);
  dc_workbook_write(&workbook);
  assert_true(dc_workbook_close(&workbook, digest, &error));
}

static void cells_link_to_lines_wherever_they_stand(void **state) {
  (void)state;
  dc_arena arena = {0};
  dc_digest digest;
  write_guide("liens.xlsx", 12, &digest);
  dc_text guide = part_of(&arena, "liens.xlsx", "xl/worksheets/sheet1.xml");
  dc_text workbook = part_of(&arena, "liens.xlsx", "xl/workbook.xml");
  assert_true(text_has(workbook, "<sheet name=\"Guide\" sheetId=\"1\""));
  assert_true(text_has(guide, "<hyperlink ref=\"A5\" location=\"'Lignes'!A6\""));
  assert_true(text_has(guide, "<hyperlink ref=\"A10\" location=\"'Lignes 2'!A6\""));
  assert_true(text_has(guide, "<hyperlink ref=\"B5\" location=\"'Lignes'!A6\""));
  assert_false(text_has(guide, "<hyperlink ref=\"B7\"")); /* no such grid */
  assert_true(text_has(guide, "<v>0.5</v>"));             /* the linked number is still one */
  assert_true(text_has(guide, "(SUMIFS(lignes_heures,lignes_repere,A5,lignes_heures,\"&lt;=\"&amp;B5)+"));
  dc_arena_free(&arena);
}

static void headings_have_notes_and_entries_have_rules(void **state) {
  (void)state;
  dc_arena arena = {0};
  dc_digest digest;
  write_guide("notes.xlsx", 12, &digest);
  dc_text notes = part_of(&arena, "notes.xlsx", "xl/comments1.xml");
  assert_true(text_has(notes, "<comment ref=\"B4\"") && text_has(notes, "Une note."));
  assert_true(text_has(notes, "<comment ref=\"C4\"") && text_has(notes, "Article 4."));
  dc_text guide = part_of(&arena, "notes.xlsx", "xl/worksheets/sheet1.xml");
  assert_true(text_has(guide, "type=\"list\"") && text_has(guide, "\"oui,non\""));
  assert_true(text_has(guide, "prompt=\"Pièce vue ?\" sqref=\"D5:D10\""));
  assert_true(text_has(guide, "type=\"decimal\"") && text_has(guide, "sqref=\"E5:E10\""));
  assert_true(text_has(guide, "<c r=\"E10\" s="));
  dc_arena_free(&arena);
}

static void lines_are_told_apart_without_colour(void **state) {
  (void)state;
  dc_arena arena = {0};
  dc_digest digest;
  write_guide("lignes.xlsx", 12, &digest);
  dc_text chart = part_of(&arena, "lignes.xlsx", "xl/charts/chart1.xml");
  assert_true(text_has(chart, "<c:lineChart>") && text_has(chart, "<a:prstDash val=\"dash\"/>"));
  assert_true(text_has(chart, "<c:f>'Guide'!$B$5:$B$7</c:f>") || text_has(chart, "<c:f>Guide!$B$5:$B$7</c:f>"));
  assert_true(text_has(part_of(&arena, "lignes.xlsx", "xl/drawings/drawing1.xml"), "descr=\"Deux lignes.\""));
  dc_arena_free(&arena);
}

/* Links and notes, in constant memory too, twice. */
static void large_guides_are_reproducible(void **state) {
  (void)state;
  dc_digest first, second;
  dc_arena arena = {0};
  write_guide("une.xlsx", 25000, &first);
  write_guide("deux.xlsx", 25000, &second);
  assert_string_equal(first.hex, second.hex);
  dc_text guide = part_of(&arena, "une.xlsx", "xl/worksheets/sheet1.xml");
  assert_true(text_has(guide, "<hyperlink ref=\"A5\" location=\"'Lignes'!A6\" display=\"K00000\""));
  assert_true(text_has(guide, "t=\"inlineStr\"><is><t>K00000</t></is>"));
  dc_arena_free(&arena);
}

/* Every sheet, those that continue too: repeated headings, A4 landscape on one page wide, a footer. */
static void every_sheet_prints_well(void **state) {
  (void)state;
  dc_arena arena = {0};
  dc_digest digest;
  write_guide("page.xlsx", 12, &digest);
  static const char *const names[] = {"Guide", "Lignes", "'Lignes 2'", "'Lignes 3'"};
  static const int headers[] = {4, 5, 5, 5};
  dc_text workbook = part_of(&arena, "page.xlsx", "xl/workbook.xml");
  for (int i = 0; i < 4; i++) {
    const char *part = dc_text_format(&arena, "xl/worksheets/sheet%d.xml", i + 1).data;
    dc_text sheet = part_of(&arena, "page.xlsx", part);
    const char *titles =
        dc_text_format(&arena, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%d\">%s!$%d:$%d<", i, names[i],
                       headers[i], headers[i])
            .data;
    assert_true(text_has(workbook, titles));
    assert_true(text_has(sheet, "<pageSetUpPr fitToPage=\"1\"/>"));
    assert_true(text_has(sheet, "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"") ||
                text_has(sheet, "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\""));
    assert_true(text_has(sheet, "<oddFooter>"));
  }
  dc_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_continue_on_another_sheet_and_sums_follow),
      cmocka_unit_test(formulas_name_cells_of_other_lines),
      cmocka_unit_test(a_number_too_long_for_its_cell_is_rounded),
      cmocka_unit_test(large_and_small_books_are_reproducible),
      cmocka_unit_test(an_empty_grid_is_a_sheet_too),
      cmocka_unit_test(texts_are_made_harmless),
      cmocka_unit_test(a_book_cut_short_is_refused),
      cmocka_unit_test(cells_link_to_lines_wherever_they_stand),
      cmocka_unit_test(headings_have_notes_and_entries_have_rules),
      cmocka_unit_test(lines_are_told_apart_without_colour),
      cmocka_unit_test(large_guides_are_reproducible),
      cmocka_unit_test(every_sheet_prints_well),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
