/* The persons of each line of Synthèse: who stands in Bénéficiaires, and which of its lines each line of Cumul adds
 * to. */
#include <stdlib.h>

#include "report/sheets.h"

typedef struct {
  dc_text name;
  uint32_t number; /* by arrival in the line */
} dc_named;

static int compare_names(const void *left, const void *right) {
  return dc_text_compare(((const dc_named *)left)->name, ((const dc_named *)right)->name);
}

static const dc_cumul *cumul_at(const dc_sheets *sheets, size_t i) {
  return &sheets->accounts->cumuls[dc_book_cumul(sheets->book, i)];
}

static void add_cumul(dc_beneficiary *beneficiary, const dc_cumul *cumul, size_t place) {
  if (!beneficiary->cumul_count++) { /* not by its records: those of a lesser share are counted elsewhere */
    beneficiary->first_cumul = place;
    beneficiary->first_month = beneficiary->last_month = cumul->month;
  }
  beneficiary->last_cumul = place;
  if (cumul->month < beneficiary->first_month) beneficiary->first_month = cumul->month;
  if (cumul->month > beneficiary->last_month) beneficiary->last_month = cumul->month;
  dc_totals_add(&beneficiary->totals, &cumul->totals);
}

/* Cumul has a line's persons once per holder and EPCI; here they come once, by pseudonym. */
static void survey_line(dc_sheets *sheets, size_t number, dc_index *persons) {
  const dc_line *line = &sheets->lines[number];
  dc_index_clear(persons);
  for (size_t i = line->first_cumul; i < line->first_cumul + line->cumul_count; i++)
    sheets->beneficiary_of[i] = dc_index_add(persons, &cumul_at(sheets, i)->participant, NULL);
  dc_named *names = dc_zeroed(persons->count, sizeof *names);
  uint32_t *places = dc_zeroed(persons->count, sizeof *places);
  for (size_t i = line->first_cumul; i < line->first_cumul + line->cumul_count; i++) {
    uint32_t arrival = sheets->beneficiary_of[i];
    names[arrival] = (dc_named){dc_view_participant(sheets->view, cumul_at(sheets, i)->participant), arrival};
  }
  if (persons->count) qsort(names, persons->count, sizeof *names, compare_names);
  for (size_t i = 0; i < persons->count; i++) places[names[i].number] = (uint32_t)(sheets->beneficiary_count + i);
  for (size_t i = line->first_cumul; i < line->first_cumul + line->cumul_count; i++) {
    uint32_t place = sheets->beneficiary_of[i] = places[sheets->beneficiary_of[i]];
    dc_beneficiary *beneficiary = &sheets->beneficiaries[place];
    beneficiary->line = (uint32_t)number;
    beneficiary->participant = cumul_at(sheets, i)->participant;
    add_cumul(beneficiary, cumul_at(sheets, i), i);
  }
  sheets->beneficiary_count += persons->count;
  free(names);
  free(places);
}

void dc_sheets_survey_beneficiaries(dc_sheets *sheets) {
  dc_arena *arena = &sheets->workbook.arena;
  sheets->beneficiaries = DC_NEW_ARRAY(arena, sheets->book->cumul_count, dc_beneficiary);
  sheets->beneficiary_of = DC_NEW_ARRAY(arena, sheets->book->cumul_count, uint32_t);
  dc_index persons;
  dc_index_init(&persons, sizeof(uint32_t));
  for (size_t i = 0; i < sheets->book->line_count; i++) survey_line(sheets, i, &persons);
  dc_index_free(&persons);
}
