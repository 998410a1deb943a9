/* An article in an explanation: what it is and why it applies, its calculation.
 *
 * Floor: explain, private. */
#ifndef DECOMPTE_EXPLAIN_ARTICLE_H
#define DECOMPTE_EXPLAIN_ARTICLE_H

#include "explain/sheet.h"

/* One article seen from a record or a market. Begin with dc_view_begin; the trace grows as it is asked things. */
typedef struct {
  dc_sheet *sheet;
  const dc_article *article;
  dc_scope scope;
  dc_environment environment;
  dc_trace trace;
} dc_article_view;

void dc_article_view_begin(dc_article_view *view, dc_sheet *sheet, const dc_article *article, const dc_scope *scope);

/* Puts the lines of the trace in the section under way, `indent` deeper. */
void dc_article_view_lines(dc_article_view *view, unsigned indent);

/* « Règle », « Source » and, when the article quotes its law, « Texte ». */
void dc_explain_rule(dc_sheet *sheet, const dc_article *article, const dc_scope *scope);

/* The two or three lines of « Règle » alone, in the section under way. */
void dc_explain_rule_lines(dc_sheet *sheet, const dc_article *article, const dc_scope *scope);

#endif
