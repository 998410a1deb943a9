/* A run: from a dossier to accounts to a published statement. The only place where the floors meet.
 *
 * A run is a value: everything it holds dies with it, several may live side by side. Life cycle:
 *   dc_run_begin → dc_run_load → dc_run_count → dc_run_write → dc_run_end
 * Each step says whether to go on; what is wrong is in run->diagnostics. */
#ifndef DECOMPTE_RUN_H
#define DECOMPTE_RUN_H

#include "decompte/report.h"

typedef enum {
  DC_EXIT_CLEAN = 0,     /* done, nothing to report */
  DC_EXIT_ANOMALIES = 1, /* done, and there are anomalies */
  DC_EXIT_REFUSED = 2,   /* refused: nothing written */
  DC_EXIT_SYSTEM = 3,    /* stopped by the system: nothing written */
} dc_exit;

typedef struct {
  dc_text directory; /* the dossier */
  dc_text rules;     /* directory of the installed rules */
  dc_text output;    /* REP; empty: « sortie » in the dossier */
  dc_account_options account;
  bool profil_given;
  dc_profil profil;
  bool all_details;
  bool international;
  dc_text word;     /* --graine; may be empty */
  bool strict;      /* an anomaly, even a repaired one, refuses the run */
  unsigned threads; /* 0: one per processor */
  dc_hooks hooks;
} dc_run_options;

/* How long each phase took, for whoever tunes: by the clock, and of all processors together. */
#define DC_PHASES 16
typedef struct {
  int64_t elapsed, processor; /* nanoseconds */
} dc_duration;

typedef struct {
  const char *name;
  dc_duration duration;
} dc_phase;

typedef struct {
  dc_run_options options;
  dc_arena arena;
  dc_diagnostics diagnostics;
  dc_intern intern;
  dc_lexicon lexicon;
  dc_source lexicon_source, alias_source;
  dc_rules rules;
  dc_dossier dossier;
  dc_territory territory;
  dc_accounts accounts;
  dc_stage stage;
  dc_written_list written;
  dc_text output_directory; /* REP/AAAA-MM, once written */
  dc_phase phases[DC_PHASES];
  size_t phase_count;
  dc_duration phase_start;
} dc_run;

void dc_run_begin(dc_run *run, const dc_run_options *options);
void dc_run_end(dc_run *run);

/* The lexicon only. */
bool dc_run_load_lexicon(dc_run *run);

/* Lexicon and rules: what « regles » commands need. Rules of the dossier are taken along when it is given. */
bool dc_run_load_rules(dc_run *run);

/* Everything a count needs: lexicon, rules, dossier, territory. All problems of all of them are reported. */
bool dc_run_load(dc_run *run);

/* The accounts. false when stopped. Diagnostics are sorted afterwards. */
bool dc_run_count(dc_run *run);

/* Writes and publishes. false with run->stage.error filled when the system refused, or stopped. */
bool dc_run_write(dc_run *run);

/* What the diagnostics so far mean for the exit code, --strict included. */
dc_exit dc_run_verdict(const dc_run *run);

/* Rule files under a directory, sub-directories included, named `prefix` + path, by name; appended to `files` (grown
 * with dc_grow, `*capacity`). A missing directory gives none. */
dc_rule_file *dc_rule_files(dc_arena *arena, dc_text directory, const char *prefix, dc_rule_file *files, size_t *count,
                            size_t *capacity, dc_diagnostics *diagnostics);

#endif
