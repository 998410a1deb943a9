/* A tree back in the words of the language.
 *
 * Floor: rules, private. Names, operators and literals as an article writes them, on one line; the date at which a
 * parameter, a list or an age is read is left out: who shows the words shows the date. */
#ifndef DECOMPTE_RULES_WORDS_H
#define DECOMPTE_RULES_WORDS_H

#include "node.h"

/* « date du travail > fin de prise en compte ». In `arena`. */
dc_text dc_node_words(dc_arena *arena, const dc_rules *rules, const dc_node *node);

const char *dc_comparison_sign(dc_comparison comparison); /* « ≤ » */

/* What stands between the two operands of a calculation, without blanks: « + », « × »; NULL for other nodes. */
const char *dc_operation_sign(dc_node_kind kind);

/* « validation absente », as written. */
dc_text dc_absent_words(dc_arena *arena, const dc_rules *rules, const dc_node *node);

/* « 24 mois de quantième à quantième ». */
dc_text dc_months_words(dc_arena *arena, const dc_node *months);

/* « arrondi à l'heure supérieure »: the rounding of a value of that type. */
dc_text dc_rounding_words(dc_arena *arena, dc_rounding rounding, dc_typing typing);

/* A number with all its decimals up to six, « ≈ » when there are more; spaces between thousands, its unit. `plain`: as
 * a rule writes it, without decimals that say nothing: « 0 h »; else hours and euros have at least two. */
dc_text dc_exact_text(dc_arena *arena, dc_typing typing, dc_rational number, bool plain);

#endif
