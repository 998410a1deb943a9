/* Rules as they were, against rules as they are: what changed without a new version (R020).
 *
 * Floor: rulebook, on rules. A statement of 2024 must still be made in 2029: of a recueil that stands in both, every
 * article, value of a parameter and row of a list that was there must be there still, word for word. What may change:
 * sources, cases, motifs and quoted law; a period that was open may be closed by « jusqu'au »; anything may be added.
 */
#ifndef DECOMPTE_RULEBOOK_VERSIONS_H
#define DECOMPTE_RULEBOOK_VERSIONS_H

#include "decompte/rules.h"

/* Reports against `now`, whose load succeeded. `then` shares its interner and lexicon; its own load may have failed, as
 * that of a part of the rules does. */
void dc_rulebook_check_versions(const dc_rules *then, const dc_rules *now, dc_diagnostics *diagnostics);

#endif
