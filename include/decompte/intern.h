/* Interning: equal texts get the same small number, so that columns hold 4-byte ids and compare in one step.
 *
 * Floor: base. Ids are dense and given in order of first arrival, from 1; id 0 is the empty text, which stands
 * for an absent value everywhere. The interner owns copies of its texts until dc_intern_free. */
#ifndef DECOMPTE_INTERN_H
#define DECOMPTE_INTERN_H

#include "decompte/text.h"

/* What tells a text from others: a short one is in its key whole, so that finding it again touches nothing else; of a
 * longer one, `begin` is the hash. */
enum { DC_KEY_TEXT = 11 };
typedef struct {
  uint64_t begin; /* the first bytes of a short text */
  uint32_t end;   /* the others, then its length; above DC_KEY_TEXT for every longer text */
} dc_intern_key;

typedef struct {
  uint64_t begin; /* of the key */
  uint32_t end;
  uint32_t id; /* 0 = free */
} dc_intern_slot;

typedef struct {
  dc_arena arena;
  dc_text *texts;        /* by id; texts[0] is empty */
  dc_intern_slot *slots; /* open addressing, power of two */
  uint32_t count;        /* ids in use, 0 included */
  size_t capacity, slot_count;
} dc_intern;

void dc_intern_init(dc_intern *intern);
void dc_intern_free(dc_intern *intern);

/* The id of `text`, given now if it is new. */
uint32_t dc_intern_add(dc_intern *intern, dc_text text);

/* The same in two steps, for who adds many texts: what is announced has its slot sought in memory meanwhile. `text` is
 * the same, and not empty. */
typedef struct {
  dc_intern_key key;
  uint64_t hash;
} dc_announced;
dc_announced dc_intern_announce(const dc_intern *intern, dc_text text);
uint32_t dc_intern_add_announced(dc_intern *intern, dc_text text, const dc_announced *announced);

/* The id of `text`, or 0 when it was never added. */
uint32_t dc_intern_find(const dc_intern *intern, dc_text text);

/* The text of an id below `count`. NUL-terminated. */
dc_text dc_intern_text(const dc_intern *intern, uint32_t id);

/* A 64-bit hash of `text`, the same on every machine. */
uint64_t dc_hash(dc_text text);

/* A table from fixed-size keys (structures without padding) to dense numbers, in order of first arrival from 0:
 * what dc_intern is to texts. Freed with dc_index_free. */
typedef struct {
  size_t key_size;
  unsigned char *keys; /* by number */
  uint32_t *slots;     /* number + 1, 0 = free */
  size_t count, capacity, slot_count;
} dc_index;

void dc_index_init(dc_index *index, size_t key_size);
void dc_index_free(dc_index *index);

/* Forgets all keys and keeps the room. */
void dc_index_clear(dc_index *index);

/* The number of `key`; `*added` (may be NULL) says whether it was given now. */
uint32_t dc_index_add(dc_index *index, const void *key, bool *added);

/* The number of `key`, or UINT32_MAX. */
uint32_t dc_index_find(const dc_index *index, const void *key);

#endif
