/* The hours due of a line of Synthèse, step by step: what is read, what events moved, each operation of the article,
 * the share of a co-contractor.
 *
 * Floor: report, private. A step is a line of the sheet « Heures dues »; formulas name steps by their line. */
#ifndef DECOMPTE_REPORT_DUE_STEPS_H
#define DECOMPTE_REPORT_DUE_STEPS_H

#include "report/sheets.h"
#include "rules/list.h"

typedef struct {
  size_t line;               /* of Synthèse */
  size_t number;             /* within that line, from 1 */
  const char *part;          /* « Base », « Calcul »… */
  dc_text what;              /* « montant du marché » */
  dc_date date;              /* of an event; since when a parameter has its value */
  dc_text reference;         /* « avenant AV-01 », « arrêté du 22/05/2026 » */
  dc_content change;         /* of an event */
  dc_content value;          /* with its formula */
  dc_text unit, how;         /* « h »; « étape 2 × étape 3 » */
  dc_text text;              /* what the article says */
  dc_text place;             /* « marches.csv:14 », « national.regles:201 » */
  const dc_article *article; /* that the step names; NULL: none */
  bool result;               /* the hours due: compared with Synthèse */
} dc_due_step;

typedef DC_LIST(dc_due_step) dc_due_steps;

#define DC_DUE_RESULT "Résultat" /* part of the last step of a line */

/* Appends the steps of that line, in the arena of the workbook. */
void dc_due_steps_add(dc_due_steps *steps, dc_sheets *sheets, size_t line);

#endif
