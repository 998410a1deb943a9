#include "support.h"

#include "decompte/date.h"

static dc_date day(int year, int month, int number) {
  dc_date date = dc_date_from(year, month, number);
  assert_int_not_equal(date, DC_NO_DATE);
  return date;
}

static void assert_day(dc_date date, const char *iso) {
  char buffer[DC_DATE_SIZE];
  assert_string_equal(dc_date_iso(date, buffer).data, iso);
}

/* ---- days ---- */

static void test_every_day_from_1900_to_2199_goes_round(void **state) {
  (void)state;
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  dc_date expected = -25567; /* days from 1970-01-01 back to 1900-01-01 */
  for (int year = 1900; year <= 2199; year++) {
    bool leap = year % 4 == 0 && (year % 100 != 0 || year == 2000);
    for (int month = 1; month <= 12; month++) {
      int length = lengths[month - 1] + (month == 2 && leap);
      for (int number = 1; number <= length; number++, expected++) {
        int y, m, d;
        dc_date date = dc_date_from(year, month, number);
        assert_int_equal(date, expected);
        dc_date_split(date, &y, &m, &d);
        assert_true(y == year && m == month && d == number);
        assert_int_equal(dc_date_year(date), year);
        assert_int_equal(dc_date_month(date), DC_MONTH_OF(year, month));
      }
      assert_int_equal(dc_date_from(year, month, length + 1), DC_NO_DATE);
      assert_int_equal(dc_month_first(DC_MONTH_OF(year, month)), expected - length);
      assert_int_equal(dc_month_last(DC_MONTH_OF(year, month)), expected - 1);
    }
  }
}

static void test_impossible_days_are_no_dates(void **state) {
  (void)state;
  static const int wrong[][3] = {{2026, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2026, 4, 31},  {2026, 0, 1},
                                 {2026, 13, 1}, {2026, 1, 0},  {2026, 1, 32}, {1899, 12, 31}, {2200, 1, 1},
                                 {-1, 1, 1},    {2026, -1, 1}, {2026, 1, -1}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(dc_date_from(wrong[i][0], wrong[i][1], wrong[i][2]), DC_NO_DATE);
  }
}

static void test_weekdays_begin_on_monday(void **state) {
  (void)state;
  assert_int_equal(dc_date_weekday(day(1970, 1, 1)), 3);
  assert_int_equal(dc_date_weekday(day(1900, 1, 1)), 0);
  assert_int_equal(dc_date_weekday(day(1969, 12, 31)), 2);
  assert_int_equal(dc_date_weekday(day(2024, 2, 29)), 3);
  assert_int_equal(dc_date_weekday(day(2026, 10, 31)), 5);
  assert_int_equal(dc_date_weekday(day(2199, 12, 31)), 1);
}

static void test_weeks_hold_seven_days(void **state) {
  (void)state;
  for (dc_date date = day(1969, 12, 29); date < day(1970, 2, 2); date++) {
    dc_date monday = dc_date_monday(date);
    assert_int_equal(dc_date_weekday(monday), 0);
    assert_in_range(date - monday, 0, 6);
  }
  assert_day(dc_date_monday(day(2026, 3, 1)), "2026-02-23");
  assert_day(dc_date_monday(day(2026, 3, 2)), "2026-03-02");
}

/* ---- months ---- */

