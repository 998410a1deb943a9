#include "cli/rules_session.h"
#include "decompte/rulebook.h"

static dc_exit regles_mutations(const dc_arguments *arguments);

static const dc_option options[] = {
    {"indiscernables", NULL, "donner aussi les mutants qu'aucun cas essayé ne distingue de l'article"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_regles_mutations = {
    .name = "regles mutations",
    .operands = "[REP]",
    .summary = "Altère chaque article, rejoue ses cas, et donne le cas qui manque quand rien ne s'en aperçoit.",
    .examples = "  decompte regles mutations\n"
                "  decompte regles mutations dossier/\n",
    .detail =
        "Une altération (« mutant ») change une seule chose : un signe de comparaison, « et » en « ou », une date "
        "d'un\n"
        "jour, un nombre de 1 %, un champ d'une clé… Des cas qui l'acceptent encore ne fixent pas ce qu'elle change.\n"
        "Un mutant est dit indiscernable quand aucun des milliers de cas essayés ne le distingue de l'article : il\n"
        "dit la même chose autrement, et n'est pas compté comme survivant.",
    .least = 0,
    .most = 1,
    .options = options,
    .run = regles_mutations,
};

static void print_count(const char *before, size_t count, const char *what) {
  fprintf(stderr, "%s%zu %s%s", before, count, what, count > 1 ? "s" : "");
}

static void print_totals(const dc_trial *total) {
  print_count("", total->mutants, "mutant");
  print_count(", ", total->killed, "tué");
  print_count(", ", total->mutants - total->killed - total->alike, "survivant");
  if (total->alike > 0) print_count(", ", total->alike, "indiscernable");
  fputs(".\n", stderr);
}

static dc_exit regles_mutations(const dc_arguments *arguments) {
  dc_rules_session session;
  dc_rules_session_open(&session, arguments);
  if (dc_argument(arguments, "indiscernables")) session.least = DC_NOTE;
  size_t failed;
  if (session.sound) {
    (void)dc_rulebook_play(&session.run.rules, &session.run.diagnostics, &failed);
    dc_trial total = dc_rulebook_mutate(&session.run.rules, &session.run.diagnostics);
    if (!session.terminal.quiet) print_totals(&total);
  }
  return dc_rules_session_close(&session);
}
