/* Negative hours are refused, and told with the line that they correct when only one can be meant. */
#include "account_support.h"

#define ANY RECUEIL DUE

static const dc_diagnostic *negative(void) { return find_code(&trial.diagnostics, DC_D_NEGATIVE_HOURS); }

static void assert_refused(size_t row) { assert_int_equal(decision(row)->verdict, DC_ANOMALIE); }

static void test_the_line_of_that_day_is_named(void **state) {
  (void)state;
  trial_lines(ANY, "M1;P1;01/10/2026;;7;;;;\nM1;P1;02/10/2026;;7;;;;\nM1;P1;02/10/2026;;-7;;;;\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_NEGATIVE_HOURS), 1);
  assert_int_equal(negative()->line, 4);
  assert_text(negative()->message,
              "heures négatives : -7,00 h ; sans doute la correction de releves/r.csv:3, qui en porte autant");
  assert_text(negative()->marche, "M1");
  assert_refused(2);
  assert_decided(1, DC_RETENUE, HOURS(7)); /* what it corrects still counts */
}

static void test_else_the_only_line_of_the_month(void **state) {
  (void)state;
  trial_lines(ANY, "M1;P1;01/10/2026;;7;;;;\nM1;P1;02/10/2026;;6;;;;\nM1;P1;;10/2026;-6;;;;\n");
  assert_true(text_has(negative()->message, "releves/r.csv:3,"));
}

static void test_a_month_is_corrected_by_a_month(void **state) {
  (void)state;
  trial_lines(ANY, "M1;P1;;10/2026;7;;;;\nM1;P1;01/10/2026;;7;;;;\nM1;P1;;10/2026;-7;;;;\n");
  assert_true(text_has(negative()->message, "releves/r.csv:2,"));
}

static void test_nothing_is_guessed(void **state) {
  (void)state;
  static const char *const lines[] = {
      "M1;P1;02/10/2026;;-7;;;;\nM1;P1;02/10/2026;;7;;;;\n",                          /* the line comes after */
      "M1;P1;02/10/2026;;7;;;;\nM1;P1;02/10/2026;;7;;;;\nM1;P1;02/10/2026;;-7;;;;\n", /* two that day */
      "M1;P1;01/10/2026;;7;;;;\nM1;P1;02/10/2026;;7;;;;\nM1;P1;;10/2026;-7;;;;\n",    /* two that month */
      "M1;P1;02/10/2026;;6;;;;\nM1;P1;02/10/2026;;-7;;;;\n",                          /* other hours */
      "M1;P2;02/10/2026;;7;;;;\nM1;P1;02/10/2026;;-7;;;;\n",                          /* another person */
      "M1;P1;02/09/2026;;7;;;;\nM1;P1;02/10/2026;;-7;;;;\n",                          /* another month */
      "M1;P9;02/10/2026;;7;;;;\nM1;P9;02/10/2026;;-7;;;;\n",                          /* nobody known */
  };
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    trial_forget();
    dc_intern_init(&trial.intern);
    trial_lines(ANY, lines[i]);
    assert_text(negative()->message, "heures négatives : -7,00 h");
  }
}

static void test_a_line_of_an_earlier_file_is_named(void **state) {
  (void)state;
  scratch_file("releves/a.csv", RELEVE "M1;P1;02/10/2026;;7;;;;\n");
  trial_lines(ANY, "M1;P1;02/10/2026;;-7;;;;\n");
  assert_true(text_has(negative()->message, "releves/a.csv:2,"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_the_line_of_that_day_is_named, trial_begin, trial_end),
      cmocka_unit_test_setup_teardown(test_else_the_only_line_of_the_month, trial_begin, trial_end),
      cmocka_unit_test_setup_teardown(test_a_month_is_corrected_by_a_month, trial_begin, trial_end),
      cmocka_unit_test_setup_teardown(test_nothing_is_guessed, trial_begin, trial_end),
      cmocka_unit_test_setup_teardown(test_a_line_of_an_earlier_file_is_named, trial_begin, trial_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
