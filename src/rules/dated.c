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
  for (size_t i = 0; i < dc_items(evaluator, date->shape); i++) {
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
  for (size_t i = 0; i < dc_items(evaluator, date->shape); i++) {
    bool known = date->values[i] != DC_NO_VALUE;
    const dc_dated_value *found = known ? dc_parameter_at(parameter, (dc_date)date->values[i]) : NULL;
    if (found) vector.numbers[i] = found->number;
  }
  return vector;
}

dc_vector dc_evaluate_parameter(dc_evaluator *evaluator, const dc_node *node) {
  const dc_parameter *parameter = node->parameter;
  dc_vector date = dc_evaluate(evaluator, node->children[0]);
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

/* What was last found for the ids of one remainder. */
enum { MEMBERS = 64 };
typedef struct {
  uint32_t id;
  bool found;
  dc_span span;
} dc_membership;

static bool is_member(dc_membership memberships[MEMBERS], const dc_code_list *list, uint32_t id, int64_t date) {
  dc_membership *last = &memberships[id % MEMBERS];
  if (last->id != id || !covers(last->span, date)) {
    last->id = id;
    last->found = dc_list_holds(list, id, (dc_date)date, &last->span.from, &last->span.until);
  }
  return last->found;
}

dc_vector dc_evaluate_member(dc_evaluator *evaluator, const dc_node *node) {
  dc_vector item = dc_evaluate(evaluator, node->children[0]), date = dc_evaluate(evaluator, node->children[1]);
  dc_vector truths = dc_new_truths(evaluator, dc_finer(item.shape, date.shape));
  dc_membership memberships[MEMBERS];
  for (size_t i = 0; i < MEMBERS; i++) memberships[i] = (dc_membership){.span = nowhere};
  for (size_t i = 0; i < dc_items(evaluator, truths.shape); i++) {
    dc_set set;
    dc_set_at(&item, dc_coarser(evaluator, item.shape, truths.shape, i), &set);
    int64_t day = date.values[dc_coarser(evaluator, date.shape, truths.shape, i)];
    bool found = false;
    if (set.count == 0 || day == DC_NO_VALUE) continue; /* absent */
    for (size_t k = 0; k < set.count && !found; k++) found = is_member(memberships, node->list, set.ids[k], day);
    truths.truths[i] = dc_truth_from(found != node->negated);
  }
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
  dc_vector birth = dc_evaluate(evaluator, node->children[0]), date = dc_evaluate(evaluator, node->children[1]);
  dc_vector vector = dc_new_parts(evaluator, 1, dc_finer(birth.shape, date.shape));
  dc_age *ages = DC_NEW_ARRAY(evaluator->arena, dc_items(evaluator, birth.shape), dc_age); /* by birth */
  for (size_t i = 0; i < dc_items(evaluator, birth.shape); i++) ages[i].span = nowhere;
  for (size_t i = 0; i < dc_items(evaluator, vector.shape); i++) {
    size_t born = dc_coarser(evaluator, birth.shape, vector.shape, i);
    int64_t day = date.values[dc_coarser(evaluator, date.shape, vector.shape, i)];
    vector.values[i] = DC_NO_VALUE;
    if (birth.values[born] == DC_NO_VALUE || day == DC_NO_VALUE) continue;
    if (!covers(ages[born].span, day)) ages[born] = age_on((dc_date)birth.values[born], (dc_date)day);
    vector.values[i] = ages[born].years;
  }
  return vector;
}
