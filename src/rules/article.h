/* The headings of recueils and articles, given their meaning.
 *
 * Floor: rules, private. */
#ifndef DECOMPTE_RULES_ARTICLE_H
#define DECOMPTE_RULES_ARTICLE_H

#include "check.h"
#include "dictionary.h"
#include "parser.h"

#define DC_ARTICLE_LIMIT    1000 /* a recueil */
#define DC_DEFINITION_LIMIT 32   /* an article */

/* What reading an article needs at hand. */
typedef struct {
  dc_rules *rules;
  dc_diagnostics *diagnostics;
  dc_names scope;
  dc_checker checker;
  const dc_rule_block *block;
  dc_article *article;
  dc_detail *detail;
} dc_reading;

#define DC_READING_REPORT(reading, code, position, ...)                                                                \
  DC_RULE_REPORT((reading)->rules, (reading)->diagnostics, (code), (position), __VA_ARGS__)

/* Reads « Portée » and « En vigueur » of every recueil, then its articles. Fills the details of the dictionary. */
void dc_articles_read(dc_rules *rules, dc_diagnostics *diagnostics);

/* The condition of a heading, written on one line or as items under « toutes : » or « l'une : ». Checked; NULL after
 * reporting. */
dc_node *dc_heading_condition(const dc_reading *reading, const dc_heading *heading);

/* What the article does: reads its one effect, if any. See effect.c. */
void dc_effect_read(const dc_reading *reading);

/* Reads « Motif ». See motif.c. */
void dc_motif_read(const dc_reading *reading, const dc_heading *heading);

#endif
