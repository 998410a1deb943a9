#include "evaluation.h"

/* What an operation takes and gives, one row at a time. A result with a null denominator is absent. */
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

static dc_rational combine(dc_node_kind kind, dc_rational a, dc_rational b) {
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
  return (dc_rational){0, 0};
}

static dc_vector combine_numbers(const dc_evaluation *evaluation, dc_node_kind kind, const dc_vector *left,
                                 const dc_vector *right) {
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_NUMBER, left->stride | right->stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    bool absent = dc_vector_absent(left, i) || dc_vector_absent(right, i);
    if (!absent) vector.numbers[i] = combine(kind, left->numbers[i * left->stride], right->numbers[i * right->stride]);
    vector.absent[i] = vector.numbers[i].den == 0;
  }
  return vector;
}

static dc_vector combine_dates(const dc_evaluation *evaluation, dc_node_kind kind, const dc_vector *left,
                               const dc_vector *right) {
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_DATE, left->stride | right->stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    int64_t a = left->discrete[i * left->stride], b = right->discrete[i * right->stride];
    vector.absent[i] = dc_vector_absent(left, i) || dc_vector_absent(right, i);
    vector.discrete[i] = (a > b) == (kind == DC_NODE_MAX) ? a : b;
  }
  return vector;
}

static dc_vector extreme_values(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector left = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector right = dc_evaluate_value(evaluation, node->children[1]);
  if (left.kind == DC_VALUE_DATE) return combine_dates(evaluation, node->kind, &left, &right);
  return combine_numbers(evaluation, node->kind, &left, &right);
}

static dc_vector round_values(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector inner = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_NUMBER, inner.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, inner.stride); i++) {
    if (!dc_vector_absent(&inner, i)) vector.numbers[i] = dc_rational_round(inner.numbers[i], node->rounding);
    vector.absent[i] = vector.numbers[i].den == 0;
  }
  return vector;
}

/* ---- dates ---- */

/* Days of the calendar that the program knows, 1900 to 2199; what leaves it is absent. */
enum { FIRST_DAY = -25567, LAST_DAY = 84005 };

static bool known_day(int64_t day) { return day >= FIRST_DAY && day <= LAST_DAY; }

static bool whole_days(dc_rational number, int64_t *count) {
  bool whole = number.den == 1 && number.num == (int32_t)number.num;
  *count = whole ? (int64_t)number.num : 0;
  return whole;
}

static dc_vector days_shifted(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector date = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector days = dc_evaluate_value(evaluation, node->children[1]);
  int sign = node->kind == DC_NODE_DATE_PLUS_DAYS ? 1 : -1;
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_DATE, date.stride | days.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    int64_t count = 0;
    bool absent =
        dc_vector_absent(&date, i) || dc_vector_absent(&days, i) || !whole_days(days.numbers[i * days.stride], &count);
    int64_t day = absent ? 0 : date.discrete[i * date.stride] + sign * count;
    vector.absent[i] = absent || !known_day(day);
    vector.discrete[i] = day;
  }
  return vector;
}

static dc_vector months_shifted(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector date = dc_evaluate_value(evaluation, node->children[0]);
  const dc_node *months = node->children[1];
  int count = node->kind == DC_NODE_DATE_PLUS_MONTHS ? months->months : -months->months;
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_DATE, date.stride);
  int64_t from = DC_NO_DATE,
          to = DC_NO_DATE; /* rows of one person follow one another: the last shift is often the next */
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    bool absent = dc_vector_absent(&date, i);
    if (!absent && date.discrete[i] != from) {
      from = date.discrete[i];
      to = known_day(from) ? dc_date_add_months((dc_date)from, count, months->mode) : DC_NO_DATE;
    }
    vector.absent[i] = absent || !known_day(to);
    vector.discrete[i] = to;
  }
  return vector;
}

static dc_vector days_between(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector left = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector right = dc_evaluate_value(evaluation, node->children[1]);
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_NUMBER, left.stride | right.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    vector.absent[i] = dc_vector_absent(&left, i) || dc_vector_absent(&right, i);
    vector.numbers[i] = (dc_rational){(dc_wide)left.discrete[i * left.stride] - right.discrete[i * right.stride], 1};
  }
  return vector;
}

static dc_vector ages(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector birth = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector date = dc_evaluate_value(evaluation, node->children[1]);
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_NUMBER, birth.stride | date.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    bool absent = dc_vector_absent(&birth, i) || dc_vector_absent(&date, i);
    int years =
        absent ? 0 : dc_date_age((dc_date)birth.discrete[i * birth.stride], (dc_date)date.discrete[i * date.stride]);
    vector.absent[i] = absent;
    vector.numbers[i] = (dc_rational){years, 1};
  }
  return vector;
}

dc_vector dc_evaluate_arithmetic(const dc_evaluation *evaluation, const dc_node *node) {
  switch (node->kind) {
  case DC_NODE_MAX:
  case DC_NODE_MIN: return extreme_values(evaluation, node);
  case DC_NODE_ROUND: return round_values(evaluation, node);
  case DC_NODE_AGE: return ages(evaluation, node);
  case DC_NODE_DATE_PLUS_DAYS:
  case DC_NODE_DATE_MINUS_DAYS: return days_shifted(evaluation, node);
  case DC_NODE_DATE_PLUS_MONTHS:
  case DC_NODE_DATE_MINUS_MONTHS: return months_shifted(evaluation, node);
  case DC_NODE_DAYS_BETWEEN: return days_between(evaluation, node);
  default: break;
  }
  dc_vector left = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector right = dc_evaluate_value(evaluation, node->children[1]);
  return combine_numbers(evaluation, node->kind, &left, &right);
}
