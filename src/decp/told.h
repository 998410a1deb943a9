/* What is told of essential data: each cause once, with the place of its first occurrence and how many there are.
 *
 * Floor: decp, private. The same defect is often that of a whole publication. */
#ifndef DECOMPTE_DECP_TOLD_H
#define DECOMPTE_DECP_TOLD_H

#include "decompte/causes.h"
#include "decompte/decp.h"

typedef struct {
  const dc_decp *decp;
  dc_causes causes;
} dc_decp_told;

void dc_decp_told_begin(dc_decp_told *told, const dc_decp *decp, dc_diagnostics *diagnostics);
void dc_decp_told_end(dc_decp_told *told);

/* One more occurrence of `cause` (a few words, and the value when each value is a cause). The message is that of the
 * first one, after the number of the market; it never shows a NIR. */
void dc_decp_tell(dc_decp_told *told, const dc_decp_row *row, dc_code code, dc_text cause, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
