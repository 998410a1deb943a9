/* Graphique: the markets that owe most, when Synthèse has more lines than a chart can hold. */
#include <stdlib.h>

#include "report/sheets.h"

enum { CHARTED = 20 };

typedef struct {
  dc_sheets *sheets;
  uint32_t lines[CHARTED]; /* of Synthèse, by hours due, the most first */
} dc_largest;

static const dc_line *line_at(void *context, size_t row) {
  const dc_largest *largest = context;
  return &largest->sheets->lines[largest->lines[row]];
}

static dc_content repere(void *context, size_t row) {
  dc_largest *largest = context;
  return dc_content_text(dc_line_key(largest->sheets, largest->lines[row]));
}

static dc_content marche(void *context, size_t row) {
  const dc_view *view = ((dc_largest *)context)->sheets->view;
  uint32_t number = line_at(context, row)->marche;
  dc_text lot = dc_view_lot(view, number);
  return dc_content_text(dc_text_format(&((dc_largest *)context)->sheets->workbook.scratch, DC_S "%s" DC_S,
                                        DC_ARG(dc_view_marche(view, number)), lot.length ? ", lot " : "", DC_ARG(lot)));
}

static dc_content dues(void *context, size_t row) {
  dc_hours due = line_at(context, row)->due;
  return dc_content_number(due == DC_NO_QUANTITY ? 0 : due);
}

static dc_content retenues(void *context, size_t row) {
  dc_sheets *sheets = ((dc_largest *)context)->sheets;
  const dc_line *line = line_at(context, row);
  bool withheld = dc_sheets_withheld(sheets, line);
  dc_content content = withheld
                           ? dc_content_text(DC_WITHHELD)
                           : dc_content_number(sheets->book->kind == DC_BOOK_EPCI ? line->held : line->totals.counted);
  if (withheld) content.formula = DC_PLAIN;
  return content;
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere_marche", DC_AS_TEXT, 12, 0, 0, repere, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 32, 0, 0, marche, NULL},
    {"dues", "regles.heures_dues", DC_AS_HOURS, 14, 0, 0, dues, "{SUMIFS synthese.dues synthese.repere repere}"},
    {"retenues", "calcul.heures_retenues", DC_AS_HOURS, 14, 0, DC_BOOK_TITULAIRE | DC_BOOK_CONSOLIDATION, retenues,
     "{SUMIFS synthese.retenues synthese.repere repere}"},
    {"retenues", "bilan.retenues_marche", DC_AS_HOURS, 14, 0, DC_BOOK_EPCI, retenues,
     "{SUMIFS synthese.retenues_marche synthese.repere repere}"},
};

static void finish(void *context, dc_workbook *workbook, dc_grid *grid) {
  (void)context;
  const dc_chart chart = {
      .title = "Heures dues et heures retenues – les 20 marchés qui doivent le plus d'heures",
      .description = "Barres horizontales : pour les 20 marchés qui doivent le plus d'heures, les heures dues et les "
                     "heures retenues du tableau.",
      .category = "marche",
      .first = "dues",
      .second = "retenues",
      .value_axis = "Heures",
      .category_axis = "Marché",
      .rows = CHARTED,
      .beside = true,
  };
  dc_workbook_chart(workbook, grid, &chart);
}

static const dc_grid_spec spec = {.name = "graphique",
                                  .sheet = "Graphique",
                                  .about = "Les marchés qui doivent le plus d'heures, en barres.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .finish = finish};

/* Keeps the largest by insertion; among equals, the first line comes first. */
static void choose(dc_largest *largest) {
  const dc_sheets *sheets = largest->sheets;
  size_t count = 0;
  for (size_t i = 0; i < sheets->book->line_count; i++) {
    size_t at = count;
    while (at > 0 && sheets->lines[largest->lines[at - 1]].due < sheets->lines[i].due) at--;
    if (at == CHARTED) continue;
    if (count < CHARTED) count++;
    for (size_t j = count - 1; j > at; j--) largest->lines[j] = largest->lines[j - 1];
    largest->lines[at] = (uint32_t)i;
  }
}

void dc_graphique_plan(dc_sheets *sheets) {
  if (sheets->book->line_count <= CHARTED) return;
  dc_largest *largest = DC_NEW(&sheets->workbook.arena, dc_largest);
  largest->sheets = sheets;
  choose(largest);
  dc_heading heading = {.title = DC_TEXT("Les 20 marchés qui doivent le plus d'heures"),
                        .sentence = DC_TEXT("Les autres marchés sont dans Synthèse.")};
  dc_workbook_plan(&sheets->workbook, &spec, largest, CHARTED, heading);
}
