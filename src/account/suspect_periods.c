/* Work outside the dates of its contract or its market, where no rule refuses it, and persons whose own dates do not
 * fit their first work. */
#include <stdlib.h>

#include "account/suspicions.h"

/* Work begins at 16, at 14 during school holidays (Code du travail, art. L. 4153-1 to L. 4153-3). */
enum { YOUNGEST = 14, OLDEST = 80 };

typedef enum { BEFORE, AFTER, SIDES } dc_side;

typedef struct {
  dc_counting *counting;
  uint32_t *first, *contracts; /* rows of contrats.csv by participant: contracts[first[p]] … contracts[first[p + 1]] */
  dc_tally (*by_contract)[SIDES], (*by_market)[SIDES];
} dc_periods;

/* ---- contracts ---- */

static dc_date start_of(const dc_accounts *accounts, uint32_t contract) {
  return dc_day_at(accounts->details->columns.contrats.debut, contract);
}

static dc_date end_of(const dc_accounts *accounts, uint32_t contract) {
  return dc_day_at(accounts->details->columns.contrats.fin, contract);
}

/* The side on which a line falls outside of a period, SIDES within. An end before its beginning, told already, and an
 * absent date bound nothing. */
static dc_side side_of(const dc_suspect *line, dc_date start, dc_date end) {
  bool inverted = start != DC_NO_DATE && end != DC_NO_DATE && end < start;
  if (inverted) return SIDES;
  if (end != DC_NO_DATE && line->date > end) return AFTER;
  return start != DC_NO_DATE && line->last < start ? BEFORE : SIDES;
}

static dc_side side_of_contract(const dc_accounts *accounts, const dc_suspect *line, uint32_t contract) {
  return side_of(line, start_of(accounts, contract), end_of(accounts, contract));
}

/* A line that names no contract is after the person's, with its employer when both are known, when all have ended: the
 * last one comes back through `contract`. That it is before them says nothing, for an earlier one may well be missing.
 */
static dc_side side_of_all(const dc_periods *periods, uint32_t participant, const dc_suspect *line,
                           uint32_t *contract) {
  const dc_accounts *accounts = periods->counting->accounts;
  const dc_columns *c = &accounts->details->columns;
  uint32_t employer = dc_id_at(c->releves.employeur, line->row);
  dc_side nearest = SIDES;
  for (uint32_t i = periods->first[participant]; i < periods->first[participant + 1]; i++) {
    uint32_t candidate = periods->contracts[i], other = dc_id_at(c->contrats.employeur, candidate);
    if (employer && other && employer != other) continue;
    dc_side side = side_of_contract(accounts, line, candidate);
    if (side == SIDES) return SIDES;
    if (side == BEFORE || (nearest == AFTER && end_of(accounts, candidate) <= end_of(accounts, *contract))) continue;
    nearest = AFTER;
    *contract = candidate;
  }
  return nearest;
}

static void judge_contract(dc_periods *periods, uint32_t participant, const dc_suspect *line) {
  const dc_accounts *accounts = periods->counting->accounts;
  uint32_t named = accounts->contrat_of ? accounts->contrat_of[line->row] : 0, contract = named - 1;
  dc_side side =
      named ? side_of_contract(accounts, line, contract) : side_of_all(periods, participant, line, &contract);
  if (side != SIDES) dc_tally_add(&periods->by_contract[contract][side], line);
}

/* ---- persons ---- */

static void judge_first_day(dc_periods *periods, const dc_suspect_person *person) {
  const dc_accounts *accounts = periods->counting->accounts;
  dc_date declared = dc_day_at(accounts->details->columns.participants.premier_jour, person->participant);
  const dc_suspect *first = &person->lines[0];
  for (size_t i = 1; i < person->count && person->lines[i].date <= first->last; i++)
    if (person->lines[i].last < first->last) first = &person->lines[i];
  if (declared == DC_NO_DATE || first->last >= declared) return;
  char day[DC_DATE_SIZE], work[DC_DATE_SIZE];
  dc_count_report(periods->counting, DC_D_UNLIKELY_PERSON, DC_PARTICIPANTS, person->participant, DC_UNKNOWN,
                  DC_S ", premier jour le %s, après le premier travail relevé, %sle %s",
                  DC_ARG(dc_pseudonym(accounts, person->participant)), dc_date_french(declared, day).data,
                  dc_suspect_is_month(first) ? "au plus tard " : "", dc_date_french(first->last, work).data);
}

static void judge_age(dc_periods *periods, const dc_suspect_person *person) {
  const dc_accounts *accounts = periods->counting->accounts;
  dc_date birth = dc_day_at(accounts->details->columns.participants.naissance, person->participant);
  if (birth == DC_NO_DATE) return;
  int age = dc_date_age(birth, person->lines[0].last);
  if (age >= YOUNGEST && age <= OLDEST) return;
  char work[DC_DATE_SIZE];
  dc_count_report(periods->counting, DC_D_UNLIKELY_PERSON, DC_PARTICIPANTS, person->participant, DC_UNKNOWN,
                  DC_S ", %s au premier travail relevé, le %s", DC_ARG(dc_pseudonym(accounts, person->participant)),
                  age < YOUNGEST ? "moins de 14 ans" : "plus de 80 ans",
                  dc_date_french(person->lines[0].date, work).data);
}

