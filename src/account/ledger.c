/* Sums of hours by every axis, and the identities between them. */
#include <stdlib.h>

#include "account/details.h"

typedef struct {
  uint32_t marche, titulaire, epci, participant;
  dc_month month;
} dc_cumul_key;

typedef struct {
  dc_counting *counting;
  dc_index keys;
  dc_cumul *cumuls;
  size_t capacity;
} dc_ledger;

static void enter_share(dc_ledger *ledger, size_t row, dc_month month, const dc_share *share) {
  dc_accounts *accounts = ledger->counting->accounts;
  dc_cumul_key key = {accounts->marche_of[row], accounts->titulaire_of[row], share->epci, accounts->participant_of[row],
                      month};
  bool added;
  uint32_t number = dc_index_add(&ledger->keys, &key, &added);
  ledger->cumuls = dc_grow(ledger->cumuls, &ledger->capacity, number + 1u, sizeof *ledger->cumuls);
  if (added) {
    ledger->cumuls[number] = (dc_cumul){.marche = key.marche,
                                        .titulaire = key.titulaire,
                                        .epci = key.epci,
                                        .participant = key.participant,
                                        .month = month};
  }
  dc_totals_add(&ledger->cumuls[number].totals, &share->totals);
}

static void enter_record(dc_ledger *ledger, size_t row) {
  dc_accounts *accounts = ledger->counting->accounts;
  dc_share shares[DC_SHARES];
  dc_month month = dc_account_month(accounts, row);
  size_t count = dc_account_shares(accounts, row, shares);
  for (size_t i = 0; i < count; i++) enter_share(ledger, row, month, &shares[i]);
  const dc_article *article = dc_account_article(accounts, row);
  if (!article) return;
  accounts->articles[article->id].decided++;
  accounts->articles[article->id].cut += dc_account_declared(accounts, row) - accounts->decisions[row].admitted;
}

static int compare_cumuls(const void *left, const void *right, void *context) {
  const dc_cumul *a = left, *b = right;
  const dc_accounts *accounts = context;
  const uint32_t *rank = accounts->details->participant_rank;
  if (a->marche != b->marche) return a->marche < b->marche ? -1 : 1;
  if (a->titulaire != b->titulaire) return a->titulaire < b->titulaire ? -1 : 1;
  if (a->epci != b->epci) return a->epci < b->epci ? -1 : 1;
  if (a->participant != b->participant) return rank[a->participant] < rank[b->participant] ? -1 : 1;
  return (a->month > b->month) - (a->month < b->month);
}

/* Totals of markets, holders, EPCI and the whole come from the same rows that the workbooks show. */
static void sum_up(dc_accounts *accounts) {
  for (size_t i = 0; i < accounts->cumul_count; i++) {
    const dc_cumul *cumul = &accounts->cumuls[i];
    dc_marche *marche = &accounts->marches[cumul->marche];
    dc_titulaire *titulaire = &accounts->titulaires[cumul->titulaire];
    dc_epci *epci = &accounts->epcis[cumul->epci];
    dc_totals_add(&marche->totals, &cumul->totals);
    dc_totals_add(&titulaire->totals, &cumul->totals);
    dc_totals_add(&epci->totals, &cumul->totals);
    dc_totals_add(&accounts->totals, &cumul->totals);
    if (cumul->month != accounts->month) continue;
    dc_totals_add(&marche->month, &cumul->totals);
    dc_totals_add(&titulaire->month, &cumul->totals);
    dc_totals_add(&epci->month, &cumul->totals);
    dc_totals_add(&accounts->month_totals, &cumul->totals);
  }
}

void dc_count_ledger(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_ledger ledger = {.counting = counting};
  dc_index_init(&ledger.keys, sizeof(dc_cumul_key));
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    if (dc_account_in_journal(accounts, row)) enter_record(&ledger, row);
  }
  accounts->cumuls = ledger.cumuls;
  accounts->cumul_count = ledger.keys.count;
  dc_index_free(&ledger.keys);
  if (accounts->cumul_count) {
    qsort_r(accounts->cumuls, accounts->cumul_count, sizeof *accounts->cumuls, compare_cumuls, accounts);
  }
  sum_up(accounts);
}

