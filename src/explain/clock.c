#include "explain/person.h"

/* ---- Fenêtres ---- */

/* The latest record of the person on a market, UINT32_MAX = none: what the articles are asked about. */
static uint32_t latest_on(const dc_explained_person *person, uint32_t marche) {
  const dc_accounts *accounts = person->accounts;
  uint32_t latest = UINT32_MAX;
  for (size_t i = 0; i < person->rows.count; i++) {
    uint32_t row = person->rows.items[i];
    if (accounts->marche_of[row] != marche) continue;
    if (latest == UINT32_MAX || dc_record_date(accounts, row) >= dc_record_date(accounts, latest)) latest = row;
  }
  return latest;
}

static void show_distance(dc_explained_person *person, dc_text name, dc_date date) {
  dc_sheet *sheet = person->sheet;
  dc_date statement = person->accounts->statement;
  if (date == DC_NO_DATE) return;
  dc_sheet_line(sheet, DC_S " : " DC_S ", %d jours %s l'arrêté", DC_ARG(name), DC_ARG(dc_sheet_date(sheet, date)),
                date < statement ? statement - date : date - statement, date < statement ? "avant" : "après")
      ->indent = 1;
}

/* The dates that one refusal defines for the person, when some day of work would fall under it. */
static void show_window(dc_explained_person *person, const dc_article *article, const dc_scope *scope) {
  dc_text name;
  dc_date date;
  dc_article_view view;
  dc_article_view_begin(&view, person->sheet, article, scope);
  if (!dc_trace_bites(&view.trace, article)) return;
  for (size_t i = 0; dc_trace_window(&view.trace, article, i, &name, &date); i++) {
    if (i == 0)
      dc_sheet_line(person->sheet, DC_S ", marché " DC_S, DC_ARG(dc_sheet_article(person->sheet, article)),
                    DC_ARG(dc_sheet_marche(person->sheet, scope->marche->number)));
    dc_article_view_lines(&view, 1);
    view.trace.lines.count = 0;
    show_distance(person, name, date);
  }
}

void dc_explain_windows(dc_explained_person *person) {
  const dc_accounts *accounts = person->accounts;
  dc_sheet_section(person->sheet, "fenetres", "Fenêtres");
  for (uint32_t marche = 0; marche < accounts->marche_count; marche++) {
    uint32_t row = latest_on(person, marche);
    const dc_plan *plan = accounts->marches[marche].plan;
    if (row == UINT32_MAX || !plan) continue;
    dc_scope scope = {.accounts = accounts, .marche = &accounts->marches[marche], .rows = &row};
    const dc_article_list *list = &plan->by_effect[DC_EFFECT_REFUSE];
    for (size_t i = 0; i < list->count; i++) show_window(person, list->items[i], &scope);
  }
}

/* ---- Plafonds ---- */

/* One key of a cap, over the records of the person: « personne P0012, an 2026 ». */
typedef struct {
  dc_text key;
  dc_hours used, limit;
  size_t cut; /* records that the cap refused or reduced */
} dc_gauge;

typedef DC_LIST(dc_gauge) dc_gauges;

static dc_gauge *gauge_of(dc_explained_person *person, dc_gauges *gauges, dc_text key) {
  for (size_t i = 0; i < gauges->count; i++)
    if (dc_text_equal(gauges->items[i].key, key)) return &gauges->items[i];
  DC_APPEND(person->sheet->arena, gauges, (dc_gauge){.key = key});
  return &gauges->items[gauges->count - 1];
}

static bool in_plan(const dc_plan *plan, const dc_article *cap) {
  const dc_article_list *list = &plan->by_effect[cap->effect];
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i] == cap) return true;
  return false;
}

