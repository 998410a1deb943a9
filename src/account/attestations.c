/* What a holder attests of a month against what its timesheets declare: any difference is told, and no hour changes.
 *
 * Compared: the hours declared on the market and lot, that month, by the lines of the journal that go to the holder, as
 * written, before any rule. A month that the statement does not wholly cover is not compared. */
#include <stdlib.h>

#include "account/details.h"

typedef struct {
  uint32_t titulaire; /* number in accounts.titulaires: it has one market and lot */
  int32_t month;
} dc_attested_key;

typedef struct {
  uint32_t row; /* of attestations.csv */
  dc_hours declared;
} dc_attested;

typedef struct {
  dc_counting *counting;
  dc_index keys;
  dc_attested *attested; /* by number in keys */
  size_t capacity;
} dc_attesting;

static dc_titulaire *find_titulaire(const dc_accounts *accounts, const dc_marche *marche, uint32_t siret) {
  for (size_t i = 0; i < marche->titulaire_count; i++) {
    dc_titulaire *titulaire = &accounts->titulaires[marche->first_titulaire + i];
    if (titulaire->siret == siret) return titulaire;
  }
  return NULL;
}

/* The holder that row `row` speaks of; NULL after reporting when there is none. */
static const dc_titulaire *holder_of(dc_counting *counting, size_t row) {
  const dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  uint32_t id = dc_id_at(c->attestations.marche, row), siret = dc_id_at(c->attestations.titulaire, row);
  uint32_t marche = dc_marche_find(accounts, id, dc_id_at(c->attestations.lot, row));
  if (marche == DC_UNKNOWN) {
    dc_count_report(counting, DC_D_ORPHAN, DC_ATTESTATIONS, row, DC_UNKNOWN, "marché « " DC_S " » inconnu",
                    DC_ARG(dc_text_of(accounts, id)));
    return NULL;
  }
  const dc_titulaire *titulaire = find_titulaire(accounts, &accounts->marches[marche], siret);
  if (!titulaire)
    dc_count_report(counting, DC_D_ORPHAN, DC_ATTESTATIONS, row, marche, DC_S " n'est pas titulaire du marché",
                    DC_ARG(dc_text_of(accounts, siret)));
  return titulaire;
}

static void collect(dc_attesting *attesting, size_t row) {
  dc_counting *counting = attesting->counting;
  const dc_accounts *accounts = counting->accounts;
  const dc_titulaire *titulaire = holder_of(counting, row);
  dc_month month = dc_day_at(counting->details->columns.attestations.mois, row);
  if (!titulaire || dc_month_last(month) > accounts->statement) return;
  dc_attested_key key = {(uint32_t)(titulaire - accounts->titulaires), month};
  bool added;
  uint32_t number = dc_index_add(&attesting->keys, &key, &added);
  if (!added) {
    uint32_t line = dc_table_of(accounts, DC_ATTESTATIONS)->lines[attesting->attested[number].row];
    dc_count_report(counting, DC_D_DUPLICATE_KEY, DC_ATTESTATIONS, row, titulaire->marche,
                    "ce mois du titulaire est déjà attesté ligne %u", line);
    return;
  }
  attesting->attested = dc_grow(attesting->attested, &attesting->capacity, number + 1u, sizeof *attesting->attested);
  attesting->attested[number] = (dc_attested){.row = (uint32_t)row};
}

static void add_declared(dc_attesting *attesting) {
  const dc_accounts *accounts = attesting->counting->accounts;
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    if (!dc_account_in_journal(accounts, row)) continue;
    dc_attested_key key = {accounts->titulaire_of[row], dc_account_month(accounts, row)};
    uint32_t number = dc_index_find(&attesting->keys, &key);
    if (number != UINT32_MAX) attesting->attested[number].declared += dc_account_declared(accounts, row);
  }
}

static const char *hours_text(dc_hours hours, char buffer[DC_NUMBER_SIZE]) {
  return dc_decimal(hours, DC_HOUR, 4, true, ',', buffer).data;
}

static void report_gap(dc_counting *counting, const dc_attested *attested) {
  const dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  dc_hours hours = dc_quantity_at(c->attestations.heures, attested->row), gap = hours - attested->declared;
  if (gap == 0) return;
  char month[DC_DATE_SIZE], told[DC_NUMBER_SIZE], declared[DC_NUMBER_SIZE], difference[DC_NUMBER_SIZE];
  uint32_t marche = dc_marche_find(accounts, dc_id_at(c->attestations.marche, attested->row),
                                   dc_id_at(c->attestations.lot, attested->row));
  dc_count_report(counting, DC_D_ATTESTED_GAP, DC_ATTESTATIONS, attested->row, marche,
                  DC_S ", " DC_S " : %s h attestées, %s h aux relevés, soit %s h de %s",
                  DC_ARG(dc_text_of(accounts, dc_id_at(c->attestations.titulaire, attested->row))),
                  DC_ARG(dc_month_iso(dc_day_at(c->attestations.mois, attested->row), month)), hours_text(hours, told),
                  hours_text(attested->declared, declared), hours_text(gap < 0 ? -gap : gap, difference),
                  gap < 0 ? "moins" : "plus");
}

void dc_count_attestations(dc_counting *counting) {
  size_t rows = dc_table_of(counting->accounts, DC_ATTESTATIONS)->rows;
  if (!rows) return;
  dc_attesting attesting = {.counting = counting};
  dc_index_init(&attesting.keys, sizeof(dc_attested_key));
  for (size_t row = 0; row < rows; row++) collect(&attesting, row);
  add_declared(&attesting);
  for (size_t i = 0; i < attesting.keys.count; i++) report_gap(counting, &attesting.attested[i]);
  dc_index_free(&attesting.keys);
  free(attesting.attested);
}
