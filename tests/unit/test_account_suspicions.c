/* Suspicions: each at its limit, and each silent where the trade would be; no hour changes. */
#include "account_support.h"

#define ANY      RECUEIL DUE
#define MARCHE_2 "M2;2;" BUYER ";" FIRM ";SARL X;01/01/2026;01/01/2026;31/12/2026;ESSAI;62002;100;\n"

#define DAY(date, hours)               "M1;P1;" date ";;" hours ";;;;\n"
#define MONTH(month, hours)            "M1;P1;;" month ";" hours ";;;;\n"
#define DAY_OF(who, date, hours)       "M1;" who ";" date ";;" hours ";;;;\n"
#define DAY_FOR(date, hours, employer) "M1;P1;" date ";;" hours ";;" employer ";;\n"
#define DAY_AT(date, hours, commune)   "M1;P1;" date ";;" hours ";;;" commune ";\n"

static size_t told(dc_code code) { return count_code(&trial.diagnostics, code); }
static const dc_diagnostic *item(dc_code code) { return find_code(&trial.diagnostics, code); }

static void assert_told(dc_code code, uint32_t line, uint32_t count, const char *message) {
  assert_int_equal(told(code), 1);
  assert_text(item(code)->message, message);
  assert_int_equal(item(code)->line, line);
  assert_int_equal(item(code)->count, count);
}

/* No suspicion at all. */
static void assert_silent(void) {
  for (dc_code code = DC_D_TWO_SITES; code <= DC_D_UNLIKELY_PERSON; code++) {
    if (told(code)) print_error(DC_S "\n", DC_ARG(item(code)->message));
    assert_int_equal(told(code), 0);
  }
}

/* Counts the lines anew, in the same scratch directory. */
static void again(const char *rules, const char *lines) {
  trial_forget();
  dc_intern_init(&trial.intern);
  trial_lines(rules, lines);
}

/* Two markets, M1 and lot 2 of M2; records say their lot. */
static void two_markets(const char *rules, const char *lines) {
  char content[2048];
  assert_true(snprintf(content, sizeof content, "marche;lot;participant;date;heures;employeur_siret\n%s", lines) <
              (int)sizeof content);
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", "") MARCHE_2);
  scratch_file("releves/r.csv", content);
  trial_count(rules, DC_MONTH_OF(2026, 10), DC_NO_DATE);
}

/* ---- days ---- */

static void test_two_markets_on_one_day_are_noted(void **state) {
  (void)state;
  two_markets(ANY, "M1;;P1;01/10/2026;4;\nM2;2;P1;01/10/2026;4;\nM1;;P1;02/10/2026;4;\nM2;2;P1;05/10/2026;4;\n"
                   "M1;;P1;06/10/2026;3;\nM2;2;P1;06/10/2026;3;\n");
  assert_told(DC_D_TWO_SITES, 2, 2,
              "P1, sur deux chantiers le même jour : 8,00 h le 01/10/2026 (M1 à 62001, M2 lot 2 à 62002) ; "
              "6,00 h le 06/10/2026");
  assert_int_equal(item(DC_D_TWO_SITES)->severity, DC_NOTE);
  assert_int_equal(told(DC_D_LONG_DAY), 0);
}

static void test_two_communes_of_one_market_are_two_sites(void **state) {
  (void)state;
  trial_lines(ANY, DAY_AT("01/10/2026", "4", "") DAY_AT("01/10/2026", "3", "62003"));
  assert_told(DC_D_TWO_SITES, 2, 1,
              "P1, sur deux chantiers le même jour : 7,00 h le 01/10/2026 (M1 à 62003, M1 à 62001)");
  again(ANY, DAY_AT("01/10/2026", "4", "") DAY_AT("01/10/2026", "3", "62001"));
  assert_silent();
}

