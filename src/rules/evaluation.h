/* Evaluating trees over batches: the part that is private to this floor.
 *
 *   evaluate.c    what is remembered, leaves, « et », « ou », « non »
 *   compare.c     comparisons, « absent », « correspond à »
 *   dated.c       what holds for a span of dates: parameters, lists, ages
 *   arithmetic.c  numbers, and dates that move
 *
 * An operator's result has the finer shape of its operands: each loop runs over the items of that shape. */
#ifndef DECOMPTE_RULES_EVALUATION_H
#define DECOMPTE_RULES_EVALUATION_H

#include <string.h>

#include "decompte/evaluate.h"
#include "node.h"

/* The kind of a value that is no condition and no duration. */
dc_value_kind dc_value_kind_of_typing(dc_typing typing);

/* One function a family of nodes. */
dc_vector dc_evaluate_compare(dc_evaluator *evaluator, const dc_node *node);
dc_vector dc_evaluate_absent(dc_evaluator *evaluator, const dc_node *node);
dc_vector dc_evaluate_match(dc_evaluator *evaluator, const dc_node *node);
dc_vector dc_evaluate_parameter(dc_evaluator *evaluator, const dc_node *node);
dc_vector dc_evaluate_member(dc_evaluator *evaluator, const dc_node *node);
dc_vector dc_evaluate_age(dc_evaluator *evaluator, const dc_node *node);
dc_vector dc_evaluate_numbers(dc_evaluator *evaluator, const dc_node *node); /* + - × ÷ max min tranches */
dc_vector dc_evaluate_round(dc_evaluator *evaluator, const dc_node *node);
dc_vector dc_evaluate_days(dc_evaluator *evaluator, const dc_node *node);    /* date ± days */
dc_vector dc_evaluate_months(dc_evaluator *evaluator, const dc_node *node);  /* date ± months */
dc_vector dc_evaluate_between(dc_evaluator *evaluator, const dc_node *node); /* date - date */

/* « et » or « ou » of two vectors of truths. */
dc_vector dc_evaluate_junction(dc_evaluator *evaluator, dc_node_kind kind, const dc_vector *left,
                               const dc_vector *right);

/* The values of a node among others: the vectors of one evaluation live together. */
dc_vector dc_evaluate_node(dc_evaluator *evaluator, const dc_node *node);

/* The same, remembered for the whole batch: for what several articles share. */
dc_vector dc_evaluate_once(dc_evaluator *evaluator, const dc_node *node);

/* ---- shapes ---- */

static inline dc_shape dc_finer(dc_shape a, dc_shape b) { return a > b ? a : b; }

static inline size_t dc_items(const dc_evaluator *evaluator, dc_shape shape) {
  const size_t counts[] = {1, evaluator->rows.groups, evaluator->rows.count};
  return counts[shape];
}

/* The item of a coarser shape that stands for item `i` of a finer one. */
static inline size_t dc_coarser(const dc_evaluator *evaluator, dc_shape coarser, dc_shape finer, size_t i) {
  if (coarser == finer) return i;
  return coarser == DC_ONE ? 0 : evaluator->rows.group_of[i];
}

/* Items at a finer shape, for tight loops: item i stands at i × step, step being 0 or 1. */
typedef struct {
  const int64_t *at;
  size_t step;
} dc_values;
typedef struct {
  const uint8_t *at;
  size_t step;
} dc_truths;
dc_values dc_spread_values(dc_evaluator *evaluator, const dc_vector *vector, dc_shape shape);
dc_truths dc_spread_truths(dc_evaluator *evaluator, const dc_vector *vector, dc_shape shape);

/* The ids of one item, whatever the kind: none when it is absent. */
typedef struct {
  const uint32_t *ids; /* `one`, or those of the vector */
  size_t count;
  uint32_t one;
} dc_set;
static inline void dc_set_at(const dc_vector *vector, size_t item, dc_set *set) {
  int64_t value = vector->values[item];
  bool several = vector->kind == DC_VALUE_IDS;
  set->one = (uint32_t)value;
  set->ids = several ? vector->ids + value : &set->one;
  set->count = several ? vector->counts[item] : value != DC_NO_VALUE;
}

/* Makes both vectors be held by as many parts. false, leaving their meaning, when they cannot. */
bool dc_same_parts(dc_evaluator *evaluator, dc_vector *left, dc_vector *right);

/* Truths are worked on eight at a time: arrays of them are whole words. */
enum { DC_EIGHT = sizeof(uint64_t) };
#define DC_EACH UINT64_C(0x0101010101010101) /* times a byte: that byte in all eight */
static inline uint64_t dc_eight_at(const uint8_t *truths) {
  uint64_t eight;
  memcpy(&eight, truths, DC_EIGHT);
  return eight;
}

/* ---- new vectors ---- */

dc_vector dc_new_truths(dc_evaluator *evaluator, dc_shape shape);
dc_vector dc_new_values(dc_evaluator *evaluator, dc_value_kind kind, dc_shape shape); /* DATE, ID */
dc_vector dc_new_parts(dc_evaluator *evaluator, int64_t parts, dc_shape shape);
dc_vector dc_new_numbers(dc_evaluator *evaluator, dc_shape shape);

static inline uint8_t dc_truth_from(bool value) { return value ? DC_TRUE : DC_FALSE; }
static inline int64_t dc_value_of_date(dc_date date) { return date == DC_NO_DATE ? DC_NO_VALUE : date; }

#endif
