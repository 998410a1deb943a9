#include "cli/rules_session.h"

#include <unistd.h>

static bool has_lexicon(dc_arena *arena, dc_text directory) {
  return access(dc_text_format(arena, DC_S "/lexique.csv", DC_ARG(directory)).data, F_OK) == 0;
}

void dc_rules_session_open(dc_rules_session *session, const dc_arguments *arguments) {
  *session = (dc_rules_session){.terminal = dc_terminal_for(arguments), .out = stdout, .least = DC_WARNING};
  dc_run_options options = {0};
  if (arguments->operand_count) options.directory = dc_text_from(arguments->operands[0]);
  if (options.directory.length && has_lexicon(&session->arena, options.directory)) {
    options.rules = options.directory;
    options.directory = (dc_text){0};
  } else {
    options.rules = dc_find_rules(arguments, &session->arena);
  }
  dc_run_begin(&session->run, &options);
  session->sound = options.rules.length && dc_run_load_rules(&session->run);
}

dc_exit dc_rules_session_close(dc_rules_session *session) {
  bool found = session->run.options.rules.length > 0;
  dc_terminal_diagnostics(&session->terminal, session->out, &session->run.diagnostics, session->least, SIZE_MAX);
  dc_exit result = found ? dc_run_verdict(&session->run) : DC_EXIT_REFUSED;
  dc_run_end(&session->run);
  dc_arena_free(&session->arena);
  return result;
}
