#include "input/gather.h"

#include <stdlib.h>
#include <string.h>

#include "decompte/identifier.h"
#include "decompte/parallel.h"

enum {
  BATCH_ROWS = 1000, /* no power of two: columns would share the same few lines of the cache */
  BATCH_BYTES = 4 * DC_RECORD_BYTES,
  ANNOUNCED = 16 /* texts whose slots are fetched from memory at once */
};

typedef struct {
  uint32_t at, length; /* length 0: absent */
} dc_stretch;

/* Rows that have been read, their texts copied. */
typedef struct {
  size_t first, rows;
  char *bytes;
  size_t used;
  dc_stretch *cells; /* in `bytes`, BATCH_ROWS of each column; all absent before the batch is read */
} dc_batch;

typedef struct {
  dc_gathered *out;
  dc_rows *rows;
  dc_batch batches[DC_RELAY_SLOTS];
} dc_gathering;

static dc_stretch *cells_of(const dc_batch *batch, size_t column) { return batch->cells + column * BATCH_ROWS; }

/* ---- reading ---- */

/* From the first byte of the fields of a record to their last; an empty field may stand nowhere. */
static dc_text all_fields(const dc_record *record) {
  size_t first = 0, last = record->count;
  while (first < last && record->fields[first].length == 0) first++;
  while (last > first && record->fields[last - 1].length == 0) last--;
  if (first == last) return DC_TEXT("");
  const char *begin = record->fields[first].data;
  size_t size = (size_t)(record->fields[last - 1].data - begin) + record->fields[last - 1].length;
  DC_ASSERT(size <= DC_RECORD_BYTES);
  return (dc_text){begin, size};
}

static void read_cells(dc_gathering *gathering, dc_batch *batch, const dc_record *record, unsigned char *tell) {
  const dc_rows *rows = gathering->rows;
  size_t count = record->count < rows->width ? record->count : rows->width, begin = batch->used;
  dc_text all = all_fields(record);
  memcpy(batch->bytes + begin, all.data, all.length);
  batch->used += all.length;
  for (size_t i = 0; i < count; i++) {
    dc_text text = record->fields[i];
    size_t at = rows->position[i];
    if (text.length == 0 || at == DC_UNBOUND) continue;
    gathering->out->filled[at]++;
    size_t column = rows->columns[at], offset = begin + (size_t)(text.data - all.data);
    if (column != DC_UNBOUND)
      cells_of(batch, column)[batch->rows] = (dc_stretch){(uint32_t)offset, (uint32_t)text.length};
    else if (*tell == DC_TELL_NOTHING && dc_has_nir(text))
      *tell = DC_TELL_CELLS;
  }
}

static void read_row(dc_gathering *gathering, dc_batch *batch, const dc_record *record, dc_row_shape shape) {
  dc_gathered *out = gathering->out;
  out->lines = dc_grow(out->lines, &out->line_capacity, out->rows + 1, sizeof *out->lines);
  out->tell = dc_grow(out->tell, &out->tell_capacity, out->rows + 1, sizeof *out->tell);
  out->lines[out->rows] = record->line;
  unsigned char tell = shape == DC_ROW_SHORT ? DC_TELL_SHORT : DC_TELL_NOTHING;
  read_cells(gathering, batch, record, &tell);
  out->tell[out->rows++] = tell;
  out->anything = out->anything || tell;
  batch->rows++;
}

static bool read_batch(void *context, size_t slot) {
  dc_gathering *gathering = context;
  dc_gathered *out = gathering->out;
  dc_batch *batch = &gathering->batches[slot];
  batch->first = out->rows;
  batch->rows = batch->used = 0;
  if (!batch->bytes) {
    batch->bytes = dc_zeroed(BATCH_BYTES, 1);
    batch->cells = dc_zeroed(out->column_count * BATCH_ROWS, sizeof *batch->cells);
  }
  while (batch->rows < BATCH_ROWS && batch->used + DC_RECORD_BYTES <= BATCH_BYTES) {
    dc_record record;
    dc_row_shape shape;
    if (!dc_rows_next(gathering->rows, &record, &shape)) return false;
    if (shape == DC_ROW_RAGGED)
      out->ragged++;
    else
      read_row(gathering, batch, &record, shape);
  }
  return true;
}

/* ---- interning ---- */

static void intern_cells(dc_binding *binding, const dc_batch *batch, const dc_stretch *cells, size_t count,
                         uint32_t *numbers) {
  dc_announced announced[ANNOUNCED];
  for (size_t i = 0; i < count; i++) {
    if (cells[i].length)
      announced[i] = dc_intern_announce(&binding->raw, (dc_text){batch->bytes + cells[i].at, cells[i].length});
  }
  for (size_t i = 0; i < count; i++) {
    dc_text text = {batch->bytes + cells[i].at, cells[i].length};
    numbers[i] = text.length ? dc_intern_add_announced(&binding->raw, text, &announced[i]) : 0;
  }
}

static bool any_filled(const dc_stretch *cells, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (cells[i].length) return true;
  }
  return false;
}

static void intern_column(dc_binding *binding, const dc_batch *batch, const dc_stretch *cells) {
  if (!binding->numbers && !any_filled(cells, batch->rows)) return;
  bool fresh = !binding->numbers;
  binding->numbers =
      dc_grow(binding->numbers, &binding->capacity, batch->first + batch->rows, sizeof *binding->numbers);
  if (fresh) memset(binding->numbers, 0, batch->first * sizeof *binding->numbers);
  for (size_t i = 0; i < batch->rows; i += ANNOUNCED) {
    size_t count = batch->rows - i < ANNOUNCED ? batch->rows - i : ANNOUNCED;
    intern_cells(binding, batch, cells + i, count, binding->numbers + batch->first + i);
  }
}

static void intern_batch(void *context, size_t slot) {
  dc_gathering *gathering = context;
  const dc_batch *batch = &gathering->batches[slot];
  for (size_t i = 0; i < gathering->out->column_count; i++) {
    dc_stretch *cells = cells_of(batch, i);
    intern_column(&gathering->out->bindings[i], batch, cells);
    memset(cells, 0, batch->rows * sizeof *cells);
  }
}

/* ---- both ---- */

void dc_gather(dc_gathered *gathered, dc_rows *rows, size_t column_count, unsigned threads) {
  gathered->column_count = column_count;
  gathered->bindings = dc_zeroed(column_count, sizeof *gathered->bindings);
  for (size_t i = 0; i < column_count; i++) dc_intern_init(&gathered->bindings[i].raw);
  dc_gathering gathering = {.out = gathered, .rows = rows};
  dc_relay(threads, read_batch, intern_batch, &gathering);
  for (size_t slot = 0; slot < DC_RELAY_SLOTS; slot++) {
    free(gathering.batches[slot].bytes);
    free(gathering.batches[slot].cells);
  }
}

void dc_gathered_free(dc_gathered *gathered) {
  for (size_t i = 0; i < gathered->column_count; i++) {
    dc_intern_free(&gathered->bindings[i].raw);
    free(gathered->bindings[i].numbers);
  }
  free(gathered->bindings);
  free(gathered->lines);
  free(gathered->tell);
  *gathered = (dc_gathered){0};
}
