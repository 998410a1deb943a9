/* Hours fall in the EPCI of the place of work; hours of a market over several places are divided exactly. */
#include "account_support.h"

#define ANY                        RECUEIL DUE
#define WORK(date, hours, commune) "M1;P1;" date ";;" hours ";;;" commune ";\n"

static dc_text siren_of(uint32_t epci) { return text_of(trial.accounts.epcis[epci].siren); }
static dc_text siren_of_row(size_t row) { return siren_of(trial.accounts.epci_of[row]); }

static void test_place_of_the_record_wins_over_that_of_the_market(void **state) {
  (void)state;
  trial_lines(ANY, WORK("01/10/2026", "1", "") WORK("01/10/2026", "1", "62003"));
  assert_text(siren_of_row(0), "200069672");
  assert_text(siren_of_row(1), "200072460");
  assert_text(text_of(dc_account_commune(&trial.accounts, 0)), "62001");
  assert_text(text_of(dc_account_commune(&trial.accounts, 1)), "62003");
  assert_int_equal(dc_diagnostics_count(&trial.diagnostics, DC_WARNING), 0);
}

static void test_membership_is_that_of_the_day_of_work(void **state) {
  (void)state;
  trial_lines(ANY, WORK("31/12/2025", "1", "62004") WORK("01/01/2026", "1", "62004") WORK("01/10/2026", "1", "62005"));
  assert_text(siren_of_row(0), "246200364");
  assert_text(siren_of_row(1), "200072460");
  assert_text(siren_of_row(2), "200072460"); /* two mergers later */
}

static void test_unknown_places_fall_outside(void **state) {
  (void)state;
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "", "") "M2;;" BUYER ";" FIRM
                                                                ";X;01/01/2026;01/01/2026;31/12/2026;ESSAI;;;\n");
  trial_lines(ANY, WORK("01/10/2026", "1", "62007") WORK("02/10/2026", "1", "62007")
                       WORK("01/10/2026", "1", "99123") "M2;P1;01/10/2026;;1;;;;\n");
  for (size_t row = 0; row < 4; row++) assert_text(siren_of_row(row), "");
  assert_text(trial.accounts.epcis[trial.accounts.epci_count - 1].nom, "hors EPCI");
  assert_int_equal(count_code(&trial.diagnostics, DC_D_UNKNOWN_COMMUNE), 2);
  assert_true(
      text_has(find_code(&trial.diagnostics, DC_D_UNKNOWN_COMMUNE)->message, "62007 sans EPCI connu (2 lignes"));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_MISSING_PLACE), 1);
}

#define POSTCODES "code_postal;commune\n62003;62001\n62960;62001\n62960;62002\n62960;62003\n62961;62002\n"

static void test_postal_code_is_told_with_its_communes(void **state) {
  (void)state;
  scratch_file("territoires/codes_postaux.csv", POSTCODES);
  trial_lines(ANY, WORK("01/10/2026", "1", "62960") WORK("02/10/2026", "1", "62960") WORK("01/10/2026", "1", "62007"));
  assert_text(siren_of_row(0), "");
  const dc_diagnostic *item = find_code(&trial.diagnostics, DC_D_POSTAL_CODE);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_POSTAL_CODE), 1);
  assert_true(text_has(item->message, "62960 est un code postal : communes possibles 62001 "));
  assert_true(text_has(item->message, ", 62003 "));
  assert_true(text_has(item->message, " (2 lignes, ici la première)"));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_UNKNOWN_COMMUNE), 1);
  assert_int_equal(count_code(&trial.diagnostics, DC_D_POSTAL_COLUMN), 0);
}

