/* Negative hours: the line is refused, and told with the one it seems to correct when only one can be meant. */
#include <stdlib.h>

#include "account/details.h"

/* Hours of a person on a market, on a day or over a month given as such, or anywhere in a month. */
typedef enum { SPAN_AS_WRITTEN_DAY, SPAN_AS_WRITTEN_MONTH, SPAN_MONTH } dc_span;
typedef struct {
  uint32_t participant, marche;
  int32_t period;
  uint32_t span; /* dc_span */
  dc_hours hours;
} dc_hours_key;

/* The lines so far that have a key. */
typedef struct {
  uint32_t count, row;
} dc_candidate;

typedef struct {
  dc_counting *counting;
  dc_index keys; /* those of negative lines only */
  dc_candidate *candidates;
  size_t capacity;
} dc_corrections;

static bool can_be_matched(const dc_accounts *accounts, size_t row) {
  return accounts->marche_of[row] != DC_UNKNOWN && accounts->participant_of[row] != DC_UNKNOWN &&
         dc_record_date(accounts, row) != DC_NO_DATE;
}

static dc_hours_key key_of(const dc_accounts *accounts, size_t row, bool whole_month, dc_hours hours) {
  dc_date date = dc_record_date(accounts, row);
  dc_span written = dc_record_is_month(accounts, row) ? SPAN_AS_WRITTEN_MONTH : SPAN_AS_WRITTEN_DAY;
  return (dc_hours_key){accounts->participant_of[row], accounts->marche_of[row],
                        whole_month ? dc_date_month(date) : date, whole_month ? SPAN_MONTH : written, hours};
}

static void add_keys(dc_corrections *corrections, size_t row, dc_hours hours) {
  for (int whole_month = 0; whole_month < 2; whole_month++) {
    dc_hours_key key = key_of(corrections->counting->accounts, row, whole_month, hours);
    bool added;
    uint32_t number = dc_index_add(&corrections->keys, &key, &added);
    corrections->candidates =
        dc_grow(corrections->candidates, &corrections->capacity, number + 1u, sizeof *corrections->candidates);
    if (added) corrections->candidates[number] = (dc_candidate){0};
  }
}

static dc_candidate *candidate_of(const dc_corrections *corrections, size_t row, bool whole_month, dc_hours hours) {
  dc_hours_key key = key_of(corrections->counting->accounts, row, whole_month, hours);
  uint32_t number = dc_index_find(&corrections->keys, &key);
  return number == UINT32_MAX ? NULL : &corrections->candidates[number];
}

static void note_candidate(dc_corrections *corrections, size_t row, dc_hours hours) {
  for (int whole_month = 0; whole_month < 2; whole_month++) {
    dc_candidate *candidate = candidate_of(corrections, row, whole_month, hours);
    if (candidate) *candidate = (dc_candidate){candidate->count + 1, (uint32_t)row};
  }
}

/* The one line before with these hours on that day, else in that month; DC_UNKNOWN when there is none or several. */
static uint32_t corrected(const dc_corrections *corrections, size_t row, dc_hours hours) {
  const dc_candidate *day = candidate_of(corrections, row, false, hours);
  const dc_candidate *month = candidate_of(corrections, row, true, hours);
  const dc_candidate *meant = day->count ? day : month;
  return meant->count == 1 ? meant->row : DC_UNKNOWN;
}

static void report(dc_corrections *corrections, size_t row, dc_hours hours) {
  dc_counting *counting = corrections->counting;
  const dc_accounts *accounts = counting->accounts;
  uint32_t origin = can_be_matched(accounts, row) ? corrected(corrections, row, -hours) : DC_UNKNOWN;
  char text[DC_NUMBER_SIZE];
  dc_text hint = {0};
  if (origin != DC_UNKNOWN) {
    dc_text file = dc_dossier_file(accounts->dossier, DC_RELEVES, origin)->source.name;
    hint =
        dc_text_format(counting->diagnostics->arena, " ; sans doute la correction de " DC_S ":%u, qui en porte autant",
                       DC_ARG(file), dc_table_of(accounts, DC_RELEVES)->lines[origin]);
  }
  dc_count_report(counting, DC_D_NEGATIVE_HOURS, DC_RELEVES, row, accounts->marche_of[row],
                  "heures négatives : %s h" DC_S, dc_hours_text(hours, text).data, DC_ARG(hint));
}

void dc_count_corrections(dc_counting *counting) {
  const dc_accounts *accounts = counting->accounts;
  const dc_column *heures = counting->details->columns.releves.heures;
  size_t rows = dc_table_of(accounts, DC_RELEVES)->rows;
  dc_corrections corrections = {.counting = counting};
  dc_index_init(&corrections.keys, sizeof(dc_hours_key));
  bool some = false;
  for (size_t row = 0; row < rows; row++) {
    dc_hours hours = dc_quantity_at(heures, row);
    if (hours == DC_NO_QUANTITY || hours >= 0) continue;
    some = true;
    if (can_be_matched(accounts, row)) add_keys(&corrections, row, -hours);
  }
  for (size_t row = 0; some && row < rows; row++) {
    dc_hours hours = dc_quantity_at(heures, row);
    if (hours > 0 && accounts->decisions[row].verdict != DC_ANOMALIE) note_candidate(&corrections, row, hours);
    if (hours != DC_NO_QUANTITY && hours < 0) report(&corrections, row, hours);
  }
  dc_index_free(&corrections.keys);
  free(corrections.candidates);
}
