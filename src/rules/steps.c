#include "steps.h"

#include "dictionary.h"
#include "words.h"

/* Whether `what` has had its line; from now on it has. */
static bool was_shown(dc_trace *trace, const void *what) {
  for (size_t i = 0; i < trace->shown.count; i++)
    if (trace->shown.items[i] == what) return true;
  DC_APPEND(trace->arena, &trace->shown, what);
  return false;
}

/* ---- values in words ---- */

dc_value dc_trace_value_of(const dc_trace *trace, const dc_node *node) {
  dc_walker walker = {.rules = trace->rules, .environment = trace->environment, .scratch = trace->arena};
  return dc_walk(&walker, node);
}

static bool hidden(const dc_trace *trace, const dc_node *node) { return trace->masked && node->sensitive; }

dc_text dc_trace_value_text(const dc_trace *trace, const dc_node *node, const dc_value *value) {
  if (hidden(trace, node)) return DC_TEXT("(réservé)");
  if (value->absent) return DC_TEXT("(aucune valeur)");
  if (value->kind != DC_VALUE_NUMBER) return dc_value_text(trace->arena, trace->rules, node->typing, value);
  dc_text text = dc_exact_text(trace->arena, node->typing, value->number, node->kind == DC_NODE_NUMBER);
  return node->kind == DC_NODE_AGE ? dc_text_format(trace->arena, DC_S " ans", DC_ARG(text)) : text;
}

static dc_text name_of(const dc_node *node) {
  switch (node->kind) {
  case DC_NODE_FIELD: return node->field->name;
  case DC_NODE_DEFINITION: return node->definition->name;
  case DC_NODE_PARAMETER: return node->parameter->name;
  default: return (dc_text){0};
  }
}

/* A value inside the line of another: « taux d'insertion 5 % », « 12,50 h ». */
static dc_text operand_text(const dc_trace *trace, const dc_node *node) {
  dc_value value = dc_trace_value_of(trace, node);
  dc_text name = name_of(node), text = dc_trace_value_text(trace, node, &value);
  return name.length ? dc_text_format(trace->arena, DC_S " " DC_S, DC_ARG(name), DC_ARG(text)) : text;
}

static const char *truth_word(const dc_value *value) {
  return value->absent ? "indéterminé" : value->discrete ? "vrai" : "faux";
}

static const char *truth_text(const dc_trace *trace, const dc_node *node, const dc_value *value) {
  return hidden(trace, node) ? "(réservé)" : truth_word(value);
}

/* ---- values ---- */

/* The line explained holds these: its heading has said them. */
static bool is_own_column(const dc_field *field) {
  return field->level == DC_LEVEL_LINE && dc_text_equal(field->table, DC_TEXT("releves"));
}

static void show_field(dc_trace *trace, const dc_node *node) {
  if (is_own_column(node->field) || was_shown(trace, node->field)) return;
  dc_value value = dc_trace_value_of(trace, node);
  dc_trace_line *line = value.absent && !hidden(trace, node)
                            ? dc_trace_say(trace, DC_S " : aucune valeur", DC_ARG(node->field->name))
                            : dc_trace_say(trace, DC_S " = " DC_S, DC_ARG(node->field->name),
                                           DC_ARG(dc_trace_value_text(trace, node, &value)));
  line->field = node->field;
}

/* The last line of its own calculation bears its name; without one, it has a line to itself. */
static void show_definition(dc_trace *trace, const dc_node *node) {
  const dc_definition *definition = node->definition;
  if (was_shown(trace, definition)) return;
  size_t before = trace->lines.count;
  dc_trace_show(trace, definition->value);
  dc_trace_line *last = trace->lines.count > before ? &trace->lines.items[trace->lines.count - 1] : NULL;
  if (last && last->words.length == 0) {
    last->words = definition->name;
    return;
  }
  dc_value value = dc_trace_value_of(trace, node);
  if (node->typing.sort == DC_SORT_TRUTH)
    dc_trace_say(trace, DC_S " → %s", DC_ARG(definition->name), truth_text(trace, node, &value));
  else
    dc_trace_say(trace, DC_S " = " DC_S, DC_ARG(definition->name), DC_ARG(dc_trace_value_text(trace, node, &value)));
}

