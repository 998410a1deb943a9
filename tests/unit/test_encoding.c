#include "support.h"

#include <iconv.h>

#include "input/decoder.h"
#include "input/encoding.h"

static dc_arena arena;

static int clean(void **state) {
  (void)state;
  dc_arena_free(&arena);
  return 0;
}

/* `text` in the encoding that iconv calls `name`. */
static dc_text encoded(const char *text, const char *name) {
  iconv_t to = iconv_open(name, "UTF-8");
  assert_true(to != (iconv_t)-1);
  size_t in_left = strlen(text), out_left = 4 * in_left + 8, room = out_left;
  char *bytes = dc_alloc(&arena, room), *in = (char *)(uintptr_t)text, *out = bytes;
  assert_true(iconv(to, &in, &in_left, &out, &out_left) != (size_t)-1);
  iconv_close(to);
  return (dc_text){bytes, room - out_left};
}

static dc_encoding judge(dc_text bytes, uint8_t *confidence) {
  dc_census census = {0};
  assert_int_equal(dc_census_add(&census, bytes, true), bytes.length);
  return dc_census_judge(&census, dc_text_starts(bytes, DC_TEXT(DC_MARK_UTF8)), confidence);
}

/* The bytes decoded `step` at a time, as a file read in small blocks. */
static dc_text decode(dc_text bytes, dc_encoding encoding, size_t step, dc_flaws *flaws) {
  dc_decoder decoder;
  assert_true(dc_decoder_open(&decoder, encoding));
  char *out = dc_alloc(&arena, dc_decoded_most(bytes.length) + 1);
  size_t begin = 0, end = 0, size = 0, used;
  do {
    end = end + step < bytes.length ? end + step : bytes.length;
    size += dc_decode(&decoder, dc_text_slice(bytes, begin, end), end == bytes.length, out + size, &used, flaws);
    begin += used;
  } while (end < bytes.length);
  assert_int_equal(begin, bytes.length);
  assert_int_equal(decoder.decoded, size);
  return (dc_text){out, size};
}

static const char sentence[] = "Relevé d’août : l’été à Béthune, 12 € l’heure n° 3 ; cœur « français »\n";
static const char capitals[] = "SOCIÉTÉ;MARCHÉ;BÉNÉFICIAIRE;QUALITÉ\n1;2;3;4\n";
static const char plain[] = "marché;bénéficiaire;n° de pièce;à compter du\nM1;Hélène;3;forêt\n";

static void test_one_byte_encodings_are_told_apart(void **state) {
  (void)state;
  static const struct {
    const char *text, *name;
    dc_encoding encoding;
  } rows[] = {{sentence, "WINDOWS-1252", DC_WINDOWS_1252},
              {capitals, "WINDOWS-1252", DC_WINDOWS_1252},
              {plain, "WINDOWS-1252", DC_WINDOWS_1252},
              {plain, "ISO-8859-1", DC_WINDOWS_1252},
              {sentence, "MACINTOSH", DC_MAC_ROMAN},
              {capitals, "MACINTOSH", DC_MAC_ROMAN},
              {plain, "MACINTOSH", DC_MAC_ROMAN},
              {capitals, "CP850", DC_CP850},
              {plain, "CP850", DC_CP850},
              {"total : 100 €\ncœur\n", "ISO-8859-15", DC_ISO_8859_15}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    uint8_t confidence;
    dc_text bytes = encoded(rows[i].text, rows[i].name);
    if (judge(bytes, &confidence) != rows[i].encoding) fail_msg("%s : %s", rows[i].name, rows[i].text);
    assert_in_range(confidence, 75, 99);
    assert_text(decode(bytes, rows[i].encoding, 7, &(dc_flaws){0}), rows[i].text);
  }
}

static void test_what_is_no_language_is_windows_1252_without_conviction(void **state) {
  (void)state;
  uint8_t confidence;
  assert_int_equal(judge(DC_TEXT("\xA5;\xD7\n"), &confidence), DC_WINDOWS_1252);
  assert_in_range(confidence, 0, 60);
}

static void test_utf8_survives_foreign_bytes(void **state) {
  (void)state;
  uint8_t confidence;
  assert_int_equal(judge(DC_TEXT("abc;1\n"), &confidence), DC_UTF8);
  assert_int_equal(confidence, 100);
  assert_int_equal(judge(DC_TEXT("é;è;à;\xE9\n"), &confidence), DC_UTF8);
  assert_int_equal(confidence, 75);
  assert_int_equal(judge(DC_TEXT("é;\xE9t\xE9;\xE0;d\xE9j\xE0\n"), &confidence), DC_WINDOWS_1252);
  assert_int_equal(judge(DC_TEXT(DC_MARK_UTF8 "\xE9t\xE9\n"), &confidence), DC_UTF8_BOM);
}

static void test_foreign_bytes_of_utf8_are_decoded_alone(void **state) {
  (void)state;
  dc_text bytes = DC_TEXT("été;\xE9t\xE9;\x80;é\n\x81\xE2\x82;\xC3");
  for (size_t step = 4; step <= bytes.length; step++) {
    dc_flaws flaws = {0};
    dc_text text = decode(bytes, DC_UTF8, step, &flaws);
    assert_text(text, "été;été;€;é\n\uFFFDâ‚;Ã");
    assert_int_equal(flaws.count, 7);
    assert_int_equal(flaws.items[0], 6);
    assert_int_equal(flaws.items[6], text.length - 2);
    free(flaws.items);
  }
}

