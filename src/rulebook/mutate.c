#include "decompte/rulebook.h"

#include "rulebook/boundary.h"
#include "rulebook/coverage.h"
#include "rulebook/play.h"

/* Does the article, as it stands, satisfy all its cases? */
static bool satisfied(const dc_rules *rules, const dc_article *article) {
  dc_player player = {.rules = rules};
  const dc_detail *detail = &rules->dictionary->details[article->id];
  for (size_t i = 0; i < detail->cases.count; i++)
    if (dc_play_table(&player, article, detail->cases.items[i]) > 0) return false;
  return true;
}

/* A mutant that no case seems able to kill says the same thing otherwise: a note, and no survivor. */
static void report(const dc_rules *rules, const dc_mutant *mutant, dc_text example, dc_diagnostics *diagnostics) {
  bool alike = example.length == 0;
  DC_RULE_REPORT(rules, diagnostics, DC_R_MUTANT, mutant->position, "mutant %s : " DC_S,
                 alike ? "indiscernable" : "survivant", DC_ARG(mutant->change));
  dc_diagnostic *item = &diagnostics->items[diagnostics->count - 1];
  item->example = example;
  if (alike) item->severity = DC_NOTE;
}

static void judge_survivor(const dc_rules *rules, const dc_article *article, dc_mutant *mutant, dc_trial *trial,
                           dc_diagnostics *diagnostics) {
  dc_text example = dc_boundary_case(rules, article, mutant, diagnostics->arena);
  trial->alike += example.length == 0;
  report(rules, mutant, example, diagnostics);
}

/* Plays every mutant of an article; those that survive are reported. */
static void mutate_article(const dc_rules *rules, const dc_article *article, dc_trial *trial,
                           dc_diagnostics *diagnostics) {
  dc_arena scratch = {0};
  dc_mutants mutants = dc_mutants_of(rules, article, &scratch);
  for (size_t i = 0; i < mutants.count; i++) {
    dc_mutant_exchange(&mutants.items[i]);
    bool survives = satisfied(rules, article);
    dc_mutant_exchange(&mutants.items[i]);
    trial->killed += !survives;
    if (survives) judge_survivor(rules, article, &mutants.items[i], trial, diagnostics);
  }
  trial->mutants += mutants.count;
  dc_arena_free(&scratch);
}

dc_trial dc_rulebook_try(const dc_rules *rules, const dc_article *article) {
  dc_arena scratch = {0};
  dc_diagnostics unread;
  dc_diagnostics_init(&unread, &scratch);
  dc_trial trial = dc_coverage_of(rules, article, NULL);
  if (trial.cases > 0 && satisfied(rules, article)) mutate_article(rules, article, &trial, &unread);
  dc_diagnostics_free(&unread);
  dc_arena_free(&scratch);
  return trial;
}

dc_trial dc_rulebook_mutate(const dc_rules *rules, dc_diagnostics *diagnostics) {
  dc_trial total = {0};
  dc_diagnostics found;
  dc_diagnostics_init(&found, diagnostics->arena);
  for (size_t i = 0; i < rules->recueil_count; i++)
    for (size_t j = 0; j < rules->recueils[i]->article_count; j++) {
      const dc_article *article = &rules->recueils[i]->articles[j];
      if (article->effect == DC_EFFECT_NONE) continue;
      dc_trial trial = dc_coverage_of(rules, article, NULL);
      if (trial.cases == 0)
        dc_coverage_report_none(rules, article, &found);
      else if (satisfied(rules, article))
        mutate_article(rules, article, &total, &found);
      total.cases += trial.cases;
      total.tests += trial.tests;
      total.exercised += trial.exercised;
    }
  dc_diagnostics_sort(&found);
  dc_diagnostics_append(diagnostics, &found);
  dc_diagnostics_free(&found);
  return total;
}
