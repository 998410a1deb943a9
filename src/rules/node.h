/* Expressions: what the parser builds, the checker types, and the evaluator walks.
 *
 * Floor: rules, private. One tree serves checking, mass run and explanation; every node knows where it was
 * written. Nodes live in the arena of the rules, and are constant once checked. */
#ifndef DECOMPTE_RULES_NODE_H
#define DECOMPTE_RULES_NODE_H

#include "decompte/date.h"
#include "decompte/exact.h"
#include "decompte/rules.h"

/* ---- types ---- */

typedef enum {
  DC_SORT_BAD, /* already reported: compatible with everything */
  DC_SORT_TRUTH,
  DC_SORT_NUMBER,
  DC_SORT_DATE,
  DC_SORT_ID,
  DC_SORT_MONTHS, /* « 24 mois de quantième à quantième »: only added to a date */
} dc_sort;

/* Units are exponents: €/h is {hours -1, euros 1}. */
typedef struct {
  int8_t hours, euros, days;
} dc_unit;

typedef struct {
  dc_sort sort;
  dc_unit unit; /* of a number */
  dc_type id;   /* of an id: what it identifies */
  bool literal; /* of an id: a code or a text written in the rule, compatible with any id */
  bool bare;    /* of a number: written without a unit, hence no percentage */
  bool percent; /* of a number: a percentage */
  bool several; /* of an id: a set */
} dc_typing;

dc_typing dc_typing_of_type(dc_type type, bool several);
bool dc_unit_equal(dc_unit a, dc_unit b);

/* « des heures (h) », « une date »… what a message says of a type. In `arena`. */
dc_text dc_typing_text(dc_arena *arena, dc_typing typing);

/* ---- what names stand for ---- */

typedef struct {
  dc_date from, until; /* both included; an `until` left open is the eve of the next value */
  dc_rational number;  /* by the typing of the parameter */
  dc_date date;
  dc_text text; /* the decree or clause that sets it: column « texte » */
  dc_position position;
} dc_dated_value;

typedef struct {
  dc_text name, key;
  dc_position position;
  dc_typing typing;
  dc_type type; /* how its values are written */
  dc_dated_value *values;
  size_t count;
  dc_date review; /* DC_NO_DATE: never */
  bool used;
} dc_parameter;

/* The value at a date, or NULL outside its dates. */
const dc_dated_value *dc_parameter_at(const dc_parameter *parameter, dc_date date);

typedef struct {
  uint32_t id;
  dc_text label;       /* column « libellé » */
  dc_date from, until; /* both included; DC_NO_DATE = INT32_MIN and INT32_MAX when open */
  dc_position position;
} dc_list_row;

typedef struct {
  dc_text name, key;
  dc_position position;
  dc_list_row *rows; /* by id, then by date */
  size_t count;
  dc_date review;
  bool used;
} dc_code_list;

/* Is the code in the list on that day? */
bool dc_list_has(const dc_code_list *list, uint32_t id, dc_date date);

/* As dc_list_has; the answer is the same on every day from `*from` to `*until`. */
bool dc_list_holds(const dc_code_list *list, uint32_t id, dc_date date, dc_date *from, dc_date *until);

/* « Définir N », seen from its article only. */
typedef struct {
  dc_text name, key;
  dc_position position;
  dc_node *value;
  bool checking, checked;
} dc_definition;

/* ---- nodes ---- */

typedef enum {
  DC_NODE_NUMBER,
  DC_NODE_DATE,
  DC_NODE_ID,     /* a code or a text */
  DC_NODE_MONTHS, /* a count of months, with its mode */
  DC_NODE_FIELD,
  DC_NODE_DEFINITION,
  DC_NODE_PARAMETER, /* children: the date; NULL until one is required */
  DC_NODE_LIST,      /* a list named where a value is expected: an error, told by the checker */
  DC_NODE_MEMBER,    /* « x [pas] dans liste à d »; children: x, d */
  DC_NODE_ABSENT,
  DC_NODE_MATCH, /* « correspond à » */
  DC_NODE_COMPARE,
  DC_NODE_AND,
  DC_NODE_OR,
  DC_NODE_NOT,
  DC_NODE_ADD,
  DC_NODE_SUBTRACT,
  DC_NODE_MULTIPLY,
  DC_NODE_DIVIDE,
  DC_NODE_MAX,
  DC_NODE_MIN,
  DC_NODE_ROUND,
  DC_NODE_AGE,    /* children: birth, date */
  DC_NODE_SLICES, /* children: size of a slice, amount */
  /* what the checker makes of ADD and SUBTRACT when dates are involved; children: date, then the rest */
  DC_NODE_DATE_PLUS_DAYS,
  DC_NODE_DATE_MINUS_DAYS,
  DC_NODE_DATE_PLUS_MONTHS,
  DC_NODE_DATE_MINUS_MONTHS,
  DC_NODE_DAYS_BETWEEN,
} dc_node_kind;

typedef enum {
  DC_COMPARE_EQUAL,
  DC_COMPARE_DIFFERENT,
  DC_COMPARE_LESS,
  DC_COMPARE_LESS_EQUAL,
  DC_COMPARE_GREATER,
  DC_COMPARE_GREATER_EQUAL,
} dc_comparison;

typedef struct dc_pattern dc_pattern; /* see pattern.h */

struct dc_node {
  dc_node_kind kind;
  dc_position position;
  dc_node *children[2];
  dc_typing typing; /* after checking */
  unsigned levels;  /* one bit (1 << dc_level) for each level it reads */
  bool sensitive;   /* it reads a sensitive field */
  uint16_t depth;   /* of the tree under it */
  uint32_t cost;    /* nodes evaluated, definitions spelled out */
  union {
    dc_rational number;
    dc_date date;
    struct {
      uint32_t id;
      dc_text text;
      bool code; /* written as a code, not as « text » */
    };
    struct {
      int months;
      dc_month_mode mode;
    };
    const dc_field *field;
    dc_definition *definition;
    struct { /* parameter, or list of LIST and MEMBER */
      dc_parameter *parameter;
      dc_code_list *list;
      bool negated;
    };
    dc_pattern *pattern;
    dc_comparison comparison;
    dc_rounding rounding;
  };
};

#define DC_LEVEL_BIT(level) (1u << (level))

/* The most detailed level of a set of bits; DC_LEVEL_NONE when it is empty. */
dc_level dc_levels_top(unsigned levels);

#endif
