/* Détail: every timesheet record of the month (or of all months), what was decided of it and why. */
#include "report/breakdown.h"

/* ---- walking ---- */

static void stand(dc_sheets *sheets, size_t line) {
  const dc_selection *selection = sheets->selection;
  uint32_t cumul = dc_book_cumul(sheets->book, sheets->detail.cumul);
  size_t within = line - sheets->first_detail[sheets->detail.cumul];
  sheets->detail.piece = selection->pieces[selection->first_piece[cumul] + within];
  sheets->detail.row = sheets->detail.piece.row;
  sheets->detail.totals = dc_piece_totals(selection, sheets->detail.piece);
}

/* Lines come in order, cumul by cumul. */
static void prepare(void *context, size_t row) {
  dc_sheets *sheets = context;
  if (row == 0) sheets->detail.cumul = 0;
  while (sheets->first_detail[sheets->detail.cumul + 1] <= row) sheets->detail.cumul++;
  stand(sheets, row);
  if (row % 1024 == 0) dc_arena_free(&sheets->scratch);
}

void dc_detail_go_to(dc_sheets *sheets, size_t line) {
  size_t low = 0, high = sheets->book->cumul_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (sheets->first_detail[middle] <= line)
      low = middle;
    else
      high = middle;
  }
  sheets->detail.cumul = low;
  stand(sheets, line);
}

static const dc_decision *decision_of(const dc_sheets *sheets) {
  return &sheets->accounts->decisions[sheets->detail.row];
}

/* ---- columns; the line is where `prepare` left it ---- */

static dc_content repere_cumul(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_text(dc_cumul_key_text(sheets, sheets->detail.cumul));
}

static dc_content repere_ventilation(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  if (!sheets->breakdowns) return dc_content_none();
  size_t line = dc_ventilation_line(sheets, sheets->detail.cumul, sheets->detail.row);
  return dc_content_text(dc_ventilation_key(sheets, line));
}

static dc_content repere_refus(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  size_t reason = dc_sheets_reason(sheets, sheets->detail.row);
  if (reason == SIZE_MAX) return dc_content_none();
  return dc_content_linked(dc_content_text(dc_reason_key_text(sheets, reason)), "refus", reason);
}

static dc_content repere_strate(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  if (!sheets->draws.count || sheets->detail.totals.admitted <= 0) return dc_content_none();
  return dc_content_text(dc_stratum_key(sheets, dc_sheets_stratum(sheets, sheets->detail.row)));
}

dc_content dc_detail_fichier(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_text(dc_view_file(sheets->view, sheets->detail.row, &sheets->detail.file)->source.name);
}

dc_content dc_detail_ligne(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_number(sheets->accounts->dossier->tables[DC_RELEVES].lines[sheets->detail.row]);
}

/* A record made for a whole month shows its month. */
dc_content dc_detail_date(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  dc_date day = dc_day_at(sheets->view->date, sheets->detail.row);
  if (day != DC_NO_DATE) return dc_content_day(day);
  dc_month month = dc_account_month(sheets->accounts, sheets->detail.row);
  return dc_content_text(dc_month_words(&sheets->scratch, month));
}

dc_content dc_detail_marche(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_text(dc_view_marche(sheets->view, sheets->accounts->marche_of[sheets->detail.row]));
}

dc_content dc_detail_lot(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_text(dc_view_lot(sheets->view, sheets->accounts->marche_of[sheets->detail.row]));
}

dc_content dc_detail_participant(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_text(dc_view_participant(sheets->view, sheets->accounts->participant_of[sheets->detail.row]));
}

static dc_content employeur(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_text(dc_view_text(sheets->view, sheets->view->employeur, sheets->detail.row));
}

static dc_content nature(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_text(dc_view_text(sheets->view, sheets->view->nature, sheets->detail.row));
}

static dc_content declarees(void *context, size_t row) {
  (void)row;
  return dc_content_number(((dc_sheets *)context)->detail.totals.declared);
}
dc_content dc_detail_admises(void *context, size_t row) {
  (void)row;
  return dc_content_number(((dc_sheets *)context)->detail.totals.admitted);
}
static dc_content retenues(void *context, size_t row) {
  (void)row;
  return dc_content_number(((dc_sheets *)context)->detail.totals.counted);
}
static dc_content refusees(void *context, size_t row) {
  (void)row;
  return dc_content_number(((dc_sheets *)context)->detail.totals.refused);
}

static dc_content coefficient(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  return dc_content_number(dc_account_coefficient(sheets->accounts, sheets->detail.row));
}

