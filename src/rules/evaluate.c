#include "evaluation.h"

#include "operations.h"
#include "pattern.h"

dc_value_kind dc_value_kind_of_typing(dc_typing typing) {
  if (typing.sort == DC_SORT_NUMBER) return DC_VALUE_NUMBER;
  if (typing.sort == DC_SORT_DATE) return DC_VALUE_DATE;
  return typing.several ? DC_VALUE_IDS : DC_VALUE_ID;
}

dc_value_kind dc_value_kind_of(const dc_field *field) {
  return dc_value_kind_of_typing(dc_typing_of_type(field->type, field->several));
}

dc_vector dc_vector_new(const dc_evaluation *evaluation, dc_value_kind kind, size_t stride) {
  size_t rows = dc_vector_rows(evaluation, stride);
  dc_vector vector = {.kind = kind, .stride = stride, .absent = DC_NEW_ARRAY(evaluation->scratch, rows, bool)};
  if (kind == DC_VALUE_NUMBER)
    vector.numbers = DC_NEW_ARRAY(evaluation->scratch, rows, dc_rational);
  else
    vector.discrete = DC_NEW_ARRAY(evaluation->scratch, rows, int64_t);
  return vector;
}

/* ---- leaves ---- */

static dc_vector constant_number(const dc_evaluation *evaluation, dc_rational number) {
  dc_vector vector = {.kind = DC_VALUE_NUMBER, .numbers = DC_NEW(evaluation->scratch, dc_rational)};
  *vector.numbers = number;
  return vector;
}

static dc_vector constant_discrete(const dc_evaluation *evaluation, dc_value_kind kind, int64_t value) {
  dc_vector vector = {.kind = kind, .discrete = DC_NEW(evaluation->scratch, int64_t)};
  *vector.discrete = value;
  return vector;
}

static dc_vector field_values(const dc_evaluation *evaluation, const dc_field *field) {
  dc_vector vector = {.kind = dc_value_kind_of(field)};
  evaluation->environment->fetch(evaluation->environment->context, field, evaluation->count, evaluation->scratch,
                                 &vector);
  DC_ASSERT(vector.kind == dc_value_kind_of(field) && vector.stride <= 1);
  return vector;
}

static dc_vector parameter_values(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector date = dc_evaluate_value(evaluation, node->children[0]);
  DC_ASSERT(date.kind == DC_VALUE_DATE && date.discrete);
  bool number = node->parameter->typing.sort == DC_SORT_NUMBER;
  dc_vector vector = dc_vector_new(evaluation, number ? DC_VALUE_NUMBER : DC_VALUE_DATE, date.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, date.stride); i++) {
    bool absent = dc_vector_absent(&date, i);
    const dc_dated_value *value = absent ? NULL : dc_parameter_at(node->parameter, (dc_date)date.discrete[i]);
    vector.absent[i] = !value;
    if (value && number) vector.numbers[i] = value->number;
    if (value && !number) vector.discrete[i] = value->date;
  }
  return vector;
}

static dc_vector truth_values(const dc_evaluation *evaluation, const dc_node *node) {
  dc_truths truths = dc_evaluate_truth(evaluation, node);
  dc_vector vector = dc_vector_new(evaluation, DC_VALUE_TRUTH, truths.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, truths.stride); i++) {
    vector.discrete[i] = truths.bits[i] == DC_BIT_TRUE;
    vector.absent[i] = truths.bits[i] == 0;
  }
  return vector;
}

dc_vector dc_evaluate_value(const dc_evaluation *evaluation, const dc_node *node) {
  if (node->typing.sort == DC_SORT_TRUTH) return truth_values(evaluation, node);
  switch (node->kind) {
  case DC_NODE_NUMBER: return constant_number(evaluation, node->number);
  case DC_NODE_DATE: return constant_discrete(evaluation, DC_VALUE_DATE, node->date);
  case DC_NODE_ID: return constant_discrete(evaluation, DC_VALUE_ID, node->id);
  case DC_NODE_FIELD: return field_values(evaluation, node->field);
  case DC_NODE_DEFINITION: return dc_evaluate_value(evaluation, node->definition->value);
  case DC_NODE_PARAMETER: return parameter_values(evaluation, node);
  default: return dc_evaluate_arithmetic(evaluation, node);
  }
}

/* ---- comparisons ---- */

static dc_truths truths_new(const dc_evaluation *evaluation, size_t stride) {
  return (dc_truths){stride, DC_NEW_ARRAY(evaluation->scratch, dc_vector_rows(evaluation, stride), uint8_t)};
}

