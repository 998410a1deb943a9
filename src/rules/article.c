#include "article.h"

#include <stdlib.h>

#include "cases.h"
#include "declare.h"
#include "lexer.h"

/* ---- conditions ---- */

static dc_node *parse_one(const dc_reading *reading, const dc_phrase *phrase, dc_position position) {
  dc_parser parser;
  if (!dc_parser_open(&parser, reading->rules, &reading->scope, reading->diagnostics, phrase, position)) return NULL;
  dc_node *node = dc_parse_condition(&parser);
  return node && dc_parse_end(&parser) ? node : NULL;
}

/* « toutes : » or « l'une : », then items. */
static dc_node *parse_items(const dc_reading *reading, const dc_heading *heading) {
  dc_text how = dc_phrase_text(reading->rules->arena, &heading->value);
  bool all = dc_text_equal(how, DC_TEXT("toutes :")), any = dc_text_equal(how, DC_TEXT("l'une :"));
  if (!all && !any) {
    DC_READING_REPORT(reading, DC_R_SYNTAX, dc_heading_position(heading),
                      "« toutes : » ou « l'une : » annonce une suite de lignes « - … »");
    return NULL;
  }
  dc_parser builder = {.rules = reading->rules, .diagnostics = reading->diagnostics, .scope = &reading->scope};
  dc_node *whole = NULL;
  bool sound = true;
  for (size_t i = 0; i < heading->items.count; i++) {
    const dc_phrase *phrase = &heading->items.items[i];
    dc_node *item = parse_one(reading, phrase, dc_piece_position(phrase->items[0]));
    sound = sound && item;
    if (!sound) continue;
    whole = whole ? dc_parse_node(&builder, all ? DC_NODE_AND : DC_NODE_OR, item->position, whole, item) : item;
    sound = whole != NULL;
  }
  return sound ? whole : NULL;
}

dc_node *dc_heading_condition(const dc_reading *reading, const dc_heading *heading) {
  dc_node *node = heading->items.count > 0 ? parse_items(reading, heading)
                                           : parse_one(reading, &heading->value, dc_heading_position(heading));
  return node && dc_check_condition(&reading->checker, node) ? node : NULL;
}

/* ---- En vigueur ---- */

typedef struct {
  const dc_field *reference;
  dc_date from, until;
  dc_position position;
} dc_in_force;

static bool parse_day(dc_parser *parser, dc_date *day) {
  const dc_token *token = &parser->tokens.items[parser->at];
  if (!dc_parse_accept_sign(parser, DC_TOKEN_DATE)) {
    dc_parse_expected(parser, "date JJ/MM/AAAA");
    return false;
  }
  *day = token->date;
  return true;
}

/* « à compter du D [jusqu'au D], selon la date de notification ». */
static bool parse_in_force(const dc_reading *reading, const dc_heading *heading, dc_in_force *in_force) {
  dc_parser parser;
  *in_force = (dc_in_force){.until = INT32_MAX, .position = dc_heading_position(heading)};
  dc_names names = {.dictionary = reading->scope.dictionary};
  if (!dc_parser_open(&parser, reading->rules, &names, reading->diagnostics, &heading->value, in_force->position))
    return false;
  if (!dc_parse_accept(&parser, "à compter du"))
    return dc_parse_expected(&parser, "« à compter du JJ/MM/AAAA »"), false;
  if (!parse_day(&parser, &in_force->from)) return false;
  if (dc_parse_accept(&parser, "jusqu' au") && !parse_day(&parser, &in_force->until)) return false;
  (void)dc_parse_accept_sign(&parser, DC_TOKEN_COMMA);
  if (!dc_parse_accept(&parser, "selon")) {
    if (!dc_parse_end(&parser)) return false;
    DC_READING_REPORT(reading, DC_R_MISSING, in_force->position,
                      "« En vigueur » nomme sa date de référence : « …, selon la date de notification »");
    return false;
  }
  if (!dc_parse_accept(&parser, "la") && !dc_parse_accept(&parser, "le")) (void)dc_parse_accept(&parser, "l'");
  dc_position position = parser.tokens.items[parser.at].position;
  dc_named named = dc_parse_name(&parser, &position);
  if (named.kind == DC_NAME_NONE) return dc_parse_unknown(&parser), false;
  if (!dc_parse_end(&parser)) return false;
  in_force->reference = named.field;
  if (named.field->type != DC_TYPE_DATE || named.field->level == DC_LEVEL_TOTALS) {
    DC_READING_REPORT(reading, DC_R_TYPE, position, "« " DC_S " » n'est pas une date de référence",
                      DC_ARG(named.field->name));
    return false;
  }
  if (in_force->from <= in_force->until) return true;
  DC_READING_REPORT(reading, DC_R_PERIOD, in_force->position, "la période finit avant de commencer");
  return false;
}

