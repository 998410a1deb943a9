#include "decompte/conf.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "decompte/system.h"

enum { MOST_BYTES = 1 << 16, MOST_SECTIONS = 1000 };

typedef struct {
  dc_conf *conf;
  dc_arena *arena;
  dc_diagnostics *diagnostics;
  dc_text text; /* the line being read, as written */
  uint32_t line;
  bool sound;
} dc_conf_reading;

/* Reports on `part` of the line being read. */
static void wrong(dc_conf_reading *reading, dc_text part, dc_text message) {
  dc_text before = dc_text_slice(reading->text, 0, (size_t)(part.data - reading->text.data));
  dc_diagnostic *item = dc_report(reading->diagnostics, DC_D_BAD_CONF, reading->conf->name, reading->line,
                                  (uint32_t)dc_text_characters(before) + 1, DC_S, DC_ARG(message));
  item->excerpt = dc_text_copy(reading->diagnostics->arena, reading->text);
  item->span = part.length ? (uint32_t)dc_text_characters(part) : 1;
  reading->sound = false;
}

static void read_section(dc_conf_reading *reading, dc_text line) {
  dc_conf *conf = reading->conf;
  if (!dc_text_ends(line, DC_TEXT("]")) || line.length < 3) {
    wrong(reading, line, DC_TEXT("une rubrique s'écrit [fichier.csv] ou [releves/nom-*.csv]"));
  } else if (conf->count == MOST_SECTIONS) {
    wrong(reading, line, dc_text_format(reading->arena, "plus de %d rubriques", MOST_SECTIONS));
  } else {
    dc_text pattern = dc_text_trim(dc_text_slice(line, 1, line.length - 1));
    conf->sections[conf->count++] =
        (dc_conf_section){.pattern = dc_text_copy(reading->arena, pattern), .line = reading->line};
  }
}

static const dc_given_key *key_named(dc_text name) {
  for (int i = 0; i < DC_GIVEN_KEYS; i++) {
    if (dc_text_equal(name, dc_text_from(dc_given_keys[i].name))) return &dc_given_keys[i];
  }
  return NULL;
}

static void wrong_key(dc_conf_reading *reading, dc_text name) {
  dc_text names[DC_GIVEN_KEYS];
  dc_builder list = {.arena = reading->arena};
  for (int i = 0; i < DC_GIVEN_KEYS; i++) {
    names[i] = dc_text_from(dc_given_keys[i].name);
    dc_builder_format(&list, "%s%s", i ? ", " : "", dc_given_keys[i].name);
  }
  int near = dc_text_nearest(name, names, DC_GIVEN_KEYS);
  dc_text message = near >= 0
                        ? dc_text_format(reading->arena, "« " DC_S " » inconnu : vouliez-vous dire « " DC_S " » ?",
                                         DC_ARG(name), DC_ARG(names[near]))
                        : dc_text_format(reading->arena, "« " DC_S " » inconnu ; attendu : " DC_S, DC_ARG(name),
                                         DC_ARG(dc_builder_text(&list)));
  wrong(reading, name, message);
}

static void read_statement(dc_conf_reading *reading, dc_text line) {
  size_t equals = dc_text_find(line, DC_TEXT("="));
  dc_text name = dc_text_trim(dc_text_slice(line, 0, equals));
  if (equals == line.length) {
    wrong(reading, line, DC_TEXT("attendu : nom = valeur"));
    return;
  }
  dc_text value = dc_text_trim(dc_text_slice(line, equals + 1, line.length));
  const dc_given_key *key = key_named(name);
  dc_conf *conf = reading->conf;
  dc_dialect_given unheard = {0};
  if (conf->count == 0)
    wrong(reading, name, DC_TEXT("avant cette ligne, dire de quels fichiers : [releves/nom-*.csv]"));
  dc_dialect_given *given = conf->count ? &conf->sections[conf->count - 1].given : &unheard;
  if (!key) {
    wrong_key(reading, name);
  } else if (value.length == 0) {
    wrong(reading, name, dc_text_format(reading->arena, "%s : aucune valeur ; attendu : %s", key->name, key->values));
  } else if (!key->state(given, value)) {
    wrong(reading, value,
          dc_text_format(reading->arena, "%s : « " DC_S " » inconnu ; attendu : %s", key->name, DC_ARG(value),
                         key->values));
  }
}

static void read_line(dc_conf_reading *reading) {
  dc_text line = dc_text_trim(reading->text);
  if (line.length == 0 || line.data[0] == '#') return;
  if (line.data[0] == '[')
    read_section(reading, line);
  else
    read_statement(reading, line);
}

