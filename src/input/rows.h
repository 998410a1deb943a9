/* The rows of a table in a file: records less titles, headers, totals and text between the lines.
 *
 * Floor: input, private. A file is walked twice by the same rules: once to read it, once to tell what is wrong. */
#ifndef DECOMPTE_INPUT_ROWS_H
#define DECOMPTE_INPUT_ROWS_H

#include "decompte/dossier.h"
#include "decompte/causes.h"
#include "input/layout.h"

typedef enum {
  DC_ROW_WHOLE,
  DC_ROW_SHORT,  /* its last cells are missing, and none of them is required */
  DC_ROW_RAGGED, /* it does not have the fields of the header: reported */
} dc_row_shape;

typedef struct {
  const dc_source *source;
  const dc_layout *layout;
  const dc_headers *headers;
  const dc_table *table; /* NULL: of unknown columns */
  dc_diagnostics *diagnostics;
  dc_arena arena;
  dc_reader *reader;
  dc_causes causes;
  dc_text names[DC_RECORD_FIELDS];   /* every column of the file, in the order of their first header */
  size_t columns[DC_RECORD_FIELDS];  /* what each is in the table, or DC_UNBOUND */
  size_t name_count;                 /* more tables in the file may add to the first header's */
  size_t position[DC_RECORD_FIELDS]; /* of each field under the current header, among the names */
  size_t width;                      /* fields under the current header */
  size_t required;                   /* columns of the table that must be filled */
  dc_skipped skipped;
  uint32_t lines[4];   /* first line of each kind that is skipped, in the order of dc_skipped */
  uint32_t more_lines; /* line of the first header of another order; 0: none */
} dc_rows;

/* Opens the file at its table. What is wrong with header and records is reported. false when it cannot be read: a
 * column is missing. To be closed with dc_rows_close in all cases. */
bool dc_rows_open(dc_rows *rows, const dc_source *source, const dc_layout *layout, const dc_headers *headers,
                  const dc_table *table, dc_diagnostics *diagnostics);

/* The next row; false at the end. The record dies at the next call. */
bool dc_rows_next(dc_rows *rows, dc_record *record, dc_row_shape *shape);

/* Tells what has been skipped, as notes. */
void dc_rows_tell_skipped(dc_rows *rows);

void dc_rows_close(dc_rows *rows);

/* What field `index` of a row is: a position among the names, DC_UNBOUND beyond the header. */
static inline size_t dc_rows_position(const dc_rows *rows, size_t index) {
  return index < rows->width ? rows->position[index] : DC_UNBOUND;
}

/* Whether a cause is to be told of a record; false: it has been told `most` times of its market (causes.h). */
bool dc_rows_is_new(const dc_rows *rows, dc_causes *causes, dc_code code, size_t column, const dc_record *record,
                    uint32_t most);

/* Reports on a record, with its number, its line as excerpt and the market it is about. */
dc_diagnostic *dc_rows_report(const dc_rows *rows, dc_diagnostics *list, dc_code code, const dc_record *record,
                              uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

/* Reports that a record does not have the fields of the header, unless it has been told `most` times; `more` closes the
 * message. */
void dc_rows_report_width(const dc_rows *rows, dc_causes *causes, dc_code code, const dc_record *record, uint32_t most,
                          const char *more);

#endif
