/* Conditions as boxes: where a condition holds is a union of boxes over axes.
 *
 * Floor: rulebook, private. A condition is put in disjunctive form; each conjunct is a box, that is a range on each of
 * some axes, and holds nowhere outside its box. Axes are the numbers and dates that conditions compare (a field; a
 * difference of two dates; a field less an expression of others: see forms.h), the codes of a field, and what is only
 * known as true or false (the presence of a field, a pattern, « = » between two fields). On an axis that is a field a
 * box is exact; where axes depend on one another it holds more than its conjunct, never less: two conditions whose
 * boxes are apart exclude one another, and boxes that meet are a place to look for a witness.
 *
 * A space holds the axes of the conditions that are compared with one another. Everything lives in its arena. */
#ifndef DECOMPTE_RULEBOOK_BOXES_H
#define DECOMPTE_RULEBOOK_BOXES_H

#include "forms.h"

/* Distinct ids, in increasing order. */
typedef struct {
  const uint32_t *ids;
  size_t count;
} dc_id_set;

typedef enum {
  DC_AXIS_FORM, /* a number or a date */
  DC_AXIS_IDS,  /* the codes of a field: one, or a set */
  DC_AXIS_TEST, /* `node` is true or false; a FIELD is true when it is present */
} dc_axis_kind;

typedef struct {
  dc_axis_kind kind;
  dc_form form;          /* FORM: its first factor 1, its constant 0 */
  const dc_node *node;   /* TEST */
  const dc_field *field; /* IDS, and TEST of presence */
} dc_axis;

enum { DC_MAY_HOLD = 1, DC_MAY_FAIL = 2 };

typedef struct {
  uint32_t axis;
  dc_interval interval;   /* FORM */
  const dc_id_set *meets; /* IDS: a member is in each of these… */
  size_t meet_count;
  dc_id_set avoids;  /* … and none is in this one */
  unsigned outcomes; /* TEST */
} dc_range;

typedef struct {
  const dc_range *ranges; /* by axis; elsewhere everything is allowed */
  size_t count;
} dc_box;

#define DC_BOXES_LIMIT 256    /* of one condition */
#define DC_SPACE_LIMIT 200000 /* ranges that a space may make */

/* No box: nowhere. */
typedef struct {
  dc_box *items;
  size_t count, capacity;
  bool overflow; /* a limit was reached: nothing can be said */
} dc_boxes;

typedef struct {
  dc_terms terms;
  DC_LIST(dc_axis) axes;
  size_t spent; /* of the limit */
} dc_space;

void dc_space_init(dc_space *space, dc_arena *arena, const dc_rules *rules);

/* Where a condition is true (`wanted`) or false; a NULL one is always true. */
dc_boxes dc_boxes_of(dc_space *space, const dc_node *condition, bool wanted);

/* The boxes of what holds in both. */
dc_boxes dc_boxes_meet(dc_space *space, const dc_boxes *a, const dc_boxes *b);

/* Where every field that an expression reads is present. */
dc_boxes dc_boxes_of_value(dc_space *space, const dc_node *node);

/* Where a field is present, or absent. */
dc_boxes dc_boxes_of_presence(dc_space *space, const dc_field *field, bool present);

/* What two boxes share, in `arena`. false when their ranges are apart. */
bool dc_box_meet(const dc_space *space, dc_arena *arena, const dc_box *a, const dc_box *b, dc_box *meet);

/* What the range of a box on the axis of a form leaves it; everything when it has none. */
dc_interval dc_box_interval(dc_space *space, const dc_box *box, const dc_form *form);

/* ---- between boxes.c (junctions), literals.c (tests) and dated.c (lists and parameters) ---- */

/* Takes so much of the limit of the space; false when it is reached. */
bool dc_space_spend(dc_space *space, size_t ranges);

dc_boxes dc_boxes_everywhere(dc_space *space);
void dc_boxes_add(dc_space *space, dc_boxes *boxes, const dc_range *range);
void dc_boxes_join(dc_space *space, dc_boxes *boxes, const dc_boxes *more);

/* Where a test (COMPARE, MEMBER, ABSENT, MATCH) is true, or false. */
dc_boxes dc_boxes_of_test(dc_space *space, const dc_node *test, bool wanted);

/* Where a field has one of those codes, or none of them, it being present. */
dc_boxes dc_boxes_of_set(dc_space *space, const dc_field *field, dc_id_set set, bool inside);

/* Where a MEMBER is true, or false; where a parameter has a value at the date that `item` reads, or none. All that is
 * read being present. */
dc_boxes dc_boxes_of_member(dc_space *space, const dc_node *test, bool wanted);
dc_boxes dc_boxes_of_dated_value(dc_space *space, const dc_node *item, bool valued);

/* Where « form comparison 0 » is true, all that it reads being present. */
dc_boxes dc_boxes_of_form(dc_space *space, const dc_form *form, dc_comparison comparison);

#endif
