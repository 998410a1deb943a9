#include "input/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decompte/reader.h"

enum { BLOCK = 1 << 18 };

void dc_lines_open(dc_lines *lines, int descriptor) {
  *lines = (dc_lines){.descriptor = descriptor};
  lines->window = dc_grow(NULL, &lines->capacity, BLOCK, 1);
}

void dc_lines_close(dc_lines *lines) {
  if (lines->descriptor >= 0) close(lines->descriptor);
  free(lines->window);
  *lines = (dc_lines){.descriptor = -1};
}

/* Reads one more block behind what is still wanted. The window stays bounded: records are. */
static void refill(dc_lines *lines) {
  if (lines->begin > 0) {
    memmove(lines->window, lines->window + lines->begin, lines->end - lines->begin);
    lines->end -= lines->begin;
    lines->cursor -= lines->begin;
    lines->begin = 0;
  }
  lines->window = dc_grow(lines->window, &lines->capacity, lines->end + BLOCK, 1);
  ssize_t size;
  do {
    size = read(lines->descriptor, lines->window + lines->end, BLOCK);
  } while (size < 0 && errno == EINTR);
  if (size < 0) lines->error = errno;
  if (size <= 0)
    lines->finished = true;
  else
    lines->end += (size_t)size;
}

/* Length of the line at the start of `rest`, its end included; 0 when the end is not in sight. */
static size_t line_length(dc_text rest, bool finished) {
  const char *feed = memchr(rest.data, '\n', rest.length);
  size_t length = feed ? (size_t)(feed - rest.data) + 1 : rest.length;
  const char *carriage = memchr(rest.data, '\r', length);
  if (carriage) {
    size_t at = (size_t)(carriage - rest.data);
    if (at + 1 == rest.length) return finished ? rest.length : 0; /* its LF may be in the next block */
    return at + 1 + (rest.data[at + 1] == '\n');
  }
  return feed || finished ? length : 0;
}

static size_t step_over(dc_lines *lines) {
  for (;;) {
    dc_text rest = {lines->window + lines->cursor, lines->end - lines->cursor};
    size_t length = rest.length ? line_length(rest, lines->finished) : 0;
    if (length || lines->finished) return length;
    bool carriage = rest.length && rest.data[rest.length - 1] == '\r'; /* it ends the line, or half of CRLF does */
    lines->begin = lines->cursor = lines->end - carriage;
    refill(lines);
  }
}

dc_line_status dc_lines_next(dc_lines *lines, dc_text *line) {
  *line = (dc_text){0};
  for (;;) {
    dc_text rest = {lines->window + lines->cursor, lines->end - lines->cursor};
    size_t length = rest.length ? line_length(rest, lines->finished) : 0;
    if (!length && !lines->finished && rest.length <= DC_RECORD_BYTES) {
      refill(lines);
      continue;
    }
    if (!length && rest.length == 0) return DC_LINE_END;
    if (length && length <= DC_RECORD_BYTES) {
      *line = dc_text_slice(rest, 0, length);
      lines->cursor += length;
      lines->line++;
      return DC_LINE_READ;
    }
    if (lines->cursor > lines->begin) return DC_LINE_TOO_LONG; /* stepping over it now would lose the lines before */
    lines->cursor += step_over(lines);
    lines->line++;
    return DC_LINE_TOO_LONG;
  }
}

void dc_lines_release(dc_lines *lines) { lines->begin = lines->cursor; }

dc_text dc_lines_first(const dc_lines *lines) {
  dc_text kept = {lines->window + lines->begin, lines->cursor - lines->begin};
  return dc_text_slice(kept, 0, line_length(kept, true));
}

void dc_lines_rewind(dc_lines *lines, uint32_t first) {
  lines->cursor = lines->begin + dc_lines_first(lines).length;
  lines->line = first;
}
