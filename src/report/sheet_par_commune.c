/* Par commune: one line per commune of execution. */
#include "report/breakdown.h"

static uint32_t commune_at(void *context, size_t row) { return dc_group_part_at(context, row, 0); }

static dc_content commune(void *context, size_t row) {
  if (commune_at(context, row) == DC_SEVERAL_COMMUNES) return dc_content_text(DC_TEXT("plusieurs"));
  return dc_group_told(context, commune_at(context, row));
}

static dc_content nom(void *context, size_t row) {
  uint32_t id = commune_at(context, row);
  if (id == DC_SEVERAL_COMMUNES) return dc_content_text(DC_TEXT("Lieux du marché (lieux.csv)"));
  if (!id) return dc_content_none();
  dc_text name = dc_territory_commune_name(((dc_breakdown *)context)->sheets->accounts->territory, id);
  return dc_content_text(name.length ? name : DC_TEXT("absente de communes.csv"));
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"commune", "ventilation.commune", DC_AS_TEXT, 15, 0, 0, commune, NULL},
    {"nom", "ventilation.commune_nom", DC_AS_TEXT, 34, DC_WRAPPED, 0, nom, NULL},
    {"marches", "ventilation.marches", DC_AS_COUNT, 10, 0, 0, dc_group_marches, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, 0, 0, dc_group_participants, NULL},
    DC_GROUP_FIGURES("repere_commune"),
};

static const dc_note notes[] = {
    {"commune",
     "Code INSEE : la commune du relevé, sinon celle du marché. « plusieurs » : les heures sont réparties entre les "
     "lieux du marché, et le relevé n'en nomme aucun.",
     NULL},
    {"participants", "Une personne compte une fois par commune, et dans plusieurs si elle y a travaillé.", NULL},
    {"part", "Heures retenues ÷ toutes les heures retenues.", NULL},
};

static const dc_grid_spec spec = {.name = "par_commune",
                                  .sheet = "Par commune",
                                  .about = "Heures par commune d'exécution.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 3,
                                  .heading_column = 2};

void dc_par_commune_plan(dc_sheets *sheets) {
  dc_group_plan(sheets, &spec, DC_BY_COMMUNE, DC_TEXT("Heures par commune d'exécution"),
                DC_TEXT("Heures depuis le début de chaque marché ; les communes qui en ont le plus d'abord. Le repère "
                        "mène à leurs lignes de Ventilation."));
}
