/* The EPCI of every record: its own commune, else the places of its market, else the market's commune; at the day of
 * the work. */
#include <stdlib.h>

#include "account/details.h"
#include "account/places.h"
#include "account/postcodes.h"

typedef struct {
  uint32_t commune;
  dc_date date;
} dc_place_key;

typedef struct {
  uint32_t row, count; /* first record concerned, how many */
} dc_tally;

typedef struct {
  dc_counting *counting;
  dc_index unknown; /* commune id → tally */
  dc_tally *tallies;
  size_t tally_capacity;
  uint32_t *unplaced; /* by market: records without any place */
} dc_placing;

/* ---- places of a market ---- */

typedef struct {
  uint32_t marche, row;
} dc_lieu_row;

static int compare_lieu_rows(const void *left, const void *right) {
  const dc_lieu_row *a = left, *b = right;
  if (a->marche != b->marche) return a->marche < b->marche ? -1 : 1;
  return a->row < b->row ? -1 : a->row > b->row;
}

/* Keeps the places of one market when their parts make a whole. */
static void take_lieux(dc_counting *counting, const dc_lieu_row *rows, size_t count) {
  dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  dc_marche *marche = &accounts->marches[rows[0].marche];
  int64_t sum = 0;
  bool positive = true;
  for (size_t i = 0; i < count; i++) {
    int64_t part = dc_quantity_at(c->lieux.part, rows[i].row);
    positive = positive && part > 0;
    sum += part > 0 ? part : 0;
  }
  if (!positive || sum != DC_WHOLE || count > DC_SHARES) {
    char text[DC_NUMBER_SIZE];
    dc_count_report(counting, DC_D_BAD_SHARES, DC_LIEUX, rows[0].row, rows[0].marche,
                    "%zu lieux dont les parts font %s %% (au plus %d lieux) : répartition ignorée", count,
                    dc_decimal(sum, DC_WHOLE / 100, 4, true, ',', text).data, DC_SHARES);
    return;
  }
  marche->first_lieu = accounts->lieu_count;
  marche->lieu_count = count;
  for (size_t i = 0; i < count; i++) {
    accounts->lieux[accounts->lieu_count++] = (dc_lieu){.commune = dc_id_at(c->lieux.commune, rows[i].row),
                                                        .part = dc_quantity_at(c->lieux.part, rows[i].row)};
  }
}

static void collect_lieux(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  size_t rows = dc_table_of(accounts, DC_LIEUX)->rows, count = 0;
  accounts->lieux = DC_NEW_ARRAY(accounts->arena, rows, dc_lieu);
  dc_lieu_row *found = dc_zeroed(rows, sizeof *found);
  for (size_t row = 0; row < rows; row++) {
    uint32_t marche = dc_marche_find(accounts, dc_id_at(c->lieux.marche, row), dc_id_at(c->lieux.lot, row));
    if (marche != DC_UNKNOWN) {
      found[count++] = (dc_lieu_row){marche, (uint32_t)row};
      continue;
    }
    dc_count_report(counting, DC_D_ORPHAN, DC_LIEUX, row, DC_UNKNOWN, "marché « " DC_S " » inconnu",
                    DC_ARG(dc_text_of(accounts, dc_id_at(c->lieux.marche, row))));
  }
  if (count) qsort(found, count, sizeof *found, compare_lieu_rows);
  for (size_t first = 0, end; first < count; first = end) {
    for (end = first; end < count && found[end].marche == found[first].marche;) end++;
    take_lieux(counting, &found[first], end - first);
  }
  free(found);
}

/* ---- looking up ---- */

/* Provisional number of the EPCI of a commune on a day; asks the territory once for each pair. */
static uint16_t place_number(dc_counting *counting, uint32_t commune, dc_date date) {
  dc_account_details *details = counting->details;
  dc_place_key key = {commune, date};
  bool added;
  uint32_t place = dc_index_add(&details->place_keys, &key, &added);
  if (!added) return details->place_epcis[place];
  uint32_t siren = commune ? dc_territory_epci(counting->accounts->territory, commune, date) : 0;
  uint32_t number = dc_index_add(&details->epci_keys, &siren, NULL);
  DC_ASSERT(number < DC_SPLIT);
  details->place_epcis =
      dc_grow(details->place_epcis, &details->place_capacity, place + 1u, sizeof *details->place_epcis);
  details->place_epcis[place] = (uint16_t)number;
  return details->place_epcis[place];
}

static void note_unknown(dc_placing *placing, uint32_t commune, size_t row) {
  bool added;
  uint32_t number = dc_index_add(&placing->unknown, &commune, &added);
  placing->tallies = dc_grow(placing->tallies, &placing->tally_capacity, number + 1u, sizeof *placing->tallies);
  if (added) placing->tallies[number] = (dc_tally){.row = (uint32_t)row};
  placing->tallies[number].count++;
}

