/* A rule file as physical lines, and where things stand in it.
 *
 * Floor: rules, private. The first stage of reading rules: bytes become lines of sound UTF-8, in which NBSP and
 * narrow NBSP are spaces and ’ is ', one character for one character: columns are those of an editor. */
#ifndef DECOMPTE_RULES_SOURCE_H
#define DECOMPTE_RULES_SOURCE_H

#include "decompte/rules.h"

#define DC_RULE_FILE_BYTES (4 << 20)
#define DC_RULE_LINE_BYTES 8192

typedef struct {
  dc_text raw;  /* as an editor shows it, for excerpts */
  dc_text text; /* the same characters made plain: what the next stages read */
} dc_rule_line;

typedef struct {
  dc_text name;
  dc_rule_line *lines; /* line n is lines[n - 1] */
  uint32_t count;
  bool sound; /* false: not UTF-8 or too large; reported, and has no lines */
} dc_rule_source;

/* A stretch of one line. The text is a part of that line's `text`. */
typedef struct {
  const dc_rule_source *source;
  uint32_t line;
  dc_text text;
} dc_piece;

/* Reads a file whole: bytes in `arena`. false after reporting when the system refuses. */
bool dc_rule_bytes_read(dc_arena *arena, const dc_rule_file *file, dc_text *bytes, dc_diagnostics *diagnostics);

/* Cuts `bytes` into lines. What cannot be read as text is reported, and leaves a source without lines. */
void dc_rule_source_cut(dc_rule_source *source, dc_arena *arena, dc_text name, dc_text bytes,
                        dc_diagnostics *diagnostics);

/* The part of `piece` from byte `begin` to byte `end`, without the blanks around it. */
dc_piece dc_piece_slice(dc_piece piece, size_t begin, size_t end);

/* `raw` made plain: what `text` is to a line. In `arena`. */
dc_text dc_rule_plain(dc_arena *arena, dc_text raw);

/* The same characters as an editor shows them: a part of the line's `raw`. Of an annex, whose quotes are gone, the
 * piece as it is read. */
dc_text dc_piece_raw(dc_piece piece);

/* Where a piece stands; an empty one has a length of 1, for the caret. */
dc_position dc_piece_position(dc_piece piece);

/* From the start of `first` to the end of `last`, or to the end of first's line when they are on two lines. */
dc_position dc_position_join(dc_position first, dc_position last);

/* Reports at a position, with the line as excerpt. `sources` are those of the run. */
void dc_rule_report(dc_diagnostics *diagnostics, const dc_rule_source *sources, size_t source_count, dc_code code,
                    dc_position position, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
