#include "decompte/text.h"

#include <stdio.h>
#include <string.h>

dc_text dc_text_from(const char *c_string) { return (dc_text){c_string, strlen(c_string)}; }

bool dc_text_equal(dc_text a, dc_text b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

int dc_text_compare(dc_text a, dc_text b) {
  size_t common = a.length < b.length ? a.length : b.length;
  int order = common ? memcmp(a.data, b.data, common) : 0;
  if (order) return order;
  return (a.length > b.length) - (a.length < b.length);
}

bool dc_text_starts(dc_text text, dc_text prefix) {
  return dc_text_equal(dc_text_slice(text, 0, prefix.length), prefix);
}

bool dc_text_ends(dc_text text, dc_text suffix) {
  return text.length >= suffix.length &&
         dc_text_equal(dc_text_slice(text, text.length - suffix.length, text.length), suffix);
}

size_t dc_text_find(dc_text text, dc_text needle) {
  if (needle.length == 0 || text.length < needle.length) return text.length;
  const char *found = memmem(text.data, text.length, needle.data, needle.length);
  return found ? (size_t)(found - text.data) : text.length;
}

dc_text dc_text_slice(dc_text text, size_t begin, size_t end) {
  if (end > text.length) end = text.length;
  if (begin >= end) return (dc_text){0};
  return (dc_text){text.data + begin, end - begin};
}

/* Bytes of the blank at the start of `text`: ASCII white space, U+00A0 or U+202F; 0 when it starts otherwise. */
static size_t blank_at_start(dc_text text) {
  if (text.length == 0) return 0;
  if (strchr(" \t\r\n\f\v", text.data[0]) && text.data[0]) return 1;
  if (dc_text_starts(text, DC_TEXT("\u00a0"))) return 2;
  if (dc_text_starts(text, DC_TEXT("\u202f"))) return 3;
  return 0;
}

static size_t blank_at_end(dc_text text) {
  if (text.length == 0) return 0;
  char last = text.data[text.length - 1];
  if (strchr(" \t\r\n\f\v", last) && last) return 1;
  if (dc_text_ends(text, DC_TEXT("\u00a0"))) return 2;
  if (dc_text_ends(text, DC_TEXT("\u202f"))) return 3;
  return 0;
}

dc_text dc_text_trim(dc_text text) {
  for (size_t n; (n = blank_at_start(text)) > 0;) text = dc_text_slice(text, n, text.length);
  for (size_t n; (n = blank_at_end(text)) > 0;) text = dc_text_slice(text, 0, text.length - n);
  return text;
}

size_t dc_text_last_part(dc_text path) {
  size_t at = path.length;
  while (at > 0 && path.data[at - 1] != '/') at--;
  return at;
}

dc_text dc_text_copy(dc_arena *arena, dc_text text) {
  char *data = dc_alloc(arena, text.length + 1);
  if (text.length) memcpy(data, text.data, text.length);
  return (dc_text){data, text.length};
}

dc_text dc_text_vformat(dc_arena *arena, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, again);
  va_end(again);
  DC_ASSERT(length >= 0);
  char *data = dc_alloc(arena, (size_t)length + 1);
  vsnprintf(data, (size_t)length + 1, format, arguments);
  return (dc_text){data, (size_t)length};
}

dc_text dc_text_format(dc_arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dc_text text = dc_text_vformat(arena, format, arguments);
  va_end(arguments);
  return text;
}

void dc_builder_add(dc_builder *builder, dc_text text) {
  size_t needed = builder->length + text.length + 1;
  if (needed > builder->capacity) {
    size_t capacity = needed < 128 ? 256 : needed * 2;
    char *data = dc_alloc(builder->arena, capacity);
    if (builder->length) memcpy(data, builder->data, builder->length);
    builder->data = data;
    builder->capacity = capacity;
  }
  if (text.length) memcpy(builder->data + builder->length, text.data, text.length);
  builder->length += text.length;
  builder->data[builder->length] = '\0';
}

void dc_builder_repeat(dc_builder *builder, const char *text, size_t times) {
  for (; times > 0; times--) dc_builder_add(builder, dc_text_from(text));
}

void dc_builder_format(dc_builder *builder, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dc_builder_add(builder, dc_text_vformat(builder->arena, format, arguments));
  va_end(arguments);
}

dc_text dc_builder_text(const dc_builder *builder) { return (dc_text){builder->data, builder->length}; }
