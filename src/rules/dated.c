/* What depends on a date holds for a span of dates: found once, it serves every row whose date falls in it. */
#include "evaluation.h"

/* Both ends included. */
typedef struct {
  dc_date from, until;
} dc_span;
static const dc_span nowhere = {1, 0};

/* DC_NO_VALUE falls in no span. */
static bool covers(dc_span span, int64_t date) { return span.from <= date && date <= span.until; }

/* ---- parameters ---- */

/* The values of a parameter as whole parts of a common denominator, which is returned: 0 when there is none. */
static int64_t numbers_in_parts(const dc_parameter *parameter, int64_t whole[]) {
  int64_t parts = 1;
  for (size_t i = 0; i < parameter->count; i++) {
    dc_wide den = parameter->values[i].number.den;
    if (den <= 0 || den > INT32_MAX) return 0;
    int64_t rest = parts % (int64_t)den, divisor = (int64_t)den;
    for (int64_t next; rest; rest = next) next = divisor % rest, divisor = rest;
    if (__builtin_mul_overflow(parts, (int64_t)den / divisor, &parts) || parts > INT32_MAX) return 0;
  }
  for (size_t i = 0; i < parameter->count; i++) {
    dc_rational number = parameter->values[i].number;
    dc_wide value;
    if (__builtin_mul_overflow(number.num, parts / (int64_t)number.den, &value) || value != (int64_t)value) return 0;
    whole[i] = (int64_t)value;
  }
  return parts;
}

/* `whole`: by value of the parameter. */
static void follow_dates(const dc_evaluator *evaluator, const dc_parameter *parameter, const int64_t whole[],
                         const dc_vector *date, dc_vector *vector) {
  dc_span span = nowhere;
  int64_t value = DC_NO_VALUE;
  for (size_t i = 0, items = dc_items(evaluator, date->shape); i < items; i++) {
    if (!covers(span, date->values[i])) {
      bool known = date->values[i] != DC_NO_VALUE;
      const dc_dated_value *found = known ? dc_parameter_at(parameter, (dc_date)date->values[i]) : NULL;
      span = found ? (dc_span){found->from, found->until} : nowhere;
      value = found ? whole[found - parameter->values] : DC_NO_VALUE;
    }
    vector->values[i] = value;
  }
}

/* For values that no common denominator holds. */
static dc_vector follow_numbers(dc_evaluator *evaluator, const dc_parameter *parameter, const dc_vector *date) {
  dc_vector vector = dc_new_numbers(evaluator, date->shape);
  for (size_t i = 0, items = dc_items(evaluator, date->shape); i < items; i++) {
    bool known = date->values[i] != DC_NO_VALUE;
    const dc_dated_value *found = known ? dc_parameter_at(parameter, (dc_date)date->values[i]) : NULL;
    if (found) vector.numbers[i] = found->number;
  }
  return vector;
}

dc_vector dc_evaluate_parameter(dc_evaluator *evaluator, const dc_node *node) {
  const dc_parameter *parameter = node->parameter;
  dc_vector date = dc_evaluate_node(evaluator, node->children[0]);
  int64_t *whole = DC_NEW_ARRAY(evaluator->arena, parameter->count, int64_t);
  bool dates = parameter->typing.sort == DC_SORT_DATE;
  for (size_t i = 0; dates && i < parameter->count; i++) whole[i] = dc_value_of_date(parameter->values[i].date);
  int64_t parts = dates ? 0 : numbers_in_parts(parameter, whole);
  if (!dates && !parts) return follow_numbers(evaluator, parameter, &date);
  dc_vector vector = dc_new_values(evaluator, dates ? DC_VALUE_DATE : DC_VALUE_NUMBER, date.shape);
  vector.parts = parts;
  follow_dates(evaluator, parameter, whole, &date, &vector);
  return vector;
}

/* ---- lists ---- */

/* What « dans » says of an item, and the days on which it says so. */
typedef struct {
  dc_span span;
  uint8_t truth;
} dc_membership;

