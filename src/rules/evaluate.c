#include "evaluation.h"

#include <stdlib.h>
#include <string.h>

/* What was evaluated for an address, and in which batch. */
typedef struct dc_memo {
  dc_vector vector;
  uint64_t batch;
} dc_memo;

dc_value_kind dc_value_kind_of_typing(dc_typing typing) {
  if (typing.sort == DC_SORT_TRUTH) return DC_VALUE_TRUTH;
  if (typing.sort == DC_SORT_NUMBER) return DC_VALUE_NUMBER;
  if (typing.sort == DC_SORT_DATE) return DC_VALUE_DATE;
  return typing.several ? DC_VALUE_IDS : DC_VALUE_ID;
}

dc_value_kind dc_value_kind_of(const dc_field *field) {
  return dc_value_kind_of_typing(dc_typing_of_type(field->type, field->several));
}

/* ---- batches ---- */

void dc_evaluator_open(dc_evaluator *evaluator, const dc_rules *rules) {
  *evaluator = (dc_evaluator){.rules = rules};
  dc_index_init(&evaluator->known, sizeof(const void *));
}

void dc_evaluator_close(dc_evaluator *evaluator) {
  dc_arena_free(&evaluator->lasting);
  dc_arena_free(&evaluator->passing);
  dc_arena_free(&evaluator->scratch);
  dc_index_free(&evaluator->known);
  free(evaluator->memos);
}

void dc_evaluator_next(dc_evaluator *evaluator, const dc_environment *environment, const dc_rows *rows,
                       bool new_market) {
  DC_ASSERT(rows->count >= 1 && rows->count <= DC_BATCH);
  evaluator->environment = environment;
  evaluator->rows = *rows;
  evaluator->batches++;
  dc_arena_reset(&evaluator->passing);
  evaluator->arena = &evaluator->scratch;
  if (!new_market) return;
  evaluator->market = evaluator->batches;
  dc_arena_reset(&evaluator->lasting);
}

/* ---- vectors ---- */

static uint8_t *truths_room(dc_evaluator *evaluator, size_t items) {
  return DC_NEW_ARRAY(evaluator->arena, (items + DC_EIGHT - 1) / DC_EIGHT * DC_EIGHT, uint8_t);
}

dc_vector dc_new_truths(dc_evaluator *evaluator, dc_shape shape) {
  return (dc_vector){
      .kind = DC_VALUE_TRUTH, .shape = shape, .truths = truths_room(evaluator, dc_items(evaluator, shape))};
}

dc_vector dc_new_values(dc_evaluator *evaluator, dc_value_kind kind, dc_shape shape) {
  return (dc_vector){
      .kind = kind, .shape = shape, .values = DC_NEW_ARRAY(evaluator->arena, dc_items(evaluator, shape), int64_t)};
}

dc_vector dc_new_parts(dc_evaluator *evaluator, int64_t parts, dc_shape shape) {
  dc_vector vector = dc_new_values(evaluator, DC_VALUE_NUMBER, shape);
  vector.parts = parts;
  return vector;
}

dc_vector dc_new_numbers(dc_evaluator *evaluator, dc_shape shape) {
  return (dc_vector){.kind = DC_VALUE_NUMBER,
                     .shape = shape,
                     .numbers = DC_NEW_ARRAY(evaluator->arena, dc_items(evaluator, shape), dc_rational)};
}

dc_values dc_spread_values(dc_evaluator *evaluator, const dc_vector *vector, dc_shape shape) {
  if (vector->shape == shape || vector->shape == DC_ONE) return (dc_values){vector->values, vector->shape != DC_ONE};
  size_t rows = evaluator->rows.count;
  int64_t *restrict spread = DC_NEW_ARRAY(evaluator->arena, rows, int64_t);
  for (size_t i = 0; i < rows; i++) spread[i] = vector->values[evaluator->rows.group_of[i]];
  return (dc_values){spread, 1};
}

dc_truths dc_spread_truths(dc_evaluator *evaluator, const dc_vector *vector, dc_shape shape) {
  if (vector->shape == shape || vector->shape == DC_ONE) return (dc_truths){vector->truths, vector->shape != DC_ONE};
  uint8_t *spread = truths_room(evaluator, evaluator->rows.count);
  dc_truths_by_row(evaluator, vector, spread);
  return (dc_truths){spread, 1};
}

