#include "input/value.h"

/* ---- clean texts ---- */

/* Bytes of a control character at `at`: C0, DEL, C1, and the line and paragraph separators of Unicode; 0 otherwise. */
static size_t control_at(dc_text text, size_t at) {
  unsigned char c = (unsigned char)text.data[at];
  if (c < 0x20 || c == 0x7f) return 1;
  if (c < 0xc2) return 0;
  dc_text rest = dc_text_slice(text, at, text.length);
  if (c == 0xc2) return rest.length > 1 && (unsigned char)rest.data[1] < 0xa0 ? 2 : 0;
  return dc_text_starts(rest, DC_TEXT("\u2028")) || dc_text_starts(rest, DC_TEXT("\u2029")) ? 3 : 0;
}

static dc_text without_controls(dc_arena *arena, dc_text text) {
  size_t at = 0;
  while (at < text.length && !control_at(text, at)) at++;
  if (at == text.length) return text;
  dc_builder out = {.arena = arena};
  while (text.length) {
    dc_text before = dc_text_trim(dc_text_slice(text, 0, at));
    if (out.length && before.length) dc_builder_add(&out, DC_TEXT(" "));
    dc_builder_add(&out, before);
    size_t size = at < text.length ? control_at(text, at) : 0;
    text = dc_text_slice(text, at + size, text.length);
    for (at = 0; at < text.length && !control_at(text, at);) at++;
  }
  return dc_builder_text(&out);
}

dc_text dc_text_clean(dc_arena *arena, dc_text text) {
  text = dc_text_trim(without_controls(arena, text));
  bool formula = text.length > 3 && dc_text_starts(text, DC_TEXT("=\"")) && dc_text_ends(text, DC_TEXT("\""));
  return formula ? dc_text_trim(dc_text_slice(text, 2, text.length - 1)) : text;
}

/* ---- words ---- */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static bool ends_like(dc_text text, dc_text word) {
  if (text.length < word.length) return false;
  const char *end = text.data + text.length - word.length;
  for (size_t i = 0; i < word.length; i++) {
    if (lower(end[i]) != lower(word.data[i])) return false;
  }
  return true;
}

bool dc_take_end(dc_text *text, const dc_text words[], size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!ends_like(*text, words[i])) continue;
    *text = dc_text_trim(dc_text_slice(*text, 0, text->length - words[i].length));
    return true;
  }
  return false;
}

/* ---- quantities ---- */

dc_cell dc_cell_quantity(dc_number_status status, int64_t value, dc_code malformed) {
  /* Far above any market (1 000 billion euros), and leaves room for sums. */
  const int64_t limit = 100000000000000;
  switch (status) {
  case DC_NUMBER_OK: return value > limit || value < -limit ? dc_cell_wrong(DC_D_TOO_LARGE) : dc_cell_of(value);
  case DC_NUMBER_TOO_PRECISE: return dc_cell_wrong(DC_D_TOO_PRECISE);
  case DC_NUMBER_TOO_LARGE: return dc_cell_wrong(DC_D_TOO_LARGE);
  case DC_NUMBER_MALFORMED: break;
  }
  return dc_cell_wrong(malformed);
}
