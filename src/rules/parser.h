/* Recursive descent over the tokens of one value: conditions, sums, keys.
 *
 * Floor: rules, private. A parser reads one phrase, and reports at most one error: what follows an error in the same
 * phrase is noise. Functions return NULL, or false, once something was reported. */
#ifndef DECOMPTE_RULES_PARSER_H
#define DECOMPTE_RULES_PARSER_H

#include "dictionary.h"
#include "lexer.h"

#define DC_EXPRESSION_TOKENS 512
#define DC_EXPRESSION_DEPTH  100
#define DC_MONTHS_LIMIT      1200

typedef struct {
  const dc_rules *rules;
  dc_diagnostics *diagnostics;
  const dc_names *scope;
  dc_tokens tokens;
  size_t at;
  unsigned depth;
  bool failed;
} dc_parser;

/* false when the phrase cannot be cut into tokens: reported. `end` is where an empty phrase stands. */
bool dc_parser_open(dc_parser *parser, const dc_rules *rules, const dc_names *scope, dc_diagnostics *diagnostics,
                    const dc_phrase *phrase, dc_position end);

dc_node *dc_parse_condition(dc_parser *parser);
dc_node *dc_parse_sum(dc_parser *parser);

/* What follows « par »: a name of the lexicon, « personne », « marché », or a period of the calendar; added to `key`.
 */
bool dc_parse_key_item(dc_parser *parser, dc_key *key, bool periods);

/* Steps over those words (separated by spaces) if they come next. */
bool dc_parse_accept(dc_parser *parser, const char *words);
bool dc_parse_accept_sign(dc_parser *parser, dc_token_kind kind);
bool dc_parse_at_end(const dc_parser *parser);

/* Reports what stands there instead of the end. */
bool dc_parse_end(dc_parser *parser);

/* Reports « … attendu » at the next token. */
void dc_parse_expected(dc_parser *parser, const char *what);

/* The longest name of the scope that begins at the next token; steps over it. DC_NAME_NONE leaves the parser there. */
dc_named dc_parse_name(dc_parser *parser, dc_position *position);

/* Reports the words that come next as an unknown name. */
void dc_parse_unknown(dc_parser *parser);

/* A new node over up to two children, counted and measured. NULL after reporting when it is nested too deep. */
dc_node *dc_parse_node(dc_parser *parser, dc_node_kind kind, dc_position position, dc_node *left, dc_node *right);

/* ---- between parser.c (tokens, names, keys) and expression.c (terms, operators) ---- */

/* The token `ahead` of the next one; the end, past the end. */
const dc_token *dc_parse_peek(const dc_parser *parser, size_t ahead);
bool dc_parse_word_is(const dc_parser *parser, size_t ahead, dc_text word);

/* Reports, unless something was already. */
void dc_parse_fail(dc_parser *parser, dc_code code, dc_position position, dc_text message);

/* One level deeper; false after reporting when that is too deep. The caller takes `depth` back. */
bool dc_parse_enter(dc_parser *parser);

/* ---- words ---- */

/* Words that no name may hold, and words that no name may begin with. */
bool dc_word_reserved(dc_text word, bool first);

/* Spelled as codes are once read from data: capitals, digits and underscores. */
bool dc_code_spelled(dc_text text);

/* « RSA », « J26_NQ »: such a spelling, a capital first. */
bool dc_word_is_code(dc_text word);

#endif
