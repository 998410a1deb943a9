#include "support.h"

#include "decompte/reader.h"

static dc_arena arena;
static dc_diagnostics diagnostics;
static dc_source source;
static dc_reader *reader;
static dc_record record;

static void open_given(const void *bytes, size_t size, const dc_dialect_given *given) {
  scratch_bytes("a.csv", bytes, size);
  dc_diagnostics_init(&diagnostics, &arena);
  source = (dc_source){
      .name = DC_TEXT("a.csv"), .path = dc_text_copy(&arena, dc_text_from(scratch_path("a.csv"))), .given = *given};
  assert_true(dc_survey(&source, &diagnostics));
  reader = dc_reader_open(&source, &diagnostics);
  assert_non_null(reader);
}

static void open_bytes(const void *bytes, size_t size) { open_given(bytes, size, &(dc_dialect_given){0}); }

static void open_text(const char *content) { open_bytes(content, strlen(content)); }

static int close_all(void **state) {
  (void)state;
  if (reader) dc_reader_close(reader);
  reader = NULL;
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  return 0;
}

/* The next record, its fields joined by « | ». */
static void expect(uint32_t line, const char *joined) {
  assert_true(dc_reader_next(reader, &record));
  dc_builder all = {.arena = &arena};
  for (size_t i = 0; i < record.count; i++) {
    if (i) dc_builder_add(&all, DC_TEXT("|"));
    dc_builder_add(&all, record.fields[i]);
  }
  assert_text(dc_builder_text(&all), joined);
  assert_int_equal(record.line, line);
}

static void expect_end(uint32_t lines, uint32_t records, uint32_t blank, uint32_t malformed) {
  assert_false(dc_reader_next(reader, &record));
  dc_reader_counts counts = dc_reader_count(reader);
  assert_int_equal(counts.lines, lines);
  assert_int_equal(counts.records, records);
  assert_int_equal(counts.blank, blank);
  assert_int_equal(counts.malformed, malformed);
}

static void test_quoted_line_breaks_keep_physical_numbers(void **state) {
  (void)state;
  open_text("a;b\r\n\"un\r\ndeux\";\"x \"\"y\"\" ; z\"\r\n3;4\r\n");
  expect(1, "a|b");
  expect(2, "un\ndeux|x \"y\" ; z");
  expect(4, "3|4");
  expect_end(4, 3, 0, 0);
  assert_int_equal(diagnostics.count, 0);
}

static void test_blank_lines_are_counted_apart(void **state) {
  (void)state;
  open_text("\na;b\n\n;;;;\n   \n\"\";\"\"\n1;2\n\n");
  expect(2, "a|b");
  expect(7, "1|2");
  expect_end(8, 2, 6, 0);
}

static void test_three_line_ends_and_no_last_end(void **state) {
  (void)state;
  open_text("a;b\r1;2\r\n3;4\n5;6");
  expect(1, "a|b");
  expect(2, "1|2");
  expect(3, "3|4");
  expect(4, "5|6");
  expect_end(4, 4, 0, 0);
}

static void test_fields_are_trimmed(void **state) {
  (void)state;
  open_text(" a ;\u00a0b\u202f;\"  c \";\td\n");
  expect(1, "a|b|c|d");
}

static void test_unclosed_quote_loses_no_other_record(void **state) {
  (void)state;
  open_text("a;b\n1;\"deux\n3;4\n5;6\n");
  expect(1, "a|b");
  expect(2, "1|deux");
  assert_int_equal(record.quotes, DC_QUOTES_SOUND);
  expect(3, "3|4");
  expect(4, "5|6");
  expect_end(4, 4, 0, 0);
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_LONE_QUOTE);
  assert_int_equal(item->severity, DC_WARNING);
  assert_int_equal(item->line, 2);
  assert_int_equal(item->column, 3);
  assert_int_equal(item->record, 2);
  assert_text(item->excerpt, "1;\"deux");
}

