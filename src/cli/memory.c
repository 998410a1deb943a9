/* No memory left, wherever: the libraries under this program do not all survive an allocation that fails (some crash,
 * some write a damaged workbook and say nothing). In the executable, these definitions stand before those of the C
 * library, and stop the process with exit code 3 instead. Nothing has been published by then (see stage.h).
 *
 * Sanitizers bring allocators of their own, which must be left in place. */
#include <stddef.h>

#include "decompte/arena.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define DC_OTHER_ALLOCATOR
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DC_OTHER_ALLOCATOR
#endif

#ifndef DC_OTHER_ALLOCATOR

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);

static void *or_stop(void *block, size_t size) {
  if (!block && size) dc_die_memory();
  return block;
}

void *malloc(size_t size) { return or_stop(__libc_malloc(size), size); }
void *calloc(size_t count, size_t size) { return or_stop(__libc_calloc(count, size), count && size); }
void *realloc(void *block, size_t size) { return or_stop(__libc_realloc(block, size), size); }

#endif
