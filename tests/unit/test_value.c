/* Texts alone in their column: what they say without the help of others. */
#include "column_support.h"

#define EACH(i, rows) (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)

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
              {"7h30min", 22500},
              {"7h30 min", 22500},
              {"7h30mn", 22500},
              {"7 heures 30", 22500},
              {"7 HEURES 30 MINUTES", 22500},
              {"1 heure 5 minutes", 3250},
              {"7:30", 22500},
              {"07:30", 22500},
              {"07:30:00", 22500},
              {"7h00", 21000},
              {"7h05", 21250},
              {"7 h 5 min", 21250},
              {"35h", 105000},
              {"35 h", 105000},
              {"35 heures", 105000},
              {"7,5 h", 22500},
              {"7.5h", 22500},
              {"7,5 heures", 22500},
              {"450 min", 22500},
              {"450min", 22500},
              {"450 mn", 22500},
              {"450 minutes", 22500},
              {"0 min", 0},
              {"151,67", 455010},
              {"151,67 h", 455010},
              {"151h40", 455000},
              {"1 607", 4821000},
              {"1\u00a0607", 4821000},
              {"1\u202f607", 4821000},
              {"1 607 h", 4821000},
              {"1 607h30", 4822500},
              {"1607", 4821000},
              {"1.607,50", 4822500},
              {"7", 21000},
              {"0", 0},
              {"0,0", 0},
              {"7,75", 23250},
              {"7.25", 21750},
              {"7,50", 22500},
              {"7,00", 21000},
              {"7,125", 21375},
              {",5", 1500},
              {".5", 1500},
              {"-7,5", -22500},
              {"−7,5", -22500},
              {"7,5-", -22500},
              {"+7,5", 22500},
              {"-7h30", -22500},
              {"−7h30", -22500},
              {"7h30-", -22500},
              {"−450 min", -22500},
              {"- 7 h 30", -22500},
              {"-450 min", -22500},
              {"7\u00a0h\u00a030", 22500},
              {"7\nh\n30", 22500},
              {"=\"7,5\"", 22500},
              {"151,670", 455010}};
  for
    EACH(i, rows) gives(DC_TYPE_HOURS, rows[i].text, rows[i].hours);
}

static void test_hours_that_are_none(void **state) {
  (void)state;
  static const char *const wrong[] = {"sept",    "7h60",  "7:60",   "7h300",  "7:30:30",  "7:300", "h30",     ":30",
                                      "7h-30",   "7,5,5", "450 m",  "7 30 h", "7 30",     "--7",   "7h30x",   "7;5",
                                      "1/2",     "7,",    "7h 3 0", "7h+5",   "7:30 PM",  "1 j",   "-7-",     "12 34",
                                      "7,5 min", "h",     "min",    "7,5h30", "90,5 min", "7h30h", "1607,5,0"};
  for
    EACH(i, wrong) refuses(DC_TYPE_HOURS, wrong[i], DC_D_BAD_HOURS);
  refuses(DC_TYPE_HOURS, "7,33333", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_HOURS, "-0,3125", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_HOURS, "9999999999999999999", DC_D_TOO_LARGE);
  refuses(DC_TYPE_HOURS, "9999999999999999999999999999999999999999999", DC_D_TOO_LARGE);
  refuses(DC_TYPE_HOURS, "1,5E+02", DC_D_LOST_DIGITS);
  refuses(DC_TYPE_HOURS, "1e+05", DC_D_LOST_DIGITS);
  refuses_saying(DC_TYPE_HOURS, "#####", DC_D_BAD_HOURS, "colonne trop étroite dans le tableur : la valeur est perdue");
  refuses_saying(DC_TYPE_HOURS, "#REF!", DC_D_BAD_HOURS, "erreur affichée par le tableur");
}

static void test_hours_of_two_meanings_are_not_guessed(void **state) {
  (void)state;
  static const char *const doubtful[] = {"7,30",   "7.30",     "7,15",  "0,45",  "7,05",
                                         "151,59", "1 607,30", "-7,30", "7,30 h"};
  for
    EACH(i, doubtful) refuses(DC_TYPE_HOURS, doubtful[i], DC_D_AMBIGUOUS_HOURS);
  refuses_saying(DC_TYPE_HOURS, "7h5", DC_D_AMBIGUOUS_HOURS, "un seul chiffre de minutes");
  refuses_saying(DC_TYPE_HOURS, "7:5", DC_D_AMBIGUOUS_HOURS, "un seul chiffre de minutes");
}

