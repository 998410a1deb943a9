#include "explain/market.h"

/* ---- Bilan ---- */

static void show_totals(dc_explained_market *market) {
  const dc_totals *totals = &market->marche->totals;
  dc_sheet *sheet = market->sheet;
  dc_sheet_line(sheet, "%llu ligne%s : " DC_S " déclarée%s = " DC_S " admise%s + " DC_S " refusée%s",
                (unsigned long long)totals->lines, totals->lines > 1 ? "s" : "",
                DC_ARG(dc_sheet_hours(sheet, totals->declared)), dc_plural(totals->declared),
                DC_ARG(dc_sheet_hours(sheet, totals->admitted)), dc_plural(totals->admitted),
                DC_ARG(dc_sheet_hours(sheet, totals->refused)), dc_plural(totals->refused));
  dc_sheet_line(sheet, DC_S " retenue%s : admises × coefficient, après les plafonds d'heures comptées",
                DC_ARG(dc_sheet_hours(sheet, totals->counted)), dc_plural(totals->counted));
}

static void show_progress(dc_explained_market *market) {
  const dc_marche *marche = market->marche;
  dc_sheet *sheet = market->sheet;
  if (marche->progress == DC_NO_QUANTITY) return;
  int64_t length = marche->fin - marche->debut + 1, done = market->accounts->statement - marche->debut + 1;
  done = done < 0 ? 0 : done > length ? length : done;
  dc_sheet_line(sheet, "avancement : %lld jours ÷ %lld, du " DC_S " au " DC_S " = " DC_S, (long long)done,
                (long long)length, DC_ARG(dc_sheet_date(sheet, marche->debut)),
                DC_ARG(dc_sheet_date(sheet, marche->fin)), DC_ARG(dc_sheet_percent(sheet, marche->progress)));
  dc_hours expected = marche->totals.counted - marche->gap;
  dc_sheet_line(sheet, "attendu à l'arrêté : " DC_S " dues × " DC_S " = " DC_S,
                DC_ARG(dc_sheet_hours(sheet, marche->due)), DC_ARG(dc_sheet_percent(sheet, marche->progress)),
                DC_ARG(dc_sheet_hours(sheet, expected)));
}

static void show_rest(dc_explained_market *market) {
  const dc_marche *marche = market->marche;
  dc_sheet *sheet = market->sheet;
  int months = dc_marche_months_left(market->accounts, marche);
  if (marche->remaining == 0) return;
  dc_sheet_line(sheet, "reste : " DC_S " dues - " DC_S " retenue%s = " DC_S, DC_ARG(dc_sheet_hours(sheet, marche->due)),
                DC_ARG(dc_sheet_hours(sheet, marche->totals.counted)), dc_plural(marche->totals.counted),
                DC_ARG(dc_sheet_hours(sheet, marche->remaining)));
  if (months)
    dc_sheet_line(sheet, "rythme nécessaire : " DC_S " ÷ %d mois = " DC_S " par mois",
                  DC_ARG(dc_sheet_hours(sheet, marche->remaining)), months,
                  DC_ARG(dc_sheet_hours(sheet, marche->pace)));
}

/* ---- Statut: the first of these that holds ---- */

static void show_status_of_risk(dc_explained_market *market, dc_hours expected) {
  const dc_marche *marche = market->marche;
  dc_sheet *sheet = market->sheet;
  dc_text counted = dc_sheet_hours(sheet, marche->totals.counted);
  const char *status = dc_statut_name(marche->statut);
  int64_t floor;
  dc_sheet_line(sheet, DC_S " < " DC_S " → en retard sur le rythme", DC_ARG(counted),
                DC_ARG(dc_sheet_hours(sheet, expected)))
      ->note = DC_TEXT("retenues < attendu à l'arrêté");
  if (!dc_explain_computed(market, "seuil_risque", "pas de seuil de risque")) return;
  if (!dc_mul_div(expected, marche->risk, DC_WHOLE, &floor)) return;
  dc_sheet_line(sheet, DC_S " × " DC_S " = " DC_S, DC_ARG(dc_sheet_hours(sheet, expected)),
                DC_ARG(dc_sheet_percent(sheet, marche->risk)), DC_ARG(dc_sheet_hours(sheet, floor)))
      ->note = DC_TEXT("attendu × seuil de risque");
  dc_sheet_line(sheet, DC_S " < " DC_S " → %s → %s", DC_ARG(counted), DC_ARG(dc_sheet_hours(sheet, floor)),
                marche->totals.counted < floor ? "vrai" : "faux", status);
}

static void show_status(dc_explained_market *market) {
  const dc_marche *marche = market->marche;
  dc_sheet *sheet = market->sheet;
  dc_text counted = dc_sheet_hours(sheet, marche->totals.counted), due = dc_sheet_hours(sheet, marche->due);
  dc_hours expected = marche->totals.counted - marche->gap;
  dc_sheet_section(sheet, "statut", "Statut");
  switch (marche->statut) {
  case DC_STATUT_SANS_OBJECTIF: dc_sheet_line(sheet, "pas d'heures dues → sans objectif"); return;
  case DC_STATUT_ATTEINT:
    dc_sheet_line(sheet, DC_S " ≥ " DC_S " → atteint", DC_ARG(counted), DC_ARG(due))->note = DC_TEXT("retenues ≥ dues");
    return;
  case DC_STATUT_CLOS:
    dc_sheet_line(sheet, DC_S " < " DC_S " → clos, objectif non atteint", DC_ARG(dc_sheet_date(sheet, marche->fin)),
                  DC_ARG(dc_sheet_date(sheet, market->accounts->statement)))
        ->note = DC_TEXT("fin du marché < date de l'arrêté");
    return;
  case DC_STATUT_EN_AVANCE:
    dc_sheet_line(sheet, DC_S " ≥ " DC_S " → en avance", DC_ARG(counted), DC_ARG(dc_sheet_hours(sheet, expected)))
        ->note = DC_TEXT("retenues ≥ attendu à l'arrêté");
    return;
  case DC_STATUT_EN_RETARD:
  case DC_STATUT_A_RISQUE: break;
  }
  show_status_of_risk(market, expected);
}

void dc_explain_balance(dc_explained_market *market) {
  const dc_marche *marche = market->marche;
  dc_sheet *sheet = market->sheet;
  dc_sheet_section(sheet, "bilan", "Bilan");
  show_totals(market);
  if (marche->due != DC_NO_QUANTITY) {
    if (marche->rate != DC_NO_QUANTITY)
      dc_sheet_line(sheet, "taux : " DC_S " ÷ " DC_S " dues = " DC_S,
                    DC_ARG(dc_sheet_hours(sheet, marche->totals.counted)), DC_ARG(dc_sheet_hours(sheet, marche->due)),
                    DC_ARG(dc_sheet_percent(sheet, marche->rate)));
    show_progress(market);
    show_rest(market);
  }
  show_status(market);
}

void dc_explain_penalty(dc_explained_market *market) {
  dc_sheet *sheet = market->sheet;
  dc_sheet_section(sheet, "penalite", "Pénalité");
  if (!dc_explain_computed(market, "penalite", "pas de pénalité")) return;
  dc_sheet_line(sheet, "= " DC_S " encourus à l'arrêté", DC_ARG(dc_sheet_euros(sheet, market->marche->penalty)));
}
