/* Types, units, levels and costs of expressions.
 *
 * Floor: rules, private. The checker fills the typing, the levels, the sensitivity and the cost of every node, turns
 * sums of dates into what they mean, and compiles patterns. Every error of a tree is reported; what is built on
 * something in error is not. */
#ifndef DECOMPTE_RULES_CHECK_H
#define DECOMPTE_RULES_CHECK_H

#include "dictionary.h"

#define DC_COST_LIMIT 10000

typedef struct {
  const dc_rules *rules;
  dc_diagnostics *diagnostics;
  const dc_names *scope;
} dc_checker;

/* Types the tree. false when something in it is wrong, which has been reported. A NULL node is false. */
bool dc_check(const dc_checker *checker, dc_node *node);

/* dc_check, and the result must be a condition. */
bool dc_check_condition(const dc_checker *checker, dc_node *node);

/* dc_check, and the result must be compatible with `expected`. */
bool dc_check_value(const dc_checker *checker, dc_node *node, dc_typing expected);

/* Reports R015 when the tree reads one of those levels, naming the first thing that does. */
bool dc_check_levels(const dc_checker *checker, const dc_node *node, unsigned forbidden, const char *why);

#endif
