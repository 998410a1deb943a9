#include <stdlib.h>
#include <string.h>

#include "cli/terminal.h"

static const dc_command *const commands[] = {
    &dc_command_calculer,   &dc_command_verifier,         &dc_command_expliquer,       &dc_command_regles_verifier,
    &dc_command_regles_cas, &dc_command_regles_mutations, &dc_command_regles_formater, &dc_command_regles_imprimer,
    &dc_command_lire,       &dc_command_importer_decp,    &dc_command_exemple,
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_help(void) {
  fputs("Exemples :\n"
        "  decompte exemple essai/              un dossier de démonstration\n"
        "  decompte verifier essai/             ce qui ne va pas, sans rien écrire\n"
        "  decompte calculer essai/             les classeurs du mois\n"
        "  decompte expliquer essai/ --participant P00001   pourquoi, pas à pas\n"
        "\nCommandes :\n",
        stdout);
  for (size_t i = 0; i < COMMANDS; i++) printf("  %-18s %s\n", commands[i]->name, commands[i]->summary);
  fputs("\n« decompte COMMANDE --aide » explique une commande ; « decompte --version » donne la version.\n", stdout);
}

/* Words of completion: the commands, or the options of one. Asked by the shell's completion script. */
static void print_words(int count, char **words) {
  for (size_t i = 0; i < COMMANDS; i++) {
    if (count == 0)
      puts(commands[i]->name);
    else if (strcmp(commands[i]->name, words[0]) == 0) {
      for (const dc_option *o = commands[i]->options; o->name; o++) printf("--%s\n", o->name);
      for (const dc_option *o = dc_common_options; o->name; o++) printf("--%s\n", o->name);
    }
  }
}

/* How many of the words name the command: 0 when they do not. */
static int words_naming(const dc_command *command, int count, char **words) {
  const char *space = strchr(command->name, ' ');
  if (!space) return strcmp(command->name, words[0]) == 0;
  size_t first = (size_t)(space - command->name);
  bool same = count > 1 && strlen(words[0]) == first && strncmp(command->name, words[0], first) == 0;
  return same && strcmp(space + 1, words[1]) == 0 ? 2 : 0;
}

static const dc_command *find_command(int count, char **words, int *used) {
  for (size_t i = 0; i < COMMANDS; i++) {
    *used = words_naming(commands[i], count, words);
    if (*used) return commands[i];
  }
  return NULL;
}

/* Two words are taken together when the first one begins a command of two words. */
static dc_exit unknown_command(int count, char **words) {
  dc_text names[COMMANDS];
  char typed[64];
  bool two = false;
  for (size_t i = 0; i < COMMANDS; i++) {
    names[i] = dc_text_from(commands[i]->name);
    size_t length = strlen(words[0]);
    two = two || (strncmp(commands[i]->name, words[0], length) == 0 && commands[i]->name[length] == ' ');
  }
  two = two && count > 1;
  snprintf(typed, sizeof typed, "%s%s%s", words[0], two ? " " : "", two ? words[1] : "");
  int near = dc_text_nearest(dc_text_from(typed), names, COMMANDS);
  return dc_usage_error(NULL, "commande « %s » inconnue%s%s%s", typed, near < 0 ? "" : " ; vouliez-vous dire « ",
                        near < 0 ? "" : names[near].data, near < 0 ? "" : " » ?");
}

static dc_exit run_command(int count, char **words) {
  int used;
  const dc_command *command = find_command(count, words, &used);
  if (!command) return unknown_command(count, words);
  dc_arguments arguments;
  if (!dc_arguments_parse(&arguments, command, count - used + 1, words + used - 1)) return DC_EXIT_REFUSED;
  if (!dc_argument(&arguments, "aide")) return command->run(&arguments);
  dc_command_help(command);
  return DC_EXIT_CLEAN;
}

static dc_exit run(int count, char **words) {
  if (count == 0) {
    print_help();
    return DC_EXIT_REFUSED;
  }
  if (strcmp(words[0], "--mots") == 0) {
    print_words(count - 1, words + 1);
  } else if (strcmp(words[0], "--aide") == 0 || strcmp(words[0], "--help") == 0) {
    print_help();
  } else if (strcmp(words[0], "--version") == 0) {
    puts("décompte " DC_VERSION);
  } else {
    return run_command(count, words);
  }
  return DC_EXIT_CLEAN;
}

int main(int count, char **words) {
  dc_terminal_catch_signals();
  dc_exit result = run(count - 1, words + 1);
  /* Data that could not be delivered is a failure of the system, whatever the command thought. */
  return fflush(stdout) == 0 && !ferror(stdout) ? (int)result : (int)DC_EXIT_SYSTEM;
}
