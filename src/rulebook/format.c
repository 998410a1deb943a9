#include "decompte/rulebook_format.h"

#include "spelling.h"

typedef enum {
  DC_FORM_BLANK,
  DC_FORM_COMMENT,
  DC_FORM_TITLE,
  DC_FORM_HEADING,
  DC_FORM_MORE,      /* of the value of a heading */
  DC_FORM_ITEM,      /* « - … » */
  DC_FORM_ITEM_MORE, /* of an item */
  DC_FORM_LAW,
  DC_FORM_ROW,
  DC_FORM_RULE, /* |-----|-----| */
} dc_form_kind;

/* Columns of one table, in characters. */
typedef struct {
  size_t count;
  size_t *widths;
} dc_form_columns;

/* One line of the file. */
typedef struct {
  dc_form_kind kind;
  dc_text text;             /* of a heading: what follows the colon */
  dc_text name, argument;   /* of a heading: « Calculer », « heures dues » */
  size_t *width;            /* of a heading: that of its group */
  dc_text *cells;           /* of a row */
  dc_form_columns *columns; /* of a row or a rule; NULL for a rule that no row comes with */
} dc_form_line;

typedef struct {
  dc_arena *arena;
  const dc_rule_source *source;
  dc_form_line *lines; /* line n is lines[n - 1] */
} dc_form;

/* ---- what each line is ---- */

static dc_form_line *line_of(const dc_form *file, dc_piece piece) { return &file->lines[piece.line - 1]; }

static void set(const dc_form *file, dc_piece piece, dc_form_kind kind, dc_text text) {
  dc_form_line *at = line_of(file, piece);
  at->kind = kind;
  at->text = text;
}

/* Pieces of a value or of an item; the first may stand on the line of the heading, whose kind is kept. */
static void set_phrase(const dc_form *file, dc_heading_kind heading, const dc_phrase *phrase, dc_form_kind first,
                       dc_form_kind next) {
  dc_text *texts = DC_NEW_ARRAY(file->arena, phrase->count, dc_text);
  dc_spell_phrase(file->arena, heading, phrase, texts);
  for (size_t i = 0; i < phrase->count; i++) {
    dc_piece piece = phrase->items[i];
    bool beside = line_of(file, piece)->kind == DC_FORM_HEADING;
    set(file, piece, beside ? DC_FORM_HEADING : i == 0 ? first : next, texts[i]);
  }
}

static void set_grid(const dc_form *file, const dc_grid *grid) {
  if (grid->count == 0) return;
  dc_form_columns *shared = DC_NEW(file->arena, dc_form_columns);
  shared->count = grid->items[0].count;
  shared->widths = DC_NEW_ARRAY(file->arena, shared->count, size_t);
  for (size_t i = 0; i < grid->count; i++) {
    dc_form_line *at = line_of(file, grid->items[i].items[0]);
    at->kind = DC_FORM_ROW;
    at->columns = shared;
    at->cells = DC_NEW_ARRAY(file->arena, shared->count, dc_text);
    for (size_t j = 0; j < shared->count; j++) {
      at->cells[j] = dc_spell_cell(file->arena, grid->items[i].items[j]);
      size_t width = dc_text_characters(at->cells[j]);
      if (width > shared->widths[j]) shared->widths[j] = width;
    }
  }
}

static void set_heading(const dc_form *file, const dc_heading *heading) {
  set(file, heading->name, DC_FORM_HEADING, (dc_text){0});
  line_of(file, heading->name)->name = dc_spell_keyword(file->arena, heading);
  line_of(file, heading->name)->argument = dc_spell_argument(file->arena, heading);
  set_phrase(file, heading->kind, &heading->value, DC_FORM_MORE, DC_FORM_MORE);
  for (size_t i = 0; i < heading->items.count; i++)
    set_phrase(file, heading->kind, &heading->items.items[i], DC_FORM_ITEM, DC_FORM_ITEM_MORE);
  set_grid(file, &heading->grid);
}

static void set_block(const dc_form *file, const dc_rule_block *block) {
  set(file, block->keyword, DC_FORM_TITLE, dc_spell_title(file->arena, block));
  for (size_t i = 0; i < block->law.count; i++)
    set(file, block->law.items[i], DC_FORM_LAW, dc_spell_law(file->arena, block->law.items[i]));
  for (size_t i = 0; i < block->headings.count; i++) set_heading(file, &block->headings.items[i]);
  set_grid(file, &block->grid);
}

