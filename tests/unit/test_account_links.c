/* Records find their market, holder and person; markets find who holds them. */
#include "account_support.h"

#define ANY RECUEIL DUE

static const dc_titulaire *holder(size_t i) { return &trial.accounts.titulaires[marche("M1")->first_titulaire + i]; }
static dc_text siret_of_row(size_t row) {
  return text_of(trial.accounts.titulaires[trial.accounts.titulaire_of[row]].siret);
}

#define GROUP      "marche;siret;nom;role;part;siret_donneur_ordre\n"
#define LINE(firm) "M1;P1;01/10/2026;;1;;" firm ";;\n"

static void test_sole_holder_bears_everything(void **state) {
  (void)state;
  trial_lines(ANY, LINE("") LINE(FIRM));
  assert_int_equal(marche("M1")->titulaire_count, 1);
  assert_int_equal(holder(0)->part, DC_WHOLE);
  assert_true(holder(0)->due == HOURS(100));
  assert_text(siret_of_row(0), FIRM);
  assert_text(siret_of_row(1), FIRM);
  assert_int_equal(dc_diagnostics_count(&trial.diagnostics, DC_WARNING), 0);
}

static void test_group_shares_the_objective_mandataire_first(void **state) {
  (void)state;
  scratch_file("groupements.csv", GROUP "M1;" FIRM ";X;cotraitant;33,3333 %;\nM1;" FIRM_2 ";Y;Mandataire;66,6667 %;\n");
  trial_lines(ANY, LINE("") LINE(FIRM) LINE(FIRM_2));
  assert_int_equal(marche("M1")->titulaire_count, 2);
  assert_text(text_of(holder(0)->siret), FIRM_2);
  assert_text(text_of(holder(1)->siret), FIRM);
  assert_int_equal(holder(1)->due, 99999);          /* 33,3333 h, rounded down to a unit */
  assert_int_equal(holder(0)->due, 300000 - 99999); /* what rounding leaves goes to the first */
  assert_text(siret_of_row(0), FIRM_2);             /* without employer: the one that answers for the group */
  assert_text(siret_of_row(1), FIRM);
  assert_text(siret_of_row(2), FIRM_2);
}

static void test_parts_that_make_no_whole_fall_on_the_mandataire(void **state) {
  (void)state;
  scratch_file("groupements.csv", GROUP "M1;" FIRM ";X;mandataire;60 %;\nM1;" FIRM_2 ";Y;cotraitant;60 %;\n");
  trial_lines(ANY, LINE(FIRM_2));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_BAD_SHARES), 1);
  assert_int_equal(holder(0)->part, DC_WHOLE);
  assert_int_equal(holder(1)->due, 0);
  assert_text(siret_of_row(0), FIRM_2); /* its hours stay its own */
}

static void test_subcontractor_works_for_who_hired_it(void **state) {
  (void)state;
  scratch_file("groupements.csv", GROUP "M1;" FIRM ";X;mandataire;50 %;\nM1;" FIRM_2 ";Y;cotraitant;50 %;\n"
                                        "M1;" FIRM_3 ";Z;sous-traitant;;" FIRM_2 "\n");
  trial_lines(ANY, LINE(FIRM_3));
  assert_int_equal(marche("M1")->titulaire_count, 2);
  assert_text(siret_of_row(0), FIRM_2);
}

static void test_subcontractor_of_nobody_known_works_for_the_first(void **state) {
  (void)state;
  scratch_file("groupements.csv", GROUP "M1;" FIRM_3 ";Z;sous-traitant;;\n");
  trial_lines(ANY, LINE(FIRM_3));
  assert_text(siret_of_row(0), FIRM);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_EMPLOYER_OUTSIDE), 0);
}

static void test_several_holders_without_a_group_are_told(void **state) {
  (void)state;
  scratch_file("marches.csv",
               MARCHES_HEAD MARCHE("M1", "100", "") "M1;;" BUYER ";" FIRM_2
                                                    ";SARL Y;01/01/2026;01/01/2026;31/12/2026;ESSAI;62001;;\n");
  trial_lines(ANY, LINE(FIRM_2));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_SEVERAL_HOLDERS), 1);
  assert_int_equal(trial.accounts.marche_count, 1);
  assert_int_equal(holder(0)->part, DC_WHOLE);
  assert_text(siret_of_row(0), FIRM_2);
}

