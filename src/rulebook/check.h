/* The static analyses, one function for each; dc_rulebook_check calls them.
 *
 * Floor: rulebook, private. */
#ifndef DECOMPTE_RULEBOOK_CHECK_H
#define DECOMPTE_RULEBOOK_CHECK_H

#include "decompte/plan.h"
#include "decompte/rulebook.h"
#include "system.h"

/* Two articles that can apply together to one thing: R009 when they differ, and with warnings R010 when they do not,
 * R023 when no case of it was found, R025 when they are too intricate to be compared. */
void dc_check_overlaps(const dc_rules *rules, dc_rulebook_depth depth, dc_diagnostics *diagnostics);

/* R011: articles, and recueils, that can never apply; R025 when that is too intricate to tell. */
void dc_check_applicable(const dc_rules *rules, dc_diagnostics *diagnostics);

/* R007: parameters without a value where an article reads them; with warnings R025. */
void dc_check_parameters(const dc_rules *rules, dc_rulebook_depth depth, dc_diagnostics *diagnostics);

/* R024: codes of a list that go out and come back. */
void dc_check_lists(const dc_rules *rules, dc_diagnostics *diagnostics);

/* Where the market of a plan obeys it: « Portée » and « En vigueur » of every recueil of the chain. */
dc_boxes dc_boxes_of_chain(dc_space *space, const dc_plan *plan);

/* Where an article applies, within `chain`. */
dc_boxes dc_boxes_of_article(dc_space *space, const dc_boxes *chain, const dc_article *article);

#endif
