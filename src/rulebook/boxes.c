#include "boxes.h"

void dc_space_init(dc_space *space, dc_arena *arena, const dc_rules *rules) {
  *space = (dc_space){.terms = {.rules = rules, .arena = arena}};
}

/* ---- sets of ids ---- */

static bool has(const dc_id_set *set, uint32_t id) {
  size_t low = 0, high = set->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (set->ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < set->count && set->ids[low] == id;
}

/* Members of `a` that are (`inside`) or are not members of `b`. */
static dc_id_set filter(dc_arena *arena, const dc_id_set *a, const dc_id_set *b, bool inside) {
  uint32_t *ids = DC_NEW_ARRAY(arena, a->count, uint32_t);
  size_t count = 0;
  for (size_t i = 0; i < a->count; i++)
    if (has(b, a->ids[i]) == inside) ids[count++] = a->ids[i];
  return (dc_id_set){ids, count};
}

static dc_id_set join(dc_arena *arena, const dc_id_set *a, const dc_id_set *b) {
  if (a->count == 0 || b->count == 0) return a->count == 0 ? *b : *a;
  uint32_t *ids = DC_NEW_ARRAY(arena, a->count + b->count, uint32_t);
  size_t i = 0, j = 0, count = 0;
  while (i < a->count || j < b->count) {
    bool left = j == b->count || (i < a->count && a->ids[i] <= b->ids[j]);
    uint32_t id = left ? a->ids[i++] : b->ids[j++];
    if (count == 0 || ids[count - 1] != id) ids[count++] = id;
  }
  return (dc_id_set){ids, count};
}

/* A field of one code has it in every set at once; a set of codes may have another member in each. */
static bool meet_ids(dc_arena *arena, const dc_field *field, const dc_range *a, const dc_range *b, dc_range *meet) {
  dc_id_set *meets = DC_NEW_ARRAY(arena, a->meet_count + b->meet_count, dc_id_set);
  size_t count = 0;
  meet->avoids = join(arena, &a->avoids, &b->avoids);
  for (size_t i = 0; i < a->meet_count + b->meet_count; i++) {
    const dc_id_set *wanted = i < a->meet_count ? &a->meets[i] : &b->meets[i - a->meet_count];
    bool narrow = !field->several && count > 0;
    dc_id_set left = filter(arena, wanted, &meet->avoids, false);
    if (narrow) left = filter(arena, &meets[0], &left, true);
    if (left.count == 0) return false;
    meets[narrow ? 0 : count] = left;
    if (!narrow) count++;
  }
  meet->meets = meets;
  meet->meet_count = count;
  return true;
}

/* ---- boxes ---- */

bool dc_space_spend(dc_space *space, size_t ranges) {
  space->spent += ranges;
  return space->spent <= DC_SPACE_LIMIT;
}

static bool meet_ranges(const dc_space *space, dc_arena *arena, const dc_range *a, const dc_range *b, dc_range *meet) {
  const dc_axis *axis = &space->axes.items[a->axis];
  *meet = *a;
  switch (axis->kind) {
  case DC_AXIS_FORM: meet->interval = dc_interval_meet(&a->interval, &b->interval); break;
  case DC_AXIS_TEST: meet->outcomes = a->outcomes & b->outcomes; return meet->outcomes != 0;
  case DC_AXIS_IDS: return meet_ids(arena, axis->field, a, b, meet);
  }
  return !dc_interval_empty(&meet->interval);
}

/* Seen at a glance, without the sets of ids. */
static bool apart(const dc_space *space, const dc_box *a, const dc_box *b) {
  for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
    const dc_range *left = &a->ranges[i], *right = &b->ranges[j];
    if (left->axis != right->axis) {
      *(left->axis < right->axis ? &i : &j) += 1;
      continue;
    }
    i++, j++;
    dc_axis_kind kind = space->axes.items[left->axis].kind;
    if (kind == DC_AXIS_TEST && !(left->outcomes & right->outcomes)) return true;
    dc_interval interval = dc_interval_meet(&left->interval, &right->interval);
    if (kind == DC_AXIS_FORM && dc_interval_empty(&interval)) return true;
  }
  return false;
}

