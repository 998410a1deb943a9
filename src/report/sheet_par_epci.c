/* Par EPCI: one line per EPCI of execution. In the consolidation alone. */
#include "report/breakdown.h"

static dc_content nom(void *context, size_t row) {
  return dc_group_epci(context, dc_group_part_at(context, row, 0), DC_TEXT("hors EPCI"));
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"siren", "epci.epci", DC_AS_TEXT, 13, 0, 0, dc_group_id, NULL},
    {"nom", "epci.nom", DC_AS_TEXT, 40, DC_WRAPPED, 0, nom, NULL},
    {"marches", "ventilation.marches", DC_AS_COUNT, 10, 0, 0, dc_group_marches, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, 0, 0, dc_group_participants, NULL},
    DC_GROUP_FIGURES("repere_epci"),
    {"controle", "ventilation.controle", DC_AS_HOURS, 14, 0, DC_BOOK_COMPLET, dc_group_agrees,
     "ROUND({retenues}-{SUMIFS execution_residence.retenues execution_residence.repere_epci repere},4)"},
};

static const dc_note notes[] = {
    {"marches", "Marchés et lots situés dans l'EPCI, ou qui y ont des heures.", NULL},
    {"participants", "Une personne compte une fois par EPCI, et dans plusieurs si elle y a travaillé.", NULL},
    {"part", "Heures retenues ÷ toutes les heures retenues.", NULL},
    {"controle", "Heures retenues − celles des lignes d'Exécution × résidence du même EPCI : 0,00 est juste.", NULL},
};

static void finish(void *context, dc_workbook *workbook, dc_grid *grid) {
  const dc_chart words = {.title = "Heures déclarées et heures retenues, par EPCI d'exécution",
                          .description = "Barres horizontales : pour chaque EPCI, les heures déclarées et les heures "
                                         "retenues du tableau ; les 20 premiers, s'il y en a plus.",
                          .category = "nom",
                          .category_axis = "EPCI"};
  dc_group_chart(context, workbook, grid, &words);
}

static const dc_grid_spec spec = {.name = "par_epci",
                                  .sheet = "Par EPCI",
                                  .about = "Marchés, participants et heures par EPCI d'exécution, en tableau et en "
                                           "barres.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 3,
                                  .heading_column = 2,
                                  .finish = finish};

void dc_par_epci_plan(dc_sheets *sheets) {
  dc_group_plan(
      sheets, &spec, DC_BY_EPCI, DC_TEXT("Heures par EPCI d'exécution"),
      DC_TEXT("Heures depuis le début de chaque marché, à l'EPCI où le travail a été fait à sa date ; ceux qui "
              "en ont le plus d'abord."));
}
