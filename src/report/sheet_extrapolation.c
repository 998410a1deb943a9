/* Extrapolation: how the samples were drawn, and what the errors found in them mean for all the hours.
 *
 * Bounds are one-sided, at 95 %. Simple and stratified: Student's t. By hours: basic precision and incremental
 * allowance with Poisson factors, rounded up to the hundredth as they are printed (AICPA, Audit Sampling): 3,00 with no
 * error. In a formula, [id] is the value of another line: of the same section, or else of the first. */
#include "report/extrapolation.h"

#include <string.h>

typedef struct {
  const char *id, *element;
  dc_style style;
  const char *formula, *calcul; /* NULL: none */
  dc_content (*value)(const dc_sheets *sheets, dc_method method);
} dc_figure;

/* A figure of a section. */
typedef struct {
  dc_text section;
  dc_method method;
  const dc_figure *figure;
} dc_figure_line;

typedef struct {
  dc_sheets *sheets;
  dc_figure_line *lines;
  size_t count;
} dc_figures;

/* ---- values: those known before anything is typed ---- */

static dc_content population(const dc_sheets *sheets, dc_method method) {
  (void)method;
  return dc_content_number((int64_t)sheets->draws.population);
}
static dc_content hours(const dc_sheets *sheets, dc_method method) {
  (void)method;
  return dc_content_number(sheets->draws.hours);
}
static dc_content size(const dc_sheets *sheets, dc_method method) {
  (void)sheets;
  (void)method;
  return dc_content_number(DC_SAMPLE_SIZE);
}
static dc_content drawn(const dc_sheets *sheets, dc_method method) {
  return dc_content_number((int64_t)sheets->draws.drawn[method]);
}
static dc_content times(const dc_sheets *sheets, dc_method method) {
  int64_t times = 0;
  for (size_t i = 0; i < sheets->draws.count; i++)
    if (sheets->draws.items[i].method == method) times += (int64_t)sheets->draws.items[i].times;
  return dc_content_number(times);
}
static dc_content interval(const dc_sheets *sheets, dc_method method) {
  (void)method;
  return dc_content_number(sheets->draws.interval);
}
static dc_content start(const dc_sheets *sheets, dc_method method) {
  (void)method;
  return dc_content_number(sheets->draws.start);
}
static dc_content below(const dc_sheets *sheets, dc_method method) {
  (void)method;
  return dc_content_number((int64_t)sheets->draws.below);
}
static dc_content factor(const dc_sheets *sheets, dc_method method) {
  (void)sheets;
  (void)method;
  return dc_content_number((int64_t)3 * DC_WHOLE);
}
static dc_content basic(const dc_sheets *sheets, dc_method method) {
  (void)method;
  return dc_content_number(sheets->draws.below ? 3 * sheets->draws.interval : 0);
}
static dc_content zero(const dc_sheets *sheets, dc_method method) {
  (void)sheets;
  (void)method;
  return dc_content_number(0);
}
static dc_content nothing(const dc_sheets *sheets, dc_method method) {
  (void)sheets;
  (void)method;
  return dc_content_none();
}
static dc_content awaits(const dc_sheets *sheets, dc_method method) {
  (void)sheets;
  (void)method;
  return dc_content_text(DC_TEXT(DC_TO_COMPLETE));
}

/* ---- the figures ---- */

#define IN_SAMPLE  "echantillon.methode rubrique"
#define UNLESS(id) "IF(ISNUMBER([" id "]),"
#define OR_WAITS   ",\"" DC_TO_COMPLETE "\")"

