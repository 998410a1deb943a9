/* What is done with rules besides counting: their cases played.
 *
 * Floor: rulebook, on rules. Rules are those of a successful dc_rules_load. */
#ifndef DECOMPTE_RULEBOOK_H
#define DECOMPTE_RULEBOOK_H

#include "decompte/rules.h"

/* Plays the « Cas » tables of every article; each case that the rule contradicts is reported as R016. Returns how many
 * cases were played; `*failed` says how many failed. */
size_t dc_rulebook_play(const dc_rules *rules, dc_diagnostics *diagnostics, size_t *failed);

#endif
