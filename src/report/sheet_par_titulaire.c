/* Par titulaire: one line per contractor of the workbook's markets. */
#include "report/breakdown.h"

enum { ALL = DC_BOOK_CONSOLIDATION };

/* Holders come by SIRET. */
static const dc_holder *holder_at(void *context, size_t row) {
  const dc_sheets *sheets = ((dc_breakdown *)context)->sheets;
  const dc_holders *holders = &sheets->selection->holders;
  dc_text siret = dc_view_id(sheets->view, dc_group_part_at(context, row, 0));
  size_t low = 0, high = holders->count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (dc_text_compare(dc_view_id(sheets->view, holders->items[middle].siret), siret) <= 0)
      low = middle;
    else
      high = middle;
  }
  return &holders->items[low];
}

static dc_content nom(void *context, size_t row) {
  return dc_content_text(dc_view_id(((dc_breakdown *)context)->sheets->view, holder_at(context, row)->nom));
}

static dc_content dues(void *context, size_t row) { return dc_content_number(dc_group_at(context, row)->due); }

static dc_content taux(void *context, size_t row) {
  const dc_group *group = dc_group_at(context, row);
  int64_t parts = DC_NO_QUANTITY;
  if (group->due > 0) DC_ASSERT(dc_mul_div(group->totals.counted, DC_WHOLE, group->due, &parts));
  return dc_content_number(parts);
}

/* Hours due are those of whole markets: they mean nothing against the hours of one EPCI. */
static const dc_grid_column columns[] = {
    {"repere", "cumul.repere", DC_AS_TEXT, 9, 0, 0, dc_group_repere, NULL},
    {"siret", "marches.titulaire_siret", DC_AS_TEXT, 17, 0, 0, dc_group_id, NULL},
    {"titulaire", "marches.titulaire_nom", DC_AS_TEXT, 38, DC_WRAPPED, 0, nom, NULL},
    {"marches", "ventilation.marches", DC_AS_COUNT, 10, 0, 0, dc_group_marches, NULL},
    {"participants", "ventilation.participants", DC_AS_COUNT, 13, 0, 0, dc_group_participants, NULL},
    {"dues", "regles.heures_dues", DC_AS_HOURS, 13, DC_SUMMED, ALL, dues, NULL},
    DC_GROUP_FIGURES("repere_titulaire"),
    {"taux", "bilan.taux", DC_AS_PERCENT, 10, 0, ALL, taux, "IF(OR({dues}=\"\",{dues}=0),\"\",{retenues}/{dues})"},
};

static const dc_note notes[] = {
    {"marches", "Marchés et lots du classeur dont il est titulaire, seul ou en groupement.", NULL},
    {"participants", "Une personne compte une fois par titulaire.", NULL},
    {"dues", "Sa part des heures dues de ses marchés, en groupement comme seul.", NULL},
    {"taux", "Heures retenues ÷ heures dues.", NULL},
};

static const dc_grid_spec spec = {.name = "par_titulaire",
                                  .sheet = "Par titulaire",
                                  .about = "Une ligne par titulaire : ses marchés, ses participants, ses heures.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 3,
                                  .heading_column = 2};

void dc_par_titulaire_plan(dc_sheets *sheets) {
  dc_group_plan(sheets, &spec, DC_BY_TITULAIRE, DC_TEXT("Heures par titulaire"),
                DC_TEXT("Heures depuis le début de chaque marché ; ceux qui en ont le plus d'abord. Le repère mène à "
                        "leurs lignes de Ventilation."));
}
