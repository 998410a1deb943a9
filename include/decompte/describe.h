/* What the reader understood of one file: for « decompte lire ».
 *
 * Floor: input. The table is the one of the lexicon whose columns the header resembles most; a file of unknown columns
 * is described by its shape alone. */
#ifndef DECOMPTE_DESCRIBE_H
#define DECOMPTE_DESCRIBE_H

#include "decompte/dossier.h"

typedef struct {
  dc_text header;        /* as written; empty: it has no name */
  const dc_field *field; /* NULL: not recognised */
  size_t filled;         /* rows that have something there */
  dc_text notation;      /* how its values are written, when there is something to say */
} dc_described_column;

typedef struct {
  dc_source source;                  /* name, path and statements set by the caller; the rest as surveyed */
  dc_text table;                     /* « releves »; empty when no table is recognised */
  uint32_t header_line, header_rows; /* 0 rows: it has no header */
  dc_described_column *columns;
  size_t column_count;
  dc_reader_counts counts;
  dc_skipped skipped;
  size_t rows, rejected;
} dc_description;

/* Reads the whole file. What is wrong is reported. false when it cannot be read as a table. Texts live in `arena`. */
bool dc_describe(dc_description *description, dc_arena *arena, const dc_lexicon *lexicon, dc_diagnostics *diagnostics);

/* Writes a file so described as clean CSV (RFC 4180: comma, CRLF, UTF-8): its header on one row, its rows under it,
 * cells as they are written. Titles, repeated headers, totals, texts alone and columns without name nor value are left
 * out; rows that do not have the fields of the header stay as they are, so that they are refused again. */
bool dc_write_clean(FILE *out, const dc_description *description, const dc_lexicon *lexicon);

#endif
