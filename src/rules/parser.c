#include "parser.h"

/* ---- tokens ---- */

const dc_token *dc_parse_peek(const dc_parser *parser, size_t ahead) {
  size_t last = parser->tokens.count - 1, at = parser->at + ahead;
  return &parser->tokens.items[at < last ? at : last];
}

bool dc_parse_word_is(const dc_parser *parser, size_t ahead, dc_text word) {
  const dc_token *token = dc_parse_peek(parser, ahead);
  return token->kind == DC_TOKEN_WORD && dc_text_equal(token->text, word);
}

/* How many tokens those words are when they come next, else 0. */
static size_t words_ahead(const dc_parser *parser, dc_text words) {
  size_t count = 0;
  while (words.length > 0) {
    size_t space = dc_text_find(words, DC_TEXT(" "));
    if (!dc_parse_word_is(parser, count, dc_text_slice(words, 0, space))) return 0;
    count++;
    words = dc_text_slice(words, space + 1, words.length);
  }
  return count;
}

bool dc_parse_accept(dc_parser *parser, const char *words) {
  size_t count = words_ahead(parser, dc_text_from(words));
  parser->at += count;
  return count > 0;
}

bool dc_parse_accept_sign(dc_parser *parser, dc_token_kind kind) {
  bool found = dc_parse_peek(parser, 0)->kind == kind;
  parser->at += found;
  return found;
}

bool dc_parse_at_end(const dc_parser *parser) { return dc_parse_peek(parser, 0)->kind == DC_TOKEN_END; }

/* ---- errors ---- */

void dc_parse_fail(dc_parser *parser, dc_code code, dc_position position, dc_text message) {
  if (!parser->failed) DC_RULE_REPORT(parser->rules, parser->diagnostics, code, position, DC_S, DC_ARG(message));
  parser->failed = true;
}

void dc_parse_expected(dc_parser *parser, const char *what) {
  const dc_token *token = dc_parse_peek(parser, 0);
  dc_text found = token->kind == DC_TOKEN_END
                      ? DC_TEXT("la fin")
                      : dc_text_format(parser->rules->arena, "« " DC_S " »", DC_ARG(token->text));
  dc_parse_fail(parser, DC_R_SYNTAX, token->position,
                dc_text_format(parser->rules->arena, "%s attendu, et non " DC_S, what, DC_ARG(found)));
}

bool dc_parse_end(dc_parser *parser) {
  if (parser->failed) return false;
  if (dc_parse_at_end(parser)) return true;
  dc_parse_expected(parser, "opérateur ou fin de l'expression");
  return false;
}

bool dc_parser_open(dc_parser *parser, const dc_rules *rules, const dc_names *scope, dc_diagnostics *diagnostics,
                    const dc_phrase *phrase, dc_position end) {
  *parser = (dc_parser){.rules = rules, .scope = scope, .diagnostics = diagnostics};
  dc_rule_error error = {0};
  if (!dc_lex(&parser->tokens, rules->arena, phrase, end, &error)) {
    dc_parse_fail(parser, error.code, error.at, error.message);
    return false;
  }
  if (parser->tokens.count > DC_EXPRESSION_TOKENS) {
    dc_parse_fail(parser, DC_R_LIMIT, parser->tokens.items[0].position,
                  DC_TEXT("expression trop longue : la couper par des rubriques « Définir »"));
    return false;
  }
  return true;
}

dc_node *dc_parse_node(dc_parser *parser, dc_node_kind kind, dc_position position, dc_node *left, dc_node *right) {
  dc_node *node = DC_NEW(parser->rules->arena, dc_node);
  *node = (dc_node){.kind = kind, .position = position, .children = {left, right}, .depth = 1};
  for (size_t i = 0; i < 2; i++)
    if (node->children[i] && node->children[i]->depth >= node->depth)
      node->depth = (uint16_t)(node->children[i]->depth + 1);
  if (node->depth <= DC_EXPRESSION_DEPTH) return node;
  dc_parse_fail(parser, DC_R_LIMIT, position,
                DC_TEXT("expression trop longue : la couper par des rubriques « Définir »"));
  return NULL;
}

