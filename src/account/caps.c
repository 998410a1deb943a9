/* Phases P5 to P7 and the caps of P9: whatever one record takes from another, in the order of days. */
#include <stdlib.h>

#include "account/keys.h"

/* ---- P5, P7: caps ---- */

/* The first cap of that kind that concerns the record and lacks the value of its limit; NULL when none does. */
static const dc_article *without_limit(const dc_accounts *accounts, dc_ledger_keys **keys, dc_effect effect,
                                       uint32_t row) {
  const dc_plan *plan = dc_plan_for(accounts, row);
  const dc_article_list *list = &plan->by_effect[effect];
  size_t bit = dc_keys_first_bit(plan, effect);
  for (size_t i = 0; i < list->count; i++) {
    if (!dc_keys_concern(accounts, list, i, bit, row)) continue;
    dc_hours limit = dc_keys_limit(keys[list->items[i]->id], accounts, accounts->marche_of[row]);
    if (limit == DC_NO_QUANTITY) return list->items[i];
  }
  return NULL;
}

/* What the caps of one kind, all of known limits, leave of `wanted` hours; they all use up what is left. The cap that
 * bound (of equals, the first in the plan) and the record that had used it last come back through `article` and
 * `other`. */
static dc_hours through_caps(dc_accounts *accounts, dc_ledger_keys **keys, dc_effect effect, uint32_t row,
                             dc_hours wanted, const dc_article **article, uint32_t *other) {
  const dc_plan *plan = dc_plan_for(accounts, row);
  const dc_article_list *list = &plan->by_effect[effect];
  size_t bit = dc_keys_first_bit(plan, effect);
  dc_hours granted = wanted;
  *article = NULL;
  for (size_t i = 0; i < list->count; i++) {
    if (!dc_keys_concern(accounts, list, i, bit, row)) continue;
    dc_ledger_keys *cap = keys[list->items[i]->id];
    dc_keys_start_period(cap, accounts, row);
    dc_hours limit = dc_keys_limit(cap, accounts, accounts->marche_of[row]);
    const dc_counter *counter = dc_keys_counter(cap, accounts, row, true);
    dc_hours left = limit > counter->used ? limit - counter->used : 0;
    if (left >= granted) continue;
    granted = left;
    *article = list->items[i];
    *other = counter->last == DC_UNKNOWN ? 0 : counter->last + 1;
  }
  for (size_t i = 0; i < list->count && granted > 0; i++) {
    if (!dc_keys_concern(accounts, list, i, bit, row)) continue;
    dc_counter *counter = dc_keys_counter(keys[list->items[i]->id], accounts, row, true);
    counter->used += granted;
    counter->last = row;
  }
  return granted;
}

static void cap_record(dc_accounts *accounts, dc_ledger_keys **real, dc_ledger_keys **counted, uint32_t row) {
  dc_decision *decision = &accounts->decisions[row];
  const dc_article *article = without_limit(accounts, real, DC_EFFECT_CAP, row);
  if (!article) article = without_limit(accounts, counted, DC_EFFECT_CAP_COUNTED, row);
  if (article) {
    decision->verdict = DC_ECARTEE;
    decision->article = dc_article_mark(article);
    return;
  }
  uint32_t other = 0;
  dc_hours declared = dc_account_declared(accounts, row);
  dc_hours admitted = through_caps(accounts, real, DC_EFFECT_CAP, row, declared, &article, &other);
  if (article) {
    decision->article = dc_article_mark(article);
    decision->other = other;
    decision->verdict = admitted > 0 ? DC_REDUITE : DC_REFUSEE;
  }
  decision->admitted = (int32_t)admitted;
  dc_hours full = dc_account_weighted(accounts, row);
  decision->counted = (int32_t)through_caps(accounts, counted, DC_EFFECT_CAP_COUNTED, row, full, &article, &other);
  if (article && !decision->article) {
    decision->article = dc_article_mark(article);
    decision->other = other;
  }
}

void dc_count_caps(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_ledger_keys **real = dc_keys_open(accounts, DC_EFFECT_CAP);
  dc_ledger_keys **counted = dc_keys_open(accounts, DC_EFFECT_CAP_COUNTED);
  for (size_t i = 0; i < counting->details->by_day_count; i++) {
    uint32_t row = counting->details->by_day[i];
    if (accounts->decisions[row].verdict == DC_RETENUE) cap_record(accounts, real, counted, row);
  }
  dc_keys_close(accounts, real);
  dc_keys_close(accounts, counted);
}

/* ---- records set aside ---- */

typedef struct {
  uint32_t marche, article;
} dc_gap_key;

typedef struct {
  uint32_t row, count;
} dc_gap;

static void report_gap(dc_counting *counting, const dc_gap *gap) {
  dc_accounts *accounts = counting->accounts;
  dc_text motif = dc_account_motif(accounts, gap->row, true, counting->diagnostics->arena);
  dc_count_report(counting, DC_D_MISSING_DATA, DC_RELEVES, gap->row, accounts->marche_of[gap->row],
                  DC_S " (%u ligne%s, ici la première)", DC_ARG(motif), gap->count, gap->count > 1 ? "s" : "");
}

