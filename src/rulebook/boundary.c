#include "rulebook/boundary.h"

#include <string.h>

#include "rulebook/case_text.h"
#include "rulebook/play.h"
#include "rules/solve.h"

/* Lines played for a mutant in one way of looking, and the values that are tried first when two are moved. */
enum { LINES_PLAYED = 4000, FIRST_VALUES = 24 };

typedef DC_LIST(const dc_field *) dc_fields;

typedef struct {
  const dc_rules *rules;
  const dc_article *article;
  dc_mutant *mutant;
  dc_arena *arena;
  dc_case_table *table; /* a copy, ending with the lines that are looked for */
  size_t first;         /* of these lines */
  size_t column;        /* the one being moved */
  size_t played;        /* lines, so far */
} dc_quest;

static dc_rule_cell *last_cell(const dc_quest *quest, size_t column) {
  return &quest->table->cells[(quest->table->rows - 1) * quest->table->column_count + column];
}

static bool is_given(const dc_case_column *column) {
  return column->kind == DC_COLUMN_FIELD || column->kind == DC_COLUMN_PARAMETER;
}

/* A table with room for so many lines more, and columns for those fields, before what is expected. Its cells are its
 * own. */
static dc_case_table *longer_table(dc_arena *arena, const dc_case_table *table, const dc_fields *added, size_t lines) {
  dc_case_table *copy = DC_NEW(arena, dc_case_table);
  size_t width = table->column_count + added->count, before = 0;
  while (before < table->column_count && is_given(&table->columns[before])) before++;
  *copy = (dc_case_table){.column_count = width, .rows = table->rows + lines};
  copy->columns = DC_NEW_ARRAY(arena, width, dc_case_column);
  copy->cells = DC_NEW_ARRAY(arena, width * copy->rows, dc_rule_cell);
  copy->positions = DC_NEW_ARRAY(arena, width * copy->rows, dc_position);
  for (size_t i = 0; i < width; i++) {
    bool extra = i >= before && i < before + added->count;
    size_t old = i < before ? i : i - added->count;
    const dc_field *field = extra ? added->items[i - before] : NULL;
    copy->columns[i] = extra ? (dc_case_column){.kind = DC_COLUMN_FIELD,
                                                .typing = dc_typing_of_type(field->type, field->several),
                                                .field = field,
                                                .name = field->name}
                             : table->columns[old];
    for (size_t row = 0; row < table->rows; row++)
      copy->cells[row * width + i] =
          extra ? (dc_rule_cell){.absent = true} : table->cells[row * table->column_count + old];
  }
  return copy;
}

/* ---- does the last line tell the article from its mutant? ---- */

/* What the line comes to, in a few words: refused, nothing, left whole, reduced. */
static uint64_t outcome_of(const dc_quest *quest, const dc_case_column *column, const dc_rule_cell *cell) {
  enum { ABSENT = 100, WHOLE, OTHER };
  if (column->kind == DC_COLUMN_DECISION) return cell->count;
  if (cell->absent) return ABSENT;
  const dc_case_column *hours = dc_case_column_of(quest->table, quest->rules->dictionary->hours);
  if (!hours || column->typing.sort != DC_SORT_NUMBER) return OTHER;
  const dc_rule_cell *given = last_cell(quest, (size_t)(hours - quest->table->columns));
  return !given->absent && dc_rational_compare(given->number, cell->number) == 0 ? WHOLE : OTHER;
}

/* The bounds of caps and keys are no tests of the tree: what the line comes to shows them. */
static void see_outcome(const dc_quest *quest, dc_circumstances *seen) {
  for (size_t i = 0; i < quest->table->column_count; i++)
    if (!is_given(&quest->table->columns[i]))
      dc_circumstances_add(seen, outcome_of(quest, &quest->table->columns[i], last_cell(quest, i)));
}

static bool gathers_lines(const dc_article *article) {
  return article->key.count > 0 || article->key.period != DC_PERIOD_NONE;
}