/* ---- all of them ---- */

/* Contracts by person, in the order of the file: counted first, then placed. */
static void group_contracts(dc_periods *periods) {
  const dc_accounts *accounts = periods->counting->accounts;
  const dc_account_details *details = accounts->details;
  size_t persons = dc_table_of(accounts, DC_PARTICIPANTS)->rows, rows = dc_table_of(accounts, DC_CONTRATS)->rows;
  uint32_t *at = dc_zeroed(persons + 2, sizeof *at);
  periods->contracts = dc_zeroed(rows, sizeof *periods->contracts);
  for (int placing = 0; placing < 2; placing++) {
    for (uint32_t row = 0; row < rows; row++) {
      uint32_t id = dc_id_at(details->columns.contrats.participant, row);
      uint32_t key = dc_index_find(&details->participant_keys, &id);
      if (key == UINT32_MAX) continue;
      uint32_t person = details->participant_rows[key];
      if (placing)
        periods->contracts[at[person + 1]++] = row;
      else
        at[person + 2]++;
    }
    for (size_t i = 2; i < persons + 2 && !placing; i++) at[i] += at[i - 1];
  }
  periods->first = at;
}

static void *periods_open(dc_counting *counting) {
  dc_periods *periods = dc_zeroed(1, sizeof *periods);
  periods->counting = counting;
  periods->by_contract = dc_zeroed(dc_table_of(counting->accounts, DC_CONTRATS)->rows, sizeof *periods->by_contract);
  periods->by_market = dc_zeroed(counting->accounts->marche_count, sizeof *periods->by_market);
  group_contracts(periods);
  return periods;
}

static void periods_judge(void *state, const dc_suspect_person *person) {
  dc_periods *periods = state;
  for (size_t i = 0; i < person->count; i++) {
    const dc_suspect *line = &person->lines[i];
    const dc_marche *marche = &periods->counting->accounts->marches[line->marche];
    judge_contract(periods, person->participant, line);
    dc_side side = side_of(line, marche->debut, marche->fin);
    if (side != SIDES) dc_tally_add(&periods->by_market[line->marche][side], line);
  }
  judge_first_day(periods, person);
  judge_age(periods, person);
}

static void report_outside(dc_periods *periods, const dc_tally *tally, dc_side side, dc_text period, dc_date bound) {
  const dc_accounts *accounts = periods->counting->accounts;
  char first[DC_DATE_SIZE], date[DC_DATE_SIZE];
  if (!tally->count) return;
  dc_count_report(periods->counting, DC_D_OUTSIDE_PERIOD, DC_RELEVES, tally->row, accounts->marche_of[tally->row],
                  "%u ligne%s %s " DC_S ", le %s ; ici la première, le %s", tally->count, dc_plural(tally->count),
                  side == AFTER ? "après la fin" : "avant le début", DC_ARG(period), dc_date_french(bound, date).data,
                  dc_date_french(tally->date, first).data)
      ->count = tally->count;
}

static void report_contracts(dc_periods *periods, dc_side side) {
  const dc_accounts *accounts = periods->counting->accounts;
  const dc_columns *c = &accounts->details->columns;
  for (uint32_t row = 0; row < dc_table_of(accounts, DC_CONTRATS)->rows; row++) {
    if (!periods->by_contract[row][side].count) continue;
    dc_text name = dc_text_format(periods->counting->diagnostics->arena, "du contrat " DC_S " de " DC_S,
                                  DC_ARG(dc_text_of(accounts, dc_id_at(c->contrats.contrat, row))),
                                  DC_ARG(dc_text_of(accounts, dc_id_at(c->contrats.participant, row))));
    report_outside(periods, &periods->by_contract[row][side], side, name,
                   side == AFTER ? end_of(accounts, row) : start_of(accounts, row));
  }
}

static void periods_close(void *state) {
  dc_periods *periods = state;
  const dc_accounts *accounts = periods->counting->accounts;
  for (dc_side side = BEFORE; side < SIDES; side++) {
    report_contracts(periods, side);
    for (size_t m = 0; m < accounts->marche_count; m++)
      report_outside(periods, &periods->by_market[m][side], side, DC_TEXT("du marché"),
                     side == AFTER ? accounts->marches[m].fin : accounts->marches[m].debut);
  }
  free(periods->first);
  free(periods->contracts);
  free(periods->by_contract);
  free(periods->by_market);
  free(periods);
}

const dc_suspicion dc_suspicion_periods = {periods_open, periods_judge, periods_close};
