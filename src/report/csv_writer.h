/* CSV for a French spreadsheet (« ; », decimal comma, BOM) or for everyone (RFC 4180), built in memory.
 *
 * Floor: report; commands that print tables use it too. A dc_csv holds lines until its owner hands them to a sink;
 * several may be filled at once by several threads. Text that a spreadsheet would take for a formula gets a leading
 * apostrophe. */
#ifndef DECOMPTE_REPORT_CSV_WRITER_H
#define DECOMPTE_REPORT_CSV_WRITER_H

#include "decompte/date.h"
#include "decompte/exact.h"
#include "decompte/stage.h"

typedef struct {
  char separator, decimal;
  bool bom, iso_dates;
} dc_csv_dialect;

const dc_csv_dialect *dc_csv_dialect_of(bool international);

typedef struct {
  const dc_csv_dialect *dialect;
  char *data; /* freed by dc_csv_free */
  size_t length, capacity;
  bool in_line;
} dc_csv;

/* Each call adds one cell. Absent values give an empty cell. */
void dc_csv_text(dc_csv *csv, dc_text text);
void dc_csv_ready(dc_csv *csv, dc_text cells);  /* made by dc_csv_cell: one cell, or several with their separators */
void dc_csv_hours(dc_csv *csv, dc_hours hours); /* up to 4 decimals, half up */
void dc_csv_decimal(dc_csv *csv, int64_t value, int64_t scale, int decimals); /* exactly that many decimals */
void dc_csv_count(dc_csv *csv, uint64_t count);
void dc_csv_date(dc_csv *csv, dc_date date);
void dc_csv_month(dc_csv *csv, dc_month month); /* 2026-10 in both dialects: unlike a date, it has one notation */
void dc_csv_end(dc_csv *csv);                   /* of the line */

/* A header line from names separated by « ; », preceded by the BOM when the dialect has one. */
void dc_csv_header(dc_csv *csv, const char *names);

/* `text` as dc_csv_text would write it, for cells that come back often. In `arena`. */
dc_text dc_csv_cell(dc_arena *arena, const dc_csv_dialect *dialect, dc_text text);

/* Hands the lines to `sink` and forgets them. */
void dc_csv_flush(dc_csv *csv, dc_sink *sink);
void dc_csv_free(dc_csv *csv);

#endif
