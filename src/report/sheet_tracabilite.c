/* Traçabilité: what the figures were made from, and the sums that prove that sheets agree with one another. */
#include "report/due_steps.h"

typedef struct {
  const char *section;
  dc_text element, value;
  uint32_t lines;         /* 0 = does not apply */
  dc_content left, right; /* of a control */
  bool control;
} dc_trace;

typedef struct {
  dc_sheets *sheets;
  dc_trace *items;
  size_t count, capacity;
} dc_traces;

static const dc_trace *trace_at(void *context, size_t row) { return &((dc_traces *)context)->items[row]; }

/* ---- columns ---- */

static dc_content rubrique(void *context, size_t row) {
  return dc_content_text(dc_text_from(trace_at(context, row)->section));
}
static dc_content element(void *context, size_t row) { return dc_content_text(trace_at(context, row)->element); }
static dc_content valeur(void *context, size_t row) { return dc_content_text(trace_at(context, row)->value); }

static dc_content lignes(void *context, size_t row) {
  uint32_t lines = trace_at(context, row)->lines;
  return dc_content_number(lines ? lines : DC_NO_QUANTITY);
}

static dc_content gauche(void *context, size_t row) { return trace_at(context, row)->left; }
static dc_content droite(void *context, size_t row) { return trace_at(context, row)->right; }

static dc_content verdict(void *context, size_t row) {
  const dc_trace *trace = trace_at(context, row);
  dc_content content = dc_content_none();
  if (!trace->control) {
    content.formula = DC_PLAIN;
    return content;
  }
  bool right = trace->left.number == trace->right.number;
  char buffer[DC_NUMBER_SIZE];
  content.text = DC_TEXT("juste");
  if (!right)
    content.text = dc_text_format(&((dc_traces *)context)->sheets->workbook.scratch, "écart de " DC_S,
                                  DC_ARG(dc_hours_text(trace->left.number - trace->right.number, buffer)));
  content.tint = right ? DC_GOOD : DC_BAD;
  return content;
}

static const dc_grid_column columns[] = {
    {"rubrique", "tracabilite.rubrique", DC_AS_TEXT, 14, 0, 0, rubrique, NULL},
    {"element", "tracabilite.element", DC_AS_TEXT, 58, DC_WRAPPED, 0, element, NULL},
    {"valeur", "tracabilite.valeur", DC_AS_TEXT, 68, DC_WRAPPED, 0, valeur, NULL},
    {"lignes", "cumul.lignes", DC_AS_COUNT, 10, 0, 0, lignes, NULL},
    {"gauche", "tracabilite.gauche", DC_AS_HOURS, 15, 0, 0, gauche, NULL},
    {"droite", "tracabilite.droite", DC_AS_HOURS, 15, 0, 0, droite, NULL},
    {"verdict", "tracabilite.verdict", DC_AS_TEXT, 18, 0, 0, verdict,
     "IF(ROUND({gauche}-{droite},2)=0,\"juste\",\"écart de \"&FIXED({gauche}-{droite},2,TRUE))"},
};

