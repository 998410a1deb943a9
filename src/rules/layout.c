#include "layout.h"

#define IN(kind) (1u << DC_BLOCK_##kind)

/* The closed vocabulary of headings. `argument`: the name is followed by another (« Calculer heures dues »). */
static const struct {
  dc_text name;
  dc_heading_kind kind;
  bool argument, repeated;
  unsigned blocks;
} heading_table[] = {
    {DC_TEXT_INIT("Source"), DC_HEADING_SOURCE, false, false, IN(RECUEIL) | IN(PARAMETER) | IN(LIST) | IN(ARTICLE)},
    {DC_TEXT_INIT("En vigueur"), DC_HEADING_IN_FORCE, false, false, IN(RECUEIL) | IN(ARTICLE)},
    {DC_TEXT_INIT("Portée"), DC_HEADING_SCOPE, false, false, IN(RECUEIL)},
    {DC_TEXT_INIT("Complète"), DC_HEADING_COMPLETES, false, false, IN(RECUEIL)},
    {DC_TEXT_INIT("Remplace"), DC_HEADING_REPLACES, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Définir"), DC_HEADING_DEFINE, true, true, IN(ARTICLE)},
    {DC_TEXT_INIT("Refuser si"), DC_HEADING_REFUSE, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Motif"), DC_HEADING_MOTIF, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Compter"), DC_HEADING_COUNT_AS, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Convertir"), DC_HEADING_CONVERT, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Une seule fois par"), DC_HEADING_ONCE, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Plafond"), DC_HEADING_CAP, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Plafond (heures comptées)"), DC_HEADING_CAP_COUNTED, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Calculer"), DC_HEADING_COMPUTE, true, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Contrôle"), DC_HEADING_CONTROL, false, false, IN(ARTICLE)},
    {DC_TEXT_INIT("Cas"), DC_HEADING_CASES, false, true, IN(ARTICLE)},
    {DC_TEXT_INIT("À revoir avant le"), DC_HEADING_REVIEW, false, false, IN(PARAMETER) | IN(LIST)},
    {DC_TEXT_INIT("Table"), DC_HEADING_TABLE, false, false, IN(PARAMETER) | IN(LIST)},
    {DC_TEXT_INIT("Cumulable avec"), DC_HEADING_CUMULATES, false, true, IN(ARTICLE)},
    {DC_TEXT_INIT("Préférer"), DC_HEADING_PREFERS, false, false, IN(ARTICLE)},
};
#define HEADINGS (sizeof heading_table / sizeof *heading_table)

static const dc_text block_names[DC_BLOCK_COUNT] = {
    DC_TEXT_INIT("Recueil"),
    DC_TEXT_INIT("Paramètre"),
    DC_TEXT_INIT("Liste"),
    DC_TEXT_INIT("Article"),
};

const char *dc_block_name(dc_block_kind kind) { return block_names[kind].data; }

typedef struct {
  dc_arena *arena;
  const dc_rule_source *source;
  dc_diagnostics *diagnostics;
  dc_rule_blocks *blocks;
  dc_rule_block *block; /* the one being read; NULL before the first */
  dc_heading *heading;  /* NULL right after a title or a line in error */
  bool lost;            /* the heading was in error: what continues it is stepped over */
  dc_row *row;
} dc_layout;

static void report(const dc_layout *layout, dc_code code, dc_piece piece, const char *message) {
  if (layout->block) layout->block->flawed = true;
  dc_rule_report(layout->diagnostics, layout->source, 1, code, dc_piece_position(piece), "%s", message);
}

/* « Article 4 — … »: is `line` the title of a block? */
static bool read_title(dc_layout *layout, dc_piece line) {
  for (unsigned kind = 0; kind < DC_BLOCK_COUNT; kind++) {
    dc_text name = block_names[kind];
    if (!dc_text_starts(line.text, name)) continue;
    if (line.text.length > name.length && line.text.data[name.length] != ' ') continue;
    DC_APPEND(layout->arena, layout->blocks,
              (dc_rule_block){.kind = (dc_block_kind)kind,
                              .keyword = dc_piece_slice(line, 0, name.length),
                              .title = dc_piece_slice(line, name.length, line.text.length)});
    layout->block = &layout->blocks->items[layout->blocks->count - 1];
    layout->heading = NULL;
    layout->lost = false;
    return true;
  }
  return false;
}

