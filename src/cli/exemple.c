#include "cli/terminal.h"
#include "decompte/example.h"

static dc_exit exemple(const dc_arguments *arguments);

static const dc_option options[] = {
    {"lignes", "N", "nombre de lignes de relevé, à peu près (par défaut : 20000)"},
    {"graine", "N", "graine du tirage : la même graine donne les mêmes octets"},
    {"decp", "FICHIER", "prendre marchés, acheteurs et entreprises dans des données essentielles (CSV)"},
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

static dc_exit exemple(const dc_arguments *arguments) {
  uint64_t lines, seed;
  if (!dc_argument_number(arguments, "lignes", 20000, &lines)) return DC_EXIT_REFUSED;
  if (!dc_argument_number(arguments, "graine", UINT64_MAX, &seed)) return DC_EXIT_REFUSED;
  dc_arena arena = {0};
  dc_text rules = dc_find_rules(arguments, &arena);
  dc_exit result = DC_EXIT_REFUSED;
  if (rules.length) {
    dc_diagnostics diagnostics;
    dc_diagnostics_init(&diagnostics, &arena);
    dc_example_options example = {.seed = seed == UINT64_MAX ? 0 : seed,
                                  .lines = (size_t)lines,
                                  .decp = dc_argument(arguments, "decp"),
                                  .rules = rules.data};
    bool written = dc_example_write(arguments->operands[0], &example, &diagnostics);
    dc_terminal terminal = dc_terminal_for(arguments);
    dc_terminal_diagnostics(&terminal, stderr, &diagnostics, DC_WARNING, SIZE_MAX);
    bool refused = dc_diagnostics_count(&diagnostics, DC_FATAL) > 0;
    result = written ? DC_EXIT_CLEAN : refused ? DC_EXIT_REFUSED : DC_EXIT_SYSTEM;
    for (size_t i = 0; i < diagnostics.count; i++) {
      if (diagnostics.items[i].code == DC_S_INPUT_OUTPUT) result = DC_EXIT_SYSTEM;
    }
    dc_diagnostics_free(&diagnostics);
  }
  dc_arena_free(&arena);
  return result;
}