static dc_membership membership_on(const dc_node *node, const dc_vector *item, size_t i, dc_date date) {
  dc_set set;
  dc_set_at(item, i, &set);
  bool found = false;
  dc_span span = {INT32_MIN, INT32_MAX};
  for (size_t k = 0; k < set.count; k++) {
    dc_date from, until;
    found = dc_list_holds(node->list, set.ids[k], date, &from, &until) || found;
    if (from > span.from) span.from = from;
    if (until < span.until) span.until = until;
  }
  return (dc_membership){span, set.count > 0 ? dc_truth_from(found != node->negated) : DC_ABSENT};
}

/* Values that change from line to line are often that of the line before. */
static void follow_lines(const dc_evaluator *evaluator, const dc_node *node, const dc_vector *item, dc_values date,
                         dc_vector *truths) {
  dc_membership last = {.span = nowhere};
  int64_t last_value = DC_NO_VALUE;
  for (size_t i = 0, items = dc_items(evaluator, truths->shape); i < items; i++) {
    int64_t value = item->values[i], day = date.at[i * date.step];
    bool same = value == last_value && item->kind == DC_VALUE_ID;
    if (day == DC_NO_VALUE) continue; /* absent */
    if (!same || !covers(last.span, day)) last = membership_on(node, item, i, (dc_date)day);
    truths->truths[i] = last.truth;
    last_value = value;
  }
}

static void follow_items(dc_evaluator *evaluator, const dc_node *node, const dc_vector *item, dc_values date,
                         dc_vector *truths) {
  size_t known = dc_items(evaluator, item->shape);
  dc_membership *memberships = DC_NEW_ARRAY(evaluator->arena, known, dc_membership);
  for (size_t k = 0; k < known; k++) memberships[k].span = nowhere;
  for (size_t i = 0, items = dc_items(evaluator, truths->shape); i < items; i++) {
    size_t k = dc_coarser(evaluator, item->shape, truths->shape, i);
    int64_t day = date.at[i * date.step];
    if (day == DC_NO_VALUE) continue; /* absent */
    if (!covers(memberships[k].span, day)) memberships[k] = membership_on(node, item, k, (dc_date)day);
    truths->truths[i] = memberships[k].truth;
  }
}

dc_vector dc_evaluate_member(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector item = dc_evaluate_node(evaluator, node->children[0]),
            date = dc_evaluate_node(evaluator, node->children[1]);
  dc_vector truths = dc_new_truths(evaluator, dc_finer(item.shape, date.shape));
  dc_values days = dc_spread_values(evaluator, &date, truths.shape);
  if (item.shape == DC_BY_LINE)
    follow_lines(evaluator, node, &item, days, &truths);
  else
    follow_items(evaluator, node, &item, days, &truths);
  return truths;
}

/* ---- ages ---- */

/* An age and the days of that age: it changes on birthdays, 29 February being 1 March in common years. */
typedef struct {
  int64_t years;
  dc_span span;
} dc_age;

static dc_age age_on(dc_date birth, dc_date date) {
  int years = dc_date_age(birth, date);
  dc_date first = dc_date_add_months(birth, 12 * years, DC_NEXT_DAY);
  dc_date next = dc_date_add_months(birth, 12 * (years + 1), DC_NEXT_DAY);
  bool known = first != DC_NO_DATE && next != DC_NO_DATE;
  return (dc_age){years, known ? (dc_span){first, next - 1} : nowhere};
}

dc_vector dc_evaluate_age(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector birth = dc_evaluate_node(evaluator, node->children[0]),
            date = dc_evaluate_node(evaluator, node->children[1]);
  dc_vector vector = dc_new_parts(evaluator, 1, dc_finer(birth.shape, date.shape));
  dc_age *ages = DC_NEW_ARRAY(evaluator->arena, dc_items(evaluator, birth.shape), dc_age); /* by birth */
  for (size_t i = 0, items = dc_items(evaluator, birth.shape); i < items; i++) ages[i].span = nowhere;
  for (size_t i = 0, items = dc_items(evaluator, vector.shape); i < items; i++) {
    size_t born = dc_coarser(evaluator, birth.shape, vector.shape, i);
    int64_t day = date.values[dc_coarser(evaluator, date.shape, vector.shape, i)];
    vector.values[i] = DC_NO_VALUE;
    if (birth.values[born] == DC_NO_VALUE || day == DC_NO_VALUE) continue;
    if (!covers(ages[born].span, day)) ages[born] = age_on((dc_date)birth.values[born], (dc_date)day);
    vector.values[i] = ages[born].years;
  }
  return vector;
}
