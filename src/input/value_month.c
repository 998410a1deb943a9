/* Months, and the first days by which spreadsheets stand for them. */
#include "input/value.h"
#include "input/written_day.h"

enum {
  YEAR_FIRST = 1,
  MONTH_FIRST = 2,
  WORDS = 4,
  FIRST_DAYS = 8,
  SECOND_IS_ONE = 16, /* some « 02/01/2026 »: the 1st of February for an American */
};

/* ---- months written as such ---- */

typedef struct {
  unsigned form; /* YEAR_FIRST, MONTH_FIRST or WORDS */
  int year, month;
  bool short_year;
} dc_written_month;

/* « 2026-01 », « 01/2026 », « 1.2026 ». */
static bool scan_numbers(dc_text text, dc_written_month *month) {
  size_t first_length, second_length;
  int first = dc_take_digits(&text, 4, &first_length);
  text = dc_text_trim(text);
  bool mark = text.length && (text.data[0] == '-' || text.data[0] == '/' || text.data[0] == '.');
  if (first < 0 || !mark) return false;
  text = dc_text_trim(dc_text_slice(text, 1, text.length));
  int second = dc_take_digits(&text, 4, &second_length);
  if (text.length || second < 0) return false;
  bool year_first = first_length == 4 && second_length <= 2, month_first = first_length <= 2 && second_length == 4;
  month->form = year_first ? YEAR_FIRST : MONTH_FIRST;
  month->year = year_first ? first : second;
  month->month = year_first ? second : first;
  return year_first || month_first;
}

/* « 202601 », « 012026 »: both are never possible. */
static bool scan_digits(dc_text text, dc_written_month *month) {
  size_t length;
  int number = dc_take_digits(&text, 7, &length);
  if (length != 6 || text.length) return false;
  int first = number / 100, second = number % 100;
  bool year_first = dc_date_from(first, second, 1) != DC_NO_DATE;
  month->form = year_first ? YEAR_FIRST : MONTH_FIRST;
  month->year = year_first ? first : number % 10000;
  month->month = year_first ? second : number / 10000;
  return true;
}

/* « janvier 2026 », « janv.-24 ». */
static bool scan_words(dc_text text, dc_written_month *month) {
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  size_t blank = dc_text_find(folded, DC_TEXT(" ")), length;
  dc_text year = dc_text_slice(folded, blank + 1, folded.length);
  month->form = WORDS;
  month->month = dc_month_word(dc_text_slice(folded, 0, blank));
  month->year = dc_take_digits(&year, 4, &length);
  month->short_year = length == 2;
  if (month->short_year) month->year += month->year >= 70 ? 1900 : 2000;
  bool read = month->month > 0 && (length == 2 || length == 4) && year.length == 0;
  dc_arena_free(&scratch);
  return read;
}

static bool scan(dc_text text, dc_written_month *month) {
  static bool (*const forms[])(dc_text, dc_written_month *) = {scan_numbers, scan_digits, scan_words};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    *month = (dc_written_month){0};
    if (forms[i](text, month)) return true;
  }
  return false;
}

/* ---- days that stand for a month ---- */

static dc_cell told(const dc_writing *writing, dc_month month) {
  char iso[DC_DATE_SIZE];
  return dc_cell_told(month, DC_D_REPAIRED_DAY,
                      dc_text_format(writing->arena, "lu " DC_S, DC_ARG(dc_month_iso(month, iso))));
}

static dc_date date_of(const dc_written_day *day) {
  int year = day->short_year ? day->year + (day->year >= 70 ? 1900 : 2000) : day->year;
  return day->form == DC_WRITTEN_SERIAL ? day->date : dc_date_from(year, day->second, day->first);
}

static dc_cell read_day(const dc_writing *writing, const dc_written_day *day) {
  bool two_ways = day->form == DC_WRITTEN_NUMBERS && day->first != day->second && day->first <= 12 && day->second <= 12;
  if (two_ways && writing->seen & SECOND_IS_ONE) return dc_cell_flawed(DC_D_AMBIGUOUS_DAY, DC_TEXT("JJ/MM ou MM/JJ ?"));
  dc_date date = date_of(day);
  int year, month, number;
  if (date == DC_NO_DATE) return dc_cell_wrong(DC_D_BAD_MONTH);
  dc_date_split(date, &year, &month, &number);
  if (number == 1) return told(writing, dc_date_month(date));
  char french[DC_DATE_SIZE];
  dc_text hint =
      dc_text_format(writing->arena, "le " DC_S " est un jour, pas un mois", DC_ARG(dc_date_french(date, french)));
  return dc_cell_flawed(DC_D_BAD_MONTH, hint);
}

/* ---- what is longer than a month ---- */

/* « T1 2024 », « 1er trimestre 2024 », « S2 2024 »… */
static dc_text longer_than_month(dc_text text) {
  static const struct {
    const char *word;
    const char *hint;
  } periods[] = {
      {"trimestre", "un trimestre n'est pas un mois"}, {"semestre", "un semestre n'est pas un mois"},
      {"annee", "une année n'est pas un mois"},        {"semaine", "une semaine n'est pas un mois"},
      {"t", "un trimestre n'est pas un mois"},         {"q", "un trimestre n'est pas un mois"},
      {"s", "un semestre n'est pas un mois"},
  };
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text), hint = {0};
  for (size_t i = 0; i < sizeof periods / sizeof *periods && hint.length == 0; i++) {
    dc_text word = dc_text_from(periods[i].word);
    size_t at = dc_text_find(folded, word), end = at + word.length;
    bool numbered = word.length > 1 || (end < folded.length && folded.data[end] >= '1' && folded.data[end] <= '4' &&
                                        (end + 1 == folded.length || folded.data[end + 1] == ' '));
    if (at < folded.length && numbered && (at == 0 || folded.data[at - 1] == ' ')) hint = dc_text_from(periods[i].hint);
  }
  dc_arena_free(&scratch);
  return hint;
}

/* ---- the column ---- */

static dc_cell read(const dc_writing *writing, dc_text text) {
  dc_written_month month;
  dc_written_day day;
  if (scan(text, &month)) {
    if (dc_date_from(month.year, month.month, 1) == DC_NO_DATE) return dc_cell_wrong(DC_D_BAD_MONTH);
    dc_month value = DC_MONTH_OF(month.year, month.month);
    return month.short_year ? told(writing, value) : dc_cell_of(value);
  }
  if (dc_written_day_scan(text, &day)) return read_day(writing, &day);
  return dc_cell_flawed(DC_D_BAD_MONTH, longer_than_month(text));
}

static unsigned look(const dc_writing *writing, dc_text text) {
  (void)writing;
  dc_written_month month;
  dc_written_day day;
  if (scan(text, &month)) return month.form;
  if (!dc_written_day_scan(text, &day)) return 0;
  bool american = day.form == DC_WRITTEN_NUMBERS && day.second == 1 && day.first > 1 && day.first <= 12;
  return american ? FIRST_DAYS | SECOND_IS_ONE : FIRST_DAYS;
}

static const dc_habit habits[] = {
    {YEAR_FIRST, 0, "AAAA-MM"},
    {MONTH_FIRST, 0, "MM/AAAA"},
    {WORDS, 0, "mois en lettres"},
    {FIRST_DAYS, 0, "premiers jours de mois"},
    {0, 0, NULL},
};

const dc_value_kind dc_kind_month = {.look = look, .read = read, .habits = habits};
