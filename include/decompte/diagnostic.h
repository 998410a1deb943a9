/* Diagnostics: what is wrong, where, why, and what to do, in French.
 *
 * Floor: base. Every problem of a run, whatever floor finds it, becomes a dc_diagnostic in the run's list; the
 * command line prints them, reports list them. Codes, severities and texts stand in one table (diagnostic.c),
 * so that a code means one thing: D… data, R… rules, S… system. */
#ifndef DECOMPTE_DIAGNOSTIC_H
#define DECOMPTE_DIAGNOSTIC_H

#include <stdio.h>

#include "decompte/text.h"

typedef enum { DC_NOTE, DC_WARNING, DC_ERROR, DC_FATAL } dc_severity; /* DC_FATAL: nothing is written, exit 2 */

/* The catalogue: identifier, code, severity, why, remedies (separated by « | », at most three). The message is
 * written where the problem is found. */
#include "decompte/catalogue_data.h"
#include "decompte/catalogue_rules.h"
#define DC_CATALOGUE(X) DC_CATALOGUE_DATA(X) DC_CATALOGUE_RULES(X)

#define DC_CODE_ENUM(id, code, severity, why, remedies) DC_##id,
typedef enum { DC_CATALOGUE(DC_CODE_ENUM) DC_CODE_COUNT } dc_code;

typedef struct {
  dc_code code;
  dc_severity severity;  /* from the catalogue; --strict raises it */
  dc_text file;          /* as named in the dossier: « releves/2026-10.csv »; empty: the run as a whole */
  uint32_t line, column; /* physical line, column in characters, both from 1; 0 = not applicable */
  uint32_t record;       /* place among the records of the file, from 1; 0 = not applicable */
  uint32_t count;        /* occurrences that this item stands for, at least 1; the place is the first one's */
  dc_text message;
  dc_text excerpt;     /* the source line, when there is one to show */
  dc_text example;     /* lines to copy as they are, such as a case to add, joined by \n; empty: nothing to copy */
  uint32_t span;       /* characters under the caret, at least 1 */
  dc_text marche, lot; /* what it concerns, when known: sorts anomalies into workbooks */
} dc_diagnostic;

typedef struct {
  dc_arena *arena; /* owner of the texts; NULL only before dc_diagnostics_init */
  dc_diagnostic *items;
  size_t count, capacity;
} dc_diagnostics;

void dc_diagnostics_init(dc_diagnostics *list, dc_arena *arena);
void dc_diagnostics_free(dc_diagnostics *list); /* the list; texts go with the arena */

/* Adds one, with a formatted message; the returned item (valid until the next addition) may be completed with an
 * excerpt, span, market. `file` is not copied and must outlive the list. */
dc_diagnostic *dc_report(dc_diagnostics *list, dc_code code, dc_text file, uint32_t line, uint32_t column,
                         const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Appends the items of `from`, copying their texts into `into`'s arena (file names excepted). */
void dc_diagnostics_append(dc_diagnostics *into, const dc_diagnostics *from);

/* Occurrences of the items of a code: nothing that was counted instead of told is left out. */
uint64_t dc_diagnostics_occurrences(const dc_diagnostics *list, dc_code code, dc_severity at_least);

/* Highest severity in the list; DC_NOTE when empty. */
dc_severity dc_diagnostics_worst(const dc_diagnostics *list);
size_t dc_diagnostics_count(const dc_diagnostics *list, dc_severity at_least);

/* By file, line, record (what is not written in lines has that alone), column, code: the same list whatever order the
 * work was done in. */
void dc_diagnostics_sort(dc_diagnostics *list);

const char *dc_code_name(dc_code code); /* « D021 » */
dc_severity dc_code_severity(dc_code code);
const char *dc_code_why(dc_code code);
const char *dc_code_remedies(dc_code code); /* separated by « | » */

/* Takes the first remedy off `rest`, what is left of remedies so separated. false when nothing is left. */
bool dc_next_remedy(dc_text *rest, dc_text *remedy);
const char *dc_severity_name(dc_severity severity); /* « note », « avertissement », « erreur » */

/* Prints as « fichier:ligne:colonne: erreur D021 : message », excerpt, caret, why, remedies. A cause counted several
 * times says so after its message: « (1 234 fois, ici la première) ». */
void dc_diagnostic_print(FILE *out, const dc_diagnostic *diagnostic, bool color);

#endif
