/* The explanation of one person, in parts.
 *
 * Floor: explain, private. person.c puts the parts together; clock.c says until when the articles let the person count,
 * and how far their caps are used. */
#ifndef DECOMPTE_EXPLAIN_PERSON_H
#define DECOMPTE_EXPLAIN_PERSON_H

#include "explain/article.h"

typedef struct {
  dc_sheet *sheet;
  const dc_accounts *accounts;
  uint32_t row;            /* of participants.csv */
  DC_LIST(uint32_t) rows;  /* of the journal, in the order of the timesheets */
  size_t later, anomalies; /* records outside of it */
} dc_explained_person;

void dc_explain_windows(dc_explained_person *person); /* « Fenêtres » */
void dc_explain_limits(dc_explained_person *person);  /* « Plafonds » */

#endif
