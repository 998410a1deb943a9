/* The hours of a workbook broken down: by contractor, public, contract, commune, residence, place of execution.
 *
 * Floor: report, private. « Ventilation » holds one line per portion of the workbook (portions.h), with the key of its
 * group on each axis; the sheet of an axis has one line per group and adds up the lines that bear its key. So hours
 * since the start are live, whatever months Détail shows.
 *
 * An axis is one row of a table in breakdown.c, and a sheet: a description that begins with what names the group and
 * ends with DC_GROUP_FIGURES. Not in contractors' workbooks, nor in public ones. */
#ifndef DECOMPTE_REPORT_BREAKDOWN_H
#define DECOMPTE_REPORT_BREAKDOWN_H

#include "report/sheets.h"

typedef enum {
  DC_BY_TITULAIRE, /* SIRET */
  DC_BY_EPCI,      /* SIREN of the EPCI of execution; 0: outside */
  DC_BY_RESIDENCE, /* SIREN of the EPCI where the person lives, at the date of the statement; 0: unknown */
  DC_BY_COUPLE,    /* place among the groups of either */
  DC_BY_PUBLIC,    /* code */
  DC_BY_PROFILE,   /* place among those of the public; sex; age */
  DC_BY_CONTRACT,  /* mode, nature */
  DC_BY_COMMUNE,   /* of execution; or DC_SEVERAL_COMMUNES */
  DC_AXIS_COUNT
} dc_axis;

/* Ages at the date of the statement, in the bands of employment policy (under 26, 26 to 49, 50 and over). */
typedef enum { DC_AGE_UNKNOWN, DC_AGE_UNDER_26, DC_AGE_26_TO_49, DC_AGE_50_AND_OVER } dc_age_band;
dc_text dc_age_words(dc_age_band band);

/* Values that tell a group: ids, or numbers. */
typedef struct {
  uint32_t parts[3];
} dc_group_key;

typedef struct {
  dc_group_key key;
  dc_totals totals;
  dc_hours due;            /* of its holder's parts of markets: by contractor alone */
  size_t persons, markets; /* different ones, with hours in it; markets also those that name it */
  size_t first;            /* its first line of Ventilation; SIZE_MAX: none */
} dc_group;

/* One axis of a workbook. What a sheet of groups has for context. */
typedef struct {
  dc_sheets *sheets; /* NULL: the workbook has no such sheet */
  dc_axis axis;
  dc_group *groups;
  size_t count;
  uint32_t *group_of; /* by line of Ventilation */
  bool live;          /* not so many groups and lines that recalculating would never end */
  dc_hours whole;     /* what shares are parts of, and their formula: once its sheet is planned */
  const char *share;
} dc_breakdown;

/* A line of Ventilation. */
typedef struct {
  const dc_portion *portion;
  uint32_t cumul; /* place of the first of its run in the workbook's cumuls */
  uint32_t cumul_count;
  bool first;        /* of its person */
  dc_hours detailed; /* declared, of the records that Détail shows */
} dc_ventilated;

typedef struct dc_breakdowns {
  dc_ventilated *lines; /* in the order of Cumul, then by work */
  size_t line_count;
  size_t *first_line; /* by line of Cumul: the first line of its run */
  dc_breakdown axes[DC_AXIS_COUNT];
} dc_breakdowns;

/* Whether the workbook is broken down. If so, a part of dc_sheets_init fills sheets->breakdowns. */
bool dc_sheets_has_breakdowns(const dc_sheets *sheets);
void dc_sheets_survey_breakdowns(dc_sheets *sheets);

/* Makes them, with their lines: the first part of it. (ventilation.c) */
void dc_sheets_survey_ventilation(dc_sheets *sheets);

/* The line of Ventilation that a record of Détail, in a line of Cumul, adds to. */
size_t dc_ventilation_line(const dc_sheets *sheets, size_t cumul, size_t row);

/* V00001; and the key of a group: T001, E001… In sheets->key. */
dc_text dc_ventilation_key(dc_sheets *sheets, size_t line);
dc_text dc_group_key_text(dc_sheets *sheets, dc_axis axis, size_t group);

