#include "cli/rules_session.h"
#include "decompte/rulebook.h"

static dc_exit regles_cas(const dc_arguments *arguments);

static const dc_option no_options[] = {{NULL, NULL, NULL}};

const dc_command dc_command_regles_cas = {
    .name = "regles cas",
    .operands = "[REP]",
    .summary = "Joue les tables de cas des articles et dit ceux que la règle contredit.",
    .examples = "  decompte regles cas\n"
                "  decompte regles cas dossier/\n",
    .detail = NULL,
    .least = 0,
    .most = 1,
    .options = no_options,
    .run = regles_cas,
};

static dc_exit regles_cas(const dc_arguments *arguments) {
  dc_rules_session session;
  dc_rules_session_open(&session, arguments);
  if (session.sound) {
    size_t failed, played = dc_rulebook_play(&session.run.rules, &session.run.diagnostics, &failed);
    if (!session.terminal.quiet)
      fprintf(stderr, "%zu cas joué%s, %zu contredit%s.\n", played, played > 1 ? "s" : "", failed,
              failed > 1 ? "s" : "");
  }
  return dc_rules_session_close(&session);
}
