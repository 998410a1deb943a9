#include "support.h"

#include "decompte/identifier.h"

static dc_arena arena;

static int clean(void **state) {
  (void)state;
  dc_arena_free(&arena);
  return 0;
}

static bool siren(const char *text) { return dc_is_siren(dc_text_from(text)); }
static bool siret(const char *text) { return dc_is_siret(dc_text_from(text)); }
static bool commune(const char *text) { return dc_is_commune(dc_text_from(text)); }
static bool nir(const char *text) { return dc_has_nir(dc_text_from(text)); }
static dc_text hidden(const char *text) { return dc_without_nir(&arena, dc_text_from(text)); }

static void test_siren_has_nine_digits_and_a_key(void **state) {
  (void)state;
  static const char *const good[] = {"200034528", "200069672", "200072460", "246200364", "732829320", "000000000"};
  static const char *const bad[] = {"200034582", "20003452", "2000345280", "", "20003452A", "200 034 528", "200034529"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(siren(good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(siren(bad[i]));
}

static void test_one_wrong_digit_never_passes(void **state) {
  (void)state;
  char text[] = "20003452800014";
  for (size_t i = 0; i < 14; i++) {
    char kept = text[i];
    for (char digit = '0'; digit <= '9'; digit++) {
      text[i] = digit;
      assert_int_equal(siret(text), digit == kept);
    }
    text[i] = kept;
  }
}

static void test_siret_has_its_key_and_that_of_its_siren(void **state) {
  (void)state;
  assert_true(siret("20003452800014"));
  assert_false(siret("20003452800041"));
  assert_true(siret("73282932000074"));
  assert_false(siret("20003458200003")); /* its own key, not that of its SIREN */
  assert_false(siret("2000345280001"));
  assert_false(siret("200034528000140"));
  assert_false(siret("200034528 00014"));
}

static void test_establishments_of_la_poste_have_a_rule_of_their_own(void **state) {
  (void)state;
  assert_true(siret("35600000000048")); /* by the common key */
  assert_true(siret("35600000009075")); /* digit sum 35 */
  assert_false(siret("35600000009076"));
  assert_false(siret("73282932000075"));
  assert_false(siret("20003452800001")); /* a digit sum multiple of 5, but not La Poste */
}

static void test_commune_has_the_shape_of_a_code(void **state) {
  (void)state;
  assert_true(commune("62119"));
  assert_true(commune("2A004"));
  assert_true(commune("2B033"));
  assert_true(commune("97105"));
  assert_false(commune("2C033"));
  assert_false(commune("2a004"));
  assert_false(commune("A2004"));
  assert_false(commune("6211"));
  assert_false(commune("621190"));
  assert_false(commune("62 119"));
  assert_false(commune(""));
}

/* Invented numbers; keys computed by hand from 97 - (n mod 97). */
#define NIR_MAN       "185057800608491"
#define NIR_CORSICA_A "185052A00608435"
#define NIR_CORSICA_B "285052B00608412"

static void test_nir_is_known_by_its_key(void **state) {
  (void)state;
  assert_true(nir(NIR_MAN));
  assert_true(nir("1 85 05 78 006 084 91"));
  assert_false(nir("185057800608492"));
  assert_false(nir("1850578006084"));    /* without its key it is any number */
  assert_false(nir("1850578006084910")); /* one digit more */
  assert_false(nir("385057800608436"));
  assert_false(nir(""));
  assert_false(nir("P0012345"));
}

static void test_nir_of_corsica(void **state) {
  (void)state;
  assert_true(nir(NIR_CORSICA_A));
  assert_true(nir("1 85 05 2A 006 084 35"));
  assert_true(nir(NIR_CORSICA_B));
  assert_false(nir("185052B00608435"));
  assert_false(nir("185051A00608435"));
}

static void test_nir_is_known_with_french_blanks(void **state) {
  (void)state;
  assert_true(nir("1\u00a085\u00a005\u00a078\u00a0006\u00a0084\u00a091"));
  assert_true(nir("1\u202f85\u202f05\u202f78\u202f006\u202f084\u202f91"));
}

static void test_numbers_are_hidden_in_any_text(void **state) {
  (void)state;
  assert_text(hidden("M1;" NIR_MAN ";7,5"), "M1;•••;7,5");
  assert_text(hidden("M1;1 85 05 78 006 084 91;7,5"), "M1;•••;7,5");
  assert_text(hidden(NIR_MAN), "•••");
  assert_text(hidden(NIR_MAN " et " NIR_CORSICA_A "."), "••• et •••.");
  assert_text(hidden("P" NIR_MAN), "P•••");
  assert_text(hidden("«\u00a01\u00a085\u00a005\u00a078\u00a0006\u00a0084\u00a091\u00a0»"), "«\u00a0•••\u00a0»");
}

static void test_number_cut_by_a_line_break_is_hidden_on_both_lines(void **state) {
  (void)state;
  assert_true(nir("1850578\n00608491"));
  assert_text(hidden("a\nvu 185057800\r\n608491;b\nc"), "a\nvu •••\r\n•••;b\nc");
  assert_text(hidden("1\n\n85057800608491"), "•••\n\n•••");
  static const char text[] = "a\nvu 185057800\r\n608491;b\nc";
  static const char *const lines[] = {"a", "vu •••", "•••;b", "c"};
  static const size_t begins[] = {0, 2, 16, 25};
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    assert_text(dc_line_without_nir(&arena, dc_text_from(text), begins[i]), lines[i]);
}

static void test_text_without_number_is_given_back(void **state) {
  (void)state;
  static const char *const texts[] = {"", "M1;P0012345;31/10/2026;7,5", "9" NIR_MAN, NIR_MAN "9", "185057800608492"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    dc_text text = dc_text_from(texts[i]);
    assert_ptr_equal(dc_without_nir(&arena, text).data, text.data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_siren_has_nine_digits_and_a_key),
      cmocka_unit_test(test_one_wrong_digit_never_passes),
      cmocka_unit_test(test_siret_has_its_key_and_that_of_its_siren),
      cmocka_unit_test(test_establishments_of_la_poste_have_a_rule_of_their_own),
      cmocka_unit_test(test_commune_has_the_shape_of_a_code),
      cmocka_unit_test(test_nir_is_known_by_its_key),
      cmocka_unit_test(test_nir_of_corsica),
      cmocka_unit_test(test_nir_is_known_with_french_blanks),
      cmocka_unit_test(test_numbers_are_hidden_in_any_text),
      cmocka_unit_test(test_number_cut_by_a_line_break_is_hidden_on_both_lines),
      cmocka_unit_test(test_text_without_number_is_given_back),
  };
  return cmocka_run_group_tests(tests, NULL, clean);
}
