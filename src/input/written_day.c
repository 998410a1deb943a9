#include "input/written_day.h"

enum { MOST_WORDS = 6 };

/* ---- pieces ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

int dc_take_digits(dc_text *text, size_t most, size_t *length) {
  int value = 0;
  for (*length = 0; *length < text->length && *length < most && is_digit(text->data[*length]); ++*length) {
    value = value * 10 + (text->data[*length] - '0');
  }
  *text = dc_text_slice(*text, *length, text->length);
  return *length ? value : -1;
}

static bool take(dc_text *text, dc_text wanted) {
  if (!dc_text_starts(*text, wanted)) return false;
  *text = dc_text_slice(*text, wanted.length, text->length);
  return true;
}

static bool is_prefix(dc_text word, dc_text whole) { return word.length >= 3 && dc_text_starts(whole, word); }

int dc_month_word(dc_text word) {
  static const dc_text months[][2] = {
      {DC_TEXT_INIT("janvier"), DC_TEXT_INIT("january")},
      {DC_TEXT_INIT("fevrier"), DC_TEXT_INIT("february")},
      {DC_TEXT_INIT("mars"), DC_TEXT_INIT("march")},
      {DC_TEXT_INIT("avril"), DC_TEXT_INIT("april")},
      {DC_TEXT_INIT("mai"), DC_TEXT_INIT("may")},
      {DC_TEXT_INIT("juin"), DC_TEXT_INIT("june")},
      {DC_TEXT_INIT("juillet"), DC_TEXT_INIT("july")},
      {DC_TEXT_INIT("aout"), DC_TEXT_INIT("august")},
      {DC_TEXT_INIT("septembre"), DC_TEXT_INIT("september")},
      {DC_TEXT_INIT("octobre"), DC_TEXT_INIT("october")},
      {DC_TEXT_INIT("novembre"), DC_TEXT_INIT("november")},
      {DC_TEXT_INIT("decembre"), DC_TEXT_INIT("december")},
  };
  int found = 0;
  for (int i = 0; i < 12; i++) {
    if (!is_prefix(word, months[i][0]) && !is_prefix(word, months[i][1])) continue;
    if (found) return 0;
    found = i + 1;
  }
  return found;
}

static int weekday_word(dc_text word) {
  static const dc_text days[] = {DC_TEXT_INIT("lundi"),   DC_TEXT_INIT("mardi"),    DC_TEXT_INIT("mercredi"),
                                 DC_TEXT_INIT("jeudi"),   DC_TEXT_INIT("vendredi"), DC_TEXT_INIT("samedi"),
                                 DC_TEXT_INIT("dimanche")};
  for (int i = 0; i < 7; i++) {
    if (is_prefix(word, days[i])) return i;
  }
  return -1;
}

/* Takes the name of a day away from the start: « lundi 12/01/2026 », « lun. 12 janv. 2026 ». */
static int take_weekday(dc_text *text) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  size_t length = 0;
  while (length < text->length && dc_text_find(dc_text_from(letters), dc_text_slice(*text, length, length + 1)) < 52)
    length++;
  if (length < 3) return -1;
  dc_arena scratch = {0};
  int weekday = weekday_word(dc_text_fold(&scratch, dc_text_slice(*text, 0, length)));
  dc_arena_free(&scratch);
  if (weekday < 0) return -1;
  *text = dc_text_slice(*text, length, text->length);
  if (!take(text, DC_TEXT("."))) (void)take(text, DC_TEXT(","));
  *text = dc_text_trim(*text);
  return weekday;
}

/* ---- time of day ---- */

/* Takes « Z », « +02:00 », « +0200 », « +02 » away. Minutes ahead of universal time; `*zoned`: there was one. */
static int take_zone(dc_text *text, bool *zoned) {
  dc_text rest = dc_text_trim(*text);
  *zoned = true;
  if (take(&rest, DC_TEXT("Z")) || take(&rest, DC_TEXT("UTC"))) {
    *text = rest;
    return 0;
  }
  bool west = dc_text_starts(rest, DC_TEXT("-"));
  size_t length;
  *zoned = west || dc_text_starts(rest, DC_TEXT("+"));
  rest = dc_text_slice(rest, 1, rest.length);
  int hours = *zoned ? dc_take_digits(&rest, 2, &length) : -1;
  *zoned = *zoned && hours >= 0 && hours <= 14 && length == 2;
  if (!*zoned) return 0;
  (void)take(&rest, DC_TEXT(":"));
  int minutes = dc_take_digits(&rest, 2, &length);
  *text = rest;
  if (minutes < 0) minutes = 0;
  return west ? -(hours * 60 + minutes) : hours * 60 + minutes;
}

