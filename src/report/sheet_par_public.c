/* Par public: one line per category of public. Only in the complete profile, as the sheet that it adds up. */
#include "report/breakdown.h"

static dc_content public(void *context, size_t row) {
  return dc_group_told(context, dc_group_part_at(context, row, 0));
}

#define OF_PROFILES(COLUMN) "{SUMIFS public_sexe_age." COLUMN " public_sexe_age.repere_public repere}"

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"public", "participants.public", DC_AS_TEXT, 18, 0, 0, public, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, DC_SUMMED, 0, dc_group_participants,
     OF_PROFILES("participants")},
    {"declarees", "calcul.heures_declarees", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_declarees,
     OF_PROFILES("declarees")},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_admises, OF_PROFILES("admises")},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_refusees, OF_PROFILES("refusees")},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 13, DC_SUMMED, 0, dc_group_retenues, OF_PROFILES("retenues")},
    {"part", "ventilation.part", DC_AS_PERCENT, 11, 0, 0, dc_group_share, NULL},
};

static const dc_note notes[] = {
    {"public",
     "Catégorie que donne participants.csv ; les autres statuts d'une personne (eligibilites.csv) servent aux "
     "règles, non à ce tableau.",
     NULL},
    {"part", "Heures retenues ÷ toutes les heures retenues.", NULL},
};

static void finish(void *context, dc_workbook *workbook, dc_grid *grid) {
  const dc_chart words = {.title = "Heures déclarées et heures retenues, par public",
                          .description = "Barres horizontales : pour chaque public, les heures déclarées et les heures "
                                         "retenues du tableau.",
                          .category = "public",
                          .category_axis = "Public",
                          .beside = true};
  dc_group_chart(context, workbook, grid, &words);
}

static const dc_grid_spec spec = {.name = "par_public",
                                  .sheet = "Par public",
                                  .about = "Participants et heures par catégorie de public, en tableau et en barres.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 2,
                                  .heading_column = 2,
                                  .finish = finish};

void dc_par_public_plan(dc_sheets *sheets) {
  dc_group_plan(sheets, &spec, DC_BY_PUBLIC, DC_TEXT("Heures par public"),
                DC_TEXT("Heures depuis le début de chaque marché ; les publics qui en ont le plus d'abord. Chaque "
                        "ligne additionne « Public, sexe et âge »."));
}
