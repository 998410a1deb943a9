#include "declare.h"

#include <stdlib.h>

#include "cell.h"
#include "lexer.h"
#include "parser.h"

#define REPORT(code, position, ...) DC_RULE_REPORT(rules, diagnostics, (code), (position), __VA_ARGS__)

/* ---- titles and headings that every block has ---- */

bool dc_declare_title(dc_piece title, dc_piece *before, dc_piece *after) {
  static const dc_text dashes[] = {DC_TEXT_INIT(" — "), DC_TEXT_INIT(" – "), DC_TEXT_INIT(" - ")};
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
    size_t at = dc_text_find(title.text, dashes[i]);
    if (at == title.text.length) continue;
    *before = dc_piece_slice(title, 0, at);
    *after = dc_piece_slice(title, at + dashes[i].length, title.text.length);
    return before->text.length > 0 && after->text.length > 0;
  }
  return false;
}

dc_text dc_declare_source(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block) {
  const dc_heading *heading = dc_block_heading(block, DC_HEADING_SOURCE);
  dc_text source = heading ? dc_phrase_text(rules->arena, &heading->value) : (dc_text){0};
  if (source.length == 0 && !block->flawed)
    REPORT(DC_R_MISSING, dc_position_join(dc_piece_position(block->keyword), dc_piece_position(block->title)),
           "ce bloc n'a pas de « Source »");
  return source;
}

static bool is_recueil_code(dc_text code) {
  for (size_t i = 0; i < code.length; i++) {
    char c = code.data[i];
    bool fits = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    if (!fits) return false;
  }
  return code.length > 0;
}

/* ---- recueils ---- */

typedef struct {
  const dc_rule_block *block; /* its title */
  dc_piece code, title;
  size_t first, last; /* its blocks, `last` excluded */
} dc_share;

static int compare_shares(const void *left, const void *right) {
  const dc_share *a = left, *b = right;
  int order = dc_text_compare(a->code.text, b->code.text);
  if (order) return order;
  return a->block < b->block ? -1 : a->block > b->block;
}

typedef DC_LIST(dc_share) dc_shares;

/* Where recueils begin and end. A recueil whose title is wrong hides its blocks: their names would mislead. */
static dc_shares share_out(const dc_rules *rules, const dc_rule_blocks *blocks, dc_diagnostics *diagnostics) {
  dc_shares shares = {0};
  const dc_rule_source *file = NULL;
  bool open = false, lost = false;
  for (size_t i = 0; i < blocks->count; i++) {
    const dc_rule_block *block = &blocks->items[i];
    if (block->keyword.source != file) open = lost = false;
    file = block->keyword.source;
    if (block->kind != DC_BLOCK_RECUEIL) {
      if (!open && !lost)
        REPORT(DC_R_SYNTAX, dc_piece_position(block->keyword),
               "ce bloc n'est dans aucun recueil : un fichier commence par « Recueil CODE — titre »");
      lost = lost || !open;
      if (open) shares.items[shares.count - 1].last = i + 1;
      continue;
    }
    dc_share share = {.block = block, .first = i + 1, .last = i + 1};
    open = dc_declare_title(block->title, &share.code, &share.title) && is_recueil_code(share.code.text);
    lost = !open;
    if (open)
      DC_APPEND(rules->arena, &shares, share);
    else
      REPORT(DC_R_SYNTAX, dc_piece_position(block->title),
             "« Recueil CODE — titre » est attendu ; le code est fait de capitales, de chiffres et de tirets");
  }
  if (shares.count > 0) qsort(shares.items, shares.count, sizeof *shares.items, compare_shares);
  return shares;
}

static void add_block(dc_arena *arena, const dc_rule_block ***list, size_t *count, size_t room,
                      const dc_rule_block *block) {
  if (!*list) *list = DC_NEW_ARRAY(arena, room, const dc_rule_block *);
  (*list)[(*count)++] = block;
}

