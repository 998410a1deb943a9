#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "decompte/run.h"
#include "decompte/system.h"

enum { DEEPEST = 8 };

typedef struct {
  dc_arena *arena;
  const char *prefix;
  dc_rule_file *files;
  size_t count, *capacity;
  dc_diagnostics *diagnostics;
} dc_walk;

static void walk(dc_walk *state, dc_text directory, dc_text below, int depth) {
  DIR *stream = opendir(directory.data);
  if (!stream && errno != ENOENT && errno != ENOTDIR) {
    dc_report(state->diagnostics, DC_D_UNREADABLE, directory, 0, 0, "lecture impossible : %s",
              dc_system_message(errno));
  }
  for (struct dirent *entry; stream && (entry = readdir(stream));) {
    if (entry->d_name[0] == '.') continue;
    dc_text path = dc_text_format(state->arena, DC_S "/%s", DC_ARG(directory), entry->d_name);
    dc_text name = dc_text_format(state->arena, DC_S "%s", DC_ARG(below), entry->d_name);
    if (dc_text_ends(name, DC_TEXT(".regles"))) {
      state->files = dc_grow(state->files, state->capacity, state->count + 1, sizeof *state->files);
      state->files[state->count++] =
          (dc_rule_file){.name = dc_text_format(state->arena, "%s" DC_S, state->prefix, DC_ARG(name)), .path = path};
    } else if (depth < DEEPEST && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN)) {
      walk(state, path, dc_text_format(state->arena, DC_S "/", DC_ARG(name)), depth + 1);
    }
  }
  if (stream) closedir(stream);
}

static int compare(const void *left, const void *right) {
  const dc_rule_file *a = left, *b = right;
  return dc_text_compare(a->name, b->name);
}

dc_rule_file *dc_rule_files(dc_arena *arena, dc_text directory, const char *prefix, dc_rule_file *files, size_t *count,
                            size_t *capacity, dc_diagnostics *diagnostics) {
  dc_walk state = {arena, prefix, files, *count, capacity, diagnostics};
  size_t first = *count;
  walk(&state, directory, (dc_text){0}, 0);
  *count = state.count;
  if (state.count > first) qsort(state.files + first, state.count - first, sizeof *state.files, compare);
  return state.files;
}
