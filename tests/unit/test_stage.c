#include "support.h"

#include <dirent.h>

#include "decompte/stage.h"

static dc_arena arena;

static int fresh(void **state) { return scratch_make(state); }

static int clean(void **state) {
  dc_arena_free(&arena);
  return scratch_remove(state);
}

static dc_text output(void) { return dc_text_copy(&arena, dc_text_from(scratch_path("sortie/profonde"))); }

static bool begin(dc_stage *stage) { return dc_stage_begin(stage, &arena, output(), DC_TEXT("2026-10")); }

static void write_staged(dc_stage *stage, const char *relative, const char *content) {
  dc_sink sink;
  dc_sink_open(&sink, dc_stage_path(stage, relative).data);
  dc_sink_text(&sink, dc_text_from(content));
  assert_true(dc_sink_close(&sink, NULL));
}

static dc_text published(const char *name) {
  char relative[64];
  snprintf(relative, sizeof relative, "sortie/profonde/2026-10/%s", name);
  return scratch_read(&arena, relative);
}

static size_t entries(const char *relative) {
  DIR *directory = opendir(scratch_path(relative));
  assert_non_null(directory);
  size_t count = 0;
  while (readdir(directory)) count++;
  closedir(directory);
  return count - 2;
}

static void publish_one(const char *name, const char *content) {
  dc_stage stage;
  assert_true(begin(&stage));
  write_staged(&stage, name, content);
  assert_true(dc_stage_publish(&stage));
}

static void test_nothing_shows_before_publication(void **state) {
  (void)state;
  dc_stage stage;
  assert_true(begin(&stage));
  assert_true(dc_stage_mkdir(&stage, "titulaires"));
  write_staged(&stage, "titulaires/a.csv", "a");
  assert_false(scratch_exists("sortie/profonde/2026-10"));
  assert_true(dc_stage_publish(&stage));
  assert_text(published("titulaires/a.csv"), "a");
  assert_int_equal(entries("sortie/profonde"), 1); /* no leftover beside it */
}

static void test_output_is_replaced_as_a_whole(void **state) {
  (void)state;
  publish_one("ancien.csv", "1");
  publish_one("nouveau.csv", "2");
  assert_text(published("nouveau.csv"), "2");
  assert_false(scratch_exists("sortie/profonde/2026-10/ancien.csv"));
  assert_int_equal(entries("sortie/profonde"), 1);
}

static void test_abandon_leaves_the_former_output(void **state) {
  (void)state;
  publish_one("a.csv", "avant");
  dc_stage stage;
  assert_true(begin(&stage));
  write_staged(&stage, "a.csv", "après");
  dc_stage_abandon(&stage);
  assert_text(published("a.csv"), "avant");
  assert_int_equal(entries("sortie/profonde"), 1);
  dc_stage_abandon(&stage); /* harmless */
}

static void test_leftovers_of_an_interrupted_run_go(void **state) {
  (void)state;
  dc_stage stage;
  assert_true(begin(&stage));
  dc_text hidden = stage.directory;
  write_staged(&stage, "reste.csv", "x");
  assert_true(dc_stage_mkdir(&stage, "epci"));
  close(stage.lock); /* what a killed process leaves */
  assert_true(begin(&stage));
  assert_text(stage.directory, hidden.data);
  assert_int_not_equal(access(dc_stage_path(&stage, "reste.csv").data, F_OK), 0);
  assert_true(dc_stage_publish(&stage));
  assert_int_equal(entries("sortie/profonde/2026-10"), 0);
}

static void test_former_output_set_aside_by_a_crash_goes(void **state) {
  (void)state;
  publish_one("a.csv", "1");
  scratch_directory("sortie/profonde/.2026-10.ancien");
  scratch_file("sortie/profonde/.2026-10.ancien/vieux.csv", "0");
  publish_one("a.csv", "2");
  assert_text(published("a.csv"), "2");
  assert_int_equal(entries("sortie/profonde"), 1);
}