static void show_parameter(dc_trace *trace, const dc_node *node) {
  const dc_parameter *parameter = node->parameter;
  char day[DC_DATE_SIZE], from[DC_DATE_SIZE];
  dc_trace_show(trace, node->children[0]);
  dc_value date = dc_trace_value_of(trace, node->children[0]), value = dc_trace_value_of(trace, node);
  const dc_dated_value *row = date.absent ? NULL : dc_parameter_at(parameter, (dc_date)date.discrete);
  if (was_shown(trace, row ? (const void *)row : (const void *)parameter)) return;
  if (!row) {
    dc_text at = date.absent ? DC_TEXT("une date inconnue") : dc_date_french((dc_date)date.discrete, day);
    dc_trace_say(trace, DC_S " au " DC_S " : aucune valeur", DC_ARG(parameter->name), DC_ARG(at))->rule =
        parameter->position;
    return;
  }
  dc_text text =
      dc_text_format(trace->arena, DC_S " au " DC_S " = " DC_S ", depuis le " DC_S, DC_ARG(parameter->name),
                     DC_ARG(dc_date_french((dc_date)date.discrete, day)),
                     DC_ARG(dc_trace_value_text(trace, node, &value)), DC_ARG(dc_date_french(row->from, from)));
  if (row->text.length) text = dc_text_format(trace->arena, DC_S " (" DC_S ")", DC_ARG(text), DC_ARG(row->text));
  dc_trace_say(trace, DC_S, DC_ARG(text))->rule = row->position;
}

/* ---- chains: « a, then + b, then × c », a line each with the result so far ---- */

/* What becomes of a day that its month does not have. */
static dc_text month_remark(const dc_trace *trace, const dc_node *node, const dc_value *from, const dc_value *to) {
  int year, month, day, new_year, new_month, new_day;
  dc_date_split((dc_date)from->discrete, &year, &month, &day);
  dc_date_split((dc_date)to->discrete, &new_year, &new_month, &new_day);
  if (day == new_day) return (dc_text){0};
  bool same = node->children[1]->mode == DC_SAME_DAY;
  dc_date missing = same ? (dc_date)to->discrete : (dc_date)to->discrete - 1;
  dc_date_split(missing, &new_year, &new_month, &new_day);
  return dc_text_format(trace->arena, " (pas de %02d/%02d en %d : %s)", day, new_month, new_year,
                        same ? "dernier jour du mois" : "premier jour du mois suivant");
}

static void show_step(dc_trace *trace, const dc_node *node, dc_text before) {
  const dc_node *right = node->children[1];
  bool months = right->kind == DC_NODE_MONTHS;
  dc_value from = dc_trace_value_of(trace, node->children[0]), to = dc_trace_value_of(trace, node);
  dc_text operand = months ? dc_months_words(trace->arena, right) : operand_text(trace, right);
  dc_text result = dc_trace_value_text(trace, node, &to);
  bool known = !from.absent && !to.absent && !hidden(trace, node);
  dc_text remark = months && known ? month_remark(trace, node, &from, &to) : (dc_text){0};
  dc_trace_line *line = dc_trace_say(trace, DC_S "%s%s " DC_S " = " DC_S DC_S, DC_ARG(before), before.length ? " " : "",
                                     dc_operation_sign(node->kind), DC_ARG(operand), DC_ARG(result), DC_ARG(remark));
  if (right->kind == DC_NODE_FIELD && !is_own_column(right->field)) line->field = right->field;
}

static bool is_leaf(const dc_node *node) { return !node->children[0] && node->kind != DC_NODE_DEFINITION; }

