#include "input/tell.h"

#include "decompte/identifier.h"

typedef struct {
  dc_converted *out;
  dc_rows *rows;
  const dc_binding *bindings;
  dc_causes causes;
} dc_teller;

/* Repairs are told once for a cause; what costs a value, one by one. */
static void tell_cell(dc_teller *teller, const dc_record *record, size_t index, size_t column, const dc_cell *cell) {
  const dc_rows *rows = teller->rows;
  uint32_t most = cell->status == DC_CELL_TOLD && cell->code != DC_D_BAD_SIRET ? DC_TOLD_REPAIRS : DC_TOLD_ERRORS;
  if (!dc_rows_is_new(rows, &teller->causes, cell->code, column, record, most)) return;
  bool hidden = cell->code == DC_D_PERSONAL_NUMBER;
  dc_text name = column == DC_UNBOUND ? DC_TEXT("colonne non lue") : teller->out->table.columns[column].field->column;
  dc_text shown = DC_TEXT("numéro de sécurité sociale");
  if (!hidden) shown = dc_without_nir(teller->causes.list->arena, record->fields[index]);
  uint32_t line, at;
  dc_record_place(record, &rows->source->dialect, index, &line, &at);
  dc_diagnostic *item =
      dc_rows_report(rows, teller->causes.list, cell->code, record, line, at, DC_S " : « " DC_S " »%s" DC_S,
                     DC_ARG(name), DC_ARG(shown), cell->hint.length ? ", " : "", DC_ARG(cell->hint));
  size_t characters = dc_text_characters(record->fields[index]);
  item->span = hidden || characters == 0 ? 1 : (uint32_t)characters;
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

void dc_tell_cells(dc_converted *converted, const dc_source *source, const dc_headers *headers,
                   const dc_gathered *gathered) {
  dc_arena scratch = {0};
  dc_diagnostics told; /* by the first walk */
  dc_diagnostics_init(&told, &scratch);
  dc_rows *rows = DC_NEW(&scratch, dc_rows);
  dc_teller teller = {.out = converted, .rows = rows, .bindings = gathered->bindings};
  dc_causes_begin(&teller.causes, &converted->diagnostics);
  const dc_table *table = converted->layout.table.length ? &converted->table : NULL;
  bool open = dc_rows_open(rows, source, &converted->layout, headers, table, &told);
  dc_record record;
  dc_row_shape shape;
  for (size_t row = 0; open && dc_rows_next(rows, &record, &shape);) {
    if (shape == DC_ROW_RAGGED) continue;
    unsigned char why = gathered->tell[row++];
    if (why == DC_TELL_WIDTH)
      dc_rows_report_width(rows, &teller.causes, DC_D_FIELD_COUNT, &record, DC_TOLD_ERRORS,
                           ", dont certains ne sont pas du type de leur colonne");
    if (why != DC_TELL_CELLS && why != DC_TELL_SHORT) continue;
    if (why == DC_TELL_SHORT) dc_rows_report_width(rows, &teller.causes, DC_D_SHORT_ROW, &record, DC_TOLD_REPAIRS, "");
    for (size_t i = 0; i < record.count; i++) tell_field(&teller, &record, i);
  }
  dc_rows_close(rows);
  dc_causes_end(&teller.causes);
  dc_diagnostics_free(&told);
  dc_arena_free(&scratch);
}
