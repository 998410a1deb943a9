/* Phases P2 and P6, and the conditions of the others: every article over batches of the lines of a market. Those that
 * follow P4 read the hours that amounts become, those before do not. */
#include <stdlib.h>
#include <string.h>

#include "account/groups.h"
#include "account/keys.h"

/* A weight that was given to a coefficient: the next line often asks the same. */
typedef struct {
  dc_rational weight;
  bool known, fits;
  uint8_t from, to; /* numbers of coefficients */
} dc_weighing;

/* A batch under way: what is known of each of its rows so far. */
typedef struct {
  dc_counting *counting;
  dc_groups *groups;
  dc_evaluator evaluator;
  const dc_marche *marche;
  const uint32_t *rows;
  size_t count;
  uint8_t truths[DC_BATCH];    /* of the article at hand */
  uint64_t refusals[DC_BATCH]; /* as in a decision */
  uint64_t owners[DC_BATCH];   /* weights given to it, a bit each */
  uint32_t keys[DC_BATCH];     /* as in cap_masks */
  uint16_t lacking[DC_BATCH];  /* the first article that lacks a value, as a decision names it; 0 = none */
  uint8_t coefficients[DC_BATCH];
  dc_weighing weighing;
} dc_pass;

/* The truths of an article, by row, in pass->truths. Returns which there are (see DC_SEEN), none when it is false for
 * all rows. */
static unsigned judge(dc_pass *pass, const dc_article *article) {
  dc_vector truths = dc_evaluate_article(&pass->evaluator, article);
  unsigned seen = dc_truths_seen(&pass->evaluator, &truths);
  if (seen == DC_SEEN(DC_FALSE)) return 0;
  dc_truths_by_row(&pass->evaluator, &truths, pass->truths);
  return seen;
}

/* A record that lacks a value some rule needs is set aside, unless another rule refuses it outright. */
static void set_aside(dc_pass *pass, size_t i, const dc_article *article) {
  if (!pass->lacking[i]) pass->lacking[i] = dc_article_mark(article);
}

static void set_absent_aside(dc_pass *pass, const dc_article *article) {
  for (size_t i = 0; i < pass->count; i++)
    if (pass->truths[i] == DC_ABSENT) set_aside(pass, i, article);
}

/* ---- P2: refusals ---- */

static void apply_refusal(dc_pass *pass, size_t number) {
  const dc_article *article = pass->marche->plan->by_effect[DC_EFFECT_REFUSE].items[number];
  pass->counting->accounts->articles[article->id].examined += pass->count;
  if (!judge(pass, article)) return;
  for (size_t i = 0; i < pass->count; i++) pass->refusals[i] |= (uint64_t)(pass->truths[i] == DC_TRUE) << number;
  set_absent_aside(pass, article);
}

/* ---- P6: weights ---- */

/* A coefficient times a weight, when that can be counted with. */
static dc_weighing weigh(dc_accounts *accounts, uint8_t from, dc_rational weight) {
  dc_weighing weighing = {.known = true, .from = from, .weight = weight};
  dc_parts parts;
  dc_rational product = dc_rational_mul(dc_rational_parts(accounts->coefficients[from]), weight);
  weighing.fits = dc_rational_valid(product) && dc_rational_scale(product, DC_WHOLE, 1, &parts) && parts >= 0 &&
                  parts <= DC_LARGEST_COEFFICIENT && dc_coefficient_number(accounts, parts, &weighing.to);
  return weighing;
}

/* Gives a row the k-th weight. Weights that may be cumulated multiply; others must agree. false when they contradict
 * one another, or cannot be counted with. */
static bool give_weight(dc_pass *pass, size_t i, size_t k, dc_rational weight) {
  dc_accounts *accounts = pass->counting->accounts;
  bool alone = pass->owners[i] & ~pass->marche->plan->cumulates[k];
  uint8_t so_far = pass->coefficients[i];
  pass->owners[i] |= UINT64_C(1) << k;
  if (alone) return dc_rational_compare(dc_rational_parts(accounts->coefficients[so_far]), weight) == 0;
  dc_weighing *last = &pass->weighing;
  bool same = last->known && last->from == so_far && last->weight.num == weight.num && last->weight.den == weight.den;
  if (!same) *last = weigh(accounts, so_far, weight);
  if (last->fits) pass->coefficients[i] = last->to;
  return last->fits;
}

