/* What a market owes by its rules, once its base amounts are known; then, totals known, penalty and status. */
#include "account/details.h"

/* ---- recueils ---- */

/* Whether a condition of a recueil on the market holds; NULL holds. */
static bool market_condition(dc_accounts *accounts, const dc_marche *marche, const dc_node *condition) {
  dc_arena scratch = {0};
  dc_scope scope = {.accounts = accounts, .marche = marche};
  dc_environment environment = dc_scope_environment(&scope);
  bool holds = dc_truth_of(accounts->rules, condition, &environment, &scratch) == DC_TRUE;
  dc_arena_free(&scratch);
  return holds;
}

static void choose_plan(dc_counting *counting, uint32_t number) {
  dc_accounts *accounts = counting->accounts;
  dc_marche *marche = &accounts->marches[number];
  dc_text code = dc_text_of(accounts, dc_id_at(counting->details->columns.marches.recueil, marche->row));
  const dc_recueil *recueil = dc_rules_find(accounts->rules, code);
  if (!recueil) {
    dc_count_report(counting, DC_D_UNKNOWN_RECUEIL, DC_MARCHES, marche->row, number, "recueil « " DC_S " » inconnu",
                    DC_ARG(code));
    return;
  }
  const dc_plan *plan = dc_plan_of(accounts->rules, recueil);
  for (size_t i = 0; i < plan->chain_length; i++) {
    bool scope = market_condition(accounts, marche, plan->chain[i]->scope);
    if (scope && market_condition(accounts, marche, plan->chain[i]->in_force)) continue;
    dc_count_report(counting, DC_D_RECUEIL_OUT_OF_FORCE, DC_MARCHES, marche->row, number, "le recueil " DC_S " %s",
                    DC_ARG(plan->chain[i]->code),
                    scope ? "n'est pas en vigueur pour ce marché" : "ne porte pas sur ce marché");
    return;
  }
  marche->plan = plan;
}

/* ---- « Calculer » ---- */

/* What the articles that compute one field say for a market. */
typedef struct {
  const dc_article *article; /* the first that applies */
  dc_rational value;
  const dc_article *rival;   /* one that applies and says otherwise */
  const dc_article *blocked; /* one that lacks a value */
} dc_outcome;

static dc_truth consider(const dc_accounts *accounts, const dc_marche *marche, const dc_article *article,
                         dc_outcome *outcome) {
  dc_arena scratch = {0};
  dc_scope scope = {.accounts = accounts, .marche = marche};
  dc_environment environment = dc_scope_environment(&scope);
  dc_truth verdict = dc_verdict_of(accounts->rules, article, &environment, &scratch);
  if (verdict == DC_TRUE) {
    dc_rational value = dc_number_of(accounts->rules, article->value, &environment, &scratch);
    if (!dc_rational_valid(value)) {
      if (!outcome->blocked) outcome->blocked = article;
    } else if (!outcome->article) {
      outcome->article = article;
      outcome->value = value;
    } else if (dc_rational_compare(value, outcome->value) != 0) {
      outcome->rival = article;
    }
  } else if (verdict == DC_ABSENT && !outcome->blocked) {
    outcome->blocked = article;
  }
  dc_arena_free(&scratch);
  return verdict;
}

static void report_conflict(dc_counting *counting, uint32_t number, const dc_outcome *outcome) {
  dc_arena *arena = counting->diagnostics->arena;
  dc_count_report(counting, DC_D_RULE_CONFLICT, DC_MARCHES, counting->accounts->marches[number].row, number,
                  DC_S " et " DC_S " donnent deux valeurs de « " DC_S " »",
                  DC_ARG(dc_article_name(arena, outcome->article)), DC_ARG(dc_article_name(arena, outcome->rival)),
                  DC_ARG(outcome->article->target->name));
}

/* Nothing when no article applies, or when two contradict one another. */
static dc_rational settled(const dc_field *field, const dc_outcome *outcome) {
  return outcome->article && !outcome->rival ? dc_computed(field, outcome->value) : (dc_rational){0, 0};
}

