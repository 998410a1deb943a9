/* Links from a cell to a line of another grid. They are links of the sheet, not HYPERLINK formulas: a key that is
 * linked stays the text that SUMIFS compares, and no program has anything to recalculate. */
#include "report/workbook.h"

enum { MOST_LINKS = 65530 }; /* of a sheet, by the format */

/* « internal:'Cumul 2'!A7 »: the first cell of the line. In scratch. */
static dc_text place_of(dc_workbook *workbook, const dc_grid *grid, size_t line) {
  size_t part = line / grid->part_rows;
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(cell, dc_grid_first_row(grid) + (lxw_row_t)(line - part * grid->part_rows), 0);
  dc_text sheet = dc_grid_sheet_name(&workbook->scratch, grid, part);
  return dc_text_format(&workbook->scratch, "internal:'" DC_S "'!%s", DC_ARG(sheet), cell);
}

bool dc_workbook_can_link(dc_workbook *workbook, const dc_content *content) {
  if (!content->grid || workbook->links == MOST_LINKS) return false;
  const dc_grid *grid = dc_workbook_grid(workbook, content->grid);
  return grid && content->line < (grid->rows ? grid->rows : 1);
}

void dc_workbook_link(dc_workbook *workbook, const dc_cell_place *place, const dc_content *content, const char *text,
                      lxw_format *format) {
  dc_text target = place_of(workbook, dc_workbook_grid(workbook, content->grid), content->line);
  dc_workbook_check(workbook,
                    worksheet_write_url_opt(place->sheet, place->row, place->column, target.data, format, text, NULL));
  workbook->links++;
}
