/* Whatever the dossier, no hour is made or lost: random dossiers, counted and added up again by hand. */
#include "account_support.h"

enum { LINES = 400, MARKETS = 5, PERSONS_COUNT = 7 };

static uint64_t dice;

static int draw(int limit) {
  dice = dice * 6364136223846793005u + 1442695040888963407u;
  return (int)((dice >> 33) % (uint64_t)limit);
}

static void write_markets(void) {
  dc_builder text = {.arena = &trial.arena};
  dc_builder_add(&text, DC_TEXT(MARCHES_HEAD));
  static const char *const communes[] = {"62001", "62003", "62004", "62007", ""};
  for (int m = 0; m < MARKETS; m++) {
    dc_builder_format(&text, "M%d;;" BUYER ";" FIRM ";X;01/01/2026;01/01/2026;31/12/2026;%s;%s;%d;\n", m,
                      m == 4 ? "INCONNU" : "ESSAI", communes[draw(5)], draw(2000));
  }
  scratch_file("marches.csv", dc_builder_text(&text).data);
  scratch_file("groupements.csv", "marche;siret;role;part;siret_donneur_ordre\nM1;" FIRM ";mandataire;33,3333 %;\n"
                                  "M1;" FIRM_2 ";cotraitant;66,6667 %;\nM1;" FIRM_3 ";sous-traitant;;" FIRM_2 "\n");
  scratch_file("lieux.csv", "marche;commune;part\nM0;62001;14,2857 %\nM0;62003;57,1429 %\nM0;62007;28,5714 %\n"
                            "M1;62002;50,0001 %\nM1;62004;49,9999 %\n");
}

static void write_persons(void) {
  dc_builder text = {.arena = &trial.arena};
  dc_builder_add(&text, DC_TEXT("participant;public;validation\n"));
  static const char *const publics[] = {"RSA", "DELD", "QPV"};
  for (int p = 0; p < PERSONS_COUNT; p++) {
    dc_builder_format(&text, "P%d;%s;%s\n", p, publics[draw(3)], draw(4) ? "01/01/2026" : "");
  }
  scratch_file("participants.csv", dc_builder_text(&text).data);
}

static void write_lines(void) {
  dc_builder text = {.arena = &trial.arena};
  dc_builder_add(&text, DC_TEXT(RELEVE));
  static const char *const firms[] = {"", FIRM, FIRM_2, FIRM_3};
  static const char *const communes[] = {"", "", "", "62001", "62003", "99999"};
  for (int i = 0; i < LINES; i++) {
    bool month = draw(10) == 0, amount = draw(12) == 0;
    char date[32] = "", hours[32] = "";
    if (!month) snprintf(date, sizeof date, "%02d/%02d/2026", draw(28) + 1, draw(11) + 1);
    if (!amount) snprintf(hours, sizeof hours, "%d,%03d", draw(13), draw(1000));
    dc_builder_format(&text, "M%d;P%d;%s;%s;%s;%s;%s;%s;%s\n", draw(MARKETS + 1), draw(PERSONS_COUNT + 1), date,
                      month ? "2026-05" : "", hours, draw(2) ? "travail" : "formation", firms[draw(4)],
                      communes[draw(6)], amount ? "1 234,56" : "");
    if (draw(40) == 0) dc_builder_add(&text, DC_TEXT("\n"));
    if (draw(40) == 0) dc_builder_add(&text, DC_TEXT("TOTAL;;;;99;;;;\n"));
    if (draw(40) == 0) dc_builder_add(&text, DC_TEXT("M1;P1;01/01/2026;;sept;;;;\n"));
  }
  scratch_file("releves/r.csv", dc_builder_text(&text).data);
}

