#include "check.h"

#include "parser.h"
#include "pattern.h"

#define REPORT(checker, code, position, ...)                                                                           \
  DC_RULE_REPORT((checker)->rules, (checker)->diagnostics, (code), (position), __VA_ARGS__)

static const dc_typing bad = {.sort = DC_SORT_BAD};
static const dc_typing truth = {.sort = DC_SORT_TRUTH};
static const dc_typing date = {.sort = DC_SORT_DATE};
static const dc_typing plain_number = {.sort = DC_SORT_NUMBER};
static const dc_typing days = {.sort = DC_SORT_NUMBER, .unit = {.days = 1}};

static dc_text typing_text(const dc_checker *checker, dc_typing typing) {
  return dc_typing_text(checker->rules->arena, typing);
}

static dc_typing fail(const dc_checker *checker, dc_code code, const dc_node *node, const char *message) {
  REPORT(checker, code, node->position, "%s", message);
  return bad;
}

static bool is_days(dc_typing typing) { return typing.sort == DC_SORT_NUMBER && dc_unit_equal(typing.unit, days.unit); }

/* ---- leaves ---- */

static dc_typing check_id(const dc_checker *checker, dc_node *node) {
  dc_text nearest;
  if (!node->code || dc_names_know_code(checker->scope, checker->rules->intern, node->id, &nearest))
    return node->typing;
  if (nearest.length > 0)
    REPORT(checker, DC_R_UNKNOWN, node->position, "code inconnu « " DC_S " » : vouliez-vous dire « " DC_S " » ?",
           DC_ARG(node->text), DC_ARG(nearest));
  else
    REPORT(checker, DC_R_UNKNOWN, node->position, "code inconnu « " DC_S " » : aucune liste ne le contient",
           DC_ARG(node->text));
  return bad;
}

static dc_typing check_written(const dc_checker *checker, dc_node *node) {
  (void)checker;
  return node->typing;
}

static dc_typing check_field(const dc_checker *checker, dc_node *node) {
  (void)checker;
  node->levels = DC_LEVEL_BIT(node->field->level);
  node->sensitive = node->field->sensitive;
  return dc_typing_of_type(node->field->type, node->field->several);
}

static dc_typing check_definition(const dc_checker *checker, dc_node *node) {
  dc_definition *definition = node->definition;
  if (definition->checking) {
    REPORT(checker, DC_R_PHASE, node->position, "« " DC_S " » se définit par soi-même", DC_ARG(definition->name));
    return bad;
  }
  if (!definition->value) return bad;
  if (!definition->checked) {
    definition->checking = true;
    dc_check(checker, definition->value);
    definition->checking = false;
    definition->checked = true;
  }
  node->levels = definition->value->levels;
  node->sensitive = definition->value->sensitive;
  node->cost = definition->value->cost;
  node->depth = (uint16_t)(definition->value->depth + 1);
  dc_typing typing = definition->value->typing;
  typing.bare = typing.literal = false;
  return typing;
}

static dc_typing check_parameter(const dc_checker *checker, dc_node *node) {
  node->parameter->used = true;
  if (!node->children[0]) {
    REPORT(checker, DC_R_DATED, node->position,
           "le paramètre « " DC_S " » se lit à une date : « … à la date du travail »", DC_ARG(node->parameter->name));
    return bad;
  }
  if (node->children[0]->typing.sort == DC_SORT_DATE) return node->parameter->typing;
  REPORT(checker, DC_R_TYPE, node->children[0]->position, "une date est attendue après « à », et non " DC_S,
         DC_ARG(typing_text(checker, node->children[0]->typing)));
  return bad;
}

static dc_typing check_list(const dc_checker *checker, dc_node *node) {
  REPORT(checker, DC_R_TYPE, node->position, "la liste « " DC_S " » n'est pas une valeur : elle se teste par « dans »",
         DC_ARG(node->list->name));
  return bad;
}

/* ---- tests ---- */

static void report_spelling(const dc_checker *checker, dc_position position, dc_text code) {
  REPORT(checker, DC_R_UNKNOWN, position, "le code « " DC_S " » s'écrit en capitales, chiffres et « _ »", DC_ARG(code));
}

