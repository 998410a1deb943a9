#include "support.h"

#include "decompte/intern.h"

enum { MANY = 20000 };

static void test_ids_are_dense_in_order_of_arrival(void **state) {
  (void)state;
  dc_intern intern;
  dc_intern_init(&intern);
  assert_int_equal(dc_intern_add(&intern, DC_TEXT("un")), 1);
  assert_int_equal(dc_intern_add(&intern, DC_TEXT("deux")), 2);
  assert_int_equal(dc_intern_add(&intern, DC_TEXT("un")), 1);
  assert_int_equal(dc_intern_add(&intern, DC_TEXT("Un")), 3);
  assert_int_equal(intern.count, 4);
  dc_intern_free(&intern);
}

static void test_id_zero_is_the_empty_text(void **state) {
  (void)state;
  dc_intern intern;
  dc_intern_init(&intern);
  assert_int_equal(dc_intern_add(&intern, DC_TEXT("")), 0);
  assert_int_equal(dc_intern_add(&intern, (dc_text){0}), 0);
  assert_int_equal(dc_intern_find(&intern, DC_TEXT("")), 0);
  assert_int_equal(dc_intern_text(&intern, 0).length, 0);
  assert_int_equal(intern.count, 1);
  dc_intern_free(&intern);
}

static void test_find_never_adds(void **state) {
  (void)state;
  dc_intern intern;
  dc_intern_init(&intern);
  assert_int_equal(dc_intern_find(&intern, DC_TEXT("absent")), 0);
  assert_int_equal(intern.count, 1);
  (void)dc_intern_add(&intern, DC_TEXT("présent"));
  assert_int_equal(dc_intern_find(&intern, DC_TEXT("présent")), 1);
  assert_int_equal(dc_intern_find(&intern, DC_TEXT("prése")), 0);
  dc_intern_free(&intern);
}

static void test_texts_are_copies_ended_by_a_nul(void **state) {
  (void)state;
  dc_intern intern;
  dc_intern_init(&intern);
  char text[] = "marché-1";
  uint32_t id = dc_intern_add(&intern, (dc_text){text, 7});
  memset(text, 'x', sizeof text - 1);
  assert_string_equal(dc_intern_text(&intern, id).data, "marché");
  dc_intern_free(&intern);
}

static void test_thousands_of_texts_keep_their_ids(void **state) {
  (void)state;
  dc_intern intern;
  dc_intern_init(&intern);
  char text[32];
  for (unsigned i = 1; i <= MANY; i++) {
    size_t length = (size_t)snprintf(text, sizeof text, "texte-%u", i * 7919);
    assert_int_equal(dc_intern_add(&intern, (dc_text){text, length}), i);
  }
  for (unsigned i = 1; i <= MANY; i++) {
    size_t length = (size_t)snprintf(text, sizeof text, "texte-%u", i * 7919);
    assert_int_equal(dc_intern_find(&intern, (dc_text){text, length}), i);
    assert_text(dc_intern_text(&intern, i), text);
  }
  assert_int_equal(intern.count, MANY + 1);
  dc_intern_free(&intern);
}

static void test_bytes_with_nul_are_different_texts(void **state) {
  (void)state;
  dc_intern intern;
  dc_intern_init(&intern);
  uint32_t first = dc_intern_add(&intern, (dc_text){"a\0b", 3});
  assert_int_not_equal(first, dc_intern_add(&intern, (dc_text){"a\0c", 3}));
  assert_int_not_equal(first, dc_intern_add(&intern, (dc_text){"a", 1}));
  dc_intern_free(&intern);
}

static void test_hash_is_the_same_on_every_machine(void **state) {
  (void)state;
  /* XXH3, 64 bits, seed 0 */
  assert_true(dc_hash(DC_TEXT("")) == UINT64_C(0x2d06800538d394c2));
  assert_true(dc_hash(DC_TEXT("abc")) == UINT64_C(0x78af5f94892f3950));
}

/* ---- fixed-size keys ---- */

typedef struct {
  uint32_t left, right;
} pair;

static void test_index_numbers_keys_from_zero(void **state) {
  (void)state;
  dc_index index;
  dc_index_init(&index, sizeof(pair));
  bool added = false;
  pair a = {1, 2}, b = {2, 1};
  assert_int_equal(dc_index_find(&index, &a), UINT32_MAX);
  assert_int_equal(dc_index_add(&index, &a, &added), 0);
  assert_true(added);
  assert_int_equal(dc_index_add(&index, &b, NULL), 1);
  assert_int_equal(dc_index_add(&index, &a, &added), 0);
  assert_false(added);
  assert_int_equal(dc_index_find(&index, &b), 1);
  assert_int_equal(index.count, 2);
  dc_index_free(&index);
}

static void test_index_grows_and_keeps_numbers(void **state) {
  (void)state;
  dc_index index;
  dc_index_init(&index, sizeof(pair));
  for (uint32_t i = 0; i < MANY; i++) {
    pair key = {i % 100, i / 100};
    assert_int_equal(dc_index_add(&index, &key, NULL), i);
  }
  for (uint32_t i = 0; i < MANY; i++) {
    pair key = {i % 100, i / 100};
    assert_int_equal(dc_index_find(&index, &key), i);
  }
  pair stranger = {100, 0};
  assert_int_equal(dc_index_find(&index, &stranger), UINT32_MAX);
  dc_index_free(&index);
}

static void test_cleared_index_has_forgotten(void **state) {
  (void)state;
  dc_index index;
  dc_index_init(&index, sizeof(uint32_t));
  for (int turn = 0; turn < 3; turn++) {
    for (uint32_t i = 0; i < 500; i++) {
      uint32_t key = i + 1000u * (uint32_t)turn;
      bool added;
      assert_int_equal(dc_index_add(&index, &key, &added), i);
      assert_true(added);
    }
    size_t room = index.capacity;
    dc_index_clear(&index);
    assert_int_equal(index.count, 0);
    assert_int_equal(index.capacity, room);
    uint32_t first = 1000u * (uint32_t)turn;
    assert_int_equal(dc_index_find(&index, &first), UINT32_MAX);
  }
  dc_index_free(&index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ids_are_dense_in_order_of_arrival),
      cmocka_unit_test(test_id_zero_is_the_empty_text),
      cmocka_unit_test(test_find_never_adds),
      cmocka_unit_test(test_texts_are_copies_ended_by_a_nul),
      cmocka_unit_test(test_thousands_of_texts_keep_their_ids),
      cmocka_unit_test(test_bytes_with_nul_are_different_texts),
      cmocka_unit_test(test_hash_is_the_same_on_every_machine),
      cmocka_unit_test(test_index_numbers_keys_from_zero),
      cmocka_unit_test(test_index_grows_and_keeps_numbers),
      cmocka_unit_test(test_cleared_index_has_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
