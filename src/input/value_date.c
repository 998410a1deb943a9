/* Dates. Whether the day or the month comes first is learnt from the whole column: « 31/01/2026 » proves one, and
 * « 01/31/2026 » the other. Without proof a French file has the day first. */
#include "input/value.h"
#include "input/written_day.h"

enum {
  DAY_FIRST = 1,   /* some value is a date only with the day first */
  MONTH_FIRST = 2, /* some value is a date only with the month first */
  NUMBERS = 4,
  YEAR_FIRST = 8,
  COMPACT = 16,
  WORDS = 32,
  SERIAL = 64,
  SHORT_YEAR = 128,
};

/* ---- years on two digits ---- */

/* From which two digits on a year is of the 1900s. A birth date follows the rule of spreadsheets. */
static int full_year(const dc_field *field, int two_digits) {
  int last_century = dc_text_equal(field->column, DC_TEXT("naissance")) ? 30 : 70;
  return two_digits + (two_digits >= last_century ? 1900 : 2000);
}

static int year_of(const dc_writing *writing, const dc_written_day *day) {
  return day->short_year ? full_year(writing->field, day->year) : day->year;
}

/* ---- which number is the month ---- */

static dc_date day_first(const dc_writing *writing, const dc_written_day *day) {
  return day->form == DC_WRITTEN_SERIAL ? day->date : dc_date_from(year_of(writing, day), day->second, day->first);
}

static dc_date month_first(const dc_writing *writing, const dc_written_day *day) {
  if (day->form != DC_WRITTEN_NUMBERS) return DC_NO_DATE;
  return dc_date_from(year_of(writing, day), day->first, day->second);
}

/* Whether the two orders give two dates, and the column does not say which holds. */
static bool is_ambiguous(const dc_writing *writing, const dc_written_day *day) {
  dc_date one = day_first(writing, day), other = month_first(writing, day);
  if (one == other || one == DC_NO_DATE || other == DC_NO_DATE) return false;
  return writing->seen & MONTH_FIRST || (day->short_year && !(writing->seen & DAY_FIRST));
}

static dc_text both_dates(const dc_writing *writing, const dc_written_day *day) {
  char one[DC_DATE_SIZE], other[DC_DATE_SIZE];
  return dc_text_format(writing->arena, "le " DC_S " ou le " DC_S " (JJ/MM/AAAA) ?",
                        DC_ARG(dc_date_french(day_first(writing, day), one)),
                        DC_ARG(dc_date_french(month_first(writing, day), other)));
}

/* ---- reading ---- */

static dc_text no_such_day(const dc_writing *writing, const dc_written_day *day) {
  int year = year_of(writing, day);
  if (year < 1900 || year > 2199) return (dc_text){0};
  return dc_text_format(writing->arena, "le %02d/%02d/%d n'existe pas", day->first, day->second, year);
}

/* The date is written in a way that says something else than a date, or less. */
static bool is_repaired(const dc_writing *writing, const dc_written_day *day) {
  bool american = day->form == DC_WRITTEN_NUMBERS && writing->seen & MONTH_FIRST;
  return american || day->form == DC_WRITTEN_SERIAL || day->short_year || day->lost_zero || day->time != DC_TIME_NONE;
}

static dc_cell wrong_weekday(const dc_writing *writing, dc_date date) {
  static const char *const names[] = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
  char french[DC_DATE_SIZE];
  dc_text hint = dc_text_format(writing->arena, "le " DC_S " est un %s", DC_ARG(dc_date_french(date, french)),
                                names[dc_date_weekday(date)]);
  return dc_cell_flawed(DC_D_BAD_DATE, hint);
}

static dc_cell read(const dc_writing *writing, dc_text text) {
  dc_written_day day;
  if (!dc_written_day_scan(text, &day)) return dc_cell_wrong(DC_D_BAD_DATE);
  if (is_ambiguous(writing, &day)) return dc_cell_flawed(DC_D_AMBIGUOUS_DAY, both_dates(writing, &day));
  dc_date date = day_first(writing, &day);
  if (date == DC_NO_DATE) date = month_first(writing, &day);
  if (date == DC_NO_DATE) return dc_cell_flawed(DC_D_BAD_DATE, no_such_day(writing, &day));
  if (day.weekday >= 0 && day.weekday != dc_date_weekday(date)) return wrong_weekday(writing, date);
  if (day.time == DC_TIME_OTHER_DAY)
    return dc_cell_flawed(DC_D_AMBIGUOUS_DAY, DC_TEXT("ce jour-là en temps universel, ou un autre à Paris ?"));
  if (!is_repaired(writing, &day)) return dc_cell_of(date);
  char french[DC_DATE_SIZE];
  dc_text hint = dc_text_format(writing->arena, "lu " DC_S, DC_ARG(dc_date_french(date, french)));
  return dc_cell_told(date, DC_D_REPAIRED_DAY, hint);
}

/* ---- the column ---- */

static unsigned look(const dc_writing *writing, dc_text text) {
  static const unsigned forms[] = {[DC_WRITTEN_NUMBERS] = NUMBERS,
                                   [DC_WRITTEN_YEAR_FIRST] = YEAR_FIRST,
                                   [DC_WRITTEN_COMPACT] = COMPACT,
                                   [DC_WRITTEN_WORDS] = WORDS,
                                   [DC_WRITTEN_SERIAL] = SERIAL};
  dc_written_day day;
  if (!dc_written_day_scan(text, &day)) return 0;
  unsigned seen = forms[day.form];
  if (day.short_year) seen |= SHORT_YEAR;
  if (day.form != DC_WRITTEN_NUMBERS) return seen;
  bool days = day_first(writing, &day) != DC_NO_DATE, months = month_first(writing, &day) != DC_NO_DATE;
  if (days && !months) seen |= DAY_FIRST;
  if (months && !days) seen |= MONTH_FIRST;
  return seen;
}

static const dc_habit habits[] = {
    {NUMBERS, MONTH_FIRST, "JJ/MM/AAAA"},
    {NUMBERS | MONTH_FIRST, DAY_FIRST, "MM/JJ/AAAA"},
    {NUMBERS | MONTH_FIRST | DAY_FIRST, 0, "JJ/MM et MM/JJ mêlés"},
    {YEAR_FIRST, 0, "AAAA-MM-JJ"},
    {COMPACT, 0, "AAAAMMJJ"},
    {WORDS, 0, "mois en lettres"},
    {SERIAL, 0, "numéros de jour (tableur)"},
    {SHORT_YEAR, 0, "années sur deux chiffres"},
    {0, 0, NULL},
};

const dc_value_kind dc_kind_date = {.look = look, .read = read, .habits = habits};
