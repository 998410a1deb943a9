/* Where the fields of a record stand in its text, quotes and all.
 *
 * Floor: input, private to reader and dialect. It reads nothing into fields: it finds their places, in records that
 * libcsv read, in records whose quotes are flawed, and in a sample under a dialect that is only supposed. */
#ifndef DECOMPTE_INPUT_SPANS_H
#define DECOMPTE_INPUT_SPANS_H

#include "decompte/reader.h"

/* Bytes of the first physical line of a text, its end included. */
size_t dc_line_size(dc_text text);

typedef struct {
  size_t begin, end; /* the field as written, without the blanks around it and without the quotes that enclose it */
  size_t next;       /* where the next field begins, or the next record when this field is the `last` */
  bool quoted, last;
  bool open;  /* quoted, and the text ends before it does */
  bool stray; /* quoted, and a quote inside it is neither doubled nor escaped */
} dc_span;

/* The field that begins at `at` in `text`. */
dc_span dc_span_at(dc_text text, size_t at, const dc_dialect *dialect, dc_quotes quotes);

/* What the fields of a record are together. */
typedef struct {
  size_t fields, end; /* end: where the next record begins */
  size_t fault;       /* the first quote that opens a field with a fault; SIZE_MAX without one */
  bool open, stray;
} dc_spans;

dc_spans dc_spans_of(dc_text text, const dc_dialect *dialect, dc_quotes quotes);

/* The value of a field as written, to `out` that has room for it; returns its size. Line breaks become \n. */
size_t dc_span_value(dc_text text, const dc_span *span, const dc_dialect *dialect, dc_quotes quotes, char *out);

#endif
