#include "rulebook/mutant.h"

#include "rulebook/case_text.h"
#include "rulebook/reach.h"

typedef struct {
  const dc_rules *rules;
  const dc_article *article;
  dc_arena *arena;
  dc_mutants *mutants;
} dc_maker;

void dc_mutant_exchange(dc_mutant *mutant) {
  if (mutant->node) {
    dc_node kept = *mutant->node;
    *mutant->node = mutant->altered;
    mutant->altered = kept;
  } else {
    dc_key kept = *mutant->key;
    *mutant->key = mutant->altered_key;
    mutant->altered_key = kept;
  }
}

static void add(const dc_maker *maker, dc_node *node, dc_node altered, dc_text change) {
  DC_APPEND(maker->arena, maker->mutants,
            (dc_mutant){.position = node->position, .change = change, .node = node, .altered = altered});
}

static dc_text replaced(const dc_maker *maker, dc_text before, dc_text after) {
  return dc_text_format(maker->arena, "« " DC_S " » remplacé par « " DC_S " »", DC_ARG(before), DC_ARG(after));
}

static void replace(const dc_maker *maker, dc_node *node, dc_node altered, dc_text before, dc_text after) {
  add(maker, node, altered, replaced(maker, before, after));
}

/* ---- tests ---- */

/* The first is the opposite. */
static const struct {
  const char *sign;
  dc_comparison others[3];
} comparisons[] = {
    [DC_COMPARE_EQUAL] = {"=", {DC_COMPARE_DIFFERENT, DC_COMPARE_LESS_EQUAL, DC_COMPARE_GREATER_EQUAL}},
    [DC_COMPARE_DIFFERENT] = {"≠", {DC_COMPARE_EQUAL, DC_COMPARE_LESS, DC_COMPARE_GREATER}},
    [DC_COMPARE_LESS] = {"<", {DC_COMPARE_GREATER_EQUAL, DC_COMPARE_LESS_EQUAL, DC_COMPARE_DIFFERENT}},
    [DC_COMPARE_LESS_EQUAL] = {"≤", {DC_COMPARE_GREATER, DC_COMPARE_LESS, DC_COMPARE_EQUAL}},
    [DC_COMPARE_GREATER] = {">", {DC_COMPARE_LESS_EQUAL, DC_COMPARE_GREATER_EQUAL, DC_COMPARE_DIFFERENT}},
    [DC_COMPARE_GREATER_EQUAL] = {"≥", {DC_COMPARE_LESS, DC_COMPARE_GREATER, DC_COMPARE_EQUAL}},
};

/* Under « non », an opposite is the mutant that drops the « non ». */
static bool under_not(const dc_node *parent) { return parent && parent->kind == DC_NODE_NOT; }

static void alter_comparison(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  size_t count = node->children[0]->typing.sort == DC_SORT_ID ? 1 : 3;
  for (size_t i = under_not(parent) ? 1 : 0; i < count; i++) {
    dc_node altered = *node;
    altered.comparison = comparisons[node->comparison].others[i];
    replace(maker, node, altered, dc_text_from(comparisons[node->comparison].sign),
            dc_text_from(comparisons[altered.comparison].sign));
  }
}

static void alter_member(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  static const dc_text words[] = {DC_TEXT_INIT("dans"), DC_TEXT_INIT("pas dans")};
  if (under_not(parent)) return;
  dc_node altered = *node;
  altered.negated = !node->negated;
  replace(maker, node, altered, words[node->negated], words[altered.negated]);
}

/* « non », over a copy of the node. */
static void negate(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  if (under_not(parent)) return;
  dc_node *copy = DC_NEW(maker->arena, dc_node);
  *copy = *node;
  dc_node altered = {.kind = DC_NODE_NOT, .position = node->position, .children = {copy}, .typing = node->typing};
  add(maker, node, altered, node->kind == DC_NODE_ABSENT ? DC_TEXT("« absent » nié") : DC_TEXT("« correspond à » nié"));
}

static void drop_not(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  (void)parent;
  add(maker, node, *node->children[0], DC_TEXT("« non » retiré"));
}