static void test_two_employers_on_one_day(void **state) {
  (void)state;
  trial_lines(ANY, DAY_FOR("01/10/2026", "4", FIRM) DAY_FOR("01/10/2026", "3", FIRM_2));
  assert_told(DC_D_TWO_EMPLOYERS, 2, 1,
              "P1, pour deux employeurs le même jour : 7,00 h le 01/10/2026 (M1 à 62001 pour " FIRM_2
              ", M1 à 62001 pour " FIRM ")");
  assert_int_equal(item(DC_D_TWO_EMPLOYERS)->severity, DC_WARNING);
  again(ANY, DAY_FOR("01/10/2026", "4", FIRM) DAY_FOR("01/10/2026", "3", "") DAY_FOR("02/10/2026", "3", FIRM_2));
  assert_silent();
}

static void test_more_than_ten_hours_over_all_markets(void **state) {
  (void)state;
  two_markets(ANY, "M1;;P1;01/10/2026;7;\nM2;2;P1;01/10/2026;3;\nM1;;P1;02/10/2026;7;\nM2;2;P1;02/10/2026;3,01;\n"
                   "M1;;P1;05/10/2026;10,5;\n");
  assert_told(DC_D_LONG_DAY, 4, 2,
              "P1, plus de 10 h dans la journée : 10,01 h le 02/10/2026 (M1 à 62001, M2 lot 2 à 62002) ; "
              "10,50 h le 05/10/2026");
  assert_text(item(DC_D_LONG_DAY)->marche, "M1");
  for (size_t row = 0; row < 5; row++) assert_int_equal(decision(row)->verdict, DC_RETENUE);
  assert_decided(4, DC_RETENUE, HOURS(21) / 2);
}

static void test_only_the_first_days_are_named(void **state) {
  (void)state;
  trial_lines(ANY, DAY("01/10/2026", "11") DAY("05/10/2026", "11") DAY("12/10/2026", "11") DAY("19/10/2026", "11"));
  assert_told(
      DC_D_LONG_DAY, 2, 4,
      "P1, plus de 10 h dans la journée : 11,00 h le 01/10/2026 ; 11,00 h le 05/10/2026 ; 11,00 h le 12/10/2026 ; "
      "… (4 jours en tout)");
}

static void test_persons_are_told_apart(void **state) {
  (void)state;
  trial_lines(ANY, DAY_OF("P2", "01/10/2026", "11") DAY_OF("P1", "01/10/2026", "6") DAY_OF("P3", "01/10/2026", "12"));
  assert_int_equal(told(DC_D_LONG_DAY), 2);
}

static void test_a_control_of_the_rules_is_not_told_again(void **state) {
  (void)state;
  static const char controls[] = RECUEIL DUE ARTICLE("1") "Contrôle : 10 h par personne et par jour\n\n" ARTICLE(
      "2") "Contrôle : 48 h par personne et par semaine\n";
  trial_lines(controls, DAY("05/10/2026", "11") DAY("06/10/2026", "10") DAY("07/10/2026", "10") DAY("08/10/2026", "10")
                            DAY("09/10/2026", "10"));
  assert_int_equal(told(DC_D_CONTROL_FAILED), 2);
  assert_silent();
}

static void test_what_a_rule_refuses_or_cuts_is_settled(void **state) {
  (void)state;
  static const char rules[] =
      RECUEIL DUE ARTICLE("1") "Refuser si : nature = « CONGE »\nMotif : « Congé. »\n\n" ARTICLE(
          "2") "Plafond : 10 h par personne et par jour\n";
  trial_lines(rules, "M1;P1;01/10/2026;;8;TRAVAIL;;;\nM1;P1;01/10/2026;;8;CONGE;;;\nM1;P1;02/10/2026;;12;TRAVAIL;;;\n"
                     "M1;P1;04/10/2026;;7;CONGE;;;\n");
  assert_decided(1, DC_REFUSEE, 0);
  assert_decided(2, DC_REDUITE, HOURS(10));
  assert_silent();
}

