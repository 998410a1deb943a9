/* bilan.json: the totals of the statement, exact, with the control sums that tie them together.
 *
 * A public one says less: hours counted, in total, by EPCI and by holder, null where they are withheld; verdicts
 * without their sums; no count of lines, and nothing of the month alone. */
#include "report/json.h"
#include "report/reports.h"
#include "report/selection.h"

static void add_hours(json_t *object, const char *key, dc_hours hours, bool withheld) {
  if (withheld)
    dc_json_set(object, key, json_null());
  else
    dc_json_hours(object, key, hours);
}

/* `hidden`: the hours counted, in a public run. */
static void add_totals(json_t *object, const dc_view *view, const dc_totals *totals, bool hidden) {
  if (view->mask.active)
    add_hours(object, "retenues", totals->counted, hidden);
  else
    dc_json_totals(object, totals);
}

static json_t *month_totals(const dc_accounts *accounts) {
  json_t *object = json_object();
  dc_json_totals(object, &accounts->month_totals);
  return object;
}

static json_t *whole_totals(const dc_view *view) {
  const dc_totals *totals = &view->accounts->totals;
  json_t *object = json_object();
  add_totals(object, view, totals, view->mask.counted);
  if (!view->mask.active) return object;
  add_hours(object, "declarees", totals->declared, view->mask.hours);
  add_hours(object, "admises", totals->admitted, view->mask.hours);
  add_hours(object, "refusees", totals->refused, view->mask.hours);
  return object;
}

static json_t *records(const dc_record_counts *counts) {
  json_t *object = json_object();
  dc_json_count(object, "lus", counts->read);
  dc_json_count(object, "au_journal", counts->journal);
  dc_json_count(object, "en_anomalie", counts->anomalies);
  dc_json_count(object, "vides", counts->blank);
  dc_json_count(object, "lignes_de_total", counts->totals);
  dc_json_count(object, "hors_tableau", counts->outside);
  dc_json_count(object, "posterieurs", counts->later);
  return object;
}

static json_t *control_sums(const dc_view *view) {
  const dc_accounts *accounts = view->accounts;
  json_t *list = json_array();
  for (size_t i = 0; i < accounts->sum_count; i++) {
    const dc_control_sum *sum = &accounts->sums[i];
    json_t *object = json_object();
    dc_json_text(object, "controle", dc_text_from(sum->label));
    if (view->mask.active) {
      /* verdicts alone */
    } else if (sum->hours) {
      dc_json_hours(object, "gauche", sum->left);
      dc_json_hours(object, "droite", sum->right);
    } else {
      dc_json_set(object, "gauche", json_integer(sum->left));
      dc_json_set(object, "droite", json_integer(sum->right));
    }
    dc_json_text(object, "verdict", sum->left == sum->right ? DC_TEXT("juste") : DC_TEXT("faux"));
    dc_json_append(list, object);
  }
  return list;
}

/* Lines of the journal by decision. */
static json_t *decisions(const dc_accounts *accounts) {
  uint64_t counts[DC_POSTERIEURE + 1] = {0};
  size_t rows = accounts->dossier->tables[DC_RELEVES].rows;
  for (size_t row = 0; row < rows; row++) counts[accounts->decisions[row].verdict]++;
  json_t *object = json_object();
  for (int verdict = DC_RETENUE; verdict <= DC_ECARTEE; verdict++) {
    dc_json_count(object, dc_verdict_name((dc_verdict)verdict), counts[verdict]);
  }
  return object;
}

static json_t *by_epci(const dc_view *view) {
  json_t *list = json_array();
  for (size_t i = 0; i < view->accounts->epci_count; i++) {
    json_t *object = json_object();
    dc_json_text(object, "siren", dc_view_siren(view, i));
    dc_json_text(object, "nom", dc_view_epci(view, i));
    add_totals(object, view, &view->accounts->epcis[i].totals, view->mask.active && view->mask.epcis[i]);
    dc_json_append(list, object);
  }
  return list;
}

/* Sums over the markets of one SIRET; one that is hidden hides the sum. */
static json_t *by_titulaire(const dc_view *view) {
  dc_arena scratch = {0};
  dc_holders holders = dc_holders_of(view, &scratch);
  json_t *list = json_array();
  for (size_t i = 0; i < holders.count; i++) {
    const dc_holder *holder = &holders.items[i];
    dc_totals totals = {0};
    bool hidden = false;
    for (size_t j = 0; j < holder->count; j++) {
      const dc_titulaire *titulaire = &view->accounts->titulaires[holder->titulaires[j]];
      dc_totals_add(&totals, &titulaire->totals);
      hidden = hidden || dc_mask_marche(&view->mask, titulaire->marche);
    }
    json_t *object = json_object();
    dc_json_text(object, "siret", dc_view_id(view, holder->siret));
    dc_json_text(object, "nom", dc_view_id(view, holder->nom));
    add_totals(object, view, &totals, hidden);
    dc_json_append(list, object);
  }
  dc_arena_free(&scratch);
  return list;
}

/* Only when the rules of all markets agree on the hours of a full-time equivalent. */
static void add_full_time(json_t *root, const dc_view *view) {
  const dc_accounts *accounts = view->accounts;
  dc_hours agreed = DC_NO_QUANTITY;
  int64_t parts;
  for (size_t i = 0; i < accounts->marche_count; i++) {
    dc_hours hours = dc_view_full_time(view, &accounts->marches[i]);
    if (hours == DC_NO_QUANTITY || (i && hours != agreed)) return;
    agreed = hours;
  }
  if (agreed <= 0 || !dc_mul_div(accounts->totals.counted, DC_WHOLE, agreed, &parts)) return;
  char buffer[DC_NUMBER_SIZE];
  json_t *object = json_object();
  dc_json_text(object, "nombre", dc_decimal(parts, DC_WHOLE, 2, false, '.', buffer));
  dc_json_hours(object, "heures_par_etp", agreed);
  dc_json_set(root, "etp", object);
}

bool dc_bilan_write(const dc_view *view, dc_written_list *written) {
  const dc_accounts *accounts = view->accounts;
  char buffer[DC_DATE_SIZE];
  json_t *root = json_object();
  dc_json_text(root, "mois", dc_month_iso(accounts->month, buffer));
  dc_json_date(root, "arrete_au", accounts->statement);
  dc_json_count(root, "marches", accounts->marche_count);
  dc_json_set(root, "totaux", whole_totals(view));
  if (!view->mask.active) dc_json_set(root, "totaux_du_mois", month_totals(accounts));
  if (!view->mask.counted) add_full_time(root, view);
  if (!view->mask.active) dc_json_set(root, "enregistrements", records(&accounts->counts));
  dc_json_set(root, "controles", control_sums(view));
  if (!view->mask.active) dc_json_set(root, "decisions", decisions(accounts));
  dc_json_set(root, "epci", by_epci(view));
  dc_json_set(root, "titulaires", by_titulaire(view));
  return dc_json_write(view->output, written, "bilan.json", root);
}
