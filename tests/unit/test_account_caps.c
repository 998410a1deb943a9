/* Caps: what is left of each of them, in the order of days. */
#include "account_support.h"

#define BY_DAY          ARTICLE("5") "Plafond : 10 h par personne et par jour\n\n"
#define P1(date, hours) "M1;P1;" date ";;" hours ";;;;\n"

static uint32_t deciding(size_t row) {
  const dc_article *article = dc_account_article(&trial.accounts, row);
  return article ? article->number : 0;
}

static void test_day_cap_keeps_part_of_a_line_and_names_the_consumer(void **state) {
  (void)state;
  trial_lines(RECUEIL BY_DAY, P1("01/10/2026", "7") P1("01/10/2026", "5") P1("01/10/2026", "1")
                                  P1("02/10/2026", "11") "M1;P2;01/10/2026;;10;;;;\n");
  assert_decided(0, DC_RETENUE, HOURS(7));
  assert_decided(1, DC_REDUITE, HOURS(3));
  assert_decided(2, DC_REFUSEE, 0);
  assert_decided(3, DC_REDUITE, HOURS(10));
  assert_decided(4, DC_RETENUE, HOURS(10));
  assert_text(motif(1), "Plafond de 10,00 h par personne et par jour, entamé jusqu'à releves/r.csv:2.");
  assert_text(motif(2), "Plafond de 10,00 h par personne et par jour, entamé jusqu'à releves/r.csv:3.");
  assert_text(motif(3), "Plafond de 10,00 h par personne et par jour.");
  assert_true(trial.accounts.totals.refused == HOURS(4));
}

static void test_days_come_in_order_whatever_the_order_of_lines(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Plafond : 10 h par personne et par mois\n",
              P1("09/10/2026", "6") P1("02/10/2026", "6") P1("05/10/2026", "6"));
  assert_decided(1, DC_RETENUE, HOURS(6));
  assert_decided(2, DC_REDUITE, HOURS(4));
  assert_decided(0, DC_REFUSEE, 0);
}

static void test_weeks_begin_on_monday(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Plafond : 10 h par personne et par semaine\n",
              P1("04/10/2026", "8") P1("05/10/2026", "8") P1("11/10/2026", "8") P1("12/10/2026", "8"));
  assert_decided(0, DC_RETENUE, HOURS(8)); /* Sunday */
  assert_decided(1, DC_RETENUE, HOURS(8)); /* Monday */
  assert_decided(2, DC_REDUITE, HOURS(2));
  assert_decided(3, DC_RETENUE, HOURS(8));
}

static void test_months_and_years_are_civil(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Plafond : 10 h par personne et par mois\n\n" ARTICLE(
                  "6") "Plafond : 18 h par personne et par an\n",
              P1("31/12/2025", "10") P1("31/01/2026", "10") P1("01/02/2026", "10") P1("02/02/2026", "10"));
  assert_decided(0, DC_RETENUE, HOURS(10));
  assert_decided(1, DC_RETENUE, HOURS(10));
  assert_decided(2, DC_REDUITE, HOURS(8)); /* the year leaves less than the month */
  assert_int_equal(deciding(2), 6);
  assert_decided(3, DC_REFUSEE, 0);
  assert_int_equal(deciding(3), 6);
}

static void test_cap_of_a_market_adds_up_persons(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "10", "") MARCHE("M2", "30", ""));
  trial_lines(RECUEIL ARTICLE("5") "Plafond : heures engagées par marché\n",
              P1("01/10/2026", "7") "M1;P2;02/10/2026;;7;;;;\nM2;P2;02/10/2026;;25;;;;\n");
  assert_decided(0, DC_RETENUE, HOURS(7));
  assert_decided(1, DC_REDUITE, HOURS(3));
  assert_decided(2, DC_RETENUE, HOURS(25));
  assert_true(text_has(motif(1), "Plafond de 10,00 h par marché"));
  assert_true(text_has(motif(1), "entamé jusqu'à releves/r.csv:2."));
}

static void test_two_caps_at_once_of_equals_the_lower_article(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Plafond : 10 h par personne et par jour\n\n" ARTICLE(
                  "4") "Plafond : 10 h par marché et par jour\n",
              P1("01/10/2026", "8") P1("01/10/2026", "8") "M1;P2;01/10/2026;;8;;;;\n");
  assert_decided(1, DC_REDUITE, HOURS(2));
  assert_int_equal(deciding(1), 4);
  assert_decided(2, DC_REFUSEE, 0); /* what is admitted uses up all the caps that bear on it */
  assert_int_equal(deciding(2), 4);
}

static void test_conditional_cap_ignores_the_others(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Plafond : 10 h par marché si public = « DELD »\n",
              P1("01/10/2026", "50") "M1;P2;02/10/2026;;8;;;;\nM1;P2;03/10/2026;;8;;;;\n");
  assert_decided(0, DC_RETENUE, HOURS(50));
  assert_decided(1, DC_RETENUE, HOURS(8));
  assert_decided(2, DC_REDUITE, HOURS(2));
}