void dc_count_gaps(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_index keys;
  size_t capacity = 0;
  dc_gap *gaps = dc_grow(NULL, &capacity, 1, sizeof *gaps);
  dc_index_init(&keys, sizeof(dc_gap_key));
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    const dc_decision *decision = &accounts->decisions[row];
    /* A market without a usable recueil has been told already. */
    if (decision->verdict != DC_ECARTEE || !dc_plan_for(accounts, row)) continue;
    dc_gap_key key = {accounts->marche_of[row], decision->article};
    bool added;
    uint32_t number = dc_index_add(&keys, &key, &added);
    gaps = dc_grow(gaps, &capacity, number + 1u, sizeof *gaps);
    if (added) gaps[number] = (dc_gap){.row = (uint32_t)row};
    gaps[number].count++;
  }
  for (size_t i = 0; i < keys.count; i++) report_gap(counting, &gaps[i]);
  dc_index_free(&keys);
  free(gaps);
}

/* ---- P9: caps that only report ---- */

/* « par personne et par jour », or by week: suspicions need not tell it again. */
static void remember_told(dc_counting *counting, const dc_key *key, uint32_t person, dc_date first) {
  const dc_field *participant = counting->details->columns.participants.participant->field;
  if (key->count != 1 || key->fields[0] != participant) return;
  dc_controlled told = {person, (int32_t)key->period, first};
  dc_index_add(&counting->details->controlled, &told, NULL);
}

static void report_over(dc_counting *counting, const dc_ledger_keys *keys, const dc_counter *counter) {
  const dc_accounts *accounts = counting->accounts;
  char sum[DC_NUMBER_SIZE], limit[DC_NUMBER_SIZE], date[DC_DATE_SIZE];
  dc_arena *arena = counting->diagnostics->arena;
  bool week = keys->article->key.period == DC_PERIOD_WEEK;
  dc_date day = dc_record_date(accounts, counter->over), first = week ? dc_date_monday(day) : day;
  uint32_t person = accounts->participant_of[counter->over];
  dc_text name = dc_text_of(accounts, dc_id_at(counting->details->columns.participants.participant, person));
  remember_told(counting, &keys->article->key, person, first);
  dc_count_report(counting, DC_D_CONTROL_FAILED, DC_RELEVES, counter->over, accounts->marche_of[counter->over],
                  DC_S ", %s%s : %s h, plus que %s h " DC_S " (" DC_S ")", DC_ARG(name), week ? "semaine du " : "",
                  dc_date_french(first, date).data, dc_hours_text(counter->used, sum).data,
                  dc_hours_text(counter->limit, limit).data, DC_ARG(dc_key_words(arena, &keys->article->key)),
                  DC_ARG(dc_article_name(arena, keys->article)));
}

static void flush_control(dc_counting *counting, dc_ledger_keys *keys) {
  for (size_t i = 0; i < keys->keys.count; i++) {
    if (keys->counters[i].over != DC_UNKNOWN) report_over(counting, keys, &keys->counters[i]);
  }
}

static void control_record(dc_counting *counting, dc_ledger_keys **keys, uint32_t row) {
  dc_accounts *accounts = counting->accounts;
  const dc_plan *plan = dc_plan_for(accounts, row);
  const dc_article_list *list = &plan->by_effect[DC_EFFECT_CONTROL_CAP];
  size_t bit = dc_keys_first_bit(plan, DC_EFFECT_CONTROL_CAP);
  for (size_t i = 0; i < list->count; i++) {
    if (!dc_keys_concern(accounts, list, i, bit, row)) continue;
    dc_ledger_keys *control = keys[list->items[i]->id];
    if (dc_keys_period_ends(control, accounts, row)) {
      flush_control(counting, control);
      dc_keys_clear(control, accounts, row);
    }
    dc_hours limit = dc_keys_limit(control, accounts, accounts->marche_of[row]);
    if (limit == DC_NO_QUANTITY) continue;
    dc_counter *counter = dc_keys_counter(control, accounts, row, true);
    counter->used += accounts->decisions[row].admitted;
    if (counter->used <= limit) continue;
    accounts->articles[list->items[i]->id].decided++;
    counter->limit = limit;
    if (counter->over == DC_UNKNOWN) counter->over = row;
  }
}

void dc_count_control_caps(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_ledger_keys **keys = dc_keys_open(accounts, DC_EFFECT_CONTROL_CAP);
  for (size_t i = 0; i < counting->details->by_day_count; i++) {
    uint32_t row = counting->details->by_day[i];
    if (accounts->decisions[row].admitted > 0) control_record(counting, keys, row);
  }
  for (uint32_t id = 0; id < accounts->rules->article_count; id++) {
    if (keys[id]) flush_control(counting, keys[id]);
  }
  dc_keys_close(accounts, keys);
}