/* The lines to play: all of them under a key, else the new ones alone. `*first` is that of the new ones. */
static dc_case_table played_table(const dc_quest *quest, size_t *first) {
  dc_case_table table = *quest->table;
  *first = quest->first;
  if (gathers_lines(quest->article)) return table;
  table.cells += quest->first * table.column_count;
  table.rows -= quest->first;
  *first = 0;
  return table;
}

static bool tells_apart(dc_quest *quest, dc_circumstances *seen) {
  size_t first;
  dc_case_table table = played_table(quest, &first);
  if (quest->played >= LINES_PLAYED) return false;
  quest->played += table.rows;
  dc_player player = {.rules = quest->rules, .seen = seen ? dc_circumstances_seen : NULL, .context = seen};
  if (dc_play_fill(&player, quest->article, &table, first) > 0) return false;
  if (seen) see_outcome(quest, seen);
  player.seen = NULL; /* bounds are those of the article */
  dc_mutant_exchange(quest->mutant);
  bool killed = dc_play_table(&player, quest->article, &table) > 0;
  dc_mutant_exchange(quest->mutant);
  return killed;
}

/* What the article gives is written to the hundredth or the cent: it must still satisfy the line so written. */
static bool proven(dc_quest *quest) {
  dc_player player = {.rules = quest->rules};
  return tells_apart(quest, NULL) && dc_play_table(&player, quest->article, quest->table) == 0;
}

static void set_cell(const dc_quest *quest, size_t column, const dc_value *value) {
  dc_rule_cell *cell = last_cell(quest, column);
  *cell = (dc_rule_cell){.absent = value->absent};
  if (value->absent) return;
  if (value->kind == DC_VALUE_NUMBER)
    cell->number = value->number;
  else if (value->kind == DC_VALUE_DATE)
    cell->date = (dc_date)value->discrete;
  else
    cell->ids[cell->count++] = value->kind == DC_VALUE_ID ? (uint32_t)value->discrete : value->ids[0];
}

static bool holds(void *context, const dc_value *trial, uint64_t *circumstances) {
  dc_quest *quest = context;
  dc_circumstances seen = {0};
  set_cell(quest, quest->column, trial);
  bool apart = tells_apart(quest, &seen);
  *circumstances = seen.fold;
  return apart;
}

/* ---- moving one value ---- */

static dc_value present_value(const dc_case_column *column, const dc_rule_cell *cell) {
  dc_value value = {.kind = dc_value_kind_of_typing(column->typing), .absent = cell->absent};
  value.number = cell->number;
  value.discrete = value.kind == DC_VALUE_ID ? (int64_t)cell->ids[0] : cell->date;
  value.ids = cell->ids;
  value.count = cell->count;
  return value;
}

/* The ids to try in a column: those of its lines, those that the article tests, and one that nobody knows. */
static dc_ids ids_of(const dc_quest *quest, size_t column) {
  dc_ids ids = {0};
  const dc_case_table *table = quest->table;
  const dc_unknown unknown = {table->columns[column].field, table->columns[column].parameter};
  for (size_t row = 0; row < table->rows; row++) {
    const dc_rule_cell *cell = &table->cells[row * table->column_count + column];
    for (uint32_t i = 0; i < cell->count; i++) DC_APPEND(quest->arena, &ids, cell->ids[i]);
  }
  const dc_node *roots[] = {quest->article->condition, quest->article->value, quest->article->preference};
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    dc_solve_ids(quest->rules, roots[i], unknown, quest->arena, &ids);
  DC_APPEND(quest->arena, &ids, dc_intern_add(quest->rules->intern, DC_TEXT("AUTRE")));
  return ids;
}

