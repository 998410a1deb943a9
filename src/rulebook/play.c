#include "play.h"

#include "case_text.h"

/* One line of a table, as an environment. */
typedef struct {
  const dc_rules *rules;
  const dc_article *article;
  const dc_case_table *table;
  size_t row;
  dc_rational *consumed; /* by row: hours that it took of a cap, or that a control added up */
  bool *kept;            /* by row, for « Une seule fois par » */
  size_t filled;         /* from this row on, what is expected is what the article gives */
  dc_walker walker;
} dc_play;

/* What the rule gives for one expected column. */
typedef struct {
  dc_decision decision;
  dc_value value;
} dc_outcome;

static dc_rule_cell *cell_of(const dc_play *play, size_t row, const dc_case_column *column) {
  return &play->table->cells[row * play->table->column_count + (size_t)(column - play->table->columns)];
}

dc_value dc_cell_value(const dc_rule_cell *cell, dc_value_kind kind) {
  dc_value value = {.kind = kind, .absent = !cell || cell->absent};
  if (value.absent) return value;
  value.number = cell->number;
  value.ids = cell->ids;
  value.count = cell->count;
  if (kind == DC_VALUE_DATE) value.discrete = cell->date;
  if (kind == DC_VALUE_ID) value.discrete = cell->ids[0];
  return value;
}

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_play *play = context;
  (void)count;
  const dc_case_column *column = dc_case_column_of(play->table, field);
  dc_value value = dc_cell_value(column ? cell_of(play, play->row, column) : NULL, out->kind);
  *out = dc_vector_of(&value, scratch);
}

/* ---- what the article gives for the current line ---- */

/* A case that does not give the reference date of « En vigueur » is one where the article is in force. */
static dc_truth verdict_of(const dc_play *play) {
  const dc_article *article = play->article;
  if (dc_walk_truth(&play->walker, article->in_force) == DC_FALSE) return DC_FALSE;
  return dc_walk_truth(&play->walker, article->condition);
}

static dc_outcome absent_outcome(void) {
  return (dc_outcome){.decision = DC_DECISION_MISSING, .value = {.absent = true}};
}

static dc_outcome number_outcome(dc_rational number) {
  return (dc_outcome){.value = {.kind = DC_VALUE_NUMBER, .number = number, .absent = number.den == 0}};
}

static dc_rational row_hours(const dc_play *play) {
  const dc_case_column *column = dc_case_column_of(play->table, play->rules->dictionary->hours);
  const dc_rule_cell *cell = column ? cell_of(play, play->row, column) : NULL;
  return cell && !cell->absent ? cell->number : (dc_rational){0, 0};
}

static dc_rational article_value(const dc_play *play) {
  dc_value value = dc_walk(&play->walker, play->article->value);
  return value.absent ? (dc_rational){0, 0} : value.number;
}

/* ---- keys ---- */

static bool cells_equal(dc_typing typing, const dc_rule_cell *a, const dc_rule_cell *b) {
  if (a->absent || b->absent) return a->absent == b->absent;
  if (typing.sort == DC_SORT_DATE) return a->date == b->date;
  if (typing.sort == DC_SORT_NUMBER) return dc_rational_compare(a->number, b->number) == 0;
  for (uint32_t i = 0; i < a->count; i++)
    if (a->count != b->count || a->ids[i] != b->ids[i]) return false;
  return true;
}

/* Do the lines `row` and the current one fall under one key? Never, when a column of the key is not given. A case
 * may leave out the lot. */
static bool same_key(const dc_play *play, size_t row) {
  const dc_key *key = &play->article->key;
  const dc_dictionary *dictionary = play->rules->dictionary;
  for (size_t i = 0; i < key->count; i++) {
    const dc_case_column *column = dc_case_column_of(play->table, key->fields[i]);
    if (!column && key->fields[i] == dictionary->lot) continue;
    if (!column || !cells_equal(column->typing, cell_of(play, row, column), cell_of(play, play->row, column)))
      return false;
  }
  if (key->period == DC_PERIOD_NONE) return true;
  const dc_case_column *date = dc_case_column_of(play->table, dictionary->work_date);
  if (!date) return false;
  const dc_rule_cell *a = cell_of(play, row, date), *b = cell_of(play, play->row, date);
  return !a->absent && !b->absent && dc_period_of(key->period, a->date) == dc_period_of(key->period, b->date);
}

