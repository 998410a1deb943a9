#include "decompte/run.h"

#include <stdlib.h>
#include <time.h>

#include "decompte/lexicon_file.h"
#include "decompte/parallel.h"
#include "decompte/rulebook.h"

static int64_t clock_of(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static dc_duration now(void) {
  return (dc_duration){.elapsed = clock_of(CLOCK_MONOTONIC), .processor = clock_of(CLOCK_PROCESS_CPUTIME_ID)};
}

/* Closes the phase under way under that name. */
static void phase_done(void *watch, const char *name) {
  dc_run *run = watch;
  dc_duration start = run->phase_start, end = now();
  run->phase_start = end;
  DC_ASSERT(run->phase_count < DC_PHASES);
  run->phases[run->phase_count++] = (dc_phase){name, {end.elapsed - start.elapsed, end.processor - start.processor}};
}

void dc_run_begin(dc_run *run, const dc_run_options *options) {
  *run = (dc_run){.options = *options, .stage = {.lock = -1}, .phase_start = now()};
  if (!run->options.threads) run->options.threads = dc_processors();
  dc_diagnostics_init(&run->diagnostics, &run->arena);
  dc_intern_init(&run->intern);
}

void dc_run_end(dc_run *run) {
  dc_stage_abandon(&run->stage);
  dc_account_free(&run->accounts);
  dc_territory_free(&run->territory);
  dc_dossier_free(&run->dossier);
  dc_intern_free(&run->intern);
  dc_diagnostics_free(&run->diagnostics);
  free(run->written.items);
  dc_arena_free(&run->arena);
  *run = (dc_run){.stage = {.lock = -1}};
}

/* ---- loading ---- */

bool dc_run_load_lexicon(dc_run *run) {
  run->lexicon_source.name = DC_TEXT("(installation)/lexique.csv");
  run->lexicon_source.path = dc_text_format(&run->arena, DC_S "/lexique.csv", DC_ARG(run->options.rules));
  run->alias_source.name = DC_TEXT("(installation)/alias.csv");
  run->alias_source.path = dc_text_format(&run->arena, DC_S "/alias.csv", DC_ARG(run->options.rules));
  return dc_lexicon_load(&run->lexicon, &run->arena, &run->lexicon_source, &run->diagnostics) &&
         dc_aliases_load(&run->lexicon, &run->arena, &run->alias_source, &run->diagnostics);
}

bool dc_run_load_rules(dc_run *run) {
  if (!dc_run_load_lexicon(run)) return false;
  dc_rule_file *files = NULL;
  size_t count = 0, capacity = 0;
  files =
      dc_rule_files(&run->arena, run->options.rules, "(installation)/", files, &count, &capacity, &run->diagnostics);
  if (run->options.directory.length) {
    dc_text own = dc_text_format(&run->arena, DC_S "/regles", DC_ARG(run->options.directory));
    files = dc_rule_files(&run->arena, own, "regles/", files, &count, &capacity, &run->diagnostics);
  }
  bool sound = dc_rules_load(&run->rules, &run->arena, &run->lexicon, &run->intern, files, count, &run->diagnostics);
  free(files);
  return sound && dc_diagnostics_worst(&run->diagnostics) != DC_FATAL;
}

/* Rules that contradict one another, or their own cases, count nothing. */
static bool check_rules(dc_run *run) {
  size_t failed;
  bool sound = dc_rulebook_check(&run->rules, DC_RULEBOOK_ERRORS, &run->diagnostics);
  (void)dc_rulebook_play(&run->rules, &run->diagnostics, &failed);
  return sound && failed == 0;
}

bool dc_run_load(dc_run *run) {
  bool rules = dc_run_load_rules(run) && check_rules(run);
  phase_done(run, "règles");
  if (run->lexicon.count == 0) return false;
  const dc_hooks *hooks = &run->options.hooks;
  bool dossier = dc_dossier_load(&run->dossier, &run->arena, &run->lexicon, &run->intern, run->options.directory,
                                 run->options.threads, hooks, &run->diagnostics);
  phase_done(run, "lecture");
  bool territory = dc_territory_load(&run->territory, &run->arena, &run->lexicon, &run->intern, run->options.directory,
                                     run->options.rules, &run->diagnostics);
  phase_done(run, "territoires");
  if (!(rules && dossier && territory)) dc_diagnostics_sort(&run->diagnostics);
  return rules && dossier && territory;
}

bool dc_run_count(dc_run *run) {
  dc_accounts *accounts = &run->accounts;
  accounts->arena = &run->arena;
  accounts->intern = &run->intern;
  accounts->lexicon = &run->lexicon;
  accounts->rules = &run->rules;
  accounts->dossier = &run->dossier;
  accounts->territory = &run->territory;
  dc_hooks hooks = run->options.hooks;
  hooks.watch = run;
  hooks.ended = phase_done;
  bool counted = dc_account_run(accounts, &run->options.account, &hooks, &run->diagnostics);
  if (counted) dc_rules_check_review(&run->rules, accounts->statement, &run->diagnostics);
  dc_diagnostics_sort(&run->diagnostics);
  return counted;
}

dc_exit dc_run_verdict(const dc_run *run) {
  dc_severity worst = dc_diagnostics_worst(&run->diagnostics);
  if (worst == DC_FATAL || (run->options.strict && worst >= DC_WARNING)) return DC_EXIT_REFUSED;
  return worst >= DC_WARNING ? DC_EXIT_ANOMALIES : DC_EXIT_CLEAN;
}

/* ---- writing ---- */

/* The options that change what is written, in a fixed order, without the paths of this machine. */
static dc_text printed_options(dc_run *run) {
  static const char *const profils[] = {"titulaire", "complet", "public"};
  char month[DC_DATE_SIZE], date[DC_DATE_SIZE];
  const dc_run_options *options = &run->options;
  return dc_text_format(
      &run->arena, "--mois %s --arrete-au %s%s%s%s%s" DC_S "%s%s", dc_month_iso(run->accounts.month, month).data,
      dc_date_iso(run->accounts.statement, date).data, options->profil_given ? " --profil " : "",
      options->profil_given ? profils[options->profil] : "", options->all_details ? " --detail tout" : "",
      options->word.length ? " --graine " : "", DC_ARG(options->word),
      options->international ? " --csv-international" : "", options->strict ? " --strict" : "");
}

bool dc_run_write(dc_run *run) {
  char month[DC_DATE_SIZE];
  const dc_run_options *options = &run->options;
  dc_text parent = options->output.length ? options->output
                                          : dc_text_format(&run->arena, DC_S "/sortie", DC_ARG(options->directory));
  dc_text name = dc_month_iso(run->accounts.month, month);
  if (!dc_stage_begin(&run->stage, &run->arena, parent, name)) return false;
  dc_output output = {.accounts = &run->accounts,
                      .diagnostics = &run->diagnostics,
                      .stage = &run->stage,
                      .lexicon = &run->lexicon_source,
                      .aliases = &run->alias_source,
                      .version = DC_VERSION,
                      .options = printed_options(run),
                      .profil_given = options->profil_given,
                      .profil = options->profil,
                      .all_details = options->all_details,
                      .word = options->word,
                      .international = options->international,
                      .threads = options->threads,
                      .hooks = &options->hooks};
  bool written = dc_output_write(&output, &run->written);
  phase_done(run, "écriture");
  if (!written || !dc_stage_publish(&run->stage)) {
    dc_stage_abandon(&run->stage);
    return false;
  }
  phase_done(run, "publication");
  run->output_directory = dc_text_format(&run->arena, DC_S "/" DC_S, DC_ARG(parent), DC_ARG(name));
  return true;
}
