/* Refus: why hours of Détail were not admitted, and what would put it right. */
#include "report/sheets.h"

static const dc_reason *reason_at(void *context, size_t row) { return &((dc_sheets *)context)->reasons[row]; }

static dc_content repere(void *context, size_t row) { return dc_content_text(dc_reason_key_text(context, row)); }

/* To the rule itself. */
static dc_content repere_article(void *context, size_t row) {
  dc_sheets *sheets = context;
  const dc_article *article = reason_at(context, row)->decided;
  if (!article) return dc_content_none();
  dc_content content = dc_content_text(dc_rule_key_text(sheets, sheets->rule_place[article->id]));
  return dc_sheets_to_rule(sheets, content, article);
}

static dc_content recueil(void *context, size_t row) {
  const dc_article *article = reason_at(context, row)->decided;
  return dc_content_text(article ? article->recueil->code : DC_TEXT("aucun"));
}

static dc_content number(void *context, size_t row) {
  const dc_article *article = reason_at(context, row)->decided;
  return dc_content_number(article ? article->number : DC_NO_QUANTITY);
}

static dc_content title(void *context, size_t row) {
  const dc_reason *reason = reason_at(context, row);
  if (!reason->decided) return dc_content_text(DC_TEXT("Marché sans recueil applicable"));
  dc_text said = dc_sheets_said(context, reason->decided, reason->decided->title);
  return dc_sheets_to_rule(context, dc_content_text(said), reason->decided);
}

static dc_content nature(void *context, size_t row) {
  return dc_content_text(reason_at(context, row)->key.set_aside ? DC_TEXT("donnée manquante") : DC_TEXT("règle"));
}

static dc_content refusees(void *context, size_t row) { return dc_content_number(reason_at(context, row)->refused); }
static dc_content lignes(void *context, size_t row) {
  return dc_content_number((int64_t)reason_at(context, row)->lines);
}
static dc_content personnes(void *context, size_t row) {
  return dc_content_number((int64_t)reason_at(context, row)->persons);
}

/* By what the article does: the engine knows no article by name. */
static dc_content remede(void *context, size_t row) {
  const dc_reason *reason = reason_at(context, row);
  if (!reason->decided) return dc_content_text(DC_TEXT("Nommer dans marches.csv un recueil en vigueur."));
  if (reason->key.set_aside) {
    return dc_content_text(DC_TEXT("Compléter la donnée que le motif nomme, puis relancer le calcul."));
  }
  switch (reason->decided->effect) {
  case DC_EFFECT_ONCE:
    return dc_content_text(DC_TEXT("Supprimer la ligne en double, ou corriger celle des deux qui est fausse."));
  case DC_EFFECT_CAP:
  case DC_EFFECT_CAP_COUNTED:
    return dc_content_text(DC_TEXT("Vérifier la durée relevée ; au-delà du plafond, les heures restent refusées."));
  case DC_EFFECT_NONE:
  case DC_EFFECT_COMPUTE:
  case DC_EFFECT_REFUSE:
  case DC_EFFECT_CONVERT:
  case DC_EFFECT_WEIGHT:
  case DC_EFFECT_CONTROL:
  case DC_EFFECT_CONTROL_CAP:
  case DC_EFFECT_COUNT: break;
  }
  return dc_content_text(DC_TEXT("Corriger la donnée si elle est fausse ; sinon la règle s'applique."));
}

static const dc_grid_column columns[] = {
    {"repere", "cumul.repere_refus", DC_AS_TEXT, 12, 0, 0, repere, NULL},
    {"repere_article", "refus.repere_article", DC_AS_TEXT, 12, 0, 0, repere_article, NULL},
    {"recueil", "refus.recueil", DC_AS_TEXT, 20, 0, 0, recueil, NULL},
    {"article", "journal.article", DC_AS_COUNT, 8, 0, 0, number, NULL},
    {"titre", "refus.titre", DC_AS_TEXT, 44, DC_WRAPPED, 0, title, NULL},
    {"cause", "refus.cause", DC_AS_TEXT, 18, 0, 0, nature, NULL},
    {"refusees", "calcul.heures_refusees", DC_AS_HOURS, 12, DC_SUMMED, 0, refusees,
     "{SUMIFS detail.refusees detail.repere_refus repere}"},
    {"lignes", "cumul.lignes", DC_AS_COUNT, 9, DC_SUMMED, 0, lignes, "{COUNTIFS detail.repere_refus repere}"},
    {"personnes", "refus.personnes", DC_AS_COUNT, 11, 0, 0, personnes, NULL},
    {"remede", "refus.remede", DC_AS_TEXT, 58, DC_WRAPPED, 0, remede, NULL},
};

static const dc_grid_spec spec = {.name = "refus",
                                  .sheet = "Refus",
                                  .about = "Pourquoi des heures sont refusées, combien, et ce qui peut y remédier.",
                                  .columns = columns,
                                  .column_count = sizeof columns / sizeof *columns,
                                  .total = DC_TOTAL_BELOW,
                                  .frozen_columns = 1};

void dc_refus_plan(dc_sheets *sheets) {
  dc_heading heading = {.title = DC_TEXT("Heures refusées, par motif"),
                        .sentence =
                            DC_TEXT("Les heures et les lignes se retrouvent dans Détail par le repère du refus. "
                                    "Une personne compte une fois par motif.")};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->reason_count, heading);
}