static void test_more_than_a_day_holds_is_one_suspicion(void **state) {
  (void)state;
  trial_lines(ANY, DAY("05/10/2026", "24") DAY("12/10/2026", "25") DAY("13/10/2026", "10") DAY("14/10/2026", "10")
                       DAY("15/10/2026", "10"));
  assert_told(DC_D_IMPOSSIBLE_DAY, 3, 1, "P1, plus de 24 h dans la journée : 25,00 h le 12/10/2026");
  assert_told(DC_D_LONG_DAY, 2, 1, "P1, plus de 10 h dans la journée : 24,00 h le 05/10/2026");
  assert_int_equal(told(DC_D_LONG_WEEK), 0);
  assert_decided(1, DC_RETENUE, HOURS(25)); /* counted, as long as nobody corrects it */
}

static void test_amounts_are_no_hours_of_a_person(void **state) {
  (void)state;
  static const char rules[] = RECUEIL DUE ARTICLE("1") "Convertir : montant HT ÷ 10 €/h\n";
  trial_lines(rules, "M1;P1;01/10/2026;;;;;;5000\n");
  assert_decided(0, DC_RETENUE, HOURS(500));
  assert_silent();
}

/* ---- weeks and months ---- */

#define FOUR_DAYS DAY("05/10/2026", "10") DAY("06/10/2026", "10") DAY("07/10/2026", "10") DAY("08/10/2026", "10")

static void test_a_week_ends_on_sunday(void **state) {
  (void)state;
  trial_lines(ANY, FOUR_DAYS DAY("09/10/2026", "8") DAY("12/10/2026", "8")); /* 48 h, then Monday */
  assert_silent();
  again(ANY, FOUR_DAYS DAY("09/10/2026", "8") DAY("10/10/2026", "0,5"));
  assert_told(DC_D_LONG_WEEK, 2, 1, "P1, plus de 48 h dans la semaine : 48,50 h la semaine du 05/10/2026");
  again(ANY, "M1;P1;11/10/2026;;9;;;;\n" FOUR_DAYS);
  assert_int_equal(told(DC_D_LONG_WEEK), 1);
}

static void test_lines_may_come_in_any_order(void **state) {
  (void)state;
  scratch_file("releves/a.csv", RELEVE DAY("08/10/2026", "10") DAY("06/10/2026", "10"));
  trial_lines(ANY, DAY("09/10/2026", "10") DAY("05/10/2026", "10") DAY("07/10/2026", "10"));
  assert_told(DC_D_LONG_WEEK, 3, 1, "P1, plus de 48 h dans la semaine : 50,00 h la semaine du 05/10/2026");
  assert_text(item(DC_D_LONG_WEEK)->file, "releves/r.csv");
}

/* October 2026 holds 4 days of its first week (40 h), three whole ones (144 h), and 6 days of the last (48 h). */
static void test_a_month_holds_what_its_weeks_do(void **state) {
  (void)state;
  trial_lines(ANY, MONTH("10/2026", "232"));
  assert_silent();
  again(ANY, MONTH("10/2026", "230") DAY("01/10/2026", "7"));
  assert_told(DC_D_LONG_WEEK, 2, 1,
              "P1, plus d'heures que les semaines du mois n'en portent : 237,00 h en 2026-10, qui en porte 232,00");
}

/* ---- rest days ---- */

static void test_sundays_and_holidays_are_noted_by_market(void **state) {
  (void)state;
  trial_lines(ANY,
              DAY("04/10/2026", "7") DAY("05/10/2026", "7") DAY("14/07/2026", "7") DAY_OF("P2", "04/10/2026", "7"));
  assert_told(DC_D_REST_DAY, 4, 3,
              "3 lignes un dimanche ou un jour férié, ici la première : le 14/07/2026, 14 juillet");
  assert_int_equal(item(DC_D_REST_DAY)->severity, DC_NOTE);
  again(ANY, DAY("04/10/2026", "7"));
  assert_told(DC_D_REST_DAY, 2, 1,
              "1 ligne un dimanche ou un jour férié, ici la première : le 04/10/2026, un dimanche");
}