static void test_unclosed_quote_in_a_large_file(void **state) {
  (void)state;
  enum { ROWS = 20000 };
  dc_builder content = {.arena = &arena};
  dc_builder_add(&content, DC_TEXT("a;b\n"));
  for (int i = 2; i <= ROWS; i++) dc_builder_format(&content, i % 1000 ? "%d;x\n" : "%d;\"x\n", i);
  open_text(dc_builder_text(&content).data);
  expect(1, "a|b");
  for (uint32_t i = 2; i <= ROWS; i++) {
    char joined[32];
    snprintf(joined, sizeof joined, "%u|x", i);
    expect(i, joined); /* the next quote, 1000 lines below, closes nothing */
  }
  expect_end(ROWS, ROWS, 0, 0);
  assert_int_equal(count_code(&diagnostics, DC_D_LONE_QUOTE), ROWS / 1000);
}

static void test_unclosed_quote_before_a_line_too_long(void **state) {
  (void)state;
  enum { LONG = 600000 };
  dc_builder content = {.arena = &arena};
  dc_builder_add(&content, DC_TEXT("a;b\n1;\"ouvert\n2;x\n3;y\n"));
  char *line = dc_alloc(&arena, LONG + 1);
  memset(line, 'z', LONG);
  dc_builder_format(&content, "%s\n4;w\n", line);
  open_text(dc_builder_text(&content).data);
  expect(1, "a|b");
  expect(2, "1|ouvert");
  expect(3, "2|x");
  expect(4, "3|y");
  expect(6, "4|w");
  expect_end(6, 6, 0, 1);
  assert_int_equal(find_code(&diagnostics, DC_D_LONE_QUOTE)->line, 2);
  assert_text(find_code(&diagnostics, DC_D_LONE_QUOTE)->excerpt, "1;\"ouvert");
  assert_int_equal(find_code(&diagnostics, DC_D_LONG_LINE)->line, 5);
}

static void test_unclosed_quote_on_the_first_line_of_a_marked_file(void **state) {
  (void)state;
  open_text("\xEF\xBB\xBF\"a;b\n1;2");
  expect(1, "a|b");
  expect(2, "1|2");
  expect_end(2, 2, 0, 0);
  assert_text(find_code(&diagnostics, DC_D_LONE_QUOTE)->excerpt, "\"a;b");
}

static void test_quoted_record_has_bounds(void **state) {
  (void)state;
  dc_builder content = {.arena = &arena};
  dc_builder_add(&content, DC_TEXT("a\n\""));
  for (int i = 0; i < DC_RECORD_LINES - 2; i++) dc_builder_add(&content, DC_TEXT("ligne\n"));
  dc_builder_add(&content, DC_TEXT("fin\"\nb\n"));
  open_text(dc_builder_text(&content).data);
  expect(1, "a");
  assert_true(dc_reader_next(reader, &record));
  assert_int_equal(record.line, 2);
  assert_int_equal(record.fields[0].length, (DC_RECORD_LINES - 2) * 6 + 3);
  expect(DC_RECORD_LINES + 1, "b");
  expect_end(DC_RECORD_LINES + 1, 3, 0, 0);
}

static void test_mark_of_utf8_is_no_text(void **state) {
  (void)state;
  open_text("\xEF\xBB\xBFmarché;lot\r\né;2\r\n");
  expect(1, "marché|lot");
  assert_text(record.raw, "marché;lot");
  expect(2, "é|2");
  expect_end(2, 2, 0, 0);
}

static void test_windows_1252_is_decoded(void **state) {
  (void)state;
  static const char bytes[] = "march\xE9;\x80;\x9Cuvre;l\x92\xE9t\xE9\r\n1;\x81;\x8D\x8F\x90\x9D;\xFF\r\n";
  open_given(bytes, sizeof bytes - 1, &(dc_dialect_given){.has_encoding = true, .dialect.encoding = DC_WINDOWS_1252});
  expect(1, "marché|€|œuvre|l’été");
  assert_text(record.raw, "marché;€;œuvre;l’été");
  expect(2, "1|\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD|ÿ"); /* five bytes mean nothing */
  expect_end(2, 2, 0, 0);
  assert_int_equal(count_code(&diagnostics, DC_D_MIXED_ENCODING), 0);
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_UNDEFINED_BYTES);
  assert_int_equal(item->line, 2);
  assert_int_equal(item->column, 3);
}

