/* What a market owes, from its events and its rules; then rate, pace, penalty and status. */
#include "account_support.h"

#define P1(date, hours) "M1;P1;" date ";;" hours ";;;;\n"
#define EVENTS          "marche;type;date;montant_ht;heures;fin\n"
#define BY_AMOUNT       ARTICLE("91") "Calculer heures dues : arrondi supérieur (montant du marché × 5 % ÷ 40 €/h)\n\n"
#define RISK            ARTICLE("92") "Calculer seuil de risque : 80 %\n\n"

static void test_volume_of_the_contract_is_due(void **state) {
  (void)state;
  trial_lines(RECUEIL DUE, P1("01/10/2026", "7"));
  assert_true(marche("M1")->due == HOURS(100));
  assert_true(marche("M1")->base.commande == DC_NO_QUANTITY);
}

static void test_amount_gives_hours_due(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", "1 000 001,00") MARCHE("M2", "", "1000000"));
  trial_lines(RECUEIL BY_AMOUNT, "");
  assert_true(marche("M1")->due == HOURS(1251));
  assert_true(marche("M2")->due == HOURS(1250));
}

static void test_result_goes_to_the_hundredth(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", "286,50"));
  trial_lines(RECUEIL ARTICLE("91") "Calculer heures dues : montant du marché × 35 h ÷ 100 €\n", "");
  assert_true(marche("M1")->due == 100 * DC_HOUR + 28 * DC_HUNDREDTH); /* 100,275 h, half up */
}

static void test_no_objective_is_told(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", ""));
  trial_lines(RECUEIL DUE, P1("01/10/2026", "7"));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_NO_OBJECTIVE), 1);
  assert_true(marche("M1")->due == DC_NO_QUANTITY && marche("M1")->rate == DC_NO_QUANTITY);
  assert_int_equal(marche("M1")->statut, DC_STATUT_SANS_OBJECTIF);
  assert_true(trial.accounts.titulaires[0].due == DC_NO_QUANTITY);
}

static void test_articles_that_disagree_give_nothing(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "1000000"));
  trial_lines(RECUEIL ARTICLE("90") "Calculer heures dues : heures engagées si heures engagées > 0 h\n\n" ARTICLE(
                  "91") "Calculer heures dues : montant du marché ÷ 40 €/h si montant du marché > 0 €\n",
              "");
  const dc_diagnostic *item = find_code(&trial.diagnostics, DC_D_RULE_CONFLICT);
  assert_text(item->message, "ESSAI, article 90 et ESSAI, article 91 donnent deux valeurs de « heures dues »");
  assert_true(marche("M1")->due == DC_NO_QUANTITY);
}

/* ---- events ---- */

#define NEW_STAFF ARTICLE("91") "Calculer heures dues : 10 % × heures nouvellement affectées\n\n"

/* A cleaning contract, where the staff of the holder before is taken over: DOMAIN.md, objective of type F. */
static void test_only_newly_assigned_hours_owe(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", "") MARCHE("M2", "", ""));
  scratch_file("evenements.csv", EVENTS "M1;heures chantier;01/02/2026;;40000;\nM1;Heures reprises;01/02/2026;;32000;\n"
                                        "M2;heures chantier;01/02/2026;;40000;\n");
  trial_lines(RECUEIL NEW_STAFF, "");
  assert_true(marche("M1")->due == HOURS(800));
  assert_true(marche("M2")->due == DC_NO_QUANTITY); /* nobody said how many were taken over */
}

static void test_each_event_moves_its_own_amounts(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "1000"));
  scratch_file("evenements.csv", EVENTS "M1;avenant;01/02/2026;500;20;31/03/2027\nM1;Tranche;01/03/2026;100;5;\n"
                                        "M1;reconduction;01/04/2026;10;1;\nM1;bon de commande;01/05/2026;70;;\n"
                                        "M1;bon de commande;02/05/2026;7;;\nM1;facture;01/06/2026;60;;\n"
                                        "M1;heures chantier;01/07/2026;;900;\nM1;Exonération;01/08/2026;;26;\n"
                                        "M1;mise en demeure;01/09/2026;1;1;\nM1;suspension;02/09/2026;1;1;\n");
  trial_lines(RECUEIL DUE, "");
  const dc_base *base = &marche("M1")->base;
  assert_int_equal(base->montant, 161000);
  assert_int_equal(base->commande, 7700);
  assert_int_equal(base->facture, 6000);
  assert_true(base->engagees == HOURS(100) && base->chantier == HOURS(900));
  assert_true(marche("M1")->due == HOURS(100));
  assert_int_equal(marche("M1")->fin, dc_date_from(2027, 3, 31));
}

