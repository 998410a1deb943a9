/* What a column proves of its cells, whatever the order in which they come. */
#include "column_support.h"

/* What a text of the column is expected to be. */
typedef struct {
  const char *text;
  dc_cell_status status;
  int64_t value;    /* when it is kept */
  dc_code code;     /* when it is not plain */
  const char *hint; /* NULL: any */
} dc_expected;

#define AS(text, value)                                                                                                \
  { text, DC_CELL_VALUE, value, 0, "" }
#define TOLD(text, value, code, hint)                                                                                  \
  { text, DC_CELL_TOLD, value, code, hint }
#define REFUSED(text, code)                                                                                            \
  { text, DC_CELL_FLAWED, 0, code, NULL }

static void check(const dc_column_reading *reading, const dc_expected *expected) {
  const dc_cell *cell = cell_of(reading, expected->text);
  bool same = cell->status == expected->status && cell->value == expected->value && cell->code == expected->code &&
              (!expected->hint || dc_text_equal(cell->hint, dc_text_from(expected->hint)));
  if (same) return;
  fail_msg("« %s » : état %d, code %s, valeur %lld, « " DC_S " »", expected->text, (int)cell->status,
           dc_code_name(cell->code), (long long)cell->value, DC_ARG(cell->hint));
}

/* Reads the column in each of its rotations, both ways round, and expects the same of all. */
static void column_gives(dc_type type, const dc_expected *rows, size_t count, const char *notation) {
  const char *column[COLUMN_MOST];
  assert_true(count <= COLUMN_MOST);
  for (size_t turn = 0; turn < 2 * count; turn++) {
    for (size_t i = 0; i < count; i++) {
      size_t at = (i + turn) % count;
      column[i] = rows[turn < count ? at : count - 1 - at].text;
    }
    dc_column_reading reading = read_column(type, column, count);
    for (size_t i = 0; i < count; i++) check(&reading, &rows[i]);
    assert_text(reading.notation, notation);
  }
}
#define COLUMN(type, notation, ...)                                                                                    \
  do {                                                                                                                 \
    const dc_expected rows[] = {__VA_ARGS__};                                                                          \
    column_gives(type, rows, sizeof rows / sizeof *rows, notation);                                                    \
  } while (0)

#define HOURS(hours, minutes) ((hours)*DC_HOUR + (minutes)*DC_MINUTE)

/* ---- hours ---- */

static void test_decimals_proved_once_hold_for_all(void **state) {
  (void)state;
  static const char *const proofs[] = {"7,5",    "7,75",  "7,25",  "7,50", "7,60",
                                       "151,67", "7.333", "7,000", "-7,5", "7,5 h"};
  for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
    const char *column[] = {"7,30", "8", proofs[i]};
    dc_column_reading reading = read_column(DC_TYPE_HOURS, column, 3);
    assert_int_equal(cell_of(&reading, "7,30")->status, DC_CELL_VALUE);
    assert_int_equal(cell_of(&reading, "7,30")->value, 21900);
  }
  static const char *const none[] = {"7", "7,00", "7h30", "7:30", "450 min", "1 607", "7,15", "n.c.", "sept", "0,3125"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    const char *column[] = {"7,30", "8", none[i]};
    dc_column_reading reading = read_column(DC_TYPE_HOURS, column, 3);
    assert_int_equal(cell_of(&reading, "7,30")->status, DC_CELL_FLAWED);
    assert_int_equal(cell_of(&reading, "7,30")->code, DC_D_AMBIGUOUS_HOURS);
  }
}

static void test_minutes_are_never_learnt(void **state) {
  (void)state;
  COLUMN(DC_TYPE_HOURS, "heures décimales, heures et minutes", REFUSED("7,30", DC_D_AMBIGUOUS_HOURS),
         REFUSED("7,15", DC_D_AMBIGUOUS_HOURS), AS("7h45", HOURS(7, 45)), AS("8", HOURS(8, 0)));
}