static void test_endless_decimals_of_spreadsheets_are_whole_minutes(void **state) {
  (void)state;
  tells(DC_TYPE_HOURS, "7,33333333333333", 22000, DC_D_SPREADSHEET_HOURS, "lu 7h20");
  tells(DC_TYPE_HOURS, "7.4999999999999", 22500, DC_D_SPREADSHEET_HOURS, "lu 7h30");
  tells(DC_TYPE_HOURS, "151,666666666667", 455000, DC_D_SPREADSHEET_HOURS, "lu 151h40");
  refuses(DC_TYPE_HOURS, "7,3333", DC_D_TOO_PRECISE);                     /* 439,998 minutes */
  refuses(DC_TYPE_HOURS, "7,31234567890123", DC_D_TOO_PRECISE);           /* no whole minute */
  refuses(DC_TYPE_HOURS, "7,333333333333333333333333", DC_D_TOO_PRECISE); /* more digits than any program keeps */
}

/* ---- amounts and shares ---- */

static void test_amounts(void **state) {
  (void)state;
  static const struct {
    const char *text;
    dc_cents cents;
  } rows[] = {{"1 234,50 €", 123450},
              {"1\u202f234,50\u00a0€", 123450},
              {"1'234.50", 123450},
              {"1’234.50", 123450},
              {"1,234.56", 123456},
              {"1.234,56", 123456},
              {"1,234,567", 123456700},
              {"1.234.567,8", 123456780},
              {"117372.56", 11737256},
              {"117 372,56", 11737256},
              {"14 237.50", 1423750},
              {"12 345 €", 1234500},
              {"€ 12 345", 1234500},
              {"12 345 € H.T.", 1234500},
              {"12 345 € hors taxes", 1234500},
              {"1000 EUR", 100000},
              {"1000 eur ht", 100000},
              {"1000 euros", 100000},
              {"1 000 € HT", 100000},
              {"0,1", 10},
              {"0,100", 10},
              {"-500", -50000},
              {"500,00-", -50000},
              {"- 500,00 €", -50000},
              {"40 000 000 000,00", 4000000000000}};
  for
    EACH(i, rows) gives(DC_TYPE_MONEY, rows[i].text, rows[i].cents);
  gives(DC_TYPE_RATE, "33,50 €/h", 3350);
  gives(DC_TYPE_RATE, "33,50 € HT / heure", 3350);
  gives(DC_TYPE_RATE, "33,50 €/h HT", 3350);
  gives(DC_TYPE_RATE, "40", 4000);
}

static void test_amounts_that_are_none(void **state) {
  (void)state;
  static const char *const wrong[] = {"€",      "environ 1000", "12 34",    "1 2345",  "1234 567", "1.23.456",
                                      "1,23,4", "1 234 56",     "12k€",     "--5",     "5 - 3",    "1'23",
                                      "1,",     "(500)",        "0 123,50", "1.234 5", "1..5",     "TOTAL : 9 900,00"};
  for
    EACH(i, wrong) refuses(DC_TYPE_MONEY, wrong[i], DC_D_BAD_NUMBER);
  refuses(DC_TYPE_MONEY, "12,3456", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_MONEY, "0,005", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_MONEY, "1,5E+02", DC_D_LOST_DIGITS);
  refuses(DC_TYPE_MONEY, "1E5 €", DC_D_LOST_DIGITS);
  refuses_saying(DC_TYPE_MONEY, "1 000 € TTC", DC_D_BAD_NUMBER, "montant TTC où il faut un montant HT");
  refuses_saying(DC_TYPE_MONEY, "33,50 €/h", DC_D_BAD_NUMBER, "prix horaire où il faut un montant");
}

static void test_an_amount_alone_cannot_prove_its_mark(void **state) {
  (void)state;
  static const char *const doubtful[] = {"1,234", "1.234", "12,345 €", "999.000", "-1,005"};
  for
    EACH(i, doubtful) { refuses_saying(DC_TYPE_MONEY, doubtful[i], DC_D_AMBIGUOUS_NUMBER, "milliers ou décimales ?"); }
}

static void test_several_amounts_in_a_cell_are_refused(void **state) {
  (void)state;
  static const char *const several[] = {
      "1 200,00 900,00", "Lot 1 : 1 200,00\nLot 2 : 900,00", "1 200 € / 900 €", "1200+300", "1 200 € 900 €",
      "1 200 et 900",    "mini 10000.00 maxi 40000.00"};
  for
    EACH(i, several) refuses(DC_TYPE_MONEY, several[i], DC_D_SEVERAL_VALUES);
}

