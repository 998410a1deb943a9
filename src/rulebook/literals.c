#include "boxes.h"

static const dc_rational zero = {0, 1}, one = {1, 1}, minus_one = {-1, 1};

/* ---- axes ---- */

static uint32_t add_axis(dc_space *space, dc_axis axis) {
  DC_APPEND(space->terms.arena, &space->axes, axis);
  return (uint32_t)space->axes.count - 1;
}

static uint32_t axis_of_ids(dc_space *space, const dc_field *field) {
  for (uint32_t i = 0; i < space->axes.count; i++)
    if (space->axes.items[i].kind == DC_AXIS_IDS && space->axes.items[i].field == field) return i;
  return add_axis(space, (dc_axis){.kind = DC_AXIS_IDS, .field = field});
}

static uint32_t axis_of_presence(dc_space *space, const dc_field *field) {
  for (uint32_t i = 0; i < space->axes.count; i++)
    if (space->axes.items[i].kind == DC_AXIS_TEST && space->axes.items[i].field == field) return i;
  return add_axis(space, (dc_axis){.kind = DC_AXIS_TEST, .field = field});
}

/* « = » and « ≠ » between two fields are one axis. */
static bool same_test(const dc_node *a, const dc_node *b) {
  bool equalities = a->kind == DC_NODE_COMPARE && b->kind == a->kind && a->children[0]->typing.sort == DC_SORT_ID;
  if (!equalities) return dc_node_same(a, b);
  return dc_node_same(a->children[0], b->children[0]) && dc_node_same(a->children[1], b->children[1]);
}

static uint32_t axis_of_test(dc_space *space, const dc_node *node) {
  for (uint32_t i = 0; i < space->axes.count; i++)
    if (space->axes.items[i].kind == DC_AXIS_TEST && !space->axes.items[i].field &&
        same_test(space->axes.items[i].node, node))
      return i;
  return add_axis(space, (dc_axis){.kind = DC_AXIS_TEST, .node = node});
}

static bool same_factors(const dc_form *a, const dc_form *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; i < a->count && same; i++)
    same = a->factors[i].term == b->factors[i].term && dc_order_of(a->factors[i].factor, b->factors[i].factor) == 0;
  return same;
}

static uint32_t axis_of_form(dc_space *space, const dc_form *form) {
  for (uint32_t i = 0; i < space->axes.count; i++)
    if (space->axes.items[i].kind == DC_AXIS_FORM && same_factors(&space->axes.items[i].form, form)) return i;
  return add_axis(space, (dc_axis){.kind = DC_AXIS_FORM, .form = *form});
}

/* The form less its constant, its first factor 1. false when that is out of range. */
static bool unit_form(const dc_form *form, dc_form *unit) {
  *unit = (dc_form){.constant = zero};
  bool sound = dc_form_add(unit, form, dc_rational_div(one, form->factors[0].factor));
  unit->constant = zero;
  return sound;
}

dc_interval dc_box_interval(dc_space *space, const dc_box *box, const dc_form *form) {
  dc_interval all = {0};
  dc_form unit;
  if (form->count == 0) return (dc_interval){.low = form->constant, .high = form->constant};
  if (!unit_form(form, &unit)) return all;
  uint32_t axis = axis_of_form(space, &unit);
  dc_rational inverse = dc_rational_div(one, form->factors[0].factor);
  dc_rational moved = dc_rational_mul(dc_rational_sub(zero, form->constant), inverse);
  for (size_t i = 0; i < box->count; i++)
    if (box->ranges[i].axis == axis) return dc_interval_solve(&box->ranges[i].interval, inverse, moved);
  return all;
}

/* ---- presence ---- */

dc_boxes dc_boxes_of_presence(dc_space *space, const dc_field *field, bool present) {
  dc_boxes boxes = {0};
  dc_boxes_add(space, &boxes,
               &(dc_range){.axis = axis_of_presence(space, field), .outcomes = present ? DC_MAY_HOLD : DC_MAY_FAIL});
  return boxes;
}

/* Narrows boxes to where every field that the tree reads is present. */
static dc_boxes all_present(dc_space *space, const dc_node *node, dc_boxes boxes) {
  dc_field_list fields = {0};
  dc_node_fields(space->terms.arena, node, &fields);
  for (size_t i = 0; i < fields.count; i++) {
    dc_boxes present = dc_boxes_of_presence(space, fields.items[i], true);
    boxes = dc_boxes_meet(space, &present, &boxes);
  }
  return boxes;
}

dc_boxes dc_boxes_of_value(dc_space *space, const dc_node *node) {
  return all_present(space, node, dc_boxes_everywhere(space));
}

/* ---- what is only true or false ---- */

static dc_boxes opaque(dc_space *space, const dc_node *test, bool wanted) {
  dc_boxes boxes = {0};
  dc_boxes_add(space, &boxes,
               &(dc_range){.axis = axis_of_test(space, test), .outcomes = wanted ? DC_MAY_HOLD : DC_MAY_FAIL});
  return boxes;
}