static void test_windows_1252_record_of_several_lines(void **state) {
  (void)state;
  open_text("a;b\n\"\xE9t\xE9\nhiver\";x\n\"\xE9 ouvert;\n5;6\n");
  expect(1, "a|b");
  expect(2, "été\nhiver|x");
  assert_text(record.raw, "\"été\nhiver\";x");
  expect(4, "é ouvert|");
  expect(5, "5|6");
  assert_text(find_code(&diagnostics, DC_D_LONE_QUOTE)->excerpt, "\"é ouvert;");
}

static void test_one_bad_line_in_marked_utf8_is_told(void **state) {
  (void)state;
  open_text("\xEF\xBB\xBF"
            "a\né\nd\xE9j\xE0\né\n");
  expect(1, "a");
  expect(2, "é");
  expect(3, "déjà");
  expect(4, "é");
  assert_int_equal(count_code(&diagnostics, DC_D_MIXED_ENCODING), 1);
  assert_int_equal(find_code(&diagnostics, DC_D_MIXED_ENCODING)->line, 3);
}

static void test_nul_and_control_bytes_become_spaces(void **state) {
  (void)state;
  open_bytes("a;b\n1\0x;\x01y\n\"\x02z\";t\n", 18);
  expect(1, "a|b");
  expect(2, "1 x|y");
  expect(3, "z|t");
  expect_end(3, 3, 0, 0);
  assert_int_equal(count_code(&diagnostics, DC_D_CONTROL_CHARACTER), 2);
  assert_int_equal(find_code(&diagnostics, DC_D_CONTROL_CHARACTER)->line, 2);
  assert_int_equal(find_code(&diagnostics, DC_D_CONTROL_CHARACTER)->column, 2);
}

static void test_too_many_fields_are_one_bad_record(void **state) {
  (void)state;
  dc_builder content = {.arena = &arena};
  for (int i = 1; i < DC_RECORD_FIELDS; i++) dc_builder_add(&content, DC_TEXT("x;"));
  dc_builder_add(&content, DC_TEXT("x\n"));
  for (int i = 1; i < 300; i++) dc_builder_add(&content, DC_TEXT("y;"));
  dc_builder_add(&content, DC_TEXT("y\nfin\n"));
  open_text(dc_builder_text(&content).data);
  assert_true(dc_reader_next(reader, &record));
  assert_int_equal(record.count, DC_RECORD_FIELDS);
  expect(3, "fin");
  expect_end(3, 3, 0, 1);
  assert_int_equal(find_code(&diagnostics, DC_D_FIELD_COUNT)->line, 2);
}

static void test_line_too_long_is_one_bad_record(void **state) {
  (void)state;
  char *line = dc_alloc(&arena, DC_RECORD_BYTES + 2);
  memset(line, 'x', DC_RECORD_BYTES + 1);
  open_text(dc_text_format(&arena, "a\n%s\nb\n", line).data);
  expect(1, "a");
  expect(3, "b");
  expect_end(3, 3, 0, 1);
  assert_int_equal(find_code(&diagnostics, DC_D_LONG_LINE)->line, 2);
}

static void test_quotes_inside_a_field_are_text(void **state) {
  (void)state;
  open_text("a \"b\" c;x\n12\";y\n3\";\"z\"\n1;2\n");
  expect(1, "a \"b\" c|x");
  expect(2, "12\"|y");
  expect(3, "3\"|z");
  expect(4, "1|2");
  expect_end(4, 4, 0, 0);
  assert_int_equal(diagnostics.count, count_code(&diagnostics, DC_D_INNER_QUOTE));
}

