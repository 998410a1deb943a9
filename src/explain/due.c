#include "explain/market.h"

/* ---- a value that rules compute ---- */

static const dc_field *computed_field(const dc_explained_market *market, const char *column) {
  const dc_field *field = dc_lexicon_column(market->accounts->lexicon, DC_TEXT("regles"), dc_text_from(column));
  DC_ASSERT(field);
  return field;
}

static void say_rounding(dc_explained_market *market, const dc_field *field, dc_rational exact, dc_rational rounded) {
  if (dc_rational_compare(exact, rounded) == 0) return;
  dc_sheet_line(market->sheet, "arrondi au %s le plus proche = " DC_S,
                field->type == DC_TYPE_HOURS ? "centième d'heure" : "centime",
                DC_ARG(dc_number_words(market->sheet->arena, field->type, rounded)));
}

/* Why an article that lacks a value gives nothing. */
static void say_blocked(dc_explained_market *market, const dc_article *article, const char *nothing) {
  dc_article_view view;
  dc_rational value;
  dc_article_view_begin(&view, market->sheet, article, &market->scope);
  if (dc_trace_condition(&view.trace, article) == DC_TRUE) (void)dc_trace_value(&view.trace, article, &value);
  dc_explain_rule_lines(market->sheet, article, &market->scope);
  dc_article_view_lines(&view, 0);
  dc_sheet_line(market->sheet, "donnée manquante → %s", nothing);
}

static bool explain_field(dc_explained_market *market, const dc_field *field, const char *nothing) {
  dc_sheet *sheet = market->sheet;
  dc_computation computed = dc_marche_computed(market->accounts, market->marche, field);
  if (computed.rival) {
    dc_sheet_line(sheet, DC_S " et " DC_S " donnent deux valeurs → %s",
                  DC_ARG(dc_sheet_article(sheet, computed.article)), DC_ARG(dc_sheet_article(sheet, computed.rival)),
                  nothing);
    return false;
  }
  if (!computed.article && computed.blocked) {
    say_blocked(market, computed.blocked, nothing);
    return false;
  }
  if (!computed.article) {
    dc_sheet_line(sheet, "aucun article du recueil du marché ne s'applique → %s", nothing);
    return false;
  }
  dc_article_view view;
  dc_rational value;
  dc_article_view_begin(&view, sheet, computed.article, &market->scope);
  (void)dc_trace_condition(&view.trace, computed.article);
  DC_ASSERT(dc_trace_value(&view.trace, computed.article, &value));
  dc_explain_rule_lines(sheet, computed.article, &market->scope);
  dc_article_view_lines(&view, 0);
  say_rounding(market, field, value, computed.value);
  return true;
}

bool dc_explain_computed(dc_explained_market *market, const char *column, const char *nothing) {
  return explain_field(market, computed_field(market, column), nothing);
}

/* ---- events ---- */

static dc_text amount_text(const dc_sheet *sheet, const dc_field *field, int64_t amount) {
  return field->type == DC_TYPE_HOURS ? dc_sheet_hours(sheet, amount) : dc_sheet_euros(sheet, amount);
}

/* « montant du marché 1 000 000,00 € + 50 000,00 € = 1 050 000,00 € » for each amount that moved. */
static void add_moves(dc_explained_market *market, const dc_marche *before, const dc_marche *after, dc_builder *text) {
  const dc_sheet *sheet = market->sheet;
  for (size_t i = 0; i < DC_BASES; i++) {
    int64_t from = dc_base_amount(&before->base, i), to = dc_base_amount(&after->base, i);
    bool nothing = from == DC_NO_QUANTITY && to == 0;
    if (from == to || nothing) continue;
    const dc_field *field = dc_base_field(market->accounts->lexicon, i);
    int64_t start = from == DC_NO_QUANTITY ? 0 : from, move = to - start;
    dc_builder_format(text, "%s" DC_S " ", text->length ? " ; " : "", DC_ARG(field->name));
    if (from != DC_NO_QUANTITY)
      dc_builder_format(text, DC_S " %s " DC_S " = ", DC_ARG(amount_text(sheet, field, start)), move < 0 ? "-" : "+",
                        DC_ARG(amount_text(sheet, field, move < 0 ? -move : move)));
    dc_builder_add(text, amount_text(sheet, field, to));
  }
  if (before->fin != after->fin)
    dc_builder_format(text, "%sfin du marché portée du " DC_S " au " DC_S, text->length ? " ; " : "",
                      DC_ARG(dc_sheet_date(sheet, before->fin)), DC_ARG(dc_sheet_date(sheet, after->fin)));
}