/* What a field of codes is looked for in must be spelled as codes are, or would never be found. */
static bool list_spelled(const dc_checker *checker, const dc_node *node) {
  if (node->children[0]->typing.id != DC_TYPE_CODE) return true;
  for (size_t i = 0; i < node->list->count; i++) {
    dc_text code = dc_intern_text(checker->rules->intern, node->list->rows[i].id);
    if (dc_code_spelled(code)) continue;
    report_spelling(checker, node->list->rows[i].position, code);
    return false;
  }
  return true;
}

static dc_typing check_member(const dc_checker *checker, dc_node *node) {
  node->list->used = true;
  const dc_node *item = node->children[0], *at = node->children[1];
  if (item->typing.sort != DC_SORT_ID) {
    REPORT(checker, DC_R_TYPE, item->position, "« dans » teste un code ou un texte, et non " DC_S,
           DC_ARG(typing_text(checker, item->typing)));
    return bad;
  }
  if (at->typing.sort == DC_SORT_DATE) return list_spelled(checker, node) ? truth : bad;
  REPORT(checker, DC_R_TYPE, at->position, "une date est attendue après « à », et non " DC_S,
         DC_ARG(typing_text(checker, at->typing)));
  return bad;
}

static dc_typing check_absent(const dc_checker *checker, dc_node *node) {
  if (node->children[0]->typing.sort != DC_SORT_TRUTH && node->children[0]->typing.sort != DC_SORT_MONTHS) return truth;
  return fail(checker, DC_R_TYPE, node, "« absent » teste une valeur, et non une condition ou une durée");
}

static dc_typing check_match(const dc_checker *checker, dc_node *node) {
  const dc_node *item = node->children[0], *written = node->children[1];
  if (item->typing.sort != DC_SORT_ID) {
    REPORT(checker, DC_R_TYPE, item->position, "« correspond à » teste un code ou un texte, et non " DC_S,
           DC_ARG(typing_text(checker, item->typing)));
    return bad;
  }
  dc_text error;
  node->pattern = dc_pattern_compile(checker->rules->arena, written->text, &error);
  if (node->pattern) return truth;
  REPORT(checker, DC_R_PATTERN, written->position, "expression régulière incomprise : " DC_S, DC_ARG(error));
  return bad;
}

/* Two ids may be compared when they identify the same kind of thing, or when one is written in the rule. */
static bool ids_comparable(const dc_checker *checker, const dc_node *node) {
  const dc_node *left = node->children[0], *right = node->children[1];
  if (right->kind == DC_NODE_FIELD && dc_word_is_code(right->field->name)) {
    REPORT(checker, DC_R_UNKNOWN, right->position,
           "« " DC_S " » est le nom d'un champ ; le code s'écrit ici entre guillemets : « " DC_S " »",
           DC_ARG(right->field->name), DC_ARG(right->field->name));
    return false;
  }
  for (size_t i = 0; i < 2; i++) {
    const dc_node *written = node->children[i], *other = node->children[1 - i];
    bool code = written->kind == DC_NODE_ID && other->typing.id == DC_TYPE_CODE && !other->typing.literal;
    if (!code || dc_code_spelled(written->text)) continue;
    report_spelling(checker, written->position, written->text);
    return false;
  }
  if (left->typing.literal || right->typing.literal || left->typing.id == right->typing.id) return true;
  REPORT(checker, DC_R_TYPE, node->position, DC_S " ne se compare pas à " DC_S,
         DC_ARG(typing_text(checker, left->typing)), DC_ARG(typing_text(checker, right->typing)));
  return false;
}

/* The literal beside a flag becomes one of its two values. */
static bool settle_flag(const dc_checker *checker, const dc_node *flag, dc_node *written) {
  if (flag->typing.id != DC_TYPE_FLAG || written->kind != DC_NODE_ID) return true;
  if (dc_text_equal(written->text, DC_TEXT("oui")))
    written->id = DC_YES;
  else if (dc_text_equal(written->text, DC_TEXT("non")))
    written->id = DC_NO;
  else {
    fail(checker, DC_R_TYPE, written, "« oui » ou « non » est attendu");
    return false;
  }
  return true;
}

