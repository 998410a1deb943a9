/* What every explanation is made with: sections, lines, facts, and the phrases that they share.
 *
 * Floor: explain, private. */
#ifndef DECOMPTE_EXPLAIN_SHEET_H
#define DECOMPTE_EXPLAIN_SHEET_H

#include "decompte/explain.h"
#include "decompte/trace.h"
#include "rules/list.h"

/* An explanation under way. */
typedef struct {
  const dc_explaining *explaining;
  const dc_accounts *accounts;
  dc_explanation *explanation;
  dc_arena *arena;
  DC_LIST(dc_dossier_row) origins; /* the rows of the dossier that were used: « Données » */
  DC_LIST(dc_text) parameters;     /* what parameters and lists gave: 3° of the CRPA */
  DC_LIST(dc_text) files;          /* of rules, that the explanation cites: « Version » */
} dc_sheet;

dc_sheet dc_sheet_begin(dc_explanation *explanation, const dc_explaining *explaining, const char *subject);

/* ---- building ---- */

/* A section, to which the next lines go. Literals. */
void dc_sheet_section(dc_sheet *sheet, const char *key, const char *label);
dc_explained_line *dc_sheet_line(dc_sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));
void dc_sheet_fact(dc_sheet *sheet, const char *key, dc_text value);
void dc_sheet_fact_hours(dc_sheet *sheet, const char *key, dc_hours hours);

/* Notes that a row of the dossier, or a file of rules, was used. */
void dc_sheet_uses(dc_sheet *sheet, dc_table_kind kind, size_t row);
void dc_sheet_cites(dc_sheet *sheet, dc_text file);

/* Copies what a trace says, one level deeper by `indent`, each line with the place of its value; notes its data and its
 * parameters. `scope` is what the trace was made in. */
void dc_sheet_trace(dc_sheet *sheet, const dc_trace *trace, const dc_scope *scope, unsigned indent);

/* Notes a value that rules set: a cap, a coefficient. */
void dc_sheet_parameter(dc_sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- sections that end every explanation ---- */

/* « Anomalies » of one line, when there are any; with `whole`, why and what to do as well. Returns how many. */
size_t dc_sheet_anomalies(dc_sheet *sheet, dc_table_kind kind, dc_text file, uint32_t line, bool whole);
size_t dc_sheet_row_anomalies(dc_sheet *sheet, dc_table_kind kind, size_t row, bool whole);
void dc_sheet_data(dc_sheet *sheet);    /* « Données » */
void dc_sheet_version(dc_sheet *sheet); /* « Version » */

/* « CRPA »: the four answers, the first and the last in the words given. */
void dc_sheet_crpa(dc_sheet *sheet, const char *part, const char *operations);

/* ---- words, in the arena of the sheet ---- */

dc_text dc_sheet_place(const dc_sheet *sheet, dc_table_kind kind, size_t row); /* « marches.csv:14 » */
dc_text dc_sheet_hours(const dc_sheet *sheet, dc_hours hours);                 /* « 1 250,00 h » */
dc_text dc_sheet_euros(const dc_sheet *sheet, dc_cents cents);                 /* « 1 234,50 € » */
dc_text dc_sheet_percent(const dc_sheet *sheet, dc_parts parts);               /* « 97,5 % » */
dc_text dc_sheet_date(const dc_sheet *sheet, dc_date date);
dc_text dc_sheet_when(const dc_sheet *sheet, size_t row);        /* of a record: « 28/02/2026 », « mois 02/2026 » */
dc_text dc_sheet_siret(const dc_sheet *sheet, uint32_t siret);   /* « 123 456 789 00012 » */
dc_text dc_sheet_marche(const dc_sheet *sheet, uint32_t number); /* « 2025-014, lot 2 » */
dc_text dc_sheet_person(const dc_sheet *sheet, uint32_t row);    /* pseudonym of a row of participants.csv */
dc_text dc_sheet_article(dc_sheet *sheet, const dc_article *article); /* « X, article 4 « Titre » »; cites it */
dc_text dc_sheet_text(const dc_sheet *sheet, dc_table_kind kind, const char *column, size_t row); /* a cell of ids */

/* A cell of ids or of dates; « (réservé) » when it is sensitive and the sheet masked, empty when there is no value. */
dc_text dc_sheet_cell(const dc_sheet *sheet, dc_table_kind kind, const char *column, size_t row);
const char *dc_plural(dc_hours hours); /* « s » from 2 h on: « 2,00 h retenues » */

/* What a key is for one record: « personne P0012, jour 02/03/2026 ». */
dc_text dc_sheet_key(const dc_sheet *sheet, const dc_article *article, const dc_scope *scope);

#endif
