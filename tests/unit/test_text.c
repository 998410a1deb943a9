#include "support.h"

#include "decompte/text.h"

static dc_arena arena;

static int empty_arena(void **state) {
  (void)state;
  dc_arena_free(&arena);
  return 0;
}

static dc_text fold(const char *text) { return dc_text_fold(&arena, dc_text_from(text)); }
static dc_text slug(const char *text, size_t limit) { return dc_text_slug(&arena, dc_text_from(text), limit); }

/* ---- views ---- */

static void test_equality_looks_at_bytes_and_length(void **state) {
  (void)state;
  assert_true(dc_text_equal(DC_TEXT("abc"), DC_TEXT("abc")));
  assert_false(dc_text_equal(DC_TEXT("abc"), DC_TEXT("ab")));
  assert_false(dc_text_equal(DC_TEXT("abc"), DC_TEXT("abd")));
  assert_true(dc_text_equal((dc_text){0}, DC_TEXT("")));
}

static void test_order_is_that_of_bytes(void **state) {
  (void)state;
  assert_true(dc_text_compare(DC_TEXT("a"), DC_TEXT("b")) < 0);
  assert_true(dc_text_compare(DC_TEXT("b"), DC_TEXT("a")) > 0);
  assert_true(dc_text_compare(DC_TEXT("a"), DC_TEXT("aa")) < 0);
  assert_true(dc_text_compare(DC_TEXT("Z"), DC_TEXT("a")) < 0);
  assert_true(dc_text_compare(DC_TEXT("z"), DC_TEXT("é")) < 0);
  assert_int_equal(dc_text_compare((dc_text){0}, DC_TEXT("")), 0);
}

static void test_parts_are_clamped(void **state) {
  (void)state;
  dc_text text = DC_TEXT("marché");
  assert_text(dc_text_slice(text, 0, 3), "mar");
  assert_text(dc_text_slice(text, 5, 99), "é");
  assert_text(dc_text_slice(text, 4, 2), "");
  assert_text(dc_text_slice(text, 99, 100), "");
}

static void test_prefix_suffix_and_search(void **state) {
  (void)state;
  dc_text text = DC_TEXT("releves/2026-10.csv");
  assert_true(dc_text_starts(text, DC_TEXT("releves/")));
  assert_false(dc_text_starts(text, DC_TEXT("regles/")));
  assert_false(dc_text_starts(DC_TEXT("re"), DC_TEXT("releves")));
  assert_true(dc_text_ends(text, DC_TEXT(".csv")));
  assert_false(dc_text_ends(DC_TEXT("sv"), DC_TEXT(".csv")));
  assert_int_equal(dc_text_find(text, DC_TEXT("2026")), 8);
  assert_int_equal(dc_text_find(text, DC_TEXT("2027")), text.length);
  assert_int_equal(dc_text_find(text, DC_TEXT("")), text.length);
  assert_int_equal(dc_text_find((dc_text){0}, DC_TEXT("x")), 0);
}

static void test_trim_takes_french_blanks(void **state) {
  (void)state;
  assert_text(dc_text_trim(DC_TEXT(" \t\r\n\f\v mot \u00a0\u202f")), "mot");
  assert_text(dc_text_trim(DC_TEXT("\u202f\u00a0 1\u00a0607 h\u202f")), "1\u00a0607 h");
  assert_text(dc_text_trim(DC_TEXT(" \u00a0 ")), "");
  assert_text(dc_text_trim((dc_text){0}), "");
  assert_text(dc_text_trim(DC_TEXT("à")), "à"); /* its last byte is the last one of a no-break space */
  assert_int_equal(dc_text_trim((dc_text){"\0a\0", 3}).length, 3);
}

static void test_copies_end_with_a_nul(void **state) {
  (void)state;
  dc_text copy = dc_text_copy(&arena, dc_text_slice(DC_TEXT("abcdef"), 1, 4));
  assert_string_equal(copy.data, "bcd");
  assert_string_equal(dc_text_copy(&arena, (dc_text){0}).data, "");
  assert_string_equal(dc_text_format(&arena, "%s-%d", "x", 12).data, "x-12");
}