static void test_local_holidays_are_those_of_the_commune(void **state) {
  (void)state;
  trial_lines(ANY, DAY_AT("03/04/2026", "7", "") DAY_AT("03/04/2026", "2", "67482") MONTH("11/2026", "7"));
  assert_told(
      DC_D_REST_DAY, 3, 1,
      "1 ligne un dimanche ou un jour férié, ici la première : le 03/04/2026, vendredi saint en Alsace-Moselle");
}

/* ---- copies ---- */

/* Lines of a person for a month, on those days; `hours` in turn. */
static void write_days(char *lines, const char *who, int month, const int days[], size_t count,
                       const char *const hours[], size_t hour_count) {
  for (size_t i = 0; i < count; i++) {
    char *end = lines + strlen(lines);
    assert_true(snprintf(end, 96, "M1;%s;%02d/%02d/2026;;%s;;;;\n", who, days[i], month, hours[i % hour_count]) < 96);
  }
}
#define WRITE(lines, who, month, days, hours)                                                                          \
  write_days(lines, who, month, days, sizeof(days) / sizeof *(days), hours, sizeof(hours) / sizeof *(hours))

static const char *const SAME[] = {"7"}, *const VARIED[] = {"7", "6,5", "7,5", "4"};
static const int FIVE_DAYS[] = {7, 8, 9, 10, 11}, TEN_DAYS[] = {2, 3, 4, 5, 6, 9, 10, 11, 12, 13};

static void test_a_copied_month_is_told(void **state) {
  (void)state;
  char lines[4096] = "";
  WRITE(lines, "P1", 9, FIVE_DAYS, SAME); /* Monday to Friday, in September */
  WRITE(lines, "P1", 10, FIVE_DAYS, SAME);
  trial_lines(ANY, lines);
  assert_told(DC_D_COPIED_MONTH, 7, 1,
              "P1 : 2026-10 répète 2026-09 jour pour jour, avec les mêmes heures (5 lignes, ici la première)");
}

static void test_persons_copied_together_are_told_together(void **state) {
  (void)state;
  char lines[4096] = "";
  WRITE(lines, "P1", 9, FIVE_DAYS, SAME);
  WRITE(lines, "P2", 9, TEN_DAYS, VARIED);
  WRITE(lines, "P3", 9, FIVE_DAYS, VARIED);
  WRITE(lines, "P1", 10, FIVE_DAYS, SAME);
  WRITE(lines, "P2", 10, TEN_DAYS, VARIED);
  WRITE(lines, "P3", 10, FIVE_DAYS, SAME);
  trial_lines(ANY, lines);
  assert_told(
      DC_D_COPIED_MONTH, 22, 2,
      "P1 et 1 autre : 2026-10 répète 2026-09 jour pour jour, avec les mêmes heures (15 lignes, ici la première)");
}

static void test_days_that_the_next_month_lacks_are_no_difference(void **state) {
  (void)state;
  static const int january[] = {5, 6, 7, 8, 9, 29, 30}, february[] = {5, 6, 7, 8, 9};
  char lines[4096] = "";
  WRITE(lines, "P1", 1, january, SAME);
  WRITE(lines, "P1", 2, february, SAME);
  trial_lines(ANY, lines);
  assert_int_equal(told(DC_D_COPIED_MONTH), 1);
}

