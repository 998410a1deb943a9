#include "decompte/causes.h"

#include <stdlib.h>

typedef struct {
  uint32_t code, column, subject, part;
} dc_cause_key;

typedef struct dc_cause {
  size_t item; /* the last one told, in the list */
  uint32_t told;
} dc_cause;

void dc_causes_begin(dc_causes *causes, dc_diagnostics *list) {
  *causes = (dc_causes){.list = list};
  dc_intern_init(&causes->subjects);
  dc_index_init(&causes->keys, sizeof(dc_cause_key));
}

void dc_causes_end(dc_causes *causes) {
  dc_intern_free(&causes->subjects);
  dc_index_free(&causes->keys);
  free(causes->causes);
  *causes = (dc_causes){0};
}

bool dc_causes_new(dc_causes *causes, dc_code code, size_t column, dc_text subject, dc_text part, uint32_t most) {
  dc_cause_key key = {code, (uint32_t)column, dc_intern_add(&causes->subjects, subject),
                      dc_intern_add(&causes->subjects, part)};
  bool added;
  uint32_t number = dc_index_add(&causes->keys, &key, &added);
  causes->causes = dc_grow(causes->causes, &causes->capacity, number + 1u, sizeof *causes->causes);
  dc_cause *cause = &causes->causes[number];
  if (added) *cause = (dc_cause){0};
  if (cause->told == most) {
    causes->list->items[cause->item].count++;
    return false;
  }
  cause->told++;
  cause->item = causes->list->count;
  return true;
}