static void test_same_market_of_another_buyer_or_holder_twice_is_refused(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "")
                                  MARCHE("M1", "200", "") "M1;;73282932000074;" FIRM_2
                                                          ";Y;01/01/2026;01/01/2026;31/12/2026;ESSAI;62001;;\n");
  trial_lines(ANY, LINE(""));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_DUPLICATE_KEY), 2);
  assert_int_equal(trial.accounts.titulaire_count, 1);
  assert_true(marche("M1")->due == HOURS(100));
}

static void test_lots_are_markets_of_their_own(void **state) {
  (void)state;
  scratch_file("marches.csv",
               MARCHES_HEAD "M1;2;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;62001;20;\n"
                            "M1;1;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;62001;10;\n");
  scratch_file("releves/r.csv", "marche;lot;participant;date;heures\nM1;1;P1;01/10/2026;1\nM1;2;P1;01/10/2026;2\n"
                                "M1;3;P1;01/10/2026;4\nM1;;P1;01/10/2026;8\n");
  trial_count(ANY, DC_NO_MONTH, DC_NO_DATE);
  assert_int_equal(trial.accounts.marche_count, 2);
  assert_text(dc_marche_lot(&trial.accounts, &trial.accounts.marches[0]), "1");
  assert_true(trial.accounts.marches[0].totals.declared == HOURS(1));
  assert_true(trial.accounts.marches[1].totals.declared == HOURS(2));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_UNKNOWN_MARCHE), 2);
  assert_text(find_code(&trial.diagnostics, DC_D_UNKNOWN_MARCHE)->lot, "3");
}

static void test_records_of_nobody_are_anomalies(void **state) {
  (void)state;
  trial_lines(ANY, "M9;P1;01/10/2026;;1;;;;\nM1;P9;01/10/2026;;1;;;;\nM1;P1;01/10/2026;;1;;;;\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_UNKNOWN_MARCHE), 1);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_UNKNOWN_PARTICIPANT), 1);
  assert_false(dc_account_in_journal(&trial.accounts, 0));
  assert_false(dc_account_in_journal(&trial.accounts, 1));
  assert_true(dc_account_in_journal(&trial.accounts, 2));
  assert_int_equal(trial.accounts.counts.anomalies, 2);
  assert_int_equal(trial.accounts.counts.journal, 1);
}

static void test_incomplete_records_are_anomalies(void **state) {
  (void)state;
  trial_lines(ANY, "M1;P1;;;1;;;;\n"                  /* neither date nor month */
                   "M1;P1;01/10/2026;2026-09;1;;;;\n" /* that contradict each other */
                   "M1;P1;01/10/2026;2026-10;1;;;;\n" /* or agree */
                   "M1;P1;01/10/2026;;;;;;\n"         /* neither hours nor amount */
                   "M1;P1;01/10/2026;;-7,5;;;;\n"     /* negative */
                   "M1;P1;01/10/2026;;800000;;;;\n"); /* more than a line may hold */
  assert_int_equal(count_code(&trial.diagnostics, DC_D_DATE_OR_MONTH), 2);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_HOURS_OR_AMOUNT), 1);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_NEGATIVE_HOURS), 1);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_TOO_LARGE), 1);
  assert_int_equal(trial.accounts.counts.journal, 1);
  assert_int_equal(trial.accounts.counts.anomalies, 5);
}

static void test_later_records_wait_for_their_statement(void **state) {
  (void)state;
  trial_lines(ANY, "M1;P1;31/10/2026;;1;;;;\nM1;P1;01/11/2026;;2;;;;\nM1;P1;;2026-11;3;;;;\nM1;P1;;2026-10;4;;;;\n");
  assert_int_equal(trial.accounts.statement, dc_date_from(2026, 10, 31));
  assert_int_equal(decision(1)->verdict, DC_POSTERIEURE);
  assert_int_equal(decision(2)->verdict, DC_POSTERIEURE);
  assert_int_equal(trial.accounts.counts.later, 2);
  assert_true(marche("M1")->totals.declared == HOURS(5));
  assert_true(text_has(find_code(&trial.diagnostics, DC_D_LATER_THAN_STATEMENT)->message, "2 lignes"));
}

