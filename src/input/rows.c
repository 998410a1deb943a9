#include "input/rows.h"

#include "decompte/identifier.h"

enum { PREAMBLE, HEADERS, TOTALS, OUTSIDE };

/* ---- headers ---- */

static size_t position_of(const dc_rows *rows, dc_text name, size_t column) {
  for (size_t i = 0; i < rows->name_count; i++) {
    bool same = column != DC_UNBOUND ? rows->columns[i] == column
                                     : rows->columns[i] == DC_UNBOUND && dc_text_equal(rows->names[i], name);
    if (same) return i;
  }
  return DC_UNBOUND;
}

/* Takes a header of the file as the current one; columns that earlier ones lacked join the names. */
static void take_header(dc_rows *rows, const dc_record *header, const size_t columns[]) {
  rows->width = 0;
  for (size_t i = 0; i < header->count; i++) {
    size_t at = rows->name_count ? position_of(rows, header->fields[i], columns[i]) : DC_UNBOUND;
    if (at == DC_UNBOUND && rows->name_count < DC_RECORD_FIELDS) {
      at = rows->name_count++;
      rows->names[at] = dc_text_copy(&rows->arena, header->fields[i]);
      rows->columns[at] = columns[i];
    }
    rows->position[rows->width++] = at;
  }
}

/* The first header: every field is a column of its own, even without name. */
static void take_first_header(dc_rows *rows, const dc_record *header, const size_t columns[]) {
  for (size_t i = 0; i < header->count; i++) {
    rows->names[i] = dc_text_copy(&rows->arena, header->fields[i]);
    rows->columns[i] = columns[i];
    rows->position[i] = i;
  }
  rows->width = rows->name_count = header->count;
}

/* A file that is only described goes on without the columns that it lacks. */
static bool bind(const dc_rows *rows, const dc_record *header, size_t columns[], dc_diagnostics *diagnostics) {
  for (size_t i = 0; i < header->count; i++) columns[i] = DC_UNBOUND;
  if (!rows->table) return true;
  size_t first = diagnostics->count;
  bool bound = dc_headers_bind(rows->headers, rows->table, header, rows->source->name, columns, diagnostics);
  if (bound || !rows->layout->guessed) return bound;
  for (size_t i = first; i < diagnostics->count; i++) {
    if (diagnostics->items[i].severity == DC_FATAL) diagnostics->items[i].severity = DC_ERROR;
  }
  return true;
}

bool dc_rows_open(dc_rows *rows, const dc_source *source, const dc_layout *layout, const dc_headers *headers,
                  const dc_table *table, dc_diagnostics *diagnostics) {
  *rows = (dc_rows){.source = source, .layout = layout, .headers = headers, .table = table, .diagnostics = diagnostics};
  dc_causes_begin(&rows->causes, diagnostics);
  for (size_t i = 0; table && i < table->column_count; i++) rows->required += table->columns[i].field->required;
  size_t columns[DC_RECORD_FIELDS];
  rows->reader = dc_reader_open(source, diagnostics);
  if (!rows->reader || !bind(rows, &layout->header, columns, diagnostics)) return false;
  take_first_header(rows, &layout->header, columns);
  return true;
}

void dc_rows_close(dc_rows *rows) {
  if (rows->reader) dc_reader_close(rows->reader);
  dc_causes_end(&rows->causes);
  dc_arena_free(&rows->arena);
}

/* ---- what a record is ---- */

/* Filled fields, none, one or several: two stand for all that are more. */
static size_t filled_up_to_two(const dc_record *record) {
  size_t filled = 0;
  for (size_t i = 0; i < record->count && filled < 2; i++) filled += record->fields[i].length != 0;
  return filled;
}

static bool has_digit(const dc_record *record) {
  for (size_t i = 0; i < record->count; i++) {
    for (size_t k = 0; k < record->fields[i].length; k++) {
      char c = record->fields[i].data[k];
      if (c >= '0' && c <= '9') return true;
    }
  }
  return false;
}

/* Field by field the current header. */
static bool repeats_header(const dc_rows *rows, const dc_record *record) {
  bool named = false;
  for (size_t i = 0; i < record->count || i < rows->width; i++) {
    dc_text name = i < rows->width && rows->position[i] != DC_UNBOUND ? rows->names[rows->position[i]] : (dc_text){0};
    dc_text field = i < record->count ? record->fields[i] : (dc_text){0};
    if (!dc_text_equal(name, field)) return false;
    named = named || name.length;
  }
  return named && rows->layout->header_rows > 0;
}

/* The header of one more table of the same kind, its columns in another order. Rows of a table hold a digit somewhere,
 * which spares looking at each. */