/* 62003 is a commune as well: alone it would pass for it. */
static void test_column_of_postal_codes_is_told_once(void **state) {
  (void)state;
  scratch_file("territoires/codes_postaux.csv", POSTCODES);
  trial_lines(ANY, WORK("01/10/2026", "1", "62960") WORK("02/10/2026", "1", "62003") WORK("03/10/2026", "1", "62003"));
  assert_int_equal(count_code(&trial.diagnostics, DC_D_POSTAL_COLUMN), 1);
  const dc_diagnostic *item = find_code(&trial.diagnostics, DC_D_POSTAL_COLUMN);
  assert_int_equal(item->line, 3);
  assert_true(text_has(item->message, "toute la colonne commune semble en codes postaux ; 62003 est ici compté à "));
}

static void test_known_communes_alone_are_not_suspected(void **state) {
  (void)state;
  scratch_file("territoires/codes_postaux.csv", POSTCODES);
  trial_lines(ANY, WORK("01/10/2026", "1", "62003") WORK("02/10/2026", "1", "62003"));
  assert_int_equal(trial.diagnostics.count, 0);
}

static void test_epcis_come_by_siren_outside_last(void **state) {
  (void)state;
  trial_lines(ANY, WORK("01/10/2026", "1", "62007") WORK("31/12/2025", "1", "62004") WORK("01/10/2026", "1", "62003")
                       WORK("01/10/2026", "1", ""));
  static const char *const order[] = {"200069672", "200072460", "246200364", ""};
  assert_int_equal(trial.accounts.epci_count, 4);
  for (uint32_t i = 0; i < 4; i++) assert_text(siren_of(i), order[i]);
  assert_text(trial.accounts.epcis[1].nom, "CA de Béthune");
}

static void test_hours_are_divided_exactly_the_rest_to_the_largest(void **state) {
  (void)state;
  /* A and B share an EPCI: parts 1/3 and 2/3 are those of two EPCI, in awkward millionths. */
  scratch_file("lieux.csv", "marche;commune;part\nM1;62003;33,3333 %\nM1;62001;33,3333 %\nM1;62002;33,3334 %\n");
  trial_lines(ANY, WORK("01/10/2026", "7,001", "") WORK("01/10/2026", "0,001", "") WORK("01/10/2026", "0,333", "")
                       WORK("01/10/2026", "7,5", "62003"));
  static const dc_hours declared[] = {21003, 3, 999};
  static const dc_hours small[] = {7000, 0, 332}; /* 33,3333 % rounded down to a unit */
  for (size_t row = 0; row < 3; row++) {
    dc_share shares[DC_SHARES];
    assert_int_equal(trial.accounts.epci_of[row], DC_SPLIT);
    assert_int_equal(dc_account_shares(&trial.accounts, row, shares), 2);
    assert_text(siren_of(shares[0].epci), "200072460");
    assert_text(siren_of(shares[1].epci), "200069672");
    assert_int_equal(shares[0].totals.declared, small[row]);
    assert_int_equal(shares[1].totals.declared, declared[row] - small[row]);
    assert_int_equal(shares[0].totals.lines + shares[1].totals.lines, 1);
  }
  assert_int_not_equal(trial.accounts.epci_of[3], DC_SPLIT); /* its own place wins */
  assert_int_equal(dc_account_commune(&trial.accounts, 0), 0);
}

static void test_refused_and_counted_hours_are_divided_too(void **state) {
  (void)state;
  scratch_file("lieux.csv", "marche;commune;part\nM1;62003;14,2857 %\nM1;62001;85,7143 %\n");
  trial_lines(RECUEIL ARTICLE("1") "Plafond : 7 h par personne et par jour\n\n" ARTICLE(
                  "2") "Compter : 120 % des heures si public = « RSA »\n",
              WORK("01/10/2026", "10", ""));
  dc_share shares[DC_SHARES];
  dc_totals sum = {0};
  assert_int_equal(dc_account_shares(&trial.accounts, 0, shares), 2);
  for (size_t k = 0; k < 2; k++) {
    dc_totals_add(&sum, &shares[k].totals);
    assert_int_equal(shares[k].totals.declared, shares[k].totals.admitted + shares[k].totals.refused);
  }
  assert_true(sum.declared == HOURS(10) && sum.admitted == HOURS(7) && sum.refused == HOURS(3));
  assert_true(sum.counted == 25200);                 /* 8,4 h */
  assert_int_equal(shares[0].totals.admitted, 2999); /* 14,2857 % of 21 000 units */
}

