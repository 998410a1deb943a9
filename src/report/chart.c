/* Charts of a workbook. */
#include "report/workbook.h"

typedef struct {
  dc_workbook *workbook;
  const dc_grid *grid; /* whose lines it shows */
  const dc_chart *shown;
  lxw_chart *chart;
  dc_text sheet; /* where its lines stand */
  lxw_row_t first_row, last_row;
} dc_drawing;

enum { LIGHT = 0x94A3B8, DARK = 0x14532D, GRIDLINE = 0xD7DEE8 };

static lxw_col_t place_of(const dc_drawing *drawing, const char *column) {
  int place = dc_grid_place(drawing->grid, dc_text_from(column));
  DC_ASSERT(place >= 0);
  return (lxw_col_t)place;
}

static const char *range_of(const dc_drawing *drawing, lxw_row_t first, lxw_row_t last, const char *column) {
  char range[LXW_MAX_CELL_RANGE_LENGTH];
  lxw_col_t place = place_of(drawing, column);
  lxw_rowcol_to_range_abs(range, first, place, last, place);
  return dc_text_format(&drawing->workbook->scratch, "='" DC_S "'!%s", DC_ARG(drawing->sheet), range).data;
}

static lxw_chart_series *add_series(const dc_drawing *drawing, const char *column) {
  const char *categories = range_of(drawing, drawing->first_row, drawing->last_row, drawing->shown->category);
  const char *values = range_of(drawing, drawing->first_row, drawing->last_row, column);
  lxw_chart_series *series = chart_add_series(drawing->chart, categories, values);
  if (!series) dc_die_memory();
  chart_series_set_name(series, range_of(drawing, drawing->grid->header, drawing->grid->header, column));
  return series;
}

/* The first market stands on top, and the hours at the bottom. */
static void draw_bars(const dc_drawing *drawing) {
  lxw_chart *chart = drawing->chart;
  chart_series_set_fill(add_series(drawing, drawing->shown->first), &(lxw_chart_fill){.color = LIGHT});
  chart_series_set_fill(add_series(drawing, drawing->shown->second), &(lxw_chart_fill){.color = DARK});
  chart_axis_set_name(chart->y_axis, drawing->shown->category_axis);
  chart_axis_set_reverse(chart->y_axis);
  chart_axis_set_crossing_max(chart->y_axis);
  chart_axis_set_name(chart->x_axis, drawing->shown->value_axis);
  chart_axis_set_num_format(chart->x_axis, "#,##0");
  chart_axis_major_gridlines_set_line(chart->x_axis, &(lxw_chart_line){.color = GRIDLINE, .width = 0.75});
  chart_set_series_gap(chart, 60);
}

/* Told apart without colour: one dashed, the other thick. */
static void draw_lines(const dc_drawing *drawing) {
  lxw_chart *chart = drawing->chart;
  lxw_chart_line path = {.color = 0x475569, .width = 1.5, .dash_type = LXW_CHART_LINE_DASH_DASH};
  lxw_chart_line counted = {.color = DARK, .width = 2.75};
  chart_series_set_line(add_series(drawing, drawing->shown->first), &path);
  chart_series_set_line(add_series(drawing, drawing->shown->second), &counted);
  chart_axis_set_name(chart->x_axis, drawing->shown->category_axis);
  chart_axis_set_num_format(chart->x_axis, "mm/yyyy");
  size_t named = drawing->shown->slot ? 6 : 15; /* months that have room for their name */
  uint16_t interval = (uint16_t)((drawing->shown->rows + named - 1) / named);
  chart_axis_set_interval_unit(chart->x_axis, interval);
  chart_axis_set_interval_tick(chart->x_axis, interval);
  chart_axis_set_name(chart->y_axis, drawing->shown->value_axis);
  chart_axis_set_num_format(chart->y_axis, "#,##0");
  chart_axis_set_min(chart->y_axis, 0);
  chart_axis_major_gridlines_set_line(chart->y_axis, &(lxw_chart_line){.color = GRIDLINE, .width = 0.75});
}

/* Pixels: a row is 20 high; a chart is 480 by 288, scaled. */
static lxw_chart_options options_of(const dc_chart *shown) {
  enum { STEP = 490 };
  lxw_chart_options options = {.description = (char *)(uintptr_t)shown->description};
  if (shown->kind == DC_BARS) {
    options.x_scale = shown->narrow ? 1.25 : 1.8;
    options.y_scale = 0.6 + 0.11 * (double)shown->rows;
  } else {
    options.x_scale = shown->slot ? 1 : 2.02;
    options.y_scale = 1.2;
    options.x_offset = shown->slot ? (int32_t)((shown->slot - 1) % 2 * STEP) : 0;
  }
  return options;
}

/* Under the table of `grid`, or to its right. */
static void place_chart(const dc_drawing *drawing, const dc_grid *grid) {
  enum { ROWS_EACH = 18 };
  const dc_chart *shown = drawing->shown;
  lxw_chart_options options = options_of(shown);
  lxw_row_t row = shown->beside ? grid->header : dc_grid_last_row(grid, grid->parts - 1) + 3;
  lxw_col_t column = shown->beside ? (lxw_col_t)(grid->shown_count + 1) : 1;
  row += (lxw_row_t)((shown->slot + 1) / 2 * ROWS_EACH);
  dc_workbook_check(drawing->workbook, worksheet_insert_chart_opt(grid->sheet, row, column, drawing->chart, &options));
}

void dc_workbook_chart(dc_workbook *workbook, dc_grid *grid, const dc_chart *shown) {
  const dc_grid *source = shown->grid ? dc_workbook_grid(workbook, shown->grid) : grid;
  DC_ASSERT(source);
  size_t part = shown->from / source->part_rows, from = shown->from - part * source->part_rows;
  if (!shown->rows || from + shown->rows > source->part_rows) return;
  dc_drawing drawing = {.workbook = workbook,
                        .grid = source,
                        .shown = shown,
                        .chart =
                            workbook_add_chart(workbook->book, shown->kind == DC_BARS ? LXW_CHART_BAR : LXW_CHART_LINE),
                        .sheet = dc_grid_sheet_name(&workbook->scratch, source, part),
                        .first_row = dc_grid_first_row(source) + (lxw_row_t)from,
                        .last_row = dc_grid_first_row(source) + (lxw_row_t)(from + shown->rows - 1)};
  if (!drawing.chart) dc_die_memory();
  if (shown->kind == DC_BARS)
    draw_bars(&drawing);
  else
    draw_lines(&drawing);
  chart_title_set_name(drawing.chart, shown->title);
  chart_title_set_name_font(drawing.chart, &(lxw_chart_font){.size = 13, .bold = LXW_TRUE});
  chart_legend_set_position(drawing.chart, LXW_CHART_LEGEND_BOTTOM);
  place_chart(&drawing, grid);
}