bool dc_box_meet(const dc_space *space, dc_arena *arena, const dc_box *a, const dc_box *b, dc_box *meet) {
  if (apart(space, a, b)) return false;
  dc_range *ranges = DC_NEW_ARRAY(arena, a->count + b->count, dc_range);
  size_t i = 0, j = 0, count = 0;
  while (i < a->count || j < b->count) {
    bool left = j == b->count || (i < a->count && a->ranges[i].axis <= b->ranges[j].axis);
    bool right = i == a->count || (j < b->count && b->ranges[j].axis <= a->ranges[i].axis);
    if (left && right && !meet_ranges(space, arena, &a->ranges[i], &b->ranges[j], &ranges[count])) return false;
    if (!(left && right)) ranges[count] = left ? a->ranges[i] : b->ranges[j];
    i += left;
    j += right;
    count++;
  }
  *meet = (dc_box){ranges, count};
  return true;
}

static void add_box(dc_space *space, dc_boxes *boxes, dc_box box) {
  if (boxes->count == DC_BOXES_LIMIT || space->spent > DC_SPACE_LIMIT) boxes->overflow = true;
  if (!boxes->overflow) DC_APPEND(space->terms.arena, boxes, box);
}

dc_boxes dc_boxes_everywhere(dc_space *space) {
  dc_boxes boxes = {0};
  add_box(space, &boxes, (dc_box){0});
  return boxes;
}

void dc_boxes_add(dc_space *space, dc_boxes *boxes, const dc_range *range) {
  dc_range *copy = DC_NEW(space->terms.arena, dc_range);
  *copy = *range;
  add_box(space, boxes, (dc_box){copy, 1});
}

void dc_boxes_join(dc_space *space, dc_boxes *boxes, const dc_boxes *more) {
  boxes->overflow = boxes->overflow || more->overflow;
  for (size_t i = 0; i < more->count; i++) add_box(space, boxes, more->items[i]);
}

dc_boxes dc_boxes_meet(dc_space *space, const dc_boxes *a, const dc_boxes *b) {
  dc_boxes boxes = {.overflow = a->overflow || b->overflow || space->spent > DC_SPACE_LIMIT};
  for (size_t i = 0; i < a->count && !boxes.overflow; i++)
    for (size_t j = 0; j < b->count && !boxes.overflow; j++) {
      dc_box meet;
      if (!dc_box_meet(space, space->terms.arena, &a->items[i], &b->items[j], &meet)) continue;
      (void)dc_space_spend(space, meet.count);
      add_box(space, &boxes, meet);
    }
  return boxes;
}

/* ---- junctions ---- */

static dc_boxes of_junction(dc_space *space, const dc_node *node, bool wanted) {
  dc_boxes left = dc_boxes_of(space, node->children[0], wanted);
  dc_boxes right = dc_boxes_of(space, node->children[1], wanted);
  bool both = (node->kind == DC_NODE_AND) == wanted;
  if (both) return dc_boxes_meet(space, &left, &right);
  dc_boxes_join(space, &left, &right);
  return left;
}

dc_boxes dc_boxes_of(dc_space *space, const dc_node *condition, bool wanted) {
  if (!condition) return wanted ? dc_boxes_everywhere(space) : (dc_boxes){0};
  condition = dc_node_bare(condition);
  switch (condition->kind) {
  case DC_NODE_NOT: return dc_boxes_of(space, condition->children[0], !wanted);
  case DC_NODE_AND:
  case DC_NODE_OR: return of_junction(space, condition, wanted);
  default: return dc_boxes_of_test(space, condition, wanted);
  }
}
