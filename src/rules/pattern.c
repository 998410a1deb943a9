#include "pattern.h"

#include <stdatomic.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { MATCH_LIMIT = 100000, DEPTH_LIMIT = 1000, VERDICTS = 1024 };

struct dc_pattern {
  pcre2_code *code;
  pcre2_match_context *context;
  /* Direct-mapped by id: id << 1 | verdict, 0 = free (the absent id 0 is never asked). A slot is written whole, and
   * every thread would write the same, so that a lost update costs a match and nothing else. */
  _Atomic uint64_t verdicts[VERDICTS];
};

static void *arena_bytes(PCRE2_SIZE size, void *arena) { return dc_alloc(arena, size); }
static void arena_keeps(void *bytes, void *arena) { (void)bytes, (void)arena; }

dc_pattern *dc_pattern_compile(dc_arena *arena, dc_text text, dc_text *error) {
  if (text.length == 0 || text.length > DC_PATTERN_BYTES) {
    *error = text.length == 0 ? DC_TEXT("elle est vide") : DC_TEXT("elle est trop longue");
    return NULL;
  }
  pcre2_general_context *general = pcre2_general_context_create(arena_bytes, arena_keeps, arena);
  pcre2_compile_context *compiling = pcre2_compile_context_create(general);
  DC_ASSERT(compiling && pcre2_set_parens_nest_limit(compiling, 32) == 0);
  int number;
  PCRE2_SIZE offset;
  pcre2_code *code = pcre2_compile((PCRE2_SPTR)text.data, text.length, PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
                                   &number, &offset, compiling);
  if (!code) {
    size_t character = dc_text_characters(dc_text_slice(text, 0, offset)) + 1;
    *error = dc_text_format(arena, "au caractère %zu (PCRE2, erreur %d)", character, number);
    return NULL;
  }
  dc_pattern *pattern = DC_NEW(arena, dc_pattern);
  pattern->code = code;
  pattern->context = pcre2_match_context_create(general);
  DC_ASSERT(pattern->context);
  DC_ASSERT(pcre2_set_match_limit(pattern->context, MATCH_LIMIT) == 0);
  DC_ASSERT(pcre2_set_depth_limit(pattern->context, DEPTH_LIMIT) == 0);
  DC_ASSERT(pcre2_set_heap_limit(pattern->context, 1024) == 0);
  return pattern;
}

bool dc_pattern_matches(dc_pattern *pattern, const dc_intern *intern, uint32_t id) {
  _Atomic uint64_t *slot = &pattern->verdicts[id % VERDICTS];
  uint64_t known = atomic_load_explicit(slot, memory_order_relaxed);
  if (known >> 1 == id && known != 0) return known & 1;
  dc_text text = dc_intern_text(intern, id);
  pcre2_match_data *data = pcre2_match_data_create(1, NULL);
  if (!data) dc_die_memory();
  int found = pcre2_match(pattern->code, (PCRE2_SPTR)text.data, text.length, 0, 0, data, pattern->context);
  pcre2_match_data_free(data);
  uint64_t verdict = (uint64_t)id << 1 | (found >= 0);
  atomic_store_explicit(slot, verdict, memory_order_relaxed);
  return found >= 0;
}