/* The row of heading_table for what stands before the colon, or HEADINGS. */
static size_t find_heading(dc_text name) {
  for (size_t i = 0; i < HEADINGS; i++) {
    dc_text known = heading_table[i].name;
    if (dc_text_equal(known, name)) return i;
    if (heading_table[i].argument && dc_text_starts(name, known) && name.data[known.length] == ' ') return i;
  }
  return HEADINGS;
}

static void report_unknown(const dc_layout *layout, dc_piece name) {
  if (layout->block) layout->block->flawed = true;
  dc_text names[HEADINGS];
  for (size_t i = 0; i < HEADINGS; i++) names[i] = heading_table[i].name;
  int nearest = dc_text_nearest(name.text, names, HEADINGS);
  if (nearest >= 0)
    dc_rule_report(layout->diagnostics, layout->source, 1, DC_R_UNKNOWN, dc_piece_position(name),
                   "rubrique inconnue « " DC_S " » : vouliez-vous dire « " DC_S " » ?", DC_ARG(name.text),
                   DC_ARG(names[nearest]));
  else
    dc_rule_report(layout->diagnostics, layout->source, 1, DC_R_UNKNOWN, dc_piece_position(name),
                   "rubrique inconnue « " DC_S " »", DC_ARG(name.text));
}

/* Is the heading allowed here and now? Reports when not. */
static bool heading_fits(const dc_layout *layout, size_t known, dc_piece name) {
  dc_heading_kind kind = heading_table[known].kind;
  if (!(heading_table[known].blocks & (1u << layout->block->kind))) {
    dc_rule_report(layout->diagnostics, layout->source, 1, DC_R_SYNTAX, dc_piece_position(name),
                   "la rubrique « " DC_S " » n'a pas sa place dans un bloc « %s »", DC_ARG(heading_table[known].name),
                   dc_block_name(layout->block->kind));
    return false;
  }
  if (!heading_table[known].repeated && dc_block_heading(layout->block, kind)) {
    dc_rule_report(layout->diagnostics, layout->source, 1, DC_R_TWICE, dc_piece_position(name),
                   "la rubrique « " DC_S " » est écrite deux fois dans ce bloc", DC_ARG(heading_table[known].name));
    return false;
  }
  return true;
}

static void read_heading(dc_layout *layout, dc_piece line) {
  layout->heading = NULL;
  layout->lost = true;
  size_t colon = dc_text_find(line.text, DC_TEXT(":"));
  if (colon == line.text.length) {
    report(layout, DC_R_SYNTAX, line,
           "ligne incomprise : un titre de bloc, « Rubrique : valeur » ou une ligne de tableau est attendu");
    return;
  }
  dc_piece name = dc_piece_slice(line, 0, colon);
  size_t known = find_heading(name.text);
  if (known == HEADINGS) {
    report_unknown(layout, name);
    return;
  }
  if (!layout->block) {
    report(layout, DC_R_SYNTAX, name,
           "cette rubrique précède tout bloc : un fichier commence par « Recueil CODE — titre »");
    return;
  }
  if (!heading_fits(layout, known, name)) {
    layout->block->flawed = true;
    return;
  }
  dc_heading heading = {.kind = heading_table[known].kind, .name = name};
  heading.argument = dc_piece_slice(name, heading_table[known].name.length, name.text.length);
  if (heading_table[known].argument && heading.argument.text.length == 0) {
    report(layout, DC_R_SYNTAX, name, "cette rubrique est suivie d'un nom : « Définir nom : … », « Calculer nom : … »");
    return;
  }
  dc_piece value = dc_piece_slice(line, colon + 1, line.text.length);
  if (value.text.length > 0) DC_APPEND(layout->arena, &heading.value, value);
  DC_APPEND(layout->arena, &layout->block->headings, heading);
  layout->heading = &layout->block->headings.items[layout->block->headings.count - 1];
  layout->lost = false;
}

static bool is_rule_line(dc_text row) { /* |-----|-----| */
  for (size_t i = 0; i < row.length; i++)
    if (row.data[i] != '|' && row.data[i] != '-' && row.data[i] != ' ' && row.data[i] != ':') return false;
  return row.length > 1 && dc_text_find(row, DC_TEXT("-")) < row.length;
}

/* The table that a row at this place belongs to, or NULL. */
static dc_grid *grid_here(const dc_layout *layout) {
  if (!layout->block) return NULL;
  if (layout->heading && layout->heading->kind == DC_HEADING_CASES) return &layout->heading->grid;
  bool tabular = layout->block->kind == DC_BLOCK_PARAMETER || layout->block->kind == DC_BLOCK_LIST;
  return tabular ? &layout->block->grid : NULL;
}

