/* One file given new bytes, all or nothing: written beside it under a hidden name, then put in its place by one rename.
 *
 * Floor: base. Until dc_replacement_publish returns true the former file is untouched; whoever opens it finds the old
 * bytes or the new ones. Several files change together as far as the system allows when all are written before the
 * first is published. The mode of the file is kept; a symbolic link stays, and the file that it names is replaced. */
#ifndef DECOMPTE_REPLACEMENT_H
#define DECOMPTE_REPLACEMENT_H

#include "decompte/text.h"

typedef struct {
  dc_arena *arena;
  dc_text target, sibling; /* the file, and what is to take its place; sibling empty when there is nothing to publish */
  dc_text error;           /* French, filled when a call returned false */
} dc_replacement;

/* Writes `bytes` beside `path` and flushes them to disk. A file that does not exist yet gets the usual mode. */
bool dc_replacement_write(dc_replacement *replacement, dc_arena *arena, dc_text path, dc_text bytes);

bool dc_replacement_publish(dc_replacement *replacement);

/* Removes what was written. Harmless after publish, and when write failed. */
void dc_replacement_abandon(dc_replacement *replacement);

#endif
