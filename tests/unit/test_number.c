/* Numbers as they are written: sign, groups, marks, and what cannot be told. */
#include "support.h"

#include "input/number.h"

#define EACH(i, rows) (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)

static dc_number scanned(const char *text) {
  dc_number number;
  if (dc_number_scan(dc_text_from(text), &number) != DC_NUMBER_OK) fail_msg("« %s » n'est pas lu", text);
  return number;
}

static void test_marks_and_groups(void **state) {
  (void)state;
  static const struct {
    const char *text;
    dc_mark_meaning meaning;
    char mark, grouping;
    int64_t digits;
    int decimals;
    bool negative;
  } rows[] = {{"1234", DC_MARK_NONE, 0, 0, 1234, 0, false},
              {"1 234", DC_MARK_NONE, 0, ' ', 1234, 0, false},
              {"1\u202f234\u00a0567", DC_MARK_NONE, 0, ' ', 1234567, 0, false},
              {"1'234'567", DC_MARK_NONE, 0, '\'', 1234567, 0, false},
              {"1,234,567", DC_MARK_NONE, 0, ',', 1234567, 0, false},
              {"1.234.567", DC_MARK_NONE, 0, '.', 1234567, 0, false},
              {"1,234", DC_MARK_EITHER, ',', 0, 1234, 3, false},
              {"123.456", DC_MARK_EITHER, '.', 0, 123456, 3, false},
              {"0,234", DC_MARK_DECIMAL, ',', 0, 234, 3, false},
              {"1234,567", DC_MARK_DECIMAL, ',', 0, 1234567, 3, false},
              {"1,23", DC_MARK_DECIMAL, ',', 0, 123, 2, false},
              {"1,2345", DC_MARK_DECIMAL, ',', 0, 12345, 4, false},
              {"1 234,567", DC_MARK_DECIMAL, ',', ' ', 1234567, 3, false},
              {"1,234.5", DC_MARK_DECIMAL, '.', ',', 12345, 1, false},
              {"1.234,567", DC_MARK_DECIMAL, ',', '.', 1234567, 3, false},
              {"1.234.567,89", DC_MARK_DECIMAL, ',', '.', 123456789, 2, false},
              {",5", DC_MARK_DECIMAL, ',', 0, 5, 1, false},
              {"-1,5", DC_MARK_DECIMAL, ',', 0, 15, 1, true},
              {"\u22121,5", DC_MARK_DECIMAL, ',', 0, 15, 1, true},
              {"1,5-", DC_MARK_DECIMAL, ',', 0, 15, 1, true},
              {"+1,5", DC_MARK_DECIMAL, ',', 0, 15, 1, false}};
  for
    EACH(i, rows) {
      dc_number number = scanned(rows[i].text);
      bool same = number.meaning == rows[i].meaning && number.mark == rows[i].mark &&
                  number.grouping == rows[i].grouping && number.digits == rows[i].digits &&
                  number.decimals == rows[i].decimals && number.negative == rows[i].negative;
      if (!same) fail_msg("« %s » : sens %d, %d décimales", rows[i].text, (int)number.meaning, number.decimals);
    }
}

static void test_what_is_no_number(void **state) {
  (void)state;
  static const char *const wrong[] = {"",          "-",         "1,",    ",",      "1 23",  "12 3456",
                                      "1234 567",  "1,23,4",    "1,2.3", "1.23,4", "0 123", "1  234",
                                      "1 234'567", "1'234 567", "+-1",   "-1-",    "1e5",   "a",
                                      "1,234 5",   ",123,4",    "1.5.",  ",1 234"};
  dc_number number;
  for
    EACH(i, wrong) {
      if (dc_number_scan(dc_text_from(wrong[i]), &number) != DC_NUMBER_MALFORMED) fail_msg("« %s » est lu", wrong[i]);
    }
  assert_int_equal(dc_number_scan(DC_TEXT("1234567890123456789012345678901"), &number), DC_NUMBER_TOO_LARGE);
}

