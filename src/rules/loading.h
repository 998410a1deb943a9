/* Loading rules from memory: what dc_rules_load does once files are read. Tests and fuzzers enter here.
 *
 * Floor: rules, private. */
#ifndef DECOMPTE_RULES_LOADING_H
#define DECOMPTE_RULES_LOADING_H

#include "decompte/rules.h"

typedef struct {
  dc_text name, bytes;
} dc_rule_text;

bool dc_rules_load_texts(dc_rules *rules, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                         const dc_rule_text *texts, size_t count, dc_diagnostics *diagnostics);

#endif