static void fill_pack(dc_rules *rules, dc_pack *pack, const dc_share *share, const dc_rule_blocks *blocks,
                      dc_diagnostics *diagnostics) {
  dc_arena *arena = rules->arena;
  pack->block = share->block;
  pack->recueil = DC_NEW(arena, dc_recueil);
  pack->recueil->code = dc_text_copy(arena, share->code.text);
  pack->recueil->title = dc_text_copy(arena, share->title.text);
  pack->recueil->source = dc_declare_source(rules, diagnostics, share->block);
  pack->recueil->position = dc_piece_position(share->code);
  size_t room = share->last - share->first;
  for (size_t i = share->first; i < share->last; i++) {
    const dc_rule_block *block = &blocks->items[i];
    switch (block->kind) {
    case DC_BLOCK_ARTICLE: add_block(arena, &pack->article_blocks, &pack->article_block_count, room, block); break;
    case DC_BLOCK_PARAMETER:
      add_block(arena, &pack->parameter_blocks, &pack->parameter_block_count, room, block);
      break;
    case DC_BLOCK_LIST: add_block(arena, &pack->list_blocks, &pack->list_block_count, room, block); break;
    case DC_BLOCK_RECUEIL:
    case DC_BLOCK_COUNT: break;
    }
  }
}

static void link_pack(const dc_rules *rules, dc_pack *pack, dc_diagnostics *diagnostics) {
  const dc_heading *heading = dc_block_heading(pack->block, DC_HEADING_COMPLETES);
  if (!heading) return;
  dc_text code = dc_phrase_text(rules->arena, &heading->value);
  const dc_dictionary *dictionary = rules->dictionary;
  dc_text *codes = DC_NEW_ARRAY(rules->arena, dictionary->pack_count, dc_text);
  for (size_t i = 0; i < dictionary->pack_count; i++) {
    codes[i] = dictionary->packs[i].recueil->code;
    if (dc_text_equal(codes[i], code)) pack->completes = i + 1;
  }
  if (pack->completes > 0) return;
  int nearest = dc_text_nearest(code, codes, dictionary->pack_count);
  if (nearest >= 0)
    REPORT(DC_R_UNKNOWN, dc_heading_position(heading),
           "recueil inconnu « " DC_S " » : vouliez-vous dire « " DC_S " » ?", DC_ARG(code), DC_ARG(codes[nearest]));
  else
    REPORT(DC_R_UNKNOWN, dc_heading_position(heading), "recueil inconnu « " DC_S " »", DC_ARG(code));
}

/* Chains must end: one that does not, or that is too long, is cut where it is found. */
static void check_chain(const dc_rules *rules, dc_pack *pack, dc_diagnostics *diagnostics) {
  size_t length = 0;
  for (const dc_pack *up = pack; up; up = dc_pack_parent(rules->dictionary, up)) {
    if (++length <= DC_CHAIN_LIMIT) continue;
    const dc_heading *heading = dc_block_heading(pack->block, DC_HEADING_COMPLETES);
    REPORT(DC_R_PHASE, dc_heading_position(heading), "les recueils se complètent en rond, ou sur plus de %d niveaux",
           DC_CHAIN_LIMIT);
    pack->completes = 0;
    return;
  }
}

void dc_declare_recueils(dc_rules *rules, const dc_rule_blocks *blocks, dc_diagnostics *diagnostics) {
  dc_dictionary *dictionary = rules->dictionary;
  dc_shares shares = share_out(rules, blocks, diagnostics);
  dictionary->packs = DC_NEW_ARRAY(rules->arena, shares.count, dc_pack);
  for (size_t i = 0; i < shares.count; i++) {
    bool twice = i > 0 && dc_text_equal(shares.items[i].code.text, shares.items[i - 1].code.text);
    if (twice)
      REPORT(DC_R_TWICE, dc_piece_position(shares.items[i].code), "un autre recueil porte déjà le code « " DC_S " »",
             DC_ARG(shares.items[i].code.text));
    else
      fill_pack(rules, &dictionary->packs[dictionary->pack_count++], &shares.items[i], blocks, diagnostics);
  }
  rules->recueils = DC_NEW_ARRAY(rules->arena, dictionary->pack_count, const dc_recueil *);
  for (size_t i = 0; i < dictionary->pack_count; i++) link_pack(rules, &dictionary->packs[i], diagnostics);
  for (size_t i = 0; i < dictionary->pack_count; i++) check_chain(rules, &dictionary->packs[i], diagnostics);
  for (size_t i = 0; i < dictionary->pack_count; i++) {
    dc_recueil *recueil = dictionary->packs[i].recueil;
    const dc_pack *parent = dc_pack_parent(dictionary, &dictionary->packs[i]);
    recueil->rank = (uint32_t)i;
    recueil->completes = parent ? parent->recueil : NULL;
    rules->recueils[rules->recueil_count++] = recueil;
  }
}