static dc_node *bound_node(dc_parser *parser, const dc_in_force *in_force, dc_comparison comparison, dc_date bound) {
  dc_node *field = dc_parse_node(parser, DC_NODE_FIELD, in_force->position, NULL, NULL);
  dc_node *day = dc_parse_node(parser, DC_NODE_DATE, in_force->position, NULL, NULL);
  field->field = in_force->reference;
  day->date = bound;
  day->typing = (dc_typing){.sort = DC_SORT_DATE};
  dc_node *node = dc_parse_node(parser, DC_NODE_COMPARE, in_force->position, field, day);
  node->comparison = comparison;
  return node;
}

/* The period as a condition; checked. */
static dc_node *in_force_node(const dc_reading *reading, const dc_in_force *in_force) {
  dc_parser builder = {.rules = reading->rules, .diagnostics = reading->diagnostics, .scope = &reading->scope};
  dc_node *node = bound_node(&builder, in_force, DC_COMPARE_GREATER_EQUAL, in_force->from);
  if (in_force->until != INT32_MAX)
    node = dc_parse_node(&builder, DC_NODE_AND, in_force->position, node,
                         bound_node(&builder, in_force, DC_COMPARE_LESS_EQUAL, in_force->until));
  DC_ASSERT(dc_check_condition(&reading->checker, node));
  return node;
}

static dc_node *both(const dc_reading *reading, dc_node *left, dc_node *right) {
  if (!left || !right) return left ? left : right;
  dc_parser builder = {.rules = reading->rules};
  dc_node *node = dc_parse_node(&builder, DC_NODE_AND, left->position, left, right);
  node->typing = (dc_typing){.sort = DC_SORT_TRUTH};
  node->levels = left->levels | right->levels;
  node->sensitive = left->sensitive || right->sensitive;
  node->cost = left->cost + right->cost + 1;
  return node;
}

/* ---- recueils ---- */

static void read_recueil(const dc_reading *reading, dc_pack *pack) {
  const dc_heading *scope = dc_block_heading(pack->block, DC_HEADING_SCOPE);
  const dc_heading *in_force = dc_block_heading(pack->block, DC_HEADING_IN_FORCE);
  unsigned lines = DC_LEVEL_BIT(DC_LEVEL_PERSON) | DC_LEVEL_BIT(DC_LEVEL_LINE) | DC_LEVEL_BIT(DC_LEVEL_TOTALS);
  if (scope) {
    pack->recueil->scope = dc_heading_condition(reading, scope);
    (void)dc_check_levels(&reading->checker, pack->recueil->scope, lines, "une portée ne lit que le marché");
  }
  dc_in_force period;
  if (!in_force || !parse_in_force(reading, in_force, &period)) return;
  dc_node *node = in_force_node(reading, &period);
  if (node->levels & lines)
    pack->line_in_force = node;
  else
    pack->recueil->in_force = node;
}

/* ---- articles ---- */

static void read_law(const dc_reading *reading) {
  dc_builder law = {.arena = reading->rules->arena};
  for (size_t i = 0; i < reading->block->law.count; i++) {
    if (i > 0) dc_builder_add(&law, DC_TEXT("\n"));
    dc_builder_add(&law, reading->block->law.items[i].text);
  }
  reading->article->law = dc_builder_text(&law);
}

