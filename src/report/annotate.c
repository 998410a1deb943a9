/* What a sheet says beside its cells: notes on headings, and the rules of cells to fill in. */
#include <string.h>

#include "report/workbook.h"

/* ---- notes ---- */

/* Pixels. The box shows the whole text: not every program lets it grow. */
static void write_note(dc_workbook *workbook, lxw_worksheet *sheet, uint32_t row, int place, dc_text text) {
  enum { WIDTH = 300, CHARACTERS = 42, LINE = 18, MOST = 20 };
  size_t lines = dc_text_characters(text) / CHARACTERS + 2;
  lxw_comment_options options = {
      .author = "decompte", .width = WIDTH, .height = (uint16_t)(LINE * (lines < MOST ? lines : MOST)), .font_size = 9};
  dc_workbook_check(workbook, worksheet_write_comment_opt(sheet, row, (lxw_col_t)place, text.data, &options));
}

static void write_notes(dc_workbook *workbook, const dc_grid *grid) {
  for (size_t i = 0; i < grid->spec->note_count; i++) {
    const dc_note *note = &grid->spec->notes[i];
    int place = dc_grid_place(grid, dc_text_from(note->column));
    dc_text text = note->made ? note->made(grid->context) : dc_text_from(note->text);
    if (place >= 0 && text.length) write_note(workbook, grid->sheet, grid->header, place, text);
  }
}

/* ---- cells to fill in ---- */

enum { LIST_BYTES = 255 }; /* as well as characters: the library measures now one, now the other */

const dc_entry *dc_grid_entry(const dc_grid *grid, const dc_grid_column *column) {
  for (size_t i = 0; i < grid->spec->entry_count; i++)
    if (strcmp(grid->spec->entries[i].column, column->id) == 0) return &grid->spec->entries[i];
  return NULL;
}

static void check_lengths(const dc_entry *entry) {
  size_t bytes = 0;
  for (size_t i = 0; entry->choices && entry->choices[i]; i++) {
    DC_ASSERT(!strchr(entry->choices[i], ','));
    bytes += strlen(entry->choices[i]) + 1;
  }
  DC_ASSERT(bytes <= LIST_BYTES && (!entry->prompt || strlen(entry->prompt) <= LIST_BYTES));
}

/* What the cells of a column may hold. */
static void set_criteria(lxw_data_validation *rule, const dc_entry *entry, dc_style style) {
  rule->validate = LXW_VALIDATION_TYPE_ANY;
  if (entry->choices) {
    rule->validate = LXW_VALIDATION_TYPE_LIST;
    rule->value_list = (char **)(uintptr_t)entry->choices;
    rule->error_message = "Choisir dans la liste.";
  } else if (style == DC_AS_DATE) {
    rule->validate = LXW_VALIDATION_TYPE_DATE;
    rule->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
    rule->value_datetime = (lxw_datetime){.year = 2000, .month = 1, .day = 1};
    rule->error_message = "Une date est attendue, par exemple 31/10/2026.";
  } else if (style != DC_AS_TEXT) {
    rule->validate = LXW_VALIDATION_TYPE_DECIMAL;
    rule->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
    rule->value_number = 0;
    rule->error_message = "Un nombre positif ou nul est attendu.";
  }
}

static void set_entries(dc_workbook *workbook, const dc_grid *grid, size_t part) {
  for (size_t i = 0; i < grid->spec->entry_count; i++) {
    const dc_entry *entry = &grid->spec->entries[i];
    int place = dc_grid_place(grid, dc_text_from(entry->column));
    if (place < 0 || !grid->rows) continue;
    check_lengths(entry);
    lxw_data_validation rule = {.ignore_blank = LXW_VALIDATION_ON,
                                .error_title = "Saisie refusée",
                                .input_title = entry->prompt ? "À saisir" : NULL,
                                .input_message = (char *)(uintptr_t)entry->prompt};
    set_criteria(&rule, entry, grid->spec->columns[grid->shown[place]].style);
    dc_workbook_check(workbook, worksheet_data_validation_range(grid->sheet, dc_grid_first_row(grid), (lxw_col_t)place,
                                                                dc_grid_last_row(grid, part), (lxw_col_t)place, &rule));
  }
}

void dc_workbook_annotate(dc_workbook *workbook, const dc_grid *grid, size_t part) {
  write_notes(workbook, grid);
  set_entries(workbook, grid, part);
}