/* ---- operators that trade places ---- */

static bool is_number(const dc_node *node, int64_t value) {
  return node->kind == DC_NODE_NUMBER && dc_rational_compare(node->number, dc_rational_of(value, 1)) == 0;
}

/* × and ÷ give the same unit when what stands on the right has none. */
static bool has_unit(const dc_node *node) { return !dc_unit_equal(node->typing.unit, (dc_unit){0, 0, 0}); }

static void trade(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  static const struct {
    dc_node_kind kind, other;
    const char *word, *other_word;
  } trades[] = {
      {DC_NODE_AND, DC_NODE_OR, "et", "ou"},
      {DC_NODE_OR, DC_NODE_AND, "ou", "et"},
      {DC_NODE_ADD, DC_NODE_SUBTRACT, "+", "-"},
      {DC_NODE_SUBTRACT, DC_NODE_ADD, "-", "+"},
      {DC_NODE_MULTIPLY, DC_NODE_DIVIDE, "×", "÷"},
      {DC_NODE_DIVIDE, DC_NODE_MULTIPLY, "÷", "×"},
      {DC_NODE_MAX, DC_NODE_MIN, "max", "min"},
      {DC_NODE_MIN, DC_NODE_MAX, "min", "max"},
      {DC_NODE_DATE_PLUS_DAYS, DC_NODE_DATE_MINUS_DAYS, "+", "-"},
      {DC_NODE_DATE_MINUS_DAYS, DC_NODE_DATE_PLUS_DAYS, "-", "+"},
      {DC_NODE_DATE_PLUS_MONTHS, DC_NODE_DATE_MINUS_MONTHS, "+", "-"},
      {DC_NODE_DATE_MINUS_MONTHS, DC_NODE_DATE_PLUS_MONTHS, "-", "+"},
  };
  (void)parent;
  const dc_node *right = node->children[1];
  bool product = node->kind == DC_NODE_MULTIPLY || node->kind == DC_NODE_DIVIDE;
  if (product && (has_unit(right) || is_number(right, 1))) return;
  if (!product && is_number(right, 0) && node->kind != DC_NODE_MAX && node->kind != DC_NODE_MIN) return;
  for (size_t i = 0; i < sizeof trades / sizeof *trades; i++) {
    if (trades[i].kind != node->kind) continue;
    dc_node altered = *node;
    altered.kind = trades[i].other;
    replace(maker, node, altered, dc_text_from(trades[i].word), dc_text_from(trades[i].other_word));
  }
}

static void alter_rounding(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  static const dc_text words[] = {[DC_ROUND_UP] = DC_TEXT_INIT("arrondi supérieur"),
                                  [DC_ROUND_DOWN] = DC_TEXT_INIT("arrondi inférieur"),
                                  [DC_ROUND_NEAREST] = DC_TEXT_INIT("arrondi au plus proche")};
  (void)parent;
  for (dc_rounding rounding = DC_ROUND_UP; rounding <= DC_ROUND_NEAREST; rounding++) {
    if (rounding == node->rounding) continue;
    dc_node altered = *node;
    altered.rounding = rounding;
    replace(maker, node, altered, words[node->rounding], words[rounding]);
  }
}

/* ---- values ---- */

static dc_rational step_of(const dc_node *node) {
  bool counted = dc_unit_equal(node->typing.unit, (dc_unit){.days = 1}) || node->typing.bare;
  if (counted && node->number.den == 1) return dc_rational_of(1, 1);
  if (node->number.num == 0) return dc_rational_of(1, node->typing.percent ? 10000 : 100);
  return dc_rational_div(node->number, dc_rational_of(100, 1));
}

static void alter_number(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  (void)parent;
  dc_rational step = step_of(node);
  const dc_rational others[] = {dc_rational_add(node->number, step), dc_rational_sub(node->number, step)};
  for (size_t i = 0; i < 2; i++) {
    if (others[i].den == 0) continue;
    dc_node altered = *node;
    altered.number = others[i];
    replace(maker, node, altered, dc_number_written(maker->arena, node->typing, node->number),
            dc_number_written(maker->arena, node->typing, altered.number));
  }
}