static void read_row(dc_layout *layout, dc_piece line) {
  if (layout->lost) return;
  dc_grid *grid = grid_here(layout);
  if (!grid) {
    report(layout, DC_R_SYNTAX, line, "ligne de tableau hors de « Cas », d'un paramètre ou d'une liste");
    layout->lost = true;
    return;
  }
  if (is_rule_line(line.text)) return;
  if (line.text.length < 2 || !dc_text_ends(line.text, DC_TEXT("|"))) {
    report(layout, DC_R_SYNTAX, line, "une ligne de tableau commence et finit par « | »");
    return;
  }
  dc_row row = {0};
  for (size_t start = 1; start < line.text.length;) {
    size_t length = dc_text_find(dc_text_slice(line.text, start, line.text.length), DC_TEXT("|"));
    DC_APPEND(layout->arena, &row, dc_piece_slice(line, start, start + length));
    start += length + 1;
  }
  if (grid->count > 0 && row.count != grid->items[0].count) {
    dc_rule_report(layout->diagnostics, layout->source, 1, DC_R_SYNTAX, dc_piece_position(line),
                   "la ligne n'a pas le même nombre de cellules (%zu) que la première (%zu)", row.count,
                   grid->items[0].count);
    layout->block->flawed = true;
    return;
  }
  DC_APPEND(layout->arena, grid, row);
}

/* An indented line: an item, or more of the value or of the item before it. */
static void read_continuation(dc_layout *layout, dc_piece line) {
  if (layout->lost) return;
  dc_heading *heading = layout->heading;
  if (!heading) {
    report(layout, DC_R_SYNTAX, line, "ligne en retrait sans rubrique à continuer");
    layout->lost = true;
    return;
  }
  bool item = dc_text_starts(line.text, DC_TEXT("- "));
  if (item) {
    DC_APPEND(layout->arena, &heading->items, (dc_phrase){0});
    line = dc_piece_slice(line, 2, line.text.length);
  }
  dc_phrase *phrase = heading->items.count > 0 ? &heading->items.items[heading->items.count - 1] : &heading->value;
  DC_APPEND(layout->arena, phrase, line);
}

static void read_law(dc_layout *layout, dc_piece line) {
  if (!layout->block) {
    report(layout, DC_R_SYNTAX, line, "texte cité avant tout bloc : un fichier commence par « Recueil CODE — titre »");
    return;
  }
  DC_APPEND(layout->arena, &layout->block->law, dc_piece_slice(line, 1, line.text.length));
}

void dc_layout_read(dc_rule_blocks *blocks, dc_arena *arena, const dc_rule_source *source,
                    dc_diagnostics *diagnostics) {
  dc_layout layout = {.arena = arena, .source = source, .diagnostics = diagnostics, .blocks = blocks};
  for (uint32_t number = 1; number <= source->count; number++) {
    dc_piece whole = {source, number, source->lines[number - 1].text};
    dc_piece line = dc_piece_slice(whole, 0, whole.text.length);
    size_t indent = (size_t)(line.text.data - whole.text.data);
    if (line.text.length == 0 || line.text.data[0] == '#') continue;
    if (line.text.data[0] == '|')
      read_row(&layout, line);
    else if (line.text.data[0] == '>')
      read_law(&layout, line);
    else if (indent >= 2)
      read_continuation(&layout, line);
    else if (!read_title(&layout, line))
      read_heading(&layout, line);
  }
}

const dc_heading *dc_block_heading(const dc_rule_block *block, dc_heading_kind kind) {
  for (size_t i = 0; i < block->headings.count; i++)
    if (block->headings.items[i].kind == kind) return &block->headings.items[i];
  return NULL;
}

dc_position dc_heading_position(const dc_heading *heading) {
  if (heading->value.count > 0) return dc_piece_position(heading->value.items[0]);
  if (heading->items.count > 0) return dc_piece_position(heading->items.items[0].items[0]);
  return dc_piece_position(heading->name);
}

dc_text dc_phrase_text(dc_arena *arena, const dc_phrase *phrase) {
  dc_builder builder = {.arena = arena};
  for (size_t i = 0; i < phrase->count; i++) {
    if (i > 0) dc_builder_add(&builder, DC_TEXT(" "));
    dc_builder_add(&builder, phrase->items[i].text);
  }
  return dc_builder_text(&builder);
}
