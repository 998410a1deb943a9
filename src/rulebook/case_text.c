#include "rulebook/case_text.h"

dc_text dc_number_written(dc_arena *arena, dc_typing typing, dc_rational number) {
  static const struct {
    dc_unit unit;
    const char *sign, *signs; /* of one, of several */
  } units[] = {
      {{1, 0, 0}, " h", " h"}, {{0, 1, 0}, " €", " €"}, {{-1, 1, 0}, " €/h", " €/h"}, {{0, 0, 1}, " jour", " jours"}};
  char buffer[DC_NUMBER_SIZE];
  int64_t millionths, cent = DC_WHOLE / 100;
  const char *sign = typing.percent ? " %" : "";
  bool several = number.num > number.den || number.num < -number.den;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (dc_unit_equal(units[i].unit, typing.unit)) sign = several ? units[i].signs : units[i].sign;
  if (!dc_rational_scale(number, DC_WHOLE, 1, &millionths)) return DC_TEXT("hors limites");
  bool cents = typing.unit.euros == 1 && millionths % DC_WHOLE != 0 && millionths % cent == 0; /* « 116,50 € » */
  dc_text text = dc_decimal(millionths, typing.percent ? cent : DC_WHOLE, cents ? 2 : 6, !cents, ',', buffer);
  return dc_text_format(arena, DC_S "%s", DC_ARG(text), sign);
}

static dc_text ids_written(dc_arena *arena, const dc_rules *rules, dc_typing typing, const dc_rule_cell *cell) {
  if (typing.id == DC_TYPE_FLAG) return cell->ids[0] == DC_YES ? DC_TEXT("oui") : DC_TEXT("non");
  dc_builder text = {.arena = arena};
  for (uint32_t i = 0; i < cell->count; i++)
    dc_builder_format(&text, "%s" DC_S, i > 0 ? ", " : "", DC_ARG(dc_intern_text(rules->intern, cell->ids[i])));
  return dc_builder_text(&text);
}

dc_text dc_cell_written(dc_arena *arena, const dc_rules *rules, const dc_case_column *column,
                        const dc_rule_cell *cell) {
  char buffer[DC_DATE_SIZE];
  if (column->kind == DC_COLUMN_DECISION) return dc_text_from(dc_decision_name((dc_decision)cell->count));
  if (cell->absent) return DC_TEXT("absent");
  switch (column->typing.sort) {
  case DC_SORT_NUMBER: return dc_number_written(arena, column->typing, cell->number);
  case DC_SORT_DATE: return dc_text_copy(arena, dc_date_french(cell->date, buffer));
  case DC_SORT_ID: return ids_written(arena, rules, column->typing, cell);
  case DC_SORT_BAD:
  case DC_SORT_TRUTH:
  case DC_SORT_MONTHS: break; /* refused as columns */
  }
  dc_bug(__FILE__, __LINE__, "a sort of value that a case holds");
}

/* The width of a column over its title and those rows. */
static size_t width_of(const dc_text *cells, size_t rows, size_t columns, size_t column) {
  size_t width = 0;
  for (size_t row = 0; row < rows; row++) {
    size_t characters = dc_text_characters(cells[row * columns + column]);
    if (characters > width) width = characters;
  }
  return width;
}

dc_text dc_cases_written(dc_arena *arena, const dc_rules *rules, const dc_case_table *table, size_t first) {
  size_t columns = table->column_count, rows = 1 + table->rows - first;
  dc_text *cells = DC_NEW_ARRAY(arena, rows * columns, dc_text);
  for (size_t i = 0; i < columns; i++) {
    cells[i] = table->columns[i].name;
    for (size_t row = 1; row < rows; row++)
      cells[row * columns + i] =
          dc_cell_written(arena, rules, &table->columns[i], &table->cells[(first + row - 1) * columns + i]);
  }
  dc_builder text = {.arena = arena};
  for (size_t row = 0; row < rows; row++) {
    dc_builder_add(&text, row > 0 ? DC_TEXT("\n|") : DC_TEXT("|"));
    for (size_t i = 0; i < columns; i++) {
      dc_text cell = cells[row * columns + i];
      int padding = (int)(width_of(cells, rows, columns, i) - dc_text_characters(cell));
      dc_builder_format(&text, " " DC_S "%*s |", DC_ARG(cell), padding, "");
    }
  }
  return dc_builder_text(&text);
}
