#include "explain/record.h"

static dc_text place_of(const dc_explained_record *record, size_t row) {
  return dc_sheet_place(record->sheet, DC_RELEVES, row);
}

static void add_remedy(dc_explained_record *record, dc_text remedy) {
  dc_sheet_section(record->sheet, "il_aurait_fallu", "Il aurait fallu");
  dc_sheet_line(record->sheet, DC_S ".", DC_ARG(remedy));
}

/* ---- P2: a refusal ---- */

static void add_remedies(dc_explained_record *record, const dc_trace *trace) {
  enum { MOST = 8 };
  dc_text remedies[MOST];
  dc_sheet *sheet = record->sheet;
  size_t count = dc_trace_remedies(trace, record->article, DC_FALSE, remedies, MOST);
  dc_sheet_section(sheet, "il_aurait_fallu", "Il aurait fallu");
  for (size_t i = 0; i < count; i++)
    dc_sheet_line(sheet, "%s" DC_S "%s", i ? "ou " : "", DC_ARG(remedies[i]), i + 1 == count ? "." : ",");
  if (count) return;
  dc_text words = dc_article_words(sheet->accounts->rules, record->article, sheet->arena);
  dc_sheet_line(sheet, "que « " DC_S " » soit faux : aucun champ n'y suffit à lui seul.", DC_ARG(words));
}

static void explain_refusal(dc_explained_record *record) {
  dc_article_view view;
  dc_article_view_begin(&view, record->sheet, record->article, &record->scope);
  DC_ASSERT(dc_trace_condition(&view.trace, record->article) == DC_TRUE);
  dc_trace_conclude(&view.trace, " → refus");
  dc_sheet_section(record->sheet, "calcul", "Calcul");
  dc_article_view_lines(&view, 0);
  add_remedies(record, &view.trace);
}

/* ---- P3: a duplicate ---- */

static bool show_preference(dc_explained_record *record, uint32_t row) {
  dc_scope scope = record->scope;
  scope.rows = &row;
  dc_article_view view;
  dc_article_view_begin(&view, record->sheet, record->article, &scope);
  dc_truth preferred = dc_trace_preference(&view.trace, record->article);
  dc_sheet_line(record->sheet, "« Préférer », pour " DC_S, DC_ARG(place_of(record, row)));
  dc_article_view_lines(&view, 1);
  return preferred == DC_TRUE;
}

static void explain_duplicate(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  uint32_t kept = record->decision->other - 1;
  const dc_decision *its = &record->accounts->decisions[kept];
  dc_sheet_uses(sheet, DC_RELEVES, kept);
  dc_sheet_section(sheet, "calcul", "Calcul");
  dc_sheet_line(sheet, "clé : " DC_S, DC_ARG(dc_sheet_key(sheet, record->article, &record->scope)));
  dc_hours declared = dc_account_declared(record->accounts, kept);
  dc_sheet_line(sheet, "même clé : " DC_S ", " DC_S " déclarée%s → " DC_S " retenue%s",
                DC_ARG(dc_sheet_when(sheet, kept)), DC_ARG(dc_sheet_hours(sheet, declared)), dc_plural(declared),
                DC_ARG(dc_sheet_hours(sheet, its->counted)), dc_plural(its->counted))
      ->note = place_of(record, kept);
  bool preferred = false;
  if (record->article->preference) {
    bool itself = show_preference(record, record->row);
    preferred = show_preference(record, kept) && !itself;
  }
  dc_sheet_line(sheet, preferred ? "l'autre ligne est préférée → refus de celle-ci"
                                 : "l'autre ligne la précède, par le jour, le fichier puis la ligne → refus");
  add_remedy(record, dc_text_format(sheet->arena,
                                    "une autre clé que celle de " DC_S ", ou que cette ligne-là ne soit pas retenue",
                                    DC_ARG(place_of(record, kept))));
}

/* ---- P5, P7: a cap ---- */

