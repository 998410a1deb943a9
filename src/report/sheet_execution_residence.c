/* Exécution × résidence: one line per couple of EPCI, where the work is done and where its persons live. A matrix would
 * need as many columns as EPCI. In the complete consolidation alone. */
#include "report/breakdown.h"

static dc_content repere_epci(void *context, size_t row) { return dc_group_wider_key(context, row, 0, DC_BY_EPCI); }
static dc_content repere_residence(void *context, size_t row) {
  return dc_group_wider_key(context, row, 1, DC_BY_RESIDENCE);
}
static dc_content execution(void *context, size_t row) {
  uint32_t siren = dc_group_wider(context, row, 0, DC_BY_EPCI)->key.parts[0];
  return dc_group_epci(context, siren, DC_TEXT("hors EPCI"));
}
static dc_content residence(void *context, size_t row) {
  uint32_t siren = dc_group_wider(context, row, 1, DC_BY_RESIDENCE)->key.parts[0];
  return dc_group_epci(context, siren, DC_TEXT("résidence inconnue ou hors EPCI"));
}

#define OF_COUPLE(COLUMN)                                                                                              \
  "{SUMIFS ventilation." COLUMN " ventilation.repere_epci repere_epci ventilation.repere_residence repere_residence}"

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"repere_epci", "ventilation.repere_epci", DC_AS_TEXT, 11, 0, 0, repere_epci, NULL},
    {"repere_residence", "ventilation.repere_residence", DC_AS_TEXT, 11, 0, 0, repere_residence, NULL},
    {"execution", "ventilation.epci_execution", DC_AS_TEXT, 40, DC_WRAPPED, 0, execution, NULL},
    {"residence", "ventilation.epci_residence", DC_AS_TEXT, 40, DC_WRAPPED, 0, residence, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, 0, 0, dc_group_participants, NULL},
    {"declarees", "calcul.heures_declarees", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_declarees, OF_COUPLE("declarees")},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_admises, OF_COUPLE("admises")},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_refusees, OF_COUPLE("refusees")},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_retenues, OF_COUPLE("retenues")},
    {"part", "ventilation.part", DC_AS_PERCENT, 11, 0, 0, dc_group_share, NULL},
};

static const dc_note notes[] = {
    {"participants", "Une personne compte une fois par EPCI d'exécution.", NULL},
    {"part", "Heures retenues ÷ toutes les heures retenues.", NULL},
};

static const dc_grid_spec spec = {.name = "execution_residence",
                                  .sheet = "Exécution × résidence",
                                  .about = "Pour chaque EPCI d'exécution, où résident ceux qui y ont travaillé.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 3,
                                  .heading_column = 3};

void dc_execution_residence_plan(dc_sheets *sheets) {
  dc_group_plan(sheets, &spec, DC_BY_COUPLE, DC_TEXT("Heures par EPCI d'exécution et de résidence"),
                DC_TEXT("Une ligne par couple d'EPCI ; « Par EPCI » et « Par EPCI de résidence » se comparent aux "
                        "totaux de ces lignes."));
}