/* Same unit, and no percentage beside a number written without « % ». Reports when not. */
static bool numbers_agree(const dc_checker *checker, const dc_node *node) {
  const dc_node *left = node->children[0], *right = node->children[1];
  bool units = dc_unit_equal(left->typing.unit, right->typing.unit);
  bool percents = !(left->typing.percent && right->typing.bare) && !(left->typing.bare && right->typing.percent);
  if (units && percents) return true;
  REPORT(checker, DC_R_TYPE, node->position, "unités différentes : " DC_S " d'un côté, " DC_S " de l'autre",
         DC_ARG(typing_text(checker, left->typing)), DC_ARG(typing_text(checker, right->typing)));
  return false;
}

static bool reads_months(const dc_node *node) {
  return node->children[0]->typing.sort == DC_SORT_MONTHS || node->children[1]->typing.sort == DC_SORT_MONTHS;
}

/* Both of one sort: reports when not. */
static bool sorts_agree(const dc_checker *checker, const dc_node *node, const char *verb) {
  const dc_node *left = node->children[0], *right = node->children[1];
  if (reads_months(node)) {
    fail(checker, DC_R_MONTHS, node, "une durée en mois ou en ans ne peut qu'être ajoutée à une date");
    return false;
  }
  if (left->typing.sort == right->typing.sort) return true;
  REPORT(checker, DC_R_TYPE, node->position, "%s : " DC_S " d'un côté, " DC_S " de l'autre", verb,
         DC_ARG(typing_text(checker, left->typing)), DC_ARG(typing_text(checker, right->typing)));
  return false;
}

static dc_typing check_compare(const dc_checker *checker, dc_node *node) {
  if (!sorts_agree(checker, node, "comparaison impossible")) return bad;
  dc_node *left = node->children[0], *right = node->children[1];
  bool ordered = node->comparison != DC_COMPARE_EQUAL && node->comparison != DC_COMPARE_DIFFERENT;
  switch (left->typing.sort) {
  case DC_SORT_NUMBER: return numbers_agree(checker, node) ? truth : bad;
  case DC_SORT_DATE: return truth;
  case DC_SORT_ID:
    if (ordered) return fail(checker, DC_R_TYPE, node, "un code ou un texte ne se compare que par = ou ≠");
    if (!ids_comparable(checker, node)) return bad;
    return settle_flag(checker, left, right) && settle_flag(checker, right, left) ? truth : bad;
  default: return fail(checker, DC_R_TYPE, node, "une condition ne se compare pas : la réunir par « et », « ou »");
  }
}

static dc_typing check_logic(const dc_checker *checker, dc_node *node) {
  dc_typing typing = truth;
  for (size_t i = 0; i < 2 && node->children[i]; i++) {
    if (node->children[i]->typing.sort == DC_SORT_TRUTH) continue;
    REPORT(checker, DC_R_TYPE, node->children[i]->position, "une condition est attendue, et non " DC_S,
           DC_ARG(typing_text(checker, node->children[i]->typing)));
    typing = bad;
  }
  return typing;
}

/* ---- arithmetic ---- */

static void swap_children(dc_node *node) {
  dc_node *left = node->children[0];
  node->children[0] = node->children[1];
  node->children[1] = left;
}

/* Date plus or minus months or days; the date is the first child. */
static dc_typing check_date_sum(const dc_checker *checker, dc_node *node, bool plus) {
  const dc_node *first = node->children[0], *second = node->children[1];
  if (second->typing.sort == DC_SORT_MONTHS) {
    node->kind = plus ? DC_NODE_DATE_PLUS_MONTHS : DC_NODE_DATE_MINUS_MONTHS;
    bool after_days = first->kind == DC_NODE_DATE_PLUS_DAYS || first->kind == DC_NODE_DATE_MINUS_DAYS;
    if (!after_days) return date;
    return fail(checker, DC_R_MONTHS, node, "les mois s'ajoutent avant les jours : l'ordre change le résultat");
  }
  if (second->typing.sort == DC_SORT_DATE && !plus) {
    node->kind = DC_NODE_DAYS_BETWEEN;
    return days;
  }
  if (is_days(second->typing)) {
    node->kind = plus ? DC_NODE_DATE_PLUS_DAYS : DC_NODE_DATE_MINUS_DAYS;
    return date;
  }
  REPORT(checker, DC_R_TYPE, node->position, "à une date s'ajoutent des jours ou des mois, et non " DC_S,
         DC_ARG(typing_text(checker, second->typing)));
  return bad;
}