static bool read_count(dc_text digits, uint32_t *number) {
  int64_t value;
  for (size_t i = 0; i < digits.length; i++)
    if (digits.data[i] < '0' || digits.data[i] > '9') return false;
  if (dc_decimal_parse(digits, 1, &value) != DC_NUMBER_OK || value < 1 || value > 9999) return false;
  *number = (uint32_t)value;
  return true;
}

/* « CHARTE-TERNOIS, article 8 », of this recueil or of one that it completes; that the article exists is seen when
 * plans are made. false after reporting. */
static bool read_reference(const dc_reading *reading, const dc_heading *heading, dc_article_reference *reference) {
  *reference = (dc_article_reference){.position = dc_heading_position(heading)};
  dc_text text = dc_phrase_text(reading->rules->arena, &heading->value);
  size_t comma = dc_text_find(text, DC_TEXT(",")), article = dc_text_find(text, DC_TEXT("article "));
  dc_text code = dc_text_trim(dc_text_slice(text, 0, comma));
  dc_text digits = dc_text_trim(dc_text_slice(text, article + DC_TEXT("article ").length, text.length));
  if (comma >= article || article == text.length || !read_count(digits, &reference->number)) {
    DC_READING_REPORT(reading, DC_R_SYNTAX, reference->position, "« CODE DU RECUEIL, article N » est attendu");
    return false;
  }
  const dc_dictionary *dictionary = reading->scope.dictionary;
  const dc_pack *pack = reading->scope.pack;
  while (pack && !dc_text_equal(pack->recueil->code, code)) pack = dc_pack_parent(dictionary, pack);
  if (pack) {
    reference->recueil = pack->recueil;
    return true;
  }
  DC_READING_REPORT(reading, DC_R_REPLACE, reference->position,
                    "« " DC_S " » n'est ni ce recueil, ni un recueil que celui-ci complète", DC_ARG(code));
  return false;
}

static void read_replaces(const dc_reading *reading) {
  const dc_heading *heading = dc_block_heading(reading->block, DC_HEADING_REPLACES);
  dc_article_reference reference;
  if (!heading || !read_reference(reading, heading, &reference)) return;
  if (reference.recueil == reading->article->recueil)
    DC_READING_REPORT(reading, DC_R_REPLACE, reference.position,
                      "un article remplace celui d'un recueil complété ; le sien se corrige, ou change de version par "
                      "« En vigueur »");
  else
    reading->detail->replaces = reference;
}

static void read_cumulates(const dc_reading *reading) {
  for (size_t i = 0; i < reading->block->headings.count; i++) {
    const dc_heading *heading = &reading->block->headings.items[i];
    dc_article_reference reference;
    if (heading->kind != DC_HEADING_CUMULATES || !read_reference(reading, heading, &reference)) continue;
    if (reading->article->effect == DC_EFFECT_WEIGHT)
      DC_APPEND(reading->rules->arena, &reading->detail->cumulates, reference);
    else
      DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(heading->name),
                        "« Cumulable avec » accompagne un « Compter »");
  }
}

