#include "rules_support.h"
#include "rules/lexer.h"

typedef struct {
  dc_arena arena;
  dc_rule_line line;
  dc_rule_source source;
  dc_tokens tokens;
  dc_rule_error error;
  bool sound;
} cut;

static void lex(cut *out, const char *text) {
  *out = (cut){0};
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &out->arena);
  dc_rule_source_cut(&out->source, &out->arena, DC_TEXT("essai"), dc_text_from(text), &diagnostics);
  assert_int_equal(diagnostics.count, 0);
  dc_piece piece = {&out->source, 1, out->source.lines[0].text};
  dc_phrase phrase = {&piece, 1, 1};
  out->sound = dc_lex(&out->tokens, &out->arena, &phrase, (dc_position){0}, &out->error);
}

static void check_kinds(const char *text, const dc_token_kind *kinds, size_t count) {
  cut out;
  lex(&out, text);
  assert_true(out.sound);
  assert_int_equal(out.tokens.count, count + 1);
  for (size_t i = 0; i < count; i++) assert_int_equal(out.tokens.items[i].kind, kinds[i]);
  assert_int_equal(out.tokens.items[count].kind, DC_TOKEN_END);
  dc_arena_free(&out.arena);
}
#define CHECK_KINDS(text, ...)                                                                                         \
  check_kinds(text, (const dc_token_kind[]){__VA_ARGS__},                                                              \
              sizeof((const dc_token_kind[]){__VA_ARGS__}) / sizeof(dc_token_kind))

static void a_number_holds_thousands_and_a_decimal_comma(void **state) {
  (void)state;
  cut out;
  lex(&out, "1 607,5 h");
  assert_int_equal(out.tokens.count, 3);
  assert_int_equal(dc_rational_compare(out.tokens.items[0].number, dc_rational_of(16075, 10)), 0);
  assert_int_equal(out.tokens.items[0].position.length, 7);
  dc_arena_free(&out.arena);
}

static void spaces_group_digits_by_three_only(void **state) {
  (void)state;
  CHECK_KINDS("12 34", DC_TOKEN_NUMBER, DC_TOKEN_NUMBER);
  CHECK_KINDS("1 000 001", DC_TOKEN_NUMBER);
  CHECK_KINDS("1234 567", DC_TOKEN_NUMBER, DC_TOKEN_NUMBER);
}

static void no_break_spaces_are_spaces(void **state) {
  (void)state;
  cut out;
  lex(&out, "1\u202f607 h");
  assert_int_equal(dc_rational_compare(out.tokens.items[0].number, dc_rational_of(1607, 1)), 0);
  dc_arena_free(&out.arena);
}

static void a_date_is_not_a_division(void **state) {
  (void)state;
  CHECK_KINDS("31/12/2025", DC_TOKEN_DATE);
  CHECK_KINDS("31/12", DC_TOKEN_NUMBER, DC_TOKEN_DIVIDE, DC_TOKEN_NUMBER);
}

static void an_impossible_date_is_told(void **state) {
  (void)state;
  cut out;
  lex(&out, "31/02/2026");
  assert_false(out.sound);
  assert_int_equal(out.error.code, DC_R_PERIOD);
  dc_arena_free(&out.arena);
}

static void operators_have_two_spellings(void **state) {
  (void)state;
  CHECK_KINDS("a <= b", DC_TOKEN_WORD, DC_TOKEN_LESS_EQUAL, DC_TOKEN_WORD);
  CHECK_KINDS("a ≤ b", DC_TOKEN_WORD, DC_TOKEN_LESS_EQUAL, DC_TOKEN_WORD);
  CHECK_KINDS("a <> b ≠ c", DC_TOKEN_WORD, DC_TOKEN_DIFFERENT, DC_TOKEN_WORD, DC_TOKEN_DIFFERENT, DC_TOKEN_WORD);
  CHECK_KINDS("a × b * c ÷ d / e", DC_TOKEN_WORD, DC_TOKEN_TIMES, DC_TOKEN_WORD, DC_TOKEN_TIMES, DC_TOKEN_WORD,
              DC_TOKEN_DIVIDE, DC_TOKEN_WORD, DC_TOKEN_DIVIDE, DC_TOKEN_WORD);
}

static void a_hyphen_inside_a_word_is_not_a_minus(void **state) {
  (void)state;
  CHECK_KINDS("main-d'œuvre", DC_TOKEN_WORD, DC_TOKEN_WORD);
  CHECK_KINDS("a - b", DC_TOKEN_WORD, DC_TOKEN_MINUS, DC_TOKEN_WORD);
}

static void a_word_ends_after_an_apostrophe(void **state) {
  (void)state;
  cut out;
  lex(&out, "à l’échéance");
  assert_int_equal(out.tokens.count, 4);
  assert_true(dc_text_equal(out.tokens.items[1].text, DC_TEXT("l'")));
  assert_true(dc_text_equal(out.tokens.items[2].text, DC_TEXT("échéance")));
  assert_int_equal(out.tokens.items[2].position.column, 5);
  dc_arena_free(&out.arena);
}

static void units_are_signs_and_euro_per_hour_is_one(void **state) {
  (void)state;
  CHECK_KINDS("40 €/h", DC_TOKEN_NUMBER, DC_TOKEN_EURO_PER_HOUR);
  CHECK_KINDS("40 €", DC_TOKEN_NUMBER, DC_TOKEN_EURO);
  CHECK_KINDS("40 %", DC_TOKEN_NUMBER, DC_TOKEN_PERCENT);
}

static void columns_count_characters_not_bytes(void **state) {
  (void)state;
  cut out;
  lex(&out, "é è = « ça »");
  assert_int_equal(out.tokens.items[3].position.column, 7);
  assert_int_equal(out.tokens.items[3].position.length, 6);
  assert_true(dc_text_equal(out.tokens.items[3].text, DC_TEXT("ça")));
  dc_arena_free(&out.arena);
}

static void names_compare_word_by_word(void **state) {
  (void)state;
  dc_arena arena = {0};
  assert_true(dc_text_equal(dc_name_key(&arena, DC_TEXT("  taux   d'insertion ")), DC_TEXT("taux d' insertion")));
  assert_int_equal(dc_name_key(&arena, DC_TEXT("heures + un")).length, 0);
  assert_int_equal(dc_name_key(&arena, DC_TEXT("5 heures")).length, 0);
  dc_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_number_holds_thousands_and_a_decimal_comma),
      cmocka_unit_test(spaces_group_digits_by_three_only),
      cmocka_unit_test(no_break_spaces_are_spaces),
      cmocka_unit_test(a_date_is_not_a_division),
      cmocka_unit_test(an_impossible_date_is_told),
      cmocka_unit_test(operators_have_two_spellings),
      cmocka_unit_test(a_hyphen_inside_a_word_is_not_a_minus),
      cmocka_unit_test(a_word_ends_after_an_apostrophe),
      cmocka_unit_test(units_are_signs_and_euro_per_hour_is_one),
      cmocka_unit_test(columns_count_characters_not_bytes),
      cmocka_unit_test(names_compare_word_by_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
