/* Gives rules the values of a market and of its records. */
#include <stdlib.h>
#include <string.h>

#include "account/groups.h"

/* Where the values of one field of the lexicon come from. */
typedef struct dc_origin {
  void (*fetch)(const dc_scope *scope, const struct dc_origin *origin, size_t count, dc_arena *scratch, dc_vector *out);
  const dc_field *field;
  const dc_column *column; /* NULL: not a column of a table */
} dc_origin;

/* ---- items ---- */

/* A stored quantity in natural units: the denominator of its column. */
static int64_t quantity_parts(dc_type type) {
  return type == DC_TYPE_HOURS ? DC_HOUR : type == DC_TYPE_PERCENT ? DC_WHOLE : 100;
}

static void begin(dc_vector *out, dc_arena *scratch, dc_shape shape, size_t items) {
  out->shape = shape;
  out->values = DC_NEW_ARRAY(scratch, items, int64_t);
}

static void one_value(dc_vector *out, dc_arena *scratch, int64_t value) {
  begin(out, scratch, DC_ONE, 1);
  out->values[0] = value;
}

static int64_t value_of_date(dc_date date) { return date == DC_NO_DATE ? DC_NO_VALUE : date; }
static int64_t value_of_id(uint32_t id) { return id ? (int64_t)id : DC_NO_VALUE; }

/* The cells of several rows of a column; DC_UNKNOWN: absent. */
static void cells(dc_vector *out, const dc_column *column, const uint32_t rows[], size_t count) {
  int64_t *restrict values = out->values;
  if (column->ids) {
    const uint32_t *ids = column->ids;
    for (size_t i = 0; i < count; i++) values[i] = rows[i] == DC_UNKNOWN ? DC_NO_VALUE : value_of_id(ids[rows[i]]);
  } else if (column->days) {
    const dc_date *days = column->days;
    for (size_t i = 0; i < count; i++) values[i] = rows[i] == DC_UNKNOWN ? DC_NO_VALUE : value_of_date(days[rows[i]]);
  } else if (column->quantities) {
    const int64_t *quantities = column->quantities;
    for (size_t i = 0; i < count; i++) values[i] = rows[i] == DC_UNKNOWN ? DC_NO_VALUE : quantities[rows[i]];
  } else { /* no row has a value */
    for (size_t i = 0; i < count; i++) values[i] = DC_NO_VALUE;
  }
  if (out->kind == DC_VALUE_NUMBER) out->parts = quantity_parts(column->field->type);
}

/* ---- groups ---- */

/* One row alone is a group. */
static size_t group_count(const dc_scope *scope) { return scope->groups ? scope->groups->count : 1; }

static dc_group group_at(const dc_scope *scope, size_t i) {
  return scope->groups ? scope->groups->items[i] : dc_group_of(scope->accounts, scope->rows[i]);
}

static void fetch_person(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                         dc_vector *out) {
  (void)count;
  size_t groups = group_count(scope);
  uint32_t *persons = DC_NEW_ARRAY(scratch, groups, uint32_t);
  for (size_t i = 0; i < groups; i++) persons[i] = group_at(scope, i).participant;
  begin(out, scratch, DC_BY_GROUP, groups);
  cells(out, origin->column, persons, groups);
}

static void fetch_contract(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                           dc_vector *out) {
  (void)count;
  size_t groups = group_count(scope);
  uint32_t *contracts = DC_NEW_ARRAY(scratch, groups, uint32_t);
  for (size_t i = 0; i < groups; i++) contracts[i] = group_at(scope, i).contrat;
  begin(out, scratch, DC_BY_GROUP, groups);
  cells(out, origin->column, contracts, groups);
}

static void fetch_first_day(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                            dc_vector *out) {
  (void)origin, (void)count;
  begin(out, scratch, DC_BY_GROUP, group_count(scope));
  for (size_t i = 0; i < group_count(scope); i++)
    out->values[i] = value_of_date(scope->accounts->details->first_day_worked[group_at(scope, i).participant]);
}

/* The publics that a group has on its days, appended to `ids`: the main one, then the dated ones. */
static uint32_t publics_of(const dc_accounts *accounts, const dc_group *group, uint32_t *ids) {
  const dc_account_details *details = accounts->details;
  const dc_columns *c = &details->columns;
  uint32_t count = 0, main = dc_id_at(c->participants.public, group->participant);
  if (main) ids[count++] = main;
  uint32_t last = details->status_first[group->participant + 1];
  for (uint32_t k = details->status_first[group->participant]; k < last; k++) {
    uint32_t row = details->status_rows[k];
    dc_date begin = dc_day_at(c->eligibilites.debut, row), end = dc_day_at(c->eligibilites.fin, row);
    bool holds = (begin == DC_NO_DATE || begin <= group->from) && (end == DC_NO_DATE || group->until <= end);
    if (holds) ids[count++] = dc_id_at(c->eligibilites.public, row);
  }
  return count;
}

static void fetch_publics(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                          dc_vector *out) {
  (void)origin, (void)count;
  const dc_account_details *details = scope->accounts->details;
  size_t groups = group_count(scope), room = 0;
  for (size_t i = 0; i < groups; i++) {
    uint32_t person = group_at(scope, i).participant;
    room += 1 + details->status_first[person + 1] - details->status_first[person];
  }
  uint32_t *ids = DC_NEW_ARRAY(scratch, room, uint32_t), *counts = DC_NEW_ARRAY(scratch, groups, uint32_t), used = 0;
  begin(out, scratch, DC_BY_GROUP, groups);
  for (size_t i = 0; i < groups; i++) {
    dc_group group = group_at(scope, i);
    out->values[i] = used;
    counts[i] = publics_of(scope->accounts, &group, ids + used);
    used += counts[i];
  }
  out->ids = ids;
  out->counts = counts;
}