/* Names first, so that definitions may use one another in any order. */
static void read_definitions(const dc_reading *reading) {
  dc_arena *arena = reading->rules->arena;
  DC_LIST(const dc_heading *) headings = {0};
  for (size_t i = 0; i < reading->block->headings.count; i++) {
    const dc_heading *heading = &reading->block->headings.items[i];
    if (heading->kind != DC_HEADING_DEFINE) continue;
    if (headings.count == DC_DEFINITION_LIMIT) {
      DC_READING_REPORT(reading, DC_R_LIMIT, dc_piece_position(heading->name), "un article a au plus %d définitions",
                        DC_DEFINITION_LIMIT);
      break;
    }
    if (!dc_declare_name(reading->rules, &reading->scope, reading->diagnostics, heading->argument)) continue;
    dc_definition *definition = DC_NEW(arena, dc_definition);
    definition->name = dc_text_copy(arena, heading->argument.text);
    definition->key = dc_name_key(arena, heading->argument.text);
    definition->position = dc_piece_position(heading->argument);
    DC_APPEND(arena, &reading->detail->definitions, definition);
    DC_APPEND(arena, &headings, heading);
  }
  for (size_t i = 0; i < headings.count; i++)
    reading->detail->definitions.items[i]->value =
        parse_one(reading, &headings.items[i]->value, dc_heading_position(headings.items[i]));
  for (size_t i = 0; i < headings.count; i++) {
    dc_definition *definition = reading->detail->definitions.items[i];
    dc_parser builder = {.rules = reading->rules};
    dc_node *use = dc_parse_node(&builder, DC_NODE_DEFINITION, definition->position, NULL, NULL);
    use->definition = definition;
    (void)dc_check(&reading->checker, use);
  }
}

/* Its own period, and where lines decide that of its recueil. What is computed once a market has no line to read: it
 * needs a period of its own, by a date of the market. */
static void read_article_in_force(const dc_reading *reading, const dc_pack *pack) {
  const dc_heading *heading = dc_block_heading(reading->block, DC_HEADING_IN_FORCE);
  dc_article *article = reading->article;
  dc_in_force period;
  if (heading && parse_in_force(reading, heading, &period)) {
    article->in_force = in_force_node(reading, &period);
    reading->detail->in_force_reference = period.reference;
    reading->detail->in_force_from = period.from;
    reading->detail->in_force_until = period.until;
  }
  if (article->effect != DC_EFFECT_COMPUTE && article->effect != DC_EFFECT_CONTROL) {
    article->in_force = both(reading, article->in_force, pack->line_in_force);
  } else if (!heading && pack->line_in_force) {
    DC_READING_REPORT(reading, DC_R_PHASE, article->position,
                      "ce recueil est en vigueur selon une date des lignes : un calcul de marché a sa propre rubrique "
                      "« En vigueur », selon une date du marché");
  } else {
    unsigned lines = DC_LEVEL_BIT(DC_LEVEL_PERSON) | DC_LEVEL_BIT(DC_LEVEL_LINE);
    (void)dc_check_levels(&reading->checker, article->in_force, lines,
                          "un calcul de marché est en vigueur selon une date du marché");
  }
}

static void read_cases(const dc_reading *reading) {
  for (size_t i = 0; i < reading->block->headings.count; i++)
    if (reading->block->headings.items[i].kind == DC_HEADING_CASES)
      dc_cases_read(reading, &reading->block->headings.items[i]);
}

static void read_article(const dc_reading *reading, const dc_pack *pack) {
  dc_article *article = reading->article;
  article->source = dc_declare_source(reading->rules, reading->diagnostics, reading->block);
  read_law(reading);
  read_replaces(reading);
  read_definitions(reading);
  dc_effect_read(reading);
  read_cumulates(reading);
  read_article_in_force(reading, pack);
  const dc_heading *motif = dc_block_heading(reading->block, DC_HEADING_MOTIF);
  if (motif) dc_motif_read(reading, motif);
  unsigned levels =
      (article->condition ? article->condition->levels : 0) | (article->value ? article->value->levels : 0) |
      (article->preference ? article->preference->levels : 0) | (article->in_force ? article->in_force->levels : 0);
  article->level = dc_levels_top(levels);
  read_cases(reading);
}

/* ---- numbering ---- */

typedef struct {
  const dc_rule_block *block;
  uint32_t number;
  dc_piece title;
} dc_numbered;

static int compare_numbered(const void *left, const void *right) {
  const dc_numbered *a = left, *b = right;
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  return a->block < b->block ? -1 : a->block > b->block;
}

