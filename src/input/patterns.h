/* Spellings of headings: the patterns of the lexicon, compiled once and then only read, by several threads if need be.
 *
 * Floor: input, private. Patterns are what users write in rules/lexique.csv: what one match may cost is bounded, and a
 * pattern that would cost more does not match. */
#ifndef DECOMPTE_INPUT_PATTERNS_H
#define DECOMPTE_INPUT_PATTERNS_H

#include "decompte/diagnostic.h"
#include "decompte/lexicon.h"

typedef struct dc_patterns dc_patterns;

/* Compiles the patterns of `table`, every one when it is empty; a wrong one is reported at its line. NULL then. Freed
 * with dc_patterns_free. */
dc_patterns *dc_patterns_compile(const dc_lexicon *lexicon, dc_text table, dc_text lexicon_name,
                                 dc_diagnostics *diagnostics);
void dc_patterns_free(dc_patterns *patterns);

/* Whether the pattern of `field` accepts the whole of a folded heading. */
bool dc_patterns_match(const dc_patterns *patterns, const dc_field *field, dc_text folded);

/* Up to `most` folded headings that the pattern of `field` accepts, to show: the shortest of each of its alternatives,
 * in the order of the lexicon. In `arena`. Returns how many. */
size_t dc_patterns_examples(const dc_patterns *patterns, const dc_field *field, dc_arena *arena, dc_text examples[],
                            size_t most);

#endif
