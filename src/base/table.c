#include "decompte/table.h"

#include <stdlib.h>
#include <string.h>

dc_kind dc_type_kind(dc_type type) {
  switch (type) {
  case DC_TYPE_TEXT:
  case DC_TYPE_CODE:
  case DC_TYPE_SIRET:
  case DC_TYPE_SIREN:
  case DC_TYPE_COMMUNE:
  case DC_TYPE_FLAG: return DC_KIND_ID;
  case DC_TYPE_DATE:
  case DC_TYPE_MONTH: return DC_KIND_DAY;
  case DC_TYPE_HOURS:
  case DC_TYPE_MONEY:
  case DC_TYPE_RATE:
  case DC_TYPE_PERCENT: break;
  }
  return DC_KIND_QUANTITY;
}

void dc_table_init(dc_table *table, dc_arena *arena, const dc_lexicon *lexicon, dc_text name) {
  *table = (dc_table){.name = name};
  for (uint32_t i = 0; i < lexicon->count; i++) table->column_count += dc_text_equal(lexicon->fields[i].table, name);
  table->columns = DC_NEW_ARRAY(arena, table->column_count, dc_column);
  size_t at = 0;
  for (uint32_t i = 0; i < lexicon->count; i++) {
    if (dc_text_equal(lexicon->fields[i].table, name)) table->columns[at++].field = &lexicon->fields[i];
  }
}

void dc_table_free(dc_table *table) {
  for (size_t i = 0; i < table->column_count; i++) {
    free(table->columns[i].ids);
    free(table->columns[i].days);
    free(table->columns[i].quantities);
    table->columns[i] = (dc_column){.field = table->columns[i].field};
  }
  free(table->lines);
  table->lines = NULL;
  table->rows = table->capacity = 0;
}

const dc_column *dc_table_column(const dc_table *table, const char *column) {
  for (size_t i = 0; i < table->column_count; i++) {
    if (dc_text_equal(table->columns[i].field->column, dc_text_from(column))) return &table->columns[i];
  }
  dc_bug(__FILE__, __LINE__, column);
}

/* Room for `capacity` rows in a column that has values. */
static void column_grow(dc_column *column, size_t rows, size_t capacity) {
  size_t room = rows;
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID: column->ids = dc_grow(column->ids, &room, capacity, sizeof *column->ids); break;
  case DC_KIND_DAY: column->days = dc_grow(column->days, &room, capacity, sizeof *column->days); break;
  case DC_KIND_QUANTITY:
    column->quantities = dc_grow(column->quantities, &room, capacity, sizeof *column->quantities);
    break;
  }
}

static void column_store(dc_column *column, size_t row, int64_t value) {
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID: column->ids[row] = (uint32_t)value; break;
  case DC_KIND_DAY: column->days[row] = (int32_t)value; break;
  case DC_KIND_QUANTITY: column->quantities[row] = value; break;
  }
}

int64_t dc_absent_value(dc_type type) {
  switch (dc_type_kind(type)) {
  case DC_KIND_ID: return 0;
  case DC_KIND_DAY: return DC_NO_DATE;
  case DC_KIND_QUANTITY: break;
  }
  return DC_NO_QUANTITY;
}

static bool column_used(const dc_column *column) {
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID: return column->ids != NULL;
  case DC_KIND_DAY: return column->days != NULL;
  case DC_KIND_QUANTITY: break;
  }
  return column->quantities != NULL;
}

void dc_table_set_rows(dc_table *table, uint32_t *lines, size_t rows) {
  DC_ASSERT(table->rows == 0);
  dc_table_free(table);
  table->lines = lines;
  table->rows = table->capacity = rows;
}

void dc_table_fill(dc_table *table, size_t number, const uint32_t *numbers, const int64_t *values) {
  DC_ASSERT(number < table->column_count && !column_used(&table->columns[number]));
  dc_column *column = &table->columns[number];
  column_grow(column, 0, table->capacity);
  size_t rows = table->rows;
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID:
    for (size_t row = 0; row < rows; row++) column->ids[row] = (uint32_t)values[numbers[row]];
    break;
  case DC_KIND_DAY:
    for (size_t row = 0; row < rows; row++) column->days[row] = (int32_t)values[numbers[row]];
    break;
  case DC_KIND_QUANTITY:
    for (size_t row = 0; row < rows; row++) column->quantities[row] = values[numbers[row]];
    break;
  }
}

void dc_table_put(dc_table *table, size_t number, size_t row, int64_t value) {
  DC_ASSERT(row < table->rows && number < table->column_count);
  dc_column *column = &table->columns[number];
  if (!column_used(column)) {
    column_grow(column, 0, table->capacity);
    for (size_t i = 0; i < table->rows; i++) column_store(column, i, dc_absent_value(column->field->type));
  }
  column_store(column, row, value);
}

static int64_t column_load(const dc_column *column, size_t row) {
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID: return column->ids[row];
  case DC_KIND_DAY: return column->days[row];
  case DC_KIND_QUANTITY: break;
  }
  return column->quantities[row];
}

void dc_table_filter(dc_table *table, const bool *keep) {
  if (!table->rows || !memchr(keep, 0, table->rows)) return;
  size_t kept = 0;
  for (size_t row = 0; row < table->rows; row++) {
    if (!keep[row]) continue;
    for (size_t i = 0; i < table->column_count; i++) {
      dc_column *column = &table->columns[i];
      if (column_used(column)) column_store(column, kept, column_load(column, row));
    }
    table->lines[kept++] = table->lines[row];
  }
  table->rows = kept;
}

/* Copies the values of `from` behind the `rows` ones of `column`; both columns have room and are used. */
static void column_append(dc_column *column, size_t rows, const dc_column *from, size_t count, const uint32_t *remap) {
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID:
    for (size_t i = 0; i < count; i++) {
      uint32_t id = from->ids[i];
      column->ids[rows + i] = column->field->type == DC_TYPE_FLAG ? id : remap[id];
    }
    break;
  case DC_KIND_DAY: memcpy(column->days + rows, from->days, count * sizeof *from->days); break;
  case DC_KIND_QUANTITY: memcpy(column->quantities + rows, from->quantities, count * sizeof *from->quantities); break;
  }
}

void dc_table_append(dc_table *table, const dc_table *from, const uint32_t *remap) {
  size_t before = table->capacity, rows = table->rows;
  if (from->rows == 0) return;
  table->lines = dc_grow(table->lines, &table->capacity, rows + from->rows, sizeof *table->lines);
  for (size_t i = 0; i < table->column_count; i++) {
    dc_column *column = &table->columns[i];
    const dc_column *source = &from->columns[i];
    bool was_used = column_used(column);
    if (!was_used && !column_used(source)) continue;
    if (!was_used)
      column_grow(column, 0, table->capacity);
    else if (table->capacity > before)
      column_grow(column, before, table->capacity);
    int64_t absent = dc_absent_value(column->field->type);
    for (size_t row = 0; !was_used && row < rows; row++) column_store(column, row, absent);
    if (column_used(source)) column_append(column, rows, source, from->rows, remap);
    for (size_t row = rows; !column_used(source) && row < rows + from->rows; row++) column_store(column, row, absent);
  }
  memcpy(table->lines + rows, from->lines, from->rows * sizeof *from->lines);
  table->rows += from->rows;
}
