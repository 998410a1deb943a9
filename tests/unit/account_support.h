/* What the tests of accounts share: a tiny dossier with its own territory and one rule text, counted. */
#ifndef DECOMPTE_TEST_ACCOUNT_SUPPORT_H
#define DECOMPTE_TEST_ACCOUNT_SUPPORT_H

#include "support.h"

#include "decompte/account.h"
#include "rules/loading.h"

/* Two buyers' SIRET, firms, and the communes of the tiny territory: A and B in one EPCI, C in another. */
#define BUYER  "20003452800014"
#define FIRM   "73282932000074"
#define FIRM_2 "35600000000048"
#define FIRM_3 "20006967200017"

#define MARCHES_HEAD                                                                                                   \
  "marche;lot;acheteur_siret;titulaire_siret;titulaire_nom;notification;debut;fin;recueil;commune_execution;"          \
  "heures_engagees;montant_ht\n"
/* A market over 2026, in commune A. */
#define MARCHE(id, hours, amount)                                                                                      \
  id ";;" BUYER ";" FIRM ";SARL X;01/01/2026;01/01/2026;31/12/2026;ESSAI;62001;" hours ";" amount "\n"
#define RELEVE  "marche;participant;date;mois;heures;nature;employeur_siret;commune;montant_ht\n"
#define PERSONS "participant;public\nP1;RSA\nP2;DELD\nP3;QPV\n"

#define RECUEIL         "Recueil ESSAI — Recueil d'essai\nSource : essai\n\n"
#define ARTICLE(number) "Article " number " — Essai\nSource : essai\n"
#define DUE             ARTICLE("90") "Calculer heures dues : heures engagées si non heures engagées absentes\n\n"

typedef struct {
  dc_arena arena;
  dc_intern intern;
  dc_diagnostics diagnostics;
  dc_lexicon lexicon;
  dc_rules rules;
  dc_dossier dossier;
  dc_territory territory;
  dc_accounts accounts;
} dc_trial;
static dc_trial trial;

static inline void trial_forget(void) {
  dc_account_free(&trial.accounts);
  dc_territory_free(&trial.territory);
  dc_dossier_free(&trial.dossier);
  dc_intern_free(&trial.intern);
  dc_diagnostics_free(&trial.diagnostics);
  dc_arena_free(&trial.arena);
  trial = (dc_trial){0};
}

static inline int trial_begin(void **state) {
  if (scratch_make(state) != 0) return -1;
  trial = (dc_trial){0};
  dc_intern_init(&trial.intern);
  scratch_directory("releves");
  scratch_directory("territoires");
  scratch_file("territoires/communes.csv", "commune;nom;epci;debut;fin;successeur\n"
                                           "62001;Aville;200069672;;;\n"
                                           "62002;Beville;200069672;;;\n"
                                           "62003;Ceville;200072460;;;\n"
                                           "62004;Deville;246200364;;31/12/2025;\n"
                                           "62004;Deville;200072460;01/01/2026;;\n"
                                           "62005;Eville;;;31/12/2020;62006\n"
                                           "62006;Feville;;;31/12/2022;62003\n"
                                           "62007;Gile;;;;\n");
  scratch_file("territoires/epci.csv", "epci;nom;nature\n200069672;CC du Ternois;CC\n200072460;CA de Béthune;CA\n"
                                       "246200364;CA de Lens;CA\n");
  scratch_file("marches.csv", MARCHES_HEAD MARCHE("M1", "100", ""));
  scratch_file("participants.csv", PERSONS);
  return 0;
}

static inline int trial_end(void **state) {
  trial_forget();
  return scratch_remove(state);
}

static inline void trial_print(void) {
  for (size_t i = 0; i < trial.diagnostics.count; i++) dc_diagnostic_print(stderr, &trial.diagnostics.items[i], false);
}

static inline void trial_rules(const char *text) {
  dc_diagnostics_init(&trial.diagnostics, &trial.arena);
  load_lexicon(&trial.lexicon, &trial.arena, &trial.diagnostics);
  dc_rule_text file = {DC_TEXT("essai.regles"), dc_text_copy(&trial.arena, dc_text_from(text))};
  bool sound =
      dc_rules_load_texts(&trial.rules, &trial.arena, &trial.lexicon, &trial.intern, &file, 1, &trial.diagnostics);
  if (!sound) trial_print();
  assert_true(sound);
}

/* Counts what the files of the scratch directory say, under these rules. */
static inline void trial_count(const char *rules, dc_month month, dc_date statement) {
  trial_rules(rules);
  dc_text directory = dc_text_copy(&trial.arena, dc_text_from(scratch));
  bool read = dc_dossier_load(&trial.dossier, &trial.arena, &trial.lexicon, &trial.intern, directory, 1, NULL,
                              &trial.diagnostics);
  if (!read) trial_print();
  assert_true(read);
  assert_true(dc_territory_load(&trial.territory, &trial.arena, &trial.lexicon, &trial.intern, directory, directory,
                                &trial.diagnostics));
  trial.accounts = (dc_accounts){.lexicon = &trial.lexicon,
                                 .rules = &trial.rules,
                                 .dossier = &trial.dossier,
                                 .territory = &trial.territory,
                                 .intern = &trial.intern,
                                 .arena = &trial.arena};
  dc_account_options options = {month, statement};
  assert_true(dc_account_run(&trial.accounts, &options, NULL, &trial.diagnostics));
}

/* The usual trial: timesheet lines, statement at the end of October 2026. */
static inline void trial_lines(const char *rules, const char *lines) {
  char content[8192];
  assert_true(snprintf(content, sizeof content, "%s%s", RELEVE, lines) < (int)sizeof content);
  scratch_file("releves/r.csv", content);
  trial_count(rules, DC_MONTH_OF(2026, 10), DC_NO_DATE);
}

/* ---- what became of line i ---- */

static inline const dc_decision *decision(size_t row) { return &trial.accounts.decisions[row]; }

/* Verdict and admitted hours, in units. */
static inline void decided(size_t row, dc_verdict verdict, dc_hours admitted, const char *file, int line) {
  if (decision(row)->verdict == verdict && decision(row)->admitted == admitted) return;
  print_error("ligne %zu : %s, %d unités admises, au lieu de %s, %lld\n", row, dc_verdict_name(decision(row)->verdict),
              (int)decision(row)->admitted, dc_verdict_name(verdict), (long long)admitted);
  _fail(file, line);
}
#define assert_decided(row, verdict, admitted) decided((row), (verdict), (admitted), __FILE__, __LINE__)

static inline dc_text motif(size_t row) { return dc_account_motif(&trial.accounts, row, false, &trial.arena); }

static inline const dc_marche *marche(const char *id) {
  for (size_t i = 0; i < trial.accounts.marche_count; i++) {
    if (dc_text_equal(dc_marche_id(&trial.accounts, &trial.accounts.marches[i]), dc_text_from(id))) {
      return &trial.accounts.marches[i];
    }
  }
  fail_msg("marché %s introuvable", id);
  return NULL;
}

static inline dc_text text_of(uint32_t id) { return dc_intern_text(&trial.intern, id); }

#define HOURS(n) ((dc_hours)(n)*DC_HOUR)

#endif
