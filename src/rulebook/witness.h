/* Looking for a case where two articles both apply, in a box where their conditions meet.
 *
 * Floor: rulebook, private. Values are drawn from the ends of the box, from the boundaries that the articles write, and
 * between; what is found has been walked, so that it is certain. */
#ifndef DECOMPTE_RULEBOOK_WITNESS_H
#define DECOMPTE_RULEBOOK_WITNESS_H

#include "decompte/plan.h"
#include "rules/cell.h"
#include "system.h"

typedef struct {
  const dc_field *field;
  dc_rule_cell cell;
} dc_given;

typedef struct {
  const dc_given *given; /* a value, or absence, for every field that the two articles read */
  size_t count;
  dc_rational values[2]; /* what each article gives */
} dc_witness;

/* By growing interest. */
typedef enum {
  DC_FOUND_NOTHING,
  DC_FOUND_EQUAL,     /* both apply, and give the same value */
  DC_FOUND_CLOSE,     /* both apply, and give values that differ by less than what is written of them */
  DC_FOUND_DIFFERENT, /* both apply, and give different values */
} dc_found;

typedef struct dc_quest dc_quest;

/* A quest over the two articles, of that plan. In the arena of the space. */
dc_quest *dc_quest_new(dc_space *space, const dc_plan *plan, const dc_article *a, const dc_article *b);

/* Looks in a box whose system it is, walking at most `*samples` cases, taken from it. What is found is the best so far
 * over the boxes tried: a witness of it is in `*witness`, in the arena of the space. */
dc_found dc_quest_box(dc_quest *quest, const dc_box *box, const dc_system *system, size_t *samples,
                      dc_witness *witness);

/* What an article gives, as one writes it: « 120 % », « 501 h ». In `arena`. */
dc_text dc_given_text(dc_arena *arena, const dc_article *article, dc_rational number);

/* The witness as a table of cases: a header, then a row for each article, that differ by the result. In `arena`. */
dc_text dc_witness_table(dc_arena *arena, const dc_rules *rules, const dc_article *const articles[2],
                         const dc_witness *witness);

#endif
