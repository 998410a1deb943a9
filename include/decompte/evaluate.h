/* Evaluation of checked expressions: over batches of rows for the mass run, or by a walk for one row.
 *
 * Floor: rules. Rules never know columns: the caller gives values through an environment.
 *
 * The rows of a batch belong to one market, and fall into groups that share what does not change from line to line
 * (for accounts: one person, one contract, the same publics). Every expression is evaluated at its lowest level: what
 * reads the market only, once a market; what reads the person, once a group of the batch; the rest, once a line.
 *
 * Three-valued logic: a comparison that reads an absent value is neither true nor false; « vrai ou absent » is true,
 * « faux et absent » is false, everything else absent. Arithmetic is exact. */
#ifndef DECOMPTE_EVALUATE_H
#define DECOMPTE_EVALUATE_H

#include "decompte/date.h"
#include "decompte/exact.h"
#include "decompte/intern.h"
#include "decompte/rules.h"

/* ---- values ---- */

typedef enum { DC_ABSENT = 0, DC_TRUE = 1, DC_FALSE = 2 } dc_truth; /* bits: « et », « ou », « non » are operations */

typedef enum {
  DC_VALUE_TRUTH,
  DC_VALUE_NUMBER, /* in hours, euros, €/h, days, or plain (40 % = 2/5), by the unit */
  DC_VALUE_DATE,
  DC_VALUE_ID,  /* id in the interner (codes, texts, identifiers), or a flag */
  DC_VALUE_IDS, /* several ids at once: the publics of a person; none = absent */
} dc_value_kind;

dc_value_kind dc_value_kind_of(const dc_field *field);

/* How many items stand for the rows of a batch, from the coarsest to the finest. */
typedef enum {
  DC_ONE,      /* one item for all rows */
  DC_BY_GROUP, /* one a group */
  DC_BY_LINE,  /* one a row */
} dc_shape;

/* The values of one expression over a batch, an item each: */
typedef struct {
  dc_value_kind kind;
  dc_shape shape;
  uint8_t *truths;      /* TRUTH: dc_truth */
  int64_t *values;      /* DATE, ID; NUMBER, by parts; IDS: where they begin in `ids`. DC_NO_VALUE = absent */
  int64_t parts;        /* NUMBER: how many parts make one, 3000 for hours; 0 = see numbers */
  dc_rational *numbers; /* NUMBER, when no common denominator will do; den 0 = absent */
  const uint32_t *ids, *counts;
} dc_vector;
#define DC_NO_VALUE DC_NO_QUANTITY

/* A number, whichever way it is held; den 0 = absent. */
static inline dc_rational dc_vector_number(const dc_vector *vector, size_t item) {
  if (!vector->parts) return vector->numbers[item];
  int64_t value = vector->values[item];
  return value == DC_NO_VALUE ? (dc_rational){0, 0} : (dc_rational){value, vector->parts};
}

/* Where values come from. `fetch` fills `out`, whose kind is set (dc_value_kind_of), for the `count` rows that the
 * caller is at; arrays live in `scratch`. A field of a level above the person has the shape DC_ONE. */
typedef struct {
  void *context;
  void (*fetch)(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out);
} dc_environment;

/* ---- batches ---- */

#define DC_BATCH 2048

typedef struct {
  size_t count;             /* rows: 1 … DC_BATCH */
  size_t groups;            /* 0 when no value has the shape DC_BY_GROUP */
  const uint16_t *group_of; /* by row, below `groups` */
} dc_rows;

/* Evaluates for one batch after another, and remembers what several articles read: fields, definitions, and all that
 * the market alone decides. Belongs to one thread. Private. */
typedef struct {
  const dc_rules *rules;
  const dc_environment *environment;
  dc_rows rows;
  dc_arena lasting, passing, scratch; /* what holds for the market, for the batch, for one evaluation */
  dc_arena *arena;                    /* the one in use */
  dc_index known;                     /* what is remembered, by address → number in memos */
  struct dc_memo *memos;
  size_t memo_capacity;
  uint64_t batches, market; /* batches so far; the first of the current market */
} dc_evaluator;

void dc_evaluator_open(dc_evaluator *evaluator, const dc_rules *rules);
void dc_evaluator_close(dc_evaluator *evaluator);

/* Goes on to the next batch, of a market that is new or the same. Earlier results are gone. */
void dc_evaluator_next(dc_evaluator *evaluator, const dc_environment *environment, const dc_rows *rows,
                       bool new_market);

/* The values of `node` over the batch; they live until the next evaluation. */
dc_vector dc_evaluate(dc_evaluator *evaluator, const dc_node *node);

/* `in_force` and `condition` of an article together. A NULL condition is true; an article out of force is false
 * whatever its condition. */
dc_vector dc_evaluate_article(dc_evaluator *evaluator, const dc_article *article);

/* Which truths the items of a vector have, among DC_SEEN(DC_TRUE), DC_SEEN(DC_FALSE) and DC_SEEN(DC_ABSENT). */
#define DC_SEEN(truth) (1u << (truth))
unsigned dc_truths_seen(const dc_evaluator *evaluator, const dc_vector *truths);

/* Writes one truth a row. */
void dc_truths_by_row(const dc_evaluator *evaluator, const dc_vector *truths, uint8_t by_row[]);

/* The item of `vector` that stands for a row. */
size_t dc_item_of_row(const dc_evaluator *evaluator, const dc_vector *vector, size_t row);

/* ---- one row ---- */

/* `row` gives that row alone; what it gives lives in `scratch`. */
dc_truth dc_truth_of(const dc_rules *rules, const dc_node *condition, const dc_environment *row, dc_arena *scratch);
dc_truth dc_verdict_of(const dc_rules *rules, const dc_article *article, const dc_environment *row, dc_arena *scratch);
dc_rational dc_number_of(const dc_rules *rules, const dc_node *value, const dc_environment *row, dc_arena *scratch);

/* What « Calculer » keeps of a value: the hundredth of an hour or the cent, half up, unless the article rounds further;
 * a percentage as it is. */
dc_rational dc_computed(const dc_field *target, dc_rational value);

/* The name of the first absent value that keeps the article from a verdict on one row, for « donnée manquante : … ».
 * In `scratch`. */
dc_text dc_article_missing(const dc_rules *rules, const dc_article *article, const dc_environment *row,
                           dc_arena *scratch);

/* The motif of a refusal for one row, its {names} filled in French notation; with `masked`, sensitive values are
 * shown as « (réservé) ». In `arena`. */
dc_text dc_article_motif(const dc_rules *rules, const dc_article *article, const dc_environment *row, bool masked,
                         dc_arena *arena);

#endif
