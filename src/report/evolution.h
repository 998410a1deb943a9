/* The hours of a workbook month by month, against the path that leads straight from nothing to the due.
 *
 * Floor: report, private. Two sheets show it: « Évolution » for the workbook, « Évolution par marché ». The path is the
 * due × the elapsed part of the market's time, as in Synthèse: at the date of the statement the two agree. */
#ifndef DECOMPTE_REPORT_EVOLUTION_H
#define DECOMPTE_REPORT_EVOLUTION_H

#include "report/sheets.h"

/* One month of one line of Synthèse: from its start, or its first hours, to the statement. */
typedef struct {
  uint32_t line;
  dc_month month;
  dc_parts progress;  /* DC_NO_QUANTITY: the market has no period */
  dc_hours path;      /* DC_NO_QUANTITY: no objective, or no period */
  dc_hours counted;   /* of the month */
  dc_hours cumulated; /* up to this month */
  dc_hours held;      /* cumulated, of the whole market: what an EPCI sets against the due */
} dc_step;

/* One month of the workbook. */
typedef struct {
  dc_month month;
  dc_hours path, counted, cumulated, held;
} dc_month_sum;

typedef struct {
  dc_sheets *sheets;
  dc_step *steps; /* by line, then month */
  size_t step_count;
  size_t *first_step;   /* by line, and one more */
  dc_month_sum *months; /* without a gap */
  size_t month_count;
} dc_evolution;

/* Lives in the workbook's arena. */
dc_evolution *dc_evolution_of(dc_sheets *sheets);

/* The day that a month is looked at: its last, or that of the statement. */
dc_date dc_evolution_day(const dc_evolution *evolution, dc_month month);

void dc_evolution_plan_marches(dc_evolution *evolution); /* sheet_evolution_marche.c */

#endif
