/* One person: who, until when they count, what is left of their caps, by what contracts, on what markets. */
#include <stdlib.h>

#include "explain/person.h"
#include "explain/subjects.h"

/* ---- the records of the person ---- */

static void collect_rows(dc_explained_person *person) {
  const dc_accounts *accounts = person->accounts;
  size_t rows = accounts->dossier->tables[DC_RELEVES].rows;
  for (uint32_t row = 0; row < rows; row++) {
    if (accounts->participant_of[row] != person->row) continue;
    dc_verdict verdict = accounts->decisions[row].verdict;
    person->anomalies += verdict == DC_ANOMALIE;
    person->later += verdict == DC_POSTERIEURE;
    if (dc_account_in_journal(accounts, row)) DC_APPEND(person->sheet->arena, &person->rows, row);
  }
}

static void add_record(const dc_accounts *accounts, uint32_t row, dc_totals *totals) {
  const dc_decision *decision = &accounts->decisions[row];
  dc_hours declared = dc_account_declared(accounts, row);
  dc_totals record = {declared, decision->admitted, decision->counted, declared - decision->admitted, 1};
  dc_totals_add(totals, &record);
}

static dc_totals totals_of(const dc_explained_person *person) {
  dc_totals totals = {0};
  for (size_t i = 0; i < person->rows.count; i++) add_record(person->accounts, person->rows.items[i], &totals);
  return totals;
}

/* ---- heading ---- */

static void add_heading(dc_explained_person *person) {
  dc_sheet *sheet = person->sheet;
  dc_totals totals = totals_of(person);
  dc_sheet_line(sheet, "Participant " DC_S, DC_ARG(dc_sheet_person(sheet, person->row)));
  dc_sheet_line(sheet,
                "Arrêté au " DC_S " — %llu ligne%s : " DC_S " déclarée%s = " DC_S " admise%s + " DC_S
                " refusée%s ; " DC_S " retenue%s",
                DC_ARG(dc_sheet_date(sheet, person->accounts->statement)), (unsigned long long)totals.lines,
                totals.lines > 1 ? "s" : "", DC_ARG(dc_sheet_hours(sheet, totals.declared)), dc_plural(totals.declared),
                DC_ARG(dc_sheet_hours(sheet, totals.admitted)), dc_plural(totals.admitted),
                DC_ARG(dc_sheet_hours(sheet, totals.refused)), dc_plural(totals.refused),
                DC_ARG(dc_sheet_hours(sheet, totals.counted)), dc_plural(totals.counted));
  dc_sheet_fact(sheet, "participant", dc_sheet_person(sheet, person->row));
  dc_sheet_fact(sheet, "lignes", dc_text_format(sheet->arena, "%llu", (unsigned long long)totals.lines));
  dc_sheet_fact_hours(sheet, "heures_declarees", totals.declared);
  dc_sheet_fact_hours(sheet, "heures_admises", totals.admitted);
  dc_sheet_fact_hours(sheet, "heures_retenues", totals.counted);
  dc_sheet_fact_hours(sheet, "heures_refusees", totals.refused);
}

/* ---- Statuts ---- */

static void show_own_cells(dc_explained_person *person) {
  static const char *const columns[] = {"public", "justificatif", "justificatif_date", "validation", "premier_jour"};
  dc_sheet *sheet = person->sheet;
  const dc_table *table = &person->accounts->dossier->tables[DC_PARTICIPANTS];
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    dc_text value = dc_sheet_cell(sheet, DC_PARTICIPANTS, columns[i], person->row);
    const dc_field *field = dc_table_column(table, columns[i])->field;
    dc_explained_line *line = value.length ? dc_sheet_line(sheet, DC_S " = " DC_S, DC_ARG(field->name), DC_ARG(value))
                                           : dc_sheet_line(sheet, DC_S " : aucune valeur", DC_ARG(field->name));
    line->note = dc_sheet_place(sheet, DC_PARTICIPANTS, person->row);
  }
}

/* A status of eligibilites.csv and when it holds; an end left open has no words. */
static void show_status(dc_explained_person *person, uint32_t row) {
  dc_sheet *sheet = person->sheet;
  dc_text begin = dc_sheet_cell(sheet, DC_ELIGIBILITES, "debut", row);
  dc_text end = dc_sheet_cell(sheet, DC_ELIGIBILITES, "fin", row);
  dc_sheet_uses(sheet, DC_ELIGIBILITES, row);
  dc_sheet_line(sheet, "public " DC_S "%s" DC_S "%s" DC_S, DC_ARG(dc_sheet_cell(sheet, DC_ELIGIBILITES, "public", row)),
                begin.length ? ", à compter du " : "", DC_ARG(begin), end.length ? ", jusqu'au " : "", DC_ARG(end))
      ->note = dc_sheet_place(sheet, DC_ELIGIBILITES, row);
}

