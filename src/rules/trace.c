#include "decompte/trace.h"

#include "dictionary.h"
#include "solve.h"
#include "steps.h"
#include "words.h"

void dc_trace_begin(dc_trace *trace, const dc_rules *rules, const dc_environment *environment, bool masked,
                    dc_arena *arena) {
  *trace = (dc_trace){.rules = rules, .environment = environment, .masked = masked, .arena = arena};
}

dc_trace_line *dc_trace_say(dc_trace *trace, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dc_text text = dc_text_vformat(trace->arena, format, arguments);
  va_end(arguments);
  DC_APPEND(trace->arena, &trace->lines, (dc_trace_line){.text = text});
  return &trace->lines.items[trace->lines.count - 1];
}

void dc_trace_conclude(dc_trace *trace, const char *words) {
  if (trace->lines.count == 0) {
    dc_trace_say(trace, "%s", words);
    return;
  }
  dc_trace_line *last = &trace->lines.items[trace->lines.count - 1];
  last->text = dc_text_format(trace->arena, DC_S "%s", DC_ARG(last->text), words);
}

/* ---- what an article does ---- */

static dc_truth show_truth(dc_trace *trace, const dc_node *node) {
  if (!node) return DC_TRUE;
  dc_trace_show(trace, node);
  dc_value value = dc_trace_value_of(trace, node);
  return value.absent ? DC_ABSENT : value.discrete ? DC_TRUE : DC_FALSE;
}

dc_truth dc_trace_condition(dc_trace *trace, const dc_article *article) {
  dc_truth in_force = show_truth(trace, article->in_force);
  if (in_force == DC_FALSE) {
    dc_trace_conclude(trace, " : l'article n'est pas en vigueur pour cette ligne");
    return DC_FALSE;
  }
  dc_truth condition = show_truth(trace, article->condition);
  return in_force == DC_ABSENT && condition == DC_TRUE ? DC_ABSENT : condition;
}

dc_truth dc_trace_preference(dc_trace *trace, const dc_article *article) {
  return show_truth(trace, article->preference);
}

bool dc_trace_value(dc_trace *trace, const dc_article *article, dc_rational *value) {
  dc_trace_show(trace, article->value);
  dc_value result = dc_trace_value_of(trace, article->value);
  *value = result.number;
  return !result.absent;
}

bool dc_trace_bites(const dc_trace *trace, const dc_article *article) {
  dc_walker walker = {.rules = trace->rules, .environment = trace->environment, .scratch = trace->arena};
  dc_unknown day = {.field = trace->rules->dictionary->work_date};
  dc_solution solution;
  return dc_walk_verdict(&walker, article) == DC_TRUE ||
         dc_solve_verdict(&walker, day, article, DC_TRUE, trace->arena, &solution);
}

bool dc_trace_window(dc_trace *trace, const dc_article *article, size_t i, dc_text *name, dc_date *date) {
  const dc_detail *detail = &trace->rules->dictionary->details[article->id];
  for (size_t k = 0; k < detail->definitions.count; k++) {
    const dc_definition *definition = detail->definitions.items[k];
    const dc_node *value = definition->value;
    if (value->typing.sort != DC_SORT_DATE || value->levels & DC_LEVEL_BIT(DC_LEVEL_LINE) || i-- > 0) continue;
    dc_trace_show(trace, value);
    dc_value result = dc_trace_value_of(trace, value);
    *name = definition->name;
    *date = result.absent ? DC_NO_DATE : (dc_date)result.discrete;
    return true;
  }
  return false;
}

/* ---- what an article says of itself ---- */

/* « champ ≥ date [et champ ≤ date] », as the front end builds « En vigueur ». */
static void read_version(const dc_node *node, dc_version *version) {
  if (node->kind == DC_NODE_AND) {
    read_version(node->children[0], version);
    read_version(node->children[1], version);
    return;
  }
  DC_ASSERT(node->kind == DC_NODE_COMPARE && node->children[0]->kind == DC_NODE_FIELD);
  const dc_field *reference = node->children[0]->field;
  if (!version->reference) *version = (dc_version){.reference = reference, .until = INT32_MAX};
  if (version->reference != reference) return;
  if (node->comparison == DC_COMPARE_GREATER_EQUAL)
    version->from = node->children[1]->date;
  else
    version->until = node->children[1]->date;
}