static void apply_weight(dc_pass *pass, size_t k) {
  const dc_article *article = pass->marche->plan->by_effect[DC_EFFECT_WEIGHT].items[k];
  dc_article_count *statistics = &pass->counting->accounts->articles[article->id];
  statistics->examined += pass->count;
  if (!judge(pass, article)) return;
  dc_vector value = dc_evaluate(&pass->evaluator, article->value);
  for (size_t i = 0; i < pass->count; i++) {
    if (pass->truths[i] == DC_FALSE) continue;
    dc_rational weight = dc_vector_number(&value, dc_item_of_row(&pass->evaluator, &value, i));
    if (pass->truths[i] == DC_TRUE && weight.den > 0 && give_weight(pass, i, k, weight))
      statistics->decided++;
    else
      set_aside(pass, i, article);
  }
}

/* ---- P3, P5, P7, P9: which keys concern a record ---- */

/* What a key would not have taken hours from lacks nothing: a month, by the day or the week, and controls. */
static void set_keyless_aside(dc_pass *pass, const dc_article *article) {
  if (article->effect == DC_EFFECT_CONTROL_CAP) return;
  for (size_t i = 0; i < pass->count; i++)
    if (pass->truths[i] == DC_ABSENT && dc_keys_judges(pass->counting->accounts, article, pass->rows[i]))
      set_aside(pass, i, article);
}

static void mark_keys(dc_pass *pass, dc_effect effect) {
  const dc_article_list *list = &pass->marche->plan->by_effect[effect];
  size_t bit = dc_keys_first_bit(pass->marche->plan, effect);
  for (size_t k = 0; k < list->count; k++, bit++) {
    unsigned seen = judge(pass, list->items[k]);
    for (size_t i = 0; i < pass->count && seen & DC_SEEN(DC_TRUE); i++)
      pass->keys[i] |= (uint32_t)(pass->truths[i] == DC_TRUE) << bit;
    if (seen & DC_SEEN(DC_ABSENT)) set_keyless_aside(pass, list->items[k]);
  }
}

/* « Préférer », of the lines that the key concerns: the bits after those of the keys. */
static void mark_preferred(dc_pass *pass) {
  const dc_article_list *list = &pass->marche->plan->by_effect[DC_EFFECT_ONCE];
  size_t bit = dc_keys_preference_bit(pass->marche->plan), key = dc_keys_first_bit(pass->marche->plan, DC_EFFECT_ONCE);
  for (size_t k = 0; k < list->count; k++) {
    if (!list->items[k]->preference) continue;
    dc_vector truths = dc_evaluate(&pass->evaluator, list->items[k]->preference);
    dc_truths_by_row(&pass->evaluator, &truths, pass->truths);
    for (size_t i = 0; i < pass->count; i++) {
      if (!(pass->keys[i] >> (key + k) & 1)) continue;
      pass->keys[i] |= (uint32_t)(pass->truths[i] == DC_TRUE) << bit;
      if (pass->truths[i] == DC_ABSENT) set_aside(pass, i, list->items[k]);
    }
    bit++;
  }
}

/* ---- batches ---- */

static void store_decisions(const dc_pass *pass) {
  const dc_article_list *refusals = &pass->marche->plan->by_effect[DC_EFFECT_REFUSE];
  for (size_t i = 0; i < pass->count; i++) {
    dc_decision *decision = &pass->counting->accounts->decisions[pass->rows[i]];
    decision->coefficient = pass->coefficients[i];
    decision->refusals = pass->refusals[i];
    if (pass->refusals[i]) {
      decision->verdict = DC_REFUSEE;
      decision->article = dc_article_mark(refusals->items[__builtin_ctzll(pass->refusals[i])]);
    } else if (pass->lacking[i]) {
      decision->verdict = DC_ECARTEE;
      decision->article = pass->lacking[i];
    }
    pass->counting->details->cap_masks[pass->rows[i]] = pass->keys[i];
  }
}

