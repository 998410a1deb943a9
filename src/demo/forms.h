/* The timesheet forms that contractors use: which columns under which headings, in which dialect.
 *
 * Private to src/demo. */
#ifndef DECOMPTE_DEMO_FORMS_H
#define DECOMPTE_DEMO_FORMS_H

#include "demo/dialect_writer.h"
#include "demo/world.h"

typedef enum {
  DC_DEMO_END, /* ends the list of columns */
  DC_DEMO_COL_MARCHE,
  DC_DEMO_COL_LOT,
  DC_DEMO_COL_PARTICIPANT,
  DC_DEMO_COL_DATE,
  DC_DEMO_COL_MONTH,
  DC_DEMO_COL_HOURS,
  DC_DEMO_COL_NATURE,
  DC_DEMO_COL_EMPLOYER,
  DC_DEMO_COL_CONTRACT,
  DC_DEMO_COL_COMMUNE,
  DC_DEMO_COL_AMOUNT,
  DC_DEMO_COL_PIECE,
  DC_DEMO_COL_REMARK
} dc_demo_column;

typedef struct {
  dc_demo_dialect dialect;
  bool monthly; /* one line a month and nature instead of one a day */
  bool gaps;    /* a blank line after each market */
  const char *header;
  dc_demo_column columns[13];
} dc_demo_form;

#define DC_DEMO_FORMS 10
extern const dc_demo_form dc_demo_forms[DC_DEMO_FORMS];

/* Gives each holder its form: every form in a small world; mostly the first in a large one. */
void dc_demo_assign_forms(dc_demo_world *world);

#endif
