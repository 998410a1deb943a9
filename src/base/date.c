#include "decompte/date.h"

#include <stdio.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from 1 March, so that the leap day comes last and month lengths follow one formula; 719468
 * is the number of days from 0000-03-01 to 1970-01-01. Years here are positive. */
static dc_date days_from_civil(int year, int month, int day) {
  int shifted = month > 2 ? year : year - 1;
  int era = shifted / 400, year_of_era = shifted % 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

dc_date dc_date_from(int year, int month, int day) {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return DC_NO_DATE;
  if (day < 1 || day > days_in_month(year, month)) return DC_NO_DATE;
  return days_from_civil(year, month, day);
}

void dc_date_split(dc_date date, int *year, int *month, int *day) {
  int shifted = date + 719468;
  int era = shifted / 146097, day_of_era = shifted % 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

int dc_date_weekday(dc_date date) { return ((date % 7) + 7 + 3) % 7; /* 1970-01-01 was a Thursday */ }

dc_date dc_date_monday(dc_date date) { return date - dc_date_weekday(date); }

int dc_date_year(dc_date date) {
  int year, month, day;
  dc_date_split(date, &year, &month, &day);
  return year;
}

dc_month dc_date_month(dc_date date) {
  int year, month, day;
  dc_date_split(date, &year, &month, &day);
  return DC_MONTH_OF(year, month);
}

dc_date dc_month_first(dc_month month) { return days_from_civil(month / 12, month % 12 + 1, 1); }

dc_date dc_month_last(dc_month month) { return dc_month_first(month + 1) - 1; }

dc_date dc_date_add_months(dc_date date, int months, dc_month_mode mode) {
  int year, month, day;
  dc_date_split(date, &year, &month, &day);
  dc_month target = DC_MONTH_OF(year, month) + months;
  if (target / 12 < FIRST_YEAR || target / 12 > LAST_YEAR) return DC_NO_DATE;
  if (day <= days_in_month(target / 12, target % 12 + 1)) return dc_month_first(target) + day - 1;
  return mode == DC_SAME_DAY ? dc_month_last(target) : dc_month_first(target + 1);
}

int dc_date_age(dc_date birth, dc_date date) {
  int birth_year, birth_month, birth_day, year, month, day;
  dc_date_split(birth, &birth_year, &birth_month, &birth_day);
  dc_date_split(date, &year, &month, &day);
  /* In a common year a 29 February has its birthday on 1 March: the plain comparison of (month, day) says so. */
  bool reached = month > birth_month || (month == birth_month && day >= birth_day);
  return year - birth_year - !reached;
}

int dc_date_months_between(dc_date from, dc_date to) {
  if (to <= from) return 0;
  int from_year, from_month, from_day, year, month, day;
  dc_date_split(from, &from_year, &from_month, &from_day);
  dc_date_split(to, &year, &month, &day);
  int months = (year - from_year) * 12 + month - from_month - (day < from_day);
  return months > 0 ? months : 0;
}

/* ---- renderings ---- */

static dc_text printed(char *buffer, int length) { return (dc_text){buffer, (size_t)length}; }

dc_text dc_date_french(dc_date date, char buffer[DC_DATE_SIZE]) {
  int year, month, day;
  if (date == DC_NO_DATE) return printed(buffer, snprintf(buffer, DC_DATE_SIZE, "%s", ""));
  dc_date_split(date, &year, &month, &day);
  return printed(buffer, snprintf(buffer, DC_DATE_SIZE, "%02d/%02d/%04d", day % 100, month % 100, year % 10000));
}

dc_text dc_date_iso(dc_date date, char buffer[DC_DATE_SIZE]) {
  int year, month, day;
  if (date == DC_NO_DATE) return printed(buffer, snprintf(buffer, DC_DATE_SIZE, "%s", ""));
  dc_date_split(date, &year, &month, &day);
  return printed(buffer, snprintf(buffer, DC_DATE_SIZE, "%04d-%02d-%02d", year % 10000, month % 100, day % 100));
}

dc_text dc_month_iso(dc_month month, char buffer[DC_DATE_SIZE]) {
  if (month == DC_NO_MONTH) return printed(buffer, snprintf(buffer, DC_DATE_SIZE, "%s", ""));
  return printed(buffer, snprintf(buffer, DC_DATE_SIZE, "%04d-%02d", month / 12 % 10000, month % 12 + 1));
}

/* ---- readers ---- */

/* Reads 1 to `most` digits at `*at`. -1 when there is none. */
static int digits(dc_text text, size_t *at, size_t most) {
  int value = 0;
  size_t start = *at;
  while (*at < text.length && *at - start < most && text.data[*at] >= '0' && text.data[*at] <= '9') {
    value = value * 10 + (text.data[(*at)++] - '0');
  }
  return *at == start ? -1 : value;
}

static bool accept(dc_text text, size_t *at, char wanted) {
  if (*at >= text.length || text.data[*at] != wanted) return false;
  ++*at;
  return true;
}

bool dc_date_parse(dc_text text, dc_date *date) {
  size_t at = 0;
  int first = digits(text, &at, 4), year, month, day;
  if (at == 4 && accept(text, &at, '-')) {
    year = first;
    month = digits(text, &at, 2);
    if (!accept(text, &at, '-')) return false;
    day = digits(text, &at, 2);
    if (text.length != 10) return false;
  } else if (at <= 2 && accept(text, &at, '/')) {
    day = first;
    month = digits(text, &at, 2);
    if (!accept(text, &at, '/')) return false;
    size_t start = at;
    year = digits(text, &at, 4);
    if (at - start != 4) return false;
  } else {
    return false;
  }
  *date = at == text.length ? dc_date_from(year, month, day) : DC_NO_DATE;
  return *date != DC_NO_DATE;
}

static int month_named(dc_text word) {
  static const char *const names[] = {"janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
                                      "juillet", "aout",    "septembre", "octobre", "novembre", "decembre"};
  for (int i = 0; i < 12; i++) {
    if (dc_text_equal(word, dc_text_from(names[i]))) return i + 1;
  }
  return 0;
}

static bool month_in_words(dc_text text, int *year, int *month) {
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  size_t space = dc_text_find(folded, DC_TEXT(" "));
  size_t at = space + 1;
  *month = month_named(dc_text_slice(folded, 0, space));
  *year = at < folded.length ? digits(folded, &at, 4) : -1;
  bool whole = *month > 0 && at == folded.length && folded.length == space + 5;
  dc_arena_free(&scratch);
  return whole;
}

bool dc_month_parse(dc_text text, dc_month *result) {
  size_t at = 0;
  int year, month;
  int first = digits(text, &at, 4);
  if (at == 4 && accept(text, &at, '-')) {
    year = first;
    month = digits(text, &at, 2);
    if (at != text.length || text.length != 7) return false;
  } else if (at <= 2 && first >= 0 && accept(text, &at, '/')) {
    month = first;
    size_t start = at;
    year = digits(text, &at, 4);
    if (at != text.length || at - start != 4) return false;
  } else if (!month_in_words(text, &year, &month)) {
    return false;
  }
  if (dc_date_from(year, month, 1) == DC_NO_DATE) return false;
  *result = DC_MONTH_OF(year, month);
  return true;
}
