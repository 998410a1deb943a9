#include "decompte/intern.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { FIRST_SLOTS = 64 };

uint64_t dc_hash(dc_text text) { return XXH3_64bits(text.data, text.length); }

/* ---- texts ---- */

void dc_intern_init(dc_intern *intern) {
  *intern = (dc_intern){0};
  intern->slot_count = FIRST_SLOTS;
  intern->slots = dc_zeroed(FIRST_SLOTS, sizeof *intern->slots);
  size_t hash_capacity = 0;
  intern->texts = dc_grow(NULL, &intern->capacity, 1, sizeof *intern->texts);
  intern->hashes = dc_grow(NULL, &hash_capacity, intern->capacity, sizeof *intern->hashes);
  intern->texts[0] = DC_TEXT("");
  intern->hashes[0] = 0;
  intern->count = 1;
}

void dc_intern_free(dc_intern *intern) {
  dc_arena_free(&intern->arena);
  free(intern->texts);
  free(intern->hashes);
  free(intern->slots);
  *intern = (dc_intern){0};
}

/* What the slot of a text holds, but for its id. */
static dc_intern_slot slot_of(dc_text text, uint64_t hash) {
  dc_intern_slot slot = {.length = DC_SLOT_TEXT + 1};
  if (text.length <= DC_SLOT_TEXT) {
    memcpy(slot.text, text.data, text.length);
    slot.length = (uint8_t)text.length;
  } else {
    memcpy(slot.text, &hash, sizeof hash);
  }
  return slot;
}

static bool same_key(const dc_intern_slot *a, const dc_intern_slot *b) {
  _Static_assert(sizeof *a == 16, "the key is the slot less its id");
  return memcmp(a->text, b->text, sizeof *a - offsetof(dc_intern_slot, text)) == 0;
}

/* The slot that holds `text`, or the free one where it belongs. */
static dc_intern_slot *intern_slot(const dc_intern *intern, dc_text text, uint64_t hash, const dc_intern_slot *wanted) {
  size_t mask = intern->slot_count - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    dc_intern_slot *slot = &intern->slots[at];
    if (!slot->id) return slot;
    if (!same_key(slot, wanted)) continue;
    if (wanted->length <= DC_SLOT_TEXT || dc_text_equal(intern->texts[slot->id], text)) return slot;
  }
}

static void store(dc_intern_slot *slot, dc_intern_slot key, uint32_t id) {
  *slot = key;
  slot->id = id;
}

static void intern_widen(dc_intern *intern) {
  free(intern->slots);
  intern->slot_count *= 2;
  intern->slots = dc_zeroed(intern->slot_count, sizeof *intern->slots);
  for (uint32_t id = 1; id < intern->count; id++) {
    uint64_t hash = intern->hashes[id];
    dc_intern_slot key = slot_of(intern->texts[id], hash);
    store(intern_slot(intern, intern->texts[id], hash, &key), key, id);
  }
}

uint64_t dc_intern_announce(const dc_intern *intern, dc_text text) {
  uint64_t hash = dc_hash(text);
  __builtin_prefetch(&intern->slots[hash & (intern->slot_count - 1)]);
  return hash;
}

uint32_t dc_intern_add(dc_intern *intern, dc_text text) {
  return text.length ? dc_intern_add_announced(intern, text, dc_hash(text)) : 0;
}

uint32_t dc_intern_add_announced(dc_intern *intern, dc_text text, uint64_t hash) {
  dc_intern_slot key = slot_of(text, hash), *slot = intern_slot(intern, text, hash, &key);
  if (slot->id) return slot->id;
  DC_ASSERT(intern->count < UINT32_MAX);
  if ((size_t)intern->count * 2 >= intern->slot_count) {
    intern_widen(intern);
    slot = intern_slot(intern, text, hash, &key);
  }
  size_t hash_capacity = intern->capacity;
  intern->texts = dc_grow(intern->texts, &intern->capacity, intern->count + 1u, sizeof *intern->texts);
  intern->hashes = dc_grow(intern->hashes, &hash_capacity, intern->count + 1u, sizeof *intern->hashes);
  uint32_t id = intern->count++;
  intern->texts[id] = dc_text_copy(&intern->arena, text);
  intern->hashes[id] = hash;
  store(slot, key, id);
  return id;
}

uint32_t dc_intern_find(const dc_intern *intern, dc_text text) {
  if (text.length == 0) return 0;
  uint64_t hash = dc_hash(text);
  dc_intern_slot key = slot_of(text, hash);
  return intern_slot(intern, text, hash, &key)->id;
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
