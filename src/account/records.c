/* Every timesheet record finds its market, its holder, its person and its work contract. */
#include <stdlib.h>

#include "account/details.h"

/* An employer that no document ties to a market: told once, with how many lines name it. */
typedef struct {
  uint32_t marche, siret;
} dc_stranger_key;

typedef struct {
  uint32_t row, count;
} dc_stranger;

typedef struct {
  dc_counting *counting;
  dc_index stranger_keys;
  dc_stranger *strangers;
  size_t stranger_capacity;
} dc_linking;

static bool link_market(dc_counting *counting, size_t row) {
  dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  uint32_t id = dc_id_at(c->releves.marche, row), lot = dc_id_at(c->releves.lot, row);
  uint32_t number = dc_marche_find(accounts, id, lot);
  accounts->marche_of[row] = number;
  if (number != DC_UNKNOWN) return true;
  dc_text name = dc_text_of(accounts, id), lot_name = dc_text_of(accounts, lot);
  dc_diagnostic *item = dc_count_report(counting, DC_D_UNKNOWN_MARCHE, DC_RELEVES, row, DC_UNKNOWN,
                                        "marché « " DC_S " »%s" DC_S " inconnu", DC_ARG(name),
                                        lot_name.length ? ", lot " : "", DC_ARG(lot_name));
  item->marche = name;
  item->lot = lot_name;
  return false;
}

static bool link_person(dc_counting *counting, size_t row) {
  dc_accounts *accounts = counting->accounts;
  uint32_t id = dc_id_at(counting->details->columns.releves.participant, row);
  uint32_t key = dc_index_find(&counting->details->participant_keys, &id);
  accounts->participant_of[row] = key == UINT32_MAX ? DC_UNKNOWN : counting->details->participant_rows[key];
  if (key != UINT32_MAX) return true;
  dc_count_report(counting, DC_D_UNKNOWN_PARTICIPANT, DC_RELEVES, row, accounts->marche_of[row],
                  "participant « " DC_S " » inconnu", DC_ARG(dc_text_of(accounts, id)));
  return false;
}

static void note_stranger(dc_linking *linking, size_t row, uint32_t siret) {
  dc_stranger_key key = {linking->counting->accounts->marche_of[row], siret};
  bool added;
  uint32_t number = dc_index_add(&linking->stranger_keys, &key, &added);
  linking->strangers =
      dc_grow(linking->strangers, &linking->stranger_capacity, number + 1u, sizeof *linking->strangers);
  if (added) linking->strangers[number] = (dc_stranger){.row = (uint32_t)row};
  linking->strangers[number].count++;
}

/* Hours go to the holder that the employer works for; without employer, to the one that stands for the group. */
static void link_holder(dc_linking *linking, size_t row) {
  dc_accounts *accounts = linking->counting->accounts;
  const dc_account_details *details = linking->counting->details;
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  uint32_t siret = dc_id_at(details->columns.releves.employeur, row);
  accounts->titulaire_of[row] = (uint32_t)marche->first_titulaire;
  if (!siret) return;
  dc_firm_key key = {accounts->marche_of[row], siret};
  uint32_t firm = dc_index_find(&details->firms, &key);
  if (firm != UINT32_MAX) {
    accounts->titulaire_of[row] = details->firm_titulaires[firm];
    return;
  }
  uint32_t pair[2] = {accounts->participant_of[row], siret};
  if (dc_index_find(&details->employers, pair) == UINT32_MAX) note_stranger(linking, row, siret);
}

static void link_contract(dc_counting *counting, size_t row) {
  dc_accounts *accounts = counting->accounts;
  uint32_t id = dc_id_at(counting->details->columns.releves.contrat, row);
  if (!id) return;
  uint32_t key = dc_index_find(&counting->details->contract_keys, &id);
  if (key != UINT32_MAX) accounts->contrat_of[row] = counting->details->contract_rows[key] + 1;
}

/* One of date and month; hours, or an amount to convert. A record that fails is set apart with its error. */
static bool is_complete(dc_counting *counting, size_t row) {
  const dc_columns *c = &counting->details->columns;
  uint32_t marche = counting->accounts->marche_of[row];
  bool date = dc_day_at(c->releves.date, row) != DC_NO_DATE, month = dc_day_at(c->releves.mois, row) != DC_NO_MONTH;
  int64_t hours = dc_quantity_at(c->releves.heures, row), amount = dc_quantity_at(c->releves.montant, row);
  bool consistent = date && month && dc_date_month(dc_day_at(c->releves.date, row)) == dc_day_at(c->releves.mois, row);
  bool complete = true;
  if (date == month && !consistent) {
    dc_count_report(counting, DC_D_DATE_OR_MONTH, DC_RELEVES, row, marche,
                    date ? "la date n'est pas du mois indiqué" : "ni date, ni mois");
    complete = false;
  }
  if (hours == DC_NO_QUANTITY && amount == DC_NO_QUANTITY) {
    dc_count_report(counting, DC_D_HOURS_OR_AMOUNT, DC_RELEVES, row, marche, "ni heures, ni montant");
    complete = false;
  }
  if (hours != DC_NO_QUANTITY && hours < 0) complete = false; /* told by dc_count_corrections */
  if (hours > DC_LINE_HOURS) {
    dc_count_report(counting, DC_D_TOO_LARGE, DC_RELEVES, row, marche, "plus d'heures qu'une ligne n'en peut porter");
    complete = false;
  }
  return complete;
}

