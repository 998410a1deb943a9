/* The canonical spelling of each part of a rule file.
 *
 * Floor: rulebook, private. Expressions are written token by token, with the best spelling of signs; sentences (titles,
 * sources, motifs) keep their words, with one space between. Inside « … » every character stays (NBSP, ’); elsewhere
 * stand the plain characters that the engine reads. What is spelled reads as what was written did. In `arena`. */
#ifndef DECOMPTE_RULEBOOK_SPELLING_H
#define DECOMPTE_RULEBOOK_SPELLING_H

#include "rules/layout.h"

/* « Article 4 — Fenêtre de 24 mois ». */
dc_text dc_spell_title(dc_arena *arena, const dc_rule_block *block);

/* What a heading's colon follows, in two parts: « Calculer », « heures dues » (empty for most). */
dc_text dc_spell_keyword(dc_arena *arena, const dc_heading *heading);
dc_text dc_spell_argument(dc_arena *arena, const dc_heading *heading);

/* The value of a heading of that kind, or one of its items: lines[i] is what piece i becomes. */
void dc_spell_phrase(dc_arena *arena, dc_heading_kind kind, const dc_phrase *phrase, dc_text lines[]);

dc_text dc_spell_cell(dc_arena *arena, dc_piece cell);
dc_text dc_spell_law(dc_arena *arena, dc_piece law);
dc_text dc_spell_comment(dc_arena *arena, dc_text raw);

#endif
