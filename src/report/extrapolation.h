/* The sheets of the auditor's samples, as they refer to one another.
 *
 * Floor: report, private. « Échantillon » has the lines drawn, with cells to fill in; « Strates » what was found in
 * each stratum; « Extrapolation » what it means for all the hours, method by method. */
#ifndef DECOMPTE_REPORT_EXTRAPOLATION_H
#define DECOMPTE_REPORT_EXTRAPOLATION_H

#include "report/sheets.h"

#define DC_TO_COMPLETE "à compléter" /* what a formula says while cells that it needs are empty */

/* A line of Échantillon has been checked when its écart is a number: a criterion that text does not meet. */
#define DC_ANY_NUMBER "\">-1000000000\""

void dc_strates_plan(dc_sheets *sheets);
void dc_extrapolation_plan(dc_sheets *sheets);

/* The cell of the interval of the sample by hours, from another sheet: « Extrapolation!$C$20 ». In scratch of the
 * workbook, once planned. */
dc_text dc_extrapolation_interval(dc_sheets *sheets);

#endif
