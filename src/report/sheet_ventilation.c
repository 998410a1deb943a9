/* Ventilation: the hours of each person since the start, by what its records say of the work; the keys by which the
 * sheets of groups add them up. */
#include "report/breakdown.h"

enum { ALL = DC_BOOK_CONSOLIDATION, COMPLET = DC_BOOK_COMPLET };

static const dc_ventilated *line_at(void *context, size_t row) {
  return &((dc_sheets *)context)->breakdowns->lines[row];
}

static const dc_cumul *cumul_at(void *context, size_t row) {
  const dc_sheets *sheets = context;
  return &sheets->accounts->cumuls[dc_book_cumul(sheets->book, line_at(context, row)->cumul)];
}

static const dc_work *work_at(void *context, size_t row) { return &line_at(context, row)->portion->work; }

/* ---- keys ---- */

static dc_content repere(void *context, size_t row) { return dc_content_text(dc_ventilation_key(context, row)); }

static dc_content repere_beneficiaire(void *context, size_t row) {
  dc_sheets *sheets = context;
  uint32_t person = sheets->beneficiary_of[line_at(context, row)->cumul];
  return dc_content_linked(dc_content_text(dc_beneficiary_key(sheets, person)), "beneficiaires", person);
}

static dc_content group_key(void *context, size_t row, dc_axis axis) {
  dc_sheets *sheets = context;
  return dc_content_text(dc_group_key_text(sheets, axis, sheets->breakdowns->axes[axis].group_of[row]));
}

static dc_content repere_titulaire(void *context, size_t row) { return group_key(context, row, DC_BY_TITULAIRE); }
static dc_content repere_epci(void *context, size_t row) { return group_key(context, row, DC_BY_EPCI); }
static dc_content repere_residence(void *context, size_t row) { return group_key(context, row, DC_BY_RESIDENCE); }
static dc_content repere_profil(void *context, size_t row) { return group_key(context, row, DC_BY_PROFILE); }
static dc_content repere_contrat(void *context, size_t row) { return group_key(context, row, DC_BY_CONTRACT); }
static dc_content repere_commune(void *context, size_t row) { return group_key(context, row, DC_BY_COMMUNE); }

/* ---- who and what ---- */

static dc_content marche(void *context, size_t row) {
  return dc_content_text(dc_view_marche(((dc_sheets *)context)->view, cumul_at(context, row)->marche));
}
static dc_content lot(void *context, size_t row) {
  return dc_content_text(dc_view_lot(((dc_sheets *)context)->view, cumul_at(context, row)->marche));
}
static dc_content participant(void *context, size_t row) {
  return dc_content_text(dc_view_participant(((dc_sheets *)context)->view, cumul_at(context, row)->participant));
}
static dc_content mode(void *context, size_t row) {
  return dc_content_text(dc_view_id(((dc_sheets *)context)->view, work_at(context, row)->mode));
}
static dc_content nature(void *context, size_t row) {
  return dc_content_text(dc_view_id(((dc_sheets *)context)->view, work_at(context, row)->nature));
}
static dc_content commune(void *context, size_t row) {
  uint32_t id = work_at(context, row)->commune;
  return dc_content_text(id == DC_SEVERAL_COMMUNES ? DC_TEXT("plusieurs")
                                                   : dc_view_id(((dc_sheets *)context)->view, id));
}

/* ---- figures ---- */