static bool begins_table(dc_rows *rows, const dc_record *record) {
  bool complete;
  if (!rows->table || has_digit(record) || filled_up_to_two(record) < 2) return false;
  if (dc_headers_score(rows->headers, rows->table, record->fields, record->count, &complete) < 2 || !complete)
    return false;
  dc_arena scratch = {0};
  dc_diagnostics ignored;
  dc_diagnostics_init(&ignored, &scratch);
  size_t columns[DC_RECORD_FIELDS];
  bool bound = bind(rows, record, columns, &ignored);
  dc_record header = *record;
  while (header.count && header.fields[header.count - 1].length == 0) header.count--;
  if (bound) take_header(rows, &header, columns);
  dc_diagnostics_free(&ignored);
  dc_arena_free(&scratch);
  if (bound && !rows->more_lines) rows->more_lines = record->line;
  return bound;
}

static bool lacks_required(const dc_rows *rows, const dc_record *record) {
  size_t filled = 0;
  for (size_t i = 0; rows->table && i < record->count; i++) {
    size_t at = dc_rows_position(rows, i), column = at == DC_UNBOUND ? DC_UNBOUND : rows->columns[at];
    if (column == DC_UNBOUND || record->fields[i].length == 0) continue;
    filled += rows->table->columns[column].field->required;
  }
  return !rows->table || filled < rows->required;
}

/* The line of totals that spreadsheets put at the bottom. */
static bool is_total(const dc_rows *rows, const dc_record *record) {
  static const dc_text words[] = {DC_TEXT_INIT("total"), DC_TEXT_INIT("totaux"), DC_TEXT_INIT("sous total"),
                                  DC_TEXT_INIT("sous totaux")};
  size_t i = 0;
  while (i < record->count && record->fields[i].length == 0) i++;
  if (i == record->count) return false;
  char first = record->fields[i].data[0];
  if (first != 't' && first != 'T' && first != 's' && first != 'S') return false;
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, record->fields[i]);
  bool total = false;
  for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
    bool whole = folded.length == words[k].length;
    bool begins = folded.length > words[k].length && folded.data[words[k].length] == ' ';
    total = total || (dc_text_starts(folded, words[k]) && (whole || (begins && lacks_required(rows, record))));
  }
  dc_arena_free(&scratch);
  return total;
}

/* Fields that the text would have were it cut by one of the separators; by the file's own, if no quote had kept it. */
static size_t cut_otherwise(dc_text text) {
  static const char separators[] = {';', ',', '\t', '|'};
  size_t most = 1;
  for (size_t k = 0; k < sizeof separators; k++) {
    size_t fields = 1;
    for (size_t i = 0; i < text.length; i++) fields += text.data[i] == separators[k];
    if (fields > most) most = fields;
  }
  return most;
}

/* One text alone where rows hold several: the title of a section, a note below the table. Never a row that a separator
 * would cut. */
static bool is_outside(const dc_rows *rows, const dc_record *record) {
  bool several = rows->table ? rows->required >= 2 : rows->layout->usual >= 3;
  if (!several || rows->width < 3 || filled_up_to_two(record) != 1) return false;
  size_t i = 0;
  while (record->fields[i].length == 0) i++;
  return cut_otherwise(record->fields[i]) * 2 < rows->width;
}

/* ---- the shape of a row ---- */

static bool only_optional_missing(const dc_rows *rows, const dc_record *record) {
  for (size_t i = record->count; i < rows->width; i++) {
    size_t at = rows->position[i], column = at == DC_UNBOUND ? DC_UNBOUND : rows->columns[at];
    if (column != DC_UNBOUND && rows->table->columns[column].field->required) return false;
  }
  return true;
}

static dc_row_shape shape_of(const dc_rows *rows, const dc_record *record) {
  for (size_t i = rows->width; i < record->count; i++) {
    if (record->fields[i].length) return DC_ROW_RAGGED;
  }
  if (record->count >= rows->width) return DC_ROW_WHOLE;
  return only_optional_missing(rows, record) ? DC_ROW_SHORT : DC_ROW_RAGGED;
}

/* ---- the walk ---- */

/* Counts a record that is no row. */
static bool skip(dc_rows *rows, uint32_t *count, int kind, const dc_record *record) {
  ++*count;
  if (!rows->lines[kind]) rows->lines[kind] = record->line;
  return true;
}

static bool is_skipped(dc_rows *rows, const dc_record *record) {
  const dc_layout *layout = rows->layout;
  dc_skipped *skipped = &rows->skipped;
  if (record->number < layout->first) return skip(rows, &skipped->preamble, PREAMBLE, record);
  if (record->number < layout->first + layout->header_rows) return ++skipped->headers;
  if (repeats_header(rows, record) || begins_table(rows, record)) return skip(rows, &skipped->headers, HEADERS, record);
  if (is_total(rows, record)) return skip(rows, &skipped->totals, TOTALS, record);
  return is_outside(rows, record) && skip(rows, &skipped->outside, OUTSIDE, record);
}

