/* Phases P2, P4 and P6, and the conditions of the others: refusals, conversions, weights. */
#include <stdlib.h>
#include <string.h>

#include "account/keys.h"

typedef struct {
  dc_counting *counting;
  const dc_marche *marche;
  const uint32_t *rows; /* the batch */
  size_t count;
  dc_environment *environment;
  dc_arena *scratch;
} dc_pass;

/* ---- P2: refusals ---- */

/* A record that lacks a value some rule needs is set aside, unless another rule refuses it outright. */
static void set_aside(dc_decision *decision, const dc_article *article) {
  if (decision->verdict != DC_RETENUE) return;
  decision->verdict = DC_ECARTEE;
  decision->article = dc_article_mark(article);
}

static void apply_refusal(dc_pass *pass, size_t number, const dc_article *article) {
  uint8_t verdicts[DC_BATCH];
  dc_accounts *accounts = pass->counting->accounts;
  dc_article_verdicts(accounts->rules, article, pass->environment, pass->count, pass->scratch, verdicts);
  accounts->articles[article->id].examined += pass->count;
  for (size_t i = 0; i < pass->count; i++) {
    dc_decision *decision = &accounts->decisions[pass->rows[i]];
    if (verdicts[i] == DC_TRUE) {
      if (decision->refusals == 0) decision->article = dc_article_mark(article);
      decision->refusals |= UINT64_C(1) << number;
      decision->verdict = DC_REFUSEE;
    } else if (verdicts[i] == DC_ABSENT) {
      set_aside(decision, article);
    }
  }
}

/* ---- P6: weights ---- */

/* Gives a record the coefficient of the k-th weight. Weights that may be cumulated multiply; others must agree.
 * `owners`: the weights that it already has, a bit each. false when they contradict one another. */
static bool give_weight(dc_accounts *accounts, const dc_plan *plan, dc_decision *decision, size_t k, uint64_t *owners,
                        dc_rational weight) {
  dc_rational so_far = dc_rational_parts(accounts->coefficients[decision->coefficient]);
  bool alone = *owners & ~plan->cumulates[k], agrees = dc_rational_compare(so_far, weight) == 0;
  *owners |= UINT64_C(1) << k;
  if (alone) return agrees;
  dc_rational product = dc_rational_mul(so_far, weight);
  dc_parts parts;
  return dc_rational_valid(product) && dc_rational_scale(product, DC_WHOLE, 1, &parts) && parts >= 0 &&
         parts <= DC_LARGEST_COEFFICIENT && dc_coefficient_number(accounts, parts, &decision->coefficient);
}

static void apply_weight(dc_pass *pass, size_t k, uint64_t owners[]) {
  uint8_t verdicts[DC_BATCH];
  dc_accounts *accounts = pass->counting->accounts;
  const dc_plan *plan = pass->marche->plan;
  const dc_article *article = plan->by_effect[DC_EFFECT_WEIGHT].items[k];
  dc_article_verdicts(accounts->rules, article, pass->environment, pass->count, pass->scratch, verdicts);
  dc_vector value = dc_evaluate(accounts->rules, article->value, pass->environment, pass->count, pass->scratch);
  accounts->articles[article->id].examined += pass->count;
  for (size_t i = 0; i < pass->count; i++) {
    if (verdicts[i] == DC_FALSE) continue;
    dc_decision *decision = &accounts->decisions[pass->rows[i]];
    size_t at = i * value.stride;
    bool known = verdicts[i] == DC_TRUE && !(value.absent && value.absent[at]);
    if (known && give_weight(accounts, plan, decision, k, &owners[i], value.numbers[at]))
      accounts->articles[article->id].decided++;
    else
      set_aside(decision, article);
  }
}

/* ---- P3, P5, P7, P9: which keys concern a record ---- */

static void mark_keys(dc_pass *pass, dc_effect effect) {
  uint8_t verdicts[DC_BATCH];
  dc_accounts *accounts = pass->counting->accounts;
  const dc_article_list *list = &pass->marche->plan->by_effect[effect];
  size_t bit = dc_keys_first_bit(pass->marche->plan, effect);
  for (size_t k = 0; k < list->count; k++, bit++) {
    const dc_article *article = list->items[k];
    dc_article_verdicts(accounts->rules, article, pass->environment, pass->count, pass->scratch, verdicts);
    for (size_t i = 0; i < pass->count; i++) {
      if (verdicts[i] == DC_TRUE)
        pass->counting->details->cap_masks[pass->rows[i]] |= UINT32_C(1) << bit;
      else if (verdicts[i] == DC_ABSENT)
        set_aside(&accounts->decisions[pass->rows[i]], article);
    }
  }
}

/* « Préférer »: the bits after those of the keys. An absent value prefers nothing. */
static void mark_preferred(dc_pass *pass) {
  dc_accounts *accounts = pass->counting->accounts;
  const dc_article_list *list = &pass->marche->plan->by_effect[DC_EFFECT_ONCE];
  size_t bit = dc_keys_preference_bit(pass->marche->plan);
  for (size_t k = 0; k < list->count; k++) {
    if (!list->items[k]->preference) continue;
    dc_vector truth =
        dc_evaluate(accounts->rules, list->items[k]->preference, pass->environment, pass->count, pass->scratch);
    for (size_t i = 0; i < pass->count; i++) {
      size_t at = i * truth.stride;
      bool preferred = !(truth.absent && truth.absent[at]) && truth.discrete[at];
      pass->counting->details->cap_masks[pass->rows[i]] |= (uint32_t)preferred << bit;
    }
    bit++;
  }
}

