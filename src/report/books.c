/* The list of workbooks, and the lines of their Synthèse. */
#include <stdlib.h>

#include "report/selection.h"

enum { SLUG = 40 };

static dc_profil profil_of(const dc_view *view, dc_book_kind kind) {
  if (view->output->profil_given) return view->output->profil;
  return kind == DC_BOOK_TITULAIRE ? DC_PROFIL_TITULAIRE : DC_PROFIL_COMPLET;
}

static size_t count_pieces(const dc_selection *selection, const dc_book *book) {
  size_t count = 0;
  for (size_t i = 0; i < book->cumul_count; i++) {
    uint32_t cumul = dc_book_cumul(book, i);
    count += selection->first_piece[cumul + 1] - selection->first_piece[cumul];
  }
  return count;
}

/* « titulaires/12345678900011-batisseurs-reunis.xlsx »; what is not a digit or a letter never reaches a file name. */
static dc_text path_of(dc_arena *arena, const char *directory, dc_text number, dc_text name) {
  dc_text safe_number = dc_text_slug(arena, number, SLUG), slug = dc_text_slug(arena, name, SLUG);
  if (!safe_number.length) safe_number = DC_TEXT("sans-numero");
  return dc_text_format(arena, "%s/" DC_S "%s" DC_S ".xlsx", directory, DC_ARG(safe_number), slug.length ? "-" : "",
                        DC_ARG(slug));
}

/* Numbers that a slug makes alike still get two files. Books come by number: equals are neighbours. */
static void add(const dc_selection *selection, dc_arena *arena, dc_books *books, dc_book book) {
  book.profil = profil_of(selection->view, book.kind);
  book.piece_count = count_pieces(selection, &book);
  for (size_t i = 0; i < books->count; i++) {
    if (!dc_text_equal(books->items[i].path, book.path)) continue;
    dc_text stem = dc_text_slice(book.path, 0, book.path.length - 5);
    book.path = dc_text_format(arena, DC_S "-%zu.xlsx", DC_ARG(stem), books->count);
  }
  books->items[books->count++] = book;
}

static void add_consolidation(const dc_selection *selection, dc_arena *arena, dc_books *books) {
  const dc_accounts *accounts = selection->view->accounts;
  uint32_t *lines = DC_NEW_ARRAY(arena, accounts->marche_count, uint32_t);
  for (size_t i = 0; i < accounts->marche_count; i++) lines[i] = (uint32_t)i;
  add(selection, arena, books,
      (dc_book){.kind = DC_BOOK_CONSOLIDATION,
                .cumul_count = accounts->cumul_count,
                .lines = lines,
                .line_count = accounts->marche_count,
                .path = DC_TEXT("consolidation.xlsx")});
}

static void add_holder(const dc_selection *selection, dc_arena *arena, dc_books *books, size_t number) {
  const dc_holder *holder = &selection->holders.items[number];
  const dc_groups *groups = &selection->by_holder;
  add(selection, arena, books,
      (dc_book){.kind = DC_BOOK_TITULAIRE,
                .number = number,
                .cumuls = groups->items + groups->first[number],
                .cumul_count = groups->first[number + 1] - groups->first[number],
                .lines = holder->titulaires,
                .line_count = holder->count,
                .path = path_of(arena, "titulaires", dc_view_id(selection->view, holder->siret),
                                dc_view_id(selection->view, holder->nom))});
}

/* The markets of an EPCI: those placed in it, and those with hours in it. Both lists are ascending. */
static size_t marches_of_epci(const dc_selection *selection, size_t epci, const dc_groups *groups, uint32_t *lines) {
  const dc_accounts *accounts = selection->view->accounts;
  size_t count = 0, at = groups->first[epci], end = groups->first[epci + 1];
  for (uint32_t marche = 0; marche < accounts->marche_count; marche++) {
    bool worked = at < end && accounts->cumuls[groups->items[at]].marche == marche;
    while (at < end && accounts->cumuls[groups->items[at]].marche == marche) at++;
    if (worked || accounts->marches[marche].epci == epci) lines[count++] = marche;
  }
  return count;
}

static void add_epci(const dc_selection *selection, dc_arena *arena, dc_books *books, size_t epci, uint32_t *room) {
  const dc_view *view = selection->view;
  const dc_groups *groups = &selection->by_epci;
  size_t cumul_count = groups->first[epci + 1] - groups->first[epci];
  size_t line_count = marches_of_epci(selection, epci, groups, room);
  bool outside = dc_view_is_outside(view, epci);
  if (outside ? cumul_count == 0 : line_count == 0) return;
  uint32_t *lines = DC_NEW_ARRAY(arena, line_count, uint32_t);
  for (size_t i = 0; i < line_count; i++) lines[i] = room[i];
  add(selection, arena, books,
      (dc_book){.kind = DC_BOOK_EPCI,
                .number = epci,
                .cumuls = groups->items + groups->first[epci],
                .cumul_count = cumul_count,
                .lines = lines,
                .line_count = line_count,
                .path = outside ? DC_TEXT("epci/hors-epci.xlsx")
                                : path_of(arena, "epci", dc_view_siren(view, epci), dc_view_epci(view, epci))});
}

dc_books dc_selection_books(const dc_selection *selection, dc_arena *arena) {
  const dc_accounts *accounts = selection->view->accounts;
  size_t most = 1 + selection->holders.count + accounts->epci_count;
  dc_books books = {.items = DC_NEW_ARRAY(arena, most, dc_book)};
  uint32_t *room = dc_zeroed(accounts->marche_count, sizeof *room);
  add_consolidation(selection, arena, &books);
  for (size_t i = 0; i < selection->holders.count; i++) add_holder(selection, arena, &books, i);
  for (size_t i = 0; i < accounts->epci_count; i++) add_epci(selection, arena, &books, i, room);
  free(room);
  return books;
}
