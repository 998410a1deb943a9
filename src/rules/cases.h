/* « Cas »: examples beside the rule, replayed against it.
 *
 * Floor: rules, private. The lines of a table are read in order, as so many records: where the columns of a key are
 * given, caps and « Une seule fois par » add them up. A column is what is given (a field, a parameter) or what is
 * expected (a decision, a result, a definition). */
#ifndef DECOMPTE_RULES_CASES_H
#define DECOMPTE_RULES_CASES_H

#include "article.h"
#include "cell.h"

#define DC_CASE_LIMIT 500 /* lines of a table */

typedef enum {
  DC_COLUMN_FIELD,
  DC_COLUMN_PARAMETER,
  DC_COLUMN_DECISION,   /* expected */
  DC_COLUMN_RESULT,     /* expected: what the effect gives, hours or the target of « Calculer » */
  DC_COLUMN_DEFINITION, /* expected */
} dc_column_kind;

typedef enum {
  DC_DECISION_KEPT,
  DC_DECISION_REFUSED,
  DC_DECISION_MISSING,
  DC_DECISION_SOUND,
  DC_DECISION_ANOMALY
} dc_decision;

typedef struct {
  dc_column_kind kind;
  dc_typing typing;
  const dc_field *field;
  const dc_parameter *parameter;
  const dc_definition *definition;
  dc_text name;
} dc_case_column;

struct dc_case_table {
  dc_case_column *columns;
  size_t column_count;
  dc_rule_cell *cells; /* row by row; of a decision, `count` is the dc_decision */
  dc_position *positions;
  size_t rows;
};

/* Reads one table into the details of the article: columns, then cells by the type of their column. */
void dc_cases_read(const dc_reading *reading, const dc_heading *heading);

/* The column of a field, or NULL. */
const dc_case_column *dc_case_column_of(const dc_case_table *table, const dc_field *field);

/* The column where an article that gives hours, or a value, says what it gives. */
dc_case_column dc_case_result(const dc_article *article);

const char *dc_decision_name(dc_decision decision);

#endif
