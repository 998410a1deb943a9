/* What rules make of records: refusals, duplicates, missing data, weights, conversions, controls. */
#include "account_support.h"

#define RSA_ONLY        ARTICLE("1") "Refuser si : non public = « RSA »\nMotif : « Public {public} refusé. »\n\n"
#define ONCE            ARTICLE("6") "Une seule fois par : personne, marché, date du travail, nature\n\n"
#define P1(date, hours) "M1;P1;" date ";;" hours ";;;;\n"

static uint32_t deciding(size_t row) {
  const dc_article *article = dc_account_article(&trial.accounts, row);
  return article ? article->number : 0;
}

/* ---- refusals ---- */

static void test_refused_record_says_why(void **state) {
  (void)state;
  trial_lines(RECUEIL RSA_ONLY, P1("01/10/2026", "7,5") "M1;P2;01/10/2026;;7,5;;;;\n");
  assert_decided(0, DC_RETENUE, 22500);
  assert_text(motif(0), "");
  assert_decided(1, DC_REFUSEE, 0);
  assert_int_equal(deciding(1), 1);
  assert_text(motif(1), "Public DELD refusé.");
  assert_text(dc_account_motif(&trial.accounts, 1, true, &trial.arena), "Public (réservé) refusé.");
  assert_true(trial.accounts.totals.refused == 22500 && trial.accounts.totals.admitted == 22500);
}

static void test_all_reasons_are_kept_the_lowest_article_first(void **state) {
  (void)state;
  trial_lines(RECUEIL RSA_ONLY ARTICLE("2") "Refuser si : heures > 5 h\nMotif : « Trop. »\n\n" ARTICLE(
                  "3") "Refuser si : date du travail > 30/09/2026\nMotif : « Trop tard. »\n",
              "M1;P2;01/10/2026;;7,5;;;;\n" P1("01/10/2026", "1"));
  assert_text(motif(0), "Public DELD refusé.");
  assert_text(dc_account_other_motifs(&trial.accounts, 0, false, &trial.arena), "Trop. ; Trop tard.");
  assert_int_equal(deciding(1), 3);
  assert_text(dc_account_other_motifs(&trial.accounts, 1, false, &trial.arena), "");
}

static void test_dated_statuses_count_as_publics_of_the_day(void **state) {
  (void)state;
  scratch_file("eligibilites.csv", "participant;public;debut;fin\nP2;RSA;10/10/2026;20/10/2026\n");
  trial_lines(RECUEIL RSA_ONLY, "M1;P2;09/10/2026;;1;;;;\nM1;P2;10/10/2026;;1;;;;\nM1;P2;20/10/2026;;1;;;;\n"
                                "M1;P2;21/10/2026;;1;;;;\n");
  static const dc_verdict verdicts[] = {DC_REFUSEE, DC_RETENUE, DC_RETENUE, DC_REFUSEE};
  for (size_t row = 0; row < 4; row++) assert_int_equal(decision(row)->verdict, verdicts[row]);
}

static void test_rules_read_the_work_contract_of_the_record(void **state) {
  (void)state;
  scratch_file("contrats.csv", "contrat;participant;structure;debut;fin\nC1;P1;ETTI;01/10/2026;31/12/2026\n"
                               "C2;P1;EI;05/10/2026;31/12/2026\n");
  scratch_file("releves/r.csv", "marche;participant;date;heures;contrat\nM1;P1;06/10/2026;1;C1\nM1;P1;06/10/2026;2;C2\n"
                                "M1;P1;04/10/2026;4;C2\nM1;P1;07/10/2026;8;C9\nM1;P1;07/10/2026;16;\n");
  trial_count(
      RECUEIL ARTICLE("1") "Refuser si : structure = « ETTI »\nMotif : « Structure {structure} refusée. »\n\n" ARTICLE(
          "2") "Refuser si : date du travail < début du contrat\nMotif : « Avant le contrat. »\n",
      DC_MONTH_OF(2026, 10), DC_NO_DATE);
  assert_text(motif(0), "Structure ETTI refusée.");
  assert_decided(1, DC_RETENUE, HOURS(2));
  assert_text(motif(2), "Avant le contrat.");
  assert_decided(3, DC_ECARTEE, 0); /* a contract that nobody described */
  assert_text(motif(4), "Donnée manquante : structure.");
}

