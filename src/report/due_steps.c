#include "report/due_steps.h"

#include "decompte/calculation.h"

/* One line being laid out. Its trace is that of the article that gives the hours due. */
typedef struct {
  dc_due_steps *steps;
  dc_sheets *sheets;
  dc_arena *arena;
  const dc_accounts *accounts;
  const dc_marche *marche;
  size_t line, first; /* of Synthèse; its first step */
  size_t *row_of;     /* by step of the calculation: its row */
} dc_laying;

static dc_due_step *add(dc_laying *laying, const char *part, dc_text what) {
  const dc_due_step step = {.line = laying->line,
                            .number = laying->steps->count - laying->first + 1,
                            .part = part,
                            .what = what,
                            .date = DC_NO_DATE,
                            .change = dc_content_none(),
                            .value = dc_content_none()};
  DC_APPEND(laying->arena, laying->steps, step);
  return &laying->steps->items[laying->steps->count - 1];
}

static size_t last(const dc_laying *laying) { return laying->steps->count - 1; }

static size_t number_of(const dc_laying *laying, size_t row) { return laying->steps->items[row].number; }

/* ---- values ---- */

static dc_style style_of(dc_text unit) {
  static const struct {
    const char *unit;
    dc_style style;
  } usual[] = {{"h", DC_AS_HOURS}, {"€", DC_AS_MONEY}, {"€/h", DC_AS_MONEY}, {"%", DC_AS_RATE}};
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
    if (dc_text_equal(unit, dc_text_from(usual[i].unit))) return usual[i].style;
  return DC_AS_FACTOR;
}

static dc_content number_in(dc_text unit, dc_rational number) {
  dc_content content = dc_content_exact(number);
  content.style = style_of(unit);
  return content;
}

static dc_content hours(dc_hours number) {
  dc_content content = dc_content_number(number);
  content.style = DC_AS_HOURS;
  return content;
}

static dc_content amount(const dc_field *field, int64_t number) {
  dc_content content = dc_content_number(number);
  content.style = field->type == DC_TYPE_HOURS ? DC_AS_HOURS : DC_AS_MONEY;
  return content;
}

/* « ; » between what several rows give. */
static dc_text places_of(const dc_laying *laying, const dc_field *field) {
  dc_scope scope = {.accounts = laying->accounts, .marche = laying->marche};
  dc_dossier_row origins[DC_ORIGINS];
  size_t count = dc_scope_origins(&scope, field, origins);
  dc_builder text = {.arena = laying->arena};
  for (size_t i = 0; i < count; i++)
    dc_builder_format(
        &text, "%s" DC_S, i ? " ; " : "",
        DC_ARG(dc_dossier_place(laying->accounts->dossier, origins[i].kind, origins[i].row, laying->arena)));
  return dc_builder_text(&text);
}

/* ---- base amounts, and the events that move them ---- */

static dc_text cell_of(const dc_laying *laying, const char *column, uint32_t row) {
  const dc_column *cells = dc_table_column(&laying->accounts->dossier->tables[DC_EVENEMENTS], column);
  return dc_view_text(laying->sheets->view, cells, row);
}

/* « avenant AV-01 ». */
static void name_event(dc_laying *laying, dc_due_step *step, const dc_event *event) {
  dc_text reference = cell_of(laying, "reference", event->row);
  step->date = event->date;
  step->reference = dc_text_format(laying->arena, DC_S "%s" DC_S, DC_ARG(cell_of(laying, "type", event->row)),
                                   reference.length ? " " : "", DC_ARG(reference));
  step->place = dc_dossier_place(laying->accounts->dossier, DC_EVENEMENTS, event->row, laying->arena);
}

static const dc_event *event_of(const dc_laying *laying, size_t i) {
  return &laying->accounts->events[laying->marche->first_event + i];
}

static int64_t base_after(const dc_laying *laying, size_t events, size_t base) {
  dc_marche then = dc_marche_after(laying->accounts, laying->marche, events);
  return dc_base_amount(&then.base, base);
}

