/* The lines of Ventilation: the portions of the cumuls of a workbook. */
#include "report/breakdown.h"

static void add_run(dc_sheets *sheets, dc_breakdowns *breakdowns, dc_index *persons, uint32_t cumul, uint32_t count) {
  const dc_portions *portions = &sheets->selection->portions;
  uint32_t number = dc_book_cumul(sheets->book, cumul), run = portions->run_of[number];
  bool first;
  dc_index_add(persons, &sheets->accounts->cumuls[number].participant, &first);
  for (uint32_t i = 0; i < count; i++) breakdowns->first_line[cumul + i] = breakdowns->line_count;
  for (size_t i = portions->first_of_run[run]; i < portions->first_of_run[run + 1]; i++) {
    breakdowns->lines[breakdowns->line_count++] =
        (dc_ventilated){.portion = &portions->items[i], .cumul = cumul, .cumul_count = count, .first = first};
    first = false;
  }
}

static size_t count_portions(const dc_sheets *sheets) {
  const dc_portions *portions = &sheets->selection->portions;
  size_t count = 0;
  uint32_t last = UINT32_MAX;
  for (size_t i = 0; i < sheets->book->cumul_count; i++) {
    uint32_t run = portions->run_of[dc_book_cumul(sheets->book, i)];
    if (run != last) count += portions->first_of_run[run + 1] - portions->first_of_run[run];
    last = run;
  }
  return count;
}

/* What Détail shows of each line; and the identity with Cumul: the portions of a run are its cumuls. */
static void add_details(dc_sheets *sheets) {
  const dc_selection *selection = sheets->selection;
  for (size_t i = 0; i < sheets->book->cumul_count; i++) {
    uint32_t number = dc_book_cumul(sheets->book, i);
    for (size_t j = selection->first_piece[number]; j < selection->first_piece[number + 1]; j++) {
      size_t line = dc_ventilation_line(sheets, i, selection->pieces[j].row);
      sheets->breakdowns->lines[line].detailed += dc_piece_totals(selection, selection->pieces[j]).declared;
    }
  }
}

static void check_totals(const dc_sheets *sheets) {
  dc_totals lines = {0}, portions = {0};
  for (size_t i = 0; i < sheets->book->line_count; i++) dc_totals_add(&lines, &sheets->lines[i].totals);
  for (size_t i = 0; i < sheets->breakdowns->line_count; i++)
    dc_totals_add(&portions, &sheets->breakdowns->lines[i].portion->totals);
  DC_ASSERT(lines.declared == portions.declared && lines.admitted == portions.admitted &&
            lines.refused == portions.refused && lines.counted == portions.counted && lines.lines == portions.lines);
}

void dc_sheets_survey_ventilation(dc_sheets *sheets) {
  dc_arena *arena = &sheets->workbook.arena;
  const dc_portions *portions = &sheets->selection->portions;
  size_t cumuls = sheets->book->cumul_count;
  dc_breakdowns *breakdowns = sheets->breakdowns = DC_NEW(arena, dc_breakdowns);
  *breakdowns = (dc_breakdowns){.lines = DC_NEW_ARRAY(arena, count_portions(sheets), dc_ventilated),
                                .first_line = DC_NEW_ARRAY(arena, cumuls, size_t)};
  dc_index persons;
  dc_index_init(&persons, sizeof(uint32_t));
  for (size_t i = 0, end; i < cumuls; i = end) {
    uint32_t run = portions->run_of[dc_book_cumul(sheets->book, i)];
    for (end = i + 1; end < cumuls && portions->run_of[dc_book_cumul(sheets->book, end)] == run;) end++;
    add_run(sheets, breakdowns, &persons, (uint32_t)i, (uint32_t)(end - i));
  }
  dc_index_free(&persons);
  add_details(sheets);
  check_totals(sheets);
}

size_t dc_ventilation_line(const dc_sheets *sheets, size_t cumul, size_t row) {
  const dc_breakdowns *breakdowns = sheets->breakdowns;
  dc_work work = dc_record_work(&sheets->selection->portions, row);
  size_t line = breakdowns->first_line[cumul];
  while (line < breakdowns->line_count && !dc_work_equal(&breakdowns->lines[line].portion->work, &work)) line++;
  DC_ASSERT(line < breakdowns->line_count &&
            cumul - breakdowns->lines[line].cumul < breakdowns->lines[line].cumul_count);
  return line;
}

dc_text dc_ventilation_key(dc_sheets *sheets, size_t line) {
  return dc_sheets_key(sheets, 'V', 5, line, sheets->breakdowns->line_count);
}