static void test_first_day_worked_is_the_earliest_record(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("1") "Refuser si : date du travail > premier jour travaillé + 10 jours\n"
                                   "Motif : « Depuis le {premier jour travaillé}. »\n",
              P1("20/10/2026", "1") P1("05/10/2026", "1") P1("15/10/2026", "1") "M9;P1;01/01/2026;;1;;;;\n"
                                                                                "M1;P2;31/10/2026;;1;;;;\n");
  assert_text(motif(0), "Depuis le 05/10/2026.");
  assert_decided(1, DC_RETENUE, HOURS(1));
  assert_decided(2, DC_RETENUE, HOURS(1));
  assert_decided(4, DC_RETENUE, HOURS(1));
}

static void test_rules_read_the_statement_and_the_place_of_the_market(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "") "M2;;" BUYER ";" FIRM
                                                                   ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;62003;;\n"
                                                                   "M3;;" BUYER ";" FIRM
                                                                   ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;;;\n");
  trial_lines(RECUEIL ARTICLE("1") "Refuser si : EPCI = « 200072460 »\nMotif : « Ailleurs. »\n\n" ARTICLE(
                  "2") "Refuser si : date du travail < date de l'arrêté - 30 jours\nMotif : « Trop tard. »\n",
              P1("01/10/2026", "1") P1("30/09/2026", "1") "M2;P1;02/10/2026;;1;;;;\nM3;P1;03/10/2026;;1;;;;\n");
  assert_decided(0, DC_RETENUE, HOURS(1));
  assert_text(motif(1), "Trop tard.");
  assert_text(motif(2), "Ailleurs.");
  assert_decided(3, DC_ECARTEE, 0);
}

/* ---- missing data ---- */

#define VALIDATED ARTICLE("4") "Refuser si : date du travail < validation\nMotif : « Pas encore. »\n\n"

static void test_missing_value_sets_the_record_aside(void **state) {
  (void)state;
  scratch_file("participants.csv", "participant;public;validation\nP1;RSA;\nP2;RSA;01/10/2026\n");
  trial_lines(RECUEIL VALIDATED, P1("01/10/2026", "7,5") "M1;P2;01/10/2026;;7,5;;;;\nM1;P2;30/09/2026;;7,5;;;;\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Donnée manquante : validation.");
  assert_decided(1, DC_RETENUE, 22500);
  assert_decided(2, DC_REFUSEE, 0);
}

static void test_refusal_wins_over_missing_data(void **state) {
  (void)state;
  scratch_file("participants.csv", "participant;public;validation\nP1;RSA;\n");
  trial_lines(RECUEIL VALIDATED ARTICLE("5") "Refuser si : heures > 5 h\nMotif : « Trop. »\n\n" ARTICLE(
                  "3") "Refuser si : heures > 9 h\nMotif : « Bien trop. »\n",
              P1("01/10/2026", "7,5") P1("02/10/2026", "10"));
  assert_decided(0, DC_REFUSEE, 0);
  assert_text(motif(0), "Trop.");
  assert_text(motif(1), "Bien trop.");
}

static void test_market_without_rules_sets_its_records_aside(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD "M1;;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;AUTRE;62001;;\n");
  trial_lines(RECUEIL RSA_ONLY, P1("01/10/2026", "7,5"));
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Aucun recueil utilisable pour ce marché.");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_UNKNOWN_RECUEIL), 1);
}

static void test_rules_out_of_force_or_scope_are_told(void **state) {
  (void)state;
  trial_lines("Recueil ESSAI — Recueil d'essai\nSource : essai\nPortée : marché = « M2 »\n", P1("01/10/2026", "7,5"));
  assert_true(
      text_has(find_code(&trial.diagnostics, DC_D_RECUEIL_OUT_OF_FORCE)->message, "ne porte pas sur ce marché"));
  assert_decided(0, DC_ECARTEE, 0);
  trial_forget();
  dc_intern_init(&trial.intern);
  trial_lines("Recueil ESSAI — Recueil d'essai\nSource : essai\n"
              "En vigueur : à compter du 02/01/2026, selon la date de notification\n",
              P1("01/10/2026", "7,5"));
  assert_true(text_has(find_code(&trial.diagnostics, DC_D_RECUEIL_OUT_OF_FORCE)->message, "n'est pas en vigueur"));
}

/* ---- duplicates ---- */

