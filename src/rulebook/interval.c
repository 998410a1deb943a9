#include "interval.h"

dc_interval dc_interval_of(dc_comparison comparison, dc_rational bound) {
  DC_ASSERT(comparison != DC_COMPARE_DIFFERENT);
  dc_interval interval = {0};
  bool above = comparison == DC_COMPARE_GREATER || comparison == DC_COMPARE_GREATER_EQUAL;
  bool below = comparison == DC_COMPARE_LESS || comparison == DC_COMPARE_LESS_EQUAL;
  if (!below) interval.low = bound;
  if (!above) interval.high = bound;
  interval.low_open = comparison == DC_COMPARE_GREATER;
  interval.high_open = comparison == DC_COMPARE_LESS;
  return interval;
}

bool dc_interval_empty(const dc_interval *interval) {
  if (interval->low.den == 0 || interval->high.den == 0) return false;
  int order = dc_order_of(interval->low, interval->high);
  return order > 0 || (order == 0 && (interval->low_open || interval->high_open));
}

bool dc_interval_has(const dc_interval *interval, dc_rational value) {
  int above = interval->low.den ? dc_order_of(value, interval->low) : 1;
  int below = interval->high.den ? dc_order_of(interval->high, value) : 1;
  return (above > 0 || (above == 0 && !interval->low_open)) && (below > 0 || (below == 0 && !interval->high_open));
}

/* Does the bound (`a`, `a_open`) leave less than (`b`, `b_open`)? `side` is 1 for low bounds, -1 for high ones. */
static bool tighter(dc_rational a, bool a_open, dc_rational b, bool b_open, int side) {
  if (a.den == 0 || b.den == 0) return a.den != 0;
  int order = dc_order_of(a, b) * side;
  return order > 0 || (order == 0 && a_open && !b_open);
}

dc_interval dc_interval_meet(const dc_interval *a, const dc_interval *b) {
  dc_interval meet = *a;
  if (tighter(b->low, b->low_open, a->low, a->low_open, 1)) {
    meet.low = b->low;
    meet.low_open = b->low_open;
  }
  if (tighter(b->high, b->high_open, a->high, a->high_open, -1)) {
    meet.high = b->high;
    meet.high_open = b->high_open;
  }
  return meet;
}

dc_interval dc_interval_whole(dc_interval interval) {
  static const dc_rational one = {1, 1};
  if (interval.low.den) {
    dc_rational up = dc_rational_round(interval.low, DC_ROUND_UP);
    bool left_out = interval.low_open && interval.low.den == 1;
    interval.low = left_out ? dc_rational_add(up, one) : up;
  }
  if (interval.high.den) {
    dc_rational down = dc_rational_round(interval.high, DC_ROUND_DOWN);
    bool left_out = interval.high_open && interval.high.den == 1;
    interval.high = left_out ? dc_rational_sub(down, one) : down;
  }
  interval.low_open = interval.high_open = false;
  return interval;
}

dc_interval dc_interval_solve(const dc_interval *interval, dc_rational factor, dc_rational constant) {
  DC_ASSERT(factor.num != 0);
  dc_interval solved = {dc_rational_div(dc_rational_sub(interval->low, constant), factor),
                        dc_rational_div(dc_rational_sub(interval->high, constant), factor), interval->low_open,
                        interval->high_open};
  if (factor.num > 0) return solved;
  return (dc_interval){solved.high, solved.low, solved.high_open, solved.low_open};
}
