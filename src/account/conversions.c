/* Phase P4: amounts to hours. */
#include "account/details.h"

static void consider(const dc_accounts *accounts, const dc_article *article, const dc_environment *row,
                     dc_conversion *conversion) {
  dc_arena scratch = {0};
  dc_truth verdict = dc_verdict_of(accounts->rules, article, row, &scratch);
  dc_hours hours = 0;
  bool known =
      verdict == DC_TRUE &&
      dc_rational_scale(dc_number_of(accounts->rules, article->value, row, &scratch), DC_HOUR, DC_HUNDREDTH, &hours) &&
      hours >= 0 && hours <= DC_LINE_HOURS;
  dc_arena_free(&scratch);
  if (verdict == DC_FALSE) return;
  conversion->settled = known && (!conversion->article || (conversion->settled && conversion->hours == hours));
  if (!conversion->article || !known) conversion->article = article;
  conversion->hours = hours;
}

/* A conversion reads no hours. */
static dc_conversion conversion_of(const dc_accounts *accounts, uint32_t row) {
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_CONVERT];
  dc_scope scope = {.accounts = accounts, .marche = marche, .rows = &row, .amounts_wait = true};
  dc_environment environment = dc_scope_environment(&scope);
  dc_conversion conversion = {0};
  for (size_t i = 0; i < list->count; i++) consider(accounts, list->items[i], &environment, &conversion);
  conversion.declared = conversion.settled;
  return conversion;
}

static bool is_amount(const dc_accounts *accounts, uint32_t row) {
  const dc_columns *c = &accounts->details->columns;
  return dc_quantity_at(c->releves.heures, row) == DC_NO_QUANTITY && dc_account_in_journal(accounts, row) &&
         accounts->marches[accounts->marche_of[row]].plan;
}

void dc_count_amounts(dc_counting *counting) {
  const dc_accounts *accounts = counting->accounts;
  dc_account_details *details = counting->details;
  if (!details->columns.releves.montant->quantities) return;
  for (uint32_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    if (!is_amount(accounts, row)) continue;
    uint32_t number = dc_index_add(&details->converted_rows, &row, NULL);
    details->converted =
        dc_grow(details->converted, &details->converted_capacity, number + 1u, sizeof *details->converted);
    details->converted[number] = conversion_of(accounts, row);
  }
}

/* What the phases before have decided of the record, and what is known of its hours, settle one another. */
static void settle(dc_accounts *accounts, uint32_t row, dc_conversion *conversion) {
  dc_decision *decision = &accounts->decisions[row];
  if (decision->verdict == DC_RETENUE && conversion->settled) {
    accounts->articles[conversion->article->id].decided++;
  } else if (decision->verdict == DC_RETENUE) {
    decision->verdict = DC_ECARTEE;
    decision->article = conversion->article ? dc_article_mark(conversion->article) : 0;
  } else {
    conversion->declared = false;
    conversion->settled = conversion->settled && decision->verdict == DC_ECARTEE;
  }
}

void dc_count_conversions(dc_counting *counting) {
  dc_account_details *details = counting->details;
  if (!details->columns.releves.montant->quantities) return;
  for (uint32_t row = 0; row < dc_table_of(counting->accounts, DC_RELEVES)->rows; row++) {
    uint32_t number = dc_index_find(&details->converted_rows, &row);
    if (number != UINT32_MAX) settle(counting->accounts, row, &details->converted[number]);
  }
}
