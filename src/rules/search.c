#include "search.h"

#include "operations.h"

/* Changes of circumstances looked past on each side, and months whose last days are tried when that finds nothing. */
enum { CHANGES = 64, MONTHS = 50, NEAR_DAYS = 8192 };

/* The values that a quantity may take: whole multiples of 1/scale, or days. */
typedef struct {
  int64_t scale, low, high;
} dc_grid_range;

static dc_grid_range range_of(dc_typing typing) {
  static const struct {
    dc_unit unit;
    int64_t high;
  } tops[] = {{{.hours = 1}, 1000000000}, {{.euros = 1}, 10000000000000}, {{-1, 1, 0}, 10000000}};
  if (typing.sort == DC_SORT_DATE) return (dc_grid_range){1, dc_date_from(1900, 1, 1), dc_date_from(2199, 12, 31)};
  if (typing.percent) return (dc_grid_range){10000, 0, 100000};
  for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
    if (dc_unit_equal(tops[i].unit, typing.unit)) return (dc_grid_range){100, 0, tops[i].high};
  return (dc_grid_range){100, 0, 1000000000};
}

/* A search over a grid. */
typedef struct {
  const dc_search *search;
  dc_grid_range range;
  int64_t start;
} dc_quest;

typedef struct {
  bool holds;
  uint64_t circumstances;
} dc_answer;

static dc_value value_at(const dc_quest *quest, int64_t at) {
  if (quest->search->typing.sort == DC_SORT_DATE) return (dc_value){.kind = DC_VALUE_DATE, .discrete = at};
  return (dc_value){.kind = DC_VALUE_NUMBER, .number = dc_rational_of(at, quest->range.scale)};
}

static dc_answer ask(const dc_quest *quest, int64_t at) {
  dc_answer answer = {0};
  dc_value trial = value_at(quest, at);
  answer.holds = quest->search->holds(quest->search->context, &trial, &answer.circumstances);
  return answer;
}

static bool same(dc_answer a, dc_answer b) { return a.holds == b.holds && a.circumstances == b.circumstances; }

static int64_t distance(int64_t a, int64_t b) { return a < b ? b - a : a - b; }

/* The first place after `*at`, towards `end`, where the answer is no longer that at `*at`; goes there. false when the
 * answer never changes. */
static bool next_change(const dc_quest *quest, int64_t end, int64_t *at, dc_answer *answer) {
  int64_t near = *at, far = *at;
  dc_answer found = *answer;
  for (int64_t step = 1; same(found, *answer); step *= 2) {
    near = far;
    if (near == end) return false;
    far = distance(*at, end) <= step ? end : end < *at ? *at - step : *at + step;
    found = ask(quest, far);
  }
  while (distance(near, far) > 1) {
    int64_t middle = near + (far - near) / 2;
    dc_answer between = ask(quest, middle);
    if (same(between, *answer))
      near = middle;
    else
      far = middle, found = between;
  }
  *at = far;
  *answer = found;
  return true;
}

/* It holds from `*at` on, where the circumstances did not change: goes on to the last place before they do, if it holds
 * as far as that. */
static void go_to_bound(const dc_quest *quest, int64_t end, int64_t *at, dc_answer answer) {
  int64_t far = *at;
  dc_answer beyond = answer;
  if (!next_change(quest, end, &far, &beyond) || beyond.circumstances == answer.circumstances) return;
  *at = far + (far < *at) - (far > *at);
}

static bool scan(const dc_quest *quest, int64_t end, int64_t *at) {
  *at = quest->start;
  dc_answer answer = ask(quest, *at), before = answer;
  for (int changes = 0; !answer.holds; changes++) {
    before = answer;
    if (changes == CHANGES || !next_change(quest, end, at, &answer)) return false;
  }
  bool bound = *at == quest->start || before.circumstances != answer.circumstances;
  if (quest->search->to_bound && !bound) go_to_bound(quest, end, at, answer);
  return true;
}

/* Months end on different days, which only dates at the end of a month tell apart. */
static bool scan_month_ends(const dc_quest *quest, int64_t *at) {
  if (quest->search->typing.sort != DC_SORT_DATE) return false;
  dc_month month = dc_date_month((dc_date)quest->start);
  for (int i = 1; i <= 2 * MONTHS; i++) {
    int away = i % 2 ? (i + 1) / 2 : -(i / 2);
    *at = dc_month_last(month + away);
    bool inside = *at >= quest->range.low && *at <= quest->range.high;
    if (inside && ask(quest, *at).holds) return true;
  }
  return false;
}

/* Does it hold at every place tried from `at` to `end`? Dates are tried over the years of a market's life: at the ends
 * of the calendar nothing can be added to them any more. */
static bool holds_towards(const dc_quest *quest, int64_t at, int64_t end) {
  int64_t farthest = distance(at, end);
  if (quest->search->typing.sort == DC_SORT_DATE && farthest > NEAR_DAYS) farthest = NEAR_DAYS;
  for (int64_t step = 1; step <= farthest; step *= 2)
    if (!ask(quest, end < at ? at - step : at + step).holds) return false;
  return true;
}

