#include "support.h"

#include <fcntl.h>

#include "decompte/reader.h"
#include "input/lines.h"

enum { BLOCK = 1 << 18 }; /* what one read takes */

static dc_lines lines;

static void open_bytes(const char *bytes, size_t size) {
  scratch_bytes("lignes", bytes, size);
  assert_true(dc_lines_open(&lines, open(scratch_path("lignes"), O_RDONLY | O_CLOEXEC), DC_UTF8, size));
}

static void open_text(const char *content) { open_bytes(content, strlen(content)); }

static void expect(uint32_t number, const char *expected) {
  dc_text line;
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_READ);
  assert_int_equal(lines.line, number);
  assert_text(line, expected);
  dc_lines_release(&lines);
}

static void expect_end(uint32_t count) {
  dc_text line;
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_END);
  assert_int_equal(lines.line, count);
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_END);
  assert_int_equal(lines.error, 0);
  dc_lines_close(&lines);
}

static void test_three_line_ends_mixed(void **state) {
  (void)state;
  open_text("un\ndeux\r\ntrois\rquatre\n\rsix\r\r\n");
  expect(1, "un\n");
  expect(2, "deux\r\n");
  expect(3, "trois\r");
  expect(4, "quatre\n");
  expect(5, "\r");
  expect(6, "six\r");
  expect(7, "\r\n");
  expect_end(7);
}

static void test_last_line_needs_no_end(void **state) {
  (void)state;
  open_text("un\ndeux");
  expect(1, "un\n");
  expect(2, "deux");
  expect_end(2);
  open_text("un\r");
  expect(1, "un\r");
  expect_end(1);
}

static void test_smallest_files(void **state) {
  (void)state;
  open_text("");
  expect_end(0);
  open_text("a");
  expect(1, "a");
  expect_end(1);
  open_text("\n");
  expect(1, "\n");
  expect_end(1);
  open_text("\r");
  expect(1, "\r");
  expect_end(1);
}

static void test_nul_bytes_are_bytes(void **state) {
  (void)state;
  open_bytes("a\0b\n\0\n", 6);
  dc_text line;
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_READ);
  assert_int_equal(line.length, 4);
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_READ);
  assert_int_equal(line.length, 2);
  expect_end(2);
}

/* `before` bytes of short lines, then `rest`. Returns the number of short lines. */
static uint32_t open_after(size_t before, const char *rest) {
  size_t size = before + strlen(rest);
  char *bytes = dc_zeroed(size, 1);
  uint32_t count = 0;
  for (size_t at = 0; at < before; at++) {
    bool ends = at % 100 == 99 || at + 1 == before;
    bytes[at] = ends ? '\n' : 'a';
    count += ends;
  }
  memcpy(bytes + before, rest, strlen(rest));
  open_bytes(bytes, size);
  free(bytes);
  dc_text line;
  for (uint32_t i = 0; i < count; i++) {
    assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_READ);
    dc_lines_release(&lines);
  }
  return count;
}

static void test_line_ends_astride_two_blocks(void **state) {
  (void)state;
  for (size_t shift = 0; shift < 12; shift++) {
    uint32_t count = open_after(BLOCK - shift, "un\r\ndeux\rtrois\nfin");
    expect(count + 1, "un\r\n");
    expect(count + 2, "deux\r");
    expect(count + 3, "trois\n");
    expect(count + 4, "fin");
    expect_end(count + 4);
  }
}

static void test_rewind_serves_again_from_the_second_line(void **state) {
  (void)state;
  for (size_t shift = 0; shift < 20; shift++) {
    uint32_t count = open_after(BLOCK - shift, "\"un\r\ndeux\r\ntrois\r\nquatre\r\n");
    dc_text line;
    for (int i = 0; i < 3; i++) assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_READ);
    assert_text(line, "trois\r\n");
    assert_text(dc_lines_first(&lines), "\"un\r\n");
    dc_lines_rewind(&lines, count + 1);
    dc_lines_release(&lines);
    expect(count + 2, "deux\r\n");
    expect(count + 3, "trois\r\n");
    expect(count + 4, "quatre\r\n");
    expect_end(count + 4);
  }
}