static dc_rational consumed_before(const dc_play *play) {
  dc_rational sum = dc_rational_of(0, 1);
  for (size_t row = 0; row < play->row; row++)
    if (same_key(play, row)) sum = dc_rational_add(sum, play->consumed[row]);
  return sum;
}

/* ---- effects ---- */

static dc_outcome play_refuse(const dc_play *play, dc_truth verdict) {
  (void)play;
  return (dc_outcome){.decision = verdict == DC_TRUE ? DC_DECISION_REFUSED : DC_DECISION_KEPT};
}

static dc_outcome play_control(const dc_play *play, dc_truth verdict) {
  (void)play;
  return (dc_outcome){.decision = verdict == DC_TRUE ? DC_DECISION_SOUND : DC_DECISION_ANOMALY};
}

static dc_outcome play_once(const dc_play *play, dc_truth verdict) {
  const dc_node *preference = play->article->preference;
  dc_decision decision = DC_DECISION_KEPT;
  if (verdict == DC_FALSE) return (dc_outcome){.decision = decision};
  if (preference && dc_walk_truth(&play->walker, preference) == DC_ABSENT) return absent_outcome();
  for (size_t row = 0; row < play->table->rows; row++)
    if (play->kept[row] && same_key(play, row)) decision = DC_DECISION_REFUSED;
  play->kept[play->row] = decision == DC_DECISION_KEPT;
  return (dc_outcome){.decision = decision};
}

static dc_outcome play_compute(const dc_play *play, dc_truth verdict) {
  if (verdict == DC_FALSE) return absent_outcome();
  return number_outcome(dc_computed(play->article->target, article_value(play)));
}

static dc_outcome play_convert(const dc_play *play, dc_truth verdict) {
  return verdict == DC_FALSE ? absent_outcome() : number_outcome(article_value(play));
}

static dc_outcome play_weight(const dc_play *play, dc_truth verdict) {
  dc_rational hours = row_hours(play);
  return number_outcome(verdict == DC_TRUE ? dc_rational_mul(article_value(play), hours) : hours);
}

static dc_outcome play_cap(const dc_play *play, dc_truth verdict) {
  dc_rational hours = row_hours(play);
  if (verdict == DC_FALSE) return number_outcome(hours);
  dc_rational left = dc_rational_sub(article_value(play), consumed_before(play));
  if (left.den == 0 || hours.den == 0) return absent_outcome();
  dc_rational none = dc_rational_of(0, 1);
  if (dc_rational_compare(left, none) < 0) left = none;
  dc_rational admitted = dc_rational_compare(hours, left) < 0 ? hours : left;
  play->consumed[play->row] = admitted;
  return number_outcome(admitted);
}

static dc_outcome play_control_cap(const dc_play *play, dc_truth verdict) {
  dc_rational hours = row_hours(play);
  if (verdict == DC_FALSE) return (dc_outcome){.decision = DC_DECISION_SOUND};
  dc_rational sum = dc_rational_add(consumed_before(play), hours), limit = article_value(play);
  if (sum.den == 0 || limit.den == 0) return absent_outcome();
  play->consumed[play->row] = hours;
  return (dc_outcome){.decision = dc_rational_compare(sum, limit) > 0 ? DC_DECISION_ANOMALY : DC_DECISION_SOUND};
}

static dc_outcome play_effect(const dc_play *play) {
  static dc_outcome (*const effects[DC_EFFECT_COUNT])(const dc_play *, dc_truth) = {
      [DC_EFFECT_COMPUTE] = play_compute,
      [DC_EFFECT_REFUSE] = play_refuse,
      [DC_EFFECT_ONCE] = play_once,
      [DC_EFFECT_CONVERT] = play_convert,
      [DC_EFFECT_CAP] = play_cap,
      [DC_EFFECT_WEIGHT] = play_weight,
      [DC_EFFECT_CAP_COUNTED] = play_cap,
      [DC_EFFECT_CONTROL] = play_control,
      [DC_EFFECT_CONTROL_CAP] = play_control_cap,
  };
  if (!effects[play->article->effect]) return absent_outcome();
  dc_truth verdict = verdict_of(play);
  return verdict == DC_ABSENT ? absent_outcome() : effects[play->article->effect](play, verdict);
}

