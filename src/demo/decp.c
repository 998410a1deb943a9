/* Real markets, from a file of essential data of public contracts: ids, buyers, holders, amounts and dates are taken
 * as given, defects included. */
#include "demo/world.h"

#include <stdlib.h>

#include "decompte/intern.h"
#include "decompte/reader.h"

typedef enum {
  COL_ID,
  COL_TYPE,
  COL_CPV,
  COL_BUYER_ID,
  COL_BUYER_NAME,
  COL_HOLDER_ID,
  COL_HOLDER_NAME,
  COL_AMOUNT,
  COL_NOTIFICATION,
  COL_MONTHS,
  COLUMNS
} column;

static const dc_text headers[COLUMNS] = {
    [COL_ID] = DC_TEXT_INIT("id"),
    [COL_TYPE] = DC_TEXT_INIT("type"),
    [COL_CPV] = DC_TEXT_INIT("codeCPV"),
    [COL_BUYER_ID] = DC_TEXT_INIT("acheteur_id"),
    [COL_BUYER_NAME] = DC_TEXT_INIT("acheteur_nom"),
    [COL_HOLDER_ID] = DC_TEXT_INIT("titulaire_id"),
    [COL_HOLDER_NAME] = DC_TEXT_INIT("titulaire_nom"),
    [COL_AMOUNT] = DC_TEXT_INIT("montant"),
    [COL_NOTIFICATION] = DC_TEXT_INIT("dateNotification"),
    [COL_MONTHS] = DC_TEXT_INIT("dureeMois"),
};

#define MOST_MONTHS 600
#define MOST_CENTS  1000000000000 /* a larger amount is a defect of the data: no objective is drawn from it */

typedef struct {
  dc_demo_world *world;
  dc_diagnostics *diagnostics;
  dc_text file;
  size_t at[COLUMNS];  /* field of each column */
  dc_demo_firm *firms; /* these three are grown, then moved to the arena or freed */
  dc_demo_market *markets;
  uint32_t *first_rows; /* by market key: its first row */
  size_t firm_room, market_room, first_row_room;
  dc_intern holders, ids; /* a key is the interned id, 0 for an empty cell */
} import;

static bool find_columns(import *in, const dc_record *header) {
  bool all = true;
  for (column c = 0; c < COLUMNS; c++) {
    size_t i = 0;
    while (i < header->count && !dc_text_equal(header->fields[i], headers[c])) i++;
    in->at[c] = i;
    if (i < header->count) continue;
    dc_report(in->diagnostics, DC_D_MISSING_COLUMN, in->file, header->line, 0,
              "colonne « " DC_S " » absente des données essentielles", DC_ARG(headers[c]));
    all = false;
  }
  return all;
}

/* ---- one row ---- */

/* A field of the record, copied; empty when the record is short. */
static dc_text cell(const import *in, const dc_record *record, column which) {
  size_t at = in->at[which];
  return at < record->count ? dc_text_copy(in->world->arena, record->fields[at]) : (dc_text){0};
}

/* The firm of a SIRET, as named by its first row. */
static uint32_t holder_of(import *in, dc_text siret, dc_text name) {
  dc_demo_world *world = in->world;
  uint32_t known = in->holders.count, key = dc_intern_add(&in->holders, siret.length ? siret : name);
  if (key < known) return key;
  in->firms = dc_grow(in->firms, &in->firm_room, (size_t)key + 1, sizeof *in->firms);
  dc_text readable = dc_text_slug(world->arena, name, 30), number = dc_text_slug(world->arena, siret, 20);
  in->firms[key] = (dc_demo_firm){.siret = siret, .name = name, .structure = DC_DEMO_COMPANY};
  in->firms[key].slug = dc_text_format(world->arena, DC_S "-" DC_S, DC_ARG(readable), DC_ARG(number));
  return key;
}

/* Several rows of one id are one market: hours are done in the period of the first. */
static void set_work_period(import *in, dc_demo_market *market, uint32_t row) {
  uint32_t known = in->ids.count, key = dc_intern_add(&in->ids, market->marche);
  if (key >= known) {
    in->first_rows = dc_grow(in->first_rows, &in->first_row_room, (size_t)key + 1, sizeof(uint32_t));
    in->first_rows[key] = row;
  }
  const dc_demo_market *first = key > 0 ? &in->markets[in->first_rows[key]] : market;
  bool dated = first->start != DC_NO_DATE && first->end != DC_NO_DATE;
  market->work_from = dated ? first->start : in->world->last;
  market->work_to = dated ? first->end : in->world->last;
}

