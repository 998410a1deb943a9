/* participants.csv, eligibilites.csv and contrats.csv: who is known, with what statuses, employed by whom. */
#include <stdlib.h>

#include "account/details.h"

typedef struct {
  const dc_accounts *accounts;
  const dc_column *participant;
} dc_order;

static int compare_pseudonyms(const void *left, const void *right, void *context) {
  const dc_order *order = context;
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  int result = dc_text_compare(dc_text_of(order->accounts, dc_id_at(order->participant, a)),
                               dc_text_of(order->accounts, dc_id_at(order->participant, b)));
  return result ? result : (a > b) - (a < b);
}

static void rank_persons(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  size_t rows = dc_table_of(accounts, DC_PARTICIPANTS)->rows;
  uint32_t *sorted = dc_zeroed(rows, sizeof *sorted);
  for (size_t row = 0; row < rows; row++) sorted[row] = (uint32_t)row;
  dc_order order = {accounts, counting->details->columns.participants.participant};
  qsort_r(sorted, rows, sizeof *sorted, compare_pseudonyms, &order);
  counting->details->participant_rank = dc_zeroed(rows, sizeof *counting->details->participant_rank);
  for (size_t i = 0; i < rows; i++) counting->details->participant_rank[sorted[i]] = (uint32_t)i;
  free(sorted);
}

static void index_persons(dc_counting *counting) {
  dc_account_details *details = counting->details;
  const dc_table *table = dc_table_of(counting->accounts, DC_PARTICIPANTS);
  for (size_t row = 0; row < table->rows; row++) {
    uint32_t id = dc_id_at(details->columns.participants.participant, row);
    bool added;
    uint32_t key = dc_index_add(&details->participant_keys, &id, &added);
    if (!added) {
      dc_count_report(counting, DC_D_DUPLICATE_KEY, DC_PARTICIPANTS, row, DC_UNKNOWN,
                      "le participant « " DC_S " » est déjà décrit ligne %u",
                      DC_ARG(dc_text_of(counting->accounts, id)), table->lines[details->participant_rows[key]]);
      continue;
    }
    details->participant_rows = dc_grow(details->participant_rows, &details->participant_row_capacity, key + 1u,
                                        sizeof *details->participant_rows);
    details->participant_rows[key] = (uint32_t)row;
  }
}

/* Row of participants.csv of a pseudonym, DC_UNKNOWN after reporting when there is none. */
static uint32_t find_person(dc_counting *counting, dc_table_kind kind, size_t row, uint32_t id) {
  uint32_t key = dc_index_find(&counting->details->participant_keys, &id);
  if (key != UINT32_MAX) return counting->details->participant_rows[key];
  dc_count_report(counting, DC_D_ORPHAN, kind, row, DC_UNKNOWN, "participant « " DC_S " » inconnu",
                  DC_ARG(dc_text_of(counting->accounts, id)));
  return DC_UNKNOWN;
}

static void check_period(dc_counting *counting, dc_table_kind kind, size_t row, dc_date begin, dc_date end) {
  if (begin == DC_NO_DATE || end == DC_NO_DATE || begin <= end) return;
  char from[DC_DATE_SIZE], to[DC_DATE_SIZE];
  dc_count_report(counting, DC_D_DATES_INVERTED, kind, row, DC_UNKNOWN, "fin le %s, avant le début du %s",
                  dc_date_french(end, to).data, dc_date_french(begin, from).data);
}

/* Statuses by person, in the order of the file: counted first, then placed. */
static void index_statuses(dc_counting *counting) {
  dc_account_details *details = counting->details;
  const dc_columns *c = &details->columns;
  size_t persons = dc_table_of(counting->accounts, DC_PARTICIPANTS)->rows;
  size_t rows = dc_table_of(counting->accounts, DC_ELIGIBILITES)->rows;
  uint32_t *person = dc_zeroed(rows, sizeof *person);
  details->status_first = dc_zeroed(persons + 1, sizeof *details->status_first);
  details->status_rows = dc_zeroed(rows, sizeof *details->status_rows);
  for (size_t row = 0; row < rows; row++) {
    person[row] = find_person(counting, DC_ELIGIBILITES, row, dc_id_at(c->eligibilites.participant, row));
    check_period(counting, DC_ELIGIBILITES, row, dc_day_at(c->eligibilites.debut, row),
                 dc_day_at(c->eligibilites.fin, row));
    if (person[row] != DC_UNKNOWN) details->status_first[person[row] + 1]++;
  }
  for (size_t i = 0; i < persons; i++) details->status_first[i + 1] += details->status_first[i];
  uint32_t *next = dc_zeroed(persons, sizeof *next);
  for (size_t row = 0; row < rows; row++) {
    if (person[row] == DC_UNKNOWN) continue;
    details->status_rows[details->status_first[person[row]] + next[person[row]]++] = (uint32_t)row;
  }
  free(next);
  free(person);
}

static void index_contracts(dc_counting *counting) {
  dc_account_details *details = counting->details;
  const dc_columns *c = &details->columns;
  const dc_table *table = dc_table_of(counting->accounts, DC_CONTRATS);
  for (size_t row = 0; row < table->rows; row++) {
    uint32_t id = dc_id_at(c->contrats.contrat, row);
    bool added;
    uint32_t key = dc_index_add(&details->contract_keys, &id, &added);
    if (!added) {
      dc_count_report(counting, DC_D_DUPLICATE_KEY, DC_CONTRATS, row, DC_UNKNOWN,
                      "le contrat « " DC_S " » est déjà décrit ligne %u", DC_ARG(dc_text_of(counting->accounts, id)),
                      table->lines[details->contract_rows[key]]);
      continue;
    }
    details->contract_rows =
        dc_grow(details->contract_rows, &details->contract_row_capacity, key + 1u, sizeof *details->contract_rows);
    details->contract_rows[key] = (uint32_t)row;
    check_period(counting, DC_CONTRATS, row, dc_day_at(c->contrats.debut, row), dc_day_at(c->contrats.fin, row));
    uint32_t person = find_person(counting, DC_CONTRATS, row, dc_id_at(c->contrats.participant, row));
    uint32_t pair[2] = {person, dc_id_at(c->contrats.employeur, row)};
    if (person != DC_UNKNOWN && pair[1]) dc_index_add(&details->employers, pair, NULL);
  }
}

void dc_count_persons(dc_counting *counting) {
  dc_account_details *details = counting->details;
  dc_index_init(&details->participant_keys, sizeof(uint32_t));
  dc_index_init(&details->contract_keys, sizeof(uint32_t));
  dc_index_init(&details->employers, 2 * sizeof(uint32_t));
  index_persons(counting);
  rank_persons(counting);
  index_statuses(counting);
  index_contracts(counting);
}
