/* Making the plans, once every article has been read.
 *
 * Floor: rules, private. */
#ifndef DECOMPTE_RULES_PLANNING_H
#define DECOMPTE_RULES_PLANNING_H

#include "dictionary.h"

/* Makes the plan of every recueil and reports what the layers contradict: replacements, cycles. Each problem
 * is told once, in the plan of the recueil that brings it. */
void dc_plans_make(dc_rules *rules, dc_diagnostics *diagnostics);

#endif
