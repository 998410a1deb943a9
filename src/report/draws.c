#include "report/draws.h"

#include <stdlib.h>

#include "report/sheets.h"

const char *dc_method_name(dc_method method) {
  static const char *const names[DC_METHODS] = {"aléatoire simple", "stratifié", "par heures"};
  return names[method];
}

/* ---- the lines of Détail, in their order ---- */

typedef struct {
  size_t cumul, within, line; /* `line`: how many were passed */
  dc_piece piece;
  dc_hours hours;
} dc_lines;

/* The next line that is in the population. */
static bool next_line(const dc_sheets *sheets, dc_lines *lines) {
  const dc_selection *selection = sheets->selection;
  while (lines->cumul < sheets->book->cumul_count) {
    uint32_t number = dc_book_cumul(sheets->book, lines->cumul);
    size_t at = selection->first_piece[number] + lines->within;
    if (at == selection->first_piece[number + 1]) {
      lines->cumul++;
      lines->within = 0;
      continue;
    }
    lines->within++;
    lines->line++;
    lines->piece = selection->pieces[at];
    lines->hours = dc_piece_totals(selection, lines->piece).admitted;
    if (lines->hours > 0) return true;
  }
  return false;
}

/* ---- strata ---- */

static uint32_t stratum_id(const dc_sheets *sheets, size_t row) {
  const dc_accounts *accounts = sheets->accounts;
  if (sheets->draws.by_public) return dc_id_at(sheets->draws.publics, accounts->participant_of[row]);
  return accounts->titulaires[accounts->titulaire_of[row]].siret;
}

static dc_text stratum_label(const dc_sheets *sheets, size_t row) {
  const dc_accounts *accounts = sheets->accounts;
  dc_text label = sheets->draws.by_public ? DC_TEXT("sans public") : DC_TEXT("sans nom");
  uint32_t id =
      sheets->draws.by_public ? stratum_id(sheets, row) : accounts->titulaires[accounts->titulaire_of[row]].nom;
  return id ? dc_view_id(sheets->view, id) : label;
}

size_t dc_sheets_stratum(const dc_sheets *sheets, size_t row) {
  uint32_t id = stratum_id(sheets, row), number = dc_index_find(&sheets->draws.stratum_keys, &id);
  DC_ASSERT(number != UINT32_MAX);
  return sheets->draws.stratum_place[number];
}

typedef struct {
  dc_stratum stratum;
  dc_text id; /* two contractors may have one name */
  size_t arrival;
} dc_arrived;

static int compare_arrived(const void *left, const void *right) {
  const dc_arrived *a = left, *b = right;
  int order = dc_text_compare(a->stratum.label, b->stratum.label);
  return order ? order : dc_text_compare(a->id, b->id);
}

static void sort_strata(dc_sheets *sheets, dc_arrived *arrived, dc_drawable *items) {
  dc_draws *draws = &sheets->draws;
  dc_arena *arena = &sheets->workbook.arena;
  draws->stratum_count = draws->stratum_keys.count;
  draws->strata = DC_NEW_ARRAY(arena, draws->stratum_count, dc_stratum);
  draws->stratum_place = DC_NEW_ARRAY(arena, draws->stratum_count, size_t);
  qsort(arrived, draws->stratum_count, sizeof *arrived, compare_arrived);
  for (size_t i = 0; i < draws->stratum_count; i++) {
    draws->strata[i] = arrived[i].stratum;
    draws->stratum_place[arrived[i].arrival] = i;
  }
  for (size_t i = 0; i < draws->population; i++) items[i].stratum = (uint32_t)draws->stratum_place[items[i].stratum];
}

/* ---- the population ---- */

/* Numbers every line, and finds its stratum. The caller's to free. */
static dc_drawable *make_population(dc_sheets *sheets) {
  dc_draws *draws = &sheets->draws;
  dc_drawable *items = dc_zeroed(sheets->book->piece_count, sizeof *items);
  dc_arrived *arrived = NULL;
  size_t capacity = 0;
  const dc_input_file *file = NULL;
  for (dc_lines lines = {0}; next_line(sheets, &lines);) {
    size_t row = lines.piece.row;
    uint32_t id = stratum_id(sheets, row), line = sheets->accounts->dossier->tables[DC_RELEVES].lines[row];
    bool added;
    uint32_t stratum = dc_index_add(&draws->stratum_keys, &id, &added);
    arrived = dc_grow(arrived, &capacity, stratum + 1u, sizeof *arrived);
    if (added)
      arrived[stratum] = (dc_arrived){{.label = stratum_label(sheets, row)}, dc_view_id(sheets->view, id), stratum};
    arrived[stratum].stratum.lines++;
    arrived[stratum].stratum.hours += lines.hours;
    dc_text name = dc_view_file(sheets->view, row, &file)->source.name;
    items[draws->population++] =
        (dc_drawable){dc_sample_number(&draws->seed, name, line), (uint32_t)(lines.line - 1), stratum};
    draws->hours += lines.hours;
  }
  if (arrived) sort_strata(sheets, arrived, items);
  free(arrived);
  return items;
}

