#include <stdlib.h>
#include <unistd.h>

#include "decompte/lexicon_file.h"

enum { TABLE, COLUMN, CODE, SPELLINGS, WIDTH };

typedef struct {
  dc_lexicon *lexicon;
  dc_arena *arena;
  dc_text file;
  dc_diagnostics *diagnostics;
} dc_alias_reading;

static void add(dc_alias_reading *reading, const dc_field *field, dc_text code, dc_text spelling, uint32_t line) {
  dc_lexicon *lexicon = reading->lexicon;
  dc_text folded = dc_text_fold(reading->arena, spelling), known;
  if (folded.length == 0) return;
  if (dc_lexicon_alias(lexicon, field, folded, &known)) {
    if (dc_text_equal(known, code)) return;
    dc_report(reading->diagnostics, DC_D_BAD_LEXICON, reading->file, line, 0, "« " DC_S " » dirait " DC_S " et " DC_S,
              DC_ARG(spelling), DC_ARG(known), DC_ARG(code));
    return;
  }
  dc_lexicon_add_alias(lexicon, reading->arena, (dc_alias){field->number, folded, code});
}

static void read_row(dc_alias_reading *reading, const dc_record *record) {
  const dc_field *field = record->count == WIDTH
                              ? dc_lexicon_column(reading->lexicon, record->fields[TABLE], record->fields[COLUMN])
                              : NULL;
  if (!field || field->type != DC_TYPE_CODE || record->fields[CODE].length == 0) {
    dc_report(reading->diagnostics, DC_D_BAD_LEXICON, reading->file, record->line, 0,
              "ligne attendue : table;colonne;code;graphies, d'une colonne de codes du lexique");
    return;
  }
  dc_text code = dc_text_copy(reading->arena, record->fields[CODE]);
  add(reading, field, code, code, record->line);
  for (dc_text rest = record->fields[SPELLINGS]; rest.length;) {
    size_t end = dc_text_find(rest, DC_TEXT("|"));
    add(reading, field, code, dc_text_slice(rest, 0, end), record->line);
    rest = dc_text_slice(rest, end + 1, rest.length);
  }
}

bool dc_aliases_load(dc_lexicon *lexicon, dc_arena *arena, dc_source *source, dc_diagnostics *diagnostics) {
  if (access(source->path.data, F_OK) != 0) return true;
  size_t before = dc_diagnostics_count(diagnostics, DC_ERROR);
  source->given.has_separator = true;
  source->given.dialect.separator = ';';
  dc_reader *reader = dc_survey(source, diagnostics) ? dc_reader_open(source, diagnostics) : NULL;
  if (!reader) return false;
  dc_alias_reading reading = {.lexicon = lexicon, .arena = arena, .file = source->name, .diagnostics = diagnostics};
  dc_record record;
  (void)dc_reader_next(reader, &record);
  while (dc_reader_next(reader, &record)) read_row(&reading, &record);
  dc_reader_close(reader);
  return dc_diagnostics_count(diagnostics, DC_ERROR) == before;
}
