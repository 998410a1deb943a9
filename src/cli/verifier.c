#include <string.h>

#include "cli/measures.h"
#include "cli/terminal.h"

static dc_exit verifier(const dc_arguments *arguments);

static const dc_option options[] = {
    {"liste", NULL, "donner la liste des contrôles, ou expliquer ceux qui sont nommés"},
    DC_OPTION_MONTH,
    DC_OPTION_DATE,
    {"strict", NULL, "refuser à la moindre anomalie (code 2)"},
    DC_OPTION_MEASURES,
    {NULL, NULL, NULL},
};

const dc_command dc_command_verifier = {
    .name = "verifier",
    .operands = "DOSSIER [CONTRÔLE…]",
    .summary = "Contrôle les fichiers et les règles d'un dossier sans rien écrire ; muet quand tout va bien.",
    .examples = "  decompte verifier dossier/\n"
                "  decompte verifier dossier/ D021 D040     ces deux contrôles seulement\n"
                "  decompte verifier dossier/ R021          les articles qui ne servent jamais, ou toujours\n"
                "  decompte verifier --liste\n"
                "  decompte verifier --liste D021           ce contrôle, sa raison, ses remèdes\n",
    .detail = NULL,
    .least = 0,
    .most = 1000,
    .options = options,
    .run = verifier,
};

/* Whether a check is among those named from operand number `first`. */
static bool is_named(const dc_arguments *arguments, int first, dc_code code) {
  for (int i = first; i < arguments->operand_count; i++) {
    if (strcmp(arguments->operands[i], dc_code_name(code)) == 0) return true;
  }
  return false;
}

static bool known_checks(const dc_arguments *arguments, int first) {
  for (int i = first; i < arguments->operand_count; i++) {
    bool known = false;
    for (dc_code code = 0; code < DC_CODE_COUNT; code++) {
      known = known || strcmp(arguments->operands[i], dc_code_name(code)) == 0;
    }
    if (known) continue;
    dc_usage_error(arguments->command, "contrôle %s inconnu (voir --liste)", arguments->operands[i]);
    return false;
  }
  return true;
}

static void explain(dc_code code, dc_severity severity) {
  printf("%s  %s\n%s\n", dc_code_name(code), dc_severity_name(severity), dc_code_why(code));
  dc_text rest = dc_text_from(dc_code_remedies(code)), remedy;
  while (dc_next_remedy(&rest, &remedy)) printf("→ " DC_S "\n", DC_ARG(remedy));
}

/* The catalogue, or the checks named; in JSON, as diagnostics that nothing provoked. */
static dc_exit print_list(const dc_arguments *arguments, const dc_terminal *terminal) {
  if (!known_checks(arguments, 0)) return DC_EXIT_REFUSED;
  bool named = arguments->operand_count > 0;
  dc_arena arena = {0};
  dc_diagnostics list;
  dc_diagnostics_init(&list, &arena);
  for (dc_code code = 0; code < DC_CODE_COUNT; code++) {
    if (named && !is_named(arguments, 0, code)) continue;
    const dc_diagnostic *item = dc_report(&list, code, (dc_text){0}, 0, 0, "%s", "");
    if (terminal->json) continue;
    if (named)
      explain(code, item->severity);
    else
      printf("%s  %s\n", dc_code_name(code), dc_code_why(code));
  }
  if (terminal->json) dc_terminal_diagnostics(terminal, stdout, &list, DC_NOTE, SIZE_MAX);
  dc_diagnostics_free(&list);
  dc_arena_free(&arena);
  return DC_EXIT_CLEAN;
}

static bool wanted(const dc_arguments *arguments, dc_code code) {
  return arguments->operand_count == 1 || is_named(arguments, 1, code);
}

static void keep_wanted(const dc_arguments *arguments, dc_diagnostics *list) {
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++) {
    if (wanted(arguments, list->items[i].code)) list->items[kept++] = list->items[i];
  }
  list->count = kept;
}

static dc_exit verifier(const dc_arguments *arguments) {
  dc_terminal terminal = dc_terminal_for(arguments);
  if (dc_argument(arguments, "liste")) return print_list(arguments, &terminal);
  if (arguments->operand_count == 0) {
    return dc_usage_error(arguments->command, "attendu : decompte verifier DOSSIER");
  }
  dc_arena arena = {0};
  dc_run_options run_options = {.directory = dc_text_from(arguments->operands[0]),
                                .rules = dc_find_rules(arguments, &arena),
                                .strict = dc_argument(arguments, "strict") != NULL,
                                .hooks = dc_terminal_hooks(&terminal)};
  dc_exit result = DC_EXIT_REFUSED;
  if (run_options.rules.length && known_checks(arguments, 1) && dc_argument_dates(arguments, &run_options.account) &&
      dc_argument_threads(arguments, &run_options.threads)) {
    dc_run *run = DC_NEW(&arena, dc_run);
    dc_run_begin(run, &run_options);
    bool whole = dc_run_load(run) && dc_run_count(run);
    dc_terminal_clear(&terminal);
    if (whole) dc_account_check_usage(&run->accounts, &run->diagnostics);
    keep_wanted(arguments, &run->diagnostics);
    dc_diagnostics_sort(&run->diagnostics);
    bool named = arguments->operand_count > 1; /* a check that was asked for is told even when it is only a note */
    dc_terminal_diagnostics(&terminal, stdout, &run->diagnostics, named ? DC_NOTE : DC_WARNING, SIZE_MAX);
    dc_write_measures(arguments, run);
    result = !whole && dc_terminal_interrupted() ? DC_EXIT_SYSTEM : dc_run_verdict(run);
    dc_run_end(run);
  }
  dc_arena_free(&arena);
  return result;
}
