#include "input/dialect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "input/spans.h"

/* In order of preference between equals. */
static const char separators[] = {';', '\t', '|', ','};

static const char quote_marks[] = {'"', '\'', 0};

enum {
  SEPARATORS = sizeof separators,
  QUOTES = sizeof quote_marks,
  MOST_RECORDS = 1000,
  LOOK_MOST = 100,    /* of one cell */
  LOOK_FLAWED = 20,   /* of one with quotes that are out of place */
  LEAST_WORTH = 80000 /* below, nothing separates: a comma here and there in one column of text */
};

/* ---- cells ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

/* A number, a date, an hour, a code: what it is made of, without text around it. */
static bool is_compact(dc_text cell) {
  bool digit = false;
  for (size_t i = 0; i < cell.length; i++) {
    char c = cell.data[i];
    digit = digit || is_digit(c);
    bool fits =
        is_digit(c) || is_letter(c) || (c && strchr("-_.:/+%@()#", c)) ||
        (c == ',' && i > 0 && i + 1 < cell.length && is_digit(cell.data[i - 1]) && is_digit(cell.data[i + 1])) ||
        (c == ' ' && digit);
    if (!fits) return false;
  }
  return true;
}

/* How much a cell looks like a value, from 0 to LOOK_MOST. */
static unsigned look(dc_text cell, const dc_dialect *dialect) {
  if (cell.length == 0 || is_compact(cell)) return LOOK_MOST;
  char first = cell.data[0], last = cell.data[cell.length - 1];
  bool quotes = first == '"' || last == '"' || (first == '\'' && last == '\'' && cell.length > 1);
  if (quotes) return LOOK_FLAWED;
  unsigned score = LOOK_MOST - LOOK_MOST / 10;
  for (size_t i = 0; i < cell.length; i++) {
    char c = cell.data[i];
    bool separates = c == ';' || c == '\t' || c == '|' ||
                     (c == ',' && !dc_text_starts(dc_text_slice(cell, i, i + 2), DC_TEXT(", ")));
    if (separates && c != dialect->separator) return LOOK_MOST / 4;
  }
  return score;
}

/* ---- one dialect ---- */

/* What the records of one width add up to. */
typedef struct {
  uint64_t records, looks, cells;
} dc_width_tally;

typedef struct {
  dc_width_tally widths[DC_RECORD_FIELDS + 1]; /* the last one: more fields than a record may have */
  uint64_t records;
  bool open; /* a quote is never closed: nor is any that opens a field further on */
} dc_tally;

/* The record at the start of `text`, its quotes ignored on its first line when they are never closed or go wrong. */
static dc_spans read_record(dc_text *text, const dc_dialect *dialect, dc_quotes *quotes, bool *open) {
  dc_text bounded = dc_text_slice(*text, 0, *open ? dc_line_size(*text) : DC_RECORD_BYTES);
  dc_spans spans = dc_spans_of(bounded, dialect, DC_QUOTES_PAIRED);
  *quotes = DC_QUOTES_PAIRED;
  *open = *open || spans.open;
  if (spans.open) {
    *quotes = DC_QUOTES_SOUND;
    bounded = dc_text_slice(bounded, 0, dc_line_size(bounded));
    spans = dc_spans_of(bounded, dialect, DC_QUOTES_SOUND);
    spans.open = true;
  }
  *text = bounded;
  return spans;
}

static void tally_record(dc_tally *tally, dc_text text, const dc_dialect *dialect, const dc_spans *spans,
                         dc_quotes quotes) {
  dc_width_tally *width = &tally->widths[spans->fields < DC_RECORD_FIELDS ? spans->fields : DC_RECORD_FIELDS];
  uint64_t looks = 0;
  bool any = false;
  dc_span span = {0};
  for (size_t i = 0; i < spans->fields; i++) {
    span = dc_span_at(text, span.next, dialect, quotes);
    dc_text cell = dc_text_trim(dc_text_slice(text, span.begin, span.end));
    any = any || cell.length;
    bool flawed = span.stray || (spans->open && i == 0); /* one cell pays for a quote left open */
    looks += flawed ? LOOK_FLAWED : span.quoted ? LOOK_MOST : look(cell, dialect);
  }
  if (!any) return; /* a blank line says nothing */
  width->records++;
  width->cells += spans->fields;
  width->looks += looks;
  tally->records++;
}

/* Share of the records that have this width, times how much wider than one it is, times their look; to 10^6. */
static uint64_t worth(const dc_tally *tally, size_t fields) {
  const dc_width_tally *width = &tally->widths[fields];
  if (width->records == 0) return 0;
  uint64_t look = width->looks * 100 / width->cells; /* to 10^4 */
  return look * 100 * width->records * (fields - 1) / (tally->records * fields);
}

/* `*width`: the number of fields that makes the dialect's worth, 0 when no record has several. */
static uint64_t judge(dc_text sample, const dc_dialect *dialect, dc_tally *tally, uint32_t *width) {
  *tally = (dc_tally){0};
  while (sample.length && tally->records < MOST_RECORDS) {
    dc_text text = sample;
    dc_quotes quotes;
    dc_spans spans = read_record(&text, dialect, &quotes, &tally->open);
    tally_record(tally, text, dialect, &spans, quotes);
    sample = dc_text_slice(sample, spans.end, sample.length);
  }
  uint64_t best = 0;
  *width = 0;
  if (tally->records == 0) return 0;
  *width = 1;
  for (size_t fields = 2; fields < DC_RECORD_FIELDS; fields++) {
    uint64_t value = worth(tally, fields);
    if (value <= best) continue;
    best = value;
    *width = (uint32_t)fields;
  }
  return best;
}

