#include "cases.h"

#include "lexer.h"

static const char *const decision_names[] = {"retenue", "refusée", "donnée manquante", "conforme", "anomalie"};

const char *dc_decision_name(dc_decision decision) { return decision_names[decision]; }

const dc_case_column *dc_case_column_of(const dc_case_table *table, const dc_field *field) {
  for (size_t i = 0; i < table->column_count; i++)
    if (table->columns[i].kind == DC_COLUMN_FIELD && table->columns[i].field == field) return &table->columns[i];
  return NULL;
}

/* ---- columns ---- */

/* The name of the column where an effect says what it gives: NULL when it gives a decision. */
static const char *result_name(const dc_article *article) {
  switch (article->effect) {
  case DC_EFFECT_COMPUTE: return article->target ? article->target->name.data : "";
  case DC_EFFECT_CONVERT: return "heures";
  case DC_EFFECT_CAP: return "heures admises";
  case DC_EFFECT_WEIGHT:
  case DC_EFFECT_CAP_COUNTED: return "heures retenues";
  default: return NULL;
  }
}

static bool gives_decision(const dc_article *article) {
  return article->effect == DC_EFFECT_REFUSE || article->effect == DC_EFFECT_ONCE ||
         article->effect == DC_EFFECT_CONTROL || article->effect == DC_EFFECT_CONTROL_CAP;
}

static dc_typing result_typing(const dc_article *article) {
  return dc_typing_of_type(article->effect == DC_EFFECT_COMPUTE ? article->target->type : DC_TYPE_HOURS, false);
}

dc_case_column dc_case_result(const dc_article *article) {
  const char *name = result_name(article);
  DC_ASSERT(name);
  return (dc_case_column){.kind = DC_COLUMN_RESULT, .name = dc_text_from(name), .typing = result_typing(article)};
}

static void report_column(const dc_reading *reading, dc_piece cell) {
  dc_text nearest = dc_names_nearest(&reading->scope, reading->rules->arena, cell.text);
  if (nearest.length > 0)
    DC_READING_REPORT(reading, DC_R_UNKNOWN, dc_piece_position(cell),
                      "colonne inconnue « " DC_S " » : vouliez-vous dire « " DC_S " » ?", DC_ARG(cell.text),
                      DC_ARG(nearest));
  else
    DC_READING_REPORT(reading, DC_R_UNKNOWN, dc_piece_position(cell), "colonne inconnue « " DC_S " »",
                      DC_ARG(cell.text));
}

static bool read_column(const dc_reading *reading, dc_piece cell, dc_case_column *column) {
  const dc_article *article = reading->article;
  *column = (dc_case_column){.name = cell.text};
  const char *result = result_name(article);
  if (gives_decision(article) && dc_text_equal(cell.text, DC_TEXT("décision"))) {
    column->kind = DC_COLUMN_DECISION;
    return true;
  }
  if (result && dc_text_equal(cell.text, dc_text_from(result))) {
    column->kind = DC_COLUMN_RESULT;
    column->typing = result_typing(article);
    return true;
  }
  bool person = dc_text_equal(cell.text, DC_TEXT("personne"));
  dc_named named = dc_names_find(&reading->scope, dc_name_key(reading->rules->arena, cell.text));
  if (person) named = (dc_named){.kind = DC_NAME_FIELD, .field = reading->scope.dictionary->participant};
  switch (named.kind) {
  case DC_NAME_FIELD:
    column->kind = DC_COLUMN_FIELD;
    column->field = named.field;
    column->typing = dc_typing_of_type(named.field->type, named.field->several);
    return true;
  case DC_NAME_PARAMETER:
    column->kind = DC_COLUMN_PARAMETER;
    column->parameter = named.parameter;
    column->typing = named.parameter->typing;
    return true;
  case DC_NAME_DEFINITION:
    column->kind = DC_COLUMN_DEFINITION;
    column->definition = named.definition;
    column->typing = named.definition->value ? named.definition->value->typing : (dc_typing){.sort = DC_SORT_BAD};
    if (column->typing.sort == DC_SORT_TRUTH)
      DC_READING_REPORT(reading, DC_R_TYPE, dc_piece_position(cell), "une condition n'est pas une colonne de cas");
    return column->typing.sort != DC_SORT_TRUTH && column->typing.sort != DC_SORT_BAD;
  case DC_NAME_NONE:
  case DC_NAME_LIST: break;
  }
  report_column(reading, cell);
  return false;
}

static bool same_column(const dc_case_column *a, const dc_case_column *b) {
  return a->kind == b->kind && a->field == b->field && a->parameter == b->parameter && a->definition == b->definition;
}

