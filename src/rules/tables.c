/* Parameters and lists: tables of dated values. */
#include <stdlib.h>

#include "cell.h"
#include "declare.h"
#include "lexer.h"

#define REPORT(code, position, ...) DC_RULE_REPORT(rules, diagnostics, (code), (position), __VA_ARGS__)

/* The columns that a grid may have; found[i] is the place of names[i], or SIZE_MAX. false after reporting. */
static bool find_columns(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block,
                         const dc_text names[], size_t count, size_t required, size_t found[]) {
  for (size_t i = 0; i < count; i++) found[i] = SIZE_MAX;
  if (block->grid.count < 2) {
    if (!block->flawed) REPORT(DC_R_SYNTAX, dc_piece_position(block->title), "ce bloc n'a pas de tableau de valeurs");
    return false;
  }
  const dc_row *header = &block->grid.items[0];
  bool sound = true;
  for (size_t column = 0; column < header->count; column++) {
    dc_piece cell = header->items[column];
    size_t i = 0;
    while (i < count && !dc_text_equal(names[i], cell.text)) i++;
    if (i < count && found[i] == SIZE_MAX) {
      found[i] = column;
      continue;
    }
    sound = false;
    int nearest = dc_text_nearest(cell.text, names, count);
    if (i < count)
      REPORT(DC_R_TWICE, dc_piece_position(cell), "la colonne « " DC_S " » est écrite deux fois", DC_ARG(cell.text));
    else if (nearest >= 0)
      REPORT(DC_R_UNKNOWN, dc_piece_position(cell), "colonne inconnue « " DC_S " » : vouliez-vous dire « " DC_S " » ?",
             DC_ARG(cell.text), DC_ARG(names[nearest]));
    else
      REPORT(DC_R_UNKNOWN, dc_piece_position(cell), "colonne inconnue « " DC_S " »", DC_ARG(cell.text));
  }
  for (size_t i = 0; i < required && sound; i++) {
    if (found[i] != SIZE_MAX) continue;
    REPORT(DC_R_SYNTAX, dc_piece_position(header->items[0]), "il manque la colonne « " DC_S " »", DC_ARG(names[i]));
    sound = false;
  }
  return sound;
}

static dc_date read_review(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block) {
  const dc_heading *heading = dc_block_heading(block, DC_HEADING_REVIEW);
  if (!heading) return DC_NO_DATE;
  dc_rule_cell cell = {.absent = true};
  bool one = heading->value.count == 1;
  if (one && !dc_rule_cell_read(&cell, rules, diagnostics, heading->value.items[0],
                                dc_typing_of_type(DC_TYPE_DATE, false), false))
    return DC_NO_DATE;
  if (!one || cell.absent) REPORT(DC_R_SYNTAX, dc_heading_position(heading), "une date JJ/MM/AAAA est attendue");
  return cell.absent ? DC_NO_DATE : cell.date;
}

/* ---- parameters ---- */

static bool read_unit(dc_text unit, dc_typing *typing) {
  static const dc_text plain = DC_TEXT_INIT("nombre"), days = DC_TEXT_INIT("jours");
  dc_type type;
  if (dc_text_equal(unit, plain))
    *typing = (dc_typing){.sort = DC_SORT_NUMBER};
  else if (dc_text_equal(unit, days))
    *typing = (dc_typing){.sort = DC_SORT_NUMBER, .unit = {.days = 1}};
  else if (dc_type_parse(unit, &type) && dc_typing_of_type(type, false).sort != DC_SORT_ID && type != DC_TYPE_MONTH)
    *typing = dc_typing_of_type(type, false);
  else
    return false;
  return true;
}

static void refuse_empty(const dc_rules *rules, dc_diagnostics *diagnostics, dc_piece cell) {
  REPORT(DC_R_SYNTAX, dc_piece_position(cell), "cellule vide");
}

enum { VALUE_FROM, VALUE_VALUE, VALUE_UNTIL, VALUE_TEXT, VALUE_COLUMNS };