/* ---- lines ---- */

static void fetch_line(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                       dc_vector *out) {
  begin(out, scratch, DC_BY_LINE, count);
  cells(out, origin->column, scope->rows, count);
}

/* An invoice line of a timesheet bears the date of its invoice: it is the date of both. */
static void fetch_date(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                       dc_vector *out) {
  (void)origin;
  begin(out, scratch, DC_BY_LINE, count);
  if (scope->groups)
    memcpy(out->values, scope->groups->dates, count * sizeof *out->values);
  else
    out->values[0] = value_of_date(dc_record_date(scope->accounts, scope->rows[0]));
}

/* Hours declared, or converted from an amount. */
static void fetch_hours(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                        dc_vector *out) {
  fetch_line(scope, origin, count, scratch, out);
  const dc_account_details *details = scope->accounts->details;
  for (size_t i = 0; i < count && !scope->amounts_wait; i++) {
    if (out->values[i] != DC_NO_VALUE) continue;
    uint32_t number = dc_index_find(&details->converted_rows, &scope->rows[i]);
    if (number == UINT32_MAX) continue;
    const dc_conversion *conversion = &details->converted[number];
    if (conversion->settled) out->values[i] = conversion->hours;
  }
}

/* ---- markets ---- */

static void fetch_market(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                         dc_vector *out) {
  (void)count;
  uint32_t row = (uint32_t)scope->marche->row;
  begin(out, scratch, DC_ONE, 1);
  cells(out, origin->column, &row, 1);
}

static void fetch_statement(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                            dc_vector *out) {
  (void)origin, (void)count;
  one_value(out, scratch, scope->accounts->statement);
}

static void fetch_market_end(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                             dc_vector *out) {
  (void)origin, (void)count;
  one_value(out, scratch, value_of_date(scope->marche->fin));
}

static void fetch_market_epci(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                              dc_vector *out) {
  (void)origin, (void)count;
  one_value(out, scratch, value_of_id(scope->accounts->epcis[scope->marche->epci].siren));
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
      {DC_TEXT("heures_exonerees"), marche->base.exonerees},
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

static void fetch_market_quantity(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                                  dc_vector *out) {
  (void)count;
  one_value(out, scratch, market_quantity(scope->marche, origin->field->column));
  out->parts = quantity_parts(origin->field->type);
}

static void fetch_computed(const dc_scope *scope, const dc_origin *origin, size_t count, dc_arena *scratch,
                           dc_vector *out) {
  (void)count;
  const dc_account_details *details = scope->accounts->details;
  size_t first = (size_t)scope->marche->number * details->computed_count;
  out->numbers = DC_NEW(scratch, dc_rational);
  out->numbers[0] = details->computed[first + origin->field->number - details->first_computed];
}

/* ---- the way from a field to its values ---- */

static const struct {
  const char *table, *column;
  void (*fetch)(const dc_scope *, const dc_origin *, size_t, dc_arena *, dc_vector *);
} ways[] = {
    {"calcul", "arrete", fetch_statement},
    {"calcul", "fin", fetch_market_end},
    {"calcul", "epci", fetch_market_epci},
    {"calcul", "premier_jour_travaille", fetch_first_day},
    {"calcul", "date_facture", fetch_date},
    {"releves", "date", fetch_date},
    {"releves", "heures", fetch_hours},
    {"participants", "public", fetch_publics},
    /* and any other column: */
    {"calcul", NULL, fetch_market_quantity},
    {"regles", NULL, fetch_computed},
    {"marches", NULL, fetch_market},
    {"participants", NULL, fetch_person},
    {"contrats", NULL, fetch_contract},
    {"releves", NULL, fetch_line},
};

static dc_origin origin_of(const dc_accounts *accounts, const dc_field *field) {
  dc_origin origin = {.field = field, .column = dc_column_of(accounts, field)};
  for (size_t i = 0; i < sizeof ways / sizeof *ways && !origin.fetch; i++) {
    if (!dc_text_equal(field->table, dc_text_from(ways[i].table))) continue;
    if (ways[i].column && !dc_text_equal(field->column, dc_text_from(ways[i].column))) continue;
    origin.fetch = ways[i].fetch;
  }
  return origin;
}

void dc_count_origins(dc_counting *counting) {
  const dc_lexicon *lexicon = counting->accounts->lexicon;
  counting->details->origins = dc_zeroed(lexicon->count, sizeof *counting->details->origins);
  for (uint32_t i = 0; i < lexicon->count; i++)
    if (lexicon->fields[i].level != DC_LEVEL_NONE)
      counting->details->origins[i] = origin_of(counting->accounts, &lexicon->fields[i]);
}

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_scope *scope = context;
  const dc_origin *origin = &scope->accounts->details->origins[field->number];
  DC_ASSERT(origin->fetch && (scope->rows || (field->level != DC_LEVEL_PERSON && field->level != DC_LEVEL_LINE)));
  origin->fetch(scope, origin, count, scratch, out);
}

dc_environment dc_scope_environment(dc_scope *scope) { return (dc_environment){.context = scope, .fetch = fetch}; }
