#include "walk.h"

#include "operations.h"
#include "pattern.h"

static dc_value absent_value(dc_value_kind kind) { return (dc_value){.kind = kind, .absent = true}; }
static dc_value discrete(dc_value_kind kind, int64_t value) { return (dc_value){.kind = kind, .discrete = value}; }
static dc_value truth(bool value) { return discrete(DC_VALUE_TRUTH, value); }
static dc_value number(dc_rational value) {
  return (dc_value){.kind = DC_VALUE_NUMBER, .number = value, .absent = value.den == 0};
}
static dc_value day(dc_date value) {
  return (dc_value){.kind = DC_VALUE_DATE, .discrete = value, .absent = value == DC_NO_DATE};
}

dc_value dc_vector_value(const dc_vector *vector, size_t item) {
  dc_value value = {.kind = vector->kind};
  switch (vector->kind) {
  case DC_VALUE_NUMBER: return number(dc_vector_number(vector, item));
  case DC_VALUE_TRUTH:
    value.absent = vector->truths[item] == DC_ABSENT;
    value.discrete = vector->truths[item] == DC_TRUE;
    return value;
  case DC_VALUE_IDS:
    value.count = vector->counts[item];
    value.absent = value.count == 0;
    value.ids = value.absent ? NULL : vector->ids + vector->values[item]; /* no item at all, no array */
    return value;
  case DC_VALUE_DATE:
  case DC_VALUE_ID: break;
  }
  value.absent = vector->values[item] == DC_NO_VALUE;
  value.discrete = value.absent ? 0 : vector->values[item];
  return value;
}

dc_vector dc_vector_of(const dc_value *value, dc_arena *scratch) {
  bool number = value->kind == DC_VALUE_NUMBER, several = value->kind == DC_VALUE_IDS;
  dc_vector vector = {.kind = value->kind, .values = DC_NEW(scratch, int64_t), .ids = value->ids};
  uint32_t *counts = DC_NEW(scratch, uint32_t);
  vector.counts = counts;
  counts[0] = value->absent ? 0 : value->count;
  vector.values[0] = several ? 0 : value->absent ? DC_NO_VALUE : value->discrete;
  if (!number) return vector;
  vector.numbers = DC_NEW(scratch, dc_rational);
  if (!value->absent) vector.numbers[0] = value->number;
  return vector;
}

/* ---- leaves ---- */

static dc_value walk_field(const dc_walker *walker, const dc_field *field) {
  dc_vector vector = {.kind = dc_value_kind_of(field)};
  walker->environment->fetch(walker->environment->context, field, 1, walker->scratch, &vector);
  DC_ASSERT(vector.kind == dc_value_kind_of(field));
  return dc_vector_value(&vector, 0);
}

static dc_value parameter_value(const dc_parameter *parameter, dc_rational plain, dc_date date) {
  return parameter->typing.sort == DC_SORT_NUMBER ? number(plain) : day(date);
}

static dc_value walk_parameter(const dc_walker *walker, const dc_node *node) {
  const dc_parameter *parameter = node->parameter;
  dc_value none = absent_value(parameter->typing.sort == DC_SORT_NUMBER ? DC_VALUE_NUMBER : DC_VALUE_DATE);
  dc_value date = dc_walk(walker, node->children[0]);
  for (size_t i = 0; i < walker->override_count; i++) {
    const dc_override *given = &walker->overrides[i];
    if (given->parameter == parameter)
      return given->absent ? none : parameter_value(parameter, given->number, given->date);
  }
  const dc_dated_value *value = date.absent ? NULL : dc_parameter_at(parameter, (dc_date)date.discrete);
  return value ? parameter_value(parameter, value->number, value->date) : none;
}

/* ---- tests ---- */

/* The ids of a value: a set, or the one that it is. */
static size_t ids_of(const dc_value *value, const uint32_t **ids, uint32_t *one) {
  if (value->kind == DC_VALUE_IDS) {
    *ids = value->ids;
    return value->count;
  }
  *one = (uint32_t)value->discrete;
  *ids = one;
  return 1;
}

