/* One random table written in every separator, quote, escape, encoding and line end gives the same records; each field
 * is placed where it was written. */
#include "support.h"

#include <iconv.h>

#include "decompte/reader.h"

enum { ROWS = 24, COLUMNS = 5 };

static dc_arena arena;

static int clean(void **state) {
  (void)state;
  dc_arena_free(&arena);
  return 0;
}

/* ---- the table ---- */

typedef struct {
  uint64_t state;
} dc_dice;

static uint32_t roll(dc_dice *dice, uint32_t below) {
  dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(dice->state >> 33) % below;
}

typedef struct {
  dc_text cells[ROWS][COLUMNS];
} dc_rows;

/* Values as they come, and texts that hold what separates, quotes and breaks lines. */
static dc_text random_cell(dc_dice *dice) {
  static const char *const texts[] = {"",
                                      "M1",
                                      "2026-01",
                                      "31/10/2026",
                                      "7,5",
                                      "1 234,50",
                                      "Béthune",
                                      "forêt",
                                      "Hélène",
                                      "marché à bons",
                                      "un; deux; trois",
                                      "a,b",
                                      "x|y",
                                      "tab\tici",
                                      "dit \"ici\"",
                                      "l'été",
                                      "ligne\nsuivante",
                                      "fin \"citée\"",
                                      "\"début\" cité",
                                      "C:\\rép",
                                      "trois\n\nlignes",
                                      "n° 3",
                                      "deux\n\"mots\"",
                                      "'seul'"};
  return dc_text_from(texts[roll(dice, sizeof texts / sizeof *texts)]);
}

static dc_rows *random_table(uint64_t seed) {
  dc_dice dice = {seed};
  dc_rows *rows = DC_NEW(&arena, dc_rows);
  for (size_t r = 0; r < ROWS; r++) {
    rows->cells[r][0] = dc_text_format(&arena, "%s%zu", r ? "P" : "clé", r); /* no blank row */
    for (size_t c = 1; c < COLUMNS; c++) {
      rows->cells[r][c] = r ? random_cell(&dice) : dc_text_format(&arena, "intitulé n° %zu", c);
    }
  }
  return rows;
}

/* ---- its renderings ---- */

typedef struct {
  char separator, quote, escape;
  bool quote_all;
  const char *line_end;
} dc_rendering;

typedef struct {
  uint32_t line, column;
} dc_place;

typedef struct {
  dc_builder text;
  uint32_t line, column;
  dc_place places[ROWS][COLUMNS];
} dc_page;

static void write_character(dc_page *page, const dc_rendering *rendering, char c) {
  if (c == '\n') {
    dc_builder_add(&page->text, dc_text_from(rendering->line_end));
    page->line++;
    page->column = 1;
    return;
  }
  dc_builder_add(&page->text, (dc_text){&c, 1});
  page->column += ((unsigned char)c & 0xC0) != 0x80;
}

static bool needs_quotes(dc_text cell, const dc_rendering *rendering) {
  if (rendering->quote_all && cell.length) return true;
  for (size_t i = 0; i < cell.length; i++) {
    char c = cell.data[i];
    if (c == rendering->separator || c == '\n' || c == '"' || c == '\'') return true;
  }
  return false;
}

static void write_cell(dc_page *page, const dc_rendering *rendering, dc_text cell, dc_place *place) {
  bool quoted = needs_quotes(cell, rendering);
  if (quoted) write_character(page, rendering, rendering->quote);
  *place = (dc_place){page->line, page->column};
  for (size_t i = 0; i < cell.length; i++) {
    char c = cell.data[i];
    bool escaped = quoted && (c == rendering->quote || (rendering->escape == '\\' && c == '\\'));
    if (escaped) write_character(page, rendering, rendering->escape);
    if (escaped && i == 0) place->column = page->column - 1;
    write_character(page, rendering, c);
  }
  if (quoted) write_character(page, rendering, rendering->quote);
}

static dc_page *render(const dc_rows *rows, const dc_rendering *rendering) {
  dc_page *page = DC_NEW(&arena, dc_page);
  page->text.arena = &arena;
  page->line = page->column = 1;
  for (size_t r = 0; r < ROWS; r++) {
    for (size_t c = 0; c < COLUMNS; c++) {
      if (c) write_character(page, rendering, rendering->separator);
      write_cell(page, rendering, rows->cells[r][c], &page->places[r][c]);
    }
    write_character(page, rendering, '\n');
  }
  return page;
}

