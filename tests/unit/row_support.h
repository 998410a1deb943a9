/* One row given by the test, for what walks rules: cases, solutions, traces. */
#ifndef DECOMPTE_TEST_ROW_SUPPORT_H
#define DECOMPTE_TEST_ROW_SUPPORT_H

#include "rules_support.h"

#include "rules/walk.h"

/* One row: values by the name of the field, absent when not given. */
typedef struct {
  const char *name, *value; /* « 28/02/2026 », « 7,5 » (hours, euros), « 40 % », « RSA » */
} given;

typedef struct {
  dc_bench *bench;
  const given *values;
} row;

static inline void row_fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const row *at = context;
  assert_int_equal(count, 1);
  const given *found = at->values;
  while (found->name && !dc_text_equal(field->name, dc_text_from(found->name))) found++;
  uint32_t *ids = DC_NEW(scratch, uint32_t);
  dc_value value = {.kind = out->kind, .absent = !found->name, .ids = ids, .count = 1};
  dc_text text = found->name ? dc_text_from(found->value) : DC_TEXT("");
  dc_date date;
  int64_t cents;
  if (value.absent) {
    value.count = 0;
  } else if (out->kind == DC_VALUE_DATE) {
    assert_true(dc_date_parse(text, &date));
    value.discrete = date;
  } else if (out->kind == DC_VALUE_NUMBER) {
    assert_int_equal(dc_decimal_parse(text, 100, &cents), DC_NUMBER_OK);
    value.number = dc_rational_of(cents, 100);
  } else {
    ids[0] = dc_intern_add(&at->bench->intern, text);
    value.discrete = ids[0];
  }
  *out = dc_vector_of(&value, scratch);
}

#endif
