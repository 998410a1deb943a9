/* What the parts of the printed document share.
 *
 * Floor: rulebook, private. print.c lays out the document; print_article.c lays out an article. */
#ifndef DECOMPTE_RULEBOOK_PRINT_PARTS_H
#define DECOMPTE_RULEBOOK_PRINT_PARTS_H

#include "decompte/rulebook.h"
#include "decompte/rulebook_print.h"
#include "notation.h"
#include "rules/dictionary.h"

typedef DC_LIST(dc_printed_field) dc_printed_fields;

typedef struct {
  dc_arena *arena;
  const dc_rules *rules;
  const dc_notation *notation;
  const dc_recueil *recueil;   /* printed, with those that it completes; NULL: all are */
  dc_date date;                /* DC_NO_DATE: every version */
  dc_builder body;             /* all but the opening and the table of contents */
  DC_LIST(dc_entry) entries;   /* of the table of contents, in the order of the body */
  DC_LIST(dc_text) files;      /* that hold what is printed */
  dc_diagnostics contradicted; /* R016, one a case that fails */
  size_t recueils, articles;   /* printed */
  size_t wrong;                /* cases that their article contradicts */
  dc_trial trial;              /* of all that is printed; `tests` are not summed */
} dc_document;

/* Opens a part of the body, and enters it in the table of contents. */
void dc_document_open(dc_document *document, unsigned level, dc_text anchor, dc_text title);

/* Adds a field, unless its value is empty. */
void dc_document_field(const dc_document *document, dc_printed_fields *fields, const char *name, dc_text value,
                       dc_text anchor);

/* The cells of a table, row by row, the header first. */
dc_text *dc_document_cells(const dc_document *document, const dc_grid *grid);

/* « 6 cas, tous satisfaits »; « ; altérations décelées : 24 sur 24 », when there are some. */
void dc_document_count_cases(dc_builder *out, size_t cases, size_t wrong);
void dc_document_count_mutants(dc_builder *out, const dc_trial *trial);

void dc_document_law(dc_document *document, const dc_rule_block *block);

/* Is the article printed? It is of a printed recueil, and in force on the date of the document. */
bool dc_document_prints(const dc_document *document, const dc_article *article);

dc_text dc_document_recueil_anchor(const dc_document *document, const dc_recueil *recueil);
dc_text dc_document_article_anchor(const dc_document *document, const dc_article *article);

/* « Article 2 — Seuil », with its version when there are several. */
dc_text dc_document_article_title(const dc_document *document, const dc_article *article);

void dc_document_article(dc_document *document, const dc_article *article);

#endif
