/* Lisez-moi: the first sheet, for who opens the workbook without knowing the program. What each sheet is, how to check
 * a total, what the words mean, who decides, what the workbook hides. Planned last: it lists the others. */
#include "report/sheets.h"

enum { TITULAIRE = 1 << DC_PROFIL_TITULAIRE, COMPLET = 1 << DC_PROFIL_COMPLET, PUBLIC = 1 << DC_PROFIL_PUBLIC };

typedef struct {
  const char *topic, *text;
  unsigned profiles; /* that it is for; 0: all of them */
} dc_help;

static const dc_help helps[] = {
    {"Qui décide",
     "Le programme calcule : il applique les règles écrites dans les recueils que le marché désigne, et rien d'autre. "
     "L'acheteur et le facilitateur décident : ils peuvent accepter une justification, faire corriger une donnée, "
     "appliquer ou non une pénalité. La pénalité affichée est celle qui serait encourue.",
     0},
    {"Aller d'une feuille à l'autre",
     "Un repère souligné (M0001, C000001, R001…) mène à la ligne qu'il désigne dans une autre feuille : d'un marché de "
     "Synthèse à ses lignes de Cumul, d'une ligne de Cumul à ses relevés de Détail, d'un relevé refusé à son motif de "
     "Refus, de là à l'article de Règles. Les heures dues de Synthèse mènent à leur calcul.",
     TITULAIRE | COMPLET},
    {"Vérifier un total",
     "Chaque total est une formule : la sélectionner montre ce qu'elle additionne, par exemple cumul_retenues, la "
     "colonne des heures retenues de Cumul. Filtrer cette feuille sur le repère de la ligne : « Total affiché », "
     "au-dessus du tableau, suit le filtre et doit donner le même nombre. Traçabilité compare les feuilles entre elles "
     "et écrit « juste », ou « écart de » tant.",
     TITULAIRE | COMPLET},
    {"Vérifier un total", "Chaque total de Synthèse est une formule, qui additionne les lignes affichées au-dessus.",
     PUBLIC},
    {"Retrouver l'origine d'une heure",
     "Chaque ligne de Détail nomme le fichier de relevés et la ligne d'où elle vient ; Traçabilité donne l'empreinte "
     "SHA-256 de ce fichier.",
     TITULAIRE | COMPLET},
    {"Nombres affichés",
     "Les heures sont en heures et centièmes (7,50 pour 7 h 30). La cellule garde la valeur entière ; seul l'affichage "
     "est arrondi.",
     0},
    {"Heures déclarées", "Ce que disent les relevés reçus du titulaire.", 0},
    {"Heures admises", "La part des heures déclarées que les règles acceptent. Déclarées = admises + refusées.", 0},
    {"Heures refusées",
     "La part des heures déclarées que les règles n'acceptent pas, ou qu'il leur manque une donnée pour accepter.", 0},
    {"Heures retenues",
     "Heures admises × coefficient, après les plafonds qui portent sur elles : ce qui vient en face des heures dues.",
     0},
    {"Heures dues",
     "L'objectif du marché à la date de l'arrêté, calculé par les règles sur le montant ou le volume du marché et sur "
     "ses événements (avenants, bons de commande, reconductions…) : la feuille Heures dues le montre étape par étape.",
     0},
    {"Taux", "Heures retenues ÷ heures dues.", 0},
    {"Avancement du marché", "Part écoulée de la durée du marché, en jours, à la date de l'arrêté.", 0},
    {"Écart au rythme",
     "Heures retenues − heures dues × avancement : positif, le marché est en avance sur un rythme régulier ; négatif, "
     "en retard.",
     0},
    {"Statut",
     "« atteint » : l'objectif est rempli ; « en avance », « en retard » : par rapport au rythme régulier ; « à risque "
     "» "
     ": sous le seuil que donnent les règles ; « clos » : le marché est terminé ; « sans objectif » : aucune règle ne "
     "fixe d'heures dues.",
     0},
    {"Corriger une erreur",
     "Une correction se fait dans les fichiers du dossier, puis le calcul est relancé : ce classeur est refait "
     "entièrement. Un changement fait ici modifie les formules qui en dépendent, mais sera perdu.",
     0},
    {"Ce que ce classeur ne montre pas",
     "Profil « titulaire » : les personnes sont désignées par un pseudonyme ; leur situation (catégorie de public, "
     "justificatifs) n'y figure pas, ni les relevés des autres titulaires.",
     TITULAIRE},
    {"Ce que ce classeur montre",
     "Profil « complet », pour le contrôle : les personnes sont désignées par un pseudonyme, et leur catégorie de "
     "public "
     "peut y figurer. Ne pas le transmettre au-delà des personnes habilitées.",
     COMPLET},
    {"Ce que ce classeur ne montre pas",
     "Profil « public » : seulement des agrégats. Un marché dont une part tient à moins de 5 personnes est masqué, et "
     "d'autres avec lui, qui permettraient sinon de le retrouver par soustraction : « masqué ». "
     "Marché par marché, seules les heures retenues sont publiées ; il n'y a ni journal, ni détail par mois.",
     PUBLIC},
};

