/* marches.csv: one line per (marché, lot), what it owes and what was done. */
#include "report/csv_writer.h"
#include "report/reports.h"

static const char HEADER[] = "marche;lot;titulaire_siret;titulaire_nom;epci;debut;fin;heures_dues;heures_declarees;"
                             "heures_admises;heures_retenues;heures_refusees;taux;avancement;reste;penalite;statut";

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
  dc_csv_hours(csv, marche->totals.declared);
  dc_csv_hours(csv, marche->totals.admitted);
  dc_csv_hours(csv, marche->totals.counted);
  dc_csv_hours(csv, marche->totals.refused);
  dc_csv_decimal(csv, marche->rate, DC_WHOLE, 4);
  dc_csv_decimal(csv, marche->progress, DC_WHOLE, 4);
  dc_csv_hours(csv, marche->due == DC_NO_QUANTITY ? DC_NO_QUANTITY : marche->remaining);
  dc_csv_decimal(csv, marche->penalty, 100, 2);
  dc_csv_text(csv, dc_text_from(dc_statut_name(marche->statut)));
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
