/* Wrong rule files and the messages that they give, word for word: tests/rules/NAME.regles and NAME.attendu.
 * What is no error is looked for in the files named for it: « couverture-… » (R017, R018) and « mutation-… » (R019).
 * With DECOMPTE_RECOPIER=1 in the environment the expected messages are written anew, to be read before committing. */
#include <dirent.h>

#include "rules_support.h"

#define DIRECTORY       "tests/rules"
#define LONGEST_EXCERPT 200 /* bytes; a longer line would only bury its message */
#define STATEMENT       dc_date_from(2026, 12, 31)

static dc_text read_whole(dc_arena *arena, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return (dc_text){"", 0};
  char *bytes = dc_alloc(arena, 1 << 20);
  size_t size = fread(bytes, 1, 1 << 20, file);
  assert_int_equal(fclose(file), 0);
  return (dc_text){bytes, size};
}

static void render_excerpt(dc_builder *out, const dc_diagnostic *item) {
  dc_text excerpt = dc_text_printable(out->arena, item->excerpt);
  while (dc_text_ends(excerpt, DC_TEXT(" "))) excerpt.length--;
  dc_builder_format(out, "    " DC_S "\n    %*s", DC_ARG(excerpt), (int)item->column - 1, "");
  for (uint32_t i = 0; i < item->span; i++) dc_builder_add(out, DC_TEXT("^"));
  dc_builder_add(out, DC_TEXT("\n"));
}

/* Position, code, message, excerpt and caret, lines to copy; why and remedies belong to the catalogue. */
static void render(dc_builder *out, const dc_diagnostic *item) {
  dc_builder_format(out, "%u:%u: %s %s : " DC_S "\n", item->line, item->column, dc_severity_name(item->severity),
                    dc_code_name(item->code), DC_ARG(item->message));
  if (item->excerpt.length > 0 && item->excerpt.length <= LONGEST_EXCERPT) render_excerpt(out, item);
  if (item->example.length > 0) dc_builder_format(out, DC_S "\n", DC_ARG(item->example));
}

static dc_text messages_of(dc_bench *bench, const char *name) {
  char path[512];
  snprintf(path, sizeof path, DIRECTORY "/%s.regles", name);
  dc_rule_file file = {.name = DC_TEXT("essai.regles"), .path = dc_text_from(path)};
  bool sound =
      dc_rules_load(&bench->rules, &bench->arena, &bench->lexicon, &bench->intern, &file, 1, &bench->diagnostics);
  size_t failed = 0;
  if (sound) {
    dc_rules_check_review(&bench->rules, STATEMENT, &bench->diagnostics);
    (void)dc_rulebook_check(&bench->rules, DC_RULEBOOK_WARNINGS, &bench->diagnostics);
    dc_rulebook_play(&bench->rules, &bench->diagnostics, &failed);
    if (dc_text_starts(dc_text_from(name), DC_TEXT("couverture-")))
      dc_rulebook_cover(&bench->rules, &bench->diagnostics);
    if (dc_text_starts(dc_text_from(name), DC_TEXT("mutation-")))
      (void)dc_rulebook_mutate(&bench->rules, &bench->diagnostics);
  }
  dc_builder out = {.arena = &bench->arena};
  for (size_t i = 0; i < bench->diagnostics.count; i++) render(&out, &bench->diagnostics.items[i]);
  return dc_builder_text(&out);
}

static void check_one(const char *name) {
  dc_bench bench;
  bench_open(&bench);
  char path[512];
  snprintf(path, sizeof path, DIRECTORY "/%s.attendu", name);
  dc_text got = messages_of(&bench, name), expected = read_whole(&bench.arena, path);
  const char *rewrite = getenv("DECOMPTE_RECOPIER");
  if (rewrite && strcmp(rewrite, "1") == 0) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(got.data, 1, got.length, file), got.length);
    assert_int_equal(fclose(file), 0);
  } else if (!dc_text_equal(got, expected)) {
    fprintf(stderr, "%s :\n--- attendu\n" DC_S "--- obtenu\n" DC_S, name, DC_ARG(expected), DC_ARG(got));
    fail();
  }
  assert_true(got.length > 0);
  bench_close(&bench);
}

static int is_rules(const struct dirent *entry) {
  size_t length = strlen(entry->d_name), suffix = strlen(".regles");
  return length > suffix && strcmp(entry->d_name + length - suffix, ".regles") == 0;
}

static void every_wrong_file_gives_its_messages(void **state) {
  (void)state;
  struct dirent **entries;
  int count = scandir(DIRECTORY, &entries, is_rules, alphasort);
  assert_true(count >= 30);
  for (int i = 0; i < count; i++) {
    char name[256];
    size_t length = strlen(entries[i]->d_name) - strlen(".regles");
    snprintf(name, sizeof name, "%.*s", (int)length, entries[i]->d_name);
    check_one(name);
    free(entries[i]);
  }
  free(entries);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_wrong_file_gives_its_messages)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