static void add_row(import *in, dc_demo_random *random, const dc_record *record) {
  dc_demo_world *world = in->world;
  uint32_t row = world->market_count++;
  in->markets = dc_grow(in->markets, &in->market_room, world->market_count, sizeof *in->markets);
  dc_demo_market *market = &in->markets[row];
  *market = (dc_demo_market){.marche = cell(in, record, COL_ID),
                             .nature = cell(in, record, COL_TYPE),
                             .cpv = cell(in, record, COL_CPV),
                             .buyer_siret = cell(in, record, COL_BUYER_ID),
                             .buyer_name = cell(in, record, COL_BUYER_NAME),
                             .holder_given = cell(in, record, COL_HOLDER_NAME),
                             .amount_given = cell(in, record, COL_AMOUNT),
                             .considerations = DC_TEXT("Clause sociale"),
                             .recueil = DC_TEXT("NATIONAL"),
                             .provider = DC_DEMO_NONE,
                             .structure = DC_DEMO_NONE,
                             .partner = DC_DEMO_NONE,
                             .subcontractor = DC_DEMO_NONE,
                             .start = DC_NO_DATE,
                             .end = DC_NO_DATE};
  market->holder = holder_of(in, cell(in, record, COL_HOLDER_ID), market->holder_given);
  market->weight = (uint32_t)dc_demo_between(random, 1, 4);
  if (dc_decimal_parse(market->amount_given, 100, &market->amount) != DC_NUMBER_OK || market->amount > MOST_CENTS)
    market->amount = 0;
  int64_t months = 0;
  bool dated = dc_date_parse(cell(in, record, COL_NOTIFICATION), &market->start);
  if (!dated) market->start = DC_NO_DATE;
  market->notification = market->start;
  bool lasts = dc_decimal_parse(cell(in, record, COL_MONTHS), 1, &months) == DC_NUMBER_OK;
  if (dated && lasts && months > 0 && months <= MOST_MONTHS)
    market->end = dc_date_add_months(market->start, (int)months, DC_SAME_DAY);
  set_work_period(in, market, row);
}

/* ---- the file ---- */

static bool read_rows(import *in, const dc_source *source) {
  dc_demo_random random = dc_demo_random_of(in->world->seed, 1);
  dc_reader *reader = dc_reader_open(source, in->diagnostics);
  if (!reader) return false;
  dc_record record;
  size_t fatal = dc_diagnostics_count(in->diagnostics, DC_FATAL);
  if (dc_reader_next(reader, &record) && find_columns(in, &record))
    while (dc_reader_next(reader, &record)) add_row(in, &random, &record);
  dc_reader_close(reader);
  if (dc_diagnostics_count(in->diagnostics, DC_FATAL) > fatal) return false;
  if (in->world->market_count > 0) return true;
  dc_report(in->diagnostics, DC_D_EMPTY_FILE, in->file, 0, 0, "aucun marché dans les données essentielles");
  return false;
}

/* Timesheets start with the first notification. */
static void open_window(dc_demo_world *world) {
  dc_date first = world->first;
  for (uint32_t m = 0; m < world->market_count; m++) {
    dc_date notified = world->markets[m].notification;
    if (notified != DC_NO_DATE && notified < first) first = notified;
  }
  world->first = dc_month_first(dc_date_month(first));
}

static void keep(const import *in) {
  dc_demo_world *world = in->world;
  world->holder_count = world->firm_count = in->holders.count;
  world->firms = DC_NEW_ARRAY(world->arena, world->firm_count, dc_demo_firm);
  world->markets = DC_NEW_ARRAY(world->arena, world->market_count, dc_demo_market);
  for (uint32_t i = 0; i < world->firm_count; i++) world->firms[i] = in->firms[i];
  for (uint32_t m = 0; m < world->market_count; m++) world->markets[m] = in->markets[m];
  open_window(world);
}

bool dc_demo_read_decp(dc_demo_world *world, const char *path, dc_diagnostics *diagnostics) {
  dc_text name = dc_text_copy(diagnostics->arena, dc_text_from(path));
  dc_source source = {.name = name, .path = name};
import in = {.world = world, .diagnostics = diagnostics, .file = name };
  if (!dc_survey(&source, diagnostics)) return false;
  world->market_count = 0;
  dc_intern_init(&in.holders);
  dc_intern_init(&in.ids);
  in.firms = dc_grow(NULL, &in.firm_room, 1, sizeof *in.firms);
  in.firms[0] = (dc_demo_firm){.slug = DC_TEXT("sans-titulaire")};
  bool done = read_rows(&in, &source);
  if (done) keep(&in);
  dc_intern_free(&in.holders);
  dc_intern_free(&in.ids);
  free(in.firms);
  free(in.markets);
  free(in.first_rows);
  return done;
}