unsigned dc_truths_seen(const dc_evaluator *evaluator, const dc_vector *truths) {
  const uint64_t each_true = DC_EACH * DC_TRUE, each_false = DC_EACH * DC_FALSE;
  size_t items = dc_items(evaluator, truths->shape), whole = items / DC_EIGHT * DC_EIGHT;
  uint64_t some_true = 0, some_false = 0, some_absent = 0;
  for (size_t i = 0; i < whole; i += DC_EIGHT) {
    uint64_t eight = dc_eight_at(truths->truths + i);
    some_true |= eight & each_true;
    some_false |= eight & each_false;
    some_absent |= ~(eight | eight >> 1) & each_true;
  }
  unsigned seen = some_true ? DC_SEEN(DC_TRUE) : 0;
  if (some_false) seen |= DC_SEEN(DC_FALSE);
  if (some_absent) seen |= DC_SEEN(DC_ABSENT);
  for (size_t i = whole; i < items; i++) seen |= DC_SEEN(truths->truths[i]);
  return seen;
}

void dc_truths_by_row(const dc_evaluator *evaluator, const dc_vector *truths, uint8_t by_row[]) {
  size_t rows = evaluator->rows.count;
  switch (truths->shape) {
  case DC_ONE: memset(by_row, truths->truths[0], rows); break;
  case DC_BY_GROUP:
    for (size_t i = 0; i < rows; i++) by_row[i] = truths->truths[evaluator->rows.group_of[i]];
    break;
  case DC_BY_LINE: memcpy(by_row, truths->truths, rows); break;
  }
}

size_t dc_item_of_row(const dc_evaluator *evaluator, const dc_vector *vector, size_t row) {
  return dc_coarser(evaluator, vector->shape, DC_BY_LINE, row);
}

/* ---- leaves ---- */

static dc_vector one_value(dc_evaluator *evaluator, dc_value_kind kind, int64_t value) {
  dc_vector vector = dc_new_values(evaluator, kind, DC_ONE);
  vector.values[0] = value;
  return vector;
}

static dc_vector written_number(dc_evaluator *evaluator, const dc_node *node) {
  dc_rational number = node->number;
  if (number.num == (int64_t)number.num && number.den == (int64_t)number.den) {
    dc_vector vector = one_value(evaluator, DC_VALUE_NUMBER, (int64_t)number.num);
    vector.parts = (int64_t)number.den;
    return vector;
  }
  dc_vector vector = dc_new_numbers(evaluator, DC_ONE);
  vector.numbers[0] = number;
  return vector;
}

static dc_vector written_date(dc_evaluator *evaluator, const dc_node *node) {
  return one_value(evaluator, DC_VALUE_DATE, node->date);
}

static dc_vector written_id(dc_evaluator *evaluator, const dc_node *node) {
  return one_value(evaluator, DC_VALUE_ID, node->id);
}

static dc_vector field_values(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector vector = {.kind = dc_value_kind_of(node->field)};
  const dc_environment *environment = evaluator->environment;
  environment->fetch(environment->context, node->field, evaluator->rows.count, evaluator->arena, &vector);
  DC_ASSERT(vector.kind == dc_value_kind_of(node->field));
  return vector;
}

static dc_vector definition_values(dc_evaluator *evaluator, const dc_node *node) {
  return dc_evaluate_node(evaluator, node->definition->value);
}

/* ---- logic ---- */

/* Eight truths from item `i` on. */
static uint64_t eight_of(dc_truths truths, size_t i) {
  return truths.step ? dc_eight_at(truths.at + i) : DC_EACH * truths.at[0];
}

/* « et » is true where both are, false where one is; « ou » the same with the bits exchanged. */
dc_vector dc_evaluate_junction(dc_evaluator *evaluator, dc_node_kind kind, const dc_vector *left,
                               const dc_vector *right) {
  const uint64_t both = DC_EACH * (kind == DC_NODE_AND ? DC_TRUE : DC_FALSE);
  const uint64_t either = DC_EACH * (kind == DC_NODE_AND ? DC_FALSE : DC_TRUE);
  dc_vector truths = dc_new_truths(evaluator, dc_finer(left->shape, right->shape));
  dc_truths a = dc_spread_truths(evaluator, left, truths.shape), b = dc_spread_truths(evaluator, right, truths.shape);
  size_t items = dc_items(evaluator, truths.shape);
  for (size_t i = 0; i < items; i += DC_EIGHT) {
    uint64_t x = eight_of(a, i), y = eight_of(b, i), eight = (x & y & both) | ((x | y) & either);
    memcpy(truths.truths + i, &eight, DC_EIGHT);
  }
  return truths;
}

static dc_vector junction_truths(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector left = dc_evaluate_node(evaluator, node->children[0]);
  dc_truth settles = node->kind == DC_NODE_AND ? DC_FALSE : DC_TRUE;
  if (dc_truths_seen(evaluator, &left) == DC_SEEN(settles)) return left;
  dc_vector right = dc_evaluate_node(evaluator, node->children[1]);
  return dc_evaluate_junction(evaluator, node->kind, &left, &right);
}

