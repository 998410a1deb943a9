#include "evaluation.h"
#include "operations.h"

/* ---- numbers ---- */

/* Brings a vector held by parts to a multiple of them. false when that does not fit. */
static bool bring_to(dc_evaluator *evaluator, dc_vector *vector, int64_t parts) {
  if (parts % vector->parts != 0) return false;
  dc_vector scaled = dc_new_parts(evaluator, parts, vector->shape);
  for (size_t i = 0, items = dc_items(evaluator, vector->shape); i < items; i++) {
    scaled.values[i] = DC_NO_VALUE;
    if (vector->values[i] == DC_NO_VALUE) continue;
    bool overflow = __builtin_mul_overflow(vector->values[i], parts / vector->parts, &scaled.values[i]);
    if (overflow || scaled.values[i] == DC_NO_VALUE) return false;
  }
  *vector = scaled;
  return true;
}

bool dc_same_parts(dc_evaluator *evaluator, dc_vector *left, dc_vector *right) {
  if (!left->parts || !right->parts) return false;
  if (left->parts == right->parts) return true;
  return left->parts < right->parts ? bring_to(evaluator, left, right->parts) : bring_to(evaluator, right, left->parts);
}

/* One result by parts. false when it does not fit. */
static bool combine(dc_node_kind kind, int64_t a, int64_t b, int64_t *result) {
  bool overflow = false;
  switch (kind) {
  case DC_NODE_ADD: overflow = __builtin_add_overflow(a, b, result); break;
  case DC_NODE_SUBTRACT: overflow = __builtin_sub_overflow(a, b, result); break;
  case DC_NODE_MULTIPLY: overflow = __builtin_mul_overflow(a, b, result); break;
  case DC_NODE_MAX: *result = a > b ? a : b; break;
  case DC_NODE_MIN: *result = a < b ? a : b; break;
  default: return false;
  }
  return !overflow && *result != DC_NO_VALUE;
}

/* How many parts the results make one of; 0 when these operands, or this operator, must be left to exact numbers. */
static int64_t parts_of_result(dc_evaluator *evaluator, dc_node_kind kind, dc_vector *left, dc_vector *right) {
  int64_t parts;
  if (kind == DC_NODE_DIVIDE || kind == DC_NODE_SLICES || !left->parts || !right->parts) return 0;
  if (kind == DC_NODE_MULTIPLY) return __builtin_mul_overflow(left->parts, right->parts, &parts) ? 0 : parts;
  return dc_same_parts(evaluator, left, right) ? left->parts : 0;
}

/* false when some result does not fit. */
static bool combine_parts(dc_evaluator *evaluator, dc_node_kind kind, const dc_vector *left, const dc_vector *right,
                          dc_vector *vector) {
  dc_values a = dc_spread_values(evaluator, left, vector->shape), b = dc_spread_values(evaluator, right, vector->shape);
  for (size_t i = 0, items = dc_items(evaluator, vector->shape); i < items; i++) {
    int64_t x = a.at[i * a.step], y = b.at[i * b.step];
    vector->values[i] = DC_NO_VALUE;
    if (x == DC_NO_VALUE || y == DC_NO_VALUE) continue;
    if (!combine(kind, x, y, &vector->values[i])) return false;
  }
  return true;
}

static dc_vector combine_numbers(dc_evaluator *evaluator, dc_node_kind kind, dc_vector *left, dc_vector *right) {
  dc_shape shape = dc_finer(left->shape, right->shape);
  int64_t parts = parts_of_result(evaluator, kind, left, right);
  if (parts) {
    dc_vector vector = dc_new_parts(evaluator, parts, shape);
    if (combine_parts(evaluator, kind, left, right, &vector)) return vector;
  }
  dc_vector vector = dc_new_numbers(evaluator, shape);
  for (size_t i = 0, items = dc_items(evaluator, shape); i < items; i++) {
    dc_rational a = dc_vector_number(left, dc_coarser(evaluator, left->shape, shape, i));
    dc_rational b = dc_vector_number(right, dc_coarser(evaluator, right->shape, shape, i));
    if (a.den > 0 && b.den > 0) vector.numbers[i] = dc_operate(kind, a, b);
  }
  return vector;
}

static dc_vector combine_dates(dc_evaluator *evaluator, dc_node_kind kind, const dc_vector *left,
                               const dc_vector *right) {
  dc_vector vector = dc_new_values(evaluator, DC_VALUE_DATE, dc_finer(left->shape, right->shape));
  bool fits = combine_parts(evaluator, kind, left, right, &vector);
  DC_ASSERT(fits); /* max and min */
  return vector;
}

dc_vector dc_evaluate_numbers(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector left = dc_evaluate_node(evaluator, node->children[0]),
            right = dc_evaluate_node(evaluator, node->children[1]);
  if (left.kind == DC_VALUE_DATE) return combine_dates(evaluator, node->kind, &left, &right);
  return combine_numbers(evaluator, node->kind, &left, &right);
}

dc_vector dc_evaluate_round(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector inner = dc_evaluate_node(evaluator, node->children[0]);
  dc_vector vector = dc_new_numbers(evaluator, inner.shape);
  for (size_t i = 0, items = dc_items(evaluator, inner.shape); i < items; i++)
    vector.numbers[i] = dc_rational_round(dc_vector_number(&inner, i), node->rounding);
  return vector;
}

/* ---- dates ---- */

dc_vector dc_evaluate_days(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector date = dc_evaluate_node(evaluator, node->children[0]),
            days = dc_evaluate_node(evaluator, node->children[1]);
  int sign = node->kind == DC_NODE_DATE_PLUS_DAYS ? 1 : -1;
  dc_vector vector = dc_new_values(evaluator, DC_VALUE_DATE, dc_finer(date.shape, days.shape));
  for (size_t i = 0, items = dc_items(evaluator, vector.shape); i < items; i++) {
    int64_t from = date.values[dc_coarser(evaluator, date.shape, vector.shape, i)];
    dc_rational number = dc_vector_number(&days, dc_coarser(evaluator, days.shape, vector.shape, i));
    bool known = from != DC_NO_VALUE && number.den > 0;
    vector.values[i] = known ? dc_value_of_date(dc_days_shifted((dc_date)from, number, sign)) : DC_NO_VALUE;
  }
  return vector;
}

dc_vector dc_evaluate_months(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector date = dc_evaluate_node(evaluator, node->children[0]);
  int sign = node->kind == DC_NODE_DATE_PLUS_MONTHS ? 1 : -1;
  dc_vector vector = dc_new_values(evaluator, DC_VALUE_DATE, date.shape);
  for (size_t i = 0, items = dc_items(evaluator, date.shape); i < items; i++) {
    bool known = date.values[i] != DC_NO_VALUE;
    vector.values[i] =
        known ? dc_value_of_date(dc_months_shifted((dc_date)date.values[i], node->children[1], sign)) : DC_NO_VALUE;
  }
  return vector;
}

dc_vector dc_evaluate_between(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector left = dc_evaluate_node(evaluator, node->children[0]),
            right = dc_evaluate_node(evaluator, node->children[1]);
  dc_vector vector = dc_new_parts(evaluator, 1, dc_finer(left.shape, right.shape));
  bool fits = combine_parts(evaluator, DC_NODE_SUBTRACT, &left, &right, &vector);
  DC_ASSERT(fits); /* dates are of 32 bits */
  return vector;
}
