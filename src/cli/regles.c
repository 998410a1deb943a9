#include "cli/terminal.h"
#include "decompte/evaluate.h"

static dc_exit regles_verifier(const dc_arguments *arguments);
static dc_exit regles_cas(const dc_arguments *arguments);

static const dc_option no_options[] = {{NULL, NULL, NULL}};

const dc_command dc_command_regles_verifier = {
    .name = "regles verifier",
    .operands = "[DOSSIER]",
    .summary = "Contrôle les règles installées, et celles du dossier s'il est donné ; muet quand tout va bien.",
    .examples = "  decompte regles verifier\n"
                "  decompte regles verifier dossier/      avec dossier/regles/*.regles\n",
    .detail = NULL,
    .least = 0,
    .most = 1,
    .options = no_options,
    .run = regles_verifier,
};

const dc_command dc_command_regles_cas = {
    .name = "regles cas",
    .operands = "[DOSSIER]",
    .summary = "Joue les tables de cas des articles et dit ceux que la règle contredit.",
    .examples = "  decompte regles cas\n"
                "  decompte regles cas dossier/\n",
    .detail = NULL,
    .least = 0,
    .most = 1,
    .options = no_options,
    .run = regles_cas,
};

static dc_exit with_rules(const dc_arguments *arguments, bool play) {
  dc_arena arena = {0};
  dc_terminal terminal = dc_terminal_for(arguments);
  dc_run_options options = {.rules = dc_find_rules(arguments, &arena)};
  if (arguments->operand_count) options.directory = dc_text_from(arguments->operands[0]);
  dc_exit result = DC_EXIT_REFUSED;
  if (options.rules.length) {
    dc_run *run = DC_NEW(&arena, dc_run);
    dc_run_begin(run, &options);
    size_t failed = 0, played = 0;
    bool sound = dc_run_load_rules(run);
    if (sound && play) played = dc_rules_play_cases(&run->rules, &run->diagnostics, &failed);
    dc_terminal_diagnostics(&terminal, stdout, &run->diagnostics, DC_WARNING, SIZE_MAX);
    if (sound && play && !terminal.quiet) {
      fprintf(stderr, "%zu cas joué%s, %zu contredit%s.\n", played, played > 1 ? "s" : "", failed,
              failed > 1 ? "s" : "");
    }
    result = dc_run_verdict(run);
    dc_run_end(run);
  }
  dc_arena_free(&arena);
  return result;
}

static dc_exit regles_verifier(const dc_arguments *arguments) { return with_rules(arguments, false); }
static dc_exit regles_cas(const dc_arguments *arguments) { return with_rules(arguments, true); }
