/* The steps of a trace: what one node has to say, its operands first.
 *
 * Floor: rules, private. Lines go to the trace; those that end a calculation show its value. What has no line of its
 * own (a number written in the rule, a column of the record itself) stands in the line that uses it. */
#ifndef DECOMPTE_RULES_STEPS_H
#define DECOMPTE_RULES_STEPS_H

#include "decompte/trace.h"
#include "walk.h"

/* Leaves the value of the node known to the reader. */
void dc_trace_show(dc_trace *trace, const dc_node *node);

/* The value, walked; and in words: « (réservé) » when the trace is masked and the node sensitive. */
dc_value dc_trace_value_of(const dc_trace *trace, const dc_node *node);
dc_text dc_trace_value_text(const dc_trace *trace, const dc_node *node, const dc_value *value);

#endif
