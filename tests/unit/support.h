/* What unit tests share: cmocka, comparison of texts, scratch directories, files and diagnostics. */
#ifndef DECOMPTE_TEST_SUPPORT_H
#define DECOMPTE_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompte/diagnostic.h"
#include "decompte/lexicon_file.h"

/* ---- texts ---- */

static inline void text_equal(dc_text actual, dc_text expected, const char *file, int line) {
  if (dc_text_equal(actual, expected)) return;
  print_error("« " DC_S " » au lieu de « " DC_S " »\n", DC_ARG(actual), DC_ARG(expected));
  _fail(file, line);
}
#define assert_text(actual, expected) text_equal((actual), dc_text_from(expected), __FILE__, __LINE__)

static inline bool text_has(dc_text text, const char *part) {
  return dc_text_find(text, dc_text_from(part)) < text.length;
}

/* ---- scratch directories: one a test file, named by `scratch` ---- */

#define SCRATCH_SIZE 256
static char scratch[SCRATCH_SIZE];

static inline int scratch_make(void **state) {
  (void)state;
  const char *base = getenv("TMPDIR");
  snprintf(scratch, sizeof scratch, "%s/decompte-essai-XXXXXX", base ? base : "/tmp");
  return mkdtemp(scratch) ? 0 : -1;
}

static inline int scratch_remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status, (void)kind, (void)place;
  return remove(path);
}

static inline int scratch_empty(const char *path) { return nftw(path, scratch_remove_entry, 16, FTW_DEPTH | FTW_PHYS); }

static inline int scratch_remove(void **state) {
  (void)state;
  return scratch_empty(scratch);
}

/* Path of `relative` in the scratch directory, in a buffer that the next call but three reuses. */
static inline const char *scratch_path(const char *relative) {
  static char buffers[4][2 * SCRATCH_SIZE];
  static unsigned turn;
  char *buffer = buffers[turn++ % 4];
  snprintf(buffer, sizeof buffers[0], "%s/%s", scratch, relative);
  return buffer;
}

static inline void scratch_directory(const char *relative) {
  if (mkdir(scratch_path(relative), 0700) != 0) assert_int_equal(errno, EEXIST);
}

static inline void scratch_bytes(const char *relative, const void *bytes, size_t size) {
  FILE *file = fopen(scratch_path(relative), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static inline void scratch_file(const char *relative, const char *content) {
  scratch_bytes(relative, content, strlen(content));
}

static inline bool scratch_exists(const char *relative) { return access(scratch_path(relative), F_OK) == 0; }

/* The whole of a file, NUL-terminated, in `arena`. */
static inline dc_text scratch_read(dc_arena *arena, const char *relative) {
  FILE *file = fopen(scratch_path(relative), "rb");
  assert_non_null(file);
  dc_builder content = {.arena = arena};
  char block[4096];
  for (size_t size; (size = fread(block, 1, sizeof block, file)) > 0;) dc_builder_add(&content, (dc_text){block, size});
  dc_builder_add(&content, (dc_text){0});
  assert_int_equal(fclose(file), 0);
  return dc_builder_text(&content);
}

/* ---- the shipped lexicon ---- */

static inline void load_lexicon(dc_lexicon *lexicon, dc_arena *arena, dc_diagnostics *diagnostics) {
  dc_source source = {.name = DC_TEXT("lexique.csv"), .path = DC_TEXT("rules/lexique.csv")};
  assert_true(dc_lexicon_load(lexicon, arena, &source, diagnostics));
}

/* ---- diagnostics ---- */

static inline size_t count_code(const dc_diagnostics *list, dc_code code) {
  size_t count = 0;
  for (size_t i = 0; i < list->count; i++) count += list->items[i].code == code;
  return count;
}

/* The first diagnostic of that code; the test fails when there is none. */
static inline const dc_diagnostic *find_code(const dc_diagnostics *list, dc_code code) {
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i].code == code) return &list->items[i];
  }
  fail_msg("aucun diagnostic %s", dc_code_name(code));
  return NULL;
}

/* Whether any text of any diagnostic holds `part`. */
static inline bool any_text_has(const dc_diagnostics *list, const char *part) {
  for (size_t i = 0; i < list->count; i++) {
    const dc_diagnostic *item = &list->items[i];
    const dc_text texts[] = {item->message, item->excerpt, item->file, item->marche, item->lot};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
      if (text_has(texts[k], part)) return true;
    }
  }
  return false;
}

#endif