static uint16_t split_number(dc_placing *placing, const dc_marche *marche, size_t row, dc_date date) {
  dc_accounts *accounts = placing->counting->accounts;
  uint16_t first = 0;
  bool split = false;
  for (size_t i = 0; i < marche->lieu_count; i++) {
    uint32_t commune = accounts->lieux[marche->first_lieu + i].commune;
    uint16_t number = place_number(placing->counting, commune, date);
    if (number == 0) note_unknown(placing, commune, row);
    if (i == 0)
      first = number;
    else
      split = split || number != first;
  }
  return split ? DC_SPLIT : first;
}

static void place_record(dc_placing *placing, size_t row) {
  dc_accounts *accounts = placing->counting->accounts;
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  dc_date date = dc_record_date(accounts, row);
  uint32_t own = dc_id_at(placing->counting->details->columns.releves.commune, row);
  if (!own && marche->lieu_count) {
    accounts->epci_of[row] = split_number(placing, marche, row, date);
    return;
  }
  uint32_t commune = dc_account_commune(accounts, row);
  accounts->epci_of[row] = place_number(placing->counting, commune, date);
  if (!commune)
    placing->unplaced[accounts->marche_of[row]]++;
  else if (accounts->epci_of[row] == 0)
    note_unknown(placing, commune, row);
}

/* ---- what is told ---- */

/* The communes that a postal code serves, by code and name; empty when `commune` is one of any vintage, or no postal
 * code either. */
static dc_text served_communes(const dc_placing *placing, const dc_postcodes *postcodes, uint32_t commune,
                               dc_arena *scratch) {
  enum { MOST = 5 };
  const dc_accounts *accounts = placing->counting->accounts;
  dc_text communes[MOST];
  if (dc_territory_commune_name(accounts->territory, commune).length) return (dc_text){0};
  size_t count = dc_postcodes_communes(postcodes, dc_text_of(accounts, commune), communes, MOST);
  dc_builder list = {.arena = scratch};
  for (size_t i = 0; i < count && i < MOST; i++) {
    dc_text nom = dc_territory_commune_name(accounts->territory, dc_intern_find(accounts->intern, communes[i]));
    dc_builder_format(&list, "%s" DC_S " " DC_S, i ? ", " : "", DC_ARG(communes[i]), DC_ARG(nom));
  }
  if (count > MOST) dc_builder_format(&list, " et %zu autre%s", count - MOST, count - MOST > 1 ? "s" : "");
  return dc_builder_text(&list);
}

/* One of them at least is only a postal code, and is told of itself; this tells what the others risk. */
static void report_postal_column(const dc_placing *placing, const dc_postcodes *postcodes, dc_table_kind kind,
                                 const dc_column *column, size_t first, size_t rows) {
  const dc_accounts *accounts = placing->counting->accounts;
  dc_index values;
  dc_index_init(&values, sizeof(uint32_t));
  bool postal = true, only_postal = false;
  size_t at = SIZE_MAX; /* first row whose code is also that of a commune */
  for (size_t row = first; row < first + rows && postal; row++) {
    uint32_t value = dc_id_at(column, row);
    bool added = false;
    if (value) (void)dc_index_add(&values, &value, &added);
    if (!added) continue;
    postal = dc_postcodes_communes(postcodes, dc_text_of(accounts, value), NULL, 0) > 0;
    bool known = dc_territory_commune_name(accounts->territory, value).length > 0;
    only_postal = only_postal || !known;
    if (known && at == SIZE_MAX) at = row;
  }
  dc_index_free(&values);
  if (!postal || !only_postal || at == SIZE_MAX) return;
  uint32_t value = dc_id_at(column, at);
  dc_count_report(placing->counting, DC_D_POSTAL_COLUMN, kind, at, DC_UNKNOWN,
                  "toute la colonne " DC_S " semble en codes postaux ; " DC_S " est ici compté à " DC_S,
                  DC_ARG(column->field->column), DC_ARG(dc_text_of(accounts, value)),
                  DC_ARG(dc_territory_commune_name(accounts->territory, value)));
}

/* Columns of places, file by file: a file has the habits of whoever wrote it. */
static void report_postal_columns(const dc_placing *placing, const dc_postcodes *postcodes) {
  static const struct {
    dc_table_kind kind;
    const char *column;
  } places[] = {{DC_RELEVES, "commune"}, {DC_MARCHES, "commune_execution"}, {DC_LIEUX, "commune"}};
  const dc_accounts *accounts = placing->counting->accounts;
  const dc_dossier *dossier = accounts->dossier;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    const dc_column *column = dc_table_column(dc_table_of(accounts, places[i].kind), places[i].column);
    for (size_t f = 0; f < dossier->file_count; f++) {
      const dc_input_file *file = &dossier->files[f];
      if (file->kind != places[i].kind) continue;
      report_postal_column(placing, postcodes, file->kind, column, file->first_row, file->row_count);
    }
  }
}

