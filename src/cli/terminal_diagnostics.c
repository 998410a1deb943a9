/* How a terminal tells diagnostics: grouped by cause, none dropped without a word. */
#include <jansson.h>
#include <stdlib.h>

#include "cli/terminal.h"

/* ---- JSON ---- */

static void print_json(FILE *out, const dc_diagnostic *item) {
  json_t *object = json_pack(
      "{s:s, s:s, s:s%, s:I, s:I, s:I, s:I, s:s%, s:s%, s:s, s:s, s:s%, s:s%}", "code", dc_code_name(item->code),
      "gravite", dc_severity_name(item->severity), "fichier", item->file.data ? item->file.data : "", item->file.length,
      "ligne", (json_int_t)item->line, "colonne", (json_int_t)item->column, "enregistrement", (json_int_t)item->record,
      "occurrences", (json_int_t)item->count, "message", item->message.data, item->message.length, "exemple",
      item->example.data ? item->example.data : "", item->example.length, "explication", dc_code_why(item->code),
      "remedes", dc_code_remedies(item->code), "marche", item->marche.data ? item->marche.data : "",
      item->marche.length, "lot", item->lot.data ? item->lot.data : "", item->lot.length);
  if (!object) dc_die_memory();
  (void)json_dumpf(object, out, JSON_COMPACT | JSON_PRESERVE_ORDER);
  fputc('\n', out);
  json_decref(object);
}

static void print_all_json(FILE *out, const dc_diagnostics *list, dc_severity least) {
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i].severity >= least) print_json(out, &list->items[i]);
  }
}

/* ---- groups ---- */

/* What one code has in one file. */
typedef struct {
  size_t shown;  /* groups */
  uint64_t left; /* occurrences not shown yet */
} dc_told_code;

/* Diagnostics with the same file, code and message, in the order of the list. */
typedef struct {
  const dc_diagnostic **items;
  size_t count;
  uint64_t occurrences;
  dc_told_code *code;
} dc_told;

typedef struct {
  const dc_diagnostic **items; /* the runs that groups point into */
  dc_told *groups;             /* in the order of their first items */
  dc_told_code *codes;
  size_t count;
} dc_telling;

static int compare_codes(const dc_diagnostic *a, const dc_diagnostic *b) {
  int order = dc_text_compare(a->file, b->file);
  return order ? order : (a->code > b->code) - (a->code < b->code);
}

static int compare_causes(const dc_diagnostic *a, const dc_diagnostic *b) {
  int order = compare_codes(a, b);
  return order ? order : dc_text_compare(a->message, b->message);
}

/* Items are of one array: their addresses are their order. */
static int by_cause(const void *left, const void *right) {
  const dc_diagnostic *a = *(const dc_diagnostic *const *)left, *b = *(const dc_diagnostic *const *)right;
  int order = compare_causes(a, b);
  return order ? order : (a > b) - (a < b);
}

static int by_first(const void *left, const void *right) {
  const dc_diagnostic *a = ((const dc_told *)left)->items[0], *b = ((const dc_told *)right)->items[0];
  return (a > b) - (a < b);
}

static dc_telling group(const dc_diagnostics *list, dc_severity least) {
  dc_telling telling = {.items = dc_zeroed(list->count, sizeof *telling.items),
                        .groups = dc_zeroed(list->count, sizeof *telling.groups),
                        .codes = dc_zeroed(list->count, sizeof *telling.codes)};
  size_t items = 0, codes = 0;
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i].severity >= least) telling.items[items++] = &list->items[i];
  }
  if (items) qsort(telling.items, items, sizeof *telling.items, by_cause);
  for (size_t i = 0; i < items; i++) {
    const dc_diagnostic *item = telling.items[i], *before = i ? telling.items[i - 1] : NULL;
    if (!before || compare_codes(before, item) != 0) codes++;
    if (!before || compare_causes(before, item) != 0) {
      telling.groups[telling.count++] = (dc_told){.items = &telling.items[i], .code = &telling.codes[codes - 1]};
    }
    dc_told *last = &telling.groups[telling.count - 1];
    last->count++;
    last->occurrences += item->count;
    last->code->left += item->count;
  }
  if (telling.count) qsort(telling.groups, telling.count, sizeof *telling.groups, by_first);
  return telling;
}

