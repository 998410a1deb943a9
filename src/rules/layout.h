/* The lines of a rule file as blocks and headings, before any meaning.
 *
 * Floor: rules, private. The second stage: what is a block title, a « Rubrique : valeur », a table row, a continuation,
 * an item, quoted law. Headings are a closed table, with the blocks they may stand in. */
#ifndef DECOMPTE_RULES_LAYOUT_H
#define DECOMPTE_RULES_LAYOUT_H

#include "list.h"
#include "source.h"

typedef enum { DC_BLOCK_RECUEIL, DC_BLOCK_PARAMETER, DC_BLOCK_LIST, DC_BLOCK_ARTICLE, DC_BLOCK_COUNT } dc_block_kind;

typedef enum {
  DC_HEADING_SOURCE,
  DC_HEADING_IN_FORCE,
  DC_HEADING_SCOPE,
  DC_HEADING_COMPLETES,
  DC_HEADING_REPLACES,
  DC_HEADING_DEFINE,
  DC_HEADING_REFUSE,
  DC_HEADING_MOTIF,
  DC_HEADING_COUNT_AS,
  DC_HEADING_CONVERT,
  DC_HEADING_ONCE,
  DC_HEADING_CAP,
  DC_HEADING_CAP_COUNTED,
  DC_HEADING_COMPUTE,
  DC_HEADING_CONTROL,
  DC_HEADING_CASES,
  DC_HEADING_REVIEW,
  DC_HEADING_TABLE,
  DC_HEADING_CUMULATES,
  DC_HEADING_PREFERS,
} dc_heading_kind;

/* A value over one or several lines, a piece a line. */
typedef DC_LIST(dc_piece) dc_phrase;

typedef DC_LIST(dc_piece) dc_row; /* the cells of a table row */

typedef struct {
  dc_row *items; /* the first is the header */
  size_t count, capacity;
} dc_grid;

typedef struct {
  dc_heading_kind kind;
  dc_piece name;     /* as written before the colon */
  dc_piece argument; /* « heures dues » of « Calculer heures dues » */
  dc_phrase value;
  DC_LIST(dc_phrase) items; /* « - … » */
  dc_grid grid;
} dc_heading;

typedef struct {
  dc_block_kind kind;
  dc_piece keyword, title; /* « Article », « 4 — Fenêtre de 24 mois » */
  DC_LIST(dc_heading) headings;
  dc_grid grid; /* of a parameter or a list */
  DC_LIST(dc_piece) law;
  bool flawed; /* something in it was refused: what seems to be missing may only be unread */
} dc_rule_block;

typedef DC_LIST(dc_rule_block) dc_rule_blocks;

/* Appends the blocks of `source` to `blocks`; what has no place is reported. */
void dc_layout_read(dc_rule_blocks *blocks, dc_arena *arena, const dc_rule_source *source, dc_diagnostics *diagnostics);

/* The heading of that kind in a block, or NULL; the first when there are several. */
const dc_heading *dc_block_heading(const dc_rule_block *block, dc_heading_kind kind);

const char *dc_block_name(dc_block_kind kind); /* « Article » */

/* Where a phrase stands: its first piece, or the heading's name when it is empty. */
dc_position dc_heading_position(const dc_heading *heading);

/* The pieces of a phrase, joined by spaces. */
dc_text dc_phrase_text(dc_arena *arena, const dc_phrase *phrase);

#endif
