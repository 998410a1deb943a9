#include "rules_support.h"

static const dc_node *condition_of(dc_bench *bench, const char *condition) {
  char text[4096];
  snprintf(text, sizeof text,
           RECUEIL "Liste publics\nSource : essai\n| code |\n| RSA |\n| QPV |\n\n" ARTICLE
                   "Définir limite : premier jour + 1 jour\nRefuser si : %s\nMotif : « Refus. »\n",
           condition);
  bench_load(bench, text);
  return bench_article(bench)->condition;
}

static void and_binds_tighter_than_or(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "heures > 5 h ou heures > 6 h et heures > 7 h");
  assert_int_equal(node->kind, DC_NODE_OR);
  assert_int_equal(node->children[1]->kind, DC_NODE_AND);
  bench_close(&bench);
}

static void product_binds_tighter_than_sum(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "1 h + 2 × 3 h > heures");
  assert_int_equal(node->children[0]->kind, DC_NODE_ADD);
  assert_int_equal(node->children[0]->children[1]->kind, DC_NODE_MULTIPLY);
  bench_close(&bench);
}

static void subtraction_goes_to_the_left(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "9 h - 2 h - 1 h > heures");
  assert_int_equal(node->children[0]->children[0]->kind, DC_NODE_SUBTRACT);
  assert_int_equal(node->children[0]->children[1]->kind, DC_NODE_NUMBER);
  bench_close(&bench);
}

static void parentheses_hold_conditions_and_sums(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "(heures > 5 h ou nature absente) et (1 h + 2 h) × 2 > heures");
  assert_int_equal(node->kind, DC_NODE_AND);
  assert_int_equal(node->children[0]->kind, DC_NODE_OR);
  bench_close(&bench);
}

static void the_longest_name_wins(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "premier jour travaillé > premier jour");
  assert_true(dc_text_equal(node->children[0]->field->name, DC_TEXT("premier jour travaillé")));
  assert_true(dc_text_equal(node->children[1]->field->name, DC_TEXT("premier jour")));
  bench_close(&bench);
}

static void a_definition_is_a_name_of_its_article(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "date du travail > limite");
  assert_int_equal(node->children[1]->kind, DC_NODE_DEFINITION);
  assert_int_equal(node->levels, DC_LEVEL_BIT(DC_LEVEL_LINE) | DC_LEVEL_BIT(DC_LEVEL_PERSON));
  bench_close(&bench);
}

static void an_expression_may_go_on_over_several_lines(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "date du travail >\n  premier\n  jour");
  assert_true(dc_text_equal(node->children[1]->field->name, DC_TEXT("premier jour")));
  bench_close(&bench);
}

static void items_are_joined_by_and_or_or(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "toutes :\n  - heures > 5 h\n  - nature absente\n  - heures > 6 h");
  assert_int_equal(node->kind, DC_NODE_AND);
  assert_int_equal(node->children[0]->kind, DC_NODE_AND);
  bench_close(&bench);
  node = condition_of(&bench, "l'une :\n  - heures > 5 h ou\n    heures > 6 h\n  - nature absente");
  assert_int_equal(node->kind, DC_NODE_OR);
  assert_int_equal(node->children[0]->kind, DC_NODE_OR);
  bench_close(&bench);
}

static void a_quoted_code_is_not_the_field_of_that_name(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "public = « QPV » et QPV absent");
  assert_int_equal(node->children[0]->children[1]->kind, DC_NODE_ID);
  assert_int_equal(node->children[1]->children[0]->kind, DC_NODE_FIELD);
  bench_close(&bench);
}

static void a_minus_typed_as_a_dash_and_ascii_signs_are_read(void **state) {
  (void)state;
  dc_bench bench;
  const dc_node *node = condition_of(&bench, "fin du marché − début du marché >= 3 jours");
  assert_int_equal(node->children[0]->kind, DC_NODE_DAYS_BETWEEN);
  assert_int_equal(node->comparison, DC_COMPARE_GREATER_EQUAL);
  bench_close(&bench);
}

static const dc_article *article_of(dc_bench *bench, const char *heading) {
  char text[2048];
  snprintf(text, sizeof text, RECUEIL ARTICLE "%s\n", heading);
  bench_load(bench, text);
  return bench_article(bench);
}

