/* Growable arrays that live in an arena, for what is read once and kept as long as the arena. */
#ifndef DECOMPTE_RULES_LIST_H
#define DECOMPTE_RULES_LIST_H

#include <string.h>

#include "decompte/arena.h"

/* `items` with room for one more than `count`. Doubling leaves at most as much behind as it holds. */
static inline void *dc_list_room(dc_arena *arena, void *items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity) return items;
  size_t larger = *capacity ? *capacity * 2 : 8;
  void *grown = dc_alloc_array(arena, larger, size);
  if (count > 0) memcpy(grown, items, count * size);
  *capacity = larger;
  return grown;
}

#define DC_LIST(type)                                                                                                  \
  struct {                                                                                                             \
    type *items;                                                                                                       \
    size_t count, capacity;                                                                                            \
  }

/* Appends `value` (variadic, so that a compound literal may hold commas). */
#define DC_APPEND(arena, list, ...)                                                                                    \
  ((list)->items =                                                                                                     \
       dc_list_room((arena), (list)->items, (list)->count, &(list)->capacity, sizeof(__typeof__(*(list)->items))),     \
   (list)->items[(list)->count++] = __VA_ARGS__)

#endif
