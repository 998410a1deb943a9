#include "quest.h"

enum { CHOICES = 24 }; /* for one value */

static const dc_rational zero = {0, 1}, one = {1, 1};

/* ---- choosing ---- */

static uint64_t mixed(uint64_t seed) {
  seed += UINT64_C(0x9E3779B97F4A7C15);
  seed = (seed ^ (seed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  seed = (seed ^ (seed >> 27)) * UINT64_C(0x94D049BB133111EB);
  return seed ^ (seed >> 31);
}

/* Which of `count` choices field number `slot` takes in this trial: first, the first of all; then one field after
 * another takes its others; then each takes any. */
static size_t choice(const dc_quest *quest, size_t slot, size_t count) {
  size_t slots = quest->fields.count, trial = quest->trial;
  if (count < 2 || trial == 0) return 0;
  if (trial <= slots * DC_QUEST_ONE_BY_ONE) return (trial - 1) % slots == slot ? (1 + (trial - 1) / slots) % count : 0;
  return mixed(trial * 64 + slot) % count;
}

static const dc_range *range_of(const dc_quest *quest, dc_axis_kind kind, const dc_field *field) {
  for (size_t i = 0; i < quest->box->count; i++) {
    const dc_axis *axis = &quest->space->axes.items[quest->box->ranges[i].axis];
    if (axis->kind == kind && axis->field == field) return &quest->box->ranges[i];
  }
  return NULL;
}

/* ---- numbers and dates ---- */

typedef struct {
  dc_rational items[CHOICES];
  size_t count;
  dc_interval interval;
} dc_choices;

static void offer(dc_choices *choices, dc_rational value) {
  if (value.den == 0 || choices->count == CHOICES || !dc_interval_has(&choices->interval, value)) return;
  for (size_t i = 0; i < choices->count; i++)
    if (dc_order_of(choices->items[i], value) == 0) return;
  choices->items[choices->count++] = value;
}

/* What a table of cases can write: days, hundredths of an hour, of a euro, of a percent. */
static dc_rational grain_of(const dc_field *field) {
  if (field->type == DC_TYPE_DATE || field->type == DC_TYPE_MONTH) return one;
  return (dc_rational){1, field->type == DC_TYPE_PERCENT ? 10000 : 100};
}

static dc_rational on_grain(dc_rational value, dc_rational grain, dc_rounding mode) {
  if (value.den == 0) return value;
  return dc_rational_mul(dc_rational_round(dc_rational_div(value, grain), mode), grain);
}

static void offer_around(dc_choices *choices, dc_rational point, dc_rational grain) {
  offer(choices, point);
  offer(choices, dc_rational_sub(point, grain));
  offer(choices, dc_rational_add(point, grain));
}

/* An end of the stretch: first as a person would write it, then as near as can be. */
static void offer_end(dc_choices *choices, dc_rational end, dc_rational grain) {
  offer_around(choices, end, dc_rational_mul(grain, dc_rational_of(grain.den == 1 ? 1 : 100, 1)));
  offer_around(choices, end, grain);
}

static void offer_usual(dc_choices *choices, const dc_field *field) {
  static const int amounts[] = {10, 100, 1, 1000, 0};
  bool date = field->type == DC_TYPE_DATE || field->type == DC_TYPE_MONTH;
  if (date) offer(choices, (dc_rational){dc_date_from(2026, 3, 2), 1});
  for (size_t i = 0; i < sizeof amounts / sizeof *amounts && !date; i++)
    offer(choices, dc_rational_of(amounts[i], field->type == DC_TYPE_PERCENT ? 100 : 1));
}

/* Less than nothing is only tried where there is nothing else. */
static dc_interval usual_part(const dc_field *field, dc_interval interval) {
  dc_interval positive = {.low = zero};
  dc_interval part = dc_interval_meet(&interval, &positive);
  return dc_value_kind_of(field) == DC_VALUE_DATE || dc_interval_empty(&part) ? interval : part;
}

/* The ends of the stretch, the boundaries written in the articles, usual values, and one between at random. */
static dc_choices ordered_choices(const dc_quest *quest, const dc_field *field, dc_interval interval) {
  dc_choices choices = {.interval = usual_part(field, interval)};
  dc_rational grain = grain_of(field);
  dc_rational low = on_grain(interval.low, grain, DC_ROUND_UP), high = on_grain(interval.high, grain, DC_ROUND_DOWN);
  bool date = field->type == DC_TYPE_DATE || field->type == DC_TYPE_MONTH;
  size_t count = date ? quest->date_count : quest->number_count;
  offer_end(&choices, low, grain);
  offer_end(&choices, high, grain);
  if (low.den && high.den) {
    dc_rational room = dc_rational_div(dc_rational_sub(high, low), grain);
    int64_t steps = room.den == 1 && room.num > 0 && room.num < INT32_MAX ? (int64_t)room.num : 0;
    int64_t step = (int64_t)(mixed(quest->trial) % (uint64_t)(steps + 1));
    offer(&choices, dc_rational_add(low, dc_rational_mul(grain, dc_rational_of(step, 1))));
  }
  for (size_t i = 0; i < count && choices.count < CHOICES - 8; i++)
    offer_around(&choices, date ? quest->dates[i] : quest->numbers[i], grain);
  offer_usual(&choices, field);
  return choices;
}

static bool give_ordered(dc_quest *quest, size_t slot, dc_interval interval) {
  dc_given *given = &quest->given[slot];
  dc_choices choices = ordered_choices(quest, given->field, interval);
  if (choices.count == 0) return false;
  dc_rational value = choices.items[choice(quest, slot, choices.count)];
  given->cell = (dc_rule_cell){.number = value, .date = DC_NO_DATE};
  if (dc_value_kind_of(given->field) != DC_VALUE_DATE) return true;
  given->cell.date = value.num >= INT32_MIN / 2 && value.num <= INT32_MAX / 2 ? (dc_date)value.num : DC_NO_DATE;
  given->cell.absent = dc_days_shifted(given->cell.date, zero, 1) == DC_NO_DATE; /* out of the calendar */
  return !given->cell.absent;
}

/* ---- codes ---- */

static bool avoided(const dc_range *range, uint32_t id) {
  for (size_t i = 0; range && i < range->avoids.count; i++)
    if (range->avoids.ids[i] == id) return true;
  return false;
}

/* A value of the type that no rule is likely to name. */
static uint32_t other_id(const dc_quest *quest, const dc_field *field) {
  static const char *const others[] = {
      [DC_TYPE_TEXT] = "autre",      [DC_TYPE_CODE] = "AUTRE",    [DC_TYPE_SIRET] = "00000000000000",
      [DC_TYPE_SIREN] = "000000000", [DC_TYPE_COMMUNE] = "00000", [DC_TYPE_PERCENT] = NULL,
  };
  if (field->type == DC_TYPE_FLAG) return DC_YES;
  return dc_intern_add(quest->space->terms.rules->intern, dc_text_from(others[field->type]));
}

/* Values that the field may take out of any set that the box asks for. */
static size_t free_ids(const dc_quest *quest, size_t slot, const dc_range *range, uint32_t ids[CHOICES]) {
  const dc_field *field = quest->given[slot].field;
  size_t count = 0;
  const dc_ids *known = &quest->ids[slot];
  for (size_t i = 0; i < known->count && count < CHOICES - 4; i++)
    if (!avoided(range, known->items[i])) ids[count++] = known->items[i];
  uint32_t other = other_id(quest, field);
  if (!avoided(range, other)) ids[count++] = other;
  if (field->type == DC_TYPE_FLAG && !avoided(range, DC_NO)) ids[count++] = DC_NO;
  for (size_t i = 0; i < slot && count < CHOICES; i++) { /* « commune = commune de résidence » */
    const dc_given *given = &quest->given[i];
    bool id = given->field->type == field->type && given->cell.count > 0 && !given->cell.absent;
    if (id && !avoided(range, given->cell.ids[0])) ids[count++] = given->cell.ids[0];
  }
  return count;
}

static void add_member(dc_rule_cell *cell, uint32_t id) {
  for (uint32_t i = 0; i < cell->count; i++)
    if (cell->ids[i] == id) return;
  if (cell->count < DC_CELL_IDS) cell->ids[cell->count++] = id;
}

static bool give_ids(dc_quest *quest, size_t slot) {
  dc_given *given = &quest->given[slot];
  const dc_range *range = range_of(quest, DC_AXIS_IDS, given->field);
  given->cell = (dc_rule_cell){0};
  for (size_t i = 0; range && i < range->meet_count; i++) {
    size_t count = range->meets[i].count;
    add_member(&given->cell, range->meets[i].ids[choice(quest, slot, count < CHOICES ? count : CHOICES)]);
  }
  if (given->cell.count > 0) return true;
  uint32_t ids[CHOICES];
  size_t count = free_ids(quest, slot, range, ids);
  if (count == 0) return false;
  add_member(&given->cell, ids[choice(quest, slot, count)]);
  return true;
}

/* ---- a field ---- */

static bool is_id(const dc_field *field) {
  dc_value_kind kind = dc_value_kind_of(field);
  return kind == DC_VALUE_ID || kind == DC_VALUE_IDS;
}

/* Where the box leaves the choice, a field is sometimes absent. */
bool dc_quest_choose(dc_quest *quest, size_t slot, dc_interval interval) {
  dc_given *given = &quest->given[slot];
  const dc_range *presence = range_of(quest, DC_AXIS_TEST, given->field);
  unsigned outcomes = presence ? presence->outcomes : DC_MAY_HOLD | DC_MAY_FAIL;
  bool spared = choice(quest, slot, 8) == 7;
  given->cell = (dc_rule_cell){.absent = true};
  if (!(outcomes & DC_MAY_HOLD) || ((outcomes & DC_MAY_FAIL) && spared)) return true;
  return is_id(given->field) ? give_ids(quest, slot) : give_ordered(quest, slot, interval);
}
