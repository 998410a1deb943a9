/* Bénéficiaires: one line per person and market, with contracts, the last day that counts, and hours. */
#include "report/sheets.h"

typedef struct {
  dc_sheets *sheets;
  dc_heading_line above[1];
  const char *months_left; /* formula */
  const dc_column *premier_jour, *public, *contrat, *structure, *mode, *nature;
} dc_persons;

static const dc_beneficiary *person_at(void *context, size_t row) {
  return &((dc_persons *)context)->sheets->beneficiaries[row];
}

static uint32_t marche_number(void *context, size_t row) {
  return ((dc_persons *)context)->sheets->lines[person_at(context, row)->line].marche;
}

/* ---- who ---- */

/* To the first of the lines that it adds up. */
static dc_content repere(void *context, size_t row) {
  dc_content content = dc_content_text(dc_beneficiary_key(((dc_persons *)context)->sheets, row));
  return dc_content_linked(content, "cumul", person_at(context, row)->first_cumul);
}

static dc_content repere_marche(void *context, size_t row) {
  return dc_content_text(dc_line_key(((dc_persons *)context)->sheets, person_at(context, row)->line));
}

static dc_content marche(void *context, size_t row) {
  const dc_view *view = ((dc_persons *)context)->sheets->view;
  return dc_content_text(dc_view_marche(view, marche_number(context, row)));
}

static dc_content lot(void *context, size_t row) {
  const dc_view *view = ((dc_persons *)context)->sheets->view;
  return dc_content_text(dc_view_lot(view, marche_number(context, row)));
}

static dc_content participant(void *context, size_t row) {
  const dc_view *view = ((dc_persons *)context)->sheets->view;
  return dc_content_text(dc_view_participant(view, person_at(context, row)->participant));
}

static dc_content public(void *context, size_t row) {
  const dc_persons *persons = context;
  return dc_content_text(dc_view_text(persons->sheets->view, persons->public, person_at(context, row)->participant));
}

static dc_content premier_jour(void *context, size_t row) {
  const dc_persons *persons = context;
  return dc_content_day(dc_day_at(persons->premier_jour, person_at(context, row)->participant));
}

/* ---- contracts: those that the records name, a contractor's own ones in its workbook ---- */

enum { SHOWN = 3 }; /* values in a cell; of more, how many more */

static bool shown_here(const dc_sheets *sheets, const dc_beneficiary *person, const dc_engagement *engagement) {
  bool holder = sheets->book->kind == DC_BOOK_TITULAIRE;
  return !holder || engagement->titulaire == sheets->lines[person->line].titulaire;
}

static bool already(const uint32_t *values, size_t count, uint32_t value) {
  for (size_t i = 0; i < count; i++)
    if (values[i] == value) return true;
  return false;
}

/* « CDDI ; MISSION » */
static dc_content of_contracts(void *context, size_t row, const dc_column *column) {
  const dc_persons *persons = context;
  const dc_sheets *sheets = persons->sheets;
  const dc_beneficiary *person = person_at(context, row);
  uint32_t values[SHOWN];
  size_t count, found = 0, more = 0;
  const dc_engagement *engagements =
      dc_presence_engagements(&sheets->selection->presences, marche_number(context, row), person->participant, &count);
  dc_builder text = {.arena = &persons->sheets->workbook.scratch};
  for (size_t i = 0; i < count; i++) {
    uint32_t value = dc_id_at(column, engagements[i].contrat);
    if (!value || !shown_here(sheets, person, &engagements[i]) || already(values, found, value)) continue;
    if (found == SHOWN) {
      more++;
      continue;
    }
    dc_builder_format(&text, "%s" DC_S, found ? " ; " : "", DC_ARG(dc_view_id(sheets->view, value)));
    values[found++] = value;
  }
  if (more) dc_builder_format(&text, " (et %zu de plus)", more);
  return found ? dc_content_text(dc_builder_text(&text)) : dc_content_none();
}