static void explain_capped(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  bool counted = record->article->effect == DC_EFFECT_CAP_COUNTED;
  dc_hours left = counted ? record->decision->counted : record->decision->admitted;
  dc_sheet_section(sheet, "calcul", "Calcul");
  dc_explain_cap(record, record->article, 0);
  add_remedy(record, left > 0 ? dc_text_format(sheet->arena, "au plus " DC_S " %s%s pour cette ligne",
                                               DC_ARG(dc_sheet_hours(sheet, left)), counted ? "comptée" : "déclarée",
                                               dc_plural(left))
                              : DC_TEXT("un plafond que les lignes citées n'aient pas épuisé, ou une ligne d'une "
                                        "autre clé"));
}

/* ---- set aside: a value is missing ---- */

static void add_missing_field(dc_explained_record *record, const dc_field *field) {
  dc_sheet *sheet = record->sheet;
  dc_dossier_row origins[DC_ORIGINS];
  size_t count = dc_scope_origins(&record->scope, field, origins);
  dc_text name = field->name;
  if (count == 0 && dc_text_equal(field->table, DC_TEXT("contrats"))) {
    add_remedy(record,
               dc_text_format(sheet->arena,
                              "un contrat de travail rattaché à la ligne (colonne contrat), qui dise « " DC_S " »",
                              DC_ARG(name)));
    return;
  }
  dc_text place = count ? dc_sheet_place(sheet, origins[0].kind, origins[0].row) : (dc_text){0};
  add_remedy(record, dc_text_format(sheet->arena, "une valeur pour « " DC_S " », colonne " DC_S "%s" DC_S, DC_ARG(name),
                                    DC_ARG(field->column), count ? ", " : "", DC_ARG(place)));
}

static void explain_gap(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  dc_article_view view;
  dc_article_view_begin(&view, sheet, record->article, &record->scope);
  dc_truth applies = dc_trace_condition(&view.trace, record->article);
  dc_rational value;
  if (applies == DC_TRUE && record->article->value) (void)dc_trace_value(&view.trace, record->article, &value);
  if (applies == DC_TRUE) (void)dc_trace_preference(&view.trace, record->article);
  dc_trace_conclude(&view.trace, " → ligne écartée");
  dc_sheet_section(sheet, "calcul", "Calcul");
  dc_article_view_lines(&view, 0);
  dc_text missing = dc_article_missing(sheet->accounts->rules, record->article, &view.environment, sheet->arena);
  const dc_field *field = missing.length ? dc_lexicon_name(sheet->accounts->lexicon, missing) : NULL;
  if (field)
    add_missing_field(record, field);
  else if (missing.length)
    add_remedy(record, dc_text_format(sheet->arena, "une valeur : " DC_S, DC_ARG(missing)));
  else
    add_remedy(record, DC_TEXT("des règles qui donnent une valeur, et une seule"));
}

static void explain_amount_without_rule(dc_explained_record *record) {
  dc_sheet_section(record->sheet, "calcul", "Calcul");
  dc_sheet_line(record->sheet, "aucun article du recueil du marché ne convertit un montant en heures → ligne écartée");
  add_remedy(record, DC_TEXT("des heures sur la ligne, ou un article « Convertir » dans le recueil du marché"));
}

/* The market itself has no rules: what was said of it when it was read. */
static void explain_market_without_rules(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  const dc_diagnostics *list = sheet->explaining->diagnostics;
  dc_text place = dc_sheet_place(sheet, DC_MARCHES, record->marche->row);
  dc_sheet_uses(sheet, DC_MARCHES, record->marche->row);
  dc_sheet_section(sheet, "calcul", "Calcul");
  for (size_t i = 0; i < list->count; i++) {
    const dc_diagnostic *item = &list->items[i];
    bool its = item->code == DC_D_UNKNOWN_RECUEIL || item->code == DC_D_RECUEIL_OUT_OF_FORCE;
    if (!its || !dc_text_equal(item->marche, dc_marche_id(record->accounts, record->marche))) continue;
    if (!dc_text_equal(item->lot, dc_marche_lot(record->accounts, record->marche))) continue;
    dc_sheet_line(sheet, DC_S, DC_ARG(item->message))->note = place;
  }
  add_remedy(record, DC_TEXT("un recueil en vigueur pour ce marché, dont la portée le couvre"));
}