/* ---- for sheets of groups; `context` is a dc_breakdown ---- */

const dc_group *dc_group_at(void *context, size_t row);
uint32_t dc_group_part_at(void *context, size_t row, size_t part); /* of its key */
dc_content dc_group_repere(void *context, size_t row);             /* linked to its first line of Ventilation */
dc_content dc_group_id(void *context, size_t row);                 /* of the first part of its key; empty for 0 */
dc_content dc_group_participants(void *context, size_t row);
dc_content dc_group_marches(void *context, size_t row);
dc_content dc_group_declarees(void *context, size_t row);
dc_content dc_group_admises(void *context, size_t row);
dc_content dc_group_refusees(void *context, size_t row);
dc_content dc_group_retenues(void *context, size_t row);
dc_content dc_group_share(void *context, size_t row);
dc_content dc_group_agrees(void *context, size_t row); /* 0: what it is compared with is the same sum */

/* The name of an EPCI by SIREN id, `none` for 0; the text of an id, « non renseigné » for 0. */
dc_content dc_group_epci(void *context, uint32_t siren, dc_text none);
dc_content dc_group_told(void *context, uint32_t id);

/* The group of another axis that a part of the key of a line's group is the place of; its key, linked to its line. */
const dc_group *dc_group_wider(void *context, size_t row, size_t part, dc_axis axis);
dc_content dc_group_wider_key(void *context, size_t row, size_t part, dc_axis axis);

/* The hours of a group and its part of the whole, from the lines of Ventilation that bear its key. */
#define DC_GROUP_FIGURES(KEY)                                                                                          \
  {"declarees",        "calcul.heures_declarees",                                                                      \
   DC_AS_HOURS,        13,                                                                                             \
   DC_SUMMED,          0,                                                                                              \
   dc_group_declarees, "{SUMIFS ventilation.declarees ventilation." KEY " repere}"},                                   \
      {"admises",        "calcul.heures_admises",                                                                      \
       DC_AS_HOURS,      13,                                                                                           \
       DC_SUMMED,        0,                                                                                            \
       dc_group_admises, "{SUMIFS ventilation.admises ventilation." KEY " repere}"},                                   \
      {"refusees",        "calcul.heures_refusees",                                                                    \
       DC_AS_HOURS,       13,                                                                                          \
       DC_SUMMED,         0,                                                                                           \
       dc_group_refusees, "{SUMIFS ventilation.refusees ventilation." KEY " repere}"},                                 \
      {"retenues",        "calcul.heures_retenues",                                                                    \
       DC_AS_HOURS,       13,                                                                                          \
       DC_SUMMED,         0,                                                                                           \
       dc_group_retenues, "{SUMIFS ventilation.retenues ventilation." KEY " repere}"},                                 \
  {                                                                                                                    \
    "part", "ventilation.part", DC_AS_PERCENT, 11, 0, 0, dc_group_share, NULL                                          \
  }

/* Plans the sheet of an axis: above its table, the hours that shares are parts of, and the persons of the workbook. */
void dc_group_plan(dc_sheets *sheets, const dc_grid_spec *spec, dc_axis axis, dc_text title, dc_text sentence);

/* Bars of hours declared and counted, of the first groups; beside a long table. */
void dc_group_chart(dc_breakdown *breakdown, dc_workbook *workbook, dc_grid *grid, const dc_chart *words);

/* ---- the sheets, for dc_breakdowns_plan ---- */

void dc_par_titulaire_plan(dc_sheets *sheets);
void dc_par_epci_plan(dc_sheets *sheets); /* consolidation alone, as the next but one */
void dc_par_residence_plan(dc_sheets *sheets);
void dc_execution_residence_plan(dc_sheets *sheets);
void dc_par_public_plan(dc_sheets *sheets); /* adds up the next */
void dc_public_sexe_age_plan(dc_sheets *sheets);
void dc_par_contrat_plan(dc_sheets *sheets);
void dc_par_commune_plan(dc_sheets *sheets);

#endif
