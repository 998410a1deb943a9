/* The cells of a file, column by column: every distinct text of a column is interned, rows hold its number.
 *
 * Floor: input, private. Records are read in batches that are laid out by column; interning one batch goes on, in a
 * second thread when there is one, while the next is being read. */
#ifndef DECOMPTE_INPUT_GATHER_H
#define DECOMPTE_INPUT_GATHER_H

#include "input/notation.h"
#include "input/rows.h"

/* A column of the table as this file writes it. */
typedef struct {
  dc_intern raw;     /* its distinct texts, in order of first arrival */
  uint32_t *numbers; /* by row, that of its text, 0 when absent; NULL: no row has any */
  size_t capacity;
  dc_column_reading reading; /* of `raw`, once all is gathered */
} dc_binding;

/* Why a row has something to tell. */
enum {
  DC_TELL_NOTHING,
  DC_TELL_CELLS,
  DC_TELL_SHORT, /* a short row */
  DC_TELL_WIDTH  /* a short row whose cells do not fit either */
};

typedef struct {
  dc_binding *bindings; /* by column of the table */
  size_t column_count;
  uint32_t *lines;     /* by row, of malloc: who takes them over sets NULL */
  unsigned char *tell; /* by row, DC_TELL_… */
  size_t rows, line_capacity, tell_capacity;
  size_t ragged;  /* records that are no rows, and were reported */
  size_t *filled; /* by name of a column of the file: rows that have something there; the caller's */
  bool anything;  /* to tell */
} dc_gathered;

/* Gathers all rows of a file into `gathered`, all zero but for `filled`, for a table of that many columns. Freed with
 * dc_gathered_free in all cases. */
void dc_gather(dc_gathered *gathered, dc_rows *rows, size_t column_count, unsigned threads);
void dc_gathered_free(dc_gathered *gathered);

#endif
