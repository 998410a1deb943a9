#include "account/keys.h"

#include <stdlib.h>
#include <string.h>

const dc_effect dc_masked_effects[4] = {DC_EFFECT_ONCE, DC_EFFECT_CAP, DC_EFFECT_CAP_COUNTED, DC_EFFECT_CONTROL_CAP};

size_t dc_keys_first_bit(const dc_plan *plan, dc_effect effect) {
  size_t bit = 0;
  for (size_t i = 0; dc_masked_effects[i] != effect; i++) bit += plan->by_effect[dc_masked_effects[i]].count;
  return bit;
}

size_t dc_keys_preference_bit(const dc_plan *plan) {
  return dc_keys_first_bit(plan, DC_EFFECT_CONTROL_CAP) + plan->by_effect[DC_EFFECT_CONTROL_CAP].count;
}

/* ---- opening ---- */

static dc_ledger_keys *open_keys(const dc_accounts *accounts, const dc_article *article) {
  dc_ledger_keys *keys = dc_zeroed(1, sizeof *keys);
  keys->article = article;
  keys->period = INT32_MIN;
  for (size_t i = 0; i < article->key.count; i++) keys->columns[i] = dc_column_of(accounts, article->key.fields[i]);
  dc_index_init(&keys->keys, (article->key.count ? article->key.count : 1) * sizeof(int64_t));
  if (article->value) {
    keys->limits = dc_zeroed(accounts->marche_count, sizeof *keys->limits);
    for (size_t i = 0; i < accounts->marche_count; i++) keys->limits[i] = -1;
  }
  return keys;
}

dc_ledger_keys **dc_keys_open(const dc_accounts *accounts, dc_effect effect) {
  dc_ledger_keys **opened = dc_zeroed(accounts->rules->article_count, sizeof *opened);
  for (size_t m = 0; m < accounts->marche_count; m++) {
    const dc_plan *plan = accounts->marches[m].plan;
    if (!plan) continue;
    for (size_t i = 0; i < plan->by_effect[effect].count; i++) {
      const dc_article *article = plan->by_effect[effect].items[i];
      if (!opened[article->id]) opened[article->id] = open_keys(accounts, article);
    }
  }
  return opened;
}

void dc_keys_close(const dc_accounts *accounts, dc_ledger_keys **keys) {
  for (uint32_t id = 0; id < accounts->rules->article_count; id++) {
    if (!keys[id]) continue;
    dc_index_free(&keys[id]->keys);
    free(keys[id]->counters);
    free(keys[id]->limits);
    free(keys[id]);
  }
  free(keys);
}

/* ---- keys of a record ---- */

static int32_t period_of(const dc_accounts *accounts, dc_period period, size_t row) {
  return dc_period_of(period, dc_record_date(accounts, row));
}

/* A key that names the day itself needs only that day's records, as « par jour » does. */
dc_period dc_key_period(const dc_key *key, const dc_accounts *accounts) {
  for (size_t i = 0; i < key->count; i++) {
    if (key->fields[i] == accounts->details->columns.releves.date->field) return DC_PERIOD_DAY;
  }
  return key->period;
}

static int64_t cell(const dc_column *column, uint32_t row) {
  if (row == DC_UNKNOWN) return 0;
  switch (dc_type_kind(column->field->type)) {
  case DC_KIND_ID: return dc_id_at(column, row);
  case DC_KIND_DAY: return dc_day_at(column, row);
  case DC_KIND_QUANTITY: break;
  }
  return dc_quantity_at(column, row);
}

static int64_t key_value(const dc_ledger_keys *keys, const dc_accounts *accounts, size_t i, size_t row) {
  const dc_columns *c = &accounts->details->columns;
  const dc_column *column = keys->columns[i];
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  if (!column) return marche->epci; /* the one derived name that groups records */
  if (column == c->participants.participant) return accounts->participant_of[row];
  if (column == c->marches.marche) return accounts->marche_of[row];
  if (column == c->releves.date) return dc_record_date(accounts, row);
  dc_text table = column->field->table;
  if (dc_text_equal(table, DC_TEXT("participants"))) return cell(column, accounts->participant_of[row]);
  if (dc_text_equal(table, DC_TEXT("marches"))) return cell(column, (uint32_t)marche->row);
  if (dc_text_equal(table, DC_TEXT("contrats"))) {
    uint32_t contract = accounts->contrat_of ? accounts->contrat_of[row] : 0;
    return cell(column, contract ? contract - 1 : DC_UNKNOWN);
  }
  return cell(column, (uint32_t)row);
}

