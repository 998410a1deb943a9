/* One file of records into one table of typed columns. Floor: input, private. */
#ifndef DECOMPTE_INPUT_CONVERT_H
#define DECOMPTE_INPUT_CONVERT_H

#include "decompte/dossier.h"
#include "input/header.h"

/* What a file gave, in memory of its own until it is merged. */
typedef struct {
  dc_arena arena;
  dc_diagnostics diagnostics;
  dc_intern texts; /* what ids in `table` stand for */
  dc_table table;
  dc_reader_counts counts;
  size_t rejected, totals;
  bool sound; /* false: a fatal problem was reported */
} dc_converted;

/* Reads the surveyed `source` into `converted`, a table named `name`. With `strict_rows` (timesheets), any error
 * rejects its record; else only an error in a required column does. */
void dc_convert(dc_converted *converted, const dc_source *source, const dc_lexicon *lexicon, const dc_headers *headers,
                dc_text name, bool strict_rows);
void dc_converted_free(dc_converted *converted);

#endif
