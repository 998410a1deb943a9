#include "decp/numbers_as_text.h"

static bool starts_number(char c) { return c == '-' || (c >= '0' && c <= '9'); }
static bool goes_on(char c) { return starts_number(c) || c == '+' || c == '.' || c == 'e' || c == 'E'; }

/* Whether a quote stands before `c`: where a number begins or has ended. */
static bool quote_before(dc_decp_stream *stream, char c) {
  if (stream->in_text) {
    stream->in_text = stream->escaped || c != '"';
    stream->escaped = !stream->escaped && c == '\\';
    return false;
  }
  bool number = stream->in_number ? goes_on(c) : starts_number(c);
  bool quoted = number != stream->in_number && !stream->plain;
  stream->in_number = number;
  stream->in_text = c == '"';
  return quoted;
}

size_t dc_decp_stream_read(void *buffer, size_t size, void *context) {
  dc_decp_stream *stream = context;
  char *out = buffer;
  size_t used = 0;
  while (used + 2 <= size) {
    int c = fgetc(stream->file);
    if (c == EOF) {
      if (ferror(stream->file)) return (size_t)-1;
      if (quote_before(stream, '\n')) out[used++] = '"';
      break;
    }
    if (quote_before(stream, (char)c)) out[used++] = '"';
    out[used++] = (char)c;
  }
  return used;
}
