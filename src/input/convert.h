/* One file of records into one table of typed columns.
 *
 * Floor: input, private. Three steps: gather (gather.h), learn (the notation of each column from all its texts, which
 * are then read once), translate (numbers of texts become values, rows that an error spoils are dropped). When there is
 * something to tell, the file is walked again to tell it in place. */
#ifndef DECOMPTE_INPUT_CONVERT_H
#define DECOMPTE_INPUT_CONVERT_H

#include "decompte/dossier.h"
#include "input/layout.h"

/* What a file gave, in memory of its own until it is merged. */
typedef struct {
  dc_arena arena;
  dc_diagnostics diagnostics;
  dc_intern texts; /* what ids in `table` stand for */
  dc_table table;
  dc_layout layout;
  dc_text *names;     /* every column of the file, as written; in the arena */
  size_t *columns;    /* what each is in `table`, or DC_UNBOUND */
  size_t *filled;     /* rows that have something there */
  dc_text *notations; /* how it writes its values, empty when nothing is to be said */
  size_t name_count;
  dc_reader_counts counts;
  dc_skipped skipped;
  size_t rejected;
  bool sound; /* false: a fatal problem was reported */
} dc_converted;

/* Reads the surveyed `source` into `converted`, a table named `name`; with an empty name, the one that the file
 * resembles most, or none. In timesheets any error rejects its record; elsewhere only an error in a required column
 * does. On up to `threads` threads. */
void dc_convert(dc_converted *converted, const dc_source *source, const dc_lexicon *lexicon, const dc_headers *headers,
                dc_text name, unsigned threads);
void dc_converted_free(dc_converted *converted);

#endif
