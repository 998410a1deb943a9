#include "explain/sheet.h"

#include <stdlib.h>

/* ---- building ---- */

dc_sheet dc_sheet_begin(dc_explanation *explanation, const dc_explaining *explaining, const char *subject) {
  *explanation = (dc_explanation){.subject = subject, .arena = explaining->arena};
  dc_sheet sheet = {.explaining = explaining,
                    .accounts = explaining->accounts,
                    .explanation = explanation,
                    .arena = explaining->arena};
  dc_sheet_section(&sheet, "entete", "");
  return sheet;
}

void dc_sheet_section(dc_sheet *sheet, const char *key, const char *label) {
  DC_APPEND(sheet->arena, &sheet->explanation->sections, (dc_explained_section){.key = key, .label = label});
}

static dc_explained_line *add_line(dc_sheet *sheet, dc_explained_line line) {
  dc_explanation *explanation = sheet->explanation;
  dc_explained_section *section = &explanation->sections.items[explanation->sections.count - 1];
  DC_APPEND(sheet->arena, &section->lines, line);
  return &section->lines.items[section->lines.count - 1];
}

dc_explained_line *dc_sheet_line(dc_sheet *sheet, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dc_text text = dc_text_vformat(sheet->arena, format, arguments);
  va_end(arguments);
  return add_line(sheet, (dc_explained_line){.text = text});
}

void dc_sheet_fact(dc_sheet *sheet, const char *key, dc_text value) {
  DC_APPEND(sheet->arena, &sheet->explanation->facts, (dc_explained_fact){key, value});
}

void dc_sheet_fact_hours(dc_sheet *sheet, const char *key, dc_hours hours) {
  char buffer[DC_NUMBER_SIZE];
  dc_text text = dc_decimal(hours, DC_HOUR, 4, true, ',', buffer);
  dc_sheet_fact(sheet, key, hours == DC_NO_QUANTITY ? DC_TEXT("") : dc_text_copy(sheet->arena, text));
}

void dc_sheet_uses(dc_sheet *sheet, dc_table_kind kind, size_t row) {
  for (size_t i = 0; i < sheet->origins.count; i++) {
    if (sheet->origins.items[i].kind == kind && sheet->origins.items[i].row == row) return;
  }
  DC_APPEND(sheet->arena, &sheet->origins, (dc_dossier_row){kind, (uint32_t)row});
}

static void add_text(dc_sheet *sheet, dc_text **items, size_t *count, size_t *capacity, dc_text text) {
  for (size_t i = 0; i < *count; i++) {
    if (dc_text_equal((*items)[i], text)) return;
  }
  *items = dc_list_room(sheet->arena, *items, *count, capacity, sizeof **items);
  (*items)[(*count)++] = text;
}

void dc_sheet_cites(dc_sheet *sheet, dc_text file) {
  add_text(sheet, &sheet->files.items, &sheet->files.count, &sheet->files.capacity, file);
}

void dc_sheet_parameter(dc_sheet *sheet, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dc_text text = dc_text_vformat(sheet->arena, format, arguments);
  va_end(arguments);
  add_text(sheet, &sheet->parameters.items, &sheet->parameters.count, &sheet->parameters.capacity, text);
}

/* ---- traces ---- */

/* « national.regles »: rules that come with the program are named by their path among them. */
static dc_text rule_file(dc_text file) {
  const dc_text installed = DC_TEXT("(installation)/");
  return dc_text_starts(file, installed) ? dc_text_slice(file, installed.length, file.length) : file;
}

/* Where the value of a line stands: the rows of the dossier, or the row of the rules. */
static dc_text places_of(dc_sheet *sheet, const dc_trace_line *line, const dc_scope *scope) {
  if (line->rule.line) {
    dc_sheet_cites(sheet, line->rule.file);
    return dc_text_format(sheet->arena, DC_S ":%u", DC_ARG(rule_file(line->rule.file)), line->rule.line);
  }
  dc_dossier_row origins[DC_ORIGINS];
  size_t count = line->field ? dc_scope_origins(scope, line->field, origins) : 0;
  dc_builder places = {.arena = sheet->arena};
  for (size_t i = 0; i < count; i++) {
    dc_sheet_uses(sheet, origins[i].kind, origins[i].row);
    if (i) dc_builder_add(&places, DC_TEXT(", "));
    dc_builder_add(&places, dc_sheet_place(sheet, origins[i].kind, origins[i].row));
  }
  return dc_builder_text(&places);
}

void dc_sheet_trace(dc_sheet *sheet, const dc_trace *trace, const dc_scope *scope, unsigned indent) {
  for (size_t i = 0; i < trace->lines.count; i++) {
    const dc_trace_line *line = &trace->lines.items[i];
    dc_text places = places_of(sheet, line, scope), note = places.length ? places : line->words;
    if (places.length && line->words.length)
      note = dc_text_format(sheet->arena, DC_S " ; " DC_S, DC_ARG(line->words), DC_ARG(places));
    add_line(sheet, (dc_explained_line){.text = line->text, .note = note, .indent = indent});
    if (line->rule.line) dc_sheet_parameter(sheet, DC_S, DC_ARG(line->text));
  }
}

/* ---- sections that end every explanation ---- */