static void compute_field(dc_counting *counting, uint32_t number, const dc_field *field) {
  dc_accounts *accounts = counting->accounts;
  dc_account_details *details = counting->details;
  const dc_marche *marche = &accounts->marches[number];
  const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_COMPUTE];
  dc_outcome outcome = {0};
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i]->target != field) continue;
    dc_article_count *count = &accounts->articles[list->items[i]->id];
    count->examined++;
    count->decided += consider(accounts, marche, list->items[i], &outcome) == DC_TRUE;
  }
  if (outcome.rival) report_conflict(counting, number, &outcome);
  size_t slot = number * details->computed_count + field->number - details->first_computed;
  details->computed[slot] = settled(field, &outcome);
}

static bool is_last_of_field(const dc_article_list *list, size_t i) {
  for (size_t j = i + 1; j < list->count; j++)
    if (list->items[j]->target == list->items[i]->target) return false;
  return true;
}

/* Computes the fields that may read totals once they are known, the others before. Articles come after those that they
 * read, so that a field is ready when the last of its own is reached. */
static void compute_fields(dc_counting *counting, uint32_t number, bool totals) {
  const dc_article_list *list = &counting->accounts->marches[number].plan->by_effect[DC_EFFECT_COMPUTE];
  for (size_t i = 0; i < list->count; i++) {
    const dc_field *field = list->items[i]->target;
    if ((field->level == DC_LEVEL_TOTALS) == totals && is_last_of_field(list, i))
      compute_field(counting, number, field);
  }
}

dc_computation dc_marche_computed(const dc_accounts *accounts, const dc_marche *marche, const dc_field *field) {
  dc_outcome outcome = {0};
  const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_COMPUTE];
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i]->target == field) (void)consider(accounts, marche, list->items[i], &outcome);
  }
  return (dc_computation){outcome.article, outcome.rival, outcome.blocked, settled(field, &outcome)};
}

static int64_t computed_value(const dc_accounts *accounts, size_t number, const char *column) {
  const dc_account_details *details = accounts->details;
  const dc_field *field = dc_lexicon_column(accounts->lexicon, DC_TEXT("regles"), dc_text_from(column));
  DC_ASSERT(field);
  dc_rational value = details->computed[number * details->computed_count + field->number - details->first_computed];
  int64_t scale = field->type == DC_TYPE_HOURS ? DC_HOUR : field->type == DC_TYPE_PERCENT ? DC_WHOLE : 100, stored;
  return dc_rational_valid(value) && dc_rational_scale(value, scale, 1, &stored) ? stored : DC_NO_QUANTITY;
}

/* The objective of each holder, by parts; what rounding leaves goes to the first. */
static void divide_due(dc_accounts *accounts, const dc_marche *marche) {
  dc_titulaire *titulaires = &accounts->titulaires[marche->first_titulaire];
  dc_hours left = marche->due;
  for (size_t i = 0; i < marche->titulaire_count; i++) {
    titulaires[i].due = marche->due == DC_NO_QUANTITY ? DC_NO_QUANTITY : 0;
    if (marche->due == DC_NO_QUANTITY) continue;
    titulaires[i].due = (dc_hours)((dc_wide)marche->due * titulaires[i].part / DC_WHOLE);
    left -= titulaires[i].due;
  }
  if (marche->due != DC_NO_QUANTITY) titulaires[0].due += left;
}

static void find_computed_fields(dc_counting *counting) {
  const dc_lexicon *lexicon = counting->accounts->lexicon;
  dc_account_details *details = counting->details;
  for (uint32_t i = 0; i < lexicon->count; i++) {
    if (!dc_text_equal(lexicon->fields[i].table, DC_TEXT("regles"))) continue;
    if (details->computed_count == 0) details->first_computed = i;
    DC_ASSERT(i == details->first_computed + details->computed_count); /* they stand together in the lexicon */
    details->computed_count++;
  }
  details->computed = dc_zeroed(counting->accounts->marche_count * details->computed_count, sizeof *details->computed);
}

