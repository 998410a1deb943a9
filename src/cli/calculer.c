#include <stdlib.h>
#include <string.h>

#include "cli/measures.h"
#include "cli/terminal.h"

static dc_exit calculer(const dc_arguments *arguments);

static const dc_option options[] = {
    DC_OPTION_MONTH,
    DC_OPTION_DATE,
    {"sortie", "REP", "répertoire de sortie (par défaut : DOSSIER/sortie)"},
    {"profil", "NOM", "complet, titulaire ou public : le même pour tous les classeurs"},
    {"detail", "ETENDUE", "mois (par défaut) ou tout : lignes de la feuille Détail"},
    {"graine", "MOT", "mot donné par l'auditeur, dont dépend l'échantillon à contrôler"},
    {"csv-international", NULL, "CSV de sortie en RFC 4180 : virgule, point décimal, dates ISO"},
    {"strict", NULL, "refuser le calcul à la moindre anomalie"},
    DC_OPTION_MEASURES,
    {NULL, NULL, NULL},
};

const dc_command dc_command_calculer = {
    .name = "calculer",
    .operands = "DOSSIER",
    .summary = "Compte les heures d'insertion d'un dossier et écrit les classeurs d'audit du mois.",
    .examples = "  decompte calculer dossier/\n"
                "  decompte calculer dossier/ --mois 2026-09 --sortie resultats/\n"
                "  decompte calculer dossier/ --profil public\n",
    .detail = "Codes de retour : 0 tout va bien ; 1 des anomalies, listées dans anomalies.csv ; 2 refusé, rien\n"
              "n'est écrit ; 3 arrêté par le système, rien n'est écrit et la sortie précédente est intacte.\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = calculer,
};

/* ---- options ---- */

static bool read_profile(const dc_arguments *arguments, dc_run_options *run) {
  static const char *const profiles[] = {"titulaire", "complet", "public"}, *const details[] = {"mois", "tout"};
  if (dc_argument(arguments, "profil")) {
    int profile = dc_argument_word(arguments, "profil", profiles, 3);
    if (profile < 0) return false;
    run->profil_given = true;
    run->profil = (dc_profil)profile;
  }
  if (dc_argument(arguments, "detail")) {
    int detail = dc_argument_word(arguments, "detail", details, 2);
    if (detail < 0) return false;
    run->all_details = detail == 1;
  }
  return true;
}

/* A word that a command line, an option and a cell all hold as it is: the auditor types it again to draw again. */
static bool read_word(const dc_arguments *arguments, dc_run_options *run) {
  enum { LONGEST = 64 };
  const char *given = dc_argument(arguments, "graine");
  if (!given) return true;
  run->word = dc_text_from(given);
  bool plain = run->word.length && run->word.length <= LONGEST && dc_text_is_utf8(run->word);
  for (const char *c = given; *c; c++) {
    bool beyond_ascii = (*c & 0x80) != 0;
    plain = plain && (beyond_ascii || (*c >= '0' && *c <= '9') || ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z') ||
                      strchr("-_.", *c));
  }
  if (!plain)
    dc_usage_error(arguments->command,
                   "--graine : « %s » n'est pas un mot d'au plus %d octets (lettres, chiffres, « - », « _ », « . »)",
                   given, LONGEST);
  return plain;
}

static bool read_options(const dc_arguments *arguments, dc_arena *arena, dc_run_options *run) {
  const char *output = dc_argument(arguments, "sortie");
  *run = (dc_run_options){.directory = dc_text_from(arguments->operands[0]),
                          .output = output ? dc_text_from(output) : (dc_text){0},
                          .international = dc_argument(arguments, "csv-international") != NULL,
                          .strict = dc_argument(arguments, "strict") != NULL};
  if (!dc_argument_dates(arguments, &run->account) || !read_profile(arguments, run)) return false;
  if (!read_word(arguments, run)) return false;
  if (!dc_argument_threads(arguments, &run->threads)) return false;
  run->rules = dc_find_rules(arguments, arena);
  return run->rules.length > 0;
}

