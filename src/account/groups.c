#include "account/groups.h"

#include <stdlib.h>

enum { LAST = UINT16_MAX };

dc_groups *dc_groups_open(const dc_accounts *accounts) {
  dc_groups *groups = dc_zeroed(1, sizeof *groups);
  groups->latest = dc_zeroed(dc_table_of(accounts, DC_PARTICIPANTS)->rows, sizeof *groups->latest);
  return groups;
}

void dc_groups_close(dc_groups *groups) {
  free(groups->latest);
  free(groups);
}

static uint32_t contract_of(const dc_accounts *accounts, size_t row) {
  return accounts->contrat_of && accounts->contrat_of[row] ? accounts->contrat_of[row] - 1 : DC_UNKNOWN;
}

/* Narrows a span of days to those of which a status says the same as of `date`. */
static void narrow(dc_group *group, dc_date begin, dc_date end, dc_date date) {
  bool begun = begin == DC_NO_DATE || begin <= date, ended = end != DC_NO_DATE && end < date;
  if (begun && begin > group->from) group->from = begin;
  if (!begun && begin - 1 < group->until) group->until = begin - 1;
  if (ended && end + 1 > group->from) group->from = end + 1;
  if (!ended && end != DC_NO_DATE && end < group->until) group->until = end;
}

static dc_group group_on(const dc_accounts *accounts, uint32_t participant, uint32_t contrat, dc_date date) {
  const dc_account_details *details = accounts->details;
  dc_group group = {.participant = participant, .contrat = contrat, .from = INT32_MIN, .until = INT32_MAX};
  for (uint32_t k = details->status_first[participant]; k < details->status_first[participant + 1]; k++) {
    uint32_t status = details->status_rows[k];
    narrow(&group, dc_day_at(details->columns.eligibilites.debut, status),
           dc_day_at(details->columns.eligibilites.fin, status), date);
  }
  return group;
}

dc_group dc_group_of(const dc_accounts *accounts, size_t row) {
  return group_on(accounts, accounts->participant_of[row], contract_of(accounts, row), dc_record_date(accounts, row));
}

static bool fits(const dc_group *group, uint32_t participant, uint32_t contrat, dc_date date) {
  return group->participant == participant && group->contrat == contrat && group->from <= date && date <= group->until;
}

/* The group of the batch that a row falls in, made when there is none. */
static uint16_t find(dc_groups *groups, const dc_accounts *accounts, uint32_t participant, uint32_t contrat,
                     dc_date date) {
  uint32_t latest = groups->latest[participant];
  uint16_t first = latest > groups->before ? (uint16_t)(latest - groups->before - 1) : LAST, at = first;
  while (at != LAST && !fits(&groups->items[at], participant, contrat, date)) at = groups->items[at].next;
  if (at != LAST) return at;
  at = (uint16_t)groups->count++;
  groups->items[at] = group_on(accounts, participant, contrat, date);
  groups->items[at].next = first;
  groups->latest[participant] = groups->before + (uint32_t)groups->count;
  return at;
}

void dc_groups_fill(dc_groups *groups, const dc_accounts *accounts, const uint32_t rows[], size_t count) {
  groups->before += (uint32_t)groups->count;
  groups->count = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t participant = accounts->participant_of[rows[i]], contrat = contract_of(accounts, rows[i]);
    dc_date date = dc_record_date(accounts, rows[i]);
    bool same = i > 0 && fits(&groups->items[groups->of[i - 1]], participant, contrat, date);
    groups->of[i] = same ? groups->of[i - 1] : find(groups, accounts, participant, contrat, date);
    groups->dates[i] = date;
  }
}
