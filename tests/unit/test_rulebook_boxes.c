/* What the analyses stand on: intervals, linear forms, boxes, and what their ranges say together. */
#include "rulebook/system.h"
#include "rules_support.h"

/* ---- intervals ---- */

static dc_rational whole(int64_t value) { return dc_rational_of(value, 1); }

static void intervals_are_open_or_closed_at_each_end(void **state) {
  (void)state;
  dc_interval below = dc_interval_of(DC_COMPARE_LESS, whole(5)),
              above = dc_interval_of(DC_COMPARE_GREATER_EQUAL, whole(5));
  dc_interval equal = dc_interval_of(DC_COMPARE_EQUAL, whole(5));
  assert_false(dc_interval_has(&below, whole(5)));
  assert_true(dc_interval_has(&below, dc_rational_of(49, 10)));
  assert_true(dc_interval_has(&above, whole(5)));
  dc_interval none = dc_interval_meet(&below, &above), one = dc_interval_meet(&equal, &above);
  assert_true(dc_interval_empty(&none));
  assert_false(dc_interval_empty(&one));
  assert_true(dc_interval_has(&one, whole(5)) && !dc_interval_has(&one, whole(6)));
}

static void whole_bounds_are_those_of_the_days_inside(void **state) {
  (void)state;
  dc_interval open = dc_interval_of(DC_COMPARE_GREATER, whole(5));
  open.high = dc_rational_of(15, 2);
  dc_interval days = dc_interval_whole(open);
  assert_int_equal((int)days.low.num, 6);
  assert_int_equal((int)days.high.num, 7);
  assert_false(days.low_open || days.high_open);
  open.high = dc_rational_of(11, 2);
  days = dc_interval_whole(open);
  assert_true(dc_interval_empty(&days));
}

static void solving_turns_an_interval_over_for_a_negative_factor(void **state) {
  (void)state;
  dc_interval above = dc_interval_of(DC_COMPARE_GREATER, whole(4)); /* 10 - 2 x > 4 */
  dc_interval x = dc_interval_solve(&above, whole(-2), whole(10));
  assert_int_equal(x.low.den, 0);
  assert_int_equal((int)x.high.num, 3);
  assert_true(x.high_open);
}

/* ---- boxes of a condition ---- */

#define LISTS                                                                                                          \
  "Liste natures\nSource : x\n| code | à compter du |\n| TRAVAIL | |\n| CONGE | 01/01/2026 |\n\n"                     \
  "Paramètre prix (€/h)\nSource : x\n| à compter du | jusqu'au | valeur |\n| 01/01/2025 | 31/12/2025 | 10 |\n"     \
  "| 01/03/2026 | | 12 |\n\n"

typedef struct {
  dc_bench bench;
  dc_arena arena;
  dc_space space;
  const dc_article *article;
} dc_ground;

static void open_ground(dc_ground *ground, const char *condition) {
  char text[4096];
  *ground = (dc_ground){0};
  snprintf(text, sizeof text, RECUEIL LISTS ARTICLE "Refuser si : %s\nMotif : « Non. »\n", condition);
  bench_load(&ground->bench, text);
  ground->article = bench_article(&ground->bench);
  dc_space_init(&ground->space, &ground->arena, &ground->bench.rules);
}

static void close_ground(dc_ground *ground) {
  dc_arena_free(&ground->arena);
  bench_close(&ground->bench);
}

/* Boxes of the condition, and of its contrary; and whether each is possible. */
static void check(const char *condition, size_t boxes, bool possible, bool contrary) {
  dc_ground ground;
  open_ground(&ground, condition);
  dc_boxes holds = dc_boxes_of(&ground.space, ground.article->condition, true);
  dc_boxes fails = dc_boxes_of(&ground.space, ground.article->condition, false);
  assert_false(holds.overflow || fails.overflow);
  if (holds.count != boxes) fail_msg("%s : %zu boîtes", condition, holds.count);
  if (dc_boxes_possible(&ground.space, &holds) != possible) fail_msg("%s", condition);
  if (dc_boxes_possible(&ground.space, &fails) != contrary) fail_msg("non %s", condition);
  close_ground(&ground);
}

static void the_same_thing_written_otherwise_is_one_axis(void **state) {
  (void)state;
  check("date du travail < premier jour + 30 jours et premier jour > date du travail - 30 jours", 1, true, true);
  check("date du travail < premier jour et premier jour < date du travail", 0, false, true);
  check("2 × heures > 10 h et heures ≤ 5 h", 0, false, true);
  check("heures - 3 h > 4 h - heures et heures < 7 h ÷ 2", 0, false, true);
  check("date du travail - premier jour > 3 jours et date du travail - premier jour < 4 jours", 0, false, true);
}

