#include "input/convert.h"

#include <stdlib.h>

#include "decompte/identifier.h"
#include "input/value.h"

/* A column as this file writes it. Every distinct text is read once. */
typedef struct {
  const dc_field *field;
  size_t column; /* in the table; DC_UNBOUND: not read */
  dc_intern raw;
  dc_cell *cells; /* by id in raw */
  size_t capacity;
} dc_binding;

/* Hours that may be decimals or minutes, until the whole column has been seen. */
typedef struct {
  size_t row, field;
  uint32_t line, position;
  dc_text raw, excerpt;
} dc_doubt;

typedef struct {
  dc_converted *out;
  const dc_source *source;
  bool strict_rows;
  dc_binding bindings[DC_RECORD_FIELDS];
  size_t binding_count;
  const dc_cell *record_cells[DC_RECORD_FIELDS]; /* of the record under way; NULL: empty or not read */
  dc_doubt *doubts;
  size_t doubt_count, doubt_capacity;
  bool decimals_proved;
} dc_conversion;

/* ---- places ---- */

/* Column, in characters from 1, of field `index` in the first line of the record. */
static uint32_t field_position(const dc_record *record, char separator, size_t index) {
  bool quoted = false;
  size_t at = 0;
  for (; at < record->raw.length && index > 0; at++) {
    char c = record->raw.data[at];
    if (c == '"')
      quoted = !quoted;
    else if (c == separator && !quoted)
      index--;
  }
  return (uint32_t)dc_text_characters(dc_text_slice(record->raw, 0, at)) + 1;
}

static dc_text excerpt(dc_conversion *conversion, const dc_record *record) {
  enum { LONGEST = 1000 };
  dc_arena *arena = conversion->out->diagnostics.arena;
  return dc_text_copy(arena, dc_without_nir(arena, dc_text_slice(record->raw, 0, LONGEST)));
}

static void report_cell(dc_conversion *conversion, const dc_record *record, size_t index, dc_code code) {
  const dc_field *field = conversion->bindings[index].field;
  bool hidden = code == DC_D_PERSONAL_NUMBER;
  dc_text shown = hidden ? DC_TEXT("numéro de sécurité sociale")
                         : dc_without_nir(conversion->out->diagnostics.arena, record->fields[index]);
  dc_diagnostic *item =
      dc_report(&conversion->out->diagnostics, code, conversion->source->name, record->line,
                field_position(record, conversion->source->dialect.separator, index), DC_S " : « " DC_S " »",
                DC_ARG(field ? field->column : DC_TEXT("colonne non lue")), DC_ARG(shown));
  item->span = hidden ? 1 : (uint32_t)dc_text_characters(shown);
  item->excerpt = excerpt(conversion, record);
}

/* ---- cells and records ---- */

static const dc_cell *read_cell(dc_conversion *conversion, dc_binding *binding, dc_text text) {
  uint32_t known = binding->raw.count;
  uint32_t id = dc_intern_add(&binding->raw, text);
  binding->cells = dc_grow(binding->cells, &binding->capacity, binding->raw.count, sizeof *binding->cells);
  if (id == known) {
    binding->cells[id] = dc_cell_read(binding->field->type, text, &conversion->out->texts);
    conversion->decimals_proved = conversion->decimals_proved || binding->cells[id].decimal;
  }
  return &binding->cells[id];
}

/* Whether the record survives an error in this column. */
static bool fatal_to_record(const dc_conversion *conversion, const dc_binding *binding) {
  return conversion->strict_rows || binding->field->required;
}

static void keep_doubt(dc_conversion *conversion, const dc_record *record, size_t index) {
  if (conversion->decimals_proved) return;
  conversion->doubts =
      dc_grow(conversion->doubts, &conversion->doubt_capacity, conversion->doubt_count + 1, sizeof *conversion->doubts);
  dc_arena *arena = conversion->out->diagnostics.arena;
  conversion->doubts[conversion->doubt_count++] =
      (dc_doubt){.row = conversion->out->table.rows - 1,
                 .field = index,
                 .line = record->line,
                 .position = field_position(record, conversion->source->dialect.separator, index),
                 .raw = dc_text_copy(arena, record->fields[index]),
                 .excerpt = excerpt(conversion, record)};
}

