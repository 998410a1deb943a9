#include "decompte/lexicon.h"

#include <string.h>

const dc_field *dc_lexicon_name(const dc_lexicon *lexicon, dc_text name) {
  for (uint32_t i = 0; i < lexicon->count; i++) {
    const dc_field *field = &lexicon->fields[i];
    if (name.length && dc_text_equal(field->name, name)) return field;
  }
  return NULL;
}

const dc_field *dc_lexicon_column(const dc_lexicon *lexicon, dc_text table, dc_text column) {
  for (uint32_t i = 0; i < lexicon->count; i++) {
    const dc_field *field = &lexicon->fields[i];
    if (dc_text_equal(field->table, table) && dc_text_equal(field->column, column)) return field;
  }
  return NULL;
}

/* Where that spelling stands in the list, or would. */
static size_t alias_place(const dc_lexicon *lexicon, uint32_t field, dc_text folded) {
  size_t low = 0, high = lexicon->alias_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const dc_alias *alias = &lexicon->aliases[middle];
    bool before = alias->field != field ? alias->field < field : dc_text_compare(alias->folded, folded) < 0;
    if (before)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool dc_lexicon_alias(const dc_lexicon *lexicon, const dc_field *field, dc_text folded, dc_text *code) {
  size_t at = alias_place(lexicon, field->number, folded);
  if (at == lexicon->alias_count) return false;
  const dc_alias *alias = &lexicon->aliases[at];
  if (alias->field != field->number || !dc_text_equal(alias->folded, folded)) return false;
  *code = alias->code;
  return true;
}

void dc_lexicon_add_alias(dc_lexicon *lexicon, dc_arena *arena, dc_alias alias) {
  if (lexicon->alias_count == lexicon->alias_capacity) {
    lexicon->alias_capacity = lexicon->alias_capacity ? 2 * lexicon->alias_capacity : 256;
    dc_alias *grown = DC_NEW_ARRAY(arena, lexicon->alias_capacity, dc_alias);
    if (lexicon->alias_count) memcpy(grown, lexicon->aliases, lexicon->alias_count * sizeof *grown);
    lexicon->aliases = grown;
  }
  dc_alias *place = &lexicon->aliases[alias_place(lexicon, alias.field, alias.folded)];
  memmove(place + 1, place, (size_t)(lexicon->aliases + lexicon->alias_count - place) * sizeof *place);
  *place = alias;
  lexicon->alias_count++;
}

static const char *const type_names[] = {
    [DC_TYPE_TEXT] = "texte",      [DC_TYPE_CODE] = "code",    [DC_TYPE_SIRET] = "siret", [DC_TYPE_SIREN] = "siren",
    [DC_TYPE_COMMUNE] = "commune", [DC_TYPE_FLAG] = "oui/non", [DC_TYPE_DATE] = "date",   [DC_TYPE_MONTH] = "mois",
    [DC_TYPE_HOURS] = "h",         [DC_TYPE_MONEY] = "€",      [DC_TYPE_RATE] = "€/h",    [DC_TYPE_PERCENT] = "%",
};

static const char *const level_names[] = {
    [DC_LEVEL_NONE] = "",        [DC_LEVEL_STATEMENT] = "arrêté", [DC_LEVEL_MARCHE] = "marché",
    [DC_LEVEL_TOTALS] = "bilan", [DC_LEVEL_PERSON] = "personne",  [DC_LEVEL_LINE] = "ligne",
};

static int find_name(const char *const names[], size_t count, dc_text text) {
  for (size_t i = 0; i < count; i++) {
    if (dc_text_equal(text, dc_text_from(names[i]))) return (int)i;
  }
  return -1;
}

bool dc_type_parse(dc_text text, dc_type *type) {
  int found = find_name(type_names, sizeof type_names / sizeof *type_names, text);
  if (found >= 0) *type = (dc_type)found;
  return found >= 0;
}

bool dc_level_parse(dc_text text, dc_level *level) {
  int found = find_name(level_names, sizeof level_names / sizeof *level_names, text);
  if (found >= 0) *level = (dc_level)found;
  return found >= 0;
}

const char *dc_type_name(dc_type type) { return type_names[type]; }
