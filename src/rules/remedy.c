/* « Il aurait fallu »: what the solver finds, said in French. */
#include "decompte/trace.h"

#include "dictionary.h"
#include "solve.h"
#include "words.h"

/* ---- which fields ---- */

enum { MOST_FIELDS = 32 };

typedef struct {
  const dc_field *items[MOST_FIELDS];
  bool aside[MOST_FIELDS]; /* read only as the day of a list or of a parameter */
  size_t count;
} dc_fields_read;

/* Neither the day of the statement nor what rules compute is anyone's to have written otherwise. */
static bool is_written(const dc_field *field) {
  return field->level != DC_LEVEL_STATEMENT && !dc_text_equal(field->table, DC_TEXT("regles"));
}

static void add_field(dc_fields_read *fields, const dc_field *field, bool aside) {
  size_t i = 0;
  while (i < fields->count && fields->items[i] != field) i++;
  if (i == MOST_FIELDS) return;
  if (i == fields->count) {
    fields->items[fields->count++] = field;
    fields->aside[i] = aside;
  }
  fields->aside[i] = fields->aside[i] && aside;
}

/* The fields that a tree reads, in the order in which it names them. */
static void collect(const dc_node *node, bool aside, dc_fields_read *fields) {
  if (!node) return;
  if (node->kind == DC_NODE_DEFINITION) collect(node->definition->value, aside, fields);
  if (node->kind == DC_NODE_FIELD && is_written(node->field)) add_field(fields, node->field, aside);
  collect(node->children[0], aside || node->kind == DC_NODE_PARAMETER, fields);
  collect(node->children[1], aside || node->kind == DC_NODE_MEMBER, fields);
}

/* ---- the range that a date is in ---- */

/* The row with another day in one field. */
typedef struct {
  const dc_environment *environment;
  const dc_field *field;
  dc_date day;
} dc_other_day;

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_other_day *other = context;
  if (field != other->field) {
    other->environment->fetch(other->environment->context, field, count, scratch, out);
    return;
  }
  dc_value day = {.kind = DC_VALUE_DATE, .discrete = other->day};
  *out = dc_vector_of(&day, scratch);
}

typedef struct {
  const dc_walker *walker;
  const dc_article *article;
  dc_unknown unknown;
  dc_truth wanted;
  dc_other_day at;   /* a day that will do */
  dc_date low, high; /* the first and the last that will do around it; DC_NO_DATE = none known */
} dc_range;

static bool will_do(const dc_range *range, dc_date day) {
  dc_other_day other = range->at;
  other.day = day;
  dc_environment environment = {&other, fetch};
  dc_walker walker = *range->walker;
  walker.environment = &environment;
  return dc_walk_verdict(&walker, range->article) == range->wanted;
}

/* Where one comparison turns, from the day that will do: a bound, if the article turns there too. */
static void look_at(dc_range *range, const dc_node *comparison, dc_truth now) {
  dc_environment environment = {&range->at, fetch};
  dc_walker walker = *range->walker;
  walker.environment = &environment;
  dc_solution turn;
  dc_truth other = now == DC_TRUE ? DC_FALSE : DC_TRUE;
  if (!dc_solve_condition(&walker, range->unknown, comparison, other, walker.scratch, &turn)) return;
  dc_date day = (dc_date)turn.value.discrete;
  if (will_do(range, day)) return;
  if (day < range->at.day && (range->low == DC_NO_DATE || day >= range->low)) range->low = day + 1;
  if (day > range->at.day && (range->high == DC_NO_DATE || day <= range->high)) range->high = day - 1;
}