/* ---- reading them back ---- */

static const struct {
  const char *iconv, *mark;
  dc_encoding encoding;
} encodings[] = {
    {"UTF-8", "", DC_UTF8},        {"UTF-8", "\xEF\xBB\xBF", DC_UTF8_BOM}, {"UTF-16LE", "\xFF\xFE", DC_UTF16_LE},
    {"UTF-16BE", "", DC_UTF16_BE}, {"WINDOWS-1252", "", DC_WINDOWS_1252},  {"MACINTOSH", "", DC_MAC_ROMAN},
    {"CP850", "", DC_CP850}};
enum { ENCODINGS = sizeof encodings / sizeof *encodings };

static void write_encoded(dc_text text, size_t which) {
  iconv_t to = iconv_open(encodings[which].iconv, "UTF-8");
  assert_true(to != (iconv_t)-1);
  size_t mark = strlen(encodings[which].mark), in_left = text.length, out_left = 2 * text.length, room = out_left;
  char *bytes = dc_alloc(&arena, room + mark), *in = (char *)(uintptr_t)text.data, *out = bytes + mark;
  memcpy(bytes, encodings[which].mark, mark);
  assert_true(iconv(to, &in, &in_left, &out, &out_left) != (size_t)-1);
  iconv_close(to);
  scratch_bytes("a.csv", bytes, mark + room - out_left);
}

static void expect_table(const dc_source *source, const dc_rows *rows, const dc_page *page) {
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_reader *reader = dc_reader_open(source, &diagnostics);
  dc_record record;
  for (size_t r = 0; r < ROWS; r++) {
    assert_true(dc_reader_next(reader, &record));
    assert_int_equal(record.count, COLUMNS);
    assert_int_equal(record.number, r + 1);
    for (size_t c = 0; c < COLUMNS; c++) {
      assert_true(dc_text_equal(record.fields[c], rows->cells[r][c]));
      uint32_t line, column;
      dc_record_place(&record, &source->dialect, c, &line, &column);
      assert_int_equal(line, page->places[r][c].line);
      assert_int_equal(column, page->places[r][c].column);
    }
  }
  assert_false(dc_reader_next(reader, &record));
  assert_int_equal(dc_reader_count(reader).lines, page->line - 1);
  assert_int_equal(diagnostics.count, 0);
  dc_reader_close(reader);
  dc_diagnostics_free(&diagnostics);
}

static void check_rendering(const dc_rows *rows, const dc_rendering *rendering) {
  dc_page *page = render(rows, rendering);
  for (size_t e = 0; e < ENCODINGS; e++) {
    write_encoded(dc_builder_text(&page->text), e);
    dc_diagnostics diagnostics;
    dc_diagnostics_init(&diagnostics, &arena);
    dc_source source = {.name = DC_TEXT("a.csv"), .path = dc_text_from(scratch_path("a.csv"))};
    assert_true(dc_survey(&source, &diagnostics));
    if (source.dialect.encoding != encodings[e].encoding || source.dialect.separator != rendering->separator ||
        source.dialect.quote != rendering->quote || source.dialect.escape != rendering->escape) {
      fail_msg("%s lu %s, « %c%c%c » lu « %c%c%c » :\n%s", encodings[e].iconv,
               dc_encoding_name(source.dialect.encoding), rendering->separator, rendering->quote, rendering->escape,
               source.dialect.separator, source.dialect.quote, source.dialect.escape, page->text.data);
    }
    assert_int_equal(source.width, COLUMNS);
    expect_table(&source, rows, page);
    dc_diagnostics_free(&diagnostics);
  }
}

static void test_every_rendering_gives_the_same_records(void **state) {
  (void)state;
  static const char separators[] = {';', ',', '\t', '|'}, quotes[] = {'"', '\''};
  static const char *const line_ends[] = {"\n", "\r\n", "\r"};
  for (uint64_t seed = 1; seed <= 4; seed++) {
    dc_rows *rows = random_table(seed);
    for (size_t i = 0; i < 4 * 2 * 2 * 2 * 3; i++) {
      char quote = quotes[i / 4 % 2];
      dc_rendering rendering = {.separator = separators[i % 4],
                                .quote = quote,
                                .escape = i / 8 % 2 ? '\\' : quote,
                                .quote_all = i / 16 % 2,
                                .line_end = line_ends[i / 32]};
      check_rendering(rows, &rendering);
    }
    dc_arena_free(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_teardown(test_every_rendering_gives_the_same_records, clean)};
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
