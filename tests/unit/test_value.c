#include "support.h"

#include "decompte/date.h"
#include "decompte/exact.h"
#include "input/value.h"

static dc_intern texts;

static int begin(void **state) {
  (void)state;
  dc_intern_init(&texts);
  return 0;
}

static int end(void **state) {
  (void)state;
  dc_intern_free(&texts);
  return 0;
}

static dc_cell read_as(dc_type type, const char *text) { return dc_cell_read(type, dc_text_from(text), &texts); }

static void gives(dc_type type, const char *text, int64_t value) {
  dc_cell cell = read_as(type, text);
  if (cell.status != DC_CELL_VALUE || cell.value != value) {
    fail_msg("« %s » : état %d, valeur %lld au lieu de %lld", text, (int)cell.status, (long long)cell.value,
             (long long)value);
  }
}

static void refuses(dc_type type, const char *text, dc_code code) {
  dc_cell cell = read_as(type, text);
  if (cell.status != DC_CELL_FLAWED || cell.code != code) {
    fail_msg("« %s » : état %d, code %s au lieu de %s", text, (int)cell.status, dc_code_name(cell.code),
             dc_code_name(code));
  }
}

static dc_text stored(dc_type type, const char *text) {
  dc_cell cell = read_as(type, text);
  assert_true(cell.status == DC_CELL_VALUE || cell.status == DC_CELL_TOLD);
  return dc_intern_text(&texts, (uint32_t)cell.value);
}

/* ---- hours ---- */

static void test_every_notation_of_hours(void **state) {
  (void)state;
  static const struct {
    const char *text;
    dc_hours hours;
  } rows[] = {{"7,5", 22500},
              {"7.5", 22500},
              {"7h30", 22500},
              {"7 h 30", 22500},
              {"7H30", 22500},
              {"7 H 30", 22500},
              {"7h 30", 22500},
              {"7:30", 22500},
              {"07:30", 22500},
              {"07:30:00", 22500},
              {"7h00", 21000},
              {"7h5", 21250},
              {"35h", 105000},
              {"35 h", 105000},
              {"450 min", 22500},
              {"450min", 22500},
              {"450 mn", 22500},
              {"0 min", 0},
              {"151,67", 455010},
              {"1 607", 4821000},
              {"1\u00a0607", 4821000},
              {"1\u202f607", 4821000},
              {"1607", 4821000},
              {"7", 21000},
              {"0", 0},
              {"7,75", 23250},
              {"7.25", 21750},
              {"7,50", 22500},
              {"7,00", 21000},
              {"7,125", 21375},
              {"-7,5", -22500},
              {"7\u00a0h\u00a030", 22500},
              {"151,670", 455010}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) gives(DC_TYPE_HOURS, rows[i].text, rows[i].hours);
}

static void test_hours_that_are_none(void **state) {
  (void)state;
  static const char *const wrong[] = {"sept",  "7h60", "7:5",   "7:60",  "7h300",     "7:30:30", "7:300",
                                      "h30",   ":30",  "7h-30", "7,5,5", "450 m",     "7 30 h",  "--7",
                                      "7h30x", "7;5",  "1/2",   "7,",    "12345678h", "7h 3 0",  "7 h30 min"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) refuses(DC_TYPE_HOURS, wrong[i], DC_D_BAD_HOURS);
  refuses(DC_TYPE_HOURS, "0,3125", DC_D_TOO_PRECISE); /* a spreadsheet's fraction of a day, most likely */
  refuses(DC_TYPE_HOURS, "9999999999999999999", DC_D_TOO_LARGE);
}

static void test_hours_of_two_meanings_are_not_guessed(void **state) {
  (void)state;
  static const char *const doubtful[] = {"7,30", "7.30", "7,15", "0,45", "7,05", "151,59", "1 607,30", "-7,30"};
  for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
    dc_cell cell = read_as(DC_TYPE_HOURS, doubtful[i]);
    assert_int_equal(cell.status, DC_CELL_AMBIGUOUS);
    assert_false(cell.decimal);
  }
  assert_true(read_as(DC_TYPE_HOURS, "7,30").value == 21900); /* what it is worth if the column proves decimal */
}