static void test_text_after_a_closing_quote_is_kept_and_told(void **state) {
  (void)state;
  open_text("a;b\n\"abc\"def;\"x;y\"\n\"La \"petite\" maison\";z\n1;2\n");
  expect(1, "a|b");
  expect(2, "abcdef|x;y");
  expect(3, "La \"petite\" maison|z");
  expect(4, "1|2");
  expect_end(4, 4, 0, 0);
  assert_int_equal(diagnostics.count, 2);
  assert_int_equal(count_code(&diagnostics, DC_D_STRAY_QUOTE), 2);
  assert_int_equal(diagnostics.items[0].line, 2);
  assert_int_equal(diagnostics.items[1].line, 3);
}

static void test_empty_and_smallest_files(void **state) {
  (void)state;
  open_text("");
  expect_end(0, 0, 0, 0);
  close_all(state);
  open_text("a");
  expect(1, "a");
  expect_end(1, 1, 0, 0);
  close_all(state);
  open_text("\"");
  expect_end(1, 0, 1, 0);
  assert_int_equal(count_code(&diagnostics, DC_D_LONE_QUOTE), 1);
  close_all(state);
  open_text(";");
  expect_end(1, 0, 1, 0);
}

/* Every file of up to four bytes over the bytes that mean something to a reader. */
static void test_every_tiny_file_is_accounted_for(void **state) {
  static const char alphabet[] = {'a', ';', '"', '\n', '\r', ' ', '\xE9', '\0'};
  enum { LETTERS = sizeof alphabet };
  for (unsigned code = 0; code < LETTERS * LETTERS * LETTERS * LETTERS; code++) {
    char bytes[4];
    uint32_t lines = 0;
    for (unsigned i = 0, rest = code; i < 4; i++, rest /= LETTERS) bytes[i] = alphabet[rest % LETTERS];
    for (unsigned i = 0; i < 4; i++) {
      bool ends = bytes[i] == '\n' || (bytes[i] == '\r' && !(i < 3 && bytes[i + 1] == '\n'));
      lines += ends || i == 3;
    }
    open_bytes(bytes, 4);
    uint32_t records = 0, last = 0;
    while (dc_reader_next(reader, &record)) {
      assert_true(record.line > last && dc_text_is_utf8(record.raw));
      for (size_t i = 0; i < record.count; i++) assert_true(dc_text_is_utf8(record.fields[i]));
      last = record.line;
      records++;
    }
    dc_reader_counts counts = dc_reader_count(reader);
    assert_int_equal(counts.lines, lines);
    assert_int_equal(counts.records, records + counts.malformed);
    assert_in_range(counts.records + counts.blank, 1, lines);
    close_all(state);
  }
}

/* ---- quotes ---- */

static void test_backslash_escapes_quotes(void **state) {
  (void)state;
  open_text("a;b\n\"dit \\\"oui\\\"; puis\";1\n\"C:\\\\x\";\"y\"\"z\"\n\"un \\\"\ndeux\";2\nC:\\x;3\n");
  assert_int_equal(source.dialect.escape, '\\');
  expect(1, "a|b");
  expect(2, "dit \"oui\"; puis|1");
  expect(3, "C:\\x|y\"z");
  expect(4, "un \"\ndeux|2");
  expect(6, "C:\\x|3");
  expect_end(6, 5, 0, 0);
  assert_int_equal(diagnostics.count, 0);
}

static void test_stray_quotes_in_a_field_of_several_lines(void **state) {
  (void)state;
  open_text("a;b;c\n1;\"dit \"oui\" puis\nfin\";3\n4;5;6\n7;8;9\n");
  expect(1, "a|b|c");
  expect(2, "1|dit \"oui\" puis\nfin|3");
  expect(4, "4|5|6");
  expect(5, "7|8|9");
  expect_end(5, 4, 0, 0);
  assert_int_equal(diagnostics.count, 1);
  assert_int_equal(find_code(&diagnostics, DC_D_STRAY_QUOTE)->column, 3);
}