static bool read_columns(const dc_reading *reading, const dc_row *header, dc_case_table *table) {
  bool sound = true, expected = false;
  for (size_t i = 0; i < header->count; i++) {
    dc_case_column *column = &table->columns[table->column_count];
    if (!read_column(reading, header->items[i], column)) {
      sound = false;
      continue;
    }
    for (size_t j = 0; j < table->column_count; j++) {
      if (!same_column(column, &table->columns[j])) continue;
      DC_READING_REPORT(reading, DC_R_TWICE, dc_piece_position(header->items[i]),
                        "la colonne « " DC_S " » est écrite deux fois", DC_ARG(column->name));
      sound = false;
    }
    expected |=
        column->kind == DC_COLUMN_DECISION || column->kind == DC_COLUMN_RESULT || column->kind == DC_COLUMN_DEFINITION;
    table->column_count++;
  }
  if (!sound || expected) return sound;
  const char *result = result_name(reading->article);
  DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(header->items[0]),
                    "aucune colonne ne dit ce qui est attendu : ajouter « %s »", result ? result : "décision");
  return false;
}

/* What a result is computed from must be given. */
static bool has_inputs(const dc_reading *reading, const dc_row *header, const dc_case_table *table) {
  const dc_dictionary *dictionary = reading->scope.dictionary;
  dc_effect effect = reading->article->effect;
  bool hours = effect == DC_EFFECT_CAP || effect == DC_EFFECT_CAP_COUNTED || effect == DC_EFFECT_WEIGHT ||
               effect == DC_EFFECT_CONTROL_CAP;
  const dc_field *wanted = hours && !dc_case_column_of(table, dictionary->hours) ? dictionary->hours : NULL;
  const dc_key *key = &reading->article->key;
  for (size_t i = 0; effect == DC_EFFECT_ONCE && i < key->count; i++)
    if (key->fields[i] != dictionary->lot && !dc_case_column_of(table, key->fields[i])) wanted = key->fields[i];
  if (!wanted) return true;
  DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(header->items[0]), "il manque la colonne « " DC_S " »",
                    DC_ARG(wanted->name));
  return false;
}

/* ---- cells ---- */

static bool read_decision(const dc_reading *reading, dc_piece piece, dc_rule_cell *cell) {
  bool control = reading->article->effect == DC_EFFECT_CONTROL || reading->article->effect == DC_EFFECT_CONTROL_CAP;
  static const dc_decision refusals[] = {DC_DECISION_KEPT, DC_DECISION_REFUSED, DC_DECISION_MISSING};
  static const dc_decision controls[] = {DC_DECISION_SOUND, DC_DECISION_ANOMALY, DC_DECISION_MISSING};
  for (size_t i = 0; i < 3; i++) {
    dc_decision decision = control ? controls[i] : refusals[i];
    if (!dc_text_equal(piece.text, dc_text_from(decision_names[decision]))) continue;
    cell->count = decision;
    return true;
  }
  DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(piece), "« %s », « %s » ou « %s » est attendu",
                    decision_names[control ? DC_DECISION_SOUND : DC_DECISION_KEPT],
                    decision_names[control ? DC_DECISION_ANOMALY : DC_DECISION_REFUSED],
                    decision_names[DC_DECISION_MISSING]);
  return false;
}

static bool read_row(const dc_reading *reading, const dc_row *row, dc_case_table *table) {
  bool sound = true;
  for (size_t i = 0; i < table->column_count; i++) {
    dc_rule_cell *cell = &table->cells[table->rows * table->column_count + i];
    const dc_case_column *column = &table->columns[i];
    table->positions[table->rows * table->column_count + i] = dc_piece_position(row->items[i]);
    bool read = column->kind == DC_COLUMN_DECISION ? read_decision(reading, row->items[i], cell)
                                                   : dc_rule_cell_read(cell, reading->rules, reading->diagnostics,
                                                                       row->items[i], column->typing, false);
    sound = sound && read;
  }
  return sound;
}

void dc_cases_read(const dc_reading *reading, const dc_heading *heading) {
  dc_arena *arena = reading->rules->arena;
  const dc_grid *grid = &heading->grid;
  if (grid->count < 2) {
    if (!reading->block->flawed)
      DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(heading->name),
                        "un tableau de cas a une ligne de titres et au moins un cas");
    return;
  }
  if (grid->count - 1 > DC_CASE_LIMIT) {
    DC_READING_REPORT(reading, DC_R_LIMIT, dc_piece_position(heading->name), "un tableau a au plus %d cas",
                      DC_CASE_LIMIT);
    return;
  }
  if (reading->article->effect == DC_EFFECT_COMPUTE && !reading->article->target) return;
  dc_case_table *table = DC_NEW(arena, dc_case_table);
  const dc_row *header = &grid->items[0];
  table->columns = DC_NEW_ARRAY(arena, header->count, dc_case_column);
  table->cells = DC_NEW_ARRAY(arena, header->count * (grid->count - 1), dc_rule_cell);
  table->positions = DC_NEW_ARRAY(arena, header->count * (grid->count - 1), dc_position);
  if (!read_columns(reading, header, table) || !has_inputs(reading, header, table)) return;
  for (size_t i = 1; i < grid->count; i++)
    if (read_row(reading, &grid->items[i], table)) table->rows++;
  DC_APPEND(arena, &reading->detail->cases, table);
}
