#define PCRE2_CODE_UNIT_WIDTH 8
#include "input/patterns.h"

#include <pcre2.h>
#include <stdlib.h>

struct dc_patterns {
  const dc_lexicon *lexicon;
  pcre2_code **codes; /* by number of field; NULL: no pattern */
  pcre2_match_context *limits;
};

void dc_patterns_free(dc_patterns *patterns) {
  if (!patterns) return;
  for (uint32_t i = 0; i < patterns->lexicon->count; i++) pcre2_code_free(patterns->codes[i]);
  pcre2_match_context_free(patterns->limits);
  free(patterns->codes);
  free(patterns);
}

static pcre2_code *compile(const dc_field *field, dc_text file, dc_diagnostics *diagnostics) {
  int error;
  size_t offset;
  uint32_t options = PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
  dc_text pattern = field->pattern;
  pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.length, options, &error, &offset, NULL);
  if (code) {
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without it, the interpreter gives the same answers */
    return code;
  }
  PCRE2_UCHAR message[128];
  pcre2_get_error_message(error, message, sizeof message);
  dc_report(diagnostics, DC_D_BAD_LEXICON, file, field->number + 2, 0,
            "motif d'en-têtes « " DC_S " » : %s (caractère %zu)", DC_ARG(pattern), (const char *)message, offset + 1);
  return NULL;
}

/* A heading is a few words: what needs more steps than this is a pattern gone wrong. */
static pcre2_match_context *limited(void) {
  enum { MOST_STEPS = 20000, MOST_DEPTH = 500 };
  pcre2_match_context *context = pcre2_match_context_create(NULL);
  if (!context) dc_die_memory();
  pcre2_set_match_limit(context, MOST_STEPS);
  pcre2_set_depth_limit(context, MOST_DEPTH);
  return context;
}

dc_patterns *dc_patterns_compile(const dc_lexicon *lexicon, dc_text table, dc_text lexicon_name,
                                 dc_diagnostics *diagnostics) {
  dc_patterns *patterns = dc_zeroed(1, sizeof *patterns);
  patterns->lexicon = lexicon;
  patterns->codes = dc_zeroed(lexicon->count, sizeof(pcre2_code *));
  patterns->limits = limited();
  bool sound = true;
  for (uint32_t i = 0; i < lexicon->count; i++) {
    const dc_field *field = &lexicon->fields[i];
    bool wanted = table.length == 0 || dc_text_equal(field->table, table);
    if (field->pattern.length == 0 || !wanted) continue;
    patterns->codes[i] = compile(field, lexicon_name, diagnostics);
    sound = sound && patterns->codes[i];
  }
  if (sound) return patterns;
  dc_patterns_free(patterns);
  return NULL;
}

bool dc_patterns_match(const dc_patterns *patterns, const dc_field *field, dc_text folded) {
  const pcre2_code *code = patterns->codes[field->number];
  if (!code) return false;
  pcre2_match_data *data = pcre2_match_data_create(1, NULL);
  if (!data) dc_die_memory();
  int found = pcre2_match(code, (PCRE2_SPTR)folded.data, folded.length, 0, 0, data, patterns->limits);
  pcre2_match_data_free(data);
  return found >= 0;
}

/* ---- examples ---- */

/* The end of the group that opens at `at`: the offset after its closing bracket. */
static size_t group_end(dc_text pattern, size_t at) {
  size_t depth = 0;
  for (; at < pattern.length; at++) {
    if (pattern.data[at] == '(') depth++;
    if (pattern.data[at] == ')' && --depth == 0) return at + 1;
  }
  return pattern.length;
}

/* The end of the first alternative of `pattern` from `at` on: its bar, or its closing bracket. */
static size_t alternative_end(dc_text pattern, size_t at) {
  while (at < pattern.length && pattern.data[at] != '|' && pattern.data[at] != ')') {
    at = pattern.data[at] == '(' ? group_end(pattern, at) : at + 1;
  }
  return at;
}

static bool is_optional(dc_text pattern, size_t at) {
  return at < pattern.length && (pattern.data[at] == '?' || pattern.data[at] == '*');
}

/* One way through an alternative: what is optional left out, the first choice of every group. Signs that mean something
 * else to PCRE2 stand as they are; the heading is then no match, and is not shown. */
static void add_shortest(dc_builder *heading, dc_text pattern) {
  for (size_t at = 0, next; at < pattern.length; at = next) {
    bool group = pattern.data[at] == '(';
    next = group ? group_end(pattern, at) : at + 1;
    if (is_optional(pattern, next)) {
      next++;
      continue;
    }
    if (!group) {
      dc_builder_add(heading, dc_text_slice(pattern, at, next));
      continue;
    }
    size_t first = at + (dc_text_starts(dc_text_slice(pattern, at, next), DC_TEXT("(?:")) ? 3 : 1);
    add_shortest(heading, dc_text_slice(pattern, first, alternative_end(pattern, first)));
  }
}

size_t dc_patterns_examples(const dc_patterns *patterns, const dc_field *field, dc_arena *arena, dc_text examples[],
                            size_t most) {
  size_t count = 0;
  dc_text pattern = field->pattern;
  for (size_t at = 0, end; at < pattern.length && count < most; at = end + 1) {
    end = alternative_end(pattern, at);
    dc_builder heading = {.arena = arena};
    add_shortest(&heading, dc_text_slice(pattern, at, end));
    dc_text text = dc_text_trim(dc_builder_text(&heading));
    if (dc_patterns_match(patterns, field, text)) examples[count++] = text;
  }
  return count;
}
