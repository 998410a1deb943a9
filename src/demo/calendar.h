/* Which days people work: Monday to Friday, save the public holidays of metropolitan France.
 *
 * Private to src/demo. */
#ifndef DECOMPTE_DEMO_CALENDAR_H
#define DECOMPTE_DEMO_CALENDAR_H

#include "decompte/date.h"

/* Easter Sunday of a Gregorian year. */
dc_date dc_demo_easter(int year);

/* Code du travail, art. L. 3133-1. */
bool dc_demo_is_holiday(dc_date date);

bool dc_demo_is_working_day(dc_date date);

#endif
