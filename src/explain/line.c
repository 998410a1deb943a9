/* One line of a timesheet: what was decided of it, and why. */
#include "explain/record.h"
#include "explain/subjects.h"

/* ---- heading and facts ---- */

static const char *verdict_note(dc_verdict verdict) {
  static const char *const notes[] = {"RETENUE", "RÉDUITE", "REFUSÉE", "ÉCARTÉE", "ANOMALIE", "POSTÉRIEURE"};
  return notes[verdict];
}

/* « 7,00 h déclarées → 5,00 h admises → 6,00 h retenues », what is plain left out. */
static dc_text hours_heading(const dc_explained_record *record) {
  const dc_accounts *accounts = record->accounts;
  const dc_sheet *sheet = record->sheet;
  const dc_column *amounts = dc_table_column(&accounts->dossier->tables[DC_RELEVES], "montant_ht");
  const dc_column *hours = dc_table_column(&accounts->dossier->tables[DC_RELEVES], "heures");
  dc_hours declared = dc_account_declared(accounts, record->row);
  dc_hours admitted = record->decision->admitted, counted = record->decision->counted;
  dc_builder text = {.arena = sheet->arena};
  if (dc_quantity_at(hours, record->row) == DC_NO_QUANTITY)
    dc_builder_format(&text, DC_S " HT → ", DC_ARG(dc_sheet_euros(sheet, dc_quantity_at(amounts, record->row))));
  dc_builder_format(&text, DC_S " déclarée%s → ", DC_ARG(dc_sheet_hours(sheet, declared)), dc_plural(declared));
  if (admitted != declared && admitted != counted)
    dc_builder_format(&text, DC_S " admise%s → ", DC_ARG(dc_sheet_hours(sheet, admitted)), dc_plural(admitted));
  dc_builder_format(&text, DC_S " retenue%s", DC_ARG(dc_sheet_hours(sheet, counted)), dc_plural(counted));
  return dc_builder_text(&text);
}

static void add_heading(dc_explained_record *record) {
  const dc_accounts *accounts = record->accounts;
  dc_sheet *sheet = record->sheet;
  const dc_titulaire *holder = &accounts->titulaires[accounts->titulaire_of[record->row]];
  dc_sheet_line(sheet, DC_S " — marché " DC_S " — " DC_S " (SIRET " DC_S ")",
                DC_ARG(dc_sheet_place(sheet, DC_RELEVES, record->row)),
                DC_ARG(dc_sheet_marche(sheet, record->marche->number)),
                DC_ARG(dc_intern_text(accounts->intern, holder->nom)), DC_ARG(dc_sheet_siret(sheet, holder->siret)));
  dc_sheet_line(sheet, "Personne " DC_S " — " DC_S " — " DC_S,
                DC_ARG(dc_sheet_person(sheet, accounts->participant_of[record->row])),
                DC_ARG(dc_sheet_when(sheet, record->row)), DC_ARG(hours_heading(record)))
      ->note = dc_text_from(verdict_note(record->decision->verdict));
}

static void add_hours_facts(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  char buffer[DC_NUMBER_SIZE];
  dc_hours declared = dc_account_declared(record->accounts, record->row);
  dc_parts coefficient = dc_account_coefficient(record->accounts, record->row);
  dc_sheet_fact_hours(sheet, "heures_declarees", declared);
  dc_sheet_fact_hours(sheet, "heures_admises", record->decision->admitted);
  dc_sheet_fact(sheet, "coefficient",
                dc_text_copy(sheet->arena, dc_decimal(coefficient, DC_WHOLE, 6, true, ',', buffer)));
  dc_sheet_fact_hours(sheet, "heures_retenues", record->decision->counted);
  dc_sheet_fact_hours(sheet, "heures_refusees", declared - record->decision->admitted);
}

/* As in journal.csv. */
static void add_facts(dc_explained_record *record, dc_text motif) {
  const dc_accounts *accounts = record->accounts;
  dc_sheet *sheet = record->sheet;
  const dc_titulaire *holder = &accounts->titulaires[accounts->titulaire_of[record->row]];
  dc_text place = dc_sheet_place(sheet, DC_RELEVES, record->row);
  size_t colon = dc_dossier_file(accounts->dossier, DC_RELEVES, record->row)->source.name.length;
  dc_sheet_fact(sheet, "fichier", dc_text_slice(place, 0, colon));
  dc_sheet_fact(sheet, "ligne", dc_text_slice(place, colon + 1, place.length));
  dc_sheet_fact(sheet, "marche", dc_marche_id(accounts, record->marche));
  dc_sheet_fact(sheet, "lot", dc_marche_lot(accounts, record->marche));
  dc_sheet_fact(sheet, "titulaire_siret", dc_intern_text(accounts->intern, holder->siret));
  dc_sheet_fact(sheet, "participant", dc_sheet_person(sheet, accounts->participant_of[record->row]));
  add_hours_facts(record);
  dc_sheet_fact(sheet, "decision", dc_text_from(dc_verdict_name(record->decision->verdict)));
  const dc_article *article = record->article;
  dc_sheet_fact(sheet, "recueil", article ? article->recueil->code : (dc_text){0});
  dc_sheet_fact(sheet, "article", article ? dc_text_format(sheet->arena, "%u", article->number) : (dc_text){0});
  dc_sheet_fact(sheet, "motif", motif);
  dc_sheet_fact(sheet, "autres_motifs",
                record->decision->refusals
                    ? dc_account_other_motifs(accounts, record->row, sheet->explaining->masked, sheet->arena)
                    : (dc_text){0});
}

/* ---- a record of the journal ---- */