static dc_text unit_of(const dc_field *field) { return field->type == DC_TYPE_HOURS ? DC_TEXT("h") : DC_TEXT("€"); }

/* The step before is the amount that it moves, unless there was none. */
static void lay_move(dc_laying *laying, const dc_field *field, size_t event, int64_t from, int64_t to) {
  size_t before = last(laying);
  bool begun = from != DC_NO_QUANTITY;
  dc_due_step *step = add(laying, "Événement", field->name);
  name_event(laying, step, event_of(laying, event));
  step->change = amount(field, to - (from == DC_NO_QUANTITY ? 0 : from));
  step->value = amount(field, to);
  step->value.formula = begun ? dc_text_format(laying->arena, "{valeur@%zu}+{variation}", before).data : "{variation}";
  step->unit = unit_of(field);
  step->how =
      begun ? dc_text_format(laying->arena, "étape %zu + variation", number_of(laying, before)) : DC_TEXT("variation");
}

/* As signed, then event by event, each adding to the step before it. */
static void lay_base(dc_laying *laying, size_t base) {
  const dc_field *field = dc_base_field(laying->accounts->lexicon, base);
  int64_t from = base_after(laying, 0, base);
  if (from != DC_NO_QUANTITY) {
    dc_due_step *step = add(laying, "Base", field->name);
    step->date = laying->marche->notification;
    step->reference = DC_TEXT("notification du marché");
    step->value = amount(field, from);
    step->unit = unit_of(field);
    step->place = dc_dossier_place(laying->accounts->dossier, DC_MARCHES, laying->marche->row, laying->arena);
  }
  for (size_t i = 0; i < laying->marche->event_count; i++) {
    int64_t to = base_after(laying, i + 1, base);
    if (to != from) lay_move(laying, field, i, from, to);
    from = to;
  }
}

/* An amount that the rule does not read: its sum alone, so that the calculation is not lost among invoices. */
static void lay_unread_base(dc_laying *laying, size_t base) {
  const dc_field *field = dc_base_field(laying->accounts->lexicon, base);
  size_t moves = 0;
  int64_t from = base_after(laying, 0, base);
  dc_date date = laying->marche->notification;
  for (size_t i = 0; i < laying->marche->event_count; i++) {
    int64_t to = base_after(laying, i + 1, base);
    if (to != from) moves++, date = event_of(laying, i)->date;
    from = to;
  }
  if (from == DC_NO_QUANTITY || (from == 0 && !moves)) return;
  dc_due_step *step =
      add(laying, "Pour mémoire", dc_text_format(laying->arena, DC_S ", que la règle ne lit pas", DC_ARG(field->name)));
  step->date = date;
  step->reference = moves ? dc_text_format(laying->arena, "après %zu événement%s", moves, moves > 1 ? "s" : "")
                          : DC_TEXT("notification du marché");
  step->value = amount(field, from);
  step->unit = unit_of(field);
}

static void lay_ends(dc_laying *laying) {
  dc_date end = dc_marche_after(laying->accounts, laying->marche, 0).fin;
  for (size_t i = 0; i < laying->marche->event_count; i++) {
    dc_date now = dc_marche_after(laying->accounts, laying->marche, i + 1).fin;
    char from[DC_DATE_SIZE], to[DC_DATE_SIZE];
    if (now != end)
      name_event(laying,
                 add(laying, "Pour mémoire",
                     dc_text_format(laying->arena, "fin du marché portée du " DC_S " au " DC_S,
                                    DC_ARG(dc_date_french(end, from)), DC_ARG(dc_date_french(now, to)))),
                 event_of(laying, i));
    end = now;
  }
  size_t later = laying->marche->later_event_count;
  if (!later) return;
  dc_due_step *step = add(laying, "Pour mémoire",
                          dc_text_format(laying->arena, "%zu événement%s après l'arrêté, non compté%s", later,
                                         later > 1 ? "s" : "", later > 1 ? "s" : ""));
  step->date = event_of(laying, laying->marche->event_count)->date;
}

