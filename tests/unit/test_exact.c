#include "support.h"

#include "decompte/exact.h"

static dc_rational r(int64_t num, int64_t den) { return dc_rational_of(num, den); }

static void assert_rational(dc_rational value, int64_t num, int64_t den) {
  assert_true(dc_rational_valid(value));
  if (value.num == num && value.den == den) return;
  fail_msg("%lld/%lld au lieu de %lld/%lld", (long long)value.num, (long long)value.den, (long long)num,
           (long long)den);
}

/* ---- rationals ---- */

static void test_rationals_are_in_lowest_terms(void **state) {
  (void)state;
  assert_rational(r(6, 4), 3, 2);
  assert_rational(r(-6, 4), -3, 2);
  assert_rational(r(6, -4), -3, 2);
  assert_rational(r(0, -7), 0, 1);
  assert_rational(r(INT64_MIN, INT64_MIN), 1, 1);
  assert_false(dc_rational_valid(r(1, 0)));
}

static uint64_t seed = 20261031;

/* A small whole number, between -limit and limit. */
static int64_t draw(int64_t limit) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (int64_t)(seed >> 33) % (2 * limit + 1) - limit;
}

/* a/b against c/d by cross products, which is exact for what fits. */
static bool same(dc_rational value, dc_wide num, dc_wide den) {
  return dc_rational_valid(value) && value.den > 0 && value.num * den == num * value.den;
}

static void test_operations_agree_with_slow_fractions(void **state) {
  (void)state;
  for (int i = 0; i < 20000; i++) {
    int64_t a = draw(100000), b = draw(5000), c = draw(100000), d = draw(5000);
    if (!b || !d) continue;
    dc_wide wide_a = a, wide_b = b, wide_c = c, wide_d = d;
    dc_rational x = r(a, b), y = r(c, d);
    assert_true(same(dc_rational_add(x, y), wide_a * wide_d + wide_c * wide_b, wide_b * wide_d));
    assert_true(same(dc_rational_sub(x, y), wide_a * wide_d - wide_c * wide_b, wide_b * wide_d));
    assert_true(same(dc_rational_mul(x, y), wide_a * wide_c, wide_b * wide_d));
    if (c) assert_true(same(dc_rational_div(x, y), wide_a * wide_d, wide_b * wide_c));
    dc_wide sign = (wide_b < 0) == (wide_d < 0) ? 1 : -1;
    dc_wide difference = (wide_a * wide_d - wide_c * wide_b) * sign;
    assert_int_equal(dc_rational_compare(x, y), (difference > 0) - (difference < 0));
  }
}

static void test_laws_of_arithmetic_hold(void **state) {
  (void)state;
  for (int i = 0; i < 5000; i++) {
    dc_rational x = r(draw(1000000), 3000), y = r(draw(1000000), 1 + llabs(draw(999))), z = r(draw(100000), 100);
    dc_rational left = dc_rational_mul(x, dc_rational_add(y, z));
    dc_rational right = dc_rational_add(dc_rational_mul(x, y), dc_rational_mul(x, z));
    assert_int_equal(dc_rational_compare(left, right), 0);
    assert_int_equal(dc_rational_compare(dc_rational_sub(dc_rational_add(x, y), y), x), 0);
    if (y.num) assert_int_equal(dc_rational_compare(dc_rational_mul(dc_rational_div(x, y), y), x), 0);
    assert_int_equal(dc_rational_compare(x, y), -dc_rational_compare(y, x));
  }
}

static void test_division_by_zero_marks_the_result(void **state) {
  (void)state;
  dc_rational none = dc_rational_div(r(1, 2), r(0, 5)), one = r(1, 1);
  assert_false(dc_rational_valid(none));
  assert_false(dc_rational_valid(dc_rational_add(none, one)));
  assert_false(dc_rational_valid(dc_rational_sub(one, none)));
  assert_false(dc_rational_valid(dc_rational_mul(none, one)));
  assert_false(dc_rational_valid(dc_rational_div(one, none)));
  assert_false(dc_rational_valid(dc_rational_div(none, one)));
  assert_false(dc_rational_valid(dc_rational_round(none, DC_ROUND_UP)));
  int64_t result;
  assert_false(dc_rational_scale(none, 100, 1, &result));
}

