/* Reading rules/lexique.csv and rules/alias.csv. Floor: input. */
#ifndef DECOMPTE_LEXICON_FILE_H
#define DECOMPTE_LEXICON_FILE_H

#include "decompte/lexicon.h"
#include "decompte/reader.h"

/* Fills `lexicon` from `source`, whose name and path are set; the rest is surveyed here. Every wrong row is reported,
 * as fatal; false then. Texts live in `arena`. */
bool dc_lexicon_load(dc_lexicon *lexicon, dc_arena *arena, dc_source *source, dc_diagnostics *diagnostics);

/* Adds the spellings of codes of rules/alias.csv (`table;colonne;code;graphies`, separated by |) to a loaded lexicon.
 * Without that file there are none. A spelling of two codes, an unknown column: fatal, false. Texts live in `arena`. */
bool dc_aliases_load(dc_lexicon *lexicon, dc_arena *arena, dc_source *source, dc_diagnostics *diagnostics);

#endif