static void test_month_line_is_not_judged_by_the_day(void **state) {
  (void)state;
  trial_lines(RECUEIL BY_DAY ARTICLE("6") "Plafond : 48 h par personne et par semaine\n\n" ARTICLE(
                  "7") "Plafond : 160 h par personne et par mois\n",
              "M1;P1;;2026-10;150;;;;\n" P1("01/10/2026", "9") P1("02/10/2026", "9"));
  assert_decided(0, DC_RETENUE, HOURS(150));
  assert_decided(1, DC_RETENUE, HOURS(9)); /* its day is not used up by the line of the month */
  assert_decided(2, DC_REDUITE, HOURS(1));
  assert_int_equal(deciding(2), 7);
}

static void test_refused_and_duplicate_lines_use_nothing(void **state) {
  (void)state;
  trial_lines(RECUEIL BY_DAY ARTICLE("1") "Refuser si : heures > 8 h\nMotif : « Trop. »\n\n" ARTICLE(
                  "2") "Une seule fois par : personne, date du travail, nature\n",
              P1("01/10/2026", "9") P1("01/10/2026", "4") P1("01/10/2026", "4") "M1;P1;01/10/2026;;6;formation;;;\n");
  assert_decided(1, DC_RETENUE, HOURS(4));
  assert_decided(2, DC_REFUSEE, 0);
  assert_decided(3, DC_RETENUE, HOURS(6));
}

static void test_cap_without_its_value_sets_aside(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", ""));
  trial_lines(RECUEIL ARTICLE("5") "Plafond : heures engagées par marché\n", P1("01/10/2026", "7"));
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Donnée manquante : heures engagées.");
}

static void test_caps_by_place_firm_and_nature(void **state) {
  (void)state;
  scratch_file("marches.csv",
               MARCHES_HEAD MARCHE("M1", "", "")
                   MARCHE("M2", "", "") "M3;;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;62003;;\n");
  trial_lines(RECUEIL ARTICLE("5") "Plafond : 10 h par EPCI et par mois\n\n" ARTICLE(
                  "6") "Plafond : 4 h par personne, par nature et par mois si nature = « FORMATION »\n",
              "M1;P1;01/10/2026;;6;travail;;;\nM2;P2;02/10/2026;;6;travail;;;\nM3;P1;02/10/2026;;3;travail;;;\n"
              "M3;P1;03/10/2026;;6;formation;;;\n");
  assert_decided(0, DC_RETENUE, HOURS(6));
  assert_decided(1, DC_REDUITE, HOURS(4)); /* M1 and M2 are in the same EPCI */
  assert_decided(2, DC_RETENUE, HOURS(3));
  assert_decided(3, DC_REDUITE, HOURS(4));
  assert_true(text_has(motif(3), "par nature"));
}

#define WEIGHT ARTICLE("7") "Compter : 150 % des heures si public = « RSA »\n\n"

static void test_counted_cap_comes_after_weights_and_leaves_admitted(void **state) {
  (void)state;
  trial_lines(RECUEIL BY_DAY WEIGHT ARTICLE("8") "Plafond (heures comptées) : 20 h par personne et par mois\n",
              P1("01/10/2026", "12") P1("02/10/2026", "6") P1("03/10/2026", "6"));
  assert_decided(0, DC_REDUITE, HOURS(10));
  assert_int_equal(decision(0)->counted, HOURS(15));
  assert_decided(1, DC_RETENUE, HOURS(6)); /* 9 h counted, 5 left */
  assert_int_equal(decision(1)->counted, HOURS(5));
  assert_text(motif(1),
              "Plafond de 20,00 h par personne et par mois (heures comptées), entamé jusqu'à releves/r.csv:2.");
  assert_decided(2, DC_RETENUE, HOURS(6));
  assert_int_equal(decision(2)->counted, 0);
  assert_int_equal(deciding(0), 5); /* the real cap decided first */
  assert_true(trial.accounts.totals.admitted == HOURS(22) && trial.accounts.totals.counted == HOURS(20));
}

static void test_counted_cap_without_its_value_sets_aside(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", ""));
  trial_lines(RECUEIL ARTICLE("8") "Plafond (heures comptées) : heures engagées par marché\n", P1("01/10/2026", "7"));
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Donnée manquante : heures engagées.");
}

int main(void) {
#define COUNTS(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)
  const struct CMUnitTest tests[] = {
      COUNTS(test_day_cap_keeps_part_of_a_line_and_names_the_consumer),
      COUNTS(test_days_come_in_order_whatever_the_order_of_lines),
      COUNTS(test_weeks_begin_on_monday),
      COUNTS(test_months_and_years_are_civil),
      COUNTS(test_cap_of_a_market_adds_up_persons),
      COUNTS(test_two_caps_at_once_of_equals_the_lower_article),
      COUNTS(test_conditional_cap_ignores_the_others),
      COUNTS(test_month_line_is_not_judged_by_the_day),
      COUNTS(test_refused_and_duplicate_lines_use_nothing),
      COUNTS(test_cap_without_its_value_sets_aside),
      COUNTS(test_caps_by_place_firm_and_nature),
      COUNTS(test_counted_cap_comes_after_weights_and_leaves_admitted),
      COUNTS(test_counted_cap_without_its_value_sets_aside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