/* Is a list, or a parameter, read at that date, and the same at the other? */
static bool reads_same(const dc_node *parent, const dc_node *node, dc_date other) {
  if (!parent) return false;
  if (parent->kind == DC_NODE_PARAMETER)
    return dc_parameter_at(parent->parameter, node->date) == dc_parameter_at(parent->parameter, other);
  if (parent->kind != DC_NODE_MEMBER) return false;
  for (size_t i = 0; i < parent->list->count; i++) {
    const dc_list_row *row = &parent->list->rows[i];
    bool now = row->from <= node->date && node->date <= row->until, then = row->from <= other && other <= row->until;
    if (now != then) return false;
  }
  return true;
}

static void alter_date(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  for (int days = 1; days >= -1; days -= 2) {
    char before[DC_DATE_SIZE], after[DC_DATE_SIZE];
    dc_node altered = *node;
    altered.date = node->date + days;
    if (!reads_same(parent, node, altered.date))
      replace(maker, node, altered, dc_date_french(node->date, before), dc_date_french(altered.date, after));
  }
}

static void alter_months(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  static const dc_text modes[] = {
      [DC_SAME_DAY] = DC_TEXT_INIT("de quantième à quantième"), [DC_NEXT_DAY] = DC_TEXT_INIT("reporté au lendemain")};
  (void)parent;
  for (int months = node->months + 1; months >= node->months - 1 && months >= 0; months -= 2) {
    dc_node altered = *node;
    altered.months = months;
    replace(maker, node, altered, dc_text_format(maker->arena, "%d mois", node->months),
            dc_text_format(maker->arena, "%d mois", months));
  }
  /* Four years later a 29 February is there again, but for the years that end a century. */
  if (node->months % 48 == 0) return;
  dc_node altered = *node;
  altered.mode = node->mode == DC_SAME_DAY ? DC_NEXT_DAY : DC_SAME_DAY;
  replace(maker, node, altered, modes[node->mode], modes[altered.mode]);
}

/* ---- trees ---- */

typedef void (*alteration)(const dc_maker *, dc_node *node, const dc_node *parent);

static const alteration alterations[] = {
    [DC_NODE_NUMBER] = alter_number,
    [DC_NODE_DATE] = alter_date,
    [DC_NODE_MONTHS] = alter_months,
    [DC_NODE_MEMBER] = alter_member,
    [DC_NODE_ABSENT] = negate,
    [DC_NODE_MATCH] = negate,
    [DC_NODE_COMPARE] = alter_comparison,
    [DC_NODE_AND] = trade,
    [DC_NODE_OR] = trade,
    [DC_NODE_NOT] = drop_not,
    [DC_NODE_ADD] = trade,
    [DC_NODE_SUBTRACT] = trade,
    [DC_NODE_MULTIPLY] = trade,
    [DC_NODE_DIVIDE] = trade,
    [DC_NODE_MAX] = trade,
    [DC_NODE_MIN] = trade,
    [DC_NODE_ROUND] = alter_rounding,
    [DC_NODE_DATE_PLUS_DAYS] = trade,
    [DC_NODE_DATE_MINUS_DAYS] = trade,
    [DC_NODE_DATE_PLUS_MONTHS] = trade,
    [DC_NODE_DATE_MINUS_MONTHS] = trade,
    [DC_NODE_DAYS_BETWEEN] = NULL,
};

static void alter_tree(const dc_maker *maker, dc_node *node, const dc_node *parent) {
  if (!node) return;
  if (alterations[node->kind]) alterations[node->kind](maker, node, parent);
  if (node->kind == DC_NODE_MATCH) return; /* a pattern is no value */
  for (size_t i = 0; i < 2; i++) alter_tree(maker, node->children[i], node);
}

static void alter_dates(const dc_maker *maker, dc_node *node) {
  if (!node) return;
  if (node->kind == DC_NODE_DATE) alter_date(maker, node, NULL);
  for (size_t i = 0; i < 2; i++) alter_dates(maker, node->children[i]);
}

/* ---- periods and keys ---- */

