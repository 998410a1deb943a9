#include "parser.h"

/* ---- terms ---- */

static dc_node *parse_term(dc_parser *parser);

/* « au terme », « à la terme », « à l'terme »; NULL without error when none comes next. */
static dc_node *parse_at(dc_parser *parser) {
  if (dc_parse_accept(parser, "au") || dc_parse_accept(parser, "à la") || dc_parse_accept(parser, "à l'"))
    return parse_term(parser);
  return NULL;
}

static dc_node *parse_months(dc_parser *parser, dc_position position, dc_rational number, int months_each) {
  int64_t count;
  bool whole = dc_rational_scale(number, months_each, 1, &count) &&
               dc_rational_compare(number, dc_rational_round(number, DC_ROUND_DOWN)) == 0;
  if (!whole || count > DC_MONTHS_LIMIT) {
    dc_parse_fail(parser, DC_R_MONTHS, position,
                  DC_TEXT("une durée en mois ou en ans est un nombre entier, d'un siècle au plus"));
    return NULL;
  }
  dc_node *node = dc_parse_node(parser, DC_NODE_MONTHS, position, NULL, NULL);
  if (!node) return NULL;
  node->months = (int)count;
  node->typing = (dc_typing){.sort = DC_SORT_MONTHS};
  if (dc_parse_accept(parser, "de quantième à quantième"))
    node->mode = DC_SAME_DAY;
  else if (dc_parse_accept(parser, "reporté au lendemain"))
    node->mode = DC_NEXT_DAY;
  else {
    dc_parse_fail(
        parser, DC_R_MONTHS, position,
        DC_TEXT("durée sans mode de calcul : écrire « de quantième à quantième » ou « reporté au lendemain »"));
    return NULL;
  }
  return node;
}

/* A number and its unit. */
static dc_node *parse_number(dc_parser *parser) {
  const dc_token *token = dc_parse_peek(parser, 0), *unit = dc_parse_peek(parser, 1);
  parser->at++;
  dc_typing typing = {.sort = DC_SORT_NUMBER};
  dc_rational number = token->number;
  dc_position position = dc_position_join(token->position, unit->position);
  bool month = dc_parse_word_is(parser, 0, DC_TEXT("mois"));
  bool year = dc_parse_word_is(parser, 0, DC_TEXT("an")) || dc_parse_word_is(parser, 0, DC_TEXT("ans"));
  if (month || year) {
    parser->at++;
    return parse_months(parser, position, number, year ? 12 : 1);
  }
  if (dc_parse_accept_sign(parser, DC_TOKEN_EURO))
    typing.unit.euros = 1;
  else if (dc_parse_accept_sign(parser, DC_TOKEN_EURO_PER_HOUR))
    typing.unit = (dc_unit){.hours = -1, .euros = 1};
  else if (dc_parse_accept_sign(parser, DC_TOKEN_PERCENT)) {
    typing.percent = true;
    number = dc_rational_div(number, dc_rational_of(100, 1));
  } else if (dc_parse_accept(parser, "h"))
    typing.unit.hours = 1;
  else if (dc_parse_accept(parser, "jour") || dc_parse_accept(parser, "jours"))
    typing.unit.days = 1;
  else {
    typing.bare = true;
    position = token->position;
  }
  dc_node *node = dc_parse_node(parser, DC_NODE_NUMBER, position, NULL, NULL);
  if (!node) return NULL;
  node->number = number;
  node->typing = typing;
  return node;
}

static dc_node *parse_id(dc_parser *parser, bool code) {
  const dc_token *token = dc_parse_peek(parser, 0);
  parser->at++;
  dc_node *node = dc_parse_node(parser, DC_NODE_ID, token->position, NULL, NULL);
  if (!node) return NULL;
  node->text = dc_text_copy(parser->rules->arena, token->text);
  node->id = dc_intern_add(parser->rules->intern, token->text);
  node->code = code;
  node->typing = (dc_typing){.sort = DC_SORT_ID, .id = code ? DC_TYPE_CODE : DC_TYPE_TEXT, .literal = true};
  return node;
}