/* ---- what is worth trying ---- */

/* Whether the sample has a field that the quote might open. */
static bool opens_fields(dc_text sample, char quote, char separator) {
  char before = '\n';
  for (size_t i = 0; i < sample.length; i++) {
    char c = sample.data[i];
    if (c == quote && (before == '\n' || before == '\r' || before == separator)) return true;
    if (c != ' ') before = c;
  }
  return false;
}

static bool may_separate(dc_text sample, char separator) {
  return separator == separators[0] || (sample.length && memchr(sample.data, separator, sample.length));
}

static bool may_quote(dc_text sample, const dc_dialect *dialect) {
  if (dialect->quote == '"') return true;
  if (dialect->quote) return opens_fields(sample, dialect->quote, dialect->separator);
  return opens_fields(sample, '"', dialect->separator);
}

static bool may_escape(dc_text sample, char quote) {
  const char escaped[] = {'\\', quote};
  return dc_text_find(sample, (dc_text){escaped, sizeof escaped}) < sample.length;
}

static dc_text skip_lines(dc_text sample, uint32_t count) {
  while (count-- > 0 && sample.length) sample = dc_text_slice(sample, dc_line_size(sample), sample.length);
  return sample;
}

/* « sep=; », alone on the first line. */
static bool states_separator(dc_text sample, char *separator) {
  dc_text line = dc_text_trim(dc_text_slice(sample, 0, dc_line_size(sample)));
  if (line.length == strlen("\"sep=;\"") && line.data[0] == '"') line = dc_text_slice(line, 1, line.length - 1);
  if (line.length == strlen("sep=") && dc_text_starts(dc_text_slice(sample, 4, 5), DC_TEXT("\t"))) line.length++;
  bool states = line.length == strlen("sep=;") && strncasecmp(line.data, "sep=", 4) == 0 &&
                memchr(separators, line.data[4], SEPARATORS);
  if (states) *separator = line.data[4];
  return states;
}

/* ---- the choice ---- */

typedef struct {
  dc_text sample;
  const dc_dialect_given *given;
  dc_tally tally;
  dc_dialect dialect; /* the best so far, */
  bool any;
  uint32_t width;
  uint64_t worth;
  uint64_t rival; /* and the worth of the best that separates otherwise */
} dc_choice;

static void try_dialect(dc_choice *choice, dc_dialect dialect) {
  uint32_t width;
  uint64_t worth = judge(choice->sample, &dialect, &choice->tally, &width);
  if (!dialect.quote) worth = worth * 3 / 4; /* quotes gone wrong are more usual than quotes that mean nothing */
  bool other = dialect.separator != choice->dialect.separator;
  if (worth <= choice->worth && choice->any) {
    if (other && worth > choice->rival) choice->rival = worth;
    return;
  }
  if (other) choice->rival = choice->worth;
  choice->any = true;
  choice->dialect = dialect;
  choice->worth = worth;
  choice->width = width;
}

/* Both ways to write a quote inside a field, or the one that is stated. */
static void try_escapes(dc_choice *choice, char separator, char quote) {
  const dc_dialect_given *given = choice->given;
  bool backslash = given->has_escape && given->dialect.escape == '\\';
  dc_dialect dialect = {.separator = separator, .quote = quote, .escape = backslash ? '\\' : quote};
  if (!given->has_quote && !may_quote(choice->sample, &dialect)) return;
  try_dialect(choice, dialect);
  if (given->has_escape || !quote || !may_escape(choice->sample, quote)) return;
  dialect.escape = '\\';
  try_dialect(choice, dialect);
}

static void try_quotes(dc_choice *choice, char separator) {
  const dc_dialect_given *given = choice->given;
  if (given->has_quote) {
    try_escapes(choice, separator, given->dialect.quote);
    return;
  }
  for (size_t i = 0; i < QUOTES; i++) try_escapes(choice, separator, quote_marks[i]);
}

static void try_separators(dc_choice *choice) {
  const dc_dialect_given *given = choice->given;
  if (given->has_separator) {
    try_quotes(choice, given->dialect.separator);
    return;
  }
  for (size_t i = 0; i < SEPARATORS; i++) {
    if (may_separate(choice->sample, separators[i])) try_quotes(choice, separators[i]);
  }
  if (choice->worth >= LEAST_WORTH) return;
  *choice = (dc_choice){.sample = choice->sample, .given = given, .dialect.separator = separators[0]};
  try_quotes(choice, separators[0]);
}

/* Half of the certainty is being the best; the other half is the lead over the best that separates otherwise. */
static uint8_t confidence(const dc_choice *choice) {
  if (choice->given->has_separator) return 100;
  return (uint8_t)(choice->worth == 0 ? 50 : 99 - 49 * choice->rival / choice->worth);
}

dc_dialect_found dc_dialect_find(dc_text sample, const dc_dialect_given *given) {
  dc_dialect_given obeyed = *given;
  char separator = 0;
  bool states = states_separator(sample, &separator);
  if (states && !given->has_separator) obeyed.has_separator = true, obeyed.dialect.separator = separator;
  uint32_t preamble = given->has_preamble ? given->preamble : 0;
  dc_choice *choice = dc_zeroed(1, sizeof *choice);
  choice->sample = skip_lines(sample, preamble > states ? preamble : states);
  choice->given = &obeyed;
  try_separators(choice);
  dc_dialect_found found = {
      .dialect = choice->dialect, .confidence = confidence(choice), .width = choice->width, .states_separator = states};
  free(choice);
  return found;
}
