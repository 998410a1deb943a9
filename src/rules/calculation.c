#include "decompte/calculation.h"

#include "dictionary.h"
#include "steps.h"
#include "words.h"

/* A calculation in the making. What a rule names twice is one step. */
typedef struct {
  const void *what; /* a field, a definition, a dated value */
  size_t step;
} dc_known_step;

typedef struct {
  const dc_trace *trace;
  dc_calculation steps;
  DC_LIST(dc_known_step) known;
} dc_making;

static size_t add_node(dc_making *making, const dc_node *node);

/* ---- steps ---- */

static dc_text unit_of(dc_arena *arena, dc_typing typing) {
  if (typing.sort != DC_SORT_NUMBER) return (dc_text){0};
  dc_text words = dc_exact_text(arena, typing, dc_rational_of(2, 1), true);
  size_t space = dc_text_find(words, DC_TEXT(" "));
  return dc_text_slice(words, space + (space < words.length), words.length);
}

static dc_step *append(dc_making *making, dc_step_kind kind, const dc_node *node, dc_text name) {
  dc_arena *arena = making->trace->arena;
  dc_value value = dc_trace_value_of(making->trace, node);
  bool number = !value.absent && value.kind == DC_VALUE_NUMBER;
  dc_step step = {.kind = kind,
                  .name = name,
                  .date = DC_NO_DATE,
                  .value = number ? value.number : (dc_rational){0, 0},
                  .unit = unit_of(arena, node->typing)};
  DC_APPEND(arena, &making->steps, step);
  return &making->steps.items[making->steps.count - 1];
}

static size_t last(const dc_making *making) { return making->steps.count - 1; }

/* ---- what is read ---- */

static size_t known(const dc_making *making, const void *what) {
  for (size_t i = 0; i < making->known.count; i++)
    if (making->known.items[i].what == what) return making->known.items[i].step;
  return SIZE_MAX;
}

static size_t remember(dc_making *making, const void *what, size_t step) {
  DC_APPEND(making->trace->arena, &making->known, (dc_known_step){what, step});
  return step;
}

static size_t add_field(dc_making *making, const dc_node *node) {
  size_t step = known(making, node->field);
  if (step != SIZE_MAX) return step;
  append(making, DC_STEP_READ, node, node->field->name)->field = node->field;
  return remember(making, node->field, last(making));
}

/* The last step of its own calculation bears its name, unless that only reads something. */
static size_t add_definition(dc_making *making, const dc_node *node) {
  const dc_definition *definition = node->definition;
  size_t step = known(making, definition);
  if (step != SIZE_MAX) return step;
  step = add_node(making, definition->value);
  DC_ASSERT(making->steps.items && step < making->steps.count);
  dc_step *own = &making->steps.items[step];
  if (own->kind != DC_STEP_READ)
    own->name = dc_text_format(making->trace->arena, DC_S " = " DC_S, DC_ARG(definition->name), DC_ARG(own->name));
  return remember(making, definition, step);
}

static size_t add_parameter(dc_making *making, const dc_node *node) {
  const dc_parameter *parameter = node->parameter;
  dc_value date = dc_trace_value_of(making->trace, node->children[0]);
  const dc_dated_value *row = date.absent ? NULL : dc_parameter_at(parameter, (dc_date)date.discrete);
  size_t step = row ? known(making, row) : SIZE_MAX;
  if (step != SIZE_MAX) return step;
  dc_step *read = append(making, DC_STEP_READ, node, parameter->name);
  read->rule = row ? row->position : parameter->position;
  read->date = row ? row->from : DC_NO_DATE;
  read->text = row ? row->text : (dc_text){0};
  return row ? remember(making, row, last(making)) : last(making);
}

/* ---- operations ---- */

static dc_step_kind operation_of(const dc_node *node) {
  static const dc_step_kind roundings[] = {[DC_ROUND_UP] = DC_STEP_ROUND_UP,
                                           [DC_ROUND_DOWN] = DC_STEP_ROUND_DOWN,
                                           [DC_ROUND_NEAREST] = DC_STEP_ROUND_NEAREST};
  switch (node->kind) {
  case DC_NODE_ADD: return DC_STEP_ADD;
  case DC_NODE_SUBTRACT: return DC_STEP_SUBTRACT;
  case DC_NODE_MULTIPLY: return DC_STEP_MULTIPLY;
  case DC_NODE_DIVIDE: return DC_STEP_DIVIDE;
  case DC_NODE_MAX: return DC_STEP_MAX;
  case DC_NODE_MIN: return DC_STEP_MIN;
  case DC_NODE_ROUND: return roundings[node->rounding];
  case DC_NODE_SLICES: return DC_STEP_SLICES;
  default: return DC_STEP_READ;
  }
}

static size_t add_node(dc_making *making, const dc_node *node) {
  const dc_trace *trace = making->trace;
  switch (node->kind) {
  case DC_NODE_FIELD: return add_field(making, node);
  case DC_NODE_DEFINITION: return add_definition(making, node);
  case DC_NODE_PARAMETER: return add_parameter(making, node);
  default: break;
  }
  dc_step_kind kind = node->typing.sort == DC_SORT_NUMBER ? operation_of(node) : DC_STEP_READ;
  size_t operands[2] = {0};
  for (size_t i = 0; i < 2 && kind != DC_STEP_READ && node->children[i]; i++)
    operands[i] = add_node(making, node->children[i]);
  dc_step *step = append(making, kind, node, dc_node_words(trace->arena, trace->rules, node));
  step->operands[0] = operands[0];
  step->operands[1] = operands[1];
  if (kind == DC_STEP_READ) step->rule = node->position;
  return last(making);
}

dc_calculation dc_trace_calculation(const dc_trace *trace, const dc_article *article) {
  dc_making making = {.trace = trace};
  size_t value = add_node(&making, article->value);
  DC_ASSERT(value == last(&making));
  return making.steps;
}
