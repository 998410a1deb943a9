#define PCRE2_CODE_UNIT_WIDTH 8
#include "input/header.h"

#include <pcre2.h>
#include <stdlib.h>

#include "decompte/identifier.h"

struct dc_headers {
  const dc_lexicon *lexicon;
  pcre2_code **codes; /* by number of field; NULL: no pattern */
};

void dc_headers_free(dc_headers *headers) {
  if (!headers) return;
  for (uint32_t i = 0; i < headers->lexicon->count; i++) pcre2_code_free(headers->codes[i]);
  free(headers->codes);
  free(headers);
}

static pcre2_code *compile(dc_text pattern, dc_text file, uint32_t line, dc_diagnostics *diagnostics) {
  int error;
  size_t offset;
  uint32_t options = PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
  pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.length, options, &error, &offset, NULL);
  if (code) return code;
  PCRE2_UCHAR message[128];
  pcre2_get_error_message(error, message, sizeof message);
  dc_report(diagnostics, DC_D_BAD_LEXICON, file, line, 0, "motif d'en-têtes « " DC_S " » : %s (caractère %zu)",
            DC_ARG(pattern), (const char *)message, offset + 1);
  return NULL;
}

dc_headers *dc_headers_compile(const dc_lexicon *lexicon, dc_text lexicon_name, dc_diagnostics *diagnostics) {
  dc_headers *headers = dc_zeroed(1, sizeof *headers);
  headers->lexicon = lexicon;
  headers->codes = dc_zeroed(lexicon->count, sizeof(pcre2_code *));
  bool sound = true;
  for (uint32_t i = 0; i < lexicon->count; i++) {
    dc_text pattern = lexicon->fields[i].pattern;
    if (pattern.length == 0) continue;
    headers->codes[i] = compile(pattern, lexicon_name, i + 2, diagnostics);
    sound = sound && headers->codes[i];
  }
  if (sound) return headers;
  dc_headers_free(headers);
  return NULL;
}

static bool matches(const dc_headers *headers, const dc_field *field, dc_text folded) {
  const pcre2_code *code = headers->codes[field->number];
  if (!code) return false;
  pcre2_match_data *data = pcre2_match_data_create(1, NULL);
  if (!data) dc_die_memory();
  int found = pcre2_match(code, (PCRE2_SPTR)folded.data, folded.length, 0, 0, data, NULL);
  pcre2_match_data_free(data);
  return found >= 0;
}

/* The canonical name first, for it settles what several patterns would accept. */
static size_t find_column(const dc_headers *headers, const dc_table *table, dc_text folded, dc_arena *scratch) {
  for (size_t i = 0; i < table->column_count; i++) {
    if (dc_text_equal(dc_text_fold(scratch, table->columns[i].field->column), folded)) return i;
  }
  for (size_t i = 0; i < table->column_count; i++) {
    if (matches(headers, table->columns[i].field, folded)) return i;
  }
  return DC_UNBOUND;
}

static bool report_missing(const dc_table *table, const dc_record *header, dc_text file, const size_t columns[],
                           dc_diagnostics *diagnostics) {
  bool complete = true;
  for (size_t i = 0; i < table->column_count; i++) {
    const dc_field *field = table->columns[i].field;
    bool found = false;
    for (size_t k = 0; k < header->count; k++) found = found || columns[k] == i;
    if (found || !field->required) continue;
    dc_text unbound[DC_RECORD_FIELDS];
    size_t count = 0;
    for (size_t k = 0; k < header->count; k++) {
      if (columns[k] == DC_UNBOUND) unbound[count++] = header->fields[k];
    }
    int near = dc_text_nearest(field->column, unbound, count);
    dc_text hint = {0};
    if (near >= 0) hint = dc_without_nir(diagnostics->arena, unbound[near]);
    dc_diagnostic *item = dc_report(diagnostics, DC_D_MISSING_COLUMN, file, header->line, 0,
                                    "colonne obligatoire absente : " DC_S "%s" DC_S "%s", DC_ARG(field->column),
                                    near < 0 ? "" : " (serait-ce « ", DC_ARG(hint), near < 0 ? "" : " » ?)");
    item->excerpt = dc_text_copy(diagnostics->arena, dc_without_nir(diagnostics->arena, header->raw));
    complete = false;
  }
  return complete;
}

bool dc_headers_bind(const dc_headers *headers, const dc_table *table, const dc_record *header, dc_text file,
                     size_t columns[DC_RECORD_FIELDS], dc_diagnostics *diagnostics) {
  dc_arena scratch = {0};
  bool unique = true;
  for (size_t i = 0; i < header->count; i++) {
    dc_text name = header->fields[i];
    columns[i] = name.length ? find_column(headers, table, dc_text_fold(&scratch, name), &scratch) : DC_UNBOUND;
    if (name.length && columns[i] == DC_UNBOUND) {
      dc_text shown = dc_without_nir(diagnostics->arena, name);
      dc_report(diagnostics, DC_D_UNKNOWN_COLUMN, file, header->line, 0, "colonne « " DC_S " » non reconnue",
                DC_ARG(shown));
    }
    for (size_t k = 0; k < i; k++) {
      if (columns[i] == DC_UNBOUND || columns[k] != columns[i]) continue;
      dc_report(diagnostics, DC_D_DUPLICATE_COLUMN, file, header->line, 0,
                "« " DC_S " » et « " DC_S " » désignent tous deux la colonne " DC_S, DC_ARG(header->fields[k]),
                DC_ARG(name), DC_ARG(table->columns[columns[i]].field->column));
      unique = false;
    }
  }
  dc_arena_free(&scratch);
  return report_missing(table, header, file, columns, diagnostics) && unique;
}

size_t dc_headers_score(const dc_headers *headers, const dc_table *table, const dc_text *names, size_t count,
                        bool *complete) {
  dc_arena scratch = {0};
  bool *found = DC_NEW_ARRAY(&scratch, table->column_count, bool);
  size_t bound = 0;
  for (size_t i = 0; i < count; i++) {
    size_t column =
        names[i].length ? find_column(headers, table, dc_text_fold(&scratch, names[i]), &scratch) : DC_UNBOUND;
    if (column == DC_UNBOUND || found[column]) continue;
    found[column] = true;
    bound++;
  }
  *complete = true;
  for (size_t i = 0; i < table->column_count; i++)
    *complete = *complete && (found[i] || !table->columns[i].field->required);
  dc_arena_free(&scratch);
  return bound;
}
