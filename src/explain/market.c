/* One market: what it owes and since which event, what was done, what is at stake. */
#include "explain/market.h"
#include "explain/subjects.h"

/* ---- heading and facts ---- */

static void add_heading(dc_explained_market *market) {
  dc_sheet *sheet = market->sheet;
  const dc_marche *marche = market->marche;
  const dc_titulaire *holder = &market->accounts->titulaires[marche->first_titulaire];
  dc_text object = dc_sheet_text(sheet, DC_MARCHES, "objet", marche->row);
  dc_text buyer = dc_sheet_text(sheet, DC_MARCHES, "acheteur_nom", marche->row);
  dc_sheet_line(sheet, "Marché " DC_S "%s" DC_S, DC_ARG(dc_sheet_marche(sheet, marche->number)),
                object.length ? " — " : "", DC_ARG(object));
  dc_sheet_line(sheet, DC_S " (SIRET " DC_S ")%s" DC_S, DC_ARG(dc_intern_text(market->accounts->intern, holder->nom)),
                DC_ARG(dc_sheet_siret(sheet, holder->siret)), buyer.length ? ", pour " : "", DC_ARG(buyer));
  static const char *const notes[] = {"ATTEINT", "EN AVANCE", "EN RETARD", "À RISQUE", "CLOS", "SANS OBJECTIF"};
  dc_text due = marche->due == DC_NO_QUANTITY ? DC_TEXT("pas d'heures") : dc_sheet_hours(sheet, marche->due);
  dc_sheet_line(sheet, "Arrêté au " DC_S " — " DC_S " dues — " DC_S " retenue%s",
                DC_ARG(dc_sheet_date(sheet, market->accounts->statement)), DC_ARG(due),
                DC_ARG(dc_sheet_hours(sheet, marche->totals.counted)), dc_plural(marche->totals.counted))
      ->note = dc_text_from(notes[marche->statut]);
}

static void add_fact_decimal(dc_sheet *sheet, const char *key, int64_t value, int64_t scale, int decimals) {
  char buffer[DC_NUMBER_SIZE];
  dc_text text = value == DC_NO_QUANTITY ? DC_TEXT("") : dc_decimal(value, scale, decimals, true, ',', buffer);
  dc_sheet_fact(sheet, key, dc_text_copy(sheet->arena, text));
}

/* As in marches.csv. */
static void add_facts(dc_explained_market *market) {
  dc_sheet *sheet = market->sheet;
  const dc_marche *marche = market->marche;
  const dc_titulaire *holder = &market->accounts->titulaires[marche->first_titulaire];
  dc_sheet_fact(sheet, "marche", dc_marche_id(market->accounts, marche));
  dc_sheet_fact(sheet, "lot", dc_marche_lot(market->accounts, marche));
  dc_sheet_fact(sheet, "titulaire_siret", dc_intern_text(market->accounts->intern, holder->siret));
  dc_sheet_fact(sheet, "titulaire_nom", dc_intern_text(market->accounts->intern, holder->nom));
  dc_sheet_fact(sheet, "epci", dc_intern_text(market->accounts->intern, market->accounts->epcis[marche->epci].siren));
  dc_sheet_fact(sheet, "debut", dc_sheet_date(sheet, marche->debut));
  dc_sheet_fact(sheet, "fin", dc_sheet_date(sheet, marche->fin));
  dc_sheet_fact_hours(sheet, "heures_dues", marche->due);
  dc_sheet_fact_hours(sheet, "heures_declarees", marche->totals.declared);
  dc_sheet_fact_hours(sheet, "heures_admises", marche->totals.admitted);
  dc_sheet_fact_hours(sheet, "heures_retenues", marche->totals.counted);
  dc_sheet_fact_hours(sheet, "heures_refusees", marche->totals.refused);
  add_fact_decimal(sheet, "taux", marche->rate, DC_WHOLE, 4);
  add_fact_decimal(sheet, "avancement", marche->progress, DC_WHOLE, 4);
  dc_sheet_fact_hours(sheet, "reste", marche->due == DC_NO_QUANTITY ? DC_NO_QUANTITY : marche->remaining);
  add_fact_decimal(sheet, "penalite", marche->penalty, 100, 2);
  dc_sheet_fact(sheet, "statut", dc_text_from(dc_statut_name(marche->statut)));
}

/* ---- its recueil ---- */

static void show_recueil(dc_explained_market *market) {
  dc_sheet *sheet = market->sheet;
  const dc_plan *plan = market->marche->plan;
  dc_sheet_section(sheet, "regle", "Règle");
  for (size_t i = 0; i < plan->chain_length; i++) {
    const dc_recueil *recueil = plan->chain[i];
    dc_text scope = dc_recueil_words(market->accounts->rules, recueil, sheet->arena);
    dc_sheet_cites(sheet, recueil->position.file);
    dc_explained_line *line =
        dc_sheet_line(sheet, "%s" DC_S ", " DC_S "%s" DC_S, i ? "qui complète " : "recueil ", DC_ARG(recueil->code),
                      DC_ARG(recueil->title), scope.length ? ", portée : " : "", DC_ARG(scope));
    line->indent = i > 0;
    if (i == 0) line->note = dc_sheet_place(sheet, DC_MARCHES, market->marche->row);
  }
}

/* What was said of the market when its recueil was looked for. */
static void show_no_recueil(dc_explained_market *market) {
  dc_sheet_section(market->sheet, "regle", "Règle");
  dc_sheet_line(market->sheet,
                "aucun recueil utilisable : ni heures dues, ni pénalité ; toutes les lignes sont écartées");
}

void dc_explain_market(dc_explanation *explanation, const dc_explaining *explaining, uint32_t number) {
  dc_sheet sheet = dc_sheet_begin(explanation, explaining, "marché");
  const dc_accounts *accounts = explaining->accounts;
  dc_explained_market market = {.sheet = &sheet, .accounts = accounts, .marche = &accounts->marches[number]};
  market.scope = (dc_scope){.accounts = accounts, .marche = market.marche};
  dc_sheet_uses(&sheet, DC_MARCHES, market.marche->row);
  add_heading(&market);
  add_facts(&market);
  if (market.marche->plan) {
    show_recueil(&market);
    dc_explain_due(&market);
    dc_explain_balance(&market);
    dc_explain_penalty(&market);
    dc_explain_plan(&market);
  } else {
    show_no_recueil(&market);
    dc_explain_balance(&market);
  }
  (void)dc_sheet_row_anomalies(&sheet, DC_MARCHES, market.marche->row, !market.marche->plan);
  dc_sheet_data(&sheet);
  dc_sheet_version(&sheet);
  dc_sheet_crpa(&sheet,
                "objectif, bilan et pénalité encourue sont calculés en entier par le programme ; l'acheteur arrête le "
                "décompte et décide de la pénalité",
                "rubriques « Évolution » à « Pénalité » ; chaque ligne de relevé s'explique par son fichier et son "
                "numéro");
}
