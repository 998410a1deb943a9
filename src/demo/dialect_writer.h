/* A CSV table written as one contractor's software would write it.
 *
 * Private to src/demo. Values arrive as UTF-8 text, dates, minutes and cents; the dialect decides separators,
 * notations, encoding and line ends. Errors are kept and told at close. */
#ifndef DECOMPTE_DEMO_DIALECT_WRITER_H
#define DECOMPTE_DEMO_DIALECT_WRITER_H

#include "decompte/date.h"
#include "decompte/reader.h"
#include "decompte/stage.h"

typedef enum { DC_DEMO_DECIMAL, DC_DEMO_HOURS_MINUTES } dc_demo_hours_style; /* 7,5 or 7h30 */
typedef enum { DC_DEMO_FRENCH, DC_DEMO_ISO } dc_demo_date_style;             /* 31/01/2026, janvier 2026 or ISO */

typedef struct {
  char separator;
  dc_encoding encoding;
  const char *line_end;
  char decimal; /* comma or point */
  dc_demo_hours_style hours;
  dc_demo_date_style dates;
} dc_demo_dialect;

/* What the buyer's own tables are written in: `;`, UTF-8, LF, French numbers and dates. */
extern const dc_demo_dialect dc_demo_plain;

#define DC_DEMO_ROW 1024 /* bytes handed to the sink at once; longer rows go in several times */

typedef struct {
  const dc_demo_dialect *dialect;
  dc_sink sink;
  size_t fields, used;
  char row[DC_DEMO_ROW];
} dc_demo_writer;

void dc_demo_open(dc_demo_writer *writer, const char *path, const dc_demo_dialect *dialect);

/* One field of the current row. An absent date, month or amount is an empty field. */
void dc_demo_text(dc_demo_writer *writer, dc_text text);
void dc_demo_date(dc_demo_writer *writer, dc_date date);
void dc_demo_month(dc_demo_writer *writer, dc_month month);
void dc_demo_hours(dc_demo_writer *writer, int32_t minutes);
void dc_demo_money(dc_demo_writer *writer, int64_t cents);
void dc_demo_percent(dc_demo_writer *writer, int32_t per_mille);

/* Ends the row. Without a field before it, a blank line. */
void dc_demo_end_row(dc_demo_writer *writer);

/* A header row from « a;b;c ». */
void dc_demo_header(dc_demo_writer *writer, const char *columns);

/* false with errno when any write failed. */
bool dc_demo_close(dc_demo_writer *writer);

#endif
