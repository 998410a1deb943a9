/* Reading rules/lexique.csv. Floor: input. */
#ifndef DECOMPTE_LEXICON_FILE_H
#define DECOMPTE_LEXICON_FILE_H

#include "decompte/lexicon.h"
#include "decompte/reader.h"

/* Fills `lexicon` from `source`, whose name and path are set; the rest is surveyed here. Every wrong row is reported,
 * as fatal; false then. Texts live in `arena`. */
bool dc_lexicon_load(dc_lexicon *lexicon, dc_arena *arena, dc_source *source, dc_diagnostics *diagnostics);

#endif
