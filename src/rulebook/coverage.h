/* What the cases of an article exercise (R017, R018).
 *
 * Floor: rulebook, private. */
#ifndef DECOMPTE_RULEBOOK_COVERAGE_H
#define DECOMPTE_RULEBOOK_COVERAGE_H

#include "decompte/rulebook.h"

/* Cases and tests of an article, mutants left at 0; what is missing is reported, unless `diagnostics` is NULL. */
dc_trial dc_coverage_of(const dc_rules *rules, const dc_article *article, dc_diagnostics *diagnostics);

/* Reports an article that has no case at all (R017). */
void dc_coverage_report_none(const dc_rules *rules, const dc_article *article, dc_diagnostics *diagnostics);

#endif