static dc_value compare(dc_comparison comparison, const dc_value *left, const dc_value *right) {
  if (left->absent || right->absent) return absent_value(DC_VALUE_TRUTH);
  if (left->kind == DC_VALUE_NUMBER)
    return truth(dc_order_satisfies(comparison, dc_order_of(left->number, right->number)));
  if (left->kind == DC_VALUE_IDS || right->kind == DC_VALUE_IDS) {
    const uint32_t *a, *b;
    uint32_t one_a, one_b;
    size_t count_a = ids_of(left, &a, &one_a), count_b = ids_of(right, &b, &one_b);
    return truth(dc_sets_meet(a, count_a, b, count_b) != (comparison == DC_COMPARE_DIFFERENT));
  }
  return truth(dc_order_satisfies(comparison, (left->discrete > right->discrete) - (left->discrete < right->discrete)));
}

static dc_value member(const dc_node *node, const dc_value *item, const dc_value *date) {
  if (item->absent || date->absent) return absent_value(DC_VALUE_TRUTH);
  const uint32_t *ids;
  uint32_t one;
  size_t count = ids_of(item, &ids, &one);
  bool found = false;
  for (size_t i = 0; i < count && !found; i++) found = dc_list_has(node->list, ids[i], (dc_date)date->discrete);
  return truth(found != node->negated);
}

static dc_value match(const dc_walker *walker, const dc_node *node, const dc_value *item) {
  if (item->absent) return absent_value(DC_VALUE_TRUTH);
  const uint32_t *ids;
  uint32_t one;
  size_t count = ids_of(item, &ids, &one);
  bool found = false;
  for (size_t i = 0; i < count && !found; i++)
    found = ids[i] != 0 && dc_pattern_matches(node->pattern, walker->rules->intern, ids[i]);
  return truth(found);
}

/* Three-valued: `either` settles the junction, whatever the other side. */
static dc_value junction(bool either, const dc_value *left, const dc_value *right) {
  bool settled = (!left->absent && left->discrete == either) || (!right->absent && right->discrete == either);
  if (settled) return truth(either);
  return left->absent || right->absent ? absent_value(DC_VALUE_TRUTH) : truth(!either);
}

/* ---- numbers and dates ---- */

static dc_value extreme_date(dc_node_kind kind, const dc_value *left, const dc_value *right) {
  bool first = (left->discrete > right->discrete) == (kind == DC_NODE_MAX);
  return day((dc_date)(first ? left->discrete : right->discrete));
}

static dc_value combine_dates(const dc_node *node, const dc_value *left, const dc_value *right) {
  dc_date date = (dc_date)left->discrete;
  switch (node->kind) {
  case DC_NODE_DATE_PLUS_DAYS: return day(dc_days_shifted(date, right->number, 1));
  case DC_NODE_DATE_MINUS_DAYS: return day(dc_days_shifted(date, right->number, -1));
  case DC_NODE_DATE_PLUS_MONTHS: return day(dc_months_shifted(date, node->children[1], 1));
  case DC_NODE_DATE_MINUS_MONTHS: return day(dc_months_shifted(date, node->children[1], -1));
  case DC_NODE_DAYS_BETWEEN: return number((dc_rational){(dc_wide)left->discrete - right->discrete, 1});
  case DC_NODE_AGE: return number((dc_rational){dc_date_age(date, (dc_date)right->discrete), 1});
  default: break;
  }
  dc_bug(__FILE__, __LINE__, "a kind of node that combines dates");
}

static dc_value compute(const dc_node *node, const dc_value *left, const dc_value *right) {
  bool date = left->kind == DC_VALUE_DATE;
  bool gives_date = node->typing.sort == DC_SORT_DATE;
  if (left->absent || right->absent) return absent_value(gives_date ? DC_VALUE_DATE : DC_VALUE_NUMBER);
  if (date && (node->kind == DC_NODE_MAX || node->kind == DC_NODE_MIN)) return extreme_date(node->kind, left, right);
  return date ? combine_dates(node, left, right) : number(dc_operate(node->kind, left->number, right->number));
}

