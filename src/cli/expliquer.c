#include <stdlib.h>
#include <string.h>

#include "cli/terminal.h"
#include "decompte/explain.h"

static dc_exit expliquer(const dc_arguments *arguments);

static const dc_option options[] = {
    {"marche", "M", "expliquer un marché : heures dues, bilan, pénalité"},
    {"lot", "L", "le lot de ce marché, quand il en a plusieurs"},
    {"participant", "P", "expliquer une personne : fenêtres, plafonds, contrats"},
    DC_OPTION_MONTH,
    DC_OPTION_DATE,
    {"profil", "NOM", "complet (par défaut) ou titulaire : données sensibles réservées"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_expliquer = {
    .name = "expliquer",
    .operands = "DOSSIER [FICHIER:LIGNE]",
    .summary = "Dit pourquoi : une ligne de relevé, un marché ou une personne, règle et calcul à l'appui.",
    .examples = "  decompte expliquer dossier/ releves/2026-10.csv:12\n"
                "  decompte expliquer dossier/ --marche 2025-014 --lot 2\n"
                "  decompte expliquer dossier/ --participant P0012345 --profil titulaire\n",
    .detail = "FICHIER est nommé comme dans le dossier ; LIGNE est celle que montre un éditeur de texte. Avec --json,\n"
              "l'explication est un objet JSON. Rien n'est écrit.\n"
              "Codes de retour : 0 expliqué ; 2 rien de tel dans le dossier, ou dossier refusé.\n",
    .least = 1,
    .most = 2,
    .options = options,
    .run = expliquer,
};

/* ---- what is asked ---- */

typedef struct {
  const char *line, *marche, *lot, *participant;
  dc_text file; /* of `line` */
  uint32_t number;
} dc_request;

/* « releves/2026-10.csv:12 », cut at the last colon. */
static bool read_line(const dc_arguments *arguments, dc_request *request) {
  const char *colon = strrchr(request->line, ':');
  char *end = NULL;
  unsigned long number = colon && colon[1] >= '0' && colon[1] <= '9' ? strtoul(colon + 1, &end, 10) : 0;
  if (!number || *end || number > UINT32_MAX) {
    dc_usage_error(arguments->command, "FICHIER:LIGNE est attendu, et non « %s »", request->line);
    return false;
  }
  request->file = (dc_text){request->line, (size_t)(colon - request->line)};
  request->number = (uint32_t)number;
  return true;
}

static bool read_request(const dc_arguments *arguments, dc_request *request) {
  *request = (dc_request){.line = arguments->operand_count > 1 ? arguments->operands[1] : NULL,
                          .marche = dc_argument(arguments, "marche"),
                          .lot = dc_argument(arguments, "lot"),
                          .participant = dc_argument(arguments, "participant")};
  int asked = (request->line != NULL) + (request->marche != NULL) + (request->participant != NULL);
  if (asked != 1) {
    dc_usage_error(arguments->command, "une chose à la fois : FICHIER:LIGNE, --marche ou --participant");
    return false;
  }
  if (request->lot && !request->marche) {
    dc_usage_error(arguments->command, "--lot accompagne --marche");
    return false;
  }
  return !request->line || read_line(arguments, request);
}

static bool read_options(const dc_arguments *arguments, dc_arena *arena, dc_run_options *run, bool *masked) {
  static const char *const profiles[] = {"complet", "titulaire"};
  *run = (dc_run_options){.directory = dc_text_from(arguments->operands[0])};
  if (!dc_argument_dates(arguments, &run->account)) return false;
  int profile = dc_argument(arguments, "profil") ? dc_argument_word(arguments, "profil", profiles, 2) : 0;
  if (profile < 0 || !dc_argument_threads(arguments, &run->threads)) return false;
  *masked = profile == 1;
  run->rules = dc_find_rules(arguments, arena);
  return run->rules.length > 0;
}

/* ---- the answer ---- */

static bool explain(dc_run *run, const dc_request *request, bool masked, dc_explanation *explanation) {
  dc_explaining explaining = {.accounts = &run->accounts,
                              .diagnostics = &run->diagnostics,
                              .version = DC_VERSION,
                              .masked = masked,
                              .arena = &run->arena};
  if (request->line) return dc_explain_line(explanation, &explaining, request->file, request->number);
  if (request->participant) return dc_explain_participant(explanation, &explaining, dc_text_from(request->participant));
  dc_text lot = dc_text_from(request->lot ? request->lot : "");
  return dc_explain_marche(explanation, &explaining, dc_text_from(request->marche), request->lot ? &lot : NULL);
}

static dc_exit refusal(const dc_terminal *terminal, const dc_run *run) {
  dc_terminal_diagnostics(terminal, stderr, &run->diagnostics, DC_FATAL, SIZE_MAX);
  if (!terminal->json) fputs("Explication refusée : le dossier ou ses règles ne peuvent être lus.\n", stderr);
  return DC_EXIT_REFUSED;
}

static dc_exit run_all(dc_run *run, dc_terminal *terminal, const dc_request *request, bool masked) {
  bool whole = dc_run_load(run) && dc_run_count(run);
  dc_terminal_clear(terminal);
  if (!whole && dc_terminal_interrupted()) return DC_EXIT_SYSTEM;
  if (!whole || dc_run_verdict(run) == DC_EXIT_REFUSED) return refusal(terminal, run);
  dc_explanation explanation;
  if (!explain(run, request, masked, &explanation)) {
    dc_text error = dc_text_printable(&run->arena, explanation.error);
    fprintf(stderr, "décompte : " DC_S "\n", DC_ARG(error));
    return DC_EXIT_REFUSED;
  }
  dc_text text = terminal->json ? dc_explanation_json(&explanation) : dc_explanation_text(&explanation);
  fwrite(text.data, 1, text.length, stdout);
  return DC_EXIT_CLEAN;
}

static dc_exit expliquer(const dc_arguments *arguments) {
  dc_arena arena = {0};
  dc_run_options run_options;
  dc_request request;
  bool masked;
  dc_exit result = DC_EXIT_REFUSED;
  if (read_request(arguments, &request) && read_options(arguments, &arena, &run_options, &masked)) {
    dc_terminal terminal = dc_terminal_for(arguments);
    run_options.hooks = dc_terminal_hooks(&terminal);
    dc_run *run = DC_NEW(&arena, dc_run);
    dc_run_begin(run, &run_options);
    result = run_all(run, &terminal, &request, masked);
    dc_run_end(run);
  }
  dc_arena_free(&arena);
  return result;
}