static dc_content contrat(void *context, size_t row) {
  return of_contracts(context, row, ((dc_persons *)context)->contrat);
}
static dc_content structure(void *context, size_t row) {
  return of_contracts(context, row, ((dc_persons *)context)->structure);
}
static dc_content mode(void *context, size_t row) { return of_contracts(context, row, ((dc_persons *)context)->mode); }
static dc_content nature(void *context, size_t row) {
  return of_contracts(context, row, ((dc_persons *)context)->nature);
}

/* ---- until when ---- */

static dc_content premier_mois(void *context, size_t row) {
  return dc_content_month(person_at(context, row)->first_month);
}
static dc_content dernier_mois(void *context, size_t row) {
  return dc_content_month(person_at(context, row)->last_month);
}

static dc_date last_counted(void *context, size_t row) {
  const dc_sheets *sheets = ((dc_persons *)context)->sheets;
  dc_window window = dc_presence_window(&sheets->selection->presences, marche_number(context, row),
                                        person_at(context, row)->participant);
  return window.sensitive && dc_view_masked(sheets->book->profil) ? DC_NO_DATE : window.last_counted;
}

static dc_content dernier_jour(void *context, size_t row) { return dc_content_day(last_counted(context, row)); }

/* Months from the day after the statement to the last day, one begun counting whole: as the formula has it. */
static int months_between(dc_date from, dc_date last) {
  int year, month, day, last_year, last_month, last_day;
  dc_date_split(from + 1, &year, &month, &day);
  dc_date_split(last + 1, &last_year, &last_month, &last_day);
  int months = 12 * (last_year - year) + last_month - month + (last_day > day);
  return months > 0 ? months : 0;
}

static dc_content mois_restants(void *context, size_t row) {
  const dc_persons *persons = context;
  dc_date last = last_counted(context, row);
  dc_content content = dc_content_none();
  if (last == DC_NO_DATE) return content;
  content.number = months_between(persons->sheets->accounts->statement, last);
  content.formula = persons->months_left;
  return content;
}

/* ---- hours ---- */

static dc_content declarees(void *context, size_t row) {
  return dc_content_number(person_at(context, row)->totals.declared);
}
static dc_content admises(void *context, size_t row) {
  return dc_content_number(person_at(context, row)->totals.admitted);
}
static dc_content refusees(void *context, size_t row) {
  return dc_content_number(person_at(context, row)->totals.refused);
}
static dc_content retenues(void *context, size_t row) {
  return dc_content_number(person_at(context, row)->totals.counted);
}

static const dc_grid_column columns[] = {
    {"repere", "beneficiaires.repere", DC_AS_TEXT, 12, 0, 0, repere, NULL},
    {"repere_marche", "cumul.repere_marche", DC_AS_TEXT, 10, 0, 0, repere_marche, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 14, 0, 0, marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, lot, NULL},
    {"participant", "participants.participant", DC_AS_TEXT, 13, 0, 0, participant, NULL},
    {"public", "participants.public", DC_AS_TEXT, 14, 0, DC_BOOK_COMPLET, public, NULL},
    {"contrat", "contrats.contrat", DC_AS_TEXT, 17, DC_WRAPPED, 0, contrat, NULL},
    {"structure", "contrats.structure", DC_AS_TEXT, 13, DC_WRAPPED, 0, structure, NULL},
    {"mode", "contrats.mode", DC_AS_TEXT, 21, DC_WRAPPED, 0, mode, NULL},
    {"nature", "contrats.nature", DC_AS_TEXT, 22, DC_WRAPPED, 0, nature, NULL},
    {"premier_jour", "participants.premier_jour", DC_AS_DATE, 11, 0, 0, premier_jour, NULL},
    {"premier_mois", "beneficiaires.premier_mois", DC_AS_MONTH, 10, 0, 0, premier_mois, NULL},
    {"dernier_mois", "beneficiaires.dernier_mois", DC_AS_MONTH, 10, 0, 0, dernier_mois, NULL},
    {"dernier_jour", "beneficiaires.dernier_jour", DC_AS_DATE, 11, 0, 0, dernier_jour, NULL},
    {"mois_restants", "bilan.mois_restants", DC_AS_COUNT, 9, 0, 0, mois_restants, NULL},
    {"declarees", "calcul.heures_declarees", DC_AS_HOURS, 11, DC_SUMMED, 0, declarees,
     "{SUMIFS cumul.declarees cumul.repere_beneficiaire repere}"},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 11, DC_SUMMED, 0, admises,
     "{SUMIFS cumul.admises cumul.repere_beneficiaire repere}"},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 11, DC_SUMMED, 0, refusees,
     "{SUMIFS cumul.refusees cumul.repere_beneficiaire repere}"},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 11, DC_SUMMED, 0, retenues,
     "{SUMIFS cumul.retenues cumul.repere_beneficiaire repere}"},
};

