/* Par EPCI de résidence: one line per EPCI where participants live. Only in the complete profile. */
#include "report/breakdown.h"

static dc_content nom(void *context, size_t row) {
  return dc_group_epci(context, dc_group_part_at(context, row, 0), DC_TEXT("résidence inconnue ou hors EPCI"));
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"siren", "epci.epci", DC_AS_TEXT, 13, 0, 0, dc_group_id, NULL},
    {"nom", "ventilation.epci_residence", DC_AS_TEXT, 40, DC_WRAPPED, 0, nom, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, DC_SUMMED, 0, dc_group_participants,
     "{SUMIFS ventilation.personnes ventilation.repere_residence repere}"},
    DC_GROUP_FIGURES("repere_residence"),
    {"controle", "ventilation.controle", DC_AS_HOURS, 14, 0, DC_BOOK_CONSOLIDATION, dc_group_agrees,
     "ROUND({retenues}-{SUMIFS execution_residence.retenues execution_residence.repere_residence repere},4)"},
};

static const dc_note notes[] = {
    {"nom", "EPCI de la commune de résidence de participants.csv, à la date de l'arrêté.", NULL},
    {"part", "Heures retenues ÷ toutes les heures retenues.", NULL},
    {"controle", "Heures retenues − celles des lignes d'Exécution × résidence du même EPCI : 0,00 est juste.", NULL},
};

static const dc_grid_spec spec = {.name = "par_residence",
                                  .sheet = "Par EPCI de résidence",
                                  .about = "Participants et heures par EPCI où résident les participants.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 3,
                                  .heading_column = 2};

void dc_par_residence_plan(dc_sheets *sheets) {
  dc_group_plan(
      sheets, &spec, DC_BY_RESIDENCE, DC_TEXT("Heures par EPCI de résidence"),
      DC_TEXT("Heures depuis le début de chaque marché, à l'EPCI où la personne réside à la date de l'arrêté ; "
              "ceux qui en ont le plus d'abord."));
}
