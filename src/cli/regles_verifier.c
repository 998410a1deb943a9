#include <stdlib.h>

#include "cli/rules_session.h"
#include "decompte/rulebook.h"
#include "decompte/rulebook_versions.h"

static dc_exit regles_verifier(const dc_arguments *arguments);

static const dc_option options[] = {
    {"depuis", "REP", "dire aussi ce qui a changé sans nouvelle version depuis ces règles-là (R020)"},
    {"strict", NULL, "refuser au moindre avertissement (code 2)"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_regles_verifier = {
    .name = "regles verifier",
    .operands = "[REP]",
    .summary = "Contrôle les règles installées, ou celles de REP (règles ou dossier) ; muet quand tout va bien.",
    .examples = "  decompte regles verifier\n"
                "  decompte regles verifier dossier/      avec dossier/regles/*.regles\n"
                "  decompte regles verifier dossier/ --depuis archives/2025/regles/\n",
    .detail = NULL,
    .least = 0,
    .most = 1,
    .options = options,
    .run = regles_verifier,
};

/* Rules as they were may be a part of what they need, and name what is elsewhere: of their own errors, only what keeps
 * a file from being read is news. */
static void keep_unreadable(dc_diagnostics *list) {
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].code == DC_D_UNREADABLE || list->items[i].code == DC_R_ENCODING)
      list->items[kept++] = list->items[i];
  list->count = kept;
}

static void check_versions(dc_run *run, const char *directory) {
  dc_rules then;
  dc_diagnostics old;
  dc_rule_file *files = NULL;
  size_t count = 0, capacity = 0;
  dc_diagnostics_init(&old, &run->arena);
  dc_text prefix = dc_text_format(&run->arena, "%s/", directory);
  files = dc_rule_files(&run->arena, dc_text_from(directory), prefix.data, files, &count, &capacity, &old);
  if (count == 0) dc_report(&old, DC_D_UNREADABLE, dc_text_from(directory), 0, 0, "aucun fichier de règles à comparer");
  (void)dc_rules_load(&then, &run->arena, &run->lexicon, &run->intern, files, count, &old);
  keep_unreadable(&old);
  dc_diagnostics_append(&run->diagnostics, &old);
  dc_rulebook_check_versions(&then, &run->rules, &run->diagnostics);
  dc_diagnostics_sort(&run->diagnostics);
  dc_diagnostics_free(&old);
  free(files);
}

static dc_exit regles_verifier(const dc_arguments *arguments) {
  const char *then = dc_argument(arguments, "depuis");
  dc_rules_session session;
  dc_rules_session_open(&session, arguments);
  session.run.options.strict = dc_argument(arguments, "strict") != NULL;
  if (session.sound) {
    size_t failed;
    (void)dc_rulebook_check(&session.run.rules, DC_RULEBOOK_WARNINGS, &session.run.diagnostics);
    (void)dc_rulebook_play(&session.run.rules, &session.run.diagnostics, &failed);
    dc_rulebook_cover(&session.run.rules, &session.run.diagnostics);
    if (then) check_versions(&session.run, then);
  }
  return dc_rules_session_close(&session);
}
