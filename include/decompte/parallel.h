/* Ordered parallel work: threads never change a result.
 *
 * Floor: base. */
#ifndef DECOMPTE_PARALLEL_H
#define DECOMPTE_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* work(context, i) runs for every i in [0, count), in any order, on up to `threads` threads (the caller's
 * included). Then, when not NULL, merge(context, i) runs once per i, strictly in order of i and one at a time, as soon
 * as its turn comes: at most `threads` results wait at once. Either returns false to stop: no further item starts.
 * Returns whether all of them returned true. */
bool dc_parallel(size_t count, unsigned threads, bool (*work)(void *context, size_t i),
                 bool (*merge)(void *context, size_t i), void *context);

/* Two steps in turn over the same data, as in a relay: fill(context, slot) prepares slot 0, 1, … DC_RELAY_SLOTS - 1, 0
 * … and returns whether there is more to come; drain(context, slot) then uses it up. With more than one thread, slots
 * are drained by a second one, in the same order, while the next are being filled: the two steps share nothing else. */
enum { DC_RELAY_SLOTS = 3 };
void dc_relay(unsigned threads, bool (*fill)(void *context, size_t slot), void (*drain)(void *context, size_t slot),
              void *context);

/* Of so many threads, those worth starting to read a file of `bytes`: a small one is read before another has started.
 */
unsigned dc_threads_for(uint64_t bytes, unsigned threads);

/* Processors that this process may use, at least 1. */
unsigned dc_processors(void);

#endif
