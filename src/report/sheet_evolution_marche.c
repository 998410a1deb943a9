/* Évolution par marché: one line per market and month. Évolution adds them up. */
#include "report/evolution.h"

enum { TIT = DC_BOOK_TITULAIRE, EPCI = DC_BOOK_EPCI, ALL = DC_BOOK_CONSOLIDATION };

static const dc_step *step_at(void *context, size_t row) { return &((dc_evolution *)context)->steps[row]; }

static const dc_marche *marche_at(void *context, size_t row) {
  const dc_sheets *sheets = ((dc_evolution *)context)->sheets;
  return &sheets->accounts->marches[sheets->lines[step_at(context, row)->line].marche];
}

/* A figure of a market without objective or period does not exist: neither does its formula. */
static dc_content when_known(int64_t number) {
  dc_content content = dc_content_number(number);
  if (number == DC_NO_QUANTITY) content.formula = DC_PLAIN;
  return content;
}

/* ---- columns ---- */

static dc_content repere(void *context, size_t row) {
  uint32_t line = step_at(context, row)->line;
  return dc_content_text(dc_line_key(((dc_evolution *)context)->sheets, line));
}

static dc_content marche(void *context, size_t row) {
  const dc_sheets *sheets = ((dc_evolution *)context)->sheets;
  return dc_content_text(dc_view_marche(sheets->view, marche_at(context, row)->number));
}

static dc_content lot(void *context, size_t row) {
  const dc_sheets *sheets = ((dc_evolution *)context)->sheets;
  return dc_content_text(dc_view_lot(sheets->view, marche_at(context, row)->number));
}

static dc_content debut(void *context, size_t row) { return dc_content_day(marche_at(context, row)->debut); }
static dc_content fin(void *context, size_t row) { return dc_content_day(marche_at(context, row)->fin); }
static dc_content mois(void *context, size_t row) { return dc_content_month(step_at(context, row)->month); }

static dc_content arrete(void *context, size_t row) {
  return dc_content_day(dc_evolution_day(context, step_at(context, row)->month));
}

static dc_content avancement(void *context, size_t row) { return when_known(step_at(context, row)->progress); }

static dc_content dues(void *context, size_t row) {
  return when_known(((dc_evolution *)context)->sheets->lines[step_at(context, row)->line].due);
}

static dc_content rythme(void *context, size_t row) { return when_known(step_at(context, row)->path); }
static dc_content retenues(void *context, size_t row) { return dc_content_number(step_at(context, row)->counted); }
static dc_content cumulees(void *context, size_t row) { return dc_content_number(step_at(context, row)->cumulated); }
static dc_content marche_entier(void *context, size_t row) { return dc_content_number(step_at(context, row)->held); }

static dc_content ecart(void *context, size_t row) {
  const dc_step *step = step_at(context, row);
  if (step->path == DC_NO_QUANTITY) return when_known(DC_NO_QUANTITY);
  bool whole = ((dc_evolution *)context)->sheets->book->kind == DC_BOOK_EPCI;
  return dc_content_number((whole ? step->held : step->cumulated) - step->path);
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere_marche", DC_AS_TEXT, 10, 0, 0, repere, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 14, 0, 0, marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, lot, NULL},
    {"mois", "journal.mois", DC_AS_MONTH, 11, 0, 0, mois, NULL},
    {"debut", "marches.debut", DC_AS_DATE, 11, 0, 0, debut, NULL},
    {"fin", "calcul.fin", DC_AS_DATE, 11, 0, 0, fin, NULL},
    {"arrete", "evolution.arrete", DC_AS_DATE, 11, 0, 0, arrete, NULL},
    {"avancement", "bilan.avancement", DC_AS_PERCENT, 12, 0, 0, avancement,
     "ROUND(MAX(0,MIN(1,({arrete}-{debut}+1)/({fin}-{debut}+1))),6)"},
    {"dues", "regles.heures_dues", DC_AS_HOURS, 12, 0, 0, dues, "{SUMIFS synthese.dues synthese.repere repere}"},
    {"rythme", "evolution.rythme", DC_AS_HOURS, 13, 0, 0, rythme, "{dues}*{avancement}"},
    {"retenues", "evolution.retenues", DC_AS_HOURS, 12, DC_SUMMED, 0, retenues,
     "{SUMIFS cumul.retenues cumul.repere_marche repere cumul.mois mois}"},
    {"cumulees", "evolution.cumulees", DC_AS_HOURS, 12, 0, 0, cumulees,
     "{SUMIFS cumul.retenues cumul.repere_marche repere cumul.mois <=mois}"},
    {"marche_entier", "evolution.marche_entier", DC_AS_HOURS, 13, 0, EPCI, marche_entier, NULL},
    {"ecart", "bilan.ecart", DC_AS_HOURS, 12, 0, TIT | ALL, ecart, "{cumulees}-{rythme}"},
    {"ecart", "bilan.ecart", DC_AS_HOURS, 12, 0, EPCI, ecart, "{marche_entier}-{rythme}"},
};

static const dc_note notes[] = {
    {"avancement",
     "Jours du début du marché à la date de la colonne précédente, divisés par les jours du marché, entre 0 "
     "et 100 %.",
     NULL},
    {"rythme",
     "Heures dues × avancement du marché : ce qui serait fait à un rythme régulier. Aucun texte n'impose ce "
     "rythme ; il sert de repère.",
     NULL},
};

/* ---- the table ---- */

/* Each line sums its own market's stretch of Cumul, where looking at all of it would take too long. */
static void prepare(void *context, size_t row) {
  const dc_evolution *evolution = context;
  const dc_sheets *sheets = evolution->sheets;
  dc_grid *cumul = dc_workbook_grid(&evolution->sheets->workbook, "cumul");
  if (!cumul || !dc_sheets_windowed(evolution->step_count * 2, sheets->book->cumul_count)) return;
  const dc_line *line = &sheets->lines[evolution->steps[row].line];
  dc_grid_window(cumul, line->first_cumul, line->cumul_count);
}

static const dc_grid_spec spec = {.name = "evolution_marche",
                                  .sheet = "Évolution par marché",
                                  .about = "La même évolution pour chaque marché : ce qu'Évolution additionne.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .notes = notes,
                                  .note_count = sizeof notes / sizeof *notes,
                                  .total = DC_TOTAL_ABOVE,
                                  .frozen_columns = 4,
                                  .prepare = prepare};

void dc_evolution_plan_marches(dc_evolution *evolution) {
  dc_heading heading = {
      .title = DC_TEXT("Évolution par marché, mois par mois"),
      .sentence =
          DC_TEXT("Les heures retenues viennent de Cumul ; le rythme répartit les heures dues également sur les "
                  "jours du marché.")};
  if (evolution->sheets->book->kind == DC_BOOK_EPCI)
    heading.sentence =
        DC_TEXT("Les heures retenues viennent de Cumul : celles faites dans l'EPCI. Le rythme et l'écart "
                "sont ceux du marché entier, même réparti entre plusieurs EPCI.");
  dc_workbook_plan(&evolution->sheets->workbook, &spec, evolution, evolution->step_count, heading);
}