static void a_cap_has_a_key_a_period_and_a_condition(void **state) {
  (void)state;
  dc_bench bench;
  const dc_article *article =
      article_of(&bench, "Plafond : 48 h par personne et par marché et par semaine si non nature absente");
  assert_int_equal(article->effect, DC_EFFECT_CAP);
  assert_int_equal(article->key.count, 3);
  assert_true(dc_text_equal(article->key.fields[0]->name, DC_TEXT("participant")));
  assert_true(dc_text_equal(article->key.fields[1]->column, DC_TEXT("marche")));
  assert_true(dc_text_equal(article->key.fields[2]->column, DC_TEXT("lot")));
  assert_int_equal(article->key.period, DC_PERIOD_WEEK);
  assert_int_equal(article->condition->kind, DC_NODE_NOT);
  bench_close(&bench);
}

static void a_cap_on_counted_hours_is_another_effect(void **state) {
  (void)state;
  dc_bench bench;
  assert_int_equal(article_of(&bench, "Plafond (heures comptées) : 100 h par an")->effect, DC_EFFECT_CAP_COUNTED);
  bench_close(&bench);
}

static void a_control_is_a_condition_or_a_cap(void **state) {
  (void)state;
  dc_bench bench;
  assert_int_equal(article_of(&bench, "Contrôle : heures admises ≤ heures déclarées")->effect, DC_EFFECT_CONTROL);
  bench_close(&bench);
  const dc_article *article = article_of(&bench, "Contrôle : 10 h par personne et par jour");
  assert_int_equal(article->effect, DC_EFFECT_CONTROL_CAP);
  assert_int_equal(article->key.period, DC_PERIOD_DAY);
  assert_null(article->condition);
  bench_close(&bench);
}

static void a_calculation_may_have_a_condition(void **state) {
  (void)state;
  dc_bench bench;
  const dc_article *article =
      article_of(&bench, "Calculer heures dues : heures engagées\n  si non heures engagées absentes");
  assert_true(dc_text_equal(article->target->column, DC_TEXT("heures_dues")));
  assert_int_equal(article->condition->kind, DC_NODE_NOT);
  assert_int_equal(article->level, DC_LEVEL_MARCHE);
  bench_close(&bench);
}

static void quoted_law_is_kept_line_by_line(void **state) {
  (void)state;
  dc_bench bench;
  const dc_article *article = article_of(&bench, "> Première ligne.\n> Seconde ligne.\nPlafond : 5 h par jour");
  assert_true(dc_text_equal(article->law, DC_TEXT("Première ligne.\nSeconde ligne.")));
  bench_close(&bench);
}

static void a_byte_order_mark_comments_and_crlf_are_ignored(void **state) {
  (void)state;
  dc_bench bench;
  assert_true(bench_load(&bench, "\xEF\xBB\xBF# note\r\nRecueil ESSAI — Essai\r\nSource : essai\r\n\r\n# fin\r\n"));
  assert_int_equal(bench.rules.recueil_count, 1);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(and_binds_tighter_than_or),
      cmocka_unit_test(product_binds_tighter_than_sum),
      cmocka_unit_test(subtraction_goes_to_the_left),
      cmocka_unit_test(parentheses_hold_conditions_and_sums),
      cmocka_unit_test(the_longest_name_wins),
      cmocka_unit_test(a_definition_is_a_name_of_its_article),
      cmocka_unit_test(an_expression_may_go_on_over_several_lines),
      cmocka_unit_test(items_are_joined_by_and_or_or),
      cmocka_unit_test(a_quoted_code_is_not_the_field_of_that_name),
      cmocka_unit_test(a_minus_typed_as_a_dash_and_ascii_signs_are_read),
      cmocka_unit_test(a_cap_has_a_key_a_period_and_a_condition),
      cmocka_unit_test(a_cap_on_counted_hours_is_another_effect),
      cmocka_unit_test(a_control_is_a_condition_or_a_cap),
      cmocka_unit_test(a_calculation_may_have_a_condition),
      cmocka_unit_test(quoted_law_is_kept_line_by_line),
      cmocka_unit_test(a_byte_order_mark_comments_and_crlf_are_ignored),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
