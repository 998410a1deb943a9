/* Hours: decimals, hours and minutes, minutes, and the fractions of a day that spreadsheets keep.
 *
 * « 7,30 » is read when the column proves that it is written in decimals. Fractions of a day are told from decimals of
 * an hour by what they are worth: « 0,3125 » is no number of thousandths of an hour, and 7 h 30 of a day. */
#include "input/number.h"
#include "input/value.h"

enum {
  DECIMALS = 1,      /* some value can only be in decimals of an hour */
  ONE_HOUR = 2,      /* some value is of one hour or more */
  DAY_FRACTION = 4,  /* some value can only be a fraction of a day */
  CLOCK = 8,         /* « 7h30 » */
  MINUTE_COUNT = 16, /* « 450 min » */
  NUMBERS = 32,      /* « 7,5 » */
};

/* ---- clocks and minutes ---- */

typedef enum { NOT_A_CLOCK, IS_CLOCK, IS_MINUTES, IS_TWO_CLOCKS /* 7h5: which minute? */ } dc_clock_status;

static const dc_text minute_words[] = {DC_TEXT_INIT("minutes"), DC_TEXT_INIT("minute"), DC_TEXT_INIT("min"),
                                       DC_TEXT_INIT("mn")};
static const dc_text hour_words[] = {DC_TEXT_INIT("heures"), DC_TEXT_INIT("heure"), DC_TEXT_INIT("hrs"),
                                     DC_TEXT_INIT("h")};
#define COUNT(words) (sizeof(words) / sizeof *(words))

/* The whole number that `text` is, without sign; -1 when it is none, or above 9 999 999. */
static int64_t whole_number(dc_text text) {
  dc_number number;
  bool digit = text.length > 0 && text.data[0] >= '0' && text.data[0] <= '9';
  if (!digit || dc_number_scan(text, &number) != DC_NUMBER_OK || number.meaning != DC_MARK_NONE) return -1;
  return !number.negative && number.digits <= 9999999 ? (int64_t)number.digits : -1;
}

/* Bytes of the hour mark at the start of `text`: a colon or a word; 0 when there is none. */
static size_t hour_mark(dc_text text) {
  if (dc_text_starts(text, DC_TEXT(":"))) return 1;
  for (size_t i = 0; i < COUNT(hour_words); i++) {
    if (dc_text_starts(text, hour_words[i])) return hour_words[i].length;
  }
  return 0;
}

/* Cuts `text` at its first hour mark. `*colon`: it is « : ». false when there is none. */
static bool cut_at_hours(dc_text text, dc_text *before, dc_text *after, bool *colon) {
  for (size_t i = 0; i < text.length; i++) {
    size_t mark = hour_mark(dc_text_slice(text, i, text.length));
    if (mark == 0) continue;
    *colon = text.data[i] == ':';
    *before = dc_text_trim(dc_text_slice(text, 0, i));
    *after = dc_text_trim(dc_text_slice(text, i + mark, text.length));
    return true;
  }
  return false;
}

static dc_clock_status read_clock(dc_text text, dc_hours *hours) {
  bool negative = false;
  if (!dc_take_sign(&text, &negative)) return NOT_A_CLOCK;
  bool colon, minutes = dc_take_end(&text, minute_words, COUNT(minute_words));
  dc_text before, after;
  int64_t whole = 0, rest = 0;
  dc_clock_status status = IS_CLOCK;
  if (cut_at_hours(text, &before, &after, &colon)) {
    if (colon && dc_text_ends(after, DC_TEXT(":00"))) after = dc_text_slice(after, 0, after.length - 3);
    if (after.length == 0 && (colon || minutes)) return NOT_A_CLOCK;
    whole = whole_number(before);
    rest = after.length == 0 ? 0 : after.length <= 2 ? whole_number(after) : -1;
    if (whole < 0 || rest < 0 || rest > 59) return NOT_A_CLOCK;
    if (after.length == 1 && !minutes) status = IS_TWO_CLOCKS;
  } else {
    status = IS_MINUTES;
    rest = minutes ? whole_number(text) : -1;
    if (rest < 0) return NOT_A_CLOCK;
  }
  *hours = whole * DC_HOUR + rest * DC_MINUTE;
  if (negative) *hours = -*hours;
  return status;
}

/* ---- numbers ---- */

/* What two digits after a mark say: « 7,30 » may be 7 h 30 written carelessly. Quarters and halves in decimals, more
 * than 59, or another number of digits can only be decimals. */
static bool may_be_minutes(const dc_number *number) {
  if (number->meaning != DC_MARK_DECIMAL || number->decimals != 2) return false;
  int fraction = (int)(number->digits % 100);
  return fraction > 0 && fraction < 60 && fraction != 25 && fraction != 50;
}

static bool proves_decimals(const dc_number *number) {
  bool marked = number->meaning != DC_MARK_NONE;
  return marked && !may_be_minutes(number) && (number->decimals != 2 || number->digits % 100 != 0);
}

/* Minutes of the number as a fraction of a day, and as decimals of an hour; -1 when they are not whole. */
static int64_t minutes_of_day(const dc_number *number) { return dc_number_nearly(number, 24 * 60); }
static int64_t minutes_of_hour(const dc_number *number) { return dc_number_nearly(number, 60); }

static dc_number_status scan(dc_text text, dc_number *number) {
  (void)dc_take_end(&text, hour_words, COUNT(hour_words));
  return dc_number_scan(text, number);
}