static const dc_figure drawing[] = {
    {"population", "Population : lignes", DC_AS_COUNT, "{COUNTIFS detail.admises \">0\"}",
     "Lignes de Détail qui ont des heures admises.", population},
    {"heures", "Population : heures admises", DC_AS_HOURS, "{SUMIFS detail.admises detail.admises \">0\"}",
     "Admises plutôt que retenues : ce sont les heures travaillées, qu'une pièce prouve ; un coefficient relève des "
     "règles.",
     hours},
    {"taille", "Tirages par méthode", DC_AS_COUNT, NULL, "Ou toutes les lignes quand il y en a moins.", size},
    {"graine", "1. Retrouver la graine", DC_AS_TEXT, NULL,
     "Empreinte SHA-256 d'un texte : une ligne « empreinte  nom » par fichier d'entrée, triées par nom octet à octet, "
     "puis le mot, sans fin de ligne. Dans le répertoire de sortie :\n{ jq -r '.entrees[] | \"\\(.sha256)  \\(.nom)\"' "
     "provenance.json | LC_ALL=C sort -k 2; printf %s 'MOT'; } | sha256sum",
     nothing},
    {"numeros", "2. Numéroter les lignes", DC_AS_TEXT, NULL,
     "Les 16 premiers chiffres hexadécimaux de l'empreinte de graine;fichier;ligne :\nprintf %s "
     "'GRAINE;releves/mois.csv;12' | sha256sum | cut -c 1-16",
     nothing},
    {"simple", "3. Aléatoire simple", DC_AS_TEXT, NULL,
     "Les lignes des plus petits numéros ; à numéro égal, dans l'ordre de Détail.", nothing},
    {"stratifie", "4. Stratifié", DC_AS_TEXT, NULL,
     "Chaque strate a tirages × lignes de la strate / population tirages, arrondi vers le bas, au moins un ; tant "
     "qu'il "
     "en manque, un de plus à celle dont le reste de la division est le plus grand (à reste égal, la première), une "
     "fois "
     "chacune. Dans la strate : les plus petits numéros.",
     nothing},
    {"cumul", "5. Par heures", DC_AS_TEXT, NULL,
     "Proportionnel aux heures (MUS) : les heures admises sont comptées dans l'ordre de Détail, en trois-millièmes "
     "d'heure entiers. Une ligne est tirée "
     "chaque fois que départ + k × intervalle (k = 0, 1, 2…) est au moins le cumul avant elle et moins que le cumul "
     "après elle.",
     nothing},
};

/* Of a sample of lines. */
static const dc_figure by_lines[] = {
    {"tirees", "Lignes tirées", DC_AS_COUNT, "{COUNTIFS " IN_SAMPLE "}", NULL, drawn},
    {"controlees", "Lignes contrôlées", DC_AS_COUNT, "{COUNTIFS " IN_SAMPLE " echantillon.ecart " DC_ANY_NUMBER "}",
     "Qui ont des heures constatées, ou pas de pièce.", zero},
    {"reste", "Lignes à contrôler", DC_AS_COUNT, "[tirees]-[controlees]",
     "Tant qu'il en reste, ce qui suit ne vaut que pour les lignes contrôlées.", drawn},
    {"ecarts", "Écarts constatés", DC_AS_HOURS, "{SUMIFS echantillon.ecart " IN_SAMPLE "}",
     "Heures admises − heures constatées, en plus et en moins.", zero},
    {"projetee", "Erreur projetée", DC_AS_HOURS,
     "IF({COUNTIFS strates.methode rubrique strates.projetee " DC_ANY_NUMBER "}={COUNTIFS strates.methode rubrique},"
     "{SUMIFS strates.projetee strates.methode rubrique}" OR_WAITS,
     "Somme, sur les strates, de l'écart moyen × lignes de la strate.", awaits},
    {"erreur_type", "Erreur type de la projection", DC_AS_HOURS,
     "IF({COUNTIFS strates.methode rubrique strates.variance " DC_ANY_NUMBER "}={COUNTIFS strates.methode rubrique},"
     "SQRT({SUMIFS strates.variance strates.methode rubrique})" OR_WAITS,
     "Racine de la somme des variances.", awaits},
    {"student", "Coefficient de Student, 95 %", DC_AS_FACTOR,
     "IF([controlees]>{COUNTIFS strates.methode rubrique},TINV(0.1,[controlees]-{COUNTIFS strates.methode "
     "rubrique})" OR_WAITS,
     "Unilatéral ; degrés de liberté : lignes contrôlées − strates.", awaits},
    {"borne", "Borne supérieure de l'erreur, 95 %", DC_AS_HOURS,
     UNLESS("erreur_type") "IF([erreur_type]=0,[projetee]," UNLESS(
         "student") "[projetee]+[student]*[erreur_type]" OR_WAITS ")" OR_WAITS,
     "Erreur projetée + coefficient × erreur type. Quand aucun écart n'est constaté elle est nulle et ne prouve rien : "
     "voir alors la méthode par heures.",
     awaits},
    {"taux", "Erreur projetée, part des heures", DC_AS_PERCENT, UNLESS("projetee") "[projetee]/[heures]" OR_WAITS, NULL,
     awaits},
    {"taux_borne", "Borne supérieure, part des heures", DC_AS_PERCENT, UNLESS("borne") "[borne]/[heures]" OR_WAITS,
     NULL, awaits},
};