/* ---- identities ---- */

static void must_equal(dc_accounts *accounts, const char *label, int64_t left, int64_t right, bool hours) {
  DC_ASSERT(accounts->sum_count < DC_CONTROL_SUMS);
  accounts->sums[accounts->sum_count++] = (dc_control_sum){label, left, right, hours};
  if (left != right) dc_bug(__FILE__, __LINE__, label);
}

/* Straight from the decisions, without the ledger: what the ledger must find again. */
static dc_totals sum_of_decisions(const dc_accounts *accounts) {
  dc_totals totals = {0};
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    if (!dc_account_in_journal(accounts, row)) continue;
    const dc_decision *decision = &accounts->decisions[row];
    dc_hours declared = dc_account_declared(accounts, row);
    DC_ASSERT(decision->admitted >= 0 && decision->admitted <= declared);
    totals.declared += declared;
    totals.admitted += decision->admitted;
    totals.counted += decision->counted;
    totals.refused += declared - decision->admitted;
    totals.lines++;
  }
  return totals;
}

static void count_records(dc_accounts *accounts) {
  dc_record_counts *counts = &accounts->counts;
  for (size_t i = 0; i < accounts->dossier->file_count; i++) {
    const dc_input_file *file = &accounts->dossier->files[i];
    if (file->kind != DC_RELEVES) continue;
    counts->read += file->counts.records - file->skipped.headers + file->counts.blank;
    counts->anomalies += file->rejected;
    counts->blank += file->counts.blank;
    counts->totals += file->skipped.totals;
    counts->outside += file->skipped.preamble + file->skipped.outside;
  }
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    uint8_t verdict = accounts->decisions[row].verdict;
    if (verdict == DC_ANOMALIE)
      counts->anomalies++;
    else if (verdict == DC_POSTERIEURE)
      counts->later++;
    else
      counts->journal++;
  }
}

void dc_count_identities(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_totals decisions = sum_of_decisions(accounts), marches = {0}, titulaires = {0}, epcis = {0};
  for (size_t i = 0; i < accounts->marche_count; i++) {
    const dc_totals *totals = &accounts->marches[i].totals;
    DC_ASSERT(totals->declared == totals->admitted + totals->refused);
    dc_totals_add(&marches, totals);
  }
  for (size_t i = 0; i < accounts->titulaire_count; i++) dc_totals_add(&titulaires, &accounts->titulaires[i].totals);
  for (size_t i = 0; i < accounts->epci_count; i++) dc_totals_add(&epcis, &accounts->epcis[i].totals);
  count_records(accounts);
  const dc_totals *all = &accounts->totals;
  must_equal(accounts, "déclarées = admises + refusées", all->declared, all->admitted + all->refused, true);
  must_equal(accounts, "lignes du relevé = cumul, heures déclarées", decisions.declared, all->declared, true);
  must_equal(accounts, "lignes du relevé = cumul, heures admises", decisions.admitted, all->admitted, true);
  must_equal(accounts, "lignes du relevé = cumul, heures retenues", decisions.counted, all->counted, true);
  must_equal(accounts, "lignes du relevé = cumul, nombre de lignes", (int64_t)decisions.lines, (int64_t)all->lines,
             false);
  must_equal(accounts, "somme des marchés = consolidation", marches.counted, all->counted, true);
  must_equal(accounts, "somme des titulaires = consolidation", titulaires.counted, all->counted, true);
  must_equal(accounts, "somme des EPCI et hors-epci = consolidation", epcis.counted, all->counted, true);
  const dc_record_counts *counts = &accounts->counts;
  must_equal(
      accounts, "lignes lues = journal + anomalies + vides + totaux + hors tableau + postérieures",
      (int64_t)counts->read,
      (int64_t)(counts->journal + counts->anomalies + counts->blank + counts->totals + counts->outside + counts->later),
      false);
}