static void test_amounts_beyond_reason_are_refused(void **state) {
  (void)state;
  /* Sums of what a cell may hold must never overflow. */
  refuses(DC_TYPE_MONEY, "92233720368547758", DC_D_TOO_LARGE);
  refuses(DC_TYPE_HOURS, "3000000000000000", DC_D_TOO_LARGE);
  refuses(DC_TYPE_PERCENT, "900000000000000 %", DC_D_TOO_LARGE);
  refuses(DC_TYPE_MONEY, "-92233720368547758", DC_D_TOO_LARGE);
  refuses(DC_TYPE_MONEY, "99999999999999999999", DC_D_TOO_LARGE);
  refuses(DC_TYPE_MONEY, "9999999999999999999999999999999", DC_D_TOO_LARGE);
}

static void test_percentages(void **state) {
  (void)state;
  gives(DC_TYPE_PERCENT, "40 %", 400000);
  gives(DC_TYPE_PERCENT, "40%", 400000);
  gives(DC_TYPE_PERCENT, "40 pour cent", 400000);
  gives(DC_TYPE_PERCENT, "0,5 %", 5000);
  gives(DC_TYPE_PERCENT, "150 %", 1500000);
  gives(DC_TYPE_PERCENT, "33,3333\u00a0%", 333333);
  gives(DC_TYPE_PERCENT, "0,4", 400000);
  gives(DC_TYPE_PERCENT, "1", 1000000);
  gives(DC_TYPE_PERCENT, "1,0", 1000000);
  gives(DC_TYPE_PERCENT, "0", 0);
  gives(DC_TYPE_PERCENT, "1/2", 500000);
  gives(DC_TYPE_PERCENT, "3/8", 375000);
  tells(DC_TYPE_PERCENT, "40", 400000, DC_D_PERCENT_POINTS, "lu 40 %");
  tells(DC_TYPE_PERCENT, "1,5", 15000, DC_D_PERCENT_POINTS, "lu 1,5 %");
  refuses_saying(DC_TYPE_PERCENT, "150", DC_D_BAD_NUMBER, "plus de 100 %");
  refuses(DC_TYPE_PERCENT, "-0,4", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_PERCENT, "0,33333333", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_PERCENT, "1/3", DC_D_TOO_PRECISE);
  refuses(DC_TYPE_PERCENT, "3/2", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_PERCENT, "1/0", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_PERCENT, "%", DC_D_BAD_NUMBER);
  refuses(DC_TYPE_PERCENT, "4E-01", DC_D_LOST_DIGITS);
}

/* ---- texts ---- */

static void test_texts_are_clean(void **state) {
  (void)state;
  assert_text(stored(DC_TYPE_TEXT, "Rue du Port"), "Rue du Port");
  assert_text(stored(DC_TYPE_TEXT, "Rue\ndu\r\nPort"), "Rue du Port");
  assert_text(stored(DC_TYPE_TEXT, "Rue \t\n du Port\n"), "Rue du Port");
  assert_text(stored(DC_TYPE_TEXT, "a\033[31mb"), "a [31mb");
  assert_text(stored(DC_TYPE_TEXT, "a\xc2\x85"
                                   "b\u2028c\x7f"
                                   "d"),
              "a b c d");
  assert_text(stored(DC_TYPE_TEXT, "été – à l’œuvre €"), "été – à l’œuvre €");
  assert_text(stored(DC_TYPE_TEXT, "=\"00123\""), "00123");
  assert_text(stored(DC_TYPE_TEXT, "=\"\""), "=\"\"");
  assert_text(stored(DC_TYPE_TEXT, "-"), "-");
  is_absent(DC_TYPE_TEXT, "\n\t\n");
}

static void test_codes_compare_whatever_the_typing(void **state) {
  (void)state;
  assert_text(stored(DC_TYPE_CODE, "RSA"), "RSA");
  assert_text(stored(DC_TYPE_CODE, "rsa"), "RSA");
  assert_text(stored(DC_TYPE_CODE, "j26-nq"), "J26_NQ");
  assert_text(stored(DC_TYPE_CODE, "J26 NQ"), "J26_NQ");
  assert_text(stored(DC_TYPE_CODE, "J26\nNQ"), "J26_NQ");
  assert_text(stored(DC_TYPE_CODE, "Emploi d'avenir"), "EMPLOI_D_AVENIR");
  assert_text(stored(DC_TYPE_CODE, "Intempéries"), "INTEMPERIES");
  is_absent(DC_TYPE_CODE, "-");
}