bool dc_article_version(const dc_rules *rules, const dc_article *article, dc_version *version) {
  const dc_detail *detail = &rules->dictionary->details[article->id];
  *version = (dc_version){0};
  if (detail->in_force_reference)
    *version = (dc_version){detail->in_force_reference, detail->in_force_from, detail->in_force_until};
  else if (article->in_force)
    read_version(article->in_force, version);
  else if (article->recueil->in_force)
    read_version(article->recueil->in_force, version);
  return version->reference != NULL;
}

dc_text dc_article_replaced(const dc_rules *rules, const dc_article *article, dc_arena *arena) {
  const dc_article_reference *replaces = &rules->dictionary->details[article->id].replaces;
  if (!replaces->recueil) return (dc_text){0};
  return dc_text_format(arena, DC_S ", article %u", DC_ARG(replaces->recueil->code), replaces->number);
}

bool dc_article_sensitive(const dc_article *article) {
  const dc_node *const parts[] = {article->condition, article->value, article->preference, article->in_force};
  bool sensitive = false;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) sensitive = sensitive || (parts[i] && parts[i]->sensitive);
  return sensitive;
}

static bool names_sensitive_code(const dc_node *node) {
  if (!node || !node->sensitive) return false;
  if (node->kind == DC_NODE_DEFINITION) return names_sensitive_code(node->definition->value);
  for (size_t i = 0; i < 2; i++) {
    const dc_node *child = node->children[i];
    if (child && (child->kind == DC_NODE_ID || names_sensitive_code(child))) return true;
  }
  return false;
}

bool dc_article_telling(const dc_article *article) {
  if (!dc_article_sensitive(article)) return false;
  return article->effect != DC_EFFECT_REFUSE || names_sensitive_code(article->condition);
}

dc_text dc_article_words(const dc_rules *rules, const dc_article *article, dc_arena *arena) {
  return article->condition ? dc_node_words(arena, rules, article->condition) : (dc_text){0};
}

static bool tells_what_it_does(dc_heading_kind kind) {
  return kind != DC_HEADING_SOURCE && kind != DC_HEADING_IN_FORCE && kind != DC_HEADING_REPLACES &&
         kind != DC_HEADING_CASES;
}

dc_text dc_article_clauses(const dc_rules *rules, const dc_article *article, dc_arena *arena) {
  const dc_rule_block *block = rules->dictionary->details[article->id].block;
  dc_builder text = {.arena = arena};
  for (size_t i = 0; i < block->headings.count; i++) {
    const dc_heading *heading = &block->headings.items[i];
    if (!tells_what_it_does(heading->kind)) continue;
    dc_builder_format(&text, "%s" DC_S " : " DC_S, text.length ? "\n" : "", DC_ARG(dc_text_trim(heading->name.text)),
                      DC_ARG(dc_phrase_text(arena, &heading->value)));
    for (size_t k = 0; k < heading->items.count; k++)
      dc_builder_format(&text, "\n- " DC_S, DC_ARG(dc_phrase_text(arena, &heading->items.items[k])));
  }
  return dc_builder_text(&text);
}

dc_text dc_recueil_words(const dc_rules *rules, const dc_recueil *recueil, dc_arena *arena) {
  return recueil->scope ? dc_node_words(arena, rules, recueil->scope) : (dc_text){0};
}

dc_text dc_trace_field_text(const dc_trace *trace, const dc_field *field) {
  dc_node node = {.kind = DC_NODE_FIELD,
                  .field = field,
                  .sensitive = field->sensitive,
                  .typing = dc_typing_of_type(field->type, field->several)};
  dc_value value = dc_trace_value_of(trace, &node);
  return dc_trace_value_text(trace, &node, &value);
}

dc_text dc_number_words(dc_arena *arena, dc_type type, dc_rational number) {
  return dc_exact_text(arena, dc_typing_of_type(type, false), number, false);
}
