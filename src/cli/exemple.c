#include "cli/terminal.h"
#include "decompte/example.h"

static dc_exit exemple(const dc_arguments *arguments);

static const dc_option options[] = {
    {"lignes", "N", "nombre de lignes de relevé, à peu près (par défaut : 20000)"},
    {"graine", "N", "graine du tirage : la même graine donne les mêmes octets"},
    {"decp", "FICHIER", "prendre marchés, acheteurs et entreprises dans des données essentielles (JSON ou CSV)"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_exemple = {
    .name = "exemple",
    .operands = "REP",
    .summary = "Écrit un dossier de démonstration : entreprises, personnes et relevés inventés.",
    .examples = "  decompte exemple essai/ && decompte calculer essai/\n"
                "  decompte exemple grand/ --lignes 1000000\n",
    .detail = NULL,
    .least = 1,
    .most = 1,
    .options = options,
    .run = exemple,
};

/* A directory that is not empty is refused; anything else that failed is the system's doing. */
static dc_exit outcome(const dc_diagnostics *diagnostics) {
  for (size_t i = 0; i < diagnostics->count; i++) {
    if (diagnostics->items[i].code == DC_S_INPUT_OUTPUT) return DC_EXIT_SYSTEM;
  }
  return DC_EXIT_REFUSED;
}

static dc_exit exemple(const dc_arguments *arguments) {
  uint64_t lines, seed;
  if (!dc_argument_number(arguments, "lignes", 20000, &lines)) return DC_EXIT_REFUSED;
  if (!dc_argument_number(arguments, "graine", 0, &seed)) return DC_EXIT_REFUSED;
  dc_arena arena = {0};
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_example_options example = {.seed = seed, .lines = (size_t)lines, .decp = dc_argument(arguments, "decp")};
  bool written = dc_example_write(arguments->operands[0], &example, &diagnostics);
  dc_terminal terminal = dc_terminal_for(arguments);
  dc_terminal_diagnostics(&terminal, stderr, &diagnostics, DC_WARNING, SIZE_MAX);
  dc_exit result = written ? DC_EXIT_CLEAN : outcome(&diagnostics);
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  return result;
}