/* One row of a parameter: false after reporting. An end left open is that of the row after it. */
static bool read_value(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_row *row, const size_t found[],
                       dc_typing typing, dc_dated_value *out) {
  const dc_typing date = dc_typing_of_type(DC_TYPE_DATE, false);
  dc_piece from_piece = row->items[found[VALUE_FROM]], value_piece = row->items[found[VALUE_VALUE]];
  dc_rule_cell from, value, until = {.absent = true};
  bool read = dc_rule_cell_read(&from, rules, diagnostics, from_piece, date, false);
  read = dc_rule_cell_read(&value, rules, diagnostics, value_piece, typing, true) && read;
  if (found[VALUE_UNTIL] != SIZE_MAX)
    read = dc_rule_cell_read(&until, rules, diagnostics, row->items[found[VALUE_UNTIL]], date, false) && read;
  if (!read) return false;
  if (from.absent || value.absent)
    return refuse_empty(rules, diagnostics, from.absent ? from_piece : value_piece), false;
  *out = (dc_dated_value){.from = from.date,
                          .until = until.absent ? INT32_MAX : until.date,
                          .number = value.number,
                          .date = value.date,
                          .position = dc_piece_position(from_piece)};
  if (found[VALUE_TEXT] != SIZE_MAX) out->text = row->items[found[VALUE_TEXT]].text;
  if (out->from <= out->until) return true;
  REPORT(DC_R_PERIOD, dc_piece_position(row->items[found[VALUE_UNTIL]]), "la période finit avant de commencer");
  return false;
}

static void read_values(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block,
                        dc_parameter *parameter) {
  static const dc_text columns[] = {[VALUE_FROM] = DC_TEXT_INIT("à compter du"),
                                    [VALUE_VALUE] = DC_TEXT_INIT("valeur"),
                                    [VALUE_UNTIL] = DC_TEXT_INIT("jusqu'au"),
                                    [VALUE_TEXT] = DC_TEXT_INIT("texte")};
  size_t found[VALUE_COLUMNS];
  if (!find_columns(rules, diagnostics, block, columns, VALUE_COLUMNS, 2, found)) return;
  parameter->values = DC_NEW_ARRAY(rules->arena, block->grid.count, dc_dated_value);
  for (size_t i = 1; i < block->grid.count; i++) {
    dc_dated_value value, *before = parameter->count > 0 ? &parameter->values[parameter->count - 1] : NULL;
    if (!read_value(rules, diagnostics, &block->grid.items[i], found, parameter->typing, &value)) continue;
    if (before && value.from <= before->from) {
      REPORT(DC_R_PERIOD, value.position, "cette date d'effet ne suit pas celle de la ligne d'avant");
      continue;
    }
    if (before && before->until != INT32_MAX && before->until >= value.from) {
      REPORT(DC_R_PERIOD, value.position, "la ligne d'avant vaut encore à cette date");
      continue;
    }
    if (before && before->until == INT32_MAX) before->until = value.from - 1;
    parameter->values[parameter->count++] = value;
  }
}

void dc_parameter_read(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block, dc_pack *pack) {
  dc_piece title = block->title;
  size_t open = dc_text_find(title.text, DC_TEXT("("));
  bool closed = dc_text_ends(title.text, DC_TEXT(")")) && open + 1 < title.text.length;
  dc_piece name = dc_piece_slice(title, 0, open);
  dc_piece unit = closed ? dc_piece_slice(title, open + 1, title.text.length - 1) : (dc_piece){0};
  dc_parameter parameter = {.name = dc_text_copy(rules->arena, name.text), .review = DC_NO_DATE};
  if (!closed || !read_unit(unit.text, &parameter.typing)) {
    REPORT(DC_R_SYNTAX, dc_piece_position(closed ? unit : title),
           "« Paramètre nom (unité) » est attendu ; unités : h, €, €/h, %%, jours, nombre, date");
    return;
  }
  parameter.key = dc_name_key(rules->arena, name.text);
  parameter.position = dc_piece_position(name.text.length > 0 ? name : title);
  (void)dc_declare_source(rules, diagnostics, block);
  parameter.review = read_review(rules, diagnostics, block);
  read_values(rules, diagnostics, block, &parameter);
  dc_names scope = {.dictionary = rules->dictionary};
  if (dc_declare_name(rules, &scope, diagnostics, name)) pack->parameters[pack->parameter_count++] = parameter;
}