static dc_boxes constant(dc_space *space, const dc_node *test, bool wanted) {
  dc_value value = dc_node_constant(space->terms.rules, space->terms.arena, test);
  return !value.absent && (value.discrete != 0) == wanted ? dc_boxes_everywhere(space) : (dc_boxes){0};
}

/* ---- comparisons of numbers and dates ---- */

static dc_comparison opposite(dc_comparison comparison) {
  static const dc_comparison opposites[] = {
      [DC_COMPARE_EQUAL] = DC_COMPARE_DIFFERENT,    [DC_COMPARE_DIFFERENT] = DC_COMPARE_EQUAL,
      [DC_COMPARE_LESS] = DC_COMPARE_GREATER_EQUAL, [DC_COMPARE_LESS_EQUAL] = DC_COMPARE_GREATER,
      [DC_COMPARE_GREATER] = DC_COMPARE_LESS_EQUAL, [DC_COMPARE_GREATER_EQUAL] = DC_COMPARE_LESS,
  };
  return opposites[comparison];
}

/* form comparison 0, no extreme in it: an interval on the axis of the form. */
static dc_boxes of_axis(dc_space *space, const dc_form *form, dc_comparison comparison) {
  dc_boxes boxes = {0};
  if (form->count == 0) {
    bool holds = dc_order_satisfies(comparison, dc_order_of(form->constant, zero));
    return holds ? dc_boxes_everywhere(space) : boxes;
  }
  dc_form axis;
  if (!unit_form(form, &axis)) return dc_boxes_everywhere(space); /* nothing is known */
  dc_interval interval = dc_interval_of(comparison, zero);
  dc_interval at = dc_interval_solve(&interval, form->factors[0].factor, form->constant);
  if (dc_form_whole(&space->terms, &axis)) at = dc_interval_whole(at);
  if (!dc_interval_empty(&at))
    dc_boxes_add(space, &boxes, &(dc_range){.axis = axis_of_form(space, &axis), .interval = at});
  return boxes;
}

/* The first term of a form that is a « max » or a « min », or NULL. */
static const dc_node *find_extreme(const dc_space *space, const dc_form *form, dc_factor *at) {
  for (size_t i = 0; i < form->count; i++) {
    const dc_node *node = space->terms.terms.items[form->factors[i].term].node;
    *at = form->factors[i];
    if (node->kind == DC_NODE_MAX || node->kind == DC_NODE_MIN) return node;
  }
  return NULL;
}

/* The form with one side of an extreme in its place, where that side is the one that counts. */
static bool choose_side(dc_space *space, const dc_form *form, const dc_node *extreme, dc_factor at, size_t side,
                        dc_form *chosen, dc_form *guard) {
  dc_form term = {.factors = {{at.term, one}}, .count = 1, .constant = zero}, own, other;
  if (!dc_form_of(&space->terms, extreme->children[side], &own)) return false;
  if (!dc_form_of(&space->terms, extreme->children[1 - side], &other)) return false;
  *chosen = *form;
  *guard = own;
  return dc_form_add(chosen, &term, dc_rational_mul(at.factor, minus_one)) && dc_form_add(chosen, &own, at.factor) &&
         dc_form_add(guard, &other, minus_one);
}

dc_boxes dc_boxes_of_form(dc_space *space, const dc_form *form, dc_comparison comparison) {
  if (comparison == DC_COMPARE_DIFFERENT) {
    dc_boxes less = dc_boxes_of_form(space, form, DC_COMPARE_LESS);
    dc_boxes more = dc_boxes_of_form(space, form, DC_COMPARE_GREATER);
    dc_boxes_join(space, &less, &more);
    return less;
  }
  if (!dc_space_spend(space, 1)) return (dc_boxes){.overflow = true};
  dc_factor at;
  const dc_node *extreme = find_extreme(space, form, &at);
  if (!extreme) return of_axis(space, form, comparison);
  dc_boxes boxes = {0};
  for (size_t side = 0; side < 2 && !boxes.overflow; side++) {
    dc_form chosen, guard;
    if (!choose_side(space, form, extreme, at, side, &chosen, &guard)) return of_axis(space, form, comparison);
    dc_boxes here = dc_boxes_of_form(space, &guard,
                                     extreme->kind == DC_NODE_MAX ? DC_COMPARE_GREATER_EQUAL : DC_COMPARE_LESS_EQUAL);
    dc_boxes there = dc_boxes_of_form(space, &chosen, comparison);
    dc_boxes both = dc_boxes_meet(space, &here, &there);
    dc_boxes_join(space, &boxes, &both);
  }
  return boxes;
}