/* What no block holds: blank lines, comments, and the rules of tables. */
static void set_outside(const dc_form *file, uint32_t number) {
  dc_text raw = file->source->lines[number - 1].raw, text = dc_text_trim(raw);
  dc_form_line *at = &file->lines[number - 1];
  at->kind = text.length == 0 ? DC_FORM_BLANK : text.data[0] == '#' ? DC_FORM_COMMENT : DC_FORM_RULE;
  at->text = dc_spell_comment(file->arena, raw);
}

/* ---- what lines share ---- */

static bool begins_group(const dc_form_line *at) { return at->kind == DC_FORM_TITLE || at->kind == DC_FORM_HEADING; }

/* Headings up to the next table share the width of the widest. */
static void share_widths(const dc_form *file) {
  size_t *width = NULL;
  for (uint32_t i = 0; i < file->source->count; i++) {
    dc_form_line *at = &file->lines[i];
    if (at->kind == DC_FORM_TITLE || at->kind == DC_FORM_ROW) width = NULL;
    if (at->kind != DC_FORM_HEADING) continue;
    if (!width) width = DC_NEW(file->arena, size_t);
    at->width = width;
    size_t own = dc_text_characters(at->name);
    if (own > *width) *width = own;
  }
}

/* A rule goes with the row before it, else with the row after it. */
static dc_form_columns *columns_near(const dc_form *file, uint32_t number) {
  for (uint32_t i = number; i-- > 0 && !begins_group(&file->lines[i]);)
    if (file->lines[i].kind == DC_FORM_ROW) return file->lines[i].columns;
  for (uint32_t i = number + 1; i < file->source->count && !begins_group(&file->lines[i]); i++)
    if (file->lines[i].kind == DC_FORM_ROW) return file->lines[i].columns;
  return NULL;
}

static void share_columns(const dc_form *file) {
  for (uint32_t i = 0; i < file->source->count; i++)
    if (file->lines[i].kind == DC_FORM_RULE) file->lines[i].columns = columns_near(file, i);
}

/* ---- writing ---- */

static void write_heading(dc_builder *out, const dc_form_line *at) {
  size_t start = out->length;
  dc_builder_add(out, at->name);
  if (at->argument.length > 0) dc_builder_format(out, " " DC_S, DC_ARG(at->argument));
  size_t written = dc_text_characters((dc_text){out->data + start, out->length - start});
  if (written < *at->width) dc_builder_repeat(out, " ", *at->width - written);
  dc_builder_add(out, DC_TEXT(" :"));
  if (at->text.length > 0) dc_builder_format(out, " " DC_S, DC_ARG(at->text));
}

static void write_row(dc_builder *out, const dc_form_line *at) {
  for (size_t j = 0; j < at->columns->count; j++) {
    dc_builder_format(out, "| " DC_S " ", DC_ARG(at->cells[j]));
    dc_builder_repeat(out, " ", at->columns->widths[j] - dc_text_characters(at->cells[j]));
  }
  dc_builder_add(out, DC_TEXT("|"));
}

static void write_rule(dc_builder *out, const dc_form_line *at) {
  if (!at->columns) {
    dc_builder_add(out, at->text);
    return;
  }
  for (size_t j = 0; j < at->columns->count; j++) {
    dc_builder_add(out, DC_TEXT("|"));
    dc_builder_repeat(out, "-", at->columns->widths[j] + 2);
  }
  dc_builder_add(out, DC_TEXT("|"));
}

static void write_text(dc_builder *out, const dc_form_line *at) { dc_builder_add(out, at->text); }
static void write_more(dc_builder *out, const dc_form_line *at) { dc_builder_format(out, "  " DC_S, DC_ARG(at->text)); }
static void write_item(dc_builder *out, const dc_form_line *at) {
  dc_builder_format(out, "  - " DC_S, DC_ARG(at->text));
}
static void write_item_more(dc_builder *out, const dc_form_line *at) {
  dc_builder_format(out, "    " DC_S, DC_ARG(at->text));
}
static void write_law(dc_builder *out, const dc_form_line *at) {
  dc_builder_format(out, ">%s" DC_S, at->text.length > 0 ? " " : "", DC_ARG(at->text));
}

static void (*const writers[])(dc_builder *, const dc_form_line *) = {
    [DC_FORM_COMMENT] = write_text, [DC_FORM_TITLE] = write_text, [DC_FORM_HEADING] = write_heading,
    [DC_FORM_MORE] = write_more,    [DC_FORM_ITEM] = write_item,  [DC_FORM_ITEM_MORE] = write_item_more,
    [DC_FORM_LAW] = write_law,      [DC_FORM_ROW] = write_row,    [DC_FORM_RULE] = write_rule,
};