static void test_places_of_one_epci_are_no_split(void **state) {
  (void)state;
  scratch_file("lieux.csv", "marche;commune;part\nM1;62001;50 %\nM1;62002;50 %\n");
  trial_lines(ANY, WORK("01/10/2026", "1", ""));
  assert_text(siren_of_row(0), "200069672");
}

static void test_split_follows_the_day_of_work(void **state) {
  (void)state;
  scratch_file("lieux.csv", "marche;commune;part\nM1;62003;50 %\nM1;62004;50 %\n");
  trial_lines(ANY, WORK("31/12/2025", "1", "") WORK("01/01/2026", "1", ""));
  assert_int_equal(trial.accounts.epci_of[0], DC_SPLIT);
  assert_text(siren_of_row(1), "200072460"); /* both places are now in one EPCI */
}

static void test_parts_that_make_no_whole_are_left_aside(void **state) {
  (void)state;
  static const char *const wrong[] = {"M1;62003;50 %\nM1;62001;49 %\n", "M1;62003;0 %\nM1;62001;100 %\n",
                                      "M1;62003;-50 %\nM1;62001;150 %\n"};
  for (size_t i = 0; i < 3; i++) {
    scratch_file("lieux.csv", dc_text_format(&trial.arena, "marche;commune;part\n%s", wrong[i]).data);
    trial_lines(ANY, WORK("01/10/2026", "1", ""));
    assert_int_equal(count_code(&trial.diagnostics, DC_D_BAD_SHARES), 1);
    assert_text(siren_of_row(0), "200069672"); /* the place of the market */
    trial_forget();
    dc_intern_init(&trial.intern);
  }
}

static void test_every_share_of_every_amount_adds_up(void **state) {
  (void)state;
  scratch_file("lieux.csv", "marche;commune;part\nM1;62003;14,2857 %\nM1;62001;42,8571 %\nM1;62007;42,8572 %\n");
  dc_builder lines = {.arena = &trial.arena};
  for (int i = 0; i < 60; i++)
    dc_builder_format(&lines, "M1;P%d;%02d/10/2026;;0,%03d;;;;\n", i % 3 + 1, i % 28 + 1, i * 16);
  trial_lines(ANY, dc_builder_text(&lines).data);
  for (size_t row = 0; row < 60; row++) {
    dc_share shares[DC_SHARES];
    dc_totals sum = {0};
    assert_int_equal(dc_account_shares(&trial.accounts, row, shares), 3);
    for (size_t k = 0; k < 3; k++) {
      assert_true(shares[k].totals.declared >= 0);
      dc_totals_add(&sum, &shares[k].totals);
    }
    assert_int_equal(sum.declared, (dc_hours)row * 16 * 3);
    assert_int_equal(sum.lines, 1);
  }
}

int main(void) {
#define COUNTS(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)
  const struct CMUnitTest tests[] = {
      COUNTS(test_place_of_the_record_wins_over_that_of_the_market),
      COUNTS(test_membership_is_that_of_the_day_of_work),
      COUNTS(test_unknown_places_fall_outside),
      COUNTS(test_postal_code_is_told_with_its_communes),
      COUNTS(test_column_of_postal_codes_is_told_once),
      COUNTS(test_known_communes_alone_are_not_suspected),
      COUNTS(test_epcis_come_by_siren_outside_last),
      COUNTS(test_hours_are_divided_exactly_the_rest_to_the_largest),
      COUNTS(test_refused_and_counted_hours_are_divided_too),
      COUNTS(test_places_of_one_epci_are_no_split),
      COUNTS(test_split_follows_the_day_of_work),
      COUNTS(test_parts_that_make_no_whole_are_left_aside),
      COUNTS(test_every_share_of_every_amount_adds_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