static void test_first_of_duplicates_is_kept_and_named(void **state) {
  (void)state;
  scratch_file("releves/a.csv", RELEVE P1("02/10/2026", "1"));
  trial_lines(RECUEIL ONCE, P1("02/10/2026", "7,5") P1("03/10/2026", "7,5") P1("03/10/2026", "7,5"));
  assert_decided(0, DC_RETENUE, HOURS(1));
  assert_decided(1, DC_REFUSEE, 0); /* the file earlier by name came first */
  assert_text(motif(1), "Déjà déclaré : releves/a.csv:2 a été pris en compte.");
  assert_decided(2, DC_RETENUE, 22500);
  assert_text(motif(3), "Déjà déclaré : releves/r.csv:3 a été pris en compte.");
  assert_int_equal(trial.accounts.articles[0].decided, 2);
  assert_true(trial.accounts.articles[0].cut == 45000);
}

static void test_refused_record_bars_no_other(void **state) {
  (void)state;
  trial_lines(RECUEIL ONCE ARTICLE("2") "Refuser si : heures > 10 h\nMotif : « Trop. »\n",
              P1("02/10/2026", "11") P1("02/10/2026", "7"));
  assert_decided(0, DC_REFUSEE, 0);
  assert_decided(1, DC_RETENUE, HOURS(7));
}

static void test_key_tells_days_natures_and_persons_apart(void **state) {
  (void)state;
  trial_lines(RECUEIL ONCE, "M1;P1;02/10/2026;;1;travail;;;\nM1;P1;02/10/2026;;1;formation;;;\n"
                            "M1;P2;02/10/2026;;1;travail;;;\nM1;P1;03/10/2026;;1;travail;;;\n"
                            "M1;P1;02/10/2026;;1;TRAVAIL;;;\n");
  for (size_t row = 0; row < 4; row++) assert_decided(row, DC_RETENUE, HOURS(1));
  assert_decided(4, DC_REFUSEE, 0);
}

/* ---- weights ---- */

static void test_weights_round_to_the_hundredth_only_when_they_must(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("7") "Compter : 120 % des heures si public = « RSA »\n\n" ARTICLE(
                  "8") "Compter : 33,33 % des heures si public = « DELD »\n",
              P1("01/10/2026", "7") P1("02/10/2026", "0,010") "M1;P2;01/10/2026;;1;;;;\nM1;P3;01/10/2026;;7;;;;\n" P1(
                  "03/10/2026", "0h01"));
  assert_int_equal(decision(0)->counted, 25200); /* 8,4 h */
  assert_int_equal(decision(1)->counted, 36);    /* 0,012 h: exact in units */
  assert_int_equal(decision(2)->counted, 990);   /* 0,3333 h → 0,33 h */
  assert_int_equal(decision(3)->counted, 21000); /* no weight */
  assert_int_equal(decision(4)->counted, 60);    /* 1,2 minute: exact */
  assert_int_equal(decision(0)->admitted, 21000);
  assert_true(dc_account_coefficient(&trial.accounts, 0) == 1200000);
  assert_true(dc_account_coefficient(&trial.accounts, 3) == DC_WHOLE);
}

static void test_two_weights_that_differ_set_aside(void **state) {
  (void)state;
  scratch_file("eligibilites.csv", "participant;public\nP1;DELD\n");
  trial_lines(RECUEIL ARTICLE("7") "Compter : 120 % des heures si public = « RSA »\n\n" ARTICLE(
                  "8") "Compter : 110 % des heures si public = « DELD »\n\n" ARTICLE("9") "Compter : 110 % des heures "
                                                                                          "si heures > 5 h\n",
              P1("01/10/2026", "1") "M1;P2;01/10/2026;;7;;;;\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Coefficients différents d'un article à l'autre, ou hors de 0 à 1 000 %.");
  assert_decided(1, DC_RETENUE, HOURS(7)); /* twice the same is no conflict */
  assert_int_equal(decision(1)->counted, 23100);
}

static void test_enormous_lines_and_weights_are_no_crash(void **state) {
  (void)state;
  scratch_file("marches.csv", "marche;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;fin;recueil;"
                              "taux_insertion\nM1;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;1 001 %\n"
                              "M2;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;1 000 %\n"
                              "M3;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;-1 %\n");
  trial_lines(RECUEIL ARTICLE("7") "Compter : taux d'insertion des heures\n",
              "M1;P1;01/10/2026;;1;;;;\nM2;P1;01/10/2026;;71582;;;;\nM2;P1;01/10/2026;;71583;;;;\n"
              "M3;P1;01/10/2026;;1;;;;\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_true(text_has(motif(0), "hors de 0 à 1 000 %"));
  assert_decided(1, DC_RETENUE, HOURS(71582));
  assert_true(decision(1)->counted == HOURS(715820));
  assert_int_equal(decision(2)->verdict, DC_ANOMALIE);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_TOO_LARGE), 1);
  assert_decided(3, DC_ECARTEE, 0);
}

