#include "system.h"

#include "texts.h"

static const dc_rational zero = {0, 1}, minus_one = {-1, 1};

/* ---- which terms ---- */

static size_t place_of(const dc_system *system, uint32_t term) {
  size_t at = 0;
  while (at < system->count && system->terms[at] != term) at++;
  return at;
}

static void add_term(dc_system *system, uint32_t term) {
  if (place_of(system, term) == system->count && system->count < DC_SYSTEM_TERMS) system->terms[system->count++] = term;
}

static void add_terms(dc_system *system, const dc_form *form) {
  for (size_t i = 0; i < form->count; i++) add_term(system, form->factors[i].term);
}

static bool is_field(const dc_space *space, uint32_t term) {
  return space->terms.terms.items[term].node->kind == DC_NODE_FIELD;
}

/* Is this field read by one of the expressions of the system? */
static bool read_inside(const dc_space *space, dc_arena *arena, const dc_system *system, uint32_t term) {
  const dc_field *field = space->terms.terms.items[term].node->field;
  for (size_t i = 0; i < system->count; i++) {
    dc_field_list fields = {0};
    if (!is_field(space, system->terms[i]))
      dc_node_fields(arena, space->terms.terms.items[system->terms[i]].node, &fields);
    for (size_t j = 0; j < fields.count; j++)
      if (fields.items[j] == field) return true;
  }
  return false;
}

static void order_terms(const dc_space *space, dc_arena *arena, dc_system *system) {
  dc_system ordered = {0};
  enum { INSIDE, EXPRESSION, FREE, GROUPS };
  for (int group = INSIDE; group < GROUPS; group++)
    for (size_t i = 0; i < system->count; i++) {
      uint32_t term = system->terms[i];
      int own = !is_field(space, term) ? EXPRESSION : read_inside(space, arena, system, term) ? INSIDE : FREE;
      if (own == group) ordered.terms[ordered.count++] = term;
    }
  *system = ordered;
}

/* ---- constraints ---- */

typedef struct {
  dc_constraint items[DC_SYSTEM_CONSTRAINTS];
  size_t count;
  bool impossible;
} dc_gathering;

/* Adds a constraint unless it says nothing. */
static void gather(dc_gathering *into, const dc_constraint *constraint) {
  bool sound = constraint->bound.den != 0, trivial = true;
  for (size_t i = 0; i < DC_SYSTEM_TERMS; i++) {
    sound = sound && constraint->factors[i].den != 0;
    trivial = trivial && constraint->factors[i].num == 0;
  }
  if (!sound) return;
  int sign = dc_order_of(constraint->bound, zero);
  if (trivial) into->impossible = into->impossible || sign < 0 || (sign == 0 && constraint->strict);
  if (!trivial && into->count < DC_SYSTEM_CONSTRAINTS) into->items[into->count++] = *constraint;
}

/* `form` below its high bound (sign 1), or above its low one (sign -1). */
static void gather_bound(dc_gathering *into, const dc_system *system, const dc_form *form, const dc_interval *interval,
                         int sign) {
  dc_rational bound = sign > 0 ? interval->high : interval->low;
  if (bound.den == 0) return;
  dc_rational factor = {sign, 1};
  dc_constraint constraint = {.bound = dc_rational_mul(dc_rational_sub(bound, form->constant), factor),
                              .strict = sign > 0 ? interval->high_open : interval->low_open};
  for (size_t i = 0; i < DC_SYSTEM_TERMS; i++) constraint.factors[i] = zero;
  for (size_t i = 0; i < form->count; i++) {
    size_t at = place_of(system, form->factors[i].term);
    if (at == system->count) return; /* beyond the limit */
    constraint.factors[at] = dc_rational_mul(form->factors[i].factor, factor);
  }
  gather(into, &constraint);
}

static void gather_range(dc_gathering *into, const dc_system *system, const dc_form *form,
                         const dc_interval *interval) {
  gather_bound(into, system, form, interval, 1);
  gather_bound(into, system, form, interval, -1);
}

