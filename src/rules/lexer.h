/* The words, numbers, dates, texts and signs of an expression.
 *
 * Floor: rules, private. The third stage. A word ends after an apostrophe (« d' » « insertion »), so that « à
 * l'échéance » reads like « à la fin »; names are compared word by word, with the same cutting. */
#ifndef DECOMPTE_RULES_LEXER_H
#define DECOMPTE_RULES_LEXER_H

#include "decompte/date.h"
#include "decompte/exact.h"
#include "layout.h"

typedef enum {
  DC_TOKEN_END,
  DC_TOKEN_WORD,
  DC_TOKEN_NUMBER, /* `number`, without its unit */
  DC_TOKEN_DATE,   /* `date` */
  DC_TOKEN_TEXT,   /* « … », `text` without the quotes */
  DC_TOKEN_EURO,
  DC_TOKEN_EURO_PER_HOUR,
  DC_TOKEN_PERCENT,
  DC_TOKEN_OPEN,
  DC_TOKEN_CLOSE,
  DC_TOKEN_SEMICOLON,
  DC_TOKEN_COMMA,
  DC_TOKEN_EQUAL,
  DC_TOKEN_DIFFERENT,
  DC_TOKEN_LESS,
  DC_TOKEN_LESS_EQUAL,
  DC_TOKEN_GREATER,
  DC_TOKEN_GREATER_EQUAL,
  DC_TOKEN_PLUS,
  DC_TOKEN_MINUS,
  DC_TOKEN_TIMES,
  DC_TOKEN_DIVIDE,
} dc_token_kind;

typedef struct {
  dc_token_kind kind;
  dc_text text; /* as written, or the inside of a text */
  dc_position position;
  dc_rational number;
  dc_date date;
} dc_token;

typedef struct {
  dc_token *items; /* ends with a DC_TOKEN_END placed after the last character */
  size_t count, capacity;
} dc_tokens;

/* Cuts a phrase. What is wrong is told by `error` and `at`, and false returned: one error a phrase is enough. */
typedef struct {
  dc_code code;
  dc_text message;
  dc_position at;
} dc_rule_error;
bool dc_lex(dc_tokens *tokens, dc_arena *arena, const dc_phrase *phrase, dc_position end, dc_rule_error *error);

/* How a sign is best written: « ≤ » for « <= ». Empty for what is no sign. */
dc_text dc_sign_text(dc_token_kind kind);

/* A name made comparable: its words with one space between. Empty when it holds anything else than words. */
dc_text dc_name_key(dc_arena *arena, dc_text name);

#endif