static void test_values_are_exact(void **state) {
  (void)state;
  int64_t value;
  dc_number number = scanned("-1 234,50");
  assert_int_equal(dc_number_value(&number, 100, &value), DC_NUMBER_OK);
  assert_int_equal(value, -123450);
  number = scanned("0,30000000000000000000000000000");
  assert_int_equal(dc_number_value(&number, 10, &value), DC_NUMBER_OK);
  assert_int_equal(value, 3);
  number = scanned("0,005");
  assert_int_equal(dc_number_value(&number, 100, &value), DC_NUMBER_TOO_PRECISE);
  number = scanned("999999999999999999999999999999");
  assert_int_equal(dc_number_value(&number, 1000000, &value), DC_NUMBER_TOO_LARGE);
  number = scanned("9223372036854775807");
  assert_int_equal(dc_number_value(&number, 1, &value), DC_NUMBER_OK);
  assert_int_equal(value, INT64_MAX);
  number = scanned("9223372036854775808");
  assert_int_equal(dc_number_value(&number, 1, &value), DC_NUMBER_TOO_LARGE);
  number = dc_number_as_thousands(scanned("1,234"));
  assert_int_equal(dc_number_value(&number, 100, &value), DC_NUMBER_OK);
  assert_int_equal(value, 123400);
}

static void test_nearly_whole_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int64_t scale, whole;
  } rows[] = {{"0,3125", 1440, 450},
              {"0,322916666666667", 1440, 465},
              {"0,32291666666666669", 1440, 465}, /* 17 digits */
              {"0,333333333333333", 1440, 480},
              {"0,3229166", 1440, -1},   /* a ten-thousandth of a minute away */
              {"0,32291667", 1440, 465}, /* 4,8 millionths away */
              {"0,32", 1440, -1},
              {"7,33333333", 60, 440},
              {"0", 1440, 0},
              {"-0,3125", 1440, -1},
              {"0,333333333333333333333", 1440, -1}};
  for
    EACH(i, rows) {
      dc_number number = scanned(rows[i].text);
      int64_t whole = dc_number_nearly(&number, rows[i].scale);
      if (whole != rows[i].whole) fail_msg("« %s » : %lld", rows[i].text, (long long)whole);
    }
}

static void test_below_one(void **state) {
  (void)state;
  static const char *const below[] = {"0", "0,5", "-0,999", ",5"}, *const above[] = {"1", "1,0", "-1,5", "10"};
  for
    EACH(i, below) {
      dc_number number = scanned(below[i]);
      assert_true(dc_number_below_one(&number));
    }
  for
    EACH(i, above) {
      dc_number number = scanned(above[i]);
      assert_false(dc_number_below_one(&number));
    }
}

static void test_scientific_numbers_give_digits_that_are_written(void **state) {
  (void)state;
  static const struct {
    const char *text, *digits;
  } rows[] = {{"3,56E+13", ""},
              {"3,560E+3", "3560"},
              {"2,0003452800014E+13", "20003452800014"},
              {"2.0003452800014e13", "20003452800014"},
              {"2,0003452800014E+14", ""},
              {"2,0003452800014E+12", ""},
              {"1E5", ""},
              {"7E0", "7"},
              {"1,5E-2", ""},
              {"-1,5E1", ""}};
  dc_scientific scientific;
  for
    EACH(i, rows) {
      assert_true(dc_scientific_scan(dc_text_from(rows[i].text), &scientific));
      assert_string_equal(scientific.digits, rows[i].digits);
    }
  static const char *const wrong[] = {"", "E5", "1E", "1E+", "1E1234", "1E5x", "AE5", "12345", "1E+-5"};
  for
    EACH(i, wrong) assert_false(dc_scientific_scan(dc_text_from(wrong[i]), &scientific));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_marks_and_groups), cmocka_unit_test(test_what_is_no_number),
      cmocka_unit_test(test_values_are_exact), cmocka_unit_test(test_nearly_whole_numbers),
      cmocka_unit_test(test_below_one),        cmocka_unit_test(test_scientific_numbers_give_digits_that_are_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
