#include "report/csv_writer.h"

#include <stdlib.h>
#include <string.h>

const dc_csv_dialect *dc_csv_dialect_of(bool international) {
  static const dc_csv_dialect french = {.separator = ';', .decimal = ',', .bom = true};
  static const dc_csv_dialect everyone = {.separator = ',', .decimal = '.', .iso_dates = true};
  return international ? &everyone : &french;
}

static void append(dc_csv *csv, const char *bytes, size_t size) {
  if (size > csv->capacity - csv->length) csv->data = dc_grow(csv->data, &csv->capacity, csv->length + size, 1);
  if (size) memcpy(csv->data + csv->length, bytes, size);
  csv->length += size;
}

static void begin_cell(dc_csv *csv) {
  if (csv->in_line) append(csv, &csv->dialect->separator, 1);
  csv->in_line = true;
}

/* What a spreadsheet may run instead of showing. */
static bool starts_formula(dc_text text) {
  switch (text.length ? text.data[0] : 0) {
  case '=':
  case '+':
  case '-':
  case '@':
  case '\t':
  case '\r': return true;
  default: return false;
  }
}

/* Both separators are quoted in both dialects: a reader that guesses wrong still finds its columns. */
static bool needs_quotes(dc_text text) {
  for (size_t i = 0; i < text.length; i++) {
    switch (text.data[i]) {
    case ';':
    case ',':
    case '"':
    case '\r':
    case '\n': return true;
    default: break;
    }
  }
  return false;
}

void dc_csv_text(dc_csv *csv, dc_text text) {
  begin_cell(csv);
  bool quoted = needs_quotes(text);
  if (quoted) append(csv, "\"", 1);
  if (starts_formula(text)) append(csv, "'", 1);
  if (!quoted) {
    append(csv, text.data, text.length);
    return;
  }
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == '"') append(csv, "\"", 1);
    append(csv, &text.data[i], 1);
  }
  append(csv, "\"", 1);
}

void dc_csv_ready(dc_csv *csv, dc_text cells) {
  begin_cell(csv);
  append(csv, cells.data, cells.length);
}

/* Digits of `value` ending at `end`; returns where they start. */
static char *digits_before(char *end, uint64_t value) {
  do {
    *--end = (char)('0' + value % 10);
    value /= 10;
  } while (value);
  return end;
}

void dc_csv_count(dc_csv *csv, uint64_t count) {
  char buffer[24], *end = buffer + sizeof buffer;
  char *start = digits_before(end, count);
  begin_cell(csv);
  append(csv, start, (size_t)(end - start));
}

/* Written for its speed: ten-thousandths of an hour are units × 10 / 3, and a third never falls on a half. */
void dc_csv_hours(dc_csv *csv, dc_hours hours) {
  begin_cell(csv);
  if (hours == DC_NO_QUANTITY) return;
  DC_ASSERT(hours < INT64_MAX / 10 && hours > -(INT64_MAX / 10));
  bool negative = hours < 0;
  uint64_t tenths = ((uint64_t)(negative ? -hours : hours) * 10 + 1) / 3;
  char buffer[32], *end = buffer + sizeof buffer, *at = end;
  unsigned decimals = (unsigned)(tenths % 10000);
  if (decimals) {
    for (int i = 0; i < 4; i++, decimals /= 10) {
      char digit = (char)('0' + decimals % 10);
      if (digit != '0' || at != end) *--at = digit;
    }
    *--at = csv->dialect->decimal;
  }
  at = digits_before(at, tenths / 10000);
  if (negative && tenths) *--at = '-';
  append(csv, at, (size_t)(end - at));
}

void dc_csv_decimal(dc_csv *csv, int64_t value, int64_t scale, int decimals) {
  begin_cell(csv);
  if (value == DC_NO_QUANTITY) return;
  char buffer[DC_NUMBER_SIZE];
  dc_text text = dc_decimal(value, scale, decimals, false, csv->dialect->decimal, buffer);
  append(csv, text.data, text.length);
}

static char *two_digits(char *at, int value) {
  *at++ = (char)('0' + value / 10 % 10);
  *at++ = (char)('0' + value % 10);
  return at;
}

void dc_csv_date(dc_csv *csv, dc_date date) {
  begin_cell(csv);
  if (date == DC_NO_DATE) return;
  int year, month, day;
  dc_date_split(date, &year, &month, &day);
  char buffer[16], *at = buffer;
  if (csv->dialect->iso_dates) {
    at = two_digits(two_digits(at, year / 100), year);
    *at++ = '-';
    at = two_digits(at, month);
    *at++ = '-';
    at = two_digits(at, day);
  } else {
    at = two_digits(at, day);
    *at++ = '/';
    at = two_digits(at, month);
    *at++ = '/';
    at = two_digits(two_digits(at, year / 100), year);
  }
  append(csv, buffer, (size_t)(at - buffer));
}

void dc_csv_month(dc_csv *csv, dc_month month) {
  begin_cell(csv);
  if (month == DC_NO_MONTH) return;
  char buffer[8], *at = two_digits(two_digits(buffer, month / 1200), month / 12);
  *at++ = '-';
  append(csv, buffer, (size_t)(two_digits(at, month % 12 + 1) - buffer));
}

void dc_csv_end(dc_csv *csv) {
  append(csv, "\r\n", 2);
  csv->in_line = false;
}

void dc_csv_header(dc_csv *csv, const char *names) {
  if (csv->dialect->bom) append(csv, "\xEF\xBB\xBF", 3);
  dc_text rest = dc_text_from(names);
  while (rest.length) {
    size_t end = dc_text_find(rest, DC_TEXT(";"));
    dc_csv_text(csv, dc_text_slice(rest, 0, end));
    rest = dc_text_slice(rest, end + 1, rest.length);
  }
  dc_csv_end(csv);
}

dc_text dc_csv_cell(dc_arena *arena, const dc_csv_dialect *dialect, dc_text text) {
  dc_csv cell = {.dialect = dialect};
  dc_csv_text(&cell, text);
  dc_text copy = dc_text_copy(arena, (dc_text){cell.data, cell.length});
  dc_csv_free(&cell);
  return copy;
}

void dc_csv_flush(dc_csv *csv, dc_sink *sink) {
  dc_sink_write(sink, csv->data, csv->length);
  csv->length = 0;
}

void dc_csv_free(dc_csv *csv) {
  free(csv->data);
  *csv = (dc_csv){.dialect = csv->dialect};
}
