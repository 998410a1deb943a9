#include "input/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decompte/reader.h"

enum { BLOCK = 1 << 18 };

bool dc_lines_open(dc_lines *lines, int descriptor, dc_encoding encoding, uint64_t size) {
  *lines = (dc_lines){.descriptor = descriptor, .left = size, .block = size < BLOCK ? (size_t)size : BLOCK};
  lines->bytes = dc_zeroed(lines->block + DC_LONGEST_CHARACTER, 1);
  lines->window = dc_grow(NULL, &lines->capacity, 1, 1);
  return dc_decoder_open(&lines->decoder, encoding);
}

void dc_lines_close(dc_lines *lines) {
  if (lines->descriptor >= 0) close(lines->descriptor);
  free(lines->bytes);
  free(lines->window);
  free(lines->flaws.items);
  *lines = (dc_lines){.descriptor = -1};
}

/* Forgets what is before `begin`. */
static void compact(dc_lines *lines) {
  if (lines->begin == 0) return;
  memmove(lines->window, lines->window + lines->begin, lines->end - lines->begin);
  lines->origin += lines->begin;
  lines->end -= lines->begin;
  lines->cursor -= lines->begin;
  lines->begin = 0;
  dc_flaws *flaws = &lines->flaws;
  size_t kept = flaws->count - lines->wanted_flaw;
  if (kept) memmove(flaws->items, flaws->items + lines->wanted_flaw, kept * sizeof *flaws->items);
  flaws->count = kept;
  lines->flaw -= lines->wanted_flaw;
  lines->wanted_flaw = 0;
}

/* Reads one more block, behind what is not decoded yet. */
static void read_block(dc_lines *lines) {
  size_t wanted = lines->left < lines->block ? (size_t)lines->left : lines->block;
  ssize_t size;
  do {
    size = read(lines->descriptor, lines->bytes + lines->byte_count, wanted);
  } while (size < 0 && errno == EINTR);
  if (size < 0) lines->error = errno;
  if (size <= 0) {
    lines->finished = true;
    return;
  }
  lines->byte_count += (size_t)size;
  lines->left -= (uint64_t)size;
}

/* Decodes one more block behind what is still wanted. The window stays bounded: records are. */
static void refill(dc_lines *lines) {
  compact(lines);
  read_block(lines);
  size_t most = dc_decoded_most(lines->block + DC_LONGEST_CHARACTER);
  lines->window = dc_grow(lines->window, &lines->capacity, lines->end + most + 1, 1);
  size_t used;
  char *fresh = lines->window + lines->end;
  size_t size = dc_decode(&lines->decoder, (dc_text){lines->bytes, lines->byte_count}, lines->finished, fresh, &used,
                          &lines->flaws);
  lines->byte_count -= used;
  memmove(lines->bytes, lines->bytes + used, lines->byte_count);
  lines->carriages = lines->carriages || memchr(fresh, '\r', size);
  lines->end += size;
  lines->window[lines->end] = '\n'; /* ends a last line that has no end, for whoever reads byte by byte */
}

/* Length of the line at the start of `rest`, its end included; 0 when the end is not in sight. */
static size_t line_length(const dc_lines *lines, dc_text rest) {
  const char *feed = memchr(rest.data, '\n', rest.length);
  size_t length = feed ? (size_t)(feed - rest.data) + 1 : rest.length;
  const char *carriage = lines->carriages ? memchr(rest.data, '\r', length) : NULL;
  if (carriage) {
    size_t at = (size_t)(carriage - rest.data);
    if (at + 1 == rest.length) return lines->finished ? rest.length : 0; /* its LF may be in the next block */
    return at + 1 + (rest.data[at + 1] == '\n');
  }
  return feed || lines->finished ? length : 0;
}

static size_t step_over(dc_lines *lines) {
  for (;;) {
    dc_text rest = {lines->window + lines->cursor, lines->end - lines->cursor};
    size_t length = rest.length ? line_length(lines, rest) : 0;
    if (length || lines->finished) return length;
    bool carriage = rest.length && rest.data[rest.length - 1] == '\r'; /* it ends the line, or half of CRLF does */
    lines->cursor = lines->end - carriage;
    dc_lines_release(lines);
    refill(lines);
  }
}

dc_line_status dc_lines_next(dc_lines *lines, dc_text *line) {
  *line = (dc_text){0};
  for (;;) {
    dc_text rest = {lines->window + lines->cursor, lines->end - lines->cursor};
    size_t length = rest.length ? line_length(lines, rest) : 0;
    if (!length && !lines->finished && rest.length <= DC_RECORD_BYTES) {
      refill(lines);
      continue;
    }
    if (!length && rest.length == 0) return DC_LINE_END;
    if (length && length <= DC_RECORD_BYTES) {
      *line = dc_text_slice(rest, 0, length);
      lines->cursor += length;
      lines->line++;
      lines->line_size = length;
      return DC_LINE_READ;
    }
    if (lines->cursor > lines->begin) return DC_LINE_TOO_LONG; /* stepping over it now would lose the lines before */
    lines->cursor += step_over(lines);
    lines->line++;
    lines->line_size = 0;
    return DC_LINE_TOO_LONG;
  }
}

bool dc_lines_flaw(dc_lines *lines, size_t *at) {
  const dc_flaws *flaws = &lines->flaws;
  if (lines->flaw == flaws->count) return false;
  uint64_t end = lines->origin + lines->cursor, start = end - lines->line_size;
  while (lines->flaw < flaws->count && flaws->items[lines->flaw] < start) lines->flaw++;
  if (lines->flaw == flaws->count || flaws->items[lines->flaw] >= end) return false;
  *at = (size_t)(flaws->items[lines->flaw] - start);
  return true;
}

void dc_lines_release(dc_lines *lines) {
  lines->begin = lines->cursor;
  const dc_flaws *flaws = &lines->flaws;
  uint64_t begin = lines->origin + lines->begin;
  while (lines->flaw < flaws->count && flaws->items[lines->flaw] < begin) lines->flaw++;
  lines->wanted_flaw = lines->flaw;
}

char *dc_lines_wanted(const dc_lines *lines, size_t *size) {
  *size = lines->cursor - lines->begin;
  return lines->window + lines->begin;
}

dc_text dc_lines_first(const dc_lines *lines) {
  dc_text wanted = {lines->window + lines->begin, lines->cursor - lines->begin};
  const char *end = wanted.data;
  while (end < wanted.data + wanted.length && *end != '\n' && *end != '\r') end++;
  size_t size = (size_t)(end - wanted.data);
  size_t ends = dc_text_starts(dc_text_slice(wanted, size, wanted.length), DC_TEXT("\r\n")) ? 2 : 1;
  return dc_text_slice(wanted, 0, size + ends);
}

void dc_lines_rewind(dc_lines *lines, uint32_t first) {
  lines->cursor = lines->begin + dc_lines_first(lines).length;
  lines->line = first;
  lines->flaw = lines->wanted_flaw;
}
