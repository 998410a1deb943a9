#include "decompte/describe.h"

#include "decompte/identifier.h"
#include "input/convert.h"

/* Columns of the table `name` that the header has; */
static size_t resemblance(const dc_headers *headers, const dc_lexicon *lexicon, dc_text name, const dc_record *header,
                          size_t columns[DC_RECORD_FIELDS]) {
  dc_arena scratch = {0};
  dc_diagnostics ignored;
  dc_diagnostics_init(&ignored, &scratch);
  dc_table table;
  dc_table_init(&table, &scratch, lexicon, name);
  bool whole = dc_headers_bind(headers, &table, header, name, columns, &ignored);
  size_t bound = 0;
  for (size_t i = 0; i < header->count; i++) bound += columns[i] != DC_UNBOUND;
  dc_diagnostics_free(&ignored);
  dc_arena_free(&scratch);
  return bound * 2 + whole; /* of equals, the table that lacks nothing */
}

static bool is_file_table(dc_text table) {
  static const char *const not_files[] = {"calcul", "regles", "journal", "bilan", "cumul"};
  for (size_t i = 0; i < sizeof not_files / sizeof *not_files; i++) {
    if (dc_text_equal(table, dc_text_from(not_files[i]))) return false;
  }
  return true;
}

static dc_text choose_table(const dc_headers *headers, const dc_lexicon *lexicon, const dc_record *header) {
  dc_text best = {0}, seen = {0};
  size_t most = 1;
  for (uint32_t i = 0; i < lexicon->count; i++) {
    dc_text table = lexicon->fields[i].table;
    if (dc_text_equal(table, seen) || !is_file_table(table)) continue;
    seen = table;
    size_t columns[DC_RECORD_FIELDS], found = resemblance(headers, lexicon, table, header, columns);
    if (found > most) {
      most = found;
      best = table;
    }
  }
  return best;
}

static bool read_header(dc_description *description, dc_arena *arena, const dc_lexicon *lexicon,
                        const dc_headers *headers, dc_diagnostics *diagnostics) {
  dc_reader *reader = dc_reader_open(&description->source, diagnostics);
  if (!reader) return false;
  dc_record header;
  bool any = dc_reader_next(reader, &header);
  if (!any) dc_report(diagnostics, DC_D_EMPTY_FILE, description->source.name, 0, 0, "fichier vide");
  if (any) {
    description->table = choose_table(headers, lexicon, &header);
    description->column_count = header.count;
    description->columns = DC_NEW_ARRAY(arena, header.count, dc_described_column);
    for (size_t i = 0; i < header.count; i++)
      description->columns[i].header = dc_text_copy(arena, dc_without_nir(arena, header.fields[i]));
  }
  dc_reader_close(reader);
  return any;
}

static size_t filled_cells(const dc_column *column, size_t rows) {
  size_t filled = 0;
  for (size_t row = 0; row < rows; row++) {
    filled += dc_id_at(column, row) != 0 || dc_day_at(column, row) != DC_NO_DATE ||
              dc_quantity_at(column, row) != DC_NO_QUANTITY;
  }
  return filled;
}

/* Ties each header to its field and counts its values, in the converted table. */
static void describe_columns(dc_description *description, const dc_headers *headers, const dc_converted *converted) {
  dc_arena scratch = {0};
  dc_diagnostics ignored;
  dc_diagnostics_init(&ignored, &scratch);
  dc_text *names = DC_NEW_ARRAY(&scratch, description->column_count, dc_text);
  for (size_t i = 0; i < description->column_count; i++) names[i] = description->columns[i].header;
  dc_record header = {.fields = names, .count = description->column_count, .line = 1};
  size_t columns[DC_RECORD_FIELDS];
  (void)dc_headers_bind(headers, &converted->table, &header, (dc_text){0}, columns, &ignored);
  for (size_t i = 0; i < description->column_count; i++) {
    if (columns[i] == DC_UNBOUND) continue;
    const dc_column *column = &converted->table.columns[columns[i]];
    description->columns[i].field = column->field;
    description->columns[i].filled = filled_cells(column, converted->table.rows);
  }
  dc_diagnostics_free(&ignored);
  dc_arena_free(&scratch);
}

bool dc_describe(dc_description *description, dc_arena *arena, const dc_lexicon *lexicon, dc_diagnostics *diagnostics) {
  dc_headers *headers = dc_headers_compile(lexicon, DC_TEXT("lexique.csv"), diagnostics);
  if (!headers) return false;
  bool sound =
      dc_survey(&description->source, diagnostics) && read_header(description, arena, lexicon, headers, diagnostics);
  if (sound && description->table.length) {
    dc_converted converted = {0};
    dc_diagnostics_init(&converted.diagnostics, &converted.arena);
    bool strict = dc_text_equal(description->table, DC_TEXT("releves"));
    dc_convert(&converted, &description->source, lexicon, headers, description->table, strict);
    describe_columns(description, headers, &converted);
    description->counts = converted.counts;
    description->rows = converted.table.rows;
    description->rejected = converted.rejected;
    description->totals = converted.totals;
    sound = converted.sound;
    dc_diagnostics_append(diagnostics, &converted.diagnostics);
    dc_converted_free(&converted);
  }
  dc_headers_free(headers);
  return sound;
}
