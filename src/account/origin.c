/* The rows of the dossier that a value comes from. */
#include "account/details.h"

typedef struct {
  dc_dossier_row *items;
  size_t count;
} dc_origins;

/* When there are more than fit, the last ones stay: they are what moved the value to where it is. */
static void add(dc_origins *origins, dc_table_kind kind, uint32_t row) {
  if (origins->count == DC_ORIGINS) {
    for (size_t i = 1; i + 1 < DC_ORIGINS; i++) origins->items[i] = origins->items[i + 1];
    origins->count--;
  }
  origins->items[origins->count++] = (dc_dossier_row){kind, row};
}

/* ---- values of a person ---- */

static void add_publics(const dc_scope *scope, dc_origins *origins) {
  const dc_account_details *details = scope->accounts->details;
  const dc_columns *c = &details->columns;
  uint32_t person = scope->accounts->participant_of[scope->rows[0]];
  dc_date date = dc_record_date(scope->accounts, scope->rows[0]);
  add(origins, DC_PARTICIPANTS, person);
  for (uint32_t k = details->status_first[person]; k < details->status_first[person + 1]; k++) {
    uint32_t row = details->status_rows[k];
    dc_date begin = dc_day_at(c->eligibilites.debut, row), end = dc_day_at(c->eligibilites.fin, row);
    bool holds = (begin == DC_NO_DATE || date >= begin) && (end == DC_NO_DATE || date <= end);
    if (holds) add(origins, DC_ELIGIBILITES, row);
  }
}

/* The first record of the person's first day. */
static void add_first_worked(const dc_scope *scope, dc_origins *origins) {
  const dc_accounts *accounts = scope->accounts;
  uint32_t person = accounts->participant_of[scope->rows[0]];
  dc_date first = accounts->details->first_day_worked[person];
  for (uint32_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    bool usable = accounts->decisions[row].verdict != DC_ANOMALIE && accounts->participant_of[row] == person;
    if (!usable || dc_record_date(accounts, row) != first) continue;
    add(origins, DC_RELEVES, row);
    return;
  }
}

/* ---- values of a market ---- */

/* The one item of a field of the market, as it is stored: what has no value is DC_NO_VALUE. */
static int64_t value_in(const dc_accounts *accounts, const dc_marche *marche, const dc_field *field) {
  dc_arena scratch = {0};
  dc_scope scope = {.accounts = accounts, .marche = marche};
  dc_environment environment = dc_scope_environment(&scope);
  dc_vector vector = {.kind = dc_value_kind_of(field)};
  environment.fetch(environment.context, field, 1, &scratch, &vector);
  DC_ASSERT(vector.values && vector.shape == DC_ONE);
  int64_t value = vector.values[0];
  dc_arena_free(&scratch);
  return value;
}

/* What marches.csv says, then each event that moved it. */
static void add_events(const dc_scope *scope, const dc_field *field, dc_origins *origins) {
  const dc_accounts *accounts = scope->accounts;
  const dc_marche *marche = &accounts->marches[scope->marche->number];
  dc_marche then = dc_marche_after(accounts, marche, 0);
  int64_t before = value_in(accounts, &then, field);
  if (before != DC_NO_VALUE) add(origins, DC_MARCHES, (uint32_t)marche->row);
  for (size_t i = 0; i < marche->event_count; i++) {
    then = dc_marche_after(accounts, marche, i + 1);
    int64_t after = value_in(accounts, &then, field);
    if (after != before) add(origins, DC_EVENEMENTS, accounts->events[marche->first_event + i].row);
    before = after;
  }
  if (origins->count == 0) add(origins, DC_MARCHES, (uint32_t)marche->row);
}

/* ---- by table ---- */

static void add_derived(const dc_scope *scope, const dc_field *field, dc_origins *origins) {
  if (dc_text_equal(field->column, DC_TEXT("premier_jour_travaille")))
    add_first_worked(scope, origins);
  else if (field->level == DC_LEVEL_LINE)
    add(origins, DC_RELEVES, scope->rows[0]);
  else if (field->level == DC_LEVEL_MARCHE)
    add_events(scope, field, origins);
}

static void add_contract(const dc_scope *scope, dc_origins *origins) {
  uint32_t contract = scope->accounts->contrat_of ? scope->accounts->contrat_of[scope->rows[0]] : 0;
  if (contract) add(origins, DC_CONTRATS, contract - 1);
}

size_t dc_scope_origins(const dc_scope *scope, const dc_field *field, dc_dossier_row items[DC_ORIGINS]) {
  dc_origins origins = {.items = items};
  if (dc_text_equal(field->table, DC_TEXT("calcul")))
    add_derived(scope, field, &origins);
  else if (dc_text_equal(field->table, DC_TEXT("marches")))
    add(&origins, DC_MARCHES, (uint32_t)scope->marche->row);
  else if (field->several)
    add_publics(scope, &origins);
  else if (dc_text_equal(field->table, DC_TEXT("participants")))
    add(&origins, DC_PARTICIPANTS, scope->accounts->participant_of[scope->rows[0]]);
  else if (dc_text_equal(field->table, DC_TEXT("contrats")))
    add_contract(scope, &origins);
  else if (dc_text_equal(field->table, DC_TEXT("releves")))
    add(&origins, DC_RELEVES, scope->rows[0]);
  return origins.count;
}
