#include "check.h"

typedef struct {
  const dc_rules *rules;
  dc_rulebook_depth depth;
  dc_diagnostics *diagnostics;
  dc_space *space;
  DC_LIST(const dc_node *) told; /* readings already reported */
} dc_gaps;

/* Days, both included; INT32_MIN and INT32_MAX when open. */
typedef struct {
  int64_t first, last;
} dc_days;

/* ---- a parameter over some days ---- */

/* The days over which a value is needed. What bounds neither end of the date that is read says nothing of when the
 * article is in use: then only what lies between the first value and the last one counts. A period that has begun and
 * has no end goes on for ever. */
static dc_days days_needed(const dc_parameter *parameter, const dc_interval *dates) {
  dc_days known = {parameter->values[0].from, parameter->values[parameter->count - 1].until};
  dc_days needed = known;
  if (dates->low.den) needed.first = (int64_t)dates->low.num;
  if (dates->high.den) needed.last = (int64_t)dates->high.num;
  if (dates->low.den && !dates->high.den) needed.last = INT32_MAX;
  if (dates->high.den && !dates->low.den && needed.last < known.first) needed.first = INT32_MIN; /* wholly before */
  return needed;
}

/* The first days among those that have no value. false when all have one. */
static bool find_gap(const dc_parameter *parameter, dc_days needed, dc_days *gap) {
  int64_t next = needed.first; /* the first day not yet seen to have a value */
  for (size_t i = 0; i < parameter->count && next <= needed.last; i++) {
    const dc_dated_value *value = &parameter->values[i];
    if (value->until < next) continue;
    if (value->from > next) {
      *gap = (dc_days){next, value->from - 1 < needed.last ? value->from - 1 : needed.last};
      return true;
    }
    next = (int64_t)value->until + 1;
  }
  *gap = (dc_days){next, needed.last};
  return next <= needed.last;
}

static dc_text days_text(dc_arena *arena, dc_days days) {
  char first[DC_DATE_SIZE], last[DC_DATE_SIZE];
  bool from = days.first > INT32_MIN, until = days.last < INT32_MAX;
  const char *begin = from ? dc_date_french((dc_date)days.first, first).data : "";
  const char *end = until ? dc_date_french((dc_date)days.last, last).data : "";
  if (from && until && days.first == days.last) return dc_text_format(arena, "le %s", begin);
  if (from && until) return dc_text_format(arena, "du %s au %s", begin, end);
  return dc_text_format(arena, from ? "à compter du %s" : "jusqu'au %s", from ? begin : end);
}

/* ---- readings ---- */

static bool already_told(dc_gaps *gaps, const dc_node *node) {
  for (size_t i = 0; i < gaps->told.count; i++)
    if (gaps->told.items[i] == node) return true;
  return false;
}

static bool possible(const dc_gaps *gaps, const dc_box *box) {
  dc_arena scratch = {0};
  dc_system system;
  bool possible = dc_box_possible(gaps->space, &scratch, box, &system);
  dc_arena_free(&scratch);
  return possible;
}

/* One reading of a parameter, in an article that needs it in those boxes. */
static void check_reading(dc_gaps *gaps, const dc_node *node, const dc_boxes *where) {
  dc_form date;
  if (already_told(gaps, node) || !dc_form_of(&gaps->space->terms, node->children[0], &date)) return;
  bool intricate = where->overflow && gaps->depth == DC_RULEBOOK_WARNINGS;
  dc_text found = {0};
  for (size_t i = 0; i < where->count && found.length == 0 && !where->overflow; i++) {
    dc_interval dates = dc_interval_whole(dc_box_interval(gaps->space, &where->items[i], &date));
    dc_days gap;
    if (!find_gap(node->parameter, days_needed(node->parameter, &dates), &gap)) continue;
    if (possible(gaps, &where->items[i])) found = days_text(gaps->diagnostics->arena, gap);
  }
  if (found.length > 0)
    DC_RULE_REPORT(gaps->rules, gaps->diagnostics, DC_R_GAP, node->position,
                   "le paramètre « " DC_S " », lu ici, n'a pas de valeur " DC_S, DC_ARG(node->parameter->name),
                   DC_ARG(found));
  if (intricate)
    DC_RULE_REPORT(gaps->rules, gaps->diagnostics, DC_R_INTRICATE, node->position,
                   "trop de conditions entourent cette lecture de « " DC_S " » pour savoir s'il y a une valeur",
                   DC_ARG(node->parameter->name));
  if (found.length > 0 || intricate) DC_APPEND(gaps->space->terms.arena, &gaps->told, node);
}

