#include "input/split.h"

enum { ORDINARY, SEPARATOR, QUOTE, LINE_END, CONTROL };

void dc_classes_init(dc_classes *classes, const dc_dialect *dialect) {
  *classes = (dc_classes){0};
  for (int c = 0; c < 0x20; c++) classes->meaning[c] = CONTROL;
  classes->meaning[0x7F] = CONTROL;
  classes->meaning['\t'] = ORDINARY;
  classes->meaning['\n'] = classes->meaning['\r'] = LINE_END;
  if (dialect->quote) classes->meaning[(unsigned char)dialect->quote] = QUOTE;
  classes->meaning[(unsigned char)dialect->separator] = SEPARATOR;
  /* ASCII blanks; first and last bytes of U+00A0 and U+202F. */
  static const unsigned char edges[] = {' ', '\t', '\n', 0xC2, 0xE2, 0xA0, 0xAF};
  for (size_t i = 0; i < sizeof edges; i++) classes->edge[edges[i]] = true;
}

static bool all_blank(const char *from, const char *to) {
  while (from < to && (*from == ' ' || *from == '\t')) from++;
  return from == to;
}

dc_split_status dc_split(const dc_classes *classes, dc_text line, dc_text fields[DC_RECORD_FIELDS], size_t *count,
                         const char **quote) {
  const char *at = line.data, *start = at, *end = at + line.length;
  bool any = false;
  *quote = NULL;
  for (*count = 0;;) {
    while (classes->meaning[(unsigned char)*at] == ORDINARY) at++;
    unsigned char meaning = classes->meaning[(unsigned char)*at];
    if (at < end && meaning == CONTROL) return DC_SPLIT_CONTROLS;
    if (at < end && meaning != SEPARATOR) { /* a quote; or a CR, should the file change under our eyes */
      if (meaning == QUOTE && all_blank(start, at)) return DC_SPLIT_QUOTED;
      if (meaning == QUOTE && !*quote) *quote = at;
      at++;
      continue;
    }
    if (*count == DC_RECORD_FIELDS) return DC_SPLIT_MANY;
    dc_text field = dc_trim_field(classes, (dc_text){start, (size_t)(at - start)});
    fields[(*count)++] = field;
    any = any || field.length;
    if (at >= end) return any ? DC_SPLIT_DONE : DC_SPLIT_BLANK;
    start = ++at;
  }
}

uint32_t dc_blank_controls(const dc_classes *classes, char *line, size_t length, size_t *first) {
  uint32_t count = 0;
  for (size_t i = 0; i < length; i++) {
    if (classes->meaning[(unsigned char)line[i]] != CONTROL) continue;
    if (count++ == 0) *first = i;
    line[i] = ' ';
  }
  return count;
}
