/* What use a run made of each article: one that never applies, or always, may not say what was meant (R021). */
#include <stdlib.h>

#include "account/details.h"

/* By article id: markets that it governs; lines (markets, for « Calculer ») that it was asked about, and decided. */
typedef struct {
  uint64_t markets, asked, fired;
} dc_usage;

static void add_market(const dc_accounts *accounts, const dc_marche *marche, dc_usage *usages) {
  static const dc_effect told[] = {DC_EFFECT_REFUSE, DC_EFFECT_ONCE,    DC_EFFECT_CONVERT,    DC_EFFECT_CAP,
                                   DC_EFFECT_WEIGHT, DC_EFFECT_COMPUTE, DC_EFFECT_CAP_COUNTED};
  for (size_t e = 0; e < sizeof told / sizeof *told; e++) {
    const dc_article_list *list = &marche->plan->by_effect[told[e]];
    for (size_t i = 0; i < list->count; i++) {
      dc_usage *usage = &usages[list->items[i]->id];
      usage->markets++;
      usage->asked += told[e] == DC_EFFECT_COMPUTE ? 1 : marche->totals.lines;
      /* A refusal counts even where another one is the main reason. */
      if (told[e] != DC_EFFECT_REFUSE) usage->fired = accounts->articles[list->items[i]->id].decided;
    }
  }
}

static void add_refusals(const dc_accounts *accounts, size_t row, dc_usage *usages) {
  const dc_plan *plan = accounts->marches[accounts->marche_of[row]].plan;
  uint64_t refusals = accounts->decisions[row].refusals;
  for (size_t i = 0; plan && refusals; i++, refusals >>= 1)
    if (refusals & 1) usages[plan->by_effect[DC_EFFECT_REFUSE].items[i]->id].fired++;
}

static const char *verdict_of(const dc_article *article, const dc_usage *usage) {
  bool conditional = article->condition || article->in_force;
  if (usage->asked == 0) return "jamais examiné : ses marchés n'ont aucune ligne";
  if (usage->fired == 0) return "jamais appliqué";
  if (usage->fired == usage->asked && conditional) return "appliqué à chaque fois";
  return NULL;
}

void dc_account_check_usage(const dc_accounts *accounts, dc_diagnostics *diagnostics) {
  dc_usage *usages = dc_zeroed(accounts->rules->article_count, sizeof *usages);
  for (size_t m = 0; m < accounts->marche_count; m++)
    if (accounts->marches[m].plan) add_market(accounts, &accounts->marches[m], usages);
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++)
    if (dc_account_in_journal(accounts, row)) add_refusals(accounts, row, usages);
  for (uint32_t id = 0; id < accounts->rules->article_count; id++) {
    const dc_article *article = accounts->details->articles[id];
    const char *verdict = usages[id].markets > 0 ? verdict_of(article, &usages[id]) : NULL;
    if (!verdict) continue;
    dc_report(diagnostics, DC_R_IDLE, article->position.file, article->position.line, article->position.column,
              DC_S " « " DC_S " » %s (%llu fois sur %llu)", DC_ARG(dc_article_name(diagnostics->arena, article)),
              DC_ARG(article->title), verdict, (unsigned long long)usages[id].fired,
              (unsigned long long)usages[id].asked);
  }
  free(usages);
}
