/* Walking a checked tree for one row: the same language as the batches of evaluate.h, one value at a time.
 *
 * Floor: rules, private. Cases, mutations, explanations and motifs walk; the mass run evaluates batches; a test holds
 * the two against each other on random rules and rows. An observer is told of every node and its value, children
 * first: nothing is cut short, so that both sides of an « et » are always seen. */
#ifndef DECOMPTE_RULES_WALK_H
#define DECOMPTE_RULES_WALK_H

#include "decompte/evaluate.h"
#include "node.h"

/* One value. `discrete`: truth, date or id, by the kind. */
typedef struct {
  dc_value_kind kind;
  bool absent;
  int64_t discrete;
  dc_rational number;
  const uint32_t *ids; /* DC_VALUE_IDS */
  uint32_t count;
} dc_value;

/* A parameter whose value is given, whatever the date: by a case, or by who looks for another value. */
typedef struct {
  const dc_parameter *parameter;
  bool absent;
  dc_rational number;
  dc_date date;
} dc_override;

typedef struct {
  const dc_rules *rules;
  const dc_environment *environment; /* asked for batches of one */
  const dc_override *overrides;
  size_t override_count;
  dc_arena *scratch;                                                       /* what the environment gives lives there */
  void (*seen)(void *context, const dc_node *node, const dc_value *value); /* NULL: nobody watches */
  void *context;
} dc_walker;

dc_value dc_walk(const dc_walker *walker, const dc_node *node);

/* A condition; NULL is true. */
dc_truth dc_walk_truth(const dc_walker *walker, const dc_node *node);

/* `in_force` and `condition` of an article together, as dc_evaluate_article does. */
dc_truth dc_walk_verdict(const dc_walker *walker, const dc_article *article);

/* One item of a vector, and a vector of one item. */
dc_value dc_vector_value(const dc_vector *vector, size_t item);
dc_vector dc_vector_of(const dc_value *value, dc_arena *scratch);

/* The first absent value under a node that is itself absent, in French; empty when the node has a value. */
dc_text dc_walk_missing(const dc_walker *walker, const dc_node *node);

/* In French notation: « 31/01/2026 », « 7,50 h », « RSA, QPV », « (absent) ». In `arena`. */
dc_text dc_value_text(dc_arena *arena, const dc_rules *rules, dc_typing typing, const dc_value *value);

#endif
