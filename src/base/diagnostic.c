#include "decompte/diagnostic.h"

#include <stdlib.h>

typedef struct {
  const char *name, *why, *remedies;
  dc_severity severity;
} dc_catalogue_row;

#define CATALOGUE_ROW(id, code, severity, why, remedies) {code, why, remedies, severity},
static const dc_catalogue_row catalogue[DC_CODE_COUNT] = {DC_CATALOGUE(CATALOGUE_ROW)};

const char *dc_code_name(dc_code code) { return catalogue[code].name; }
dc_severity dc_code_severity(dc_code code) { return catalogue[code].severity; }
const char *dc_code_why(dc_code code) { return catalogue[code].why; }
const char *dc_code_remedies(dc_code code) { return catalogue[code].remedies; }

bool dc_next_remedy(dc_text *rest, dc_text *remedy) {
  if (rest->length == 0) return false;
  size_t bar = dc_text_find(*rest, DC_TEXT("|"));
  *remedy = dc_text_slice(*rest, 0, bar);
  *rest = dc_text_slice(*rest, bar + 1, rest->length);
  return true;
}

const char *dc_severity_name(dc_severity severity) {
  static const char *const names[] = {"note", "avertissement", "erreur", "erreur fatale"};
  return names[severity];
}

void dc_diagnostics_init(dc_diagnostics *list, dc_arena *arena) { *list = (dc_diagnostics){.arena = arena}; }

void dc_diagnostics_free(dc_diagnostics *list) {
  free(list->items);
  *list = (dc_diagnostics){0};
}

static dc_diagnostic *add(dc_diagnostics *list) {
  list->items = dc_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
  return &list->items[list->count++];
}

dc_diagnostic *dc_report(dc_diagnostics *list, dc_code code, dc_text file, uint32_t line, uint32_t column,
                         const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dc_text message = dc_text_vformat(list->arena, format, arguments);
  va_end(arguments);
  dc_diagnostic *item = add(list);
  *item = (dc_diagnostic){.code = code,
                          .severity = catalogue[code].severity,
                          .file = file,
                          .line = line,
                          .column = column,
                          .count = 1,
                          .message = message,
                          .span = 1};
  return item;
}

void dc_diagnostics_append(dc_diagnostics *into, const dc_diagnostics *from) {
  for (size_t i = 0; i < from->count; i++) {
    dc_diagnostic *item = add(into);
    *item = from->items[i];
    item->message = dc_text_copy(into->arena, item->message);
    item->excerpt = dc_text_copy(into->arena, item->excerpt);
    item->example = dc_text_copy(into->arena, item->example);
    item->marche = dc_text_copy(into->arena, item->marche);
    item->lot = dc_text_copy(into->arena, item->lot);
  }
}

dc_severity dc_diagnostics_worst(const dc_diagnostics *list) {
  dc_severity worst = DC_NOTE;
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i].severity > worst) worst = list->items[i].severity;
  }
  return worst;
}

size_t dc_diagnostics_count(const dc_diagnostics *list, dc_severity at_least) {
  size_t count = 0;
  for (size_t i = 0; i < list->count; i++) count += list->items[i].severity >= at_least;
  return count;
}

uint64_t dc_diagnostics_occurrences(const dc_diagnostics *list, dc_code code, dc_severity at_least) {
  uint64_t count = 0;
  for (size_t i = 0; i < list->count; i++) {
    const dc_diagnostic *item = &list->items[i];
    if (item->code == code && item->severity >= at_least) count += item->count;
  }
  return count;
}

static int compare(const void *left, const void *right) {
  const dc_diagnostic *a = left, *b = right;
  int order = dc_text_compare(a->file, b->file);
  if (order) return order;
  if (a->line != b->line) return a->line < b->line ? -1 : 1;
  if (a->record != b->record) return a->record < b->record ? -1 : 1;
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  if (a->code != b->code) return a->code < b->code ? -1 : 1;
  return dc_text_compare(a->message, b->message);
}

