/* Random rows for random rules: every field has a value of its type, drawn from its number and from what it describes
 * (the run, the market, the person, the line), a sixth of them absent. The same seed gives the same world whatever is
 * asked first, by batches or one row at a time. Values come from small sets, so that comparisons meet their bounds. */
#ifndef DECOMPTE_TEST_RULES_WORLD_H
#define DECOMPTE_TEST_RULES_WORLD_H

#include "decompte/evaluate.h"

enum { WORLD_IDS = 7, WORLD_SET = 3, ROWS_A_PERSON = 5 };

static const char *const world_texts[WORLD_IDS] = {"RSA", "DELD", "QPV", "J26", "TRAVAIL", "CONGE", "ZZZ"};

typedef struct {
  uint64_t seed;
  size_t first; /* row of the world that row 0 of a batch is */
  uint32_t ids[WORLD_IDS];
} dc_world;

static inline dc_world world_of(uint64_t seed, dc_intern *intern) {
  dc_world world = {.seed = seed};
  for (size_t i = 0; i < WORLD_IDS; i++) world.ids[i] = dc_intern_add(intern, dc_text_from(world_texts[i]));
  return world;
}

static inline uint64_t world_mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

/* What is drawn for a field of one row. */
static inline uint64_t world_draw(const dc_world *world, const dc_field *field, size_t row) {
  size_t entity = field->level == DC_LEVEL_LINE ? row : field->level == DC_LEVEL_PERSON ? row / ROWS_A_PERSON : 0;
  return world_mix(world->seed + world_mix(((uint64_t)field->number << 32) + entity + 1));
}

static inline dc_date world_date(uint64_t draw) {
  static const int days[][3] = {{2024, 1, 1},   {2024, 2, 29}, {2025, 2, 28},  {2025, 6, 30}, {2025, 12, 31},
                                {2026, 1, 1},   {2026, 2, 28}, {2026, 3, 1},   {1998, 2, 28}, {2000, 2, 29},
                                {2026, 12, 31}, {1900, 1, 1},  {2199, 12, 31}, {2024, 8, 31}};
  const int *day = days[draw % (sizeof days / sizeof *days)];
  dc_date date = dc_date_from(day[0], day[1], day[2]);
  return draw >> 32 & 1 || day[0] == 1900 || day[0] == 2199 ? date : date + (dc_date)(draw >> 33) % 40;
}

static inline dc_rational world_number(dc_type type, uint64_t draw) {
  static const int tens[] = {0, 5, 10, 35, 70, 100, 240, 1000, 15000};
  int64_t value = tens[draw % (sizeof tens / sizeof *tens)];
  if (draw >> 40 & 1) value += (int64_t)(draw >> 41) % 5000;
  return dc_rational_of(value, type == DC_TYPE_PERCENT ? 1000 : draw >> 39 & 1 ? 10 : 300);
}

/* Rows of one person are a group: those of a batch of `count` rows, and the group of one of them. */
static inline size_t world_group(const dc_world *world, size_t row) {
  return (world->first + row) / ROWS_A_PERSON - world->first / ROWS_A_PERSON;
}

static inline void world_set(const dc_world *world, uint64_t draw, bool absent, size_t at, dc_vector *out,
                             uint32_t *room, uint32_t *counts) {
  out->values[at] = (int64_t)(at * WORLD_SET);
  counts[at] = absent ? 0 : (uint32_t)(draw >> 20) % (WORLD_SET + 1);
  for (uint32_t i = 0; i < counts[at]; i++) room[at * WORLD_SET + i] = world->ids[(draw >> (24 + 4 * i)) % WORLD_IDS];
}

/* Numbers of a field are held in one of the two ways. */
static inline void world_hold(const dc_field *field, dc_rational number, bool absent, size_t at, dc_vector *out) {
  enum { PARTS = 3000 };
  if (field->number % 3 == 0) {
    out->numbers[at] = absent ? (dc_rational){0, 0} : number;
    return;
  }
  out->parts = PARTS;
  out->values[at] = absent ? DC_NO_VALUE : (int64_t)(number.num * PARTS / number.den);
}

static inline void world_fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_world *world = context;
  out->shape = field->level == DC_LEVEL_LINE ? DC_BY_LINE : field->level == DC_LEVEL_PERSON ? DC_BY_GROUP : DC_ONE;
  const size_t items[] = {1, world_group(world, count - 1) + 1, count};
  size_t values = items[out->shape];
  out->values = DC_NEW_ARRAY(scratch, values, int64_t);
  out->numbers = DC_NEW_ARRAY(scratch, values, dc_rational);
  uint32_t *room = DC_NEW_ARRAY(scratch, values * WORLD_SET, uint32_t);
  uint32_t *counts = DC_NEW_ARRAY(scratch, values, uint32_t);
  out->ids = room;
  out->counts = counts;
  for (size_t i = 0; i < values; i++) {
    size_t first = world->first / ROWS_A_PERSON * ROWS_A_PERSON;
    uint64_t draw = world_draw(world, field, out->shape == DC_BY_GROUP ? first + i * ROWS_A_PERSON : world->first + i);
    bool absent = draw % 6 == 0;
    draw = world_mix(draw);
    switch (out->kind) {
    case DC_VALUE_NUMBER: world_hold(field, world_number(field->type, draw), absent, i, out); break;
    case DC_VALUE_DATE: out->values[i] = absent ? DC_NO_VALUE : world_date(draw); break;
    case DC_VALUE_ID: out->values[i] = absent ? DC_NO_VALUE : world->ids[draw % WORLD_IDS]; break;
    case DC_VALUE_IDS: world_set(world, draw, absent, i, out, room, counts); break;
    case DC_VALUE_TRUTH: dc_bug(__FILE__, __LINE__, "a field that is a truth");
    }
  }
}

#endif
