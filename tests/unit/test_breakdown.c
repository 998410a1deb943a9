/* Hours broken down: a statement small enough to count by hand. Three markets, one in two EPCI; four persons, of whom
 * one changes contract and commune, one turns 26 on the day of the statement, and one of whom nothing is said. */
#include "account_support.h"

#include "report/breakdown.h"

#define HERE  "200069672"
#define THERE "200072460"

static dc_stage stage;
static dc_output output;
static dc_view view;
static dc_selection selection;
static dc_books books;
static dc_sheets sheets;
static const char *more_lines = "";

static void write_dossier(void) {
  scratch_file("marches.csv",
               MARCHES_HEAD MARCHE("M1", "100", "") "M2;;" BUYER ";" FIRM
                                                    ";SARL X;01/01/2026;01/01/2026;31/12/2026;ESSAI;;200;\n"
                                                    "M3;;" BUYER ";" FIRM_2
                                                    ";SARL Y;01/01/2026;01/01/2026;31/12/2026;ESSAI;62003;50;\n");
  scratch_file("lieux.csv", "marche;lot;commune;part\nM2;;62001;60 %\nM2;;62003;40 %\n");
  scratch_file("participants.csv", "participant;sexe;naissance;commune_residence;public\n"
                                   "P1;F;15/06/2001;62001;RSA\n"
                                   "P2;H;01/03/1976;62003;RSA\n"
                                   "P3;;;;DELD\n"
                                   "P4;F;28/02/2000;62003;DELD\n");
  scratch_file("contrats.csv", "contrat;participant;mode;nature;debut\n"
                               "C1;P1;EMBAUCHE;CDI;01/01/2026\n"
                               "C2;P1;MISE_A_DISPOSITION;MISSION;01/01/2026\n"
                               "C3;P2;EMBAUCHE;;01/01/2026\n");
  if (*more_lines) scratch_file("releves/s.csv", more_lines);
  scratch_file("releves/r.csv", "marche;participant;date;heures;contrat;commune\n"
                                "M1;P1;05/01/2026;10;C1;\n"
                                "M1;P1;02/02/2026;7;C2;62002\n"
                                "M1;P2;02/02/2026;5;C3;\n"
                                "M1;P3;02/02/2026;3;;\n"
                                "M2;P1;03/02/2026;10;C1;\n"
                                "M1;P4;02/02/2026;2;;62003\n");
}

static void forget_sheets(void) {
  dc_sheets_free(&sheets);
  dc_arena_free(&sheets.workbook.arena);
  sheets = (dc_sheets){0};
}

/* The sheets of workbook number `skip` of that kind. */
static void take_book(dc_book_kind kind, size_t skip) {
  forget_sheets();
  size_t i = 0;
  while (i < books.count && (books.items[i].kind != kind || skip--)) i++;
  assert_true(i < books.count);
  dc_sheets_init(&sheets, &selection, &books.items[i]);
}

/* The first workbook of that kind, surveyed under a profile. */
static void survey(dc_book_kind kind, bool given, dc_profil profil) {
  write_dossier();
  trial_count(RECUEIL DUE, DC_MONTH_OF(2026, 2), DC_NO_DATE);
  stage = (dc_stage){.arena = &trial.arena};
  output = (dc_output){.accounts = &trial.accounts,
                       .stage = &stage,
                       .diagnostics = &trial.diagnostics,
                       .version = "essai",
                       .profil_given = given,
                       .profil = profil};
  dc_view_init(&view, &output);
  dc_selection_init(&selection, &view);
  books = dc_selection_books(&selection, &trial.arena);
  take_book(kind, 0);
}

static int forget(void **state) {
  forget_sheets();
  dc_selection_free(&selection);
  more_lines = "";
  return trial_end(state);
}

static const dc_breakdown *axis(dc_axis number) { return &sheets.breakdowns->axes[number]; }

/* The parts of the key of group `i` are these texts (NULL: not compared), its hours counted and its persons these. */
static void group_is(dc_axis number, size_t i, const char *first, const char *second, dc_hours hours, size_t persons) {
  assert_true(i < axis(number)->count);
  const dc_group *group = &axis(number)->groups[i];
  const char *parts[] = {first, second};
  for (size_t part = 0; part < 2; part++)
    if (parts[part]) assert_text(text_of(group->key.parts[part]), parts[part]);
  assert_int_equal(group->totals.counted, hours);
  assert_int_equal(group->persons, persons);
}

static void places_are(dc_axis number, size_t i, uint32_t first, uint32_t second, dc_hours hours) {
  assert_int_equal(axis(number)->groups[i].key.parts[0], first);
  assert_int_equal(axis(number)->groups[i].key.parts[1], second);
  assert_int_equal(axis(number)->groups[i].totals.counted, hours);
}

/* ---- Ventilation ---- */

