/* Text views: pointer and length, UTF-8 unless said otherwise, never owned, not NUL-terminated.
 *
 * Floor: base. A dc_text points into an arena, an interner or a literal that outlives it.
 * A zero-initialised dc_text is the empty text. */
#ifndef DECOMPTE_TEXT_H
#define DECOMPTE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decompte/arena.h"

typedef struct {
  const char *data;
  size_t length;
} dc_text;

/* A literal as a view, in expressions and in static initialisers. */
#define DC_TEXT(literal) ((dc_text){(literal), sizeof(literal) - 1})
#define DC_TEXT_INIT(literal)                                                                                          \
  { (literal), sizeof(literal) - 1 }

/* For printf: printf("…" DC_S "…", DC_ARG(text)). */
#define DC_S         "%.*s"
#define DC_ARG(text) (int)(text).length, ((text).data ? (text).data : "")

dc_text dc_text_from(const char *c_string);

bool dc_text_equal(dc_text a, dc_text b);
int dc_text_compare(dc_text a, dc_text b); /* byte order, hence independent of the locale */
bool dc_text_starts(dc_text text, dc_text prefix);
bool dc_text_ends(dc_text text, dc_text suffix);
size_t dc_text_find(dc_text text, dc_text needle); /* byte offset, or text.length when absent */

/* The part from `begin` (included) to `end` (excluded), both clamped to the text. */
dc_text dc_text_slice(dc_text text, size_t begin, size_t end);

/* Without blanks at both ends: ASCII white space, NBSP and narrow NBSP. */
dc_text dc_text_trim(dc_text text);

/* Where the last part of a path begins: after its last « / », or at 0. */
size_t dc_text_last_part(dc_text path);

/* Copies; the copy lives in `arena` and is followed by a NUL, so that `.data` may go to a C interface. */
dc_text dc_text_copy(dc_arena *arena, dc_text text);
dc_text dc_text_format(dc_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
dc_text dc_text_vformat(dc_arena *arena, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

bool dc_text_is_utf8(dc_text text);

/* Offset of the first byte from `at` on that is not ASCII. */
size_t dc_text_skip_ascii(dc_text text, size_t at);

/* Code points in `text`, for columns and carets. */
size_t dc_text_characters(dc_text text);

/* Bytes before the character number `character`, from 0; the length when there are not as many. */
size_t dc_text_offset(dc_text text, size_t character);

/* Lower case, without accents, every run of spaces and punctuation one space, trimmed: how headers and names
 * are compared when a person typed them. In `arena`. Invalid UTF-8 folds to itself. */
dc_text dc_text_fold(dc_arena *arena, dc_text text);

/* dc_text_fold in [a-z0-9-], at most `limit` bytes: the readable part of a file name. In `arena`. */
dc_text dc_text_slug(dc_arena *arena, dc_text text, size_t limit);

/* The candidate nearest to `text` by edit distance on folded text, or -1 when none is near enough to be worth
 * « vouliez-vous dire ». */
int dc_text_nearest(dc_text text, const dc_text *candidates, size_t count);

/* `text` fit for a terminal: control characters replaced. In `arena`. */
dc_text dc_text_printable(dc_arena *arena, dc_text text);

/* Text under construction. `arena` owns the bytes; dc_builder_text stays valid after further appends only as a
 * copy of what was there. Start with (dc_builder){.arena = arena}. */
typedef struct {
  dc_arena *arena;
  char *data;
  size_t length, capacity;
} dc_builder;

void dc_builder_add(dc_builder *builder, dc_text text);
void dc_builder_repeat(dc_builder *builder, const char *text, size_t times);
void dc_builder_format(dc_builder *builder, const char *format, ...) __attribute__((format(printf, 2, 3)));
dc_text dc_builder_text(const dc_builder *builder);

#endif
