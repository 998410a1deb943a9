#include "clause.h"

#include "spelling.h"

static dc_text joined(dc_arena *arena, dc_heading_kind kind, const dc_phrase *phrase) {
  dc_text *lines = DC_NEW_ARRAY(arena, phrase->count, dc_text);
  dc_builder out = {.arena = arena};
  dc_spell_phrase(arena, kind, phrase, lines);
  for (size_t i = 0; i < phrase->count; i++) {
    if (i > 0) dc_builder_add(&out, DC_TEXT(" "));
    dc_builder_add(&out, lines[i]);
  }
  return dc_builder_text(&out);
}

static dc_clause clause_of(dc_arena *arena, const dc_heading *heading) {
  dc_text keyword = dc_spell_keyword(arena, heading), argument = dc_spell_argument(arena, heading);
  dc_clause clause = {.value = joined(arena, heading->kind, &heading->value), .item_count = heading->items.count};
  clause.name =
      argument.length == 0 ? keyword : dc_text_format(arena, DC_S " " DC_S, DC_ARG(keyword), DC_ARG(argument));
  clause.items = DC_NEW_ARRAY(arena, heading->items.count, dc_text);
  for (size_t i = 0; i < heading->items.count; i++)
    clause.items[i] = joined(arena, heading->kind, &heading->items.items[i]);
  return clause;
}

dc_clauses dc_clauses_of(dc_arena *arena, const dc_rule_block *block, bool (*wanted)(dc_heading_kind kind)) {
  dc_clauses clauses = {0};
  for (size_t i = 0; i < block->headings.count; i++)
    if (wanted(block->headings.items[i].kind)) DC_APPEND(arena, &clauses, clause_of(arena, &block->headings.items[i]));
  return clauses;
}

dc_text dc_clause_value(dc_arena *arena, const dc_rule_block *block, dc_heading_kind kind) {
  const dc_heading *heading = dc_block_heading(block, kind);
  return heading ? joined(arena, kind, &heading->value) : (dc_text){0};
}
