/* The columns of marches.csv, each with how a row of essential data fills it. Floor: decp, private. */
#ifndef DECOMPTE_DECP_COLUMNS_H
#define DECOMPTE_DECP_COLUMNS_H

#include "decp/numbers.h"
#include "decp/told.h"

typedef struct {
  dc_arena *arena;
  const dc_decp_options *options;
  dc_decp_told told;
  const dc_decp_row *row;       /* being translated */
  const dc_decp_number *number; /* of its market */
} dc_decp_translation;

/* What is of the market is the same in the rows of all its holders. */
enum { DC_DECP_OF_MARKET = 0, DC_DECP_OF_HOLDER = 1, DC_DECP_REQUIRED = 2 };

typedef struct {
  dc_text name;
  dc_text (*cell)(dc_decp_translation *t); /* tells what is wrong; empty: absent, or nothing sure */
  int flags;
} dc_decp_column_reading;

extern const dc_decp_column_reading dc_decp_columns[DC_DECP_COLUMNS];

static inline dc_text dc_decp_at(const dc_decp_translation *t, dc_decp_field which) { return t->row->fields[which]; }

/* The name of a cause told for each value. */
static inline dc_text dc_decp_cause(const dc_decp_translation *t, const char *what, dc_text value) {
  return dc_text_format(t->arena, "%s " DC_S, what, DC_ARG(value));
}

#endif
