/* A dossier: the folder of CSV files, read into typed columns.
 *
 * Floor: input. Every file is surveyed, read, converted by the lexicon, and merged in the order of its name: the same
 * dossier gives the same tables whatever the number of threads or the order of the directory.
 * No record disappears: it becomes a row, or it is reported and counted as rejected. */
#ifndef DECOMPTE_DOSSIER_H
#define DECOMPTE_DOSSIER_H

#include "decompte/conf.h"
#include "decompte/intern.h"
#include "decompte/reader.h"
#include "decompte/table.h"

typedef enum {
  DC_MARCHES,
  DC_PARTICIPANTS,
  DC_RELEVES,
  DC_EVENEMENTS,
  DC_GROUPEMENTS,
  DC_LIEUX,
  DC_ELIGIBILITES,
  DC_CONTRATS,
  DC_ATTESTATIONS,
  DC_TABLE_COUNT
} dc_table_kind;

/* Records that are no rows of a table. */
typedef struct {
  uint32_t preamble; /* titles before the header */
  uint32_t headers;  /* the header, and where it is repeated */
  uint32_t totals;
  uint32_t outside; /* one text alone: section, footer */
} dc_skipped;

/* One file of the dossier and what became of its lines:
 * records = row_count + rejected + those that are no rows. */
typedef struct {
  dc_source source;
  dc_table_kind kind;
  dc_reader_counts counts;
  size_t first_row, row_count; /* its rows in the table of its kind */
  size_t rejected;             /* records that gave no row; each has at least one error */
  dc_skipped skipped;
} dc_input_file;

typedef struct {
  dc_text directory;
  dc_conf conf; /* decompte.conf: how some of its files are to be read */
  dc_table tables[DC_TABLE_COUNT];
  dc_input_file *files; /* by kind, then by name in byte order */
  size_t file_count;
} dc_dossier;

/* What long work tells its caller, and asks: all optional. `stopped` is polled; true ends the work early. `ended` is
 * told of each step once it is over, to who holds the watch. */
typedef struct {
  void *context;
  void (*progress)(void *context, const char *phase, size_t done, size_t total);
  bool (*stopped)(void *context);
  void *watch;
  void (*ended)(void *watch, const char *step);
} dc_hooks;

static inline bool dc_hooks_stopped(const dc_hooks *hooks) {
  return hooks && hooks->stopped && hooks->stopped(hooks->context);
}

static inline void dc_hooks_ended(const dc_hooks *hooks, const char *step) {
  if (hooks && hooks->ended) hooks->ended(hooks->watch, step);
}

/* Loads `directory`. Texts are interned in `intern`; descriptions live in `arena`. All problems of all files are
 * reported; false when one is fatal (missing file or column, unreadable file) or the work was stopped. */
bool dc_dossier_load(dc_dossier *dossier, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                     dc_text directory, unsigned threads, const dc_hooks *hooks, dc_diagnostics *diagnostics);
void dc_dossier_free(dc_dossier *dossier);

/* The file that row `row` of table `kind` came from. */
const dc_input_file *dc_dossier_file(const dc_dossier *dossier, dc_table_kind kind, size_t row);

/* « marches.csv:14 ». In `arena`. */
dc_text dc_dossier_place(const dc_dossier *dossier, dc_table_kind kind, size_t row, dc_arena *arena);

/* One table read from one file that is not of a dossier (territory tables). Same rules. */
bool dc_table_load(dc_table *table, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern, dc_text name,
                   dc_source *source, dc_diagnostics *diagnostics);

#endif
