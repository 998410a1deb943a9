#include "decompte/lexicon_file.h"

#include <string.h>

/* The one table whose columns are written here, since it describes all others. */
enum { NAME, TABLE, COLUMN, TYPE, REQUIRED, SENSITIVE, SEVERAL, LEVEL, PATTERN, LABEL, WIDTH };
static const char *const headings[WIDTH] = {"nom",      "table",     "colonne", "type",    "obligatoire",
                                            "sensible", "plusieurs", "niveau",  "entetes", "libelle"};

static bool header_is_right(const dc_record *record, dc_text file, dc_diagnostics *diagnostics) {
  bool right = record->count == WIDTH;
  for (size_t i = 0; right && i < WIDTH; i++) right = dc_text_equal(record->fields[i], dc_text_from(headings[i]));
  if (!right) {
    dc_report(diagnostics, DC_D_BAD_LEXICON, file, record->line, 0,
              "en-tête attendu : nom;table;colonne;type;obligatoire;sensible;plusieurs;niveau;entetes;libelle");
  }
  return right;
}

static bool yes(dc_text text) { return dc_text_equal(text, DC_TEXT("oui")); }

static bool read_field(dc_field *field, dc_arena *arena, const dc_record *record, dc_text file,
                       dc_diagnostics *diagnostics) {
  if (record->count != WIDTH) {
    dc_report(diagnostics, DC_D_BAD_LEXICON, file, record->line, 0, "%d champs attendus, %zu trouvés", WIDTH,
              record->count);
    return false;
  }
  dc_text texts[WIDTH];
  for (size_t i = 0; i < WIDTH; i++) texts[i] = dc_text_copy(arena, record->fields[i]);
  *field = (dc_field){.name = texts[NAME],
                      .table = texts[TABLE],
                      .column = texts[COLUMN],
                      .required = yes(texts[REQUIRED]),
                      .sensitive = yes(texts[SENSITIVE]),
                      .several = yes(texts[SEVERAL]),
                      .pattern = texts[PATTERN],
                      .label = texts[LABEL]};
  bool known = true;
  if (!dc_type_parse(texts[TYPE], &field->type)) {
    dc_report(diagnostics, DC_D_BAD_LEXICON, file, record->line, 0, "type « " DC_S " » inconnu", DC_ARG(texts[TYPE]));
    known = false;
  }
  if (!dc_level_parse(texts[LEVEL], &field->level)) {
    dc_report(diagnostics, DC_D_BAD_LEXICON, file, record->line, 0, "niveau « " DC_S " » inconnu",
              DC_ARG(texts[LEVEL]));
    known = false;
  }
  return known;
}

/* A name or a (table, column) given twice would make one of the two unreachable. */
static bool is_new(const dc_lexicon *lexicon, const dc_field *field, uint32_t line, dc_text file,
                   dc_diagnostics *diagnostics) {
  bool twice = dc_lexicon_name(lexicon, field->name) || dc_lexicon_column(lexicon, field->table, field->column);
  if (twice) {
    dc_report(diagnostics, DC_D_BAD_LEXICON, file, line, 0, "« " DC_S " » ou la colonne " DC_S "." DC_S " existe déjà",
              DC_ARG(field->name), DC_ARG(field->table), DC_ARG(field->column));
  }
  return !twice;
}

/* « =releves.participant » stands for the spellings of that column, « =releves.participant|id » for one more: a column
 * of several tables is described once. The column named must be described above, or without referring itself. */
static bool resolve_pattern(const dc_lexicon *lexicon, dc_field *field, dc_arena *arena, dc_text file,
                            dc_diagnostics *diagnostics) {
  if (!dc_text_starts(field->pattern, DC_TEXT("="))) return true;
  size_t end = dc_text_find(field->pattern, DC_TEXT("|")), point = dc_text_find(field->pattern, DC_TEXT("."));
  const dc_field *base = dc_lexicon_column(lexicon, dc_text_slice(field->pattern, 1, point),
                                           dc_text_slice(field->pattern, point + 1, end));
  if (!base || dc_text_starts(base->pattern, DC_TEXT("="))) {
    dc_report(diagnostics, DC_D_BAD_LEXICON, file, field->number + 2, 0,
              "« " DC_S " » ne renvoie à aucune colonne qui ait ses propres graphies", DC_ARG(field->pattern));
    return false;
  }
  field->pattern = dc_text_format(arena, DC_S DC_S, DC_ARG(base->pattern),
                                  DC_ARG(dc_text_slice(field->pattern, end, field->pattern.length)));
  return true;
}

bool dc_lexicon_load(dc_lexicon *lexicon, dc_arena *arena, dc_source *source, dc_diagnostics *diagnostics) {
  enum { MOST_FIELDS = 1024 };
  *lexicon = (dc_lexicon){.fields = DC_NEW_ARRAY(arena, MOST_FIELDS, dc_field)};
  size_t before = dc_diagnostics_count(diagnostics, DC_ERROR);
  dc_reader *reader = dc_survey(source, diagnostics) ? dc_reader_open(source, diagnostics) : NULL;
  if (!reader) return false;
  dc_record record;
  bool sound = dc_reader_next(reader, &record) && header_is_right(&record, source->name, diagnostics);
  while (sound && lexicon->count < MOST_FIELDS && dc_reader_next(reader, &record)) {
    dc_field *field = &lexicon->fields[lexicon->count];
    if (!read_field(field, arena, &record, source->name, diagnostics)) continue;
    if (!is_new(lexicon, field, record.line, source->name, diagnostics)) continue;
    field->number = lexicon->count++;
  }
  dc_reader_close(reader);
  for (uint32_t i = 0; i < lexicon->count; i++) {
    sound = resolve_pattern(lexicon, &lexicon->fields[i], arena, source->name, diagnostics) && sound;
  }
  return sound && dc_diagnostics_count(diagnostics, DC_ERROR) == before;
}
