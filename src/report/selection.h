/* What goes into which workbook: every workbook is a choice of cumuls, and of the records behind them.
 *
 * Floor: report, private. Made once per run, then only read, by any thread.
 *
 * A record is cut into pieces, one for each EPCI it falls in; a piece belongs to exactly one cumul. So the lines of
 * Synthèse add up lines of Cumul, which add up lines of Détail, in every workbook alike. */
#ifndef DECOMPTE_REPORT_SELECTION_H
#define DECOMPTE_REPORT_SELECTION_H

#include "report/portions.h"
#include "report/presence.h"
#include "report/view.h"

/* The holders of one SIRET, over all markets. */
typedef struct {
  uint32_t siret, nom;        /* ids; the name in its first market */
  const uint32_t *titulaires; /* numbers in accounts.titulaires, ascending, hence by market */
  size_t count;
} dc_holder;

typedef struct {
  dc_holder *items; /* by SIRET */
  size_t count;
} dc_holders;

dc_holders dc_holders_of(const dc_view *view, dc_arena *arena);

/* The part of a record that falls in one EPCI: number `share` in dc_account_shares. */
typedef struct {
  uint32_t row, share;
} dc_piece;

/* Numbers sorted into groups: the items of group g are items[first[g]] … items[first[g + 1]] - 1. */
typedef struct {
  uint32_t *items;
  size_t *first;
  size_t count;
} dc_groups;

typedef struct {
  const dc_view *view;
  dc_arena arena;
  dc_holders holders;
  dc_groups by_holder, by_epci; /* cumuls, ascending */
  dc_piece *pieces;             /* of the records that Détail shows, by cumul, then by row */
  size_t *first_piece;          /* by cumul, and one more */
  uint32_t *diagnostic_marche;  /* by diagnostic: the market it concerns, UINT32_MAX when it names none */
  dc_index file_holders;        /* {file, holder}: whose hours a file of releves holds */
  dc_presences presences;       /* contracts and windows of persons; empty in a public run */
  dc_portions portions;         /* what broken down hours are made of; empty in a public run */
} dc_selection;

void dc_selection_init(dc_selection *selection, const dc_view *view);
void dc_selection_free(dc_selection *selection);

/* Whether the holder has records in that file of the dossier: a contractor is told of no other firm's timesheets. */
bool dc_selection_in_file(const dc_selection *selection, size_t file, size_t holder);

/* Whether Détail shows this month's records. */
bool dc_selection_covers(const dc_selection *selection, dc_month month);

/* Figures of a piece. */
dc_totals dc_piece_totals(const dc_selection *selection, dc_piece piece);

/* The kinds of workbook, as bits, so that a column may say where it stands. */
typedef enum { DC_BOOK_TITULAIRE = 1, DC_BOOK_EPCI = 2, DC_BOOK_CONSOLIDATION = 4 } dc_book_kind;
#define DC_BOOK_COMPLET  8u  /* one bit more: a column of the workbooks of the profile « complet », of any kind */
#define DC_BOOK_INTERNAL 16u /* another: of every profile but « public » */

typedef struct {
  dc_book_kind kind;
  size_t number; /* of the holder, or of the EPCI */
  dc_profil profil;
  const uint32_t *cumuls; /* NULL: all of them */
  size_t cumul_count;
  const uint32_t *lines; /* Synthèse: numbers of titulaires in a contractor's workbook, of marches elsewhere */
  size_t line_count;
  size_t piece_count;
  dc_text path; /* relative */
} dc_book;

typedef struct {
  dc_book *items; /* consolidation first, then holders, then EPCI */
  size_t count;
} dc_books;

/* The workbooks of the run, with their selections, in `arena`. */
dc_books dc_selection_books(const dc_selection *selection, dc_arena *arena);

static inline uint32_t dc_book_cumul(const dc_book *book, size_t i) {
  return book->cumuls ? book->cumuls[i] : (uint32_t)i;
}

#endif
