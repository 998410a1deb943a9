/* What a person sees while and after a command works: progress, diagnostics, interruption. Floor: command line. */
#ifndef DECOMPTE_CLI_TERMINAL_H
#define DECOMPTE_CLI_TERMINAL_H

#include "cli/command.h"

typedef struct {
  bool quiet, json, bar, color; /* bar: stderr is a terminal; color: and NO_COLOR is not set */
  const char *phase;            /* under way on the bar */
  int percent;
} dc_terminal;

dc_terminal dc_terminal_for(const dc_arguments *arguments);

/* Progress on stderr, on a terminal only; polls for Ctrl-C (see dc_terminal_catch_signals). */
dc_hooks dc_terminal_hooks(dc_terminal *terminal);
void dc_terminal_clear(dc_terminal *terminal); /* wipes the bar */

/* SIGINT and SIGTERM wait, blocked, until work asks whether it should stop: nothing is ever cut in the middle. */
void dc_terminal_catch_signals(void);
bool dc_terminal_interrupted(void);

/* Prints diagnostics of at least `least`. In JSON, every one. As text, grouped: what has the same file, code and
 * message is printed once, followed by the other lines; of one code in one file, the first DC_TOLD_BY_CODE groups; of
 * all, the first `most` groups. What is held back is counted where it would stand, and a last line sums up by code. */
enum { DC_TOLD_BY_CODE = 20 };
void dc_terminal_diagnostics(const dc_terminal *terminal, FILE *out, const dc_diagnostics *list, dc_severity least,
                             size_t most);

/* One line of the kind « 3 erreurs, 12 avertissements ». */
void dc_terminal_summary(const dc_terminal *terminal, const dc_diagnostics *list);

/* Where the rules are: --regles, else $DECOMPTE_REGLES, else beside the program (installed, or built in its tree).
 * Empty after saying so when there are none. In `arena`. */
dc_text dc_find_rules(const dc_arguments *arguments, dc_arena *arena);

#endif
