/* The mutants of an article: what it would say with one thing altered.
 *
 * Floor: rulebook, private. Nodes lie in the arena of the rules and are constant once checked: a mutant alters one in
 * place, its article is played, and the node is put back. Whoever does that must be the only user of the rules.
 *
 * What is altered, and how:
 *   < ≤ > ≥ = ≠          its opposite, its neighbour (bound let in or out), and the one that forgets a side: < gives
 *                        ≥ ≤ ≠. Codes and texts know = and ≠ only
 *   et, ou               one another
 *   dans, absent, correspond à     negated; « non » dropped
 *   max, min; + and -; × and ÷ where the units allow      one another; not × 1, ÷ 1, + 0
 *   arrondi              the two other ways
 *   numbers              1 % more and less; 1 more and less of whole numbers without unit and of days; a hundredth of
 *                        its unit more and less of 0
 *   dates                a day later and earlier, unless what is read there is the same on both days
 *   months               one more and one less; the other mode, unless four years or a multiple lead to the same day
 *   keys                 each field dropped (a market goes with its lot); the next shorter and longer period
 *   En vigueur           its dates, a day later and earlier, where cases give the reference date
 * Definitions count once. Those that nothing reads, and no case expects, feed nothing and are left alone. */
#ifndef DECOMPTE_RULEBOOK_MUTANT_H
#define DECOMPTE_RULEBOOK_MUTANT_H

#include "rules/cases.h"

typedef struct {
  dc_position position;
  dc_text change; /* « « > » remplacé par « ≥ » » */
  dc_node *node;  /* what is altered, and what stands there instead; NULL: the key of the article */
  dc_node altered;
  dc_key *key;
  dc_key altered_key;
} dc_mutant;

typedef DC_LIST(dc_mutant) dc_mutants;

/* In `arena`. */
dc_mutants dc_mutants_of(const dc_rules *rules, const dc_article *article, dc_arena *arena);

/* Puts the mutant in the place of what it alters, which it keeps; a second call puts that back. */
void dc_mutant_exchange(dc_mutant *mutant);

#endif