/* The hours due once it has happened, and its part in them; `was` is what they were before, den 0 = none. Returns them.
 */
static dc_rational add_due(dc_explained_market *market, const dc_marche *then, const dc_rational *was,
                           dc_builder *text) {
  dc_arena *arena = market->sheet->arena;
  dc_rational due = dc_marche_computed(market->accounts, then, computed_field(market, "heures_dues")).value;
  if (!dc_rational_valid(due)) {
    dc_builder_add(text, DC_TEXT(" → pas d'heures dues"));
    return due;
  }
  dc_builder_format(text, " → " DC_S " dues", DC_ARG(dc_number_words(arena, DC_TYPE_HOURS, due)));
  if (!was) return due;
  dc_rational part = dc_rational_valid(*was) ? dc_rational_sub(due, *was) : due;
  if (part.num == 0)
    dc_builder_add(text, DC_TEXT(" (inchangées)"));
  else
    dc_builder_format(
        text, " (%s " DC_S ")", part.num < 0 ? "-" : "+",
        DC_ARG(dc_number_words(arena, DC_TYPE_HOURS, (dc_rational){part.num < 0 ? -part.num : part.num, part.den})));
  return due;
}

static dc_rational show_signature(dc_explained_market *market, const dc_marche *then) {
  dc_sheet *sheet = market->sheet;
  dc_builder text = {.arena = sheet->arena};
  dc_marche nothing = *then;
  const int64_t none = DC_NO_QUANTITY;
  nothing.base = (dc_base){none, none, none, none, none, none, none};
  add_moves(market, &nothing, then, &text);
  if (!text.length) dc_builder_add(&text, DC_TEXT("ni montant, ni heures"));
  dc_rational due = add_due(market, then, NULL, &text);
  dc_sheet_uses(sheet, DC_MARCHES, market->marche->row);
  dc_sheet_line(sheet, "à la notification, le " DC_S " : " DC_S,
                DC_ARG(dc_sheet_date(sheet, market->marche->notification)), DC_ARG(dc_builder_text(&text)))
      ->note = dc_sheet_place(sheet, DC_MARCHES, market->marche->row);
  return due;
}

static void show_event(dc_explained_market *market, const dc_event *event, const dc_marche *before,
                       const dc_marche *after, dc_rational *due) {
  dc_sheet *sheet = market->sheet;
  dc_builder text = {.arena = sheet->arena};
  add_moves(market, before, after, &text);
  if (text.length)
    *due = add_due(market, after, due, &text);
  else
    dc_builder_add(&text, DC_TEXT("sans effet sur l'objectif"));
  dc_text reference = dc_sheet_text(sheet, DC_EVENEMENTS, "reference", event->row);
  dc_sheet_uses(sheet, DC_EVENEMENTS, event->row);
  dc_sheet_line(sheet, DC_S ", " DC_S "%s" DC_S " : " DC_S, DC_ARG(dc_sheet_date(sheet, event->date)),
                DC_ARG(dc_sheet_text(sheet, DC_EVENEMENTS, "type", event->row)), reference.length ? " " : "",
                DC_ARG(reference), DC_ARG(dc_builder_text(&text)))
      ->note = dc_sheet_place(sheet, DC_EVENEMENTS, event->row);
}

static void show_events(dc_explained_market *market) {
  const dc_accounts *accounts = market->accounts;
  const dc_marche *marche = market->marche;
  dc_sheet *sheet = market->sheet;
  dc_marche before = dc_marche_after(accounts, marche, 0);
  dc_sheet_section(sheet, "evolution", "Évolution");
  dc_rational due = show_signature(market, &before);
  for (size_t i = 0; i < marche->event_count; i++) {
    dc_marche after = dc_marche_after(accounts, marche, i + 1);
    show_event(market, &accounts->events[marche->first_event + i], &before, &after, &due);
    before = after;
  }
  for (size_t i = 0; i < marche->later_event_count; i++) {
    const dc_event *event = &accounts->events[marche->first_event + marche->event_count + i];
    dc_sheet_line(sheet, DC_S ", " DC_S " : après l'arrêté, non compté", DC_ARG(dc_sheet_date(sheet, event->date)),
                  DC_ARG(dc_sheet_text(sheet, DC_EVENEMENTS, "type", event->row)))
        ->note = dc_sheet_place(sheet, DC_EVENEMENTS, event->row);
  }
}

/* ---- shares of co-contractors ---- */