static uint8_t bit_of(bool value) { return value ? DC_BIT_TRUE : DC_BIT_FALSE; }

static void forget_absent(const dc_evaluation *evaluation, dc_truths truths, const dc_vector *vector) {
  if (!vector->absent) return;
  for (size_t i = 0; i < dc_vector_rows(evaluation, truths.stride); i++)
    if (vector->absent[i * vector->stride]) truths.bits[i] = 0;
}

/* One loop an operator and a shape, so that each compiles to a tight one. FALSE is 2 and TRUE is 1: 2 - (x op y). */
#define COMPARE_SHAPES(op)                                                                                             \
  do {                                                                                                                 \
    if (!left_stride && right_stride)                                                                                  \
      for (size_t i = 0; i < rows; i++) bits[i] = (uint8_t)(DC_BIT_FALSE - (left[0] op right[i]));                     \
    else if (left_stride && !right_stride)                                                                             \
      for (size_t i = 0; i < rows; i++) bits[i] = (uint8_t)(DC_BIT_FALSE - (left[i] op right[0]));                     \
    else                                                                                                               \
      for (size_t i = 0; i < rows; i++) bits[i] = (uint8_t)(DC_BIT_FALSE - (left[i] op right[i]));                     \
  } while (0)

static void compare_discrete(dc_comparison comparison, size_t rows, const int64_t *restrict left, size_t left_stride,
                             const int64_t *restrict right, size_t right_stride, uint8_t *restrict bits) {
  switch (comparison) {
  case DC_COMPARE_EQUAL: COMPARE_SHAPES(==); break;
  case DC_COMPARE_DIFFERENT: COMPARE_SHAPES(!=); break;
  case DC_COMPARE_LESS: COMPARE_SHAPES(<); break;
  case DC_COMPARE_LESS_EQUAL: COMPARE_SHAPES(<=); break;
  case DC_COMPARE_GREATER: COMPARE_SHAPES(>); break;
  case DC_COMPARE_GREATER_EQUAL: COMPARE_SHAPES(>=); break;
  }
}

static void compare_numbers(dc_comparison comparison, size_t rows, const dc_vector *left, const dc_vector *right,
                            uint8_t *bits) {
  for (size_t i = 0; i < rows; i++) {
    dc_rational a = left->numbers[i * left->stride], b = right->numbers[i * right->stride];
    bool valid = a.den > 0 && b.den > 0;
    bits[i] = valid ? bit_of(dc_order_satisfies(comparison, dc_order_of(a, b))) : 0;
  }
}

/* The ids of one row, whatever the kind. */
static size_t row_ids(const dc_vector *vector, size_t row, const uint32_t **ids, uint32_t *one) {
  size_t at = row * vector->stride;
  if (dc_vector_absent(vector, row)) return 0;
  if (vector->kind == DC_VALUE_IDS) {
    *ids = vector->ids + vector->discrete[at];
    return vector->counts[at];
  }
  *one = (uint32_t)vector->discrete[at];
  *ids = one;
  return 1;
}

/* Sets: « = » when any member of one is a member of the other, « ≠ » its exact negation, absent when one is empty. */
static void compare_sets(bool negated, size_t rows, const dc_vector *left, const dc_vector *right, uint8_t *bits) {
  for (size_t row = 0; row < rows; row++) {
    const uint32_t *a = NULL, *b = NULL;
    uint32_t one_a, one_b;
    size_t count_a = row_ids(left, row, &a, &one_a), count_b = row_ids(right, row, &b, &one_b);
    bits[row] = count_a > 0 && count_b > 0 ? bit_of(dc_sets_meet(a, count_a, b, count_b) != negated) : 0;
  }
}

static dc_truths compare_truths(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector left = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector right = dc_evaluate_value(evaluation, node->children[1]);
  dc_truths truths = truths_new(evaluation, left.stride | right.stride);
  size_t rows = dc_vector_rows(evaluation, truths.stride);
  if (left.kind == DC_VALUE_NUMBER)
    compare_numbers(node->comparison, rows, &left, &right, truths.bits);
  else if (left.kind == DC_VALUE_IDS || right.kind == DC_VALUE_IDS)
    compare_sets(node->comparison == DC_COMPARE_DIFFERENT, rows, &left, &right, truths.bits);
  else
    compare_discrete(node->comparison, rows, left.discrete, left.stride, right.discrete, right.stride, truths.bits);
  forget_absent(evaluation, truths, &left);
  forget_absent(evaluation, truths, &right);
  return truths;
}

/* ---- other tests ---- */

