/* What the operators of the language do to one value or two.
 *
 * Floor: rules, private. The batch evaluator (evaluate.c) and the walker (walk.c) share these, and nothing else: what
 * « + », « < » or « + 24 mois » means is written once. A number with a null denominator is absent, and so is
 * DC_NO_DATE. */
#ifndef DECOMPTE_RULES_OPERATIONS_H
#define DECOMPTE_RULES_OPERATIONS_H

#include "node.h"

/* ADD, SUBTRACT, MULTIPLY, DIVIDE, MAX, MIN, and SLICES (a: the size of a slice, b: the amount). */
dc_rational dc_operate(dc_node_kind kind, dc_rational a, dc_rational b);

/* Does « a op b » hold, given the sign of a - b? */
static inline bool dc_order_satisfies(dc_comparison comparison, int order) {
  switch (comparison) {
  case DC_COMPARE_EQUAL: return order == 0;
  case DC_COMPARE_DIFFERENT: return order != 0;
  case DC_COMPARE_LESS: return order < 0;
  case DC_COMPARE_LESS_EQUAL: return order <= 0;
  case DC_COMPARE_GREATER: return order > 0;
  case DC_COMPARE_GREATER_EQUAL: return order >= 0;
  }
  return false;
}

/* The sign of a - b, both valid; quick for the values that hours and euros have. */
int dc_order_of(dc_rational a, dc_rational b);

/* A date so many days later (`sign` 1) or earlier (-1): DC_NO_DATE when `days` is not whole, or out of the calendar
 * that the program knows (1900 to 2199). */
dc_date dc_days_shifted(dc_date date, dc_rational days, int sign);

/* A date shifted by the months of a MONTHS node, in its mode; `sign` as above. */
dc_date dc_months_shifted(dc_date date, const dc_node *months, int sign);

/* « = » of two sets: some member of one is a member of the other. */
static inline bool dc_sets_meet(const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b) {
  bool common = false;
  for (size_t i = 0; i < count_a; i++)
    for (size_t j = 0; j < count_b; j++) common |= a[i] == b[j];
  return common;
}

#endif
