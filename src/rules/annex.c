#include "annex.h"

#include <csv.h>

dc_text dc_annex_beside(dc_arena *arena, dc_text rule_file, dc_text name) {
  dc_text directory = dc_text_slice(rule_file, 0, dc_text_last_part(rule_file));
  return dc_text_format(arena, DC_S DC_S, DC_ARG(directory), DC_ARG(name));
}

/* An annex stands under its rule file, so that a pack can be moved whole. */
static bool stands_below(dc_text name) {
  return dc_text_ends(name, DC_TEXT(".csv")) && !dc_text_starts(name, DC_TEXT("/")) &&
         dc_text_find(name, DC_TEXT("..")) == name.length;
}

/* ---- fields of a line ---- */

typedef DC_LIST(size_t) dc_ends;

typedef struct {
  dc_arena *arena;
  dc_builder line; /* the fields, one after the other */
  dc_ends ends;    /* where each one ends in it */
  size_t records;
} dc_fields;

static void keep_field(void *bytes, size_t length, void *context) {
  dc_fields *fields = context;
  if (length > 0) dc_builder_add(&fields->line, (dc_text){bytes, length});
  DC_APPEND(fields->arena, &fields->ends, fields->line.length);
  dc_builder_add(&fields->line, DC_TEXT(";"));
}

static void keep_record(int end, void *context) {
  (void)end;
  ((dc_fields *)context)->records++;
}

/* false when a quote is left open: a field holds on one line. */
static bool cut_fields(dc_fields *fields, dc_text line) {
  struct csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) dc_die_memory();
  csv_set_delim(&parser, ';');
  bool read = csv_parse(&parser, line.data, line.length, keep_field, keep_record, fields) == line.length &&
              csv_fini(&parser, keep_field, keep_record, fields) == 0;
  csv_free(&parser);
  return read && fields->records <= 1;
}

/* ---- lines of an annex ---- */

typedef struct {
  dc_rules *rules;
  dc_diagnostics *diagnostics;
  dc_rule_source *source;
  dc_grid *grid;
} dc_annex;

#define REPORT(annex, code, position, ...)                                                                             \
  DC_RULE_REPORT((annex)->rules, (annex)->diagnostics, (code), (position), __VA_ARGS__)

static void read_line(const dc_annex *annex, uint32_t number) {
  dc_rule_line *line = &annex->source->lines[number - 1];
  dc_piece whole = {annex->source, number, line->text};
  if (dc_piece_slice(whole, 0, line->text.length).text.length == 0) return;
  dc_fields fields = {.arena = annex->rules->arena, .line = {.arena = annex->rules->arena}};
  if (!cut_fields(&fields, line->text)) {
    REPORT(annex, DC_R_SYNTAX, dc_piece_position(whole), "guillemets mal placés : un champ tient sur une ligne");
    return;
  }
  line->text = whole.text = dc_builder_text(&fields.line);
  dc_row row = {0};
  for (size_t i = 0, begin = 0; i < fields.ends.count; i++) {
    DC_APPEND(annex->rules->arena, &row, dc_piece_slice(whole, begin, fields.ends.items[i]));
    begin = fields.ends.items[i] + 1;
  }
  if (annex->grid->count > 0 && row.count != annex->grid->items[0].count) {
    REPORT(annex, DC_R_SYNTAX, dc_piece_position(whole),
           "la ligne n'a pas le même nombre de champs (%zu) que la première (%zu)", row.count,
           annex->grid->items[0].count);
    return;
  }
  DC_APPEND(annex->rules->arena, annex->grid, row);
}

/* ---- blocks ---- */

/* The annex of that name, cut into lines; NULL after reporting. */
static dc_rule_source *open_annex(dc_rules *rules, const dc_annex_shelf *shelf, dc_text name, dc_position position,
                                  dc_diagnostics *diagnostics) {
  dc_dictionary *dictionary = rules->dictionary;
  dc_text bytes;
  bool told = false;
  if (!shelf->read(shelf->context, name, &bytes, &told)) {
    if (!told)
      DC_RULE_REPORT(rules, diagnostics, DC_R_UNKNOWN, position, "annexe introuvable : « " DC_S " »", DC_ARG(name));
    return NULL;
  }
  if (dictionary->source_count == dictionary->source_room) {
    DC_RULE_REPORT(rules, diagnostics, DC_R_LIMIT, position, "plus de %d annexes", DC_ANNEX_LIMIT);
    return NULL;
  }
  dc_rule_source *source = &dictionary->sources[dictionary->source_count++];
  dc_rule_source_cut(source, rules->arena, name, bytes, diagnostics);
  return source->sound ? source : NULL;
}

static void read_annex(dc_rules *rules, dc_rule_block *block, const dc_annex_shelf *shelf,
                       dc_diagnostics *diagnostics) {
  const dc_heading *heading = dc_block_heading(block, DC_HEADING_TABLE);
  if (!heading) return;
  dc_position position = dc_heading_position(heading);
  dc_text written = dc_phrase_text(rules->arena, &heading->value);
  dc_rule_source *source = NULL;
  if (block->grid.count > 0)
    DC_RULE_REPORT(rules, diagnostics, DC_R_TWICE, position,
                   "les lignes sont dans le tableau ou dans l'annexe, pas dans les deux");
  else if (!stands_below(written))
    DC_RULE_REPORT(rules, diagnostics, DC_R_SYNTAX, position,
                   "une annexe est un fichier .csv placé sous celui des règles : « annexes/smic.csv »");
  else
    source = open_annex(rules, shelf, dc_annex_beside(rules->arena, heading->name.source->name, written), position,
                        diagnostics);
  dc_annex annex = {rules, diagnostics, source, &block->grid};
  for (uint32_t number = 1; source && number <= source->count; number++) read_line(&annex, number);
  if (!source) block->flawed = true;
}

void dc_annexes_read(dc_rules *rules, dc_rule_blocks *blocks, const dc_annex_shelf *shelf,
                     dc_diagnostics *diagnostics) {
  for (size_t i = 0; i < blocks->count; i++) read_annex(rules, &blocks->items[i], shelf, diagnostics);
}
