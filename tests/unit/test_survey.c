#include "support.h"

#include <sys/stat.h>

#include "decompte/reader.h"

enum { BLOCK = 1 << 18 }; /* what one read takes */

static dc_arena arena;

static int clean(void **state) {
  (void)state;
  dc_arena_free(&arena);
  return 0;
}

static dc_source survey_bytes(const void *bytes, size_t size) {
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  scratch_bytes("a.csv", bytes, size);
  dc_source source = {.name = DC_TEXT("a.csv"), .path = dc_text_copy(&arena, dc_text_from(scratch_path("a.csv")))};
  assert_true(dc_survey(&source, &diagnostics));
  assert_int_equal(diagnostics.count, 0);
  dc_diagnostics_free(&diagnostics);
  return source;
}

static dc_source survey(const char *content) { return survey_bytes(content, strlen(content)); }

static void test_separator_is_found(void **state) {
  (void)state;
  static const struct {
    const char *content;
    char separator;
  } rows[] = {{"a;b\n1;7,5\n2;7,5\n", ';'},
              {"a,b,c\n1;2;3\n4;5;6\n", ';'},
              {"a\tb\tc\n", '\t'},
              {"a|b|c\n", '|'},
              {"\n\r\n  \na,b\n", ','},
              {"\"a;b;c;d\",x\n", ','},      /* inside quotes nothing separates */
              {"\"a\nb;c;d;e\",x,y\n", ','}, /* the first line of text goes on in a quoted field */
              {"a;b,c\n", ';'},              /* of equals, the French one */
              {"une seule colonne\n", ';'},
              {"", ';'},
              {"\xEF\xBB\xBF"
               "a\tb\n",
               '\t'}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_int_equal(survey(rows[i].content).dialect.separator, rows[i].separator);
  }
}

static void test_encoding_is_told(void **state) {
  (void)state;
  assert_int_equal(survey("abc").dialect.encoding, DC_UTF8);
  assert_int_equal(survey("").dialect.encoding, DC_UTF8);
  assert_int_equal(survey("é€œ").dialect.encoding, DC_UTF8);
  assert_int_equal(survey("\xEF\xBB\xBFé").dialect.encoding, DC_UTF8_BOM);
  assert_int_equal(survey("\xEF\xBB\xBF\xE9").dialect.encoding, DC_UTF8_BOM);
  assert_int_equal(survey("\xE9t\xE9").dialect.encoding, DC_WINDOWS_1252);
  assert_int_equal(survey("abc\xC3").dialect.encoding, DC_WINDOWS_1252); /* a character cut at the end of the file */
  assert_int_equal(survey("\xEF\xBB").dialect.encoding, DC_WINDOWS_1252);
  assert_string_equal(dc_encoding_name(DC_UTF8_BOM), "UTF-8 avec BOM");
}

static void test_characters_astride_two_blocks(void **state) {
  (void)state;
  static const char *const characters[] = {"é", "€", "\xF0\x9F\x9A\xA7"};
  char *bytes = dc_alloc(&arena, BLOCK + 16);
  for (size_t c = 0; c < 3; c++) {
    size_t length = strlen(characters[c]);
    for (size_t before = 0; before <= length; before++) {
      memset(bytes, 'a', BLOCK + 16);
      memcpy(bytes + BLOCK - before, characters[c], length);
      assert_int_equal(survey_bytes(bytes, BLOCK + 16).dialect.encoding, DC_UTF8);
      bytes[BLOCK - before + length - 1] = 'a'; /* its last byte missing */
      assert_int_not_equal(survey_bytes(bytes, BLOCK + 16).dialect.encoding, DC_UTF8);
    }
  }
}

static void test_digest_and_size_are_those_of_the_file(void **state) {
  (void)state;
  size_t size = 2 * BLOCK + 77;
  char *bytes = dc_alloc(&arena, size);
  for (size_t i = 0; i < size; i++) bytes[i] = i % 3 ? 'a' : '\xC3'; /* carries a byte over each block */
  dc_source source = survey_bytes(bytes, size);
  dc_digest digest;
  assert_true(dc_digest_file(scratch_path("a.csv"), &digest));
  assert_string_equal(source.digest.hex, digest.hex);
  assert_int_equal(source.size, size);
  struct stat status;
  assert_int_equal(stat(scratch_path("a.csv"), &status), 0);
  assert_true(source.modified / 1000000000 == status.st_mtim.tv_sec);
}

