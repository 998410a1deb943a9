/* Memory with a clear owner.
 *
 * Floor: base. An arena hands out memory that dies all at once with the arena. Whoever declares the
 * arena owns it: the run, a file being read, a workbook. Nothing taken from an arena is freed alone.
 *
 * Invariants: a zero-initialised dc_arena is a valid empty arena; what it hands out is zeroed and never NULL.
 * When the system has no memory left the process stops with exit code 3 (see dc_die_memory): outputs are
 * published by a rename at the very end of a run, so nothing half-written is ever visible.
 *
 * An arena belongs to one thread at a time. */
#ifndef DECOMPTE_ARENA_H
#define DECOMPTE_ARENA_H

#include <stddef.h>

typedef struct dc_block dc_block;

typedef struct {
  dc_block *head;  /* newest block */
  size_t reserved; /* bytes taken from the system, for the run log */
} dc_arena;

/* `size` zeroed bytes aligned for any type. A size of 0 is a valid request. */
void *dc_alloc(dc_arena *arena, size_t size) __attribute__((returns_nonnull));

/* `count` zeroed items of `size` bytes; a product that overflows stops the process as memory exhaustion does. */
void *dc_alloc_array(dc_arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));

#define DC_NEW(arena, type)              ((type *)dc_alloc((arena), sizeof(type)))
#define DC_NEW_ARRAY(arena, count, type) ((type *)dc_alloc_array((arena), (count), sizeof(type)))

/* Gives everything back; the arena is empty and usable again. */
void dc_arena_free(dc_arena *arena);

/* Empties the arena and keeps its newest block, for work that comes in batches: after a few it holds one whole. */
void dc_arena_reset(dc_arena *arena);

/* Growable arrays, outside arenas: they are few, large, and owned by the structure that holds them.
 * Returns `items` grown so that it has room for `needed` items of `size` bytes (`*capacity` is updated; new room is
 * not zeroed). Freed by the owner with free(). Never NULL. */
void *dc_grow(void *items, size_t *capacity, size_t needed, size_t size) __attribute__((returns_nonnull));

/* `count` zeroed items from the system, for a table freed by its owner with free(). */
void *dc_zeroed(size_t count, size_t size) __attribute__((returns_nonnull));

/* Says in French that memory ran out and ends the process with exit code 3. */
_Noreturn void dc_die_memory(void);

/* A broken invariant of the program: says « erreur interne » with where, and aborts, in release builds too. */
_Noreturn void dc_bug(const char *file, int line, const char *what);
#define DC_ASSERT(condition) ((condition) ? (void)0 : dc_bug(__FILE__, __LINE__, #condition))

#endif
