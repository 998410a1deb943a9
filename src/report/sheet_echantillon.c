/* Échantillon: the lines that an auditor is to check, and the cells where what was found is typed. */
#include "report/extrapolation.h"

static const dc_drawn *drawn_at(void *context, size_t row) { return &((dc_sheets *)context)->draws.items[row]; }

static void prepare(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_detail_go_to(sheets, drawn_at(sheets, row)->line);
}

/* ---- what was drawn ---- */

static dc_content methode(void *context, size_t row) {
  return dc_content_text(dc_text_from(dc_method_name(drawn_at(context, row)->method)));
}

static dc_content repere_strate(void *context, size_t row) {
  const dc_drawn *drawn = drawn_at(context, row);
  bool stratified = drawn->method == DC_STRATIFIED;
  return dc_content_text(dc_stratum_key(context, stratified ? drawn->stratum : DC_WHOLE_POPULATION));
}

static dc_content rang(void *context, size_t row) {
  const dc_drawn *drawn = drawn_at(context, row);
  return dc_content_linked(dc_content_number((int64_t)drawn->rank), "detail", drawn->line);
}

/* In hexadecimal, with a prefix: « 1234e567… » alone could be read as a number. */
static dc_content numero(void *context, size_t row) {
  dc_sheets *sheets = context;
  const dc_drawn *drawn = drawn_at(sheets, row);
  if (drawn->method == DC_BY_HOURS) return dc_content_none();
  return dc_content_text(dc_text_format(&sheets->scratch, "0x%016llx", (unsigned long long)drawn->number));
}

static dc_content heure_tiree(void *context, size_t row) {
  const dc_drawn *drawn = drawn_at(context, row);
  return dc_content_number(drawn->method == DC_BY_HOURS ? drawn->position : DC_NO_QUANTITY);
}

static dc_content fois(void *context, size_t row) { return dc_content_number((int64_t)drawn_at(context, row)->times); }

static dc_content vide(void *context, size_t row) {
  (void)context;
  (void)row;
  return dc_content_none();
}

/* ---- what follows from what is typed; nothing yet ---- */

static dc_content of_method(void *context, size_t row, bool meant) {
  (void)context;
  (void)row;
  dc_content content = dc_content_none();
  if (!meant) content.formula = DC_PLAIN;
  return content;
}

static dc_content carre(void *context, size_t row) {
  return of_method(context, row, drawn_at(context, row)->method != DC_BY_HOURS);
}

/* A line as long as the interval is drawn for certain: its error stands for itself alone. */
static bool stands_for_others(void *context, size_t row) {
  const dc_drawn *drawn = drawn_at(context, row);
  return drawn->method == DC_BY_HOURS && drawn->hours < ((dc_sheets *)context)->draws.interval;
}

static dc_content taux(void *context, size_t row) { return of_method(context, row, stands_for_others(context, row)); }

static dc_content projetee(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_content content = of_method(context, row, drawn_at(context, row)->method == DC_BY_HOURS);
  if (content.formula) return content;
  content.formula = "{ecart}";
  if (stands_for_others(context, row))
    content.formula = dc_text_format(&sheets->workbook.scratch, "IF({ecart}=\"\",\"\",{taux}*" DC_S ")",
                                     DC_ARG(dc_extrapolation_interval(sheets)))
                          .data;
  return content;
}

/* From the largest rate; of equal ones, the first line: those above are counted, from the heading down. */
static dc_content rang_ecart(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_content content = taux(context, row);
  if (content.formula) return content;
  const dc_grid *grid = dc_workbook_grid(&sheets->workbook, "echantillon");
  lxw_col_t place = (lxw_col_t)dc_grid_place(grid, DC_TEXT("taux"));
  char above[LXW_MAX_CELL_RANGE_LENGTH];
  lxw_rowcol_to_range_abs(above, grid->header, place, grid->header + (lxw_row_t)row, place);
  content.formula = dc_text_format(&sheets->workbook.scratch,
                                   "IF(N({taux})<=0,\"\",RANK({taux},{echantillon.taux})+COUNTIF(%s,{taux}))", above)
                        .data;
  return content;
}

/* ---- the table ---- */