void dc_diagnostics_sort(dc_diagnostics *list) {
  if (list->count) qsort(list->items, list->count, sizeof *list->items, compare);
}

/* The column and the caret must be reachable on a terminal line: a long excerpt is shown around its column. */
enum { EXCERPT_WIDTH = 110 };

static void print_excerpt(FILE *out, const dc_diagnostic *diagnostic, dc_arena *scratch) {
  dc_text line = dc_text_printable(scratch, diagnostic->excerpt);
  size_t column = diagnostic->column ? diagnostic->column - 1 : 0, first = 0;
  if (column > EXCERPT_WIDTH * 3 / 4) first = column - EXCERPT_WIDTH / 2;
  size_t begin = dc_text_offset(line, first), end = dc_text_offset(line, first + EXCERPT_WIDTH);
  fprintf(out, "    %s" DC_S "%s\n", first ? "…" : "", DC_ARG(dc_text_slice(line, begin, end)),
          end < line.length ? "…" : "");
  if (diagnostic->column) {
    fprintf(out, "    %*s^", (int)(column - first + (first ? 1 : 0)), "");
    for (uint32_t i = 1; i < diagnostic->span && i < EXCERPT_WIDTH; i++) fputc('~', out);
    fputc('\n', out);
  }
}

static void print_example(FILE *out, dc_text lines, dc_arena *scratch) {
  while (lines.length) {
    size_t end = dc_text_find(lines, DC_TEXT("\n"));
    fprintf(out, "      " DC_S "\n", DC_ARG(dc_text_printable(scratch, dc_text_slice(lines, 0, end))));
    lines = dc_text_slice(lines, end + 1, lines.length);
  }
}

static void print_remedies(FILE *out, dc_text remedies) {
  dc_text remedy;
  while (dc_next_remedy(&remedies, &remedy)) fprintf(out, "    → " DC_S "\n", DC_ARG(remedy));
}

/* « 1 234 567 », with no-break spaces. */
static void print_count(FILE *out, uint32_t count) {
  if (count < 1000) {
    fprintf(out, "%u", count);
    return;
  }
  print_count(out, count / 1000);
  fprintf(out, "\u00a0%03u", count % 1000);
}

static void print_message(FILE *out, const dc_diagnostic *diagnostic, dc_arena *scratch) {
  fprintf(out, DC_S, DC_ARG(dc_text_printable(scratch, diagnostic->message)));
  if (diagnostic->count > 1) {
    fputs(" (", out);
    print_count(out, diagnostic->count);
    fputs(" fois, ici la première)", out);
  }
  fputc('\n', out);
}

void dc_diagnostic_print(FILE *out, const dc_diagnostic *diagnostic, bool color) {
  static const char *const tints[] = {"\033[36m", "\033[33m", "\033[31m", "\033[1;31m"};
  dc_arena scratch = {0};
  if (diagnostic->file.length) fprintf(out, DC_S ":", DC_ARG(dc_text_printable(&scratch, diagnostic->file)));
  if (diagnostic->line) fprintf(out, "%u:", diagnostic->line);
  if (diagnostic->column) fprintf(out, "%u:", diagnostic->column);
  fprintf(out, "%s%s%s %s%s : ", diagnostic->file.length ? " " : "", color ? tints[diagnostic->severity] : "",
          dc_severity_name(diagnostic->severity), dc_code_name(diagnostic->code), color ? "\033[0m" : "");
  print_message(out, diagnostic, &scratch);
  if (diagnostic->excerpt.length) print_excerpt(out, diagnostic, &scratch);
  fprintf(out, "    %s\n", dc_code_why(diagnostic->code));
  print_remedies(out, dc_text_from(dc_code_remedies(diagnostic->code)));
  print_example(out, diagnostic->example, &scratch);
  dc_arena_free(&scratch);
}