/* Looks at every cell before a row is made, so that all problems of a record are told at once. */
static bool check_record(dc_conversion *conversion, const dc_record *record) {
  bool usable = true;
  for (size_t i = 0; i < record->count && i < conversion->binding_count; i++) {
    dc_binding *binding = &conversion->bindings[i];
    dc_text text = record->fields[i];
    conversion->record_cells[i] = NULL;
    if (binding->column == DC_UNBOUND) {
      if (dc_has_nir(text)) report_cell(conversion, record, i, DC_D_PERSONAL_NUMBER);
      continue;
    }
    if (text.length == 0) {
      if (!binding->field->required) continue;
      report_cell(conversion, record, i, DC_D_MISSING_VALUE);
      usable = false;
      continue;
    }
    const dc_cell *cell = conversion->record_cells[i] = read_cell(conversion, binding, text);
    bool flawed = cell->status == DC_CELL_FLAWED;
    if (!flawed && cell->status != DC_CELL_DOUBTFUL) continue;
    report_cell(conversion, record, i, cell->code);
    const dc_diagnostics *list = &conversion->out->diagnostics;
    bool error = list->items[list->count - 1].severity >= DC_ERROR;
    if (flawed && error && fatal_to_record(conversion, binding)) usable = false;
  }
  return usable;
}

static bool right_width(dc_conversion *conversion, const dc_record *record) {
  bool right = record->count >= conversion->binding_count;
  for (size_t i = conversion->binding_count; i < record->count; i++) right = right && record->fields[i].length == 0;
  if (right) return true;
  dc_diagnostic *item =
      dc_report(&conversion->out->diagnostics, DC_D_FIELD_COUNT, conversion->source->name, record->line, 0,
                "%zu champs au lieu de %zu", record->count, conversion->binding_count);
  item->excerpt = excerpt(conversion, record);
  return false;
}

/* The line of totals that spreadsheets put at the bottom. */
static bool is_total(const dc_record *record) {
  size_t i = 0;
  while (i < record->count && record->fields[i].length == 0) i++;
  if (i == record->count) return false;
  char first = record->fields[i].data[0];
  if (first != 't' && first != 'T' && first != 's' && first != 'S') return false;
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, record->fields[i]);
  bool total = dc_text_equal(folded, DC_TEXT("total")) || dc_text_equal(folded, DC_TEXT("totaux")) ||
               dc_text_equal(folded, DC_TEXT("sous total")) || dc_text_equal(folded, DC_TEXT("total general"));
  dc_arena_free(&scratch);
  return total;
}

static void store_record(dc_conversion *conversion, const dc_record *record) {
  dc_table *table = &conversion->out->table;
  dc_table_add_row(table, record->line);
  for (size_t i = 0; i < conversion->binding_count; i++) {
    const dc_cell *cell = conversion->record_cells[i];
    if (!cell || cell->status == DC_CELL_FLAWED) continue;
    dc_table_set(table, conversion->bindings[i].column, cell->value);
    if (cell->status == DC_CELL_AMBIGUOUS) keep_doubt(conversion, record, i);
  }
}

/* Tells which market the diagnostics of this record are about, so that they reach its workbook. */
static void mark_market(dc_conversion *conversion, const dc_record *record, size_t first) {
  dc_diagnostics *list = &conversion->out->diagnostics;
  if (list->count == first) return;
  dc_text marche = {0}, lot = {0};
  for (size_t i = 0; i < record->count && i < conversion->binding_count; i++) {
    if (conversion->bindings[i].column == DC_UNBOUND) continue;
    if (dc_text_equal(conversion->bindings[i].field->column, DC_TEXT("marche"))) marche = record->fields[i];
    if (dc_text_equal(conversion->bindings[i].field->column, DC_TEXT("lot"))) lot = record->fields[i];
  }
  marche = dc_text_copy(list->arena, dc_without_nir(list->arena, marche));
  lot = dc_text_copy(list->arena, dc_without_nir(list->arena, lot));
  for (size_t i = first; i < list->count; i++) list->items[i].marche = marche, list->items[i].lot = lot;
}

static void convert_record(dc_conversion *conversion, const dc_record *record) {
  size_t before = conversion->out->diagnostics.count;
  if (is_total(record)) {
    conversion->out->totals++;
    return;
  }
  if (right_width(conversion, record) && check_record(conversion, record))
    store_record(conversion, record);
  else
    conversion->out->rejected++;
  mark_market(conversion, record, before);
}