static void test_builder_keeps_what_is_added(void **state) {
  (void)state;
  dc_builder builder = {.arena = &arena};
  assert_int_equal(dc_builder_text(&builder).length, 0);
  dc_builder_add(&builder, DC_TEXT("début"));
  dc_text early = dc_builder_text(&builder);
  for (int i = 0; i < 1000; i++) dc_builder_format(&builder, ";%d", i);
  dc_text text = dc_builder_text(&builder);
  assert_text(early, "début");
  assert_true(dc_text_starts(text, DC_TEXT("début;0;1;2;")));
  assert_true(dc_text_ends(text, DC_TEXT(";998;999")));
  assert_int_equal(strlen(text.data), text.length);
}

/* ---- characters ---- */

static void test_utf8_is_told_from_what_is_not(void **state) {
  (void)state;
  static const dc_text good[] = {DC_TEXT_INIT(""),
                                 DC_TEXT_INIT("plain ascii of more than eight bytes"),
                                 DC_TEXT_INIT("décompté, œuvre, 12 €"),
                                 DC_TEXT_INIT("\xF0\x9F\x9A\xA7"),
                                 DC_TEXT_INIT("\xF4\x8F\xBF\xBF"), /* U+10FFFF */
                                 DC_TEXT_INIT("\xEF\xBF\xBD"),
                                 DC_TEXT_INIT("a\0b")};
  static const dc_text bad[] = {DC_TEXT_INIT("\x80"),
                                DC_TEXT_INIT("\xC0\x80"),         /* overlong NUL */
                                DC_TEXT_INIT("\xC1\xBF"),         /* overlong DEL */
                                DC_TEXT_INIT("\xE0\x9F\xBF"),     /* overlong, three bytes */
                                DC_TEXT_INIT("\xF0\x8F\xBF\xBF"), /* overlong, four bytes */
                                DC_TEXT_INIT("\xED\xA0\x80"),     /* surrogate U+D800 */
                                DC_TEXT_INIT("\xED\xBF\xBF"),     /* surrogate U+DFFF */
                                DC_TEXT_INIT("\xF4\x90\x80\x80"), /* above U+10FFFF */
                                DC_TEXT_INIT("\xFF"),
                                DC_TEXT_INIT("\xC3"),         /* truncated */
                                DC_TEXT_INIT("\xE2\x82"),     /* truncated */
                                DC_TEXT_INIT("\xF0\x9F\x9A"), /* truncated */
                                DC_TEXT_INIT("\xE2(\xA1"),
                                DC_TEXT_INIT("eight bytes, then \xE9 alone")};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(dc_text_is_utf8(good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(dc_text_is_utf8(bad[i]));
}

static void test_a_bad_byte_is_seen_at_any_place(void **state) {
  (void)state;
  for (size_t length = 1; length < 40; length++) {
    for (size_t at = 0; at < length; at++) {
      char bytes[40];
      memset(bytes, 'a', sizeof bytes);
      bytes[at] = '\xE9';
      assert_false(dc_text_is_utf8((dc_text){bytes, length}));
    }
  }
}

static void test_characters_are_counted_not_bytes(void **state) {
  (void)state;
  assert_int_equal(dc_text_characters(DC_TEXT("")), 0);
  assert_int_equal(dc_text_characters(DC_TEXT("décompte")), 8);
  assert_int_equal(dc_text_characters(DC_TEXT("1\u202f607 €")), 7);
}

static void test_control_characters_are_not_printed(void **state) {
  (void)state;
  assert_text(dc_text_printable(&arena, DC_TEXT("a\x1b[31mb\tc\x7f")), "a [31mb c ");
  assert_text(dc_text_printable(&arena, DC_TEXT("\xC2\x9B é \xE9!")), "  é  !"); /* C1 control, stray byte */
  assert_text(dc_text_printable(&arena, (dc_text){0}), "");
}

/* ---- folding ---- */

static void test_fold_forgets_case_accents_and_punctuation(void **state) {
  (void)state;
  assert_text(fold("Numéro de marché"), "numero de marche");
  assert_text(fold("  DATE_DU-TRAVAIL (jj/mm) "), "date du travail jj mm");
  assert_text(fold("Coût horaire, €/h"), "cout horaire € h");
  assert_text(fold("Noël ÇA Où ŷ"), "noel ca ou y");
  assert_text(fold("n°\u00a012"), "n 12");
  assert_text(fold("\uFB01n ½"), "fin 1 2"); /* typographic ligature and vulgar fraction come apart */
}

static void test_fold_equates_apostrophes_and_ligatures(void **state) {
  (void)state;
  assert_text(fold("main-d'œuvre"), "main d oeuvre");
  assert_text(fold("MAIN-D\u2019ŒUVRE"), "main d oeuvre");
  assert_text(fold("main d oeuvre"), "main d oeuvre");
  assert_text(fold("Lætitia"), "laetitia");
}

static void test_fold_of_composed_and_decomposed_is_the_same(void **state) {
  (void)state;
  assert_text(fold("e\u0301ligibilite\u0301"), "eligibilite");
  assert_text(fold("éligibilité"), "eligibilite");
}

static void test_fold_of_nothing_and_of_bad_bytes(void **state) {
  (void)state;
  assert_text(fold(""), "");
  assert_text(dc_text_fold(&arena, (dc_text){0}), "");
  assert_text(fold("—'…"), "");
  assert_text(fold("caf\xE9"), "caf\xE9");
}

static void test_slug_is_fit_for_a_file_name(void **state) {
  (void)state;
  assert_text(slug("SARL L'Œuvre & Cie — Béthune", 60), "sarl-l-oeuvre-cie-bethune");
  assert_text(slug("../../etc/passwd", 60), "etc-passwd");
  assert_text(slug("€€€", 60), "");
  assert_text(slug("", 60), "");
  assert_text(slug("Éts \xE9", 60), "ts");
  assert_text(slug("abc def ghi", 7), "abc-def");
  assert_text(slug("abc def ghi", 4), "abc"); /* never ends with a dash */
  assert_text(slug("abc", 0), "");
}

/* ---- near names ---- */

static void test_nearest_finds_slips_of_the_hand(void **state) {
  (void)state;
  static const dc_text names[] = {DC_TEXT_INIT("participant"), DC_TEXT_INIT("marché"), DC_TEXT_INIT("heures")};
  assert_int_equal(dc_text_nearest(DC_TEXT("Particpant"), names, 3), 0);
  assert_int_equal(dc_text_nearest(DC_TEXT("MARCHES"), names, 3), 1);
  assert_int_equal(dc_text_nearest(DC_TEXT("heure"), names, 3), 2);
}

static void test_nearest_gives_up_on_what_is_far(void **state) {
  (void)state;
  static const dc_text names[] = {DC_TEXT_INIT("participant"), DC_TEXT_INIT("marché")};
  assert_int_equal(dc_text_nearest(DC_TEXT("commune"), names, 2), -1);
  assert_int_equal(dc_text_nearest(DC_TEXT("marché"), names, 0), -1);
  char text[200];
  memset(text, 'a', sizeof text);
  dc_text longest = {text, sizeof text};
  assert_int_equal(dc_text_nearest(longest, &longest, 1), -1); /* too long to be compared */
}

static void test_nearest_prefers_the_first_of_equals(void **state) {
  (void)state;
  static const dc_text names[] = {DC_TEXT_INIT("lot b"), DC_TEXT_INIT("lot a"), DC_TEXT_INIT("lot c")};
  assert_int_equal(dc_text_nearest(DC_TEXT("lot d"), names, 3), 0);
  assert_int_equal(dc_text_nearest(DC_TEXT("lot c"), names, 3), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equality_looks_at_bytes_and_length),
      cmocka_unit_test(test_order_is_that_of_bytes),
      cmocka_unit_test(test_parts_are_clamped),
      cmocka_unit_test(test_prefix_suffix_and_search),
      cmocka_unit_test(test_trim_takes_french_blanks),
      cmocka_unit_test(test_copies_end_with_a_nul),
      cmocka_unit_test(test_builder_keeps_what_is_added),
      cmocka_unit_test(test_utf8_is_told_from_what_is_not),
      cmocka_unit_test(test_a_bad_byte_is_seen_at_any_place),
      cmocka_unit_test(test_characters_are_counted_not_bytes),
      cmocka_unit_test(test_control_characters_are_not_printed),
      cmocka_unit_test(test_fold_forgets_case_accents_and_punctuation),
      cmocka_unit_test(test_fold_equates_apostrophes_and_ligatures),
      cmocka_unit_test(test_fold_of_composed_and_decomposed_is_the_same),
      cmocka_unit_test(test_fold_of_nothing_and_of_bad_bytes),
      cmocka_unit_test(test_slug_is_fit_for_a_file_name),
      cmocka_unit_test(test_nearest_finds_slips_of_the_hand),
      cmocka_unit_test(test_nearest_gives_up_on_what_is_far),
      cmocka_unit_test(test_nearest_prefers_the_first_of_equals),
  };
  return cmocka_run_group_tests(tests, NULL, empty_arena);
}
