/* What every « regles … » command does around its own work: find and load rules, print what is wrong, tell the exit
 * code. Floor: command line. */
#ifndef DECOMPTE_CLI_RULES_SESSION_H
#define DECOMPTE_CLI_RULES_SESSION_H

#include "cli/terminal.h"

typedef struct {
  dc_arena arena;
  dc_terminal terminal;
  dc_run run;
  bool sound;        /* rules may be used */
  FILE *out;         /* where diagnostics go: stdout, unless the command gives data there */
  dc_severity least; /* what is printed: warnings, unless the command says otherwise */
} dc_rules_session;

/* Loads the rules that the first operand stands for: a directory of rules with its lexicon (in place of the installed
 * one), a dossier (its regles/ beside the installed rules), or nothing (the installed rules). What is wrong waits in
 * session->run.diagnostics. */
void dc_rules_session_open(dc_rules_session *session, const dc_arguments *arguments);

/* Prints the diagnostics and frees everything. */
dc_exit dc_rules_session_close(dc_rules_session *session);

#endif