/* ---- the walk ---- */

static dc_value operate(const dc_walker *walker, const dc_node *node, const dc_value *left, const dc_value *right) {
  switch (node->kind) {
  case DC_NODE_COMPARE: return compare(node->comparison, left, right);
  case DC_NODE_MEMBER: return member(node, left, right);
  case DC_NODE_MATCH: return match(walker, node, left);
  case DC_NODE_ABSENT: return truth(left->absent);
  case DC_NODE_AND: return junction(false, left, right);
  case DC_NODE_OR: return junction(true, left, right);
  case DC_NODE_NOT: return left->absent ? *left : truth(!left->discrete);
  case DC_NODE_ROUND: return left->absent ? *left : number(dc_rational_round(left->number, node->rounding));
  default: return compute(node, left, right);
  }
}

static dc_value walk_children(const dc_walker *walker, const dc_node *node) {
  dc_value left = dc_walk(walker, node->children[0]);
  const dc_node *second = node->children[1];
  /* A count of months and a pattern are part of their operator: they have no value of their own. */
  bool part = !second || second->kind == DC_NODE_MONTHS || node->kind == DC_NODE_MATCH;
  dc_value right = {.kind = left.kind};
  if (!part) right = dc_walk(walker, second);
  return operate(walker, node, &left, &right);
}

static dc_value walk_node(const dc_walker *walker, const dc_node *node) {
  switch (node->kind) {
  case DC_NODE_NUMBER: return number(node->number);
  case DC_NODE_DATE: return day(node->date);
  case DC_NODE_ID: return discrete(DC_VALUE_ID, node->id);
  case DC_NODE_FIELD: return walk_field(walker, node->field);
  case DC_NODE_DEFINITION: return dc_walk(walker, node->definition->value);
  case DC_NODE_PARAMETER: return walk_parameter(walker, node);
  default: return walk_children(walker, node);
  }
}

dc_value dc_walk(const dc_walker *walker, const dc_node *node) {
  dc_value value = walk_node(walker, node);
  if (walker->seen) walker->seen(walker->context, node, &value);
  return value;
}

dc_truth dc_walk_truth(const dc_walker *walker, const dc_node *node) {
  if (!node) return DC_TRUE;
  dc_value value = dc_walk(walker, node);
  return value.absent ? DC_ABSENT : value.discrete ? DC_TRUE : DC_FALSE;
}

dc_truth dc_walk_verdict(const dc_walker *walker, const dc_article *article) {
  dc_truth in_force = dc_walk_truth(walker, article->in_force);
  dc_truth condition = dc_walk_truth(walker, article->condition);
  if (in_force == DC_FALSE || condition == DC_FALSE) return DC_FALSE;
  return in_force == DC_ABSENT || condition == DC_ABSENT ? DC_ABSENT : DC_TRUE;
}

/* ---- what is missing ---- */

static dc_text parameter_at(const dc_walker *walker, const dc_node *node) {
  char buffer[DC_DATE_SIZE];
  dc_value date = dc_walk(walker, node->children[0]);
  return dc_text_format(walker->scratch, DC_S " au " DC_S, DC_ARG(node->parameter->name),
                        DC_ARG(dc_date_french((dc_date)date.discrete, buffer)));
}

dc_text dc_walk_missing(const dc_walker *walker, const dc_node *node) {
  if (!node || node->kind == DC_NODE_MONTHS || !dc_walk(walker, node).absent) return (dc_text){0};
  if (node->kind == DC_NODE_FIELD) return node->field->name;
  if (node->kind == DC_NODE_DEFINITION) return dc_walk_missing(walker, node->definition->value);
  for (size_t i = 0; i < 2; i++) {
    dc_text found = dc_walk_missing(walker, node->children[i]);
    if (found.length > 0) return found;
  }
  if (node->kind == DC_NODE_PARAMETER) return parameter_at(walker, node);
  return DC_TEXT("calcul impossible (division par zéro, ou valeur hors limites)");
}