static dc_truths member_truths(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector item = dc_evaluate_value(evaluation, node->children[0]);
  dc_vector date = dc_evaluate_value(evaluation, node->children[1]);
  dc_truths truths = truths_new(evaluation, item.stride | date.stride);
  for (size_t row = 0; row < dc_vector_rows(evaluation, truths.stride); row++) {
    const uint32_t *ids = NULL;
    uint32_t one;
    size_t count = row_ids(&item, row, &ids, &one);
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
      found = dc_list_has(node->list, ids[i], (dc_date)date.discrete[row * date.stride]);
    truths.bits[row] = count > 0 ? bit_of(found != node->negated) : 0;
  }
  forget_absent(evaluation, truths, &date);
  return truths;
}

static dc_truths match_truths(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector item = dc_evaluate_value(evaluation, node->children[0]);
  dc_truths truths = truths_new(evaluation, item.stride);
  for (size_t row = 0; row < dc_vector_rows(evaluation, truths.stride); row++) {
    const uint32_t *ids = NULL;
    uint32_t one;
    size_t count = row_ids(&item, row, &ids, &one);
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
      found = ids[i] != 0 && dc_pattern_matches(node->pattern, evaluation->rules->intern, ids[i]);
    truths.bits[row] = count > 0 ? bit_of(found) : 0;
  }
  return truths;
}

static dc_truths absent_truths(const dc_evaluation *evaluation, const dc_node *node) {
  dc_vector item = dc_evaluate_value(evaluation, node->children[0]);
  dc_truths truths = truths_new(evaluation, item.stride);
  for (size_t row = 0; row < dc_vector_rows(evaluation, truths.stride); row++) {
    bool empty = item.kind == DC_VALUE_IDS && item.counts[row] == 0;
    truths.bits[row] = bit_of(empty || dc_vector_absent(&item, row));
  }
  return truths;
}

/* ---- logic ---- */

/* « et » is true where both are, false where one is; « ou » the same with the bits exchanged. */
static dc_truths junction_truths(const dc_evaluation *evaluation, const dc_node *node) {
  const uint8_t both = node->kind == DC_NODE_AND ? DC_BIT_TRUE : DC_BIT_FALSE;
  const uint8_t either = node->kind == DC_NODE_AND ? DC_BIT_FALSE : DC_BIT_TRUE;
  dc_truths left = dc_evaluate_truth(evaluation, node->children[0]);
  if (left.stride == 0 && left.bits[0] == either) return left; /* settled for every row */
  dc_truths right = dc_evaluate_truth(evaluation, node->children[1]);
  dc_truths truths = truths_new(evaluation, left.stride | right.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, truths.stride); i++) {
    uint8_t a = left.bits[i * left.stride], b = right.bits[i * right.stride];
    truths.bits[i] = (uint8_t)((a & b & both) | ((a | b) & either));
  }
  return truths;
}

static dc_truths not_truths(const dc_evaluation *evaluation, const dc_node *node) {
  dc_truths inner = dc_evaluate_truth(evaluation, node->children[0]);
  dc_truths truths = truths_new(evaluation, inner.stride);
  for (size_t i = 0; i < dc_vector_rows(evaluation, truths.stride); i++)
    truths.bits[i] = (uint8_t)((inner.bits[i] & DC_BIT_TRUE) << 1 | (inner.bits[i] & DC_BIT_FALSE) >> 1);
  return truths;
}

dc_truths dc_evaluate_truth(const dc_evaluation *evaluation, const dc_node *node) {
  switch (node->kind) {
  case DC_NODE_DEFINITION: return dc_evaluate_truth(evaluation, node->definition->value);
  case DC_NODE_COMPARE: return compare_truths(evaluation, node);
  case DC_NODE_MEMBER: return member_truths(evaluation, node);
  case DC_NODE_MATCH: return match_truths(evaluation, node);
  case DC_NODE_ABSENT: return absent_truths(evaluation, node);
  case DC_NODE_NOT: return not_truths(evaluation, node);
  default: DC_ASSERT(node->kind == DC_NODE_AND || node->kind == DC_NODE_OR); return junction_truths(evaluation, node);
  }
}

dc_vector dc_evaluate(const dc_rules *rules, const dc_node *node, const dc_environment *environment, size_t count,
                      dc_arena *scratch) {
  DC_ASSERT(count >= 1 && count <= DC_BATCH);
  dc_evaluation evaluation = {.rules = rules, .environment = environment, .count = count, .scratch = scratch};
  return dc_evaluate_value(&evaluation, node);
}
