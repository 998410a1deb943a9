#include "report/selection.h"

#include <stdlib.h>
#include <string.h>

/* ---- holders ---- */

typedef struct {
  dc_text siret;
  uint32_t titulaire;
} dc_siret_entry;

static int compare_sirets(const void *left, const void *right) {
  const dc_siret_entry *a = left, *b = right;
  int order = dc_text_compare(a->siret, b->siret);
  return order ? order : (a->titulaire > b->titulaire) - (a->titulaire < b->titulaire);
}

dc_holders dc_holders_of(const dc_view *view, dc_arena *arena) {
  const dc_accounts *accounts = view->accounts;
  size_t count = accounts->titulaire_count;
  dc_siret_entry *entries = DC_NEW_ARRAY(arena, count, dc_siret_entry);
  for (size_t i = 0; i < count; i++) {
    entries[i] = (dc_siret_entry){dc_view_id(view, accounts->titulaires[i].siret), (uint32_t)i};
  }
  if (count) qsort(entries, count, sizeof *entries, compare_sirets);
  uint32_t *numbers = DC_NEW_ARRAY(arena, count, uint32_t);
  dc_holders holders = {.items = DC_NEW_ARRAY(arena, count, dc_holder)};
  for (size_t i = 0; i < count; i++) {
    const dc_titulaire *titulaire = &accounts->titulaires[entries[i].titulaire];
    bool same = holders.count && holders.items[holders.count - 1].siret == titulaire->siret;
    if (!same) holders.items[holders.count++] = (dc_holder){titulaire->siret, titulaire->nom, &numbers[i], 0};
    numbers[i] = entries[i].titulaire;
    holders.items[holders.count - 1].count++;
  }
  return holders;
}

/* ---- groups ---- */

/* Sorts the cumuls by `group_of`, keeping their order within a group. */
static dc_groups group_cumuls(const dc_accounts *accounts, size_t group_count,
                              size_t (*group_of)(const dc_cumul *, const void *), const void *context) {
  dc_groups groups = {.count = group_count,
                      .items = dc_zeroed(accounts->cumul_count, sizeof *groups.items),
                      .first = dc_zeroed(group_count + 2, sizeof *groups.first)};
  for (size_t i = 0; i < accounts->cumul_count; i++) groups.first[group_of(&accounts->cumuls[i], context) + 2]++;
  for (size_t g = 0; g < group_count; g++) groups.first[g + 2] += groups.first[g + 1];
  for (size_t i = 0; i < accounts->cumul_count; i++) {
    groups.items[groups.first[group_of(&accounts->cumuls[i], context) + 1]++] = (uint32_t)i;
  }
  return groups;
}

static size_t epci_of_cumul(const dc_cumul *cumul, const void *context) {
  (void)context;
  return cumul->epci;
}

/* `context`: number of the holder, by titulaire. */
static size_t holder_of_cumul(const dc_cumul *cumul, const void *context) {
  const uint32_t *holder_of = context;
  return holder_of[cumul->titulaire];
}

typedef struct {
  uint32_t file, holder;
} dc_file_holder;

bool dc_selection_in_file(const dc_selection *selection, size_t file, size_t holder) {
  dc_file_holder key = {(uint32_t)file, (uint32_t)holder};
  return dc_index_find(&selection->file_holders, &key) != UINT32_MAX;
}

static void index_files(dc_selection *selection, const uint32_t *holder_of) {
  const dc_accounts *accounts = selection->view->accounts;
  dc_index_init(&selection->file_holders, sizeof(dc_file_holder));
  for (size_t i = 0; i < accounts->dossier->file_count; i++) {
    const dc_input_file *file = &accounts->dossier->files[i];
    uint32_t last = UINT32_MAX; /* a file is mostly one firm's */
    for (size_t row = file->first_row; file->kind == DC_RELEVES && row < file->first_row + file->row_count; row++) {
      uint32_t titulaire = accounts->titulaire_of[row];
      if (titulaire == UINT32_MAX || titulaire == last) continue;
      dc_file_holder key = {(uint32_t)i, holder_of[titulaire]};
      dc_index_add(&selection->file_holders, &key, NULL);
      last = titulaire;
    }
  }
}

