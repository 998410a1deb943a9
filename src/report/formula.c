/* From names in braces to cells and ranges. See workbook.h for the notation. */
#include <string.h>

#include "report/workbook.h"

/* ---- where things are ---- */

size_t dc_grid_part_size(const dc_grid *grid, size_t part) {
  size_t before = part * grid->part_rows, rest = grid->rows > before ? grid->rows - before : 0;
  return rest < grid->part_rows ? rest : grid->part_rows;
}

uint32_t dc_grid_first_row(const dc_grid *grid) { return grid->header + 1; }

uint32_t dc_grid_last_row(const dc_grid *grid, size_t part) {
  size_t size = dc_grid_part_size(grid, part);
  return grid->header + (uint32_t)(size ? size : 1);
}

int dc_grid_place(const dc_grid *grid, dc_text id) {
  for (size_t i = 0; i < grid->shown_count; i++) {
    if (dc_text_equal(id, dc_text_from(grid->spec->columns[grid->shown[i]].id))) return (int)i;
  }
  return -1;
}

dc_text dc_grid_sheet_name(dc_arena *arena, const dc_grid *grid, size_t part) {
  if (part == 0) return dc_text_copy(arena, dc_text_from(grid->spec->sheet));
  return dc_text_format(arena, "%s %zu", grid->spec->sheet, part + 1);
}

dc_text dc_grid_defined_name(dc_arena *arena, const dc_grid *grid, size_t part, const dc_grid_column *column) {
  if (part == 0) return dc_text_format(arena, "%s_%s", grid->spec->name, column->id);
  return dc_text_format(arena, "%s_%zu_%s", grid->spec->name, part + 1, column->id);
}

/* ---- expansion ---- */

typedef struct {
  dc_workbook *workbook;
  const dc_grid *grid; /* whose line it is */
  uint32_t row;
  dc_builder out;
} dc_expansion;

/* A column of a grid, named « grid.column ». */
typedef struct {
  const dc_grid *grid;
  const dc_grid_column *column;
  int place;
} dc_target;

static dc_target target_of(dc_expansion *expansion, dc_text name) {
  size_t dot = dc_text_find(name, DC_TEXT("."));
  dc_text grid_name = dc_text_copy(&expansion->workbook->scratch, dc_text_slice(name, 0, dot));
  dc_grid *grid = dc_workbook_grid(expansion->workbook, grid_name.data);
  DC_ASSERT(grid != NULL);
  int place = dc_grid_place(grid, dc_text_slice(name, dot + 1, name.length));
  DC_ASSERT(place >= 0);
  return (dc_target){grid, &grid->spec->columns[grid->shown[place]], place};
}

static void add_cell(dc_expansion *expansion, uint32_t row, int place) {
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(cell, row, (lxw_col_t)place);
  dc_builder_add(&expansion->out, dc_text_from(cell));
}

static bool whole(const dc_grid *grid) { return grid->window_first == 0 && grid->window_count >= grid->rows; }

/* The lines of `part` that the window leaves: by its name when that is all of them. */
static void add_range(dc_expansion *expansion, dc_target target, size_t part) {
  const dc_grid *grid = target.grid;
  dc_arena *arena = &expansion->workbook->scratch;
  if (whole(grid)) {
    dc_builder_add(&expansion->out, dc_grid_defined_name(arena, grid, part, target.column));
    return;
  }
  size_t begin = part * grid->part_rows, end = begin + grid->part_rows;
  size_t first = grid->window_first > begin ? grid->window_first : begin;
  size_t last = grid->window_first + grid->window_count < end ? grid->window_first + grid->window_count : end;
  char range[LXW_MAX_CELL_RANGE_LENGTH];
  lxw_rowcol_to_range_abs(range, dc_grid_first_row(grid) + (lxw_row_t)(first - begin), (lxw_col_t)target.place,
                          dc_grid_first_row(grid) + (lxw_row_t)(last - 1 - begin), (lxw_col_t)target.place);
  dc_builder_format(&expansion->out, "'" DC_S "'!%s", DC_ARG(dc_grid_sheet_name(arena, grid, part)), range);
}

static bool in_window(const dc_grid *grid, size_t part) {
  if (whole(grid)) return true;
  size_t begin = part * grid->part_rows;
  return grid->window_count && grid->window_first < begin + grid->part_rows &&
         grid->window_first + grid->window_count > begin;
}

static void add_whole_column(dc_expansion *expansion, dc_target target) {
  for (size_t part = 0; part < target.grid->parts; part++) {
    if (part) dc_builder_add(&expansion->out, DC_TEXT(","));
    dc_builder_add(&expansion->out,
                   dc_grid_defined_name(&expansion->workbook->scratch, target.grid, part, target.column));
  }
}

static dc_text next_word(dc_text *rest) {
  size_t space = dc_text_find(*rest, DC_TEXT(" "));
  dc_text word = dc_text_slice(*rest, 0, space);
  *rest = dc_text_slice(*rest, space + 1, rest->length);
  return word;
}