static dc_text minutes_hint(const dc_writing *writing, const char *format, int64_t minutes) {
  return dc_text_format(writing->arena, format, (int)(minutes / 60), (int)(minutes % 60));
}

static dc_cell read_minutes(const dc_writing *writing, int64_t minutes) {
  return dc_cell_told(minutes * DC_MINUTE, DC_D_SPREADSHEET_HOURS, minutes_hint(writing, "lu %dh%02d", minutes));
}

/* In a column of fractions of a day. */
static dc_cell read_day_fraction(const dc_writing *writing, const dc_number *number) {
  int64_t minutes = minutes_of_day(number);
  if (dc_number_is_zero(number)) return dc_cell_of(0);
  if (minutes < 0) return dc_cell_flawed(DC_D_AMBIGUOUS_HOURS, DC_TEXT("fraction de jour sans minutes entières"));
  return read_minutes(writing, minutes);
}

/* Less than an hour, where nothing says that it is no fraction of a day. */
static bool may_be_day_fraction(const dc_writing *writing, const dc_number *number, bool exact) {
  if (!dc_number_below_one(number) || dc_number_is_zero(number) || minutes_of_day(number) < 0) return false;
  if (!exact || writing->seen & DAY_FRACTION) return true;
  return !(writing->seen & ONE_HOUR) && number->decimals > 2 && minutes_of_hour(number) < 0;
}

static dc_cell read_decimals(const dc_writing *writing, const dc_number *number) {
  int64_t value = 0;
  dc_number_status status = dc_number_value(number, DC_HOUR, &value);
  bool exact = status == DC_NUMBER_OK;
  if (may_be_day_fraction(writing, number, exact)) {
    const char *format = "décimales d'heure, ou fraction de jour d'un tableur (%dh%02d) ?";
    return dc_cell_flawed(DC_D_AMBIGUOUS_HOURS, minutes_hint(writing, format, minutes_of_day(number)));
  }
  if (exact && may_be_minutes(number) && !(writing->seen & DECIMALS)) return dc_cell_wrong(DC_D_AMBIGUOUS_HOURS);
  if (status == DC_NUMBER_TOO_PRECISE && minutes_of_hour(number) >= 0)
    return read_minutes(writing, minutes_of_hour(number));
  return dc_cell_quantity(status, value, DC_D_BAD_HOURS);
}

/* ---- the column ---- */

enum { LONGEST = 48 };

/* In lower case; what is longer than any hours stays as it is, and is none. */
static dc_text lowered(dc_text text, char buffer[LONGEST]) {
  if (text.length > LONGEST) return text;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    buffer[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  return (dc_text){buffer, text.length};
}

static unsigned look_at_number(const dc_number *number) {
  int64_t value;
  unsigned seen = NUMBERS;
  bool below_one = dc_number_below_one(number);
  bool exact = dc_number_value(number, DC_HOUR, &value) == DC_NUMBER_OK;
  if (!below_one) seen |= ONE_HOUR;
  if (proves_decimals(number) && (exact || !below_one)) seen |= DECIMALS;
  if (below_one && !exact && minutes_of_day(number) >= 0 && minutes_of_hour(number) < 0) seen |= DAY_FRACTION;
  return seen;
}

static unsigned look(const dc_writing *writing, dc_text text) {
  (void)writing;
  char buffer[LONGEST];
  text = lowered(text, buffer);
  dc_hours hours = 0;
  dc_number number;
  dc_clock_status status = read_clock(text, &hours);
  if (status == NOT_A_CLOCK) return scan(text, &number) == DC_NUMBER_OK ? look_at_number(&number) : 0;
  unsigned seen = status == IS_MINUTES ? MINUTE_COUNT : CLOCK;
  return hours >= DC_HOUR || hours <= -DC_HOUR ? seen | ONE_HOUR : seen;
}

static dc_cell read(const dc_writing *writing, dc_text text) {
  char buffer[LONGEST];
  text = lowered(text, buffer);
  dc_hours hours = 0;
  switch (read_clock(text, &hours)) {
  case IS_TWO_CLOCKS: return dc_cell_flawed(DC_D_AMBIGUOUS_HOURS, DC_TEXT("un seul chiffre de minutes"));
  case IS_CLOCK:
  case IS_MINUTES: return dc_cell_of(hours);
  case NOT_A_CLOCK: break;
  }
  dc_number number;
  dc_scientific scientific;
  dc_number_status status = scan(text, &number);
  if (dc_scientific_scan(text, &scientific)) return dc_cell_wrong(DC_D_LOST_DIGITS);
  if (status != DC_NUMBER_OK) return dc_cell_quantity(status, 0, DC_D_BAD_HOURS);
  if ((writing->seen & DAY_FRACTION) && !(writing->seen & ONE_HOUR)) return read_day_fraction(writing, &number);
  return read_decimals(writing, &number);
}

static const dc_habit habits[] = {
    {NUMBERS, DAY_FRACTION, "heures décimales"},
    {DAY_FRACTION, ONE_HOUR, "fractions de jour (tableur)"},
    {DAY_FRACTION | ONE_HOUR, 0, "heures décimales ou fractions de jour"},
    {CLOCK, 0, "heures et minutes"},
    {MINUTE_COUNT, 0, "minutes"},
    {0, 0, NULL},
};

const dc_value_kind dc_kind_hours = {.look = look, .read = read, .habits = habits};