/* ---- amounts ---- */

#define BY_RATE ARTICLE("10") "Convertir : montant HT ÷ 30 €/h\n\n"

static void test_amount_becomes_hours(void **state) {
  (void)state;
  trial_lines(RECUEIL BY_RATE ARTICLE("11") "Plafond : 40 h par personne et par mois\n",
              "M1;P1;01/10/2026;;;;;;1000\nM1;P1;02/10/2026;;2;;;;1000\nM1;P1;03/10/2026;;;;;;900\n");
  assert_int_equal(dc_account_declared(&trial.accounts, 0), 100000);   /* 33 h 20, exact */
  assert_int_equal(dc_account_declared(&trial.accounts, 1), HOURS(2)); /* hours win over the amount */
  assert_int_equal(dc_account_declared(&trial.accounts, 2), HOURS(30));
  assert_decided(2, DC_REDUITE, HOURS(40) - 100000 - HOURS(2));
}

static void test_refusal_of_hours_lacks_those_of_an_amount(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("1") "Refuser si : heures > 10 h\nMotif : « Trop. »\n\n" BY_RATE,
              "M1;P1;01/10/2026;;;;;;600\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Donnée manquante : heures.");
}

static void test_amount_that_no_article_converts_is_set_aside(void **state) {
  (void)state;
  trial_lines(RECUEIL, "M1;P1;01/10/2026;;;;;;1000\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_true(text_has(motif(0), "aucun article ne convertit le montant"));
  trial_forget();
  dc_intern_init(&trial.intern);
  trial_lines(RECUEIL ARTICLE("10") "Convertir : montant HT ÷ coût horaire\n", "M1;P1;01/10/2026;;;;;;1000\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Donnée manquante : coût horaire.");
}

static void test_impossible_conversion_says_so(void **state) {
  (void)state;
  scratch_file("marches.csv", "marche;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;fin;recueil;"
                              "cout_horaire\nM1;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;0\n");
  trial_lines(RECUEIL ARTICLE("10") "Convertir : montant HT ÷ coût horaire\n", "M1;P1;01/10/2026;;;;;;1000\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_true(text_has(motif(0), "alcul impossible"));
}

/* ---- controls ---- */

static void test_controls_add_up_across_markets_and_change_nothing(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "") MARCHE("M2", "100", ""));
  trial_lines(RECUEIL ARTICLE("7") "Contrôle : 10 h par personne et par jour\n",
              P1("01/10/2026", "7") "M2;P1;01/10/2026;;3,5;;;;\nM2;P2;01/10/2026;;10;;;;\n" P1("02/10/2026", "9"));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_CONTROL_FAILED), 1);
  const dc_diagnostic *item = find_code(&trial.diagnostics, DC_D_CONTROL_FAILED);
  assert_text(item->message, "P1, 01/10/2026 : 10,50 h, plus que 10,00 h par personne et par jour (ESSAI, article 7)");
  assert_int_equal(item->line, 3);
  assert_text(item->marche, "M2");
  assert_decided(1, DC_RETENUE, 10500);
}

static void test_weekly_control_names_the_monday(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("8") "Contrôle : 12 h par personne et par semaine\n",
              P1("05/10/2026", "7") P1("11/10/2026", "7") P1("12/10/2026", "7"));
  assert_true(
      text_has(find_code(&trial.diagnostics, DC_D_CONTROL_FAILED)->message, "P1, semaine du 05/10/2026 : 14,00 h"));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_CONTROL_FAILED), 1);
}

static void test_control_of_totals_is_by_market(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "") MARCHE("M2", "1", ""));
  trial_lines(RECUEIL ARTICLE("13") "Contrôle : heures admises ≤ heures engagées\n",
              P1("01/10/2026", "7") "M2;P1;01/10/2026;;3,5;;;;\n");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_CONTROL_FAILED), 1);
  assert_text(find_code(&trial.diagnostics, DC_D_CONTROL_FAILED)->marche, "M2");
}