static void group_by_holder(dc_selection *selection, dc_arena *scratch) {
  const dc_accounts *accounts = selection->view->accounts;
  uint32_t *holder_of = DC_NEW_ARRAY(scratch, accounts->titulaire_count, uint32_t);
  for (size_t h = 0; h < selection->holders.count; h++) {
    const dc_holder *holder = &selection->holders.items[h];
    for (size_t i = 0; i < holder->count; i++) holder_of[holder->titulaires[i]] = (uint32_t)h;
  }
  selection->by_holder = group_cumuls(accounts, selection->holders.count, holder_of_cumul, holder_of);
  index_files(selection, holder_of);
}

/* ---- pieces ---- */

typedef struct {
  uint32_t marche, titulaire, epci, participant;
  int32_t month;
} dc_cumul_key;

static dc_cumul_key key_of(const dc_cumul *cumul) {
  return (dc_cumul_key){cumul->marche, cumul->titulaire, cumul->epci, cumul->participant, cumul->month};
}

bool dc_selection_covers(const dc_selection *selection, dc_month month) {
  return selection->view->output->all_details || month == selection->view->accounts->month;
}

dc_totals dc_piece_totals(const dc_selection *selection, dc_piece piece) {
  dc_share shares[DC_SHARES];
  size_t count = dc_account_shares(selection->view->accounts, piece.row, shares);
  DC_ASSERT(piece.share < count);
  return shares[piece.share].totals;
}

typedef struct {
  dc_selection *selection;
  dc_index keys;      /* of the cumuls that Détail covers */
  uint32_t *cumul_of; /* by number in `keys` */
  uint32_t *cumuls;   /* by piece */
  dc_piece *pieces;
  size_t count, capacity, key_capacity;
} dc_cutting;

static void index_cumuls(dc_cutting *cutting) {
  const dc_accounts *accounts = cutting->selection->view->accounts;
  dc_index_init(&cutting->keys, sizeof(dc_cumul_key));
  for (size_t i = 0; i < accounts->cumul_count; i++) {
    if (!dc_selection_covers(cutting->selection, accounts->cumuls[i].month)) continue;
    dc_cumul_key key = key_of(&accounts->cumuls[i]);
    uint32_t number = dc_index_add(&cutting->keys, &key, NULL);
    cutting->cumul_of = dc_grow(cutting->cumul_of, &cutting->key_capacity, number + 1u, sizeof *cutting->cumul_of);
    cutting->cumul_of[number] = (uint32_t)i;
  }
}

static void add_piece(dc_cutting *cutting, dc_piece piece, dc_cumul_key key) {
  uint32_t number = dc_index_find(&cutting->keys, &key);
  DC_ASSERT(number != UINT32_MAX);
  size_t capacity = cutting->capacity;
  cutting->pieces = dc_grow(cutting->pieces, &cutting->capacity, cutting->count + 1, sizeof *cutting->pieces);
  cutting->cumuls = dc_grow(cutting->cumuls, &capacity, cutting->capacity, sizeof *cutting->cumuls);
  cutting->pieces[cutting->count] = piece;
  cutting->cumuls[cutting->count++] = cutting->cumul_of[number];
}

static void cut_row(dc_cutting *cutting, size_t row, dc_month month) {
  const dc_accounts *accounts = cutting->selection->view->accounts;
  dc_cumul_key key = {.marche = accounts->marche_of[row],
                      .titulaire = accounts->titulaire_of[row],
                      .epci = accounts->epci_of[row],
                      .participant = accounts->participant_of[row],
                      .month = month};
  if (accounts->epci_of[row] != DC_SPLIT) {
    add_piece(cutting, (dc_piece){(uint32_t)row, 0}, key);
    return;
  }
  dc_share shares[DC_SHARES];
  size_t count = dc_account_shares(accounts, row, shares);
  for (size_t i = 0; i < count; i++) {
    key.epci = shares[i].epci;
    add_piece(cutting, (dc_piece){(uint32_t)row, (uint32_t)i}, key);
  }
}