/* ---- comparison ---- */

dc_rational dc_result_written(dc_typing typing, dc_rational number) {
  bool hours = typing.unit.hours == 1 && typing.unit.euros == 0, euros = typing.unit.euros == 1;
  int64_t scale = hours ? DC_HOUR : euros ? 100 : DC_WHOLE, grain = hours ? DC_HUNDREDTH : 1;
  int64_t scaled;
  return dc_rational_scale(number, scale, grain, &scaled) ? dc_rational_of(scaled, scale) : (dc_rational){0, 0};
}

static bool numbers_match(dc_typing typing, dc_rational a, dc_rational b) {
  dc_rational left = dc_result_written(typing, a), right = dc_result_written(typing, b);
  return left.den > 0 && right.den > 0 && dc_rational_compare(left, right) == 0;
}

static bool matches(const dc_case_column *column, const dc_rule_cell *expected, const dc_outcome *outcome) {
  if (column->kind == DC_COLUMN_DECISION) return expected->count == (uint32_t)outcome->decision;
  const dc_value *value = &outcome->value;
  if (expected->absent || value->absent) return expected->absent == value->absent;
  switch (value->kind) {
  case DC_VALUE_NUMBER: return numbers_match(column->typing, expected->number, value->number);
  case DC_VALUE_DATE: return expected->date == value->discrete;
  case DC_VALUE_ID: return expected->ids[0] == value->discrete;
  case DC_VALUE_IDS: return dc_sets_meet(expected->ids, expected->count, value->ids, value->count);
  case DC_VALUE_TRUTH: break; /* refused as a column */
  }
  dc_bug(__FILE__, __LINE__, "a kind of value that a case expects");
}

/* What is given becomes what is expected. */
static void fill(const dc_case_column *column, const dc_outcome *outcome, dc_rule_cell *cell) {
  const dc_value *value = &outcome->value;
  *cell = (dc_rule_cell){.absent = value->absent && column->kind != DC_COLUMN_DECISION};
  if (column->kind == DC_COLUMN_DECISION)
    cell->count = outcome->decision;
  else if (value->kind == DC_VALUE_NUMBER)
    cell->number = dc_result_written(column->typing, value->number);
  else if (value->kind == DC_VALUE_DATE)
    cell->date = (dc_date)value->discrete;
  else if (value->kind == DC_VALUE_ID)
    cell->ids[cell->count++] = (uint32_t)value->discrete;
  else
    while (cell->count < value->count && cell->count < DC_CELL_IDS) {
      cell->ids[cell->count] = value->ids[cell->count];
      cell->count++;
    }
}

static dc_text outcome_text(const dc_play *play, const dc_case_column *column, const dc_outcome *outcome) {
  if (column->kind == DC_COLUMN_DECISION) return dc_text_from(dc_decision_name(outcome->decision));
  if (outcome->value.absent) return DC_TEXT("absent");
  if (outcome->value.kind == DC_VALUE_NUMBER)
    return dc_number_written(play->walker.scratch, column->typing, outcome->value.number);
  return dc_value_text(play->walker.scratch, play->rules, column->typing, &outcome->value);
}

/* « (fin de prise en compte = 27/02/2026) »: the trace of what the article defines. */
static dc_text trace(const dc_play *play) {
  const dc_detail *detail = &play->rules->dictionary->details[play->article->id];
  dc_builder text = {.arena = play->walker.scratch};
  for (size_t i = 0; i < detail->definitions.count; i++) {
    const dc_definition *definition = detail->definitions.items[i];
    dc_value value = dc_walk(&play->walker, definition->value);
    dc_text written = dc_value_text(play->walker.scratch, play->rules, definition->value->typing, &value);
    dc_builder_format(&text, "%s" DC_S " = " DC_S, i > 0 ? ", " : " (", DC_ARG(definition->name), DC_ARG(written));
  }
  if (text.length > 0) dc_builder_add(&text, DC_TEXT(")"));
  return dc_builder_text(&text);
}