static dc_gauges read_gauges(dc_explained_person *person, const dc_article *cap) {
  const dc_accounts *accounts = person->accounts;
  dc_gauges gauges = {0};
  for (size_t i = 0; i < person->rows.count; i++) {
    uint32_t row = person->rows.items[i];
    const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
    const dc_decision *decision = &accounts->decisions[row];
    bool cut = dc_account_article(accounts, row) == cap;
    if (!marche->plan || !in_plan(marche->plan, cap) || (decision->admitted == 0 && !cut)) continue;
    if (!dc_account_bears(accounts, cap, row)) continue;
    dc_scope scope = {.accounts = accounts, .marche = marche, .rows = &row};
    dc_gauge *gauge = gauge_of(person, &gauges, dc_sheet_key(person->sheet, cap, &scope));
    dc_hours own = cap->effect == DC_EFFECT_CAP_COUNTED ? decision->counted : decision->admitted;
    dc_cap_uses uses = dc_account_uses(accounts, cap, row, person->sheet->arena);
    if (uses.used + own > gauge->used) gauge->used = uses.used + own;
    gauge->limit = uses.limit;
    gauge->cut += cut;
  }
  return gauges;
}

static void show_gauge(dc_explained_person *person, const dc_gauge *gauge) {
  dc_sheet *sheet = person->sheet;
  dc_hours left = gauge->limit > gauge->used ? gauge->limit - gauge->used : 0;
  dc_builder cut = {.arena = sheet->arena};
  if (gauge->cut)
    dc_builder_format(&cut, " ; %zu ligne%s réduite%s ou refusée%s", gauge->cut, gauge->cut > 1 ? "s" : "",
                      gauge->cut > 1 ? "s" : "", gauge->cut > 1 ? "s" : "");
  dc_sheet_line(sheet, DC_S " : " DC_S " sur " DC_S ", reste " DC_S DC_S, DC_ARG(gauge->key),
                DC_ARG(dc_sheet_hours(sheet, gauge->used)), DC_ARG(dc_sheet_hours(sheet, gauge->limit)),
                DC_ARG(dc_sheet_hours(sheet, left)), DC_ARG(dc_builder_text(&cut)))
      ->indent = 1;
}

/* All of them when they are few; else the fullest, and those that cut a line. */
static void show_gauges(dc_explained_person *person, const dc_gauges *gauges) {
  enum { FEW = 6 };
  size_t fullest = 0;
  for (size_t i = 1; i < gauges->count; i++)
    if (gauges->items[i].used > gauges->items[fullest].used) fullest = i;
  for (size_t i = 0; i < gauges->count; i++)
    if (gauges->count <= FEW || gauges->items[i].cut || i == fullest) show_gauge(person, &gauges->items[i]);
  if (gauges->count > FEW)
    dc_sheet_line(person->sheet, "sur %zu clés : la plus remplie, et celles qui ont réduit une ligne", gauges->count)
        ->indent = 1;
}

static bool is_personal(const dc_article *cap) {
  for (size_t i = 0; i < cap->key.count; i++)
    if (dc_text_equal(cap->key.fields[i]->name, DC_TEXT("participant"))) return true;
  return false;
}

typedef DC_LIST(const dc_article *) dc_caps;

static void collect_caps(const dc_explained_person *person, dc_caps *caps) {
  static const dc_effect effects[] = {DC_EFFECT_CAP, DC_EFFECT_CAP_COUNTED};
  for (size_t i = 0; i < person->rows.count; i++) {
    const dc_plan *plan = person->accounts->marches[person->accounts->marche_of[person->rows.items[i]]].plan;
    for (size_t e = 0; plan && e < 2; e++) {
      const dc_article_list *list = &plan->by_effect[effects[e]];
      for (size_t k = 0; k < list->count; k++) {
        bool known = !is_personal(list->items[k]);
        for (size_t c = 0; c < caps->count; c++) known = known || caps->items[c] == list->items[k];
        if (!known) DC_APPEND(person->sheet->arena, caps, list->items[k]);
      }
    }
  }
}

void dc_explain_limits(dc_explained_person *person) {
  dc_caps caps = {0};
  collect_caps(person, &caps);
  dc_sheet_section(person->sheet, "plafonds", "Plafonds");
  for (size_t i = 0; i < caps.count; i++) {
    dc_gauges gauges = read_gauges(person, caps.items[i]);
    if (!gauges.count) continue;
    dc_sheet_line(person->sheet, DC_S, DC_ARG(dc_sheet_article(person->sheet, caps.items[i])));
    dc_sheet_parameter(person->sheet, "plafond de " DC_S, DC_ARG(dc_sheet_hours(person->sheet, gauges.items[0].limit)));
    show_gauges(person, &gauges);
  }
}