static void test_flags(void **state) {
  (void)state;
  static const char *const yes[] = {"oui", "OUI", "Oui ", "vrai", "VRAI", "o", "1", "x", "X", "true", "yes", "✓", "✔"};
  static const char *const no[] = {"non", "Non", "faux", "FAUX", "n", "0", "false", "No"};
  for
    EACH(i, yes) gives(DC_TYPE_FLAG, yes[i], DC_YES);
  for
    EACH(i, no) gives(DC_TYPE_FLAG, no[i], DC_NO);
  refuses(DC_TYPE_FLAG, "peut-être", DC_D_BAD_FLAG);
  refuses(DC_TYPE_FLAG, "2", DC_D_BAD_FLAG);
  refuses(DC_TYPE_FLAG, "oui/non", DC_D_BAD_FLAG);
}

/* ---- identifiers ---- */

static void keeps(dc_type type, const char *text, const char *number) {
  assert_int_equal(read_as(type, text).status, DC_CELL_VALUE);
  assert_text(stored(type, text), number);
}

static void restores(dc_type type, const char *text, const char *number) {
  dc_cell cell = read_as(type, text);
  if (cell.status != DC_CELL_TOLD || cell.code != DC_D_RESTORED_NUMBER) {
    fail_msg("« %s » : état %d, code %s", text, (int)cell.status, dc_code_name(cell.code));
  }
  assert_text(stored(type, text), number);
  assert_true(text_has(cell.hint, number));
}

static void doubts(dc_type type, const char *text, const char *number) {
  dc_cell cell = read_as(type, text);
  assert_int_equal(cell.status, DC_CELL_TOLD);
  assert_int_equal(cell.code, DC_D_BAD_SIRET);
  assert_text(stored(type, text), number);
}

static void test_siret_is_read_through_its_typing(void **state) {
  (void)state;
  static const char *const same[] = {"20003452800014",    "200 034 528 00014", "200\u00a0034\u202f528 00014",
                                     "200.034.528.00014", "200-034-528-00014", "20003452800014.0",
                                     "20003452800014,00", "'20003452800014",   "=\"20003452800014\"",
                                     "200034528\n00014"};
  for
    EACH(i, same) keeps(DC_TYPE_SIRET, same[i], "20003452800014");
  keeps(DC_TYPE_SIRET, "35600000009075", "35600000009075");
  keeps(DC_TYPE_SIREN, "200 034 528", "200034528");
}

static void test_siret_is_restored_when_its_key_says_so(void **state) {
  (void)state;
  restores(DC_TYPE_SIRET, "5580121100008", "05580121100008");
  restores(DC_TYPE_SIRET, "5 580 121 100 008", "05580121100008");
  restores(DC_TYPE_SIREN, "55801211", "055801211");
  restores(DC_TYPE_SIRET, "2,0003452800014E+13", "20003452800014");
  restores(DC_TYPE_SIRET, "2.0003452800014e13", "20003452800014");
  restores(DC_TYPE_SIRET, "5,580121100008E+12", "05580121100008");
  restores(DC_TYPE_SIREN, "20003452800014", "200034528");
  restores(DC_TYPE_SIREN, "FR01200034528", "200034528");
  restores(DC_TYPE_SIREN, "FR 01 200 034 528", "200034528");
}

static void test_siret_that_lost_digits_is_not_guessed(void **state) {
  (void)state;
  static const char *const lost[] = {"3,56E+13", "3.56E+13",           "2,00034528E+13", "2,0003452800041E+13",
                                     "2E+13",    "2,0003452800014E+14"};
  for
    EACH(i, lost) refuses(DC_TYPE_SIRET, lost[i], DC_D_LOST_DIGITS);
  refuses(DC_TYPE_SIRET, "#########", DC_D_LOST_DIGITS);
}

