/* The case that kills a mutant which no case kills: the line to add under the titles that the article has already.
 *
 * Floor: rulebook, private. A line of the article's cases is written once more, with one value moved (see
 * rules/search.h), or two; where a key gathers lines, two are when one shows nothing. What is expected is what the
 * article gives. The lines are proven: the article satisfies them, after all those before, and the mutant does not.
 * When the article reads fields that its cases leave out, columns are added for them. */
#ifndef DECOMPTE_RULEBOOK_BOUNDARY_H
#define DECOMPTE_RULEBOOK_BOUNDARY_H

#include "rulebook/mutant.h"

/* Titles and lines, ready to be copied, in `arena`; empty when none is found among some thousands: nothing that a case
 * can show seems to tell the article from its mutant. The mutant must not be in place, and the article satisfies its
 * cases. */
dc_text dc_boundary_case(const dc_rules *rules, const dc_article *article, dc_mutant *mutant, dc_arena *arena);

#endif