static void add_end(dc_explained_record *record, const char *operations) {
  dc_sheet *sheet = record->sheet;
  (void)dc_sheet_row_anomalies(sheet, DC_RELEVES, record->row, false);
  dc_sheet_uses(sheet, DC_PARTICIPANTS, record->accounts->participant_of[record->row]);
  dc_sheet_uses(sheet, DC_MARCHES, record->marche->row);
  dc_sheet_uses(sheet, DC_RELEVES, record->row);
  dc_sheet_data(sheet);
  dc_sheet_version(sheet);
  dc_sheet_crpa(sheet, "la décision est calculée en entier par le programme ; l'acheteur arrête le décompte",
                operations);
}

static void explain_kept(dc_explained_record *record) {
  dc_explain_examination(record);
  dc_explain_hours(record);
  add_end(record,
          "rubriques « Examen » et « Heures », dans l'ordre du décompte : refus, doublons, conversion, plafonds, "
          "pondération");
}

static void explain_cut(dc_explained_record *record) {
  dc_explain_reason(record);
  dc_explain_examination(record);
  dc_explain_hours(record);
  add_end(record, "rubriques « Calcul », « Examen » et « Heures »");
}

static void explain_stopped(dc_explained_record *record) {
  dc_explain_reason(record);
  dc_explain_others(record);
  add_end(record, "rubrique « Calcul », après l'examen des articles cités aux autres motifs");
}

static void explain_journal(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  bool whole = record->decision->verdict == DC_RETENUE && !record->article;
  dc_text motif =
      whole ? DC_TEXT("") : dc_account_motif(record->accounts, record->row, sheet->explaining->masked, sheet->arena);
  add_heading(record);
  add_facts(record, motif);
  dc_sheet_section(sheet, "motif", "Motif");
  dc_sheet_line(sheet, DC_S, DC_ARG(whole ? DC_TEXT("Aucun : la ligne est retenue entière.") : motif));
  if (whole)
    explain_kept(record);
  else if (record->decision->admitted > 0)
    explain_cut(record);
  else
    explain_stopped(record);
}

/* ---- a record outside of it ---- */

static void explain_later(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  dc_text day = dc_sheet_when(sheet, record->row), statement = dc_sheet_date(sheet, record->accounts->statement);
  dc_sheet_line(sheet, DC_S " — marché " DC_S, DC_ARG(dc_sheet_place(sheet, DC_RELEVES, record->row)),
                DC_ARG(dc_sheet_marche(sheet, record->marche->number)));
  dc_sheet_line(sheet, "Personne " DC_S " — " DC_S,
                DC_ARG(dc_sheet_person(sheet, record->accounts->participant_of[record->row])), DC_ARG(day))
      ->note = dc_text_from(verdict_note(DC_POSTERIEURE));
  dc_sheet_fact(sheet, "decision", dc_text_from(dc_verdict_name(DC_POSTERIEURE)));
  dc_sheet_section(sheet, "motif", "Motif");
  dc_sheet_line(sheet, "Travail postérieur à l'arrêté : la ligne n'est pas de ce décompte, et n'y est ni admise ni "
                       "refusée.");
  dc_sheet_section(sheet, "calcul", "Calcul");
  dc_date date = dc_record_date(record->accounts, record->row);
  dc_sheet_line(sheet, DC_S " > " DC_S " → vrai", DC_ARG(dc_sheet_date(sheet, date)), DC_ARG(statement))->note =
      DC_TEXT("date du travail > date de l'arrêté");
  dc_sheet_section(sheet, "il_aurait_fallu", "Il aurait fallu");
  dc_sheet_line(sheet, "un arrêté au plus tôt le " DC_S " (--arrete-au).", DC_ARG(dc_sheet_date(sheet, date)));
  add_end(record, "rubrique « Calcul » ; aucune règle n'a été appliquée");
}

static void explain_anomaly(dc_explained_record *record) {
  dc_sheet *sheet = record->sheet;
  dc_sheet_line(sheet, DC_S, DC_ARG(dc_sheet_place(sheet, DC_RELEVES, record->row)))->note =
      dc_text_from(verdict_note(DC_ANOMALIE));
  dc_sheet_fact(sheet, "decision", dc_text_from(dc_verdict_name(DC_ANOMALIE)));
  dc_sheet_section(sheet, "motif", "Motif");
  dc_sheet_line(sheet, "La ligne a été lue, mais ne peut être décomptée : elle est aux anomalies, et non au journal.");
  (void)dc_sheet_row_anomalies(sheet, DC_RELEVES, record->row, true);
  dc_sheet_uses(sheet, DC_RELEVES, record->row);
  dc_sheet_data(sheet);
  dc_sheet_version(sheet);
}

void dc_explain_row(dc_explanation *explanation, const dc_explaining *explaining, uint32_t row) {
  dc_sheet sheet = dc_sheet_begin(explanation, explaining, "ligne");
  const dc_accounts *accounts = explaining->accounts;
  uint32_t number = accounts->marche_of[row];
  const dc_marche *marche = number == UINT32_MAX ? NULL : &accounts->marches[number];
  dc_explained_record record = {.sheet = &sheet,
                                .accounts = accounts,
                                .row = row,
                                .marche = marche,
                                .decision = &accounts->decisions[row],
                                .article = dc_account_article(accounts, row)};
  record.scope = (dc_scope){.accounts = accounts, .marche = marche, .rows = &record.row};
  if (record.decision->verdict == DC_ANOMALIE) {
    explain_anomaly(&record);
    return;
  }
  DC_ASSERT(marche);
  if (record.decision->verdict == DC_POSTERIEURE)
    explain_later(&record);
  else
    explain_journal(&record);
}