/* ---- by effect ---- */

/* Of the articles that may decide of a record. */
static void (*const reasons[DC_EFFECT_COUNT])(dc_explained_record *record) = {[DC_EFFECT_REFUSE] = explain_refusal,
                                                                              [DC_EFFECT_ONCE] = explain_duplicate,
                                                                              [DC_EFFECT_CAP] = explain_capped,
                                                                              [DC_EFFECT_CAP_COUNTED] = explain_capped};

void dc_explain_reason(dc_explained_record *record) {
  if (!record->marche->plan) {
    explain_market_without_rules(record);
    return;
  }
  if (!record->article) {
    explain_amount_without_rule(record);
    return;
  }
  dc_explain_rule(record->sheet, record->article, &record->scope);
  if (record->decision->verdict == DC_ECARTEE) {
    explain_gap(record);
    return;
  }
  DC_ASSERT(reasons[record->article->effect]);
  reasons[record->article->effect](record);
}

/* ---- the other reasons ---- */

/* « NATIONAL, articles 2, 3 ; CHARTE-ARTOIS, article 1 »; codes are left out when there is one recueil. */
static dc_text examined_articles(dc_explained_record *record) {
  const dc_article_list *list = &record->marche->plan->by_effect[DC_EFFECT_REFUSE];
  dc_builder text = {.arena = record->sheet->arena};
  bool several = false;
  for (size_t i = 1; i < list->count; i++) several = several || list->items[i]->recueil != list->items[0]->recueil;
  const dc_recueil *recueil = NULL;
  for (size_t i = 0; i < list->count; i++) {
    const dc_article *article = list->items[i];
    if (article == record->article || record->decision->refusals >> i & 1) continue;
    if (article->recueil == recueil) {
      dc_builder_format(&text, ", %u", article->number);
      continue;
    }
    dc_builder_format(&text, "%s" DC_S "%s%s %u", recueil ? " ; " : "",
                      DC_ARG(several ? article->recueil->code : (dc_text){0}), several ? ", " : "",
                      several ? "art." : "articles", article->number);
    recueil = article->recueil;
  }
  return dc_builder_text(&text);
}

void dc_explain_others(dc_explained_record *record) {
  if (!record->marche->plan) return;
  dc_sheet *sheet = record->sheet;
  const dc_article_list *list = &record->marche->plan->by_effect[DC_EFFECT_REFUSE];
  dc_text examined = examined_articles(record);
  dc_text also = examined.length ? dc_text_format(sheet->arena, " (" DC_S " examinés)", DC_ARG(examined)) : examined;
  bool any = false;
  dc_sheet_section(sheet, "autres_motifs", "Autres motifs");
  for (size_t i = 0; i < list->count; i++) {
    if (!(record->decision->refusals >> i & 1) || list->items[i] == record->article) continue;
    dc_article_view view;
    dc_article_view_begin(&view, sheet, list->items[i], &record->scope);
    any = true;
    dc_sheet_line(sheet, DC_S " : " DC_S, DC_ARG(dc_sheet_article(sheet, list->items[i])),
                  DC_ARG(dc_article_motif(sheet->accounts->rules, list->items[i], &view.environment,
                                          sheet->explaining->masked, sheet->arena)));
    (void)dc_trace_condition(&view.trace, list->items[i]);
    dc_trace_conclude(&view.trace, " → refus");
    dc_article_view_lines(&view, 1);
  }
  if (!any)
    dc_sheet_line(sheet, "aucun" DC_S, DC_ARG(also));
  else if (examined.length)
    dc_sheet_line(sheet, "aucun autre" DC_S, DC_ARG(also));
}
