#include "rulebook/draft.h"

#include <string.h>

bool dc_column_given(const dc_case_column *column) {
  return column->kind == DC_COLUMN_FIELD || column->kind == DC_COLUMN_PARAMETER;
}

/* ---- the table ---- */

static void copy_column(const dc_case_table *table, size_t from, dc_case_table *copy, size_t to) {
  copy->columns[to] = table->columns[from];
  for (size_t row = 0; row < table->rows; row++)
    copy->cells[row * copy->column_count + to] = table->cells[row * table->column_count + from];
}

static void add_column(const dc_field *field, dc_case_table *copy, size_t to) {
  copy->columns[to] = (dc_case_column){.kind = DC_COLUMN_FIELD,
                                       .typing = dc_typing_of_type(field->type, field->several),
                                       .field = field,
                                       .name = field->name};
  for (size_t row = 0; row < copy->rows; row++)
    copy->cells[row * copy->column_count + to] = (dc_rule_cell){.absent = true};
}

dc_draft dc_draft_of(dc_arena *arena, const dc_case_table *table, const dc_fields *added, size_t lines) {
  dc_case_table *copy = DC_NEW(arena, dc_case_table);
  *copy = (dc_case_table){.column_count = table->column_count + added->count, .rows = table->rows + lines};
  copy->columns = DC_NEW_ARRAY(arena, copy->column_count, dc_case_column);
  copy->cells = DC_NEW_ARRAY(arena, copy->column_count * copy->rows, dc_rule_cell);
  copy->positions = DC_NEW_ARRAY(arena, copy->column_count * copy->rows, dc_position);
  size_t given = 0, to = 0;
  while (given < table->column_count && dc_column_given(&table->columns[given])) given++;
  for (size_t i = 0; i < given; i++) copy_column(table, i, copy, to++);
  for (size_t i = 0; i < added->count; i++) add_column(added->items[i], copy, to++);
  for (size_t i = given; i < table->column_count; i++) copy_column(table, i, copy, to++);
  return (dc_draft){copy, table->rows};
}

dc_rule_cell *dc_draft_cell(const dc_draft *draft, size_t column) {
  return &draft->table->cells[(draft->table->rows - 1) * draft->table->column_count + column];
}

void dc_draft_begin(const dc_draft *draft, size_t row) {
  size_t width = draft->table->column_count;
  for (size_t line = draft->first; line < draft->table->rows; line++)
    memcpy(&draft->table->cells[line * width], &draft->table->cells[row * width], width * sizeof *draft->table->cells);
}

bool dc_draft_set_apart(const dc_draft *draft, const dc_key *key, uint32_t id) {
  for (size_t i = 0; i < key->count; i++) {
    const dc_case_column *column = dc_case_column_of(draft->table, key->fields[i]);
    if (!column || column->typing.sort != DC_SORT_ID) continue;
    size_t width = draft->table->column_count, at = (size_t)(column - draft->table->columns);
    for (size_t line = draft->first; line < draft->table->rows; line++)
      draft->table->cells[line * width + at] = (dc_rule_cell){.ids = {id}, .count = 1};
    return true;
  }
  return false;
}

/* ---- fields that the cases leave out ---- */

typedef struct {
  const dc_detail *detail;
  dc_arena *arena;
  dc_fields fields;
} dc_left_out;

static void add_field(dc_left_out *left_out, const dc_field *field) {
  for (size_t i = 0; i < left_out->detail->cases.count; i++)
    if (dc_case_column_of(left_out->detail->cases.items[i], field)) return;
  for (size_t i = 0; i < left_out->fields.count; i++)
    if (left_out->fields.items[i] == field) return;
  DC_APPEND(left_out->arena, &left_out->fields, field);
}

static void add_fields(dc_left_out *left_out, const dc_node *node) {
  if (!node) return;
  if (node->kind == DC_NODE_FIELD) add_field(left_out, node->field);
  if (node->kind == DC_NODE_DEFINITION) add_fields(left_out, node->definition->value);
  for (size_t i = 0; i < 2; i++) add_fields(left_out, node->children[i]);
}

dc_fields dc_fields_left_out(const dc_rules *rules, const dc_article *article, dc_arena *arena) {
  const dc_dictionary *dictionary = rules->dictionary;
  dc_left_out left_out = {.detail = &dictionary->details[article->id], .arena = arena};
  add_fields(&left_out, article->condition);
  add_fields(&left_out, article->value);
  add_fields(&left_out, article->preference);
  for (size_t i = 0; i < article->key.count; i++)
    if (article->key.fields[i] != dictionary->lot) add_field(&left_out, article->key.fields[i]);
  if (article->key.period != DC_PERIOD_NONE) add_field(&left_out, dictionary->work_date);
  return left_out.fields;
}