static void test_what_overflows_is_marked_never_wrong(void **state) {
  (void)state;
  dc_rational big = r(INT64_MAX, 1), tiny = r(1, INT64_MAX), product = big, sum = tiny;
  for (int i = 0; i < 3; i++) product = dc_rational_mul(product, big);
  assert_false(dc_rational_valid(product));
  for (int64_t prime = INT64_MAX; prime > INT64_MAX - 3; prime--) sum = dc_rational_add(sum, r(1, prime));
  assert_false(dc_rational_valid(sum));
  assert_rational(dc_rational_mul(dc_rational_mul(big, tiny), big), INT64_MAX, 1); /* crossed out, not overflowed */
}

static void test_sum_without_an_opposite_is_marked(void **state) {
  (void)state;
  /* Two sound operands whose sum has -2^127 for numerator before it is reduced. */
  dc_wide large = (dc_wide)21056685852 * 10000000000 + 8069304283;
  dc_rational a = {-91833281576471579, 807039777790804814}, b = {-large, 2236147291517019954};
  assert_false(dc_rational_valid(dc_rational_add(a, b)));
}

static void test_comparison_has_no_limit(void **state) {
  (void)state;
  const dc_wide large = (dc_wide)1 << 118;
  dc_rational a = {large, large - 1}, b = {large + 1, large};
  assert_int_equal(dc_rational_compare(a, b), 1);
  assert_int_equal(dc_rational_compare(b, a), -1);
  assert_int_equal(dc_rational_compare(a, a), 0);
  dc_rational c = {-large, large - 1}, d = {-large - 1, large};
  assert_int_equal(dc_rational_compare(c, d), -1);
  assert_int_equal(dc_rational_compare(c, a), -1);
  assert_int_equal(dc_rational_compare(r(0, 1), r(0, 9)), 0);
  assert_int_equal(dc_rational_compare(r(0, 1), r(1, 9)), -1);
  assert_int_equal(dc_rational_compare(r(1, 3), r(1, 2)), -1);
}

/* ---- rounding ---- */

