/* « Table : annexes/smic.csv »: the rows of a parameter or a list, kept in a CSV file beside the rule file.
 *
 * Floor: rules, private. An annex is UTF-8, « ; » between fields, the same columns as the table that it stands for; its
 * rows become the grid of the block, so that the same checks and messages apply, with the lines of the annex. */
#ifndef DECOMPTE_RULES_ANNEX_H
#define DECOMPTE_RULES_ANNEX_H

#include "dictionary.h"

#define DC_ANNEX_LIMIT 64 /* in all rules of a run */

/* Where annexes come from. `read` gives the bytes of `name` (as the run names its files), in the arena of the rules;
 * false when it has them not, which it may have reported itself: then `*told`. */
typedef struct {
  void *context;
  bool (*read)(void *context, dc_text name, dc_text *bytes, bool *told);
} dc_annex_shelf;

/* Fills the grids of the blocks that have a « Table ». Annexes join the sources of the dictionary, which has room. */
void dc_annexes_read(dc_rules *rules, dc_rule_blocks *blocks, const dc_annex_shelf *shelf, dc_diagnostics *diagnostics);

/* The name of a file that stands beside another: « chartes/a.regles », « annexes/x.csv » → « chartes/annexes/x.csv ».
 * In `arena`. */
dc_text dc_annex_beside(dc_arena *arena, dc_text rule_file, dc_text name);

#endif