/* ---- lists ---- */

static int compare_rows(const void *left, const void *right) {
  const dc_list_row *a = left, *b = right;
  if (a->id != b->id) return a->id < b->id ? -1 : 1;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return a->position.line < b->position.line ? -1 : a->position.line > b->position.line;
}

static bool read_list_row(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_row *row, const size_t found[],
                          dc_list_row *out) {
  static const dc_typing code = {.sort = DC_SORT_ID, .id = DC_TYPE_TEXT}, date = {.sort = DC_SORT_DATE};
  dc_rule_cell id, from = {.absent = true}, until = {.absent = true};
  if (!dc_rule_cell_read(&id, rules, diagnostics, row->items[found[0]], code, false)) return false;
  if (found[2] != SIZE_MAX && !dc_rule_cell_read(&from, rules, diagnostics, row->items[found[2]], date, false))
    return false;
  if (found[3] != SIZE_MAX && !dc_rule_cell_read(&until, rules, diagnostics, row->items[found[3]], date, false))
    return false;
  if (id.absent) return refuse_empty(rules, diagnostics, row->items[found[0]]), false;
  *out = (dc_list_row){.id = id.ids[0],
                       .from = from.absent ? INT32_MIN : from.date,
                       .until = until.absent ? INT32_MAX : until.date,
                       .position = dc_piece_position(row->items[found[0]])};
  if (found[1] != SIZE_MAX) out->label = row->items[found[1]].text;
  if (out->from <= out->until) return true;
  REPORT(DC_R_PERIOD, dc_piece_position(row->items[found[3]]), "la période finit avant de commencer");
  return false;
}

static void read_rows(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block,
                      dc_code_list *list) {
  static const dc_text columns[] = {DC_TEXT_INIT("code"), DC_TEXT_INIT("libellé"), DC_TEXT_INIT("à compter du"),
                                    DC_TEXT_INIT("jusqu'au"), DC_TEXT_INIT("texte")};
  size_t found[5];
  if (!find_columns(rules, diagnostics, block, columns, 5, 1, found)) return;
  list->rows = DC_NEW_ARRAY(rules->arena, block->grid.count, dc_list_row);
  for (size_t i = 1; i < block->grid.count; i++)
    if (read_list_row(rules, diagnostics, &block->grid.items[i], found, &list->rows[list->count])) list->count++;
  if (list->count > 0) qsort(list->rows, list->count, sizeof *list->rows, compare_rows);
  for (size_t i = 1; i < list->count; i++) {
    dc_list_row *row = &list->rows[i], *before = &list->rows[i - 1];
    if (row->id != before->id || row->from > before->until) continue;
    REPORT(DC_R_LIST, row->position, "le code « " DC_S " » est deux fois dans la liste sur une même période",
           DC_ARG(dc_intern_text(rules->intern, row->id)));
  }
}

void dc_list_read(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block, dc_pack *pack) {
  dc_code_list list = {.name = dc_text_copy(rules->arena, block->title.text),
                       .key = dc_name_key(rules->arena, block->title.text),
                       .position = dc_piece_position(block->title)};
  (void)dc_declare_source(rules, diagnostics, block);
  list.review = read_review(rules, diagnostics, block);
  read_rows(rules, diagnostics, block, &list);
  dc_names scope = {.dictionary = rules->dictionary};
  if (dc_declare_name(rules, &scope, diagnostics, block->title)) pack->lists[pack->list_count++] = list;
}
