/* Numbers and dates as linear forms, so that « date du travail < premier jour + 30 jours » and « premier jour > date du
 * travail - 30 jours » are seen to compare the same thing.
 *
 * Floor: rulebook, private. A form is a constant and factors of terms; a term is a field, or an expression that is not
 * taken apart (« + 24 mois », a product of two fields, a parameter): the same expression written twice is one term.
 * Definitions are spelled out. What is out of range is not taken apart. */
#ifndef DECOMPTE_RULEBOOK_FORMS_H
#define DECOMPTE_RULEBOOK_FORMS_H

#include "interval.h"
#include "rules/dictionary.h"
#include "rules/walk.h"

#define DC_FORM_TERMS 8

typedef struct {
  uint32_t term;
  dc_rational factor; /* not 0 */
} dc_factor;

typedef struct {
  dc_factor factors[DC_FORM_TERMS]; /* by term */
  size_t count;
  dc_rational constant;
} dc_form;

typedef struct {
  const dc_node *node; /* FIELD, or an expression not taken apart; never a DEFINITION */
  bool whole;          /* takes whole values only: dates, ages */
  bool bound;          /* `tied` stays in `interval`, whatever the fields: « d + 1 mois » is 28 to 31 days after d */
  dc_form tied;
  dc_interval interval;
} dc_term;

typedef struct {
  const dc_rules *rules;
  dc_arena *arena;
  DC_LIST(dc_term) terms;
} dc_terms;

/* The form of a number or a date. false when it never has a value: « 1 ÷ 0 », a parameter read before its first date.
 */
bool dc_form_of(dc_terms *terms, const dc_node *node, dc_form *form);

/* *form += factor × other. false, and *form unusable, when the result is out of range. */
bool dc_form_add(dc_form *form, const dc_form *other, dc_rational factor);

/* Does the form, less its constant, take whole values only? */
bool dc_form_whole(const dc_terms *terms, const dc_form *form);

/* The expression under definitions. */
const dc_node *dc_node_bare(const dc_node *node);

/* Written the same, definitions spelled out. */
bool dc_node_same(const dc_node *a, const dc_node *b);

/* The value of an expression that reads no field. */
dc_value dc_node_constant(const dc_rules *rules, dc_arena *arena, const dc_node *node);

typedef DC_LIST(const dc_field *) dc_field_list;

/* Adds the fields that a tree reads, each once, in the order in which they are written. A NULL tree reads none. */
void dc_node_fields(dc_arena *arena, const dc_node *node, dc_field_list *fields);

#endif