/* Moves the value of one column until the line tells; leaves it there. Puts it back when nothing does. */
static bool move_one(dc_quest *quest, size_t column) {
  const dc_case_column *moved = &quest->table->columns[column];
  dc_rule_cell kept = *last_cell(quest, column);
  dc_ids ids = {0};
  if (moved->typing.sort == DC_SORT_ID) ids = ids_of(quest, column);
  dc_search search = {.typing = moved->typing,
                      .present = present_value(moved, &kept),
                      .ids = ids.items,
                      .id_count = ids.count,
                      .holds = holds,
                      .context = quest,
                      .to_bound = true};
  dc_solution solution;
  quest->column = column;
  bool found = dc_search_nearest(&search, quest->arena, &solution);
  if (!found) {
    solution.value = (dc_value){.kind = search.present.kind, .absent = true};
    found = holds(quest, &solution.value, &(uint64_t){0});
  }
  if (found) set_cell(quest, column, &solution.value);
  if (found && proven(quest)) return true;
  *last_cell(quest, column) = kept;
  return false;
}

static bool move_any(dc_quest *quest, size_t except) {
  for (size_t column = 0; column < quest->table->column_count; column++)
    if (column != except && is_given(&quest->table->columns[column]) && move_one(quest, column)) return true;
  return false;
}

/* ---- moving two ---- */

static void add_id_cells(const dc_quest *quest, size_t column, dc_rule_cell cells[FIRST_VALUES], size_t *count) {
  dc_ids ids = ids_of(quest, column);
  for (size_t i = ids.count; i-- > 0 && *count < FIRST_VALUES / 2;)
    cells[(*count)++] = (dc_rule_cell){.ids = {ids.items[i]}, .count = 1};
}

/* The next 29 February, and ends of months: the days where modes part. */
static void add_date_cells(dc_date from, dc_rule_cell cells[FIRST_VALUES], size_t *count) {
  int year = dc_date_year(from);
  while (dc_date_from(year, 2, 29) == DC_NO_DATE && year < 2196) year++;
  dc_date leap = dc_date_from(year, 2, 29);
  if (leap != DC_NO_DATE) cells[(*count)++] = (dc_rule_cell){.date = leap};
  for (int month = 0; *count < FIRST_VALUES / 2; month++)
    cells[(*count)++] = (dc_rule_cell){.date = dc_month_last(dc_date_month(from) + month)};
}

/* What a first value is set to before a second one is moved: what may differ from the other lines, their values, and
 * nothing. */
static size_t first_values(const dc_quest *quest, size_t column, dc_rule_cell cells[FIRST_VALUES]) {
  const dc_case_table *table = quest->table;
  dc_typing typing = table->columns[column].typing;
  dc_rule_cell present = *last_cell(quest, column);
  size_t count = 0;
  if (typing.sort == DC_SORT_ID) add_id_cells(quest, column, cells, &count);
  if (typing.sort == DC_SORT_DATE && !present.absent) add_date_cells(present.date, cells, &count);
  for (size_t row = 0; row + 1 < table->rows && count < FIRST_VALUES - 1; row++)
    cells[count++] = table->cells[row * table->column_count + column];
  cells[count++] = (dc_rule_cell){.absent = true};
  return count;
}

static bool move_two(dc_quest *quest) {
  for (size_t column = 0; column < quest->table->column_count; column++) {
    if (!is_given(&quest->table->columns[column])) continue;
    dc_rule_cell kept = *last_cell(quest, column), cells[FIRST_VALUES];
    size_t count = first_values(quest, column, cells);
    for (size_t i = 0; i < count; i++) {
      *last_cell(quest, column) = cells[i];
      if (move_any(quest, column)) return true;
    }
    *last_cell(quest, column) = kept;
  }
  return false;
}

static bool move_once(dc_quest *quest) { return move_any(quest, SIZE_MAX); }

/* ---- lines to begin with ---- */

static void copy_row(const dc_quest *quest, size_t from, size_t to) {
  size_t width = quest->table->column_count;
  memcpy(&quest->table->cells[to * width], &quest->table->cells[from * width], width * sizeof *quest->table->cells);
}

/* How the lines that are looked for begin: so many copies of a line, under a key of their own or not; then moved. */
typedef struct {
  size_t lines;
  bool apart;
  bool (*move)(dc_quest *);
} dc_way;

