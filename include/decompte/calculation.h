/* A calculation as numbered steps, each of which a spreadsheet can redo: what an article reads, then one operation a
 * step on earlier ones, down to its value.
 *
 * Floor: rules. Made of the same checked tree as the run and the trace, for one row, by the walker of this floor. */
#ifndef DECOMPTE_CALCULATION_H
#define DECOMPTE_CALCULATION_H

#include "decompte/trace.h"

typedef enum {
  DC_STEP_READ,     /* a field, a parameter, a number of the rule; or what is no operation on numbers */
  DC_STEP_ADD,      /* + */
  DC_STEP_SUBTRACT, /* - */
  DC_STEP_MULTIPLY, /* × */
  DC_STEP_DIVIDE,   /* ÷ */
  DC_STEP_MAX,
  DC_STEP_MIN,
  DC_STEP_ROUND_UP, /* to a whole number, as the two next ones */
  DC_STEP_ROUND_DOWN,
  DC_STEP_ROUND_NEAREST, /* half away from zero */
  DC_STEP_SLICES,        /* whole slices of the first in the second */
  DC_STEP_COUNT
} dc_step_kind;

typedef struct {
  dc_step_kind kind;
  size_t operands[2];    /* earlier steps; the second is not read by roundings */
  dc_text name;          /* « coût horaire », « montant du marché × taux d'insertion » */
  dc_text text;          /* of a parameter: the decree or clause that sets its value; else empty */
  dc_date date;          /* of a parameter: since when it has that value; else DC_NO_DATE */
  const dc_field *field; /* the field read; NULL: none */
  dc_position rule;      /* where the rules write the value read; line 0: nowhere */
  dc_rational value;     /* den 0: none */
  dc_text unit;          /* « h », « € », « €/h », « % », or empty */
} dc_step;

typedef struct {
  dc_step *items; /* the last one gives the value; one at least */
  size_t count, capacity;
} dc_calculation;

/* The value of an article in the row of a trace, which gains no line. In the arena of the trace. */
dc_calculation dc_trace_calculation(const dc_trace *trace, const dc_article *article);

#endif