bool dc_parse_enter(dc_parser *parser) {
  if (++parser->depth <= DC_EXPRESSION_DEPTH) return true;
  dc_parse_fail(parser, DC_R_LIMIT, dc_parse_peek(parser, 0)->position, DC_TEXT("trop de parenthèses emboîtées"));
  return false;
}

/* ---- names ---- */

bool dc_word_reserved(dc_text word, bool first) {
  static const dc_text anywhere[] = {
      DC_TEXT_INIT("et"),       DC_TEXT_INIT("ou"),     DC_TEXT_INIT("non"),     DC_TEXT_INIT("pas"),
      DC_TEXT_INIT("dans"),     DC_TEXT_INIT("si"),     DC_TEXT_INIT("par"),     DC_TEXT_INIT("au"),
      DC_TEXT_INIT("à"),        DC_TEXT_INIT("absent"), DC_TEXT_INIT("absente"), DC_TEXT_INIT("absents"),
      DC_TEXT_INIT("absentes"),
  };
  static const dc_text ahead[] = {DC_TEXT_INIT("max"), DC_TEXT_INIT("min"), DC_TEXT_INIT("arrondi"),
                                  DC_TEXT_INIT("âge"), DC_TEXT_INIT("tranches")};
  for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
    if (dc_text_equal(word, anywhere[i])) return true;
  for (size_t i = 0; first && i < sizeof ahead / sizeof *ahead; i++)
    if (dc_text_equal(word, ahead[i])) return true;
  return false;
}

bool dc_code_spelled(dc_text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return text.length > 0;
}

bool dc_word_is_code(dc_text word) { return dc_code_spelled(word) && word.data[0] >= 'A' && word.data[0] <= 'Z'; }

#define NAME_WORDS 12

static dc_position words_position(const dc_parser *parser, size_t count) {
  return dc_position_join(dc_parse_peek(parser, 0)->position, dc_parse_peek(parser, count - 1)->position);
}

dc_named dc_parse_name(dc_parser *parser, dc_position *position) {
  size_t words = 0;
  while (words < NAME_WORDS && dc_parse_peek(parser, words)->kind == DC_TOKEN_WORD) words++;
  dc_arena scratch = {0};
  dc_named named = {0};
  for (; words > 0 && named.kind == DC_NAME_NONE; words--) {
    dc_builder key = {.arena = &scratch};
    for (size_t i = 0; i < words; i++) {
      if (i > 0) dc_builder_add(&key, DC_TEXT(" "));
      dc_builder_add(&key, dc_parse_peek(parser, i)->text);
    }
    named = dc_names_find(parser->scope, dc_builder_text(&key));
    if (named.kind == DC_NAME_NONE) continue;
    *position = words_position(parser, words);
    parser->at += words;
  }
  dc_arena_free(&scratch);
  return named;
}

void dc_parse_unknown(dc_parser *parser) {
  size_t words = 0;
  dc_builder written = {.arena = parser->rules->arena};
  while (dc_parse_peek(parser, words)->kind == DC_TOKEN_WORD &&
         !dc_word_reserved(dc_parse_peek(parser, words)->text, false)) {
    dc_text word = dc_parse_peek(parser, words)->text;
    if (words > 0 && !dc_text_ends(dc_builder_text(&written), DC_TEXT("'"))) dc_builder_add(&written, DC_TEXT(" "));
    dc_builder_add(&written, word);
    words++;
  }
  if (words == 0) {
    dc_parse_expected(parser, "nom ou valeur");
    return;
  }
  dc_text name = dc_builder_text(&written);
  dc_text nearest = dc_names_nearest(parser->scope, parser->rules->arena, name);
  dc_text message = nearest.length > 0 ? dc_text_format(parser->rules->arena,
                                                        "nom inconnu « " DC_S " » : vouliez-vous dire « " DC_S " » ?",
                                                        DC_ARG(name), DC_ARG(nearest))
                                       : dc_text_format(parser->rules->arena, "nom inconnu « " DC_S " »", DC_ARG(name));
  dc_parse_fail(parser, DC_R_UNKNOWN, words_position(parser, words), message);
}

