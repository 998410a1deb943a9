#include "input/spans.h"

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

size_t dc_line_size(dc_text text) {
  size_t end = 0;
  while (end < text.length && !is_line_end(text.data[end])) end++;
  bool crlf = dc_text_starts(dc_text_slice(text, end, text.length), DC_TEXT("\r\n"));
  return end < text.length ? end + 1 + crlf : end;
}

static bool is_blank(char c, const dc_dialect *dialect) { return (c == ' ' || c == '\t') && c != dialect->separator; }

static size_t skip_blanks(dc_text text, size_t at, const dc_dialect *dialect) {
  while (at < text.length && is_blank(text.data[at], dialect)) at++;
  return at;
}

static bool ends_field(dc_text text, size_t at, const dc_dialect *dialect) {
  return at >= text.length || text.data[at] == dialect->separator || is_line_end(text.data[at]);
}

/* Bytes of what stands at `at` for a character that is no quote: a doubled quote, or one escaped; 0 otherwise. */
static size_t escape_size(dc_text text, size_t at, const dc_dialect *dialect) {
  if (at + 1 >= text.length) return 0;
  char c = text.data[at], after = text.data[at + 1];
  if (c == dialect->quote && after == c) return 2;
  return dialect->escape == '\\' && c == '\\' && (after == dialect->quote || after == '\\') ? 2 : 0;
}

/* From inside a quoted field to the quote that closes it, or to the end of the text. */
static size_t find_closing(dc_text text, size_t at, const dc_dialect *dialect, dc_quotes quotes, bool *stray) {
  while (at < text.length) {
    size_t escape = escape_size(text, at, dialect);
    if (!escape && text.data[at] == dialect->quote) {
      if (ends_field(text, skip_blanks(text, at + 1, dialect), dialect)) return at;
      *stray = true;
      if (quotes == DC_QUOTES_FIRST) return at;
    }
    at += escape ? escape : 1;
  }
  return at;
}

/* The end of a field and what follows it; `span->end` is where its separator stands. */
static void close_span(dc_span *span, dc_text text, const dc_dialect *dialect) {
  size_t at = span->end;
  span->last = at >= text.length || text.data[at] != dialect->separator;
  bool crlf = at + 1 < text.length && text.data[at] == '\r' && text.data[at + 1] == '\n';
  span->next = at >= text.length ? text.length : at + 1 + crlf;
}

static void leave_out_quotes(dc_span *span, dc_text text, char quote) {
  if (span->begin < span->end && text.data[span->begin] == quote) span->begin++;
  if (span->begin < span->end && text.data[span->end - 1] == quote) span->end--;
}

static void trim(dc_span *span, dc_text text, const dc_dialect *dialect) {
  while (span->end > span->begin && is_blank(text.data[span->end - 1], dialect)) span->end--;
}

/* Whether the quote that begins a field encloses it, with nothing amiss. */
static bool is_sound(dc_text text, size_t quote, const dc_dialect *dialect) {
  bool stray = false;
  return find_closing(text, quote + 1, dialect, DC_QUOTES_FIRST, &stray) < text.length && !stray;
}

dc_span dc_span_at(dc_text text, size_t at, const dc_dialect *dialect, dc_quotes quotes) {
  dc_span span = {.begin = skip_blanks(text, at, dialect)};
  bool quote = dialect->quote && span.begin < text.length && text.data[span.begin] == dialect->quote;
  span.quoted = quote && (quotes != DC_QUOTES_SOUND || is_sound(text, span.begin, dialect));
  span.end = span.begin;
  size_t closing = 0;
  if (span.quoted) {
    closing = find_closing(text, ++span.begin, dialect, quotes, &span.stray);
    span.open = closing >= text.length;
    span.end = span.open ? text.length : closing + 1;
  }
  while (!ends_field(text, span.end, dialect)) span.end++;
  close_span(&span, text, dialect);
  trim(&span, text, dialect);
  if (span.quoted && !span.open && span.end == closing + 1) span.end = closing;
  if (quotes == DC_QUOTES_SOUND && !span.quoted && dialect->quote) leave_out_quotes(&span, text, dialect->quote);
  return span;
}

dc_spans dc_spans_of(dc_text text, const dc_dialect *dialect, dc_quotes quotes) {
  dc_spans spans = {.fault = SIZE_MAX};
  dc_span span;
  do {
    span = dc_span_at(text, spans.end, dialect, quotes);
    spans.fields++;
    spans.end = span.next;
    if ((span.open || span.stray) && spans.fault == SIZE_MAX) spans.fault = span.begin - 1;
    spans.open = spans.open || span.open;
    spans.stray = spans.stray || span.stray;
  } while (!span.last);
  return spans;
}

size_t dc_span_value(dc_text text, const dc_span *span, const dc_dialect *dialect, dc_quotes quotes, char *out) {
  dc_text field = dc_text_slice(text, 0, span->end);
  size_t size = 0;
  for (size_t at = span->begin; at < span->end; at++) {
    size_t escape = span->quoted ? escape_size(field, at, dialect) : 0;
    if (escape) at++;
    char c = field.data[at];
    bool closing = !escape && quotes == DC_QUOTES_FIRST && span->quoted && c == dialect->quote;
    bool half = c == '\r' && at + 1 < span->end && field.data[at + 1] == '\n';
    if (!closing && !half) out[size++] = c == '\r' ? '\n' : c;
  }
  return size;
}
