/* What the caps of a record had been used for when its turn came, told from the decisions. */
#include <stdlib.h>

#include "account/keys.h"

static bool in_plan(const dc_plan *plan, const dc_article *article) {
  const dc_article_list *list = &plan->by_effect[article->effect];
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i] == article) return true;
  }
  return false;
}

bool dc_account_bears(const dc_accounts *accounts, const dc_article *article, size_t row) {
  if (!dc_keys_judges(accounts, article, row)) return false;
  uint32_t only = (uint32_t)row;
  dc_scope scope = {.accounts = accounts,
                    .marche = &accounts->marches[accounts->marche_of[row]],
                    .rows = &only,
                    .amounts_wait = dc_article_precedes_hours(article)};
  dc_environment environment = dc_scope_environment(&scope);
  dc_arena scratch = {0};
  bool bears = dc_verdict_of(accounts->rules, article, &environment, &scratch) == DC_TRUE;
  dc_arena_free(&scratch);
  return bears;
}

/* Is `row` before `other` in the order of the count? */
static bool comes_before(const dc_accounts *accounts, size_t row, size_t other) {
  dc_date date = dc_record_date(accounts, row), other_date = dc_record_date(accounts, other);
  return date != other_date ? date < other_date : row < other;
}

typedef struct {
  const dc_accounts *accounts;
  dc_ledger_keys *keys;
  size_t row;
} dc_asking;

static int compare_uses(const void *left, const void *right, void *context) {
  const dc_use *a = left, *b = right;
  const dc_asking *asking = context;
  return comes_before(asking->accounts, a->row, b->row) ? -1 : 1;
}

static dc_hours hours_used(const dc_asking *asking, size_t row) {
  const dc_decision *decision = &asking->accounts->decisions[row];
  return asking->keys->article->effect == DC_EFFECT_CAP_COUNTED ? decision->counted : decision->admitted;
}

static bool used_before(const dc_asking *asking, size_t row) {
  const dc_accounts *accounts = asking->accounts;
  const dc_article *article = asking->keys->article;
  if (!dc_account_in_journal(accounts, row) || hours_used(asking, row) == 0) return false;
  if (!comes_before(accounts, row, asking->row) || !dc_keys_same(asking->keys, accounts, row, asking->row))
    return false;
  const dc_plan *plan = accounts->marches[accounts->marche_of[row]].plan;
  return plan && in_plan(plan, article) && dc_account_bears(accounts, article, row);
}

dc_cap_uses dc_account_uses(const dc_accounts *accounts, const dc_article *cap, size_t row, dc_arena *arena) {
  dc_ledger_keys **opened = dc_keys_open(accounts, cap->effect);
  dc_asking asking = {accounts, opened[cap->id], row};
  dc_cap_uses uses = {.limit = dc_article_limit(accounts, cap, &accounts->marches[accounts->marche_of[row]])};
  size_t rows = dc_table_of(accounts, DC_RELEVES)->rows, capacity = 0;
  dc_use *found = NULL;
  for (uint32_t other = 0; other < rows; other++) {
    if (!used_before(&asking, other)) continue;
    found = dc_grow(found, &capacity, uses.use_count + 1, sizeof *found);
    found[uses.use_count++] = (dc_use){other, hours_used(&asking, other)};
    uses.used += hours_used(&asking, other);
  }
  uses.uses = DC_NEW_ARRAY(arena, uses.use_count, dc_use);
  for (size_t i = 0; i < uses.use_count; i++) uses.uses[i] = found[i];
  if (uses.use_count) qsort_r(uses.uses, uses.use_count, sizeof *uses.uses, compare_uses, &asking);
  free(found);
  dc_keys_close(accounts, opened);
  return uses;
}
