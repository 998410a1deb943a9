/* Exact quantities. No binary floating point touches an hour or a euro.
 *
 * Floor: base.
 *   dc_hours  1/3000 of an hour: holds minutes (50), hundredths (30) and thousandths (3) exactly
 *   dc_cents  cents of a euro (also cents of €/h)
 *   dc_parts  millionths, for percentages and shares (40 % = 400 000)
 *   dc_rational  num/den in 128 bits, for products, quotients and comparisons in rules; natural units
 *                (hours, euros), rounded once at the end by a stated mode. */
#ifndef DECOMPTE_EXACT_H
#define DECOMPTE_EXACT_H

#include "decompte/text.h"

typedef int64_t dc_hours;
typedef int64_t dc_cents;
typedef int64_t dc_parts;
__extension__ typedef __int128 dc_wide;

#define DC_HOUR        3000
#define DC_MINUTE      50
#define DC_HUNDREDTH   30        /* of an hour */
#define DC_WHOLE       1000000   /* 100 % */
#define DC_NO_QUANTITY INT64_MIN /* an absent value in a column of quantities */

/* den > 0; den == 0 marks a result out of range or a division by zero, and spreads through every operation. */
typedef struct {
  dc_wide num, den;
} dc_rational;

dc_rational dc_rational_of(int64_t num, int64_t den);
bool dc_rational_valid(dc_rational r);
dc_rational dc_rational_add(dc_rational a, dc_rational b);
dc_rational dc_rational_sub(dc_rational a, dc_rational b);
dc_rational dc_rational_mul(dc_rational a, dc_rational b);
dc_rational dc_rational_div(dc_rational a, dc_rational b);
int dc_rational_compare(dc_rational a, dc_rational b); /* both valid */

typedef enum { DC_ROUND_UP, DC_ROUND_DOWN, DC_ROUND_NEAREST } dc_rounding; /* nearest: half up, away from zero */

/* r rounded to a whole number. */
dc_rational dc_rational_round(dc_rational r, dc_rounding mode);

/* r × scale when it is whole, else r rounded half up to `grain` parts of the scale: dc_rational_scale(r, DC_HOUR,
 * DC_HUNDREDTH) gives hours exact where they can be, to the hundredth otherwise. false when out of range. */
bool dc_rational_scale(dc_rational r, int64_t scale, int64_t grain, int64_t *result);

dc_rational dc_rational_hours(dc_hours hours); /* in hours */
dc_rational dc_rational_cents(dc_cents cents); /* in euros */
dc_rational dc_rational_parts(dc_parts parts); /* 40 % = 2/5 */

/* a × b / c exactly, rounded half up; false when the result does not fit 64 bits or c is 0. */
bool dc_mul_div(int64_t a, int64_t b, int64_t c, int64_t *result);

/* Renderings, decimal comma or point, no thousands separator, NUL-terminated.
 * `decimals` digits half up; with `trim`, trailing zeros (and a bare separator) go. */
#define DC_NUMBER_SIZE 48
dc_text dc_decimal(int64_t value, int64_t scale, int decimals, bool trim, char separator, char buffer[DC_NUMBER_SIZE]);
dc_text dc_hours_text(dc_hours hours, char buffer[DC_NUMBER_SIZE]); /* « 7,50 »: what a person reads */
dc_text dc_cents_text(dc_cents cents, char buffer[DC_NUMBER_SIZE]); /* « 1 234,50 » */

/* Plain decimal notation « -1 234,5 » or « 1234.5 »: digits, at most one comma or point as decimal mark, spaces, NBSP
 * and narrow NBSP between digits. The value × scale must be whole. */
typedef enum { DC_NUMBER_OK, DC_NUMBER_MALFORMED, DC_NUMBER_TOO_PRECISE, DC_NUMBER_TOO_LARGE } dc_number_status;
dc_number_status dc_decimal_parse(dc_text text, int64_t scale, int64_t *value);

/* ± units / power × scale, which must be whole. `power` is a power of ten; both are below 2^104. */
dc_number_status dc_decimal_value(bool negative, dc_wide units, dc_wide power, int64_t scale, int64_t *value);

#endif
