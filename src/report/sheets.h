/* The sheets of a workbook. Floor: report, private.
 *
 * dc_sheets is one workbook in the making: what the survey of its records found, and where each sheet stands. One file
 * per sheet, each a description of columns and a function that plans it. */
#ifndef DECOMPTE_REPORT_SHEETS_H
#define DECOMPTE_REPORT_SHEETS_H

#include "report/draws.h"
#include "report/selection.h"
#include "report/workbook.h"

/* A line of Synthèse: a market, or a contractor's part of one. */
typedef struct {
  uint32_t marche, titulaire;      /* the holder that it names; UINT32_MAX for none */
  dc_hours due;                    /* DC_NO_QUANTITY = no objective */
  dc_totals totals;                /* of this workbook */
  dc_hours held;                   /* counted for the due: those of the whole market, or of the contractor */
  size_t first_cumul, cumul_count; /* its lines of Cumul */
  size_t first_step;               /* its first line of Heures dues, once that is planned */
} dc_line;

/* A line of Bénéficiaires: a person on a line of Synthèse. */
typedef struct {
  uint32_t line, participant;
  dc_totals totals;
  dc_month first_month, last_month; /* with records */
  size_t first_cumul, last_cumul;   /* its lines of Cumul stand between */
  size_t cumul_count;
} dc_beneficiary;

/* A line of Refus: an article that refused, or that lacked a value to decide. */
typedef struct {
  uint32_t article;   /* id + 1; 0: no article, the market has no usable rules */
  uint32_t set_aside; /* 1: for want of a value */
} dc_reason_key;

typedef struct {
  dc_reason_key key;
  const dc_article *decided; /* NULL: none */
  dc_hours refused;
  size_t lines, persons;
} dc_reason;

/* A line of Règles: an article that governs markets of the workbook, and what it did to the lines of Détail. */
typedef struct {
  const dc_article *article;
  size_t markets, records; /* that it governs */
  size_t refused, set_aside, touched;
  dc_hours cut;
  bool withheld; /* what it refused */
} dc_rule_line;

typedef struct {
  const dc_selection *selection;
  const dc_view *view;
  const dc_accounts *accounts;
  const dc_book *book;
  dc_workbook workbook;

  dc_line *lines;
  uint32_t *line_of;             /* by line of Cumul */
  size_t *first_detail;          /* by line of Cumul, and one more: its lines of Détail */
  dc_beneficiary *beneficiaries; /* by line of Synthèse, then pseudonym */
  size_t beneficiary_count;
  uint32_t *beneficiary_of; /* by line of Cumul */
  dc_reason *reasons;
  size_t reason_count;
  dc_index reason_keys;   /* dc_reason_key → number by arrival */
  uint32_t *reason_place; /* by number of arrival: place in `reasons` */
  dc_rule_line *rules;
  size_t rule_count;
  uint32_t *rule_place;  /* by article id: place in `rules`, of one that is there */
  uint32_t *diagnostics; /* those this workbook may show */
  size_t diagnostic_count, participant_count, holder_count;
  dc_draws draws;
  struct dc_breakdowns *breakdowns; /* breakdown.h; NULL: none */
  size_t month_cumuls;              /* lines of Cumul that Détail covers */

  char key[24];     /* room for one « C000123 » */
  dc_arena scratch; /* texts of the line being written */
  struct {          /* where Détail is */
    size_t cumul, row;
    dc_piece piece;
    dc_totals totals;
    const dc_input_file *file;
  } detail;
} dc_sheets;

/* Reads the records of the workbook once. */
void dc_sheets_init(dc_sheets *sheets, const dc_selection *selection, const dc_book *book);
void dc_sheets_free(dc_sheets *sheets);

/* Fills `rules` and `rule_place`: a part of dc_sheets_init. (articles.c) */
void dc_sheets_survey_rules(dc_sheets *sheets);

/* What an article says of itself, or « (réservé) » where that would tell the situation of the persons whom it applied
 * to. */
dc_text dc_sheets_said(const dc_sheets *sheets, const dc_article *article, dc_text text);

