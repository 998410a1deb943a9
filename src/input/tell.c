#include "input/tell.h"

#include "decompte/identifier.h"

typedef struct {
  dc_converted *out;
  dc_rows *rows;
  const dc_binding *bindings;
  dc_causes causes;
} dc_teller;

static dc_text message_of(dc_arena *arena, const dc_teller *teller, size_t column, dc_text field, const dc_cell *cell) {
  dc_text name = column == DC_UNBOUND ? DC_TEXT("colonne non lue") : teller->out->table.columns[column].field->column;
  dc_text shown = dc_without_nir(arena, field);
  if (cell->code == DC_D_PERSONAL_NUMBER) shown = DC_TEXT("numéro de sécurité sociale");
  return dc_text_format(arena, DC_S " : « " DC_S " »%s" DC_S, DC_ARG(name), DC_ARG(shown),
                        cell->hint.length ? ", " : "", DC_ARG(cell->hint));
}

/* Repairs are told once for a cause; what costs a value, one by one. */
static void tell_cell(dc_teller *teller, const dc_record *record, size_t index, size_t column, const dc_cell *cell) {
  dc_diagnostics *list = &teller->out->diagnostics;
  dc_text marche, lot;
  dc_rows_subject(teller->rows, record, &marche, &lot);
  uint32_t most = cell->status == DC_CELL_TOLD && cell->code != DC_D_BAD_SIRET ? DC_TOLD_REPAIRS : DC_TOLD_ERRORS;
  if (!dc_causes_new(&teller->causes, cell->code, column, marche, lot, most)) return;
  uint32_t line, at;
  dc_record_place(record, &teller->rows->source->dialect, index, &line, &at);
  dc_arena scratch = {0};
  dc_text message = message_of(&scratch, teller, column, record->fields[index], cell);
  dc_diagnostic *item = dc_rows_report(teller->rows, list, cell->code, record, line, at, message);
  size_t characters = dc_text_characters(record->fields[index]);
  item->span = cell->code == DC_D_PERSONAL_NUMBER || characters == 0 ? 1 : (uint32_t)characters;
  dc_arena_free(&scratch);
}

static void tell_field(dc_teller *teller, const dc_record *record, size_t index) {
  static const dc_cell personal = {.code = DC_D_PERSONAL_NUMBER, .status = DC_CELL_FLAWED};
  static const dc_cell missing = {.code = DC_D_MISSING_VALUE, .status = DC_CELL_FLAWED};
  size_t at = dc_rows_position(teller->rows, index);
  if (at == DC_UNBOUND) return;
  size_t column = teller->rows->columns[at];
  dc_text text = record->fields[index];
  if (column == DC_UNBOUND) {
    if (dc_has_nir(text)) tell_cell(teller, record, index, column, &personal);
  } else if (text.length == 0) {
    if (teller->out->table.columns[column].field->required) tell_cell(teller, record, index, column, &missing);
  } else {
    uint32_t id = dc_intern_find(&teller->bindings[column].raw, text);
    const dc_cell *cell = &teller->bindings[column].reading.cells[id];
    if (cell->status == DC_CELL_TOLD || cell->status == DC_CELL_FLAWED) tell_cell(teller, record, index, column, cell);
  }
}

static void tell_width(dc_teller *teller, const dc_record *record) {
  dc_text marche, lot;
  dc_rows_subject(teller->rows, record, &marche, &lot);
  if (!dc_causes_new(&teller->causes, DC_D_FIELD_COUNT, DC_UNBOUND, marche, lot, DC_TOLD_ERRORS)) return;
  dc_arena *arena = teller->out->diagnostics.arena;
  dc_text message =
      dc_text_format(arena, "%zu champ%s au lieu de %zu, dont certains ne sont pas du type de leur colonne",
                     record->count, record->count > 1 ? "s" : "", teller->rows->width);
  dc_rows_report(teller->rows, &teller->out->diagnostics, DC_D_FIELD_COUNT, record, record->line, 0, message);
}

static void tell_short(dc_teller *teller, const dc_record *record) {
  dc_text marche, lot;
  dc_rows_subject(teller->rows, record, &marche, &lot);
  if (!dc_causes_new(&teller->causes, DC_D_SHORT_ROW, DC_UNBOUND, marche, lot, DC_TOLD_REPAIRS)) return;
  dc_text message = dc_text_format(teller->out->diagnostics.arena, "%zu champ%s au lieu de %zu", record->count,
                                   record->count > 1 ? "s" : "", teller->rows->width);
  dc_rows_report(teller->rows, &teller->out->diagnostics, DC_D_SHORT_ROW, record, record->line, 0, message);
}

void dc_tell_cells(dc_converted *converted, const dc_source *source, const dc_headers *headers,
                   const dc_binding bindings[], const unsigned char *tell) {
  dc_arena scratch = {0};
  dc_diagnostics told; /* by the first walk */
  dc_diagnostics_init(&told, &scratch);
  dc_rows *rows = DC_NEW(&scratch, dc_rows);
  dc_teller teller = {.out = converted, .rows = rows, .bindings = bindings};
  dc_causes_begin(&teller.causes, &converted->diagnostics);
  const dc_table *table = converted->layout.table.length ? &converted->table : NULL;
  bool open = dc_rows_open(rows, source, &converted->layout, headers, table, &told);
  dc_record record;
  dc_row_shape shape;
  for (size_t row = 0; open && dc_rows_next(rows, &record, &shape);) {
    if (shape == DC_ROW_RAGGED) continue;
    unsigned char why = tell[row++];
    if (why == DC_TELL_WIDTH) tell_width(&teller, &record);
    if (why != DC_TELL_CELLS) continue;
    if (shape == DC_ROW_SHORT) tell_short(&teller, &record);
    for (size_t i = 0; i < record.count; i++) tell_field(&teller, &record, i);
  }
  dc_rows_close(rows);
  dc_causes_end(&teller.causes);
  dc_diagnostics_free(&told);
  dc_arena_free(&scratch);
}