/* The rows of a list that hold on the day that will do: their periods are bounds as well. */
static void look_in(dc_range *range, const dc_node *member) {
  for (size_t i = 0; i < member->list->count; i++) {
    const dc_list_row *row = &member->list->rows[i];
    if (row->from > range->at.day || row->until < range->at.day) continue;
    if (row->from != INT32_MIN && !will_do(range, row->from - 1) &&
        (range->low == DC_NO_DATE || row->from > range->low))
      range->low = row->from;
    if (row->until != INT32_MAX && !will_do(range, row->until + 1) &&
        (range->high == DC_NO_DATE || row->until < range->high))
      range->high = row->until;
  }
}

static void find_bounds(dc_range *range, const dc_node *node) {
  if (!node || !dc_node_reading(node, range->unknown)) return;
  if (node->kind == DC_NODE_DEFINITION) find_bounds(range, node->definition->value);
  if (node->kind == DC_NODE_MEMBER) look_in(range, node);
  if (node->kind == DC_NODE_COMPARE) {
    dc_environment environment = {&range->at, fetch};
    dc_walker walker = *range->walker;
    walker.environment = &environment;
    look_at(range, node, dc_walk_truth(&walker, node));
    return;
  }
  find_bounds(range, node->children[0]);
  find_bounds(range, node->children[1]);
}

/* ---- in French ---- */

/* « une », « un » or « des »: the indefinite article of a name of the lexicon, by its first word. */
static const char *article_of(const dc_field *field) {
  static const char *const feminine[] = {"date",       "fin",       "part",    "nature",    "commune",
                                         "validation", "naissance", "facture", "structure", "pénalité"};
  static const char *const plural[] = {"heures", "considérations"};
  dc_text first = dc_text_slice(field->name, 0, dc_text_find(field->name, DC_TEXT(" ")));
  for (size_t i = 0; i < sizeof feminine / sizeof *feminine; i++)
    if (dc_text_equal(first, dc_text_from(feminine[i]))) return "une";
  for (size_t i = 0; i < sizeof plural / sizeof *plural; i++)
    if (dc_text_equal(first, dc_text_from(plural[i]))) return "des";
  return "un";
}

static dc_text any_value(dc_arena *arena, const dc_field *field, const char *which) {
  const char *article = article_of(field);
  const char *agreement = strcmp(article, "une") == 0 ? "e" : strcmp(article, "des") == 0 ? "es" : "";
  return dc_text_format(arena, "renseigné%s, %s", agreement, which);
}

static dc_text date_remedy(dc_arena *arena, const dc_field *field, const dc_solution *solution) {
  char day[DC_DATE_SIZE];
  dc_text date = dc_date_french((dc_date)solution->value.discrete, day);
  switch (solution->bound) {
  case DC_BOUND_AT_MOST: return dc_text_format(arena, "au plus tard le " DC_S, DC_ARG(date));
  case DC_BOUND_AT_LEAST: return dc_text_format(arena, "au plus tôt le " DC_S, DC_ARG(date));
  case DC_BOUND_ANY: return any_value(arena, field, "à n'importe quelle date");
  case DC_BOUND_ONLY: break;
  }
  return dc_text_format(arena, "au " DC_S, DC_ARG(date));
}

static dc_text range_remedy(dc_arena *arena, const dc_range *range) {
  char low[DC_DATE_SIZE], high[DC_DATE_SIZE];
  dc_text first = dc_date_french(range->low, low), last = dc_date_french(range->high, high);
  if (range->low == DC_NO_DATE) return dc_text_format(arena, "au plus tard le " DC_S, DC_ARG(last));
  if (range->high == DC_NO_DATE) return dc_text_format(arena, "au plus tôt le " DC_S, DC_ARG(first));
  return dc_text_format(arena, "du " DC_S " au " DC_S, DC_ARG(first), DC_ARG(last));
}

static dc_text number_remedy(dc_arena *arena, const dc_field *field, const dc_solution *solution) {
  dc_text number = dc_exact_text(arena, dc_typing_of_type(field->type, false), solution->value.number, false);
  switch (solution->bound) {
  case DC_BOUND_AT_MOST: return dc_text_format(arena, "d'au plus " DC_S, DC_ARG(number));
  case DC_BOUND_AT_LEAST: return dc_text_format(arena, "d'au moins " DC_S, DC_ARG(number));
  case DC_BOUND_ANY: return any_value(arena, field, "quelle que soit la valeur");
  case DC_BOUND_ONLY: break;
  }
  return dc_text_format(arena, "de " DC_S, DC_ARG(number));
}