static void test_windows_of_24_months(void **state) {
  (void)state;
  static const struct {
    int start[3];
    const char *last;
  } rows[] = {{{2024, 1, 1}, "2025-12-31"},
              {{2024, 2, 29}, "2026-02-27"},
              {{2024, 3, 1}, "2026-02-28"},
              {{2024, 8, 31}, "2026-08-30"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dc_date start = day(rows[i].start[0], rows[i].start[1], rows[i].start[2]);
    assert_day(dc_date_add_months(start, 24, DC_SAME_DAY) - 1, rows[i].last);
  }
  assert_day(day(2024, 1, 1) + 730 - 1, "2025-12-30"); /* a count of days is not a count of months */
  assert_day(day(2024, 2, 29) + 730 - 1, "2026-02-27");
}

static void test_months_are_added_in_both_modes(void **state) {
  (void)state;
  static const struct {
    int from[3], months;
    const char *same, *next;
  } rows[] = {{{2012, 1, 31}, 1, "2012-02-29", "2012-03-01"},   {{2013, 1, 31}, 1, "2013-02-28", "2013-03-01"},
              {{2012, 10, 31}, 4, "2013-02-28", "2013-03-01"},  {{2012, 2, 29}, 12, "2013-02-28", "2013-03-01"},
              {{2012, 2, 29}, 48, "2016-02-29", "2016-02-29"},  {{2012, 11, 30}, 1, "2012-12-30", "2012-12-30"},
              {{2012, 3, 31}, -1, "2012-02-29", "2012-03-01"},  {{2012, 1, 15}, -1, "2011-12-15", "2011-12-15"},
              {{2012, 12, 31}, 12, "2013-12-31", "2013-12-31"}, {{2012, 5, 31}, 0, "2012-05-31", "2012-05-31"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dc_date from = day(rows[i].from[0], rows[i].from[1], rows[i].from[2]);
    assert_day(dc_date_add_months(from, rows[i].months, DC_SAME_DAY), rows[i].same);
    assert_day(dc_date_add_months(from, rows[i].months, DC_NEXT_DAY), rows[i].next);
  }
}

static void test_months_out_of_the_calendar_give_no_date(void **state) {
  (void)state;
  assert_int_equal(dc_date_add_months(day(2199, 12, 1), 1, DC_SAME_DAY), DC_NO_DATE);
  assert_int_equal(dc_date_add_months(day(1900, 1, 1), -1, DC_SAME_DAY), DC_NO_DATE);
  assert_int_equal(dc_date_add_months(day(2026, 1, 1), 1000000, DC_NEXT_DAY), DC_NO_DATE);
  assert_int_equal(dc_date_add_months(day(2026, 1, 1), -1000000, DC_NEXT_DAY), DC_NO_DATE);
}

static void test_age_is_reached_on_the_birthday(void **state) {
  (void)state;
  assert_int_equal(dc_date_age(day(2000, 5, 20), day(2026, 5, 19)), 25);
  assert_int_equal(dc_date_age(day(2000, 5, 20), day(2026, 5, 20)), 26);
  assert_int_equal(dc_date_age(day(2000, 2, 29), day(2026, 2, 28)), 25);
  assert_int_equal(dc_date_age(day(2000, 2, 29), day(2026, 3, 1)), 26);
  assert_int_equal(dc_date_age(day(2000, 2, 29), day(2024, 2, 29)), 24);
  assert_int_equal(dc_date_age(day(2026, 5, 20), day(2026, 5, 20)), 0);
  assert_int_equal(dc_date_age(day(2026, 5, 20), day(2026, 5, 19)), -1);
}

static void test_months_between_counts_whole_months(void **state) {
  (void)state;
  assert_int_equal(dc_date_months_between(day(2026, 1, 15), day(2026, 2, 14)), 0);
  assert_int_equal(dc_date_months_between(day(2026, 1, 15), day(2026, 2, 15)), 1);
  assert_int_equal(dc_date_months_between(day(2024, 6, 30), day(2026, 6, 30)), 24);
  assert_int_equal(dc_date_months_between(day(2026, 1, 31), day(2026, 2, 28)), 0);
  assert_int_equal(dc_date_months_between(day(2026, 2, 1), day(2026, 2, 1)), 0);
  assert_int_equal(dc_date_months_between(day(2026, 2, 1), day(2025, 2, 1)), 0);
}

/* ---- notations ---- */

static void test_dates_are_written_in_two_ways(void **state) {
  (void)state;
  char buffer[DC_DATE_SIZE];
  assert_string_equal(dc_date_french(day(2026, 1, 31), buffer).data, "31/01/2026");
  assert_string_equal(dc_date_iso(day(1900, 1, 1), buffer).data, "1900-01-01");
  assert_string_equal(dc_month_iso(DC_MONTH_OF(2026, 10), buffer).data, "2026-10");
  assert_int_equal(dc_date_french(DC_NO_DATE, buffer).length, 0);
  assert_int_equal(dc_date_iso(DC_NO_DATE, buffer).length, 0);
  assert_int_equal(dc_month_iso(DC_NO_MONTH, buffer).length, 0);
}

static void test_dates_of_one_meaning_are_read(void **state) {
  (void)state;
  static const char *const rows[][2] = {{"31/01/2026", "2026-01-31"},
                                        {"1/2/2026", "2026-02-01"},
                                        {"2026-01-31", "2026-01-31"},
                                        {"29/02/2024", "2024-02-29"},
                                        {"01/1/2199", "2199-01-01"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dc_date date = 0;
    assert_true(dc_date_parse(dc_text_from(rows[i][0]), &date));
    assert_day(date, rows[i][1]);
  }
}

static void test_other_dates_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"",
                                      "/",
                                      "31/01/26",
                                      "31-01-2026",
                                      "2026/01/31",
                                      "2026-1-31",
                                      "2026-13-01",
                                      "30/02/2026",
                                      "2026-02-29",
                                      "31/01/2026 ",
                                      " 31/01/2026",
                                      "31/01/20266",
                                      "131/01/2026",
                                      "12026-01-31",
                                      "2026-01-31T00",
                                      "/01/2026",
                                      "31//2026",
                                      "31/01/",
                                      "2026--01-1",
                                      "0000-00-00",
                                      "31/12/1899",
                                      "45292",
                                      "31/01/202a",
                                      "-1/01/2026",
                                      "2026-01-"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dc_date date = 0;
    if (dc_date_parse(dc_text_from(wrong[i]), &date)) fail_msg("« %s » a été lu", wrong[i]);
  }
}

static void test_months_are_read_in_figures_and_in_words(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int month;
  } rows[] = {{"2026-01", 1},        {"01/2026", 1},        {"1/2026", 1},        {"janvier 2026", 1},
              {"Février 2026", 2},   {"fevrier 2026", 2},   {"MARS 2026", 3},     {"avril 2026", 4},
              {"mai 2026", 5},       {"juin 2026", 6},      {"juillet 2026", 7},  {"août 2026", 8},
              {"aout\u00a02026", 8}, {"septembre 2026", 9}, {"octobre 2026", 10}, {"novembre-2026", 11},
              {"décembre 2026", 12}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dc_month month = 0;
    if (!dc_month_parse(dc_text_from(rows[i].text), &month)) fail_msg("« %s » n'a pas été lu", rows[i].text);
    assert_int_equal(month, DC_MONTH_OF(2026, rows[i].month));
  }
}

