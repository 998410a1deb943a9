#include "explain/market.h"

/* ---- what the articles did on the market ---- */

typedef struct {
  uint64_t lines;
  dc_hours hours;
} dc_tally;

/* Records of the market that the article refused, reduced or set aside, as main reason; what they lost. */
static dc_tally decided_by(const dc_explained_market *market, const dc_article *article) {
  const dc_accounts *accounts = market->accounts;
  dc_tally tally = {0};
  for (size_t row = 0; row < accounts->dossier->tables[DC_RELEVES].rows; row++) {
    if (accounts->marche_of[row] != market->marche->number || !dc_account_in_journal(accounts, row)) continue;
    if (dc_account_article(accounts, row) != article) continue;
    const dc_decision *decision = &accounts->decisions[row];
    bool counted = article->effect == DC_EFFECT_CAP_COUNTED;
    tally.lines++;
    tally.hours += counted ? dc_account_weighted(accounts, row) - decision->counted
                           : dc_account_declared(accounts, row) - decision->admitted;
  }
  return tally;
}

/* Records of the market, with hours, that the article weights. */
static dc_tally weighted_by(const dc_explained_market *market, const dc_article *article) {
  const dc_accounts *accounts = market->accounts;
  dc_tally tally = {0};
  for (size_t row = 0; row < accounts->dossier->tables[DC_RELEVES].rows; row++) {
    if (accounts->marche_of[row] != market->marche->number || !dc_account_in_journal(accounts, row)) continue;
    if (accounts->decisions[row].admitted == 0 || !dc_account_bears(accounts, article, row)) continue;
    tally.lines++;
    tally.hours += accounts->decisions[row].admitted;
  }
  return tally;
}

/* Records of the market whose hours come from an amount. */
static dc_tally converted(const dc_explained_market *market, const dc_article *article) {
  const dc_accounts *accounts = market->accounts;
  const dc_column *hours = dc_table_column(&accounts->dossier->tables[DC_RELEVES], "heures");
  dc_tally tally = {0};
  for (size_t row = 0; row < accounts->dossier->tables[DC_RELEVES].rows; row++) {
    if (accounts->marche_of[row] != market->marche->number || !dc_account_in_journal(accounts, row)) continue;
    bool given = dc_quantity_at(hours, row) != DC_NO_QUANTITY || dc_account_declared(accounts, row) == 0;
    if (given || !dc_account_bears(accounts, article, row)) continue;
    tally.lines++;
    tally.hours += dc_account_declared(accounts, row);
  }
  return tally;
}

/* The phases in their order, and what an article of each is said to have done. */
static const struct {
  dc_effect effect;
  const char *label, *done;
  dc_tally (*tally)(const dc_explained_market *market, const dc_article *article);
} phases[] = {
    {DC_EFFECT_REFUSE, "refus", "refusée", decided_by},
    {DC_EFFECT_ONCE, "doublons", "refusée", decided_by},
    {DC_EFFECT_CONVERT, "conversion", "convertie", converted},
    {DC_EFFECT_CAP, "plafonds", "réduite", decided_by},
    {DC_EFFECT_WEIGHT, "pondération", "pondérée", weighted_by},
    {DC_EFFECT_CAP_COUNTED, "plafonds d'heures comptées", "réduite", decided_by},
};

static void show_article(dc_explained_market *market, const dc_article *article, size_t phase) {
  dc_sheet *sheet = market->sheet;
  dc_tally tally = phases[phase].tally(market, article);
  dc_text replaced = dc_article_replaced(market->accounts->rules, article, sheet->arena);
  dc_text did = tally.lines ? dc_text_format(sheet->arena, "%llu ligne%s %s%s, " DC_S, (unsigned long long)tally.lines,
                                             tally.lines > 1 ? "s" : "", phases[phase].done, tally.lines > 1 ? "s" : "",
                                             DC_ARG(dc_sheet_hours(sheet, tally.hours)))
                            : DC_TEXT("aucune ligne");
  dc_sheet_line(sheet, DC_S "%s" DC_S " : " DC_S, DC_ARG(dc_sheet_article(sheet, article)),
                replaced.length ? ", qui remplace " : "", DC_ARG(replaced), DC_ARG(did))
      ->indent = 1;
}

static void show_phases(dc_explained_market *market) {
  dc_sheet_section(market->sheet, "articles", "Articles");
  for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
    const dc_article_list *list = &market->marche->plan->by_effect[phases[i].effect];
    if (list->count) dc_sheet_line(market->sheet, "%s", phases[i].label);
    for (size_t k = 0; k < list->count; k++) show_article(market, list->items[k], i);
  }
}

static void show_controls(dc_explained_market *market) {
  const dc_article_list *list = &market->marche->plan->by_effect[DC_EFFECT_CONTROL];
  if (list->count) dc_sheet_section(market->sheet, "controles", "Contrôles");
  for (size_t i = 0; i < list->count; i++) {
    dc_article_view view;
    dc_article_view_begin(&view, market->sheet, list->items[i], &market->scope);
    dc_truth holds = dc_trace_condition(&view.trace, list->items[i]);
    dc_sheet_line(market->sheet, DC_S " : %s", DC_ARG(dc_sheet_article(market->sheet, list->items[i])),
                  holds == DC_TRUE    ? "satisfait"
                  : holds == DC_FALSE ? "non satisfait"
                                      : "indéterminé");
    dc_article_view_lines(&view, 1);
  }
}

void dc_explain_plan(dc_explained_market *market) {
  show_phases(market);
  show_controls(market);
}
