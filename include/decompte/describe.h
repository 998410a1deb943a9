/* What the reader understood of one file: for « decompte lire ».
 *
 * Floor: input. The table is the one of the lexicon whose columns the header resembles most. */
#ifndef DECOMPTE_DESCRIBE_H
#define DECOMPTE_DESCRIBE_H

#include "decompte/dossier.h"

typedef struct {
  dc_text header;        /* as written */
  const dc_field *field; /* NULL: not recognised */
  size_t filled;         /* rows that have a value */
} dc_described_column;

typedef struct {
  dc_source source; /* name and path set by the caller; the rest as surveyed */
  dc_text table;    /* « releves »; empty when no column is recognised */
  dc_described_column *columns;
  size_t column_count;
  dc_reader_counts counts;
  size_t rows, rejected, totals;
} dc_description;

/* Reads the whole file. What is wrong is reported. false when it cannot be read as a table. Texts live in `arena`. */
bool dc_describe(dc_description *description, dc_arena *arena, const dc_lexicon *lexicon, dc_diagnostics *diagnostics);

#endif
