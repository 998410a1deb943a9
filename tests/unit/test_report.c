/* Outputs of a small statement: two markets sold in lots whose numbers look alike, one split over two EPCI, one without
 * a place, texts that look like formulas. The bytes of the CSV files are written out here. */
#include "report/csv_writer.h"
#include "support.h"

#include "decompte/run.h"

#define A "73282932000074"
#define B "55208131766522"

static void write_dossier(void) {
  const char *const directories[] = {"dossier", "dossier/releves", "dossier/regles", "dossier/territoires"};
  for (size_t i = 0; i < sizeof directories / sizeof *directories; i++) scratch_directory(directories[i]);
  scratch_file("dossier/marches.csv",
               "marche;lot;objet;acheteur_siret;acheteur_nom;titulaire_siret;titulaire_nom;notification;debut;fin;"
               "commune_execution;heures_engagees;recueil\n"
               "2025-01;01;Halle;" A ";Ville;" B ";=B et fils;01/01/2025;01/01/2025;31/12/2026;62001;100;ESSAI\n"
               "2025-01;1;=1+1;" A ";Ville;" A ";Maçons;01/01/2025;01/01/2025;31/12/2026;62001;200;ESSAI\n"
               "M*;;Sans lieu;" A ";Ville;" A ";Maçons;01/01/2025;01/01/2025;31/12/2026;;;ESSAI\n");
  scratch_file("dossier/lieux.csv", "marche;lot;commune;part\n2025-01;1;62001;60 %\n2025-01;1;59001;40 %\n");
  scratch_file("dossier/participants.csv", "participant;public\n@P1;DELD\nP2;DELD\n");
  scratch_file("dossier/releves/2026-01.csv", "marche;lot;participant;date;heures;nature\n"
                                              "2025-01;01;@P1;05/01/2026;7;TRAVAIL\n");
  scratch_file("dossier/releves/2026-02.csv", "marche;lot;participant;date;heures;nature\n"
                                              "2025-01;1;@P1;02/02/2026;7,5;TRAVAIL\n"
                                              "2025-01;01;P2;02/02/2026;12;TRAVAIL\n"
                                              "2025-01;01;P2;03/02/2026;7h20;\"CONGE\"\n"
                                              "M*;;P2;04/02/2026;1;TRAVAIL\n"
                                              "2025-99;;P2;04/02/2026;1;TRAVAIL\n");
  scratch_file("dossier/regles/essai.regles",
               "Recueil ESSAI — Recueil d'essai\nSource : essai\n\n"
               "Article 1 — Natures\nSource : essai\nRefuser si : nature = « CONGE »\n"
               "Motif : « La nature {nature} ; elle ne compte pas. »\n\n"
               "Article 2 — Dix heures par jour\nSource : essai\nPlafond : 10 h par personne et par jour\n\n"
               "Article 3 — Heures dues\nSource : essai\nCalculer heures dues : heures engagées\n\n"
               "Article 4 — Majoration\nSource : essai\nCompter : 120 % des heures\n");
  scratch_file("dossier/territoires/communes.csv",
               "commune;nom;epci;debut;fin;successeur\n62001;Ici;200069672;;;\n59001;Là;245901160;;;\n");
  scratch_file("dossier/territoires/epci.csv", "epci;nom;nature\n200069672;CC d'Ici;CC\n245901160;CA de Là;CA\n");
}

static int set_up(void **state) {
  if (scratch_make(state) != 0) return -1;
  write_dossier();
  return 0;
}

typedef struct {
  dc_run run;
  dc_run_options options;
} dc_essay;

/* Counts and writes into scratch/NAME/2026-02. */
static void write_statement(dc_essay *essay, const char *name) {
  essay->options.account = (dc_account_options){DC_NO_MONTH, DC_NO_DATE};
  essay->options.directory = dc_text_from(scratch_path("dossier"));
  essay->options.rules = DC_TEXT("rules");
  essay->options.output = dc_text_from(scratch_path(name));
  dc_run_begin(&essay->run, &essay->options);
  bool done = dc_run_load(&essay->run) && dc_run_count(&essay->run) && dc_run_write(&essay->run);
  for (size_t i = 0; !done && i < essay->run.diagnostics.count; i++) {
    dc_diagnostic_print(stderr, &essay->run.diagnostics.items[i], false);
  }
  if (!done) print_error(DC_S "\n", DC_ARG(essay->run.stage.error));
  assert_true(done);
}

static void assert_file(const char *path, const char *expected) {
  dc_arena arena = {0};
  assert_text(scratch_read(&arena, path), expected);
  dc_arena_free(&arena);
}