/* ---- what else is read ---- */

static void lay_read(dc_laying *laying, const dc_step *step) {
  dc_due_step *laid = add(laying, step->text.length || step->date != DC_NO_DATE ? "Paramètre" : "Donnée", step->name);
  laid->date = step->date;
  laid->reference = step->text;
  laid->value = number_in(step->unit, step->value);
  laid->unit = step->unit;
  if (step->field)
    laid->place = places_of(laying, step->field);
  else if (step->rule.line)
    laid->place = dc_text_format(laying->arena, DC_S ":%u", DC_ARG(step->rule.file), step->rule.line);
}

static size_t base_number(const dc_laying *laying, const dc_step *step) {
  for (size_t i = 0; step->field && i < DC_BASES; i++)
    if (step->field == dc_base_field(laying->accounts->lexicon, i)) return i;
  return DC_BASES;
}

/* Bases first, in the order of the lexicon's amounts; then the rest, in that of the rule. */
static void lay_what_is_read(dc_laying *laying, const dc_calculation *calculation) {
  for (size_t i = 0; i < calculation->count; i++) {
    size_t base = base_number(laying, &calculation->items[i]);
    if (base == DC_BASES) continue;
    size_t before = laying->steps->count;
    lay_base(laying, base);
    if (laying->steps->count == before) lay_read(laying, &calculation->items[i]);
    laying->row_of[i] = last(laying);
  }
  for (size_t i = 0; i < calculation->count; i++) {
    const dc_step *step = &calculation->items[i];
    if (step->kind != DC_STEP_READ || base_number(laying, step) < DC_BASES) continue;
    lay_read(laying, step);
    laying->row_of[i] = last(laying);
  }
}

static void lay_what_is_not(dc_laying *laying, const dc_calculation *calculation) {
  for (size_t base = 0; base < DC_BASES; base++) {
    bool read = false;
    for (size_t i = 0; i < calculation->count; i++) read = read || base_number(laying, &calculation->items[i]) == base;
    if (!read) lay_unread_base(laying, base);
  }
  lay_ends(laying);
}

/* ---- operations ---- */

typedef struct {
  const char *before, *between, *after; /* around the two operands */
} dc_wording;

/* Sums of binary numbers fall a little beside: eight decimals bring them back before a rounding to whole numbers. */
static const struct {
  dc_wording formula, words;
  bool swapped; /* in the formula */
} operations[DC_STEP_COUNT] = {
    [DC_STEP_ADD] = {{"", "+", ""}, {"étape ", " + étape ", ""}, false},
    [DC_STEP_SUBTRACT] = {{"", "-", ""}, {"étape ", " - étape ", ""}, false},
    [DC_STEP_MULTIPLY] = {{"", "*", ""}, {"étape ", " × étape ", ""}, false},
    [DC_STEP_DIVIDE] = {{"", "/", ""}, {"étape ", " ÷ étape ", ""}, false},
    [DC_STEP_MAX] = {{"MAX(", ",", ")"}, {"la plus grande : étape ", " ou étape ", ""}, false},
    [DC_STEP_MIN] = {{"MIN(", ",", ")"}, {"la plus petite : étape ", " ou étape ", ""}, false},
    [DC_STEP_ROUND_UP] = {{"-INT(-ROUND(", NULL, ",8))"}, {"étape ", NULL, ", arrondie à l'entier supérieur"}, false},
    [DC_STEP_ROUND_DOWN] = {{"INT(ROUND(", NULL, ",8))"}, {"étape ", NULL, ", arrondie à l'entier inférieur"}, false},
    [DC_STEP_ROUND_NEAREST] = {{"ROUND(", NULL, ",0)"},
                               {"étape ", NULL, ", arrondie à l'entier le plus proche"},
                               false},
    [DC_STEP_SLICES] = {{"INT(ROUND(", "/", ",8))"}, {"tranches entières de l'étape ", " dans l'étape ", ""}, true},
};

