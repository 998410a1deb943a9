#include "decompte/stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompte/system.h"

/* Walks keep few directories open at once: they must work when descriptors are what has run out. */
enum { DESCRIPTORS = 1 };

static bool fail(dc_stage *stage, const char *what, dc_text path) {
  stage->error = dc_text_format(stage->arena, "%s « " DC_S " » : %s", what, DC_ARG(path), dc_system_message(errno));
  return false;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status, (void)kind, (void)place;
  return remove(path);
}

static dc_text sibling(dc_stage *stage, const char *suffix) {
  return dc_text_format(stage->arena, DC_S "/." DC_S "%s", DC_ARG(stage->parent), DC_ARG(stage->name), suffix);
}

/* Missing is as good as removed. */
static bool remove_tree(const char *path) {
  return nftw(path, remove_entry, DESCRIPTORS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

static bool make_parents(dc_stage *stage, dc_text path) {
  for (size_t end = 1; end <= path.length; end++) {
    if (end < path.length && path.data[end] != '/') continue;
    dc_text part = dc_text_copy(stage->arena, dc_text_slice(path, 0, end));
    if (mkdir(part.data, 0777) != 0 && errno != EEXIST) {
      return fail(stage, "impossible de créer le répertoire", part);
    }
  }
  return true;
}

static bool lock(dc_stage *stage) {
  stage->lock = open(stage->parent.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (stage->lock < 0) return fail(stage, "impossible d'ouvrir le répertoire de sortie", stage->parent);
  if (flock(stage->lock, LOCK_EX | LOCK_NB) == 0) return true;
  return fail(stage, "un autre calcul écrit déjà dans", stage->parent);
}

bool dc_stage_begin(dc_stage *stage, dc_arena *arena, dc_text parent, dc_text name) {
  *stage = (dc_stage){.arena = arena, .lock = -1};
  stage->parent = dc_text_copy(arena, parent);
  stage->name = dc_text_copy(arena, name);
  if (!make_parents(stage, stage->parent) || !lock(stage)) return false;
  dc_text target = dc_text_format(arena, DC_S "/" DC_S, DC_ARG(parent), DC_ARG(name));
  if (access(target.data, F_OK) != 0) (void)rename(sibling(stage, ".ancien").data, target.data);
  /* The lock makes the name ours alone: whatever stands there was left by a run that was interrupted. */
  dc_text directory = sibling(stage, ".en-cours");
  if (!remove_tree(directory.data)) return fail(stage, "impossible de supprimer le reste", directory);
  if (mkdir(directory.data, 0700) != 0) return fail(stage, "impossible de créer le répertoire", directory);
  stage->directory = directory;
  return true;
}

dc_text dc_stage_path(dc_stage *stage, const char *relative) {
  return dc_text_format(stage->arena, DC_S "/%s", DC_ARG(stage->directory), relative);
}

bool dc_stage_mkdir(dc_stage *stage, const char *relative) {
  dc_text path = dc_stage_path(stage, relative);
  return mkdir(path.data, 0700) == 0 || fail(stage, "impossible de créer le répertoire", path);
}

static int flush_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status, (void)kind, (void)place;
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return -1;
  int result = fsync(descriptor);
  return close(descriptor) == 0 ? result : -1;
}

/* Takes the place of the former output in one step where the file system can exchange two names. Elsewhere the former
 * output is set aside first, and put back if the second step fails; dc_stage_begin does so after a crash between the
 * two. */
static bool take_place(dc_stage *stage, dc_text target) {
  const char *source = stage->directory.data;
  if (rename(source, target.data) == 0) return true; /* no former output, or an empty one */
  if (renameat2(AT_FDCWD, source, AT_FDCWD, target.data, RENAME_EXCHANGE) == 0) return true;
  dc_text former = sibling(stage, ".ancien");
  if (!remove_tree(former.data) || rename(target.data, former.data) != 0) return false;
  if (rename(source, target.data) == 0) return true;
  int failure = errno;
  if (rename(former.data, target.data) == 0) errno = failure;
  return false;
}

bool dc_stage_publish(dc_stage *stage) {
  dc_text target = dc_text_format(stage->arena, DC_S "/" DC_S, DC_ARG(stage->parent), DC_ARG(stage->name));
  if (nftw(stage->directory.data, flush_entry, DESCRIPTORS, FTW_PHYS) != 0) {
    return fail(stage, "écriture sur disque refusée dans", stage->directory);
  }
  if (!take_place(stage, target)) return fail(stage, "impossible de mettre en place", target);
  /* The new output is in place: what is left of the former one, under either name, is litter that the next run would
   * remove as well. */
  (void)fsync(stage->lock);
  (void)remove_tree(sibling(stage, ".ancien").data);
  dc_stage_abandon(stage);
  return true;
}

void dc_stage_abandon(dc_stage *stage) {
  if (stage->directory.length) (void)remove_tree(stage->directory.data);
  stage->directory = (dc_text){0};
  if (stage->lock >= 0) close(stage->lock);
  stage->lock = -1;
}

/* ---- sink ---- */

enum { SINK_BUFFER = 1 << 17 };

void dc_sink_open(dc_sink *sink, const char *path) {
  *sink = (dc_sink){.buffer = dc_zeroed(SINK_BUFFER, 1)};
  sink->descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (sink->descriptor < 0) sink->error = errno;
  dc_hasher_begin(&sink->hasher);
}

static void flush(dc_sink *sink) {
  dc_hasher_add(&sink->hasher, sink->buffer, sink->used);
  for (size_t done = 0; done < sink->used && !sink->error;) {
    ssize_t size = write(sink->descriptor, sink->buffer + done, sink->used - done);
    if (size >= 0)
      done += (size_t)size;
    else if (errno != EINTR)
      sink->error = errno;
  }
  sink->written += sink->used;
  sink->used = 0;
}

void dc_sink_write(dc_sink *sink, const void *bytes, size_t size) {
  const char *from = bytes;
  while (size) {
    size_t room = SINK_BUFFER - sink->used, part = size < room ? size : room;
    memcpy(sink->buffer + sink->used, from, part);
    sink->used += part;
    from += part;
    size -= part;
    if (sink->used == SINK_BUFFER) flush(sink);
  }
}

void dc_sink_text(dc_sink *sink, dc_text text) { dc_sink_write(sink, text.data, text.length); }

bool dc_sink_close(dc_sink *sink, dc_digest *digest) {
  flush(sink);
  dc_digest value = dc_hasher_end(&sink->hasher);
  if (digest) *digest = value;
  if (sink->descriptor >= 0 && close(sink->descriptor) != 0 && !sink->error) sink->error = errno;
  free(sink->buffer);
  sink->buffer = NULL;
  sink->descriptor = -1;
  errno = sink->error;
  return sink->error == 0;
}
