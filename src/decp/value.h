/* What identifiers of essential data mean, with the defects that they have. Floor: decp, private. */
#ifndef DECOMPTE_DECP_VALUE_H
#define DECOMPTE_DECP_VALUE_H

#include "decompte/decp.h"

/* An identifier without blanks. In `arena`. */
dc_text dc_decp_without_blanks(dc_arena *arena, dc_text text);

/* The 8 digits of a CPV, without its control digit. Only two divisions begin with 0, 03 and 09: a code of 7 digits that
 * gives one of them once its zero is back has lost it; a ninth digit is the control digit without its hyphen.
 * `*repaired` says so. Empty when it can only be a mistake. */
dc_text dc_decp_cpv(dc_arena *arena, dc_text text, bool *repaired);

#endif
