#include "input/convert.h"

#include <stdlib.h>
#include <string.h>

#include "decompte/identifier.h"
#include "input/gather.h"
#include "input/refine.h"
#include "input/tell.h"

typedef struct {
  dc_converted *out;
  const dc_source *source;
  const dc_lexicon *lexicon;
  const dc_headers *headers;
  dc_rows rows;
  dc_gathered gathered;
  bool *bound; /* by column of the table: some header names it */
} dc_conversion;

static void gather(dc_conversion *conversion, unsigned threads) {
  dc_converted *out = conversion->out;
  conversion->gathered.filled = out->filled;
  dc_gather(&conversion->gathered, &conversion->rows, out->table.column_count, threads);
  dc_table_set_rows(&out->table, conversion->gathered.lines, conversion->gathered.rows);
  conversion->gathered.lines = NULL;
  dc_rows_tell_skipped(&conversion->rows);
  out->skipped = conversion->rows.skipped;
  out->counts = dc_reader_count(conversion->rows.reader);
  out->rejected = conversion->gathered.ragged + out->counts.malformed;
}

/* ---- learning and translating ---- */

/* Whether an error in this column costs the whole row. */
static bool is_fatal(const dc_conversion *conversion, const dc_field *field) {
  return field->required || dc_text_equal(conversion->out->table.name, DC_TEXT("releves"));
}

/* What a text of a column does to its rows. */
typedef enum { FINE, TELLS, SPOILS } dc_verdict;

static dc_verdict verdict_of(const dc_conversion *conversion, const dc_field *field, const dc_cell *cell) {
  if (cell->status == DC_CELL_TOLD) return TELLS;
  if (cell->status != DC_CELL_FLAWED) return FINE;
  /* A warning leaves the row without that value. */
  return is_fatal(conversion, field) && dc_code_severity(cell->code) >= DC_ERROR ? SPOILS : TELLS;
}

/* Judges the rows by one column. */
static void judge_column(dc_conversion *conversion, size_t number, bool *keep) {
  const dc_column *column = &conversion->out->table.columns[number];
  dc_gathered *gathered = &conversion->gathered;
  const dc_binding *binding = &gathered->bindings[number];
  unsigned char *verdicts = dc_zeroed(binding->raw.count, sizeof *verdicts);
  bool fine = !column->field->required;
  verdicts[0] = column->field->required ? SPOILS : FINE;
  for (uint32_t id = 1; id < binding->raw.count; id++) {
    verdicts[id] = (unsigned char)verdict_of(conversion, column->field, &binding->reading.cells[id]);
    fine = fine && verdicts[id] == FINE;
  }
  for (size_t row = 0; !fine && row < gathered->rows; row++) {
    unsigned char verdict = verdicts[binding->numbers ? binding->numbers[row] : 0], *tell = &gathered->tell[row];
    if (verdict == FINE) continue;
    gathered->anything = true;
    /* A short row that does not fit has lost its cells in the middle. */
    bool slid = *tell == DC_TELL_SHORT || *tell == DC_TELL_WIDTH;
    *tell = slid ? DC_TELL_WIDTH : DC_TELL_CELLS;
    keep[row] = keep[row] && !slid && verdict != SPOILS;
  }
  free(verdicts);
}

static void translate_column(dc_conversion *conversion, size_t number) {
  dc_table *table = &conversion->out->table;
  dc_binding *binding = &conversion->gathered.bindings[number];
  if (!binding->numbers) return;
  int64_t absent = dc_absent_value(table->columns[number].field->type);
  int64_t *values = dc_zeroed(binding->raw.count, sizeof *values);
  values[0] = absent;
  for (uint32_t id = 1; id < binding->raw.count; id++) {
    const dc_cell *cell = &binding->reading.cells[id];
    bool held = cell->status == DC_CELL_VALUE || cell->status == DC_CELL_TOLD;
    values[id] = held ? cell->value : absent;
  }
  dc_table_fill(table, number, binding->numbers, values);
  free(values);
  free(binding->numbers);
  binding->numbers = NULL;
}

