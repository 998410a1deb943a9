#include "demo/calendar.h"

/* The anonymous Gregorian computus (Nature, 1876): the names of its steps have no meaning of their own. */
dc_date dc_demo_easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30;
  int i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  return dc_date_from(year, n / 31, n % 31 + 1);
}

bool dc_demo_is_holiday(dc_date date) {
  static const struct {
    int month, day;
  } fixed[] = {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}};
  static const int after_easter[] = {1, 39, 50}; /* Easter Monday, Ascension, Whit Monday */

  int year, month, day;
  dc_date_split(date, &year, &month, &day);
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
    if (fixed[i].month == month && fixed[i].day == day) return true;
  dc_date easter = dc_demo_easter(year);
  for (size_t i = 0; i < sizeof after_easter / sizeof *after_easter; i++)
    if (date == easter + after_easter[i]) return true;
  return false;
}

bool dc_demo_is_working_day(dc_date date) { return dc_date_weekday(date) < 5 && !dc_demo_is_holiday(date); }
