/* Évolution: the workbook month by month, and its curve. */
#include "report/evolution.h"

enum { TIT = DC_BOOK_TITULAIRE, EPCI = DC_BOOK_EPCI, ALL = DC_BOOK_CONSOLIDATION };

static const dc_month_sum *sum_at(void *context, size_t row) { return &((dc_evolution *)context)->months[row]; }

static dc_content mois(void *context, size_t row) { return dc_content_month(sum_at(context, row)->month); }
static dc_content rythme(void *context, size_t row) { return dc_content_number(sum_at(context, row)->path); }
static dc_content retenues(void *context, size_t row) { return dc_content_number(sum_at(context, row)->counted); }
static dc_content cumulees(void *context, size_t row) { return dc_content_number(sum_at(context, row)->cumulated); }
static dc_content marche_entier(void *context, size_t row) { return dc_content_number(sum_at(context, row)->held); }

static dc_content ecart(void *context, size_t row) {
  const dc_month_sum *sum = sum_at(context, row);
  bool whole = ((dc_evolution *)context)->sheets->book->kind == DC_BOOK_EPCI;
  return dc_content_number((whole ? sum->held : sum->cumulated) - sum->path);
}

static const dc_grid_column columns[] = {
    {"mois", "journal.mois", DC_AS_MONTH, 12, 0, 0, mois, NULL},
    {"rythme", "evolution.rythme", DC_AS_HOURS, 15, 0, 0, rythme,
     "{SUMIFS evolution_marche.rythme evolution_marche.mois mois}"},
    {"retenues", "evolution.retenues", DC_AS_HOURS, 15, DC_SUMMED, 0, retenues,
     "{SUMIFS evolution_marche.retenues evolution_marche.mois mois}"},
    {"cumulees", "evolution.cumulees", DC_AS_HOURS, 15, 0, 0, cumulees,
     "{SUMIFS evolution_marche.cumulees evolution_marche.mois mois}"},
    {"marche_entier", "evolution.marche_entier", DC_AS_HOURS, 15, 0, EPCI, marche_entier,
     "{SUMIFS evolution_marche.marche_entier evolution_marche.mois mois}"},
    {"ecart", "bilan.ecart", DC_AS_HOURS, 15, 0, TIT | ALL, ecart, "{cumulees}-{rythme}"},
    {"ecart", "bilan.ecart", DC_AS_HOURS, 15, 0, EPCI, ecart, "{marche_entier}-{rythme}"},
};

static void finish(void *context, dc_workbook *workbook, dc_grid *grid) {
  const dc_evolution *evolution = context;
  if (evolution->month_count < 2) return;
  const dc_chart chart = {
      .kind = DC_LINES,
      .title = "Heures retenues, cumulées, et rythme linéaire vers les heures dues",
      .description =
          "Deux courbes, mois par mois, pour tous les marchés du classeur : le rythme linéaire vers les heures "
          "dues, et les heures retenues cumulées.",
      .category = "mois",
      .first = "rythme",
      .second = evolution->sheets->book->kind == DC_BOOK_EPCI ? "marche_entier" : "cumulees",
      .value_axis = "Heures",
      .category_axis = "Mois",
      .rows = evolution->month_count,
      .beside = true};
  dc_workbook_chart(workbook, grid, &chart);
}

static const dc_grid_spec spec = {.name = "evolution",
                                  .sheet = "Évolution",
                                  .about = "Mois par mois, les heures retenues cumulées et le rythme linéaire vers les "
                                           "heures dues, tous marchés réunis.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 1,
                                  .finish = finish};

static void plan_months(dc_evolution *evolution) {
  dc_heading heading = {.title = DC_TEXT("Évolution, mois par mois"),
                        .sentence =
                            DC_TEXT("Chaque mois additionne Évolution par marché. Un marché terminé reste dans le "
                                    "rythme pour toutes ses heures dues.")};
  dc_workbook_plan(&evolution->sheets->workbook, &spec, evolution, evolution->month_count, heading);
}

void dc_evolution_plan(dc_sheets *sheets) {
  dc_evolution *evolution = dc_evolution_of(sheets);
  plan_months(evolution);
  dc_evolution_plan_marches(evolution);
}
