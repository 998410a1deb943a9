/* The lines of each person, together, for every family of suspicions. A counting sort: 4 bytes a line. */
#include "account/suspicions.h"

#include <stdlib.h>

static const dc_suspicion *const families[] = {&dc_suspicion_days, &dc_suspicion_rest, &dc_suspicion_copies,
                                               &dc_suspicion_periods};
enum { FAMILIES = sizeof families / sizeof *families };

void dc_tally_add(dc_tally *tally, const dc_suspect *line) {
  bool first = !tally->count || line->date < tally->date || (line->date == tally->date && line->row < tally->row);
  if (first) *tally = (dc_tally){tally->count, line->row, line->date};
  tally->count++;
}

dc_text dc_pseudonym(const dc_accounts *accounts, uint32_t participant) {
  return dc_text_of(accounts, dc_id_at(accounts->details->columns.participants.participant, participant));
}

/* A refused line has nothing left to suspect; one that is set aside may come to count. */
static bool is_suspect(const dc_accounts *accounts, size_t row) {
  dc_hours hours = dc_quantity_at(accounts->details->columns.releves.heures, row);
  return hours != DC_NO_QUANTITY && hours > 0 && dc_account_in_journal(accounts, row) &&
         accounts->decisions[row].verdict != DC_REFUSEE;
}

/* Rows by person; begins[p] … begins[p+1] are those of participant p, in the order of rows. */
static uint32_t *group_by_person(const dc_accounts *accounts, size_t **begins) {
  size_t rows = dc_table_of(accounts, DC_RELEVES)->rows, persons = dc_table_of(accounts, DC_PARTICIPANTS)->rows;
  size_t *at = dc_zeroed(persons + 2, sizeof *at);
  for (size_t row = 0; row < rows; row++) {
    if (is_suspect(accounts, row)) at[accounts->participant_of[row] + 2]++;
  }
  for (size_t i = 2; i < persons + 2; i++) at[i] += at[i - 1];
  uint32_t *grouped = dc_zeroed(at[persons + 1], sizeof *grouped);
  for (size_t row = 0; row < rows; row++) {
    if (is_suspect(accounts, row)) grouped[at[accounts->participant_of[row] + 1]++] = (uint32_t)row;
  }
  *begins = at;
  return grouped;
}

int dc_suspect_compare(const void *left, const void *right) {
  const dc_suspect *a = left, *b = right;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  if (a->last != b->last) return a->last < b->last ? -1 : 1;
  if (a->marche != b->marche) return a->marche < b->marche ? -1 : 1;
  if (a->nature != b->nature) return a->nature < b->nature ? -1 : 1;
  if (a->hours != b->hours) return a->hours < b->hours ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

static dc_suspect line_of(const dc_accounts *accounts, uint32_t row) {
  const dc_columns *c = &accounts->details->columns;
  dc_date date = dc_record_date(accounts, row);
  int32_t hours = (int32_t)dc_quantity_at(c->releves.heures, row);
  const dc_decision *decision = &accounts->decisions[row];
  return (dc_suspect){.date = date,
                      .last = dc_record_is_month(accounts, row) ? dc_month_last(dc_date_month(date)) : date,
                      .marche = accounts->marche_of[row],
                      .nature = dc_id_at(c->releves.nature, row),
                      .hours = hours,
                      .kept = decision->verdict == DC_REDUITE ? decision->admitted : hours,
                      .row = row};
}

/* Lines mostly come sorted, file after file. */
static void fill(const dc_accounts *accounts, const uint32_t rows[], size_t count, dc_suspect *lines) {
  bool sorted = true;
  for (size_t i = 0; i < count; i++) {
    lines[i] = line_of(accounts, rows[i]);
    sorted = sorted && (i == 0 || dc_suspect_compare(&lines[i - 1], &lines[i]) < 0);
  }
  if (!sorted) qsort(lines, count, sizeof *lines, dc_suspect_compare);
}

void dc_count_suspicions(dc_counting *counting) {
  const dc_accounts *accounts = counting->accounts;
  size_t persons = dc_table_of(accounts, DC_PARTICIPANTS)->rows, capacity = 0;
  dc_suspect *lines = NULL;
  void *states[FAMILIES];
  size_t *begins;
  uint32_t *grouped = group_by_person(accounts, &begins);
  for (int i = 0; i < FAMILIES; i++) states[i] = families[i]->open(counting);
  for (size_t p = 0; p < persons; p++) {
    size_t count = begins[p + 1] - begins[p];
    if (!count) continue;
    lines = dc_grow(lines, &capacity, count, sizeof *lines);
    fill(accounts, grouped + begins[p], count, lines);
    dc_suspect_person person = {(uint32_t)p, lines, count};
    for (int i = 0; i < FAMILIES; i++) families[i]->judge(states[i], &person);
  }
  for (int i = 0; i < FAMILIES; i++) families[i]->close(states[i]);
  free(lines);
  free(grouped);
  free(begins);
}