static dc_vector not_truths(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector inner = dc_evaluate_node(evaluator, node->children[0]), truths = dc_new_truths(evaluator, inner.shape);
  size_t items = dc_items(evaluator, truths.shape);
  for (size_t i = 0; i < items; i += DC_EIGHT) {
    uint64_t x = dc_eight_at(inner.truths + i), eight = (x & DC_EACH * DC_TRUE) << 1 | (x & DC_EACH * DC_FALSE) >> 1;
    memcpy(truths.truths + i, &eight, DC_EIGHT);
  }
  return truths;
}

/* ---- the tree ---- */

typedef dc_vector (*dc_family)(dc_evaluator *evaluator, const dc_node *node);
static const dc_family families[] = {
    [DC_NODE_NUMBER] = written_number,
    [DC_NODE_DATE] = written_date,
    [DC_NODE_ID] = written_id,
    [DC_NODE_FIELD] = field_values,
    [DC_NODE_DEFINITION] = definition_values,
    [DC_NODE_PARAMETER] = dc_evaluate_parameter,
    [DC_NODE_MEMBER] = dc_evaluate_member,
    [DC_NODE_ABSENT] = dc_evaluate_absent,
    [DC_NODE_MATCH] = dc_evaluate_match,
    [DC_NODE_COMPARE] = dc_evaluate_compare,
    [DC_NODE_AND] = junction_truths,
    [DC_NODE_OR] = junction_truths,
    [DC_NODE_NOT] = not_truths,
    [DC_NODE_ADD] = dc_evaluate_numbers,
    [DC_NODE_SUBTRACT] = dc_evaluate_numbers,
    [DC_NODE_MULTIPLY] = dc_evaluate_numbers,
    [DC_NODE_DIVIDE] = dc_evaluate_numbers,
    [DC_NODE_MAX] = dc_evaluate_numbers,
    [DC_NODE_MIN] = dc_evaluate_numbers,
    [DC_NODE_SLICES] = dc_evaluate_numbers,
    [DC_NODE_ROUND] = dc_evaluate_round,
    [DC_NODE_AGE] = dc_evaluate_age,
    [DC_NODE_DATE_PLUS_DAYS] = dc_evaluate_days,
    [DC_NODE_DATE_MINUS_DAYS] = dc_evaluate_days,
    [DC_NODE_DATE_PLUS_MONTHS] = dc_evaluate_months,
    [DC_NODE_DATE_MINUS_MONTHS] = dc_evaluate_months,
    [DC_NODE_DAYS_BETWEEN] = dc_evaluate_between,
};

static dc_vector evaluate_anew(dc_evaluator *evaluator, const dc_node *node) {
  DC_ASSERT((size_t)node->kind < sizeof families / sizeof *families && families[node->kind]);
  return families[node->kind](evaluator, node);
}

static bool lasts(const dc_node *node) {
  return !(node->levels & (DC_LEVEL_BIT(DC_LEVEL_PERSON) | DC_LEVEL_BIT(DC_LEVEL_LINE)));
}

/* A field and a definition are one thing, wherever they are read. */
static const void *address(const dc_node *node) {
  if (node->kind == DC_NODE_FIELD) return node->field;
  return node->kind == DC_NODE_DEFINITION ? (const void *)node->definition : node;
}

dc_vector dc_evaluate_once(dc_evaluator *evaluator, const dc_node *node) {
  const void *key = address(node);
  bool added, lasting = lasts(node);
  uint32_t number = dc_index_add(&evaluator->known, &key, &added);
  evaluator->memos = dc_grow(evaluator->memos, &evaluator->memo_capacity, number + 1u, sizeof *evaluator->memos);
  if (!added && evaluator->memos[number].batch >= (lasting ? evaluator->market : evaluator->batches))
    return evaluator->memos[number].vector;
  evaluator->memos[number].batch = 0;
  dc_arena *arena = evaluator->arena;
  evaluator->arena = lasting ? &evaluator->lasting : &evaluator->passing;
  dc_vector vector = evaluate_anew(evaluator, node);
  evaluator->arena = arena;
  DC_ASSERT(!lasting || vector.shape == DC_ONE);
  evaluator->memos[number] = (dc_memo){vector, evaluator->batches};
  return vector;
}

dc_vector dc_evaluate_node(dc_evaluator *evaluator, const dc_node *node) {
  bool shared = node->kind == DC_NODE_FIELD || node->kind == DC_NODE_DEFINITION || lasts(node);
  return shared ? dc_evaluate_once(evaluator, node) : evaluate_anew(evaluator, node);
}

dc_vector dc_evaluate(dc_evaluator *evaluator, const dc_node *node) {
  dc_arena_reset(&evaluator->scratch);
  return dc_evaluate_node(evaluator, node);
}