static const dc_grid_spec spec = {.name = "tracabilite",
                                  .sheet = "Traçabilité",
                                  .about = "De quoi ces chiffres sont faits : fichiers et règles avec leur empreinte ; "
                                           "et les contrôles des feuilles entre elles.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .frozen_columns = 2};

/* ---- lines ---- */

static dc_trace *add(dc_traces *traces, const char *section, dc_text element) {
  DC_ASSERT(traces->count < traces->capacity);
  dc_trace *trace = &traces->items[traces->count++];
  *trace = (dc_trace){section, element, {0}, 0, dc_content_none(), dc_content_none(), false};
  return trace;
}

static void add_value(dc_traces *traces, const char *section, const char *element, dc_text value) {
  add(traces, section, dc_text_from(element))->value = value;
}

static void add_file(dc_traces *traces, const char *section, dc_text name, const dc_digest *digest, uint32_t lines) {
  dc_trace *trace = add(traces, section, name);
  trace->value = dc_text_from(digest->hex);
  trace->lines = lines;
}

static void add_run(dc_traces *traces) {
  const dc_view *view = traces->sheets->view;
  dc_arena *arena = &traces->sheets->workbook.arena;
  char buffer[DC_DATE_SIZE];
  add_value(traces, "Calcul", "Programme", dc_text_format(arena, "decompte %s", view->output->version));
  add_value(traces, "Calcul", "Mois", dc_month_words(arena, view->accounts->month));
  dc_text statement = dc_date_french(view->accounts->statement, buffer);
  add_value(traces, "Calcul", "Arrêté au", dc_text_copy(arena, statement));
  add_value(traces, "Calcul", "Options", view->output->options);
  add_value(traces, "Calcul", "Empreinte du calcul", dc_text_from(view->digest));
}

static void add_files(dc_traces *traces) {
  const dc_sheets *sheets = traces->sheets;
  const dc_accounts *accounts = sheets->accounts;
  for (size_t i = 0; i < accounts->dossier->file_count; i++) {
    const dc_input_file *file = &accounts->dossier->files[i];
    bool others = sheets->book->kind == DC_BOOK_TITULAIRE && file->kind == DC_RELEVES &&
                  !dc_selection_in_file(sheets->selection, i, sheets->book->number);
    if (others) continue;
    uint32_t lines = dc_sheets_is_public(sheets) ? 0 : file->counts.lines; /* there may be one a person */
    add_file(traces, "Entrées", file->source.name, &file->source.digest, lines);
  }
  for (size_t i = 0; i < accounts->rules->file_count; i++) {
    const dc_rule_file *file = &accounts->rules->files[i];
    add_file(traces, "Règles", file->name, &file->digest, file->lines);
  }
  dc_reference references[DC_REFERENCES];
  size_t count = dc_view_references(sheets->view, references);
  for (size_t i = 0; i < count; i++)
    add_file(traces, references[i].section, references[i].name, references[i].digest, 0);
}

/* ---- controls ---- */

typedef struct {
  const char *id, *words;
  size_t offset; /* in dc_totals */
} dc_quantity;

static const dc_quantity quantities[] = {
    {"declarees", "heures déclarées", offsetof(dc_totals, declared)},
    {"admises", "heures admises", offsetof(dc_totals, admitted)},
    {"retenues", "heures retenues", offsetof(dc_totals, counted)},
    {"refusees", "heures refusées", offsetof(dc_totals, refused)},
};
enum { QUANTITIES = sizeof quantities / sizeof *quantities };

static dc_hours quantity_of(const dc_totals *totals, const dc_quantity *quantity) {
  return *(const dc_hours *)((const char *)totals + quantity->offset);
}

/* The same totals, from the accounts. */
static dc_totals expected(const dc_sheets *sheets) {
  const dc_accounts *accounts = sheets->accounts;
  if (sheets->book->kind == DC_BOOK_CONSOLIDATION) return accounts->totals;
  if (sheets->book->kind == DC_BOOK_EPCI) return accounts->epcis[sheets->book->number].totals;
  dc_totals totals = {0};
  const dc_holder *holder = &sheets->selection->holders.items[sheets->book->number];
  for (size_t i = 0; i < holder->count; i++)
    dc_totals_add(&totals, &accounts->titulaires[holder->titulaires[i]].totals);
  return totals;
}

static dc_totals covered(const dc_sheets *sheets) {
  dc_totals totals = {0};
  for (size_t i = 0; i < sheets->book->cumul_count; i++) {
    const dc_cumul *cumul = &sheets->accounts->cumuls[dc_book_cumul(sheets->book, i)];
    if (dc_selection_covers(sheets->selection, cumul->month)) dc_totals_add(&totals, &cumul->totals);
  }
  return totals;
}

static dc_content live(dc_traces *traces, int64_t number, const char *format, const char *column) {
  dc_content content = dc_content_number(number);
  content.formula = dc_text_format(&traces->sheets->workbook.arena, "%s%s})", format, column).data;
  return content;
}

static void add_control(dc_traces *traces, dc_text label, dc_content left, dc_content right) {
  dc_trace *trace = add(traces, "Contrôles", label);
  trace->left = left;
  trace->right = right;
  trace->control = true;
}

static int64_t planned_sum(dc_traces *traces, const char *grid, const char *column) {
  return dc_grid_sum(dc_workbook_grid(&traces->sheets->workbook, grid), column);
}

/* Of the months that Détail shows. */
static dc_content cumul_of_detail(dc_traces *traces, const dc_quantity *quantity, const dc_totals *totals) {
  dc_sheets *sheets = traces->sheets;
  dc_hours number = quantity_of(totals, quantity);
  if (sheets->view->output->all_details) return live(traces, number, "SUM({cumul.", quantity->id);
  dc_content content = dc_content_number(number);
  dc_month month = sheets->accounts->month;
  content.formula = dc_text_format(&sheets->workbook.arena, "{SUMIFS cumul.%s cumul.mois DATE(%d,%d,1)}", quantity->id,
                                   month / 12, month % 12 + 1)
                        .data;
  return content;
}

static void add_sheet_controls(dc_traces *traces) {
  dc_arena *arena = &traces->sheets->workbook.arena;
  dc_totals account = expected(traces->sheets), detailed = covered(traces->sheets);
  for (size_t i = 0; i < QUANTITIES; i++) {
    const dc_quantity *quantity = &quantities[i];
    const char *id = quantity->id;
    dc_content synthese = live(traces, planned_sum(traces, "synthese", id), "SUM({synthese.", id);
    dc_content cumul = live(traces, planned_sum(traces, "cumul", id), "SUM({cumul.", id);
    dc_content detail = live(traces, planned_sum(traces, "detail", id), "SUM({detail.", id);
    add_control(traces, dc_text_format(arena, "Synthèse = arrêté : %s", quantity->words), synthese,
                dc_content_number(quantity_of(&account, quantity)));
    add_control(traces, dc_text_format(arena, "Synthèse = Cumul : %s", quantity->words), synthese, cumul);
    dc_content persons = live(traces, planned_sum(traces, "beneficiaires", id), "SUM({beneficiaires.", id);
    add_control(traces, dc_text_format(arena, "Synthèse = Bénéficiaires : %s", quantity->words), synthese, persons);
    add_control(traces, dc_text_format(arena, "Cumul des mois détaillés = Détail : %s", quantity->words),
                cumul_of_detail(traces, quantity, &detailed), detail);
  }
  dc_content synthese = live(traces, planned_sum(traces, "synthese", "retenues"), "SUM({synthese.", "retenues");
  dc_content months = live(traces, planned_sum(traces, "evolution", "retenues"), "SUM({evolution.", "retenues");
  add_control(traces, DC_TEXT("Synthèse = Évolution : heures retenues"), synthese, months);
  dc_content refus = live(traces, planned_sum(traces, "refus", "refusees"), "SUM({refus.", "refusees");
  dc_content detail = live(traces, planned_sum(traces, "detail", "refusees"), "SUM({detail.", "refusees");
  add_control(traces, DC_TEXT("Refus = Détail : heures refusées"), refus, detail);
}

/* Sums of one column of two sheets. */
static void compare_sheets(dc_traces *traces, const char *left, const char *right, const char *column,
                           const char *words) {
  dc_workbook *workbook = &traces->sheets->workbook;
  const char *names[] = {left, right};
  dc_content sums[2];
  for (size_t i = 0; i < 2; i++) {
    dc_text open = dc_text_format(&workbook->arena, "SUM({%s.", names[i]);
    sums[i] = live(traces, planned_sum(traces, names[i], column), open.data, column);
  }
  dc_text label = dc_text_format(&workbook->arena, "%s = %s : %s", dc_workbook_grid(workbook, left)->spec->sheet,
                                 dc_workbook_grid(workbook, right)->spec->sheet, words);
  add_control(traces, label, sums[0], sums[1]);
}

/* Ventilation holds the hours of Cumul, and the sheets of groups those of Ventilation. */
static const char *const breakdowns[] = {"par_titulaire", "par_epci",        "par_residence", "execution_residence",
                                         "par_public",    "public_sexe_age", "par_contrat",   "par_commune"};
enum { BREAKDOWNS = sizeof breakdowns / sizeof *breakdowns, BREAKDOWN_CONTROLS = QUANTITIES + 2 + 2 * BREAKDOWNS };

static void add_breakdown_controls(dc_traces *traces) {
  dc_workbook *workbook = &traces->sheets->workbook;
  if (!dc_workbook_grid(workbook, "ventilation")) return;
  for (size_t i = 0; i < QUANTITIES; i++)
    compare_sheets(traces, "ventilation", "cumul", quantities[i].id, quantities[i].words);
  dc_content counted = live(traces, planned_sum(traces, "ventilation", "personnes"), "SUM({ventilation.", "personnes");
  dc_content persons = dc_content_number((int64_t)traces->sheets->participant_count);
  counted.style = persons.style = DC_AS_COUNT;
  add_control(traces, DC_TEXT("Ventilation = arrêté : participants"), counted, persons);
  dc_content detailed =
      live(traces, planned_sum(traces, "ventilation", "detaillees"), "SUM({ventilation.", "detaillees");
  dc_content detail = live(traces, planned_sum(traces, "detail", "declarees"), "SUM({detail.", "declarees");
  add_control(traces, DC_TEXT("Ventilation = Détail : heures déclarées que Détail montre"), detailed, detail);
  for (size_t i = 0; i < BREAKDOWNS; i++) {
    if (!dc_workbook_grid(workbook, breakdowns[i])) continue;
    compare_sheets(traces, breakdowns[i], "ventilation", "declarees", "heures déclarées");
    compare_sheets(traces, breakdowns[i], "ventilation", "retenues", "heures retenues");
  }
}

/* In every workbook: what a market owes is public. */
static void add_due_control(dc_traces *traces) {
  int64_t due = planned_sum(traces, "synthese", "dues");
  dc_content steps = dc_content_number(due);
  steps.formula = "{SUMIFS heures_dues.valeur heures_dues.rubrique \"" DC_DUE_RESULT "\"}";
  add_control(traces, DC_TEXT("Synthèse = Heures dues : heures dues"), live(traces, due, "SUM({synthese.", "dues"),
              steps);
}

/* Those of the whole run: not the business of one contractor. */
static void add_account_controls(dc_traces *traces) {
  const dc_accounts *accounts = traces->sheets->accounts;
  if (traces->sheets->book->kind == DC_BOOK_TITULAIRE) return;
  for (size_t i = 0; i < accounts->sum_count; i++) {
    const dc_control_sum *sum = &accounts->sums[i];
    dc_content left = dc_content_number(sum->left), right = dc_content_number(sum->right);
    left.style = right.style = sum->hours ? DC_AS_HOURS : DC_AS_COUNT;
    add_control(traces, dc_text_format(&traces->sheets->workbook.arena, "Tout le calcul : %s", sum->label), left,
                right);
  }
}

void dc_tracabilite_plan(dc_sheets *sheets) {
  dc_arena *arena = &sheets->workbook.arena;
  dc_traces *traces = DC_NEW(arena, dc_traces);
  traces->sheets = sheets;
  traces->capacity = 5 + sheets->accounts->dossier->file_count + sheets->accounts->rules->file_count + DC_REFERENCES +
                     (size_t)4 * QUANTITIES + 3 + BREAKDOWN_CONTROLS + DC_CONTROL_SUMS;
  traces->items = DC_NEW_ARRAY(arena, traces->capacity, dc_trace);
  add_run(traces);
  if (!dc_sheets_is_public(sheets)) {
    add_sheet_controls(traces);
    add_breakdown_controls(traces);
    add_account_controls(traces);
  }
  add_due_control(traces);
  add_files(traces);
  dc_heading heading = {.title = DC_TEXT("Traçabilité"),
                        .sentence = DC_TEXT("Origine des chiffres de ce classeur, et contrôles recalculés à "
                                            "l'ouverture ; la valeur d'un fichier est son empreinte SHA-256.")};
  dc_workbook_plan(&sheets->workbook, &spec, traces, traces->count, heading);
}