/* ---- CSV ---- */

#define BOM "\xEF\xBB\xBF"
#define JOURNAL_HEADER                                                                                                 \
  "fichier;ligne;marche;lot;titulaire_siret;participant;date;nature;heures_declarees;heures_admises;coefficient;"      \
  "heures_retenues;heures_refusees;decision;recueil;article;motif;autres_motifs;commune;epci;mois\r\n"

static void csv_files_have_these_bytes(void **state) {
  (void)state;
  dc_essay essay = {0};
  write_statement(&essay, "francais");
  assert_file("francais/2026-02/journal.csv", BOM JOURNAL_HEADER
              "releves/2026-01.csv;2;2025-01;01;" B ";'@P1;05/01/2026;TRAVAIL;7;7;1,2;8,4;0;retenue;;;;;62001;"
              "200069672;2026-01\r\n"
              "releves/2026-02.csv;2;2025-01;1;" A ";'@P1;02/02/2026;TRAVAIL;7,5;7,5;1,2;9;0;retenue;;;;;;"
              "200069672 + 245901160;2026-02\r\n"
              "releves/2026-02.csv;3;2025-01;01;" B ";P2;02/02/2026;TRAVAIL;12;10;1,2;12;2;réduite;ESSAI;2;"
              "\"Plafond de 10,00 h par personne et par jour.\";;62001;200069672;2026-02\r\n"
              "releves/2026-02.csv;4;2025-01;01;" B ";P2;03/02/2026;CONGE;7,3333;0;1,2;0;7,3333;refusée;ESSAI;1;"
              "\"La nature CONGE ; elle ne compte pas.\";;62001;200069672;2026-02\r\n"
              "releves/2026-02.csv;5;M*;;" A ";P2;04/02/2026;TRAVAIL;1;1;1,2;1,2;0;retenue;;;;;;;2026-02\r\n");
  dc_arena arena = {0};
  dc_text anomalies = scratch_read(&arena, "francais/2026-02/anomalies.csv");
  assert_true(dc_text_starts(anomalies, DC_TEXT(BOM "fichier;ligne;colonne;code;gravite;message;explication;remedes;"
                                                    "marche;lot;extrait;enregistrement;occurrences\r\n")));
  assert_true(text_has(anomalies, "\r\nreleves/2026-02.csv;6;;D040;erreur;marché « 2025-99 » inconnu;"));
  assert_file("francais/2026-02/marches.csv",
              BOM "marche;lot;titulaire_siret;titulaire_nom;epci;debut;fin;heures_dues;heures_declarees;heures_admises;"
                  "heures_retenues;heures_refusees;taux;avancement;reste;penalite;statut\r\n"
                  "2025-01;01;" B ";'=B et fils;200069672;01/01/2025;31/12/2026;100;26,3333;17;20,4;9,3333;0,2040;"
                  "0,5808;79,6;;en retard\r\n"
                  "2025-01;1;" A ";Maçons;200069672;01/01/2025;31/12/2026;200;7,5;7,5;9;0;0,0450;0,5808;191;;"
                  "en retard\r\n"
                  "M*;;" A ";Maçons;;01/01/2025;31/12/2026;;1;1;1,2;0;;0,5808;;;sans objectif\r\n");
  dc_arena_free(&arena);
  dc_run_end(&essay.run);
}

static void international_csv_has_points_and_no_bom(void **state) {
  (void)state;
  dc_essay essay = {.options = {.international = true}};
  write_statement(&essay, "international");
  dc_arena arena = {0};
  dc_text journal = scratch_read(&arena, "international/2026-02/journal.csv");
  assert_true(dc_text_starts(journal, DC_TEXT("fichier,ligne,marche,")));
  assert_true(
      text_has(journal, "releves/2026-02.csv,2,2025-01,1," A ",'@P1,2026-02-02,TRAVAIL,7.5,7.5,1.2,9,0,retenue,"));
  dc_arena_free(&arena);
  dc_run_end(&essay.run);
}

/* The fast writer of hours says what the exact one says. */
static void hours_are_written_alike_everywhere(void **state) {
  (void)state;
  dc_csv csv = {.dialect = dc_csv_dialect_of(false)};
  char buffer[DC_NUMBER_SIZE];
  for (dc_hours hours = -10000; hours < 40000; hours++) {
    csv.length = 0;
    csv.in_line = false;
    dc_csv_hours(&csv, hours);
    dc_text written = {csv.data, csv.length};
    assert_text(written, dc_decimal(hours, DC_HOUR, 4, true, ',', buffer).data);
  }
  dc_csv_free(&csv);
}

