#include "support.h"

#include "decompte/digest.h"

static dc_digest digest_of(const void *bytes, size_t size, size_t step) {
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  for (size_t at = 0; at < size; at += step) {
    dc_hasher_add(&hasher, (const char *)bytes + at, size - at < step ? size - at : step);
  }
  return dc_hasher_end(&hasher);
}

/* FIPS 180-4 examples. */
static void test_known_digests(void **state) {
  (void)state;
  static const char *const rows[][2] = {{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                                        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
                                        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                                         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_string_equal(digest_of(rows[i][0], strlen(rows[i][0]), 1000).hex, rows[i][1]);
  }
}

static void test_pieces_make_the_same_digest(void **state) {
  (void)state;
  char million[1000000];
  memset(million, 'a', sizeof million);
  const char *expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
  assert_string_equal(digest_of(million, sizeof million, sizeof million).hex, expected);
  assert_string_equal(digest_of(million, sizeof million, 977).hex, expected);
}

static void test_file_has_the_digest_of_its_bytes(void **state) {
  (void)state;
  char bytes[300000];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 31 % 251);
  scratch_bytes("octets", bytes, sizeof bytes);
  dc_digest digest;
  assert_true(dc_digest_file(scratch_path("octets"), &digest));
  assert_string_equal(digest.hex, digest_of(bytes, sizeof bytes, 4096).hex);
}

static void test_unreadable_file_is_told(void **state) {
  (void)state;
  dc_digest digest;
  assert_false(dc_digest_file(scratch_path("absent"), &digest));
  assert_int_equal(errno, ENOENT);
  assert_false(dc_digest_file(scratch, &digest)); /* a directory opens and does not read */
  assert_int_equal(errno, EISDIR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_digests),
      cmocka_unit_test(test_pieces_make_the_same_digest),
      cmocka_unit_test(test_file_has_the_digest_of_its_bytes),
      cmocka_unit_test(test_unreadable_file_is_told),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