/* « (a ; b) » after max or min. */
static dc_node *parse_extreme(dc_parser *parser, dc_node_kind kind) {
  dc_position position = dc_parse_peek(parser, 0)->position;
  parser->at++;
  if (!dc_parse_accept_sign(parser, DC_TOKEN_OPEN)) return dc_parse_expected(parser, "« ( »"), NULL;
  dc_node *left = dc_parse_sum(parser);
  if (!left) return NULL;
  if (!dc_parse_accept_sign(parser, DC_TOKEN_SEMICOLON)) return dc_parse_expected(parser, "« ; »"), NULL;
  dc_node *right = dc_parse_sum(parser);
  if (!right) return NULL;
  if (!dc_parse_accept_sign(parser, DC_TOKEN_CLOSE)) return dc_parse_expected(parser, "« ) »"), NULL;
  return dc_parse_node(parser, kind, position, left, right);
}

static dc_node *parse_parenthesis(dc_parser *parser, dc_node *(*inside)(dc_parser *)) {
  if (!dc_parse_accept_sign(parser, DC_TOKEN_OPEN)) return dc_parse_expected(parser, "« ( »"), NULL;
  dc_node *node = inside(parser);
  if (!node) return NULL;
  if (!dc_parse_accept_sign(parser, DC_TOKEN_CLOSE)) return dc_parse_expected(parser, "« ) » ou opérateur"), NULL;
  return node;
}

static dc_node *parse_rounding(dc_parser *parser) {
  dc_position position = dc_parse_peek(parser, 0)->position;
  parser->at++;
  dc_rounding rounding = DC_ROUND_NEAREST;
  if (dc_parse_accept(parser, "supérieur"))
    rounding = DC_ROUND_UP;
  else if (dc_parse_accept(parser, "inférieur"))
    rounding = DC_ROUND_DOWN;
  else if (!dc_parse_accept(parser, "au plus proche"))
    return dc_parse_expected(parser, "« supérieur », « inférieur » ou « au plus proche »"), NULL;
  dc_node *value = parse_parenthesis(parser, dc_parse_sum);
  dc_node *node = value ? dc_parse_node(parser, DC_NODE_ROUND, position, value, NULL) : NULL;
  if (node) node->rounding = rounding;
  return node;
}

static dc_node *parse_age(dc_parser *parser) {
  dc_position position = dc_parse_peek(parser, 0)->position;
  parser->at++;
  dc_node *birth = parse_parenthesis(parser, parse_term);
  if (!birth) return NULL;
  dc_node *date = parse_at(parser);
  if (!date && !parser->failed) dc_parse_expected(parser, "« au » ou « à la » suivi d'une date");
  return date ? dc_parse_node(parser, DC_NODE_AGE, position, birth, date) : NULL;
}

static dc_node *parse_slices(dc_parser *parser) {
  dc_position position = dc_parse_peek(parser, 0)->position;
  if (!dc_parse_accept(parser, "tranches entières de")) {
    parser->at++;
    return dc_parse_expected(parser, "« entières de »"), NULL;
  }
  dc_node *size = dc_parse_sum(parser);
  if (!size) return NULL;
  if (!dc_parse_accept(parser, "dans")) return dc_parse_expected(parser, "« dans (montant) »"), NULL;
  dc_node *amount = parse_parenthesis(parser, dc_parse_sum);
  return amount ? dc_parse_node(parser, DC_NODE_SLICES, position, size, amount) : NULL;
}

