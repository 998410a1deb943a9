/* Public, sexe et âge: one line per category of public, sex and band of age. Only in the complete profile. */
#include "report/breakdown.h"

static dc_content repere_public(void *context, size_t row) { return dc_group_wider_key(context, row, 0, DC_BY_PUBLIC); }
static dc_content public(void *context, size_t row) {
  return dc_group_told(context, dc_group_wider(context, row, 0, DC_BY_PUBLIC)->key.parts[0]);
}
static dc_content sexe(void *context, size_t row) { return dc_group_told(context, dc_group_part_at(context, row, 1)); }
static dc_content tranche(void *context, size_t row) {
  (void)context;
  return dc_content_text(dc_age_words((dc_age_band)dc_group_part_at(context, row, 2)));
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"repere_public", "ventilation.repere_public", DC_AS_TEXT, 11, 0, 0, repere_public, NULL},
    {"public", "participants.public", DC_AS_TEXT, 20, 0, 0, public, NULL},
    {"sexe", "participants.sexe", DC_AS_TEXT, 14, 0, 0, sexe, NULL},
    {"tranche", "ventilation.tranche", DC_AS_TEXT, 17, 0, 0, tranche, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, DC_SUMMED, 0, dc_group_participants,
     "{SUMIFS ventilation.personnes ventilation.repere_profil repere}"},
    DC_GROUP_FIGURES("repere_profil"),
};

static const dc_note notes[] = {
    {"tranche",
     "Âge à la date de l'arrêté, d'après la date de naissance de participants.csv : moins de 26 ans, 26 à 49 "
     "ans, 50 ans et plus.",
     NULL},
    {"part", "Heures retenues ÷ toutes les heures retenues.", NULL},
};

static const dc_grid_spec spec = {.name = "public_sexe_age",
                                  .sheet = "Public, sexe et âge",
                                  .about = "Participants et heures par catégorie de public, sexe et tranche d'âge.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 2,
                                  .heading_column = 2};

void dc_public_sexe_age_plan(dc_sheets *sheets) {
  dc_group_plan(sheets, &spec, DC_BY_PROFILE, DC_TEXT("Heures par public, sexe et âge"),
                DC_TEXT("Heures depuis le début de chaque marché ; l'âge est celui de la personne à la date de "
                        "l'arrêté. Données personnelles : un groupe d'une seule personne la désigne."));
}
