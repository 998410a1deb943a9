#include "evaluation.h"
#include "operations.h"
#include "pattern.h"

/* ---- values ---- */

/* What is said where the test holds, and where it does not. */
typedef struct {
  uint8_t yes, no;
} dc_answers;

static void test_equal(size_t items, dc_values a, dc_values b, dc_answers answers, uint8_t *restrict truths) {
  for (size_t i = 0; i < items; i++) {
    int64_t x = a.at[i * a.step], y = b.at[i * b.step];
    uint8_t answer = x == y ? answers.yes : answers.no;
    truths[i] = x != DC_NO_VALUE && y != DC_NO_VALUE ? answer : DC_ABSENT;
  }
}

static void test_less(size_t items, dc_values a, dc_values b, dc_answers answers, uint8_t *restrict truths) {
  for (size_t i = 0; i < items; i++) {
    int64_t x = a.at[i * a.step], y = b.at[i * b.step];
    uint8_t answer = x < y ? answers.yes : answers.no;
    truths[i] = x != DC_NO_VALUE && y != DC_NO_VALUE ? answer : DC_ABSENT;
  }
}

/* Every comparison is « = » or « < », turned around or denied: a ≤ b is not (b < a). */
static void compare_values(dc_comparison comparison, size_t items, dc_values a, dc_values b, uint8_t *truths) {
  static const struct {
    bool equal, turned, denied;
  } forms[] = {
      [DC_COMPARE_EQUAL] = {.equal = true},
      [DC_COMPARE_DIFFERENT] = {.equal = true, .denied = true},
      [DC_COMPARE_LESS] = {0},
      [DC_COMPARE_GREATER_EQUAL] = {.denied = true},
      [DC_COMPARE_GREATER] = {.turned = true},
      [DC_COMPARE_LESS_EQUAL] = {.turned = true, .denied = true},
  };
  dc_answers answers = forms[comparison].denied ? (dc_answers){DC_FALSE, DC_TRUE} : (dc_answers){DC_TRUE, DC_FALSE};
  if (forms[comparison].equal)
    test_equal(items, a, b, answers, truths);
  else if (forms[comparison].turned)
    test_less(items, b, a, answers, truths);
  else
    test_less(items, a, b, answers, truths);
}

/* ---- numbers ---- */

static void compare_each_number(const dc_evaluator *evaluator, dc_comparison comparison, const dc_vector *left,
                                const dc_vector *right, dc_vector *truths) {
  for (size_t i = 0, items = dc_items(evaluator, truths->shape); i < items; i++) {
    dc_rational a = dc_vector_number(left, dc_coarser(evaluator, left->shape, truths->shape, i));
    dc_rational b = dc_vector_number(right, dc_coarser(evaluator, right->shape, truths->shape, i));
    bool known = a.den > 0 && b.den > 0;
    truths->truths[i] = known ? dc_truth_from(dc_order_satisfies(comparison, dc_order_of(a, b))) : DC_ABSENT;
  }
}

static void compare_numbers(dc_evaluator *evaluator, dc_comparison comparison, dc_vector *left, dc_vector *right,
                            dc_vector *truths) {
  if (!dc_same_parts(evaluator, left, right)) {
    compare_each_number(evaluator, comparison, left, right, truths);
    return;
  }
  compare_values(comparison, dc_items(evaluator, truths->shape), dc_spread_values(evaluator, left, truths->shape),
                 dc_spread_values(evaluator, right, truths->shape), truths->truths);
}

/* ---- sets ---- */

/* « = » when any member of one is a member of the other, « ≠ » its exact negation, absent when one is empty. */
static void compare_sets(const dc_evaluator *evaluator, bool denied, const dc_vector *left, const dc_vector *right,
                         dc_vector *truths) {
  for (size_t i = 0, items = dc_items(evaluator, truths->shape); i < items; i++) {
    dc_set a, b;
    dc_set_at(left, dc_coarser(evaluator, left->shape, truths->shape, i), &a);
    dc_set_at(right, dc_coarser(evaluator, right->shape, truths->shape, i), &b);
    bool known = a.count > 0 && b.count > 0;
    truths->truths[i] = known ? dc_truth_from(dc_sets_meet(a.ids, a.count, b.ids, b.count) != denied) : DC_ABSENT;
  }
}

/* ---- the nodes ---- */

dc_vector dc_evaluate_compare(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector left = dc_evaluate_node(evaluator, node->children[0]),
            right = dc_evaluate_node(evaluator, node->children[1]);
  dc_vector truths = dc_new_truths(evaluator, dc_finer(left.shape, right.shape));
  if (left.kind == DC_VALUE_NUMBER)
    compare_numbers(evaluator, node->comparison, &left, &right, &truths);
  else if (left.kind == DC_VALUE_IDS || right.kind == DC_VALUE_IDS)
    compare_sets(evaluator, node->comparison == DC_COMPARE_DIFFERENT, &left, &right, &truths);
  else
    compare_values(node->comparison, dc_items(evaluator, truths.shape),
                   dc_spread_values(evaluator, &left, truths.shape), dc_spread_values(evaluator, &right, truths.shape),
                   truths.truths);
  return truths;
}

dc_vector dc_evaluate_match(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector item = dc_evaluate_node(evaluator, node->children[0]);
  dc_vector truths = dc_new_truths(evaluator, item.shape);
  for (size_t i = 0, items = dc_items(evaluator, item.shape); i < items; i++) {
    dc_set set;
    dc_set_at(&item, i, &set);
    bool found = false;
    for (size_t k = 0; k < set.count && !found; k++)
      found = dc_pattern_matches(node->pattern, evaluator->rules->intern, set.ids[k]);
    truths.truths[i] = set.count > 0 ? dc_truth_from(found) : DC_ABSENT;
  }
  return truths;
}

dc_vector dc_evaluate_absent(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector item = dc_evaluate_node(evaluator, node->children[0]);
  dc_vector vector = dc_new_truths(evaluator, item.shape);
  size_t items = dc_items(evaluator, item.shape);
  uint8_t *restrict truths = vector.truths;
  if (item.kind == DC_VALUE_IDS)
    for (size_t i = 0; i < items; i++) truths[i] = dc_truth_from(item.counts[i] == 0);
  else if (item.kind == DC_VALUE_NUMBER && !item.parts)
    for (size_t i = 0; i < items; i++) truths[i] = dc_truth_from(item.numbers[i].den == 0);
  else
    for (size_t i = 0; i < items; i++) truths[i] = dc_truth_from(item.values[i] == DC_NO_VALUE);
  return vector;
}