static void test_bare_quotes_do_not_cost_a_field_of_several_lines(void **state) {
  (void)state;
  open_text("a;b\n12\" x;\"un\ndeux\"\n3;4\n");
  expect(1, "a|b");
  expect(2, "12\" x|un\ndeux");
  expect(4, "3|4");
  expect_end(4, 3, 0, 0);
  assert_int_equal(diagnostics.count, 1);
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_INNER_QUOTE);
  assert_int_equal(item->line, 2);
  assert_int_equal(item->column, 3);
  assert_text(item->excerpt, "12\" x;\"un");
}

static void test_a_bare_quote_below_a_field_of_several_lines_has_its_own_line(void **state) {
  (void)state;
  open_text("a;b;c\n1;\"un\ndeux\";3 \" x\n4;5;6\n");
  expect(1, "a|b|c");
  expect(2, "1|un\ndeux|3 \" x");
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_INNER_QUOTE);
  assert_int_equal(item->line, 3);
  assert_int_equal(item->column, 9);
  assert_text(item->excerpt, "deux\";3 \" x");
}

static void test_a_quote_closed_by_chance_swallows_nothing(void **state) {
  (void)state;
  open_text("a;b;c\n1;2;3\n4;\"x;5\n6;y;7\n8;9;z\"\n10;11;12\n");
  expect(1, "a|b|c");
  expect(2, "1|2|3");
  expect(3, "4|x|5");
  expect(4, "6|y|7");
  expect(5, "8|9|z\"");
  expect(6, "10|11|12");
  expect_end(6, 6, 0, 0);
  assert_int_equal(find_code(&diagnostics, DC_D_LONE_QUOTE)->line, 3);
}

static void test_fields_too_many_do_not_cut_a_field_of_several_lines(void **state) {
  (void)state;
  open_text("a;b;c;d\n1;2;3;\"un\ndeux\";x\n4;5;6;7\n8;9;10;11\n");
  expect(1, "a|b|c|d");
  expect(2, "1|2|3|un\ndeux|x");
  expect(4, "4|5|6|7");
  expect(5, "8|9|10|11");
  assert_int_equal(diagnostics.count, 0);
}

static void test_a_lost_closing_quote_gives_back_the_records_below(void **state) {
  (void)state;
  open_text("a;b;c\n1;2;\"un; deux\n3;4;5\n6;7;\"la \"\"grande\"\" maison\"\n8;9;\"un\ndeux; trois\"\n");
  expect(1, "a|b|c");
  expect(2, "1|2|un; deux");
  expect(3, "3|4|5");
  expect(4, "6|7|la \"grande\" maison");
  expect(5, "8|9|un\ndeux; trois");
  expect_end(6, 5, 0, 0);
  assert_int_equal(diagnostics.count, 1);
  assert_int_equal(find_code(&diagnostics, DC_D_LONE_QUOTE)->line, 2);
}

static void test_two_lost_closing_quotes_are_two_lines(void **state) {
  (void)state;
  open_text("a;b;c\n1;2;\"un; deux\n3;4;\"trois; quatre\n5;6;7\n8;9;\"fin\"\n");
  expect(1, "a|b|c");
  expect(2, "1|2|un; deux");
  expect(3, "3|4|trois; quatre");
  expect(4, "5|6|7");
  expect(5, "8|9|fin");
  expect_end(5, 5, 0, 0);
  assert_int_equal(count_code(&diagnostics, DC_D_LONE_QUOTE), 2);
}

static void test_lines_of_a_field_may_look_like_records(void **state) {
  (void)state;
  open_text("a;b;c\n1;\"dit \"oui\" :\nx;y;z\nfin\";3\n4;\"x;y;z\n5;6;7\";8\n9;10;11\n");
  expect(1, "a|b|c");
  expect(2, "1|dit \"oui\" :\nx;y;z\nfin|3");
  expect(5, "4|x;y;z\n5;6;7|8");
  expect(7, "9|10|11");
  expect_end(7, 4, 0, 0);
  assert_int_equal(diagnostics.count, 1);
}