static void test_negative_amendment_reduces(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", "1000000"));
  scratch_file("evenements.csv", EVENTS "M1;avenant;01/02/2026;-200 000;;\n");
  trial_lines(RECUEIL BY_AMOUNT, "");
  assert_true(marche("M1")->due == HOURS(1000));
}

static void test_event_after_the_statement_waits(void **state) {
  (void)state;
  scratch_file("evenements.csv", EVENTS "M1;avenant;31/10/2026;;1;\nM1;avenant;01/11/2026;;10;31/12/2027\n");
  trial_lines(RECUEIL DUE, "");
  assert_true(marche("M1")->due == HOURS(101));
  assert_int_equal(marche("M1")->fin, dc_date_from(2026, 12, 31));
}

static void test_latest_end_wins_whatever_the_order_of_lines(void **state) {
  (void)state;
  scratch_file("evenements.csv",
               EVENTS "M1;reconduction;01/06/2026;;;31/12/2028\nM1;avenant;01/03/2026;;;30/06/2027\n");
  trial_lines(RECUEIL DUE, "");
  assert_int_equal(marche("M1")->fin, dc_date_from(2028, 12, 31));
}

static void test_market_as_it_stood_after_each_event(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", "1000") MARCHE("M2", "100", ""));
  scratch_file("evenements.csv", EVENTS "M2;avenant;01/03/2026;;20;30/06/2027\nM1;facture;01/02/2026;60;;\n"
                                        "M2;exonération;01/02/2026;;5;\nM2;avenant;01/11/2026;;7;\n"
                                        "M1;exonération;01/04/2026;;1;\n");
  trial_lines(RECUEIL DUE, "");
  const dc_marche *second = marche("M2");
  assert_int_equal(second->event_count, 2);
  assert_int_equal(second->later_event_count, 1);
  assert_true(dc_marche_after(&trial.accounts, second, 0).base.engagees == HOURS(100));
  assert_int_equal(dc_marche_after(&trial.accounts, second, 0).fin, dc_date_from(2026, 12, 31));
  assert_true(dc_marche_after(&trial.accounts, second, 1).base.engagees == HOURS(95));
  assert_true(dc_marche_after(&trial.accounts, second, 2).base.engagees == second->base.engagees);
  assert_int_equal(dc_marche_after(&trial.accounts, second, 2).fin, dc_date_from(2027, 6, 30));
  assert_int_equal(dc_marche_after(&trial.accounts, marche("M1"), 1).base.facture, 6000);
  assert_true(marche("M1")->base.engagees == DC_NO_QUANTITY); /* nothing to exempt from */
  assert_int_equal(count_code(&trial.diagnostics, DC_D_NOTHING_TO_EXEMPT), 1);
}

static void test_a_rule_may_read_what_was_exempted(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", "1000") MARCHE("M2", "", "1000"));
  scratch_file("evenements.csv", EVENTS "M1;exonération;01/02/2026;;5;\nM1;exonération;01/03/2026;;2;\n");
  trial_lines(RECUEIL ARTICLE("91") "Calculer heures dues : montant du marché ÷ 40 €/h - heures exonérées\n", "");
  assert_true(marche("M1")->due == HOURS(18));
  assert_true(marche("M2")->due == HOURS(25));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_NOTHING_TO_EXEMPT), 0);
}

static void test_enormous_events_are_no_crash(void **state) {
  (void)state;
  scratch_file("evenements.csv",
               EVENTS "M1;avenant;01/02/2026;90000000000000000;;\nM1;avenant;02/02/2026;90000000000000000;;\n"
                      "M1;avenant;03/02/2026;999 000 000 000;;\nM1;avenant;04/02/2026;999 000 000 000;;\n");
  trial_lines(RECUEIL DUE, "");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_TOO_LARGE), 2);
  assert_true(marche("M1")->base.montant == 199800000000000);
}

/* ---- results ---- */

/* One market of 2026 that owes 100 h, with these hours counted at the end of a month. */
static const dc_marche *after(const char *hours, dc_month month, const char *rules) {
  trial_forget();
  dc_intern_init(&trial.intern);
  char content[512];
  snprintf(content, sizeof content, "%sM1;P1;15/01/2026;;%s;;;;\n", RELEVE, hours);
  scratch_file("releves/r.csv", content);
  trial_count(rules, month, DC_NO_DATE);
  return marche("M1");
}