static void report_unknown(dc_placing *placing) {
  dc_accounts *accounts = placing->counting->accounts;
  dc_arena scratch = {0};
  dc_postcodes postcodes;
  bool postal = false;
  dc_postcodes_read(&postcodes, accounts->territory, accounts->lexicon, placing->counting->diagnostics);
  for (size_t i = 0; i < placing->unknown.count; i++) {
    const dc_tally *tally = &placing->tallies[i];
    const uint32_t *commune = (const uint32_t *)(const void *)(placing->unknown.keys + i * sizeof(uint32_t));
    dc_text served = served_communes(placing, &postcodes, *commune, &scratch), code = dc_text_of(accounts, *commune);
    const char *plural = tally->count > 1 ? "s" : "";
    postal = postal || served.length;
    if (served.length) {
      dc_count_report(placing->counting, DC_D_POSTAL_CODE, DC_RELEVES, tally->row, accounts->marche_of[tally->row],
                      DC_S " est un code postal : communes possibles " DC_S " (%u ligne%s, ici la première)",
                      DC_ARG(code), DC_ARG(served), tally->count, plural);
      continue;
    }
    dc_count_report(placing->counting, DC_D_UNKNOWN_COMMUNE, DC_RELEVES, tally->row, accounts->marche_of[tally->row],
                    "commune " DC_S " sans EPCI connu (%u ligne%s, ici la première)", DC_ARG(code), tally->count,
                    plural);
  }
  if (postal) report_postal_columns(placing, &postcodes);
  dc_postcodes_free(&postcodes);
  dc_arena_free(&scratch);
}

static void report_places(dc_placing *placing) {
  dc_accounts *accounts = placing->counting->accounts;
  if (placing->unknown.count) report_unknown(placing);
  for (uint32_t number = 0; number < accounts->marche_count; number++) {
    uint32_t lines = placing->unplaced[number];
    if (!lines) continue;
    dc_count_report(placing->counting, DC_D_MISSING_PLACE, DC_MARCHES, accounts->marches[number].row, number,
                    "lieu d'exécution inconnu pour %u ligne%s de relevé", lines, lines > 1 ? "s" : "");
  }
}

/* ---- final numbers: by SIREN, « hors-epci » last ---- */

static int compare_epcis(const void *left, const void *right, void *context) {
  const dc_epci *a = left, *b = right;
  if (!a->siren || !b->siren) return !a->siren - !b->siren;
  return dc_text_compare(dc_text_of(context, a->siren), dc_text_of(context, b->siren));
}

static void number_epcis(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_account_details *details = counting->details;
  size_t count = details->epci_keys.count;
  accounts->epci_count = count;
  accounts->epcis = DC_NEW_ARRAY(accounts->arena, count, dc_epci);
  const uint32_t *sirens = (const uint32_t *)(const void *)details->epci_keys.keys;
  for (size_t i = 0; i < count; i++) accounts->epcis[i].siren = sirens[i];
  qsort_r(accounts->epcis, count, sizeof *accounts->epcis, compare_epcis, accounts);
  uint16_t *final = dc_zeroed(count, sizeof *final);
  for (size_t i = 0; i < count; i++) {
    dc_epci *epci = &accounts->epcis[i];
    epci->nom = epci->siren ? dc_territory_epci_name(accounts->territory, epci->siren) : DC_TEXT("hors EPCI");
    final[dc_index_find(&details->epci_keys, &epci->siren)] = (uint16_t)i;
  }
  for (size_t row = 0; row < dc_table_of(accounts, DC_RELEVES)->rows; row++) {
    if (accounts->epci_of[row] != DC_SPLIT) accounts->epci_of[row] = final[accounts->epci_of[row]];
  }
  for (size_t i = 0; i < details->place_keys.count; i++) details->place_epcis[i] = final[details->place_epcis[i]];
  free(final);
}

/* Where a market is done above all: its commune of execution, else the first of its largest places. */
static uint32_t main_commune(const dc_accounts *accounts, const dc_marche *marche) {
  uint32_t commune = dc_marche_commune(accounts, marche);
  dc_parts most = 0;
  for (size_t i = 0; !dc_marche_commune(accounts, marche) && i < marche->lieu_count; i++) {
    const dc_lieu *lieu = &accounts->lieux[marche->first_lieu + i];
    if (lieu->part <= most) continue;
    most = lieu->part;
    commune = lieu->commune;
  }
  return commune;
}

