#include "decompte/intern.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL /* the call would cost as much as hashing a short text */
#include <xxhash.h>

enum { FIRST_SLOTS = 64 };

uint64_t dc_hash(dc_text text) { return XXH3_64bits(text.data, text.length); }

/* ---- texts ---- */

void dc_intern_init(dc_intern *intern) {
  *intern = (dc_intern){0};
  intern->slot_count = FIRST_SLOTS;
  intern->slots = dc_zeroed(FIRST_SLOTS, sizeof *intern->slots);
  intern->texts = dc_grow(NULL, &intern->capacity, 1, sizeof *intern->texts);
  intern->texts[0] = DC_TEXT("");
  intern->count = 1;
}

void dc_intern_free(dc_intern *intern) {
  dc_arena_free(&intern->arena);
  free(intern->texts);
  free(intern->slots);
  *intern = (dc_intern){0};
}

static uint64_t load_8(const char *bytes) {
  uint64_t value;
  memcpy(&value, bytes, sizeof value);
  return value;
}

static uint64_t load_4(const char *bytes) {
  uint32_t value;
  memcpy(&value, bytes, sizeof value);
  return value;
}

/* Done for every cell of every file, hence in registers: two loads that overlap in the middle cover any length. */
static dc_intern_key short_key(const char *bytes, size_t length) {
  _Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the first byte of a text is the lowest of its key");
  uint64_t begin, end = (uint64_t)length << 24;
  if (length >= 8) {
    begin = load_8(bytes);
    if (length > 8) end |= load_8(bytes + length - 8) >> (8 * (16 - length));
  } else if (length >= 4) {
    begin = load_4(bytes) | load_4(bytes + length - 4) << (8 * (length - 4));
  } else {
    size_t middle = length / 2, last = length - 1;
    begin = (uint64_t)(unsigned char)bytes[0] | (uint64_t)(unsigned char)bytes[middle] << (8 * middle) |
            (uint64_t)(unsigned char)bytes[last] << (8 * last);
  }
  return (dc_intern_key){begin, (uint32_t)end};
}

/* Of a text that is not empty. */
static dc_announced announced_of(dc_text text) {
  dc_announced announced = {.key.end = DC_KEY_TEXT + 1};
  if (text.length <= DC_KEY_TEXT) {
    announced.key = short_key(text.data, text.length);
    uint64_t words[2] = {announced.key.begin, announced.key.end};
    announced.hash = XXH3_64bits(words, sizeof words);
  } else {
    announced.hash = announced.key.begin = dc_hash(text);
  }
  return announced;
}

/* The slot that holds `text`, or the free one where it belongs. */
static dc_intern_slot *intern_slot(const dc_intern *intern, dc_text text, const dc_announced *wanted) {
  size_t mask = intern->slot_count - 1;
  for (size_t at = wanted->hash & mask;; at = (at + 1) & mask) {
    dc_intern_slot *slot = &intern->slots[at];
    if (!slot->id) return slot;
    if (slot->begin != wanted->key.begin || slot->end != wanted->key.end) continue;
    if (text.length <= DC_KEY_TEXT || dc_text_equal(intern->texts[slot->id], text)) return slot;
  }
}

static void store(dc_intern_slot *slot, dc_intern_key key, uint32_t id) {
  *slot = (dc_intern_slot){key.begin, key.end, id};
}

static void intern_widen(dc_intern *intern) {
  free(intern->slots);
  intern->slot_count *= 2;
  intern->slots = dc_zeroed(intern->slot_count, sizeof *intern->slots);
  for (uint32_t id = 1; id < intern->count; id++) {
    dc_announced announced = announced_of(intern->texts[id]);
    store(intern_slot(intern, intern->texts[id], &announced), announced.key, id);
  }
}

dc_announced dc_intern_announce(const dc_intern *intern, dc_text text) {
  dc_announced announced = announced_of(text);
  __builtin_prefetch(&intern->slots[announced.hash & (intern->slot_count - 1)]);
  return announced;
}

uint32_t dc_intern_add(dc_intern *intern, dc_text text) {
  if (text.length == 0) return 0;
  dc_announced announced = announced_of(text);
  return dc_intern_add_announced(intern, text, &announced);
}

uint32_t dc_intern_add_announced(dc_intern *intern, dc_text text, const dc_announced *announced) {
  dc_intern_slot *slot = intern_slot(intern, text, announced);
  if (slot->id) return slot->id;
  DC_ASSERT(intern->count < UINT32_MAX);
  if ((size_t)intern->count * 2 >= intern->slot_count) {
    intern_widen(intern);
    slot = intern_slot(intern, text, announced);
  }
  intern->texts = dc_grow(intern->texts, &intern->capacity, intern->count + 1u, sizeof *intern->texts);
  uint32_t id = intern->count++;
  intern->texts[id] = dc_text_copy(&intern->arena, text);
  store(slot, announced->key, id);
  return id;
}

uint32_t dc_intern_find(const dc_intern *intern, dc_text text) {
  if (text.length == 0) return 0;
  dc_announced announced = announced_of(text);
  return intern_slot(intern, text, &announced)->id;
}

dc_text dc_intern_text(const dc_intern *intern, uint32_t id) {
  DC_ASSERT(id < intern->count);
  return intern->texts[id];
}

/* ---- fixed-size keys ---- */

void dc_index_init(dc_index *index, size_t key_size) {
  *index = (dc_index){.key_size = key_size, .slot_count = FIRST_SLOTS};
  index->slots = dc_zeroed(FIRST_SLOTS, sizeof *index->slots);
}

void dc_index_free(dc_index *index) {
  free(index->keys);
  free(index->slots);
  *index = (dc_index){0};
}

void dc_index_clear(dc_index *index) {
  memset(index->slots, 0, index->slot_count * sizeof *index->slots);
  index->count = 0;
}

static const unsigned char *index_key(const dc_index *index, size_t number) {
  return index->keys + number * index->key_size;
}

static size_t index_slot(const dc_index *index, const void *key) {
  size_t mask = index->slot_count - 1;
  for (size_t slot = XXH3_64bits(key, index->key_size) & mask;; slot = (slot + 1) & mask) {
    uint32_t number = index->slots[slot];
    if (!number || memcmp(index_key(index, number - 1u), key, index->key_size) == 0) return slot;
  }
}

static void index_widen(dc_index *index) {
  free(index->slots);
  index->slot_count *= 2;
  index->slots = dc_zeroed(index->slot_count, sizeof *index->slots);
  for (size_t number = 0; number < index->count; number++) {
    index->slots[index_slot(index, index_key(index, number))] = (uint32_t)(number + 1);
  }
}

uint32_t dc_index_add(dc_index *index, const void *key, bool *added) {
  size_t slot = index_slot(index, key);
  bool is_new = index->slots[slot] == 0;
  if (added) *added = is_new;
  if (!is_new) return index->slots[slot] - 1;
  DC_ASSERT(index->count < UINT32_MAX - 1);
  if (index->count * 2 >= index->slot_count) {
    index_widen(index);
    slot = index_slot(index, key);
  }
  index->keys = dc_grow(index->keys, &index->capacity, index->count + 1, index->key_size);
  memcpy(index->keys + index->count * index->key_size, key, index->key_size);
  index->slots[slot] = (uint32_t)++index->count;
  return index->slots[slot] - 1;
}

uint32_t dc_index_find(const dc_index *index, const void *key) {
  uint32_t number = index->slots[index_slot(index, key)];
  return number ? number - 1 : UINT32_MAX;
}
