/* Commands: one file each, that begins with its entry; main.c holds the array of entries, help and completion come from
 * it.
 *
 * Floor: command line. Data goes to stdout, talk to stderr. */
#ifndef DECOMPTE_CLI_COMMAND_H
#define DECOMPTE_CLI_COMMAND_H

#include "decompte/run.h"

typedef struct {
  const char *name;     /* « mois », for --mois */
  const char *argument; /* « AAAA-MM »; NULL for a switch */
  const char *help;     /* French, one line */
} dc_option;

typedef struct dc_arguments dc_arguments;

typedef struct {
  const char *name;         /* « calculer », « regles verifier » */
  const char *operands;     /* « DOSSIER » */
  const char *summary;      /* one line of the general help */
  const char *examples;     /* shown first in the command's help */
  const char *detail;       /* paragraphs after the options; may be NULL */
  int least, most;          /* operands */
  const dc_option *options; /* ended by a NULL name */
  dc_exit (*run)(const dc_arguments *arguments);
} dc_command;

extern const dc_command dc_command_calculer, dc_command_verifier, dc_command_expliquer, dc_command_regles_verifier,
    dc_command_regles_cas, dc_command_regles_mutations, dc_command_regles_formater, dc_command_regles_imprimer,
    dc_command_lire, dc_command_importer_decp, dc_command_exemple;

/* What the user typed, once checked. Texts are those of argv. */
enum { DC_OPTIONS = 24 };
struct dc_arguments {
  const dc_command *command;
  const char *values[DC_OPTIONS]; /* by option: the command's, then the common ones; "" for a switch given */
  char **operands;
  int operand_count;
};

/* Options of every command: aide, silencieux, json, regles, fils. */
extern const dc_option dc_common_options[];

/* Reads the words after the command's name. false after saying what is wrong. */
bool dc_arguments_parse(dc_arguments *arguments, const dc_command *command, int count, char **words);

/* The value of an option, "" for a switch given, NULL when not given. Asking for an unknown option is a bug. */
const char *dc_argument(const dc_arguments *arguments, const char *name);

/* A value that must be a whole number of at least 1; `fallback` when the option is not given. false after saying so. */
bool dc_argument_number(const dc_arguments *arguments, const char *name, uint64_t fallback, uint64_t *value);

/* --fils, within reason; one a processor when it is not given. false after saying what is wrong. */
bool dc_argument_threads(const dc_arguments *arguments, unsigned *threads);

#define DC_OPTION_MONTH                                                                                                \
  { "mois", "AAAA-MM", "mois de l'arrêté (par défaut : le dernier mois des relevés)" }
#define DC_OPTION_DATE                                                                                                 \
  { "arrete-au", "DATE", "date de l'arrêté (par défaut : dernier jour du mois)" }

/* The statement, by these two options. false after saying what is wrong. */
bool dc_argument_dates(const dc_arguments *arguments, dc_account_options *account);

/* The place in `words` of the value of an option that is given, -1 after saying that it is none of them. */
int dc_argument_word(const dc_arguments *arguments, const char *option, const char *const words[], int count);

/* Help of one command, examples first. */
void dc_command_help(const dc_command *command);

/* Says on stderr what is wrong with the words typed, and where to look. Returns DC_EXIT_REFUSED. */
dc_exit dc_usage_error(const dc_command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