static dc_boxes of_ordered(dc_space *space, const dc_node *test, bool wanted) {
  dc_form left, right;
  if (!dc_form_of(&space->terms, test->children[0], &left) || !dc_form_of(&space->terms, test->children[1], &right))
    return (dc_boxes){0};
  dc_form difference = left;
  if (!dc_form_add(&difference, &right, minus_one)) return all_present(space, test, opaque(space, test, wanted));
  dc_comparison comparison = wanted ? test->comparison : opposite(test->comparison);
  return all_present(space, test, dc_boxes_of_form(space, &difference, comparison));
}

/* ---- codes ---- */

/* A flag has no value but « oui » and « non »: out of a set is in another. */
static dc_id_set other_flags(dc_arena *arena, dc_id_set set) {
  uint32_t *ids = DC_NEW_ARRAY(arena, 2, uint32_t);
  size_t count = 0;
  for (uint32_t flag = DC_NO; flag <= DC_YES; flag++) {
    bool inside = false;
    for (size_t i = 0; i < set.count; i++) inside = inside || set.ids[i] == flag;
    if (!inside) ids[count++] = flag;
  }
  return (dc_id_set){ids, count};
}

dc_boxes dc_boxes_of_set(dc_space *space, const dc_field *field, dc_id_set set, bool inside) {
  dc_range range = {.axis = axis_of_ids(space, field)};
  if (!inside && field->type == DC_TYPE_FLAG) {
    set = other_flags(space->terms.arena, set);
    inside = true;
  }
  dc_boxes boxes = {0};
  if (inside && set.count == 0) return boxes;
  if (inside) {
    dc_id_set *meets = DC_NEW(space->terms.arena, dc_id_set);
    *meets = set;
    range.meets = meets;
    range.meet_count = 1;
  } else {
    range.avoids = set;
  }
  dc_boxes_add(space, &boxes, &range);
  return boxes;
}

static dc_boxes of_equality(dc_space *space, const dc_node *test, bool wanted) {
  const dc_node *left = dc_node_bare(test->children[0]), *right = dc_node_bare(test->children[1]);
  if (left->kind != DC_NODE_FIELD) {
    const dc_node *swap = left;
    left = right;
    right = swap;
  }
  bool inside = (test->comparison == DC_COMPARE_EQUAL) == wanted;
  if (right->kind != DC_NODE_ID) return all_present(space, test, opaque(space, test, inside));
  uint32_t *id = DC_NEW(space->terms.arena, uint32_t);
  *id = right->id;
  return all_present(space, test, dc_boxes_of_set(space, left->field, (dc_id_set){id, 1}, inside));
}

/* ---- absence ---- */

/* May it have no value though all that it reads has one? Not by leaving the calendar, which no date of a dossier does.
 */
static bool may_fail(const dc_node *node) {
  if (!node) return false;
  node = dc_node_bare(node);
  if (node->kind == DC_NODE_DIVIDE || node->kind == DC_NODE_SLICES || node->kind == DC_NODE_PARAMETER) return true;
  return may_fail(node->children[0]) || may_fail(node->children[1]);
}

/* Where what is no field has a value, or none, all that it reads having one. */
static dc_boxes of_failure(dc_space *space, const dc_node *test, const dc_node *item, bool failed) {
  static const dc_boxes nowhere;
  if (item->kind == DC_NODE_PARAMETER && !may_fail(item->children[0]))
    return dc_boxes_of_dated_value(space, item, !failed);
  if (may_fail(item)) return opaque(space, test, failed);
  return failed ? nowhere : dc_boxes_everywhere(space);
}

static dc_boxes of_absence(dc_space *space, const dc_node *test, bool wanted) {
  const dc_node *item = dc_node_bare(test->children[0]);
  if (item->kind == DC_NODE_FIELD) return dc_boxes_of_presence(space, item->field, !wanted);
  dc_boxes boxes = all_present(space, item, of_failure(space, test, item, wanted));
  dc_field_list fields = {0};
  dc_node_fields(space->terms.arena, item, &fields);
  for (size_t i = 0; i < fields.count && wanted; i++) {
    dc_boxes missing = dc_boxes_of_presence(space, fields.items[i], false);
    dc_boxes_join(space, &boxes, &missing);
  }
  return boxes;
}

/* ---- tests ---- */

dc_boxes dc_boxes_of_test(dc_space *space, const dc_node *test, bool wanted) {
  if (test->levels == 0) return constant(space, test, wanted);
  switch (test->kind) {
  case DC_NODE_COMPARE:
    return test->children[0]->typing.sort == DC_SORT_ID ? of_equality(space, test, wanted)
                                                        : of_ordered(space, test, wanted);
  case DC_NODE_MEMBER: return all_present(space, test, dc_boxes_of_member(space, test, wanted));
  case DC_NODE_ABSENT: return of_absence(space, test, wanted);
  case DC_NODE_MATCH: return all_present(space, test, opaque(space, test, wanted));
  default: dc_bug(__FILE__, __LINE__, "a kind of node that tests");
  }
}