static void test_what_proves_a_column_decimal(void **state) {
  (void)state;
  static const char *const proofs[] = {"7,5", "7,75", "7,25", "7,50", "7,60", "151,67", "7.333", "7,000", "-7,5"};
  static const char *const none[] = {"7", "7,00", "7h30", "7:30", "450 min", "1 607", "7,30"};
  for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) assert_true(read_as(DC_TYPE_HOURS, proofs[i]).decimal);
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_false(read_as(DC_TYPE_HOURS, none[i]).decimal);
}

/* ---- amounts and shares ---- */

static void test_amounts(void **state) {
  (void)state;
  gives(DC_TYPE_MONEY, "1 234,50 €", 123450);
  gives(DC_TYPE_MONEY, "1\u202f234,50\u00a0€", 123450);
  gives(DC_TYPE_MONEY, "117372.56", 11737256);
  gives(DC_TYPE_MONEY, "1000 EUR", 100000);
  gives(DC_TYPE_MONEY, "1 000 € HT", 100000);
  gives(DC_TYPE_MONEY, "-500", -50000);
  gives(DC_TYPE_RATE, "33,50 €/h", 3350);
  gives(DC_TYPE_RATE, "40", 4000);
  refuses(DC_TYPE_MONEY, "1.234,50", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_MONEY, "€", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_MONEY, "environ 1000", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_MONEY, "1,005", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_MONEY, "99999999999999999999", DC_D_TOO_LARGE);
}

static void test_amounts_beyond_reason_are_refused(void **state) {
  (void)state;
  /* Sums of what a cell may hold must never overflow. */
  refuses(DC_TYPE_MONEY, "92233720368547758", DC_D_TOO_LARGE);
  refuses(DC_TYPE_HOURS, "3000000000000000", DC_D_TOO_LARGE);
  refuses(DC_TYPE_PERCENT, "900000000000000 %", DC_D_TOO_LARGE);
  refuses(DC_TYPE_MONEY, "-92233720368547758", DC_D_TOO_LARGE);
  gives(DC_TYPE_MONEY, "40 000 000 000,00", 4000000000000);
}

static void test_percentages(void **state) {
  (void)state;
  gives(DC_TYPE_PERCENT, "40 %", 400000);
  gives(DC_TYPE_PERCENT, "40%", 400000);
  gives(DC_TYPE_PERCENT, "33,3333\u00a0%", 333333);
  gives(DC_TYPE_PERCENT, "0,4", 400000);
  gives(DC_TYPE_PERCENT, "1", 1000000);
  gives(DC_TYPE_PERCENT, "0", 0);
  refuses(DC_TYPE_PERCENT, "40", DC_D_BAD_NUMBER); /* 40 % or 4 000 %? */
  refuses(DC_TYPE_PERCENT, "1,5", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_PERCENT, "-0,4", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_PERCENT, "0,33333333", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_PERCENT, "%", DC_D_BAD_NUMBER);
}

/* ---- days ---- */

static void test_dates_and_months(void **state) {
  (void)state;
  gives(DC_TYPE_DATE, "31/10/2026", dc_date_from(2026, 10, 31));
  gives(DC_TYPE_DATE, "2026-10-31", dc_date_from(2026, 10, 31));
  refuses(DC_TYPE_DATE, "31/02/2026", DC_D_BAD_DATE);
  refuses(DC_TYPE_DATE, "03/04/26", DC_D_BAD_DATE);
  refuses(DC_TYPE_DATE, "45292", DC_D_BAD_DATE);
  gives(DC_TYPE_MONTH, "2026-10", DC_MONTH_OF(2026, 10));
  gives(DC_TYPE_MONTH, "août 2026", DC_MONTH_OF(2026, 8));
  refuses(DC_TYPE_MONTH, "T1 2026", DC_D_BAD_MONTH);
}

/* ---- texts ---- */

static void test_codes_compare_whatever_the_typing(void **state) {
  (void)state;
  assert_text(stored(DC_TYPE_CODE, "RSA"), "RSA");
  assert_text(stored(DC_TYPE_CODE, "rsa"), "RSA");
  assert_text(stored(DC_TYPE_CODE, "j26-nq"), "J26_NQ");
  assert_text(stored(DC_TYPE_CODE, "J26 NQ"), "J26_NQ");
  assert_text(stored(DC_TYPE_CODE, "Emploi d'avenir"), "EMPLOI_D_AVENIR");
  assert_text(stored(DC_TYPE_CODE, "Intempéries"), "INTEMPERIES");
}

