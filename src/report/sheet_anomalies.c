/* Anomalies: what the data got wrong, where, why, and what to do. */
#include "decompte/identifier.h"
#include "report/sheets.h"

static const dc_diagnostic *item_at(void *context, size_t row) {
  const dc_sheets *sheets = context;
  return &sheets->view->output->diagnostics->items[sheets->diagnostics[row]];
}

static dc_content place(uint32_t number) { return dc_content_number(number ? number : DC_NO_QUANTITY); }

static dc_content fichier(void *context, size_t row) { return dc_content_text(item_at(context, row)->file); }
static dc_content ligne(void *context, size_t row) { return place(item_at(context, row)->line); }
static dc_content colonne(void *context, size_t row) { return place(item_at(context, row)->column); }

static dc_content enregistrement(void *context, size_t row) { return place(item_at(context, row)->record); }

static dc_content occurrences(void *context, size_t row) { return dc_content_number(item_at(context, row)->count); }

static dc_content code(void *context, size_t row) {
  return dc_content_text(dc_text_from(dc_code_name(item_at(context, row)->code)));
}

static dc_content gravite(void *context, size_t row) {
  static const dc_tint tints[] = {DC_NO_TINT, DC_FAIR, DC_BAD, DC_BAD};
  dc_severity severity = item_at(context, row)->severity;
  dc_content content = dc_content_text(dc_text_from(dc_severity_name(severity)));
  content.tint = tints[severity];
  return content;
}

/* The input has already taken social security numbers out; the output does not depend on it. */
static dc_content quoted(void *context, dc_text text) {
  return dc_content_text(dc_without_nir(&((dc_sheets *)context)->workbook.scratch, text));
}

static dc_content message(void *context, size_t row) { return quoted(context, item_at(context, row)->message); }
static dc_content extrait(void *context, size_t row) { return quoted(context, item_at(context, row)->excerpt); }

static dc_content explication(void *context, size_t row) {
  return dc_content_text(dc_text_from(dc_code_why(item_at(context, row)->code)));
}

/* « a|b » on two lines. */
static dc_content remedes(void *context, size_t row) {
  dc_builder lines = {.arena = &((dc_sheets *)context)->workbook.scratch};
  dc_text rest = dc_text_from(dc_code_remedies(item_at(context, row)->code)), remedy;
  while (dc_next_remedy(&rest, &remedy)) {
    if (lines.length) dc_builder_add(&lines, DC_TEXT("\n"));
    dc_builder_add(&lines, remedy);
  }
  return dc_content_text(dc_builder_text(&lines));
}

static dc_content marche(void *context, size_t row) { return quoted(context, item_at(context, row)->marche); }
static dc_content lot(void *context, size_t row) { return quoted(context, item_at(context, row)->lot); }

static const dc_grid_column columns[] = {
    {"fichier", "journal.fichier", DC_AS_TEXT, 36, 0, 0, fichier, NULL},
    {"ligne", "journal.ligne", DC_AS_COUNT, 8, 0, 0, ligne, NULL},
    {"colonne", "anomalies.colonne", DC_AS_COUNT, 9, 0, 0, colonne, NULL},
    {"code", "anomalies.code", DC_AS_TEXT, 7, 0, 0, code, NULL},
    {"gravite", "anomalies.gravite", DC_AS_TEXT, 14, 0, 0, gravite, NULL},
    {"message", "anomalies.message", DC_AS_TEXT, 44, DC_WRAPPED, 0, message, NULL},
    {"explication", "anomalies.explication", DC_AS_TEXT, 44, DC_WRAPPED, 0, explication, NULL},
    {"remedes", "anomalies.remedes", DC_AS_TEXT, 44, DC_WRAPPED, 0, remedes, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 17, 0, 0, marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, lot, NULL},
    {"extrait", "anomalies.extrait", DC_AS_TEXT, 60, 0, 0, extrait, NULL},
    {"enregistrement", "anomalies.enregistrement", DC_AS_COUNT, 9, 0, 0, enregistrement, NULL},
    {"occurrences", "anomalies.occurrences", DC_AS_COUNT, 9, 0, 0, occurrences, NULL},
};

static const dc_grid_spec spec = {.name = "anomalies",
                                  .sheet = "Anomalies",
                                  .about =
                                      "Ce que les données reçues ont de faux ou de douteux : où, pourquoi, que faire.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .frozen_columns = 2};

void dc_anomalies_plan(dc_sheets *sheets) {
  bool all = sheets->book->kind == DC_BOOK_CONSOLIDATION && !dc_view_masked(sheets->book->profil);
  dc_heading heading = {.title = DC_TEXT("Anomalies"),
                        .sentence = all ? DC_TEXT("Tout ce que les données du dossier ont de faux ou de douteux.")
                                        : DC_TEXT("Ce que les données des marchés de ce classeur ont de faux ou de "
                                                  "douteux.")};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->diagnostic_count, heading);
}
