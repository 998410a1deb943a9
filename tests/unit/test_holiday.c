/* The days off of labour law, against dates published for Easter and against the calendar of 2026. */
#include "support.h"

#include "decompte/holiday.h"

static void test_easter_of_years_that_try_the_corrections(void **state) {
  (void)state;
  /* Early and late dates, the two exceptions of Gauss's rule (1954, 1981), and ordinary years. */
  static const int easters[][3] = {{1913, 3, 23}, {1943, 4, 25}, {1954, 4, 18}, {1981, 4, 19}, {2000, 4, 23},
                                   {2008, 3, 23}, {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},  {2038, 4, 25},
                                   {2049, 4, 18}, {2076, 4, 19}, {2100, 3, 28}, {2160, 3, 23}};
  for (size_t i = 0; i < sizeof easters / sizeof *easters; i++)
    assert_int_equal(dc_easter(easters[i][0]), dc_date_from(easters[i][0], easters[i][1], easters[i][2]));
  for (int year = 1900; year <= 2199; year++) {
    assert_int_equal(dc_date_weekday(dc_easter(year)), 6);
    assert_true(dc_easter(year) >= dc_date_from(year, 3, 22) && dc_easter(year) <= dc_date_from(year, 4, 25));
  }
}

static void test_the_eleven_days_and_the_two_of_2026(void **state) {
  (void)state;
  static const struct {
    int month, day;
    const char *name;
    bool local;
  } days[] = {{1, 1, "1er janvier", false},
              {4, 3, "vendredi saint en Alsace-Moselle", true},
              {4, 6, "lundi de Pâques", false},
              {5, 1, "1er mai", false},
              {5, 8, "8 mai", false},
              {5, 14, "Ascension", false},
              {5, 25, "lundi de Pentecôte", false},
              {7, 14, "14 juillet", false},
              {8, 15, "Assomption", false},
              {11, 1, "Toussaint", false},
              {11, 11, "11 novembre", false},
              {12, 25, "Noël", false},
              {12, 26, "26 décembre en Alsace-Moselle", true}};
  size_t next = 0;
  for (dc_date date = dc_date_from(2026, 1, 1); date <= dc_date_from(2026, 12, 31); date++) {
    const dc_holiday *holiday = dc_holiday_on(date);
    if (!holiday) continue;
    assert_true(next < sizeof days / sizeof *days);
    assert_int_equal(date, dc_date_from(2026, days[next].month, days[next].day));
    assert_string_equal(holiday->name, days[next].name);
    assert_int_equal(holiday->local, days[next].local);
    next++;
  }
  assert_int_equal(next, sizeof days / sizeof *days);
}

static void test_two_holidays_on_one_day(void **state) {
  (void)state;
  assert_string_equal(dc_holiday_on(dc_date_from(2008, 5, 1))->name, "1er mai"); /* Ascension too */
}

static void test_local_holidays_go_by_department(void **state) {
  (void)state;
  assert_true(dc_commune_has_local_holidays(DC_TEXT("57463")));
  assert_true(dc_commune_has_local_holidays(DC_TEXT("67482")));
  assert_true(dc_commune_has_local_holidays(DC_TEXT("68224")));
  assert_false(dc_commune_has_local_holidays(DC_TEXT("62041")));
  assert_false(dc_commune_has_local_holidays((dc_text){0}));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_easter_of_years_that_try_the_corrections),
      cmocka_unit_test(test_the_eleven_days_and_the_two_of_2026),
      cmocka_unit_test(test_two_holidays_on_one_day),
      cmocka_unit_test(test_local_holidays_go_by_department),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
