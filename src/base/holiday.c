#include "decompte/holiday.h"

/* On a date, or so many days from Easter Sunday (month 0). */
typedef struct {
  int month, day;
  dc_holiday holiday;
} dc_holiday_rule;

static const dc_holiday_rule rules[] = {
    {1, 1, {"1er janvier", false}},
    {5, 1, {"1er mai", false}},
    {5, 8, {"8 mai", false}},
    {7, 14, {"14 juillet", false}},
    {8, 15, {"Assomption", false}},
    {11, 1, {"Toussaint", false}},
    {11, 11, {"11 novembre", false}},
    {12, 25, {"Noël", false}},
    {12, 26, {"26 décembre en Alsace-Moselle", true}},
    {0, -2, {"vendredi saint en Alsace-Moselle", true}},
    {0, 1, {"lundi de Pâques", false}},
    {0, 39, {"Ascension", false}},
    {0, 50, {"lundi de Pentecôte", false}},
};

/* The anonymous algorithm of 1876 (Nature, 20 April 1876), as J. Meeus gives it: Astronomical Algorithms, 2nd ed.,
 * 1998, ch. 8. The letters are his, which have no names of their own. */
dc_date dc_easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30; /* days from 21 March to the paschal full moon, but for two corrections */
  int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  return dc_date_from(year, n / 31, n % 31 + 1);
}

const dc_holiday *dc_holiday_on(dc_date date) {
  int year, month, day;
  dc_date_split(date, &year, &month, &day);
  int from_easter = date - dc_easter(year);
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    const dc_holiday_rule *rule = &rules[i];
    bool falls = rule->month ? rule->month == month && rule->day == day : rule->day == from_easter;
    if (falls) return &rule->holiday;
  }
  return NULL;
}

bool dc_commune_has_local_holidays(dc_text commune) {
  return dc_text_starts(commune, DC_TEXT("57")) || dc_text_starts(commune, DC_TEXT("67")) ||
         dc_text_starts(commune, DC_TEXT("68"));
}
