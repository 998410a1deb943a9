/* A file written again as anyone can read it. */
#include <string.h>

#include "decompte/describe.h"
#include "decompte/identifier.h"
#include "input/rows.h"

static void print_text(FILE *out, dc_text field) {
  bool quoted = false;
  for (size_t i = 0; i < field.length; i++) quoted = quoted || strchr("\",\r\n", field.data[i]);
  if (!quoted) {
    fwrite(field.data, 1, field.length, out);
    return;
  }
  putc('"', out);
  for (size_t i = 0; i < field.length; i++) {
    if (field.data[i] == '"') putc('"', out);
    putc(field.data[i], out);
  }
  putc('"', out);
}

/* Social security numbers are copied nowhere. */
static void print_field(FILE *out, dc_text field) {
  if (!dc_has_nir(field)) {
    print_text(out, field);
    return;
  }
  dc_arena scratch = {0};
  print_text(out, dc_without_nir(&scratch, field));
  dc_arena_free(&scratch);
}

static void print_fields(FILE *out, const dc_text *fields, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i) putc(',', out);
    print_field(out, fields[i]);
  }
  fputs("\r\n", out);
}

/* The columns that are written, in their order. */
typedef struct {
  size_t positions[DC_RECORD_FIELDS];
  size_t count;
} dc_kept;

static dc_kept kept_columns(const dc_description *description) {
  dc_kept kept = {0};
  for (size_t i = 0; i < description->column_count; i++) {
    const dc_described_column *column = &description->columns[i];
    if (column->header.length || column->filled) kept.positions[kept.count++] = i;
  }
  return kept;
}

static void print_header(FILE *out, const dc_description *description, const dc_kept *kept) {
  dc_text names[DC_RECORD_FIELDS];
  for (size_t i = 0; i < kept->count; i++) names[i] = description->columns[kept->positions[i]].header;
  print_fields(out, names, kept->count);
}

/* Cells in the order of the first header. A row that lost its last ones stays short. */
static void print_row(FILE *out, const dc_rows *rows, const dc_record *record, const dc_kept *kept) {
  dc_text by_position[DC_RECORD_FIELDS] = {0}, fields[DC_RECORD_FIELDS];
  bool given[DC_RECORD_FIELDS] = {false};
  for (size_t i = 0; i < record->count && i < rows->width; i++) {
    size_t at = rows->position[i];
    if (at == DC_UNBOUND) continue;
    by_position[at] = record->fields[i];
    given[at] = true;
  }
  size_t count = kept->count;
  for (size_t i = 0; i < count; i++) fields[i] = by_position[kept->positions[i]];
  while (count > 1 && record->count < rows->width && !given[kept->positions[count - 1]]) count--;
  print_fields(out, fields, count);
}

/* Where the table lies, found again as the description found it. */
static bool lay_out(dc_layout *layout, dc_arena *arena, const dc_description *description, const dc_headers *headers,
                    const dc_lexicon *lexicon) {
  dc_diagnostics told;
  dc_diagnostics_init(&told, arena);
  dc_sample *sample = DC_NEW(arena, dc_sample);
  bool read = dc_sample_read(sample, arena, &description->source, &told);
  if (read) *layout = dc_layout_guess(arena, sample, &description->source, headers, lexicon);
  dc_diagnostics_free(&told);
  return read;
}

bool dc_write_clean(FILE *out, const dc_description *description, const dc_lexicon *lexicon) {
  dc_arena scratch = {0};
  dc_diagnostics told; /* by the description */
  dc_diagnostics_init(&told, &scratch);
  dc_headers *headers = dc_headers_compile(lexicon, (dc_text){0}, DC_TEXT("lexique.csv"), &told);
  dc_rows *rows = DC_NEW(&scratch, dc_rows);
  dc_layout layout;
  dc_kept kept = kept_columns(description);
  dc_table table;
  dc_table_init(&table, &scratch, lexicon, description->table);
  bool open =
      headers && lay_out(&layout, &scratch, description, headers, lexicon) &&
      dc_rows_open(rows, &description->source, &layout, headers, description->table.length ? &table : NULL, &told);
  if (open) print_header(out, description, &kept);
  dc_record record;
  dc_row_shape shape;
  while (open && dc_rows_next(rows, &record, &shape)) {
    if (shape == DC_ROW_RAGGED)
      print_fields(out, record.fields, record.count);
    else
      print_row(out, rows, &record, &kept);
  }
  bool read = open && dc_diagnostics_worst(&told) < DC_FATAL;
  dc_rows_close(rows);
  dc_headers_free(headers);
  dc_diagnostics_free(&told);
  dc_arena_free(&scratch);
  return read;
}
