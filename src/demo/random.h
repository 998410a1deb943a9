/* Numbers drawn from a seed: splitmix64, the same on every machine.
 *
 * Private to src/demo. A stream is drawn in order; a hash is drawn at a place, so that what depends on it can be
 * written in any order. */
#ifndef DECOMPTE_DEMO_RANDOM_H
#define DECOMPTE_DEMO_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  uint64_t state;
} dc_demo_random;

/* A stream of its own for each `purpose`: drawing more for one does not move the others. */
dc_demo_random dc_demo_random_of(uint64_t seed, uint64_t purpose);

/* Uniform in [0, limit); limit > 0. */
uint32_t dc_demo_below(dc_demo_random *random, uint32_t limit);

/* Uniform in [low, high]. */
int32_t dc_demo_between(dc_demo_random *random, int32_t low, int32_t high);

/* True `percent` times in 100. */
bool dc_demo_chance(dc_demo_random *random, uint32_t percent);

/* A number for the place (a, b). */
uint32_t dc_demo_hash(uint64_t seed, uint32_t a, uint32_t b);

#endif
