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

unsigned dc_processors(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? (unsigned)count : 1;
}
