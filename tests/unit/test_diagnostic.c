#include "support.h"

static dc_arena arena;
static dc_diagnostics list;

static int begin(void **state) {
  (void)state;
  dc_diagnostics_init(&list, &arena);
  return 0;
}

static int end(void **state) {
  (void)state;
  dc_diagnostics_free(&list);
  dc_arena_free(&arena);
  return 0;
}

static dc_diagnostic *report(const char *file, uint32_t line, uint32_t column, const char *message) {
  return dc_report(&list, DC_D_BAD_SIRET, dc_text_from(file), line, column, "%s", message);
}

/* What dc_diagnostic_print writes. */
static const char *printed(const dc_diagnostic *diagnostic, bool color) {
  char *bytes = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&bytes, &size);
  assert_non_null(out);
  dc_diagnostic_print(out, diagnostic, color);
  assert_int_equal(fclose(out), 0);
  const char *copy = dc_text_copy(&arena, (dc_text){bytes, size}).data;
  free(bytes);
  return copy;
}

static void test_every_code_of_the_catalogue_says_why_and_what_to_do(void **state) {
  (void)state;
  for (dc_code code = 0; code < DC_CODE_COUNT; code++) {
    assert_int_equal(strlen(dc_code_name(code)), 4);
    assert_true(strlen(dc_code_why(code)) > 10 && strlen(dc_code_remedies(code)) > 5);
    for (dc_code other = 0; other < code; other++) assert_string_not_equal(dc_code_name(code), dc_code_name(other));
    size_t bars = 0;
    for (const char *c = dc_code_remedies(code); *c; c++) bars += *c == '|';
    assert_in_range(bars, 0, 2);
  }
}

static void test_severity_comes_from_the_catalogue(void **state) {
  (void)state;
  assert_int_equal(dc_diagnostics_worst(&list), DC_NOTE);
  report("a.csv", 1, 1, "siret");
  assert_int_equal(dc_diagnostics_worst(&list), DC_WARNING);
  dc_report(&list, DC_D_MISSING_FILE, DC_TEXT("b.csv"), 0, 0, "absent");
  dc_report(&list, DC_D_UNKNOWN_COLUMN, DC_TEXT("c.csv"), 1, 0, "colonne");
  assert_int_equal(dc_diagnostics_worst(&list), DC_FATAL);
  assert_int_equal(dc_diagnostics_count(&list, DC_NOTE), 3);
  assert_int_equal(dc_diagnostics_count(&list, DC_WARNING), 2);
  assert_int_equal(dc_diagnostics_count(&list, DC_ERROR), 1);
  assert_string_equal(dc_severity_name(DC_WARNING), "avertissement");
}

static void test_order_is_file_line_column_code_message(void **state) {
  (void)state;
  static const struct {
    const char *file;
    uint32_t line, column;
    dc_code code;
    const char *message;
  } sorted[] = {{"a.csv", 1, 2, DC_D_BAD_SIRET, "m"},   {"a.csv", 2, 1, DC_D_BAD_SIRET, "m"},
                {"a.csv", 2, 9, DC_D_BAD_SIRET, "m"},   {"a.csv", 2, 9, DC_D_BAD_COMMUNE, "l"},
                {"a.csv", 2, 9, DC_D_BAD_COMMUNE, "m"}, {"a.csv", 10, 0, DC_D_BAD_SIRET, "m"},
                {"b.csv", 0, 0, DC_D_BAD_SIRET, "m"}};
  enum { COUNT = sizeof sorted / sizeof *sorted };
  for (size_t turn = 0; turn < COUNT; turn++) {
    dc_diagnostics_free(&list);
    dc_diagnostics_init(&list, &arena);
    for (size_t i = 0; i < COUNT; i++) {
      size_t k = (i * 3 + turn) % COUNT;
      dc_report(&list, sorted[k].code, dc_text_from(sorted[k].file), sorted[k].line, sorted[k].column, "%s",
                sorted[k].message);
    }
    dc_diagnostics_sort(&list);
    for (size_t i = 0; i < COUNT; i++) {
      assert_text(list.items[i].file, sorted[i].file);
      assert_true(list.items[i].line == sorted[i].line && list.items[i].column == sorted[i].column);
      assert_int_equal(list.items[i].code, sorted[i].code);
      assert_text(list.items[i].message, sorted[i].message);
    }
  }
}

