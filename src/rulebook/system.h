/* What the ranges of a box say together of its numbers and dates: « a < b », « b < c » and « c < a » are three ranges
 * that no values satisfy.
 *
 * Floor: rulebook, private. Linear inequalities, by Fourier and Motzkin's elimination: exact for fields and for the
 * differences of two dates; elsewhere it may leave room where there is none, never the contrary. Terms are given an
 * order: what an expression reads, then the expressions that are not taken apart, then the other fields, so that values
 * may be chosen one after another, each in the stretch that the former leave it. */
#ifndef DECOMPTE_RULEBOOK_SYSTEM_H
#define DECOMPTE_RULEBOOK_SYSTEM_H

#include "boxes.h"

#define DC_SYSTEM_TERMS       12  /* ranges on more terms are left out */
#define DC_SYSTEM_CONSTRAINTS 100 /* at each elimination; more are left out */

/* Σ factors[i] × value of terms[i] ≤ bound, or < when strict. */
typedef struct {
  dc_rational factors[DC_SYSTEM_TERMS];
  dc_rational bound;
  bool strict;
} dc_constraint;

typedef struct {
  dc_constraint *items;
  size_t count;
} dc_constraints;

typedef struct {
  uint32_t terms[DC_SYSTEM_TERMS]; /* in the order in which values are chosen */
  size_t count;
  dc_constraints stages[DC_SYSTEM_TERMS]; /* stages[i] reads terms 0 … i */
  bool impossible;
} dc_system;

/* In `arena`. */
dc_system dc_system_of(const dc_space *space, dc_arena *arena, const dc_box *box);

/* May the box hold something, as far as its numbers, dates and patterns tell? Its system is made in `arena`. */
bool dc_box_possible(const dc_space *space, dc_arena *arena, const dc_box *box, dc_system *system);

/* May some box? What overflowed may. */
bool dc_boxes_possible(const dc_space *space, const dc_boxes *boxes);

/* What is left to term number `at`, given the values of those before it. */
dc_interval dc_system_left(const dc_system *system, size_t at, const dc_rational values[]);

#endif