void dc_count_places(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  dc_account_details *details = counting->details;
  size_t rows = dc_table_of(accounts, DC_RELEVES)->rows;
  accounts->epci_of = dc_zeroed(rows, sizeof *accounts->epci_of);
  dc_index_init(&details->epci_keys, sizeof(uint32_t));
  dc_index_init(&details->place_keys, sizeof(dc_place_key));
  collect_lieux(counting);
  uint32_t none = 0;
  dc_index_add(&details->epci_keys, &none, NULL); /* provisional number 0: « hors-epci » */
  dc_placing placing = {.counting = counting, .unplaced = dc_zeroed(accounts->marche_count, sizeof(uint32_t))};
  dc_index_init(&placing.unknown, sizeof(uint32_t));
  for (size_t row = 0; row < rows; row++) {
    if (dc_account_in_journal(accounts, row)) place_record(&placing, row);
  }
  for (size_t i = 0; i < accounts->marche_count; i++) {
    (void)place_number(counting, main_commune(accounts, &accounts->marches[i]), accounts->statement);
  }
  report_places(&placing);
  number_epcis(counting);
  for (size_t i = 0; i < accounts->marche_count; i++) {
    dc_marche *marche = &accounts->marches[i];
    marche->epci = dc_place_epci(accounts, main_commune(accounts, marche), accounts->statement);
  }
  dc_index_free(&placing.unknown);
  free(placing.tallies);
  free(placing.unplaced);
}

uint32_t dc_place_epci(const dc_accounts *accounts, uint32_t commune, dc_date date) {
  dc_place_key key = {commune, date};
  uint32_t place = dc_index_find(&accounts->details->place_keys, &key);
  DC_ASSERT(place != UINT32_MAX);
  return accounts->details->place_epcis[place];
}

uint32_t dc_marche_commune(const dc_accounts *accounts, const dc_marche *marche) {
  return dc_id_at(accounts->details->columns.marches.commune, marche->row);
}

uint32_t dc_account_commune(const dc_accounts *accounts, size_t row) {
  uint32_t own = dc_id_at(accounts->details->columns.releves.commune, row);
  if (own) return own;
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  return marche->lieu_count ? 0 : dc_marche_commune(accounts, marche);
}

/* ---- dividing a record ---- */

/* Parts by EPCI of a record's day: places of one EPCI together. Returns how many; `*largest` is the first of the
 * largest. */
static size_t parts_by_epci(const dc_accounts *accounts, size_t row, dc_share shares[DC_SHARES],
                            dc_parts parts[DC_SHARES], size_t *largest) {
  const dc_marche *marche = &accounts->marches[accounts->marche_of[row]];
  dc_date date = dc_record_date(accounts, row);
  size_t count = 0;
  for (size_t i = 0; i < marche->lieu_count; i++) {
    const dc_lieu *lieu = &accounts->lieux[marche->first_lieu + i];
    uint32_t epci = dc_place_epci(accounts, lieu->commune, date);
    size_t k = 0;
    while (k < count && shares[k].epci != epci) k++;
    if (k == count) {
      shares[count] = (dc_share){.epci = epci};
      parts[count++] = 0;
    }
    parts[k] += lieu->part;
  }
  *largest = 0;
  for (size_t k = 1; k < count; k++) {
    if (parts[k] > parts[*largest]) *largest = k;
  }
  return count;
}

/* Each share rounded down, what is left to the largest. */
static void divide(dc_hours whole, const dc_parts parts[], size_t count, size_t largest, dc_hours result[]) {
  dc_hours left = whole;
  for (size_t k = 0; k < count; k++) {
    result[k] = (dc_hours)((dc_wide)whole * parts[k] / DC_WHOLE);
    left -= result[k];
  }
  result[largest] += left;
}

size_t dc_account_shares(const dc_accounts *accounts, size_t row, dc_share shares[DC_SHARES]) {
  const dc_decision *decision = &accounts->decisions[row];
  dc_hours declared = dc_account_declared(accounts, row), refused = declared - decision->admitted;
  if (accounts->epci_of[row] != DC_SPLIT) {
    shares[0].epci = accounts->epci_of[row];
    shares[0].totals = (dc_totals){declared, decision->admitted, decision->counted, refused, 1};
    return 1;
  }
  dc_parts parts[DC_SHARES] = {0};
  dc_hours admitted[DC_SHARES] = {0}, counted[DC_SHARES] = {0}, cut[DC_SHARES] = {0};
  size_t largest, count = parts_by_epci(accounts, row, shares, parts, &largest);
  divide(decision->admitted, parts, count, largest, admitted);
  divide(decision->counted, parts, count, largest, counted);
  divide(refused, parts, count, largest, cut);
  for (size_t k = 0; k < count; k++) {
    shares[k].totals = (dc_totals){admitted[k] + cut[k], admitted[k], counted[k], cut[k], k == largest};
  }
  return count;
}
