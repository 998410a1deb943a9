/* marches.csv: one line per (marché, lot), what it owes and what was done. The same columns in every profile; a public
 * one has words where a figure is withheld. */
#include "report/csv_writer.h"
#include "report/reports.h"

static const char HEADER[] = "marche;lot;titulaire_siret;titulaire_nom;epci;debut;fin;heures_dues;heures_declarees;"
                             "heures_admises;heures_retenues;heures_refusees;taux;avancement;reste;penalite;statut";

typedef struct {
  dc_csv *csv;
  bool withheld;
} dc_figures;

static void hours(dc_figures figures, dc_hours hours) {
  if (figures.withheld)
    dc_csv_text(figures.csv, DC_WITHHELD);
  else
    dc_csv_hours(figures.csv, hours);
}

static void decimal(dc_figures figures, int64_t value, int64_t scale, int decimals) {
  if (figures.withheld)
    dc_csv_text(figures.csv, DC_WITHHELD);
  else
    dc_csv_decimal(figures.csv, value, scale, decimals);
}

static void write_line(dc_csv *csv, const dc_view *view, size_t number) {
  const dc_marche *marche = &view->accounts->marches[number];
  const dc_titulaire *titulaire = dc_view_titulaire(view, marche);
  dc_csv_text(csv, dc_view_marche(view, number));
  dc_csv_text(csv, dc_view_lot(view, number));
  dc_csv_text(csv, titulaire ? dc_view_id(view, titulaire->siret) : DC_TEXT(""));
  dc_csv_text(csv, titulaire ? dc_view_id(view, titulaire->nom) : DC_TEXT(""));
  dc_csv_text(csv, dc_view_siren(view, marche->epci));
  dc_csv_date(csv, marche->debut);
  dc_csv_date(csv, marche->fin);
  dc_csv_hours(csv, marche->due);
  const dc_figures shown = {csv, dc_mask_marche(&view->mask, number)}, internal = {csv, view->mask.active};
  hours(internal, marche->totals.declared);
  hours(internal, marche->totals.admitted);
  hours(shown, marche->totals.counted);
  hours(internal, marche->totals.refused);
  decimal(shown, marche->rate, DC_WHOLE, 4);
  dc_csv_decimal(csv, marche->progress, DC_WHOLE, 4);
  hours(shown, marche->due == DC_NO_QUANTITY ? DC_NO_QUANTITY : marche->remaining);
  decimal(shown, marche->penalty, 100, 2);
  bool told = !shown.withheld || marche->statut == DC_STATUT_SANS_OBJECTIF;
  dc_csv_text(csv, told ? dc_text_from(dc_statut_name(marche->statut)) : DC_WITHHELD);
  dc_csv_end(csv);
}

bool dc_marches_csv_write(const dc_view *view, dc_written_list *written) {
  const dc_output *output = view->output;
  dc_csv csv = {.dialect = dc_csv_dialect_of(output->international)};
  dc_sink sink;
  dc_digest digest;
  dc_sink_open(&sink, dc_stage_path(output->stage, "marches.csv").data);
  dc_csv_header(&csv, HEADER);
  for (size_t i = 0; i < view->accounts->marche_count; i++) {
    write_line(&csv, view, i);
    dc_csv_flush(&csv, &sink);
  }
  dc_csv_flush(&csv, &sink);
  dc_csv_free(&csv);
  bool done = dc_sink_close(&sink, &digest);
  return dc_view_written(output, written, "marches.csv", done, &digest);
}