/* Shows what a chain begins with: by lines of its own (empty result), or as words for its first step. */
static dc_text show_base(dc_trace *trace, const dc_node *node) {
  size_t before = trace->lines.count;
  dc_trace_show(trace, node);
  return trace->lines.count > before ? DC_TEXT("") : operand_text(trace, node);
}

/* Right operands first: a chain is read without a break. */
static void show_operands(dc_trace *trace, const dc_node *node) {
  if (!dc_operation_sign(node->kind)) return;
  show_operands(trace, node->children[0]);
  if (!is_leaf(node->children[1])) dc_trace_show(trace, node->children[1]);
}

static void show_steps(dc_trace *trace, const dc_node *node) {
  dc_text before = {0};
  if (dc_operation_sign(node->children[0]->kind))
    show_steps(trace, node->children[0]);
  else
    before = show_base(trace, node->children[0]);
  show_step(trace, node, before);
}

/* ---- functions ---- */

static void show_extreme(dc_trace *trace, const dc_node *node) {
  dc_trace_show(trace, node->children[0]);
  dc_trace_show(trace, node->children[1]);
  dc_value value = dc_trace_value_of(trace, node);
  dc_trace_say(trace, "%s (" DC_S " ; " DC_S ") = " DC_S, node->kind == DC_NODE_MAX ? "max" : "min",
               DC_ARG(operand_text(trace, node->children[0])), DC_ARG(operand_text(trace, node->children[1])),
               DC_ARG(dc_trace_value_text(trace, node, &value)));
}

static void show_rounding(dc_trace *trace, const dc_node *node) {
  dc_text operand = show_base(trace, node->children[0]);
  dc_value value = dc_trace_value_of(trace, node);
  dc_trace_say(trace, DC_S "%s" DC_S " = " DC_S, DC_ARG(dc_rounding_words(trace->arena, node->rounding, node->typing)),
               operand.length ? " de " : "", DC_ARG(operand), DC_ARG(dc_trace_value_text(trace, node, &value)));
}

static void show_age(dc_trace *trace, const dc_node *node) {
  dc_trace_show(trace, node->children[0]);
  dc_trace_show(trace, node->children[1]);
  dc_value date = dc_trace_value_of(trace, node->children[1]), value = dc_trace_value_of(trace, node);
  dc_trace_say(trace, "âge au " DC_S " = " DC_S, DC_ARG(dc_trace_value_text(trace, node->children[1], &date)),
               DC_ARG(dc_trace_value_text(trace, node, &value)));
}

static void show_slices(dc_trace *trace, const dc_node *node) {
  dc_trace_show(trace, node->children[0]);
  dc_trace_show(trace, node->children[1]);
  dc_value value = dc_trace_value_of(trace, node);
  dc_trace_say(trace, "tranches entières de " DC_S " dans " DC_S " = " DC_S,
               DC_ARG(operand_text(trace, node->children[0])), DC_ARG(operand_text(trace, node->children[1])),
               DC_ARG(dc_trace_value_text(trace, node, &value)));
}

/* ---- tests ---- */

static dc_trace_line *say_test(dc_trace *trace, const dc_node *node, dc_text test) {
  dc_value value = dc_trace_value_of(trace, node);
  return dc_trace_say(trace, DC_S " → %s", DC_ARG(test), truth_text(trace, node, &value));
}

/* One side of a comparison; a plain number beside an age is one of years. */
static dc_text side_text(const dc_trace *trace, const dc_node *side, const dc_node *other) {
  dc_value value = dc_trace_value_of(trace, side);
  dc_text text = dc_trace_value_text(trace, side, &value);
  bool years = other->kind == DC_NODE_AGE && side->kind != DC_NODE_AGE && !value.absent;
  return years ? dc_text_format(trace->arena, DC_S " ans", DC_ARG(text)) : text;
}

