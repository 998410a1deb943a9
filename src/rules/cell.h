/* One value written in a table: of a parameter, of a list, of a case.
 *
 * Floor: rules, private. */
#ifndef DECOMPTE_RULES_CELL_H
#define DECOMPTE_RULES_CELL_H

#include "dictionary.h"

#define DC_CELL_IDS 16

typedef struct {
  bool absent; /* empty, or « absent » */
  dc_rational number;
  dc_date date;
  uint32_t ids[DC_CELL_IDS]; /* one, or several where the typing says so: « RSA, QPV » */
  uint32_t count;
} dc_rule_cell;

/* Reads a cell as a value of that typing; a number written without a unit takes that of the typing when `assume` says
 * so, and is otherwise refused. false after reporting. */
bool dc_rule_cell_read(dc_rule_cell *cell, const dc_rules *rules, dc_diagnostics *diagnostics, dc_piece piece,
                       dc_typing typing, bool assume);

#endif
