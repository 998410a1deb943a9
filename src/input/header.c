#include "input/header.h"

#include <stdlib.h>

#include "decompte/identifier.h"
#include "input/patterns.h"

struct dc_headers {
  dc_arena arena;
  const dc_lexicon *lexicon;
  dc_patterns *patterns;
  dc_text *canonical; /* by number of field: the name of its column, folded */
};

void dc_headers_free(dc_headers *headers) {
  if (!headers) return;
  dc_patterns_free(headers->patterns);
  dc_arena_free(&headers->arena);
  free(headers);
}

dc_headers *dc_headers_compile(const dc_lexicon *lexicon, dc_text table, dc_text lexicon_name,
                               dc_diagnostics *diagnostics) {
  dc_patterns *patterns = dc_patterns_compile(lexicon, table, lexicon_name, diagnostics);
  if (!patterns) return NULL;
  dc_headers *headers = dc_zeroed(1, sizeof *headers);
  headers->lexicon = lexicon;
  headers->patterns = patterns;
  headers->canonical = DC_NEW_ARRAY(&headers->arena, lexicon->count, dc_text);
  for (uint32_t i = 0; i < lexicon->count; i++) {
    headers->canonical[i] = dc_text_fold(&headers->arena, lexicon->fields[i].column);
  }
  return headers;
}

/* ---- one heading ---- */