static void test_a_wrong_key_is_kept_and_told(void **state) {
  (void)state;
  doubts(DC_TYPE_SIRET, "20003452800041", "20003452800041");
  doubts(DC_TYPE_SIRET, "200 034 528 00041", "20003452800041");
  doubts(DC_TYPE_SIRET, "2000345280001", "2000345280001");
  doubts(DC_TYPE_SIRET, "123", "123");
  doubts(DC_TYPE_SIRET, "inconnu", "inconnu");
  doubts(DC_TYPE_SIRET, "200034528", "200034528");
  doubts(DC_TYPE_SIRET, "FR01200034528", "FR01200034528");
  doubts(DC_TYPE_SIREN, "200034582", "200034582");
  doubts(DC_TYPE_SIREN, "FR02200034528", "FR02200034528");
  const char *long_text = "un texte bien plus long que tout numéro de SIRET possible";
  doubts(DC_TYPE_SIRET, long_text, long_text);
  assert_true(text_has(read_as(DC_TYPE_SIRET, "200034528").hint, "SIREN seul"));
  assert_true(text_has(read_as(DC_TYPE_SIRET, "FR01200034528").hint, "TVA"));
}

static void test_communes(void **state) {
  (void)state;
  keeps(DC_TYPE_COMMUNE, "62119", "62119");
  keeps(DC_TYPE_COMMUNE, "62 119", "62119");
  keeps(DC_TYPE_COMMUNE, "62119.0", "62119");
  keeps(DC_TYPE_COMMUNE, "2A004", "2A004");
  keeps(DC_TYPE_COMMUNE, "2a004", "2A004");
  keeps(DC_TYPE_COMMUNE, "2b033", "2B033");
  restores(DC_TYPE_COMMUNE, "1004", "01004");
  restores(DC_TYPE_COMMUNE, "1004,0", "01004");
  static const char *const wrong[] = {"Béthune", "62", "621190", "3A004", "2c004", "62119 Béthune", "6,21E+04"};
  for
    EACH(i, wrong) refuses(DC_TYPE_COMMUNE, wrong[i], DC_D_BAD_COMMUNE);
}

/* ---- cells without value ---- */

static void test_absent_cells(void **state) {
  (void)state;
  for (dc_type type = DC_TYPE_TEXT; type <= DC_TYPE_PERCENT; type++) {
    const char *empty = "";
    dc_column_reading reading = read_column(type, &empty, 1);
    assert_int_equal(reading.cells[0].status, DC_CELL_ABSENT);
    assert_int_equal(reading.notation.length, 0);
  }
  assert_int_equal(texts.count, 1);
}

static void test_words_for_nothing(void **state) {
  (void)state;
  static const char *const nothing[] = {"-", "—", "–", "- €", "néant", "NÉANT", "N/A", "n.c.", "sans objet", "NULL"};
  for (dc_type type = DC_TYPE_SIRET; type <= DC_TYPE_PERCENT; type++) {
    for
      EACH(i, nothing) {
        is_absent(type, nothing[i]);
        field.required = true;
        refuses(type, nothing[i], DC_D_MISSING_VALUE);
        field.required = false;
      }
  }
  field.required = true;
  refuses(DC_TYPE_CODE, "-", DC_D_MISSING_VALUE);
}

static void test_social_security_numbers_are_values_of_nothing(void **state) {
  (void)state;
  static const char *const numbers[] = {
      "185057800608491", "1 85 05 78 006 084 91", "1 85 05 78\n006 084 91", "né le 12/01/2026, 185057800608491",
      "185052A00608435", "=\"185057800608491\"",  "185057800608491.0",      "1,85057800608491E+14"};
  for (dc_type type = DC_TYPE_TEXT; type <= DC_TYPE_PERCENT; type++) {
    for
      EACH(i, numbers) refuses_saying(type, numbers[i], DC_D_PERSONAL_NUMBER, "");
  }
  assert_int_equal(texts.count, 1); /* kept nowhere */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      READS(test_every_notation_of_hours),
      READS(test_hours_that_are_none),
      READS(test_hours_of_two_meanings_are_not_guessed),
      READS(test_endless_decimals_of_spreadsheets_are_whole_minutes),
      READS(test_amounts),
      READS(test_amounts_that_are_none),
      READS(test_an_amount_alone_cannot_prove_its_mark),
      READS(test_several_amounts_in_a_cell_are_refused),
      READS(test_amounts_beyond_reason_are_refused),
      READS(test_percentages),
      READS(test_texts_are_clean),
      READS(test_codes_compare_whatever_the_typing),
      READS(test_flags),
      READS(test_siret_is_read_through_its_typing),
      READS(test_siret_is_restored_when_its_key_says_so),
      READS(test_siret_that_lost_digits_is_not_guessed),
      READS(test_a_wrong_key_is_kept_and_told),
      READS(test_communes),
      READS(test_absent_cells),
      READS(test_words_for_nothing),
      READS(test_social_security_numbers_are_values_of_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
