/* « Cas », played against the rule: what cases, coverage and mutations share.
 *
 * Floor: rulebook, private. The lines of a table are played in order, as so many records of one run. */
#ifndef DECOMPTE_RULEBOOK_PLAY_H
#define DECOMPTE_RULEBOOK_PLAY_H

#include "rules/cases.h"
#include "rules/evaluation.h"
#include "rules/operations.h"
#include "rules/walk.h"

typedef struct {
  const dc_rules *rules;
  dc_diagnostics *diagnostics;                                             /* NULL: contradictions are only counted */
  void (*seen)(void *context, const dc_node *node, const dc_value *value); /* see walk.h */
  void *context;
} dc_player;

/* How many lines of the table the article contradicts; each is reported as R016. */
size_t dc_play_table(const dc_player *player, const dc_article *article, const dc_case_table *table);

/* Plays the table, and writes into the cells of its lines from `first` on what the article gives for each thing
 * expected. Returns how many of the lines before the article contradicts. */
size_t dc_play_fill(const dc_player *player, const dc_article *article, const dc_case_table *table, size_t first);

/* A cell as a value of that kind, whose ids are those of the cell; NULL is absent. */
dc_value dc_cell_value(const dc_rule_cell *cell, dc_value_kind kind);

/* A result as it would be written: to the hundredth of an hour, to the cent, to the millionth. Invalid out of range. */
dc_rational dc_result_written(dc_typing typing, dc_rational number);

#endif
