/* What holders attest of a month against the lines of their timesheets. */
#include "account_support.h"

#define ATTESTATIONS "marche;titulaire_siret;mois;heures\n"
#define LINES        "M1;P1;01/10/2026;;7;;;;\nM1;P2;;10/2026;151h40;;;;\nM1;P1;01/09/2026;;7,5;;;;\n"

static const dc_diagnostic *gap(void) { return find_code(&trial.diagnostics, DC_D_ATTESTED_GAP); }

static void count(const char *attestations) {
  scratch_file("attestations.csv", attestations);
  trial_lines(RECUEIL DUE, LINES);
}

static void test_what_agrees_is_not_told(void **state) {
  (void)state;
  count(ATTESTATIONS "M1;" FIRM ";10/2026;158h40\nM1;" FIRM ";09/2026;7,5\nM1;" FIRM ";08/2026;0\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ATTESTED_GAP), 0);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ORPHAN), 0);
}

static void test_a_gap_is_told_with_both_figures(void **state) {
  (void)state;
  count(ATTESTATIONS "M1;" FIRM ";09/2026;7,5\nM1;" FIRM ";10/2026;158,67\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ATTESTED_GAP), 1);
  assert_text(gap()->file, "attestations.csv");
  assert_int_equal(gap()->line, 3);
  assert_text(gap()->marche, "M1");
  assert_text(gap()->message, FIRM ", 2026-10 : 158,67 h attestées, 158,6667 h aux relevés, soit 0,0033 h de plus");
}

static void test_less_than_the_lines_is_told_too(void **state) {
  (void)state;
  count(ATTESTATIONS "M1;" FIRM ";09/2026;0\n");
  assert_text(gap()->message, FIRM ", 2026-09 : 0 h attestées, 7,5 h aux relevés, soit 7,5 h de moins");
}

static void test_a_month_that_the_statement_does_not_cover_is_not_compared(void **state) {
  (void)state;
  count(ATTESTATIONS "M1;" FIRM ";11/2026;20\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ATTESTED_GAP), 0);
}

static void test_lines_with_errors_are_not_in_the_sum(void **state) {
  (void)state;
  scratch_file("attestations.csv", ATTESTATIONS "M1;" FIRM ";10/2026;7\n");
  trial_lines(RECUEIL DUE, "M1;P1;01/10/2026;;7;;;;\nM1;P9;02/10/2026;;7;;;;\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ATTESTED_GAP), 0);
}

static void test_each_holder_has_its_own_lines(void **state) {
  (void)state;
  scratch_file("groupements.csv", "marche;siret;nom;role;part\nM1;" FIRM ";SARL X;mandataire;60 %\n"
                                  "M1;" FIRM_2 ";Y;cotraitant;40 %\n");
  scratch_file("attestations.csv", ATTESTATIONS "M1;" FIRM ";10/2026;7\nM1;" FIRM_2 ";10/2026;6\n");
  trial_lines(RECUEIL DUE, "M1;P1;01/10/2026;;7;;" FIRM ";;\nM1;P2;01/10/2026;;5;;" FIRM_2 ";;\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ATTESTED_GAP), 1);
  assert_text(gap()->message, FIRM_2 ", 2026-10 : 6 h attestées, 5 h aux relevés, soit 1 h de plus");
}

static void test_unknown_markets_and_holders_are_told(void **state) {
  (void)state;
  count(ATTESTATIONS "M9;" FIRM ";10/2026;1\nM1;" FIRM_3 ";10/2026;1\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ORPHAN), 2);
  assert_text(find_code(&trial.diagnostics, DC_D_ORPHAN)->message, "marché « M9 » inconnu");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ATTESTED_GAP), 0);
}

static void test_a_month_attested_twice_is_told_and_the_first_used(void **state) {
  (void)state;
  count(ATTESTATIONS "M1;" FIRM ";09/2026;7,5\nM1;" FIRM ";09/2026;8\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ATTESTED_GAP), 0);
  assert_text(find_code(&trial.diagnostics, DC_D_DUPLICATE_KEY)->message,
              "ce mois du titulaire est déjà attesté ligne 2");
}

int main(void) {
#define COUNTS(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)
  const struct CMUnitTest tests[] = {
      COUNTS(test_what_agrees_is_not_told),
      COUNTS(test_a_gap_is_told_with_both_figures),
      COUNTS(test_less_than_the_lines_is_told_too),
      COUNTS(test_a_month_that_the_statement_does_not_cover_is_not_compared),
      COUNTS(test_lines_with_errors_are_not_in_the_sum),
      COUNTS(test_each_holder_has_its_own_lines),
      COUNTS(test_unknown_markets_and_holders_are_told),
      COUNTS(test_a_month_attested_twice_is_told_and_the_first_used),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