static void test_fractions_of_a_day(void **state) {
  (void)state;
  COLUMN(DC_TYPE_HOURS, "fractions de jour (tableur)", TOLD("0,3125", HOURS(7, 30), DC_D_SPREADSHEET_HOURS, "lu 7h30"),
         TOLD("0,322916666666667", HOURS(7, 45), DC_D_SPREADSHEET_HOURS, "lu 7h45"),
         TOLD("0.32291666666666669", HOURS(7, 45), DC_D_SPREADSHEET_HOURS, "lu 7h45"),
         TOLD("0,333333333333333", HOURS(8, 0), DC_D_SPREADSHEET_HOURS, "lu 8h00"),
         TOLD("0,25", HOURS(6, 0), DC_D_SPREADSHEET_HOURS, "lu 6h00"),
         TOLD("0,3", HOURS(7, 12), DC_D_SPREADSHEET_HOURS, "lu 7h12"), AS("0", 0),
         REFUSED("0,31", DC_D_AMBIGUOUS_HOURS), REFUSED("-0,3125", DC_D_AMBIGUOUS_HOURS));
}

static void test_fractions_of_a_day_among_hours_are_ambiguous(void **state) {
  (void)state;
  COLUMN(DC_TYPE_HOURS, "heures décimales ou fractions de jour", REFUSED("0,3125", DC_D_AMBIGUOUS_HOURS),
         REFUSED("0,5", DC_D_AMBIGUOUS_HOURS), AS("7,5", HOURS(7, 30)), AS("0,31", 930), AS("7,30", 21900));
  COLUMN(DC_TYPE_HOURS, "heures décimales ou fractions de jour, heures et minutes",
         REFUSED("0,3125", DC_D_AMBIGUOUS_HOURS), AS("7h30", HOURS(7, 30)));
}

static void test_small_decimals_without_proof(void **state) {
  (void)state;
  COLUMN(DC_TYPE_HOURS, "heures décimales", AS("0,5", 1500), AS("0,25", 750), AS("0,75", 2250));
  /* 20 minutes, or 8 hours: both fit. */
  COLUMN(DC_TYPE_HOURS, "heures décimales", REFUSED("0,333333333333333", DC_D_AMBIGUOUS_HOURS), AS("0,5", 1500));
  COLUMN(DC_TYPE_HOURS, "heures décimales", REFUSED("0,375", DC_D_AMBIGUOUS_HOURS), AS("0,5", 1500));
  COLUMN(DC_TYPE_HOURS, "heures décimales", AS("0,375", 1125), AS("7,5", 22500));
}

/* ---- dates ---- */

static void test_a_french_column_of_dates(void **state) {
  (void)state;
  COLUMN(DC_TYPE_DATE, "JJ/MM/AAAA, AAAA-MM-JJ, mois en lettres, années sur deux chiffres",
         AS("31/01/2026", dc_date_from(2026, 1, 31)), AS("03/04/2026", dc_date_from(2026, 4, 3)),
         TOLD("03/04/26", dc_date_from(2026, 4, 3), DC_D_REPAIRED_DAY, "lu 03/04/2026"),
         AS("2026-01-31", dc_date_from(2026, 1, 31)), AS("12 janvier 2026", dc_date_from(2026, 1, 12)),
         REFUSED("31/02/2026", DC_D_BAD_DATE));
}

static void test_a_column_without_proof_is_french_when_years_are_whole(void **state) {
  (void)state;
  COLUMN(DC_TYPE_DATE, "JJ/MM/AAAA, années sur deux chiffres", AS("03/04/2026", dc_date_from(2026, 4, 3)),
         AS("04/03/2026", dc_date_from(2026, 3, 4)), REFUSED("03/04/26", DC_D_AMBIGUOUS_DAY),
         TOLD("04/04/26", dc_date_from(2026, 4, 4), DC_D_REPAIRED_DAY, "lu 04/04/2026"));
}

