/* Evaluating trees over batches: the part that is private to this floor.
 *
 * Truths are two bits a row, so that the three-valued « et », « ou », « non » are one machine operation each. */
#ifndef DECOMPTE_RULES_EVALUATION_H
#define DECOMPTE_RULES_EVALUATION_H

#include "decompte/evaluate.h"
#include "node.h"

typedef struct {
  const dc_rules *rules;
  const dc_environment *environment;
  size_t count; /* rows */
  dc_arena *scratch;
} dc_evaluation;

enum { DC_BIT_TRUE = 1, DC_BIT_FALSE = 2 }; /* neither: absent */

typedef struct {
  size_t stride; /* 0 or 1 */
  uint8_t *bits;
} dc_truths;

/* The kind of a value that is no condition and no duration. */
dc_value_kind dc_value_kind_of_typing(dc_typing typing);

dc_truths dc_evaluate_truth(const dc_evaluation *evaluation, const dc_node *node);
dc_vector dc_evaluate_value(const dc_evaluation *evaluation, const dc_node *node);

/* Numbers and dates computed from others: see arithmetic.c. */
dc_vector dc_evaluate_arithmetic(const dc_evaluation *evaluation, const dc_node *node);

/* A vector of that kind for `stride`, its arrays allocated, `absent` included. */
dc_vector dc_vector_new(const dc_evaluation *evaluation, dc_value_kind kind, size_t stride);

static inline bool dc_vector_absent(const dc_vector *vector, size_t row) {
  return vector->absent && vector->absent[row * vector->stride];
}

static inline size_t dc_vector_rows(const dc_evaluation *evaluation, size_t stride) {
  return stride ? evaluation->count : 1;
}

#endif