static void test_each_of_the_six_statuses(void **state) {
  (void)state;
  const char *rules = RECUEIL DUE RISK;
  dc_month june = DC_MONTH_OF(2026, 6), later = DC_MONTH_OF(2027, 1);
  /* 181 days of 365 at the end of June: 49,589 h expected, at risk under 39,6712 h */
  assert_int_equal(after("100", june, rules)->statut, DC_STATUT_ATTEINT);
  assert_int_equal(after("99,999", june, rules)->statut, DC_STATUT_EN_AVANCE);
  assert_int_equal(after("49,589", june, rules)->statut, DC_STATUT_EN_AVANCE);
  assert_int_equal(after("49,588", june, rules)->statut, DC_STATUT_EN_RETARD);
  assert_int_equal(after("39,7", june, rules)->statut, DC_STATUT_EN_RETARD);
  assert_int_equal(after("39,6", june, rules)->statut, DC_STATUT_A_RISQUE);
  assert_int_equal(after("0", june, RECUEIL DUE)->statut, DC_STATUT_EN_RETARD); /* no threshold */
  assert_int_equal(after("99", later, rules)->statut, DC_STATUT_CLOS);
  assert_int_equal(after("100", later, rules)->statut, DC_STATUT_ATTEINT);
  assert_int_equal(after("100", june, RECUEIL)->statut, DC_STATUT_SANS_OBJECTIF);
  assert_string_equal(dc_statut_name(DC_STATUT_A_RISQUE), "à risque");
}

static void test_rate_progress_and_gap(void **state) {
  (void)state;
  const dc_marche *market = after("33,333", DC_MONTH_OF(2026, 6), RECUEIL DUE);
  assert_int_equal(market->rate, 333330);
  assert_int_equal(market->progress, 495890); /* 181/365 */
  assert_true(market->remaining == HOURS(100) - 99999);
  assert_int_equal(market->gap, 99999 - 148767);
  assert_int_equal(after("0", DC_MONTH_OF(2025, 12), RECUEIL DUE)->progress, 0);
  assert_int_equal(after("0", DC_MONTH_OF(2027, 5), RECUEIL DUE)->progress, DC_WHOLE);
  assert_int_equal(after("140", DC_MONTH_OF(2026, 6), RECUEIL DUE)->remaining, 0);
}

static void test_pace_shares_what_remains_over_the_months_left(void **state) {
  (void)state;
  static const struct { int month, left; } rows[] = {{1, 11}, {2, 10}, {6, 6}, {9, 3}, {10, 2}, {11, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const dc_marche *market = after("1", DC_MONTH_OF(2026, rows[i].month), RECUEIL DUE);
    assert_int_equal(market->pace, (HOURS(99) + rows[i].left - 1) / rows[i].left);
  }
  assert_int_equal(after("1", DC_MONTH_OF(2026, 12), RECUEIL DUE)->pace, 0);
  assert_int_equal(after("100", DC_MONTH_OF(2026, 6), RECUEIL DUE)->pace, 0);
}

static void test_penalty_reads_the_totals(void **state) {
  (void)state;
  const char *rules =
      RECUEIL DUE ARTICLE("93") "Calculer pénalité : max (0 h ; heures dues - heures retenues) × 12,31 €/h\n";
  assert_int_equal(after("87,5", DC_MONTH_OF(2027, 1), rules)->penalty, 15388); /* 153,875 € */
  assert_int_equal(after("120", DC_MONTH_OF(2027, 1), rules)->penalty, 0);
  assert_true(after("1", DC_MONTH_OF(2027, 1), RECUEIL DUE)->penalty == DC_NO_QUANTITY);
}

static void test_penalties_that_disagree_are_told_whatever_they_read(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "1000"));
  trial_lines(RECUEIL DUE ARTICLE("93") "Calculer pénalité : 100 € si montant du marché > 0 €\n\n" ARTICLE(
                  "94") "Calculer pénalité : max (0 h ; heures dues - heures retenues) × 2 €/h si heures dues > 0 h\n",
              "");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_RULE_CONFLICT), 1);
  assert_true(marche("M1")->penalty == DC_NO_QUANTITY);
}

int main(void) {
#define COUNTS(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)
  const struct CMUnitTest tests[] = {
      COUNTS(test_volume_of_the_contract_is_due),
      COUNTS(test_amount_gives_hours_due),
      COUNTS(test_result_goes_to_the_hundredth),
      COUNTS(test_no_objective_is_told),
      COUNTS(test_articles_that_disagree_give_nothing),
      COUNTS(test_each_event_moves_its_own_amounts),
      COUNTS(test_only_newly_assigned_hours_owe),
      COUNTS(test_negative_amendment_reduces),
      COUNTS(test_event_after_the_statement_waits),
      COUNTS(test_latest_end_wins_whatever_the_order_of_lines),
      COUNTS(test_market_as_it_stood_after_each_event),
      COUNTS(test_a_rule_may_read_what_was_exempted),
      COUNTS(test_enormous_events_are_no_crash),
      COUNTS(test_each_of_the_six_statuses),
      COUNTS(test_rate_progress_and_gap),
      COUNTS(test_pace_shares_what_remains_over_the_months_left),
      COUNTS(test_penalty_reads_the_totals),
      COUNTS(test_penalties_that_disagree_are_told_whatever_they_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
