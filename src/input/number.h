/* Numbers as people and spreadsheets write them, before anyone decides what their marks mean.
 *
 * Floor: input, private. Thousands go by blanks, apostrophes, points or commas, in groups of three; the decimal mark is
 * a comma or a point. « 1,234 » may be either: who knows the rest of the column decides. */
#ifndef DECOMPTE_INPUT_NUMBER_H
#define DECOMPTE_INPUT_NUMBER_H

#include "decompte/exact.h"

typedef enum {
  DC_MARK_NONE,    /* a whole number */
  DC_MARK_DECIMAL, /* the last mark begins the decimals */
  DC_MARK_EITHER,  /* one mark, and three digits after it: « 1,234 » */
} dc_mark_meaning;

typedef struct {
  bool negative;
  char grouping; /* what separates thousands: ' ' '\'' ',' '.', or 0 */
  char mark;     /* ',' or '.', or 0 */
  dc_mark_meaning meaning;
  dc_wide digits; /* all of them, as one number */
  int decimals;   /* how many stand after the mark */
} dc_number;

/* Takes away the sign before `text`, or after it as payroll programs put it (« 12,50- »); *negative is set by « - » and
 * « − » alone. false when there are two. */
bool dc_take_sign(dc_text *text, bool *negative);

/* DC_NUMBER_OK, DC_NUMBER_MALFORMED or DC_NUMBER_TOO_LARGE (more than 30 digits). A sign may stand before, or after as
 * payroll programs put it: « 12,50- ». */
dc_number_status dc_number_scan(dc_text text, dc_number *number);

/* The same number with its only mark taken as that of thousands. */
dc_number dc_number_as_thousands(dc_number number);

/* value × scale, which must be whole; a mark is the decimal one. */
dc_number_status dc_number_value(const dc_number *number, int64_t scale, int64_t *value);

/* The whole number that value × scale is, to a hundred-thousandth: « 0,322916666666667 » × 1440 is 465. -1 when it is
 * not, when it is negative, or when more than 20 digits are written. */
int64_t dc_number_nearly(const dc_number *number, int64_t scale);

bool dc_number_is_zero(const dc_number *number);
bool dc_number_below_one(const dc_number *number); /* its absolute value */

/* « 3,56E+13 », as spreadsheets show long numbers. */
typedef struct {
  char digits[32]; /* of the whole number, NUL-terminated; empty when some were lost */
} dc_scientific;

/* Whether `text` is such a number. Digits are known only when the mantissa writes them all: zeros are never made up. */
bool dc_scientific_scan(dc_text text, dc_scientific *scientific);

#endif
