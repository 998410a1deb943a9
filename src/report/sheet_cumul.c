/* Cumul: hours by market, holder, EPCI, participant and month. Synthèse adds up its lines; each line that Détail covers
 * is checked against its records. */
#include "report/sheets.h"

enum { TIT = DC_BOOK_TITULAIRE, EPCI = DC_BOOK_EPCI, ALL = DC_BOOK_CONSOLIDATION };

static const dc_cumul *cumul_at(void *context, size_t row) {
  const dc_sheets *sheets = context;
  return &sheets->accounts->cumuls[dc_book_cumul(sheets->book, row)];
}

/* To the first of its records, when Détail shows them. */
static dc_content repere(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_content content = dc_content_text(dc_cumul_key_text(sheets, row));
  size_t first = sheets->first_detail[row];
  return first < sheets->first_detail[row + 1] ? dc_content_linked(content, "detail", first) : content;
}

static dc_content repere_marche(void *context, size_t row) {
  return dc_content_text(dc_line_key(context, ((dc_sheets *)context)->line_of[row]));
}

static dc_content repere_beneficiaire(void *context, size_t row) {
  return dc_content_text(dc_beneficiary_key(context, ((dc_sheets *)context)->beneficiary_of[row]));
}

static dc_content marche(void *context, size_t row) {
  return dc_content_text(dc_view_marche(((dc_sheets *)context)->view, cumul_at(context, row)->marche));
}

static dc_content lot(void *context, size_t row) {
  return dc_content_text(dc_view_lot(((dc_sheets *)context)->view, cumul_at(context, row)->marche));
}

static dc_content titulaire(void *context, size_t row) {
  const dc_sheets *sheets = context;
  return dc_content_text(dc_view_id(sheets->view, sheets->accounts->titulaires[cumul_at(context, row)->titulaire].nom));
}

static dc_content epci(void *context, size_t row) {
  return dc_content_text(dc_view_epci(((dc_sheets *)context)->view, cumul_at(context, row)->epci));
}

static dc_content participant(void *context, size_t row) {
  return dc_content_text(dc_view_participant(((dc_sheets *)context)->view, cumul_at(context, row)->participant));
}

static dc_content mois(void *context, size_t row) { return dc_content_month(cumul_at(context, row)->month); }

static dc_content declarees(void *context, size_t row) {
  return dc_content_number(cumul_at(context, row)->totals.declared);
}
static dc_content admises(void *context, size_t row) {
  return dc_content_number(cumul_at(context, row)->totals.admitted);
}
static dc_content retenues(void *context, size_t row) {
  return dc_content_number(cumul_at(context, row)->totals.counted);
}
static dc_content refusees(void *context, size_t row) {
  return dc_content_number(cumul_at(context, row)->totals.refused);
}
static dc_content lignes(void *context, size_t row) {
  return dc_content_number((int64_t)cumul_at(context, row)->totals.lines);
}

/* Zero: the survey has already compared the two in exact numbers. */
static dc_content controle(void *context, size_t row) {
  const dc_sheets *sheets = context;
  bool covered = dc_selection_covers(sheets->selection, cumul_at(context, row)->month);
  dc_content content = dc_content_number(covered ? 0 : DC_NO_QUANTITY);
  if (!covered) content.formula = DC_PLAIN;
  return content;
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 10, 0, 0, repere, NULL},
    {"repere_marche", "cumul.repere_marche", DC_AS_TEXT, 10, 0, 0, repere_marche, NULL},
    {"repere_beneficiaire", "beneficiaires.repere", DC_AS_TEXT, 12, 0, 0, repere_beneficiaire, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 17, 0, 0, marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, lot, NULL},
    {"titulaire", "marches.titulaire_nom", DC_AS_TEXT, 26, 0, EPCI | ALL, titulaire, NULL},
    {"epci", "epci.nom", DC_AS_TEXT, 30, 0, TIT | ALL, epci, NULL},
    {"participant", "participants.participant", DC_AS_TEXT, 14, 0, 0, participant, NULL},
    {"mois", "journal.mois", DC_AS_MONTH, 10, 0, 0, mois, NULL},
    {"declarees", "calcul.heures_declarees", DC_AS_HOURS, 11, DC_SUMMED, 0, declarees, NULL},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 11, DC_SUMMED, 0, admises, NULL},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 11, DC_SUMMED, 0, retenues, NULL},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 11, DC_SUMMED, 0, refusees, NULL},
    {"lignes", "cumul.lignes", DC_AS_COUNT, 8, DC_SUMMED, 0, lignes, NULL},
    {"controle", "cumul.controle", DC_AS_HOURS, 13, 0, 0, controle,
     "ROUND({declarees}-{SUMIFS detail.declarees detail.repere_cumul repere},4)"},
};

static void prepare(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_grid *detail = dc_workbook_grid(&sheets->workbook, "detail");
  if (!detail || !dc_sheets_windowed(sheets->month_cumuls, sheets->book->piece_count)) return;
  dc_grid_window(detail, sheets->first_detail[row], sheets->first_detail[row + 1] - sheets->first_detail[row]);
}

static const dc_grid_spec spec = {
    .name = "cumul",
    .sheet = "Cumul",
    .about = "Les heures de chaque personne, par marché et par mois, depuis le début : ce que Synthèse additionne.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .total = DC_TOTAL_ABOVE,
    .frozen_columns = 1,
    .prepare = prepare};

void dc_cumul_plan(dc_sheets *sheets) {
  dc_heading heading = {
      .title = DC_TEXT("Cumul par marché, participant et mois, depuis le début"),
      .sentence = DC_TEXT("Synthèse additionne ces lignes par repère du marché. Le contrôle compare chaque ligne à ses "
                          "relevés de Détail : 0,00 est juste ; vide, Détail ne montre pas ce mois.")};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->book->cumul_count, heading);
}
