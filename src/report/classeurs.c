/* The workbooks of a run: independent of one another, hence written in parallel, the largest first.
 *
 * libxlsxwriter keeps nothing between workbooks, but dates them through gmtime(), whose result all threads share:
 * harmless only because all workbooks of a run bear the same date, that of the statement. */
#include <pthread.h>
#include <stdlib.h>

#include "decompte/parallel.h"
#include "report/reports.h"
#include "report/sheets.h"

typedef struct {
  const dc_book *book;
  dc_text full_path;
  dc_digest digest;
  const char *error; /* NULL: written */
  size_t size;       /* cells, about: what orders the work */
} dc_job;

typedef struct {
  const dc_selection *selection;
  dc_job *jobs;
  size_t count, done;
  pthread_mutex_t mutex; /* of `done` and of the progress hook: waiting for a turn would idle behind the largest */
} dc_workshop;

/* ---- one workbook ---- */

static dc_text title_of(dc_arena *arena, const dc_selection *selection, const dc_book *book) {
  const dc_view *view = selection->view;
  dc_text who = DC_TEXT("consolidation");
  if (book->kind == DC_BOOK_EPCI) who = dc_view_epci(view, book->number);
  if (book->kind == DC_BOOK_TITULAIRE) who = dc_view_id(view, selection->holders.items[book->number].nom);
  /* The format takes 255 characters. */
  who = dc_text_slice(who, 0, 120);
  while (who.length && !dc_text_is_utf8(who)) who.length--;
  return dc_text_format(arena, "Heures d'insertion, " DC_S " – " DC_S,
                        DC_ARG(dc_month_words(arena, view->accounts->month)), DC_ARG(who));
}

static unsigned kind_of(const dc_book *book) {
  unsigned kind = book->kind;
  if (book->profil == DC_PROFIL_COMPLET) kind |= DC_BOOK_COMPLET;
  if (book->profil != DC_PROFIL_PUBLIC) kind |= DC_BOOK_INTERNAL;
  return kind;
}

/* The order of the sheets, « Lisez-moi » put before them. A public workbook shows aggregates only. */
static void plan_sheets(dc_sheets *sheets) {
  dc_synthese_plan(sheets);
  dc_graphique_plan(sheets);
  if (!dc_sheets_is_public(sheets)) {
    dc_breakdowns_plan(sheets);
    dc_evolution_plan(sheets);
    dc_beneficiaires_plan(sheets);
    dc_cumul_plan(sheets);
    dc_ventilation_plan(sheets);
    dc_detail_plan(sheets);
    dc_echantillon_plan(sheets);
    dc_refus_plan(sheets);
    dc_anomalies_plan(sheets);
  }
  dc_heures_dues_plan(sheets);
  dc_regles_plan(sheets);
  dc_tracabilite_plan(sheets);
  dc_lisez_moi_plan(sheets);
}

static void write_workbook(const dc_selection *selection, dc_job *job) {
  const dc_view *view = selection->view;
  dc_arena names = {0};
  dc_sheets sheets = {0};
  const dc_workbook_setup setup = {.path = job->full_path.data,
                                   .tmpdir = (char *)(uintptr_t)view->output->stage->directory.data,
                                   .title = title_of(&names, selection, job->book),
                                   .subject = DC_TEXT("Décompte des heures d'insertion"),
                                   .created = view->accounts->statement,
                                   .digest = view->digest,
                                   .lexicon = view->accounts->lexicon,
                                   .hooks = view->output->hooks,
                                   .kind = kind_of(job->book),
                                   .sheet_rows = view->output->sheet_rows};
  dc_workbook_open(&sheets.workbook, &setup);
  dc_sheets_init(&sheets, selection, job->book);
  plan_sheets(&sheets);
  dc_workbook_write(&sheets.workbook);
  (void)dc_workbook_close(&sheets.workbook, &job->digest, &job->error);
  dc_sheets_free(&sheets);
  dc_arena_free(&names);
}

/* ---- all of them ---- */

static bool work(void *context, size_t i) {
  dc_workshop *workshop = context;
  const dc_output *output = workshop->selection->view->output;
  write_workbook(workshop->selection, &workshop->jobs[i]);
  DC_ASSERT(pthread_mutex_lock(&workshop->mutex) == 0);
  dc_view_progress(output, "classeurs", ++workshop->done, workshop->count);
  DC_ASSERT(pthread_mutex_unlock(&workshop->mutex) == 0);
  return !workshop->jobs[i].error && !dc_view_stopped(output);
}

static int compare_jobs(const void *left, const void *right) {
  const dc_job *a = left, *b = right;
  if (a->size != b->size) return a->size > b->size ? -1 : 1;
  return dc_text_compare(a->book->path, b->book->path);
}

/* Paths are made here: the stage's arena belongs to one thread. */
static dc_job *make_jobs(const dc_view *view, const dc_books *books) {
  enum { DETAIL_CELLS = 18, CUMUL_CELLS = 14, LINE_CELLS = 24 };
  dc_job *jobs = dc_zeroed(books->count, sizeof *jobs);
  for (size_t i = 0; i < books->count; i++) {
    const dc_book *book = &books->items[i];
    jobs[i].book = book;
    jobs[i].full_path = dc_stage_path(view->output->stage, book->path.data);
    jobs[i].error = NULL;
    jobs[i].size = book->piece_count * DETAIL_CELLS + book->cumul_count * CUMUL_CELLS + book->line_count * LINE_CELLS;
  }
  if (books->count) qsort(jobs, books->count, sizeof *jobs, compare_jobs);
  return jobs;
}

/* The first failure, in the order of the work. Work that a failure elsewhere kept from starting has no digest. */
static bool collect(const dc_view *view, const dc_workshop *workshop, dc_written_list *written) {
  dc_stage *stage = view->output->stage;
  for (size_t i = 0; i < workshop->count; i++) {
    const dc_job *job = &workshop->jobs[i];
    if (!job->error) continue;
    stage->error =
        dc_text_format(stage->arena, "écriture impossible de « " DC_S " » : %s", DC_ARG(job->book->path), job->error);
    return false;
  }
  for (size_t i = 0; i < workshop->count; i++) {
    const dc_job *job = &workshop->jobs[i];
    if (!dc_view_written(view->output, written, job->book->path.data, job->digest.hex[0] != 0, &job->digest))
      return false;
  }
  return true;
}

bool dc_classeurs_write(const dc_view *view, dc_written_list *written) {
  const dc_output *output = view->output;
  if (!dc_stage_mkdir(output->stage, "titulaires") || !dc_stage_mkdir(output->stage, "epci")) return false;
  dc_arena arena = {0};
  dc_selection selection;
  dc_selection_init(&selection, view);
  dc_books books = dc_selection_books(&selection, &arena);
  dc_workshop workshop = {.selection = &selection, .jobs = make_jobs(view, &books), .count = books.count};
  DC_ASSERT(pthread_mutex_init(&workshop.mutex, NULL) == 0);
  bool done = dc_parallel(workshop.count, output->threads, work, NULL, &workshop);
  done = collect(view, &workshop, written) && done;
  pthread_mutex_destroy(&workshop.mutex);
  free(workshop.jobs);
  dc_selection_free(&selection);
  dc_arena_free(&arena);
  return done;
}