static void forget(dc_telling *telling) {
  free(telling->items);
  free(telling->groups);
  free(telling->codes);
}

/* ---- text ---- */

/* « … et 12 autres fois : lignes 14, 17, 22… » */
static void print_elsewhere(FILE *out, const dc_told *told) {
  enum { LINES = 12 };
  uint64_t others = told->occurrences - told->items[0]->count;
  uint32_t last = told->items[0]->line;
  size_t lines = 0;
  fprintf(out, "    … et %llu autre%s fois", (unsigned long long)others, others > 1 ? "s" : "");
  for (size_t i = 1; i < told->count; i++) {
    uint32_t line = told->items[i]->line;
    if (line == last) continue;
    last = line;
    if (++lines > LINES) break;
    fprintf(out, "%s%u", lines > 1 ? ", " : told->count > 2 ? " : lignes " : " : ligne ", line);
  }
  fputs(lines > LINES ? "…\n" : "\n", out);
}

static void print_group(FILE *out, const dc_terminal *terminal, dc_told *told) {
  dc_diagnostic_print(out, told->items[0], terminal->color);
  if (told->count > 1) print_elsewhere(out, told);
  told->code->shown++;
  told->code->left -= told->occurrences;
  if (told->code->shown == DC_TOLD_BY_CODE && told->code->left) {
    fprintf(out, "… et %llu autre%s %s%s : --json les donne toutes.\n", (unsigned long long)told->code->left,
            told->code->left > 1 ? "s" : "", dc_code_name(told->items[0]->code),
            told->items[0]->file.length ? " dans ce fichier" : "");
  }
}

/* « D021 ×9, D040 ×340 » */
static void print_codes(FILE *out, const dc_diagnostics *list, dc_severity least) {
  const char *separator = "";
  for (dc_code code = 0; code < DC_CODE_COUNT; code++) {
    uint64_t count = dc_diagnostics_occurrences(list, code, least);
    if (!count) continue;
    fprintf(out, "%s%s ×%llu", separator, dc_code_name(code), (unsigned long long)count);
    separator = ", ";
  }
  fputs(".\n", out);
}

void dc_terminal_diagnostics(const dc_terminal *terminal, FILE *out, const dc_diagnostics *list, dc_severity least,
                             size_t most) {
  if (terminal->json) {
    print_all_json(out, list, least);
    return;
  }
  dc_telling telling = group(list, least);
  size_t shown = 0;
  uint64_t left = 0;
  for (size_t i = 0; i < telling.count; i++) {
    dc_told *told = &telling.groups[i];
    if (told->code->shown == DC_TOLD_BY_CODE) continue; /* counted where its code was last shown */
    if (shown == most) {
      left += told->occurrences;
      continue;
    }
    shown++;
    print_group(out, terminal, told);
  }
  if (left) {
    fprintf(out, "… et %llu autre%s : anomalies.csv les a toutes.\n", (unsigned long long)left, left > 1 ? "s" : "");
  }
  if (telling.count > 1) print_codes(out, list, least);
  forget(&telling);
}

void dc_terminal_summary(const dc_terminal *terminal, const dc_diagnostics *list) {
  if (terminal->quiet || terminal->json) return;
  size_t errors = dc_diagnostics_count(list, DC_ERROR);
  size_t warnings = dc_diagnostics_count(list, DC_WARNING) - errors;
  if (errors + warnings == 0) return;
  fprintf(stderr, "%zu erreur%s, %zu avertissement%s.\n", errors, errors > 1 ? "s" : "", warnings,
          warnings > 1 ? "s" : "");
}
