/* Phase P4: amounts to hours. */
#include "account/details.h"

static void convert_row(dc_counting *counting, uint32_t row) {
  dc_accounts *accounts = counting->accounts;
  dc_account_details *details = counting->details;
  dc_decision *decision = &accounts->decisions[row];
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_CONVERT];
  dc_arena scratch = {0};
  dc_scope scope = {.accounts = accounts, .marche = marche, .rows = &row};
  dc_environment environment = dc_scope_environment(&scope);
  bool converted = false;
  for (size_t i = 0; i < list->count && !converted; i++) {
    dc_truth verdict = dc_verdict_of(accounts->rules, list->items[i], &environment, &scratch);
    if (verdict == DC_FALSE) continue;
    dc_rational value = dc_number_of(accounts->rules, list->items[i]->value, &environment, &scratch);
    dc_hours hours;
    bool known = verdict == DC_TRUE && dc_rational_scale(value, DC_HOUR, DC_HUNDREDTH, &hours) && hours >= 0 &&
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