static void test_other_months_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"",        "2026",    "2026-00",  "2026-13",       "13/2026",    "2026-1",
                                      "T1 2026", "mars",    "mars 26",  "mars 2026 bis", "marsu 2026", "01/26",
                                      "1899-12", "2200-01", "2026-011", "/2026",         "mars 20266", "caf\xE9 2026"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dc_month month = 0;
    if (dc_month_parse(dc_text_from(wrong[i]), &month)) fail_msg("« %s » a été lu", wrong[i]);
  }
}

/* ---- vectors that nobody here wrote ---- */

static FILE *shared_vectors(const char *name) {
  const char *base = getenv("DECOMPTE_SHARED");
  char path[512];
  snprintf(path, sizeof path, "%s/data/dates/%s", base ? base : "../shared", name);
  FILE *file = fopen(path, "r");
  if (!file) {
    print_message("vecteurs absents (%s) : essai passé\n", path);
    skip();
  }
  return file;
}

static dc_date iso(const char *text) {
  dc_date date = 0;
  assert_true(dc_date_parse(dc_text_trim(dc_text_from(text)), &date));
  return date;
}

static void test_shared_vectors_where_the_day_exists(void **state) {
  (void)state;
  FILE *file = shared_vectors("exact_computations.csv");
  char line[200], from[11], result[11];
  int years, months, days, rows = 0;
  while (file && fgets(line, sizeof line, file)) {
    if (sscanf(line, "%10[0-9-];[%d years, %d months, %d days];%10s", from, &years, &months, &days, result) != 5)
      continue;
    assert_int_equal(dc_date_add_months(iso(from), years * 12 + months, DC_SAME_DAY) + days, iso(result));
    assert_int_equal(dc_date_add_months(iso(from), years * 12 + months, DC_NEXT_DAY) + days, iso(result));
    rows++;
  }
  fclose(file);
  assert_true(rows >= 15);
}

static void test_shared_vectors_where_the_day_is_missing(void **state) {
  (void)state;
  FILE *file = shared_vectors("ambiguous_computations.csv");
  char line[200], from[11], up[11], down[11];
  int years, months, days, rows = 0;
  while (file && fgets(line, sizeof line, file)) {
    int read =
        sscanf(line, "%10[0-9-];[%d years, %d months, %d days];%10[0-9-];%10s", from, &years, &months, &days, up, down);
    if (read != 6) continue;
    assert_int_equal(dc_date_add_months(iso(from), years * 12 + months, DC_NEXT_DAY) + days, iso(up));
    assert_int_equal(dc_date_add_months(iso(from), years * 12 + months, DC_SAME_DAY) + days, iso(down));
    rows++;
  }
  fclose(file);
  assert_true(rows >= 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_day_from_1900_to_2199_goes_round),
      cmocka_unit_test(test_impossible_days_are_no_dates),
      cmocka_unit_test(test_weekdays_begin_on_monday),
      cmocka_unit_test(test_weeks_hold_seven_days),
      cmocka_unit_test(test_windows_of_24_months),
      cmocka_unit_test(test_months_are_added_in_both_modes),
      cmocka_unit_test(test_months_out_of_the_calendar_give_no_date),
      cmocka_unit_test(test_age_is_reached_on_the_birthday),
      cmocka_unit_test(test_months_between_counts_whole_months),
      cmocka_unit_test(test_dates_are_written_in_two_ways),
      cmocka_unit_test(test_dates_of_one_meaning_are_read),
      cmocka_unit_test(test_other_dates_are_refused),
      cmocka_unit_test(test_months_are_read_in_figures_and_in_words),
      cmocka_unit_test(test_other_months_are_refused),
      cmocka_unit_test(test_shared_vectors_where_the_day_exists),
      cmocka_unit_test(test_shared_vectors_where_the_day_is_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