/* « début », then `size` bytes of one line ended by `end`, then « fin ». */
static void open_long(size_t size, const char *end) {
  size_t length = strlen("début\n") + size + strlen(end) + strlen("fin\n");
  char *bytes = dc_zeroed(length + 1, 1);
  strcpy(bytes, "début\n");
  memset(bytes + strlen(bytes), 'x', size);
  strcat(bytes, end);
  strcat(bytes, "fin\n");
  open_bytes(bytes, length);
  free(bytes);
}

static void test_too_long_a_line_is_stepped_over(void **state) {
  (void)state;
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  for (size_t e = 0; e < 3; e++) {
    static const size_t sizes[] = {DC_RECORD_BYTES + 1, BLOCK - 10, BLOCK - 8,    BLOCK - 7,
                                   BLOCK - 6,           BLOCK,      3 * BLOCK + 5};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
      open_long(sizes[i], ends[e]);
      expect(1, "début\n");
      dc_text line;
      assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_TOO_LONG);
      assert_int_equal(line.length, 0);
      assert_int_equal(lines.line, 2);
      dc_lines_release(&lines);
      expect(3, "fin\n");
      expect_end(3);
    }
  }
}

static void test_too_long_a_last_line(void **state) {
  (void)state;
  char *bytes = dc_zeroed(2 * BLOCK, 1);
  memset(bytes, 'x', 2 * BLOCK);
  open_bytes(bytes, 2 * BLOCK);
  free(bytes);
  dc_text line;
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_TOO_LONG);
  expect_end(1);
}

static void test_longest_line_allowed_is_read(void **state) {
  (void)state;
  open_long(DC_RECORD_BYTES - 1, "\n");
  expect(1, "début\n");
  dc_text line;
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_READ);
  assert_int_equal(line.length, DC_RECORD_BYTES);
  dc_lines_release(&lines);
  expect(3, "fin\n");
  expect_end(3);
}

static void test_lines_still_wanted_survive_a_long_one(void **state) {
  (void)state;
  static const size_t sizes[] = {DC_RECORD_BYTES + 1, BLOCK - 20, BLOCK, 3 * BLOCK};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    open_long(sizes[i], "\n");
    dc_text line;
    assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_READ);
    assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_TOO_LONG);
    assert_text(dc_lines_first(&lines), "début\n");
    dc_lines_rewind(&lines, 1);
    dc_lines_release(&lines);
    assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_TOO_LONG);
    assert_int_equal(lines.line, 2);
    dc_lines_release(&lines);
    expect(3, "fin\n");
    expect_end(3);
  }
}

static void test_failed_read_is_kept(void **state) {
  (void)state;
  assert_true(dc_lines_open(&lines, open(scratch, O_RDONLY | O_CLOEXEC), DC_UTF8, 1)); /* a directory */
  dc_text line;
  assert_int_equal(dc_lines_next(&lines, &line), DC_LINE_END);
  assert_int_equal(lines.error, EISDIR);
  dc_lines_close(&lines);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_three_line_ends_mixed),
      cmocka_unit_test(test_last_line_needs_no_end),
      cmocka_unit_test(test_smallest_files),
      cmocka_unit_test(test_nul_bytes_are_bytes),
      cmocka_unit_test(test_line_ends_astride_two_blocks),
      cmocka_unit_test(test_rewind_serves_again_from_the_second_line),
      cmocka_unit_test(test_too_long_a_line_is_stepped_over),
      cmocka_unit_test(test_too_long_a_last_line),
      cmocka_unit_test(test_longest_line_allowed_is_read),
      cmocka_unit_test(test_lines_still_wanted_survive_a_long_one),
      cmocka_unit_test(test_failed_read_is_kept),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
