#include "report/evolution.h"

static const dc_marche *marche_of(const dc_sheets *sheets, size_t line) {
  return &sheets->accounts->marches[sheets->lines[line].marche];
}

static dc_month last_month(const dc_sheets *sheets) { return dc_date_month(sheets->accounts->statement); }

dc_date dc_evolution_day(const dc_evolution *evolution, dc_month month) {
  dc_date last = dc_month_last(month), statement = evolution->sheets->accounts->statement;
  return last < statement ? last : statement;
}

/* ---- the steps of a line ---- */

/* That of its start, or of its first hours when they come before it. */
static dc_month first_month(const dc_sheets *sheets, size_t number) {
  const dc_line *line = &sheets->lines[number];
  dc_month first = last_month(sheets);
  dc_date start = marche_of(sheets, number)->debut;
  if (start != DC_NO_DATE && dc_date_month(start) < first) first = dc_date_month(start);
  for (size_t i = 0; i < line->cumul_count; i++) {
    dc_month month = sheets->accounts->cumuls[dc_book_cumul(sheets->book, line->first_cumul + i)].month;
    if (month < first) first = month;
  }
  return first;
}

static dc_step make_step(const dc_evolution *evolution, size_t line, dc_month month) {
  const dc_marche *marche = marche_of(evolution->sheets, line);
  dc_step step = {.line = (uint32_t)line, .month = month};
  step.progress = dc_marche_progress(marche, dc_evolution_day(evolution, month));
  dc_hours due = evolution->sheets->lines[line].due;
  bool known = due != DC_NO_QUANTITY && step.progress != DC_NO_QUANTITY;
  if (!known || !dc_mul_div(due, step.progress, DC_WHOLE, &step.path)) step.path = DC_NO_QUANTITY;
  return step;
}

/* Hours of a month before the first step belong to the first. */
static dc_step *step_of(const dc_evolution *evolution, size_t line, dc_month month) {
  dc_step *first = &evolution->steps[evolution->first_step[line]];
  return month > first->month ? first + (month - first->month) : first;
}

/* The whole market, of which an EPCI has a part only: its cumuls stand together in the accounts. */
static void add_held(dc_evolution *evolution, size_t line) {
  const dc_accounts *accounts = evolution->sheets->accounts;
  uint32_t marche = evolution->sheets->lines[line].marche;
  size_t low = 0, high = accounts->cumul_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (accounts->cumuls[middle].marche < marche)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < accounts->cumul_count && accounts->cumuls[low].marche == marche; low++)
    step_of(evolution, line, accounts->cumuls[low].month)->held += accounts->cumuls[low].totals.counted;
}

static void add_hours(dc_evolution *evolution, size_t number) {
  const dc_sheets *sheets = evolution->sheets;
  const dc_line *line = &sheets->lines[number];
  for (size_t i = 0; i < line->cumul_count; i++) {
    const dc_cumul *cumul = &sheets->accounts->cumuls[dc_book_cumul(sheets->book, line->first_cumul + i)];
    step_of(evolution, number, cumul->month)->counted += cumul->totals.counted;
  }
  if (sheets->book->kind == DC_BOOK_EPCI) add_held(evolution, number);
  dc_hours cumulated = 0, held = 0;
  for (size_t i = evolution->first_step[number]; i < evolution->first_step[number + 1]; i++) {
    dc_step *step = &evolution->steps[i];
    step->cumulated = cumulated += step->counted;
    step->held = held += step->held;
  }
  DC_ASSERT(cumulated == line->totals.counted);
}

static void make_steps(dc_evolution *evolution) {
  const dc_sheets *sheets = evolution->sheets;
  dc_arena *arena = &evolution->sheets->workbook.arena;
  size_t count = sheets->book->line_count;
  evolution->first_step = DC_NEW_ARRAY(arena, count + 1, size_t);
  for (size_t i = 0; i < count; i++) {
    size_t months = (size_t)(last_month(sheets) - first_month(sheets, i)) + 1;
    evolution->first_step[i + 1] = evolution->first_step[i] + months;
  }
  evolution->step_count = evolution->first_step[count];
  evolution->steps = DC_NEW_ARRAY(arena, evolution->step_count, dc_step);
  for (size_t i = 0; i < count; i++) {
    dc_month first = first_month(sheets, i);
    for (size_t at = evolution->first_step[i]; at < evolution->first_step[i + 1]; at++)
      evolution->steps[at] = make_step(evolution, i, first + (dc_month)(at - evolution->first_step[i]));
    add_hours(evolution, i);
  }
}

/* ---- the months of the workbook ---- */

static void make_months(dc_evolution *evolution) {
  dc_month last = last_month(evolution->sheets), first = last;
  for (size_t i = 0; i < evolution->step_count; i++)
    if (evolution->steps[i].month < first) first = evolution->steps[i].month;
  evolution->month_count = (size_t)(last - first) + 1;
  evolution->months = DC_NEW_ARRAY(&evolution->sheets->workbook.arena, evolution->month_count, dc_month_sum);
  for (size_t i = 0; i < evolution->month_count; i++) evolution->months[i].month = first + (dc_month)i;
  for (size_t i = 0; i < evolution->step_count; i++) {
    const dc_step *step = &evolution->steps[i];
    dc_month_sum *sum = &evolution->months[step->month - first];
    if (step->path != DC_NO_QUANTITY) sum->path += step->path;
    sum->counted += step->counted;
    sum->cumulated += step->cumulated;
    sum->held += step->held;
  }
}

dc_evolution *dc_evolution_of(dc_sheets *sheets) {
  dc_evolution *evolution = DC_NEW(&sheets->workbook.arena, dc_evolution);
  evolution->sheets = sheets;
  make_steps(evolution);
  make_months(evolution);
  return evolution;
}