typedef struct {
  dc_sheets *sheets;
  const dc_grid **grids; /* the other sheets, in their order */
  size_t grid_count;
  const dc_help **helps;
  size_t help_count;
} dc_guide;

static const dc_grid *grid_at(const dc_guide *guide, size_t row) {
  return row < guide->grid_count ? guide->grids[row] : NULL;
}

static dc_content rubrique(void *context, size_t row) {
  dc_guide *guide = context;
  const dc_grid *grid = grid_at(guide, row);
  if (!grid) return dc_content_text(dc_text_from(guide->helps[row - guide->grid_count]->topic));
  dc_text name = dc_text_format(&guide->sheets->workbook.scratch, "Feuille « %s »", grid->spec->sheet);
  return dc_content_linked(dc_content_text(name), grid->spec->name, 0);
}

static dc_content texte(void *context, size_t row) {
  const dc_guide *guide = context;
  const dc_grid *grid = grid_at(guide, row);
  if (!grid) return dc_content_text(dc_text_from(guide->helps[row - guide->grid_count]->text));
  return dc_content_text(dc_text_from(grid->spec->about));
}

static const dc_grid_column columns[] = {
    {"rubrique", "tracabilite.rubrique", DC_AS_TEXT, 32, DC_WRAPPED, 0, rubrique, NULL},
    {"texte", "lisez_moi.texte", DC_AS_TEXT, 105, DC_WRAPPED, 0, texte, NULL},
};

static const dc_grid_spec spec = {.name = "lisez_moi",
                                  .sheet = "Lisez-moi",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .heading_column = 1,
                                  .leads = true};

/* ---- above the table ---- */

static dc_text who(const dc_sheets *sheets) {
  const dc_book *book = sheets->book;
  if (book->kind == DC_BOOK_EPCI) return dc_view_epci(sheets->view, book->number);
  if (book->kind == DC_BOOK_CONSOLIDATION) return DC_TEXT("tous titulaires et tous EPCI");
  return dc_view_id(sheets->view, sheets->selection->holders.items[book->number].nom);
}

static const char *kind_words(dc_book_kind kind) {
  if (kind == DC_BOOK_TITULAIRE) return "Titulaire";
  return kind == DC_BOOK_EPCI ? "EPCI" : "Consolidation";
}

enum { ABOVE = 4 };

static dc_heading heading_of(dc_sheets *sheets) {
  static const char *const profiles[] = {"titulaire", "complet", "public"};
  const dc_accounts *accounts = sheets->accounts;
  dc_arena *arena = &sheets->workbook.arena;
  dc_heading_line *lines = DC_NEW_ARRAY(arena, ABOVE, dc_heading_line);
  lines[0] = (dc_heading_line){kind_words(sheets->book->kind), DC_AS_TEXT, dc_content_text(who(sheets))};
  lines[1] = (dc_heading_line){"Période", DC_AS_MONTH, dc_content_month(accounts->month)};
  lines[2] = (dc_heading_line){"Arrêté au", DC_AS_DATE, dc_content_day(accounts->statement)};
  lines[3] = (dc_heading_line){"Profil du classeur", DC_AS_TEXT,
                               dc_content_text(dc_text_from(profiles[sheets->book->profil]))};
  return (dc_heading){.title = DC_TEXT("Lisez-moi"),
                      .sentence = DC_TEXT("Ce classeur compte les heures d'insertion dues et faites au titre des "
                                          "clauses sociales des marchés. Voici comment le lire."),
                      .lines = lines,
                      .line_count = ABOVE};
}

void dc_lisez_moi_plan(dc_sheets *sheets) {
  enum { HELPS = sizeof helps / sizeof *helps };
  dc_arena *arena = &sheets->workbook.arena;
  dc_guide *guide = DC_NEW(arena, dc_guide);
  guide->sheets = sheets;
  guide->grids = DC_NEW_ARRAY(arena, DC_GRIDS, const dc_grid *);
  guide->helps = DC_NEW_ARRAY(arena, HELPS, const dc_help *);
  for (size_t i = 0; i < sheets->workbook.grid_count; i++) {
    DC_ASSERT(sheets->workbook.grids[i].spec->about);
    guide->grids[guide->grid_count++] = &sheets->workbook.grids[i];
  }
  for (size_t i = 0; i < HELPS; i++) {
    bool meant = !helps[i].profiles || helps[i].profiles & 1u << sheets->book->profil;
    if (meant) guide->helps[guide->help_count++] = &helps[i];
  }
  dc_workbook_plan(&sheets->workbook, &spec, guide, guide->grid_count + guide->help_count, heading_of(sheets));
}
