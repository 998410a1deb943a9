/* Dates and months alone in their column. */
#include "column_support.h"

#define EACH(i, rows) (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)
#define DAY           dc_date_from

static void test_every_notation_of_dates(void **state) {
  (void)state;
  static const char *const same[] = {"31/01/2026",
                                     "31-01-2026",
                                     "31.01.2026",
                                     "31 01 2026",
                                     "31 / 01 / 2026",
                                     "31/1/2026",
                                     "2026-01-31",
                                     "2026/01/31",
                                     "2026.01.31",
                                     "2026-1-31",
                                     "20260131",
                                     "31012026",
                                     "2026-01-31Z",
                                     "2026-01-31+02:00",
                                     "2026-01-31T00:00:00Z",
                                     "2026-01-31T00:00:00",
                                     "2026-01-31T00:00:00.000Z",
                                     "2026-01-31T00:00:00.000+0100",
                                     "2026-01-31 00:00:00",
                                     "2026-01-31 00:00",
                                     "31/01/2026 00:00",
                                     "1/31/2026 12:00:00 AM",
                                     "31 janvier 2026",
                                     "31 Janvier 2026",
                                     "31 janv. 2026",
                                     "31 janv 2026",
                                     "31-janv-2026",
                                     "31-jan-2026",
                                     "samedi 31 janvier 2026",
                                     "Samedi 31/01/2026",
                                     "sam. 31/01/2026",
                                     "sam 31 janv. 2026",
                                     "=\"31/01/2026\""};
  for
    EACH(i, same) {
      if (dc_text_starts(dc_text_from(same[i]), DC_TEXT("1/31")))
        tells(DC_TYPE_DATE, same[i], DAY(2026, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/2026");
      else
        gives(DC_TYPE_DATE, same[i], DAY(2026, 1, 31));
    }
  gives(DC_TYPE_DATE, "2018-07-28T00:00:00Z", DAY(2018, 7, 28));
  gives(DC_TYPE_DATE, "2018-07-28Z", DAY(2018, 7, 28));
  gives(DC_TYPE_DATE, "2018-07-28+02:00", DAY(2018, 7, 28));
  gives(DC_TYPE_DATE, "1/2/2026", DAY(2026, 2, 1));
  gives(DC_TYPE_DATE, "03/04/2026", DAY(2026, 4, 3)); /* a French file */
  gives(DC_TYPE_DATE, "29/02/2024", DAY(2024, 2, 29));
}

static void test_every_month_by_its_name(void **state) {
  (void)state;
  static const char *const names[][4] = {
      {"janvier", "janv.", "jan", "January"},
      {"février", "févr.", "fevrier", "Feb"},
      {"mars", "mar", "MARS", "March"},
      {"avril", "avr.", "avr", "April"},
      {"mai", "Mai", "MAI", "May"},
      {"juin", "Juin", "JUIN", "Jun"},
      {"juillet", "juil.", "juill.", "July"},
      {"août", "aout", "aoû", "August"},
      {"septembre", "sept.", "sep", "Sept"},
      {"octobre", "oct.", "OCT", "October"},
      {"novembre", "nov.", "nov", "November"},
      {"décembre", "déc.", "decembre", "Dec"},
  };
  for (int month = 1; month <= 12; month++) {
    for (int k = 0; k < 4; k++) {
      dc_text text = dc_text_format(&arena, "1er %s 2026", names[month - 1][k]);
      gives(DC_TYPE_DATE, text.data, DAY(2026, month, 1));
      text = dc_text_format(&arena, "%s 2026", names[month - 1][k]);
      gives(DC_TYPE_MONTH, text.data, DC_MONTH_OF(2026, month));
    }
  }
  refuses(DC_TYPE_DATE, "12 jui 2026", DC_D_BAD_DATE); /* June or July */
  refuses(DC_TYPE_DATE, "12 ma 2026", DC_D_BAD_DATE);
  refuses(DC_TYPE_DATE, "12 brumaire 2026", DC_D_BAD_DATE);
}

static void test_dates_that_are_repaired_are_told(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int year, month, day;
    const char *hint;
  } rows[] = {{"45292", 2024, 1, 1, "lu 01/01/2024"},
              {"45292.0", 2024, 1, 1, "lu 01/01/2024"},
              {"45292,35416667", 2024, 1, 1, "lu 01/01/2024"},
              {"20000", 1954, 10, 3, "lu 03/10/1954"},
              {"73050", 2099, 12, 31, "lu 31/12/2099"},
              {"31-01-26", 2026, 1, 31, "lu 31/01/2026"},
              {"31/01/26", 2026, 1, 31, "lu 31/01/2026"},
              {"31/01/69", 2069, 1, 31, "lu 31/01/2069"},
              {"31/01/70", 1970, 1, 31, "lu 31/01/1970"},
              {"3/3/26", 2026, 3, 3, "lu 03/03/2026"},
              {"12-janv-26", 2026, 1, 12, "lu 12/01/2026"},
              {"12 janv. 26", 2026, 1, 12, "lu 12/01/2026"},
              {"01/31/2026", 2026, 1, 31, "lu 31/01/2026"},
              {"2026-01-31 08:30:00", 2026, 1, 31, "lu 31/01/2026"},
              {"2026-01-31T08:30:00Z", 2026, 1, 31, "lu 31/01/2026"},
              {"2026-01-31T23:30:00+01:00", 2026, 1, 31, "lu 31/01/2026"},
              {"31/01/2026 8:30", 2026, 1, 31, "lu 31/01/2026"},
              {"1012026", 2026, 1, 1, "lu 01/01/2026"}};
  for
    EACH(i, rows) {
      tells(DC_TYPE_DATE, rows[i].text, DAY(rows[i].year, rows[i].month, rows[i].day), DC_D_REPAIRED_DAY, rows[i].hint);
    }
}

static void test_two_digits_of_a_birth_are_of_the_last_century(void **state) {
  (void)state;
  field.column = DC_TEXT("naissance");
  tells(DC_TYPE_DATE, "31/01/30", DAY(1930, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/1930");
  tells(DC_TYPE_DATE, "31/01/99", DAY(1999, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/1999");
  tells(DC_TYPE_DATE, "31/01/29", DAY(2029, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/2029");
  tells(DC_TYPE_DATE, "31 janv. 68", DAY(1968, 1, 31), DC_D_REPAIRED_DAY, "lu 31/01/1968");
}

static void test_dates_that_do_not_exist_say_so(void **state) {
  (void)state;
  refuses_saying(DC_TYPE_DATE, "31/02/2026", DC_D_BAD_DATE, "le 31/02/2026 n'existe pas");
  refuses_saying(DC_TYPE_DATE, "29/02/2023", DC_D_BAD_DATE, "le 29/02/2023 n'existe pas");
  refuses_saying(DC_TYPE_DATE, "2026-02-30", DC_D_BAD_DATE, "le 30/02/2026 n'existe pas");
  refuses_saying(DC_TYPE_DATE, "31/13/2026", DC_D_BAD_DATE, "le 31/13/2026 n'existe pas");
  refuses_saying(DC_TYPE_DATE, "00/01/2026", DC_D_BAD_DATE, "le 00/01/2026 n'existe pas");
  refuses_saying(DC_TYPE_DATE, "31 avril 2026", DC_D_BAD_DATE, "le 31/04/2026 n'existe pas");
  refuses_saying(DC_TYPE_DATE, "31/04/26", DC_D_BAD_DATE, "le 31/04/2026 n'existe pas");
  refuses_saying(DC_TYPE_DATE, "31/01/1899", DC_D_BAD_DATE, "");
  refuses_saying(DC_TYPE_DATE, "mardi 31/01/2026", DC_D_BAD_DATE, "le 31/01/2026 est un samedi");
}

static void test_dates_of_two_meanings_are_not_guessed(void **state) {
  (void)state;
  refuses_saying(DC_TYPE_DATE, "03/04/26", DC_D_AMBIGUOUS_DAY, "le 03/04/2026 ou le 04/03/2026 (JJ/MM/AAAA) ?");
  refuses_saying(DC_TYPE_DATE, "2018-07-27T22:00:00Z", DC_D_AMBIGUOUS_DAY,
                 "ce jour-là en temps universel, ou un autre à Paris ?");
  refuses(DC_TYPE_DATE, "2018-07-28T02:00:00+04:00", DC_D_AMBIGUOUS_DAY);
}

static void test_dates_that_are_none(void **state) {
  (void)state;
  static const char *const wrong[] = {"19970-04-22",
                                      "1997-04-222",
                                      "1997-04",
                                      "31/01/202",
                                      "31/01/20266",
                                      "31/01-2026",
                                      "31/01",
                                      "19999",
                                      "73051",
                                      "4529",
                                      "310126",
                                      "152026",
                                      "99999999",
                                      "demain",
                                      "31/01/2026 soir",
                                      "janvier 2026",
                                      "31/01/2026T",
                                      "2026-01-31T25:00",
                                      "2026-01-31 8",
                                      "1/1/1/1",
                                      "32012026",
                                      "12 13 14 15",
                                      "2026-01-31 10:61",
                                      "45292,",
                                      "45292,5x",
                                      "13/01/2026 13:00 PM",
                                      "du 1er au 31 janvier 2026",
                                      "31/01/2026 et 01/02/2026"};
  for
    EACH(i, wrong) refuses(DC_TYPE_DATE, wrong[i], DC_D_BAD_DATE);
  refuses_saying(DC_TYPE_DATE, "########", DC_D_BAD_DATE,
                 "colonne trop étroite dans le tableur : la valeur est perdue");
}

/* ---- months ---- */

static void test_every_notation_of_months(void **state) {
  (void)state;
  static const char *const same[] = {
      "2026-01", "2026/01",      "2026-1",       "01/2026",    "1/2026",    "01-2026",      "01.2026",    "202601",
      "012026",  "janvier 2026", "Janvier 2026", "janv. 2026", "janv-2026", "JANVIER 2026", "janv.-2026", "jan 2026"};
  for
    EACH(i, same) gives(DC_TYPE_MONTH, same[i], DC_MONTH_OF(2026, 1));
  gives(DC_TYPE_MONTH, "févr. 2024", DC_MONTH_OF(2024, 2));
  gives(DC_TYPE_MONTH, "août 2026", DC_MONTH_OF(2026, 8));
  gives(DC_TYPE_MONTH, "aout 2026", DC_MONTH_OF(2026, 8));
  gives(DC_TYPE_MONTH, "mar 2026", DC_MONTH_OF(2026, 3));
}

static void test_months_that_are_repaired_are_told(void **state) {
  (void)state;
  static const char *const same[] = {"01/01/2026", "2026-01-01",       "46023",    "46023,0",  "janv-26",
                                     "janv.-26",   "1er janvier 2026", "01/01/26", "20260101", "2026-01-01 00:00:00"};
  for
    EACH(i, same) tells(DC_TYPE_MONTH, same[i], DC_MONTH_OF(2026, 1), DC_D_REPAIRED_DAY, "lu 2026-01");
  tells(DC_TYPE_MONTH, "45292", DC_MONTH_OF(2024, 1), DC_D_REPAIRED_DAY, "lu 2024-01");
  tells(DC_TYPE_MONTH, "01/03/2026", DC_MONTH_OF(2026, 3), DC_D_REPAIRED_DAY, "lu 2026-03");
}

static void test_months_that_are_none(void **state) {
  (void)state;
  static const struct {
    const char *text, *hint;
  } rows[] = {{"T1 2024", "un trimestre n'est pas un mois"},
              {"2024-T1", "un trimestre n'est pas un mois"},
              {"Q1 2024", "un trimestre n'est pas un mois"},
              {"1er trimestre 2024", "un trimestre n'est pas un mois"},
              {"S2 2024", "un semestre n'est pas un mois"},
              {"semaine 12", "une semaine n'est pas un mois"},
              {"année 2024", "une année n'est pas un mois"},
              {"15/01/2026", "le 15/01/2026 est un jour, pas un mois"},
              {"2026-01-31", "le 31/01/2026 est un jour, pas un mois"},
              {"45293", "le 02/01/2024 est un jour, pas un mois"},
              {"13/2026", ""},
              {"2026-13", ""},
              {"01/26", ""},
              {"2026", ""},
              {"janvier", ""},
              {"31/02/2026", ""},
              {"12026", ""},
              {"01/1899", ""}};
  for
    EACH(i, rows) refuses_saying(DC_TYPE_MONTH, rows[i].text, DC_D_BAD_MONTH, rows[i].hint);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      READS(test_every_notation_of_dates),
      READS(test_every_month_by_its_name),
      READS(test_dates_that_are_repaired_are_told),
      READS(test_two_digits_of_a_birth_are_of_the_last_century),
      READS(test_dates_that_do_not_exist_say_so),
      READS(test_dates_of_two_meanings_are_not_guessed),
      READS(test_dates_that_are_none),
      READS(test_every_notation_of_months),
      READS(test_months_that_are_repaired_are_told),
      READS(test_months_that_are_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
