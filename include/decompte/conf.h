/* decompte.conf: what a person states of the files of a dossier, when their content does not tell.
 *
 *   # commentaire
 *   [releves/dupont-*.csv]
 *   separateur = ;
 *   entetes    = 2
 *
 * Floor: input. A section holds for the files whose names match (fnmatch; « * » and « ? » stop at « / »); where several
 * do, what the later ones state wins. The keys and their values are those of given.h. */
#ifndef DECOMPTE_CONF_H
#define DECOMPTE_CONF_H

#include "decompte/given.h"

typedef struct {
  dc_text pattern;
  uint32_t line;
  bool used; /* by some file */
  dc_dialect_given given;
} dc_conf_section;

typedef struct {
  bool present; /* the file exists */
  dc_text name; /* as in the dossier: the caller's */
  dc_digest digest;
  dc_conf_section *sections; /* in the arena given at load */
  size_t count;
} dc_conf;

/* Reads the file at `path`; a dossier may have none. All that is wrong is reported (D008); false then. */
bool dc_conf_load(dc_conf *conf, dc_arena *arena, dc_text name, dc_text path, dc_diagnostics *diagnostics);

/* States in `given` what the sections that match `file` say. */
void dc_conf_apply(dc_conf *conf, dc_text file, dc_dialect_given *given);

/* Tells the sections that no file has matched (D009). */
void dc_conf_report_idle(const dc_conf *conf, dc_diagnostics *diagnostics);

/* Adds to `given` what is stated of a file by the decompte.conf of the dossier that holds it: the one beside the file,
 * or else the one above its directory, as for « releves/x.csv ». Without one, nothing. Wrong: reported, false. */
bool dc_conf_state(dc_dialect_given *given, dc_arena *arena, dc_text path, dc_diagnostics *diagnostics);

#endif
