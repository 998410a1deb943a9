#include "support.h"

#include <stdatomic.h>

#include "decompte/parallel.h"

enum { ITEMS = 500, MOST_THREADS = 8 };

typedef struct {
  atomic_size_t worked[ITEMS];
  size_t merged[ITEMS], merge_count, fail_work, fail_merge;
  atomic_size_t started, waiting, most_waiting;
  atomic_bool merging;
} crew;

static bool work(void *context, size_t i) {
  crew *all = context;
  atomic_fetch_add(&all->started, 1);
  /* Uneven work, so that threads finish out of order. */
  for (volatile size_t spin = (i * 7919 % 13) * 300; spin > 0; spin--) continue;
  atomic_fetch_add(&all->worked[i], 1);
  size_t waiting = atomic_fetch_add(&all->waiting, 1) + 1, most = atomic_load(&all->most_waiting);
  while (waiting > most && !atomic_compare_exchange_weak(&all->most_waiting, &most, waiting)) continue;
  return i != all->fail_work;
}

static bool merge(void *context, size_t i) {
  crew *all = context;
  if (atomic_exchange(&all->merging, true)) return false; /* two at a time */
  all->merged[all->merge_count++] = i;
  atomic_fetch_sub(&all->waiting, 1);
  atomic_store(&all->merging, false);
  return i != all->fail_merge;
}

static crew *new_crew(void) {
  crew *all = dc_zeroed(1, sizeof *all);
  all->fail_work = all->fail_merge = SIZE_MAX;
  return all;
}

static void test_results_are_merged_in_order_whatever_the_threads(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= MOST_THREADS; threads++) {
    crew *all = new_crew();
    assert_true(dc_parallel(ITEMS, threads, work, merge, all));
    assert_int_equal(all->merge_count, ITEMS);
    for (size_t i = 0; i < ITEMS; i++) {
      assert_int_equal(atomic_load(&all->worked[i]), 1);
      assert_int_equal(all->merged[i], i);
    }
    assert_in_range(atomic_load(&all->most_waiting), 1, threads);
    free(all);
  }
}

static void test_a_failed_merge_stops_the_rest(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= MOST_THREADS; threads++) {
    crew *all = new_crew();
    all->fail_merge = 40;
    assert_false(dc_parallel(ITEMS, threads, work, merge, all));
    assert_int_equal(all->merge_count, 41);
    assert_in_range(atomic_load(&all->started), 41, 41 + threads);
    free(all);
  }
}

static void test_a_failed_work_stops_the_rest(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= MOST_THREADS; threads++) {
    crew *all = new_crew();
    all->fail_work = 40;
    assert_false(dc_parallel(ITEMS, threads, work, merge, all));
    assert_in_range(all->merge_count, 0, 40); /* 40 itself is never merged */
    for (size_t i = 0; i < all->merge_count; i++) assert_int_equal(all->merged[i], i);
    assert_in_range(atomic_load(&all->started), 41, 41 + threads);
    free(all);
  }
}

static void test_merge_is_optional(void **state) {
  (void)state;
  crew *all = new_crew();
  assert_true(dc_parallel(ITEMS, 4, work, NULL, all));
  assert_int_equal(atomic_load(&all->started), ITEMS);
  free(all);
}

static void test_no_item_and_no_thread_are_fine(void **state) {
  (void)state;
  crew *all = new_crew();
  assert_true(dc_parallel(0, 8, work, merge, all));
  assert_int_equal(atomic_load(&all->started), 0);
  assert_true(dc_parallel(3, 0, work, merge, all)); /* the caller alone */
  assert_int_equal(all->merge_count, 3);
  free(all);
  assert_true(dc_processors() >= 1);
}

/* ---- two steps ---- */

enum { LEGS = 1000 };
typedef struct {
  size_t filled, drained, slots[DC_RELAY_SLOTS];
  bool in_order;
} runners;

static bool take(void *context, size_t slot) {
  runners *both = context;
  both->slots[slot] = both->filled++;
  return both->filled < LEGS;
}

static void hand_over(void *context, size_t slot) {
  runners *both = context;
  both->in_order = both->in_order && both->slots[slot] == both->drained;
  both->drained++;
}

static void test_a_relay_drains_all_that_is_filled_in_order(void **state) {
  (void)state;
  for (unsigned threads = 0; threads <= 3; threads++) {
    runners both = {.in_order = true};
    dc_relay(threads, take, hand_over, &both);
    assert_int_equal(both.filled, LEGS);
    assert_int_equal(both.drained, LEGS);
    assert_true(both.in_order);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_results_are_merged_in_order_whatever_the_threads),
      cmocka_unit_test(test_a_failed_merge_stops_the_rest),
      cmocka_unit_test(test_a_failed_work_stops_the_rest),
      cmocka_unit_test(test_merge_is_optional),
      cmocka_unit_test(test_no_item_and_no_thread_are_fine),
      cmocka_unit_test(test_a_relay_drains_all_that_is_filled_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