static void test_second_run_at_once_is_refused(void **state) {
  (void)state;
  dc_stage first, second;
  assert_true(begin(&first));
  write_staged(&first, "a.csv", "premier");
  assert_false(begin(&second));
  assert_true(text_has(second.error, "un autre calcul écrit déjà"));
  dc_stage_abandon(&second);
  assert_true(dc_stage_publish(&first)); /* the refused one broke nothing */
  assert_text(published("a.csv"), "premier");
  assert_true(begin(&second));
  dc_stage_abandon(&second);
}

static void test_files_are_private(void **state) {
  (void)state;
  mode_t former = umask(0);
  dc_stage stage;
  struct stat status;
  assert_true(begin(&stage));
  assert_true(dc_stage_mkdir(&stage, "epci"));
  write_staged(&stage, "epci/a.csv", "1");
  assert_int_equal(stat(dc_stage_path(&stage, "epci/a.csv").data, &status), 0);
  assert_int_equal(status.st_mode & 0777, 0600);
  assert_int_equal(stat(dc_stage_path(&stage, "epci").data, &status), 0);
  assert_int_equal(status.st_mode & 0777, 0700);
  assert_true(dc_stage_publish(&stage));
  assert_int_equal(stat(scratch_path("sortie/profonde/2026-10"), &status), 0);
  assert_int_equal(status.st_mode & 0777, 0700);
  umask(former);
}

static void test_parent_that_cannot_be_made_is_told(void **state) {
  (void)state;
  scratch_file("sortie", "un fichier");
  dc_stage stage;
  assert_false(begin(&stage));
  assert_true(text_has(stage.error, "sortie"));
  dc_stage_abandon(&stage);
  assert_text(scratch_read(&arena, "sortie"), "un fichier");
}

static void test_directory_made_twice_is_told(void **state) {
  (void)state;
  dc_stage stage;
  assert_true(begin(&stage));
  assert_true(dc_stage_mkdir(&stage, "epci"));
  assert_false(dc_stage_mkdir(&stage, "epci"));
  assert_true(text_has(stage.error, "epci"));
  dc_stage_abandon(&stage);
}

/* ---- sinks ---- */

static void test_sink_writes_and_digests_large_files(void **state) {
  (void)state;
  dc_sink sink;
  dc_digest written, read;
  dc_sink_open(&sink, scratch_path("grand"));
  for (int i = 0; i < 100000; i++) dc_sink_text(&sink, DC_TEXT("ligne\r\n"));
  assert_true(dc_sink_close(&sink, &written));
  assert_int_equal(sink.written, 700000);
  assert_true(dc_digest_file(scratch_path("grand"), &read));
  assert_string_equal(written.hex, read.hex);
}

static void test_sink_tells_the_first_error_at_close(void **state) {
  (void)state;
  dc_sink sink;
  dc_sink_open(&sink, scratch_path("absent/a.csv"));
  dc_sink_text(&sink, DC_TEXT("perdu"));
  assert_false(dc_sink_close(&sink, NULL));
  assert_int_equal(errno, ENOENT);
  dc_sink_open(&sink, "/dev/full");
  for (int i = 0; i < 50000; i++) dc_sink_text(&sink, DC_TEXT("disque plein\n"));
  assert_false(dc_sink_close(&sink, NULL));
  assert_int_equal(errno, ENOSPC);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_nothing_shows_before_publication, fresh, clean),
      cmocka_unit_test_setup_teardown(test_output_is_replaced_as_a_whole, fresh, clean),
      cmocka_unit_test_setup_teardown(test_abandon_leaves_the_former_output, fresh, clean),
      cmocka_unit_test_setup_teardown(test_leftovers_of_an_interrupted_run_go, fresh, clean),
      cmocka_unit_test_setup_teardown(test_former_output_set_aside_by_a_crash_goes, fresh, clean),
      cmocka_unit_test_setup_teardown(test_second_run_at_once_is_refused, fresh, clean),
      cmocka_unit_test_setup_teardown(test_files_are_private, fresh, clean),
      cmocka_unit_test_setup_teardown(test_parent_that_cannot_be_made_is_told, fresh, clean),
      cmocka_unit_test_setup_teardown(test_directory_made_twice_is_told, fresh, clean),
      cmocka_unit_test_setup_teardown(test_sink_writes_and_digests_large_files, fresh, clean),
      cmocka_unit_test_setup_teardown(test_sink_tells_the_first_error_at_close, fresh, clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
