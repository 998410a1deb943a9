/* Where a field of a record stands in its file. */
#include "decompte/reader.h"
#include "input/spans.h"

/* Bytes of the line end at `at`, 0 when there is none. */
static size_t line_end(dc_text text, size_t at) {
  if (at >= text.length || (text.data[at] != '\n' && text.data[at] != '\r')) return 0;
  return text.data[at] == '\r' && at + 1 < text.length && text.data[at + 1] == '\n' ? 2 : 1;
}

static dc_text line_at(dc_text raw, size_t start) {
  size_t end = start;
  while (end < raw.length && !line_end(raw, end)) end++;
  return dc_text_slice(raw, start, end);
}

/* Start of the last line that begins before `at` or there; `*line` goes up by the lines before it. */
static size_t start_of_line(dc_text raw, size_t at, uint32_t *line) {
  size_t start = 0;
  for (size_t i = 0; i < at;) {
    size_t end = line_end(raw, i);
    i += end ? end : 1;
    if (!end) continue;
    start = i;
    (*line)++;
  }
  return start;
}

/* Where the text of the field begins, past the blanks that were trimmed. */
static size_t text_start(const dc_record *record, const dc_dialect *dialect, size_t field) {
  dc_span span = {0};
  for (size_t i = 0; i <= field; i++) {
    if (span.last) return record->raw.length;
    span = dc_span_at(record->raw, span.next, dialect, record->quotes);
  }
  dc_text written = dc_text_slice(record->raw, span.begin, span.end), trimmed = dc_text_trim(written);
  return trimmed.length ? (size_t)(trimmed.data - record->raw.data) : span.begin;
}

void dc_record_place(const dc_record *record, const dc_dialect *dialect, size_t field, uint32_t *line,
                     uint32_t *column) {
  size_t at = text_start(record, dialect, field);
  *line = record->line;
  size_t start = start_of_line(record->raw, at, line);
  *column = (uint32_t)dc_text_characters(dc_text_slice(record->raw, start, at)) + 1;
}

dc_text dc_record_excerpt(const dc_record *record, uint32_t line) {
  uint32_t number = record->line;
  if (line < number) return (dc_text){0};
  for (size_t at = 0; at <= record->raw.length; at++, number++) {
    dc_text text = line_at(record->raw, at);
    if (number == line) return text;
    at += text.length;
    at += line_end(record->raw, at) == 2;
  }
  return (dc_text){0};
}