/* Puts the pieces in the order of their cumuls; rows stay ascending within a cumul. */
static void sort_pieces(dc_cutting *cutting) {
  dc_selection *selection = cutting->selection;
  size_t cumul_count = selection->view->accounts->cumul_count;
  size_t *first = dc_zeroed(cumul_count + 2, sizeof *first);
  for (size_t i = 0; i < cutting->count; i++) first[cutting->cumuls[i] + 2]++;
  for (size_t i = 0; i < cumul_count; i++) first[i + 2] += first[i + 1];
  selection->pieces = dc_zeroed(cutting->count, sizeof *selection->pieces);
  for (size_t i = 0; i < cutting->count; i++) selection->pieces[first[cutting->cumuls[i] + 1]++] = cutting->pieces[i];
  selection->first_piece = first;
}

static void cut_records(dc_selection *selection) {
  const dc_accounts *accounts = selection->view->accounts;
  size_t rows = accounts->dossier->tables[DC_RELEVES].rows;
  dc_cutting cutting = {.selection = selection};
  index_cumuls(&cutting);
  for (size_t row = 0; row < rows; row++) {
    if (!dc_account_in_journal(accounts, row)) continue;
    dc_month month = dc_account_month(accounts, row);
    if (dc_selection_covers(selection, month)) cut_row(&cutting, row, month);
  }
  sort_pieces(&cutting);
  dc_index_free(&cutting.keys);
  free(cutting.cumul_of);
  free(cutting.cumuls);
  free(cutting.pieces);
}

/* ---- diagnostics ---- */

/* The market of exactly that name: cumuls, hence workbooks, know no other. */
static uint32_t find_marche(const dc_view *view, dc_text marche, dc_text lot) {
  size_t low = 0, high = view->accounts->marche_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = dc_text_compare(dc_view_marche(view, middle), marche);
    if (order == 0) order = dc_text_compare(dc_view_lot(view, middle), lot);
    if (order == 0) return (uint32_t)middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return UINT32_MAX;
}

static void place_diagnostics(dc_selection *selection) {
  const dc_diagnostics *list = selection->view->output->diagnostics;
  selection->diagnostic_marche = dc_zeroed(list->count, sizeof *selection->diagnostic_marche);
  for (size_t i = 0; i < list->count; i++) {
    const dc_diagnostic *item = &list->items[i];
    selection->diagnostic_marche[i] =
        item->marche.length ? find_marche(selection->view, item->marche, item->lot) : UINT32_MAX;
  }
}

/* ---- all of it ---- */

void dc_selection_init(dc_selection *selection, const dc_view *view) {
  *selection = (dc_selection){.view = view};
  selection->holders = dc_holders_of(view, &selection->arena);
  dc_arena scratch = {0};
  group_by_holder(selection, &scratch);
  dc_arena_free(&scratch);
  selection->by_epci = group_cumuls(view->accounts, view->accounts->epci_count, epci_of_cumul, NULL);
  cut_records(selection);
  place_diagnostics(selection);
  if (dc_view_is_public(view->output)) return;
  dc_presences_init(&selection->presences, view->accounts);
  dc_portions_init(&selection->portions, view->accounts);
}

static void free_groups(dc_groups *groups) {
  free(groups->items);
  free(groups->first);
}

void dc_selection_free(dc_selection *selection) {
  free_groups(&selection->by_holder);
  free_groups(&selection->by_epci);
  dc_presences_free(&selection->presences);
  dc_portions_free(&selection->portions);
  dc_index_free(&selection->file_holders);
  free(selection->pieces);
  free(selection->first_piece);
  free(selection->diagnostic_marche);
  dc_arena_free(&selection->arena);
  *selection = (dc_selection){0};
}
