#include "rulebook/boundary.h"

#include "rulebook/case_text.h"
#include "rulebook/draft.h"
#include "rulebook/play.h"
#include "rules/solve.h"

/* Lines played for a mutant in one way of looking, and the values that are tried first when two are moved. */
enum { LINES_PLAYED = 4000, FIRST_VALUES = 24 };

typedef struct {
  const dc_rules *rules;
  const dc_article *article;
  dc_mutant *mutant;
  dc_arena *arena;
  dc_draft draft;
  size_t column;   /* the one being moved */
  size_t played;   /* lines, so far */
  uint32_t nobody; /* an id that no rule knows */
} dc_quest;

/* ---- does the last line tell the article from its mutant? ---- */

/* What the line comes to, in a few words: refused, nothing, left whole, reduced. */
static uint64_t outcome_of(const dc_quest *quest, const dc_case_column *column, const dc_rule_cell *cell) {
  enum { ABSENT = 100, WHOLE, OTHER };
  if (column->kind == DC_COLUMN_DECISION) return cell->count;
  if (cell->absent) return ABSENT;
  const dc_case_column *hours = dc_case_column_of(quest->draft.table, quest->rules->dictionary->hours);
  if (!hours || column->typing.sort != DC_SORT_NUMBER) return OTHER;
  const dc_rule_cell *given = dc_draft_cell(&quest->draft, (size_t)(hours - quest->draft.table->columns));
  return !given->absent && dc_rational_compare(given->number, cell->number) == 0 ? WHOLE : OTHER;
}

/* The bounds of caps and keys are no tests of the tree: what the line comes to shows them. */
static void see_outcome(const dc_quest *quest, dc_circumstances *seen) {
  for (size_t i = 0; i < quest->draft.table->column_count; i++)
    if (!dc_column_given(&quest->draft.table->columns[i]))
      dc_circumstances_add(seen, outcome_of(quest, &quest->draft.table->columns[i], dc_draft_cell(&quest->draft, i)));
}

static bool gathers_lines(const dc_article *article) {
  return article->key.count > 0 || article->key.period != DC_PERIOD_NONE;
}

/* The lines to play: all of them under a key, else the new ones alone. `*first` is that of the new ones. */
static dc_case_table played_table(const dc_quest *quest, size_t *first) {
  dc_case_table table = *quest->draft.table;
  *first = quest->draft.first;
  if (gathers_lines(quest->article)) return table;
  table.cells += quest->draft.first * table.column_count;
  table.rows -= quest->draft.first;
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
  return tells_apart(quest, NULL) && dc_play_table(&player, quest->article, quest->draft.table) == 0;
}

static void set_cell(const dc_quest *quest, size_t column, const dc_value *value) {
  dc_rule_cell *cell = dc_draft_cell(&quest->draft, column);
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
  const dc_case_table *table = quest->draft.table;
  const dc_unknown unknown = {table->columns[column].field, table->columns[column].parameter};
  for (size_t row = 0; row < table->rows; row++) {
    const dc_rule_cell *cell = &table->cells[row * table->column_count + column];
    for (uint32_t i = 0; i < cell->count; i++) DC_APPEND(quest->arena, &ids, cell->ids[i]);
  }
  const dc_node *roots[] = {quest->article->condition, quest->article->value, quest->article->preference};
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    dc_solve_ids(quest->rules, roots[i], unknown, quest->arena, &ids);
  DC_APPEND(quest->arena, &ids, quest->nobody);
  return ids;
}

/* Moves the value of one column until the line tells; leaves it there. Puts it back when nothing does. */
static bool move_one(dc_quest *quest, size_t column) {
  const dc_case_column *moved = &quest->draft.table->columns[column];
  dc_rule_cell kept = *dc_draft_cell(&quest->draft, column);
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
  *dc_draft_cell(&quest->draft, column) = kept;
  return false;
}

static bool move_any(dc_quest *quest, size_t except) {
  for (size_t column = 0; column < quest->draft.table->column_count; column++)
    if (column != except && dc_column_given(&quest->draft.table->columns[column]) && move_one(quest, column))
      return true;
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
  const dc_case_table *table = quest->draft.table;
  dc_typing typing = table->columns[column].typing;
  dc_rule_cell present = *dc_draft_cell(&quest->draft, column);
  size_t count = 0;
  if (typing.sort == DC_SORT_ID) add_id_cells(quest, column, cells, &count);
  if (typing.sort == DC_SORT_DATE && !present.absent) add_date_cells(present.date, cells, &count);
  for (size_t row = 0; row + 1 < table->rows && count < FIRST_VALUES - 1; row++)
    cells[count++] = table->cells[row * table->column_count + column];
  cells[count++] = (dc_rule_cell){.absent = true};
  return count;
}

static bool move_two(dc_quest *quest) {
  for (size_t column = 0; column < quest->draft.table->column_count; column++) {
    if (!dc_column_given(&quest->draft.table->columns[column])) continue;
    dc_rule_cell kept = *dc_draft_cell(&quest->draft, column), cells[FIRST_VALUES];
    size_t count = first_values(quest, column, cells);
    for (size_t i = 0; i < count; i++) {
      *dc_draft_cell(&quest->draft, column) = cells[i];
      if (move_any(quest, column)) return true;
    }
    *dc_draft_cell(&quest->draft, column) = kept;
  }
  return false;
}

static bool move_once(dc_quest *quest) { return move_any(quest, SIZE_MAX); }

/* ---- lines to begin with ---- */

/* How the lines that are looked for begin: so many copies of a line, under a key of their own or not; then moved. */
typedef struct {
  size_t lines;
  bool apart;
  bool (*move)(dc_quest *);
} dc_way;

static bool search_tables(dc_quest *quest, const dc_fields *added, const dc_way *way) {
  const dc_detail *detail = &quest->rules->dictionary->details[quest->article->id];
  quest->played = 0;
  for (size_t i = 0; i < detail->cases.count; i++) {
    quest->draft = dc_draft_of(quest->arena, detail->cases.items[i], added, way->lines);
    for (size_t row = 0; row < quest->draft.first; row++) {
      dc_draft_begin(&quest->draft, row);
      bool begun = !way->apart || dc_draft_set_apart(&quest->draft, &quest->article->key, quest->nobody);
      if (begun && way->move(quest)) return true;
    }
  }
  return false;
}

dc_text dc_boundary_case(const dc_rules *rules, const dc_article *article, dc_mutant *mutant, dc_arena *arena) {
  static const dc_way ways[] = {{1, false, move_once}, {1, false, move_two}, {2, true, move_once}, {2, true, move_two}};
  dc_arena scratch = {0};
  dc_quest quest = {.rules = rules, .article = article, .mutant = mutant, .arena = &scratch};
  quest.nobody = dc_intern_add(rules->intern, DC_TEXT("AUTRE"));
  dc_fields none = {0}, left_out = dc_fields_left_out(rules, article, &scratch);
  size_t count = gathers_lines(article) ? 4 : 2; /* a line alone may show nothing of a key */
  bool found = false;
  for (size_t i = 0; i < count && !found; i++) found = search_tables(&quest, &none, &ways[i]);
  for (size_t i = 0; i < count && !found && left_out.count > 0; i++) found = search_tables(&quest, &left_out, &ways[i]);
  dc_text text = found ? dc_cases_written(arena, rules, quest.draft.table, quest.draft.first) : (dc_text){0};
  dc_arena_free(&scratch);
  return text;
}