static void test_what_is_no_copy(void **state) {
  (void)state;
  static const int four[] = {7, 8, 9, 10}, others[] = {5, 6, 7, 8, 9}, six[] = {7, 8, 9, 10, 11, 14};
  const struct {
    const int *days;
    size_t count;
    int month;
    const int *next_days;
    size_t next_count;
    int next_month;
    const char *hours;
  } cases[] = {
      {four, 4, 9, four, 4, 10, "7"},           /* too few days to tell */
      {FIVE_DAYS, 5, 9, others, 5, 10, "7"},    /* other days */
      {FIVE_DAYS, 5, 9, FIVE_DAYS, 5, 10, "6"}, /* other hours */
      {FIVE_DAYS, 5, 9, six, 6, 10, "7"},       /* one day more */
      {six, 6, 9, FIVE_DAYS, 5, 10, "7"},       /* one day less */
      {FIVE_DAYS, 5, 8, FIVE_DAYS, 5, 10, "7"}, /* not the month before */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char lines[4096] = "";
    write_days(lines, "P1", cases[i].month, cases[i].days, cases[i].count, SAME, 1);
    write_days(lines, "P1", cases[i].next_month, cases[i].next_days, cases[i].next_count, &cases[i].hours, 1);
    again(ANY, lines);
    assert_int_equal(told(DC_D_COPIED_MONTH), 0);
  }
}

/* A timetable gives the same dates in February and March of a common year: hours must vary from week to week. */
static void test_a_timetable_repeats_itself_after_february(void **state) {
  (void)state;
  static const char *const timetable[] = {"7", "7", "7", "7", "4"};
  char lines[4096] = "";
  WRITE(lines, "P1", 2, TEN_DAYS, timetable);
  WRITE(lines, "P1", 3, TEN_DAYS, timetable);
  trial_lines(ANY, lines);
  assert_silent();
  *lines = '\0';
  WRITE(lines, "P1", 2, TEN_DAYS, VARIED);
  WRITE(lines, "P1", 3, TEN_DAYS, VARIED);
  again(ANY, lines);
  assert_int_equal(told(DC_D_COPIED_MONTH), 1);
}

/* Two years of full-time work, 7 h from Monday to Friday: no suspicion but for holidays. */
static void test_full_time_work_is_no_copy(void **state) {
  (void)state;
  char *lines = dc_zeroed(32, 1024), *end = lines;
  for (dc_date date = dc_date_from(2025, 1, 1); date <= dc_date_from(2026, 10, 31); date++) {
    char text[DC_DATE_SIZE];
    if (dc_date_weekday(date) < 5) end += sprintf(end, DAY("%s", "7"), dc_date_french(date, text).data);
  }
  dc_text content = dc_text_format(&trial.arena, "%s%s", RELEVE, lines);
  scratch_file("releves/r.csv", content.data);
  trial_count(ANY, DC_MONTH_OF(2026, 10), DC_NO_DATE);
  assert_int_equal(told(DC_D_COPIED_MONTH), 0);
  assert_int_equal(told(DC_D_LONG_WEEK), 0);
  free(lines);
}

static void test_lines_given_twice(void **state) {
  (void)state;
  scratch_file("releves/a.csv", RELEVE DAY("01/10/2026", "7") DAY("02/10/2026", "3") MONTH("09/2026", "9"));
  trial_lines(ANY, DAY("02/10/2026", "3") DAY("01/10/2026", "2") MONTH("09/2026", "9"));
  assert_told(DC_D_SAME_LINES, 2, 2, "2 lignes sur 3, déjà dans releves/a.csv ; ici la première, comme la ligne 3");
  assert_decided(5, DC_RETENUE, HOURS(9)); /* still counted */
  again(ANY, DAY("05/10/2026", "3,5") DAY("05/10/2026", "3,5") "M1;P1;05/10/2026;;3,5;FORMATION;;;\n");
  assert_int_equal(told(DC_D_SAME_LINES), 1);
  assert_true(text_has(item(DC_D_SAME_LINES)->message, "1 ligne sur 3, déjà dans ce fichier"));
}

