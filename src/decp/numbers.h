/* Numbers of markets, compared with one another over the whole file: what a row cannot say alone.
 *
 * Floor: decp, private. A number is its buyer's: two buyers may use the same one, and one buyer may use it twice. */
#ifndef DECOMPTE_DECP_NUMBERS_H
#define DECOMPTE_DECP_NUMBERS_H

#include "decompte/decp.h"

typedef struct {
  bool shared;    /* several buyers of the file use this number: it needs its buyer's SIRET in front */
  bool equivocal; /* this buyer gives it to markets that differ by object, amount or notification */
  bool repeated;  /* the row says nothing that an earlier one does not */
} dc_decp_number;

/* One item a row, in `arena`. */
dc_decp_number *dc_decp_compare_numbers(const dc_decp *decp, dc_arena *arena);

#endif