static bool reads_parameter(const dc_node *node) {
  if (!node) return false;
  node = dc_node_bare(node);
  if (node->kind == DC_NODE_PARAMETER) return true;
  return reads_parameter(node->children[0]) || reads_parameter(node->children[1]);
}

/* Visits what is read of parameters in a tree that counts in those boxes. One side of an « et » counts where the other
 * is true, one side of an « ou » where it is false; « absent » asks for no value. */
static void visit(dc_gaps *gaps, const dc_node *node, const dc_boxes *where) {
  if (!node || !reads_parameter(node)) return;
  node = dc_node_bare(node);
  if (node->kind == DC_NODE_ABSENT) return;
  if (node->kind == DC_NODE_PARAMETER) check_reading(gaps, node, where);
  bool junction = node->kind == DC_NODE_AND || node->kind == DC_NODE_OR;
  for (size_t i = 0; i < 2; i++) {
    dc_boxes narrowed = *where;
    if (junction && reads_parameter(node->children[i])) {
      dc_boxes other = dc_boxes_of(gaps->space, node->children[1 - i], node->kind == DC_NODE_AND);
      narrowed = dc_boxes_meet(gaps->space, where, &other);
    }
    visit(gaps, node->children[i], &narrowed);
  }
}

/* ---- articles ---- */

static void check_article(dc_gaps *gaps, const dc_boxes *chain, const dc_article *article) {
  const dc_detail *detail = &gaps->rules->dictionary->details[article->id];
  dc_boxes in_force = dc_boxes_of(gaps->space, article->in_force, true);
  dc_boxes within = dc_boxes_meet(gaps->space, chain, &in_force);
  visit(gaps, article->condition, &within);
  visit(gaps, article->preference, &within);
  dc_boxes applies = dc_boxes_of_article(gaps->space, chain, article);
  visit(gaps, article->value, &applies);
  for (size_t i = 0; i < detail->motif.count; i++) visit(gaps, detail->motif.items[i].value, &applies);
}

void dc_check_parameters(const dc_rules *rules, dc_rulebook_depth depth, dc_diagnostics *diagnostics) {
  for (size_t i = 0; i < rules->recueil_count; i++) {
    dc_arena arena = {0};
    dc_space space;
    dc_space_init(&space, &arena, rules);
    dc_gaps gaps = {.rules = rules, .depth = depth, .diagnostics = diagnostics, .space = &space};
    dc_boxes chain = dc_boxes_of_chain(&space, dc_plan_of(rules, rules->recueils[i]));
    for (size_t j = 0; j < rules->recueils[i]->article_count; j++)
      check_article(&gaps, &chain, &rules->recueils[i]->articles[j]);
    dc_arena_free(&arena);
  }
}

/* ---- lists ---- */

static void check_list(const dc_rules *rules, const dc_code_list *list, dc_diagnostics *diagnostics) {
  for (size_t i = 1; i < list->count; i++) {
    const dc_list_row *before = &list->rows[i - 1], *row = &list->rows[i];
    if (before->id != row->id || (int64_t)before->until + 1 >= row->from) continue;
    dc_days hole = {(int64_t)before->until + 1, (int64_t)row->from - 1};
    DC_RULE_REPORT(rules, diagnostics, DC_R_LIST_HOLE, row->position,
                   "le code « " DC_S " » n'est pas dans la liste " DC_S, DC_ARG(dc_intern_text(rules->intern, row->id)),
                   DC_ARG(days_text(diagnostics->arena, hole)));
  }
}

void dc_check_lists(const dc_rules *rules, dc_diagnostics *diagnostics) {
  for (size_t i = 0; i < rules->dictionary->pack_count; i++)
    for (size_t j = 0; j < rules->dictionary->packs[i].list_count; j++)
      check_list(rules, &rules->dictionary->packs[i].lists[j], diagnostics);
}
