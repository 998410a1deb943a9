#include "input/shape.h"

#include "input/notation.h"

/* ---- fullness ---- */

size_t dc_shape_usual(const dc_sample *sample, size_t first) {
  size_t counts[DC_RECORD_FIELDS + 1] = {0}, usual = 0;
  for (size_t i = first; i < sample->count; i++) counts[sample->items[i].filled]++;
  for (size_t filled = 1; filled <= DC_RECORD_FIELDS; filled++) {
    if (counts[filled] && counts[filled] >= counts[usual]) usual = filled;
  }
  return counts[usual] ? usual : 0;
}

/* A cell or two may be empty in any row. */
static bool is_full(const dc_sampled *item, size_t usual) { return item->filled * 4 >= usual * 3; }

size_t dc_shape_first_row(const dc_sample *sample) {
  size_t usual = dc_shape_usual(sample, 0), i = 0;
  while (i < sample->count && !is_full(&sample->items[i], usual)) i++;
  return i < sample->count ? i : 0;
}

size_t dc_shape_after(const dc_sample *sample, uint32_t lines) {
  size_t i = 0;
  while (i < sample->count && sample->items[i].record.line <= lines) i++;
  return i;
}

/* ---- words ---- */

static bool is_year(dc_text text) {
  bool century = dc_text_starts(text, DC_TEXT("19")) || dc_text_starts(text, DC_TEXT("20"));
  return text.length == 4 && century && text.data[2] >= '0' && text.data[2] <= '9' && text.data[3] >= '0' &&
         text.data[3] <= '9';
}

/* More letters than digits: « Heures 2026 », but neither « 31/10/2026 » nor « 7h30 ». */
static bool is_words(dc_text text) {
  size_t letters = 0, digits = 0;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.data[i];
    digits += c >= '0' && c <= '9';
    letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    letters += c >= 0xC0; /* the first byte of a letter with an accent */
  }
  return letters > digits || is_year(text);
}

static bool is_header_like(const dc_record *record) {
  for (size_t i = 0; i < record->count; i++) {
    dc_text name = record->fields[i];
    if (name.length && !is_words(name)) return false;
    for (size_t k = 0; k < i; k++) {
      if (name.length && dc_text_equal(name, record->fields[k])) return false;
    }
  }
  return true;
}

size_t dc_shape_header(const dc_sample *sample) {
  size_t usual = dc_shape_usual(sample, 0);
  for (size_t i = 0; i < sample->count; i++) {
    if (is_full(&sample->items[i], usual)) return is_header_like(&sample->items[i].record) ? i : sample->count;
  }
  return sample->count;
}

bool dc_shape_may_name(const dc_record *record) {
  size_t words = 0, filled = 0;
  for (size_t i = 0; i < record->count; i++) {
    filled += record->fields[i].length > 0;
    words += is_words(record->fields[i]);
  }
  return words * 2 >= filled;
}

static size_t widest(const dc_sample *sample, size_t first) {
  size_t width = 0;
  for (size_t i = first; i < sample->count; i++) {
    if (sample->items[i].record.count > width) width = sample->items[i].record.count;
  }
  return width;
}

dc_record dc_shape_numbered(dc_arena *arena, const dc_sample *sample, size_t first) {
  dc_record record = {.count = widest(sample, first)};
  record.fields = DC_NEW_ARRAY(arena, record.count, dc_text);
  for (size_t i = 0; i < record.count; i++) record.fields[i] = dc_text_format(arena, "colonne %zu", i + 1);
  return record;
}

/* ---- columns by position ---- */

static bool column_fits(const dc_sample *sample, size_t first, size_t at, const dc_lexicon *lexicon,
                        const dc_field *field) {
  dc_arena scratch = {0};
  dc_intern raw, texts;
  dc_intern_init(&raw);
  dc_intern_init(&texts);
  bool fits = true;
  for (size_t i = first; i < sample->count; i++) {
    const dc_record *record = &sample->items[i].record;
    dc_text text = at < record->count ? record->fields[at] : (dc_text){0};
    fits = fits && !(field->required && text.length == 0);
    dc_intern_add(&raw, text);
  }
  dc_column_reading reading = dc_column_read(&scratch, lexicon, field, &raw, &texts);
  for (uint32_t id = 1; id < raw.count; id++) {
    const dc_cell *cell = &reading.cells[id];
    bool doubtful = cell->status == DC_CELL_TOLD && cell->code == DC_D_BAD_SIRET;
    fits = fits && cell->status != DC_CELL_FLAWED && !doubtful;
  }
  dc_intern_free(&raw);
  dc_intern_free(&texts);
  dc_arena_free(&scratch);
  return fits;
}

/* Columns that stand for one another in a timesheet: a file without names has one of the two. */
static const dc_text alternatives[][2] = {{DC_TEXT_INIT("date"), DC_TEXT_INIT("mois")},
                                          {DC_TEXT_INIT("heures"), DC_TEXT_INIT("montant_ht")}};
enum { ALTERNATIVES = sizeof alternatives / sizeof *alternatives };

/* Which of each pair the variant leaves out is one bit of it. */
static bool left_out(dc_text column, unsigned variant) {
  for (unsigned i = 0; i < ALTERNATIVES; i++) {
    if (dc_text_equal(column, alternatives[i][~variant >> i & 1])) return true;
  }
  return false;
}

static bool is_alternative(dc_text column) { return left_out(column, 0) || left_out(column, ~0u); }

/* The first `width` columns of the table in the order of the lexicon, less those that the variant leaves out. None when
 * a date, or hours, would stand beyond them. */
static dc_record names_in_order(dc_arena *arena, const dc_table *table, unsigned variant, size_t width) {
  dc_record record = {.fields = DC_NEW_ARRAY(arena, table->column_count, dc_text)};
  bool timesheet = dc_text_equal(table->name, DC_TEXT("releves"));
  unsigned chosen = 0;
  for (size_t i = 0; i < table->column_count && record.count < width; i++) {
    dc_text column = table->columns[i].field->column;
    if (timesheet && left_out(column, variant)) continue;
    chosen += timesheet && is_alternative(column);
    record.fields[record.count++] = column;
  }
  if (timesheet && chosen < ALTERNATIVES) record.count = 0;
  return record;
}

static bool order_fits(const dc_sample *sample, size_t first, const dc_lexicon *lexicon, const dc_table *table,
                       const dc_record *names) {
  bool typed = false;
  size_t required = 0, found = 0;
  for (size_t i = 0; i < table->column_count; i++) required += table->columns[i].field->required;
  for (size_t i = 0; i < names->count; i++) {
    const dc_field *field = dc_lexicon_column(lexicon, table->name, names->fields[i]);
    if (!column_fits(sample, first, i, lexicon, field)) return false;
    typed = typed || (field->type != DC_TYPE_TEXT && field->type != DC_TYPE_CODE);
    found += field->required;
  }
  return typed && found == required;
}

dc_record dc_shape_by_position(dc_arena *arena, const dc_sample *sample, size_t first, const dc_lexicon *lexicon,
                               const dc_table *table) {
  size_t width = widest(sample, first), fitting = 0;
  dc_record found = {0};
  bool timesheet = dc_text_equal(table->name, DC_TEXT("releves"));
  for (unsigned variant = 0; variant < (timesheet ? 1u << ALTERNATIVES : 1u); variant++) {
    dc_record names = names_in_order(arena, table, variant, width);
    if (names.count == 0 || names.count < width || !order_fits(sample, first, lexicon, table, &names)) continue;
    fitting++;
    found = names;
  }
  return fitting == 1 ? found : (dc_record){0};
}
