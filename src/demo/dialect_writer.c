#include "demo/dialect_writer.h"

#include <string.h>

#include "decompte/exact.h"

const dc_demo_dialect dc_demo_plain = {';', DC_UTF8, "\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH};

void dc_demo_open(dc_demo_writer *writer, const char *path, const dc_demo_dialect *dialect) {
  writer->dialect = dialect;
  writer->fields = writer->used = 0;
  dc_sink_open(&writer->sink, path);
  if (dialect->encoding == DC_UTF8_BOM) dc_sink_text(&writer->sink, DC_TEXT("\xEF\xBB\xBF"));
}

static void flush(dc_demo_writer *writer) {
  dc_sink_write(&writer->sink, writer->row, writer->used);
  writer->used = 0;
}

static void put_all(dc_demo_writer *writer, const char *bytes, size_t size) {
  if (size > DC_DEMO_ROW - writer->used) flush(writer);
  if (size > DC_DEMO_ROW) {
    dc_sink_write(&writer->sink, bytes, size);
    return;
  }
  memcpy(writer->row + writer->used, bytes, size);
  writer->used += size;
}

static void put(dc_demo_writer *writer, char byte) { put_all(writer, &byte, 1); }

/* The invented texts only use letters that Windows-1252 has: the two-byte UTF-8 of Latin-1, and « œ ». */
static void put_windows_1252(dc_demo_writer *writer, dc_text text) {
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    if (byte < 0x80) {
      put(writer, (char)byte);
      continue;
    }
    unsigned char next = ++i < text.length ? (unsigned char)text.data[i] : 0;
    if (byte == 0xC2 || byte == 0xC3)
      put(writer, (char)(byte == 0xC2 ? next : next + 0x40));
    else if (byte == 0xC5 && (next == 0x92 || next == 0x93))
      put(writer, (char)(next == 0x92 ? 0x8C : 0x9C));
    else
      put(writer, '?');
  }
}

static void put_text(dc_demo_writer *writer, dc_text text) {
  if (writer->dialect->encoding == DC_WINDOWS_1252)
    put_windows_1252(writer, text);
  else
    put_all(writer, text.data, text.length);
}

static bool needs_quotes(const dc_demo_writer *writer, dc_text text) {
  for (size_t i = 0; i < text.length; i++)
    if (text.data[i] == writer->dialect->separator || text.data[i] == '"' || text.data[i] == '\n') return true;
  return false;
}

static void put_quoted(dc_demo_writer *writer, dc_text text) {
  put(writer, '"');
  for (size_t start = 0; start < text.length;) {
    size_t end = start;
    while (end < text.length && text.data[end] != '"') end++;
    put_text(writer, dc_text_slice(text, start, end));
    if (end < text.length) put_all(writer, "\"\"", 2);
    start = end + 1;
  }
  put(writer, '"');
}

void dc_demo_text(dc_demo_writer *writer, dc_text text) {
  if (writer->fields++ > 0) put(writer, writer->dialect->separator);
  if (text.length == 0) return;
  if (needs_quotes(writer, text))
    put_quoted(writer, text);
  else
    put_text(writer, text);
}

void dc_demo_date(dc_demo_writer *writer, dc_date date) {
  char buffer[DC_DATE_SIZE];
  if (date == DC_NO_DATE)
    dc_demo_text(writer, DC_TEXT(""));
  else if (writer->dialect->dates == DC_DEMO_ISO)
    dc_demo_text(writer, dc_date_iso(date, buffer));
  else
    dc_demo_text(writer, dc_date_french(date, buffer));
}

void dc_demo_month(dc_demo_writer *writer, dc_month month) {
  static const char *const names[] = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                      "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
  char buffer[DC_DATE_SIZE];
  if (month == DC_NO_MONTH) {
    dc_demo_text(writer, DC_TEXT(""));
  } else if (writer->dialect->dates == DC_DEMO_ISO) {
    dc_demo_text(writer, dc_month_iso(month, buffer));
  } else {
    char text[32];
    int length = snprintf(text, sizeof text, "%s %d", names[month % 12], month / 12);
    DC_ASSERT(length > 0 && (size_t)length < sizeof text);
    dc_demo_text(writer, (dc_text){text, (size_t)length});
  }
}

void dc_demo_hours(dc_demo_writer *writer, int32_t minutes) {
  char buffer[DC_NUMBER_SIZE];
  if (writer->dialect->hours == DC_DEMO_DECIMAL) {
    dc_demo_text(writer, dc_decimal(minutes, 60, 2, true, writer->dialect->decimal, buffer));
  } else {
    int length = snprintf(buffer, sizeof buffer, "%dh%02d", minutes / 60, minutes % 60);
    DC_ASSERT(length > 0 && (size_t)length < sizeof buffer);
    dc_demo_text(writer, (dc_text){buffer, (size_t)length});
  }
}

void dc_demo_money(dc_demo_writer *writer, int64_t cents) {
  char buffer[DC_NUMBER_SIZE];
  if (cents == DC_NO_QUANTITY)
    dc_demo_text(writer, DC_TEXT(""));
  else
    dc_demo_text(writer, dc_decimal(cents, 100, 2, false, writer->dialect->decimal, buffer));
}

void dc_demo_percent(dc_demo_writer *writer, int32_t per_mille) {
  char number[DC_NUMBER_SIZE], text[DC_NUMBER_SIZE + 4];
  dc_text value = dc_decimal(per_mille, 10, 1, true, writer->dialect->decimal, number);
  int length = snprintf(text, sizeof text, DC_S " %%", DC_ARG(value));
  DC_ASSERT(length > 0 && (size_t)length < sizeof text);
  dc_demo_text(writer, (dc_text){text, (size_t)length});
}

void dc_demo_end_row(dc_demo_writer *writer) {
  put_all(writer, writer->dialect->line_end, strlen(writer->dialect->line_end));
  flush(writer);
  writer->fields = 0;
}

void dc_demo_header(dc_demo_writer *writer, const char *columns) {
  for (const char *start = columns;;) {
    size_t length = strcspn(start, ";");
    dc_demo_text(writer, (dc_text){start, length});
    if (start[length] == '\0') break;
    start += length + 1;
  }
  dc_demo_end_row(writer);
}

bool dc_demo_close(dc_demo_writer *writer) { return dc_sink_close(&writer->sink, NULL); }