static void test_three_roundings(void **state) {
  (void)state;
  static const struct {
    int64_t num, den, up, down, nearest;
  } rows[] = {{7, 2, 4, 3, 4},      {-7, 2, -3, -4, -4}, {10, 3, 4, 3, 3}, {-10, 3, -3, -4, -3},
              {5, 1, 5, 5, 5},      {-5, 1, -5, -5, -5}, {0, 1, 0, 0, 0},  {1, 1000, 1, 0, 0},
              {-1, 1000, 0, -1, 0}, {49, 100, 1, 0, 0},  {1, 2, 1, 0, 1},  {-1, 2, 0, -1, -1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dc_rational value = r(rows[i].num, rows[i].den);
    assert_rational(dc_rational_round(value, DC_ROUND_UP), rows[i].up, 1);
    assert_rational(dc_rational_round(value, DC_ROUND_DOWN), rows[i].down, 1);
    assert_rational(dc_rational_round(value, DC_ROUND_NEAREST), rows[i].nearest, 1);
  }
}

static int64_t hours_of(dc_rational value) {
  int64_t result;
  assert_true(dc_rational_scale(value, DC_HOUR, DC_HUNDREDTH, &result));
  return result;
}

static void test_scale_is_exact_or_to_the_grain(void **state) {
  (void)state;
  assert_int_equal(hours_of(r(15, 2)), 22500);
  assert_int_equal(hours_of(r(1, 3)), 1000);              /* 20 minutes: exact */
  assert_int_equal(hours_of(r(1, 1000)), 3);              /* a thousandth: exact */
  assert_int_equal(hours_of(r(1, 7)), 14 * DC_HUNDREDTH); /* 0,142857 → 0,14 */
  assert_int_equal(hours_of(r(-1, 7)), -14 * DC_HUNDREDTH);
  assert_int_equal(hours_of(r(5000000000007, 70000000000)), 7143 * DC_HUNDREDTH); /* 71,428… → 71,43 */
  int64_t result;
  assert_false(dc_rational_scale(r(INT64_MAX, 1), DC_HOUR, 1, &result));
  assert_false(dc_rational_scale(r(INT64_MIN, 1), 1, 1, &result)); /* would read as an absent value */
  assert_true(dc_rational_scale(r(INT64_MIN + 1, 1), 1, 1, &result));
  assert_true(result == INT64_MIN + 1);
}

static void test_stored_quantities_in_natural_units(void **state) {
  (void)state;
  assert_rational(dc_rational_hours(22500), 15, 2);
  assert_rational(dc_rational_cents(-12345), -2469, 20);
  assert_rational(dc_rational_parts(400000), 2, 5);
}

static void test_product_then_quotient_rounds_once(void **state) {
  (void)state;
  int64_t result;
  assert_true(dc_mul_div(1, 1, 3, &result) && result == 0);
  assert_true(dc_mul_div(1, 1, 2, &result) && result == 1);
  assert_true(dc_mul_div(-1, 1, 2, &result) && result == -1);
  assert_true(dc_mul_div(1, 1, -2, &result) && result == -1);
  assert_true(dc_mul_div(INT64_MAX, INT64_MAX, INT64_MAX, &result) && result == INT64_MAX);
  assert_true(dc_mul_div(INT64_MIN, 1, 1, &result) && result == INT64_MIN);
  assert_false(dc_mul_div(INT64_MIN, 1, -1, &result));
  assert_false(dc_mul_div(INT64_MAX, 2, 1, &result));
  assert_false(dc_mul_div(1, 1, 0, &result));
}

/* ---- notation ---- */

static void test_decimals_are_rendered_half_up(void **state) {
  (void)state;
  static const struct {
    int64_t value, scale;
    int decimals;
    bool trim;
    char separator;
    const char *text;
  } rows[] = {{22500, DC_HOUR, 2, false, ',', "7,50"},
              {22500, DC_HOUR, 2, true, ',', "7,5"},
              {21000, DC_HOUR, 2, true, ',', "7"},
              {21000, DC_HOUR, 4, true, '.', "7"},
              {1000, DC_HOUR, 4, false, '.', "0.3333"},
              {-1000, DC_HOUR, 2, false, ',', "-0,33"},
              {2999, DC_HOUR, 2, false, ',', "1,00"},
              {299999, DC_HOUR, 2, true, ',', "100"},
              {-1, DC_HOUR, 2, false, ',', "0,00"},
              {-15, DC_HOUR, 2, false, ',', "-0,01"},
              {15, DC_HOUR, 2, false, ',', "0,01"},
              {14, DC_HOUR, 2, false, ',', "0,00"},
              {5, 10, 0, false, ',', "1"},
              {4, 10, 0, true, ',', "0"},
              {333333, DC_WHOLE / 100, 4, true, ',', "33,3333"},
              {INT64_MAX, 1, 0, false, ',', "9223372036854775807"},
              {INT64_MIN, 1, 2, false, ',', "-9223372036854775808,00"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char buffer[DC_NUMBER_SIZE];
    dc_text text = dc_decimal(rows[i].value, rows[i].scale, rows[i].decimals, rows[i].trim, rows[i].separator, buffer);
    assert_text(text, rows[i].text);
    assert_string_equal(text.data, rows[i].text);
  }
}

static void test_hours_and_euros_as_people_read_them(void **state) {
  (void)state;
  char buffer[DC_NUMBER_SIZE];
  assert_text(dc_hours_text(22500, buffer), "7,50");
  static const struct {
    dc_cents cents;
    const char *text;
  } rows[] = {{0, "0,00"},
              {-5, "-0,05"},
              {99999, "999,99"},
              {123450, "1 234,50"},
              {-12345678, "-123 456,78"},
              {-123456789, "-1 234 567,89"},
              {100000000000, "1 000 000 000,00"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_text(dc_cents_text(rows[i].cents, buffer), rows[i].text);
}

static void test_decimals_are_read_exactly(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int64_t scale, value;
  } rows[] = {{"7,5", DC_HOUR, 22500},
              {"7.5", DC_HOUR, 22500},
              {"1 607", DC_HOUR, 4821000},
              {"1\u00a0607,5", DC_HOUR, 4822500},
              {"1\u202f607", 1, 1607},
              {"151,67", DC_HOUR, 455010},
              {"-12", 100, -1200},
              {"+12", 100, 1200},
              {"0,001", DC_HOUR, 3},
              {"7,5000000000000000", DC_HOUR, 22500},
              {"007", 1, 7},
              {"9223372036854775807", 1, INT64_MAX}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int64_t value = 0;
    assert_int_equal(dc_decimal_parse(dc_text_from(rows[i].text), rows[i].scale, &value), DC_NUMBER_OK);
    assert_true(value == rows[i].value);
  }
}

static void test_what_is_not_a_decimal_says_why(void **state) {
  (void)state;
  static const char *const malformed[] = {"",      "-",     "abc",  "7,",   ",5",      "7,5,5", "7.5.5", "1,234.5",
                                          "7 h",   "7,5 6", " 7",   "7 ",   "1  607",  "--7",   "7-",    "1e3",
                                          "7\xE9", "+",     "1 ,5", "1, 5", "1\u00a0", "0x10",  "٣"};
  int64_t value = 0;
  for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
    if (dc_decimal_parse(dc_text_from(malformed[i]), 100, &value) != DC_NUMBER_MALFORMED) {
      fail_msg("« %s » devrait être mal formé", malformed[i]);
    }
  }
  assert_int_equal(dc_decimal_parse(DC_TEXT("0,3125"), DC_HOUR, &value), DC_NUMBER_TOO_PRECISE);
  assert_int_equal(dc_decimal_parse(DC_TEXT("1,001"), 100, &value), DC_NUMBER_TOO_PRECISE);
  assert_int_equal(dc_decimal_parse(DC_TEXT("9223372036854775808"), 1, &value), DC_NUMBER_TOO_LARGE);
  assert_int_equal(dc_decimal_parse(DC_TEXT("92233720368547759"), 100, &value), DC_NUMBER_TOO_LARGE);
  assert_int_equal(dc_decimal_parse(DC_TEXT("99999999999999999999999999999999999999999999"), 1, &value),
                   DC_NUMBER_TOO_LARGE);
}

static void test_what_is_written_is_read_back(void **state) {
  (void)state;
  for (int i = 0; i < 5000; i++) {
    char buffer[DC_NUMBER_SIZE];
    int64_t cents = draw(1000000000) * 1000 + draw(999), value = 0;
    assert_int_equal(dc_decimal_parse(dc_cents_text(cents, buffer), 100, &value), DC_NUMBER_OK);
    assert_true(value == cents);
    assert_int_equal(dc_decimal_parse(dc_decimal(cents, 1000, 3, i % 2, '.', buffer), 1000, &value), DC_NUMBER_OK);
    assert_true(value == cents);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rationals_are_in_lowest_terms),
      cmocka_unit_test(test_operations_agree_with_slow_fractions),
      cmocka_unit_test(test_laws_of_arithmetic_hold),
      cmocka_unit_test(test_division_by_zero_marks_the_result),
      cmocka_unit_test(test_what_overflows_is_marked_never_wrong),
      cmocka_unit_test(test_sum_without_an_opposite_is_marked),
      cmocka_unit_test(test_comparison_has_no_limit),
      cmocka_unit_test(test_three_roundings),
      cmocka_unit_test(test_scale_is_exact_or_to_the_grain),
      cmocka_unit_test(test_stored_quantities_in_natural_units),
      cmocka_unit_test(test_product_then_quotient_rounds_once),
      cmocka_unit_test(test_decimals_are_rendered_half_up),
      cmocka_unit_test(test_hours_and_euros_as_people_read_them),
      cmocka_unit_test(test_decimals_are_read_exactly),
      cmocka_unit_test(test_what_is_not_a_decimal_says_why),
      cmocka_unit_test(test_what_is_written_is_read_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
