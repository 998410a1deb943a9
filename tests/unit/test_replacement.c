#include "support.h"

#include <dirent.h>

#include "decompte/replacement.h"

static dc_arena arena;

static int clean(void **state) {
  dc_arena_free(&arena);
  return scratch_remove(state);
}

static dc_text path(const char *relative) { return dc_text_copy(&arena, dc_text_from(scratch_path(relative))); }

static mode_t mode_of(const char *relative) {
  struct stat status;
  assert_int_equal(stat(scratch_path(relative), &status), 0);
  return status.st_mode & 07777;
}

static size_t entries(void) {
  DIR *directory = opendir(scratch);
  assert_non_null(directory);
  size_t count = 0;
  while (readdir(directory)) count++;
  closedir(directory);
  return count - 2;
}

static void the_former_bytes_stay_until_publication(void **state) {
  (void)state;
  dc_replacement replacement;
  scratch_file("a.regles", "avant");
  assert_int_equal(chmod(scratch_path("a.regles"), 0640), 0);
  assert_true(dc_replacement_write(&replacement, &arena, path("a.regles"), DC_TEXT("après")));
  assert_text(scratch_read(&arena, "a.regles"), "avant");
  assert_true(dc_replacement_publish(&replacement));
  dc_replacement_abandon(&replacement);
  assert_text(scratch_read(&arena, "a.regles"), "après");
  assert_int_equal(mode_of("a.regles"), 0640);
  assert_int_equal(entries(), 1);
}

static void what_is_abandoned_leaves_nothing(void **state) {
  (void)state;
  dc_replacement replacement;
  scratch_file("a.regles", "avant");
  assert_true(dc_replacement_write(&replacement, &arena, path("a.regles"), DC_TEXT("après")));
  assert_int_equal(entries(), 2);
  dc_replacement_abandon(&replacement);
  assert_text(scratch_read(&arena, "a.regles"), "avant");
  assert_int_equal(entries(), 1);
}

static void a_new_file_gets_the_usual_mode(void **state) {
  (void)state;
  dc_replacement replacement;
  mode_t mask = umask(027);
  assert_true(dc_replacement_write(&replacement, &arena, path("neuf.html"), DC_TEXT("")));
  assert_true(dc_replacement_publish(&replacement));
  assert_int_equal(umask(mask), 027);
  assert_int_equal(mode_of("neuf.html"), 0640);
  assert_text(scratch_read(&arena, "neuf.html"), "");
}

static void a_link_stays_a_link(void **state) {
  (void)state;
  dc_replacement replacement;
  struct stat status;
  scratch_directory("ailleurs");
  scratch_file("ailleurs/vrai", "avant");
  assert_int_equal(symlink("ailleurs/vrai", scratch_path("lien")), 0);
  assert_true(dc_replacement_write(&replacement, &arena, path("lien"), DC_TEXT("après")));
  assert_true(dc_replacement_publish(&replacement));
  assert_int_equal(lstat(scratch_path("lien"), &status), 0);
  assert_true(S_ISLNK(status.st_mode));
  assert_text(scratch_read(&arena, "ailleurs/vrai"), "après");
}

static void what_the_system_refuses_is_told(void **state) {
  (void)state;
  dc_replacement replacement;
  assert_false(dc_replacement_write(&replacement, &arena, path("absent/a"), DC_TEXT("x")));
  assert_true(text_has(replacement.error, "écriture impossible"));
  dc_replacement_abandon(&replacement);
  scratch_directory("rep");
  scratch_file("rep/b", "x");
  assert_true(dc_replacement_write(&replacement, &arena, path("rep/a"), DC_TEXT("x")));
  assert_int_equal(unlink(replacement.sibling.data), 0);
  assert_false(dc_replacement_publish(&replacement));
  assert_true(text_has(replacement.error, "écriture impossible"));
  assert_false(scratch_exists("rep/a"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_former_bytes_stay_until_publication, scratch_make, clean),
      cmocka_unit_test_setup_teardown(what_is_abandoned_leaves_nothing, scratch_make, clean),
      cmocka_unit_test_setup_teardown(a_new_file_gets_the_usual_mode, scratch_make, clean),
      cmocka_unit_test_setup_teardown(a_link_stays_a_link, scratch_make, clean),
      cmocka_unit_test_setup_teardown(what_the_system_refuses_is_told, scratch_make, clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
