/* Which of its definitions an article puts to use.
 *
 * Floor: rulebook, private. */
#ifndef DECOMPTE_RULEBOOK_REACH_H
#define DECOMPTE_RULEBOOK_REACH_H

#include "rules/cases.h"

/* Does something that decides read the definition, or a case expect it? One that only a motif cites changes nothing. */
bool dc_definition_matters(const dc_rules *rules, const dc_article *article, const dc_definition *definition);

#endif
