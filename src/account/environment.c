/* Gives rules the values of a market and of its records. */
#include <string.h>

#include "account/details.h"

static void one_discrete(dc_vector *out, dc_arena *scratch, dc_value_kind kind, int64_t value, bool absent) {
  *out = (dc_vector){.kind = kind, .stride = 0, .discrete = DC_NEW(scratch, int64_t)};
  out->discrete[0] = value;
  if (absent) {
    out->absent = DC_NEW(scratch, bool);
    out->absent[0] = true;
  }
}

static void one_number(dc_vector *out, dc_arena *scratch, dc_rational value, bool absent) {
  *out = (dc_vector){.kind = DC_VALUE_NUMBER, .stride = 0, .numbers = DC_NEW(scratch, dc_rational)};
  out->numbers[0] = absent ? dc_rational_of(0, 1) : value;
  if (absent) {
    out->absent = DC_NEW(scratch, bool);
    out->absent[0] = true;
  }
}

/* A stored quantity in natural units: the denominator of its column. */
static int64_t quantity_scale(dc_type type) {
  return type == DC_TYPE_HOURS ? DC_HOUR : type == DC_TYPE_PERCENT ? DC_WHOLE : 100;
}

static void one_quantity(dc_vector *out, dc_arena *scratch, int64_t value, dc_type type) {
  bool absent = value == DC_NO_QUANTITY;
  one_number(out, scratch, absent ? dc_rational_of(0, 1) : dc_rational_of(value, quantity_scale(type)), absent);
}

/* ---- columns of the dossier ---- */

/* The value of one row, broadcast. DC_UNKNOWN: absent. */
static void one_cell(dc_vector *out, dc_arena *scratch, const dc_column *column, uint32_t row) {
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID: {
    uint32_t id = row == DC_UNKNOWN ? 0 : dc_id_at(column, row);
    one_discrete(out, scratch, DC_VALUE_ID, id, id == 0);
    return;
  }
  case DC_KIND_DAY: {
    int32_t day = row == DC_UNKNOWN ? DC_NO_DATE : dc_day_at(column, row);
    one_discrete(out, scratch, DC_VALUE_DATE, day, day == DC_NO_DATE);
    return;
  }
  case DC_KIND_QUANTITY: break;
  }
  one_quantity(out, scratch, row == DC_UNKNOWN ? DC_NO_QUANTITY : dc_quantity_at(column, row), column->field->type);
}

/* The values of several rows. rows[i] == DC_UNKNOWN: absent. */
static void many_cells(dc_vector *out, dc_arena *scratch, const dc_column *column, const uint32_t rows[],
                       size_t count) {
  *out = (dc_vector){.kind = dc_value_kind_of(column->field), .stride = 1};
  out->absent = DC_NEW_ARRAY(scratch, count, bool);
  bool any = false;
  if (dc_type_kind(column->field->type) == DC_KIND_QUANTITY) {
    int64_t scale = quantity_scale(column->field->type);
    out->numbers = DC_NEW_ARRAY(scratch, count, dc_rational);
    for (size_t i = 0; i < count; i++) {
      int64_t value = rows[i] == DC_UNKNOWN ? DC_NO_QUANTITY : dc_quantity_at(column, rows[i]);
      out->absent[i] = value == DC_NO_QUANTITY;
      out->numbers[i] = (dc_rational){out->absent[i] ? 0 : value, scale};
      any = any || out->absent[i];
    }
  } else {
    bool days = dc_type_kind(column->field->type) == DC_KIND_DAY;
    int64_t none = days ? DC_NO_DATE : 0;
    out->discrete = DC_NEW_ARRAY(scratch, count, int64_t);
    for (size_t i = 0; i < count; i++) {
      int64_t value = none;
      if (rows[i] != DC_UNKNOWN) value = days ? dc_day_at(column, rows[i]) : (int64_t)dc_id_at(column, rows[i]);
      out->discrete[i] = value;
      out->absent[i] = value == none;
      any = any || out->absent[i];
    }
  }
  if (!any) out->absent = NULL;
}

static const dc_column *column_of(const dc_accounts *accounts, dc_table_kind kind, const dc_field *field) {
  const dc_table *table = dc_table_of(accounts, kind);
  for (size_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].field == field) return &table->columns[i];
  }
  dc_bug(__FILE__, __LINE__, field->column.data);
}

/* ---- values derived from records ---- */