static void test_an_open_quote_leaves_the_other_quotes_of_its_line(void **state) {
  (void)state;
  open_text("a;b;c\n1;2;3\n\"4;x;\"y; z\"\n5;6;7\n");
  expect(1, "a|b|c");
  expect(2, "1|2|3");
  expect(3, "4|x|y; z");
  assert_int_equal(record.quotes, DC_QUOTES_SOUND);
  expect(4, "5|6|7");
  expect_end(4, 4, 0, 0);
  assert_int_equal(find_code(&diagnostics, DC_D_LONE_QUOTE)->column, 1);
}

static void test_open_quote_that_no_reading_saves_is_told_alone(void **state) {
  (void)state;
  open_text("a;b;c\n1;2;3\n4;\"x;y;5\n6;7;8\n");
  expect(1, "a|b|c");
  expect(2, "1|2|3");
  assert_false(record.broken);
  expect(3, "4|x|y|5");
  assert_true(record.broken);
  expect(4, "6|7|8");
  assert_false(record.broken);
  expect_end(4, 4, 0, 0);
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_OPEN_QUOTE);
  assert_int_equal(item->line, 3);
  assert_int_equal(item->record, 3);
  assert_text(item->excerpt, "4;\"x;y;5");
}

static void test_a_file_without_quotes_keeps_them(void **state) {
  (void)state;
  static const char bytes[] = "a;b\n\"x;y\n\"z\";1\n";
  open_given(bytes, sizeof bytes - 1, &(dc_dialect_given){.has_quote = true});
  expect(1, "a|b");
  expect(2, "\"x|y");
  expect(3, "\"z\"|1");
  expect_end(3, 3, 0, 0);
  assert_int_equal(diagnostics.count, 0);
}

/* ---- places ---- */

static void expect_place(size_t field, uint32_t line, uint32_t column, const char *excerpt) {
  uint32_t actual_line, actual_column;
  dc_record_place(&record, &source.dialect, field, &actual_line, &actual_column);
  assert_int_equal(actual_line, line);
  assert_int_equal(actual_column, column);
  assert_text(dc_record_excerpt(&record, actual_line), excerpt);
}

static void test_fields_are_placed_past_quoted_lines(void **state) {
  (void)state;
  open_text("a;b;c;d\r\n é ;\"x \"\"y\"\"\r\nsuite\";\" z\";\r\n");
  expect(1, "a|b|c|d");
  expect(2, "é|x \"y\"\nsuite|z|");
  assert_text(record.raw, " é ;\"x \"\"y\"\"\r\nsuite\";\" z\";");
  expect_place(0, 2, 2, " é ;\"x \"\"y\"\"");
  expect_place(1, 2, 6, " é ;\"x \"\"y\"\"");
  expect_place(2, 3, 10, "suite\";\" z\";");
  expect_place(3, 3, 13, "suite\";\" z\";");
  expect_place(9, 3, 13, "suite\";\" z\";"); /* it has no such field */
  assert_int_equal(dc_record_excerpt(&record, 1).length, 0);
  assert_int_equal(dc_record_excerpt(&record, 4).length, 0);
}

static void test_fields_of_flawed_records_are_placed(void **state) {
  (void)state;
  open_text("a;b;c\n1;\"x;3\n\"d\"e;f;\"g;h\"\n4;\"5\";\"6\"\n7;\"8\";9\n");
  expect(1, "a|b|c");
  expect(2, "1|x|3");
  expect_place(1, 2, 4, "1;\"x;3");
  expect_place(2, 2, 6, "1;\"x;3");
  expect(3, "de|f|g;h");
  expect_place(1, 3, 6, "\"d\"e;f;\"g;h\"");
  expect_place(2, 3, 9, "\"d\"e;f;\"g;h\"");
}

/* ---- what is odd about a file ---- */

static void test_statement_of_excel_is_no_record(void **state) {
  (void)state;
  open_text("sep=,\r\na,b;c\r\n1,2\r\n");
  expect(2, "a|b;c");
  assert_int_equal(record.number, 1);
  expect(3, "1|2");
  expect_end(3, 2, 0, 0);
  assert_int_equal(dc_reader_count(reader).statements, 1);
}

