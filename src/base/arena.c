#include "decompte/arena.h"

#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct dc_block {
  dc_block *next;
  size_t size, used;
  max_align_t bytes[];
};

enum { ALIGNMENT = sizeof(max_align_t), FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

_Noreturn void dc_die_memory(void) {
  fputs("décompte : mémoire insuffisante ; rien n'a été écrit, la sortie précédente est intacte.\n", stderr);
  _Exit(3);
}

_Noreturn void dc_bug(const char *file, int line, const char *what) {
  fprintf(stderr, "décompte : erreur interne (%s:%d) : %s\nRien n'a été écrit. Merci de signaler cette ligne.\n", file,
          line, what);
  abort();
}

static dc_block *block_new(size_t size, dc_block *next) {
  if (size > SIZE_MAX - sizeof(dc_block)) dc_die_memory();
  dc_block *block = calloc(1, sizeof(dc_block) + size);
  if (!block) dc_die_memory();
  block->next = next;
  block->size = size;
  return block;
}

/* Blocks double up to a ceiling, so that small arenas stay small and large ones make few system calls. */
static size_t next_size(const dc_arena *arena, size_t wanted) {
  size_t size = arena->head ? arena->head->size * 2 : FIRST_BLOCK;
  if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
  return size > wanted ? size : wanted;
}

void *dc_alloc(dc_arena *arena, size_t size) {
  if (size > SIZE_MAX - ALIGNMENT) dc_die_memory();
  size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  dc_block *head = arena->head;
  if (!head || head->size - head->used < rounded) {
    head = block_new(next_size(arena, rounded), arena->head);
    arena->head = head;
    arena->reserved += head->size;
  }
  void *bytes = (char *)head->bytes + head->used;
  head->used += rounded;
  return bytes;
}

void *dc_alloc_array(dc_arena *arena, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) dc_die_memory();
  return dc_alloc(arena, total);
}

void dc_arena_free(dc_arena *arena) {
  for (dc_block *block = arena->head; block;) {
    dc_block *next = block->next;
    free(block);
    block = next;
  }
  *arena = (dc_arena){0};
}

void dc_arena_reset(dc_arena *arena) {
  dc_block *kept = arena->head;
  if (!kept) return;
  dc_arena rest = {.head = kept->next};
  dc_arena_free(&rest);
  memset(kept->bytes, 0, kept->used);
  kept->next = NULL;
  kept->used = 0;
  arena->reserved = kept->size;
}

void *dc_grow(void *items, size_t *capacity, size_t needed, size_t size) {
  if (items && needed <= *capacity) return items;
  size_t wanted = *capacity ? *capacity : 16, total;
  while (wanted < needed) {
    if (__builtin_mul_overflow(wanted, (size_t)2, &wanted)) dc_die_memory();
  }
  if (__builtin_mul_overflow(wanted, size, &total)) dc_die_memory();
  void *grown = realloc(items, total);
  if (!grown) dc_die_memory();
  *capacity = wanted;
  return grown;
}

void *dc_zeroed(size_t count, size_t size) {
  void *items = calloc(count ? count : 1, size ? size : 1);
  if (!items) dc_die_memory();
  return items;
}