/* The same content, linked to the line of Règles of that article; as it was for NULL. */
dc_content dc_sheets_to_rule(const dc_sheets *sheets, dc_content content, const dc_article *article);

void dc_synthese_plan(dc_sheets *sheets);
void dc_graphique_plan(dc_sheets *sheets);  /* only when there are more markets than a chart holds */
void dc_breakdowns_plan(dc_sheets *sheets); /* the sheets of groups; only when there are breakdowns (breakdown.h) */
void dc_evolution_plan(dc_sheets *sheets);
void dc_beneficiaires_plan(dc_sheets *sheets);
void dc_cumul_plan(dc_sheets *sheets);
void dc_ventilation_plan(dc_sheets *sheets); /* only when there are breakdowns */
void dc_detail_plan(dc_sheets *sheets);
void dc_echantillon_plan(dc_sheets *sheets); /* and its Strates and Extrapolation; only when there are samples */
void dc_refus_plan(dc_sheets *sheets);
void dc_anomalies_plan(dc_sheets *sheets);
void dc_heures_dues_plan(dc_sheets *sheets);
void dc_regles_plan(dc_sheets *sheets);
void dc_tracabilite_plan(dc_sheets *sheets);
void dc_lisez_moi_plan(dc_sheets *sheets); /* last: it lists the others, and comes before them */

/* Keys that join sheets: never text that a spreadsheet could take for a number or a pattern, all of one width, so that
 * none begins another: `width` digits, or as many as the last of `count` needs. In sheets->key. */
dc_text dc_sheets_key(dc_sheets *sheets, char letter, int width, size_t place, size_t count);
dc_text dc_line_key(dc_sheets *sheets, size_t line);          /* M0001 */
dc_text dc_beneficiary_key(dc_sheets *sheets, size_t person); /* B00001 */
dc_text dc_cumul_key_text(dc_sheets *sheets, size_t cumul);   /* C000001 */
dc_text dc_reason_key_text(dc_sheets *sheets, size_t reason); /* R001 */
dc_text dc_rule_key_text(dc_sheets *sheets, size_t rule);     /* A001 */
dc_text dc_stratum_key(dc_sheets *sheets, size_t stratum);    /* S001; S000 is everything: DC_WHOLE_POPULATION */
#define DC_WHOLE_POPULATION SIZE_MAX

/* Draws the samples, when the workbook shows them; and the stratum of a record of the population. (draws.c) */
void dc_sheets_draw(dc_sheets *sheets);
size_t dc_sheets_stratum(const dc_sheets *sheets, size_t row);

/* Moves to a line of Détail; the cells of the line where it stands, whatever the row they are asked for.
 * (sheet_detail.c) */
void dc_detail_go_to(dc_sheets *sheets, size_t line);
dc_content dc_detail_fichier(void *context, size_t row);
dc_content dc_detail_ligne(void *context, size_t row);
dc_content dc_detail_date(void *context, size_t row);
dc_content dc_detail_marche(void *context, size_t row);
dc_content dc_detail_lot(void *context, size_t row);
dc_content dc_detail_participant(void *context, size_t row);
dc_content dc_detail_admises(void *context, size_t row);

/* Finds the persons of each line. (beneficiaries.c) */
void dc_sheets_survey_beneficiaries(dc_sheets *sheets);

/* Place of the reason of a record in `reasons`, SIZE_MAX when nothing was refused. */
size_t dc_sheets_reason(const dc_sheets *sheets, size_t row);

/* « 31 octobre 2026 » is nobody's notation here: « octobre 2026 », for titles. */
dc_text dc_month_words(dc_arena *arena, dc_month month);

/* Hours counted of all lines of Synthèse. */
dc_hours dc_sheets_counted(const dc_sheets *sheets);

/* How many things share a rule of size: above it, SUMIFS look at a window instead of a whole sheet. */
bool dc_sheets_windowed(size_t lines, size_t looked_at);

bool dc_sheets_is_public(const dc_sheets *sheets);

/* Whether the figures of a line must be withheld: then DC_WITHHELD stands for them. */
bool dc_sheets_withheld(const dc_sheets *sheets, const dc_line *line);

#endif
