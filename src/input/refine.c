#include "input/refine.h"

static const struct {
  dc_text table, column, by;
} refined[] = {
    {DC_TEXT_INIT("contrats"), DC_TEXT_INIT("nature"), DC_TEXT_INIT("dispositif")},
};

/* The number of the column of that name; column_count when the lexicon has none. */
static size_t column_number(const dc_table *table, dc_text column) {
  size_t number = 0;
  while (number < table->column_count && !dc_text_equal(table->columns[number].field->column, column)) number++;
  return number;
}

static bool is_known_code(const dc_lexicon *lexicon, const dc_field *field, dc_text code) {
  dc_arena scratch = {0};
  dc_text found;
  bool known = dc_lexicon_alias(lexicon, field, dc_text_fold(&scratch, code), &found);
  dc_arena_free(&scratch);
  return known;
}

static void refine_column(dc_table *table, const dc_lexicon *lexicon, const dc_intern *texts, size_t column,
                          size_t by) {
  for (size_t row = 0; row < table->rows; row++) {
    uint32_t code = dc_id_at(&table->columns[by], row);
    if (code && is_known_code(lexicon, table->columns[by].field, dc_intern_text(texts, code)))
      dc_table_put(table, column, row, code);
  }
}

void dc_refine(dc_table *table, const dc_lexicon *lexicon, const dc_intern *texts) {
  for (size_t i = 0; i < sizeof refined / sizeof *refined; i++) {
    if (!dc_text_equal(refined[i].table, table->name)) continue;
    size_t column = column_number(table, refined[i].column), by = column_number(table, refined[i].by);
    if (column < table->column_count && by < table->column_count) refine_column(table, lexicon, texts, column, by);
  }
}
