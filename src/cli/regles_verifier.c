#include "cli/rules_session.h"
#include "decompte/rulebook.h"

static dc_exit regles_verifier(const dc_arguments *arguments);

static const dc_option options[] = {
    {"strict", NULL, "refuser au moindre avertissement (code 2)"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_regles_verifier = {
    .name = "regles verifier",
    .operands = "[REP]",
    .summary = "Contrôle les règles installées, ou celles de REP (règles ou dossier) ; muet quand tout va bien.",
    .examples = "  decompte regles verifier\n"
                "  decompte regles verifier dossier/      avec dossier/regles/*.regles\n",
    .detail = NULL,
    .least = 0,
    .most = 1,
    .options = options,
    .run = regles_verifier,
};

static dc_exit regles_verifier(const dc_arguments *arguments) {
  dc_rules_session session;
  dc_rules_session_open(&session, arguments);
  session.run.options.strict = dc_argument(arguments, "strict") != NULL;
  size_t failed;
  if (session.sound) {
    (void)dc_rulebook_play(&session.run.rules, &session.run.diagnostics, &failed);
    dc_rulebook_cover(&session.run.rules, &session.run.diagnostics);
  }
  return dc_rules_session_close(&session);
}