void dc_count_objectives(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  find_computed_fields(counting);
  for (uint32_t number = 0; number < accounts->marche_count; number++) {
    dc_marche *marche = &accounts->marches[number];
    choose_plan(counting, number);
    dc_count_exemptions(counting, marche);
    if (marche->plan) compute_fields(counting, number, false);
    marche->due = computed_value(accounts, number, "heures_dues");
    if (marche->due == DC_NO_QUANTITY && marche->plan) {
      dc_count_report(counting, DC_D_NO_OBJECTIVE, DC_MARCHES, marche->row, number,
                      "aucune heure due ne peut être calculée pour ce marché");
    }
    divide_due(accounts, marche);
  }
}

/* ---- results ---- */

int dc_marche_months_left(const dc_accounts *accounts, const dc_marche *marche) {
  if (marche->fin <= accounts->statement) return 0;
  dc_date first = accounts->statement + 1, after = marche->fin + 1;
  int whole = dc_date_months_between(first, after);
  return whole + (dc_date_add_months(first, whole, DC_SAME_DAY) < after);
}

dc_parts dc_marche_progress(const dc_marche *marche, dc_date day) {
  if (marche->debut == DC_NO_DATE || marche->fin < marche->debut) return DC_NO_QUANTITY;
  int64_t length = marche->fin - marche->debut + 1, done = day - marche->debut + 1, parts;
  if (done < 0) done = 0;
  if (done > length) done = length;
  return dc_mul_div(done, DC_WHOLE, length, &parts) ? parts : DC_NO_QUANTITY;
}

static dc_statut status(const dc_accounts *accounts, const dc_marche *marche) {
  if (marche->due == DC_NO_QUANTITY) return DC_STATUT_SANS_OBJECTIF;
  if (marche->totals.counted >= marche->due) return DC_STATUT_ATTEINT;
  if (marche->fin < accounts->statement) return DC_STATUT_CLOS;
  if (marche->gap >= 0) return DC_STATUT_EN_AVANCE;
  int64_t expected = marche->totals.counted - marche->gap, floor;
  bool known = marche->risk != DC_NO_QUANTITY && dc_mul_div(expected, marche->risk, DC_WHOLE, &floor);
  return known && marche->totals.counted < floor ? DC_STATUT_A_RISQUE : DC_STATUT_EN_RETARD;
}

static void derive_results(const dc_accounts *accounts, dc_marche *marche) {
  marche->progress = dc_marche_progress(marche, accounts->statement);
  marche->rate = DC_NO_QUANTITY;
  marche->gap = marche->remaining = marche->pace = 0;
  if (marche->due != DC_NO_QUANTITY) {
    int64_t expected = 0;
    if (marche->due > 0) (void)dc_mul_div(marche->totals.counted, DC_WHOLE, marche->due, &marche->rate);
    if (marche->progress != DC_NO_QUANTITY) (void)dc_mul_div(marche->due, marche->progress, DC_WHOLE, &expected);
    marche->gap = marche->totals.counted - expected;
    marche->remaining = marche->due > marche->totals.counted ? marche->due - marche->totals.counted : 0;
    int months = dc_marche_months_left(accounts, marche);
    marche->pace = months ? (marche->remaining + months - 1) / months : 0;
  }
  marche->statut = status(accounts, marche);
}

void dc_count_results(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  for (uint32_t number = 0; number < accounts->marche_count; number++) {
    dc_marche *marche = &accounts->marches[number];
    if (marche->plan) compute_fields(counting, number, true);
    marche->penalty = computed_value(accounts, number, "penalite");
    marche->risk = computed_value(accounts, number, "seuil_risque");
    derive_results(accounts, marche);
  }
}

const char *dc_statut_name(dc_statut statut) {
  static const char *const names[] = {"atteint", "en avance", "en retard", "à risque", "clos", "sans objectif"};
  return names[statut];
}
