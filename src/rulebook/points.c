#include "quest.h"
#include "rules/declare.h"
#include "rules/parser.h"

static void add_point(dc_rational *points, size_t *count, dc_rational point) {
  for (size_t i = 0; i < *count; i++)
    if (dc_order_of(points[i], point) == 0) return;
  if (*count < DC_QUEST_POINTS) points[(*count)++] = point;
}

static void add_date(dc_quest *quest, int64_t date) {
  if (date != INT32_MIN && date < INT32_MAX) add_point(quest->dates, &quest->date_count, (dc_rational){date, 1});
}

/* A text that a pattern such as « ^45 » may well match: its own letters. */
static void add_pattern(dc_quest *quest, const dc_node *node, const dc_field *field, dc_ids *ids) {
  const dc_node *item = dc_node_bare(node->children[0]);
  if (item->kind != DC_NODE_FIELD || item->field != field) return;
  dc_text text = node->children[1]->text;
  if (dc_text_starts(text, DC_TEXT("^"))) text = dc_text_slice(text, 1, text.length);
  if (dc_text_ends(text, DC_TEXT("$"))) text = dc_text_slice(text, 0, text.length - 1);
  bool code = field->type == DC_TYPE_CODE;
  bool writable = code ? dc_code_spelled(text) : dc_text_find(text, DC_TEXT("|")) == text.length;
  if (text.length > 0 && writable)
    DC_APPEND(quest->space->terms.arena, ids, dc_intern_add(quest->space->terms.rules->intern, text));
}

static void add_patterns(dc_quest *quest, const dc_node *node, const dc_field *field, dc_ids *ids) {
  if (!node) return;
  node = dc_node_bare(node);
  if (node->kind == DC_NODE_MATCH) add_pattern(quest, node, field, ids);
  add_patterns(quest, node->children[0], field, ids);
  add_patterns(quest, node->children[1], field, ids);
}

static void add_list_dates(dc_quest *quest, const dc_node *node) {
  for (size_t i = 0; i < node->list->count; i++) {
    add_date(quest, node->list->rows[i].from);
    add_date(quest, (int64_t)node->list->rows[i].until + 1);
  }
}

static void add_points(dc_quest *quest, const dc_node *node) {
  if (!node) return;
  node = dc_node_bare(node);
  if (node->kind == DC_NODE_NUMBER) add_point(quest->numbers, &quest->number_count, node->number);
  if (node->kind == DC_NODE_DATE) add_date(quest, node->date);
  if (node->kind == DC_NODE_MEMBER) add_list_dates(quest, node);
  for (size_t i = 0; node->kind == DC_NODE_PARAMETER && i < node->parameter->count; i++) {
    add_date(quest, node->parameter->values[i].from);
    add_date(quest, (int64_t)node->parameter->values[i].until + 1);
  }
  add_points(quest, node->children[0]);
  add_points(quest, node->children[1]);
}

static void read_ids(dc_quest *quest, const dc_node *tree) {
  const dc_rules *rules = quest->space->terms.rules;
  for (size_t i = 0; i < quest->fields.count && tree; i++) {
    const dc_field *field = quest->fields.items[i];
    if (dc_typing_of_type(field->type, false).sort != DC_SORT_ID) continue;
    dc_solve_ids(rules, tree, (dc_unknown){.field = field}, quest->space->terms.arena, &quest->ids[i]);
    add_patterns(quest, tree, field, &quest->ids[i]);
  }
}

void dc_quest_read(dc_quest *quest) {
  const dc_node *trees[2 * DC_CHAIN_LIMIT + 6];
  size_t count = 0;
  for (size_t i = 0; i < quest->plan->chain_length; i++) {
    trees[count++] = quest->plan->chain[i]->scope;
    trees[count++] = quest->plan->chain[i]->in_force;
  }
  for (size_t i = 0; i < 2; i++) {
    trees[count++] = quest->articles[i]->in_force;
    trees[count++] = quest->articles[i]->condition;
    trees[count++] = quest->articles[i]->value;
  }
  for (size_t i = 0; i < count; i++) {
    add_points(quest, trees[i]);
    dc_node_fields(quest->space->terms.arena, trees[i], &quest->fields);
  }
  quest->ids = DC_NEW_ARRAY(quest->space->terms.arena, quest->fields.count, dc_ids);
  for (size_t i = 0; i < count; i++) read_ids(quest, trees[i]);
}