/* The articles of a pack by number; those whose title is wrong are reported and left out. */
static dc_numbered *number_articles(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_pack *pack,
                                    size_t *count) {
  dc_numbered *list = DC_NEW_ARRAY(rules->arena, pack->article_block_count, dc_numbered);
  *count = 0;
  for (size_t i = 0; i < pack->article_block_count; i++) {
    dc_numbered item = {.block = pack->article_blocks[i]};
    dc_piece number;
    if (*count == DC_ARTICLE_LIMIT) {
      DC_RULE_REPORT(rules, diagnostics, DC_R_LIMIT, dc_piece_position(item.block->keyword),
                     "un recueil a au plus %d articles", DC_ARTICLE_LIMIT);
      break;
    }
    if (dc_declare_title(item.block->title, &number, &item.title) && read_count(number.text, &item.number))
      list[(*count)++] = item;
    else
      DC_RULE_REPORT(rules, diagnostics, DC_R_SYNTAX, dc_piece_position(item.block->title),
                     "« Article N — titre » est attendu, N de 1 à 9999");
  }
  if (*count > 0) qsort(list, *count, sizeof *list, compare_numbered);
  return list;
}

/* Two versions of one article stand side by side when their periods, read by the same date, are apart. */
static bool versions_apart(const dc_detail *a, const dc_detail *b) {
  bool same = a->in_force_reference && a->in_force_reference == b->in_force_reference;
  return same && (a->in_force_until < b->in_force_from || b->in_force_until < a->in_force_from);
}

static void check_numbers(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_recueil *recueil) {
  const dc_detail *details = rules->dictionary->details;
  for (size_t i = 1; i < recueil->article_count; i++) {
    const dc_article *article = &recueil->articles[i];
    for (size_t j = i; j-- > 0 && recueil->articles[j].number == article->number;) {
      if (versions_apart(&details[article->id], &details[recueil->articles[j].id])) continue;
      DC_RULE_REPORT(rules, diagnostics, DC_R_TWICE, article->position,
                     "l'article %u est écrit deux fois ; deux versions ont chacune leur « En vigueur », sans "
                     "chevauchement",
                     (unsigned)article->number);
      break;
    }
  }
}

static void prepare_articles(dc_rules *rules, dc_diagnostics *diagnostics, const dc_pack *pack) {
  size_t count;
  dc_numbered *numbered = number_articles(rules, diagnostics, pack, &count);
  dc_recueil *recueil = pack->recueil;
  recueil->articles = DC_NEW_ARRAY(rules->arena, count, dc_article);
  recueil->article_count = count;
  for (size_t i = 0; i < count; i++) {
    recueil->articles[i] = (dc_article){.recueil = recueil,
                                        .number = numbered[i].number,
                                        .id = rules->article_count++,
                                        .title = dc_text_copy(rules->arena, numbered[i].title.text),
                                        .position = dc_piece_position(numbered[i].block->title)};
    DC_APPEND(rules->arena, &rules->dictionary->blocks, numbered[i].block);
  }
}

void dc_articles_read(dc_rules *rules, dc_diagnostics *diagnostics) {
  dc_dictionary *dictionary = rules->dictionary;
  for (size_t i = 0; i < dictionary->pack_count; i++) prepare_articles(rules, diagnostics, &dictionary->packs[i]);
  dictionary->details = DC_NEW_ARRAY(rules->arena, rules->article_count, dc_detail);
  for (size_t i = 0; i < dictionary->pack_count; i++) {
    dc_pack *pack = &dictionary->packs[i];
    dc_reading reading = {.rules = rules, .diagnostics = diagnostics, .block = pack->block};
    reading.scope = (dc_names){.dictionary = dictionary, .pack = pack};
    reading.checker = (dc_checker){rules, diagnostics, &reading.scope};
    read_recueil(&reading, pack);
    for (size_t j = 0; j < pack->recueil->article_count; j++) {
      reading.article = &pack->recueil->articles[j];
      reading.detail = &dictionary->details[reading.article->id];
      reading.block = reading.detail->block = dictionary->blocks.items[reading.article->id];
      reading.scope.article = reading.detail;
      read_article(&reading, pack);
    }
    reading.scope.article = NULL;
    check_numbers(rules, diagnostics, pack->recueil);
  }
}