/* ---- what is told afterwards ---- */

static void print_written(const dc_run *run) {
  for (size_t i = 0; i < run->written.count; i++) {
    printf(DC_S "/" DC_S "\n", DC_ARG(run->output_directory), DC_ARG(run->written.items[i].path));
  }
}

static void print_totals(const dc_terminal *terminal, const dc_accounts *accounts) {
  if (terminal->quiet) return;
  char date[DC_DATE_SIZE], declared[DC_NUMBER_SIZE], admitted[DC_NUMBER_SIZE], counted[DC_NUMBER_SIZE],
      refused[DC_NUMBER_SIZE];
  fprintf(stderr, "Arrêté au %s : %zu marchés et lots, %llu lignes au journal, %llu en anomalie.\n",
          dc_date_french(accounts->statement, date).data, accounts->marche_count,
          (unsigned long long)accounts->counts.journal, (unsigned long long)accounts->counts.anomalies);
  fprintf(stderr, "Heures déclarées %s = admises %s + refusées %s ; retenues %s.\n",
          dc_hours_text(accounts->totals.declared, declared).data,
          dc_hours_text(accounts->totals.admitted, admitted).data,
          dc_hours_text(accounts->totals.refused, refused).data, dc_hours_text(accounts->totals.counted, counted).data);
}

static dc_exit system_failure(dc_terminal *terminal, const dc_run *run) {
  dc_terminal_clear(terminal);
  if (dc_terminal_interrupted())
    fputs("décompte : interrompu ; rien n'a été écrit, la sortie précédente est intacte.\n", stderr);
  else
    fprintf(stderr, "décompte : " DC_S "\nRien n'a été écrit, la sortie précédente est intacte.\n",
            DC_ARG(run->stage.error));
  return DC_EXIT_SYSTEM;
}

static dc_exit refusal(const dc_terminal *terminal, const dc_run *run) {
  bool strict = dc_diagnostics_worst(&run->diagnostics) < DC_FATAL;
  dc_terminal_diagnostics(terminal, stderr, &run->diagnostics, strict ? DC_WARNING : DC_FATAL, SIZE_MAX);
  if (!terminal->json) fputs("Calcul refusé : rien n'a été écrit.\n", stderr);
  return DC_EXIT_REFUSED;
}

static dc_exit run_all(const dc_arguments *arguments, dc_run *run, dc_terminal *terminal) {
  bool loaded = dc_run_load(run);
  if (!loaded && dc_terminal_interrupted()) return system_failure(terminal, run);
  if (loaded && !dc_run_count(run)) return system_failure(terminal, run);
  dc_terminal_clear(terminal);
  if (!loaded || dc_run_verdict(run) == DC_EXIT_REFUSED) return refusal(terminal, run);
  if (!dc_run_write(run)) return system_failure(terminal, run);
  dc_terminal_clear(terminal);
  enum { SHOWN = 5 };
  dc_terminal_diagnostics(terminal, stderr, &run->diagnostics, DC_WARNING, terminal->json ? SIZE_MAX : SHOWN);
  dc_terminal_summary(terminal, &run->diagnostics);
  print_totals(terminal, &run->accounts);
  print_written(run);
  dc_write_measures(arguments, run);
  return dc_run_verdict(run);
}

static dc_exit calculer(const dc_arguments *arguments) {
  dc_arena arena = {0};
  dc_run_options run_options;
  dc_exit result = DC_EXIT_REFUSED;
  if (read_options(arguments, &arena, &run_options)) {
    dc_terminal terminal = dc_terminal_for(arguments);
    run_options.hooks = dc_terminal_hooks(&terminal);
    dc_run *run = DC_NEW(&arena, dc_run);
    dc_run_begin(run, &run_options);
    result = run_all(arguments, run, &terminal);
    dc_run_end(run);
  }
  dc_arena_free(&arena);
  return result;
}
