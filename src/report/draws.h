/* What an auditor is to check in a workbook: three samples of the lines of its Détail, drawn as sample.h says.
 *
 * Floor: report, private. The population is the lines with admitted hours, so that it and each line drawn are found in
 * the workbook. Admitted hours rather than counted ones: they are the hours that a payslip or a signed sheet shows,
 * while a coefficient is a matter of rules, not of evidence. */
#ifndef DECOMPTE_REPORT_DRAWS_H
#define DECOMPTE_REPORT_DRAWS_H

#include "report/sample.h"
#include "report/selection.h"

enum { DC_SAMPLE_SIZE = 30 }; /* draws of each method; with fewer lines than that, all of them */

typedef enum { DC_SIMPLE, DC_STRATIFIED, DC_BY_HOURS, DC_METHODS } dc_method;

/* « aléatoire simple », « stratifié », « par heures »: in a column that formulas compare. */
const char *dc_method_name(dc_method method);

typedef struct {
  dc_text label; /* a public, or a contractor */
  size_t lines, drawn;
  dc_hours hours;
} dc_stratum;

typedef struct {
  dc_method method;
  size_t line;       /* of Détail */
  dc_hours hours;    /* admitted */
  size_t stratum;    /* of the stratified sample */
  size_t rank;       /* from 1: in the sample, or in the stratum */
  size_t times;      /* drawn: more than once when it is longer than the interval */
  uint64_t number;   /* sample.h; none by hours */
  dc_hours position; /* by hours: the first unit drawn in it, hours being counted through from 0 */
} dc_drawn;

/* The samples of one workbook; count = 0: it has none. */
typedef struct {
  dc_digest seed;
  bool by_public;           /* strata: of publics, or else of contractors */
  const dc_column *publics; /* of participants */
  size_t population;        /* lines */
  dc_hours hours;           /* of them */
  dc_hours interval, start; /* of the sample by hours */
  size_t below;             /* lines shorter than the interval */
  dc_stratum *strata;       /* by label */
  size_t stratum_count;
  dc_index stratum_keys; /* id of what makes the stratum → number by arrival */
  size_t *stratum_place; /* by number of arrival: place in `strata` */
  dc_drawn *items;       /* by method; then by stratum and rank, or by line */
  size_t count;
  size_t drawn[DC_METHODS]; /* lines of each method */
} dc_draws;

#endif
