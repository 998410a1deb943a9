#include "article.h"
#include "lexer.h"
#include "walk.h"

/* One {name}; its value is appended with the literal text before it. */
static void read_placeholder(const dc_reading *reading, dc_piece name, dc_builder *literal) {
  dc_arena *arena = reading->rules->arena;
  dc_named named = dc_names_find(&reading->scope, dc_name_key(arena, name.text));
  if (named.kind != DC_NAME_FIELD && named.kind != DC_NAME_DEFINITION) {
    dc_text nearest = dc_names_nearest(&reading->scope, arena, name.text);
    if (named.kind != DC_NAME_NONE)
      DC_READING_REPORT(reading, DC_R_MISSING, dc_piece_position(name),
                        "un motif cite un champ ou une définition : « " DC_S " » est un paramètre ou une liste",
                        DC_ARG(name.text));
    else if (nearest.length > 0)
      DC_READING_REPORT(reading, DC_R_MISSING, dc_piece_position(name),
                        "nom inconnu dans le motif « " DC_S " » : vouliez-vous dire « " DC_S " » ?", DC_ARG(name.text),
                        DC_ARG(nearest));
    else
      DC_READING_REPORT(reading, DC_R_MISSING, dc_piece_position(name), "nom inconnu dans le motif « " DC_S " »",
                        DC_ARG(name.text));
    return;
  }
  dc_parser builder = {.rules = reading->rules};
  bool field = named.kind == DC_NAME_FIELD;
  dc_node *node =
      dc_parse_node(&builder, field ? DC_NODE_FIELD : DC_NODE_DEFINITION, dc_piece_position(name), NULL, NULL);
  if (field)
    node->field = named.field;
  else
    node->definition = named.definition;
  if (!dc_check(&reading->checker, node)) return;
  if (!dc_check_levels(&reading->checker, node, DC_LEVEL_BIT(DC_LEVEL_TOTALS), "un motif ne lit pas les totaux"))
    return;
  DC_APPEND(arena, &reading->detail->motif, (dc_motif_part){dc_builder_text(literal), node});
  *literal = (dc_builder){.arena = arena};
}

static void read_piece(const dc_reading *reading, dc_piece piece, dc_builder *literal) {
  size_t at = 0;
  while (at < piece.text.length) {
    dc_text rest = dc_text_slice(piece.text, at, piece.text.length);
    size_t open = dc_text_find(rest, DC_TEXT("{")), close = dc_text_find(rest, DC_TEXT("}"));
    if (open == rest.length && close == rest.length) {
      dc_builder_add(literal, rest);
      return;
    }
    if (close == rest.length || open > close) {
      DC_READING_REPORT(reading, DC_R_MISSING, dc_piece_position(piece), "accolade sans sa pareille : « {nom} »");
      return;
    }
    dc_builder_add(literal, dc_text_slice(rest, 0, open));
    read_placeholder(reading, dc_piece_slice(piece, at + open + 1, at + close), literal);
    at += close + 1;
  }
}

void dc_motif_read(const dc_reading *reading, const dc_heading *heading) {
  dc_arena *arena = reading->rules->arena;
  dc_text quote = DC_TEXT("«"), unquote = DC_TEXT("»");
  size_t count = heading->value.count;
  bool quoted = count > 0 && heading->items.count == 0 && dc_text_starts(heading->value.items[0].text, quote) &&
                dc_text_ends(heading->value.items[count - 1].text, unquote);
  if (!quoted) {
    DC_READING_REPORT(reading, DC_R_SYNTAX, dc_heading_position(heading), "le motif s'écrit entre guillemets « … »");
    return;
  }
  dc_builder literal = {.arena = arena};
  for (size_t i = 0; i < count; i++) {
    dc_piece piece = heading->value.items[i];
    size_t begin = i == 0 ? quote.length : 0;
    size_t end = piece.text.length - (i + 1 == count ? unquote.length : 0);
    if (i > 0) dc_builder_add(&literal, DC_TEXT(" "));
    read_piece(reading, dc_piece_slice(piece, begin, end), &literal);
  }
  DC_APPEND(arena, &reading->detail->motif, (dc_motif_part){dc_builder_text(&literal), NULL});
  dc_text whole = dc_phrase_text(arena, &heading->value);
  reading->article->motif = dc_text_trim(dc_text_slice(whole, quote.length, whole.length - unquote.length));
}

dc_text dc_article_motif(const dc_rules *rules, const dc_article *article, const dc_environment *environment,
                         bool masked, dc_arena *arena) {
  const dc_detail *detail = &rules->dictionary->details[article->id];
  dc_walker walker = {.rules = rules, .environment = environment, .scratch = arena};
  dc_builder text = {.arena = arena};
  for (size_t i = 0; i < detail->motif.count; i++) {
    const dc_motif_part *part = &detail->motif.items[i];
    dc_builder_add(&text, part->literal);
    if (!part->value) continue;
    if (masked && part->value->sensitive) {
      dc_builder_add(&text, DC_TEXT("(réservé)"));
      continue;
    }
    dc_value value = dc_walk(&walker, part->value);
    dc_builder_add(&text, dc_value_text(arena, rules, part->value->typing, &value));
  }
  return dc_text_trim(dc_builder_text(&text));
}