/* The publics of each person on the day of each record: the main one, then the dated ones that hold on that day. */
static void fetch_publics(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_accounts *accounts = scope->accounts;
  const dc_account_details *details = accounts->details;
  const dc_columns *c = &details->columns;
  size_t room = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t person = accounts->participant_of[scope->rows[i]];
    room += 1 + details->status_first[person + 1] - details->status_first[person];
  }
  uint32_t *ids = DC_NEW_ARRAY(scratch, room, uint32_t);
  *out = (dc_vector){.kind = DC_VALUE_IDS,
                     .stride = 1,
                     .discrete = DC_NEW_ARRAY(scratch, count, int64_t),
                     .counts = DC_NEW_ARRAY(scratch, count, uint32_t),
                     .ids = ids};
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t person = accounts->participant_of[scope->rows[i]];
    dc_date date = dc_record_date(accounts, scope->rows[i]);
    out->discrete[i] = (int64_t)used;
    uint32_t main = dc_id_at(c->participants.public, person);
    if (main) ids[used++] = main;
    for (uint32_t k = details->status_first[person]; k < details->status_first[person + 1]; k++) {
      uint32_t row = details->status_rows[k];
      dc_date begin = dc_day_at(c->eligibilites.debut, row), end = dc_day_at(c->eligibilites.fin, row);
      bool holds = (begin == DC_NO_DATE || date >= begin) && (end == DC_NO_DATE || date <= end);
      if (holds) ids[used++] = dc_id_at(c->eligibilites.public, row);
    }
    out->counts[i] = (uint32_t)used - (uint32_t)out->discrete[i];
  }
}

static void fetch_date(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out) {
  *out = (dc_vector){.kind = DC_VALUE_DATE, .stride = 1, .discrete = DC_NEW_ARRAY(scratch, count, int64_t)};
  for (size_t i = 0; i < count; i++) out->discrete[i] = dc_record_date(scope->accounts, scope->rows[i]);
}

static void fetch_hours(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_accounts *accounts = scope->accounts;
  *out = (dc_vector){.kind = DC_VALUE_NUMBER,
                     .stride = 1,
                     .absent = DC_NEW_ARRAY(scratch, count, bool),
                     .numbers = DC_NEW_ARRAY(scratch, count, dc_rational)};
  const dc_column *hours = accounts->details->columns.releves.heures;
  for (size_t i = 0; i < count; i++) {
    uint32_t row = scope->rows[i];
    bool known = dc_quantity_at(hours, row) != DC_NO_QUANTITY ||
                 dc_index_find(&accounts->details->converted_rows, &row) != UINT32_MAX;
    out->absent[i] = !known;
    out->numbers[i] = (dc_rational){known ? dc_account_declared(accounts, row) : 0, DC_HOUR};
  }
}

static void fetch_first_day(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_accounts *accounts = scope->accounts;
  *out = (dc_vector){.kind = DC_VALUE_DATE,
                     .stride = 1,
                     .absent = DC_NEW_ARRAY(scratch, count, bool),
                     .discrete = DC_NEW_ARRAY(scratch, count, int64_t)};
  for (size_t i = 0; i < count; i++) {
    dc_date first = accounts->details->first_day_worked[accounts->participant_of[scope->rows[i]]];
    out->discrete[i] = first;
    out->absent[i] = first == DC_NO_DATE;
  }
}

/* ---- values derived from markets ---- */

static void fetch_statement(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out) {
  (void)count;
  one_discrete(out, scratch, DC_VALUE_DATE, scope->accounts->statement, false);
}

static void fetch_market_end(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out) {
  (void)count;
  one_discrete(out, scratch, DC_VALUE_DATE, scope->marche->fin, scope->marche->fin == DC_NO_DATE);
}

static void fetch_market_epci(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out) {
  (void)count;
  uint32_t siren = scope->accounts->epcis[scope->marche->epci].siren;
  one_discrete(out, scratch, DC_VALUE_ID, siren, siren == 0);
}

/* Hours of the site that nobody brought along; unknown as long as either is. */
static dc_hours newly_assigned(const dc_base *base) {
  return base->chantier == DC_NO_QUANTITY || base->reprises == DC_NO_QUANTITY ? DC_NO_QUANTITY
                                                                              : base->chantier - base->reprises;
}