/* Takes « 08:30 », « 08:30:00.000 », « 12:00:00 AM » away. Minutes since midnight, -1 when there is none. */
static int take_clock(dc_text *text, bool *midnight) {
  dc_text rest = *text;
  size_t length, ignored;
  int hours = dc_take_digits(&rest, 2, &length);
  if (hours < 0 || hours > 23 || !take(&rest, DC_TEXT(":"))) return -1;
  int minutes = dc_take_digits(&rest, 2, &length), seconds = 0, fraction = 0;
  if (minutes < 0 || minutes > 59 || length != 2) return -1;
  if (take(&rest, DC_TEXT(":"))) seconds = dc_take_digits(&rest, 2, &length);
  if (seconds < 0 || seconds > 59 || length != 2) return -1;
  if (take(&rest, DC_TEXT(".")) || take(&rest, DC_TEXT(","))) fraction = dc_take_digits(&rest, 9, &ignored);
  dc_text half = dc_text_trim(rest);
  bool morning = take(&half, DC_TEXT("AM")), evening = !morning && take(&half, DC_TEXT("PM"));
  if (morning || evening) {
    if (hours == 0 || hours > 12) return -1;
    hours = hours % 12 + (evening ? 12 : 0);
    rest = half;
  }
  *text = rest;
  *midnight = hours == 0 && minutes == 0 && seconds == 0 && fraction == 0;
  return hours * 60 + minutes;
}

/* Paris is one or two hours ahead of universal time. */
static dc_written_time day_in_paris(int minutes, bool zoned, int zone) {
  if (!zoned) return DC_TIME_SAME_DAY;
  int earliest = minutes - zone + 60, latest = minutes - zone + 120;
  bool in_step = zone == 60 || zone == 120;
  return in_step || (earliest >= 0 && latest < 24 * 60) ? DC_TIME_SAME_DAY : DC_TIME_OTHER_DAY;
}

/* Takes what may follow a day. false when something else does. */
static bool take_time(dc_text text, dc_written_time *time) {
  dc_text rest = dc_text_trim(text);
  bool zoned, midnight = false, lettered = take(&rest, DC_TEXT("T"));
  *time = DC_TIME_NONE;
  if (rest.length == 0) return !lettered;
  if (!lettered && rest.data == text.data && is_digit(rest.data[0])) return false; /* more digits of the year */
  int minutes = take_clock(&rest, &midnight);
  if (minutes < 0 && lettered) return false;
  int zone = take_zone(&rest, &zoned);
  if (minutes >= 0 && !midnight) *time = day_in_paris(minutes, zoned, zone);
  return rest.length == 0 && (minutes >= 0 || zoned);
}

/* ---- forms ---- */

/* Takes « / », « - » or « . », and the blanks around it, or blanks alone; 0 when there is none. */
static char take_separator(dc_text *text) {
  dc_text rest = dc_text_trim(*text);
  bool blank = rest.data != text->data;
  if (rest.length == 0) return 0;
  char c = rest.data[0];
  if (c != '/' && c != '-' && c != '.') {
    if (blank) *text = rest;
    return blank ? ' ' : 0;
  }
  *text = dc_text_trim(dc_text_slice(rest, 1, rest.length));
  return c;
}