static dc_text formula_of(const dc_laying *laying, dc_step_kind kind, size_t left, size_t right) {
  const dc_wording *wording = &operations[kind].formula;
  if (operations[kind].swapped) {
    size_t kept = left;
    left = right;
    right = kept;
  }
  if (!wording->between)
    return dc_text_format(laying->arena, "%s{valeur@%zu}%s", wording->before, left, wording->after);
  return dc_text_format(laying->arena, "%s{valeur@%zu}%s{valeur@%zu}%s", wording->before, left, wording->between, right,
                        wording->after);
}

static dc_text words_of(const dc_laying *laying, dc_step_kind kind, size_t left, size_t right) {
  const dc_wording *wording = &operations[kind].words;
  size_t first = number_of(laying, left);
  if (!wording->between) return dc_text_format(laying->arena, "%s%zu%s", wording->before, first, wording->after);
  return dc_text_format(laying->arena, "%s%zu%s%zu%s", wording->before, first, wording->between,
                        number_of(laying, right), wording->after);
}

static void lay_operations(dc_laying *laying, const dc_calculation *calculation) {
  for (size_t i = 0; i < calculation->count; i++) {
    const dc_step *step = &calculation->items[i];
    if (step->kind == DC_STEP_READ) continue;
    size_t left = laying->row_of[step->operands[0]], right = laying->row_of[step->operands[1]];
    dc_due_step *laid = add(laying, "Calcul", step->name);
    laid->value = number_in(step->unit, step->value);
    laid->value.formula = formula_of(laying, step->kind, left, right).data;
    laid->unit = step->unit;
    laid->how = words_of(laying, step->kind, left, right);
    laying->row_of[i] = last(laying);
  }
}

/* ---- what it comes to ---- */

static dc_due_step *lay_result(dc_laying *laying, const char *part, dc_text what, dc_hours number) {
  dc_due_step *step = add(laying, part, what);
  step->value = hours(number);
  step->unit = DC_TEXT("h");
  return step;
}

/* What « Calculer » keeps: the hundredth of an hour. */
static void lay_due(dc_laying *laying, bool shared, size_t value) {
  dc_due_step *step =
      lay_result(laying, shared ? "Calcul" : DC_DUE_RESULT,
                 shared ? DC_TEXT("heures dues du marché") : DC_TEXT("heures dues"), laying->marche->due);
  step->value.formula = dc_text_format(laying->arena, "ROUND({valeur@%zu},2)", value).data;
  step->how = dc_text_format(laying->arena, "étape %zu, au centième d'heure le plus proche", number_of(laying, value));
  step->result = !shared;
}

/* A share is cut to the units that hours are counted in; what that leaves goes to the first holder. */
static void lay_share(dc_laying *laying, const dc_titulaire *holder) {
  size_t due = last(laying);
  dc_text name = dc_view_id(laying->sheets->view, holder->nom);
  bool first = holder == &laying->accounts->titulaires[laying->marche->first_titulaire];
  if (first) {
    lay_result(laying, "Part", DC_TEXT("parts des autres membres du groupement"), laying->marche->due - holder->due);
  } else {
    dc_due_step *part = add(laying, "Part", dc_text_format(laying->arena, "part de " DC_S, DC_ARG(name)));
    part->value = number_in(DC_TEXT("%"), dc_rational_parts(holder->part));
    part->unit = DC_TEXT("%");
  }
  size_t part = last(laying);
  dc_due_step *step = lay_result(laying, DC_DUE_RESULT,
                                 dc_text_format(laying->arena, "heures dues par " DC_S, DC_ARG(name)), holder->due);
  step->value.formula = first ? formula_of(laying, DC_STEP_SUBTRACT, due, part).data
                              : dc_text_format(laying->arena, "INT(ROUND({valeur@%zu}*{valeur@%zu}*%d,4))/%d", due,
                                               part, DC_HOUR, DC_HOUR)
                                    .data;
  step->how = words_of(laying, first ? DC_STEP_SUBTRACT : DC_STEP_MULTIPLY, due, part);
  if (!first) step->how = dc_text_format(laying->arena, DC_S ", au 1/%d d'heure inférieur", DC_ARG(step->how), DC_HOUR);
  step->result = true;
}

