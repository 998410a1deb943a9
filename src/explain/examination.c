#include "explain/record.h"

/* ---- caps ---- */

enum { SHOWN_USES = 10 }; /* the last ones before the record; the others are told together */

static void show_use(dc_explained_record *record, const dc_use *use, dc_hours left, unsigned indent) {
  dc_sheet *sheet = record->sheet;
  dc_sheet_uses(sheet, DC_RELEVES, use->row);
  dc_text hours = dc_sheet_hours(sheet, use->hours), rest = dc_sheet_hours(sheet, left);
  dc_explained_line *line =
      dc_sheet_line(sheet, "- " DC_S " le " DC_S " = " DC_S, DC_ARG(hours),
                    DC_ARG(dc_sheet_date(sheet, dc_record_date(record->accounts, use->row))), DC_ARG(rest));
  line->note = dc_sheet_place(sheet, DC_RELEVES, use->row);
  line->indent = indent;
}

static void show_earlier_uses(dc_explained_record *record, const dc_cap_uses *uses, size_t count, dc_hours *left,
                              unsigned indent) {
  dc_sheet *sheet = record->sheet;
  dc_hours sum = 0;
  for (size_t i = 0; i < count; i++) sum += uses->uses[i].hours;
  *left -= sum;
  dc_explained_line *line = dc_sheet_line(
      sheet, "- " DC_S " de %zu ligne%s, du " DC_S " au " DC_S " = " DC_S, DC_ARG(dc_sheet_hours(sheet, sum)), count,
      count > 1 ? "s" : "", DC_ARG(dc_sheet_date(sheet, dc_record_date(record->accounts, uses->uses[0].row))),
      DC_ARG(dc_sheet_date(sheet, dc_record_date(record->accounts, uses->uses[count - 1].row))),
      DC_ARG(dc_sheet_hours(sheet, *left)));
  line->indent = indent;
}

/* Each line that used the cap when it bound; together when it left enough. */
static void show_uses(dc_explained_record *record, const dc_cap_uses *uses, bool bound, unsigned indent) {
  dc_hours left = uses->limit;
  size_t told = bound ? SHOWN_USES : 1, first = uses->use_count > told ? uses->use_count - (bound ? told : 0) : 0;
  if (first) show_earlier_uses(record, uses, first, &left, indent);
  for (size_t i = first; i < uses->use_count; i++) {
    left -= uses->uses[i].hours;
    show_use(record, &uses->uses[i], left, indent);
  }
}

/* Why the cap bears on the record, its limit, and the key that the limit is for. */
static void show_limit(dc_explained_record *record, const dc_article *cap, dc_hours limit, unsigned indent) {
  dc_sheet *sheet = record->sheet;
  dc_article_view view;
  dc_rational value;
  dc_article_view_begin(&view, sheet, cap, &record->scope);
  (void)dc_trace_condition(&view.trace, cap);
  (void)dc_trace_value(&view.trace, cap, &value);
  dc_article_view_lines(&view, indent);
  dc_sheet_line(sheet, "clé : " DC_S, DC_ARG(dc_sheet_key(sheet, cap, &record->scope)))->indent = indent;
  dc_sheet_line(sheet, "plafond = " DC_S, DC_ARG(dc_sheet_hours(sheet, limit)))->indent = indent;
}

/* The hours that come to a cap. */
static dc_hours asked_of(const dc_explained_record *record, const dc_article *cap) {
  return cap->effect == DC_EFFECT_CAP_COUNTED ? dc_account_weighted(record->accounts, record->row)
                                              : dc_account_declared(record->accounts, record->row);
}

static dc_hours left_by(const dc_cap_uses *uses) { return uses->limit > uses->used ? uses->limit - uses->used : 0; }