static void test_duplicates_that_a_rule_refuses_are_not_told(void **state) {
  (void)state;
  trial_lines(RECUEIL DUE ARTICLE("1") "Une seule fois par : personne, marché, date du travail\n",
              DAY("01/10/2026", "7") DAY("01/10/2026", "7"));
  assert_decided(1, DC_REFUSEE, 0);
  assert_silent();
}

/* ---- periods ---- */

#define CONTRACTS "contrat;participant;employeur_siret;debut;fin\n"

static void count_contract_lines(const char *lines) {
  char content[2048];
  assert_true(snprintf(content, sizeof content, "marche;participant;date;mois;heures;contrat;employeur_siret\n%s",
                       lines) < (int)sizeof content);
  scratch_file("releves/r.csv", content);
  trial_count(ANY, DC_MONTH_OF(2026, 10), DC_NO_DATE);
}

static void test_work_outside_the_contract_that_a_line_names(void **state) {
  (void)state;
  scratch_file("contrats.csv", CONTRACTS "C1;P1;;01/06/2026;30/06/2026\n");
  count_contract_lines("M1;P1;29/05/2026;;7;C1;\nM1;P1;01/06/2026;;7;C1;\nM1;P1;30/06/2026;;7;C1;\n"
                       "M1;P1;02/07/2026;;7;C1;\nM1;P1;01/07/2026;;7;C1;\nM1;P1;;06/2026;1;C1;\n");
  assert_int_equal(told(DC_D_OUTSIDE_PERIOD), 2);
  const dc_diagnostic *before = item(DC_D_OUTSIDE_PERIOD), *after = before + 1;
  assert_text(before->message,
              "1 ligne avant le début du contrat C1 de P1, le 01/06/2026 ; ici la première, le 29/05/2026");
  assert_text(after->message,
              "2 lignes après la fin du contrat C1 de P1, le 30/06/2026 ; ici la première, le 01/07/2026");
  assert_int_equal(after->line, 6);
  assert_int_equal(after->count, 2);
}

static void test_work_after_all_contracts_when_a_line_names_none(void **state) {
  (void)state;
  scratch_file("contrats.csv", CONTRACTS "C1;P1;" FIRM ";01/03/2026;31/03/2026\nC2;P1;;01/05/2026;31/05/2026\n"
                                         "C3;P1;" FIRM_2 ";01/01/2026;\n");
  /* Before them all, in the gap between them, within, after; for the other firm; one who has no contract. */
  count_contract_lines("M1;P1;02/02/2026;;7;;" FIRM "\nM1;P1;02/04/2026;;7;;" FIRM "\nM1;P1;04/05/2026;;7;;" FIRM
                       "\nM1;P1;02/06/2026;;7;;" FIRM "\nM1;P1;03/06/2026;;7;;" FIRM_2 "\nM1;P2;04/06/2026;;7;;\n");
  assert_int_equal(told(DC_D_OUTSIDE_PERIOD), 2);
  const dc_diagnostic *first = item(DC_D_OUTSIDE_PERIOD), *second = first + 1;
  assert_int_equal(first->line, 3);
  assert_true(text_has(first->message, "1 ligne après la fin du contrat C1 de P1"));
  assert_int_equal(second->line, 5);
  assert_true(text_has(second->message, "1 ligne après la fin du contrat C2 de P1"));
}

static void test_a_contract_whose_dates_are_inverted_bounds_nothing(void **state) {
  (void)state;
  scratch_file("contrats.csv", CONTRACTS "C1;P1;;30/06/2026;01/06/2026\n");
  count_contract_lines("M1;P1;02/07/2026;;7;C1;\nM1;P1;15/05/2026;;7;;\n");
  assert_silent();
}