/* Engine values that are one stored quantity of the market. */
static int64_t market_quantity(const dc_marche *marche, dc_text column) {
  const struct {
    dc_text column;
    int64_t value;
  } known[] = {
      {DC_TEXT("montant_ht"), marche->base.montant},
      {DC_TEXT("montant_commande"), marche->base.commande},
      {DC_TEXT("montant_facture"), marche->base.facture},
      {DC_TEXT("heures_engagees"), marche->base.engagees},
      {DC_TEXT("heures_chantier"), marche->base.chantier},
      {DC_TEXT("heures_reprises"), marche->base.reprises},
      {DC_TEXT("heures_nouvelles"), newly_assigned(&marche->base)},
      {DC_TEXT("heures_declarees"), marche->totals.declared},
      {DC_TEXT("heures_admises"), marche->totals.admitted},
      {DC_TEXT("heures_retenues"), marche->totals.counted},
      {DC_TEXT("heures_refusees"), marche->totals.refused},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (dc_text_equal(known[i].column, column)) return known[i].value;
  }
  dc_bug(__FILE__, __LINE__, column.data);
}

/* ---- the way from a field to its values ---- */

typedef void (*dc_fetcher)(const dc_scope *scope, size_t count, dc_arena *scratch, dc_vector *out);

static const struct {
  const char *table, *column;
  dc_fetcher fetch;
} derived[] = {
    {"calcul", "arrete", fetch_statement},     {"calcul", "fin", fetch_market_end},
    {"calcul", "epci", fetch_market_epci},     {"calcul", "premier_jour_travaille", fetch_first_day},
    {"calcul", "date_facture", fetch_date}, /* an invoice line of a timesheet bears the date of its invoice */
    {"releves", "date", fetch_date},           {"releves", "heures", fetch_hours},
    {"participants", "public", fetch_publics},
};

static bool fetch_derived(const dc_scope *scope, const dc_field *field, size_t count, dc_arena *scratch,
                          dc_vector *out) {
  for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
    if (!dc_text_equal(field->table, dc_text_from(derived[i].table))) continue;
    if (!dc_text_equal(field->column, dc_text_from(derived[i].column))) continue;
    derived[i].fetch(scope, count, scratch, out);
    return true;
  }
  return false;
}

static void fetch_computed(const dc_scope *scope, const dc_field *field, dc_arena *scratch, dc_vector *out) {
  const dc_account_details *details = scope->accounts->details;
  size_t first = (size_t)scope->marche->number * details->computed_count;
  dc_rational value = details->computed[first + field->number - details->first_computed];
  one_number(out, scratch, value, !dc_rational_valid(value));
}

static void fetch_person(const dc_scope *scope, const dc_field *field, size_t count, dc_arena *scratch,
                         dc_vector *out) {
  uint32_t *persons = DC_NEW_ARRAY(scratch, count, uint32_t);
  for (size_t i = 0; i < count; i++) persons[i] = scope->accounts->participant_of[scope->rows[i]];
  many_cells(out, scratch, column_of(scope->accounts, DC_PARTICIPANTS, field), persons, count);
}

static void fetch_contract(const dc_scope *scope, const dc_field *field, size_t count, dc_arena *scratch,
                           dc_vector *out) {
  uint32_t *contracts = DC_NEW_ARRAY(scratch, count, uint32_t);
  for (size_t i = 0; i < count; i++) {
    uint32_t contract = scope->accounts->contrat_of ? scope->accounts->contrat_of[scope->rows[i]] : 0;
    contracts[i] = contract ? contract - 1 : DC_UNKNOWN;
  }
  many_cells(out, scratch, column_of(scope->accounts, DC_CONTRATS, field), contracts, count);
}

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_scope *scope = context;
  bool above_line =
      field->level == DC_LEVEL_STATEMENT || field->level == DC_LEVEL_MARCHE || field->level == DC_LEVEL_TOTALS;
  DC_ASSERT(above_line || scope->rows);
  if (fetch_derived(scope, field, count, scratch, out)) return;
  if (dc_text_equal(field->table, DC_TEXT("regles")))
    fetch_computed(scope, field, scratch, out);
  else if (dc_text_equal(field->table, DC_TEXT("calcul"))) {
    one_quantity(out, scratch, market_quantity(scope->marche, field->column), field->type);
  } else if (dc_text_equal(field->table, DC_TEXT("marches"))) {
    const dc_column *column = column_of(scope->accounts, DC_MARCHES, field);
    one_cell(out, scratch, column, (uint32_t)scope->marche->row);
  } else if (dc_text_equal(field->table, DC_TEXT("participants")))
    fetch_person(scope, field, count, scratch, out);
  else if (dc_text_equal(field->table, DC_TEXT("contrats")))
    fetch_contract(scope, field, count, scratch, out);
  else
    many_cells(out, scratch, column_of(scope->accounts, DC_RELEVES, field), scope->rows, count);
}

dc_environment dc_scope_environment(dc_scope *scope) { return (dc_environment){.context = scope, .fetch = fetch}; }