static dc_text ids_remedy(const dc_rules *rules, dc_arena *arena, const dc_field *field, const dc_solution *solution) {
  dc_builder text = {.arena = arena};
  if (solution->id_count > 2) dc_builder_add(&text, DC_TEXT("parmi "));
  for (size_t i = 0; i < solution->id_count; i++) {
    const char *link = i == 0 ? "" : i + 1 == solution->id_count ? " ou " : ", ";
    dc_value id = {.kind = DC_VALUE_ID, .discrete = solution->ids[i]};
    dc_text name = dc_value_text(arena, rules, dc_typing_of_type(field->type, false), &id);
    dc_builder_format(&text, "%s" DC_S, link, DC_ARG(name));
  }
  return dc_builder_text(&text);
}

/* A day that stands alone between others that would not do is told with its neighbours. */
static dc_text day_remedy(const dc_walker *walker, const dc_article *article, const dc_field *field, dc_truth wanted,
                          const dc_solution *solution) {
  dc_date day = (dc_date)solution->value.discrete;
  dc_range range = {.walker = walker,
                    .article = article,
                    .unknown = {.field = field},
                    .wanted = wanted,
                    .at = {walker->environment, field, day},
                    .low = DC_NO_DATE,
                    .high = DC_NO_DATE};
  if (solution->bound == DC_BOUND_ONLY) find_bounds(&range, article->condition);
  bool bounded = range.low != DC_NO_DATE || range.high != DC_NO_DATE;
  return bounded ? range_remedy(walker->scratch, &range) : date_remedy(walker->scratch, field, solution);
}

static dc_text remedy_text(const dc_walker *walker, const dc_article *article, const dc_field *field, dc_truth wanted,
                           const dc_solution *solution) {
  switch (solution->value.kind) {
  case DC_VALUE_DATE: return day_remedy(walker, article, field, wanted, solution);
  case DC_VALUE_NUMBER: return number_remedy(walker->scratch, field, solution);
  case DC_VALUE_TRUTH:
  case DC_VALUE_ID:
  case DC_VALUE_IDS: break;
  }
  return ids_remedy(walker->rules, walker->scratch, field, solution);
}

static bool is_of_record(const dc_field *field) { return dc_text_equal(field->table, DC_TEXT("releves")); }

size_t dc_trace_remedies(const dc_trace *trace, const dc_article *article, dc_truth wanted, dc_text remedies[],
                         size_t most) {
  dc_fields_read fields = {0};
  collect(article->condition, false, &fields);
  collect(article->in_force, false, &fields);
  dc_walker walker = {.rules = trace->rules, .environment = trace->environment, .scratch = trace->arena};
  size_t count = 0;
  for (int own = 1; own >= 0 && count == 0; own--) {
    for (size_t i = 0; i < fields.count && count < most; i++) {
      dc_solution solution;
      dc_unknown unknown = {.field = fields.items[i]};
      bool first = is_of_record(fields.items[i]) && !fields.aside[i];
      if (first != own) continue;
      if (!dc_solve_verdict(&walker, unknown, article, wanted, trace->arena, &solution)) continue;
      bool hidden = trace->masked && fields.items[i]->sensitive;
      dc_text text = hidden ? DC_TEXT("(réservé)") : remedy_text(&walker, article, fields.items[i], wanted, &solution);
      remedies[count++] = dc_text_format(trace->arena, "%s " DC_S " " DC_S, article_of(fields.items[i]),
                                         DC_ARG(fields.items[i]->name), DC_ARG(text));
    }
  }
  return count;
}
