/* Phase P3: one hour counts once, in the order of days, then of files and lines, save for « Préférer ». */
#include <stdlib.h>

#include "account/keys.h"

typedef struct {
  dc_accounts *accounts;
  dc_ledger_keys **keys;
  bool preferring; /* some article has a « Préférer »: preferred lines are served first */
  bool whole;      /* over the whole run, since a key of theirs does not name the day */
} dc_duplicates;

/* Only a record that is kept bars the ones after it. */
static void bar(const dc_duplicates *duplicates, const dc_article_list *list, size_t bit, uint32_t row) {
  for (size_t i = 0; i < list->count; i++) {
    if (dc_keys_concern(duplicates->accounts, list, i, bit, row))
      dc_keys_counter(duplicates->keys[list->items[i]->id], duplicates->accounts, row, true);
  }
}

static void judge(const dc_duplicates *duplicates, uint32_t row) {
  dc_accounts *accounts = duplicates->accounts;
  const dc_plan *plan = dc_plan_for(accounts, row);
  const dc_article_list *list = &plan->by_effect[DC_EFFECT_ONCE];
  dc_decision *decision = &accounts->decisions[row];
  size_t bit = dc_keys_first_bit(plan, DC_EFFECT_ONCE);
  for (size_t i = 0; i < list->count; i++) {
    const dc_article *article = list->items[i];
    if (!dc_keys_concern(accounts, list, i, bit, row)) continue;
    accounts->articles[article->id].examined++;
    /* Keys of a day that is over are of no use, unless the run is gone through twice. */
    if (!duplicates->whole) dc_keys_start_period(duplicates->keys[article->id], accounts, row);
    const dc_counter *taken = dc_keys_counter(duplicates->keys[article->id], accounts, row, false);
    if (!taken) continue;
    decision->verdict = DC_REFUSEE;
    decision->article = dc_article_mark(article);
    decision->other = taken->first + 1;
    return;
  }
  bar(duplicates, list, bit, row);
}

static bool preferred(const dc_accounts *accounts, uint32_t row) {
  return accounts->details->cap_masks[row] >> dc_keys_preference_bit(dc_plan_for(accounts, row)) != 0;
}

/* Serves the rows of by_day from `first` to `last` (excluded): the preferred ones, then the others. */
static void serve(const dc_duplicates *duplicates, size_t first, size_t last) {
  const uint32_t *rows = duplicates->accounts->details->by_day;
  for (int rank = 0; rank < 1 + duplicates->preferring; rank++) {
    for (size_t i = first; i < last; i++) {
      if (duplicates->accounts->decisions[rows[i]].verdict != DC_RETENUE) continue;
      if (duplicates->preferring && preferred(duplicates->accounts, rows[i]) == (rank == 1)) continue;
      judge(duplicates, rows[i]);
    }
  }
}

static void find_preferences(dc_duplicates *duplicates) {
  const dc_accounts *accounts = duplicates->accounts;
  for (uint32_t id = 0; id < accounts->rules->article_count; id++) {
    if (!duplicates->keys[id] || !duplicates->keys[id]->article->preference) continue;
    duplicates->preferring = true;
    if (dc_key_period(&duplicates->keys[id]->article->key, accounts) != DC_PERIOD_DAY) duplicates->whole = true;
  }
}

void dc_count_duplicates(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  const dc_account_details *details = counting->details;
  dc_duplicates duplicates = {.accounts = accounts, .keys = dc_keys_open(accounts, DC_EFFECT_ONCE)};
  find_preferences(&duplicates);
  bool by_day = duplicates.preferring && !duplicates.whole;
  for (size_t first = 0, last; first < details->by_day_count; first = last) {
    last = by_day ? first + 1 : details->by_day_count;
    dc_date day = dc_record_date(accounts, details->by_day[first]);
    while (last < details->by_day_count && dc_record_date(accounts, details->by_day[last]) == day) last++;
    serve(&duplicates, first, last);
  }
  dc_keys_close(accounts, duplicates.keys);
}
