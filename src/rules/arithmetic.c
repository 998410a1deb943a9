#include "evaluation.h"
#include "operations.h"

static dc_vector combine_numbers(const dc_evaluation *evaluation, dc_node_kind kind, const dc_vector *left,
                                 const dc_vector *right) {
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_NUMBER, left->stride | right->stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    bool absent = dc_vector_absent(left, i) || dc_vector_absent(right, i);
    if (!absent)
      vector.numbers[i] = dc_operate(kind, left->numbers[i * left->stride], right->numbers[i * right->stride]);
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

static dc_vector days_shifted(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector date = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector days = dc_evaluate_value(evaluation, node->children[1]);
  int sign = node->kind == DC_NODE_DATE_PLUS_DAYS ? 1 : -1;
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_DATE, date.stride | days.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    bool absent = dc_vector_absent(&date, i) || dc_vector_absent(&days, i);
    dc_date from = (dc_date)date.discrete[i * date.stride];
    vector.discrete[i] = absent ? DC_NO_DATE : dc_days_shifted(from, days.numbers[i * days.stride], sign);
    vector.absent[i] = vector.discrete[i] == DC_NO_DATE;
  }
  return vector;
}

static dc_vector months_shifted(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector date = dc_evaluate_value(evaluation, node->children[0]);
  int sign = node->kind == DC_NODE_DATE_PLUS_MONTHS ? 1 : -1;
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_DATE, date.stride);
  dc_date from = DC_NO_DATE, to = DC_NO_DATE; /* rows of one person follow one another: one shift serves several */
  for (size_t i = 0; i < dc_vector_rows(evaluation, vector.stride); i++) {
    bool absent = dc_vector_absent(&date, i);
    if (!absent && date.discrete[i] != from) {
      from = (dc_date)date.discrete[i];
      to = dc_months_shifted(from, node->children[1], sign);
    }
    vector.discrete[i] = absent ? DC_NO_DATE : to;
    vector.absent[i] = vector.discrete[i] == DC_NO_DATE;
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
