/* Plain text for a terminal, 100 columns wide where words allow; tables are as wide as their cells. */
#include "notation.h"

enum { WIDTH = 100 };

static void add(dc_builder *out, const char *text) { dc_builder_add(out, dc_text_from(text)); }

/* `text` after `start`, which stands on the first line; the next ones are set back by as much. */
static void add_wrapped(dc_builder *out, dc_text start, dc_text text) {
  size_t margin = dc_text_characters(start), column = margin;
  text = dc_text_printable(out->arena, text);
  dc_builder_add(out, start);
  for (size_t at = 0; at < text.length;) {
    dc_text rest = dc_text_slice(text, at, text.length);
    dc_text word = dc_text_slice(rest, 0, dc_text_find(rest, DC_TEXT(" ")));
    size_t length = dc_text_characters(word);
    if (column > margin && column + 1 + length > WIDTH) {
      add(out, "\n");
      dc_builder_repeat(out, " ", margin);
      column = margin;
    } else if (column > margin) {
      add(out, " ");
      column++;
    }
    dc_builder_add(out, word);
    column += length;
    at += word.length + 1;
  }
  add(out, "\n");
}

static void add_title(dc_builder *out, dc_text title, const char *line) {
  title = dc_text_printable(out->arena, title);
  size_t length = dc_text_characters(title);
  dc_builder_format(out, "\n" DC_S "\n", DC_ARG(title));
  dc_builder_repeat(out, line, length < WIDTH ? length : WIDTH);
  add(out, "\n");
}

static void text_open(dc_builder *out, dc_text title, dc_text subtitle) {
  add_wrapped(out, (dc_text){0}, title);
  add_wrapped(out, (dc_text){0}, subtitle);
}

static void text_contents(dc_builder *out, const dc_entry *entries, size_t count) {
  add_title(out, DC_TEXT("Table des matières"), "─");
  for (size_t i = 0; i < count; i++)
    add_wrapped(out, entries[i].level > 1 ? DC_TEXT("    ") : DC_TEXT("  "), entries[i].title);
}

static void text_open_part(dc_builder *out, unsigned level, dc_text anchor, dc_text title) {
  (void)anchor;
  if (level == 1) add(out, "\n");
  add_title(out, title, level == 1 ? "═" : "─");
}

static void text_close_part(dc_builder *out) { (void)out; }

static void text_fields(dc_builder *out, const dc_printed_field *fields, size_t count) {
  size_t width = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length = dc_text_characters(fields[i].name);
    if (length > width) width = length;
  }
  for (size_t i = 0; i < count; i++) {
    dc_builder start = {.arena = out->arena};
    dc_builder_add(&start, fields[i].name);
    dc_builder_repeat(&start, " ", width - dc_text_characters(fields[i].name));
    add(&start, " : ");
    add_wrapped(out, dc_builder_text(&start), fields[i].value);
  }
}

static void text_law(dc_builder *out, const dc_text *paragraphs, size_t count) {
  add(out, "\n");
  for (size_t i = 0; i < count; i++) add_wrapped(out, DC_TEXT("  > "), paragraphs[i]);
}

static void add_clauses(dc_builder *out, const char *margin, const dc_clause *clauses, size_t count) {
  add(out, "\n");
  for (size_t i = 0; i < count; i++) {
    add_wrapped(out, dc_text_format(out->arena, "%s" DC_S " : ", margin, DC_ARG(clauses[i].name)), clauses[i].value);
    for (size_t j = 0; j < clauses[i].item_count; j++)
      add_wrapped(out, dc_text_format(out->arena, "%s  - ", margin), clauses[i].items[j]);
  }
}

static void text_clauses(dc_builder *out, const dc_clause *clauses, size_t count) {
  add_clauses(out, "  ", clauses, count);
}

static void text_struck(dc_builder *out, dc_text title, dc_text anchor, const dc_clause *clauses, size_t count) {
  (void)anchor;
  add(out, "\n");
  add_wrapped(out, DC_TEXT("Texte remplacé : "), title);
  add_clauses(out, "  ~ ", clauses, count);
}

static dc_text marked(dc_arena *arena, const dc_mark *mark) {
  static const char *const signs[] = {[DC_MARK_NONE] = "", [DC_MARK_RIGHT] = "✓ ", [DC_MARK_WRONG] = "✗ "};
  return dc_text_format(arena, "%s" DC_S, signs[mark->kind], DC_ARG(mark->text));
}

/* The cell of a row (0: the header) and of a column (the last: the marks). */
static dc_text cell_of(dc_arena *arena, const dc_printed_table *table, size_t row, size_t column) {
  if (column == table->columns) return row == 0 ? table->mark_header : marked(arena, &table->marks[row - 1]);
  return row == 0 ? table->header[column] : table->cells[(row - 1) * table->columns + column];
}

static void text_table(dc_builder *out, const dc_printed_table *table) {
  size_t columns = table->columns + (table->mark_header.length > 0);
  size_t *widths = DC_NEW_ARRAY(out->arena, columns, size_t);
  for (size_t row = 0; row <= table->rows; row++)
    for (size_t j = 0; j < columns; j++) {
      size_t length = dc_text_characters(cell_of(out->arena, table, row, j));
      if (length > widths[j]) widths[j] = length;
    }
  dc_builder_format(out, "\n" DC_S "\n", DC_ARG(table->caption));
  for (size_t row = 0; row <= table->rows; row++) {
    for (size_t j = 0; j < columns; j++) {
      dc_text cell = dc_text_printable(out->arena, cell_of(out->arena, table, row, j));
      dc_builder_format(out, "| " DC_S " ", DC_ARG(cell));
      dc_builder_repeat(out, " ", widths[j] - dc_text_characters(cell));
    }
    add(out, "|\n");
    for (size_t j = 0; row == 0 && j < columns; j++) {
      add(out, "|");
      dc_builder_repeat(out, "-", widths[j] + 2);
    }
    if (row == 0) add(out, "|\n");
  }
}

static void text_remark(dc_builder *out, dc_text text) {
  add(out, "\n");
  add_wrapped(out, (dc_text){0}, text);
}

static void text_signatures(dc_builder *out, const char *const *roles, size_t count) {
  for (size_t i = 0; i < count; i++)
    dc_builder_format(out,
                      "\n%s\n  Nom et qualité : ______________________________\n  Date           : ______________\n"
                      "  Signature      :\n\n",
                      roles[i]);
}

static void text_close(dc_builder *out) { (void)out; }

const dc_notation dc_notation_text = {
    .open = text_open,
    .contents = text_contents,
    .open_part = text_open_part,
    .close_part = text_close_part,
    .fields = text_fields,
    .law = text_law,
    .clauses = text_clauses,
    .struck = text_struck,
    .table = text_table,
    .remark = text_remark,
    .signatures = text_signatures,
    .close = text_close,
};
