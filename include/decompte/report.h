/* Reports: what a statement writes, from its accounts.
 *
 * Floor: report, on account. Every file is written into a staging directory (stage.h) and becomes visible with all the
 * others at once, or not at all. Same accounts, same bytes. */
#ifndef DECOMPTE_REPORT_H
#define DECOMPTE_REPORT_H

#include "decompte/account.h"
#include "decompte/stage.h"

typedef enum { DC_PROFIL_TITULAIRE, DC_PROFIL_COMPLET, DC_PROFIL_PUBLIC } dc_profil;

typedef struct {
  const dc_accounts *accounts;
  const dc_diagnostics *diagnostics; /* sorted */
  dc_stage *stage;
  const dc_source *lexicon, *aliases; /* what columns and codes were read by; NULL: not told */
  const char *version;
  dc_text options;   /* the options of the run, as printed in provenance */
  bool profil_given; /* --profil: the same profile for every workbook; else the default of each kind */
  dc_profil profil;
  bool all_details;   /* --detail tout */
  dc_text word;       /* --graine: what the auditor's sample depends on besides the inputs; may be empty */
  bool international; /* --csv-international: RFC 4180 CSV, decimal point */
  unsigned threads;
  size_t sheet_rows;     /* rows of a sheet before it goes on in another; 0: as many as the format allows */
  const dc_hooks *hooks; /* progress is told by one thread at a time; stopped is asked by all */
} dc_output;

/* One file written, for the closing list. */
typedef struct {
  dc_text path; /* relative to the output directory */
  dc_digest digest;
} dc_written;

typedef struct {
  dc_written *items; /* the caller's to free() */
  size_t count, capacity;
} dc_written_list;

/* Writes everything of one statement: journal.csv, marches.csv, anomalies.csv, bilan.json, provenance.json,
 * titulaires/, epci/, consolidation.xlsx, SHA256SUMS. false with stage->error filled when a file could not be written,
 * or the work was stopped. `written` starts empty and ends sorted by path; its texts live in the stage's arena. */
bool dc_output_write(const dc_output *output, dc_written_list *written);

#endif