static void show_comparison(dc_trace *trace, const dc_node *node) {
  const dc_node *left = node->children[0], *right = node->children[1];
  dc_trace_show(trace, left);
  dc_trace_show(trace, right);
  say_test(trace, node,
           dc_text_format(trace->arena, DC_S " %s " DC_S, DC_ARG(side_text(trace, left, right)),
                          dc_comparison_sign(node->comparison), DC_ARG(side_text(trace, right, left))))
      ->words = dc_node_words(trace->arena, trace->rules, node);
}

static dc_text period_text(dc_arena *arena, dc_date from, dc_date until) {
  char begin[DC_DATE_SIZE], end[DC_DATE_SIZE];
  dc_text first = dc_date_french(from, begin); /* INT32_MIN is DC_NO_DATE */
  dc_text last = dc_date_french(until == INT32_MAX ? DC_NO_DATE : until, end);
  if (from == INT32_MIN && until == INT32_MAX) return DC_TEXT("sans limite de date");
  if (from == INT32_MIN) return dc_text_format(arena, "jusqu'au " DC_S, DC_ARG(last));
  if (until == INT32_MAX) return dc_text_format(arena, "depuis le " DC_S, DC_ARG(first));
  return dc_text_format(arena, "du " DC_S " au " DC_S, DC_ARG(first), DC_ARG(last));
}

/* The rows of a list that name one code: the one that holds on that day, or every one when none does. */
static void show_code(dc_trace *trace, const dc_code_list *list, uint32_t id, dc_date date) {
  dc_text code = dc_intern_text(trace->rules->intern, id);
  bool held = dc_list_has(list, id, date), found = false;
  for (size_t i = 0; i < list->count; i++) {
    const dc_list_row *row = &list->rows[i];
    bool now = row->from <= date && date <= row->until;
    if (row->id != id || (held && !now)) continue;
    found = true;
    dc_text period = period_text(trace->arena, row->from, row->until);
    dc_trace_say(trace, DC_S "%s" DC_S "%s : dans « " DC_S " » " DC_S "%s", DC_ARG(code), row->label.length ? " (" : "",
                 DC_ARG(row->label), row->label.length ? ")" : "", DC_ARG(list->name), DC_ARG(period),
                 held ? "" : " seulement")
        ->rule = row->position;
  }
  if (!found)
    dc_trace_say(trace, DC_S " : pas dans « " DC_S " »", DC_ARG(code), DC_ARG(list->name))->rule = list->position;
}

static void show_codes(dc_trace *trace, const dc_node *node, const dc_value *item, dc_date date) {
  if (item->kind != DC_VALUE_IDS) {
    show_code(trace, node->list, (uint32_t)item->discrete, date);
    return;
  }
  for (uint32_t i = 0; i < item->count; i++) show_code(trace, node->list, item->ids[i], date);
}

static void show_member(dc_trace *trace, const dc_node *node) {
  dc_trace_show(trace, node->children[0]);
  dc_trace_show(trace, node->children[1]);
  dc_value item = dc_trace_value_of(trace, node->children[0]), date = dc_trace_value_of(trace, node->children[1]);
  bool known = !item.absent && !date.absent && !hidden(trace, node);
  if (known) show_codes(trace, node, &item, (dc_date)date.discrete);
  say_test(trace, node,
           dc_text_format(trace->arena, DC_S " %s " DC_S " au " DC_S, DC_ARG(operand_text(trace, node->children[0])),
                          node->negated ? "pas dans" : "dans", DC_ARG(node->list->name),
                          DC_ARG(dc_trace_value_text(trace, node->children[1], &date))));
}

static void show_match(dc_trace *trace, const dc_node *node) {
  dc_trace_show(trace, node->children[0]);
  dc_text pattern = dc_node_words(trace->arena, trace->rules, node->children[1]);
  say_test(trace, node,
           dc_text_format(trace->arena, DC_S " correspond à " DC_S, DC_ARG(operand_text(trace, node->children[0])),
                          DC_ARG(pattern)));
}