static const char *const pieces_vues[] = {"oui", "non", "sans objet", NULL};
static const char *const motifs[] = {"aucun écart",
                                     "pièce absente",
                                     "pièce non signée",
                                     "heures surévaluées",
                                     "heures sous-évaluées",
                                     "absence non déduite",
                                     "saisie en double",
                                     "autre marché ou lot",
                                     "personne non éligible",
                                     "autre (à préciser)",
                                     NULL};
static const char *const pointages[] = {"✓ rapproché", "≠ écart", "∅ sans pièce", "? à revoir", NULL};

static const dc_entry entries[] = {
    {"piece_vue",
     "La pièce qui prouve les heures a-t-elle été vue ? « non », sans heures constatées : toute la ligne est en "
     "erreur.",
     pieces_vues},
    {"constatees", "Heures que la pièce justifie, 0 si aucune. L'écart et l'extrapolation se calculent aussitôt.",
     NULL},
    {"motif", "Cause de l'écart.", motifs},
    {"pointage", "✓ rapproché de la pièce ; ≠ écart ; ∅ aucune pièce ; ? à revoir.", pointages},
    {"observation", "Référence de la pièce, précision : texte libre.", NULL},
};

static const dc_note notes[] = {
    {"numero",
     "16 premiers chiffres de SHA-256(graine;fichier;ligne). Les plus petits numéros sont tirés. La feuille "
     "Extrapolation donne la commande.",
     NULL},
    {"heure_tiree",
     "Place, dans le cumul des heures admises de Détail compté depuis 0, de la première heure tirée dans "
     "cette ligne : départ + k × intervalle.",
     NULL},
    {"ecart", "Heures admises − heures constatées. Positif : des heures ont été admises en trop.", NULL},
    {"projetee",
     "Taux d'écart × intervalle (ISA 530, A19 ; AICPA, Audit Sampling). Une ligne au moins aussi longue que "
     "l'intervalle ne vaut que pour elle-même : son écart tel quel.",
     NULL},
    {"marge",
     "Erreur projetée × (facteur de Poisson à ce rang − facteur au rang précédent − 1), écarts classés du plus "
     "grand taux au plus petit ; facteurs à 95 % : 3,00 ; 4,75 ; 6,30 ; 7,76… (AICPA, Audit Sampling).",
     NULL},
};

static const dc_grid_column columns[] = {
    {"methode", "echantillon.methode", DC_AS_TEXT, 16, 0, 0, methode, NULL},
    {"repere_strate", "cumul.repere_strate", DC_AS_TEXT, 8, 0, 0, repere_strate, NULL},
    {"rang", "echantillon.rang", DC_AS_COUNT, 6, 0, 0, rang, NULL},
    {"numero", "echantillon.numero", DC_AS_TEXT, 19, 0, 0, numero, NULL},
    {"heure_tiree", "echantillon.heure_tiree", DC_AS_HOURS, 10, 0, 0, heure_tiree, NULL},
    {"fois", "echantillon.fois", DC_AS_COUNT, 6, 0, 0, fois, NULL},
    {"fichier", "journal.fichier", DC_AS_TEXT, 30, DC_WRAPPED, 0, dc_detail_fichier, NULL},
    {"ligne", "journal.ligne", DC_AS_COUNT, 8, 0, 0, dc_detail_ligne, NULL},
    {"date", "releves.date", DC_AS_DATE, 12, 0, 0, dc_detail_date, NULL},
    {"marche", "marches.marche", DC_AS_TEXT, 14, 0, 0, dc_detail_marche, NULL},
    {"lot", "marches.lot", DC_AS_TEXT, 6, 0, 0, dc_detail_lot, NULL},
    {"participant", "participants.participant", DC_AS_TEXT, 12, 0, 0, dc_detail_participant, NULL},
    {"admises", "calcul.heures_admises", DC_AS_HOURS, 10, 0, 0, dc_detail_admises, NULL},
    {"piece_vue", "echantillon.piece_vue", DC_AS_TEXT, 11, 0, 0, vide, NULL},
    {"constatees", "echantillon.constatees", DC_AS_HOURS, 11, 0, 0, vide, NULL},
    {"motif", "echantillon.motif", DC_AS_TEXT, 19, 0, 0, vide, NULL},
    {"pointage", "echantillon.pointage", DC_AS_TEXT, 13, 0, 0, vide, NULL},
    {"observation", "echantillon.observation", DC_AS_TEXT, 22, 0, 0, vide, NULL},
    {"ecart", "echantillon.ecart", DC_AS_HOURS, 10, 0, 0, vide,
     "IF({constatees}<>\"\",{admises}-{constatees},IF({piece_vue}=\"non\",{admises},\"\"))"},
    {"carre", "echantillon.carre", DC_AS_HOURS, 10, 0, 0, carre, "IF({ecart}=\"\",\"\",{ecart}^2)"},
    {"taux", "echantillon.taux", DC_AS_PERCENT, 9, 0, 0, taux, "IF({ecart}=\"\",\"\",{ecart}/{admises})"},
    {"projetee", "echantillon.projetee", DC_AS_HOURS, 11, 0, 0, projetee, NULL},
    {"rang_ecart", "echantillon.rang_ecart", DC_AS_COUNT, 8, 0, 0, rang_ecart, NULL},
    {"marge", "echantillon.marge", DC_AS_HOURS, 10, 0, 0, taux,
     "IF({rang_ecart}=\"\",\"\",{projetee}*(ROUNDUP(GAMMAINV(0.95,{rang_ecart}+1,1),2)-"
     "ROUNDUP(GAMMAINV(0.95,{rang_ecart},1),2)-1))"},
};