/* The record goes with its hours; where it survives errors in that column, the cell alone does. */
static void drop_doubtful(dc_conversion *conversion, const dc_doubt *doubt, bool *keep) {
  const dc_binding *binding = &conversion->bindings[doubt->field];
  if (!fatal_to_record(conversion, binding)) {
    conversion->out->table.columns[binding->column].quantities[doubt->row] = DC_NO_QUANTITY;
    return;
  }
  conversion->out->rejected += keep[doubt->row];
  keep[doubt->row] = false;
}

/* Without proof that the column is in decimals, doubtful hours are refused, not guessed. */
static void settle_doubts(dc_conversion *conversion) {
  if (conversion->decimals_proved || conversion->doubt_count == 0) return;
  dc_table *table = &conversion->out->table;
  bool *keep = dc_zeroed(table->rows, sizeof *keep);
  for (size_t row = 0; row < table->rows; row++) keep[row] = true;
  for (size_t i = 0; i < conversion->doubt_count; i++) {
    const dc_doubt *doubt = &conversion->doubts[i];
    const dc_field *field = conversion->bindings[doubt->field].field;
    dc_diagnostic *item =
        dc_report(&conversion->out->diagnostics, DC_D_AMBIGUOUS_HOURS, conversion->source->name, doubt->line,
                  doubt->position, DC_S " : « " DC_S " »", DC_ARG(field->column), DC_ARG(doubt->raw));
    item->excerpt = doubt->excerpt;
    item->span = (uint32_t)dc_text_characters(doubt->raw);
    drop_doubtful(conversion, doubt, keep);
  }
  dc_table_filter(table, keep);
  free(keep);
}

static bool bind(dc_conversion *conversion, dc_reader *reader, const dc_headers *headers) {
  dc_record header;
  dc_converted *out = conversion->out;
  if (!dc_reader_next(reader, &header)) {
    if (out->diagnostics.count == 0) {
      dc_report(&out->diagnostics, DC_D_EMPTY_FILE, conversion->source->name, 0, 0, "fichier vide");
    }
    return false;
  }
  size_t columns[DC_RECORD_FIELDS];
  if (!dc_headers_bind(headers, &out->table, &header, conversion->source->name, columns, &out->diagnostics)) {
    return false;
  }
  conversion->binding_count = header.count;
  while (conversion->binding_count && header.fields[conversion->binding_count - 1].length == 0) {
    conversion->binding_count--;
  }
  for (size_t i = 0; i < conversion->binding_count; i++) {
    dc_binding *binding = &conversion->bindings[i];
    binding->column = columns[i];
    if (binding->column == DC_UNBOUND) continue;
    binding->field = out->table.columns[binding->column].field;
    dc_intern_init(&binding->raw);
  }
  return true;
}

void dc_convert(dc_converted *converted, const dc_source *source, const dc_lexicon *lexicon, const dc_headers *headers,
                dc_text name, bool strict_rows) {
  dc_conversion *conversion = dc_zeroed(1, sizeof *conversion);
  *conversion = (dc_conversion){.out = converted, .source = source, .strict_rows = strict_rows};
  dc_intern_init(&converted->texts);
  dc_table_init(&converted->table, &converted->arena, lexicon, name);
  dc_reader *reader = dc_reader_open(source, &converted->diagnostics);
  converted->sound = reader && bind(conversion, reader, headers);
  dc_record record;
  while (converted->sound && dc_reader_next(reader, &record)) convert_record(conversion, &record);
  if (converted->sound) settle_doubts(conversion);
  if (reader) {
    converted->counts = dc_reader_count(reader);
    converted->rejected += converted->counts.malformed;
    dc_reader_close(reader);
  }
  if (dc_diagnostics_worst(&converted->diagnostics) == DC_FATAL) converted->sound = false;
  for (size_t i = 0; i < conversion->binding_count; i++) {
    if (conversion->bindings[i].column == DC_UNBOUND) continue;
    dc_intern_free(&conversion->bindings[i].raw);
    free(conversion->bindings[i].cells);
  }
  free(conversion->doubts);
  free(conversion);
}

void dc_converted_free(dc_converted *converted) {
  dc_table_free(&converted->table);
  dc_intern_free(&converted->texts);
  dc_diagnostics_free(&converted->diagnostics);
  dc_arena_free(&converted->arena);
  *converted = (dc_converted){0};
}