bool dc_rows_next(dc_rows *rows, dc_record *record, dc_row_shape *shape) {
  while (dc_reader_next(rows->reader, record)) {
    if (is_skipped(rows, record)) continue;
    *shape = record->broken ? DC_ROW_RAGGED : shape_of(rows, record);
    if (*shape == DC_ROW_RAGGED && !record->broken)
      dc_rows_report_width(rows, &rows->causes, DC_D_FIELD_COUNT, record, DC_TOLD_ERRORS, "");
    return true;
  }
  return false;
}

/* ---- telling ---- */

static void note(dc_rows *rows, dc_code code, int kind, uint32_t count, const char *one, const char *many) {
  if (!count || !rows->lines[kind]) return;
  dc_diagnostic *item =
      count > 1 ? dc_report(rows->diagnostics, code, rows->source->name, rows->lines[kind], 0, "%u %s", count, many)
                : dc_report(rows->diagnostics, code, rows->source->name, rows->lines[kind], 0, "%s", one);
  item->count = count;
}

void dc_rows_tell_skipped(dc_rows *rows) {
  const dc_skipped *skipped = &rows->skipped;
  uint32_t repeated = skipped->headers - rows->layout->header_rows;
  note(rows, DC_D_PREAMBLE, PREAMBLE, skipped->preamble, "une ligne avant l'en-tête", "lignes avant l'en-tête");
  note(rows, DC_D_REPEATED_HEADER, HEADERS, repeated, "un en-tête répété", "en-têtes répétés");
  note(rows, DC_D_TOTAL_LINES, TOTALS, skipped->totals, "une ligne de total", "lignes de total");
  note(rows, DC_D_OUTSIDE_TABLE, OUTSIDE, skipped->outside, "une ligne de texte seul hors du tableau",
       "lignes de texte seul hors du tableau, ici la première");
  if (rows->more_lines)
    dc_report(rows->diagnostics, DC_D_SEVERAL_TABLES, rows->source->name, rows->more_lines, 0,
              "autre tableau, dont les colonnes sont dans un autre ordre");
  if (rows->layout->header_rows > 1)
    dc_report(rows->diagnostics, DC_D_HEADER_ROWS, rows->source->name, rows->layout->header.line, 0,
              "en-tête sur %u lignes", rows->layout->header_rows);
  if (rows->layout->header_rows == 0 && rows->table && rows->name_count)
    dc_report(rows->diagnostics, DC_D_NO_HEADER, rows->source->name, 0, 0,
              "pas d'en-tête : les colonnes sont lues dans l'ordre du lexique");
}

/* The market and the lot that a record names, empty when it names none. */
static void subject_of(const dc_rows *rows, const dc_record *record, dc_text *marche, dc_text *lot) {
  *marche = *lot = (dc_text){0};
  for (size_t i = 0; rows->table && i < record->count && i < rows->width; i++) {
    size_t at = rows->position[i], column = at == DC_UNBOUND ? DC_UNBOUND : rows->columns[at];
    if (column == DC_UNBOUND) continue;
    dc_text name = rows->table->columns[column].field->column;
    if (dc_text_equal(name, DC_TEXT("marche"))) *marche = record->fields[i];
    if (dc_text_equal(name, DC_TEXT("lot"))) *lot = record->fields[i];
  }
}

bool dc_rows_is_new(const dc_rows *rows, dc_causes *causes, dc_code code, size_t column, const dc_record *record,
                    uint32_t most) {
  dc_text marche, lot;
  subject_of(rows, record, &marche, &lot);
  return dc_causes_new(causes, code, column, marche, lot, most);
}

dc_diagnostic *dc_rows_report(const dc_rows *rows, dc_diagnostics *list, dc_code code, const dc_record *record,
                              uint32_t line, uint32_t column, const char *format, ...) {
  enum { LONGEST = 1000 };
  dc_arena *arena = list->arena;
  va_list arguments;
  va_start(arguments, format);
  dc_text message = dc_text_vformat(arena, format, arguments);
  va_end(arguments);
  dc_diagnostic *item = dc_report(list, code, rows->source->name, line, column, DC_S, DC_ARG(message));
  dc_text marche, lot, excerpt = dc_record_excerpt(record, line);
  subject_of(rows, record, &marche, &lot);
  item->record = record->number;
  if (excerpt.data) excerpt = dc_line_without_nir(arena, record->raw, (size_t)(excerpt.data - record->raw.data));
  item->excerpt = dc_text_copy(arena, dc_text_slice(excerpt, 0, LONGEST));
  item->marche = dc_text_copy(arena, dc_without_nir(arena, marche));
  item->lot = dc_text_copy(arena, dc_without_nir(arena, lot));
  return item;
}

void dc_rows_report_width(const dc_rows *rows, dc_causes *causes, dc_code code, const dc_record *record, uint32_t most,
                          const char *more) {
  if (!dc_rows_is_new(rows, causes, code, DC_UNBOUND, record, most)) return;
  dc_rows_report(rows, causes->list, code, record, record->line, 0, "%zu champ%s au lieu de %zu%s", record->count,
                 record->count > 1 ? "s" : "", rows->width, more);
}