bool dc_keys_same(const dc_ledger_keys *keys, const dc_accounts *accounts, size_t row, size_t other) {
  dc_period period = dc_key_period(&keys->article->key, accounts);
  bool same = period_of(accounts, period, row) == period_of(accounts, period, other);
  for (size_t i = 0; same && i < keys->article->key.count; i++)
    same = key_value(keys, accounts, i, row) == key_value(keys, accounts, i, other);
  return same;
}

bool dc_keys_period_ends(const dc_ledger_keys *keys, const dc_accounts *accounts, size_t row) {
  return keys->period != period_of(accounts, dc_key_period(&keys->article->key, accounts), row);
}

void dc_keys_clear(dc_ledger_keys *keys, const dc_accounts *accounts, size_t row) {
  dc_index_clear(&keys->keys);
  keys->period = period_of(accounts, dc_key_period(&keys->article->key, accounts), row);
}

void dc_keys_start_period(dc_ledger_keys *keys, const dc_accounts *accounts, size_t row) {
  if (dc_keys_period_ends(keys, accounts, row)) dc_keys_clear(keys, accounts, row);
}

dc_counter *dc_keys_counter(dc_ledger_keys *keys, const dc_accounts *accounts, size_t row, bool add) {
  int64_t key[DC_KEY_FIELDS] = {0};
  for (size_t i = 0; i < keys->article->key.count; i++) key[i] = key_value(keys, accounts, i, row);
  if (!add) {
    uint32_t known = dc_index_find(&keys->keys, key);
    return known == UINT32_MAX ? NULL : &keys->counters[known];
  }
  bool added;
  uint32_t number = dc_index_add(&keys->keys, key, &added);
  keys->counters = dc_grow(keys->counters, &keys->capacity, number + 1u, sizeof *keys->counters);
  if (added) keys->counters[number] = (dc_counter){.first = (uint32_t)row, .last = DC_UNKNOWN, .over = DC_UNKNOWN};
  return &keys->counters[number];
}

dc_hours dc_article_limit(const dc_accounts *accounts, const dc_article *article, const dc_marche *marche) {
  dc_arena scratch = {0};
  dc_scope scope = {.accounts = accounts, .marche = marche};
  dc_environment environment = dc_scope_environment(&scope);
  dc_rational value = dc_number_of(accounts->rules, article->value, &environment, &scratch);
  dc_hours limit;
  bool known = dc_rational_scale(value, DC_HOUR, DC_HUNDREDTH, &limit);
  dc_arena_free(&scratch);
  return !known ? DC_NO_QUANTITY : limit > 0 ? limit : 0; /* less than nothing leaves nothing */
}

dc_hours dc_keys_limit(dc_ledger_keys *keys, const dc_accounts *accounts, uint32_t marche) {
  dc_hours *limit = &keys->limits[marche];
  if (*limit == -1) *limit = dc_article_limit(accounts, keys->article, &accounts->marches[marche]);
  return *limit;
}

bool dc_keys_judges(const dc_accounts *accounts, const dc_article *article, size_t row) {
  dc_period period = article->key.period;
  bool finer_than_month = period == DC_PERIOD_DAY || period == DC_PERIOD_WEEK;
  return !(finer_than_month && dc_record_is_month(accounts, row));
}

bool dc_keys_concern(const dc_accounts *accounts, const dc_article_list *list, size_t i, size_t first_bit, size_t row) {
  return accounts->details->cap_masks[row] >> (first_bit + i) & 1 && dc_keys_judges(accounts, list->items[i], row);
}

/* ---- words ---- */

/* « marché » stands for the pair, and says its lot. */
static bool is_said(const dc_key *key, size_t i) {
  bool lot = dc_text_equal(key->fields[i]->name, DC_TEXT("lot"));
  return !lot || i == 0 || !dc_text_equal(key->fields[i - 1]->name, DC_TEXT("marché"));
}

dc_text dc_key_words(dc_arena *arena, const dc_key *key) {
  dc_text names[DC_KEY_FIELDS + 1];
  size_t count = 0;
  for (size_t i = 0; i < key->count; i++) {
    bool person = dc_text_equal(key->fields[i]->name, DC_TEXT("participant"));
    if (is_said(key, i)) names[count++] = person ? DC_TEXT("personne") : key->fields[i]->name;
  }
  if (key->period != DC_PERIOD_NONE) names[count++] = dc_period_name(key->period);
  dc_builder words = {.arena = arena};
  for (size_t i = 0; i < count; i++)
    dc_builder_format(&words, "%spar " DC_S, i == 0 ? "" : i + 1 == count ? " et " : ", ", DC_ARG(names[i]));
  return dc_builder_text(&words);
}
