/* Tables: one record per (market, holder), names with dots or underscores. */
#include "decompte/identifier.h"
#include "decompte/intern.h"
#include "decp/fields.h"

typedef struct {
  dc_decp_reading *reading;
  size_t width;              /* of the header */
  size_t at[DC_DECP_FIELDS]; /* place of each field in a record; `width` when the table has none */
  dc_intern markets;         /* keys of the markets met */
} table;

/* A spelling may stand for the same field as another one: the first is taken, unless the name is the same. */
static bool bind(table *t, const dc_record *header, dc_text folded, size_t place) {
  dc_decp_reading *reading = t->reading;
  int field = dc_decp_field_of(folded);
  if (field >= DC_DECP_FIELDS) return true;
  size_t known = t->at[field];
  if (known == t->width) {
    t->at[field] = place;
    reading->decp->has[field] = true;
    return true;
  }
  if (!dc_text_equal(header->fields[known], header->fields[place])) return true;
  dc_report(reading->diagnostics, DC_D_DUPLICATE_COLUMN, reading->decp->file, header->line, 0,
            "la colonne « " DC_S " » est là deux fois", DC_ARG(header->fields[place]));
  return false;
}

static bool has_any(const bool has[DC_DECP_FIELDS]) {
  bool any = false;
  for (int f = 0; f < DC_DECP_FIELDS; f++) any = any || (has[f] && f != DC_DECP_ID && f != DC_DECP_TYPE);
  return any;
}

/* Without these a row says of which market nor whose it is. */
static bool require(table *t, const dc_record *header) {
  static const dc_decp_field needed[] = {DC_DECP_ID, DC_DECP_BUYER, DC_DECP_HOLDER};
  dc_decp_reading *reading = t->reading;
  const bool *has = reading->decp->has;
  if (!has_any(has)) {
    dc_diagnostic *item = dc_report(reading->diagnostics, DC_D_DECP_FORM, reading->decp->file, header->line, 0,
                                    "aucune colonne n'est des données essentielles (acheteur.id, titulaire.id…)");
    item->excerpt = dc_text_copy(reading->diagnostics->arena, dc_without_nir(reading->diagnostics->arena, header->raw));
    return false;
  }
  bool whole = true;
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
    if (has[needed[i]] || (needed[i] == DC_DECP_ID && has[DC_DECP_UID])) continue;
    dc_report(reading->diagnostics, DC_D_MISSING_COLUMN, reading->decp->file, header->line, 0,
              "colonne « %s » absente des données essentielles", dc_decp_spelling(needed[i]));
    whole = false;
  }
  return whole;
}

static bool read_header(table *t, const dc_record *header) {
  dc_decp *decp = t->reading->decp;
  bool unique = true;
  decp->form = DC_DECP_UNDERSCORED;
  t->width = header->count;
  for (int f = 0; f < DC_DECP_FIELDS; f++) t->at[f] = t->width;
  for (size_t i = 0; i < header->count; i++) {
    dc_text folded = dc_text_fold(t->reading->arena, header->fields[i]);
    unique = bind(t, header, folded, i) && unique;
    bool dotted = dc_text_find(header->fields[i], DC_TEXT(".")) < header->fields[i].length;
    if (dotted && dc_decp_field_of(folded) < DC_DECP_FIELDS) decp->form = DC_DECP_DOTTED;
  }
  return require(t, header) && unique;
}

/* The number of the market: that of its first record, known by buyer and id. One without id is a market of its own. */
static uint32_t market_of(table *t, const dc_decp_row *row) {
  dc_text id = row->fields[row->fields[DC_DECP_ID].length ? DC_DECP_ID : DC_DECP_UID];
  dc_text key = id.length
                    ? dc_text_format(t->reading->arena, DC_S "\n" DC_S, DC_ARG(row->fields[DC_DECP_BUYER]), DC_ARG(id))
                    : dc_text_format(t->reading->arena, "\n\n%u", row->entry);
  uint32_t number = dc_intern_add(&t->markets, key);
  if (number > t->reading->decp->markets) t->reading->decp->markets = number;
  return number;
}

static void set_apart(table *t, dc_code code, const dc_record *record, const char *message) {
  t->reading->decp->set_apart++;
  dc_diagnostic *item =
      dc_report(t->reading->diagnostics, code, t->reading->decp->file, record->line, 0, "%s", message);
  item->record = record->number;
}

static void read_record(table *t, const dc_record *record) {
  dc_decp_reading *reading = t->reading;
  bool wrong = record->count < t->width;
  reading->decp->entries++;
  if (record->broken) { /* told by the reader */
    reading->decp->set_apart++;
    return;
  }
  for (size_t i = t->width; i < record->count; i++) wrong = wrong || record->fields[i].length > 0;
  if (wrong) {
    set_apart(t, DC_D_FIELD_COUNT, record, "la ligne n'a pas autant de champs que l'en-tête");
    return;
  }
  dc_text fields[DC_DECP_FIELDS] = {{0}};
  for (int f = 0; f < DC_DECP_FIELDS; f++) {
    if (t->at[f] < t->width) fields[f] = dc_text_copy(reading->arena, record->fields[t->at[f]]);
  }
  if (dc_decp_is_concession(fields)) {
    set_apart(t, DC_D_DECP_LEFT_OUT, record, "contrat de concession : ce n'est pas un marché");
    return;
  }
  dc_decp_row *row = dc_decp_add_row(reading);
  row->entry = record->number;
  row->line = record->line;
  for (int f = 0; f < DC_DECP_FIELDS; f++) row->fields[f] = fields[f];
  row->market = market_of(t, row);
}

bool dc_decp_read_table(dc_decp_reading *reading, const dc_source *source) {
  dc_reader *reader = dc_reader_open(source, reading->diagnostics);
  if (!reader) return false;
  table t = {.reading = reading};
  dc_intern_init(&t.markets);
  size_t fatal = dc_diagnostics_count(reading->diagnostics, DC_FATAL);
  dc_record record;
  if (dc_reader_next(reader, &record) && read_header(&t, &record))
    while (dc_reader_next(reader, &record)) read_record(&t, &record);
  uint32_t malformed = dc_reader_count(reader).malformed;
  reading->decp->entries += malformed;
  reading->decp->set_apart += malformed;
  dc_reader_close(reader);
  dc_intern_free(&t.markets);
  return dc_diagnostics_count(reading->diagnostics, DC_FATAL) == fatal;
}
