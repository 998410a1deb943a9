/* Explanations of the whole demonstration dossier against what the count decided. */
#include "support.h"

#include "decompte/explain.h"
#include "decompte/run.h"
#include "decompte/trace.h"

static dc_run run;
static dc_arena arena;

static int count_dossier(void **state) {
  (void)state;
  dc_run_options options = {.directory = DC_TEXT("fixtures/artois-2026-10"),
                            .rules = DC_TEXT("rules"),
                            .account = {.month = DC_NO_MONTH, .statement = DC_NO_DATE},
                            .threads = 2};
  dc_run_begin(&run, &options);
  return dc_run_load(&run) && dc_run_count(&run) ? 0 : -1;
}

static int forget_dossier(void **state) {
  (void)state;
  dc_run_end(&run);
  return 0;
}

static size_t row_count(void) { return run.dossier.tables[DC_RELEVES].rows; }

static dc_explaining explaining(bool masked) {
  return (dc_explaining){&run.accounts, &run.diagnostics, "essai", masked, &arena};
}

static const char *place_of(size_t row) {
  const dc_input_file *file = dc_dossier_file(&run.dossier, DC_RELEVES, row);
  return dc_text_format(&arena, DC_S ":%u", DC_ARG(file->source.name), run.dossier.tables[DC_RELEVES].lines[row]).data;
}

static void explain_row(dc_explanation *explanation, size_t row, bool masked) {
  const dc_input_file *file = dc_dossier_file(&run.dossier, DC_RELEVES, row);
  dc_explaining how = explaining(masked);
  assert_true(dc_explain_line(explanation, &how, file->source.name, run.dossier.tables[DC_RELEVES].lines[row]));
}

/* ---- the trace comes to what the batches decided ---- */

static void check_refusals(size_t row) {
  uint32_t one = (uint32_t)row;
  const dc_marche *marche = &run.accounts.marches[run.accounts.marche_of[row]];
  dc_scope scope = {.accounts = &run.accounts, .marche = marche, .rows = &one};
  dc_environment environment = dc_scope_environment(&scope);
  const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_REFUSE];
  for (size_t i = 0; i < list->count; i++) {
    dc_trace trace;
    dc_trace_begin(&trace, &run.rules, &environment, false, &arena);
    bool refuses = dc_trace_condition(&trace, list->items[i]) == DC_TRUE;
    if (refuses == (run.accounts.decisions[row].refusals >> i & 1)) continue;
    print_error("%s, article %u : refus %d\n", place_of(row), list->items[i]->number, refuses);
    fail();
  }
}

static void test_every_trace_agrees_with_the_run(void **state) {
  (void)state;
  size_t refused = 0;
  for (size_t row = 0; row < row_count(); row++) {
    if (!dc_account_in_journal(&run.accounts, row)) continue;
    check_refusals(row);
    refused += run.accounts.decisions[row].refusals != 0;
    dc_arena_free(&arena);
  }
  assert_true(refused > 1000);
}

/* ---- what caps let through, told again from their uses ---- */

static dc_hours admitted_again(size_t row) {
  const dc_marche *marche = &run.accounts.marches[run.accounts.marche_of[row]];
  const dc_article_list *list = &marche->plan->by_effect[DC_EFFECT_CAP];
  dc_hours admitted = dc_account_declared(&run.accounts, row);
  for (size_t i = 0; i < list->count; i++) {
    if (!dc_account_bears(&run.accounts, list->items[i], row)) continue;
    dc_cap_uses uses = dc_account_uses(&run.accounts, list->items[i], row, &arena);
    dc_hours left = uses.limit > uses.used ? uses.limit - uses.used : 0;
    if (left < admitted) admitted = left;
  }
  return admitted;
}

static void test_uses_of_caps_give_the_admitted_hours_again(void **state) {
  (void)state;
  size_t checked = 0;
  for (size_t row = 0; row < row_count(); row++) {
    const dc_decision *decision = &run.accounts.decisions[row];
    bool capped = decision->verdict == DC_REDUITE || decision->verdict == DC_RETENUE;
    if (!capped || (decision->verdict == DC_RETENUE && row % 60 != 0)) continue;
    if (admitted_again(row) != decision->admitted) {
      print_error("%s : %lld unités\n", place_of(row), (long long)admitted_again(row));
      fail();
    }
    checked++;
    dc_arena_free(&arena);
  }
  assert_true(checked > 200);
}

/* ---- explanations ---- */

static dc_text fact(const dc_explanation *explanation, const char *key) {
  for (size_t i = 0; i < explanation->facts.count; i++) {
    if (strcmp(explanation->facts.items[i].key, key) == 0) return explanation->facts.items[i].value;
  }
  fail_msg("pas de %s", key);
  return (dc_text){0};
}

static const dc_explained_section *section(const dc_explanation *explanation, const char *key) {
  for (size_t i = 0; i < explanation->sections.count; i++) {
    if (strcmp(explanation->sections.items[i].key, key) == 0) return &explanation->sections.items[i];
  }
  return NULL;
}