static void test_end_of_file_of_dos_is_no_text(void **state) {
  (void)state;
  open_bytes("a;b\r\n1;2\r\n\x1A\0\x1A\0\0", 15);
  expect(1, "a|b");
  expect(2, "1|2");
  expect_end(2, 2, 0, 0);
  assert_int_equal(count_code(&diagnostics, DC_D_DOS_END), 1);
  assert_int_equal(diagnostics.count, 1);
}

static void test_utf16_with_a_broken_character(void **state) {
  (void)state;
  open_bytes("\xFF\xFE"
             "a\0;\0b\0\n\0\xE9\0;\0\x3D\xD8x\0\r\0\n\0",
             22);
  expect(1, "a|b");
  expect(2, "é|\uFFFDx");
  expect_end(2, 2, 0, 0);
  assert_int_equal(find_code(&diagnostics, DC_D_UNDEFINED_BYTES)->line, 2);
  assert_int_equal(find_code(&diagnostics, DC_D_UNDEFINED_BYTES)->column, 3);
}

static void test_foreign_line_of_utf8_is_told_where_it_is(void **state) {
  (void)state;
  open_text("é;è\nà;\"ù\nç\"\nd\xE9j\xE0;ê\nî;ô\n");
  assert_int_equal(source.dialect.encoding, DC_UTF8);
  expect(1, "é|è");
  expect(2, "à|ù\nç");
  expect(4, "déjà|ê");
  expect(5, "î|ô");
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_MIXED_ENCODING);
  assert_int_equal(count_code(&diagnostics, DC_D_MIXED_ENCODING), 1);
  assert_int_equal(item->line, 4);
  assert_int_equal(item->column, 2);
  assert_text(item->excerpt, "déjà;ê");
}

static void test_text_encoded_twice_is_told_and_kept(void **state) {
  (void)state;
  open_text("a;b\n1;Ã©tÃ©\n2;é\n");
  expect(1, "a|b");
  expect(2, "1|Ã©tÃ©");
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_TWICE_ENCODED);
  assert_int_equal(item->line, 2);
  assert_int_equal(item->count, 2);
}

/* ---- hostile files ---- */

static void test_a_million_bad_lines_are_told_in_bounded_room(void **state) {
  (void)state;
  enum { LINES = 20000, ONE_BY_ONE = 200 };
  dc_builder content = {.arena = &arena};
  dc_builder_add(&content, DC_TEXT("a;b;c\n1;2;3\n"));
  for (int i = 0; i < LINES; i++) dc_builder_add(&content, DC_TEXT("\"x;y;z;t\n1;2;3\n"));
  open_text(dc_builder_text(&content).data);
  uint32_t broken = 0;
  for (; dc_reader_next(reader, &record); broken += record.broken)
    assert_int_equal(record.count, record.broken ? 4 : 3);
  assert_int_equal(broken, LINES);
  expect_end(2 * LINES + 2, 2 * LINES + 2, 0, 0);
  assert_int_equal(count_code(&diagnostics, DC_D_OPEN_QUOTE), ONE_BY_ONE);
  const dc_diagnostic *last = &diagnostics.items[diagnostics.count - 1];
  assert_int_equal(last->count, LINES - ONE_BY_ONE + 1);
  assert_int_equal(last->line, 1 + 2 * ONE_BY_ONE);
}

static void test_a_million_columns_are_one_bad_record(void **state) {
  (void)state;
  enum { COLUMNS = 1000000 };
  char *bytes = dc_alloc(&arena, COLUMNS + 16);
  memcpy(bytes, "a;b\n", 4);
  memset(bytes + 4, ';', COLUMNS);
  memcpy(bytes + 4 + COLUMNS, "\n1;2\n", 6);
  open_given(bytes, COLUMNS + 9, &(dc_dialect_given){0});
  expect(1, "a|b");
  expect(3, "1|2");
  expect_end(3, 3, 0, 1);
}