static void test_lines_cut_persons_by_contract_and_commune(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  static const int hours[] = {10, 7, 5, 3, 2, 6, 4}; /* P1 twice, P2, P3, then P4 elsewhere, then M2 in both EPCI */
  assert_int_equal(sheets.breakdowns->line_count, 7);
  for (size_t i = 0; i < 7; i++) assert_int_equal(sheets.breakdowns->lines[i].portion->totals.counted, HOURS(hours[i]));
  assert_text(text_of(sheets.breakdowns->lines[0].portion->work.commune), "62001");
  assert_text(text_of(sheets.breakdowns->lines[1].portion->work.commune), "62002");
  assert_int_equal(sheets.breakdowns->lines[5].portion->work.commune, DC_SEVERAL_COMMUNES);
}

static void test_a_person_is_counted_once(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  static const bool first[] = {true, false, true, true, true, false, false};
  for (size_t i = 0; i < 7; i++) assert_int_equal(sheets.breakdowns->lines[i].first, first[i]);
  assert_int_equal(sheets.participant_count, 4);
}

/* Détail shows February; January is in no line of it. */
static void test_lines_know_what_detail_shows_of_them(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  static const int hours[] = {0, 7, 5, 3, 2, 6, 4};
  for (size_t i = 0; i < 7; i++) assert_int_equal(sheets.breakdowns->lines[i].detailed, HOURS(hours[i]));
  assert_int_equal(dc_ventilation_line(&sheets, 0, 1), 1);
  assert_int_equal(dc_ventilation_line(&sheets, 1, 1), 1); /* January and February of P1: one run */
}

/* ---- axes ---- */

static void test_by_contractor_with_its_due(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  assert_int_equal(axis(DC_BY_TITULAIRE)->count, 2);
  group_is(DC_BY_TITULAIRE, 0, FIRM, NULL, HOURS(37), 4);
  group_is(DC_BY_TITULAIRE, 1, FIRM_2, NULL, 0, 0); /* its market has no hours yet */
  assert_int_equal(axis(DC_BY_TITULAIRE)->groups[0].due, HOURS(300));
  assert_int_equal(axis(DC_BY_TITULAIRE)->groups[0].markets, 2);
  assert_int_equal(axis(DC_BY_TITULAIRE)->groups[1].due, HOURS(50));
  assert_int_equal(sheets.holder_count, 2);
}

static void test_by_place_of_work_and_of_residence(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  assert_int_equal(axis(DC_BY_EPCI)->count, 2);
  group_is(DC_BY_EPCI, 0, HERE, NULL, HOURS(31), 3);
  group_is(DC_BY_EPCI, 1, THERE, NULL, HOURS(6), 2);
  assert_int_equal(axis(DC_BY_EPCI)->groups[1].markets, 3); /* M3 is placed there, without hours */
  assert_int_equal(axis(DC_BY_RESIDENCE)->count, 3);
  group_is(DC_BY_RESIDENCE, 0, HERE, NULL, HOURS(27), 1);
  group_is(DC_BY_RESIDENCE, 1, THERE, NULL, HOURS(7), 2);
  group_is(DC_BY_RESIDENCE, 2, "", NULL, HOURS(3), 1);
  assert_int_equal(axis(DC_BY_COUPLE)->count, 5);
  places_are(DC_BY_COUPLE, 0, 0, 0, HOURS(23));
  places_are(DC_BY_COUPLE, 1, 0, 1, HOURS(5));
  places_are(DC_BY_COUPLE, 2, 0, 2, HOURS(3));
  places_are(DC_BY_COUPLE, 3, 1, 0, HOURS(4));
  places_are(DC_BY_COUPLE, 4, 1, 1, HOURS(2));
}

static void test_by_public_sex_and_age_at_the_statement(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  static const struct {
    uint32_t public;
    const char *sexe;
    dc_age_band band;
    int hours;
  } expected[] = {{0, "F", DC_AGE_UNDER_26, 27}, /* 25 */
                  {0, "H", DC_AGE_26_TO_49, 5},  /* 50 the day after */
                  {1, "", DC_AGE_UNKNOWN, 3},    /* nothing is said */
                  {1, "F", DC_AGE_26_TO_49, 2}}; /* 26 that very day */
  group_is(DC_BY_PUBLIC, 0, "RSA", NULL, HOURS(32), 2);
  group_is(DC_BY_PUBLIC, 1, "DELD", NULL, HOURS(5), 2);
  assert_int_equal(axis(DC_BY_PROFILE)->count, 4);
  for (size_t i = 0; i < 4; i++) {
    const dc_group *group = &axis(DC_BY_PROFILE)->groups[i];
    assert_int_equal(group->key.parts[0], expected[i].public);
    assert_text(text_of(group->key.parts[1]), expected[i].sexe);
    assert_int_equal(group->key.parts[2], expected[i].band);
    assert_int_equal(group->totals.counted, HOURS(expected[i].hours));
    assert_int_equal(group->persons, 1);
  }
}

