#include <stdlib.h>

#include "boxes.h"

static const dc_rational minus_one = {-1, 1};

/* ---- stretches of time ---- */

/* Where the date is on one side of a day. */
static dc_boxes beside(dc_space *space, const dc_form *date, dc_comparison comparison, int64_t day) {
  dc_form bound = {.constant = {day, 1}}, difference = *date;
  if (!dc_form_add(&difference, &bound, minus_one)) return dc_boxes_everywhere(space);
  return dc_boxes_of_form(space, &difference, comparison);
}

/* Where the date is from `first` to `last`; INT32_MIN and INT32_MAX are no bounds. */
static dc_boxes within(dc_space *space, const dc_form *date, int64_t first, int64_t last) {
  dc_boxes boxes = dc_boxes_everywhere(space);
  if (first > INT32_MIN) {
    dc_boxes from = beside(space, date, DC_COMPARE_GREATER_EQUAL, first);
    boxes = dc_boxes_meet(space, &boxes, &from);
  }
  if (last < INT32_MAX) {
    dc_boxes until = beside(space, date, DC_COMPARE_LESS_EQUAL, last);
    boxes = dc_boxes_meet(space, &boxes, &until);
  }
  return boxes;
}

/* ---- lists ---- */

static int compare_days(const void *left, const void *right) {
  const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return a < b ? -1 : a > b;
}

/* The days on which a list may change: those where a row begins, or has just ended. In order, each once. */
static size_t list_changes(const dc_code_list *list, int64_t days[]) {
  size_t count = 0, kept = 0;
  for (size_t i = 0; i < list->count; i++) {
    if (list->rows[i].from != INT32_MIN) days[count++] = list->rows[i].from;
    if (list->rows[i].until != INT32_MAX) days[count++] = (int64_t)list->rows[i].until + 1;
  }
  if (count > 0) qsort(days, count, sizeof *days, compare_days);
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || days[kept - 1] != days[i]) days[kept++] = days[i];
  return kept;
}

/* Rows are by id: members come in order, each once. */
static dc_id_set list_members(dc_arena *arena, const dc_code_list *list, dc_date day) {
  uint32_t *ids = DC_NEW_ARRAY(arena, list->count, uint32_t);
  size_t count = 0;
  for (size_t i = 0; i < list->count; i++)
    if (list->rows[i].from <= day && day <= list->rows[i].until) ids[count++] = list->rows[i].id;
  return (dc_id_set){ids, count};
}

/* Where the item is, or is not, a member on one day. */
static dc_boxes of_membership(dc_space *space, const dc_node *item, dc_id_set set, bool inside) {
  if (item->kind == DC_NODE_FIELD) return dc_boxes_of_set(space, item->field, set, inside);
  bool found = false;
  for (size_t i = 0; i < set.count; i++) found = found || set.ids[i] == item->id;
  return found == inside ? dc_boxes_everywhere(space) : (dc_boxes){0};
}

dc_boxes dc_boxes_of_member(dc_space *space, const dc_node *test, bool wanted) {
  dc_arena *arena = space->terms.arena;
  const dc_node *item = dc_node_bare(test->children[0]);
  dc_form date;
  if (!dc_form_of(&space->terms, test->children[1], &date)) return (dc_boxes){0};
  int64_t *days = DC_NEW_ARRAY(arena, 2 * test->list->count, int64_t);
  size_t changes = list_changes(test->list, days);
  dc_boxes boxes = {0};
  for (size_t i = 0; i <= changes && !boxes.overflow; i++) {
    int64_t first = i > 0 ? days[i - 1] : INT32_MIN, last = i < changes ? days[i] - 1 : INT32_MAX;
    dc_date day = (dc_date)(i > 0 ? first : last < INT32_MAX ? last : 0);
    dc_boxes when = within(space, &date, first, last);
    dc_boxes what = of_membership(space, item, list_members(arena, test->list, day), wanted != test->negated);
    dc_boxes both = dc_boxes_meet(space, &when, &what);
    dc_boxes_join(space, &boxes, &both);
  }
  return boxes;
}

/* ---- parameters ---- */

/* Where a parameter has a value, or has none, its date being known. */
dc_boxes dc_boxes_of_dated_value(dc_space *space, const dc_node *item, bool valued) {
  dc_boxes boxes = {0};
  dc_form date;
  if (!dc_form_of(&space->terms, item->children[0], &date)) return boxes;
  const dc_parameter *parameter = item->parameter;
  int64_t first = INT32_MIN;
  for (size_t i = 0; i <= parameter->count && !boxes.overflow; i++) {
    const dc_dated_value *value = i < parameter->count ? &parameter->values[i] : NULL;
    int64_t last = value ? (int64_t)value->from - 1 : INT32_MAX;
    dc_boxes here = {0};
    if (valued && value) here = within(space, &date, value->from, value->until);
    if (!valued && first <= last) here = within(space, &date, first, last);
    dc_boxes_join(space, &boxes, &here);
    if (value) first = (int64_t)value->until + 1;
  }
  return boxes;
}
