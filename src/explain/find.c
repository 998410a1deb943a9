/* What a line, a market or a person names in the dossier; with « vouliez-vous dire » when there is no such thing. */
#include "explain/subjects.h"

static bool not_found(dc_explanation *explanation, dc_text error) {
  explanation->error = error;
  return false;
}

static dc_text with_nearest(dc_arena *arena, dc_text error, dc_text typed, const dc_text *names, size_t count) {
  int near = dc_text_nearest(typed, names, count);
  if (near < 0) return error;
  return dc_text_format(arena, DC_S " : vouliez-vous dire « " DC_S " » ?", DC_ARG(error), DC_ARG(names[near]));
}

/* ---- files ---- */

/* The file that is so called, or whose name ends the path given. */
static const dc_input_file *find_file(const dc_dossier *dossier, dc_text name) {
  for (size_t i = 0; i < dossier->file_count; i++) {
    dc_text own = dossier->files[i].source.name;
    bool below = dc_text_ends(name, own) && name.length > own.length && name.data[name.length - own.length - 1] == '/';
    if (below || dc_text_equal(name, own)) return &dossier->files[i];
  }
  return NULL;
}

static bool unknown_file(dc_explanation *explanation, const dc_explaining *explaining, dc_text name) {
  const dc_dossier *dossier = explaining->accounts->dossier;
  dc_text *names = DC_NEW_ARRAY(explaining->arena, dossier->file_count, dc_text);
  for (size_t i = 0; i < dossier->file_count; i++) names[i] = dossier->files[i].source.name;
  dc_text error = dc_text_format(explaining->arena, "le dossier n'a pas de fichier « " DC_S " »", DC_ARG(name));
  return not_found(explanation, with_nearest(explaining->arena, error, name, names, dossier->file_count));
}

/* ---- physical lines ---- */

static uint32_t lines_of(dc_text raw) {
  uint32_t lines = 1;
  for (size_t i = 0; i < raw.length; i++)
    lines += raw.data[i] == '\n' || (raw.data[i] == '\r' && (i + 1 == raw.length || raw.data[i + 1] != '\n'));
  return lines;
}

typedef struct {
  uint32_t record; /* first line of the record that the line is part of; 0 = none */
  uint32_t header, last;
} dc_line_context;

/* Reads the file again: which record the line belongs to, where the header is, how many lines there are. */
static dc_line_context read_context(const dc_explaining *explaining, const dc_input_file *file, uint32_t line) {
  dc_line_context context = {0};
  dc_diagnostics unused;
  dc_diagnostics_init(&unused, explaining->arena);
  dc_reader *reader = dc_reader_open(&file->source, &unused);
  dc_record record;
  while (reader && dc_reader_next(reader, &record)) {
    if (!context.header) context.header = record.line;
    if (record.line <= line && line < record.line + lines_of(record.raw)) context.record = record.line;
  }
  if (reader) context.last = dc_reader_count(reader).lines;
  if (reader) dc_reader_close(reader);
  dc_diagnostics_free(&unused);
  return context;
}

static uint32_t find_row(const dc_explaining *explaining, const dc_input_file *file, uint32_t line) {
  const dc_table *table = &explaining->accounts->dossier->tables[file->kind];
  for (size_t row = file->first_row; row < file->first_row + file->row_count; row++)
    if (table->lines[row] == line) return (uint32_t)row;
  return UINT32_MAX;
}

static bool has_error(const dc_explaining *explaining, dc_text file, uint32_t line) {
  const dc_diagnostics *list = explaining->diagnostics;
  for (size_t i = 0; i < list->count; i++) {
    const dc_diagnostic *item = &list->items[i];
    if (item->line == line && item->severity >= DC_ERROR && dc_text_equal(item->file, file)) return true;
  }
  return false;
}

/* ---- what a row leads to ---- */

static uint32_t find_person(const dc_accounts *accounts, dc_text name) {
  const dc_table *table = &accounts->dossier->tables[DC_PARTICIPANTS];
  const dc_column *column = dc_table_column(table, "participant");
  for (uint32_t row = 0; row < table->rows; row++)
    if (dc_text_equal(dc_intern_text(accounts->intern, dc_id_at(column, row)), name)) return row;
  return UINT32_MAX;
}

static bool explain_row_of(dc_explanation *explanation, const dc_explaining *explaining, dc_table_kind kind,
                           uint32_t row) {
  const dc_accounts *accounts = explaining->accounts;
  const dc_table *table = &accounts->dossier->tables[kind];
  if (kind == DC_RELEVES) {
    dc_explain_row(explanation, explaining, row);
    return true;
  }
  bool person = kind == DC_PARTICIPANTS || kind == DC_ELIGIBILITES || kind == DC_CONTRATS;
  dc_text name =
      dc_intern_text(accounts->intern, dc_id_at(dc_table_column(table, person ? "participant" : "marche"), row));
  if (person) return dc_explain_participant(explanation, explaining, name);
  dc_text lot = dc_intern_text(accounts->intern, dc_id_at(dc_table_column(table, "lot"), row));
  return dc_explain_marche(explanation, explaining, name, &lot);
}