static const dc_grid_spec spec = {
    .name = "echantillon",
    .sheet = "Échantillon",
    .about =
        "Pour l'auditeur : trois échantillons de lignes de Détail, que chacun peut retirer, et les cases où noter ce "
        "que montrent les pièces. Choisir une méthode avant de regarder les lignes, et filtrer sur elle.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .notes = notes,
    .note_count = sizeof notes / sizeof *notes,
    .entries = entries,
    .entry_count = sizeof entries / sizeof *entries,
    .frozen_columns = 3,
    .heading_column = 1,
    .prepare = prepare};

void dc_echantillon_plan(dc_sheets *sheets) {
  const dc_draws *draws = &sheets->draws;
  if (!draws->count) return;
  dc_text word = sheets->view->output->word;
  static const char none[] = "aucun : relancer le calcul avec --graine et un mot que l'auditeur choisit une fois les "
                             "fichiers remis";
  const dc_heading_line lines[] = {
      {"Mot de l'auditeur", DC_AS_TEXT, dc_content_text(word.length ? word : dc_text_from(none))},
      {"Graine", DC_AS_TEXT, dc_content_text(dc_text_from(draws->seed.hex))},
      {"Population", DC_AS_TEXT,
       dc_content_text(
           DC_TEXT("les lignes de Détail qui ont des heures admises : celles qui ont un repère de strate"))},
      {"Taille", DC_AS_TEXT,
       dc_content_text(
           DC_TEXT("30 tirages par méthode, ou toutes les lignes s'il y en a moins ; stratifié : au moins une "
                   "ligne par strate"))},
      {"À remplir", DC_AS_TEXT,
       dc_content_text(
           DC_TEXT("les cases en pointillé, pour toutes les lignes d'une seule méthode, choisie avant de les "
                   "regarder"))},
      {"Pointage", DC_AS_TEXT,
       dc_content_text(DC_TEXT("✓ rapproché de la pièce ; ≠ écart ; ∅ aucune pièce ; ? à revoir"))},
  };
  enum { LINES = sizeof lines / sizeof *lines };
  dc_heading_line *kept = DC_NEW_ARRAY(&sheets->workbook.arena, LINES, dc_heading_line);
  for (size_t i = 0; i < LINES; i++) kept[i] = lines[i];
  dc_heading heading = {
      .title = DC_TEXT("Échantillon à contrôler sur pièces"),
      .sentence =
          DC_TEXT("Rien n'y est choisi : les lignes suivent des fichiers reçus et du mot de l'auditeur. La feuille "
                  "Extrapolation dit comment les retirer, et ce que les écarts font pour l'ensemble."),
      .lines = kept,
      .line_count = LINES};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, draws->count, heading);
  dc_strates_plan(sheets);
  dc_extrapolation_plan(sheets);
}