static const dc_note notes[] = {
    {"contrat", "Contrats que nomment les relevés de la personne sur ce marché.", NULL},
    {"dernier_jour",
     "Ce que le recueil du marché définit comme « fin de prise en compte » : un travail plus tardif y est refusé. Vide "
     "si le recueil n'en définit pas, ou s'il manque une date.",
     NULL},
    {"mois_restants",
     "Mois du lendemain de l'arrêté au dernier jour compté ; un mois entamé compte pour un mois. 0 : ce jour est "
     "passé.",
     NULL},
};

/* Each line sums its own stretch of Cumul, where looking at all of it would take too long. */
static void prepare(void *context, size_t row) {
  dc_sheets *sheets = ((dc_persons *)context)->sheets;
  dc_grid *cumul = dc_workbook_grid(&sheets->workbook, "cumul");
  if (!cumul || !dc_sheets_windowed(sheets->beneficiary_count * 4, sheets->book->cumul_count)) return;
  const dc_beneficiary *person = &sheets->beneficiaries[row];
  dc_grid_window(cumul, person->first_cumul, person->last_cumul - person->first_cumul + 1);
}

static const dc_grid_spec spec = {
    .name = "beneficiaires",
    .sheet = "Bénéficiaires",
    .about = "Une ligne par personne et par marché : contrats, dernier jour compté, mois restants, heures.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .notes = notes,
    .note_count = sizeof notes / sizeof *notes,
    .total = DC_TOTAL_ABOVE,
    .frozen_columns = 5,
    .heading_column = 2,
    .prepare = prepare};

/* The statement stands above the table; months are told from the day after it. */
static const char *months_formula(dc_arena *arena, dc_text statement) {
  return dc_text_format(arena,
                        "MAX(0,12*(YEAR({dernier_jour}+1)-YEAR(" DC_S "+1))+MONTH({dernier_jour}+1)-MONTH(" DC_S
                        "+1)+IF(DAY({dernier_jour}+1)>DAY(" DC_S "+1),1,0))",
                        DC_ARG(statement), DC_ARG(statement), DC_ARG(statement))
      .data;
}

void dc_beneficiaires_plan(dc_sheets *sheets) {
  const dc_table *contracts = &sheets->accounts->dossier->tables[DC_CONTRATS];
  const dc_table *participants = &sheets->accounts->dossier->tables[DC_PARTICIPANTS];
  dc_arena *arena = &sheets->workbook.arena;
  dc_persons *persons = DC_NEW(arena, dc_persons);
  *persons = (dc_persons){
      .sheets = sheets,
      .above = {{"Arrêté au", DC_AS_DATE, dc_content_day(sheets->accounts->statement)}},
      .months_left = months_formula(arena, dc_heading_cell(arena, &spec, 0)),
      .premier_jour = dc_table_column(participants, "premier_jour"),
      .public = dc_table_column(participants, "public"),
      .contrat = dc_table_column(contracts, "contrat"),
      .structure = dc_table_column(contracts, "structure"),
      .mode = dc_table_column(contracts, "mode"),
      .nature = dc_table_column(contracts, "nature"),
  };
  dc_heading heading = {.title = DC_TEXT("Bénéficiaires"),
                        .sentence = DC_TEXT("Heures de chaque personne sur chaque marché, depuis le début ; elles "
                                            "additionnent Cumul par repère du bénéficiaire."),
                        .lines = persons->above,
                        .line_count = 1};
  dc_workbook_plan(&sheets->workbook, &spec, persons, sheets->beneficiary_count, heading);
}
