#include "demo/random.h"

#include "decompte/arena.h"

#define GOLDEN 0x9e3779b97f4a7c15u

static uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

dc_demo_random dc_demo_random_of(uint64_t seed, uint64_t purpose) {
  return (dc_demo_random){mix(seed + GOLDEN * (purpose + 1))};
}

uint32_t dc_demo_below(dc_demo_random *random, uint32_t limit) {
  DC_ASSERT(limit > 0);
  random->state += GOLDEN;
  return (uint32_t)(((mix(random->state) >> 32) * limit) >> 32);
}

int32_t dc_demo_between(dc_demo_random *random, int32_t low, int32_t high) {
  DC_ASSERT(low <= high);
  return low + (int32_t)dc_demo_below(random, (uint32_t)(high - low) + 1);
}

bool dc_demo_chance(dc_demo_random *random, uint32_t percent) { return dc_demo_below(random, 100) < percent; }

uint32_t dc_demo_hash(uint64_t seed, uint32_t a, uint32_t b) {
  return (uint32_t)(mix(mix(seed + GOLDEN * a) + GOLDEN * b) >> 32);
}