/* Rows of a table that name the person, one after the other. */
static void each_row(dc_explained_person *person, dc_table_kind kind,
                     void (*show)(dc_explained_person *person, uint32_t row)) {
  const dc_table *table = &person->accounts->dossier->tables[kind];
  const dc_column *column = dc_table_column(table, "participant");
  const dc_column *own = dc_table_column(&person->accounts->dossier->tables[DC_PARTICIPANTS], "participant");
  uint32_t id = dc_id_at(own, person->row);
  for (uint32_t row = 0; row < table->rows; row++)
    if (dc_id_at(column, row) == id) show(person, row);
}

static void show_statuses(dc_explained_person *person) {
  dc_sheet_section(person->sheet, "statuts", "Statuts");
  show_own_cells(person);
  each_row(person, DC_ELIGIBILITES, show_status);
}

/* ---- Contrats ---- */

static void show_contract(dc_explained_person *person, uint32_t row) {
  static const char *const columns[] = {"nature", "structure", "mode", "rome"};
  const dc_accounts *accounts = person->accounts;
  dc_sheet *sheet = person->sheet;
  dc_builder text = {.arena = sheet->arena};
  dc_builder_add(&text, dc_sheet_cell(sheet, DC_CONTRATS, "contrat", row));
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    dc_text value = dc_sheet_cell(sheet, DC_CONTRATS, columns[i], row);
    dc_text name = dc_table_column(&accounts->dossier->tables[DC_CONTRATS], columns[i])->field->name;
    if (value.length) dc_builder_format(&text, ", " DC_S " " DC_S, DC_ARG(name), DC_ARG(value));
  }
  dc_text end = dc_sheet_cell(sheet, DC_CONTRATS, "fin", row);
  dc_builder_format(&text, ", depuis le " DC_S "%s" DC_S, DC_ARG(dc_sheet_cell(sheet, DC_CONTRATS, "debut", row)),
                    end.length ? " jusqu'au " : "", DC_ARG(end));
  const dc_column *employers = dc_table_column(&accounts->dossier->tables[DC_CONTRATS], "employeur_siret");
  if (dc_id_at(employers, row))
    dc_builder_format(&text, ", employeur " DC_S, DC_ARG(dc_sheet_siret(sheet, dc_id_at(employers, row))));
  size_t lines = 0;
  for (size_t i = 0; accounts->contrat_of && i < person->rows.count; i++)
    lines += accounts->contrat_of[person->rows.items[i]] == row + 1;
  dc_sheet_uses(sheet, DC_CONTRATS, row);
  dc_sheet_line(sheet, DC_S " : %zu ligne%s de relevé", DC_ARG(dc_builder_text(&text)), lines, lines > 1 ? "s" : "")
      ->note = dc_sheet_place(sheet, DC_CONTRATS, row);
}

static void show_contracts(dc_explained_person *person) {
  dc_sheet_section(person->sheet, "contrats", "Contrats");
  each_row(person, DC_CONTRATS, show_contract);
}

/* ---- Marchés ---- */

/* What refused or reduced lines of one market: an article each. */
static void show_cuts(dc_explained_person *person, uint32_t marche) {
  const dc_accounts *accounts = person->accounts;
  dc_sheet *sheet = person->sheet;
  DC_LIST(const dc_article *) seen = {0};
  for (size_t i = 0; i < person->rows.count; i++) {
    const dc_article *article = dc_account_article(accounts, person->rows.items[i]);
    bool known = !article || accounts->marche_of[person->rows.items[i]] != marche;
    for (size_t k = 0; k < seen.count; k++) known = known || seen.items[k] == article;
    if (known) continue;
    DC_APPEND(sheet->arena, &seen, article);
    dc_totals totals = {0};
    for (size_t k = i; k < person->rows.count; k++) {
      uint32_t row = person->rows.items[k];
      if (accounts->marche_of[row] == marche && dc_account_article(accounts, row) == article)
        add_record(accounts, row, &totals);
    }
    dc_explained_line *line =
        dc_sheet_line(sheet, DC_S " : %llu ligne%s, " DC_S " refusée%s", DC_ARG(dc_sheet_article(sheet, article)),
                      (unsigned long long)totals.lines, totals.lines > 1 ? "s" : "",
                      DC_ARG(dc_sheet_hours(sheet, totals.refused)), dc_plural(totals.refused));
    line->indent = 1;
    line->note = dc_text_format(sheet->arena, "première : " DC_S,
                                DC_ARG(dc_sheet_place(sheet, DC_RELEVES, person->rows.items[i])));
  }
}

