#include "operations.h"

#include "decompte/evaluate.h"

/* Values of 32 bits neither overflow 128 bits nor need reducing on the way. */
static bool small(dc_rational r) { return r.num == (int32_t)r.num && r.den == (int32_t)r.den; }

static dc_rational add(dc_rational a, dc_rational b) {
  if (a.den != b.den || !small(a) || !small(b)) return dc_rational_add(a, b);
  return (dc_rational){a.num + b.num, a.den};
}

static dc_rational subtract(dc_rational a, dc_rational b) {
  if (a.den != b.den || !small(a) || !small(b)) return dc_rational_sub(a, b);
  return (dc_rational){a.num - b.num, a.den};
}

static dc_rational multiply(dc_rational a, dc_rational b) {
  if (a.den != 1 || b.den != 1 || !small(a) || !small(b)) return dc_rational_mul(a, b);
  return (dc_rational){a.num * b.num, 1};
}

static dc_rational extreme(dc_rational a, dc_rational b, int wanted) {
  if (a.den == 0 || b.den == 0) return (dc_rational){0, 0};
  return dc_rational_compare(a, b) * wanted >= 0 ? a : b;
}

/* Whole slices of `size` in `amount`; none of a size that is not positive. */
static dc_rational slices(dc_rational size, dc_rational amount) {
  if (size.den == 0 || size.num <= 0) return (dc_rational){0, 0};
  return dc_rational_round(dc_rational_div(amount, size), DC_ROUND_DOWN);
}

dc_rational dc_operate(dc_node_kind kind, dc_rational a, dc_rational b) {
  switch (kind) {
  case DC_NODE_ADD: return add(a, b);
  case DC_NODE_SUBTRACT: return subtract(a, b);
  case DC_NODE_MULTIPLY: return multiply(a, b);
  case DC_NODE_DIVIDE: return dc_rational_div(a, b);
  case DC_NODE_MAX: return extreme(a, b, 1);
  case DC_NODE_MIN: return extreme(a, b, -1);
  case DC_NODE_SLICES: return slices(a, b);
  default: break;
  }
  dc_bug(__FILE__, __LINE__, "a kind of node that combines numbers");
}

static bool fits_64(dc_rational r) { return r.num == (int64_t)r.num && r.den == (int64_t)r.den; }

/* Products of 64-bit values never overflow 128 bits. */
int dc_order_of(dc_rational a, dc_rational b) {
  if (a.den == b.den) return (a.num > b.num) - (a.num < b.num);
  if (!fits_64(a) || !fits_64(b)) return dc_rational_compare(a, b);
  dc_wide left = a.num * b.den, right = b.num * a.den;
  return (left > right) - (left < right);
}

/* Days of the calendar that the program knows, 1900 to 2199. */
enum { FIRST_DAY = -25567, LAST_DAY = 84005 };

static dc_date known_day(int64_t day) { return day >= FIRST_DAY && day <= LAST_DAY ? (dc_date)day : DC_NO_DATE; }

dc_date dc_days_shifted(dc_date date, dc_rational days, int sign) {
  dc_wide count = days.den == 1 ? days.num : days.num / days.den; /* not always in lowest terms */
  bool whole = count * days.den == days.num && count == (int32_t)count;
  return whole ? known_day(date + sign * (int64_t)count) : DC_NO_DATE;
}

dc_date dc_months_shifted(dc_date date, const dc_node *months, int sign) {
  if (known_day(date) == DC_NO_DATE) return DC_NO_DATE;
  return known_day(dc_date_add_months(date, sign * months->months, months->mode));
}

dc_rational dc_computed(const dc_field *target, dc_rational value) {
  dc_rational hundred = dc_rational_of(100, 1);
  if (target->type == DC_TYPE_PERCENT) return value;
  return dc_rational_div(dc_rational_round(dc_rational_mul(value, hundred), DC_ROUND_NEAREST), hundred);
}
