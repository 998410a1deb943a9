/* Charts of a workbook. */
#include "report/workbook.h"

static dc_text chart_range(dc_workbook *workbook, const dc_grid *grid, const char *column, size_t rows) {
  char range[LXW_MAX_CELL_RANGE_LENGTH];
  lxw_col_t place = (lxw_col_t)dc_grid_place(grid, dc_text_from(column));
  lxw_row_t first = dc_grid_first_row(grid);
  lxw_rowcol_to_range_abs(range, first, place, first + (lxw_row_t)rows - 1, place);
  return dc_text_format(&workbook->scratch, "='%s'!%s", grid->spec->sheet, range);
}

static void add_series(dc_workbook *workbook, lxw_chart *chart, const dc_grid *grid, const dc_chart *shown,
                       const char *column, lxw_color_t color) {
  dc_text categories = chart_range(workbook, grid, shown->category, shown->rows);
  dc_text values = chart_range(workbook, grid, column, shown->rows);
  lxw_chart_series *series = chart_add_series(chart, categories.data, values.data);
  if (!series) dc_die_memory();
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell_abs(cell, grid->header, (lxw_col_t)dc_grid_place(grid, dc_text_from(column)), true, true);
  chart_series_set_name(series, dc_text_format(&workbook->scratch, "='%s'!%s", grid->spec->sheet, cell).data);
  chart_series_set_fill(series, &(lxw_chart_fill){.color = color});
}

/* Pixels: a row is 20 high. Under the table, or to its right. */
static void place_chart(dc_workbook *workbook, dc_grid *grid, lxw_chart *chart, const dc_chart *shown) {
  lxw_chart_options options = {.x_scale = 1.8,
                               .y_scale = 0.6 + 0.11 * (double)shown->rows,
                               .description = (char *)(uintptr_t)shown->description};
  lxw_row_t row = shown->beside ? grid->header : dc_grid_last_row(grid, grid->parts - 1) + 3;
  lxw_col_t column = shown->beside ? (lxw_col_t)(grid->shown_count + 1) : 1;
  dc_workbook_check(workbook, worksheet_insert_chart_opt(grid->sheet, row, column, chart, &options));
}

void dc_workbook_chart(dc_workbook *workbook, dc_grid *grid, const dc_chart *shown) {
  lxw_chart *chart = workbook_add_chart(workbook->book, LXW_CHART_BAR);
  if (!chart) dc_die_memory();
  add_series(workbook, chart, grid, shown, shown->first, 0x94A3B8);
  add_series(workbook, chart, grid, shown, shown->second, 0x14532D);
  chart_title_set_name(chart, shown->title);
  chart_title_set_name_font(chart, &(lxw_chart_font){.size = 13, .bold = LXW_TRUE});
  /* In a bar chart the first market stands on top, and the hours at the bottom. */
  chart_axis_set_name(chart->y_axis, shown->category_axis);
  chart_axis_set_reverse(chart->y_axis);
  chart_axis_set_crossing_max(chart->y_axis);
  chart_axis_set_name(chart->x_axis, shown->value_axis);
  chart_axis_set_num_format(chart->x_axis, "#,##0");
  chart_axis_major_gridlines_set_line(chart->x_axis, &(lxw_chart_line){.color = 0xD7DEE8, .width = 0.75});
  chart_set_series_gap(chart, 60);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  place_chart(workbook, grid, chart, shown);
}
