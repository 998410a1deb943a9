#include "decompte/dossier.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decompte/parallel.h"
#include "decompte/system.h"
#include "input/convert.h"

/* The tables of a dossier. Timesheets are a directory of files, the others one file each. */
static const struct {
  const char *name;
  bool required, directory;
} kinds[DC_TABLE_COUNT] = {
    [DC_MARCHES] = {"marches", true, false},
    [DC_PARTICIPANTS] = {"participants", true, false},
    [DC_RELEVES] = {"releves", true, true},
    [DC_EVENEMENTS] = {"evenements", false, false},
    [DC_GROUPEMENTS] = {"groupements", false, false},
    [DC_LIEUX] = {"lieux", false, false},
    [DC_ELIGIBILITES] = {"eligibilites", false, false},
    [DC_CONTRATS] = {"contrats", false, false},
    [DC_ATTESTATIONS] = {"attestations", false, false},
};

/* ---- the list of files ---- */

typedef struct {
  dc_arena *arena;
  dc_dossier *dossier;
  size_t capacity;
  dc_diagnostics *diagnostics;
} dc_listing;

static void list_file(dc_listing *listing, dc_table_kind kind, dc_text name) {
  dc_dossier *dossier = listing->dossier;
  dossier->files = dc_grow(dossier->files, &listing->capacity, dossier->file_count + 1, sizeof *dossier->files);
  dc_text path = dc_text_format(listing->arena, DC_S "/" DC_S, DC_ARG(dossier->directory), DC_ARG(name));
  dossier->files[dossier->file_count++] = (dc_input_file){.source = {.name = name, .path = path}, .kind = kind};
}

static bool is_csv(const char *name) {
  size_t length = strlen(name);
  return name[0] != '.' && length > 4 && strcasecmp(name + length - 4, ".csv") == 0;
}

static int compare_files(const void *left, const void *right) {
  const dc_input_file *a = left, *b = right;
  return dc_text_compare(a->source.name, b->source.name);
}

static void list_directory(dc_listing *listing, dc_table_kind kind) {
  dc_dossier *dossier = listing->dossier;
  dc_text path = dc_text_format(listing->arena, DC_S "/%s", DC_ARG(dossier->directory), kinds[kind].name);
  DIR *directory = opendir(path.data);
  size_t first = dossier->file_count;
  for (struct dirent *entry; directory && (entry = readdir(directory));) {
    if (!is_csv(entry->d_name)) continue;
    list_file(listing, kind, dc_text_format(listing->arena, "%s/%s", kinds[kind].name, entry->d_name));
  }
  if (directory) closedir(directory);
  size_t count = dossier->file_count - first;
  if (count) qsort(dossier->files + first, count, sizeof *dossier->files, compare_files);
  if (count == 0) {
    dc_report(listing->diagnostics, DC_D_MISSING_FILE, dc_text_format(listing->arena, "%s/", kinds[kind].name), 0, 0,
              "aucun fichier .csv dans ce répertoire");
  }
}

static void list_single(dc_listing *listing, dc_table_kind kind) {
  dc_text name = dc_text_format(listing->arena, "%s.csv", kinds[kind].name);
  dc_text path = dc_text_format(listing->arena, DC_S "/" DC_S, DC_ARG(listing->dossier->directory), DC_ARG(name));
  if (access(path.data, F_OK) == 0 || errno != ENOENT)
    list_file(listing, kind, name);
  else if (kinds[kind].required) {
    dc_report(listing->diagnostics, DC_D_MISSING_FILE, name, 0, 0, "fichier absent du dossier");
  }
}

static void list_files(dc_listing *listing) {
  dc_text directory = listing->dossier->directory;
  if (access(dc_text_copy(listing->arena, directory).data, F_OK) != 0) {
    dc_report(listing->diagnostics, DC_D_MISSING_FILE, directory, 0, 0, "dossier introuvable : %s",
              dc_system_message(errno));
    return;
  }
  for (dc_table_kind kind = 0; kind < DC_TABLE_COUNT; kind++) {
    if (kinds[kind].directory)
      list_directory(listing, kind);
    else
      list_single(listing, kind);
  }
}

/* What decompte.conf states of each file. */
static bool state_files(dc_listing *listing) {
  dc_dossier *dossier = listing->dossier;
  dc_text path = dc_text_format(listing->arena, DC_S "/decompte.conf", DC_ARG(dossier->directory));
  if (!dc_conf_load(&dossier->conf, listing->arena, DC_TEXT("decompte.conf"), path, listing->diagnostics)) return false;
  for (size_t i = 0; i < dossier->file_count; i++) {
    dc_conf_apply(&dossier->conf, dossier->files[i].source.name, &dossier->files[i].source.given);
  }
  dc_conf_report_idle(&dossier->conf, listing->diagnostics);
  return true;
}

/* ---- reading them ---- */

typedef struct {
  dc_dossier *dossier;
  const dc_lexicon *lexicon;
  const dc_headers *headers;
  dc_intern *intern;
  dc_diagnostics *diagnostics;
  const dc_hooks *hooks;
  unsigned threads;
  dc_converted *converted; /* by file, filled by work, emptied by merge */
  bool sound;
} dc_loading;

