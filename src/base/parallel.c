#include "decompte/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "decompte/arena.h"

typedef struct {
  pthread_mutex_t mutex;
  pthread_cond_t turn;
  size_t count, next, merged; /* next item to start; items merged so far */
  bool failed;
  bool (*work)(void *, size_t);
  bool (*merge)(void *, size_t);
  void *context;
} dc_crew;

static void crew_fail(dc_crew *crew) {
  crew->failed = true;
  pthread_cond_broadcast(&crew->turn);
}

/* Called with the mutex held: waits until it is item i's turn, then merges it. */
static void crew_merge(dc_crew *crew, size_t i) {
  while (!crew->failed && crew->merged != i) pthread_cond_wait(&crew->turn, &crew->mutex);
  if (crew->failed) return;
  if (!crew->merge(crew->context, i)) crew_fail(crew);
  crew->merged++;
  pthread_cond_broadcast(&crew->turn);
}

static void *crew_member(void *argument) {
  dc_crew *crew = argument;
  pthread_mutex_lock(&crew->mutex);
  while (!crew->failed && crew->next < crew->count) {
    size_t i = crew->next++;
    pthread_mutex_unlock(&crew->mutex);
    bool done = crew->work(crew->context, i);
    pthread_mutex_lock(&crew->mutex);
    if (!done)
      crew_fail(crew);
    else if (crew->merge)
      crew_merge(crew, i);
  }
  pthread_mutex_unlock(&crew->mutex);
  return NULL;
}

bool dc_parallel(size_t count, unsigned threads, bool (*work)(void *, size_t), bool (*merge)(void *, size_t),
                 void *context) {
  dc_crew crew = {.count = count, .work = work, .merge = merge, .context = context};
  DC_ASSERT(pthread_mutex_init(&crew.mutex, NULL) == 0);
  DC_ASSERT(pthread_cond_init(&crew.turn, NULL) == 0);
  size_t wanted = threads > 1 ? threads - 1 : 0;
  if (count > 0 && wanted > count - 1) wanted = count - 1;
  pthread_t *helpers = dc_zeroed(wanted, sizeof *helpers);
  size_t started = 0;
  /* A thread that the system refuses is not an error: the others do its work. */
  while (started < wanted && pthread_create(&helpers[started], NULL, crew_member, &crew) == 0) started++;
  crew_member(&crew);
  for (size_t i = 0; i < started; i++) DC_ASSERT(pthread_join(helpers[i], NULL) == 0);
  free(helpers);
  pthread_cond_destroy(&crew.turn);
  pthread_mutex_destroy(&crew.mutex);
  return !crew.failed;
}

/* ---- two steps ---- */

typedef struct {
  pthread_mutex_t mutex;
  pthread_cond_t turn;
  size_t filled, drained;
  bool ended; /* nothing more will be filled */
  void (*drain)(void *, size_t);
  void *context;
} dc_relay_state;

static void *relay_drain(void *argument) {
  dc_relay_state *relay = argument;
  pthread_mutex_lock(&relay->mutex);
  for (;;) {
    while (relay->drained == relay->filled && !relay->ended) pthread_cond_wait(&relay->turn, &relay->mutex);
    if (relay->drained == relay->filled) break;
    size_t slot = relay->drained % DC_RELAY_SLOTS;
    pthread_mutex_unlock(&relay->mutex);
    relay->drain(relay->context, slot);
    pthread_mutex_lock(&relay->mutex);
    relay->drained++;
    pthread_cond_signal(&relay->turn);
  }
  pthread_mutex_unlock(&relay->mutex);
  return NULL;
}

static void relay_fill(dc_relay_state *relay, bool (*fill)(void *, size_t)) {
  for (bool more = true; more;) {
    pthread_mutex_lock(&relay->mutex);
    while (relay->filled - relay->drained == DC_RELAY_SLOTS) pthread_cond_wait(&relay->turn, &relay->mutex);
    size_t slot = relay->filled % DC_RELAY_SLOTS;
    pthread_mutex_unlock(&relay->mutex);
    more = fill(relay->context, slot);
    pthread_mutex_lock(&relay->mutex);
    relay->filled++;
    relay->ended = !more;
    pthread_cond_signal(&relay->turn);
    pthread_mutex_unlock(&relay->mutex);
  }
}

void dc_relay(unsigned threads, bool (*fill)(void *, size_t), void (*drain)(void *, size_t), void *context) {
  dc_relay_state relay = {.drain = drain, .context = context};
  pthread_t drainer;
  DC_ASSERT(pthread_mutex_init(&relay.mutex, NULL) == 0);
  DC_ASSERT(pthread_cond_init(&relay.turn, NULL) == 0);
  if (threads > 1 && pthread_create(&drainer, NULL, relay_drain, &relay) == 0) {
    relay_fill(&relay, fill);
    DC_ASSERT(pthread_join(drainer, NULL) == 0);
  } else {
    for (bool more = true; more;) {
      more = fill(context, 0);
      drain(context, 0);
    }
  }
  pthread_cond_destroy(&relay.turn);
  pthread_mutex_destroy(&relay.mutex);
}

unsigned dc_threads_for(uint64_t bytes, unsigned threads) {
  enum { WORTH_A_THREAD = 1 << 21 };
  return bytes > WORTH_A_THREAD ? threads : 1;
}

unsigned dc_processors(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? (unsigned)count : 1;
}