static void link_record(dc_linking *linking, size_t row) {
  dc_counting *counting = linking->counting;
  dc_accounts *accounts = counting->accounts;
  bool market = link_market(counting, row), person = link_person(counting, row);
  bool usable = is_complete(counting, row) && market && person;
  if (!usable) accounts->decisions[row].verdict = DC_ANOMALIE;
  if (!market || !person) return;
  link_holder(linking, row);
  if (accounts->contrat_of) link_contract(counting, row);
  if (!usable) return;
  dc_date *first = &counting->details->first_day_worked[accounts->participant_of[row]];
  dc_date date = dc_record_date(accounts, row);
  if (*first == DC_NO_DATE || date < *first) *first = date;
}

static void report_strangers(dc_linking *linking) {
  const dc_accounts *accounts = linking->counting->accounts;
  for (size_t i = 0; i < linking->stranger_keys.count; i++) {
    const dc_stranger *stranger = &linking->strangers[i];
    uint32_t siret = dc_id_at(linking->counting->details->columns.releves.employeur, stranger->row);
    dc_count_report(linking->counting, DC_D_EMPLOYER_OUTSIDE, DC_RELEVES, stranger->row,
                    accounts->marche_of[stranger->row],
                    "l'employeur " DC_S " n'est rattaché au marché par aucun document (%u ligne%s, ici la première)",
                    DC_ARG(dc_text_of(accounts, siret)), stranger->count, stranger->count > 1 ? "s" : "");
  }
}

/* ---- the statement ---- */

static void choose_month(dc_accounts *accounts, const dc_account_options *options) {
  accounts->month = options->month;
  for (size_t row = 0; options->month == DC_NO_MONTH && row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    if (accounts->decisions[row].verdict == DC_ANOMALIE) continue;
    dc_month month = dc_date_month(dc_record_date(accounts, row));
    if (accounts->month == DC_NO_MONTH || month > accounts->month) accounts->month = month;
  }
  if (accounts->month == DC_NO_MONTH) accounts->month = DC_MONTH_OF(1970, 1); /* nothing to count at all */
  accounts->statement = options->statement != DC_NO_DATE ? options->statement : dc_month_last(accounts->month);
}

static void set_later_apart(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  uint64_t later = 0;
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    if (accounts->decisions[row].verdict == DC_ANOMALIE) continue;
    if (dc_record_date(accounts, row) <= accounts->statement) continue;
    accounts->decisions[row].verdict = DC_POSTERIEURE;
    later++;
  }
  if (!later) return;
  char date[DC_DATE_SIZE];
  dc_report(counting->diagnostics, DC_D_LATER_THAN_STATEMENT, (dc_text){0}, 0, 0,
            "%llu ligne%s de relevé après le %s, date de l'arrêté", (unsigned long long)later, later > 1 ? "s" : "",
            dc_date_french(accounts->statement, date).data);
}

void dc_count_records(dc_counting *counting, const dc_account_options *options) {
  dc_accounts *accounts = counting->accounts;
  size_t rows = dc_table_of(accounts, DC_RELEVES)->rows, persons = dc_table_of(accounts, DC_PARTICIPANTS)->rows;
  accounts->marche_of = dc_zeroed(rows, sizeof *accounts->marche_of);
  accounts->titulaire_of = dc_zeroed(rows, sizeof *accounts->titulaire_of);
  accounts->participant_of = dc_zeroed(rows, sizeof *accounts->participant_of);
  accounts->decisions = dc_zeroed(rows, sizeof *accounts->decisions);
  if (counting->details->columns.releves.contrat->ids) accounts->contrat_of = dc_zeroed(rows, sizeof(uint32_t));
  counting->details->first_day_worked = dc_zeroed(persons, sizeof(dc_date));
  for (size_t i = 0; i < persons; i++) counting->details->first_day_worked[i] = DC_NO_DATE;
  dc_linking linking = {.counting = counting};
  dc_index_init(&linking.stranger_keys, sizeof(dc_stranger_key));
  for (size_t row = 0; row < rows; row++) {
    accounts->titulaire_of[row] = DC_UNKNOWN;
    link_record(&linking, row);
  }
  report_strangers(&linking);
  dc_count_corrections(counting);
  dc_index_free(&linking.stranger_keys);
  free(linking.strangers);
  choose_month(accounts, options);
  set_later_apart(counting);
}
