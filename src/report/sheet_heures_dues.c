/* Heures dues: the hours due of each line of Synthèse as an arithmetic that one can follow, and change. */
#include "report/due_steps.h"

typedef struct {
  dc_sheets *sheets;
  dc_due_steps steps;
} dc_dues;

static const dc_due_step *step_at(void *context, size_t row) { return &((dc_dues *)context)->steps.items[row]; }

static const dc_line *line_at(void *context, size_t row) {
  return &((dc_dues *)context)->sheets->lines[step_at(context, row)->line];
}

static dc_content repere(void *context, size_t row) {
  size_t line = step_at(context, row)->line;
  return dc_content_linked(dc_content_text(dc_line_key(((dc_dues *)context)->sheets, line)), "synthese", line);
}

static dc_content marche(void *context, size_t row) {
  return dc_content_text(dc_view_marche(((dc_dues *)context)->sheets->view, line_at(context, row)->marche));
}

static dc_content lot(void *context, size_t row) {
  return dc_content_text(dc_view_lot(((dc_dues *)context)->sheets->view, line_at(context, row)->marche));
}

static dc_content etape(void *context, size_t row) { return dc_content_number((int64_t)step_at(context, row)->number); }
static dc_content rubrique(void *context, size_t row) {
  const dc_due_step *step = step_at(context, row);
  dc_content content = dc_content_text(dc_text_from(step->part));
  content.tint = step->result ? DC_GOOD : DC_NO_TINT;
  return content;
}

static dc_content quoi(void *context, size_t row) {
  const dc_due_step *step = step_at(context, row);
  return dc_sheets_to_rule(((dc_dues *)context)->sheets, dc_content_text(step->what), step->article);
}

static dc_content date(void *context, size_t row) { return dc_content_day(step_at(context, row)->date); }
static dc_content reference(void *context, size_t row) { return dc_content_text(step_at(context, row)->reference); }
static dc_content variation(void *context, size_t row) { return step_at(context, row)->change; }
static dc_content valeur(void *context, size_t row) { return step_at(context, row)->value; }
static dc_content unite(void *context, size_t row) { return dc_content_text(step_at(context, row)->unit); }

static dc_content operation(void *context, size_t row) {
  const dc_due_step *step = step_at(context, row);
  return dc_content_text(step->text.length ? step->text : step->how);
}

static dc_content origine(void *context, size_t row) { return dc_content_text(step_at(context, row)->place); }

/* The two are one number: it is the formula that compares, once a cell has been changed. */
static dc_content controle(void *context, size_t row) {
  dc_dues *dues = context;
  const dc_due_step *step = step_at(context, row);
  if (!step->result) return dc_content_none();
  DC_ASSERT(step->value.number == dues->sheets->lines[step->line].due);
  dc_content content = dc_content_text(DC_TEXT("juste"));
  content.formula = dc_text_format(&dues->sheets->workbook.scratch,
                                   "IF(ROUND({valeur}-{synthese.dues@%zu},2)=0,\"juste\",\"écart de "
                                   "\"&FIXED({valeur}-{synthese.dues@%zu},2,TRUE)&\" h\")",
                                   step->line, step->line)
                        .data;
  return content;
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere_marche", DC_AS_TEXT, 11, 0, 0, repere, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 14, 0, 0, marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, lot, NULL},
    {"etape", "dues.etape", DC_AS_COUNT, 7, 0, 0, etape, NULL},
    {"rubrique", "tracabilite.rubrique", DC_AS_TEXT, 14, 0, 0, rubrique, NULL},
    {"quoi", "dues.quoi", DC_AS_TEXT, 44, DC_WRAPPED, 0, quoi, NULL},
    {"date", "dues.date", DC_AS_DATE, 11, 0, 0, date, NULL},
    {"reference", "dues.reference", DC_AS_TEXT, 26, DC_WRAPPED, 0, reference, NULL},
    {"variation", "dues.variation", DC_AS_HOURS, 14, 0, 0, variation, NULL},
    {"valeur", "dues.valeur", DC_AS_HOURS, 15, 0, 0, valeur, NULL},
    {"unite", "dues.unite", DC_AS_TEXT, 7, 0, 0, unite, NULL},
    {"operation", "dues.operation", DC_AS_TEXT, 46, DC_WRAPPED, 0, operation, NULL},
    {"origine", "dues.origine", DC_AS_TEXT, 22, DC_WRAPPED, 0, origine, NULL},
    {"controle", "dues.controle", DC_AS_TEXT, 12, 0, 0, controle, NULL},
};

static const dc_note notes[] = {
    {"valeur",
     "Ce qui se calcule est une formule sur les cellules au-dessus ; ce qui est lu vient du fichier que "
     "nomme l'origine. Changer une valeur lue montre ce qu'elle change aux heures dues.",
     NULL},
    {"controle", "Compare le résultat aux heures dues de Synthèse, au centième d'heure.", NULL},
};

static const dc_grid_spec spec = {
    .name = "heures_dues",
    .sheet = "Heures dues",
    .about = "Le calcul des heures dues de chaque marché, étape par étape : ce que la règle lit, les événements qui "
             "l'ont modifié, les opérations, l'arrondi et la part de chacun.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .notes = notes,
    .note_count = sizeof notes / sizeof *notes,
    .frozen_columns = 4};

void dc_heures_dues_plan(dc_sheets *sheets) {
  dc_dues *dues = DC_NEW(&sheets->workbook.arena, dc_dues);
  dues->sheets = sheets;
  for (size_t i = 0; i < sheets->book->line_count; i++) {
    sheets->lines[i].first_step = dues->steps.count;
    dc_due_steps_add(&dues->steps, sheets, i);
  }
  dc_heading heading = {.title = DC_TEXT("Heures dues, étape par étape"),
                        .sentence = DC_TEXT("Chaque étape se lit dans le dossier ou dans les règles, ou se calcule à "
                                            "partir des étapes qui la précèdent ; la dernière donne les heures dues de "
                                            "Synthèse.")};
  dc_workbook_plan(&sheets->workbook, &spec, dues, dues->steps.count, heading);
}