static void test_flags(void **state) {
  (void)state;
  static const char *const yes[] = {"oui", "OUI", "Oui ", "vrai", "o", "1", "x", "X"};
  static const char *const no[] = {"non", "Non", "faux", "n", "0"};
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) gives(DC_TYPE_FLAG, yes[i], DC_YES);
  for (size_t i = 0; i < sizeof no / sizeof *no; i++) gives(DC_TYPE_FLAG, no[i], DC_NO);
  refuses(DC_TYPE_FLAG, "peut-être", DC_D_BAD_FLAG);
  refuses(DC_TYPE_FLAG, "2", DC_D_BAD_FLAG);
}

static void test_siret_loses_its_blanks_and_keeps_its_faults(void **state) {
  (void)state;
  assert_int_equal(read_as(DC_TYPE_SIRET, "200 034 528 00014").status, DC_CELL_VALUE);
  assert_text(stored(DC_TYPE_SIRET, "200 034 528 00014"), "20003452800014");
  assert_text(stored(DC_TYPE_SIRET, "200\u00a0034\u202f528 00014"), "20003452800014");
  static const char *const wrong[] = {"20003452800041", "3,56E+13", "2000345280001", "inconnu",
                                      "un texte bien plus long que tout numéro de SIRET possible"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dc_cell cell = read_as(DC_TYPE_SIRET, wrong[i]);
    assert_int_equal(cell.status, DC_CELL_TOLD);
    assert_int_equal(cell.code, DC_D_BAD_SIRET);
  }
  assert_text(stored(DC_TYPE_SIRET, "20003452800041"), "20003452800041");
  assert_int_equal(read_as(DC_TYPE_SIREN, "200034528").status, DC_CELL_VALUE);
  assert_int_equal(read_as(DC_TYPE_SIREN, "20003452800014").status, DC_CELL_TOLD);
}

static void test_communes(void **state) {
  (void)state;
  assert_text(stored(DC_TYPE_COMMUNE, "62119"), "62119");
  assert_text(stored(DC_TYPE_COMMUNE, "2A004"), "2A004");
  refuses(DC_TYPE_COMMUNE, "1004", DC_D_BAD_COMMUNE);
  refuses(DC_TYPE_COMMUNE, "Béthune", DC_D_BAD_COMMUNE);
}

static void test_absent_cells(void **state) {
  (void)state;
  for (dc_type type = DC_TYPE_TEXT; type <= DC_TYPE_PERCENT; type++) {
    assert_int_equal(read_as(type, "").status, DC_CELL_ABSENT);
  }
  assert_int_equal(texts.count, 1);
}

static void test_social_security_numbers_are_values_of_nothing(void **state) {
  (void)state;
  for (dc_type type = DC_TYPE_TEXT; type <= DC_TYPE_PERCENT; type++) {
    refuses(type, "185057800608491", DC_D_PERSONAL_NUMBER);
    refuses(type, "1 85 05 78 006 084 91", DC_D_PERSONAL_NUMBER);
    refuses(type, "185052A00608435", DC_D_PERSONAL_NUMBER);
  }
  assert_int_equal(texts.count, 1); /* kept nowhere */
}

int main(void) {
#define READS(test) cmocka_unit_test_setup_teardown(test, begin, end)
  const struct CMUnitTest tests[] = {
      READS(test_every_notation_of_hours),
      READS(test_hours_that_are_none),
      READS(test_hours_of_two_meanings_are_not_guessed),
      READS(test_what_proves_a_column_decimal),
      READS(test_amounts),
      READS(test_amounts_beyond_reason_are_refused),
      READS(test_percentages),
      READS(test_dates_and_months),
      READS(test_codes_compare_whatever_the_typing),
      READS(test_flags),
      READS(test_siret_loses_its_blanks_and_keeps_its_faults),
      READS(test_communes),
      READS(test_absent_cells),
      READS(test_social_security_numbers_are_values_of_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