/* ---- names ---- */

bool dc_declare_name(const dc_rules *rules, const dc_names *scope, dc_diagnostics *diagnostics, dc_piece name) {
  dc_position position = dc_piece_position(name);
  dc_text key = dc_name_key(rules->arena, name.text);
  if (key.length == 0) {
    REPORT(DC_R_SYNTAX, position, "un nom est fait de mots, sans chiffre en tête ni signe");
    return false;
  }
  for (size_t at = 0; at < key.length;) {
    dc_text rest = dc_text_slice(key, at, key.length);
    dc_text word = dc_text_slice(rest, 0, dc_text_find(rest, DC_TEXT(" ")));
    if (dc_word_reserved(word, at == 0)) {
      REPORT(DC_R_SYNTAX, position, "le mot « " DC_S " » est réservé et n'entre pas %s un nom", DC_ARG(word),
             dc_word_reserved(word, false) ? "dans" : "en tête d'");
      return false;
    }
    at += word.length + 1;
  }
  if (dc_names_find(scope, key).kind == DC_NAME_NONE) return true;
  REPORT(DC_R_TWICE, position, "le nom « " DC_S " » est déjà pris", DC_ARG(name.text));
  return false;
}

/* ---- all of them ---- */

/* Names of a chain are told apart only once every pack has declared its own: « Complète » may point to a later file. */
static void check_taken(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_pack *pack) {
  const dc_dictionary *dictionary = rules->dictionary;
  dc_names scope = {.dictionary = dictionary, .pack = pack};
  for (size_t i = 0; i < pack->parameter_count; i++) {
    dc_named named = dc_names_find(&scope, pack->parameters[i].key);
    dc_names above = {.dictionary = dictionary, .pack = dc_pack_parent(dictionary, pack)};
    if (named.parameter != &pack->parameters[i] || dc_names_find(&above, pack->parameters[i].key).kind != DC_NAME_NONE)
      REPORT(DC_R_TWICE, pack->parameters[i].position, "le nom « " DC_S " » est déjà pris",
             DC_ARG(pack->parameters[i].name));
  }
  for (size_t i = 0; i < pack->list_count; i++) {
    dc_named named = dc_names_find(&scope, pack->lists[i].key);
    dc_names above = {.dictionary = dictionary, .pack = dc_pack_parent(dictionary, pack)};
    if (named.list != &pack->lists[i] || dc_names_find(&above, pack->lists[i].key).kind != DC_NAME_NONE)
      REPORT(DC_R_TWICE, pack->lists[i].position, "le nom « " DC_S " » est déjà pris", DC_ARG(pack->lists[i].name));
  }
}

void dc_declare_names(dc_rules *rules, dc_diagnostics *diagnostics) {
  dc_dictionary *dictionary = rules->dictionary;
  for (size_t i = 0; i < dictionary->pack_count; i++) {
    dc_pack *pack = &dictionary->packs[i];
    pack->parameters = DC_NEW_ARRAY(rules->arena, pack->parameter_block_count, dc_parameter);
    pack->lists = DC_NEW_ARRAY(rules->arena, pack->list_block_count, dc_code_list);
    for (size_t j = 0; j < pack->parameter_block_count; j++)
      dc_parameter_read(rules, diagnostics, pack->parameter_blocks[j], pack);
    for (size_t j = 0; j < pack->list_block_count; j++) dc_list_read(rules, diagnostics, pack->list_blocks[j], pack);
  }
  for (size_t i = 0; i < dictionary->pack_count; i++) check_taken(rules, diagnostics, &dictionary->packs[i]);
}
