#include "decompte/reader.h"

void dc_record_place(const dc_record *record, const dc_dialect *dialect, size_t field, uint32_t *line,
                     uint32_t *column) {
  bool quoted = false;
  size_t at = 0;
  for (; at < record->raw.length && field > 0; at++) {
    char c = record->raw.data[at];
    if (c == dialect->quote)
      quoted = !quoted;
    else if (c == dialect->separator && !quoted)
      field--;
  }
  *line = record->line;
  *column = (uint32_t)dc_text_characters(dc_text_slice(record->raw, 0, at)) + 1;
}

dc_text dc_record_excerpt(const dc_record *record, uint32_t line) {
  (void)line;
  return record->raw;
}