static const dc_figure by_hours[] = {
    {"intervalle", "Intervalle", DC_AS_HOURS, "MAX(1,ROUNDDOWN(ROUND([heures]*3000,0)/[taille],0))/3000",
     "Heures admises / tirages, arrondi vers le bas au trois-millième d'heure.", interval},
    {"depart", "Départ", DC_AS_HOURS, NULL,
     "Reste de la division, par l'intervalle en trois-millièmes d'heure, du nombre que fait :\nprintf %s "
     "'GRAINE;départ;0' | sha256sum | cut -c 1-16",
     start},
    {"tirages", "Tirages", DC_AS_COUNT, "{SUMIFS echantillon.fois " IN_SAMPLE "}",
     "Un de plus que prévu quand l'arrondi de l'intervalle en laisse la place.", times},
    {"tirees", "Lignes tirées", DC_AS_COUNT, "{COUNTIFS " IN_SAMPLE "}", NULL, drawn},
    {"controlees", "Lignes contrôlées", DC_AS_COUNT, "{COUNTIFS " IN_SAMPLE " echantillon.ecart " DC_ANY_NUMBER "}",
     "Qui ont des heures constatées, ou pas de pièce.", zero},
    {"reste", "Lignes à contrôler", DC_AS_COUNT, "[tirees]-[controlees]",
     "Tant qu'il en reste, ce qui suit les compte sans erreur.", drawn},
    {"petites", "Lignes plus courtes que l'intervalle", DC_AS_COUNT,
     "{COUNTIFS detail.admises \">0\" detail.admises \"<\"&ROUND([intervalle]-0.00015,5)}",
     "Les autres sont toutes tirées.", below},
    {"facteur", "Facteur de Poisson, 95 %, aucune erreur", DC_AS_FACTOR, "ROUNDUP(GAMMAINV(0.95,1,1),2)",
     "AICPA, Audit Sampling, table des facteurs de confiance : 3,00 (− ln 0,05 = 2,996).", factor},
    {"base", "Précision de base", DC_AS_HOURS, "IF([petites]=0,0,[facteur]*[intervalle])",
     "Facteur × intervalle : l'erreur qui a pu échapper au tirage. Nulle quand toutes les lignes sont tirées.", basic},
    {"projetee", "Erreur projetée", DC_AS_HOURS,
     "IF([controlees]=0,\"" DC_TO_COMPLETE "\",{SUMIFS echantillon.projetee " IN_SAMPLE "})",
     "Somme des erreurs projetées d'Échantillon, en plus et en moins.", awaits},
    {"marge", "Marge pour les écarts constatés", DC_AS_HOURS,
     "IF([controlees]=0,\"" DC_TO_COMPLETE "\",{SUMIFS echantillon.marge " IN_SAMPLE "})",
     "Somme des marges d'Échantillon : l'accroissement des facteurs de Poisson à chaque écart.", awaits},
    {"borne", "Borne supérieure de l'erreur, 95 %", DC_AS_HOURS,
     "IF([controlees]=0,\"" DC_TO_COMPLETE "\",[base]+{SUMIFS echantillon.projetee " IN_SAMPLE
     " echantillon.projetee \">0\"}+[marge])",
     "Précision de base + erreurs projetées en trop + marge. Les heures sous-évaluées n'en sont pas déduites.", awaits},
    {"taux", "Erreur projetée, part des heures", DC_AS_PERCENT, UNLESS("projetee") "[projetee]/[heures]" OR_WAITS, NULL,
     awaits},
    {"taux_borne", "Borne supérieure, part des heures", DC_AS_PERCENT, UNLESS("borne") "[borne]/[heures]" OR_WAITS,
     NULL, awaits},
};

enum {
  DRAWING = sizeof drawing / sizeof *drawing,
  BY_LINES = sizeof by_lines / sizeof *by_lines,
  BY_HOURS = sizeof by_hours / sizeof *by_hours,
  FIGURES = DRAWING + 2 * BY_LINES + BY_HOURS
};

/* ---- references ---- */

static size_t find(const dc_figures *figures, dc_text section, dc_text id) {
  for (size_t i = 0; i < figures->count; i++) {
    bool here = dc_text_equal(figures->lines[i].section, section);
    if (here && dc_text_equal(dc_text_from(figures->lines[i].figure->id), id)) return i;
  }
  return SIZE_MAX;
}

static void add_cell(dc_builder *out, const dc_grid *grid, size_t line) {
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell_abs(cell, dc_grid_first_row(grid) + (lxw_row_t)line,
                         (lxw_col_t)dc_grid_place(grid, DC_TEXT("valeur")), 1, 1);
  dc_builder_add(out, dc_text_from(cell));
}

/* `formula` with its [id] replaced by cells. */
static dc_text with_cells(const dc_figures *figures, dc_text section, const char *formula) {
  dc_workbook *workbook = &figures->sheets->workbook;
  const dc_grid *grid = dc_workbook_grid(workbook, "extrapolation");
  dc_builder out = {.arena = &workbook->scratch};
  dc_text rest = dc_text_from(formula);
  while (rest.length) {
    size_t open = dc_text_find(rest, DC_TEXT("["));
    dc_builder_add(&out, dc_text_slice(rest, 0, open));
    if (open == rest.length) break;
    size_t close = dc_text_find(rest, DC_TEXT("]"));
    dc_text id = dc_text_slice(rest, open + 1, close);
    size_t line = find(figures, section, id);
    if (line == SIZE_MAX) line = find(figures, figures->lines[0].section, id);
    DC_ASSERT(line != SIZE_MAX);
    add_cell(&out, grid, line);
    rest = dc_text_slice(rest, close + 1, rest.length);
  }
  return dc_builder_text(&out);
}

