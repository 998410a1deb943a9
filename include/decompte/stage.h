/* All-or-nothing output: a run writes into a hidden sibling of its destination, then takes its place by one rename.
 *
 * Floor: base. REP/AAAA-MM is replaced as a whole: until dc_stage_publish returns true, readers see the earlier
 * output untouched, whatever happens (full disk, crash, kill). A leftover of an interrupted run is removed by the
 * next one. Two runs at once on the same destination: the second is refused. */
#ifndef DECOMPTE_STAGE_H
#define DECOMPTE_STAGE_H

#include "decompte/digest.h"
#include "decompte/text.h"

typedef struct {
  dc_arena *arena;
  dc_text parent, name; /* REP, AAAA-MM */
  dc_text directory;    /* the hidden sibling being written */
  int lock;             /* descriptor that holds the lock on REP, -1 when closed */
  dc_text error;        /* French, filled when a call returned false */
} dc_stage;

/* Creates parent directories, locks, removes leftovers, makes the empty staging directory (mode 0700). */
bool dc_stage_begin(dc_stage *stage, dc_arena *arena, dc_text parent, dc_text name);
bool dc_stage_mkdir(dc_stage *stage, const char *relative);

/* Path inside the staging directory, in the stage's arena, NUL-terminated. */
dc_text dc_stage_path(dc_stage *stage, const char *relative);

/* Flushes every file and directory to disk, then renames: the former output is replaced. */
bool dc_stage_publish(dc_stage *stage);

/* Removes what was staged and unlocks. Harmless after publish and when begin failed. */
void dc_stage_abandon(dc_stage *stage);

/* A buffered output file, mode 0600. Errors are kept and told by dc_sink_close: callers write freely and check
 * once. Keeps the digest of what was written. */
typedef struct {
  int descriptor;
  int error; /* errno of the first failure, 0 when all went well */
  size_t used, written;
  char *buffer;
  dc_hasher hasher;
} dc_sink;

void dc_sink_open(dc_sink *sink, const char *path);
void dc_sink_write(dc_sink *sink, const void *bytes, size_t size);
void dc_sink_text(dc_sink *sink, dc_text text);
bool dc_sink_close(dc_sink *sink, dc_digest *digest); /* false with errno when any write failed */

#endif
