#include <stdlib.h>

#include "account/details.h"

/* Controls on totals: « heures admises ≤ heures déclarées ». */
static void control_markets(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_arena scratch = {0};
  for (uint32_t m = 0; m < accounts->marche_count; m++) {
    const dc_marche *marche = &accounts->marches[m];
    if (!marche->plan) continue;
    dc_scope scope = {.accounts = accounts, .marche = marche};
    dc_environment environment = dc_scope_environment(&scope);
    const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_CONTROL];
    for (size_t i = 0; i < list->count; i++) {
      dc_truth verdict = dc_verdict_of(accounts->rules, list->items[i], &environment, &scratch);
      accounts->articles[list->items[i]->id].examined++;
      if (verdict != DC_FALSE) continue;
      accounts->articles[list->items[i]->id].decided++;
      dc_count_report(counting, DC_D_CONTROL_FAILED, DC_MARCHES, marche->row, m,
                      DC_S " « " DC_S " » n'est pas satisfait", DC_ARG(dc_article_name(&scratch, list->items[i])),
                      DC_ARG(list->items[i]->title));
    }
  }
  dc_arena_free(&scratch);
}

void dc_count_controls(dc_counting *counting) {
  control_markets(counting);
  dc_count_control_caps(counting);
}

static void list_articles(dc_accounts *accounts) {
  const dc_rules *rules = accounts->rules;
  accounts->articles = dc_zeroed(rules->article_count, sizeof *accounts->articles);
  accounts->details->articles = dc_zeroed(rules->article_count, sizeof *accounts->details->articles);
  for (size_t i = 0; i < rules->recueil_count; i++) {
    for (size_t k = 0; k < rules->recueils[i]->article_count; k++) {
      const dc_article *article = &rules->recueils[i]->articles[k];
      accounts->details->articles[article->id] = article;
    }
  }
}

bool dc_account_run(dc_accounts *accounts, const dc_account_options *options, const dc_hooks *hooks,
                    dc_diagnostics *diagnostics) {
  accounts->details = dc_zeroed(1, sizeof *accounts->details);
  list_articles(accounts);
  dc_index_init(&accounts->details->converted_rows, sizeof(uint32_t));
  dc_index_init(&accounts->details->controlled, sizeof(dc_controlled));
  dc_counting counting = {accounts, accounts->details, diagnostics, hooks};
  dc_count_columns(&counting);
  dc_count_origins(&counting);
  dc_count_markets(&counting);
  dc_count_persons(&counting);
  dc_count_records(&counting, options);
  dc_count_places(&counting);
  dc_hooks_ended(hooks, "rattachement");
  dc_count_events(&counting);
  dc_count_objectives(&counting);
  dc_hooks_ended(hooks, "objectifs");
  dc_count_amounts(&counting);
  if (!dc_count_decisions(&counting)) return false;
  dc_hooks_ended(hooks, "décisions");
  dc_count_days(&counting);
  dc_count_duplicates(&counting);
  dc_hooks_ended(hooks, "doublons");
  dc_count_conversions(&counting);
  dc_count_caps(&counting);
  dc_hooks_ended(hooks, "plafonds");
  dc_count_gaps(&counting);
  dc_count_ledger(&counting);
  dc_hooks_ended(hooks, "cumuls");
  dc_count_results(&counting);
  dc_count_controls(&counting);
  dc_count_identities(&counting);
  dc_count_attestations(&counting);
  dc_hooks_ended(hooks, "contrôles");
  dc_count_suspicions(&counting);
  dc_hooks_ended(hooks, "soupçons");
  return true;
}

static void free_details(dc_account_details *details) {
  dc_index *const indexes[] = {&details->marche_keys,   &details->firms,          &details->participant_keys,
                               &details->contract_keys, &details->employers,      &details->epci_keys,
                               &details->place_keys,    &details->converted_rows, &details->controlled};
  for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++) dc_index_free(indexes[i]);
  void *const blocks[] = {details->marche_order,     details->firm_titulaires, details->participant_rows,
                          details->participant_rank, details->status_first,    details->status_rows,
                          details->first_day_worked, details->contract_rows,   details->place_epcis,
                          details->converted,        details->computed,        details->cap_masks,
                          details->by_day,           details->articles,        details->origins};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) free(blocks[i]);
  free(details);
}

void dc_account_free(dc_accounts *accounts) {
  if (accounts->details) free_details(accounts->details);
  void *const blocks[] = {accounts->events,       accounts->cumuls,         accounts->marche_of,
                          accounts->titulaire_of, accounts->participant_of, accounts->epci_of,
                          accounts->contrat_of,   accounts->decisions,      accounts->articles};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) free(blocks[i]);
  *accounts = (dc_accounts){0};
}