static dc_content decision(void *context, size_t row) {
  static const dc_tint tints[] = {
      [DC_RETENUE] = DC_NO_TINT, [DC_REDUITE] = DC_FAIR, [DC_REFUSEE] = DC_BAD, [DC_ECARTEE] = DC_BAD};
  (void)row;
  dc_verdict verdict = (dc_verdict)decision_of(context)->verdict;
  dc_content content = dc_content_text(dc_text_from(dc_verdict_name(verdict)));
  content.tint = tints[verdict];
  return content;
}

static dc_content article(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  const dc_article *decided = dc_account_article(sheets->accounts, sheets->detail.row);
  if (!decided) return dc_content_none();
  return dc_sheets_to_rule(sheets, dc_content_text(dc_article_name(&sheets->scratch, decided)), decided);
}

static dc_content motif(void *context, size_t row) {
  (void)row;
  dc_sheets *sheets = context;
  const dc_decision *decided = decision_of(sheets);
  if (decided->verdict == DC_RETENUE && !decided->article && !decided->refusals) return dc_content_none();
  bool masked = dc_view_masked(sheets->book->profil);
  return dc_content_text(dc_account_motif(sheets->accounts, sheets->detail.row, masked, &sheets->scratch));
}

enum { EPCI = DC_BOOK_EPCI, ALL = DC_BOOK_CONSOLIDATION };

static const dc_grid_column columns[] = {
    {"repere_cumul", "cumul.repere", DC_AS_TEXT, 10, 0, 0, repere_cumul, NULL},
    {"repere_ventilation", "ventilation.repere", DC_AS_TEXT, 11, 0, EPCI | ALL, repere_ventilation, NULL},
    {"repere_refus", "cumul.repere_refus", DC_AS_TEXT, 10, 0, 0, repere_refus, NULL},
    {"repere_strate", "cumul.repere_strate", DC_AS_TEXT, 10, 0, EPCI | ALL | DC_BOOK_COMPLET, repere_strate, NULL},
    {"fichier", "journal.fichier", DC_AS_TEXT, 40, 0, 0, dc_detail_fichier, NULL},
    {"ligne", "journal.ligne", DC_AS_COUNT, 8, 0, 0, dc_detail_ligne, NULL},
    {"date", "releves.date", DC_AS_DATE, 12, 0, 0, dc_detail_date, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 17, 0, 0, dc_detail_marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, dc_detail_lot, NULL},
    {"participant", "participants.participant", DC_AS_TEXT, 14, 0, 0, dc_detail_participant, NULL},
    {"employeur", "releves.employeur_siret", DC_AS_TEXT, 16, 0, 0, employeur, NULL},
    {"nature", "releves.nature", DC_AS_TEXT, 13, 0, 0, nature, NULL},
    {"declarees", "calcul.heures_declarees", DC_AS_HOURS, 11, DC_SUMMED, 0, declarees, NULL},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 11, DC_SUMMED, 0, dc_detail_admises, NULL},
    {"coefficient", "journal.coefficient", DC_AS_FACTOR, 11, 0, 0, coefficient, NULL},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 11, DC_SUMMED, 0, retenues, NULL},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 11, DC_SUMMED, 0, refusees, NULL},
    {"decision", "journal.decision", DC_AS_TEXT, 10, 0, 0, decision, NULL},
    {"article", "journal.article", DC_AS_TEXT, 24, 0, 0, article, NULL},
    {"motif", "journal.motif", DC_AS_TEXT, 52, DC_WRAPPED, 0, motif, NULL},
};

static const dc_grid_spec spec = {.name = "detail",
                                  .sheet = "Détail",
                                  .about = "Chaque enregistrement des relevés, avec son fichier et sa ligne d'origine, "
                                           "la décision, l'article et le motif.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .total = DC_TOTAL_ABOVE,
                                  .frozen_columns = 1,
                                  .prepare = prepare};

void dc_detail_plan(dc_sheets *sheets) {
  dc_arena *arena = &sheets->workbook.arena;
  dc_text title = DC_TEXT("Relevés depuis le début");
  if (!sheets->view->output->all_details) {
    dc_text month = dc_month_words(arena, sheets->accounts->month);
    bool vowel = dc_text_starts(month, DC_TEXT("a")) || dc_text_starts(month, DC_TEXT("o"));
    title = dc_text_format(arena, "Relevés %s" DC_S, vowel ? "d'" : "de ", DC_ARG(month));
  }
  dc_heading heading = {
      .title = title,
      .sentence = DC_TEXT("Une ligne par enregistrement des relevés, avec son fichier et sa ligne d'origine ; un "
                          "enregistrement réparti entre plusieurs EPCI a une ligne par EPCI.")};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->book->piece_count, heading);
}
