#include "support.h"

#include <sys/wait.h>

#include "decompte/arena.h"

static void test_memory_is_zeroed_and_aligned(void **state) {
  (void)state;
  dc_arena arena = {0};
  for (size_t size = 0; size < 300; size++) {
    unsigned char *bytes = dc_alloc(&arena, size);
    assert_non_null(bytes);
    assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
    for (size_t i = 0; i < size; i++) assert_int_equal(bytes[i], 0);
    memset(bytes, 0xAB, size);
  }
  dc_arena_free(&arena);
}

static void test_blocks_never_overlap(void **state) {
  (void)state;
  enum { PIECES = 4000 };
  dc_arena arena = {0};
  unsigned char **pieces = DC_NEW_ARRAY(&arena, PIECES, unsigned char *);
  for (size_t i = 0; i < PIECES; i++) {
    pieces[i] = dc_alloc(&arena, i % 97 + 1);
    memset(pieces[i], (int)(i % 251), i % 97 + 1);
  }
  for (size_t i = 0; i < PIECES; i++) {
    for (size_t k = 0; k < i % 97 + 1; k++) assert_int_equal(pieces[i][k], i % 251);
  }
  dc_arena_free(&arena);
}

static void test_blocks_double_up_to_a_ceiling(void **state) {
  (void)state;
  dc_arena arena = {0};
  (void)dc_alloc(&arena, 1);
  assert_in_range(arena.reserved, 1, 8192); /* small arenas stay small */
  size_t blocks = 0, before = arena.reserved;
  for (size_t i = 0; i < 10000; i++) {
    (void)dc_alloc(&arena, 1000);
    blocks += arena.reserved != before;
    before = arena.reserved;
  }
  assert_in_range(blocks, 2, 25);
  assert_in_range(arena.reserved, 10000000, 13000000);
  dc_arena_free(&arena);
}

static void test_a_reset_arena_is_empty_zeroed_and_keeps_one_block(void **state) {
  (void)state;
  dc_arena arena = {0};
  dc_arena_reset(&arena);
  assert_null(arena.head);
  for (size_t batch = 0; batch < 3; batch++) {
    for (size_t i = 0; i < 100; i++) {
      unsigned char *bytes = dc_alloc(&arena, 1000);
      for (size_t k = 0; k < 1000; k++) assert_int_equal(bytes[k], 0);
      memset(bytes, 0xAB, 1000);
    }
    size_t full = arena.reserved;
    dc_arena_reset(&arena);
    assert_in_range(arena.reserved, 1, full);
  }
  size_t kept = arena.reserved;
  (void)dc_alloc(&arena, kept / 2);
  assert_int_equal(arena.reserved, kept); /* no new block */
  dc_arena_free(&arena);
}

static void test_large_request_gets_its_own_room(void **state) {
  (void)state;
  enum { LARGE = 5 << 20 };
  dc_arena arena = {0};
  char *bytes = dc_alloc(&arena, LARGE);
  bytes[0] = bytes[LARGE - 1] = 'x';
  char *next = dc_alloc(&arena, 16);
  assert_true(next + 16 <= bytes || next >= bytes + LARGE);
  dc_arena_free(&arena);
}

static void test_freed_arena_is_empty_and_usable(void **state) {
  (void)state;
  dc_arena arena = {0};
  (void)dc_alloc(&arena, 100);
  dc_arena_free(&arena);
  assert_int_equal(arena.reserved, 0);
  assert_null(arena.head);
  assert_non_null(dc_alloc(&arena, 0));
  dc_arena_free(&arena);
  dc_arena_free(&arena);
}

static void test_grow_keeps_items_and_gives_room(void **state) {
  (void)state;
  size_t capacity = 0;
  uint32_t *items = dc_grow(NULL, &capacity, 1, sizeof *items);
  assert_true(capacity >= 1);
  for (uint32_t i = 0; i < 1000; i++) {
    items = dc_grow(items, &capacity, i + 1u, sizeof *items);
    assert_true(capacity > i);
    items[i] = i * 7;
  }
  for (uint32_t i = 0; i < 1000; i++) assert_int_equal(items[i], i * 7);
  size_t before = capacity;
  assert_ptr_equal(dc_grow(items, &capacity, 10, sizeof *items), items);
  assert_int_equal(capacity, before);
  free(items);
}

static void test_zeroed_never_gives_null(void **state) {
  (void)state;
  char *none = dc_zeroed(0, 8);
  assert_non_null(none);
  free(none);
  uint64_t *some = dc_zeroed(100, sizeof *some);
  for (size_t i = 0; i < 100; i++) assert_int_equal(some[i], 0);
  free(some);
}

/* Runs `act` in a child whose talk is thrown away; how it ended. */
static int ending_of(void (*act)(void)) {
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    if (!freopen("/dev/null", "w", stderr)) _exit(99);
    act();
    _exit(0);
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  return status;
}

static void ask_too_many(void) {
  dc_arena arena = {0};
  (void)dc_alloc_array(&arena, SIZE_MAX / 2, 4);
}

static void ask_too_much(void) {
  dc_arena arena = {0};
  (void)dc_alloc(&arena, SIZE_MAX - 1);
}

static void grow_too_much(void) {
  size_t capacity = 0;
  free(dc_grow(NULL, &capacity, SIZE_MAX / 4, 16));
}

static void test_exhaustion_ends_with_code_3(void **state) {
  (void)state;
  void (*const acts[])(void) = {ask_too_many, ask_too_much, grow_too_much};
  for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
    int status = ending_of(acts[i]);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
  }
}

static void break_invariant(void) { DC_ASSERT(1 + 1 == 3); }

static void test_broken_invariant_aborts(void **state) {
  (void)state;
  int status = ending_of(break_invariant);
  assert_true(WIFSIGNALED(status));
  assert_int_equal(WTERMSIG(status), SIGABRT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory_is_zeroed_and_aligned),
      cmocka_unit_test(test_blocks_never_overlap),
      cmocka_unit_test(test_blocks_double_up_to_a_ceiling),
      cmocka_unit_test(test_large_request_gets_its_own_room),
      cmocka_unit_test(test_a_reset_arena_is_empty_zeroed_and_keeps_one_block),
      cmocka_unit_test(test_freed_arena_is_empty_and_usable),
      cmocka_unit_test(test_grow_keeps_items_and_gives_room),
      cmocka_unit_test(test_zeroed_never_gives_null),
      cmocka_unit_test(test_exhaustion_ends_with_code_3),
      cmocka_unit_test(test_broken_invariant_aborts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