bool dc_explain_line(dc_explanation *explanation, const dc_explaining *explaining, dc_text name, uint32_t line) {
  *explanation = (dc_explanation){.arena = explaining->arena};
  const dc_input_file *file = find_file(explaining->accounts->dossier, name);
  if (!file) return unknown_file(explanation, explaining, name);
  dc_text own = file->source.name;
  uint32_t row = find_row(explaining, file, line);
  if (row != UINT32_MAX) return explain_row_of(explanation, explaining, file->kind, row);
  dc_line_context context = read_context(explaining, file, line);
  if (line > context.last || line == 0)
    return not_found(explanation, dc_text_format(explaining->arena, DC_S " a %u lignes : il n'y a pas de ligne %u",
                                                 DC_ARG(own), context.last, line));
  uint32_t first = context.record ? context.record : line;
  row = find_row(explaining, file, first);
  if (row != UINT32_MAX) return explain_row_of(explanation, explaining, file->kind, row);
  dc_line_nature nature = has_error(explaining, own, first)  ? DC_LINE_REJECTED
                          : context.record == context.header ? DC_LINE_HEADER
                          : context.record                   ? DC_LINE_TOTAL
                                                             : DC_LINE_BLANK;
  dc_explain_no_record(explanation, explaining, own, first, nature);
  return true;
}

/* ---- markets and persons ---- */

static bool unknown_market(dc_explanation *explanation, const dc_explaining *explaining, dc_text marche) {
  const dc_accounts *accounts = explaining->accounts;
  dc_text *names = DC_NEW_ARRAY(explaining->arena, accounts->marche_count, dc_text);
  for (size_t i = 0; i < accounts->marche_count; i++) names[i] = dc_marche_id(accounts, &accounts->marches[i]);
  dc_text error = dc_text_format(explaining->arena, "marché « " DC_S " » inconnu", DC_ARG(marche));
  return not_found(explanation, with_nearest(explaining->arena, error, marche, names, accounts->marche_count));
}

/* Which lots there are, when the one wanted is not told, or is not there. */
static bool unknown_lot(dc_explanation *explanation, const dc_explaining *explaining, dc_text marche,
                        const dc_text *lot) {
  const dc_accounts *accounts = explaining->accounts;
  dc_builder lots = {.arena = explaining->arena};
  for (size_t i = 0; i < accounts->marche_count; i++) {
    if (!dc_text_equal(dc_marche_id(accounts, &accounts->marches[i]), marche)) continue;
    dc_text own = dc_marche_lot(accounts, &accounts->marches[i]);
    dc_builder_format(&lots, "%s" DC_S, lots.length ? ", " : "", DC_ARG(own.length ? own : DC_TEXT("(sans lot)")));
  }
  dc_text error =
      lot ? dc_text_format(explaining->arena, "le marché " DC_S " n'a pas de lot « " DC_S " » ; lots : " DC_S,
                           DC_ARG(marche), DC_ARG(*lot), DC_ARG(dc_builder_text(&lots)))
          : dc_text_format(explaining->arena, "le marché " DC_S " a plusieurs lots, préciser --lot : " DC_S,
                           DC_ARG(marche), DC_ARG(dc_builder_text(&lots)));
  return not_found(explanation, error);
}

bool dc_explain_marche(dc_explanation *explanation, const dc_explaining *explaining, dc_text marche,
                       const dc_text *lot) {
  *explanation = (dc_explanation){.arena = explaining->arena};
  const dc_accounts *accounts = explaining->accounts;
  size_t found = 0, number = 0, lots = 0;
  for (size_t i = 0; i < accounts->marche_count; i++) {
    if (!dc_text_equal(dc_marche_id(accounts, &accounts->marches[i]), marche)) continue;
    lots++;
    if (lot && !dc_text_equal(dc_marche_lot(accounts, &accounts->marches[i]), *lot)) continue;
    found++;
    number = i;
  }
  if (!lots) return unknown_market(explanation, explaining, marche);
  if (found != 1) return unknown_lot(explanation, explaining, marche, lot);
  dc_explain_market(explanation, explaining, (uint32_t)number);
  return true;
}

bool dc_explain_participant(dc_explanation *explanation, const dc_explaining *explaining, dc_text participant) {
  *explanation = (dc_explanation){.arena = explaining->arena};
  uint32_t row = find_person(explaining->accounts, participant);
  if (row == UINT32_MAX) {
    const dc_table *table = &explaining->accounts->dossier->tables[DC_PARTICIPANTS];
    const dc_column *column = dc_table_column(table, "participant");
    dc_text *names = DC_NEW_ARRAY(explaining->arena, table->rows, dc_text);
    for (size_t i = 0; i < table->rows; i++)
      names[i] = dc_intern_text(explaining->accounts->intern, dc_id_at(column, i));
    dc_text error = dc_text_format(explaining->arena, "participant « " DC_S " » inconnu", DC_ARG(participant));
    return not_found(explanation, with_nearest(explaining->arena, error, participant, names, table->rows));
  }
  dc_explain_person(explanation, explaining, row);
  return true;
}