static dc_node *parse_named(dc_parser *parser) {
  dc_position position = {0};
  dc_named named = dc_parse_name(parser, &position);
  static const dc_node_kind kinds[] = {[DC_NAME_FIELD] = DC_NODE_FIELD,
                                       [DC_NAME_DEFINITION] = DC_NODE_DEFINITION,
                                       [DC_NAME_PARAMETER] = DC_NODE_PARAMETER,
                                       [DC_NAME_LIST] = DC_NODE_LIST};
  if (named.kind == DC_NAME_NONE) {
    if (dc_word_is_code(dc_parse_peek(parser, 0)->text)) return parse_id(parser, true);
    dc_parse_unknown(parser);
    return NULL;
  }
  dc_node *node = dc_parse_node(parser, kinds[named.kind], position, NULL, NULL);
  if (!node) return NULL;
  switch (named.kind) {
  case DC_NAME_NONE: break;
  case DC_NAME_FIELD: node->field = named.field; break;
  case DC_NAME_DEFINITION: node->definition = named.definition; break;
  case DC_NAME_LIST: node->list = named.list; break;
  case DC_NAME_PARAMETER:
    node->parameter = named.parameter;
    node->children[0] = parse_at(parser);
    break;
  }
  return parser->failed ? NULL : node;
}

static dc_node *parse_word(dc_parser *parser) {
  if (dc_parse_word_is(parser, 0, DC_TEXT("max"))) return parse_extreme(parser, DC_NODE_MAX);
  if (dc_parse_word_is(parser, 0, DC_TEXT("min"))) return parse_extreme(parser, DC_NODE_MIN);
  if (dc_parse_word_is(parser, 0, DC_TEXT("arrondi"))) return parse_rounding(parser);
  if (dc_parse_word_is(parser, 0, DC_TEXT("âge"))) return parse_age(parser);
  if (dc_parse_word_is(parser, 0, DC_TEXT("tranches"))) return parse_slices(parser);
  return parse_named(parser);
}

static dc_node *parse_date(dc_parser *parser) {
  const dc_token *token = dc_parse_peek(parser, 0);
  parser->at++;
  dc_node *node = dc_parse_node(parser, DC_NODE_DATE, token->position, NULL, NULL);
  if (!node) return NULL;
  node->date = token->date;
  node->typing = (dc_typing){.sort = DC_SORT_DATE};
  return node;
}

static dc_node *parse_term(dc_parser *parser) {
  if (!dc_parse_enter(parser)) return NULL;
  dc_node *node = NULL;
  switch (dc_parse_peek(parser, 0)->kind) {
  case DC_TOKEN_NUMBER: node = parse_number(parser); break;
  case DC_TOKEN_DATE: node = parse_date(parser); break;
  case DC_TOKEN_TEXT: node = parse_id(parser, false); break;
  case DC_TOKEN_WORD: node = parse_word(parser); break;
  case DC_TOKEN_OPEN: node = parse_parenthesis(parser, dc_parse_condition); break;
  default: dc_parse_expected(parser, "nom ou valeur"); break;
  }
  parser->depth--;
  return node;
}

/* ---- operators ---- */

/* « a op b op c », to the left. */
static dc_node *parse_chain(dc_parser *parser, dc_node *(*operand)(dc_parser *), dc_token_kind first_token,
                            dc_node_kind first, dc_token_kind second_token, dc_node_kind second) {
  dc_node *left = operand(parser);
  while (left) {
    const dc_token *token = dc_parse_peek(parser, 0);
    if (token->kind != first_token && token->kind != second_token) break;
    parser->at++;
    dc_node *right = operand(parser);
    if (!right) return NULL;
    left = dc_parse_node(parser, token->kind == first_token ? first : second, token->position, left, right);
  }
  return left;
}

static dc_node *parse_product(dc_parser *parser) {
  return parse_chain(parser, parse_term, DC_TOKEN_TIMES, DC_NODE_MULTIPLY, DC_TOKEN_DIVIDE, DC_NODE_DIVIDE);
}

dc_node *dc_parse_sum(dc_parser *parser) {
  return parse_chain(parser, parse_product, DC_TOKEN_PLUS, DC_NODE_ADD, DC_TOKEN_MINUS, DC_NODE_SUBTRACT);
}

static dc_node *parse_comparison(dc_parser *parser, dc_node *left) {
  const dc_token *token = dc_parse_peek(parser, 0);
  dc_comparison comparison = (dc_comparison)(token->kind - DC_TOKEN_EQUAL);
  parser->at++;
  dc_node *right = dc_parse_sum(parser);
  dc_node *node = right ? dc_parse_node(parser, DC_NODE_COMPARE, token->position, left, right) : NULL;
  if (node) node->comparison = comparison;
  return node;
}