static void test_statement_is_by_default_of_the_latest_month(void **state) {
  (void)state;
  scratch_file("releves/r.csv", RELEVE "M1;P1;15/02/2024;;1;;;;\nM1;P1;01/01/2024;;1;;;;\nM9;P1;01/01/2030;;1;;;;\n");
  trial_count(ANY, DC_NO_MONTH, DC_NO_DATE);
  assert_int_equal(trial.accounts.month, DC_MONTH_OF(2024, 2));
  assert_int_equal(trial.accounts.statement, dc_date_from(2024, 2, 29));
  assert_true(trial.accounts.month_totals.declared == HOURS(1));
  assert_true(trial.accounts.totals.declared == HOURS(2));
}

static void test_nothing_to_count_is_no_trouble(void **state) {
  (void)state;
  trial_lines(ANY, "");
  assert_int_equal(trial.accounts.cumul_count, 0);
  assert_int_equal(trial.accounts.totals.lines, 0);
  trial_forget();
  dc_intern_init(&trial.intern);
  scratch_file("marches.csv", MARCHES_HEAD);
  scratch_file("participants.csv", "participant;public\n");
  trial_lines(ANY, LINE(""));
  assert_int_equal(trial.accounts.counts.anomalies, 1);
}

static void test_employer_that_no_document_knows_is_told_once(void **state) {
  (void)state;
  scratch_file("contrats.csv", "contrat;participant;employeur_siret;debut\nC1;P2;" FIRM_2 ";01/01/2026\n");
  trial_lines(ANY, LINE(FIRM_2) LINE(FIRM_2) "M1;P2;01/10/2026;;1;;" FIRM_2 ";;\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_EMPLOYER_OUTSIDE), 1);
  assert_true(text_has(find_code(&trial.diagnostics, DC_D_EMPLOYER_OUTSIDE)->message, "2 lignes"));
  assert_int_equal(trial.accounts.counts.journal, 3); /* a warning: the hours count */
}

static void test_rows_that_refer_to_nothing_are_told(void **state) {
  (void)state;
  scratch_file("groupements.csv", GROUP "M9;" FIRM ";X;mandataire;;\n");
  scratch_file("lieux.csv", "marche;commune;part\nM9;62001;100 %\n");
  scratch_file("evenements.csv", "marche;type;date\nM9;avenant;01/01/2026\nM1;fête;01/01/2026\n");
  scratch_file("eligibilites.csv", "participant;public;debut;fin\nP9;RSA;;\nP1;RSA;02/01/2026;01/01/2026\n");
  scratch_file("contrats.csv", "contrat;participant;debut\nC1;P9;01/01/2026\nC1;P1;01/01/2026\n");
  scratch_file("participants.csv", PERSONS "P1;DELD\n");
  trial_lines(ANY, LINE(""));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_ORPHAN), 5);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_UNKNOWN_EVENT), 1);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_DUPLICATE_KEY), 2);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_DATES_INVERTED), 1);
}

static void test_market_that_ends_before_it_begins_is_told(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD "M1;;" BUYER ";" FIRM ";X;01/01/2026;02/02/2026;01/02/2026;ESSAI;62001;;\n");
  trial_lines(ANY, LINE(""));
  assert_text(find_code(&trial.diagnostics, DC_D_DATES_INVERTED)->message,
              "le marché finit le 01/02/2026, avant de commencer le 02/02/2026");
  assert_true(marche("M1")->progress == DC_NO_QUANTITY);
}

int main(void) {
#define COUNTS(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)
  const struct CMUnitTest tests[] = {
      COUNTS(test_sole_holder_bears_everything),
      COUNTS(test_group_shares_the_objective_mandataire_first),
      COUNTS(test_parts_that_make_no_whole_fall_on_the_mandataire),
      COUNTS(test_subcontractor_works_for_who_hired_it),
      COUNTS(test_subcontractor_of_nobody_known_works_for_the_first),
      COUNTS(test_several_holders_without_a_group_are_told),
      COUNTS(test_same_market_of_another_buyer_or_holder_twice_is_refused),
      COUNTS(test_lots_are_markets_of_their_own),
      COUNTS(test_records_of_nobody_are_anomalies),
      COUNTS(test_incomplete_records_are_anomalies),
      COUNTS(test_later_records_wait_for_their_statement),
      COUNTS(test_statement_is_by_default_of_the_latest_month),
      COUNTS(test_nothing_to_count_is_no_trouble),
      COUNTS(test_employer_that_no_document_knows_is_told_once),
      COUNTS(test_rows_that_refer_to_nothing_are_told),
      COUNTS(test_market_that_ends_before_it_begins_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
