/* How a document is written down: one set of functions a notation, HTML and plain text.
 *
 * Floor: rulebook, private. Whoever prints says what each part is; the notation decides what it looks like, and escapes
 * what it is given. Parts nest: a recueil holds parameters, lists and articles. */
#ifndef DECOMPTE_RULEBOOK_NOTATION_H
#define DECOMPTE_RULEBOOK_NOTATION_H

#include "clause.h"

/* An entry of the table of contents; a recueil is at level 1, what it holds at level 2. */
typedef struct {
  unsigned level;
  dc_text anchor, title;
} dc_entry;

/* « Source : … ». With an anchor the value leads there. */
typedef struct {
  dc_text name, value, anchor;
} dc_printed_field;

typedef enum { DC_MARK_NONE, DC_MARK_RIGHT, DC_MARK_WRONG } dc_mark_kind;

typedef struct {
  dc_mark_kind kind;
  dc_text text;
} dc_mark;

typedef struct {
  dc_text caption;
  size_t columns, rows;
  const dc_text *header; /* by column */
  const dc_text *cells;  /* row by row */
  dc_text mark_header;   /* empty: the table has no column of marks */
  const dc_mark *marks;  /* by row */
} dc_printed_table;

typedef struct {
  void (*open)(dc_builder *out, dc_text title, dc_text subtitle);
  void (*contents)(dc_builder *out, const dc_entry *entries, size_t count);
  void (*open_part)(dc_builder *out, unsigned level, dc_text anchor, dc_text title);
  void (*close_part)(dc_builder *out);
  void (*fields)(dc_builder *out, const dc_printed_field *fields, size_t count);
  void (*law)(dc_builder *out, const dc_text *paragraphs, size_t count);
  void (*clauses)(dc_builder *out, const dc_clause *clauses, size_t count);
  void (*struck)(dc_builder *out, dc_text title, dc_text anchor, const dc_clause *clauses, size_t count); /* replaced */
  void (*table)(dc_builder *out, const dc_printed_table *table);
  void (*remark)(dc_builder *out, dc_text text);
  void (*signatures)(dc_builder *out, const char *const *roles, size_t count);
  void (*close)(dc_builder *out);
} dc_notation;

extern const dc_notation dc_notation_html, dc_notation_text;

#endif
