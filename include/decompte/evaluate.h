/* Evaluation of checked expressions over batches of rows.
 *
 * Floor: rules. An expression is evaluated for up to DC_BATCH rows at once; what does not change from row to row has
 * stride 0 and is computed once. The caller gives values through an environment: rules never know columns.
 *
 * Three-valued logic: a comparison that reads an absent value is neither true nor false; « vrai ou absent » is true,
 * « faux et absent » is false, everything else absent. Arithmetic is exact (dc_rational). */
#ifndef DECOMPTE_EVALUATE_H
#define DECOMPTE_EVALUATE_H

#include "decompte/date.h"
#include "decompte/exact.h"
#include "decompte/rules.h"

#define DC_BATCH 1024

typedef enum {
  DC_VALUE_TRUTH,  /* discrete: 0 or 1 */
  DC_VALUE_NUMBER, /* numbers, in hours, euros, €/h, days, or plain (40 % = 2/5), by the unit */
  DC_VALUE_DATE,   /* discrete: dc_date */
  DC_VALUE_ID,     /* discrete: id in the interner (codes, texts, identifiers) */
  DC_VALUE_IDS,    /* several ids a row: discrete is the offset into `ids`, `counts` how many; none = absent */
} dc_value_kind;

/* The values of one expression over a batch. Arrays hold one item when stride is 0, else one a row. */
typedef struct {
  dc_value_kind kind;
  size_t stride; /* 0 or 1 */
  bool *absent;  /* NULL = no row is absent */
  int64_t *discrete;
  dc_rational *numbers;
  uint32_t *counts;
  const uint32_t *ids;
} dc_vector;

/* Where values come from. Absence is told by `absent` (or by a count of 0), never by an id of 0 or DC_NO_DATE. `fetch`
 * fills `out` for rows 0 … count-1 of the caller's batch, in `scratch`, with the kind that the type of the field calls
 * for (dc_value_kind_of); a field of a level above the line gives stride 0. */
typedef struct {
  void *context;
  void (*fetch)(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out);
} dc_environment;

dc_value_kind dc_value_kind_of(const dc_field *field);

/* Evaluates `node` over `count` rows (1 … DC_BATCH). The result lives in `scratch`. */
dc_vector dc_evaluate(const dc_rules *rules, const dc_node *node, const dc_environment *environment, size_t count,
                      dc_arena *scratch);

typedef enum { DC_FALSE, DC_TRUE, DC_ABSENT } dc_truth;

/* `in_force` and `condition` of an article together, one verdict a row. A NULL condition is true; an article out of
 * force is false whatever its condition. */
void dc_article_verdicts(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                         size_t count, dc_arena *scratch, uint8_t verdicts[]);

/* The name of the first absent value that keeps the article from a verdict on one row, for « donnée manquante : … »;
 * `environment` gives that row alone. In `scratch`. */
dc_text dc_article_missing(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                           dc_arena *scratch);

/* The motif of a refusal for one row, its {names} filled in French notation; with `masked`, sensitive values are
 * shown as « (réservé) ». `environment` gives that row alone. In `arena`. */
dc_text dc_article_motif(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                         bool masked, dc_arena *arena);

#endif