static void test_file_that_changes_is_told(void **state) {
  (void)state;
  open_text("a;b\n1;2\n");
  scratch_file("a.csv", "a;b\n1;2\n3;4\n");
  while (dc_reader_next(reader, &record)) continue;
  assert_int_equal(find_code(&diagnostics, DC_D_CHANGED_FILE)->severity, DC_FATAL);
}

static void test_missing_file_is_told(void **state) {
  (void)state;
  dc_diagnostics_init(&diagnostics, &arena);
  source = (dc_source){.name = DC_TEXT("b.csv"), .path = DC_TEXT("/nulle/part/b.csv")};
  assert_false(dc_survey(&source, &diagnostics));
  assert_null(dc_reader_open(&source, &diagnostics));
  assert_int_equal(count_code(&diagnostics, DC_D_UNREADABLE), 2);
}

static void test_no_social_security_number_in_what_is_reported(void **state) {
  (void)state;
  open_text("a;b\n1;\"185057800608491\n3;4\n");
  while (dc_reader_next(reader, &record)) continue;
  assert_int_equal(count_code(&diagnostics, DC_D_LONE_QUOTE), 1);
  assert_false(any_text_has(&diagnostics, "185057800608491"));
}

int main(void) {
#define READS(test) cmocka_unit_test_teardown(test, close_all)
  const struct CMUnitTest tests[] = {
      READS(test_quoted_line_breaks_keep_physical_numbers),
      READS(test_blank_lines_are_counted_apart),
      READS(test_three_line_ends_and_no_last_end),
      READS(test_fields_are_trimmed),
      READS(test_unclosed_quote_loses_no_other_record),
      READS(test_unclosed_quote_in_a_large_file),
      READS(test_unclosed_quote_before_a_line_too_long),
      READS(test_unclosed_quote_on_the_first_line_of_a_marked_file),
      READS(test_quoted_record_has_bounds),
      READS(test_mark_of_utf8_is_no_text),
      READS(test_windows_1252_is_decoded),
      READS(test_windows_1252_record_of_several_lines),
      READS(test_one_bad_line_in_marked_utf8_is_told),
      READS(test_nul_and_control_bytes_become_spaces),
      READS(test_too_many_fields_are_one_bad_record),
      READS(test_line_too_long_is_one_bad_record),
      READS(test_quotes_inside_a_field_are_text),
      READS(test_text_after_a_closing_quote_is_kept_and_told),
      READS(test_empty_and_smallest_files),
      READS(test_every_tiny_file_is_accounted_for),
      READS(test_backslash_escapes_quotes),
      READS(test_stray_quotes_in_a_field_of_several_lines),
      READS(test_bare_quotes_do_not_cost_a_field_of_several_lines),
      READS(test_a_quote_closed_by_chance_swallows_nothing),
      READS(test_a_bare_quote_below_a_field_of_several_lines_has_its_own_line),
      READS(test_fields_too_many_do_not_cut_a_field_of_several_lines),
      READS(test_a_lost_closing_quote_gives_back_the_records_below),
      READS(test_two_lost_closing_quotes_are_two_lines),
      READS(test_lines_of_a_field_may_look_like_records),
      READS(test_an_open_quote_leaves_the_other_quotes_of_its_line),
      READS(test_open_quote_that_no_reading_saves_is_told_alone),
      READS(test_a_file_without_quotes_keeps_them),
      READS(test_fields_are_placed_past_quoted_lines),
      READS(test_fields_of_flawed_records_are_placed),
      READS(test_statement_of_excel_is_no_record),
      READS(test_end_of_file_of_dos_is_no_text),
      READS(test_utf16_with_a_broken_character),
      READS(test_foreign_line_of_utf8_is_told_where_it_is),
      READS(test_text_encoded_twice_is_told_and_kept),
      READS(test_a_million_bad_lines_are_told_in_bounded_room),
      READS(test_a_million_columns_are_one_bad_record),
      READS(test_file_that_changes_is_told),
      READS(test_missing_file_is_told),
      READS(test_no_social_security_number_in_what_is_reported),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