static void test_line_ends_are_counted_by_kind(void **state) {
  (void)state;
  dc_source source = survey("a\nb\r\nc\rd\r\r\n\"e\nf\"");
  assert_int_equal(source.ends.lf, 2);
  assert_int_equal(source.ends.crlf, 2);
  assert_int_equal(source.ends.cr, 2);
  source = survey_bytes("\xFF\xFE"
                        "a\0\r\0\n\0\x0A\x0A\n\0",
                        12); /* U+0A0A ends no line */
  assert_int_equal(source.dialect.encoding, DC_UTF16_LE);
  assert_int_equal(source.ends.lf, 1);
  assert_int_equal(source.ends.crlf, 1);
  char *bytes = dc_alloc(&arena, BLOCK + 16); /* a CRLF astride two blocks */
  memset(bytes, 'a', BLOCK + 16);
  memcpy(bytes + BLOCK - 1, "\r\n", 2);
  source = survey_bytes(bytes, BLOCK + 16);
  assert_int_equal(source.ends.crlf, 1);
  assert_int_equal(source.ends.lf + source.ends.cr, 0);
}

static void test_what_is_given_is_obeyed(void **state) {
  (void)state;
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  scratch_file("a.csv", "\xEF\xBB\xBF"
                        "\xE9;a,b\n1;2,3\n");
  dc_source source = {.name = DC_TEXT("a.csv"), .path = dc_text_copy(&arena, dc_text_from(scratch_path("a.csv")))};
  source.given = (dc_dialect_given){.has_encoding = true, .has_separator = true, .preamble = 4};
  source.given.dialect = (dc_dialect){.encoding = DC_MAC_ROMAN, .separator = ','};
  assert_true(dc_survey(&source, &diagnostics));
  assert_int_equal(source.dialect.encoding, DC_MAC_ROMAN);
  assert_int_equal(source.encoding_confidence, 100);
  assert_int_equal(source.dialect.separator, ',');
  assert_int_equal(source.dialect_confidence, 100);
  assert_int_equal(source.given.preamble, 4);
  source.given.dialect.encoding = DC_UTF8; /* UTF-8 it is, with its mark */
  assert_true(dc_survey(&source, &diagnostics));
  assert_int_equal(source.dialect.encoding, DC_UTF8_BOM);
  dc_diagnostics_free(&diagnostics);
}

static void test_threads_never_change_what_is_found(void **state) {
  (void)state;
  enum { ROWS = 200000 }; /* large enough for a thread of its own to do the digest */
  dc_builder content = {.arena = &arena};
  for (int i = 0; i < ROWS; i++) dc_builder_format(&content, "%d;Hélène;7,5\r\n", i);
  dc_text text = dc_builder_text(&content);
  dc_source source = survey_bytes(text.data, text.length);
  dc_digest digest;
  assert_true(dc_digest_file(scratch_path("a.csv"), &digest));
  assert_string_equal(source.digest.hex, digest.hex);
  assert_int_equal(source.ends.crlf, ROWS);
  assert_int_equal(source.width, 3);
}

static void test_what_is_no_file_is_refused_without_waiting(void **state) {
  (void)state;
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  assert_int_equal(mkfifo(scratch_path("tube"), 0600), 0);
  assert_int_equal(symlink("boucle", scratch_path("boucle")), 0);
  static const char *const names[] = {"tube", ".", "absent", "boucle"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    dc_source source = {.name = DC_TEXT("x"), .path = dc_text_copy(&arena, dc_text_from(scratch_path(names[i])))};
    assert_false(dc_survey(&source, &diagnostics));
    assert_int_equal(count_code(&diagnostics, DC_D_UNREADABLE), i + 1);
  }
  dc_source zeros = {.name = DC_TEXT("x"), .path = DC_TEXT("/dev/zero")};
  assert_false(dc_survey(&zeros, &diagnostics));
  assert_text(diagnostics.items[0].message, "c'est un tube, et non un fichier ordinaire");
  assert_text(diagnostics.items[1].message, "c'est un répertoire, et non un fichier");
  assert_int_equal(dc_diagnostics_worst(&diagnostics), DC_FATAL);
  dc_diagnostics_free(&diagnostics);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_separator_is_found, clean),
      cmocka_unit_test_teardown(test_encoding_is_told, clean),
      cmocka_unit_test_teardown(test_characters_astride_two_blocks, clean),
      cmocka_unit_test_teardown(test_digest_and_size_are_those_of_the_file, clean),
      cmocka_unit_test_teardown(test_line_ends_are_counted_by_kind, clean),
      cmocka_unit_test_teardown(test_what_is_given_is_obeyed, clean),
      cmocka_unit_test_teardown(test_threads_never_change_what_is_found, clean),
      cmocka_unit_test_teardown(test_what_is_no_file_is_refused_without_waiting, clean),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