/* ---- keys ---- */

static bool add_field(dc_parser *parser, dc_key *key, const dc_field *field, dc_position position) {
  for (size_t i = 0; i < key->count; i++)
    if (key->fields[i] == field) {
      dc_parse_fail(parser, DC_R_TWICE, position, DC_TEXT("ce nom est deux fois dans la clé"));
      return false;
    }
  if (key->count == DC_KEY_FIELDS) {
    dc_parse_fail(parser, DC_R_LIMIT, position, DC_TEXT("une clé a au plus huit noms"));
    return false;
  }
  key->fields[key->count++] = field;
  return true;
}

/* Besides names, a key knows words of its own; those of the calendar where it has `periods`. */
static void unknown_key(dc_parser *parser, bool periods) {
  dc_text words[DC_PERIOD_COUNT] = {DC_TEXT("personne")};
  for (int i = 1; i < DC_PERIOD_COUNT; i++) words[i] = dc_period_name((dc_period)i);
  const dc_token *token = dc_parse_peek(parser, 0);
  int nearest = token->kind == DC_TOKEN_WORD ? dc_text_nearest(token->text, words, periods ? DC_PERIOD_COUNT : 1) : -1;
  for (size_t i = 1; !periods && i < DC_PERIOD_COUNT; i++) {
    if (!dc_text_equal(token->text, words[i])) continue;
    dc_parse_fail(parser, DC_R_SYNTAX, token->position,
                  DC_TEXT("cette clé n'a pas de période : « une seule fois par … » nomme la « date du travail »"));
    return;
  }
  if (nearest < 0) {
    dc_parse_unknown(parser);
    return;
  }
  dc_parse_fail(parser, DC_R_UNKNOWN, token->position,
                dc_text_format(parser->rules->arena, "clé inconnue « " DC_S " » : vouliez-vous dire « " DC_S " » ?",
                               DC_ARG(token->text), DC_ARG(words[nearest])));
}

bool dc_parse_key_item(dc_parser *parser, dc_key *key, bool periods) {
  const dc_dictionary *dictionary = parser->scope->dictionary;
  dc_position position = dc_parse_peek(parser, 0)->position;
  for (int i = 1; periods && i < DC_PERIOD_COUNT; i++) {
    if (!dc_parse_accept(parser, dc_period_name((dc_period)i).data)) continue;
    if (key->period != DC_PERIOD_NONE) {
      dc_parse_fail(parser, DC_R_TWICE, position, DC_TEXT("une clé a une seule période : jour, semaine, mois ou an"));
      return false;
    }
    key->period = (dc_period)i;
    return true;
  }
  if (dc_parse_accept(parser, "personne")) return add_field(parser, key, dictionary->participant, position);
  size_t start = parser->at;
  dc_named named = dc_parse_name(parser, &position);
  if (named.kind == DC_NAME_NONE) {
    unknown_key(parser, periods);
    return false;
  }
  if (named.kind != DC_NAME_FIELD || named.field->level == DC_LEVEL_TOTALS) {
    parser->at = start;
    dc_parse_fail(parser, DC_R_TYPE, position,
                  DC_TEXT("une clé est faite de champs de la ligne, de la personne ou du marché"));
    return false;
  }
  if (!add_field(parser, key, named.field, position)) return false;
  return named.field != dictionary->marche || add_field(parser, key, dictionary->lot, position);
}
