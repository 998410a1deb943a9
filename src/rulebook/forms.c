#include "forms.h"

static const dc_rational zero = {0, 1}, one = {1, 1}, minus_one = {-1, 1};

/* ---- expressions ---- */

const dc_node *dc_node_bare(const dc_node *node) {
  while (node->kind == DC_NODE_DEFINITION) node = node->definition->value;
  return node;
}

static bool same_content(const dc_node *a, const dc_node *b) {
  switch (a->kind) {
  case DC_NODE_NUMBER: return dc_order_of(a->number, b->number) == 0;
  case DC_NODE_DATE: return a->date == b->date;
  case DC_NODE_ID: return a->id == b->id;
  case DC_NODE_MONTHS: return a->months == b->months && a->mode == b->mode;
  case DC_NODE_FIELD: return a->field == b->field;
  case DC_NODE_PARAMETER: return a->parameter == b->parameter;
  case DC_NODE_MEMBER: return a->list == b->list && a->negated == b->negated;
  case DC_NODE_COMPARE: return a->comparison == b->comparison;
  case DC_NODE_ROUND: return a->rounding == b->rounding;
  default: return true; /* the children say it all */
  }
}

bool dc_node_same(const dc_node *a, const dc_node *b) {
  if (!a || !b) return a == b;
  a = dc_node_bare(a);
  b = dc_node_bare(b);
  if (a == b) return true;
  return a->kind == b->kind && same_content(a, b) && dc_node_same(a->children[0], b->children[0]) &&
         dc_node_same(a->children[1], b->children[1]);
}

dc_value dc_node_constant(const dc_rules *rules, dc_arena *arena, const dc_node *node) {
  DC_ASSERT(node->levels == 0);
  dc_walker walker = {.rules = rules, .scratch = arena};
  return dc_walk(&walker, node);
}

void dc_node_fields(dc_arena *arena, const dc_node *node, dc_field_list *fields) {
  if (!node) return;
  node = dc_node_bare(node);
  if (node->kind != DC_NODE_FIELD) {
    dc_node_fields(arena, node->children[0], fields);
    dc_node_fields(arena, node->children[1], fields);
    return;
  }
  for (size_t i = 0; i < fields->count; i++)
    if (fields->items[i] == node->field) return;
  DC_APPEND(arena, fields, node->field);
}

/* ---- forms ---- */

static bool set_factor(dc_form *form, size_t at, uint32_t term, dc_rational factor) {
  if (form->count == DC_FORM_TERMS) return false;
  memmove(&form->factors[at + 1], &form->factors[at], (form->count - at) * sizeof *form->factors);
  form->factors[at] = (dc_factor){term, factor};
  form->count++;
  return true;
}

bool dc_form_add(dc_form *form, const dc_form *other, dc_rational factor) {
  form->constant = dc_rational_add(form->constant, dc_rational_mul(other->constant, factor));
  bool sound = dc_rational_valid(form->constant);
  for (size_t i = 0; i < other->count && sound; i++) {
    dc_rational added = dc_rational_mul(other->factors[i].factor, factor);
    uint32_t term = other->factors[i].term;
    size_t at = 0;
    while (at < form->count && form->factors[at].term < term) at++;
    if (at == form->count || form->factors[at].term != term) {
      sound = dc_rational_valid(added) && set_factor(form, at, term, added);
      continue;
    }
    form->factors[at].factor = dc_rational_add(form->factors[at].factor, added);
    sound = dc_rational_valid(form->factors[at].factor);
    if (form->factors[at].factor.num != 0 || !sound) continue;
    form->count--;
    memmove(&form->factors[at], &form->factors[at + 1], (form->count - at) * sizeof *form->factors);
  }
  return sound;
}

static bool term_whole(const dc_node *node) {
  bool counted = node->kind == DC_NODE_AGE || node->kind == DC_NODE_SLICES || node->kind == DC_NODE_ROUND;
  return node->typing.sort == DC_SORT_DATE || counted;
}

bool dc_form_whole(const dc_terms *terms, const dc_form *form) {
  for (size_t i = 0; i < form->count; i++)
    if (form->factors[i].factor.den != 1 || !terms->terms.items[form->factors[i].term].whole) return false;
  return true;
}

/* ---- terms ---- */

static dc_form form_of_term(uint32_t term) { return (dc_form){.factors = {{term, one}}, .count = 1, .constant = zero}; }

/* How many days « n mois » may be: the months of the calendar say it, and a day that a month lacks moves a date back by
 * three days at the most (31 January + 1 month). */
