/* The phrases that explanations share: places, quantities, dates, names, keys. */
#include "explain/sheet.h"

dc_text dc_sheet_place(const dc_sheet *sheet, dc_table_kind kind, size_t row) {
  return dc_dossier_place(sheet->accounts->dossier, kind, row, sheet->arena);
}

/* Four decimals, as in the CSV outputs, when two do not hold it. */
dc_text dc_sheet_hours(const dc_sheet *sheet, dc_hours hours) {
  int64_t rounded;
  dc_rational exact = dc_rational_hours(hours);
  if (hours % DC_HUNDREDTH && dc_rational_scale(exact, 10000, 1, &rounded)) exact = dc_rational_of(rounded, 10000);
  return dc_number_words(sheet->arena, DC_TYPE_HOURS, exact);
}

dc_text dc_sheet_euros(const dc_sheet *sheet, dc_cents cents) {
  return dc_number_words(sheet->arena, DC_TYPE_MONEY, dc_rational_cents(cents));
}

dc_text dc_sheet_percent(const dc_sheet *sheet, dc_parts parts) {
  return dc_number_words(sheet->arena, DC_TYPE_PERCENT, dc_rational_parts(parts));
}

dc_text dc_sheet_date(const dc_sheet *sheet, dc_date date) {
  char buffer[DC_DATE_SIZE];
  return dc_text_copy(sheet->arena, dc_date_french(date, buffer));
}

dc_text dc_sheet_when(const dc_sheet *sheet, size_t row) {
  dc_text date = dc_sheet_date(sheet, dc_record_date(sheet->accounts, row));
  if (!dc_record_is_month(sheet->accounts, row)) return date;
  return dc_text_format(sheet->arena, "mois " DC_S, DC_ARG(dc_text_slice(date, 3, date.length)));
}

dc_text dc_sheet_siret(const dc_sheet *sheet, uint32_t siret) {
  dc_text text = dc_intern_text(sheet->accounts->intern, siret);
  if (text.length != 14) return text;
  return dc_text_format(sheet->arena, "%.3s %.3s %.3s %.5s", text.data, text.data + 3, text.data + 6, text.data + 9);
}

dc_text dc_sheet_marche(const dc_sheet *sheet, uint32_t number) {
  const dc_marche *marche = &sheet->accounts->marches[number];
  dc_text id = dc_marche_id(sheet->accounts, marche), lot = dc_marche_lot(sheet->accounts, marche);
  return lot.length ? dc_text_format(sheet->arena, DC_S ", lot " DC_S, DC_ARG(id), DC_ARG(lot)) : id;
}

dc_text dc_sheet_text(const dc_sheet *sheet, dc_table_kind kind, const char *column, size_t row) {
  const dc_column *cells = dc_table_column(&sheet->accounts->dossier->tables[kind], column);
  return dc_intern_text(sheet->accounts->intern, dc_id_at(cells, row));
}

dc_text dc_sheet_cell(const dc_sheet *sheet, dc_table_kind kind, const char *column, size_t row) {
  const dc_column *cells = dc_table_column(&sheet->accounts->dossier->tables[kind], column);
  bool dates = dc_type_kind(cells->field->type) == DC_KIND_DAY;
  dc_text text = dates ? dc_sheet_date(sheet, dc_day_at(cells, row))
                       : dc_intern_text(sheet->accounts->intern, dc_id_at(cells, row));
  return text.length && cells->field->sensitive && sheet->explaining->masked ? DC_TEXT("(réservé)") : text;
}

dc_text dc_sheet_person(const dc_sheet *sheet, uint32_t row) {
  return dc_sheet_text(sheet, DC_PARTICIPANTS, "participant", row);
}

dc_text dc_sheet_article(dc_sheet *sheet, const dc_article *article) {
  dc_sheet_cites(sheet, article->position.file);
  dc_text name = dc_article_name(sheet->arena, article);
  bool telling = sheet->explaining->masked && article->effect != DC_EFFECT_REFUSE && dc_article_sensitive(article);
  if (telling) return dc_text_format(sheet->arena, DC_S " (réservé)", DC_ARG(name));
  return dc_text_format(sheet->arena, DC_S " « " DC_S " »", DC_ARG(name), DC_ARG(article->title));
}

const char *dc_plural(dc_hours hours) { return hours >= 2 * DC_HOUR ? "s" : ""; }

/* ---- keys ---- */

static dc_text period_words(const dc_sheet *sheet, dc_period period, dc_date date) {
  dc_text day = dc_sheet_date(sheet, date);
  switch (period) {
  case DC_PERIOD_NONE: break;
  case DC_PERIOD_DAY: return dc_text_format(sheet->arena, "jour " DC_S, DC_ARG(day));
  case DC_PERIOD_WEEK:
    return dc_text_format(sheet->arena, "semaine du " DC_S, DC_ARG(dc_sheet_date(sheet, dc_date_monday(date))));
  case DC_PERIOD_MONTH: return dc_text_format(sheet->arena, "mois " DC_S, DC_ARG(dc_text_slice(day, 3, day.length)));
  case DC_PERIOD_YEAR: return dc_text_format(sheet->arena, "an %d", dc_date_year(date));
  }
  return (dc_text){0};
}

static dc_text key_part(const dc_sheet *sheet, const dc_field *field, const dc_scope *scope) {
  dc_text name = field->name;
  if (dc_text_equal(name, DC_TEXT("participant"))) {
    dc_text person = dc_sheet_person(sheet, sheet->accounts->participant_of[scope->rows[0]]);
    return dc_text_format(sheet->arena, "personne " DC_S, DC_ARG(person));
  }
  if (dc_text_equal(name, DC_TEXT("marché")))
    return dc_text_format(sheet->arena, "marché " DC_S, DC_ARG(dc_sheet_marche(sheet, scope->marche->number)));
  dc_scope copy = *scope;
  dc_environment environment = dc_scope_environment(&copy);
  dc_trace trace;
  dc_trace_begin(&trace, sheet->accounts->rules, &environment, sheet->explaining->masked, sheet->arena);
  return dc_text_format(sheet->arena, DC_S " " DC_S, DC_ARG(name), DC_ARG(dc_trace_field_text(&trace, field)));
}

dc_text dc_sheet_key(const dc_sheet *sheet, const dc_article *article, const dc_scope *scope) {
  dc_builder words = {.arena = sheet->arena};
  const dc_key *key = &article->key;
  bool market = false;
  for (size_t i = 0; i < key->count; i++) {
    /* « marché » stands for the pair, and has said its lot. */
    if (market && dc_text_equal(key->fields[i]->name, DC_TEXT("lot"))) continue;
    market = market || dc_text_equal(key->fields[i]->name, DC_TEXT("marché"));
    if (i) dc_builder_add(&words, DC_TEXT(", "));
    dc_builder_add(&words, key_part(sheet, key->fields[i], scope));
  }
  dc_text period = period_words(sheet, key->period, dc_record_date(sheet->accounts, scope->rows[0]));
  if (period.length && words.length) dc_builder_add(&words, DC_TEXT(", "));
  dc_builder_add(&words, period);
  return dc_builder_text(&words);
}