static void check_explanation(size_t row) {
  dc_explanation explanation;
  explain_row(&explanation, row, false);
  dc_verdict verdict = run.accounts.decisions[row].verdict;
  const dc_article *article = dc_account_article(&run.accounts, row);
  assert_text(fact(&explanation, "decision"), dc_verdict_name(verdict));
  if (verdict != DC_REFUSEE || article->effect != DC_EFFECT_REFUSE) return;
  const dc_explained_section *steps = section(&explanation, "calcul"),
                             *remedy = section(&explanation, "il_aurait_fallu");
  assert_true(dc_text_ends(steps->lines.items[steps->lines.count - 1].text, DC_TEXT("→ vrai → refus")));
  assert_true(remedy && remedy->lines.count > 0);
  for (size_t i = 0; i < explanation.sections.count; i++) assert_true(explanation.sections.items[i].lines.count > 0);
}

static void test_every_kind_of_line_is_explained(void **state) {
  (void)state;
  for (size_t row = 0; row < row_count(); row++) {
    bool plain = run.accounts.decisions[row].verdict == DC_RETENUE;
    if (row % (plain ? 97 : 5) != 0) continue;
    check_explanation(row);
    dc_arena_free(&arena);
  }
}

static void test_every_physical_line_of_a_file_has_an_explanation(void **state) {
  (void)state;
  size_t others = 0;
  for (size_t i = 0; i < run.dossier.file_count; i++) {
    const dc_input_file *file = &run.dossier.files[i];
    if (file->kind != DC_RELEVES || i % 20 != 0) continue;
    for (uint32_t line = 1; line <= file->counts.lines; line++) {
      dc_explanation explanation;
      dc_explaining how = explaining(false);
      assert_true(dc_explain_line(&explanation, &how, file->source.name, line));
      others += section(&explanation, "heures") == NULL;
    }
    dc_explanation beyond;
    dc_explaining how = explaining(false);
    assert_false(dc_explain_line(&beyond, &how, file->source.name, file->counts.lines + 1));
    assert_true(beyond.error.length > 0);
    dc_arena_free(&arena);
  }
  assert_true(others > 0);
}

/* The public of the person, as a word of its own: titles of rules name publics too, in longer phrases. */
static bool tells_public(dc_text text, size_t row) {
  const dc_table *persons = &run.dossier.tables[DC_PARTICIPANTS];
  uint32_t person = run.accounts.participant_of[row];
  dc_text public = dc_intern_text(&run.intern, dc_id_at(dc_table_column(persons, "public"), person));
  if (!public.length || dc_text_equal(public, DC_TEXT("ESAT"))) return false;
  dc_text told = dc_text_format(&arena, "public " DC_S, DC_ARG(public)),
          equal = dc_text_format(&arena, "= " DC_S, DC_ARG(public));
  return dc_text_find(text, told) < text.length || dc_text_find(text, equal) < text.length;
}

static void test_masked_explanations_tell_no_public(void **state) {
  (void)state;
  size_t open = 0;
  for (size_t row = 0; row < row_count(); row += 83) {
    dc_explanation explanation;
    explain_row(&explanation, row, true);
    assert_false(tells_public(dc_explanation_text(&explanation), row));
    assert_false(tells_public(dc_explanation_json(&explanation), row));
    explain_row(&explanation, row, false);
    open += tells_public(dc_explanation_text(&explanation), row);
    dc_arena_free(&arena);
  }
  assert_true(open > 100); /* so that the check means something */
}

static void test_markets_and_persons_are_explained(void **state) {
  (void)state;
  dc_explaining how = explaining(false);
  for (size_t i = 0; i < run.accounts.marche_count; i++) {
    const dc_marche *marche = &run.accounts.marches[i];
    dc_text lot = dc_marche_lot(&run.accounts, marche);
    dc_explanation explanation;
    assert_true(dc_explain_marche(&explanation, &how, dc_marche_id(&run.accounts, marche), &lot));
    assert_text(fact(&explanation, "statut"), dc_statut_name(marche->statut));
    assert_non_null(section(&explanation, "penalite"));
    dc_arena_free(&arena);
  }
  for (size_t row = 0; row < run.dossier.tables[DC_PARTICIPANTS].rows; row += 31) {
    const dc_column *names = dc_table_column(&run.dossier.tables[DC_PARTICIPANTS], "participant");
    dc_explanation explanation;
    assert_true(dc_explain_participant(&explanation, &how, dc_intern_text(&run.intern, dc_id_at(names, row))));
    assert_true(dc_explanation_text(&explanation).length > 100);
    dc_arena_free(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_trace_agrees_with_the_run),
      cmocka_unit_test(test_uses_of_caps_give_the_admitted_hours_again),
      cmocka_unit_test(test_every_kind_of_line_is_explained),
      cmocka_unit_test(test_every_physical_line_of_a_file_has_an_explanation),
      cmocka_unit_test(test_masked_explanations_tell_no_public),
      cmocka_unit_test(test_markets_and_persons_are_explained),
  };
  return cmocka_run_group_tests(tests, count_dossier, forget_dossier);
}
