#include "explain/article.h"

void dc_article_view_begin(dc_article_view *view, dc_sheet *sheet, const dc_article *article, const dc_scope *scope) {
  *view = (dc_article_view){.sheet = sheet, .article = article, .scope = *scope};
  view->scope.amounts_wait = dc_article_precedes_hours(article);
  view->environment = dc_scope_environment(&view->scope);
  dc_trace_begin(&view->trace, sheet->accounts->rules, &view->environment, sheet->explaining->masked, sheet->arena);
}

void dc_article_view_lines(dc_article_view *view, unsigned indent) {
  dc_sheet_trace(view->sheet, &view->trace, &view->scope, indent);
}

/* ---- why it applies ---- */

/* « marché notifié le 12/03/2025 »: the date that « En vigueur » reads, as people say it. */
static dc_text reference_words(dc_sheet *sheet, const dc_field *reference, dc_text value) {
  static const struct {
    const char *column, *words;
  } usual[] = {{"notification", "marché notifié le"}, {"debut", "marché commencé le"},
               {"fin", "marché finissant le"},        {"date", "travail du"},
               {"premier_jour", "premier jour le"},   {"arrete", "arrêté au"},
               {"date_facture", "facture du"}};
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
    bool same = dc_text_equal(reference->column, dc_text_from(usual[i].column));
    if (same) return dc_text_format(sheet->arena, "%s " DC_S, usual[i].words, DC_ARG(value));
  }
  return dc_text_format(sheet->arena, DC_S " : " DC_S, DC_ARG(reference->name), DC_ARG(value));
}

/* Where the first row that gives a field its value stands; noted as used. */
static dc_text first_place(dc_sheet *sheet, const dc_scope *scope, const dc_field *field) {
  dc_dossier_row origins[DC_ORIGINS];
  if (dc_scope_origins(scope, field, origins) == 0) return (dc_text){0};
  dc_sheet_uses(sheet, origins[0].kind, origins[0].row);
  return dc_sheet_place(sheet, origins[0].kind, origins[0].row);
}

/* Because the market names that recueil, or one that completes it. */
static dc_text recueil_words(dc_sheet *sheet, const dc_article *article, const dc_marche *marche) {
  const dc_recueil *own = marche->plan->recueil;
  dc_text scope = dc_recueil_words(sheet->accounts->rules, article->recueil, sheet->arena);
  dc_text why = article->recueil == own
                    ? DC_TEXT("recueil du marché")
                    : dc_text_format(sheet->arena, DC_S ", recueil du marché, le complète", DC_ARG(own->code));
  if (!scope.length) return why;
  return dc_text_format(sheet->arena, DC_S ", portée : " DC_S, DC_ARG(why), DC_ARG(scope));
}

/* A version that lines decide says nothing of a market as a whole. */
static bool is_known(const dc_version *version, const dc_scope *scope) {
  return scope->rows || (version->reference->level != DC_LEVEL_PERSON && version->reference->level != DC_LEVEL_LINE);
}

static void add_reason(dc_sheet *sheet, const dc_article *article, const dc_version *version, const dc_scope *scope) {
  const dc_recueil *own = scope->marche->plan->recueil;
  dc_article_view view;
  dc_article_view_begin(&view, sheet, article, scope);
  dc_text value = dc_trace_field_text(&view.trace, version->reference);
  dc_text words = reference_words(sheet, version->reference, value), more = {0};
  if (article->recueil != own || article->recueil->scope) more = recueil_words(sheet, article, scope->marche);
  dc_sheet_line(sheet, "applicable parce que : " DC_S "%s" DC_S, DC_ARG(words), more.length ? " ; " : "", DC_ARG(more))
      ->note = first_place(sheet, scope, version->reference);
}

void dc_explain_rule_lines(dc_sheet *sheet, const dc_article *article, const dc_scope *scope) {
  const dc_rules *rules = sheet->accounts->rules;
  dc_version version;
  bool versioned = dc_article_version(rules, article, &version);
  dc_text name = dc_sheet_article(sheet, article), replaced = dc_article_replaced(rules, article, sheet->arena);
  dc_text from = versioned ? dc_sheet_date(sheet, version.from) : (dc_text){0};
  dc_sheet_line(sheet, DC_S "%s" DC_S "%s" DC_S ",", DC_ARG(name), replaced.length ? ", qui remplace " : "",
                DC_ARG(replaced), versioned ? ", version du " : "", DC_ARG(from));
  if (versioned && is_known(&version, scope)) {
    add_reason(sheet, article, &version, scope);
    return;
  }
  dc_sheet_uses(sheet, DC_MARCHES, scope->marche->row);
  dc_sheet_line(sheet, "applicable parce que : " DC_S, DC_ARG(recueil_words(sheet, article, scope->marche)))->note =
      dc_sheet_place(sheet, DC_MARCHES, scope->marche->row);
}

/* The lines of a quotation run on; an empty one ends a paragraph. */
static void add_law(dc_sheet *sheet, dc_text law) {
  dc_builder paragraph = {.arena = sheet->arena};
  dc_sheet_section(sheet, "texte", "Texte");
  while (law.length > 0) {
    size_t end = dc_text_find(law, DC_TEXT("\n"));
    dc_text line = dc_text_trim(dc_text_slice(law, 0, end));
    law = dc_text_slice(law, end + 1, law.length);
    if (paragraph.length && line.length) dc_builder_add(&paragraph, DC_TEXT(" "));
    dc_builder_add(&paragraph, line);
    if (!paragraph.length || (line.length && law.length)) continue;
    dc_sheet_line(sheet, DC_S, DC_ARG(dc_builder_text(&paragraph)));
    paragraph = (dc_builder){.arena = sheet->arena};
  }
}

void dc_explain_rule(dc_sheet *sheet, const dc_article *article, const dc_scope *scope) {
  dc_sheet_section(sheet, "regle", "Règle");
  dc_explain_rule_lines(sheet, article, scope);
  dc_sheet_section(sheet, "source", "Source");
  dc_sheet_line(sheet, DC_S, DC_ARG(article->source));
  if (article->law.length) add_law(sheet, article->law);
}