static bool cases_give(const dc_detail *detail, const dc_field *field) {
  for (size_t i = 0; i < detail->cases.count; i++)
    if (dc_case_column_of(detail->cases.items[i], field)) return true;
  return false;
}

/* The article's own period comes first in `in_force`, before that of its recueil, which other articles share. */
static void alter_in_force(const dc_maker *maker, const dc_detail *detail) {
  if (!detail->in_force_reference || !cases_give(detail, detail->in_force_reference)) return;
  const dc_pack *pack = &maker->rules->dictionary->packs[maker->article->recueil->rank];
  dc_node *own = maker->article->in_force;
  bool shared = pack->line_in_force && own->kind == DC_NODE_AND && own->children[1] == pack->line_in_force;
  alter_dates(maker, shared ? own->children[0] : own);
}

static void add_key(const dc_maker *maker, dc_position position, dc_key altered, dc_text change) {
  dc_article *articles = maker->article->recueil->articles; /* the same article, that may be written */
  dc_key *key = &articles[maker->article - articles].key;
  DC_APPEND(maker->arena, maker->mutants,
            (dc_mutant){.position = position, .change = change, .key = key, .altered_key = altered});
}

static void drop_fields(const dc_maker *maker, dc_position position) {
  const dc_dictionary *dictionary = maker->rules->dictionary;
  const dc_key *key = &maker->article->key;
  for (size_t i = 0; i < key->count; i++) {
    if (key->fields[i] == dictionary->lot) continue;
    dc_key altered = {.period = key->period};
    for (size_t j = 0; j < key->count; j++) {
      bool lot = key->fields[i] == dictionary->marche && key->fields[j] == dictionary->lot;
      if (j != i && !lot) altered.fields[altered.count++] = key->fields[j];
    }
    bool person = key->fields[i] == dictionary->participant;
    dc_text name = person ? DC_TEXT("personne") : key->fields[i]->name;
    add_key(maker, position, altered, dc_text_format(maker->arena, "« " DC_S " » retiré de la clé", DC_ARG(name)));
  }
}

static void alter_key(const dc_maker *maker, const dc_detail *detail) {
  static const dc_heading_kind headings[DC_EFFECT_COUNT] = {[DC_EFFECT_ONCE] = DC_HEADING_ONCE,
                                                            [DC_EFFECT_CAP] = DC_HEADING_CAP,
                                                            [DC_EFFECT_CAP_COUNTED] = DC_HEADING_CAP_COUNTED,
                                                            [DC_EFFECT_CONTROL_CAP] = DC_HEADING_CONTROL};
  const dc_key *key = &maker->article->key;
  if (key->count == 0 && key->period == DC_PERIOD_NONE) return;
  const dc_heading *heading = dc_block_heading(detail->block, headings[maker->article->effect]);
  DC_ASSERT(heading);
  dc_position position = dc_heading_position(heading);
  drop_fields(maker, position);
  for (int step = -1; step <= 1; step += 2) {
    dc_key altered = *key;
    altered.period = (dc_period)((int)key->period + step);
    bool known = key->period != DC_PERIOD_NONE && altered.period >= DC_PERIOD_DAY && altered.period <= DC_PERIOD_YEAR;
    if (known)
      add_key(maker, position, altered, replaced(maker, dc_period_name(key->period), dc_period_name(altered.period)));
  }
}

dc_mutants dc_mutants_of(const dc_rules *rules, const dc_article *article, dc_arena *arena) {
  dc_mutants mutants = {0};
  dc_maker maker = {rules, article, arena, &mutants};
  const dc_detail *detail = &rules->dictionary->details[article->id];
  for (size_t i = 0; i < detail->definitions.count; i++)
    if (dc_definition_matters(rules, article, detail->definitions.items[i]))
      alter_tree(&maker, detail->definitions.items[i]->value, NULL);
  alter_in_force(&maker, detail);
  alter_tree(&maker, article->value, NULL);
  alter_tree(&maker, article->condition, NULL);
  alter_tree(&maker, article->preference, NULL);
  alter_key(&maker, detail);
  return mutants;
}