static void test_by_contract_and_by_commune(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  assert_int_equal(axis(DC_BY_CONTRACT)->count, 4);
  group_is(DC_BY_CONTRACT, 0, "EMBAUCHE", "CDI", HOURS(20), 1);
  group_is(DC_BY_CONTRACT, 1, "MISE_A_DISPOSITION", "MISSION", HOURS(7), 1);
  group_is(DC_BY_CONTRACT, 2, "", "", HOURS(5), 2); /* as many hours as the next: by its name */
  group_is(DC_BY_CONTRACT, 3, "EMBAUCHE", "", HOURS(5), 1);
  assert_int_equal(axis(DC_BY_COMMUNE)->count, 4);
  group_is(DC_BY_COMMUNE, 0, "62001", NULL, HOURS(18), 3);
  assert_int_equal(axis(DC_BY_COMMUNE)->groups[1].key.parts[0], DC_SEVERAL_COMMUNES);
  group_is(DC_BY_COMMUNE, 1, NULL, NULL, HOURS(10), 1);
  group_is(DC_BY_COMMUNE, 2, "62002", NULL, HOURS(7), 1);
  group_is(DC_BY_COMMUNE, 3, "62003", NULL, HOURS(2), 1);
}

static void test_sums_are_values_where_there_are_too_many(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  dc_breakdown *communes = &sheets.breakdowns->axes[DC_BY_COMMUNE];
  assert_true(communes->live);
  assert_null(dc_group_retenues(communes, 0).formula); /* that of its column */
  communes->live = false;
  assert_string_equal(dc_group_retenues(communes, 0).formula, DC_PLAIN);
  assert_int_equal(dc_group_retenues(communes, 0).number, HOURS(18));
}

/* A record of M2 counts as one line in the EPCI of its largest share, and as none in the other. */
static void test_a_person_begins_with_its_first_month_in_a_lesser_share_too(void **state) {
  (void)state;
  more_lines = "marche;participant;date;heures\nM2;P1;05/01/2026;10\n";
  survey(DC_BOOK_CONSOLIDATION, false, DC_PROFIL_COMPLET);
  const dc_beneficiary *person = &sheets.beneficiaries[sheets.beneficiary_count - 1];
  assert_int_equal(person->totals.counted, HOURS(20));
  assert_int_equal(person->first_month, DC_MONTH_OF(2026, 1));
  take_book(DC_BOOK_EPCI, 1);
  person = &sheets.beneficiaries[sheets.beneficiary_count - 1];
  assert_int_equal(person->totals.counted, HOURS(8));
  assert_int_equal(person->first_month, DC_MONTH_OF(2026, 1));
  assert_int_equal(person->last_cumul - person->first_cumul, 1);
}

/* ---- which workbooks ---- */

static void test_an_epci_has_its_own_part(void **state) {
  (void)state;
  survey(DC_BOOK_EPCI, false, DC_PROFIL_COMPLET);
  assert_int_equal(sheets.breakdowns->line_count, 5);
  assert_int_equal(axis(DC_BY_EPCI)->count, 0);
  assert_int_equal(axis(DC_BY_COUPLE)->count, 0);
  group_is(DC_BY_RESIDENCE, 0, HERE, NULL, HOURS(23), 1);
  group_is(DC_BY_TITULAIRE, 0, FIRM, NULL, HOURS(31), 3);
}

static void test_without_the_complete_profile_nothing_tells_of_persons(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, true, DC_PROFIL_TITULAIRE);
  static const dc_axis private[] = {DC_BY_RESIDENCE, DC_BY_COUPLE, DC_BY_PUBLIC, DC_BY_PROFILE};
  for (size_t i = 0; i < sizeof private / sizeof *private; i++) assert_int_equal(axis(private[i])->count, 0);
  assert_int_equal(axis(DC_BY_EPCI)->count, 2);
  assert_int_equal(axis(DC_BY_CONTRACT)->count, 4);
}

static void test_a_contractor_has_none(void **state) {
  (void)state;
  survey(DC_BOOK_TITULAIRE, false, DC_PROFIL_COMPLET);
  assert_null(sheets.breakdowns);
}

static void test_a_public_consolidation_has_none(void **state) {
  (void)state;
  survey(DC_BOOK_CONSOLIDATION, true, DC_PROFIL_PUBLIC);
  assert_null(sheets.breakdowns);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, trial_begin, forget)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(test_lines_cut_persons_by_contract_and_commune),
      TEST(test_a_person_is_counted_once),
      TEST(test_lines_know_what_detail_shows_of_them),
      TEST(test_by_contractor_with_its_due),
      TEST(test_by_place_of_work_and_of_residence),
      TEST(test_by_public_sex_and_age_at_the_statement),
      TEST(test_by_contract_and_by_commune),
      TEST(test_sums_are_values_where_there_are_too_many),
      TEST(test_a_person_begins_with_its_first_month_in_a_lesser_share_too),
      TEST(test_an_epci_has_its_own_part),
      TEST(test_without_the_complete_profile_nothing_tells_of_persons),
      TEST(test_a_contractor_has_none),
      TEST(test_a_public_consolidation_has_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
