/* What the public profile hides: markets of a size given, in EPCI given, and nothing else of a statement. */
#include "report/mask.h"
#include "support.h"

/* `persons` of a market, from number `first` on, work in one EPCI; market and holder have one number. */
typedef struct {
  uint32_t marche, epci, first, persons;
  dc_hours counted; /* of each; 10 h are admitted */
} dc_crew;

enum { MARCHES = 6, EPCIS = 3, CUMULS = 200 };

typedef struct {
  dc_marche marches[MARCHES];
  dc_titulaire titulaires[MARCHES];
  dc_epci epcis[EPCIS];
  dc_cumul cumuls[CUMULS];
  dc_dossier dossier;
  dc_rules rules;
  dc_accounts accounts;
  dc_arena arena;
} dc_world;

static dc_mask mask_of(dc_world *world, const dc_crew *crews, size_t count) {
  *world = (dc_world){0};
  dc_accounts *accounts = &world->accounts;
  *accounts = (dc_accounts){.marches = world->marches,
                            .marche_count = MARCHES,
                            .titulaires = world->titulaires,
                            .titulaire_count = MARCHES,
                            .epcis = world->epcis,
                            .epci_count = EPCIS,
                            .cumuls = world->cumuls,
                            .dossier = &world->dossier,
                            .rules = &world->rules};
  for (uint32_t i = 0; i < MARCHES; i++) world->titulaires[i].marche = i;
  for (size_t i = 0; i < count; i++) {
    for (uint32_t p = 0; p < crews[i].persons; p++) {
      assert_true(accounts->cumul_count < CUMULS);
      world->cumuls[accounts->cumul_count++] = (dc_cumul){.marche = crews[i].marche,
                                                          .titulaire = crews[i].marche,
                                                          .epci = crews[i].epci,
                                                          .participant = crews[i].first + p,
                                                          .totals = {10, 10, crews[i].counted, 0, 1}};
    }
  }
  return dc_mask_of(accounts, false, &world->arena);
}

/* « 0110 »: 1 where hidden. */
static void assert_hidden(const bool *hidden, const char *expected) {
  for (size_t i = 0; expected[i]; i++) assert_int_equal(hidden[i], expected[i] == '1');
}

static void nothing_is_hidden_when_everything_is_about_five_persons(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 5, 10}, {1, 1, 5, 5, 10}, {2, 1, 10, 5, 10}};
  dc_mask mask = mask_of(&world, crews, 3);
  assert_hidden(mask.marches, "000000");
  assert_hidden(mask.epcis, "000");
  assert_hidden(mask.persons, "000");
  assert_false(mask.everyone || mask.counted || mask.hours);
  dc_arena_free(&world.arena);
}

static void a_small_market_takes_the_smallest_of_its_epci_with_it(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 4, 10}, {1, 0, 5, 9, 10}, {2, 0, 20, 6, 10}, {3, 1, 30, 5, 10}};
  dc_mask mask = mask_of(&world, crews, 4);
  assert_hidden(mask.marches, "101000");
  assert_hidden(mask.epcis, "000");
  assert_false(mask.counted);
  dc_arena_free(&world.arena);
}

/* Five persons on two markets may be fewer in all. */
static void two_small_markets_with_the_same_persons_are_not_company(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 4, 10}, {1, 0, 0, 4, 10}, {2, 0, 20, 6, 10}};
  dc_mask mask = mask_of(&world, crews, 3);
  assert_hidden(mask.marches, "111000");
  const dc_crew others[] = {{0, 0, 0, 4, 10}, {1, 0, 3, 4, 10}, {2, 0, 20, 6, 10}};
  dc_arena_free(&world.arena);
  mask = mask_of(&world, others, 3);
  assert_hidden(mask.marches, "110000");
  dc_arena_free(&world.arena);
}

/* Nothing else is in EPCI 0: its total goes, and the rest borrows the smallest market with the total of its EPCI. */
static void a_market_alone_in_its_epci_hides_two_totals(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 3, 10}, {1, 1, 5, 7, 10}, {2, 1, 20, 6, 10}, {3, 2, 30, 9, 10}};
  dc_mask mask = mask_of(&world, crews, 4);
  assert_hidden(mask.marches, "101000");
  assert_hidden(mask.epcis, "110");
  assert_false(mask.counted);
  assert_hidden(mask.persons, "101"); /* 3 persons, then 9: the fewest that are left */
  dc_arena_free(&world.arena);
}

static void with_no_other_market_even_the_total_of_all_is_hidden(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 3, 10}};
  dc_mask mask = mask_of(&world, crews, 1);
  assert_hidden(mask.marches, "100000");
  assert_hidden(mask.epcis, "100");
  assert_true(mask.everyone && mask.counted && mask.hours);
  dc_arena_free(&world.arena);
}

/* All its persons are known to have been refused: no sum may say so. */
static void hours_that_count_for_nobody_keep_no_company(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 3, 0}, {1, 0, 5, 6, 0}, {2, 0, 20, 8, 10}};
  dc_mask mask = mask_of(&world, crews, 3);
  assert_hidden(mask.marches, "101000");
  dc_arena_free(&world.arena);
}

/* A market shown tells its hours in each EPCI. */
static void a_part_about_few_persons_hides_the_whole_market(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 9, 10}, {0, 1, 0, 2, 10}, {1, 0, 20, 6, 10}, {2, 1, 30, 5, 10}};
  dc_mask mask = mask_of(&world, crews, 4);
  assert_hidden(mask.marches, "111000");
  dc_arena_free(&world.arena);
}

/* Hours counted beside hours admitted would tell who was weighted. */
static void hours_of_everything_are_hidden_when_few_are_weighted(void **state) {
  (void)state;
  dc_world world;
  const dc_crew crews[] = {{0, 0, 0, 6, 10}, {1, 0, 6, 6, 10}, {1, 0, 6, 2, 12}};
  dc_mask mask = mask_of(&world, crews, 3);
  assert_false(mask.counted);
  assert_true(mask.hours);
  dc_arena_free(&world.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_hidden_when_everything_is_about_five_persons),
      cmocka_unit_test(a_small_market_takes_the_smallest_of_its_epci_with_it),
      cmocka_unit_test(two_small_markets_with_the_same_persons_are_not_company),
      cmocka_unit_test(a_market_alone_in_its_epci_hides_two_totals),
      cmocka_unit_test(with_no_other_market_even_the_total_of_all_is_hidden),
      cmocka_unit_test(hours_that_count_for_nobody_keep_no_company),
      cmocka_unit_test(a_part_about_few_persons_hides_the_whole_market),
      cmocka_unit_test(hours_of_everything_are_hidden_when_few_are_weighted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