static void translate(dc_conversion *conversion) {
  dc_converted *out = conversion->out;
  dc_table *table = &out->table;
  bool *keep = dc_zeroed(table->rows, sizeof *keep);
  memset(keep, true, table->rows);
  for (size_t i = 0; i < table->column_count; i++) {
    if (!conversion->bound[i]) continue;
    dc_binding *binding = &conversion->gathered.bindings[i];
    binding->reading =
        dc_column_read(&out->arena, conversion->lexicon, table->columns[i].field, &binding->raw, &out->texts);
    judge_column(conversion, i, keep);
    translate_column(conversion, i);
  }
  if (conversion->gathered.anything) dc_tell_cells(out, conversion->source, conversion->headers, &conversion->gathered);
  for (size_t row = 0; row < table->rows; row++) out->rejected += !keep[row];
  dc_table_filter(table, keep);
  dc_refine(table, conversion->lexicon, &out->texts);
  free(keep);
}

/* ---- the file ---- */

/* Finds the table in the file. false after reporting when there is none. */
static bool lay_out(dc_conversion *conversion, dc_text name) {
  dc_converted *out = conversion->out;
  dc_sample *sample = DC_NEW(&out->arena, dc_sample);
  if (!dc_sample_read(sample, &out->arena, conversion->source, &out->diagnostics)) return false;
  if (sample->count == 0) {
    dc_report(&out->diagnostics, DC_D_EMPTY_FILE, conversion->source->name, 0, 0, "fichier vide");
    return false;
  }
  out->layout =
      name.length
          ? dc_layout_find(&out->arena, sample, conversion->source, conversion->headers, conversion->lexicon, name)
          : dc_layout_guess(&out->arena, sample, conversion->source, conversion->headers, conversion->lexicon);
  return true;
}

/* What is known of the columns of the file, for who describes it. */
static void keep_columns(dc_conversion *conversion) {
  dc_converted *out = conversion->out;
  const dc_rows *rows = &conversion->rows;
  out->name_count = rows->name_count;
  out->names = DC_NEW_ARRAY(&out->arena, rows->name_count, dc_text);
  out->columns = DC_NEW_ARRAY(&out->arena, rows->name_count, size_t);
  out->notations = DC_NEW_ARRAY(&out->arena, rows->name_count, dc_text);
  for (size_t i = 0; i < rows->name_count; i++) {
    out->names[i] = dc_text_copy(&out->arena, dc_without_nir(&out->arena, rows->names[i]));
    out->columns[i] = rows->columns[i];
    if (rows->columns[i] != DC_UNBOUND) conversion->bound[rows->columns[i]] = true;
  }
}

static void read_rows(dc_conversion *conversion, unsigned threads) {
  dc_converted *out = conversion->out;
  size_t count = out->table.column_count;
  conversion->bound = DC_NEW_ARRAY(&out->arena, count, bool);
  gather(conversion, threads);
  keep_columns(conversion);
  translate(conversion);
  for (size_t i = 0; i < out->name_count; i++) {
    if (out->columns[i] != DC_UNBOUND)
      out->notations[i] = conversion->gathered.bindings[out->columns[i]].reading.notation;
  }
}

void dc_convert(dc_converted *converted, const dc_source *source, const dc_lexicon *lexicon, const dc_headers *headers,
                dc_text name, unsigned threads) {
  dc_conversion *conversion = dc_zeroed(1, sizeof *conversion);
  *conversion = (dc_conversion){.out = converted, .source = source, .lexicon = lexicon, .headers = headers};
  dc_intern_init(&converted->texts);
  if (lay_out(conversion, name)) {
    dc_table_init(&converted->table, &converted->arena, lexicon, converted->layout.table);
    const dc_table *table = converted->layout.table.length ? &converted->table : NULL;
    converted->filled = DC_NEW_ARRAY(&converted->arena, DC_RECORD_FIELDS, size_t);
    if (dc_rows_open(&conversion->rows, source, &converted->layout, headers, table, &converted->diagnostics))
      read_rows(conversion, threads);
    dc_rows_close(&conversion->rows);
  }
  converted->sound = dc_diagnostics_worst(&converted->diagnostics) < DC_FATAL;
  dc_gathered_free(&conversion->gathered);
  free(conversion);
}

void dc_converted_free(dc_converted *converted) {
  dc_table_free(&converted->table);
  dc_intern_free(&converted->texts);
  dc_diagnostics_free(&converted->diagnostics);
  dc_arena_free(&converted->arena);
  *converted = (dc_converted){0};
}
