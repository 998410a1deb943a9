/* What is done with rules besides counting: their contradictions found, their cases played and put to the test.
 *
 * Floor: rulebook, on rules. Rules are those of a successful dc_rules_load. */
#ifndef DECOMPTE_RULEBOOK_H
#define DECOMPTE_RULEBOOK_H

#include "decompte/rules.h"

/* Plays the « Cas » tables of every article; each case that the rule contradicts is reported as R016. Returns how many
 * cases were played; `*failed` says how many failed. */
size_t dc_rulebook_play(const dc_rules *rules, dc_diagnostics *diagnostics, size_t *failed);

/* What a rule file says that no single line shows. Before a count, what makes the rules unusable; for whoever writes
 * rules, what is only doubtful as well. */
typedef enum {
  DC_RULEBOOK_ERRORS,   /* R007: a parameter without a value where it is read; R009: two articles that differ */
  DC_RULEBOOK_WARNINGS, /* and R010, R011, R023, R024, R025 */
} dc_rulebook_depth;

/* Reports them. false when one is an error: the rules must then not be used. R009 and R010 come with a case in which
 * both articles apply, that was played. Work is bounded: what was not examined is R025. */
bool dc_rulebook_check(const dc_rules *rules, dc_rulebook_depth depth, dc_diagnostics *diagnostics);

/* How far cases put an article to the test, or all articles. */
typedef struct {
  size_t cases;            /* lines of « Cas » */
  size_t tests, exercised; /* comparisons, « dans », « absent », « correspond à »; those seen both true and false */
  size_t alike;            /* mutants that no case was found to kill: they say the same thing otherwise, it seems */
  size_t mutants, killed; /* see rulebook/mutant.h */
} dc_trial;

/* Reports articles whose cases do not show both sides of their effect (R017), and tests that come out one way only
 * (R018). An article that only defines names is left alone. */
void dc_rulebook_cover(const dc_rules *rules, dc_diagnostics *diagnostics);

/* Alters every article, one thing at a time, and replays its cases: each mutant that satisfies them all is reported as
 * R019, with a case that kills it; as a note, when none was found. An article without cases is reported once, as R017;
 * one that contradicts a case is passed over. Nodes are altered in place: the caller must be the only user of the
 * rules. Returns the totals. */
dc_trial dc_rulebook_mutate(const dc_rules *rules, dc_diagnostics *diagnostics);

/* The same for one article, for the printed dossier: nothing is reported. */
dc_trial dc_rulebook_try(const dc_rules *rules, const dc_article *article);

#endif
