#include "account_support.h"

static void load(void) {
  trial_rules(RECUEIL);
  dc_text directory = dc_text_copy(&trial.arena, dc_text_from(scratch));
  assert_true(dc_territory_load(&trial.territory, &trial.arena, &trial.lexicon, &trial.intern, directory,
                                DC_TEXT("rules"), &trial.diagnostics));
}

/* SIREN of the EPCI of a commune on a day, empty when none. */
static dc_text epci(const char *commune, int year, int month, int day) {
  uint32_t id = dc_intern_find(&trial.intern, dc_text_from(commune));
  return text_of(dc_territory_epci(&trial.territory, id, dc_date_from(year, month, day)));
}

static void test_own_tables_win_over_the_shipped_ones(void **state) {
  (void)state;
  load();
  assert_text(trial.territory.sources[0].name, "territoires/communes.csv");
  assert_int_equal(trial.territory.epci.rows, 3);
  assert_text(epci("62001", 2026, 10, 1), "200069672");
  assert_text(epci("62003", 2026, 10, 1), "200072460");
}

static void test_shipped_tables_serve_without_own_ones(void **state) {
  (void)state;
  assert_int_equal(remove(scratch_path("territoires/communes.csv")), 0);
  assert_int_equal(remove(scratch_path("territoires/epci.csv")), 0);
  load();
  assert_text(trial.territory.sources[0].name, "(installation)/territoires/communes.csv");
  assert_text(epci("62119", 2026, 10, 1), "200072460"); /* Béthune */
  assert_text(epci("62498", 2026, 10, 1), "246200364"); /* Lens */
  assert_int_equal(trial.diagnostics.count, 0);
}

static void test_membership_is_dated(void **state) {
  (void)state;
  load();
  assert_text(epci("62004", 2019, 1, 1), "246200364");
  assert_text(epci("62004", 2025, 12, 31), "246200364");
  assert_text(epci("62004", 2026, 1, 1), "200072460");
}

static void test_vanished_commune_is_followed_to_its_last_successor(void **state) {
  (void)state;
  load();
  assert_text(epci("62005", 2026, 10, 1), "200072460"); /* 62005 → 62006 → 62003 */
  assert_text(epci("62006", 2026, 10, 1), "200072460");
}

static void test_unknown_commune_has_no_epci(void **state) {
  (void)state;
  load();
  assert_text(epci("62007", 2026, 10, 1), ""); /* an island without EPCI */
  assert_text(epci("99999", 2026, 10, 1), "");
  assert_int_equal(dc_territory_epci(&trial.territory, 0, 0), 0);
  uint32_t stranger = dc_intern_add(&trial.intern, DC_TEXT("62999"));
  assert_int_equal(dc_territory_epci(&trial.territory, stranger, 0), 0);
  assert_int_equal(dc_territory_commune_name(&trial.territory, stranger).length, 0);
  assert_int_equal(dc_territory_epci_name(&trial.territory, stranger).length, 0);
}

static void test_successors_that_go_round_end(void **state) {
  (void)state;
  scratch_file("territoires/communes.csv",
               "commune;nom;epci;debut;fin;successeur\n62001;A;;;;62002\n62002;B;;;;62001\n");
  load();
  assert_text(epci("62001", 2026, 10, 1), "");
}

static void test_names_are_found(void **state) {
  (void)state;
  load();
  assert_text(dc_territory_commune_name(&trial.territory, dc_intern_find(&trial.intern, DC_TEXT("62003"))), "Ceville");
  assert_text(dc_territory_epci_name(&trial.territory, dc_intern_find(&trial.intern, DC_TEXT("200069672"))),
              "CC du Ternois");
}

static void test_broken_table_is_told(void **state) {
  (void)state;
  scratch_file("territoires/communes.csv", "code;nom\n62001;A\n");
  trial_rules(RECUEIL);
  dc_text directory = dc_text_copy(&trial.arena, dc_text_from(scratch));
  assert_false(dc_territory_load(&trial.territory, &trial.arena, &trial.lexicon, &trial.intern, directory,
                                 DC_TEXT("rules"), &trial.diagnostics));
  assert_text(find_code(&trial.diagnostics, DC_D_MISSING_COLUMN)->file, "territoires/communes.csv");
}

int main(void) {
#define LOOKS(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)
  const struct CMUnitTest tests[] = {
      LOOKS(test_own_tables_win_over_the_shipped_ones),
      LOOKS(test_shipped_tables_serve_without_own_ones),
      LOOKS(test_membership_is_dated),
      LOOKS(test_vanished_commune_is_followed_to_its_last_successor),
      LOOKS(test_unknown_commune_has_no_epci),
      LOOKS(test_successors_that_go_round_end),
      LOOKS(test_names_are_found),
      LOOKS(test_broken_table_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