dc_text dc_extrapolation_interval(dc_sheets *sheets) {
  dc_workbook *workbook = &sheets->workbook;
  const dc_grid *grid = dc_workbook_grid(workbook, "extrapolation");
  dc_builder out = {.arena = &workbook->scratch};
  dc_builder_add(&out, DC_TEXT("Extrapolation!"));
  add_cell(&out, grid, find(grid->context, dc_text_from(dc_method_name(DC_BY_HOURS)), DC_TEXT("intervalle")));
  return dc_builder_text(&out);
}

/* ---- the table ---- */

static const dc_figure_line *line_at(void *context, size_t row) { return &((dc_figures *)context)->lines[row]; }

static dc_content rubrique(void *context, size_t row) { return dc_content_text(line_at(context, row)->section); }

static dc_content element(void *context, size_t row) {
  return dc_content_text(dc_text_from(line_at(context, row)->figure->element));
}

static dc_content valeur(void *context, size_t row) {
  const dc_figures *figures = context;
  const dc_figure_line *line = line_at(context, row);
  dc_content content = line->figure->value(figures->sheets, line->method);
  content.style = line->figure->style;
  if (line->figure->formula) content.formula = with_cells(figures, line->section, line->figure->formula).data;
  return content;
}

static dc_content calcul(void *context, size_t row) {
  const char *words = line_at(context, row)->figure->calcul;
  return words ? dc_content_text(dc_text_from(words)) : dc_content_none();
}

static const dc_grid_column columns[] = {
    {"rubrique", "tracabilite.rubrique", DC_AS_TEXT, 17, 0, 0, rubrique, NULL},
    {"element", "tracabilite.element", DC_AS_TEXT, 38, 0, 0, element, NULL},
    {"valeur", "tracabilite.valeur", DC_AS_HOURS, 16, 0, 0, valeur, NULL},
    {"calcul", "extrapolation.calcul", DC_AS_TEXT, 90, DC_WRAPPED, 0, calcul, NULL},
};

static const dc_grid_spec spec = {
    .name = "extrapolation",
    .sheet = "Extrapolation",
    .about = "Pour l'auditeur : comment retirer les échantillons, et l'erreur projetée sur toutes les heures, avec sa "
             "borne supérieure à 95 %, dès que des écarts sont saisis.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .frozen_columns = 2,
    .heading_column = 1};

static void add_section(dc_figures *figures, const char *section, dc_method method, const dc_figure *items,
                        size_t count) {
  for (size_t i = 0; i < count; i++)
    figures->lines[figures->count++] = (dc_figure_line){dc_text_from(section), method, &items[i]};
}

void dc_extrapolation_plan(dc_sheets *sheets) {
  dc_arena *arena = &sheets->workbook.arena;
  dc_figures *figures = DC_NEW(arena, dc_figures);
  *figures = (dc_figures){.sheets = sheets, .lines = DC_NEW_ARRAY(arena, FIGURES, dc_figure_line)};
  add_section(figures, "tirage", DC_SIMPLE, drawing, DRAWING);
  add_section(figures, dc_method_name(DC_SIMPLE), DC_SIMPLE, by_lines, BY_LINES);
  add_section(figures, dc_method_name(DC_STRATIFIED), DC_STRATIFIED, by_lines, BY_LINES);
  add_section(figures, dc_method_name(DC_BY_HOURS), DC_BY_HOURS, by_hours, BY_HOURS);
  dc_heading_line *lines = DC_NEW_ARRAY(arena, 2, dc_heading_line);
  dc_text word = sheets->view->output->word;
  lines[0] = (dc_heading_line){"MOT", DC_AS_TEXT,
                               dc_content_text(word.length ? word : DC_TEXT("aucun : vide dans la commande"))};
  lines[1] = (dc_heading_line){"GRAINE", DC_AS_TEXT, dc_content_text(dc_text_from(sheets->draws.seed.hex))};
  dc_heading heading = {
      .lines = lines,
      .line_count = 2,
      .title = DC_TEXT("Extrapolation des écarts, et comment retirer l'échantillon"),
      .sentence =
          DC_TEXT("Trois lectures, une par méthode : ne retenir que celle choisie au départ. Bornes unilatérales à "
                  "95 %. Le programme calcule ; l'auditeur conclut.")};
  dc_workbook_plan(&sheets->workbook, &spec, figures, figures->count, heading);
}