/* Lines set aside by no article: the market has no usable recueil, or none of its articles converts amounts. */
static void show_set_aside(dc_explained_person *person, uint32_t marche) {
  const dc_accounts *accounts = person->accounts;
  dc_totals totals = {0};
  for (size_t i = 0; i < person->rows.count; i++) {
    uint32_t row = person->rows.items[i];
    bool aside = accounts->decisions[row].verdict == DC_ECARTEE && !dc_account_article(accounts, row);
    if (aside && accounts->marche_of[row] == marche) add_record(accounts, row, &totals);
  }
  if (totals.lines)
    dc_sheet_line(person->sheet, "faute de règle applicable : %llu ligne%s écartée%s", (unsigned long long)totals.lines,
                  totals.lines > 1 ? "s" : "", totals.lines > 1 ? "s" : "")
        ->indent = 1;
}

static void show_market(dc_explained_person *person, uint32_t marche) {
  const dc_accounts *accounts = person->accounts;
  dc_sheet *sheet = person->sheet;
  dc_totals totals = {0};
  uint32_t first = UINT32_MAX, last = 0;
  for (size_t i = 0; i < person->rows.count; i++) {
    uint32_t row = person->rows.items[i];
    if (accounts->marche_of[row] != marche) continue;
    add_record(accounts, row, &totals);
    if (first == UINT32_MAX || dc_record_date(accounts, row) < dc_record_date(accounts, first)) first = row;
    if (dc_record_date(accounts, row) >= dc_record_date(accounts, last) || totals.lines == 1) last = row;
  }
  if (!totals.lines) return;
  dc_sheet_uses(sheet, DC_MARCHES, accounts->marches[marche].row);
  dc_sheet_line(sheet,
                DC_S ", du " DC_S " au " DC_S " : %llu ligne%s, " DC_S " déclarée%s = " DC_S " admise%s + " DC_S
                     " refusée%s ; " DC_S " retenue%s",
                DC_ARG(dc_sheet_marche(sheet, marche)), DC_ARG(dc_sheet_date(sheet, dc_record_date(accounts, first))),
                DC_ARG(dc_sheet_date(sheet, dc_record_date(accounts, last))), (unsigned long long)totals.lines,
                totals.lines > 1 ? "s" : "", DC_ARG(dc_sheet_hours(sheet, totals.declared)), dc_plural(totals.declared),
                DC_ARG(dc_sheet_hours(sheet, totals.admitted)), dc_plural(totals.admitted),
                DC_ARG(dc_sheet_hours(sheet, totals.refused)), dc_plural(totals.refused),
                DC_ARG(dc_sheet_hours(sheet, totals.counted)), dc_plural(totals.counted));
  show_cuts(person, marche);
  show_set_aside(person, marche);
}

static void show_markets(dc_explained_person *person) {
  dc_sheet *sheet = person->sheet;
  dc_sheet_section(sheet, "marches", "Marchés");
  for (uint32_t marche = 0; marche < person->accounts->marche_count; marche++) show_market(person, marche);
  if (person->later)
    dc_sheet_line(sheet, "%zu ligne%s après l'arrêté, non comptée%s", person->later, person->later > 1 ? "s" : "",
                  person->later > 1 ? "s" : "");
  if (person->anomalies)
    dc_sheet_line(sheet, "%zu ligne%s en anomalie, hors du journal", person->anomalies,
                  person->anomalies > 1 ? "s" : "");
}

void dc_explain_person(dc_explanation *explanation, const dc_explaining *explaining, uint32_t row) {
  dc_sheet sheet = dc_sheet_begin(explanation, explaining, "participant");
  dc_explained_person person = {.sheet = &sheet, .accounts = explaining->accounts, .row = row};
  dc_sheet_uses(&sheet, DC_PARTICIPANTS, row);
  collect_rows(&person);
  add_heading(&person);
  show_statuses(&person);
  dc_explain_windows(&person);
  dc_explain_limits(&person);
  show_contracts(&person);
  show_markets(&person);
  (void)dc_sheet_row_anomalies(&sheet, DC_PARTICIPANTS, row, false);
  dc_sheet_data(&sheet);
  dc_sheet_version(&sheet);
  dc_sheet_crpa(&sheet, "les heures sont décomptées en entier par le programme ; l'acheteur arrête le décompte",
                "rubriques « Fenêtres », « Plafonds » et « Marchés » ; chaque ligne de relevé s'explique par son "
                "fichier et son numéro");
}
