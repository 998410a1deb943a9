/* Par mode et nature: one line per mode of the clause and nature of contract. */
#include "report/breakdown.h"

static dc_content mode(void *context, size_t row) { return dc_group_told(context, dc_group_part_at(context, row, 0)); }
static dc_content nature(void *context, size_t row) {
  return dc_group_told(context, dc_group_part_at(context, row, 1));
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"mode", "contrats.mode", DC_AS_TEXT, 24, 0, 0, mode, NULL},
    {"nature", "contrats.nature", DC_AS_TEXT, 24, 0, 0, nature, NULL},
    {"marches", "ventilation.marches", DC_AS_COUNT, 10, 0, 0, dc_group_marches, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, 0, 0, dc_group_participants, NULL},
    DC_GROUP_FIGURES("repere_contrat"),
};

static const dc_note notes[] = {
    {"mode",
     "Mode du contrat que nomme le relevé. « non renseigné » : contrats.csv ne le dit pas, ou le relevé ne nomme "
     "aucun contrat.",
     NULL},
    {"participants", "Une personne compte une fois par ligne, et dans plusieurs si elle a eu plusieurs contrats.",
     NULL},
    {"part", "Heures retenues ÷ toutes les heures retenues.", NULL},
};

static const dc_grid_spec spec = {.name = "par_contrat",
                                  .sheet = "Par mode et nature",
                                  .about = "Heures par mode de réalisation et nature du contrat.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 3,
                                  .heading_column = 2};

void dc_par_contrat_plan(dc_sheets *sheets) {
  dc_group_plan(sheets, &spec, DC_BY_CONTRACT, DC_TEXT("Heures par mode et nature de contrat"),
                DC_TEXT("Heures depuis le début de chaque marché ; les lignes qui en ont le plus d'abord. Le repère "
                        "mène à leurs lignes de Ventilation."));
}