static dc_interval days_of_months(int months) {
  static const int first_month = DC_MONTH_OF(1901, 1), last_month = DC_MONTH_OF(2198, 12);
  dc_date least = INT32_MAX, most = INT32_MIN;
  for (dc_month month = first_month; month <= last_month; month++) {
    if (month + months < first_month || month + months > last_month) continue;
    dc_date days = dc_month_first(month + months) - dc_month_first(month);
    if (days < least) least = days;
    if (days > most) most = days;
  }
  if (least > most) return (dc_interval){0};
  return (dc_interval){.low = {least - 3, 1}, .high = {most, 1}};
}

static void tie_months(dc_terms *terms, dc_term *term, uint32_t number) {
  const dc_node *months = term->node->children[1];
  term->bound = dc_form_of(terms, term->node->children[0], &term->tied);
  dc_form own = form_of_term(number);
  int sign = term->node->kind == DC_NODE_DATE_PLUS_MONTHS ? 1 : -1;
  for (size_t i = 0; i < term->tied.count; i++) term->tied.factors[i].factor.num *= -1;
  term->tied.constant.num *= -1;
  term->bound = term->bound && dc_form_add(&term->tied, &own, one);
  term->interval = days_of_months(sign * months->months);
}

static void tie_parameter(dc_term *term, uint32_t number) {
  const dc_parameter *parameter = term->node->parameter;
  term->tied = form_of_term(number);
  for (size_t i = 0; i < parameter->count; i++) {
    const dc_dated_value *value = &parameter->values[i];
    dc_rational at = parameter->typing.sort == DC_SORT_DATE ? (dc_rational){value->date, 1} : value->number;
    if (i == 0 || dc_order_of(at, term->interval.low) < 0) term->interval.low = at;
    if (i == 0 || dc_order_of(at, term->interval.high) > 0) term->interval.high = at;
  }
  term->bound = parameter->count > 0;
}

static uint32_t find_term(dc_terms *terms, const dc_node *node) {
  for (uint32_t i = 0; i < terms->terms.count; i++)
    if (dc_node_same(terms->terms.items[i].node, node)) return i;
  uint32_t number = (uint32_t)terms->terms.count;
  DC_APPEND(terms->arena, &terms->terms, (dc_term){.node = node, .whole = term_whole(node)});
  dc_term term = terms->terms.items[number];
  if (node->kind == DC_NODE_DATE_PLUS_MONTHS || node->kind == DC_NODE_DATE_MINUS_MONTHS)
    tie_months(terms, &term, number);
  if (node->kind == DC_NODE_PARAMETER) tie_parameter(&term, number);
  terms->terms.items[number] = term;
  return number;
}

/* ---- from expressions to forms ---- */

static bool is_product(const dc_node *node) { return node->kind == DC_NODE_MULTIPLY || node->kind == DC_NODE_DIVIDE; }

static bool is_sum(const dc_node *node) {
  switch (node->kind) {
  case DC_NODE_ADD:
  case DC_NODE_SUBTRACT:
  case DC_NODE_DATE_PLUS_DAYS:
  case DC_NODE_DATE_MINUS_DAYS:
  case DC_NODE_DAYS_BETWEEN: return true;
  default: return false;
  }
}

static dc_rational sign_of_sum(const dc_node *node) {
  return node->kind == DC_NODE_ADD || node->kind == DC_NODE_DATE_PLUS_DAYS ? one : minus_one;
}

/* left × right, or left ÷ right, when one of them is a constant that makes it linear. */
static bool multiply_forms(const dc_node *node, const dc_form *left, const dc_form *right, dc_form *form) {
  *form = (dc_form){.constant = zero};
  if (node->kind == DC_NODE_DIVIDE)
    return right->count == 0 && right->constant.num != 0 &&
           dc_form_add(form, left, dc_rational_div(one, right->constant));
  bool constant_left = left->count == 0;
  if (!constant_left && right->count > 0) return false;
  dc_rational factor = constant_left ? left->constant : right->constant;
  return factor.num == 0 || dc_form_add(form, constant_left ? right : left, factor);
}

bool dc_form_of(dc_terms *terms, const dc_node *node, dc_form *form) {
  node = dc_node_bare(node);
  *form = (dc_form){.constant = zero};
  if (node->levels == 0) {
    dc_value value = dc_node_constant(terms->rules, terms->arena, node);
    form->constant = value.kind == DC_VALUE_NUMBER ? value.number : (dc_rational){value.discrete, 1};
    return !value.absent;
  }
  if (is_sum(node) || is_product(node)) {
    dc_form left, right;
    if (!dc_form_of(terms, node->children[0], &left) || !dc_form_of(terms, node->children[1], &right)) return false;
    *form = left;
    if (is_sum(node) ? dc_form_add(form, &right, sign_of_sum(node)) : multiply_forms(node, &left, &right, form))
      return true;
  }
  *form = form_of_term(find_term(terms, node));
  return true;
}
