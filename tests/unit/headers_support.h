/* What tests of headers and of what is read under them share: the lexicon of the program, and its patterns compiled. */
#ifndef DECOMPTE_TEST_HEADERS_SUPPORT_H
#define DECOMPTE_TEST_HEADERS_SUPPORT_H

#include "support.h"

#include "input/header.h"

static dc_arena arena;
static dc_diagnostics diagnostics;
static dc_lexicon lexicon;
static dc_headers *headers;

static inline int headers_begin(void **state) {
  (void)state;
  dc_diagnostics_init(&diagnostics, &arena);
  load_lexicon(&lexicon, &arena, &diagnostics);
  headers = dc_headers_compile(&lexicon, (dc_text){0}, DC_TEXT("lexique.csv"), &diagnostics);
  return headers ? 0 : -1;
}

static inline int headers_end(void **state) {
  (void)state;
  dc_headers_free(headers);
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  return 0;
}

#endif