/* left × a + right × b, where a > 0 and b > 0 cancel the term. */
static dc_constraint cancel(const dc_constraint *left, const dc_constraint *right, size_t term) {
  dc_rational a = dc_rational_mul(right->factors[term], minus_one), b = left->factors[term];
  dc_constraint result = {.strict = left->strict || right->strict};
  result.bound = dc_rational_add(dc_rational_mul(left->bound, a), dc_rational_mul(right->bound, b));
  for (size_t i = 0; i < DC_SYSTEM_TERMS; i++)
    result.factors[i] = dc_rational_add(dc_rational_mul(left->factors[i], a), dc_rational_mul(right->factors[i], b));
  return result;
}

/* Keeps `all` as the stage of the last term, and leaves in it what is said of the others. */
static void eliminate(dc_arena *arena, dc_system *system, dc_gathering *all, size_t term) {
  dc_constraints *stage = &system->stages[term];
  stage->items = DC_NEW_ARRAY(arena, all->count, dc_constraint);
  stage->count = all->count;
  if (all->count > 0) memcpy(stage->items, all->items, all->count * sizeof *all->items);
  *all = (dc_gathering){.impossible = all->impossible};
  for (size_t i = 0; i < stage->count; i++) {
    const dc_constraint *one = &stage->items[i];
    if (one->factors[term].num == 0) gather(all, one);
    for (size_t j = 0; j < stage->count && one->factors[term].num > 0; j++) {
      if (stage->items[j].factors[term].num >= 0) continue;
      dc_constraint combined = cancel(one, &stage->items[j], term);
      gather(all, &combined);
    }
  }
}

dc_system dc_system_of(const dc_space *space, dc_arena *arena, const dc_box *box) {
  dc_system system = {0};
  for (size_t i = 0; i < box->count; i++) {
    const dc_axis *axis = &space->axes.items[box->ranges[i].axis];
    if (axis->kind == DC_AXIS_FORM) add_terms(&system, &axis->form);
  }
  for (size_t i = 0; i < system.count; i++) { /* grows on the way */
    const dc_term *term = &space->terms.terms.items[system.terms[i]];
    if (term->bound) add_terms(&system, &term->tied);
  }
  order_terms(space, arena, &system);
  dc_gathering *all = DC_NEW(arena, dc_gathering);
  for (size_t i = 0; i < box->count; i++) {
    const dc_axis *axis = &space->axes.items[box->ranges[i].axis];
    if (axis->kind == DC_AXIS_FORM) gather_range(all, &system, &axis->form, &box->ranges[i].interval);
  }
  for (size_t i = 0; i < system.count; i++) {
    const dc_term *term = &space->terms.terms.items[system.terms[i]];
    if (term->bound) gather_range(all, &system, &term->tied, &term->interval);
  }
  for (size_t i = system.count; i-- > 0;) eliminate(arena, &system, all, i);
  system.impossible = all->impossible;
  return system;
}

bool dc_box_possible(const dc_space *space, dc_arena *arena, const dc_box *box, dc_system *system) {
  *system = dc_system_of(space, arena, box);
  return !system->impossible && dc_box_texts_agree(space, box);
}

bool dc_boxes_possible(const dc_space *space, const dc_boxes *boxes) {
  bool possible = boxes->overflow;
  for (size_t i = 0; i < boxes->count && !possible; i++) {
    dc_arena scratch = {0};
    dc_system system;
    possible = dc_box_possible(space, &scratch, &boxes->items[i], &system);
    dc_arena_free(&scratch);
  }
  return possible;
}

dc_interval dc_system_left(const dc_system *system, size_t at, const dc_rational values[]) {
  dc_interval left = {0};
  for (size_t i = 0; i < system->stages[at].count; i++) {
    const dc_constraint *constraint = &system->stages[at].items[i];
    dc_rational factor = constraint->factors[at], bound = constraint->bound;
    if (factor.num == 0) continue; /* told at its own stage */
    for (size_t j = 0; j < at; j++) bound = dc_rational_sub(bound, dc_rational_mul(constraint->factors[j], values[j]));
    dc_interval own = {.high = bound, .high_open = constraint->strict};
    own = dc_interval_solve(&own, factor, zero);
    left = dc_interval_meet(&left, &own);
  }
  return left;
}