static void judge_batch(dc_pass *pass) {
  const dc_article_list *lists = pass->marche->plan->by_effect;
  for (size_t i = 0; i < lists[DC_EFFECT_REFUSE].count; i++) apply_refusal(pass, i, lists[DC_EFFECT_REFUSE].items[i]);
  uint64_t owners[DC_BATCH] = {0};
  for (size_t i = 0; i < lists[DC_EFFECT_WEIGHT].count; i++) apply_weight(pass, i, owners);
  for (size_t i = 0; i < sizeof dc_masked_effects / sizeof *dc_masked_effects; i++) {
    mark_keys(pass, dc_masked_effects[i]);
  }
  mark_preferred(pass);
}

/* ---- rows by market ---- */

/* Rows in the journal, grouped by market; begins[m] … begins[m+1] are those of market m. */
static uint32_t *group_by_market(const dc_accounts *accounts, size_t **begins) {
  size_t rows = dc_table_of(accounts, DC_RELEVES)->rows;
  size_t *at = dc_zeroed(accounts->marche_count + 2, sizeof *at);
  for (size_t row = 0; row < rows; row++) {
    if (dc_account_in_journal(accounts, row)) at[accounts->marche_of[row] + 2]++;
  }
  for (size_t i = 2; i < accounts->marche_count + 2; i++) at[i] += at[i - 1];
  uint32_t *grouped = dc_zeroed(rows, sizeof *grouped);
  for (size_t row = 0; row < rows; row++) {
    if (dc_account_in_journal(accounts, row)) grouped[at[accounts->marche_of[row] + 1]++] = (uint32_t)row;
  }
  *begins = at;
  return grouped;
}

static bool judge_markets(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  size_t *begins;
  uint32_t *grouped = group_by_market(accounts, &begins);
  bool stopped = false;
  for (size_t m = 0; m < accounts->marche_count && !stopped; m++) {
    const dc_marche *marche = &accounts->marches[m];
    for (size_t first = begins[m]; first < begins[m + 1]; first += DC_BATCH) {
      size_t left = begins[m + 1] - first, count = left < DC_BATCH ? left : DC_BATCH;
      if (!marche->plan) {
        for (size_t i = 0; i < count; i++) accounts->decisions[grouped[first + i]].verdict = DC_ECARTEE;
        continue;
      }
      dc_arena scratch = {0};
      dc_scope scope = {accounts, marche, &grouped[first]};
      dc_environment environment = dc_scope_environment(&scope);
      dc_pass pass = {counting, marche, &grouped[first], count, &environment, &scratch};
      judge_batch(&pass);
      dc_arena_free(&scratch);
    }
    const dc_hooks *hooks = counting->hooks;
    if (hooks && hooks->progress) hooks->progress(hooks->context, "règles", m + 1, accounts->marche_count);
    stopped = dc_hooks_stopped(hooks);
  }
  free(grouped);
  free(begins);
  return !stopped;
}

/* ---- P4: amounts to hours ---- */

static void convert_row(dc_counting *counting, uint32_t row) {
  dc_accounts *accounts = counting->accounts;
  dc_account_details *details = counting->details;
  dc_decision *decision = &accounts->decisions[row];
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_CONVERT];
  dc_arena scratch = {0};
  dc_scope scope = {accounts, marche, &row};
  dc_environment environment = dc_scope_environment(&scope);
  bool converted = false;
  for (size_t i = 0; i < list->count && !converted; i++) {
    uint8_t verdict;
    dc_article_verdicts(accounts->rules, list->items[i], &environment, 1, &scratch, &verdict);
    if (verdict == DC_FALSE) continue;
    dc_vector value = dc_evaluate(accounts->rules, list->items[i]->value, &environment, 1, &scratch);
    dc_hours hours;
    bool known = verdict == DC_TRUE && !(value.absent && value.absent[0]) &&
                 dc_rational_scale(value.numbers[0], DC_HOUR, DC_HUNDREDTH, &hours) && hours >= 0 &&
                 hours <= DC_LINE_HOURS;
    if (!known) break;
    uint32_t number = dc_index_add(&details->converted_rows, &row, NULL);
    details->converted = dc_grow(details->converted, &details->converted_capacity, number + 1u, sizeof(dc_hours));
    details->converted[number] = hours;
    accounts->articles[list->items[i]->id].decided++;
    converted = true;
  }
  if (!converted) {
    decision->verdict = DC_ECARTEE;
    decision->article = list->count ? dc_article_mark(list->items[0]) : 0;
  }
  dc_arena_free(&scratch);
}

void dc_count_conversions(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  if (!c->releves.montant->quantities) return;
  for (size_t i = 0; i < counting->details->by_day_count; i++) {
    uint32_t row = counting->details->by_day[i];
    bool wanted = dc_quantity_at(c->releves.heures, row) == DC_NO_QUANTITY;
    if (wanted && accounts->decisions[row].verdict == DC_RETENUE) convert_row(counting, row);
  }
}

bool dc_count_decisions(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  accounts->coefficients[accounts->coefficient_count++] = DC_WHOLE; /* number 0: what a decision starts with */
  counting->details->cap_masks = dc_zeroed(dc_table_of(accounts, DC_RELEVES)->rows, sizeof(uint32_t));
  return judge_markets(counting);
}