static void report(const dc_play *play, size_t column_number, const dc_outcome *outcome, dc_diagnostics *diagnostics) {
  const dc_case_column *column = &play->table->columns[column_number];
  DC_RULE_REPORT(play->rules, diagnostics, DC_R_CASE,
                 play->table->positions[play->row * play->table->column_count + column_number],
                 "cas contredit, " DC_S " : « " DC_S " » attendu, la règle donne « " DC_S " »" DC_S,
                 DC_ARG(column->name),
                 DC_ARG(dc_cell_written(play->walker.scratch, play->rules, column, cell_of(play, play->row, column))),
                 DC_ARG(outcome_text(play, column, outcome)), DC_ARG(trace(play)));
}

/* Plays the current line: true when everything expected is found. */
static bool play_row(const dc_play *play, dc_diagnostics *diagnostics) {
  bool sound = true;
  dc_outcome effect = play_effect(play);
  for (size_t i = 0; i < play->table->column_count; i++) {
    const dc_case_column *column = &play->table->columns[i];
    if (column->kind == DC_COLUMN_FIELD || column->kind == DC_COLUMN_PARAMETER) continue;
    dc_outcome outcome = effect;
    if (column->kind == DC_COLUMN_DEFINITION) outcome.value = dc_walk(&play->walker, column->definition->value);
    dc_rule_cell *cell = cell_of(play, play->row, column);
    if (play->row >= play->filled) fill(column, &outcome, cell);
    if (matches(column, cell, &outcome)) continue;
    sound = false;
    if (diagnostics) report(play, i, &outcome, diagnostics);
  }
  return sound;
}

static size_t fill_overrides(const dc_play *play, dc_override *overrides) {
  size_t count = 0;
  for (size_t i = 0; i < play->table->column_count; i++) {
    const dc_case_column *column = &play->table->columns[i];
    if (column->kind != DC_COLUMN_PARAMETER) continue;
    const dc_rule_cell *cell = cell_of(play, play->row, column);
    overrides[count++] = (dc_override){column->parameter, cell->absent, cell->number, cell->date};
  }
  return count;
}

/* « Préférer »: the lines for which it holds are played first. */
static bool comes_first(const dc_play *play) {
  const dc_node *preference = play->article->preference;
  return !preference || dc_walk_truth(&play->walker, preference) == DC_TRUE;
}

static size_t play_table(const dc_player *player, const dc_article *article, const dc_case_table *table,
                         size_t filled) {
  dc_arena scratch = {0};
  size_t failed = 0;
  dc_play play = {.rules = player->rules, .article = article, .table = table, .filled = filled};
  dc_environment environment = {&play, fetch};
  play.consumed = DC_NEW_ARRAY(&scratch, table->rows, dc_rational);
  play.kept = DC_NEW_ARRAY(&scratch, table->rows, bool);
  dc_override *overrides = DC_NEW_ARRAY(&scratch, table->column_count, dc_override);
  for (int rank = 0; rank < (article->preference ? 2 : 1); rank++) {
    for (play.row = 0; play.row < table->rows; play.row++) {
      size_t count = fill_overrides(&play, overrides);
      play.walker = (dc_walker){player->rules, &environment, overrides, count, &scratch, player->seen, player->context};
      if (comes_first(&play) != (rank == 0)) continue;
      play.consumed[play.row] = dc_rational_of(0, 1);
      failed += !play_row(&play, player->diagnostics);
    }
  }
  dc_arena_free(&scratch);
  return failed;
}

size_t dc_play_table(const dc_player *player, const dc_article *article, const dc_case_table *table) {
  return play_table(player, article, table, table->rows);
}

size_t dc_play_fill(const dc_player *player, const dc_article *article, const dc_case_table *table, size_t first) {
  return play_table(player, article, table, first);
}

size_t dc_rulebook_play(const dc_rules *rules, dc_diagnostics *diagnostics, size_t *failed) {
  dc_player player = {.rules = rules, .diagnostics = diagnostics};
  size_t played = 0;
  *failed = 0;
  for (size_t i = 0; i < rules->recueil_count; i++)
    for (size_t j = 0; j < rules->recueils[i]->article_count; j++) {
      const dc_article *article = &rules->recueils[i]->articles[j];
      const dc_detail *detail = &rules->dictionary->details[article->id];
      for (size_t t = 0; t < detail->cases.count; t++) {
        played += detail->cases.items[t]->rows;
        *failed += dc_play_table(&player, article, detail->cases.items[t]);
      }
    }
  return played;
}
