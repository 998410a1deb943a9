/* The part of text.h that knows characters (utf8proc). */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "decompte/text.h"

/* Eight bytes at a time, since nearly all text is ASCII. */
size_t dc_text_skip_ascii(dc_text text, size_t at) {
  for (; at + 8 <= text.length; at += 8) {
    uint64_t word;
    memcpy(&word, text.data + at, 8);
    if (word & 0x8080808080808080u) break;
  }
  while (at < text.length && (unsigned char)text.data[at] < 0x80) at++;
  return at;
}

/* One code point from `text` at `*at`; negative when the bytes are not UTF-8. */
static utf8proc_int32_t next_character(dc_text text, size_t *at) {
  utf8proc_int32_t character;
  utf8proc_ssize_t size =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + *at, (utf8proc_ssize_t)(text.length - *at), &character);
  if (size <= 0) return -1;
  *at += (size_t)size;
  return character;
}

bool dc_text_is_utf8(dc_text text) {
  for (size_t at = dc_text_skip_ascii(text, 0); at < text.length; at = dc_text_skip_ascii(text, at)) {
    if (next_character(text, &at) < 0) return false;
  }
  return true;
}

size_t dc_text_characters(dc_text text) {
  size_t characters = 0;
  for (size_t i = 0; i < text.length; i++) characters += ((unsigned char)text.data[i] & 0xC0) != 0x80;
  return characters;
}

size_t dc_text_offset(dc_text text, size_t character) {
  size_t at = 0;
  for (; at < text.length; at++) {
    if (((unsigned char)text.data[at] & 0xC0) != 0x80 && character-- == 0) break;
  }
  return at;
}

/* œ and æ are letters of their own for Unicode; to a French reader they are two letters tied. */
static void add_character(dc_builder *builder, utf8proc_int32_t character) {
  if (character == 0x153 || character == 0xE6) {
    dc_builder_add(builder, character == 0x153 ? DC_TEXT("oe") : DC_TEXT("ae"));
    return;
  }
  utf8proc_uint8_t bytes[4];
  utf8proc_ssize_t size = utf8proc_encode_char(character, bytes);
  dc_builder_add(builder, (dc_text){(const char *)bytes, (size_t)size});
}

static bool is_word_character(utf8proc_int32_t character) {
  switch (utf8proc_category(character)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_SC: return true; /* « € » stays */
  default: return false;
  }
}

dc_text dc_text_fold(dc_arena *arena, dc_text text) {
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_option_t options = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
  utf8proc_ssize_t size =
      utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &mapped, options);
  if (size == UTF8PROC_ERROR_NOMEM) dc_die_memory();
  if (size < 0) return dc_text_copy(arena, text);
  dc_text folded = {(const char *)mapped, (size_t)size};
  dc_builder out = {.arena = arena};
  bool gap = false;
  for (size_t at = 0; at < folded.length;) {
    utf8proc_int32_t character = next_character(folded, &at);
    DC_ASSERT(character >= 0);
    if (!is_word_character(character)) {
      gap = out.length > 0;
      continue;
    }
    if (gap) dc_builder_add(&out, DC_TEXT(" "));
    gap = false;
    add_character(&out, character);
  }
  free(mapped);
  dc_builder_add(&out, (dc_text){0});
  return dc_builder_text(&out);
}

dc_text dc_text_slug(dc_arena *arena, dc_text text, size_t limit) {
  dc_text folded = dc_text_fold(arena, text);
  dc_builder out = {.arena = arena};
  for (size_t i = 0; i < folded.length && out.length < limit; i++) {
    char c = folded.data[i];
    bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept)
      dc_builder_add(&out, (dc_text){&folded.data[i], 1});
    else if (out.length && out.data[out.length - 1] != '-')
      dc_builder_add(&out, DC_TEXT("-"));
  }
  while (out.length && out.data[out.length - 1] == '-') out.length--;
  dc_builder_add(&out, (dc_text){0});
  return dc_builder_text(&out);
}

/* Levenshtein distance of short byte strings; anything longer than the limit is simply far. */
enum { DISTANCE_LIMIT = 64 };

static size_t distance(dc_text a, dc_text b) {
  if (a.length > DISTANCE_LIMIT || b.length > DISTANCE_LIMIT) return SIZE_MAX;
  size_t row[DISTANCE_LIMIT + 1];
  for (size_t j = 0; j <= b.length; j++) row[j] = j;
  for (size_t i = 1; i <= a.length; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.length; j++) {
      size_t change = diagonal + (a.data[i - 1] != b.data[j - 1]);
      size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
      diagonal = row[j];
      row[j] = change < least ? change : least;
    }
  }
  return row[b.length];
}

int dc_text_nearest(dc_text text, const dc_text *candidates, size_t count) {
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  size_t best = folded.length / 3 + 1;
  int nearest = -1;
  for (size_t i = 0; i < count; i++) {
    size_t d = distance(folded, dc_text_fold(&scratch, candidates[i]));
    if (d < best || (d == best && nearest < 0)) {
      best = d;
      nearest = (int)i;
    }
  }
  dc_arena_free(&scratch);
  return nearest;
}

dc_text dc_text_printable(dc_arena *arena, dc_text text) {
  dc_builder out = {.arena = arena};
  for (size_t at = 0; at < text.length;) {
    size_t start = at;
    utf8proc_int32_t character = next_character(text, &at);
    if (character < 0) at = start + 1;
    bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
    dc_builder_add(&out, control ? DC_TEXT(" ") : dc_text_slice(text, start, at));
  }
  dc_builder_add(&out, (dc_text){0});
  return dc_builder_text(&out);
}