/* Three numbers with the same mark between them. */
static bool scan_numbers(dc_text text, dc_written_day *day) {
  int numbers[3];
  size_t lengths[3];
  char marks[2];
  for (int i = 0; i < 3; i++) {
    numbers[i] = dc_take_digits(&text, 4, &lengths[i]);
    if (numbers[i] < 0) return false;
    if (i < 2) marks[i] = take_separator(&text);
  }
  if (!marks[0] || marks[0] != marks[1] || lengths[1] > 2) return false;
  bool year_first = lengths[0] == 4 && lengths[2] <= 2;
  if (!year_first && (lengths[0] > 2 || (lengths[2] != 2 && lengths[2] != 4))) return false;
  day->form = year_first ? DC_WRITTEN_YEAR_FIRST : DC_WRITTEN_NUMBERS;
  day->first = numbers[year_first ? 2 : 0];
  day->second = numbers[1];
  day->year = numbers[year_first ? 0 : 2];
  day->short_year = !year_first && lengths[2] == 2;
  return take_time(text, &day->time);
}

/* Eight digits: year first, or last as payroll programs put it (DSN); both are never possible. */
static bool scan_digits(dc_text text, dc_written_day *day) {
  int64_t number = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!is_digit(text.data[i])) return false;
    if (i < 8) number = number * 10 + (text.data[i] - '0');
  }
  if (text.length != 7 && text.length != 8) return false;
  int high = (int)(number / 10000), low = (int)(number % 10000);
  if (dc_date_from(high, low / 100, low % 100) != DC_NO_DATE) {
    day->form = DC_WRITTEN_COMPACT;
    day->first = low % 100, day->second = low / 100, day->year = high;
    return true;
  }
  day->form = DC_WRITTEN_NUMBERS;
  day->first = high / 100, day->second = high % 100, day->year = low;
  day->lost_zero = text.length == 7;
  return low >= 1900 && low < 2200 && day->first <= 31 && day->second <= 31;
}

/* 20000 is 3 October 1954, 73050 the last day of 2099; a fraction is a time of day. */
static bool scan_serial(dc_text text, dc_written_day *day) {
  enum { FIRST = 20000, LAST = 73050, EPOCH = 25569 /* 1 January 1970 */ };
  size_t length;
  int serial = dc_take_digits(&text, 5, &length);
  if (length != 5 || serial < FIRST || serial > LAST) return false;
  bool fraction = take(&text, DC_TEXT(",")) || take(&text, DC_TEXT("."));
  bool whole = true;
  if (fraction && text.length == 0) return false;
  for (size_t i = 0; i < text.length; i++) {
    if (!fraction || !is_digit(text.data[i])) return false;
    whole = whole && text.data[i] == '0';
  }
  day->form = DC_WRITTEN_SERIAL;
  day->date = serial - EPOCH;
  day->time = whole ? DC_TIME_NONE : DC_TIME_SAME_DAY;
  return true;
}

/* Cuts a folded text at its blanks. Too many words give MOST_WORDS. */
static size_t split(dc_text text, dc_text words[MOST_WORDS]) {
  size_t count = 0;
  while (text.length && count < MOST_WORDS) {
    size_t blank = dc_text_find(text, DC_TEXT(" "));
    words[count++] = dc_text_slice(text, 0, blank);
    text = dc_text_slice(text, blank + 1, text.length);
  }
  return count;
}

static bool scan_words(dc_text text, dc_written_day *day) {
  dc_arena scratch = {0};
  dc_text words[MOST_WORDS];
  size_t digits, year_digits, count = split(dc_text_fold(&scratch, text), words);
  bool read = count == 3;
  if (read) {
    day->form = DC_WRITTEN_WORDS;
    day->first = dc_take_digits(&words[0], 2, &digits);
    bool ordinal = day->first == 1 && dc_text_equal(words[0], DC_TEXT("er"));
    day->second = dc_month_word(words[1]);
    day->year = dc_take_digits(&words[2], 4, &year_digits);
    day->short_year = year_digits == 2;
    read = day->first >= 0 && (words[0].length == 0 || ordinal) && day->second > 0 && words[2].length == 0 &&
           (year_digits == 2 || year_digits == 4);
  }
  dc_arena_free(&scratch);
  return read;
}

bool dc_written_day_scan(dc_text text, dc_written_day *day) {
  static bool (*const forms[])(dc_text, dc_written_day *) = {scan_numbers, scan_digits, scan_serial, scan_words};
  enum { LONGEST = 64 };
  if (text.length > LONGEST) return false;
  int weekday = take_weekday(&text);
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    *day = (dc_written_day){.weekday = weekday};
    if (forms[i](text, day)) return true;
  }
  return false;
}
