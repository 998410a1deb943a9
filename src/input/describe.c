#include "decompte/describe.h"

#include "decompte/parallel.h"
#include "input/convert.h"

static void describe_columns(dc_description *description, dc_arena *arena, const dc_converted *converted) {
  description->column_count = converted->name_count;
  description->columns = DC_NEW_ARRAY(arena, converted->name_count, dc_described_column);
  for (size_t i = 0; i < converted->name_count; i++) {
    dc_described_column *column = &description->columns[i];
    column->header = dc_text_copy(arena, converted->names[i]);
    column->filled = converted->filled[i];
    column->notation = dc_text_copy(arena, converted->notations[i]);
    if (converted->columns[i] != DC_UNBOUND) column->field = converted->table.columns[converted->columns[i]].field;
  }
}

bool dc_describe(dc_description *description, dc_arena *arena, const dc_lexicon *lexicon, dc_diagnostics *diagnostics) {
  dc_headers *headers = dc_headers_compile(lexicon, (dc_text){0}, DC_TEXT("lexique.csv"), diagnostics);
  if (!headers) return false;
  bool sound = dc_survey(&description->source, diagnostics);
  if (sound) {
    dc_converted converted = {0};
    dc_diagnostics_init(&converted.diagnostics, &converted.arena);
    dc_convert(&converted, &description->source, lexicon, headers, (dc_text){0},
               dc_threads_for(description->source.size, dc_processors()));
    describe_columns(description, arena, &converted);
    description->table = dc_text_copy(arena, converted.layout.table);
    description->header_rows = converted.layout.header_rows;
    description->header_line = converted.layout.header.line;
    description->counts = converted.counts;
    description->skipped = converted.skipped;
    description->rows = converted.table.rows;
    description->rejected = converted.rejected;
    sound = converted.sound;
    dc_diagnostics_append(diagnostics, &converted.diagnostics);
    dc_converted_free(&converted);
  }
  dc_headers_free(headers);
  return sound;
}
