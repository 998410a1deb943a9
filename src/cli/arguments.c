#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "decompte/parallel.h"

const dc_option dc_common_options[] = {
    {"aide", NULL, "cette aide (aussi --help)"},
    {"silencieux", NULL, "ni barre de progression, ni bavardage"},
    {"json", NULL, "diagnostics en JSON, un par ligne"},
    {"regles", "REP", "répertoire des règles installées (lexique.csv, *.regles, territoires/)"},
    {"fils", "N", "nombre de fils d'exécution (par défaut : un par processeur)"},
    {NULL, NULL, NULL},
};

static size_t option_count(const dc_option *options) {
  size_t count = 0;
  while (options[count].name) count++;
  return count;
}

/* Option number `i` of a command: its own come first. */
static const dc_option *option_at(const dc_command *command, size_t i) {
  size_t own = option_count(command->options);
  return i < own ? &command->options[i] : &dc_common_options[i - own];
}

static size_t all_options(const dc_command *command) {
  return option_count(command->options) + option_count(dc_common_options);
}

dc_exit dc_usage_error(const dc_command *command, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("décompte : ", stderr);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fprintf(stderr, "\nVoir « decompte %s%s--aide ».\n", command ? command->name : "", command ? " " : "");
  return DC_EXIT_REFUSED;
}

/* There are no short options: the first word that looks like one, before « -- ». */
static const char *short_option(int count, char **words) {
  for (int i = 1; i < count && strcmp(words[i], "--") != 0; i++) {
    if (words[i][0] == '-' && words[i][1] != '-' && words[i][1] != '\0') return words[i];
  }
  return NULL;
}

/* The option nearest to what was typed, for « vouliez-vous dire ». */
static bool unknown_option(const dc_command *command, const char *typed) {
  dc_text names[DC_OPTIONS];
  size_t count = all_options(command);
  for (size_t i = 0; i < count; i++) names[i] = dc_text_from(option_at(command, i)->name);
  const char *word = typed;
  while (*word == '-') word++;
  dc_text bare = dc_text_slice(dc_text_from(word), 0, strcspn(word, "="));
  int near = dc_text_nearest(bare, names, count);
  dc_usage_error(command, "option %s inconnue%s%s%s", typed, near < 0 ? "" : " ; vouliez-vous dire --",
                 near < 0 ? "" : names[near].data, near < 0 ? "" : " ?");
  return false;
}

bool dc_arguments_parse(dc_arguments *arguments, const dc_command *command, int count, char **words) {
  *arguments = (dc_arguments){.command = command};
  size_t options = all_options(command);
  const char *wrong = short_option(count, words);
  if (wrong) return unknown_option(command, wrong);
  DC_ASSERT(options <= DC_OPTIONS);
  struct option table[DC_OPTIONS + 2] = {{0}};
  for (size_t i = 0; i < options; i++) {
    const dc_option *option = option_at(command, i);
    table[i] = (struct option){option->name, option->argument ? required_argument : no_argument, NULL, (int)i};
    if (strcmp(option->name, "aide") == 0) table[options] = (struct option){"help", no_argument, NULL, (int)i};
  }
  opterr = 0;
  optind = 0;
  for (int found; (found = getopt_long(count, words, ":", table, NULL)) != -1;) {
    if (found == '?') return unknown_option(command, words[optind - 1]);
    if (found == ':') {
      dc_usage_error(command, "l'option %s attend une valeur", words[optind - 1]);
      return false;
    }
    arguments->values[found] = optarg ? optarg : "";
  }
  arguments->operands = words + optind;
  arguments->operand_count = count - optind;
  if (dc_argument(arguments, "aide")) return true;
  bool right = arguments->operand_count >= command->least && arguments->operand_count <= command->most;
  if (!right) dc_usage_error(command, "attendu : decompte %s %s", command->name, command->operands);
  return right;
}

const char *dc_argument(const dc_arguments *arguments, const char *name) {
  for (size_t i = 0; i < all_options(arguments->command); i++) {
    if (strcmp(option_at(arguments->command, i)->name, name) == 0) return arguments->values[i];
  }
  dc_bug(__FILE__, __LINE__, name);
}

bool dc_argument_number(const dc_arguments *arguments, const char *name, uint64_t fallback, uint64_t *value) {
  const char *text = dc_argument(arguments, name);
  *value = fallback;
  if (!text) return true;
  char *end;
  errno = 0;
  unsigned long long number = strtoull(text, &end, 10);
  bool right = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && number > 0;
  if (!right)
    dc_usage_error(arguments->command, "--%s attend un nombre entier d'au moins 1, et non « %s »", name, text);
  *value = number;
  return right;
}

bool dc_argument_threads(const dc_arguments *arguments, unsigned *threads) {
  enum { MOST = 256 };
  uint64_t wanted;
  if (!dc_argument_number(arguments, "fils", dc_processors(), &wanted)) return false;
  *threads = wanted < MOST ? (unsigned)wanted : MOST;
  return true;
}

bool dc_argument_dates(const dc_arguments *arguments, dc_account_options *account) {
  const char *month = dc_argument(arguments, "mois"), *date = dc_argument(arguments, "arrete-au");
  *account = (dc_account_options){.month = DC_NO_MONTH, .statement = DC_NO_DATE};
  if (month && !dc_month_parse(dc_text_from(month), &account->month)) {
    dc_usage_error(arguments->command, "--mois attend AAAA-MM, et non « %s »", month);
    return false;
  }
  if (date && !dc_date_parse(dc_text_from(date), &account->statement)) {
    dc_usage_error(arguments->command, "--arrete-au attend JJ/MM/AAAA ou AAAA-MM-JJ, et non « %s »", date);
    return false;
  }
  if (date && !month) account->month = dc_date_month(account->statement);
  return true;
}

int dc_argument_word(const dc_arguments *arguments, const char *option, const char *const words[], int count) {
  const char *given = dc_argument(arguments, option);
  for (int i = 0; i < count; i++) {
    if (strcmp(given, words[i]) == 0) return i;
  }
  dc_usage_error(arguments->command, "--%s : valeur « %s » inconnue", option, given);
  return -1;
}

static void print_options(const dc_option *options) {
  for (; options->name; options++) {
    char left[64];
    snprintf(left, sizeof left, "--%s%s%s", options->name, options->argument ? " " : "",
             options->argument ? options->argument : "");
    printf("  %-26s %s\n", left, options->help);
  }
}

void dc_command_help(const dc_command *command) {
  printf("Exemples :\n%s\nUsage : decompte %s %s [options]\n%s\n", command->examples, command->name, command->operands,
         command->summary);
  if (command->options->name) {
    printf("\nOptions :\n");
    print_options(command->options);
  }
  printf("\nOptions communes :\n");
  print_options(dc_common_options);
  if (command->detail) printf("\n%s", command->detail);
}
