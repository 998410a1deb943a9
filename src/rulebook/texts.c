#include "texts.h"

#include "rules/pattern.h"

/* A « correspond à » on one field of one value, and whether it holds in the box. */
typedef struct {
  const dc_node *node;
  const dc_field *field;
  bool holds;
} dc_pattern_test;

static bool pattern_test(const dc_space *space, const dc_range *range, dc_pattern_test *test) {
  const dc_axis *axis = &space->axes.items[range->axis];
  if (axis->kind != DC_AXIS_TEST || !axis->node || axis->node->kind != DC_NODE_MATCH) return false;
  const dc_node *item = dc_node_bare(axis->node->children[0]);
  *test = (dc_pattern_test){axis->node, item->field, range->outcomes == DC_MAY_HOLD};
  return item->kind == DC_NODE_FIELD && !item->field->several;
}

static bool satisfied(const dc_space *space, const dc_box *box, const dc_field *field, uint32_t id) {
  dc_pattern_test test;
  for (size_t i = 0; i < box->count; i++)
    if (pattern_test(space, &box->ranges[i], &test) && test.field == field &&
        dc_pattern_matches(test.node->pattern, space->terms.rules->intern, id) != test.holds)
      return false;
  return true;
}

/* Does one of the codes that the range allows satisfy every pattern? */
static bool some_code_fits(const dc_space *space, const dc_box *box, const dc_range *range) {
  const dc_field *field = space->axes.items[range->axis].field;
  for (size_t i = 0; i < range->meets[0].count; i++)
    if (satisfied(space, box, field, range->meets[0].ids[i])) return true;
  return false;
}

/* The letters by which every match of « ^45… » begins; `*whole` when the pattern says nothing else. */
static dc_text first_letters(const dc_node *node, bool *whole) {
  dc_text text = node->children[1]->text;
  *whole = false;
  if (!dc_text_starts(text, DC_TEXT("^")) || dc_text_find(text, DC_TEXT("|")) < text.length) return (dc_text){0};
  size_t end = 1;
  while (end < text.length && !strchr("\\.[](){}?*+^$", text.data[end])) end++;
  *whole = end == text.length;
  bool repeated = end < text.length && strchr("?*{", text.data[end]);
  if (repeated && end > 1) end--; /* the letter before may be missing */
  while (repeated && end > 1 && ((unsigned char)text.data[end] & 0xC0) == 0x80) end--;
  return dc_text_slice(text, 1, end);
}

/* Is « a » known to be false where « b » holds? */
static bool letters_exclude(const dc_pattern_test *a, const dc_pattern_test *b) {
  bool whole, other_whole;
  dc_text left = first_letters(a->node, &whole), right = first_letters(b->node, &other_whole);
  if (!b->holds || left.length == 0) return false;
  bool begins = dc_text_starts(right, left);
  return a->holds ? !begins && !dc_text_starts(left, right) : whole && begins;
}

bool dc_box_texts_agree(const dc_space *space, const dc_box *box) {
  for (size_t i = 0; i < box->count; i++) {
    const dc_axis *axis = &space->axes.items[box->ranges[i].axis];
    bool codes = axis->kind == DC_AXIS_IDS && !axis->field->several && box->ranges[i].meet_count > 0;
    if (codes && !some_code_fits(space, box, &box->ranges[i])) return false;
    dc_pattern_test own, other;
    if (!pattern_test(space, &box->ranges[i], &own)) continue;
    for (size_t j = 0; j < box->count; j++)
      if (pattern_test(space, &box->ranges[j], &other) && other.field == own.field && letters_exclude(&own, &other))
        return false;
  }
  return true;
}
