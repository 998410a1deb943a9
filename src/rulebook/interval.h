/* Stretches of exact numbers, dates among them.
 *
 * Floor: rulebook, private. */
#ifndef DECOMPTE_RULEBOOK_INTERVAL_H
#define DECOMPTE_RULEBOOK_INTERVAL_H

#include "rules/operations.h"

/* From `low` to `high`, each left out when it is open; a bound whose denominator is 0 is none. */
typedef struct {
  dc_rational low, high;
  bool low_open, high_open;
} dc_interval;

/* What stands in « comparison » to `bound`: x ≤ bound… Not for DC_COMPARE_DIFFERENT, which is two of them. */
dc_interval dc_interval_of(dc_comparison comparison, dc_rational bound);

bool dc_interval_empty(const dc_interval *interval);
bool dc_interval_has(const dc_interval *interval, dc_rational value);
dc_interval dc_interval_meet(const dc_interval *a, const dc_interval *b);

/* The whole numbers of an interval: its bounds become whole, and are not open. */
dc_interval dc_interval_whole(dc_interval interval);

/* The x such that factor × x + constant is in the interval; the factor is not 0. */
dc_interval dc_interval_solve(const dc_interval *interval, dc_rational factor, dc_rational constant);

#endif
