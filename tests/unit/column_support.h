/* What tests of values share: columns written in the test, read as the reader would. */
#ifndef DECOMPTE_TEST_COLUMN_SUPPORT_H
#define DECOMPTE_TEST_COLUMN_SUPPORT_H

#include "support.h"

#include "decompte/date.h"
#include "decompte/exact.h"
#include "input/notation.h"

enum { COLUMN_MOST = 16 };

static dc_arena arena;
static dc_intern texts, raw;
static dc_field field;

static inline int begin(void **state) {
  (void)state;
  field = (dc_field){0};
  dc_intern_init(&texts);
  dc_intern_init(&raw);
  return 0;
}

static inline int end(void **state) {
  (void)state;
  dc_intern_free(&texts);
  dc_intern_free(&raw);
  dc_arena_free(&arena);
  return 0;
}

static inline dc_column_reading read_column(dc_type type, const char *const *column, size_t count) {
  dc_intern_free(&raw);
  dc_intern_init(&raw);
  for (size_t i = 0; i < count; i++) (void)dc_intern_add(&raw, dc_text_from(column[i]));
  field.type = type;
  return dc_column_read(&arena, NULL, &field, &raw, &texts);
}

static inline const dc_cell *cell_of(const dc_column_reading *reading, const char *text) {
  uint32_t id = dc_intern_find(&raw, dc_text_from(text));
  assert_true(id > 0);
  return &reading->cells[id];
}

/* A text alone in its column. */
static inline dc_cell read_as(dc_type type, const char *text) {
  dc_column_reading reading = read_column(type, &text, 1);
  return *cell_of(&reading, text);
}

static inline void gives(dc_type type, const char *text, int64_t value) {
  dc_cell cell = read_as(type, text);
  if (cell.status == DC_CELL_VALUE && cell.value == value) return;
  fail_msg("« %s » : état %d (%s), valeur %lld au lieu de %lld", text, (int)cell.status, dc_code_name(cell.code),
           (long long)cell.value, (long long)value);
}

static inline void tells(dc_type type, const char *text, int64_t value, dc_code code, const char *hint) {
  dc_cell cell = read_as(type, text);
  bool same = cell.status == DC_CELL_TOLD && cell.value == value && cell.code == code;
  if (!same || !dc_text_equal(cell.hint, dc_text_from(hint))) {
    fail_msg("« %s » : état %d, code %s au lieu de %s, valeur %lld, « " DC_S " »", text, (int)cell.status,
             dc_code_name(cell.code), dc_code_name(code), (long long)cell.value, DC_ARG(cell.hint));
  }
}

/* `hint`: NULL when it does not matter. */
static inline void refuses_saying(dc_type type, const char *text, dc_code code, const char *hint) {
  dc_cell cell = read_as(type, text);
  bool same = cell.status == DC_CELL_FLAWED && cell.code == code;
  if (!same || (hint && !dc_text_equal(cell.hint, dc_text_from(hint)))) {
    fail_msg("« %s » : état %d, code %s au lieu de %s, « " DC_S " »", text, (int)cell.status, dc_code_name(cell.code),
             dc_code_name(code), DC_ARG(cell.hint));
  }
}

static inline void refuses(dc_type type, const char *text, dc_code code) { refuses_saying(type, text, code, NULL); }

static inline void is_absent(dc_type type, const char *text) {
  dc_cell cell = read_as(type, text);
  if (cell.status != DC_CELL_ABSENT) fail_msg("« %s » : état %d", text, (int)cell.status);
}

/* What is kept of a text, told or not. */
static inline dc_text stored(dc_type type, const char *text) {
  dc_cell cell = read_as(type, text);
  if (cell.status != DC_CELL_VALUE && cell.status != DC_CELL_TOLD) fail_msg("« %s » n'est pas gardé", text);
  return dc_intern_text(&texts, (uint32_t)cell.value);
}

#define READS(test) cmocka_unit_test_setup_teardown(test, begin, end)

#endif
