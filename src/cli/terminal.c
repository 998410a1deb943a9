#include "cli/terminal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

dc_terminal dc_terminal_for(const dc_arguments *arguments) {
  const char *no_color = getenv("NO_COLOR");
  bool terminal = isatty(STDERR_FILENO);
  bool quiet = dc_argument(arguments, "silencieux") != NULL;
  return (dc_terminal){.quiet = quiet,
                       .json = dc_argument(arguments, "json") != NULL,
                       .bar = terminal && !quiet,
                       .color = terminal && !(no_color && *no_color),
                       .percent = -1};
}

/* ---- progress ---- */

static void show_progress(void *context, const char *phase, size_t done, size_t total) {
  enum { WIDTH = 30 };
  dc_terminal *terminal = context;
  int percent = total ? (int)(done * 100 / total) : 100;
  if (!terminal->bar || (terminal->phase == phase && terminal->percent == percent)) return;
  terminal->phase = phase;
  terminal->percent = percent;
  char bar[WIDTH + 1];
  for (int i = 0; i < WIDTH; i++) bar[i] = i * 100 < percent * WIDTH ? '#' : '.';
  bar[WIDTH] = '\0';
  fprintf(stderr, "\r\033[K%-10s [%s] %3d %%", phase, bar, percent);
  fflush(stderr);
}

static bool is_stopped(void *context) {
  (void)context;
  return dc_terminal_interrupted();
}

dc_hooks dc_terminal_hooks(dc_terminal *terminal) {
  return (dc_hooks){.context = terminal, .progress = show_progress, .stopped = is_stopped};
}

void dc_terminal_clear(dc_terminal *terminal) {
  if (terminal->phase) fputs("\r\033[K", stderr);
  terminal->phase = NULL;
}

static sigset_t stopping_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

void dc_terminal_catch_signals(void) {
  sigset_t set = stopping_signals();
  sigprocmask(SIG_BLOCK, &set, NULL);
  signal(SIGXFSZ, SIG_IGN); /* a file size limit is then an error of write, told like a full disk */
  signal(SIGPIPE, SIG_IGN);
}

bool dc_terminal_interrupted(void) {
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1;
}

/* ---- rules ---- */

static dc_text candidate(dc_arena *arena, const char *directory, const char *below) {
  dc_text path = dc_text_format(arena, "%s%s", directory, below);
  dc_text lexicon = dc_text_format(arena, DC_S "/lexique.csv", DC_ARG(path));
  return access(lexicon.data, R_OK) == 0 ? path : (dc_text){0};
}

static dc_text program_directory(dc_arena *arena) {
  char path[4096] = "";
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  const char *slash = length > 0 ? strrchr(path, '/') : NULL;
  return slash ? dc_text_copy(arena, (dc_text){path, (size_t)(slash - path)}) : (dc_text){0};
}

dc_text dc_find_rules(const dc_arguments *arguments, dc_arena *arena) {
  const char *given = dc_argument(arguments, "regles");
  if (!given) given = getenv("DECOMPTE_REGLES");
  dc_text found = {0};
  if (given) {
    found = candidate(arena, given, "");
  } else {
    static const char *const places[] = {"/../share/decompte/rules", "/../rules", "/../../rules"};
    dc_text program = program_directory(arena);
    for (size_t i = 0; program.length && !found.length && i < sizeof places / sizeof *places; i++) {
      found = candidate(arena, program.data, places[i]);
    }
  }
  if (!found.length) {
    dc_usage_error(arguments->command, "règles introuvables%s%s : il faut un répertoire qui contient lexique.csv",
                   given ? " dans " : "", given ? given : "");
  }
  return found;
}