static dc_typing check_sum(const dc_checker *checker, dc_node *node) {
  bool plus = node->kind == DC_NODE_ADD;
  if (plus && node->children[1]->typing.sort == DC_SORT_DATE) swap_children(node);
  const dc_typing left = node->children[0]->typing, right = node->children[1]->typing;
  if (left.sort == DC_SORT_DATE) return check_date_sum(checker, node, plus);
  if (!sorts_agree(checker, node, "somme impossible")) return bad;
  if (left.sort != DC_SORT_NUMBER)
    return fail(checker, DC_R_TYPE, node, "seuls des nombres et des dates s'additionnent");
  if (!numbers_agree(checker, node)) return bad;
  return (dc_typing){.sort = DC_SORT_NUMBER,
                     .unit = left.unit,
                     .percent = left.percent || right.percent,
                     .bare = left.bare && right.bare};
}

static dc_typing check_product(const dc_checker *checker, dc_node *node) {
  for (size_t i = 0; i < 2; i++) {
    if (node->children[i]->typing.sort == DC_SORT_NUMBER) continue;
    REPORT(checker, DC_R_TYPE, node->children[i]->position, "un nombre est attendu, et non " DC_S,
           DC_ARG(typing_text(checker, node->children[i]->typing)));
    return bad;
  }
  dc_unit left = node->children[0]->typing.unit, right = node->children[1]->typing.unit;
  int sign = node->kind == DC_NODE_MULTIPLY ? 1 : -1;
  int hours = left.hours + sign * right.hours, euros = left.euros + sign * right.euros,
      calendar = left.days + sign * right.days;
  if (hours > 3 || hours < -3 || euros > 3 || euros < -3 || calendar > 3 || calendar < -3)
    return fail(checker, DC_R_TYPE, node, "ce produit n'a plus d'unité qui ait un sens");
  return (dc_typing){.sort = DC_SORT_NUMBER,
                     .unit = {(int8_t)hours, (int8_t)euros, (int8_t)calendar},
                     .bare = node->children[0]->typing.bare && node->children[1]->typing.bare};
}

static dc_typing check_extreme(const dc_checker *checker, dc_node *node) {
  if (!sorts_agree(checker, node, "max et min comparent des valeurs de même nature")) return bad;
  dc_typing typing = node->children[0]->typing;
  if (typing.sort == DC_SORT_DATE) return date;
  if (typing.sort != DC_SORT_NUMBER)
    return fail(checker, DC_R_TYPE, node, "max et min comparent des nombres ou des dates");
  if (!numbers_agree(checker, node)) return bad;
  typing.percent = typing.percent || node->children[1]->typing.percent;
  typing.bare = typing.bare && node->children[1]->typing.bare;
  return typing;
}

static dc_typing check_round(const dc_checker *checker, dc_node *node) {
  dc_typing typing = node->children[0]->typing;
  if (typing.sort != DC_SORT_NUMBER) return fail(checker, DC_R_TYPE, node, "un arrondi porte sur un nombre");
  if (typing.percent)
    return fail(checker, DC_R_TYPE, node,
                "un pourcentage ne s'arrondit pas : 5,4 % n'est pas un nombre entier de fois 1");
  return typing;
}

static dc_typing check_age(const dc_checker *checker, dc_node *node) {
  for (size_t i = 0; i < 2; i++) {
    if (node->children[i]->typing.sort == DC_SORT_DATE) continue;
    REPORT(checker, DC_R_TYPE, node->children[i]->position, "un âge se calcule entre deux dates, et non avec " DC_S,
           DC_ARG(typing_text(checker, node->children[i]->typing)));
    return bad;
  }
  return plain_number;
}

static dc_typing check_slices(const dc_checker *checker, dc_node *node) {
  if (!sorts_agree(checker, node, "tranches impossibles")) return bad;
  if (node->children[0]->typing.sort != DC_SORT_NUMBER)
    return fail(checker, DC_R_TYPE, node, "des tranches se comptent entre deux nombres");
  return numbers_agree(checker, node) ? plain_number : bad;
}

/* ---- the walk ---- */