static dc_bound bound_at(const dc_quest *quest, int64_t at) {
  bool down = holds_towards(quest, at, quest->range.low), up = holds_towards(quest, at, quest->range.high);
  return down && up ? DC_BOUND_ANY : down ? DC_BOUND_AT_MOST : up ? DC_BOUND_AT_LEAST : DC_BOUND_ONLY;
}

static bool nearest_place(const dc_quest *quest, int64_t *at) {
  int64_t below, above;
  bool down = scan(quest, quest->range.low, &below), up = scan(quest, quest->range.high, &above);
  bool first = down && (!up || distance(quest->start, below) <= distance(quest->start, above));
  *at = first ? below : above;
  return down || up || scan_month_ends(quest, at);
}

/* The place of the present value: the grid point at or under it. */
static int64_t place_of(const dc_search *search, dc_grid_range range) {
  bool date = search->typing.sort == DC_SORT_DATE;
  int64_t place = date ? dc_date_from(2000, 1, 1) : 0;
  if (search->present.absent) return place;
  if (date) return search->present.discrete;
  dc_rational scaled = dc_rational_mul(search->present.number, dc_rational_of(range.scale, 1));
  return dc_rational_scale(dc_rational_round(scaled, DC_ROUND_DOWN), 1, 1, &place) ? place : 0;
}

static bool search_grid(const dc_search *search, dc_solution *solution) {
  dc_quest quest = {.search = search, .range = range_of(search->typing)};
  quest.start = place_of(search, quest.range);
  if (quest.start < quest.range.low) quest.range.low = quest.start;
  if (quest.start > quest.range.high) quest.range.high = quest.start;
  int64_t at;
  if (!nearest_place(&quest, &at)) return false;
  solution->value = value_at(&quest, at);
  solution->bound = bound_at(&quest, at);
  return true;
}

static bool search_ids(const dc_search *search, dc_arena *arena, dc_solution *solution) {
  solution->ids = DC_NEW_ARRAY(arena, search->id_count, uint32_t);
  for (size_t i = 0; i < search->id_count; i++) {
    uint64_t circumstances = 0;
    dc_value trial = {.kind = DC_VALUE_ID, .discrete = search->ids[i]};
    if (search->typing.several) trial = (dc_value){.kind = DC_VALUE_IDS, .ids = &search->ids[i], .count = 1};
    if (!search->holds(search->context, &trial, &circumstances)) continue;
    solution->ids[solution->id_count++] = search->ids[i];
    if (solution->id_count > 1) continue;
    solution->value = trial;
    if (search->typing.several) solution->value.ids = solution->ids;
  }
  return solution->id_count > 0;
}

bool dc_search_nearest(const dc_search *search, dc_arena *arena, dc_solution *solution) {
  *solution = (dc_solution){0};
  if (search->typing.sort == DC_SORT_ID) return search_ids(search, arena, solution);
  DC_ASSERT(search->typing.sort == DC_SORT_NUMBER || search->typing.sort == DC_SORT_DATE);
  return search_grid(search, solution);
}

/* ---- circumstances ---- */

void dc_circumstances_add(dc_circumstances *circumstances, uint64_t item) {
  circumstances->fold = (circumstances->fold ^ item) * 0x9E3779B97F4A7C15u;
  circumstances->fold ^= circumstances->fold >> 29;
}

/* The last value of a node seen not long ago; NULL when it is too far back. */
static const dc_value *recent(const dc_circumstances *circumstances, const dc_node *node) {
  for (size_t i = circumstances->count; i-- > 0 && circumstances->count - i <= DC_RECENT_VALUES;)
    if (circumstances->nodes[i % DC_RECENT_VALUES] == node) return &circumstances->values[i % DC_RECENT_VALUES];
  return NULL;
}

/* 1, 2, 3: under, at, over; 0: no order. */
static int side_of(const dc_circumstances *circumstances, const dc_node *node) {
  const dc_value *left = recent(circumstances, node->children[0]), *right = recent(circumstances, node->children[1]);
  if (!left || !right || left->absent || right->absent) return 0;
  if (left->kind == DC_VALUE_NUMBER) return 2 + dc_order_of(left->number, right->number);
  if (left->kind == DC_VALUE_IDS || right->kind == DC_VALUE_IDS) return 0;
  return 2 + (left->discrete > right->discrete) - (left->discrete < right->discrete);
}

void dc_circumstances_seen(void *context, const dc_node *node, const dc_value *value) {
  dc_circumstances *circumstances = context;
  bool sided = node->kind == DC_NODE_COMPARE || node->kind == DC_NODE_MAX || node->kind == DC_NODE_MIN;
  if (sided) dc_circumstances_add(circumstances, (uint64_t)side_of(circumstances, node));
  bool truth = value->kind == DC_VALUE_TRUTH;
  dc_circumstances_add(circumstances,
                       4 + (uint64_t)value->absent * 2 + (uint64_t)(truth && !value->absent && value->discrete));
  circumstances->nodes[circumstances->count % DC_RECENT_VALUES] = node;
  circumstances->values[circumstances->count++ % DC_RECENT_VALUES] = *value;
}