static void test_append_copies_what_it_takes(void **state) {
  (void)state;
  dc_arena other_arena = {0};
  dc_diagnostics other;
  dc_diagnostics_init(&other, &other_arena);
  dc_diagnostic *item = dc_report(&other, DC_D_BAD_HOURS, DC_TEXT("r.csv"), 3, 4, "heures : « %s »", "x");
  item->excerpt = dc_text_copy(&other_arena, DC_TEXT("M1;x"));
  item->example = dc_text_copy(&other_arena, DC_TEXT("| a |"));
  item->marche = dc_text_copy(&other_arena, DC_TEXT("M1"));
  item->lot = dc_text_copy(&other_arena, DC_TEXT("2"));
  item->span = 7;
  dc_diagnostics_append(&list, &other);
  dc_diagnostics_free(&other);
  dc_arena_free(&other_arena); /* a text not copied would now be read after free */
  assert_int_equal(list.count, 1);
  assert_text(list.items[0].message, "heures : « x »");
  assert_text(list.items[0].excerpt, "M1;x");
  assert_text(list.items[0].example, "| a |");
  assert_text(list.items[0].marche, "M1");
  assert_text(list.items[0].lot, "2");
  assert_int_equal(list.items[0].span, 7);
}

static void test_what_has_no_lines_is_sorted_by_records(void **state) {
  (void)state;
  static const uint32_t records[] = {3, 1, 2};
  for (size_t i = 0; i < 3; i++) dc_report(&list, DC_D_BAD_SIRET, DC_TEXT("a.json"), 0, 0, "m")->record = records[i];
  dc_diagnostics_sort(&list);
  for (uint32_t i = 0; i < 3; i++) assert_int_equal(list.items[i].record, i + 1);
}

static void test_caret_stands_under_characters_not_bytes(void **state) {
  (void)state;
  dc_diagnostic *item = report("marchés.csv", 12, 8, "titulaire_siret : « 123 »");
  item->excerpt = DC_TEXT("éàüœ€;x;123;fin");
  item->column = 9;
  item->span = 3;
  assert_string_equal(
      printed(item, false),
      "marchés.csv:12:9: avertissement D021 : titulaire_siret : « 123 »\n"
      "    éàüœ€;x;123;fin\n"
      "            ^~~\n"
      "    Un SIRET a 14 chiffres, un SIREN 9, et une clé de contrôle (Luhn ; une autre pour La Poste) : un "
      "chiffre au moins est faux ou manque. Le numéro est gardé tel quel.\n"
      "    → Corriger le numéro d'après l'avis de situation Sirene\n"
      "    → Rien à faire s'il est écrit ainsi dans tout le dossier : il est comparé tel quel\n");
}

static void test_a_cause_counted_says_how_many_times(void **state) {
  (void)state;
  dc_diagnostic *item = report("a.csv", 1, 1, "m");
  item->count = 2;
  assert_non_null(strstr(printed(item, false), "D021 : m (2 fois, ici la première)\n"));
  item->count = 1234056;
  assert_non_null(strstr(printed(item, false), "D021 : m (1\u00a0234\u00a0056 fois, ici la première)\n"));
  item->count = 1;
  assert_null(strstr(printed(item, false), "fois"));
}

static void test_occurrences_add_what_was_only_counted(void **state) {
  (void)state;
  report("a.csv", 1, 1, "m")->count = 5;
  report("b.csv", 1, 1, "m");
  dc_report(&list, DC_D_BAD_HOURS, DC_TEXT("a.csv"), 1, 1, "m");
  assert_int_equal(dc_diagnostics_occurrences(&list, DC_D_BAD_SIRET, DC_NOTE), 6);
  assert_int_equal(dc_diagnostics_occurrences(&list, DC_D_BAD_SIRET, DC_ERROR), 0);
}

static void test_an_example_ends_the_message_line_by_line(void **state) {
  (void)state;
  dc_diagnostic *item = report("a.csv", 1, 1, "m");
  assert_null(strstr(printed(item, false), "      |"));
  item->example = DC_TEXT("| code |\n| RSA\x1b |");
  dc_text text = dc_text_from(printed(item, false));
  assert_true(dc_text_ends(text, DC_TEXT("\n      | code |\n      | RSA  |\n")));
}

