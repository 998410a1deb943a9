/* The public holidays of French labour law.
 *
 * Floor: base. Code du travail, art. L. 3133-1: eleven days, everywhere; art. L. 3134-13: two more in Alsace and
 * Moselle (Good Friday only where a commune has a Protestant or a shared church, which no file says). The days of
 * overseas territories (art. L. 3422-2) are not known. */
#ifndef DECOMPTE_HOLIDAY_H
#define DECOMPTE_HOLIDAY_H

#include "decompte/date.h"

typedef struct {
  const char *name; /* French: « 8 mai » */
  bool local;       /* Alsace and Moselle only */
} dc_holiday;

/* The holiday of that day, NULL when it is an ordinary one. Where two fall together, the one of a fixed date. */
const dc_holiday *dc_holiday_on(dc_date date);

/* Whether an INSEE commune code is of Moselle (57), Bas-Rhin (67) or Haut-Rhin (68). */
bool dc_commune_has_local_holidays(dc_text commune);

/* Easter Sunday. */
dc_date dc_easter(int year);

#endif