static bool has_amounts(const dc_pass *pass) {
  const dc_columns *c = &pass->counting->details->columns;
  bool some = false;
  for (size_t i = 0; i < pass->count && c->releves.montant->quantities; i++)
    some = some || dc_quantity_at(c->releves.heures, pass->rows[i]) == DC_NO_QUANTITY;
  return some;
}

/* `first`: of its market. */
static void judge_batch(dc_pass *pass, bool first) {
  const dc_article_list *lists = pass->marche->plan->by_effect;
  const dc_accounts *accounts = pass->counting->accounts;
  memset(pass->refusals, 0, sizeof pass->refusals);
  memset(pass->owners, 0, sizeof pass->owners);
  memset(pass->keys, 0, sizeof pass->keys);
  memset(pass->lacking, 0, sizeof pass->lacking);
  memset(pass->coefficients, 0, sizeof pass->coefficients);
  dc_groups_fill(pass->groups, accounts, pass->rows, pass->count);
  dc_scope scope = {accounts, pass->marche, pass->rows, pass->groups, has_amounts(pass)};
  dc_environment environment = dc_scope_environment(&scope);
  dc_rows rows = {pass->count, pass->groups->count, pass->groups->of};
  dc_evaluator_next(&pass->evaluator, &environment, &rows, first);
  for (size_t i = 0; i < lists[DC_EFFECT_REFUSE].count; i++) apply_refusal(pass, i);
  mark_keys(pass, DC_EFFECT_ONCE);
  mark_preferred(pass);
  if (scope.amounts_wait) { /* from here on, the same lines with other hours */
    scope.amounts_wait = false;
    dc_evaluator_next(&pass->evaluator, &environment, &rows, false);
  }
  for (size_t i = 0; i < lists[DC_EFFECT_WEIGHT].count; i++) apply_weight(pass, i);
  for (size_t i = 0; i < sizeof dc_masked_effects / sizeof *dc_masked_effects; i++)
    if (dc_masked_effects[i] != DC_EFFECT_ONCE) mark_keys(pass, dc_masked_effects[i]);
  store_decisions(pass);
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

static void judge_market(dc_pass *pass, const uint32_t rows[], size_t count) {
  if (!pass->marche->plan) {
    for (size_t i = 0; i < count; i++) pass->counting->accounts->decisions[rows[i]].verdict = DC_ECARTEE;
    return;
  }
  for (size_t first = 0; first < count; first += DC_BATCH) {
    pass->rows = rows + first;
    pass->count = count - first < DC_BATCH ? count - first : DC_BATCH;
    judge_batch(pass, first == 0);
  }
}

static bool judge_markets(dc_pass *pass) {
  const dc_accounts *accounts = pass->counting->accounts;
  const dc_hooks *hooks = pass->counting->hooks;
  size_t *begins;
  uint32_t *grouped = group_by_market(accounts, &begins);
  bool stopped = false;
  for (size_t m = 0; m < accounts->marche_count && !stopped; m++) {
    pass->marche = &accounts->marches[m];
    judge_market(pass, grouped + begins[m], begins[m + 1] - begins[m]);
    if (hooks && hooks->progress) hooks->progress(hooks->context, "règles", m + 1, accounts->marche_count);
    stopped = dc_hooks_stopped(hooks);
  }
  free(grouped);
  free(begins);
  return !stopped;
}

bool dc_count_decisions(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  accounts->coefficients[accounts->coefficient_count++] = DC_WHOLE; /* number 0: what a decision starts with */
  counting->details->cap_masks = dc_zeroed(dc_table_of(accounts, DC_RELEVES)->rows, sizeof(uint32_t));
  dc_pass *pass = dc_zeroed(1, sizeof *pass);
  pass->counting = counting;
  pass->groups = dc_groups_open(accounts);
  dc_evaluator_open(&pass->evaluator, accounts->rules);
  bool whole = judge_markets(pass);
  dc_evaluator_close(&pass->evaluator);
  dc_groups_close(pass->groups);
  free(pass);
  return whole;
}