typedef dc_typing (*check_function)(const dc_checker *, dc_node *);
static const check_function checks[] = {
    [DC_NODE_NUMBER] = check_written,
    [DC_NODE_DATE] = check_written,
    [DC_NODE_ID] = check_id,
    [DC_NODE_MONTHS] = check_written,
    [DC_NODE_FIELD] = check_field,
    [DC_NODE_DEFINITION] = check_definition,
    [DC_NODE_PARAMETER] = check_parameter,
    [DC_NODE_LIST] = check_list,
    [DC_NODE_MEMBER] = check_member,
    [DC_NODE_ABSENT] = check_absent,
    [DC_NODE_MATCH] = check_match,
    [DC_NODE_COMPARE] = check_compare,
    [DC_NODE_AND] = check_logic,
    [DC_NODE_OR] = check_logic,
    [DC_NODE_NOT] = check_logic,
    [DC_NODE_ADD] = check_sum,
    [DC_NODE_SUBTRACT] = check_sum,
    [DC_NODE_MULTIPLY] = check_product,
    [DC_NODE_DIVIDE] = check_product,
    [DC_NODE_MAX] = check_extreme,
    [DC_NODE_MIN] = check_extreme,
    [DC_NODE_ROUND] = check_round,
    [DC_NODE_AGE] = check_age,
    [DC_NODE_SLICES] = check_slices,
};

bool dc_check(const dc_checker *checker, dc_node *node) {
  if (!node) return false;
  DC_ASSERT((size_t)node->kind < sizeof checks / sizeof *checks);
  bool sound = true;
  for (size_t i = 0; i < 2; i++)
    if (node->children[i]) sound = dc_check(checker, node->children[i]) && sound;
  node->typing = sound ? checks[node->kind](checker, node) : bad;
  node->cost++;
  for (size_t i = 0; i < 2; i++) {
    if (!node->children[i]) continue;
    node->levels |= node->children[i]->levels;
    node->sensitive = node->sensitive || node->children[i]->sensitive;
    node->cost += node->children[i]->cost;
    if (node->depth <= node->children[i]->depth) node->depth = (uint16_t)(node->children[i]->depth + 1);
  }
  if (node->typing.sort == DC_SORT_BAD) return false;
  if (node->cost <= DC_COST_LIMIT && node->depth <= 2 * DC_EXPRESSION_DEPTH) return true;
  node->typing = fail(checker, DC_R_LIMIT, node, "expression trop lourde, définitions comprises");
  node->cost = 1;
  return false;
}

bool dc_check_condition(const dc_checker *checker, dc_node *node) {
  if (!dc_check(checker, node)) return false;
  if (node->typing.sort == DC_SORT_TRUTH) return true;
  REPORT(checker, DC_R_TYPE, node->position, "une condition est attendue, et non " DC_S,
         DC_ARG(typing_text(checker, node->typing)));
  return false;
}

bool dc_check_value(const dc_checker *checker, dc_node *node, dc_typing expected) {
  if (!dc_check(checker, node)) return false;
  dc_typing found = node->typing;
  bool same = found.sort == expected.sort &&
              (found.sort != DC_SORT_NUMBER || dc_unit_equal(found.unit, expected.unit)) &&
              !(expected.percent && found.bare);
  if (same) return true;
  REPORT(checker, found.sort == DC_SORT_MONTHS ? DC_R_MONTHS : DC_R_TYPE, node->position,
         "type inattendu : " DC_S ", là où il faut " DC_S, DC_ARG(typing_text(checker, found)),
         DC_ARG(typing_text(checker, expected)));
  return false;
}

/* The first node that reads one of those levels. */
static const dc_node *find_level(const dc_node *node, unsigned levels) {
  for (size_t i = 0; i < 2; i++)
    if (node->children[i] && node->children[i]->levels & levels) return find_level(node->children[i], levels);
  return node;
}

bool dc_check_levels(const dc_checker *checker, const dc_node *node, unsigned forbidden, const char *why) {
  if (!node || !(node->levels & forbidden)) return true;
  const dc_node *culprit = find_level(node, node->levels & forbidden);
  dc_text name = culprit->kind == DC_NODE_FIELD        ? culprit->field->name
                 : culprit->kind == DC_NODE_DEFINITION ? culprit->definition->name
                                                       : DC_TEXT("cette valeur");
  REPORT(checker, DC_R_PHASE, culprit->position, "« " DC_S " » : %s", DC_ARG(name), why);
  return false;
}
