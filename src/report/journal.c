/* journal.csv: what was decided of every timesheet record. Not for everyone: a public run has none.
 *
 * The one output as long as the input: lines are made by slices of rows in parallel, what repeats from line to line
 * (markets, persons, articles) is written once and copied, and reasons are asked for only where there is one. */
#include <stdlib.h>

#include "report/csv_writer.h"
#include "report/reports.h"
#include "decompte/parallel.h"

enum { SLICE = 1 << 15 };

static const char HEADER[] = "fichier;ligne;marche;lot;titulaire_siret;participant;date;nature;heures_declarees;"
                             "heures_admises;coefficient;heures_retenues;heures_refusees;decision;recueil;article;"
                             "motif;autres_motifs;commune;epci;mois";

typedef struct {
  const dc_view *view;
  const dc_csv_dialect *dialect;
  dc_arena arena;
  dc_text *marches;    /* « marche;lot » */
  dc_text *titulaires; /* SIRET */
  dc_text *participants;
  dc_text *articles; /* « recueil;article », by article id */
  dc_text *coefficients;
  dc_text *epcis; /* SIREN */
  dc_csv *slices; /* by slice, while it waits for its turn */
  size_t slice_count, rows;
  bool masked;
  dc_sink sink;
} dc_journal;

/* What one slice keeps while it runs. */
typedef struct {
  const dc_journal *journal;
  dc_csv *csv;
  dc_arena scratch;
  const dc_input_file *file;
  dc_text file_cell;
  dc_text *motifs; /* by article id: a reason without {names} reads the same for every record */
} dc_slice;

/* ---- cells that repeat ---- */

static dc_text cell(dc_journal *journal, dc_text text) { return dc_csv_cell(&journal->arena, journal->dialect, text); }

static dc_text two_cells(dc_journal *journal, dc_text first, dc_text second) {
  return dc_text_format(&journal->arena, DC_S "%c" DC_S, DC_ARG(cell(journal, first)), journal->dialect->separator,
                        DC_ARG(cell(journal, second)));
}

static void prepare_articles(dc_journal *journal) {
  const dc_rules *rules = journal->view->accounts->rules;
  journal->articles = DC_NEW_ARRAY(&journal->arena, rules->article_count, dc_text);
  for (size_t i = 0; i < rules->recueil_count; i++) {
    const dc_recueil *recueil = rules->recueils[i];
    for (size_t j = 0; j < recueil->article_count; j++) {
      const dc_article *article = &recueil->articles[j];
      dc_text number = dc_text_format(&journal->arena, "%u", article->number);
      journal->articles[article->id] = two_cells(journal, recueil->code, number);
    }
  }
}

static void prepare(dc_journal *journal) {
  const dc_view *view = journal->view;
  const dc_accounts *accounts = view->accounts;
  dc_arena *arena = &journal->arena;
  size_t persons = accounts->dossier->tables[DC_PARTICIPANTS].rows;
  journal->marches = DC_NEW_ARRAY(arena, accounts->marche_count, dc_text);
  for (size_t i = 0; i < accounts->marche_count; i++) {
    journal->marches[i] = two_cells(journal, dc_view_marche(view, i), dc_view_lot(view, i));
  }
  journal->titulaires = DC_NEW_ARRAY(arena, accounts->titulaire_count, dc_text);
  for (size_t i = 0; i < accounts->titulaire_count; i++) {
    journal->titulaires[i] = cell(journal, dc_view_id(view, accounts->titulaires[i].siret));
  }
  journal->participants = DC_NEW_ARRAY(arena, persons, dc_text);
  for (size_t i = 0; i < persons; i++) {
    journal->participants[i] = cell(journal, dc_view_participant(view, i));
  }
  journal->epcis = DC_NEW_ARRAY(arena, accounts->epci_count, dc_text);
  for (size_t i = 0; i < accounts->epci_count; i++) journal->epcis[i] = dc_view_siren(view, i);
  journal->coefficients = DC_NEW_ARRAY(arena, accounts->coefficient_count, dc_text);
  for (size_t i = 0; i < accounts->coefficient_count; i++) {
    char buffer[DC_NUMBER_SIZE];
    dc_text text = dc_decimal(accounts->coefficients[i], DC_WHOLE, 6, true, journal->dialect->decimal, buffer);
    journal->coefficients[i] = dc_text_copy(arena, text);
  }
  prepare_articles(journal);
}

/* ---- one line ---- */

static void write_origin(dc_slice *slice, size_t row) {
  const dc_journal *journal = slice->journal;
  const dc_input_file *before = slice->file;
  const dc_input_file *file = dc_view_file(journal->view, row, &slice->file);
  if (file != before) slice->file_cell = dc_csv_cell(&slice->scratch, journal->dialect, file->source.name);
  dc_csv_ready(slice->csv, slice->file_cell);
  dc_csv_count(slice->csv, journal->view->accounts->dossier->tables[DC_RELEVES].lines[row]);
}

static dc_text motif_of(dc_slice *slice, size_t row, const dc_article *article) {
  const dc_accounts *accounts = slice->journal->view->accounts;
  const dc_decision *decision = &accounts->decisions[row];
  bool constant = article && decision->verdict == DC_REFUSEE && !decision->other &&
                  dc_text_find(article->motif, DC_TEXT("{")) == article->motif.length;
  if (constant && slice->motifs[article->id].data) return slice->motifs[article->id];
  dc_text motif = dc_account_motif(accounts, row, slice->journal->masked, &slice->scratch);
  if (constant) slice->motifs[article->id] = motif;
  return motif;
}