/* The row of groupements.csv of a firm in the market, UINT32_MAX = none. */
static uint32_t member_row(const dc_explained_market *market, uint32_t siret) {
  const dc_table *table = &market->accounts->dossier->tables[DC_GROUPEMENTS];
  const dc_column *marches = dc_table_column(table, "marche"), *lots = dc_table_column(table, "lot");
  const dc_column *sirets = dc_table_column(table, "siret");
  for (uint32_t row = 0; row < table->rows; row++) {
    bool same = dc_id_at(marches, row) == market->marche->marche && dc_id_at(lots, row) == market->marche->lot;
    if (same && dc_id_at(sirets, row) == siret) return row;
  }
  return UINT32_MAX;
}

static void show_share(dc_explained_market *market, const dc_titulaire *holder, bool first) {
  dc_sheet *sheet = market->sheet;
  dc_text part = dc_sheet_percent(sheet, holder->part), due = dc_sheet_hours(sheet, holder->due);
  int64_t exact = (int64_t)((dc_wide)market->marche->due * holder->part / DC_WHOLE);
  uint32_t row = member_row(market, holder->siret);
  dc_text role = row == UINT32_MAX ? DC_TEXT("") : dc_sheet_text(sheet, DC_GROUPEMENTS, "role", row);
  dc_explained_line *line =
      dc_sheet_line(sheet, DC_S " (SIRET " DC_S ")%s" DC_S " : " DC_S " = " DC_S " dues%s ; " DC_S " retenue%s",
                    DC_ARG(dc_intern_text(market->accounts->intern, holder->nom)),
                    DC_ARG(dc_sheet_siret(sheet, holder->siret)), role.length ? ", " : "", DC_ARG(role), DC_ARG(part),
                    DC_ARG(due), first && exact != holder->due ? ", reste de l'arrondi compris" : "",
                    DC_ARG(dc_sheet_hours(sheet, holder->totals.counted)), dc_plural(holder->totals.counted));
  if (row == UINT32_MAX) return;
  dc_sheet_uses(sheet, DC_GROUPEMENTS, row);
  line->note = dc_sheet_place(sheet, DC_GROUPEMENTS, row);
}

static void show_shares(dc_explained_market *market) {
  const dc_marche *marche = market->marche;
  if (marche->titulaire_count < 2 || marche->due == DC_NO_QUANTITY) return;
  dc_sheet_section(market->sheet, "parts", "Parts");
  for (size_t i = 0; i < marche->titulaire_count; i++)
    show_share(market, &market->accounts->titulaires[marche->first_titulaire + i], i == 0);
}

/* ---- what else rules compute: a forecast of the hours due ---- */

static bool is_computed(const dc_explained_market *market, const dc_field *field) {
  const dc_article_list *list = &market->marche->plan->by_effect[DC_EFFECT_COMPUTE];
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i]->target == field) return true;
  return false;
}

/* Those have their own place. */
static bool is_told_elsewhere(const dc_field *field) {
  static const char *const columns[] = {"heures_dues", "penalite", "seuil_risque"};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    if (dc_text_equal(field->column, dc_text_from(columns[i]))) return true;
  return false;
}

static void show_other_values(dc_explained_market *market) {
  const dc_lexicon *lexicon = market->accounts->lexicon;
  dc_sheet *sheet = market->sheet;
  bool any = false;
  for (uint32_t i = 0; i < lexicon->count; i++) {
    const dc_field *field = &lexicon->fields[i];
    if (!dc_text_equal(field->table, DC_TEXT("regles"))) continue;
    if (is_told_elsewhere(field) || !is_computed(market, field)) continue;
    if (!any) dc_sheet_section(sheet, "autres_calculs", "Autres calculs");
    any = true;
    dc_text nothing = dc_text_format(sheet->arena, "pas de « " DC_S " »", DC_ARG(field->name));
    if (!explain_field(market, field, nothing.data)) continue;
    dc_rational value = dc_marche_computed(market->accounts, market->marche, field).value;
    dc_sheet_line(sheet, "= " DC_S, DC_ARG(dc_number_words(sheet->arena, field->type, value)))->note = field->name;
  }
}

void dc_explain_due(dc_explained_market *market) {
  show_events(market);
  dc_sheet_section(market->sheet, "objectif", "Objectif");
  if (dc_explain_computed(market, "heures_dues", "pas d'heures dues"))
    dc_sheet_line(market->sheet, "= " DC_S " dues", DC_ARG(dc_sheet_hours(market->sheet, market->marche->due)));
  show_shares(market);
  show_other_values(market);
}
