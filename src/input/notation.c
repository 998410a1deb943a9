#include "input/notation.h"

dc_column_reading dc_column_read(dc_arena *arena, const dc_lexicon *lexicon, const dc_field *field,
                                 const dc_intern *raw, dc_intern *texts) {
  (void)lexicon;
  dc_column_reading reading = {.cells = DC_NEW_ARRAY(arena, raw->count, dc_cell)};
  bool decimals = false;
  for (uint32_t id = 1; id < raw->count; id++) {
    reading.cells[id] = dc_cell_read(field->type, dc_intern_text(raw, id), texts);
    decimals = decimals || reading.cells[id].decimal;
  }
  for (uint32_t id = 1; id < raw->count; id++) {
    dc_cell *cell = &reading.cells[id];
    if (cell->status != DC_CELL_AMBIGUOUS) continue;
    cell->status = decimals ? DC_CELL_VALUE : DC_CELL_FLAWED;
    cell->code = DC_D_AMBIGUOUS_HOURS;
  }
  return reading;
}
