#include "explain/record.h"

/* ---- P4: an amount becomes hours ---- */

/* The first article that applies, as in the count; what is not whole in units goes to the hundredth of an hour. */
static void show_conversion(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  const dc_article_list *list = &record->marche->plan->by_effect[DC_EFFECT_CONVERT];
  dc_hours declared = dc_account_declared(record->accounts, record->row);
  for (size_t i = 0; i < list->count; i++) {
    dc_article_view view;
    dc_rational value;
    dc_article_view_begin(&view, sheet, list->items[i], &record->scope);
    if (dc_trace_condition(&view.trace, list->items[i]) != DC_TRUE) continue;
    if (!dc_trace_value(&view.trace, list->items[i], &value)) continue;
    if (dc_rational_compare(value, dc_rational_hours(declared)) != 0)
      dc_trace_say(&view.trace, "arrondi au centième d'heure le plus proche = " DC_S,
                   DC_ARG(dc_sheet_hours(sheet, declared)));
    dc_sheet_line(sheet, DC_S " : le montant est converti", DC_ARG(dc_sheet_article(sheet, list->items[i])));
    dc_article_view_lines(&view, 1);
    return;
  }
}

/* ---- P6: the coefficient ---- */

/* Masked, a condition that reads a sensitive value says nothing of itself. */
static bool may_be_shown(const dc_explained_record *record, const dc_article *article) {
  return !record->sheet->explaining->masked || !dc_article_sensitive(article);
}

static void show_factor(dc_explained_record *record, dc_article_view *view, dc_builder *product) {
  dc_rational value;
  dc_sheet *sheet = record->sheet;
  DC_ASSERT(dc_trace_value(&view->trace, view->article, &value));
  dc_text factor = dc_number_words(sheet->arena, DC_TYPE_PERCENT, value);
  dc_sheet_line(sheet, DC_S " : les heures comptent pour " DC_S, DC_ARG(dc_sheet_article(sheet, view->article)),
                DC_ARG(factor));
  if (may_be_shown(record, view->article)) dc_article_view_lines(view, 1);
  dc_sheet_parameter(sheet, "coefficient " DC_S, DC_ARG(factor));
  if (product->length) dc_builder_add(product, DC_TEXT(" × "));
  dc_builder_add(product, factor);
}

static void show_coefficient(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  const dc_article_list *list = &record->marche->plan->by_effect[DC_EFFECT_WEIGHT];
  dc_builder product = {.arena = sheet->arena};
  size_t applied = 0;
  for (size_t i = 0; i < list->count; i++) {
    dc_article_view view;
    dc_article_view_begin(&view, sheet, list->items[i], &record->scope);
    if (dc_trace_condition(&view.trace, list->items[i]) == DC_TRUE) {
      show_factor(record, &view, &product);
      applied++;
      continue;
    }
    if (!may_be_shown(record, list->items[i])) continue;
    dc_sheet_line(sheet, DC_S " : ne s'applique pas", DC_ARG(dc_sheet_article(sheet, list->items[i])));
    dc_article_view_lines(&view, 1);
  }
  dc_text coefficient = dc_sheet_percent(sheet, dc_account_coefficient(record->accounts, record->row));
  if (applied > 1) dc_sheet_line(sheet, DC_S " = " DC_S, DC_ARG(dc_builder_text(&product)), DC_ARG(coefficient));
}

/* ---- what the hours became ---- */

static void show_counted(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  const dc_decision *decision = record->decision;
  dc_hours admitted = decision->admitted, weighted = dc_account_weighted(record->accounts, record->row);
  dc_parts coefficient = dc_account_coefficient(record->accounts, record->row);
  dc_rational product = dc_rational_mul(dc_rational_hours(admitted), dc_rational_parts(coefficient));
  bool rounded = dc_rational_compare(product, dc_rational_hours(weighted)) != 0;
  bool capped = weighted != decision->counted;
  dc_sheet_line(sheet, DC_S " admise%s × " DC_S " = " DC_S "%s%s%s", DC_ARG(dc_sheet_hours(sheet, admitted)),
                dc_plural(admitted), DC_ARG(dc_sheet_percent(sheet, coefficient)),
                DC_ARG(dc_sheet_hours(sheet, weighted)), capped ? "" : " retenue", capped ? "" : dc_plural(weighted),
                rounded ? " (arrondi au centième d'heure le plus proche)" : "");
  if (capped)
    dc_sheet_line(sheet, "après le plafond d'heures comptées : " DC_S " retenue%s",
                  DC_ARG(dc_sheet_hours(sheet, decision->counted)), dc_plural(decision->counted));
}

static void show_imputation(dc_explained_record *record) {
  const dc_accounts *accounts = record->accounts;
  dc_sheet *sheet = record->sheet;
  const dc_titulaire *holder = &accounts->titulaires[accounts->titulaire_of[record->row]];
  dc_share shares[DC_SHARES];
  size_t count = dc_account_shares(accounts, record->row, shares);
  dc_text month = dc_sheet_date(sheet, dc_month_first(dc_account_month(accounts, record->row)));
  dc_sheet_section(sheet, "imputation", "Imputé à");
  dc_sheet_line(sheet, DC_S " (SIRET " DC_S "), mois " DC_S, DC_ARG(dc_intern_text(accounts->intern, holder->nom)),
                DC_ARG(dc_sheet_siret(sheet, holder->siret)), DC_ARG(dc_text_slice(month, 3, month.length)));
  uint32_t commune = dc_account_commune(accounts, record->row);
  dc_text insee = dc_intern_text(accounts->intern, commune);
  for (size_t i = 0; i < count; i++) {
    const dc_epci *epci = &accounts->epcis[shares[i].epci];
    dc_explained_line *line =
        dc_sheet_line(sheet, DC_S " : " DC_S " retenue%s", DC_ARG(epci->nom),
                      DC_ARG(dc_sheet_hours(sheet, shares[i].totals.counted)), dc_plural(shares[i].totals.counted));
    if (commune)
      line->note = dc_text_format(sheet->arena, "commune " DC_S " " DC_S, DC_ARG(insee),
                                  DC_ARG(dc_territory_commune_name(accounts->territory, commune)));
  }
}

void dc_explain_hours(dc_explained_record *record) {
  const dc_accounts *accounts = record->accounts;
  dc_sheet *sheet = record->sheet;
  const dc_column *hours = dc_table_column(&accounts->dossier->tables[DC_RELEVES], "heures");
  dc_hours declared = dc_account_declared(accounts, record->row), admitted = record->decision->admitted;
  dc_sheet_section(sheet, "heures", "Heures");
  if (dc_quantity_at(hours, record->row) == DC_NO_QUANTITY) show_conversion(record);
  dc_hours refused = declared - admitted;
  dc_sheet_line(sheet, DC_S " déclarée%s = " DC_S " admise%s + " DC_S " refusée%s",
                DC_ARG(dc_sheet_hours(sheet, declared)), dc_plural(declared), DC_ARG(dc_sheet_hours(sheet, admitted)),
                dc_plural(admitted), DC_ARG(dc_sheet_hours(sheet, refused)), dc_plural(refused));
  if (admitted == 0) return;
  show_coefficient(record);
  show_counted(record);
  show_imputation(record);
}