/* ---- the three samples ---- */

static void add(dc_draws *draws, dc_drawn drawn) {
  draws->items[draws->count++] = drawn;
  draws->drawn[drawn.method]++;
}

static dc_hours hours_of(dc_sheets *sheets, size_t line) {
  dc_detail_go_to(sheets, line);
  return sheets->detail.totals.admitted;
}

static void draw_simple(dc_sheets *sheets, dc_drawable *items) {
  dc_draws *draws = &sheets->draws;
  size_t count = dc_sample_simple(items, draws->population, DC_SAMPLE_SIZE);
  for (size_t i = 0; i < count; i++)
    add(draws, (dc_drawn){.method = DC_SIMPLE,
                          .line = items[i].item,
                          .hours = hours_of(sheets, items[i].item),
                          .rank = i + 1,
                          .times = 1,
                          .number = items[i].number});
}

static void draw_stratified(dc_sheets *sheets, dc_drawable *items) {
  dc_draws *draws = &sheets->draws;
  size_t *shares = dc_zeroed(draws->stratum_count, sizeof *shares);
  size_t count = dc_sample_stratified(items, draws->population, draws->stratum_count, DC_SAMPLE_SIZE, shares);
  for (size_t i = 0; i < count; i++) {
    dc_stratum *stratum = &draws->strata[items[i].stratum];
    add(draws, (dc_drawn){.method = DC_STRATIFIED,
                          .line = items[i].item,
                          .hours = hours_of(sheets, items[i].item),
                          .stratum = items[i].stratum,
                          .rank = ++stratum->drawn,
                          .times = 1,
                          .number = items[i].number});
  }
  free(shares);
}

static void draw_by_hours(dc_sheets *sheets) {
  dc_draws *draws = &sheets->draws;
  dc_sample_walk walk = dc_sample_begin(&draws->seed, draws->hours, DC_SAMPLE_SIZE);
  draws->interval = walk.interval;
  draws->start = walk.next;
  for (dc_lines lines = {0}; next_line(sheets, &lines);) {
    dc_hours position = walk.next;
    size_t times = dc_sample_step(&walk, lines.hours);
    draws->below += lines.hours < draws->interval;
    if (times)
      add(draws, (dc_drawn){.method = DC_BY_HOURS,
                            .line = lines.line - 1,
                            .hours = lines.hours,
                            .rank = draws->drawn[DC_BY_HOURS] + 1,
                            .times = times,
                            .position = position});
  }
}

/* A contractor checks nothing: it is told nothing of what will be checked. */
static bool has_samples(const dc_sheets *sheets) {
  dc_profil profil = sheets->book->profil;
  return profil == DC_PROFIL_COMPLET || (profil == DC_PROFIL_TITULAIRE && sheets->book->kind != DC_BOOK_TITULAIRE);
}

void dc_sheets_draw(dc_sheets *sheets) {
  dc_draws *draws = &sheets->draws;
  if (!has_samples(sheets)) return;
  const dc_dossier *dossier = sheets->accounts->dossier;
  draws->seed = dc_sample_seed(dossier, sheets->view->output->word);
  draws->by_public = sheets->book->profil == DC_PROFIL_COMPLET;
  draws->publics = dc_table_column(&dossier->tables[DC_PARTICIPANTS], "public");
  dc_index_init(&draws->stratum_keys, sizeof(uint32_t));
  dc_drawable *items = make_population(sheets);
  if (draws->population) {
    /* By hours, fewer than twice as many: the interval is rounded down. Stratified: at least one of each. */
    size_t most = (size_t)4 * DC_SAMPLE_SIZE + draws->stratum_count;
    draws->items = DC_NEW_ARRAY(&sheets->workbook.arena, most, dc_drawn);
    draw_simple(sheets, items);
    draw_stratified(sheets, items);
    draw_by_hours(sheets);
    DC_ASSERT(draws->count <= most);
  }
  free(items);
}