static dc_content personnes(void *context, size_t row) {
  return dc_content_number(line_at(context, row)->first ? 1 : DC_NO_QUANTITY);
}
static dc_content declarees(void *context, size_t row) {
  return dc_content_number(line_at(context, row)->portion->totals.declared);
}
static dc_content admises(void *context, size_t row) {
  return dc_content_number(line_at(context, row)->portion->totals.admitted);
}
static dc_content refusees(void *context, size_t row) {
  return dc_content_number(line_at(context, row)->portion->totals.refused);
}
static dc_content retenues(void *context, size_t row) {
  return dc_content_number(line_at(context, row)->portion->totals.counted);
}
static dc_content detaillees(void *context, size_t row) { return dc_content_number(line_at(context, row)->detailed); }

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 10, 0, 0, repere, NULL},
    {"repere_beneficiaire", "beneficiaires.repere", DC_AS_TEXT, 12, 0, 0, repere_beneficiaire, NULL},
    {"repere_titulaire", "ventilation.repere_titulaire", DC_AS_TEXT, 10, 0, 0, repere_titulaire, NULL},
    {"repere_epci", "ventilation.repere_epci", DC_AS_TEXT, 11, 0, ALL, repere_epci, NULL},
    {"repere_residence", "ventilation.repere_residence", DC_AS_TEXT, 11, 0, COMPLET, repere_residence, NULL},
    {"repere_profil", "ventilation.repere_profil", DC_AS_TEXT, 11, 0, COMPLET, repere_profil, NULL},
    {"repere_contrat", "ventilation.repere_contrat", DC_AS_TEXT, 10, 0, 0, repere_contrat, NULL},
    {"repere_commune", "ventilation.repere_commune", DC_AS_TEXT, 10, 0, 0, repere_commune, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 14, 0, 0, marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, lot, NULL},
    {"participant", "participants.participant", DC_AS_TEXT, 13, 0, 0, participant, NULL},
    {"mode", "contrats.mode", DC_AS_TEXT, 21, 0, 0, mode, NULL},
    {"nature", "contrats.nature", DC_AS_TEXT, 22, 0, 0, nature, NULL},
    {"commune", "ventilation.commune", DC_AS_TEXT, 13, 0, 0, commune, NULL},
    {"personnes", "ventilation.personnes", DC_AS_COUNT, 11, DC_SUMMED, 0, personnes, NULL},
    {"declarees", "calcul.heures_declarees", DC_AS_HOURS, 11, DC_SUMMED, 0, declarees, NULL},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 11, DC_SUMMED, 0, admises, NULL},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 11, DC_SUMMED, 0, refusees, NULL},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 11, DC_SUMMED, 0, retenues, NULL},
    {"detaillees", "ventilation.detaillees", DC_AS_HOURS, 11, DC_SUMMED, 0, detaillees,
     "{SUMIFS detail.declarees detail.repere_ventilation repere}"},
};

static const dc_note notes[] = {
    {"commune",
     "Commune d'exécution. « plusieurs » : le marché a plusieurs lieux (lieux.csv) et le relevé n'en nomme "
     "aucun. Vide : inconnue.",
     NULL},
    {"personnes", "1 à la première ligne de chaque personne : la somme compte les personnes une fois.", NULL},
    {"detaillees", "Ce que Détail montre de cette ligne : le mois, ou tout avec --detail tout.", NULL},
};

/* Each line sums the records of its own run, where looking at all of Détail would take too long. */
static void prepare(void *context, size_t row) {
  dc_sheets *sheets = context;
  const dc_ventilated *line = line_at(context, row);
  dc_grid *detail = dc_workbook_grid(&sheets->workbook, "detail");
  if (!detail || !dc_sheets_windowed(sheets->breakdowns->line_count, sheets->book->piece_count)) return;
  size_t first = sheets->first_detail[line->cumul], end = sheets->first_detail[line->cumul + line->cumul_count];
  dc_grid_window(detail, first, end - first);
}

static const dc_grid_spec spec = {
    .name = "ventilation",
    .sheet = "Ventilation",
    .about = "Les heures de chaque personne depuis le début, selon le contrat et la commune des relevés : ce "
             "qu'additionnent les feuilles « Par … ».",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .notes = notes,
    .note_count = sizeof notes / sizeof *notes,
    .total = DC_TOTAL_ABOVE,
    .frozen_columns = 1,
    .prepare = prepare};

void dc_ventilation_plan(dc_sheets *sheets) {
  if (!sheets->breakdowns) return;
  dc_heading heading = {.title = DC_TEXT("Ventilation des heures depuis le début"),
                        .sentence = DC_TEXT("Une ligne par personne, marché, titulaire et EPCI, et par mode, nature de "
                                            "contrat et commune de ses relevés. Les feuilles « Par … » additionnent "
                                            "ces lignes par leurs repères.")};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->breakdowns->line_count, heading);
}