/* Gives the new lines a key that no other line has; false when no code or text is in it. */
static bool set_apart(const dc_quest *quest) {
  const dc_key *key = &quest->article->key;
  for (size_t i = 0; i < key->count; i++) {
    const dc_case_column *column = dc_case_column_of(quest->table, key->fields[i]);
    if (!column || column->typing.sort != DC_SORT_ID) continue;
    uint32_t unknown = dc_intern_add(quest->rules->intern, DC_TEXT("AUTRE"));
    for (size_t row = quest->first; row < quest->table->rows; row++)
      quest->table->cells[row * quest->table->column_count + (size_t)(column - quest->table->columns)] =
          (dc_rule_cell){.ids = {unknown}, .count = 1};
    return true;
  }
  return false;
}

static bool search_tables(dc_quest *quest, const dc_fields *added, const dc_way *way) {
  const dc_detail *detail = &quest->rules->dictionary->details[quest->article->id];
  quest->played = 0;
  for (size_t i = 0; i < detail->cases.count; i++) {
    const dc_case_table *table = detail->cases.items[i];
    quest->table = longer_table(quest->arena, table, added, way->lines);
    quest->first = table->rows;
    for (size_t row = 0; row < table->rows; row++) {
      for (size_t line = quest->first; line < quest->table->rows; line++) copy_row(quest, row, line);
      if ((!way->apart || set_apart(quest)) && way->move(quest)) return true;
    }
  }
  return false;
}

/* ---- fields that the cases leave out ---- */

static void add_field(const dc_quest *quest, const dc_field *field, dc_fields *fields) {
  const dc_detail *detail = &quest->rules->dictionary->details[quest->article->id];
  for (size_t i = 0; i < detail->cases.count; i++)
    if (dc_case_column_of(detail->cases.items[i], field)) return;
  for (size_t i = 0; i < fields->count; i++)
    if (fields->items[i] == field) return;
  DC_APPEND(quest->arena, fields, field);
}

static void add_fields(const dc_quest *quest, const dc_node *node, dc_fields *fields) {
  if (!node) return;
  if (node->kind == DC_NODE_FIELD) add_field(quest, node->field, fields);
  if (node->kind == DC_NODE_DEFINITION) add_fields(quest, node->definition->value, fields);
  for (size_t i = 0; i < 2; i++) add_fields(quest, node->children[i], fields);
}

static dc_fields fields_left_out(const dc_quest *quest) {
  dc_fields fields = {0};
  const dc_article *article = quest->article;
  const dc_node *roots[] = {article->condition, article->value, article->preference};
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) add_fields(quest, roots[i], &fields);
  for (size_t i = 0; i < article->key.count; i++)
    if (article->key.fields[i] != quest->rules->dictionary->lot) add_field(quest, article->key.fields[i], &fields);
  if (article->key.period != DC_PERIOD_NONE) add_field(quest, quest->rules->dictionary->work_date, &fields);
  return fields;
}

dc_text dc_boundary_case(const dc_rules *rules, const dc_article *article, dc_mutant *mutant, dc_arena *arena) {
  static const dc_way ways[] = {{1, false, move_once}, {1, false, move_two}, {2, true, move_once}, {2, true, move_two}};
  dc_arena scratch = {0};
  dc_quest quest = {.rules = rules, .article = article, .mutant = mutant, .arena = &scratch};
  dc_fields none = {0}, left_out = fields_left_out(&quest);
  size_t count = gathers_lines(article) ? 4 : 2; /* a line alone may show nothing of a key */
  bool found = false;
  for (size_t i = 0; i < count && !found; i++) found = search_tables(&quest, &none, &ways[i]);
  for (size_t i = 0; i < count && !found && left_out.count > 0; i++) found = search_tables(&quest, &left_out, &ways[i]);
  dc_text text = found ? dc_cases_written(arena, rules, quest.table, quest.first) : (dc_text){0};
  dc_arena_free(&scratch);
  return text;
}
