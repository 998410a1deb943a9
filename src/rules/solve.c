#include "solve.h"

#include "dictionary.h"

const dc_node *dc_node_reading(const dc_node *node, dc_unknown unknown) {
  if (!node) return NULL;
  bool field = node->kind == DC_NODE_FIELD && node->field == unknown.field;
  if (field || (node->kind == DC_NODE_PARAMETER && !unknown.field && node->parameter == unknown.parameter)) return node;
  if (node->kind == DC_NODE_DEFINITION) return dc_node_reading(node->definition->value, unknown);
  const dc_node *found = dc_node_reading(node->children[0], unknown);
  return found ? found : dc_node_reading(node->children[1], unknown);
}

/* ---- ids worth trying ---- */

static void add_id(dc_arena *arena, dc_ids *ids, uint32_t id) {
  for (size_t i = 0; i < ids->count; i++)
    if (ids->items[i] == id) return;
  DC_APPEND(arena, ids, id);
}

static void add_list(dc_arena *arena, dc_ids *ids, const dc_code_list *list) {
  for (size_t i = 0; i < list->count; i++) add_id(arena, ids, list->rows[i].id);
}

/* What the tests of the tree hold against the unknown. */
static void add_tested(const dc_node *node, dc_unknown unknown, dc_arena *arena, dc_ids *ids) {
  if (!node) return;
  if (node->kind == DC_NODE_DEFINITION) add_tested(node->definition->value, unknown, arena, ids);
  if (node->kind == DC_NODE_MEMBER && dc_node_reading(node->children[0], unknown)) add_list(arena, ids, node->list);
  for (size_t i = 0; i < 2; i++) {
    const dc_node *child = node->children[i], *other = node->children[1 - i];
    if (node->kind == DC_NODE_COMPARE && child->kind == DC_NODE_ID && dc_node_reading(other, unknown))
      add_id(arena, ids, child->id);
    add_tested(child, unknown, arena, ids);
  }
}

static bool holds_any(const dc_code_list *list, const dc_ids *ids, size_t count) {
  for (size_t i = 0; i < list->count; i++)
    for (size_t j = 0; j < count; j++)
      if (list->rows[i].id == ids->items[j]) return true;
  return false;
}

void dc_solve_ids(const dc_rules *rules, const dc_node *node, dc_unknown unknown, dc_arena *arena, dc_ids *ids) {
  add_tested(node, unknown, arena, ids);
  const dc_dictionary *dictionary = rules->dictionary;
  size_t tested = ids->count;
  for (size_t i = 0; i < dictionary->pack_count; i++)
    for (size_t j = 0; j < dictionary->packs[i].list_count; j++)
      if (holds_any(&dictionary->packs[i].lists[j], ids, tested)) add_list(arena, ids, &dictionary->packs[i].lists[j]);
}

/* ---- one value in place of another ---- */

typedef struct {
  const dc_walker *walker;
  dc_unknown unknown;
  const dc_article *article; /* NULL: the condition */
  const dc_node *condition;
  dc_truth wanted;
  dc_value trial;
} dc_problem;

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_problem *problem = context;
  const dc_environment *environment = problem->walker->environment;
  if (field == problem->unknown.field)
    *out = dc_vector_of(&problem->trial, scratch);
  else
    environment->fetch(environment->context, field, count, scratch, out);
}

/* The overrides of the row, and the trial before them when a parameter is the unknown: the first one counts. */
static void override(const dc_problem *problem, dc_arena *scratch, dc_walker *walker) {
  if (problem->unknown.field) return;
  dc_override *overrides = DC_NEW_ARRAY(scratch, walker->override_count + 1, dc_override);
  const dc_value *trial = &problem->trial;
  overrides[0] = (dc_override){problem->unknown.parameter, trial->absent, trial->number, (dc_date)trial->discrete};
  for (size_t i = 0; i < walker->override_count; i++) overrides[i + 1] = walker->overrides[i];
  walker->overrides = overrides;
  walker->override_count++;
}

static bool holds(void *context, const dc_value *trial, uint64_t *circumstances) {
  dc_problem *problem = context;
  problem->trial = *trial;
  dc_arena scratch = {0};
  dc_circumstances seen = {0};
  dc_environment environment = {problem, fetch};
  dc_walker walker = *problem->walker;
  walker.environment = &environment;
  walker.scratch = &scratch;
  walker.seen = dc_circumstances_seen;
  walker.context = &seen;
  override(problem, &scratch, &walker);
  dc_truth truth =
      problem->article ? dc_walk_verdict(&walker, problem->article) : dc_walk_truth(&walker, problem->condition);
  dc_arena_free(&scratch);
  *circumstances = seen.fold;
  return truth == problem->wanted;
}

static bool solve(dc_problem *problem, dc_arena *arena, dc_solution *solution) {
  const dc_article *article = problem->article;
  const dc_node *roots[] = {problem->condition, article ? article->condition : NULL,
                            article ? article->in_force : NULL};
  const dc_node *reader = NULL;
  dc_ids ids = {0};
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
    if (!reader) reader = dc_node_reading(roots[i], problem->unknown);
    dc_solve_ids(problem->walker->rules, roots[i], problem->unknown, arena, &ids);
  }
  if (!reader) return false; /* no value of it changes anything */
  dc_walker walker = *problem->walker;
  walker.seen = NULL;
  dc_search search = {.typing = reader->typing,
                      .present = dc_walk(&walker, reader),
                      .ids = ids.items,
                      .id_count = ids.count,
                      .holds = holds,
                      .context = problem};
  return dc_search_nearest(&search, arena, solution);
}

bool dc_solve_verdict(const dc_walker *walker, dc_unknown unknown, const dc_article *article, dc_truth wanted,
                      dc_arena *arena, dc_solution *solution) {
  dc_problem problem = {.walker = walker, .unknown = unknown, .article = article, .wanted = wanted};
  return solve(&problem, arena, solution);
}

bool dc_solve_condition(const dc_walker *walker, dc_unknown unknown, const dc_node *condition, dc_truth wanted,
                        dc_arena *arena, dc_solution *solution) {
  dc_problem problem = {.walker = walker, .unknown = unknown, .condition = condition, .wanted = wanted};
  return solve(&problem, arena, solution);
}
