/* The rules as a document to be read and signed: recueils, dated values, articles with their law, their cases played,
 * and the digests of the files that say all this.
 *
 * Floor: rulebook, on rules. Rules are those of a successful dc_rules_load. The same rules, options and version give
 * the same bytes: no clock, no path of the machine. */
#ifndef DECOMPTE_RULEBOOK_PRINT_H
#define DECOMPTE_RULEBOOK_PRINT_H

#include "decompte/rules.h"

typedef struct {
  const dc_recueil *recueil; /* only this one and those that it completes; NULL: all */
  bool html;           /* one well-formed page that needs nothing else, for A4; false: plain text for a terminal */
  dc_date in_force;    /* only the versions in force on that date, whatever their reference; DC_NO_DATE: all of them */
  const char *version; /* of the program */
} dc_print_options;

/* The document, in `arena`; `*contradicted` says how many of its cases their article contradicts: they
 * are marked so. */
dc_text dc_rulebook_print(dc_arena *arena, const dc_rules *rules, const dc_print_options *options,
                          size_t *contradicted);

#endif