static void alternatives_are_boxes(void **state) {
  (void)state;
  check("heures < 2 h ou heures > 8 h ou nature absente", 3, true, true);
  check("heures ≠ 5 h", 2, true, true);
  check("(heures < 2 h ou heures > 8 h) et (heures < 3 h ou heures > 9 h)", 2, true, true);
  check("max (heures ; 4 h) > 6 h", 1, true, true);
  check("max (date du travail ; validation) < min (premier jour ; date du travail)", 1, false, true);
}

static void codes_and_dated_lists_are_sets(void **state) {
  (void)state;
  check("nature = TRAVAIL et nature = CONGE", 0, false, true);
  check("public = TRAVAIL et public = CONGE", 1, true, true);
  check("public = TRAVAIL et public ≠ TRAVAIL", 0, false, true);
  check("nature dans natures à la date du travail", 2, true, true);
  check("nature = CONGE et nature dans natures à la date du travail et date du travail < 01/01/2026", 0, false, true);

  check("commune = commune de résidence et commune ≠ commune de résidence", 0, false, true);
}

static void absence_and_comparison_exclude_one_another(void **state) {
  (void)state;
  check("premier jour absent et date du travail - premier jour > 3 jours", 0, false, true);
  check("premier jour absent et non premier jour absent", 0, false, true);
  check("prix à la date du travail absent", 3, true, true); /* no date, before 2025, in the hole */
  check("prix à la date du travail absent et date du travail ≥ 01/03/2026", 0, false, true);
  check("prix à la date du travail absent et date du travail = 31/12/2024", 1, true, true);
  check("prix à la date du travail absent et date du travail = 01/01/2025", 0, false, true);
  check("prix à la date du travail absent et date du travail = 01/01/2026", 1, true, true);
  check("prix à la date du travail absent et date du travail = 28/02/2026", 1, true, true);
  check("coût horaire < prix à la date du travail et coût horaire ≥ 12 €/h", 1, false, true);
  check("coût horaire < prix à la date du travail et coût horaire ≥ 11 €/h", 1, true, true);
}

static void ranges_are_held_together(void **state) {
  (void)state;
  check("date du travail < validation et validation < premier jour et premier jour < date du travail", 1, false, true);
  check("date du travail < validation et validation < premier jour", 1, true, true);
  check(
      "date du travail > premier jour + 12 mois de quantième à quantième et date du travail < premier jour + 300 jours",
      1, false, true);
  check(
      "date du travail > premier jour + 12 mois de quantième à quantième et date du travail < premier jour + 370 jours",
      1, true, true);
  check("heures + 2 × heures < 9 h et heures > 3 h", 0, false, true);
}

static void patterns_exclude_by_their_first_letters(void **state) {
  (void)state;
  static const struct {
    const char *condition;
    bool possible;
  } pairs[] = {
      {"CPV correspond à « ^45 » et CPV correspond à « ^71 »", false},
      {"CPV correspond à « ^45 » et CPV correspond à « ^452 »", true},
      {"CPV correspond à « ^452 » et non CPV correspond à « ^45 »", false},
      {"CPV correspond à « ^45 » et non CPV correspond à « ^452 »", true},
      {"CPV correspond à « ^45|^71 » et CPV correspond à « ^71 »", true},
      {"CPV correspond à « ^45?1 » et CPV correspond à « ^41 »", true},
      {"CPV correspond à « ^é* » et CPV correspond à « ^a »", true},
      {"CPV correspond à « ^45 » et CPV = « 45214210 »", true},
      {"CPV correspond à « ^45 » et CPV = « 71000000 »", false},
      {"CPV correspond à « ^45 » et non CPV correspond à « ^45 »", false},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    dc_ground ground;
    open_ground(&ground, pairs[i].condition);
    dc_boxes boxes = dc_boxes_of(&ground.space, ground.article->condition, true);
    if (dc_boxes_possible(&ground.space, &boxes) != pairs[i].possible) fail_msg("%s", pairs[i].condition);
    close_ground(&ground);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_are_open_or_closed_at_each_end),
      cmocka_unit_test(whole_bounds_are_those_of_the_days_inside),
      cmocka_unit_test(solving_turns_an_interval_over_for_a_negative_factor),
      cmocka_unit_test(the_same_thing_written_otherwise_is_one_axis),
      cmocka_unit_test(alternatives_are_boxes),
      cmocka_unit_test(codes_and_dated_lists_are_sets),
      cmocka_unit_test(absence_and_comparison_exclude_one_another),
      cmocka_unit_test(ranges_are_held_together),
      cmocka_unit_test(patterns_exclude_by_their_first_letters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