static void test_long_lines_are_shown_around_the_column(void **state) {
  (void)state;
  dc_builder line = {.arena = &arena};
  for (int i = 0; i < 300; i++) dc_builder_format(&line, "%s", i == 149 ? "X" : "é");
  dc_diagnostic *item = report("a.csv", 1, 150, "m");
  item->excerpt = dc_builder_text(&line);
  const char *text = printed(item, false), *excerpt = strchr(text, '\n') + 1, *caret = strchr(excerpt, '\n') + 1;
  dc_text shown = {excerpt, (size_t)(caret - excerpt) - 1}, under = {caret, (size_t)(strchr(caret, '\n') - caret)};
  assert_true(text_has(shown, "…é") && text_has(shown, "é…"));
  assert_in_range(dc_text_characters(shown), 100, 120);
  dc_text before = dc_text_slice(shown, 0, dc_text_find(shown, DC_TEXT("X")));
  assert_int_equal(dc_text_characters(before), under.length - 1);
}

static void test_end_of_a_long_line_is_reachable(void **state) {
  (void)state;
  dc_builder line = {.arena = &arena};
  for (int i = 0; i < 130; i++) dc_builder_format(&line, "%c", 'a' + i % 26);
  dc_diagnostic *item = report("a.csv", 1, 130, "m");
  item->excerpt = dc_builder_text(&line);
  const char *text = printed(item, false);
  assert_non_null(strstr(text, "xyz\n"));
  assert_null(strstr(text, "xyz…"));
  item->column = 500; /* past the end: nothing to show, nothing broken */
  assert_non_null(strstr(printed(item, false), "^"));
}

static void test_print_keeps_terminals_safe(void **state) {
  (void)state;
  dc_diagnostic *item = report("a\x1b.csv", 1, 0, "m\x1b[2J");
  item->excerpt = DC_TEXT("x\x1b]0;titre\x07y\xFF");
  assert_null(strchr(printed(item, false), '\x1b'));
  assert_non_null(strstr(printed(item, true), "\033[33mavertissement D021\033[0m"));
}

static void test_places_that_do_not_apply_are_not_printed(void **state) {
  (void)state;
  dc_diagnostic *whole = dc_report(&list, DC_S_USAGE, (dc_text){0}, 0, 0, "option inconnue");
  assert_string_equal(printed(whole, false), "erreur fatale S001 : option inconnue\n"
                                             "    La commande ne peut pas être comprise.\n"
                                             "    → Voir « decompte --aide »\n");
  dc_diagnostic *line = report("a.csv", 3, 0, "m");
  assert_int_equal(strncmp(printed(line, false), "a.csv:3: avertissement", 22), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_code_of_the_catalogue_says_why_and_what_to_do),
      cmocka_unit_test_setup_teardown(test_severity_comes_from_the_catalogue, begin, end),
      cmocka_unit_test_setup_teardown(test_order_is_file_line_column_code_message, begin, end),
      cmocka_unit_test_setup_teardown(test_what_has_no_lines_is_sorted_by_records, begin, end),
      cmocka_unit_test_setup_teardown(test_append_copies_what_it_takes, begin, end),
      cmocka_unit_test_setup_teardown(test_caret_stands_under_characters_not_bytes, begin, end),
      cmocka_unit_test_setup_teardown(test_long_lines_are_shown_around_the_column, begin, end),
      cmocka_unit_test_setup_teardown(test_end_of_a_long_line_is_reachable, begin, end),
      cmocka_unit_test_setup_teardown(test_print_keeps_terminals_safe, begin, end),
      cmocka_unit_test_setup_teardown(test_a_cause_counted_says_how_many_times, begin, end),
      cmocka_unit_test_setup_teardown(test_occurrences_add_what_was_only_counted, begin, end),
      cmocka_unit_test_setup_teardown(test_an_example_ends_the_message_line_by_line, begin, end),
      cmocka_unit_test_setup_teardown(test_places_that_do_not_apply_are_not_printed, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