/* « repere »: a cell; « <=mois »: up to what a cell holds; « DATE(2026,10,1) »: as it stands. */
static void add_criterion(dc_expansion *expansion, dc_text word) {
  bool up_to = dc_text_starts(word, DC_TEXT("<="));
  if (up_to) {
    dc_builder_add(&expansion->out, DC_TEXT("\"<=\"&"));
    word = dc_text_slice(word, 2, word.length);
  }
  int own = dc_grid_place(expansion->grid, word);
  if (own >= 0)
    add_cell(expansion, expansion->row, own);
  else
    dc_builder_add(&expansion->out, word);
}

/* The words of SUMIFS or COUNTIFS, over one part of the grid that they look at. */
static void add_arguments(dc_expansion *expansion, dc_text rest, bool sums, size_t part) {
  if (sums) {
    add_range(expansion, target_of(expansion, next_word(&rest)), part);
    dc_builder_add(&expansion->out, DC_TEXT(","));
  }
  while (rest.length) {
    add_range(expansion, target_of(expansion, next_word(&rest)), part);
    dc_builder_add(&expansion->out, DC_TEXT(","));
    add_criterion(expansion, next_word(&rest));
    if (rest.length) dc_builder_add(&expansion->out, DC_TEXT(","));
  }
}

/* One SUMIFS or COUNTIFS a sheet, added up. */
static void add_conditional(dc_expansion *expansion, dc_text function, dc_text rest) {
  dc_text first = rest;
  const dc_grid *grid = target_of(expansion, next_word(&first)).grid;
  bool any = false, several = grid->parts > 1, sums = dc_text_equal(function, DC_TEXT("SUMIFS"));
  if (several) dc_builder_add(&expansion->out, DC_TEXT("("));
  for (size_t part = 0; part < grid->parts; part++) {
    if (!in_window(grid, part)) continue;
    dc_builder_format(&expansion->out, "%s" DC_S "(", any ? "+" : "", DC_ARG(function));
    add_arguments(expansion, rest, sums, part);
    dc_builder_add(&expansion->out, DC_TEXT(")"));
    any = true;
  }
  if (!any) dc_builder_add(&expansion->out, DC_TEXT("0"));
  if (several) dc_builder_add(&expansion->out, DC_TEXT(")"));
}

/* « taux@12 », « cumul.heures@12 ». */
static void add_cell_of_line(dc_expansion *expansion, dc_text name) {
  size_t at = dc_text_find(name, DC_TEXT("@"));
  dc_text column = dc_text_slice(name, 0, at);
  int64_t line;
  DC_ASSERT(dc_decimal_parse(dc_text_slice(name, at + 1, name.length), 1, &line) == DC_NUMBER_OK);
  dc_target target = {.grid = expansion->grid, .place = dc_grid_place(expansion->grid, column)};
  if (dc_text_find(column, DC_TEXT(".")) < column.length) target = target_of(expansion, column);
  DC_ASSERT(target.place >= 0 && (size_t)line < target.grid->rows);
  size_t part = (size_t)line / target.grid->part_rows, within = (size_t)line % target.grid->part_rows;
  dc_text sheet = dc_grid_sheet_name(&expansion->workbook->scratch, target.grid, part);
  if (target.grid != expansion->grid || target.grid->parts > 1)
    dc_builder_format(&expansion->out, "'" DC_S "'!", DC_ARG(sheet));
  add_cell(expansion, dc_grid_first_row(target.grid) + (uint32_t)within, target.place);
}

static void add_name(dc_expansion *expansion, dc_text name) {
  if (dc_text_starts(name, DC_TEXT("SUMIFS ")) || dc_text_starts(name, DC_TEXT("COUNTIFS "))) {
    dc_text rest = name, function = next_word(&rest);
    add_conditional(expansion, function, rest);
  } else if (dc_text_find(name, DC_TEXT("@")) < name.length) {
    add_cell_of_line(expansion, name);
  } else if (dc_text_find(name, DC_TEXT(".")) < name.length) {
    add_whole_column(expansion, target_of(expansion, name));
  } else {
    int place = dc_grid_place(expansion->grid, name);
    DC_ASSERT(place >= 0);
    add_cell(expansion, expansion->row, place);
  }
}

dc_text dc_formula(dc_workbook *workbook, const dc_grid *grid, uint32_t row, const char *template) {
  dc_expansion expansion = {.workbook = workbook, .grid = grid, .row = row, .out = {.arena = &workbook->scratch}};
  dc_text rest = dc_text_from(template);
  while (rest.length) {
    size_t open = dc_text_find(rest, DC_TEXT("{"));
    dc_builder_add(&expansion.out, dc_text_slice(rest, 0, open));
    if (open == rest.length) break;
    size_t close = dc_text_find(rest, DC_TEXT("}"));
    DC_ASSERT(close > open && close < rest.length);
    add_name(&expansion, dc_text_slice(rest, open + 1, close));
    rest = dc_text_slice(rest, close + 1, rest.length);
  }
  return dc_builder_text(&expansion.out);
}
