#include "support.h"

#include "report/sample.h"

static dc_digest seed_of(const char *names[], const char *hexes[], size_t count, const char *word) {
  dc_input_file files[4] = {0};
  for (size_t i = 0; i < count; i++) {
    files[i].source.name = dc_text_from(names[i]);
    memcpy(files[i].source.digest.hex, hexes[i], 65);
  }
  dc_dossier dossier = {.files = files, .file_count = count};
  return dc_sample_seed(&dossier, dc_text_from(word));
}

static const char A[65] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char B[65] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/* printf '%s  marches.csv\n%s  releves/a.csv\ngraine' $A $B | sha256sum */
static void test_the_seed_is_what_sha256sum_gives(void **state) {
  (void)state;
  const char *names[] = {"releves/a.csv", "marches.csv"}, *hexes[] = {B, A};
  dc_digest seed = seed_of(names, hexes, 2, "graine");
  assert_string_equal(seed.hex, "5f8457f81f3153b2036b7164c3063ea2efe42b024bdb479dcaeb706a6242f025");
  const char *sorted[] = {"marches.csv", "releves/a.csv"}, *sorted_hexes[] = {A, B};
  assert_string_equal(seed_of(sorted, sorted_hexes, 2, "graine").hex, seed.hex); /* in the order of names */
  assert_string_not_equal(seed_of(names, hexes, 2, "autre").hex, seed.hex);
  /* printf '%s;releves/a.csv;12' $SEED | sha256sum | cut -c1-16 */
  assert_true(dc_sample_number(&seed, DC_TEXT("releves/a.csv"), 12) == 0xb3618cc8358cd11fu);
}

static void fill(dc_drawable *items, size_t count, const uint32_t strata[]) {
  for (size_t i = 0; i < count; i++)
    items[i] = (dc_drawable){.number = (i * 7919) % 101, .item = (uint32_t)i, .stratum = strata ? strata[i] : 0};
}

static void test_the_smallest_numbers_are_drawn(void **state) {
  (void)state;
  dc_drawable items[10];
  fill(items, 10, NULL);
  assert_int_equal(dc_sample_simple(items, 10, 3), 3);
  for (size_t i = 1; i < 10; i++) assert_true(items[i - 1].number < items[i].number);
  assert_int_equal(dc_sample_simple(items, 10, 50), 10);
  assert_int_equal(dc_sample_simple(items, 0, 5), 0);
}

static void test_every_stratum_has_its_share(void **state) {
  (void)state;
  uint32_t strata[20];
  for (size_t i = 0; i < 20; i++) strata[i] = i < 12 ? 0 : i < 19 ? 1 : 2;
  dc_drawable items[20];
  fill(items, 20, strata);
  size_t shares[3];
  assert_int_equal(dc_sample_stratified(items, 20, 3, 10, shares), 10);
  assert_true(shares[0] == 6 && shares[1] == 3 && shares[2] == 1); /* 6; 3,5; 0,5 → at least 1 */
  for (size_t i = 0; i < 10; i++) assert_int_equal(items[i].stratum, i < 6 ? 0 : i < 9 ? 1 : 2);
  assert_int_equal(dc_sample_stratified(items, 20, 3, 1000, shares), 20);
}

/* As many hits as intervals in the total, to one; a large item is hit as often as it holds the interval. */
static void test_hours_are_counted_through(void **state) {
  (void)state;
  dc_digest seed;
  memcpy(seed.hex, A, 65);
  int64_t total = 0;
  for (int64_t i = 1; i <= 100; i++) total += i % 9;
  total += 5000;
  dc_sample_walk walk = dc_sample_begin(&seed, total, 30);
  size_t drawn = 0, large = 0;
  for (int64_t i = 1; i <= 100; i++) {
    drawn += dc_sample_step(&walk, i % 9);
    if (i == 50) drawn += large = dc_sample_step(&walk, 5000);
  }
  assert_true(drawn >= 30 && drawn <= 31);
  assert_true((int64_t)large >= 5000 / walk.interval);
  assert_int_equal(walk.counted, total);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_seed_is_what_sha256sum_gives),
      cmocka_unit_test(test_the_smallest_numbers_are_drawn),
      cmocka_unit_test(test_every_stratum_has_its_share),
      cmocka_unit_test(test_hours_are_counted_through),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