/* ---- corners that a second reading of the rules found ---- */

#define INVOICE(amount) "M1;P1;01/10/2026;;;;;;" amount "\n"

static void test_a_negative_limit_leaves_nothing(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Plafond : heures engagées - 200 h par personne\n", P1("01/10/2026", "10"));
  assert_decided(0, DC_REFUSEE, 0);
  assert_text(motif(0), "Plafond de 0,00 h par personne.");
}

static void test_a_calculation_may_read_one_that_stands_later_in_the_lexicon(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("1") "Calculer seuil de risque : 50 %\n\n" ARTICLE(
                  "2") "Calculer heures dues : heures engagées × seuil de risque\n",
              "");
  assert_true(marche("M1")->due == HOURS(50));
}

static void test_converted_hours_are_weighted_and_capped_by_their_own_number(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Convertir : montant HT ÷ 10 €/h\n\n" ARTICLE(
                  "6") "Compter : 200 % des heures si heures > 5 h\n\n" ARTICLE("7") "Plafond : 20 h par personne et "
                                                                                     "par mois si heures > 25 h\n",
              INVOICE("300") INVOICE("100") INVOICE("40"));
  assert_decided(0, DC_REDUITE, HOURS(20));
  assert_decided(1, DC_RETENUE, HOURS(10));
  static const dc_hours counted[] = {HOURS(40), HOURS(20), HOURS(4)};
  for (size_t row = 0; row < 3; row++) assert_int_equal(decision(row)->counted, counted[row]);
}

static void test_what_a_key_does_not_judge_lacks_nothing(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("5") "Plafond : 5 h par personne et par jour si nature = « TRAVAIL »\n\n" ARTICLE(
                  "6") "Contrôle : 10 h par personne et par mois si nature = « TRAVAIL »\n",
              "M1;P1;;10/2026;90;;;;\nM1;P1;02/10/2026;;7;;;;\n");
  assert_decided(0, DC_RETENUE, HOURS(90));
  assert_decided(1, DC_ECARTEE, 0); /* a day is judged, and the cap needs the nature */
}

static void test_a_preference_needs_its_value(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("6") "Une seule fois par : personne, date du travail\nPréférer : nature = « TRAVAIL »\n",
              P1("02/10/2026", "4") "M1;P1;02/10/2026;;7;TRAVAIL;;;\n");
  assert_decided(0, DC_ECARTEE, 0);
  assert_text(motif(0), "Donnée manquante : nature.");
  assert_decided(1, DC_RETENUE, HOURS(7));
}

static void test_conversions_that_differ_set_the_record_aside(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("7") "Convertir : montant HT ÷ 10 €/h\n\n" ARTICLE(
                  "8") "Convertir : montant HT ÷ 20 €/h si montant HT > 100 €\n",
              INVOICE("100") INVOICE("200"));
  assert_decided(0, DC_RETENUE, HOURS(10));
  assert_decided(1, DC_ECARTEE, 0);
  assert_text(motif(1), "Conversions différentes d'un article à l'autre, ou résultat négatif ou démesuré.");
}

static void test_an_amount_that_no_condition_covers_is_said_so(void **state) {
  (void)state;
  trial_lines(RECUEIL ARTICLE("7") "Convertir : montant HT ÷ 10 €/h si montant HT > 100 €\n", INVOICE("100"));
  assert_text(motif(0), "Donnée manquante : heures (aucun article ne convertit le montant).");
}

/* ---- Cumulable avec, Préférer ---- */

#define RSA_120 ARTICLE("4") "Compter : 120 % des heures si public = « RSA »\n\n"

static void test_coefficients_multiply_when_they_may_be_cumulated(void **state) {
  (void)state;
  trial_lines(RECUEIL RSA_120 ARTICLE("5") "Cumulable avec : ESSAI, article 4\n"
                                           "Compter : 150 % des heures si heures > 5 h\n",
              P1("01/10/2026", "4") P1("02/10/2026", "10") "M1;P2;02/10/2026;;10;;;;\n");
  static const dc_hours counted[] = {14400, HOURS(18), HOURS(15)};
  for (size_t row = 0; row < 3; row++) assert_int_equal(decision(row)->counted, counted[row]);
}

