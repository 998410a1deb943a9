/* The state of a quest for a witness, between witness.c (trials), points.c (what the articles write) and choices.c (the
 * value of one field).
 *
 * Floor: rulebook, private. */
#ifndef DECOMPTE_RULEBOOK_QUEST_H
#define DECOMPTE_RULEBOOK_QUEST_H

#include "rules/solve.h"
#include "witness.h"

enum {
  DC_QUEST_POINTS = 64,     /* boundaries of each kind */
  DC_QUEST_ONE_BY_ONE = 12, /* trials in which one field varies while the others keep their first choice */
};

struct dc_quest {
  dc_space *space;
  const dc_plan *plan;
  const dc_article *articles[2];
  dc_field_list fields; /* that the articles and their recueils read */
  bool same;            /* the two values differ by a constant: one case tells everything */
  dc_rational dates[DC_QUEST_POINTS], numbers[DC_QUEST_POINTS];
  size_t date_count, number_count; /* boundaries that the articles write */
  dc_ids *ids;                     /* worth trying; by place in `fields` */

  const dc_box *box;
  const dc_system *system;
  size_t trial;
  dc_given *given; /* the case under trial; by place in `fields` */
  dc_found best;
};

/* Fills fields, boundaries (constants, dates on which lists and parameters change) and ids from the articles and the
 * recueils of the plan. */
void dc_quest_read(dc_quest *quest);

/* Gives field number `slot` the value of this trial, a number or a date within `interval`. false when the box leaves
 * none, or none that is known. */
bool dc_quest_choose(dc_quest *quest, size_t slot, dc_interval interval);

#endif