void dc_explain_cap(dc_explained_record *record, const dc_article *cap, unsigned indent) {
  dc_sheet *sheet = record->sheet;
  bool counted = cap->effect == DC_EFFECT_CAP_COUNTED;
  dc_cap_uses uses = dc_account_uses(record->accounts, cap, record->row, sheet->arena);
  dc_hours asked = asked_of(record, cap), left = left_by(&uses);
  show_limit(record, cap, uses.limit, indent);
  show_uses(record, &uses, left < asked, indent);
  dc_text wanted = dc_text_format(sheet->arena, DC_S " %s%s", DC_ARG(dc_sheet_hours(sheet, asked)),
                                  counted ? "pondérée" : "déclarée", dc_plural(asked));
  dc_text room = dc_text_format(sheet->arena, DC_S " restante%s", DC_ARG(dc_sheet_hours(sheet, left)), dc_plural(left));
  if (left < asked)
    dc_sheet_line(sheet, "min (" DC_S " ; " DC_S ") = " DC_S " %s%s", DC_ARG(wanted), DC_ARG(room),
                  DC_ARG(dc_sheet_hours(sheet, left)), counted ? "retenue" : "admise", dc_plural(left))
        ->indent = indent;
  else
    dc_sheet_line(sheet, DC_S " ≤ " DC_S, DC_ARG(wanted), DC_ARG(room))->indent = indent;
  dc_sheet_parameter(sheet, "plafond de " DC_S, DC_ARG(dc_sheet_hours(sheet, uses.limit)));
}

/* ---- what did not stop the record ---- */

/* Title, what came of it, then its calculation. */
static void show_outcome(dc_explained_record *record, dc_article_view *view, const char *outcome) {
  dc_sheet_line(record->sheet, DC_S " : %s", DC_ARG(dc_sheet_article(record->sheet, view->article)), outcome);
  dc_article_view_lines(view, 1);
}

static void examine_refusals(dc_explained_record *record) {
  const dc_article_list *list = &record->marche->plan->by_effect[DC_EFFECT_REFUSE];
  for (size_t i = 0; i < list->count; i++) {
    dc_article_view view;
    dc_article_view_begin(&view, record->sheet, list->items[i], &record->scope);
    (void)dc_trace_condition(&view.trace, list->items[i]);
    show_outcome(record, &view, "pas de refus");
  }
}

/* Articles with a key: duplicates, caps. Those that do not bear on the record say why. */
static bool bears(dc_explained_record *record, const dc_article *article) {
  if (dc_account_bears(record->accounts, article, record->row)) return true;
  dc_article_view view;
  dc_article_view_begin(&view, record->sheet, article, &record->scope);
  if (dc_trace_condition(&view.trace, article) != DC_FALSE)
    dc_trace_say(&view.trace, "la ligne ne porte qu'un mois : elle ne se juge ni au jour, ni à la semaine");
  show_outcome(record, &view, "ne porte pas sur cette ligne");
  return false;
}

static void examine_duplicates(dc_explained_record *record) {
  const dc_article_list *list = &record->marche->plan->by_effect[DC_EFFECT_ONCE];
  for (size_t i = 0; i < list->count; i++) {
    if (!bears(record, list->items[i])) continue;
    dc_sheet_line(record->sheet, DC_S " : aucune ligne retenue avant elle n'a sa clé",
                  DC_ARG(dc_sheet_article(record->sheet, list->items[i])));
    dc_sheet_line(record->sheet, "clé : " DC_S, DC_ARG(dc_sheet_key(record->sheet, list->items[i], &record->scope)))
        ->indent = 1;
  }
}

static void examine_caps(dc_explained_record *record, dc_effect effect) {
  const dc_article_list *list = &record->marche->plan->by_effect[effect];
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i] == record->article || !bears(record, list->items[i])) continue;
    dc_cap_uses uses = dc_account_uses(record->accounts, list->items[i], record->row, record->sheet->arena);
    bool enough = left_by(&uses) >= asked_of(record, list->items[i]);
    dc_sheet_line(record->sheet, DC_S " : %s", DC_ARG(dc_sheet_article(record->sheet, list->items[i])),
                  enough                    ? "ne réduit pas la ligne"
                  : effect == DC_EFFECT_CAP ? "moins strict que le plafond appliqué"
                                            : "réduit encore les heures comptées");
    dc_explain_cap(record, list->items[i], 1);
  }
}

void dc_explain_examination(dc_explained_record *record) {
  dc_sheet_section(record->sheet, "examen", "Examen");
  examine_refusals(record);
  examine_duplicates(record);
  examine_caps(record, DC_EFFECT_CAP);
  examine_caps(record, DC_EFFECT_CAP_COUNTED);
}