/* What a person's file holds may be quoted in a message: masked, only the kind of the problem is told. */
static dc_text message_of(const dc_sheet *sheet, dc_table_kind kind, const dc_diagnostic *item) {
  bool personal = kind == DC_PARTICIPANTS || kind == DC_ELIGIBILITES;
  return sheet->explaining->masked && personal ? dc_text_from(dc_code_why(item->code)) : item->message;
}

static void add_remedies(dc_sheet *sheet, dc_text remedies) {
  dc_text remedy;
  while (dc_next_remedy(&remedies, &remedy)) dc_sheet_line(sheet, "→ " DC_S, DC_ARG(remedy))->indent = 1;
}

size_t dc_sheet_anomalies(dc_sheet *sheet, dc_table_kind kind, dc_text file, uint32_t line, bool whole) {
  const dc_diagnostics *list = sheet->explaining->diagnostics;
  size_t count = 0;
  for (size_t i = 0; i < list->count; i++) {
    const dc_diagnostic *item = &list->items[i];
    if (item->line != line || !dc_text_equal(item->file, file)) continue;
    if (count++ == 0) dc_sheet_section(sheet, "anomalies", "Anomalies");
    dc_sheet_line(sheet, "%s, %s : " DC_S, dc_code_name(item->code), dc_severity_name(item->severity),
                  DC_ARG(message_of(sheet, kind, item)));
    if (!whole) continue;
    dc_sheet_line(sheet, "%s", dc_code_why(item->code))->indent = 1;
    add_remedies(sheet, dc_text_from(dc_code_remedies(item->code)));
  }
  return count;
}

size_t dc_sheet_row_anomalies(dc_sheet *sheet, dc_table_kind kind, size_t row, bool whole) {
  dc_text file = dc_dossier_file(sheet->accounts->dossier, kind, row)->source.name;
  return dc_sheet_anomalies(sheet, kind, file, sheet->accounts->dossier->tables[kind].lines[row], whole);
}

/* The order of « Données »: who, then what market, then the timesheets. */
static int kind_rank(dc_table_kind kind) {
  static const dc_table_kind order[] = {DC_PARTICIPANTS, DC_ELIGIBILITES, DC_CONTRATS,     DC_MARCHES, DC_GROUPEMENTS,
                                        DC_LIEUX,        DC_EVENEMENTS,   DC_ATTESTATIONS, DC_RELEVES};
  int rank = 0;
  while (order[rank] != kind) rank++;
  return rank;
}

static int compare_origins(const void *left, const void *right) {
  const dc_dossier_row *a = left, *b = right;
  if (a->kind != b->kind) return kind_rank(a->kind) - kind_rank(b->kind);
  return a->row < b->row ? -1 : a->row > b->row;
}

void dc_sheet_data(dc_sheet *sheet) {
  dc_builder places = {.arena = sheet->arena};
  if (sheet->origins.count) qsort(sheet->origins.items, sheet->origins.count, sizeof(dc_dossier_row), compare_origins);
  for (size_t i = 0; i < sheet->origins.count; i++) {
    const dc_dossier_row *origin = &sheet->origins.items[i];
    if (i) dc_builder_add(&places, DC_TEXT(" · "));
    dc_builder_add(&places, dc_sheet_place(sheet, origin->kind, origin->row));
  }
  dc_sheet_section(sheet, "donnees", "Données");
  dc_sheet_line(sheet, DC_S, DC_ARG(dc_builder_text(&places)));
}

static const char *digest_of(const dc_rules *rules, dc_text file) {
  for (size_t i = 0; i < rules->file_count; i++) {
    if (dc_text_equal(rules->files[i].name, file)) return rules->files[i].digest.hex;
  }
  return "";
}

void dc_sheet_version(dc_sheet *sheet) {
  enum { SHOWN = 16 }; /* digits of a digest, enough to find it in provenance.json */
  dc_sheet_section(sheet, "version", "Version");
  for (size_t i = 0; i < sheet->files.count; i++) {
    const char *digest = digest_of(sheet->accounts->rules, sheet->files.items[i]);
    dc_sheet_line(sheet, "règles sha256 %.*s…", SHOWN, digest)->note = rule_file(sheet->files.items[i]);
  }
  dc_sheet_line(sheet, "décompte %s, arrêté au " DC_S, sheet->explaining->version,
                DC_ARG(dc_sheet_date(sheet, sheet->accounts->statement)));
}

void dc_sheet_crpa(dc_sheet *sheet, const char *part, const char *operations) {
  dc_builder parameters = {.arena = sheet->arena};
  for (size_t i = 0; i < sheet->parameters.count; i++) {
    if (i) dc_builder_add(&parameters, DC_TEXT(" ; "));
    dc_builder_add(&parameters, sheet->parameters.items[i]);
  }
  if (!parameters.length) dc_builder_add(&parameters, DC_TEXT("ceux qu'écrivent les articles cités"));
  dc_sheet_section(sheet, "crpa", "CRPA");
  dc_sheet_line(sheet, "code des relations entre le public et l'administration, art. R. 311-3-1-2");
  dc_sheet_line(sheet, "1° part du traitement : %s", part);
  dc_sheet_line(sheet, "2° données et sources : rubrique « Données »");
  dc_sheet_line(sheet, "3° paramètres appliqués : " DC_S, DC_ARG(dc_builder_text(&parameters)));
  dc_sheet_line(sheet, "4° opérations : %s", operations);
}