/* « validation absente », « non premier jour absent »: the value itself, then the rule's own words. */
static void show_absence(dc_trace *trace, const dc_node *node) {
  const dc_node *absent = node->kind == DC_NODE_NOT ? node->children[0] : node;
  dc_trace_show(trace, absent->children[0]);
  dc_value value = dc_trace_value_of(trace, node);
  dc_trace_say(trace, DC_S " → %s", DC_ARG(dc_node_words(trace->arena, trace->rules, node)),
               truth_text(trace, node, &value));
}

static void show_not(dc_trace *trace, const dc_node *node) {
  if (node->children[0]->kind == DC_NODE_ABSENT) {
    show_absence(trace, node);
    return;
  }
  dc_trace_show(trace, node->children[0]);
  dc_value inner = dc_trace_value_of(trace, node->children[0]), value = dc_trace_value_of(trace, node);
  dc_trace_say(trace, "non %s → %s", truth_text(trace, node->children[0], &inner), truth_text(trace, node, &value));
}

/* Every side of « a et b et c », then the words « vrai et faux et vrai ». */
static void show_sides(dc_trace *trace, const dc_node *node, dc_node_kind kind, dc_builder *words) {
  if (node->kind == kind) {
    show_sides(trace, node->children[0], kind, words);
    show_sides(trace, node->children[1], kind, words);
    return;
  }
  dc_trace_show(trace, node);
  dc_value value = dc_trace_value_of(trace, node);
  if (words->length) dc_builder_add(words, kind == DC_NODE_AND ? DC_TEXT(" et ") : DC_TEXT(" ou "));
  dc_builder_add(words, dc_text_from(truth_text(trace, node, &value)));
}

static void show_junction(dc_trace *trace, const dc_node *node) {
  dc_builder words = {.arena = trace->arena};
  show_sides(trace, node, node->kind, &words);
  dc_value value = dc_trace_value_of(trace, node);
  dc_trace_say(trace, DC_S " → %s", DC_ARG(dc_builder_text(&words)), truth_text(trace, node, &value));
}

void dc_trace_show(dc_trace *trace, const dc_node *node) {
  switch (node->kind) {
  case DC_NODE_NUMBER:
  case DC_NODE_DATE:
  case DC_NODE_ID:
  case DC_NODE_MONTHS: return;
  case DC_NODE_FIELD: show_field(trace, node); return;
  case DC_NODE_DEFINITION: show_definition(trace, node); return;
  case DC_NODE_PARAMETER: show_parameter(trace, node); return;
  case DC_NODE_MEMBER: show_member(trace, node); return;
  case DC_NODE_ABSENT: show_absence(trace, node); return;
  case DC_NODE_MATCH: show_match(trace, node); return;
  case DC_NODE_COMPARE: show_comparison(trace, node); return;
  case DC_NODE_AND:
  case DC_NODE_OR: show_junction(trace, node); return;
  case DC_NODE_NOT: show_not(trace, node); return;
  case DC_NODE_MAX:
  case DC_NODE_MIN: show_extreme(trace, node); return;
  case DC_NODE_ROUND: show_rounding(trace, node); return;
  case DC_NODE_AGE: show_age(trace, node); return;
  case DC_NODE_SLICES: show_slices(trace, node); return;
  case DC_NODE_LIST: break;
  case DC_NODE_ADD:
  case DC_NODE_SUBTRACT:
  case DC_NODE_MULTIPLY:
  case DC_NODE_DIVIDE:
  case DC_NODE_DATE_PLUS_DAYS:
  case DC_NODE_DATE_MINUS_DAYS:
  case DC_NODE_DATE_PLUS_MONTHS:
  case DC_NODE_DATE_MINUS_MONTHS:
  case DC_NODE_DAYS_BETWEEN:
    show_operands(trace, node);
    show_steps(trace, node);
    return;
  }
  dc_bug(__FILE__, __LINE__, "a kind of node that no checked rule holds");
}