static void write_decision(dc_slice *slice, size_t row) {
  const dc_journal *journal = slice->journal;
  const dc_accounts *accounts = journal->view->accounts;
  const dc_decision *decision = &accounts->decisions[row];
  const dc_article *article = dc_account_article(accounts, row);
  dc_csv *csv = slice->csv;
  dc_csv_ready(csv, dc_text_from(dc_verdict_name(decision->verdict)));
  if (article) {
    dc_csv_ready(csv, journal->articles[article->id]);
  } else {
    dc_csv_ready(csv, (dc_text){0});
    dc_csv_ready(csv, (dc_text){0});
  }
  bool reasoned = decision->verdict != DC_RETENUE || article || decision->refusals;
  dc_csv_text(csv, reasoned ? motif_of(slice, row, article) : (dc_text){0});
  dc_text others = {0};
  if (decision->refusals) others = dc_account_other_motifs(accounts, row, journal->masked, &slice->scratch);
  dc_csv_text(csv, others);
}

static void write_place(dc_slice *slice, size_t row) {
  const dc_journal *journal = slice->journal;
  const dc_accounts *accounts = journal->view->accounts;
  dc_csv_text(slice->csv, dc_view_id(journal->view, dc_account_commune(accounts, row)));
  if (accounts->epci_of[row] != DC_SPLIT) {
    dc_csv_text(slice->csv, journal->epcis[accounts->epci_of[row]]);
    return;
  }
  dc_share shares[DC_SHARES];
  size_t count = dc_account_shares(accounts, row, shares);
  dc_builder joined = {.arena = &slice->scratch};
  for (size_t i = 0; i < count; i++) {
    if (i) dc_builder_add(&joined, DC_TEXT(" + "));
    bool outside = dc_view_is_outside(journal->view, shares[i].epci);
    dc_builder_add(&joined, outside ? DC_TEXT("hors-epci") : journal->epcis[shares[i].epci]);
  }
  dc_csv_text(slice->csv, dc_builder_text(&joined));
}

static void write_line(dc_slice *slice, size_t row) {
  const dc_journal *journal = slice->journal;
  const dc_view *view = journal->view;
  const dc_accounts *accounts = view->accounts;
  const dc_decision *decision = &accounts->decisions[row];
  dc_csv *csv = slice->csv;
  dc_hours declared = dc_account_declared(accounts, row);
  write_origin(slice, row);
  dc_csv_ready(csv, journal->marches[accounts->marche_of[row]]);
  dc_csv_ready(csv, journal->titulaires[accounts->titulaire_of[row]]);
  dc_csv_ready(csv, journal->participants[accounts->participant_of[row]]);
  dc_csv_date(csv, dc_day_at(view->date, row));
  dc_csv_text(csv, dc_view_text(view, view->nature, row));
  dc_csv_hours(csv, declared);
  dc_csv_hours(csv, decision->admitted);
  dc_csv_ready(csv, journal->coefficients[decision->coefficient]);
  dc_csv_hours(csv, decision->counted);
  dc_csv_hours(csv, declared - decision->admitted);
  write_decision(slice, row);
  write_place(slice, row);
  dc_csv_month(csv, dc_account_month(accounts, row));
  dc_csv_end(csv);
}

/* ---- slices ---- */

static bool write_slice(void *context, size_t i) {
  dc_journal *journal = context;
  const dc_accounts *accounts = journal->view->accounts;
  size_t first = i * SLICE, end = first + SLICE < journal->rows ? first + SLICE : journal->rows;
  if (dc_view_stopped(journal->view->output)) return false;
  dc_slice slice = {.journal = journal, .csv = &journal->slices[i]};
  slice.csv->dialect = journal->dialect;
  slice.motifs = DC_NEW_ARRAY(&slice.scratch, accounts->rules->article_count, dc_text);
  for (size_t row = first; row < end; row++) {
    if (dc_account_in_journal(accounts, row)) write_line(&slice, row);
  }
  dc_arena_free(&slice.scratch);
  return true;
}

static bool merge_slice(void *context, size_t i) {
  dc_journal *journal = context;
  dc_csv_flush(&journal->slices[i], &journal->sink);
  dc_csv_free(&journal->slices[i]);
  dc_view_progress(journal->view->output, "journal", i + 1, journal->slice_count);
  return !journal->sink.error;
}

bool dc_journal_write(const dc_view *view, dc_written_list *written) {
  const dc_output *output = view->output;
  if (dc_view_is_public(output)) return true;
  dc_journal journal = {.view = view,
                        .dialect = dc_csv_dialect_of(output->international),
                        .masked = output->profil_given && dc_view_masked(output->profil),
                        .rows = view->accounts->dossier->tables[DC_RELEVES].rows};
  prepare(&journal);
  journal.slice_count = (journal.rows + SLICE - 1) / SLICE;
  journal.slices = dc_zeroed(journal.slice_count, sizeof *journal.slices);
  dc_sink_open(&journal.sink, dc_stage_path(output->stage, "journal.csv").data);
  dc_csv header = {.dialect = journal.dialect};
  dc_csv_header(&header, HEADER);
  dc_csv_flush(&header, &journal.sink);
  dc_csv_free(&header);
  bool done = dc_parallel(journal.slice_count, output->threads, write_slice, merge_slice, &journal);
  dc_digest digest;
  done = dc_sink_close(&journal.sink, &digest) && done;
  for (size_t i = 0; i < journal.slice_count; i++) dc_csv_free(&journal.slices[i]);
  free(journal.slices);
  dc_arena_free(&journal.arena);
  return dc_view_written(output, written, "journal.csv", done, &digest);
}