/* « [pas] dans liste à date ». */
static dc_node *parse_member(dc_parser *parser, dc_node *left, dc_position position, bool negated) {
  dc_position list_position = dc_parse_peek(parser, 0)->position;
  size_t start = parser->at;
  dc_named named = dc_parse_name(parser, &list_position);
  if (named.kind != DC_NAME_LIST) {
    parser->at = start;
    if (named.kind == DC_NAME_NONE)
      dc_parse_unknown(parser);
    else
      dc_parse_fail(parser, DC_R_TYPE, list_position, DC_TEXT("« dans » est suivi du nom d'une liste"));
    return NULL;
  }
  dc_node *date = parse_at(parser);
  if (parser->failed) return NULL;
  if (!date) {
    dc_parse_fail(parser, DC_R_DATED, list_position,
                  dc_text_format(parser->rules->arena,
                                 "la liste « " DC_S " » se lit à une date : « … à la date du travail »",
                                 DC_ARG(named.list->name)));
    return NULL;
  }
  dc_node *node = dc_parse_node(parser, DC_NODE_MEMBER, position, left, date);
  if (!node) return NULL;
  node->list = named.list;
  node->negated = negated;
  return node;
}

static dc_node *parse_match(dc_parser *parser, dc_node *left, dc_position position) {
  if (dc_parse_peek(parser, 0)->kind != DC_TOKEN_TEXT)
    return dc_parse_expected(parser, "motif entre guillemets « … »"), NULL;
  dc_node *pattern = parse_id(parser, false);
  return pattern ? dc_parse_node(parser, DC_NODE_MATCH, position, left, pattern) : NULL;
}

static dc_node *parse_test(dc_parser *parser) {
  dc_position position = dc_parse_peek(parser, 0)->position;
  if (dc_parse_accept(parser, "non")) {
    if (!dc_parse_enter(parser)) return NULL;
    dc_node *negated = parse_test(parser);
    parser->depth--;
    return negated ? dc_parse_node(parser, DC_NODE_NOT, position, negated, NULL) : NULL;
  }
  dc_node *left = dc_parse_sum(parser);
  if (!left) return NULL;
  const dc_token *next = dc_parse_peek(parser, 0);
  if (next->kind >= DC_TOKEN_EQUAL && next->kind <= DC_TOKEN_GREATER_EQUAL) return parse_comparison(parser, left);
  if (dc_parse_accept(parser, "pas dans")) return parse_member(parser, left, next->position, true);
  if (dc_parse_accept(parser, "dans")) return parse_member(parser, left, next->position, false);
  if (dc_parse_accept(parser, "correspond à")) return parse_match(parser, left, next->position);
  if (dc_parse_accept(parser, "absent") || dc_parse_accept(parser, "absente") || dc_parse_accept(parser, "absents") ||
      dc_parse_accept(parser, "absentes"))
    return dc_parse_node(parser, DC_NODE_ABSENT, dc_position_join(position, next->position), left, NULL);
  return left;
}

static dc_node *parse_words_chain(dc_parser *parser, dc_node *(*operand)(dc_parser *), dc_text word,
                                  dc_node_kind kind) {
  dc_node *left = operand(parser);
  /* « et par » goes on with a key, not with a condition. */
  while (left && dc_parse_word_is(parser, 0, word) && !dc_parse_word_is(parser, 1, DC_TEXT("par"))) {
    dc_position position = dc_parse_peek(parser, 0)->position;
    parser->at++;
    dc_node *right = operand(parser);
    if (!right) return NULL;
    left = dc_parse_node(parser, kind, position, left, right);
  }
  return left;
}

static dc_node *parse_and(dc_parser *parser) {
  return parse_words_chain(parser, parse_test, DC_TEXT("et"), DC_NODE_AND);
}

dc_node *dc_parse_condition(dc_parser *parser) {
  return parse_words_chain(parser, parse_and, DC_TEXT("ou"), DC_NODE_OR);
}
