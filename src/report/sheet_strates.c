/* Strates: what the simple and the stratified samples found, stratum by stratum. The simple sample has one: everything.
 *
 * Mean of the errors, times the lines (mean-per-unit estimation of the error); its variance with the correction for a
 * finite population: W. G. Cochran, Sampling Techniques, 1977, 2.6 and 5.4. One line alone has no standard deviation:
 * that of the whole sample stands for it. */
#include "report/extrapolation.h"

static const dc_stratum *stratum_at(void *context, size_t row) {
  return row ? &((dc_sheets *)context)->draws.strata[row - 1] : NULL;
}

static dc_content methode(void *context, size_t row) {
  (void)context;
  return dc_content_text(dc_text_from(dc_method_name(row ? DC_STRATIFIED : DC_SIMPLE)));
}

static dc_content repere_strate(void *context, size_t row) {
  return dc_content_text(dc_stratum_key(context, row ? row - 1 : DC_WHOLE_POPULATION));
}

static dc_content strate(void *context, size_t row) {
  return dc_content_text(row ? stratum_at(context, row)->label : DC_TEXT("toute la population"));
}

/* Of the population. Formulas that would look at too many lines too often are left out. */
static dc_content counted(dc_sheets *sheets, size_t row, int64_t number, const char *whole, const char *part) {
  dc_content content = dc_content_number(number);
  content.formula = row ? part : whole;
  if (dc_sheets_windowed(sheets->draws.stratum_count, sheets->book->piece_count)) content.formula = DC_PLAIN;
  return content;
}

static dc_content lignes(void *context, size_t row) {
  dc_sheets *sheets = context;
  size_t lines = row ? stratum_at(context, row)->lines : sheets->draws.population;
  return counted(sheets, row, (int64_t)lines, "{COUNTIFS detail.admises \">0\"}",
                 "{COUNTIFS detail.repere_strate repere_strate}");
}

static dc_content heures(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_hours hours = row ? stratum_at(context, row)->hours : sheets->draws.hours;
  return counted(sheets, row, hours, "{SUMIFS detail.admises detail.admises \">0\"}",
                 "{SUMIFS detail.admises detail.repere_strate repere_strate}");
}

static dc_content tirees(void *context, size_t row) {
  const dc_sheets *sheets = context;
  return dc_content_number((int64_t)(row ? stratum_at(context, row)->drawn : sheets->draws.drawn[DC_SIMPLE]));
}

static dc_content zero(void *context, size_t row) {
  (void)context;
  (void)row;
  return dc_content_number(0);
}

static dc_content attend(void *context, size_t row) {
  (void)context;
  (void)row;
  return dc_content_text(DC_TEXT(DC_TO_COMPLETE));
}

#define OF_STRATUM "echantillon.methode methode echantillon.repere_strate repere_strate"
#define OF_METHOD  "strates.methode methode"
/* From the number of values, their sum and the sum of their squares. */
#define DEVIATION(count, sum, squares) "SQRT(MAX(0," squares "-" sum "^2/" count ")/(" count "-1))"

static const dc_note notes[] = {
    {"ecart_type",
     "Écart-type des écarts des lignes contrôlées de la strate. Une seule ligne contrôlée n'en a pas : celui "
     "de tout l'échantillon en tient lieu.",
     NULL},
    {"projetee", "Écart moyen × lignes de la strate (W. G. Cochran, Sampling Techniques, 1977, 2.6 et 5.4).", NULL},
    {"variance", "Lignes² × (1 − contrôlées / lignes) × écart-type² / contrôlées, en heures au carré.", NULL},
};

static const dc_grid_column columns[] = {
    {"methode", "echantillon.methode", DC_AS_TEXT, 18, 0, 0, methode, NULL},
    {"repere_strate", "cumul.repere_strate", DC_AS_TEXT, 10, 0, 0, repere_strate, NULL},
    {"strate", "strates.strate", DC_AS_TEXT, 30, 0, 0, strate, NULL},
    {"lignes", "cumul.lignes", DC_AS_COUNT, 10, 0, 0, lignes, NULL},
    {"heures", "calcul.heures_admises", DC_AS_HOURS, 13, 0, 0, heures, NULL},
    {"tirees", "strates.tirees", DC_AS_COUNT, 10, 0, 0, tirees, "{COUNTIFS " OF_STRATUM "}"},
    {"controlees", "strates.controlees", DC_AS_COUNT, 11, 0, 0, zero,
     "{COUNTIFS " OF_STRATUM " echantillon.ecart " DC_ANY_NUMBER "}"},
    {"somme", "strates.somme", DC_AS_HOURS, 11, 0, 0, zero, "{SUMIFS echantillon.ecart " OF_STRATUM "}"},
    {"carres", "strates.carres", DC_AS_HOURS, 11, 0, 0, zero, "{SUMIFS echantillon.carre " OF_STRATUM "}"},
    {"moyen", "strates.moyen", DC_AS_HOURS, 12, 0, 0, attend,
     "IF({controlees}=0,\"" DC_TO_COMPLETE "\",{somme}/{controlees})"},
    {"ecart_type", "strates.ecart_type", DC_AS_HOURS, 12, 0, 0, attend,
     "IF({controlees}>1," DEVIATION("{controlees}", "{somme}",
                                    "{carres}") ",IF({SUMIFS strates.controlees " OF_METHOD
                                                "}>1," DEVIATION("{SUMIFS strates.controlees " OF_METHOD "}",
                                                                 "{SUMIFS strates.somme " OF_METHOD "}",
                                                                 "{SUMIFS strates.carres " OF_METHOD
                                                                 "}") ",\"" DC_TO_COMPLETE "\"))"},
    {"projetee", "echantillon.projetee", DC_AS_HOURS, 12, 0, 0, attend,
     "IF({controlees}=0,\"" DC_TO_COMPLETE "\",{lignes}*{moyen})"},
    {"variance", "strates.variance", DC_AS_HOURS, 14, 0, 0, attend,
     "IF({controlees}={lignes},0,IF(AND({controlees}>0,ISNUMBER({ecart_type})),"
     "{lignes}^2*(1-{controlees}/{lignes})*{ecart_type}^2/{controlees},\"" DC_TO_COMPLETE "\"))"},
};

static const dc_grid_spec spec = {
    .name = "strates",
    .sheet = "Strates",
    .about = "Pour l'auditeur : population, lignes tirées et écarts constatés par strate de l'échantillon.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .notes = notes,
    .note_count = sizeof notes / sizeof *notes,
    .frozen_columns = 3};

void dc_strates_plan(dc_sheets *sheets) {
  dc_heading heading = {.title = DC_TEXT("Écarts par strate")};
  heading.sentence = sheets->draws.by_public
                         ? DC_TEXT("Une strate par public. Les chiffres se calculent à mesure que l'auditeur saisit ce "
                                   "qu'il constate dans Échantillon.")
                         : DC_TEXT("Une strate par titulaire. Les chiffres se calculent à mesure que l'auditeur saisit "
                                   "ce qu'il constate dans Échantillon.");
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->draws.stratum_count + 1, heading);
}