/* The first line from `i` on that is neither blank nor a comment, or the count of lines. */
static uint32_t next_written(const dc_form *file, uint32_t i) {
  while (i < file->source->count && (file->lines[i].kind == DC_FORM_BLANK || file->lines[i].kind == DC_FORM_COMMENT))
    i++;
  return i;
}

/* A comment among the lines of a value is set back with them. */
static bool inside_value(const dc_form *file, uint32_t i) {
  uint32_t next = next_written(file, i);
  dc_form_kind kind = next < file->source->count ? file->lines[next].kind : DC_FORM_BLANK;
  return kind == DC_FORM_MORE || kind == DC_FORM_ITEM || kind == DC_FORM_ITEM_MORE;
}

/* Is it the title of a block, or the first of the comments right above one? `before` is the kind of the line before. */
static bool opens_block(const dc_form *file, uint32_t i, dc_form_kind before) {
  if (before == DC_FORM_COMMENT && file->lines[i].kind == DC_FORM_TITLE) return false;
  while (i < file->source->count && file->lines[i].kind == DC_FORM_COMMENT) i++;
  return i < file->source->count && file->lines[i].kind == DC_FORM_TITLE && before != DC_FORM_COMMENT;
}

/* Blank lines that mean something to the reader of a block: between its headings, laws and comments. */
static bool keeps_blank(const dc_form_line *at, dc_form_kind written) {
  bool apart = at->kind == DC_FORM_HEADING || at->kind == DC_FORM_LAW || at->kind == DC_FORM_COMMENT ||
               at->kind == DC_FORM_TITLE;
  return apart && written != DC_FORM_TITLE;
}

static dc_text write_all(const dc_form *file) {
  dc_builder out = {.arena = file->arena};
  dc_form_kind before = DC_FORM_BLANK, written = DC_FORM_BLANK;
  for (uint32_t i = 0; i < file->source->count; i++) {
    const dc_form_line *at = &file->lines[i];
    if (at->kind != DC_FORM_BLANK) {
      bool blank = before == DC_FORM_BLANK && keeps_blank(at, written);
      if (out.length > 0 && (blank || opens_block(file, i, before))) dc_builder_add(&out, DC_TEXT("\n"));
      if (at->kind == DC_FORM_COMMENT && inside_value(file, i)) dc_builder_add(&out, DC_TEXT("  "));
      writers[at->kind](&out, at);
      dc_builder_add(&out, DC_TEXT("\n"));
      written = at->kind;
    }
    before = at->kind;
  }
  return dc_builder_text(&out);
}

/* ---- a file ---- */

static dc_text rewrite(dc_arena *arena, const dc_rule_source *source, const dc_rule_blocks *blocks) {
  dc_form file = {arena, source, DC_NEW_ARRAY(arena, source->count, dc_form_line)};
  for (uint32_t number = 1; number <= source->count; number++) set_outside(&file, number);
  for (size_t i = 0; i < blocks->count; i++) set_block(&file, &blocks->items[i]);
  share_widths(&file);
  share_columns(&file);
  return write_all(&file);
}

bool dc_rules_format(dc_arena *arena, dc_text name, dc_text bytes, dc_text *formatted, dc_diagnostics *diagnostics) {
  dc_diagnostics found;
  dc_diagnostics_init(&found, diagnostics->arena);
  dc_rule_source source, again;
  dc_rule_blocks blocks = {0};
  dc_rule_source_cut(&source, arena, name, bytes, &found);
  dc_layout_read(&blocks, arena, &source, &found);
  bool sound = dc_diagnostics_count(&found, DC_ERROR) == 0;
  if (sound) {
    *formatted = rewrite(arena, &source, &blocks);
    /* Alignment lengthens lines, perhaps past what a rule file may hold. */
    dc_rule_source_cut(&again, arena, name, *formatted, &found);
    sound = dc_diagnostics_count(&found, DC_ERROR) == 0;
  }
  dc_diagnostics_sort(&found);
  dc_diagnostics_append(diagnostics, &found);
  dc_diagnostics_free(&found);
  return sound;
}

bool dc_rules_format_file(dc_arena *arena, const dc_rule_file *file, dc_text *formatted, bool *changed,
                          dc_diagnostics *diagnostics) {
  dc_text bytes;
  if (!dc_rule_bytes_read(arena, file, &bytes, diagnostics)) return false;
  if (!dc_rules_format(arena, file->name, bytes, formatted, diagnostics)) return false;
  *changed = !dc_text_equal(bytes, *formatted);
  return true;
}
