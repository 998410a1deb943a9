#include <stdlib.h>
#include <sys/stat.h>

#include "cli/terminal.h"
#include "decompte/replacement.h"
#include "decompte/rulebook_format.h"

static dc_exit regles_formater(const dc_arguments *arguments);

static const dc_option options[] = {
    {"verifier", NULL, "ne rien écrire : donner les fichiers qui changeraient (code 1 s'il y en a)"},
    {NULL, NULL, NULL},
};

const dc_command dc_command_regles_formater = {
    .name = "regles formater",
    .operands = "REP|FICHIER…",
    .summary = "Met des fichiers de règles en forme, sur place : alignements, signes, espaces, lignes vides.",
    .examples = "  decompte regles formater dossier/regles/\n"
                "  decompte regles formater charte.regles marche.regles\n"
                "  decompte regles formater --verifier rules/       liste ce qui changerait, sans rien écrire\n",
    .detail =
        "D'un répertoire, tous les fichiers .regles, sous-répertoires compris. Les fichiers changés sont nommés.\n"
        "Seule la forme change : les règles, les cas et les commentaires restent ce qu'ils sont. Un fichier qui\n"
        "n'a pas la forme d'un recueil est refusé (code 2), et rien n'est écrit.\n",
    .least = 1,
    .most = 1000,
    .options = options,
    .run = regles_formater,
};

/* A file whose canonical form is another one. */
typedef struct {
  const dc_rule_file *file;
  dc_text formatted;
  dc_replacement replacement;
} dc_change;

typedef struct {
  dc_arena arena;
  dc_diagnostics diagnostics;
  dc_rule_file *files;
  size_t file_count, capacity;
  dc_change *changes;
  size_t change_count;
} dc_formatting;

/* A file that two operands name is changed once. */
static void drop_repeated(dc_formatting *work) {
  size_t kept = 0;
  for (size_t i = 0; i < work->file_count; i++) {
    dc_rule_file file = work->files[i];
    char *real = realpath(file.path.data, NULL);
    if (real) file.path = dc_text_copy(&work->arena, dc_text_from(real));
    free(real);
    size_t same = 0;
    while (same < kept && !dc_text_equal(work->files[same].path, file.path)) same++;
    if (same == kept) work->files[kept++] = file;
  }
  work->file_count = kept;
}

/* The files that the operands name, in order: themselves, or those under a directory. */
static void list_files(dc_formatting *work, const dc_arguments *arguments) {
  for (int i = 0; i < arguments->operand_count; i++) {
    const char *operand = arguments->operands[i];
    struct stat status;
    if (stat(operand, &status) != 0 || !S_ISDIR(status.st_mode)) {
      work->files = dc_grow(work->files, &work->capacity, work->file_count + 1, sizeof *work->files);
      work->files[work->file_count++] = (dc_rule_file){.name = dc_text_from(operand), .path = dc_text_from(operand)};
      continue;
    }
    dc_text directory = dc_text_from(operand);
    while (directory.length > 1 && dc_text_ends(directory, DC_TEXT("/"))) directory.length--;
    directory = dc_text_copy(&work->arena, directory);
    dc_text prefix = dc_text_format(&work->arena, DC_S "/", DC_ARG(directory));
    work->files = dc_rule_files(&work->arena, directory, prefix.data, work->files, &work->file_count, &work->capacity,
                                &work->diagnostics);
  }
  drop_repeated(work);
}

static void find_changes(dc_formatting *work) {
  work->changes = DC_NEW_ARRAY(&work->arena, work->file_count, dc_change);
  for (size_t i = 0; i < work->file_count; i++) {
    dc_change change = {.file = &work->files[i]};
    bool changed = false;
    if (dc_rules_format_file(&work->arena, change.file, &change.formatted, &changed, &work->diagnostics) && changed)
      work->changes[work->change_count++] = change;
  }
}

static bool report_failure(dc_formatting *work, const dc_change *change) {
  dc_report(&work->diagnostics, DC_S_INPUT_OUTPUT, change->file->name, 0, 0, DC_S, DC_ARG(change->replacement.error));
  return false;
}

/* Every file is written before the first takes its place: a full disk changes none of them. */
static bool write_changes(dc_formatting *work) {
  bool written = true;
  for (size_t i = 0; i < work->change_count && written; i++) {
    dc_change *change = &work->changes[i];
    written = dc_replacement_write(&change->replacement, &work->arena, change->file->path, change->formatted) ||
              report_failure(work, change);
  }
  for (size_t i = 0; i < work->change_count && written; i++)
    written = dc_replacement_publish(&work->changes[i].replacement) || report_failure(work, &work->changes[i]);
  for (size_t i = 0; i < work->change_count; i++) dc_replacement_abandon(&work->changes[i].replacement);
  return written;
}

static dc_exit format(dc_formatting *work, bool check_only) {
  find_changes(work);
  if (dc_diagnostics_worst(&work->diagnostics) >= DC_ERROR) return DC_EXIT_REFUSED;
  if (!check_only && !write_changes(work)) return DC_EXIT_SYSTEM;
  for (size_t i = 0; i < work->change_count; i++) printf(DC_S "\n", DC_ARG(work->changes[i].file->name));
  return check_only && work->change_count > 0 ? DC_EXIT_ANOMALIES : DC_EXIT_CLEAN;
}

static dc_exit regles_formater(const dc_arguments *arguments) {
  dc_formatting work = {0};
  dc_terminal terminal = dc_terminal_for(arguments);
  dc_diagnostics_init(&work.diagnostics, &work.arena);
  list_files(&work, arguments);
  dc_exit result = format(&work, dc_argument(arguments, "verifier") != NULL);
  dc_terminal_diagnostics(&terminal, stderr, &work.diagnostics, DC_WARNING, SIZE_MAX);
  free(work.files);
  dc_diagnostics_free(&work.diagnostics);
  dc_arena_free(&work.arena);
  return result;
}