static const char rules[] = RECUEIL DUE ARTICLE(
    "1") "Refuser si : public = « QPV » et heures > 6 h\nMotif : « Non. "
         "»\n\n" ARTICLE(
             "2") "Refuser si : date du travail < "
                  "validation\nMotif : « Pas encore. "
                  "»\n\n" ARTICLE(
                      "3") "Une seule fois par : "
                           "personne, marché, date "
                           "du travail, "
                           "nature\n\n" ARTICLE("4") "Convertir : montant HT ÷ 33,50 €/h\n\n" ARTICLE(
                               "5") "Plafond : 10 "
                                    "h par "
                                    "personne et "
                                    "par "
                                    "jour\n"
                                    "\n" ARTICLE("6") "Plafo"
                                                      "nd : "
                                                      "150 "
                                                      "h "
                                                      "par "
                                                      "perso"
                                                      "nne "
                                                      "et "
                                                      "par "
                                                      "mois"
                                                      "\n"
                                                      "\n" ARTICLE("7") "Com"
                                                                        "pte"
                                                                        "r "
                                                                        ": "
                                                                        "133"
                                                                        ",33"
                                                                        " % "
                                                                        "des"
                                                                        " he"
                                                                        "ure"
                                                                        "s "
                                                                        "si "
                                                                        "pub"
                                                                        "lic"
                                                                        " = "
                                                                        "« "
                                                                        "RSA"
                                                                        " »"
                                                                        "\n"
                                                                        "\n" ARTICLE(
                                                                            "8") "Plafond (heures comptées) : 400 h "
                                                                                 "par marché\n\n" ARTICLE(
                                                                                     "9") "Contrôle : 40 h par "
                                                                                          "personne et par semaine\n";

static void assert_same(const dc_totals *a, const dc_totals *b) {
  assert_true(a->declared == b->declared && a->admitted == b->admitted && a->counted == b->counted);
  assert_true(a->refused == b->refused && a->lines == b->lines);
}

/* Adds up the shares of every record of the journal, and checks each of them. */
static dc_totals sum_of_records(void) {
  dc_totals sum = {0};
  for (size_t row = 0; row < trial.dossier.tables[DC_RELEVES].rows; row++) {
    if (!dc_account_in_journal(&trial.accounts, row)) continue;
    const dc_decision *one = decision(row);
    dc_hours declared = dc_account_declared(&trial.accounts, row);
    dc_share shares[DC_SHARES];
    dc_totals whole = {0};
    size_t count = dc_account_shares(&trial.accounts, row, shares);
    for (size_t k = 0; k < count; k++) {
      assert_int_equal(shares[k].totals.declared, shares[k].totals.admitted + shares[k].totals.refused);
      dc_totals_add(&whole, &shares[k].totals);
    }
    assert_true(whole.declared == declared && whole.admitted == one->admitted && whole.counted == one->counted);
    assert_int_equal(whole.lines, 1);
    bool reason = motif(row).length > 0;
    if (one->verdict == DC_RETENUE) assert_true(one->admitted == declared);
    if (one->verdict == DC_REDUITE) assert_true(one->admitted > 0 && one->admitted < declared && reason);
    if (one->verdict == DC_REFUSEE || one->verdict == DC_ECARTEE) assert_true(one->admitted == 0 && reason);
    dc_totals_add(&sum, &whole);
  }
  return sum;
}

static void check_sums(void) {
  const dc_accounts *accounts = &trial.accounts;
  dc_totals records = sum_of_records(), markets = {0}, holders = {0}, places = {0};
  for (size_t i = 0; i < accounts->marche_count; i++) {
    const dc_marche *market = &accounts->marches[i];
    dc_totals own = {0};
    dc_hours due = 0;
    for (size_t k = 0; k < market->titulaire_count; k++) {
      dc_totals_add(&own, &accounts->titulaires[market->first_titulaire + k].totals);
      due += accounts->titulaires[market->first_titulaire + k].due;
    }
    assert_same(&own, &market->totals);
    if (market->due != DC_NO_QUANTITY) assert_true(due == market->due);
    dc_totals_add(&markets, &market->totals);
  }
  for (size_t i = 0; i < accounts->titulaire_count; i++) dc_totals_add(&holders, &accounts->titulaires[i].totals);
  for (size_t i = 0; i < accounts->epci_count; i++) dc_totals_add(&places, &accounts->epcis[i].totals);
  assert_same(&records, &accounts->totals);
  assert_same(&markets, &accounts->totals);
  assert_same(&holders, &accounts->totals);
  assert_same(&places, &accounts->totals);
  const dc_record_counts *counts = &accounts->counts;
  assert_int_equal(counts->read, counts->journal + counts->anomalies + counts->blank + counts->totals + counts->later);
  assert_int_equal(counts->journal, records.lines);
}

