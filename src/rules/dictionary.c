#include "dictionary.h"

#include "lexer.h"

const dc_pack *dc_pack_parent(const dc_dictionary *dictionary, const dc_pack *pack) {
  return pack->completes > 0 ? &dictionary->packs[pack->completes - 1] : NULL;
}

uint32_t dc_rule_lines(const dc_dictionary *dictionary, dc_text name) {
  for (size_t i = 0; i < dictionary->source_count; i++)
    if (dc_text_equal(dictionary->sources[i].name, name)) return dictionary->sources[i].count;
  return 0;
}

static const dc_field *field_at(const dc_lexicon *lexicon, const char *table, const char *column) {
  return dc_lexicon_column(lexicon, dc_text_from(table), dc_text_from(column));
}

void dc_dictionary_fields(dc_dictionary *dictionary, dc_arena *arena, const dc_lexicon *lexicon) {
  dictionary->fields = DC_NEW_ARRAY(arena, lexicon->count, dc_field_name);
  for (uint32_t i = 0; i < lexicon->count; i++) {
    const dc_field *field = &lexicon->fields[i];
    if (field->name.length == 0 || field->level == DC_LEVEL_NONE) continue;
    dictionary->fields[dictionary->field_count++] = (dc_field_name){dc_name_key(arena, field->name), field};
  }
  dictionary->participant = field_at(lexicon, "participants", "participant");
  dictionary->marche = field_at(lexicon, "marches", "marche");
  dictionary->lot = field_at(lexicon, "marches", "lot");
  dictionary->work_date = field_at(lexicon, "releves", "date");
  dictionary->hours = field_at(lexicon, "releves", "heures");
}

static dc_named find_declared(const dc_pack *pack, dc_text key) {
  for (size_t i = 0; i < pack->parameter_count; i++)
    if (dc_text_equal(pack->parameters[i].key, key))
      return (dc_named){.kind = DC_NAME_PARAMETER, .parameter = &pack->parameters[i]};
  for (size_t i = 0; i < pack->list_count; i++)
    if (dc_text_equal(pack->lists[i].key, key)) return (dc_named){.kind = DC_NAME_LIST, .list = &pack->lists[i]};
  return (dc_named){0};
}

dc_named dc_names_find(const dc_names *scope, dc_text key) {
  if (key.length == 0) return (dc_named){0};
  for (size_t i = 0; scope->article && i < scope->article->definitions.count; i++) {
    dc_definition *definition = scope->article->definitions.items[i];
    if (dc_text_equal(definition->key, key)) return (dc_named){.kind = DC_NAME_DEFINITION, .definition = definition};
  }
  for (const dc_pack *pack = scope->pack; pack; pack = dc_pack_parent(scope->dictionary, pack)) {
    dc_named named = find_declared(pack, key);
    if (named.kind != DC_NAME_NONE) return named;
  }
  for (size_t i = 0; i < scope->dictionary->field_count; i++)
    if (dc_text_equal(scope->dictionary->fields[i].key, key))
      return (dc_named){.kind = DC_NAME_FIELD, .field = scope->dictionary->fields[i].field};
  return (dc_named){0};
}

typedef DC_LIST(dc_text) dc_text_list;

dc_text dc_names_nearest(const dc_names *scope, dc_arena *arena, dc_text written) {
  dc_text_list names = {0};
  for (size_t i = 0; scope->article && i < scope->article->definitions.count; i++)
    DC_APPEND(arena, &names, scope->article->definitions.items[i]->name);
  for (const dc_pack *pack = scope->pack; pack; pack = dc_pack_parent(scope->dictionary, pack)) {
    for (size_t i = 0; i < pack->parameter_count; i++) DC_APPEND(arena, &names, pack->parameters[i].name);
    for (size_t i = 0; i < pack->list_count; i++) DC_APPEND(arena, &names, pack->lists[i].name);
  }
  for (size_t i = 0; i < scope->dictionary->field_count; i++)
    DC_APPEND(arena, &names, scope->dictionary->fields[i].field->name);
  int nearest = dc_text_nearest(written, names.items, names.count);
  return names.items && nearest >= 0 ? names.items[nearest] : (dc_text){0};
}

bool dc_names_know_code(const dc_names *scope, const dc_intern *intern, uint32_t id, dc_text *nearest) {
  dc_arena scratch = {0};
  dc_text_list codes = {0};
  bool known = false;
  for (const dc_pack *pack = scope->pack; pack; pack = dc_pack_parent(scope->dictionary, pack))
    for (size_t i = 0; i < pack->list_count; i++)
      for (size_t row = 0; row < pack->lists[i].count; row++) {
        known = known || pack->lists[i].rows[row].id == id;
        DC_APPEND(&scratch, &codes, dc_intern_text(intern, pack->lists[i].rows[row].id));
      }
  int found = known ? -1 : dc_text_nearest(dc_intern_text(intern, id), codes.items, codes.count);
  *nearest = codes.items && found >= 0 ? codes.items[found] : (dc_text){0};
  dc_arena_free(&scratch);
  return known;
}
