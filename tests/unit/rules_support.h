/* What the tests of rules share: the shipped lexicon, and rules loaded from texts. */
#ifndef DECOMPTE_TEST_RULES_SUPPORT_H
#define DECOMPTE_TEST_RULES_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "decompte/evaluate.h"
#include "decompte/lexicon_file.h"
#include "decompte/plan.h"
#include "decompte/rulebook.h"
#include "decompte/rules.h"
#include "rules/article.h"
#include "rules/loading.h"

typedef struct {
  dc_arena arena;
  dc_lexicon lexicon;
  dc_intern intern;
  dc_diagnostics diagnostics;
  dc_rules rules;
  bool sound;
} dc_bench;

static inline void bench_open(dc_bench *bench) {
  *bench = (dc_bench){0};
  dc_intern_init(&bench->intern);
  dc_diagnostics_init(&bench->diagnostics, &bench->arena);
  dc_source source = {.name = DC_TEXT("lexique.csv"), .path = DC_TEXT("rules/lexique.csv")};
  assert_true(dc_lexicon_load(&bench->lexicon, &bench->arena, &source, &bench->diagnostics));
}

static inline void bench_close(dc_bench *bench) {
  dc_diagnostics_free(&bench->diagnostics);
  dc_intern_free(&bench->intern);
  dc_arena_free(&bench->arena);
}

/* Loads one text as the file « essai.regles ». */
static inline bool bench_load(dc_bench *bench, const char *text) {
  bench_open(bench);
  dc_rule_text file = {DC_TEXT("essai.regles"), dc_text_copy(&bench->arena, dc_text_from(text))};
  bench->sound =
      dc_rules_load_texts(&bench->rules, &bench->arena, &bench->lexicon, &bench->intern, &file, 1, &bench->diagnostics);
  return bench->sound;
}

#define RECUEIL "Recueil ESSAI — Recueil d'essai\nSource : essai\n\n"
#define ARTICLE "Article 1 — Essai\nSource : essai\n"

/* The only article of a bench loaded from RECUEIL ARTICLE … */
static inline const dc_article *bench_article(const dc_bench *bench) {
  for (size_t i = 0; i < bench->diagnostics.count; i++)
    dc_diagnostic_print(stderr, &bench->diagnostics.items[i], false);
  assert_true(bench->sound);
  assert_int_equal(bench->rules.recueils[0]->article_count, 1);
  return &bench->rules.recueils[0]->articles[0];
}

#endif
