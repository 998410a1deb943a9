/* Where the table lies in a file: what stands before it, which records make its header, or that it has none.
 *
 * Floor: input, private. Files of contractors begin with titles, have headers on two rows, or no header at all. */
#ifndef DECOMPTE_INPUT_LAYOUT_H
#define DECOMPTE_INPUT_LAYOUT_H

#include "input/header.h"
#include "input/sample.h"

typedef struct {
  dc_text table;        /* of the lexicon; empty: none is recognised */
  uint32_t first;       /* number of the record where the header begins, or of the first row without header */
  uint32_t header_rows; /* records that make the header; 0: columns are taken by position */
  dc_record header;     /* its names, cell by cell; `line` and `raw` of its last row; trailing empty names dropped */
  size_t usual;         /* filled fields of most records, for tables of no known columns */
  bool guessed;         /* a table that lacks columns is then described all the same */
} dc_layout;

/* Finds the table of that name in the sample of a file: the header that has all required columns, else the best there
 * is. Without header, columns are taken by position when the types of all sampled cells fit one order only. An empty
 * sample is the caller's to report. In `arena`. */
dc_layout dc_layout_find(dc_arena *arena, const dc_sample *sample, const dc_source *source, const dc_headers *headers,
                         const dc_lexicon *lexicon, dc_text table);

/* The same for the table of the lexicon that the file resembles most, or for a table of unknown columns. */
dc_layout dc_layout_guess(dc_arena *arena, const dc_sample *sample, const dc_source *source, const dc_headers *headers,
                          const dc_lexicon *lexicon);

#endif