/* « codeCPV » is written in two words: a capital after a small letter begins one. */
static dc_text fold_heading(dc_arena *scratch, dc_text name) {
  dc_builder words = {.arena = scratch};
  for (size_t i = 0; i < name.length; i++) {
    char c = name.data[i], before = i ? name.data[i - 1] : ' ';
    if (c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z') dc_builder_add(&words, DC_TEXT(" "));
    dc_builder_add(&words, dc_text_slice(name, i, i + 1));
  }
  return dc_text_fold(scratch, dc_builder_text(&words));
}

/* The columns that a heading may be: none, one, or the first two of several. */
typedef struct {
  size_t count, columns[2];
} dc_choice;

/* The canonical name first, for it settles what several patterns would accept. */
static dc_choice choose(const dc_headers *headers, const dc_table *table, dc_text name, dc_arena *scratch) {
  dc_choice choice = {.columns = {DC_UNBOUND, DC_UNBOUND}};
  dc_text folded = fold_heading(scratch, name);
  if (folded.length == 0) return choice;
  for (size_t i = 0; i < table->column_count; i++) {
    if (dc_text_equal(headers->canonical[table->columns[i].field->number], folded)) return (dc_choice){1, {i, i}};
  }
  for (size_t i = 0; i < table->column_count && choice.count < 2; i++) {
    if (dc_patterns_match(headers->patterns, table->columns[i].field, folded)) choice.columns[choice.count++] = i;
  }
  return choice;
}

size_t dc_headers_score(const dc_headers *headers, const dc_table *table, const dc_text *names, size_t count,
                        bool *complete) {
  dc_arena scratch = {0};
  bool *found = DC_NEW_ARRAY(&scratch, table->column_count, bool);
  size_t bound = 0;
  for (size_t i = 0; i < count; i++) {
    size_t column = choose(headers, table, names[i], &scratch).columns[0];
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

/* ---- what is wrong with a header ---- */

typedef struct {
  const dc_headers *headers;
  const dc_table *table;
  const dc_record *header;
  dc_text file;
  const size_t *columns;
  dc_diagnostics *diagnostics;
  size_t *offsets; /* by field: where it is written in the raw header; SIZE_MAX: not as it is named */
  dc_arena scratch;
} dc_binding_report;

/* The record does not tell its dialect: fields are found one after the other, whole or by their first word (the rest
 * may be on another line of a quoted field). */
static void locate(dc_binding_report *report) {
  dc_text raw = report->header->raw;
  report->offsets = DC_NEW_ARRAY(&report->scratch, report->header->count, size_t);
  size_t from = 0;
  for (size_t i = 0; i < report->header->count; i++) {
    dc_text rest = dc_text_slice(raw, from, raw.length), name = report->header->fields[i];
    size_t at = dc_text_find(rest, name);
    if (at == rest.length) {
      name = dc_text_slice(name, 0, dc_text_find(name, DC_TEXT(" ")));
      at = dc_text_find(rest, name);
    }
    bool found = name.length && at < rest.length;
    report->offsets[i] = found ? from + at : SIZE_MAX;
    if (found) from += at + name.length;
  }
}

static dc_text shown(const dc_binding_report *report, size_t field) {
  return dc_without_nir(report->diagnostics->arena, report->header->fields[field]);
}

/* Puts a diagnostic on the cell of a heading, or on the header as a whole. */
static void place(const dc_binding_report *report, dc_diagnostic *item, size_t field) {
  dc_text raw = report->header->raw;
  dc_arena *arena = report->diagnostics->arena;
  size_t offset = field < report->header->count ? report->offsets[field] : SIZE_MAX, begin = 0;
  if (offset == SIZE_MAX) {
    item->excerpt = dc_text_copy(arena, dc_without_nir(arena, raw));
    return;
  }
  for (size_t i = 0; i < offset; i++) {
    if (raw.data[i] != '\n') continue;
    begin = i + 1;
    item->line++;
  }
  item->column = (uint32_t)dc_text_characters(dc_text_slice(raw, begin, offset)) + 1;
  item->span = (uint32_t)dc_text_characters(shown(report, field));
  item->excerpt = dc_text_copy(arena, dc_line_without_nir(arena, raw, begin));
}

static dc_text column_name(const dc_binding_report *report, size_t column) {
  return report->table->columns[column].field->column;
}

static void report_unknown(const dc_binding_report *report, size_t field) {
  place(report,
        dc_report(report->diagnostics, DC_D_UNKNOWN_COLUMN, report->file, report->header->line, 0,
                  "colonne « " DC_S " » non reconnue", DC_ARG(shown(report, field))),
        field);
}

static void report_ambiguous(const dc_binding_report *report, size_t field, const dc_choice *choice) {
  place(report,
        dc_report(report->diagnostics, DC_D_AMBIGUOUS_COLUMN, report->file, report->header->line, 0,
                  "« " DC_S " » peut désigner la colonne " DC_S " ou la colonne " DC_S, DC_ARG(shown(report, field)),
                  DC_ARG(column_name(report, choice->columns[0])), DC_ARG(column_name(report, choice->columns[1]))),
        field);
}

/* Tells that `field` is the same column as one before it; false when it is. */
static bool is_new(const dc_binding_report *report, size_t field) {
  bool new = true;
  for (size_t k = 0; k < field; k++) {
    if (report->columns[field] == DC_UNBOUND || report->columns[k] != report->columns[field]) continue;
    place(report,
          dc_report(report->diagnostics, DC_D_DUPLICATE_COLUMN, report->file, report->header->line, 0,
                    "« " DC_S " » et « " DC_S " » désignent tous deux la colonne " DC_S, DC_ARG(shown(report, k)),
                    DC_ARG(shown(report, field)), DC_ARG(column_name(report, report->columns[field]))),
          field);
    new = false;
  }
  return new;
}

/* ---- a required column that no heading is ---- */

enum { EXAMPLES = 5, CANDIDATES = 3 };

/* Whether two folded headings share a word that says something. */
static bool share_a_word(dc_text a, dc_text b) {
  enum { SHORTEST = 5 };
  for (dc_text rest = a; rest.length;) {
    size_t end = dc_text_find(rest, DC_TEXT(" "));
    dc_text word = dc_text_slice(rest, 0, end);
    if (word.length >= SHORTEST && dc_text_find(b, word) < b.length) return true;
    rest = dc_text_slice(rest, end + 1, rest.length);
  }
  return false;
}

/* Headings that nothing was bound to, nearest to one of the `spellings` first: at most CANDIDATES. */
static size_t find_candidates(dc_binding_report *report, const dc_text spellings[], size_t count,
                              size_t found[CANDIDATES]) {
  size_t fields[DC_RECORD_FIELDS], left = 0, taken = 0;
  dc_text names[DC_RECORD_FIELDS];
  for (size_t k = 0; k < report->header->count; k++) {
    if (report->columns[k] != DC_UNBOUND || !report->header->fields[k].length) continue;
    names[left] = fold_heading(&report->scratch, report->header->fields[k]);
    fields[left++] = k;
  }
  for (size_t i = 0; i < 2 * count; i++) {
    bool by_distance = i < count;
    dc_text spelling = spellings[by_distance ? i : i - count];
    while (taken < CANDIDATES && left) {
      size_t near = by_distance ? (size_t)dc_text_nearest(spelling, names, left) : 0;
      while (!by_distance && near < left && !share_a_word(names[near], spelling)) near++;
      if (near >= left) break;
      found[taken++] = fields[near];
      left--;
      for (size_t k = near; k < left; k++) names[k] = names[k + 1], fields[k] = fields[k + 1];
    }
  }
  return taken;
}

static void report_missing_column(dc_binding_report *report, const dc_field *field) {
  dc_text spellings[1 + EXAMPLES] = {report->headers->canonical[field->number]};
  size_t known = 1 + dc_patterns_examples(report->headers->patterns, field, &report->scratch, &spellings[1], EXAMPLES);
  size_t candidates[CANDIDATES], count = find_candidates(report, spellings, known, candidates);
  dc_builder message = {.arena = &report->scratch};
  dc_builder_format(&message, "colonne obligatoire absente : " DC_S, DC_ARG(field->column));
  for (size_t i = 0; i < count; i++) {
    dc_builder_format(&message, "%s« " DC_S " » (champ n° %zu)%s", i ? ", " : " ; serait-ce ",
                      DC_ARG(shown(report, candidates[i])), candidates[i] + 1, i + 1 < count ? "" : " ?");
  }
  bool more = false;
  for (size_t i = 1; i < known; i++) {
    if (dc_text_equal(spellings[i], spellings[0])) continue;
    dc_builder_format(&message, "%s« " DC_S " »", more ? ", " : " ; se comprend aussi : ", DC_ARG(spellings[i]));
    more = true;
  }
  dc_diagnostic *item = dc_report(report->diagnostics, DC_D_MISSING_COLUMN, report->file, report->header->line, 0, DC_S,
                                  DC_ARG(dc_builder_text(&message)));
  place(report, item, count ? candidates[0] : SIZE_MAX);
}

static bool report_missing(dc_binding_report *report, const bool found[]) {
  bool complete = true;
  for (size_t i = 0; i < report->table->column_count; i++) {
    const dc_field *field = report->table->columns[i].field;
    if (found[i] || !field->required) continue;
    report_missing_column(report, field);
    complete = false;
  }
  return complete;
}

/* ---- the whole header ---- */

bool dc_headers_bind(const dc_headers *headers, const dc_table *table, const dc_record *header, dc_text file,
                     size_t columns[DC_RECORD_FIELDS], dc_diagnostics *diagnostics) {
  dc_binding_report report = {.headers = headers,
                              .table = table,
                              .header = header,
                              .file = file,
                              .columns = columns,
                              .diagnostics = diagnostics};
  bool *found = DC_NEW_ARRAY(&report.scratch, table->column_count, bool);
  bool clear = true;
  locate(&report);
  for (size_t i = 0; i < header->count; i++) {
    dc_choice choice = choose(headers, table, header->fields[i], &report.scratch);
    columns[i] = choice.count == 1 ? choice.columns[0] : DC_UNBOUND;
    for (size_t k = 0; k < choice.count; k++) found[choice.columns[k]] = true;
    if (choice.count == 0 && header->fields[i].length) report_unknown(&report, i);
    if (choice.count == 2) report_ambiguous(&report, i, &choice);
    clear = is_new(&report, i) && choice.count < 2 && clear;
  }
  bool complete = report_missing(&report, found);
  dc_arena_free(&report.scratch);
  return complete && clear;
}