/* Why there are none. */
static void lay_nothing(dc_laying *laying, const dc_computation *computed, const dc_trace *trace) {
  dc_arena *arena = laying->arena;
  dc_text why = DC_TEXT("aucun article du recueil ne s'applique");
  if (!laying->marche->plan)
    why = DC_TEXT("le marché n'a pas de recueil utilisable");
  else if (computed->rival)
    why = dc_text_format(arena, DC_S " et " DC_S " donnent deux valeurs",
                         DC_ARG(dc_article_name(arena, computed->article)),
                         DC_ARG(dc_article_name(arena, computed->rival)));
  else if (computed->blocked)
    why = dc_text_format(
        arena, DC_S " manque d'une donnée : " DC_S, DC_ARG(dc_article_name(arena, computed->blocked)),
        DC_ARG(dc_article_missing(laying->accounts->rules, computed->blocked, trace->environment, arena)));
  dc_due_step *step = add(laying, DC_DUE_RESULT, dc_text_format(arena, "pas d'heures dues : " DC_S, DC_ARG(why)));
  step->result = true;
}

/* ---- a line ---- */

static void lay_rule(dc_laying *laying, const dc_article *article) {
  dc_arena *arena = laying->arena;
  dc_due_step *step = add(laying, "Règle", dc_article_name(arena, article));
  step->article = article;
  step->reference = article->source;
  step->text = dc_text_format(arena, "« " DC_S " »\n" DC_S, DC_ARG(article->title),
                              DC_ARG(dc_article_clauses(laying->accounts->rules, article, arena)));
  step->place = dc_text_format(arena, DC_S ":%u", DC_ARG(article->position.file), article->position.line);
}

static void lay_calculation(dc_laying *laying, const dc_article *article, const dc_trace *trace) {
  const dc_line *line = &laying->sheets->lines[laying->line];
  bool shared = laying->sheets->book->kind == DC_BOOK_TITULAIRE && laying->marche->titulaire_count > 1;
  dc_calculation calculation = dc_trace_calculation(trace, article);
  laying->row_of = DC_NEW_ARRAY(laying->arena, calculation.count, size_t);
  lay_rule(laying, article);
  lay_what_is_read(laying, &calculation);
  lay_what_is_not(laying, &calculation);
  lay_operations(laying, &calculation);
  lay_due(laying, shared, laying->row_of[calculation.count - 1]);
  if (shared) lay_share(laying, &laying->accounts->titulaires[line->titulaire]);
}

void dc_due_steps_add(dc_due_steps *steps, dc_sheets *sheets, size_t line) {
  const dc_accounts *accounts = sheets->accounts;
  const dc_marche *marche = &accounts->marches[sheets->lines[line].marche];
  dc_arena *arena = &sheets->workbook.arena;
  dc_laying laying = {.steps = steps,
                      .sheets = sheets,
                      .arena = arena,
                      .accounts = accounts,
                      .marche = marche,
                      .line = line,
                      .first = steps->count};
  dc_scope scope = {.accounts = accounts, .marche = marche, .amounts_wait = true};
  dc_environment environment = dc_scope_environment(&scope);
  dc_trace trace;
  dc_trace_begin(&trace, accounts->rules, &environment, dc_view_masked(sheets->book->profil), arena);
  const dc_field *field = dc_lexicon_column(accounts->lexicon, DC_TEXT("regles"), DC_TEXT("heures_dues"));
  dc_computation computed = {0};
  if (marche->plan) computed = dc_marche_computed(accounts, marche, field);
  if (computed.article && !computed.rival)
    lay_calculation(&laying, computed.article, &trace);
  else
    lay_nothing(&laying, &computed, &trace);
}
