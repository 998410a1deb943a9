/* « correspond à »: PCRE2 patterns, compiled once, matched once per distinct text.
 *
 * Floor: rules, private. Patterns are user input: matches have limits, and one that reaches them does not match. A
 * pattern lives in the arena of the rules; verdicts already known are shared between threads without a lock. */
#ifndef DECOMPTE_RULES_PATTERN_H
#define DECOMPTE_RULES_PATTERN_H

#include "node.h"

#define DC_PATTERN_BYTES 512

/* NULL when `text` is no pattern: `*error` says why, in `arena`. */
dc_pattern *dc_pattern_compile(dc_arena *arena, dc_text text, dc_text *error);

/* Does the text of `id` contain a match? */
bool dc_pattern_matches(dc_pattern *pattern, const dc_intern *intern, uint32_t id);

#endif
