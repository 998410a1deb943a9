#include "case_text.h"
#include "play.h"
#include "witness.h"

dc_text dc_given_text(dc_arena *arena, const dc_article *article, dc_rational number) {
  static const dc_typing coefficient = {.sort = DC_SORT_NUMBER, .percent = true};
  dc_typing typing = article->effect == DC_EFFECT_WEIGHT ? coefficient : dc_case_result(article).typing;
  return dc_number_written(arena, typing, dc_result_written(typing, number));
}

static dc_case_column column_of(const dc_field *field) {
  return (dc_case_column){.kind = DC_COLUMN_FIELD,
                          .typing = dc_typing_of_type(field->type, field->several),
                          .field = field,
                          .name = field->name};
}

/* What the witness gives, on the line of each article. Hours, for a coefficient, when they are not part of it; none for
 * a conversion, which gives them. */
static void fill_given(dc_case_table *table, const dc_rules *rules, const dc_article *article,
                       const dc_witness *witness) {
  static const dc_rule_cell ten = {.number = {10, 1}};
  const dc_field *hours = rules->dictionary->hours;
  for (size_t i = 0; i < witness->count; i++)
    if (article->effect != DC_EFFECT_CONVERT || witness->given[i].field != hours)
      table->columns[table->column_count++] = column_of(witness->given[i].field);
  bool lacking = article->effect == DC_EFFECT_WEIGHT && !dc_case_column_of(table, hours);
  if (lacking) table->columns[table->column_count++] = column_of(hours);
  table->columns[table->column_count++] = dc_case_result(article);
  for (size_t row = 0; row < table->rows; row++)
    for (size_t column = 0; column + 1 < table->column_count; column++) {
      dc_rule_cell *cell = &table->cells[row * table->column_count + column];
      *cell = ten;
      for (size_t i = 0; i < witness->count; i++)
        if (witness->given[i].field == table->columns[column].field) *cell = witness->given[i].cell;
    }
}

dc_text dc_witness_table(dc_arena *arena, const dc_rules *rules, const dc_article *const articles[2],
                         const dc_witness *witness) {
  dc_case_table table = {.rows = 2};
  table.columns = DC_NEW_ARRAY(arena, witness->count + 2, dc_case_column);
  table.cells = DC_NEW_ARRAY(arena, table.rows * (witness->count + 2), dc_rule_cell);
  fill_given(&table, rules, articles[0], witness);
  dc_player player = {.rules = rules};
  dc_rule_cell *results[] = {&table.cells[table.column_count - 1], &table.cells[2 * table.column_count - 1]};
  (void)dc_play_fill(&player, articles[0], &table, 0);
  dc_rule_cell first = *results[0];
  (void)dc_play_fill(&player, articles[1], &table, 0);
  *results[0] = first;
  return dc_cases_written(arena, rules, &table, 0);
}
