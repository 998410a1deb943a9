#include "input/sample.h"

size_t dc_record_filled(const dc_record *record) {
  size_t filled = 0;
  for (size_t i = 0; i < record->count; i++) filled += record->fields[i].length > 0;
  return filled;
}

static void keep(dc_sample *sample, dc_arena *arena, const dc_record *record) {
  dc_sampled *item = &sample->items[sample->count++];
  *item = (dc_sampled){.record = *record, .filled = dc_record_filled(record)};
  item->record.fields = DC_NEW_ARRAY(arena, record->count, dc_text);
  for (size_t i = 0; i < record->count; i++) item->record.fields[i] = dc_text_copy(arena, record->fields[i]);
  item->record.raw = dc_text_copy(arena, record->raw);
}

bool dc_sample_read(dc_sample *sample, dc_arena *arena, const dc_source *source, dc_diagnostics *diagnostics) {
  sample->count = 0;
  dc_arena scratch = {0};
  dc_diagnostics found;
  dc_diagnostics_init(&found, &scratch);
  dc_reader *reader = dc_reader_open(source, &found);
  dc_record record;
  while (reader && sample->count < DC_SAMPLE_RECORDS && dc_reader_next(reader, &record)) keep(sample, arena, &record);
  if (reader) dc_reader_close(reader);
  bool readable = dc_diagnostics_worst(&found) < DC_FATAL;
  if (!readable) dc_diagnostics_append(diagnostics, &found);
  dc_diagnostics_free(&found);
  dc_arena_free(&scratch);
  return readable;
}
