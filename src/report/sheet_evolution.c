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

/* ---- charts: the workbook, then the markets that owe most ---- */

enum { CHARTED = 4 };

static bool can_chart(const dc_evolution *evolution, size_t line) {
  return evolution->sheets->lines[line].due > 0 && evolution->first_step[line + 1] - evolution->first_step[line] > 1;
}

/* In the order of the table; among equals, the first. */
static size_t choose(const dc_evolution *evolution, size_t chosen[CHARTED]) {
  const dc_line *lines = evolution->sheets->lines;
  size_t count = 0;
  for (size_t i = 0; i < evolution->sheets->book->line_count; i++) {
    if (!can_chart(evolution, i)) continue;
    if (count < CHARTED) {
      chosen[count++] = i;
      continue;
    }
    size_t least = 0;
    for (size_t k = 1; k < CHARTED; k++)
      if (lines[chosen[k]].due <= lines[chosen[least]].due) least = k;
    if (lines[i].due <= lines[chosen[least]].due) continue;
    for (size_t k = least; k + 1 < CHARTED; k++) chosen[k] = chosen[k + 1];
    chosen[CHARTED - 1] = i;
  }
  return count;
}

static dc_chart curves(const dc_evolution *evolution) {
  return (dc_chart){.kind = DC_LINES,
                    .category = "mois",
                    .first = "rythme",
                    .second = evolution->sheets->book->kind == DC_BOOK_EPCI ? "marche_entier" : "cumulees",
                    .value_axis = "Heures",
                    .category_axis = "Mois",
                    .beside = true};
}

static void draw_line(const dc_evolution *evolution, dc_workbook *workbook, dc_grid *grid, size_t line, size_t slot) {
  const dc_view *view = evolution->sheets->view;
  uint32_t number = evolution->sheets->lines[line].marche;
  dc_text lot = dc_view_lot(view, number);
  const char *name = dc_text_format(&workbook->arena, "marché " DC_S "%s" DC_S, DC_ARG(dc_view_marche(view, number)),
                                    lot.length ? ", lot " : "", DC_ARG(lot))
                         .data;
  dc_chart chart = curves(evolution);
  chart.grid = "evolution_marche";
  chart.title = dc_text_format(&workbook->arena, "M%s", name + 1).data;
  chart.description =
      dc_text_format(&workbook->arena,
                     "Deux courbes, mois par mois, pour le %s : le rythme linéaire vers les heures dues, "
                     "et les heures retenues cumulées.",
                     name)
          .data;
  chart.from = evolution->first_step[line];
  chart.rows = evolution->first_step[line + 1] - chart.from;
  chart.slot = slot;
  dc_workbook_chart(workbook, grid, &chart);
}

static void finish(void *context, dc_workbook *workbook, dc_grid *grid) {
  const dc_evolution *evolution = context;
  if (evolution->month_count < 2) return;
  dc_chart chart = curves(evolution);
  chart.title = "Heures retenues, cumulées, et rythme linéaire vers les heures dues";
  chart.description = "Deux courbes, mois par mois, pour tous les marchés du classeur : le rythme linéaire vers les "
                      "heures dues, et les heures retenues cumulées.";
  chart.rows = evolution->month_count;
  dc_workbook_chart(workbook, grid, &chart);
  size_t chosen[CHARTED], count = choose(evolution, chosen);
  if (evolution->sheets->book->line_count < 2) return; /* it would be the same chart */
  for (size_t i = 0; i < count; i++) draw_line(evolution, workbook, grid, chosen[i], i + 1);
}

static const dc_grid_spec spec = {
    .name = "evolution",
    .sheet = "Évolution",
    .about = "Mois par mois, les heures retenues cumulées et le rythme linéaire vers les "
             "heures dues, tous marchés réunis ; et les courbes des marchés qui doivent le plus d'heures.",
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