static void test_work_outside_the_market_that_no_rule_refuses(void **state) {
  (void)state;
  scratch_file("marches.csv",
               MARCHES_HEAD "M1;;" BUYER ";" FIRM ";SARL X;01/01/2026;01/02/2026;31/08/2026;ESSAI;62001;100;\n");
  trial_lines(ANY, DAY("01/09/2026", "7") DAY("02/10/2026", "7") DAY("31/08/2026", "7") MONTH("01/2026", "5"));
  assert_int_equal(told(DC_D_OUTSIDE_PERIOD), 2);
  assert_text(item(DC_D_OUTSIDE_PERIOD)->message,
              "1 ligne avant le début du marché, le 01/02/2026 ; ici la première, le 01/01/2026");
  assert_text((item(DC_D_OUTSIDE_PERIOD) + 1)->message,
              "2 lignes après la fin du marché, le 31/08/2026 ; ici la première, le 01/09/2026");
  again(RECUEIL DUE ARTICLE("1") "Refuser si : date du travail > fin du marché\nMotif : « Marché fini. »\n",
        DAY("01/09/2026", "7"));
  assert_silent();
}

static void test_persons_whose_dates_do_not_fit(void **state) {
  (void)state;
  scratch_file("participants.csv", "participant;public;naissance;premier_jour\n"
                                   "P1;RSA;02/10/2012;\nP2;RSA;01/10/2012;01/10/2026\nP3;RSA;30/09/1945;02/10/2026\n"
                                   "P4;RSA;02/10/1945;\nP5;RSA;;15/10/2026\n");
  trial_lines(ANY, DAY("01/10/2026", "7") DAY_OF("P2", "01/10/2026", "7") DAY_OF("P3", "01/10/2026", "7")
                       DAY_OF("P4", "01/10/2026", "7") "M1;P5;;10/2026;7;;;;\n");
  assert_int_equal(told(DC_D_UNLIKELY_PERSON), 3);
  const dc_diagnostic *first = item(DC_D_UNLIKELY_PERSON);
  assert_text(first->message, "P1, moins de 14 ans au premier travail relevé, le 01/10/2026");
  assert_text(first->file, "participants.csv");
  assert_int_equal(first->line, 2);
  assert_text((first + 1)->message, "P3, premier jour le 02/10/2026, après le premier travail relevé, le 01/10/2026");
  assert_text((first + 2)->message, "P3, plus de 80 ans au premier travail relevé, le 01/10/2026");
}

#define T(test) cmocka_unit_test_setup_teardown(test, trial_begin, trial_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(test_two_markets_on_one_day_are_noted),
      T(test_two_communes_of_one_market_are_two_sites),
      T(test_two_employers_on_one_day),
      T(test_more_than_ten_hours_over_all_markets),
      T(test_only_the_first_days_are_named),
      T(test_persons_are_told_apart),
      T(test_a_control_of_the_rules_is_not_told_again),
      T(test_what_a_rule_refuses_or_cuts_is_settled),
      T(test_more_than_a_day_holds_is_one_suspicion),
      T(test_amounts_are_no_hours_of_a_person),
      T(test_a_week_ends_on_sunday),
      T(test_lines_may_come_in_any_order),
      T(test_a_month_holds_what_its_weeks_do),
      T(test_sundays_and_holidays_are_noted_by_market),
      T(test_local_holidays_are_those_of_the_commune),
      T(test_a_copied_month_is_told),
      T(test_persons_copied_together_are_told_together),
      T(test_days_that_the_next_month_lacks_are_no_difference),
      T(test_what_is_no_copy),
      T(test_a_timetable_repeats_itself_after_february),
      T(test_full_time_work_is_no_copy),
      T(test_lines_given_twice),
      T(test_duplicates_that_a_rule_refuses_are_not_told),
      T(test_work_outside_the_contract_that_a_line_names),
      T(test_work_after_all_contracts_when_a_line_names_none),
      T(test_a_contract_whose_dates_are_inverted_bounds_nothing),
      T(test_work_outside_the_market_that_no_rule_refuses),
      T(test_persons_whose_dates_do_not_fit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