static void test_an_american_column_of_dates(void **state) {
  (void)state;
  COLUMN(DC_TYPE_DATE, "MM/JJ/AAAA, AAAA-MM-JJ, années sur deux chiffres",
         TOLD("01/31/2026", dc_date_from(2026, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/2026"),
         TOLD("1/31/26", dc_date_from(2026, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/2026"),
         {"03/04/2026", DC_CELL_FLAWED, 0, DC_D_AMBIGUOUS_DAY, "le 03/04/2026 ou le 04/03/2026 (JJ/MM/AAAA) ?"},
         TOLD("05/05/2026", dc_date_from(2026, 5, 5), DC_D_REPAIRED_DAY, "lu 05/05/2026"),
         AS("2026-03-04", dc_date_from(2026, 3, 4)));
}

static void test_a_column_of_both_orders(void **state) {
  (void)state;
  COLUMN(DC_TYPE_DATE, "JJ/MM et MM/JJ mêlés",
         TOLD("01/31/2026", dc_date_from(2026, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/2026"),
         TOLD("31/01/2026", dc_date_from(2026, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/2026"),
         REFUSED("03/04/2026", DC_D_AMBIGUOUS_DAY));
}

static void test_dates_that_do_not_exist_prove_nothing(void **state) {
  (void)state;
  COLUMN(DC_TYPE_DATE, "JJ/MM/AAAA, années sur deux chiffres", REFUSED("31/02/2026", DC_D_BAD_DATE),
         REFUSED("02/31/2026", DC_D_BAD_DATE), REFUSED("03/04/26", DC_D_AMBIGUOUS_DAY));
}

static void test_serial_numbers_among_dates(void **state) {
  (void)state;
  COLUMN(DC_TYPE_DATE, "JJ/MM/AAAA, numéros de jour (tableur)", AS("31/01/2026", dc_date_from(2026, 1, 31)),
         TOLD("45292", dc_date_from(2024, 1, 1), DC_D_REPAIRED_DAY, "lu 01/01/2024"), REFUSED("123", DC_D_BAD_DATE));
}

static void test_first_days_of_months(void **state) {
  (void)state;
  COLUMN(DC_TYPE_MONTH, "AAAA-MM, premiers jours de mois", AS("2026-01", DC_MONTH_OF(2026, 1)),
         TOLD("01/02/2026", DC_MONTH_OF(2026, 2), DC_D_REPAIRED_DAY, "lu 2026-02"),
         TOLD("01/01/2026", DC_MONTH_OF(2026, 1), DC_D_REPAIRED_DAY, "lu 2026-01"));
  /* The first days of February and March for an American. */
  COLUMN(DC_TYPE_MONTH, "premiers jours de mois", REFUSED("02/01/2026", DC_D_AMBIGUOUS_DAY),
         REFUSED("03/01/2026", DC_D_AMBIGUOUS_DAY), REFUSED("01/03/2026", DC_D_AMBIGUOUS_DAY),
         TOLD("01/01/2026", DC_MONTH_OF(2026, 1), DC_D_REPAIRED_DAY, "lu 2026-01"));
}

/* ---- amounts and shares ---- */

static void test_marks_of_amounts_are_learnt(void **state) {
  (void)state;
  COLUMN(DC_TYPE_MONEY, "point décimal, milliers séparés par des virgules", AS("1,234", 123400), AS("1,234.56", 123456),
         REFUSED("12.3456", DC_D_TOO_PRECISE));
  COLUMN(DC_TYPE_MONEY, "milliers séparés par des virgules", AS("1,234", 123400), AS("1,234,567", 123456700));
  COLUMN(DC_TYPE_MONEY, "virgule décimale", REFUSED("1,234", DC_D_TOO_PRECISE), AS("1,230", 123), AS("12,5", 1250));
  COLUMN(DC_TYPE_MONEY, "virgule décimale, milliers séparés par des points", AS("1.234", 123400),
         AS("1.234,56", 123456), AS("999.000 €", 99900000));
}

static void test_marks_that_prove_nothing_or_both(void **state) {
  (void)state;
  /* Points are decimals here; commas may be anything. */
  COLUMN(DC_TYPE_MONEY, "point décimal", REFUSED("1,234", DC_D_AMBIGUOUS_NUMBER), AS("14 237.50", 1423750));
  COLUMN(DC_TYPE_MONEY, "virgule décimale, point décimal", AS("14 237.50", 1423750), AS("117 372,56", 11737256));
  COLUMN(DC_TYPE_MONEY, "virgule décimale, milliers séparés par des virgules", REFUSED("1,234", DC_D_AMBIGUOUS_NUMBER),
         AS("12,5", 1250), AS("1,234,567", 123456700));
}

static void test_points_of_percentage(void **state) {
  (void)state;
  COLUMN(DC_TYPE_PERCENT, "points de pourcentage", TOLD("40", 400000, DC_D_PERCENT_POINTS, "lu 40 %"),
         TOLD("1", 10000, DC_D_PERCENT_POINTS, "lu 1 %"), TOLD("33,3333", 333333, DC_D_PERCENT_POINTS, "lu 33,3333 %"),
         TOLD("100", 1000000, DC_D_PERCENT_POINTS, "lu 100 %"), AS("0", 0));
  COLUMN(DC_TYPE_PERCENT, "avec le signe %, points de pourcentage", AS("40 %", 400000), AS("0,5 %", 5000),
         TOLD("40", 400000, DC_D_PERCENT_POINTS, "lu 40 %"));
  COLUMN(DC_TYPE_PERCENT, "avec le signe %, parts de 1", AS("40 %", 400000), AS("0,4", 400000), AS("1", 1000000));
}

static void test_points_and_shares_together_are_ambiguous(void **state) {
  (void)state;
  COLUMN(DC_TYPE_PERCENT, "parts de 1, points de pourcentage", REFUSED("40", DC_D_AMBIGUOUS_NUMBER),
         REFUSED("0,4", DC_D_AMBIGUOUS_NUMBER), REFUSED("1", DC_D_AMBIGUOUS_NUMBER), AS("0", 0), AS("1/4", 250000));
}

/* ---- codes ---- */

static void test_codes_go_by_the_aliases_of_their_column(void **state) {
  (void)state;
  dc_lexicon lexicon = {0};
  dc_alias alias = {.field = 3, .folded = DC_TEXT("allocataire rsa"), .code = DC_TEXT("RSA")};
  dc_lexicon_add_alias(&lexicon, &arena, alias);
  field = (dc_field){.type = DC_TYPE_CODE, .number = 3};
  (void)dc_intern_add(&raw, DC_TEXT("Allocataire\nRSA"));
  (void)dc_intern_add(&raw, DC_TEXT("Détenu"));
  dc_column_reading reading = dc_column_read(&arena, &lexicon, &field, &raw, &texts);
  assert_text(dc_intern_text(&texts, (uint32_t)reading.cells[1].value), "RSA");
  assert_text(dc_intern_text(&texts, (uint32_t)reading.cells[2].value), "DETENU");
  field.number = 4; /* another column */
  reading = dc_column_read(&arena, &lexicon, &field, &raw, &texts);
  assert_text(dc_intern_text(&texts, (uint32_t)reading.cells[1].value), "ALLOCATAIRE_RSA");
}

/* ---- columns that are not read ---- */

static void test_a_column_of_no_field_is_looked_at_for_social_security_numbers(void **state) {
  (void)state;
  (void)dc_intern_add(&raw, DC_TEXT("185057800608491"));
  (void)dc_intern_add(&raw, DC_TEXT("7,5"));
  dc_column_reading reading = dc_column_read(&arena, NULL, NULL, &raw, &texts);
  assert_int_equal(reading.cells[0].status, DC_CELL_ABSENT);
  assert_int_equal(reading.cells[1].status, DC_CELL_FLAWED);
  assert_int_equal(reading.cells[1].code, DC_D_PERSONAL_NUMBER);
  assert_int_equal(reading.cells[2].status, DC_CELL_ABSENT);
  assert_int_equal(reading.notation.length, 0);
  assert_int_equal(texts.count, 1);
}

static void test_a_social_security_number_proves_nothing(void **state) {
  (void)state;
  COLUMN(DC_TYPE_PERCENT, "parts de 1", REFUSED("185057800608491", DC_D_PERSONAL_NUMBER), AS("0,4", 400000));
  for (dc_type type = DC_TYPE_TEXT; type <= DC_TYPE_PERCENT; type++) {
    const char *column[] = {"185057800608491", "40", "31/01/26 185057800608491", "1/2 185057800608491 €"};
    dc_column_reading reading = read_column(type, column, 4);
    for (uint32_t id = 1; id < raw.count; id++) assert_false(text_has(reading.cells[id].hint, "185057800608491"));
    assert_false(text_has(reading.notation, "185057800608491"));
  }
  for (uint32_t id = 1; id < texts.count; id++) assert_false(text_has(dc_intern_text(&texts, id), "18505780060849"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      READS(test_decimals_proved_once_hold_for_all),
      READS(test_minutes_are_never_learnt),
      READS(test_fractions_of_a_day),
      READS(test_fractions_of_a_day_among_hours_are_ambiguous),
      READS(test_small_decimals_without_proof),
      READS(test_a_french_column_of_dates),
      READS(test_a_column_without_proof_is_french_when_years_are_whole),
      READS(test_an_american_column_of_dates),
      READS(test_a_column_of_both_orders),
      READS(test_dates_that_do_not_exist_prove_nothing),
      READS(test_serial_numbers_among_dates),
      READS(test_first_days_of_months),
      READS(test_marks_of_amounts_are_learnt),
      READS(test_marks_that_prove_nothing_or_both),
      READS(test_points_of_percentage),
      READS(test_points_and_shares_together_are_ambiguous),
      READS(test_codes_go_by_the_aliases_of_their_column),
      READS(test_a_column_of_no_field_is_looked_at_for_social_security_numbers),
      READS(test_a_social_security_number_proves_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
