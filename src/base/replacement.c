#include "decompte/replacement.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompte/stage.h"
#include "decompte/system.h"

static bool fail(dc_replacement *replacement) {
  const char *why = dc_system_message(errno);
  dc_replacement_abandon(replacement);
  replacement->error = dc_text_format(replacement->arena, "écriture impossible : %s", why);
  return false;
}

/* The file that `path` names in the end, links followed; `path` when there is none. */
static dc_text followed(dc_arena *arena, dc_text path) {
  char *real = realpath(path.data, NULL);
  dc_text target = real ? dc_text_copy(arena, dc_text_from(real)) : path;
  free(real);
  return target;
}

static dc_text hidden_sibling(dc_arena *arena, dc_text target) {
  size_t name = dc_text_last_part(target);
  return dc_text_format(arena, DC_S "." DC_S ".en-cours", DC_ARG(dc_text_slice(target, 0, name)),
                        DC_ARG(dc_text_slice(target, name, target.length)));
}

static mode_t mode_for(dc_text target) {
  struct stat status;
  if (stat(target.data, &status) == 0) return status.st_mode & 07777;
  mode_t mask = umask(0);
  (void)umask(mask);
  return 0666 & ~mask;
}

/* Gives the file its mode, and its bytes to the disk. */
static bool settle(dc_text path, mode_t mode) {
  int descriptor = open(path.data, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool settled = fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0;
  return close(descriptor) == 0 && settled;
}

bool dc_replacement_write(dc_replacement *replacement, dc_arena *arena, dc_text path, dc_text bytes) {
  *replacement = (dc_replacement){.arena = arena};
  replacement->target = followed(arena, dc_text_copy(arena, path));
  replacement->sibling = hidden_sibling(arena, replacement->target);
  dc_sink sink;
  dc_sink_open(&sink, replacement->sibling.data);
  dc_sink_text(&sink, bytes);
  if (!dc_sink_close(&sink, NULL)) return fail(replacement);
  return settle(replacement->sibling, mode_for(replacement->target)) || fail(replacement);
}

bool dc_replacement_publish(dc_replacement *replacement) {
  if (rename(replacement->sibling.data, replacement->target.data) != 0) return fail(replacement);
  replacement->sibling = (dc_text){0};
  return true;
}

void dc_replacement_abandon(dc_replacement *replacement) {
  if (replacement->sibling.length > 0) (void)unlink(replacement->sibling.data);
  replacement->sibling = (dc_text){0};
}