static bool work(void *context, size_t i) {
  dc_loading *loading = context;
  dc_input_file *file = &loading->dossier->files[i];
  dc_converted *converted = &loading->converted[i];
  dc_diagnostics_init(&converted->diagnostics, &converted->arena);
  if (dc_hooks_stopped(loading->hooks)) return false;
  if (!dc_survey(&file->source, &converted->diagnostics)) return true;
  dc_convert(converted, &file->source, loading->lexicon, loading->headers, dc_text_from(kinds[file->kind].name),
             dc_threads_for(file->source.size, loading->threads));
  return true;
}

static void merge_table(dc_table *table, dc_intern *intern, const dc_converted *converted) {
  uint32_t *remap = dc_zeroed(converted->texts.count, sizeof *remap);
  for (uint32_t id = 1; id < converted->texts.count; id++) {
    remap[id] = dc_intern_add(intern, dc_intern_text(&converted->texts, id));
  }
  dc_table_append(table, &converted->table, remap);
  free(remap);
}

static bool merge(void *context, size_t i) {
  dc_loading *loading = context;
  dc_input_file *file = &loading->dossier->files[i];
  dc_converted *converted = &loading->converted[i];
  dc_table *table = &loading->dossier->tables[file->kind];
  file->first_row = table->rows;
  file->row_count = converted->table.rows;
  file->counts = converted->counts;
  file->rejected = converted->rejected;
  file->skipped = converted->skipped;
  loading->sound = loading->sound && converted->sound;
  if (converted->sound) merge_table(table, loading->intern, converted);
  dc_diagnostics_append(loading->diagnostics, &converted->diagnostics);
  dc_converted_free(converted);
  const dc_hooks *hooks = loading->hooks;
  if (hooks && hooks->progress) hooks->progress(hooks->context, "lecture", i + 1, loading->dossier->file_count);
  return true;
}

static bool read_files(dc_loading *loading) {
  size_t count = loading->dossier->file_count;
  loading->converted = dc_zeroed(count, sizeof *loading->converted);
  loading->sound = true;
  bool whole = dc_parallel(count, loading->threads, work, merge, loading);
  for (size_t i = 0; i < count; i++) dc_converted_free(&loading->converted[i]);
  free(loading->converted);
  return whole && loading->sound;
}

bool dc_dossier_load(dc_dossier *dossier, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                     dc_text directory, unsigned threads, const dc_hooks *hooks, dc_diagnostics *diagnostics) {
  *dossier = (dc_dossier){.directory = directory};
  for (dc_table_kind kind = 0; kind < DC_TABLE_COUNT; kind++) {
    dc_table_init(&dossier->tables[kind], arena, lexicon, dc_text_from(kinds[kind].name));
  }
  dc_headers *headers = dc_headers_compile(lexicon, (dc_text){0}, DC_TEXT("lexique.csv"), diagnostics);
  if (!headers) return false;
  dc_listing listing = {.arena = arena, .dossier = dossier, .diagnostics = diagnostics};
  size_t before = dc_diagnostics_count(diagnostics, DC_FATAL);
  list_files(&listing);
  if (!state_files(&listing)) {
    dc_headers_free(headers);
    return false;
  }
  dc_loading loading = {.dossier = dossier,
                        .lexicon = lexicon,
                        .headers = headers,
                        .intern = intern,
                        .diagnostics = diagnostics,
                        .hooks = hooks,
                        .threads = threads};
  bool sound = read_files(&loading);
  dc_headers_free(headers);
  return sound && dc_diagnostics_count(diagnostics, DC_FATAL) == before;
}

void dc_dossier_free(dc_dossier *dossier) {
  for (dc_table_kind kind = 0; kind < DC_TABLE_COUNT; kind++) dc_table_free(&dossier->tables[kind]);
  free(dossier->files);
  dossier->files = NULL;
  dossier->file_count = 0;
}

const dc_input_file *dc_dossier_file(const dc_dossier *dossier, dc_table_kind kind, size_t row) {
  size_t low = 0, high = dossier->file_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const dc_input_file *file = &dossier->files[middle];
    if (file->kind < kind || (file->kind == kind && file->first_row + file->row_count <= row))
      low = middle + 1;
    else
      high = middle;
  }
  DC_ASSERT(low < dossier->file_count && dossier->files[low].kind == kind);
  return &dossier->files[low];
}

dc_text dc_dossier_place(const dc_dossier *dossier, dc_table_kind kind, size_t row, dc_arena *arena) {
  dc_text file = dc_dossier_file(dossier, kind, row)->source.name;
  return dc_text_format(arena, DC_S ":%u", DC_ARG(file), dossier->tables[kind].lines[row]);
}

bool dc_table_load(dc_table *table, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern, dc_text name,
                   dc_source *source, dc_diagnostics *diagnostics) {
  dc_headers *headers = dc_headers_compile(lexicon, name, DC_TEXT("lexique.csv"), diagnostics);
  if (!headers) return false;
  dc_converted converted = {0};
  dc_diagnostics_init(&converted.diagnostics, &converted.arena);
  dc_table_init(table, arena, lexicon, name);
  if (dc_survey(source, &converted.diagnostics)) dc_convert(&converted, source, lexicon, headers, name, 1);
  if (converted.sound) merge_table(table, intern, &converted);
  dc_diagnostics_append(diagnostics, &converted.diagnostics);
  bool sound = converted.sound;
  dc_converted_free(&converted);
  dc_headers_free(headers);
  return sound;
}