static bool read_text(dc_conf_reading *reading, dc_text text) {
  if (dc_text_starts(text, DC_TEXT("\xEF\xBB\xBF"))) text = dc_text_slice(text, 3, text.length);
  reading->conf->sections = DC_NEW_ARRAY(reading->arena, MOST_SECTIONS, dc_conf_section);
  while (text.length) {
    size_t end = dc_text_find(text, DC_TEXT("\n"));
    reading->text = dc_text_slice(text, 0, end);
    if (dc_text_ends(reading->text, DC_TEXT("\r"))) reading->text.length--;
    reading->line++;
    read_line(reading);
    text = dc_text_slice(text, end + 1, text.length);
  }
  return reading->sound;
}

static bool unreadable(const dc_conf *conf, dc_diagnostics *diagnostics, const char *why) {
  dc_report(diagnostics, DC_D_UNREADABLE, conf->name, 0, 0, "lecture impossible : %s", why);
  return false;
}

bool dc_conf_load(dc_conf *conf, dc_arena *arena, dc_text name, dc_text path, dc_diagnostics *diagnostics) {
  *conf = (dc_conf){.name = name};
  const char *place = dc_text_copy(arena, path).data;
  struct stat status;
  if (stat(place, &status) != 0) return errno == ENOENT || unreadable(conf, diagnostics, dc_system_message(errno));
  if (!S_ISREG(status.st_mode)) return unreadable(conf, diagnostics, "ce n'est pas un fichier");
  FILE *file = fopen(place, "rb");
  if (!file) return unreadable(conf, diagnostics, dc_system_message(errno));
  char *bytes = DC_NEW_ARRAY(arena, MOST_BYTES, char);
  dc_text text = {bytes, fread(bytes, 1, MOST_BYTES, file)};
  int error = ferror(file) ? errno : 0;
  (void)fclose(file);
  if (error) return unreadable(conf, diagnostics, dc_system_message(error));
  if (text.length == MOST_BYTES) return unreadable(conf, diagnostics, "plus de 64 Kio");
  if (!dc_text_is_utf8(text)) return unreadable(conf, diagnostics, "ce fichier doit être en UTF-8");
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  dc_hasher_add(&hasher, text.data, text.length);
  conf->digest = dc_hasher_end(&hasher);
  conf->present = true;
  dc_conf_reading reading = {.conf = conf, .arena = arena, .diagnostics = diagnostics, .sound = true};
  return read_text(&reading, text);
}

void dc_conf_apply(dc_conf *conf, dc_text file, dc_dialect_given *given) {
  dc_arena scratch = {0};
  const char *name = dc_text_copy(&scratch, file).data;
  for (size_t i = 0; i < conf->count; i++) {
    dc_conf_section *section = &conf->sections[i];
    if (fnmatch(section->pattern.data, name, FNM_PATHNAME) != 0) continue;
    section->used = true;
    dc_given_add(given, &section->given);
  }
  dc_arena_free(&scratch);
}

void dc_conf_report_idle(const dc_conf *conf, dc_diagnostics *diagnostics) {
  for (size_t i = 0; i < conf->count; i++) {
    const dc_conf_section *section = &conf->sections[i];
    if (section->used) continue;
    dc_report(diagnostics, DC_D_IDLE_CONF, conf->name, section->line, 1, "aucun fichier ne s'appelle « " DC_S " »",
              DC_ARG(section->pattern));
  }
}

/* ---- the dossier of one file ---- */

bool dc_conf_state(dc_dialect_given *given, dc_arena *arena, dc_text path, dc_diagnostics *diagnostics) {
  dc_text above = dc_text_slice(path, 0, dc_text_last_part(path));
  /* Resolved without the file itself, which may be a link to elsewhere; the reader tells when there is no such place.
   */
  char *directory = realpath(above.length ? dc_text_copy(arena, above).data : ".", NULL);
  if (!directory) return true;
  dc_text file = dc_text_slice(path, above.length, path.length);
  dc_text whole = dc_text_format(arena, "%s/" DC_S, directory, DC_ARG(file));
  free(directory);
  size_t name = whole.length - file.length;
  for (int level = 0; level < 2 && name > 0; level++) {
    dc_text place = dc_text_format(arena, DC_S "decompte.conf", DC_ARG(dc_text_slice(whole, 0, name)));
    dc_conf conf;
    if (!dc_conf_load(&conf, arena, place, place, diagnostics)) return false;
    if (conf.present) {
      dc_conf_apply(&conf, dc_text_slice(whole, name, whole.length), given);
      return true;
    }
    name = dc_text_last_part(dc_text_slice(whole, 0, name - 1));
  }
  return true;
}
