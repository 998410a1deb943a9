/* Real markets, from a file of essential data of public contracts: ids, buyers, holders, amounts and dates are taken
 * as given, defects included. */
#include "demo/world.h"

#include <stdlib.h>

#include "decompte/decp.h"
#include "decompte/intern.h"

#define MOST_CENTS 1000000000000 /* a larger amount is a defect of the data: no objective is drawn from it */

typedef struct {
  dc_demo_world *world;
  dc_demo_firm *firms; /* grown, then moved to the arena */
  size_t firm_room;
  uint32_t *first_rows; /* by market key: its first row */
  size_t first_row_room;
  dc_intern holders, ids; /* a key is the interned id, 0 for an empty one */
} gathering;

/* ---- one row ---- */

/* The firm of a SIRET, as named by its first row. */
static uint32_t holder_of(gathering *in, dc_text siret, dc_text name) {
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
static void set_work_period(gathering *in, dc_demo_market *market, uint32_t row) {
  uint32_t known = in->ids.count, key = dc_intern_add(&in->ids, market->marche);
  if (key >= known) {
    in->first_rows = dc_grow(in->first_rows, &in->first_row_room, (size_t)key + 1, sizeof(uint32_t));
    in->first_rows[key] = row;
  }
  const dc_demo_market *first = key > 0 ? &in->world->markets[in->first_rows[key]] : market;
  bool dated = first->start != DC_NO_DATE && first->end != DC_NO_DATE;
  market->work_from = dated ? first->start : in->world->last;
  market->work_to = dated ? first->end : in->world->last;
}

static void set_amount(dc_demo_market *market, dc_text given) {
  market->amount_given = given;
  if (dc_decp_amount(given, &market->amount) != DC_NUMBER_OK || market->amount > MOST_CENTS) market->amount = 0;
}

static void set_dates(dc_demo_market *market, const dc_decp_row *row) {
  int months;
  market->start = market->end = DC_NO_DATE;
  bool dated = dc_decp_date(row->fields[DC_DECP_NOTIFIED], &market->start);
  if (!dated) market->start = DC_NO_DATE;
  market->notification = market->start;
  if (dated && dc_decp_months(row->fields[DC_DECP_MONTHS], &months))
    market->end = dc_date_add_months(market->start, months, DC_SAME_DAY);
}

static void add_market(gathering *in, dc_demo_random *random, const dc_decp_row *row, uint32_t number) {
  const dc_text *fields = row->fields;
  dc_demo_market *market = &in->world->markets[number];
  *market = (dc_demo_market){.marche = fields[DC_DECP_ID],
                             .object = fields[DC_DECP_OBJECT],
                             .nature = fields[fields[DC_DECP_NATURE].length ? DC_DECP_NATURE : DC_DECP_TYPE],
                             .cpv = fields[DC_DECP_CPV],
                             .buyer_siret = fields[DC_DECP_BUYER],
                             .buyer_name = fields[DC_DECP_BUYER_NAME],
                             .holder_given = fields[DC_DECP_HOLDER_NAME],
                             .considerations = DC_TEXT("Clause sociale"),
                             .recueil = DC_TEXT("NATIONAL"),
                             .provider = DC_DEMO_NONE,
                             .structure = DC_DEMO_NONE,
                             .partner = DC_DEMO_NONE,
                             .subcontractor = DC_DEMO_NONE};
  market->holder = holder_of(in, fields[DC_DECP_HOLDER], market->holder_given);
  market->weight = (uint32_t)dc_demo_between(random, 1, 4);
  set_amount(market, fields[DC_DECP_AMOUNT]);
  set_dates(market, row);
  set_work_period(in, market, number);
}

/* ---- the file ---- */

/* Timesheets start with the first notification. */
static void open_window(dc_demo_world *world) {
  dc_date first = world->first;
  for (uint32_t m = 0; m < world->market_count; m++) {
    dc_date notified = world->markets[m].notification;
    if (notified != DC_NO_DATE && notified < first) first = notified;
  }
  world->first = dc_month_first(dc_date_month(first));
}

static void take_markets(gathering *in, const dc_decp *decp) {
  dc_demo_world *world = in->world;
  dc_demo_random random = dc_demo_random_of(world->seed, 1);
  world->market_count = decp->row_count;
  world->markets = DC_NEW_ARRAY(world->arena, world->market_count, dc_demo_market);
  for (uint32_t m = 0; m < world->market_count; m++) add_market(in, &random, &decp->rows[m], m);
  world->holder_count = world->firm_count = in->holders.count;
  world->firms = DC_NEW_ARRAY(world->arena, world->firm_count, dc_demo_firm);
  for (uint32_t i = 0; i < world->firm_count; i++) world->firms[i] = in->firms[i];
  open_window(world);
}

bool dc_demo_read_decp(dc_demo_world *world, const char *path, dc_diagnostics *diagnostics) {
  dc_decp decp;
  if (!dc_decp_read(&decp, world->arena, dc_text_from(path), diagnostics)) return false;
  gathering in = {.world = world};
  dc_intern_init(&in.holders);
  dc_intern_init(&in.ids);
  in.firms = dc_grow(NULL, &in.firm_room, 1, sizeof *in.firms);
  in.firms[0] = (dc_demo_firm){.slug = DC_TEXT("sans-titulaire")};
  take_markets(&in, &decp);
  dc_intern_free(&in.holders);
  dc_intern_free(&in.ids);
  free(in.firms);
  free(in.first_rows);
  return true;
}