static void text_is_quoted_and_never_a_formula(void **state) {
  (void)state;
  static const struct {
    const char *text, *cell;
  } rows[] = {{"", ""},           {"a b", "a b"},         {"a;b", "\"a;b\""},
              {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""}, {"a\nb", "\"a\nb\""},
              {"=1+1", "'=1+1"},  {"+1", "'+1"},          {"-1", "'-1"},
              {"@a", "'@a"},      {"\ta", "'\ta"},        {"=a;b", "\"'=a;b\""},
              {"\ra", "\"'\ra\""}};
  dc_arena arena = {0};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_text(dc_csv_cell(&arena, dc_csv_dialect_of(false), dc_text_from(rows[i].text)), rows[i].cell);
  }
  dc_arena_free(&arena);
}

/* ---- files ---- */

static void every_file_is_there_private_and_summed(void **state) {
  (void)state;
  static const char *const expected[] = {
      "SHA256SUMS",
      "anomalies.csv",
      "bilan.json",
      "consolidation.xlsx",
      "epci/200069672-cc-d-ici.xlsx",
      "epci/245901160-ca-de-la.xlsx",
      "epci/hors-epci.xlsx",
      "journal.csv",
      "marches.csv",
      "provenance.json",
      "titulaires/" B "-b-et-fils.xlsx",
      "titulaires/" A "-macons.xlsx",
  };
  dc_essay essay = {0};
  write_statement(&essay, "fichiers");
  dc_arena arena = {0};
  dc_text sums = scratch_read(&arena, "fichiers/2026-02/SHA256SUMS");
  assert_int_equal(essay.run.written.count, sizeof expected / sizeof *expected);
  for (size_t i = 0; i < essay.run.written.count; i++) {
    assert_text(essay.run.written.items[i].path, expected[i]);
    char path[SCRATCH_SIZE];
    snprintf(path, sizeof path, "fichiers/2026-02/%s", expected[i]);
    struct stat status;
    dc_digest digest;
    assert_int_equal(stat(scratch_path(path), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_true(dc_digest_file(scratch_path(path), &digest));
    assert_string_equal(digest.hex, essay.run.written.items[i].digest.hex);
    assert_true(i == 0 || text_has(sums, dc_text_format(&arena, "%s  %s\n", digest.hex, expected[i]).data));
  }
  dc_arena_free(&arena);
  dc_run_end(&essay.run);
}

static void two_runs_write_the_same_bytes(void **state) {
  (void)state;
  dc_arena arena = {0};
  dc_essay first = {.options = {.threads = 1, .all_details = true}},
           second = {.options = {.threads = 4, .all_details = true}};
  write_statement(&first, "une");
  write_statement(&second, "deux");
  assert_text(scratch_read(&arena, "une/2026-02/SHA256SUMS"), scratch_read(&arena, "deux/2026-02/SHA256SUMS").data);
  dc_run_end(&first.run);
  dc_run_end(&second.run);
  dc_arena_free(&arena);
}

static bool stop_at_once(void *context) {
  (void)context;
  return true;
}

/* Stopping before anything is written leaves nothing behind. */
static void a_stopped_run_leaves_nothing(void **state) {
  (void)state;
  dc_essay essay = {.options = {.account = {DC_NO_MONTH, DC_NO_DATE}}};
  essay.options.directory = dc_text_from(scratch_path("dossier"));
  essay.options.rules = DC_TEXT("rules");
  essay.options.output = dc_text_from(scratch_path("arret"));
  dc_run_begin(&essay.run, &essay.options);
  assert_true(dc_run_load(&essay.run) && dc_run_count(&essay.run));
  essay.run.options.hooks.stopped = stop_at_once;
  assert_false(dc_run_write(&essay.run));
  assert_text(essay.run.stage.error, "calcul interrompu");
  assert_false(scratch_exists("arret/2026-02"));
  assert_false(scratch_exists("arret/.2026-02.en-cours"));
  dc_run_end(&essay.run);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(csv_files_have_these_bytes),
      cmocka_unit_test(international_csv_has_points_and_no_bom),
      cmocka_unit_test(hours_are_written_alike_everywhere),
      cmocka_unit_test(text_is_quoted_and_never_a_formula),
      cmocka_unit_test(every_file_is_there_private_and_summed),
      cmocka_unit_test(two_runs_write_the_same_bytes),
      cmocka_unit_test(a_stopped_run_leaves_nothing),
  };
  return cmocka_run_group_tests(tests, set_up, scratch_remove);
}