static void test_coefficients_that_differ_set_the_record_aside(void **state) {
  (void)state;
  trial_lines(RECUEIL RSA_120 ARTICLE("5") "Compter : 150 % des heures si heures > 5 h\n" ARTICLE(
                  "6") "Cumulable avec : ESSAI, article 4\nCompter : 200 % des heures si heures > 20 h\n",
              P1("01/10/2026", "4") P1("02/10/2026", "10") P1("03/10/2026", "21"));
  assert_decided(0, DC_RETENUE, HOURS(4));
  assert_decided(1, DC_ECARTEE, 0); /* 120 % or 150 %: nobody said */
  assert_decided(2, DC_ECARTEE, 0); /* 200 % goes with 120 %, not with 150 % */
}

#define EMPLOYERS                                                                                                      \
  "marche;participant;date;heures;employeur_siret;contrat\n"                                                           \
  "M1;P1;01/10/2026;1;" FIRM ";\nM1;P1;01/10/2026;2;" BUYER ";\nM1;P1;02/10/2026;4;" FIRM ";\n"

static void prefer(const char *key, dc_verdict first, dc_verdict second, dc_verdict third) {
  char rules[512];
  scratch_file("releves/r.csv", EMPLOYERS);
  snprintf(rules, sizeof rules, RECUEIL ARTICLE("6") "Une seule fois par : %s\nPréférer : employeur = « " BUYER " »\n",
           key);
  trial_count(rules, DC_MONTH_OF(2026, 10), DC_NO_DATE);
  assert_int_equal(decision(0)->verdict, first);
  assert_int_equal(decision(1)->verdict, second);
  assert_int_equal(decision(2)->verdict, third);
}

static void test_the_preferred_record_of_a_day_is_kept(void **state) {
  (void)state;
  prefer("personne, date du travail", DC_REFUSEE, DC_RETENUE, DC_RETENUE);
  assert_text(motif(0), "Déjà déclaré : releves/r.csv:3 a été pris en compte.");
}

static void test_the_preferred_record_of_the_run_is_kept(void **state) {
  (void)state;
  prefer("personne", DC_REFUSEE, DC_RETENUE, DC_REFUSEE);
}

int main(void) {
#define COUNTS(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)
  const struct CMUnitTest tests[] = {
      COUNTS(test_refused_record_says_why),
      COUNTS(test_all_reasons_are_kept_the_lowest_article_first),
      COUNTS(test_dated_statuses_count_as_publics_of_the_day),
      COUNTS(test_rules_read_the_work_contract_of_the_record),
      COUNTS(test_first_day_worked_is_the_earliest_record),
      COUNTS(test_rules_read_the_statement_and_the_place_of_the_market),
      COUNTS(test_missing_value_sets_the_record_aside),
      COUNTS(test_refusal_wins_over_missing_data),
      COUNTS(test_market_without_rules_sets_its_records_aside),
      COUNTS(test_rules_out_of_force_or_scope_are_told),
      COUNTS(test_first_of_duplicates_is_kept_and_named),
      COUNTS(test_refused_record_bars_no_other),
      COUNTS(test_key_tells_days_natures_and_persons_apart),
      COUNTS(test_weights_round_to_the_hundredth_only_when_they_must),
      COUNTS(test_two_weights_that_differ_set_aside),
      COUNTS(test_enormous_lines_and_weights_are_no_crash),
      COUNTS(test_amount_becomes_hours),
      COUNTS(test_refusal_of_hours_lacks_those_of_an_amount),
      COUNTS(test_amount_that_no_article_converts_is_set_aside),
      COUNTS(test_impossible_conversion_says_so),
      COUNTS(test_controls_add_up_across_markets_and_change_nothing),
      COUNTS(test_weekly_control_names_the_monday),
      COUNTS(test_control_of_totals_is_by_market),
      COUNTS(test_a_negative_limit_leaves_nothing),
      COUNTS(test_a_calculation_may_read_one_that_stands_later_in_the_lexicon),
      COUNTS(test_converted_hours_are_weighted_and_capped_by_their_own_number),
      COUNTS(test_what_a_key_does_not_judge_lacks_nothing),
      COUNTS(test_a_preference_needs_its_value),
      COUNTS(test_conversions_that_differ_set_the_record_aside),
      COUNTS(test_an_amount_that_no_condition_covers_is_said_so),
      COUNTS(test_coefficients_multiply_when_they_may_be_cumulated),
      COUNTS(test_coefficients_that_differ_set_the_record_aside),
      COUNTS(test_the_preferred_record_of_a_day_is_kept),
      COUNTS(test_the_preferred_record_of_the_run_is_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