/* No cap may be passed: the hours of a person on a day, of those that bear a date. */
static void check_day_cap(void) {
  const dc_table *table = &trial.dossier.tables[DC_RELEVES];
  const dc_column *date = dc_table_column(table, "date");
  for (size_t row = 0; row < table->rows; row++) {
    if (!dc_account_in_journal(&trial.accounts, row) || dc_day_at(date, row) == DC_NO_DATE) continue;
    dc_hours sum = 0;
    for (size_t other = 0; other < table->rows; other++) {
      bool same = dc_account_in_journal(&trial.accounts, other) && dc_day_at(date, other) == dc_day_at(date, row) &&
                  trial.accounts.participant_of[other] == trial.accounts.participant_of[row];
      if (same) sum += decision(other)->admitted;
    }
    assert_true(sum <= HOURS(10));
  }
}

static void test_no_hour_is_made_or_lost(void **state) {
  (void)state;
  unsigned seen = 0;
  for (uint64_t seed = 1; seed <= 12; seed++) {
    dice = seed * 7919;
    write_markets();
    write_persons();
    write_lines();
    trial_count(rules, DC_MONTH_OF(2026, 10), DC_NO_DATE);
    check_sums();
    check_day_cap();
    for (size_t row = 0; row < trial.dossier.tables[DC_RELEVES].rows; row++) seen |= 1u << decision(row)->verdict;
    trial_forget();
    dc_intern_init(&trial.intern);
  }
  assert_int_equal(seen, 0x3F); /* each of the six verdicts was met */
}

/* The decisions, as one text. */
static dc_text snapshot(dc_arena *arena) {
  dc_builder text = {.arena = arena};
  for (size_t row = 0; row < trial.dossier.tables[DC_RELEVES].rows; row++) {
    const dc_decision *one = decision(row);
    dc_builder_format(&text, "%d %d %d %u %u;", one->verdict, one->admitted, one->counted, one->article, one->other);
  }
  for (size_t i = 0; i < trial.accounts.cumul_count; i++) {
    const dc_cumul *cumul = &trial.accounts.cumuls[i];
    dc_builder_format(&text, "%u %u %u %u %d %lld;", cumul->marche, cumul->titulaire, cumul->epci, cumul->participant,
                      cumul->month, (long long)cumul->totals.counted);
  }
  return dc_builder_text(&text);
}

static void test_same_dossier_same_decisions(void **state) {
  (void)state;
  dc_arena kept = {0};
  dice = 42;
  write_markets();
  write_persons();
  write_lines();
  trial_count(rules, DC_NO_MONTH, DC_NO_DATE);
  dc_text first = snapshot(&kept);
  trial_forget();
  dc_intern_init(&trial.intern);
  for (int i = 0; i < 500; i++)
    (void)dc_intern_add(&trial.intern, dc_text_format(&kept, "bruit-%d", i)); /* other ids */
  trial_count(rules, DC_NO_MONTH, DC_NO_DATE);
  assert_true(dc_text_equal(snapshot(&kept), first));
  dc_arena_free(&kept);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_no_hour_is_made_or_lost, trial_begin, trial_end),
      cmocka_unit_test_setup_teardown(test_same_dossier_same_decisions, trial_begin, trial_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
