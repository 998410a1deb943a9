#include "decompte/example.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "decompte/system.h"
#include "demo/calendar.h"
#include "demo/files.h"
#include "demo/forms.h"

#define SHIPPED_SEED  20261031u
#define SHIPPED_LINES 20000u

/* ---- sizes ---- */

/* Square root of a/b, in hundredths: markets and firms grow slower than what they declare. */
static uint32_t root_percent(size_t a, size_t b) {
  uint64_t target = (uint64_t)a * 10000 / b, root = 0;
  while ((root + 1) * (root + 1) <= target) root++;
  return (uint32_t)root;
}

static uint32_t scaled(uint32_t base, uint32_t percent, uint32_t low, uint32_t high) {
  uint32_t size = base * percent / 100;
  return size < low ? low : size > high ? high : size;
}

void dc_demo_size(dc_demo_world *world, const dc_example_options *options) {
  world->seed = options->seed ? options->seed : SHIPPED_SEED;
  world->lines = options->lines ? options->lines : SHIPPED_LINES;
  world->invented = options->decp == NULL;
  world->first = dc_date_from(2025, 11, 1);
  world->last = dc_date_from(2026, 10, 31);
  if (world->lines > DC_DEMO_MOST_LINES) world->lines = DC_DEMO_MOST_LINES;
  uint32_t percent = root_percent(world->lines, SHIPPED_LINES);
  world->market_count = scaled(60, percent, 10, 2000);
  world->holder_count = scaled(25, percent, 7, 400);
  world->structure_count = scaled(10, percent, 7, 80);
  world->subcontractor_count = scaled(4, percent, 2, 40);
  size_t persons = world->lines / 80;
  world->person_count = persons < 12 ? 12 : persons > 200000 ? 200000 : (uint32_t)persons;
  world->firms = DC_NEW_ARRAY(world->arena, world->holder_count + world->structure_count + world->subcontractor_count,
                              dc_demo_firm);
  world->markets = DC_NEW_ARRAY(world->arena, world->market_count, dc_demo_market);
}

/* ---- the world, then its files ---- */

static void mark_working_days(dc_demo_world *world) {
  world->working = DC_NEW_ARRAY(world->arena, (size_t)(world->last - world->first) + 1, bool);
  for (dc_date day = world->first; day <= world->last; day++)
    world->working[day - world->first] = dc_demo_is_working_day(day);
}

static bool invent(dc_demo_world *world, const dc_example_options *options, dc_diagnostics *diagnostics) {
  dc_demo_size(world, options);
  if (!world->invented && !dc_demo_read_decp(world, options->decp, diagnostics)) return false;
  mark_working_days(world);
  if (world->invented) dc_demo_invent_holders(world);
  dc_demo_assign_forms(world);
  if (world->invented) {
    dc_demo_invent_markets(world);
    dc_demo_invent_structures(world);
  }
  dc_demo_invent_persons(world);
  dc_demo_place_flaws(world);
  dc_demo_group_postings(world);
  dc_demo_set_objectives(world);
  return true;
}

static bool write_all(const dc_demo_output *output) {
  return dc_demo_write_tables(output) && dc_demo_write_events(output) && dc_demo_write_timesheets(output);
}

/* ---- files ---- */

static dc_text path_of(const dc_demo_output *output, dc_text name) {
  return dc_text_format(output->diagnostics->arena, DC_S "/" DC_S, DC_ARG(output->directory), DC_ARG(name));
}

void dc_demo_create(const dc_demo_output *output, dc_demo_writer *writer, dc_text name,
                    const dc_demo_dialect *dialect) {
  dc_demo_open(writer, path_of(output, name).data, dialect);
}

bool dc_demo_finish(const dc_demo_output *output, dc_demo_writer *writer, dc_text name) {
  if (dc_demo_close(writer)) return true;
  dc_report(output->diagnostics, DC_S_INPUT_OUTPUT, name, 0, 0, "écriture impossible : %s", dc_system_message(errno));
  return false;
}

/* ---- the directory ---- */

static bool refuse(dc_diagnostics *diagnostics, dc_text directory, const char *what) {
  dc_report(diagnostics, DC_S_INPUT_OUTPUT, directory, 0, 0, "%s : %s", what, dc_system_message(errno));
  return false;
}

static bool is_empty(DIR *stream) {
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) return false;
  return true;
}

static bool check_empty(const dc_demo_output *output) {
  DIR *stream = opendir(output->directory.data);
  if (!stream) return refuse(output->diagnostics, output->directory, "répertoire illisible");
  errno = 0;
  bool empty = is_empty(stream);
  int failure = errno;
  closedir(stream);
  errno = failure;
  if (failure) return refuse(output->diagnostics, output->directory, "répertoire illisible");
  if (!empty)
    dc_report(output->diagnostics, DC_S_USAGE, output->directory, 0, 0,
              "le répertoire n'est pas vide : un dossier d'exemple n'écrase rien");
  return empty;
}

static bool make_directory(const dc_demo_output *output, dc_text path) {
  if (mkdir(path.data, 0777) == 0 || errno == EEXIST) return true;
  return refuse(output->diagnostics, path, "impossible de créer le répertoire");
}

bool dc_example_write(const char *directory, const dc_example_options *options, dc_diagnostics *diagnostics) {
  dc_arena arena = {0};
  dc_demo_world world = {.arena = &arena};
  dc_demo_output output = {&world, dc_text_copy(diagnostics->arena, dc_text_from(directory)), diagnostics};
  bool done = invent(&world, options, diagnostics) && make_directory(&output, output.directory) &&
              check_empty(&output) && make_directory(&output, path_of(&output, DC_TEXT("releves"))) &&
              write_all(&output);
  dc_arena_free(&arena);
  return done;
}