static void test_utf16_is_seen_with_and_without_its_mark(void **state) {
  (void)state;
  static const struct {
    const char *name;
    dc_encoding encoding;
    const char *mark;
  } rows[] = {{"UTF-16LE", DC_UTF16_LE, DC_MARK_UTF16_LE}, {"UTF-16BE", DC_UTF16_BE, DC_MARK_UTF16_BE}};
  for (size_t i = 0; i < 2; i++) {
    dc_encoding encoding;
    uint8_t confidence;
    dc_text bare = encoded(sentence, rows[i].name);
    assert_true(dc_encoding_is_utf16(bare, &encoding, &confidence));
    assert_int_equal(encoding, rows[i].encoding);
    assert_in_range(confidence, 80, 99);
    dc_builder marked = {.arena = &arena};
    dc_builder_add(&marked, dc_text_from(rows[i].mark));
    dc_builder_add(&marked, bare);
    assert_true(dc_encoding_is_utf16(dc_builder_text(&marked), &encoding, &confidence));
    assert_int_equal(encoding, rows[i].encoding);
    assert_int_equal(confidence, 100);
    for (size_t step = 4; step < 12; step++) {
      dc_flaws flaws = {0};
      assert_text(decode(dc_builder_text(&marked), rows[i].encoding, step, &flaws), sentence);
      assert_int_equal(flaws.count, 0);
    }
  }
  dc_encoding encoding;
  uint8_t confidence;
  assert_false(dc_encoding_is_utf16(DC_TEXT("a\0b;c;d;e;f;g;h;i;j;k;l\n"), &encoding, &confidence));
  assert_false(dc_encoding_is_utf16((dc_text){dc_alloc(&arena, 64), 64}, &encoding, &confidence)); /* only NULs */
}

static void test_broken_utf16_is_flawed_not_lost(void **state) {
  (void)state;
  static const char bytes[] =
      "a\0\x3D\xD8\xA7\xDE\x00\xDC\x3D\xD8z\0\x3D"; /* pair, low alone, high alone, half a unit */
  for (size_t step = 4; step <= sizeof bytes - 1; step++) {
    dc_flaws flaws = {0};
    assert_text(decode((dc_text){bytes, sizeof bytes - 1}, DC_UTF16_LE, step, &flaws),
                "a\U0001F6A7\uFFFD\uFFFDz\uFFFD");
    assert_int_equal(flaws.count, 3);
    free(flaws.items);
  }
}

static void test_undefined_bytes_are_flaws(void **state) {
  (void)state;
  dc_flaws flaws = {0};
  assert_text(decode(DC_TEXT("a\x81"
                             "b\x80"),
                     DC_WINDOWS_1252, 4, &flaws),
              "a\uFFFDb€");
  assert_int_equal(flaws.count, 1);
  assert_int_equal(flaws.items[0], 1);
  free(flaws.items);
}

static void test_text_encoded_twice_is_counted(void **state) {
  (void)state;
  dc_census census = {0};
  dc_text bytes = DC_TEXT("un Ã©tÃ© Ã\u00a0 l’Ã‰cole");
  (void)dc_census_add(&census, bytes, true);
  assert_int_equal(census.twice, 4);
  assert_int_equal(census.first_twice, 3);
  census = (dc_census){0};
  (void)dc_census_add(&census, DC_TEXT("São Paulo, Â, Ã, é, à"), true);
  assert_int_equal(census.twice, 0);
}

static void test_names_that_users_know(void **state) {
  (void)state;
  dc_encoding encoding;
  assert_true(dc_encoding_named(DC_TEXT("Latin-1"), &encoding) && encoding == DC_WINDOWS_1252);
  assert_true(dc_encoding_named(DC_TEXT("utf-16le"), &encoding) && encoding == DC_UTF16_LE);
  for (dc_encoding e = 0; e < DC_ENCODING_COUNT; e++) {
    assert_true(dc_encoding_named(dc_text_from(dc_encoding_name(e)), &encoding));
    assert_int_equal(encoding, e);
  }
  assert_false(dc_encoding_named(DC_TEXT("klingon"), &encoding));
}

int main(void) {
#define DECODES(test) cmocka_unit_test_teardown(test, clean)
  const struct CMUnitTest tests[] = {
      DECODES(test_one_byte_encodings_are_told_apart),
      DECODES(test_what_is_no_language_is_windows_1252_without_conviction),
      DECODES(test_utf8_survives_foreign_bytes),
      DECODES(test_foreign_bytes_of_utf8_are_decoded_alone),
      DECODES(test_utf16_is_seen_with_and_without_its_mark),
      DECODES(test_broken_utf16_is_flawed_not_lost),
      DECODES(test_undefined_bytes_are_flaws),
      DECODES(test_text_encoded_twice_is_counted),
      DECODES(test_names_that_users_know),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
