/* evenements.csv: what happens to a market after it is notified. */
#include "demo/files.h"

typedef struct {
  const dc_demo_world *world;
  dc_demo_writer *writer;
  dc_demo_random random;
} teller;

typedef struct {
  const char *type, *reference;
  dc_date date, end; /* end: DC_NO_DATE = empty */
  dc_cents amount;   /* 0 = empty */
  int32_t hours;     /* 0 = empty */
  int number;        /* completes the reference */
} event;

/* An event after the window has not happened yet. */
static void tell(const teller *to, const dc_demo_market *market, event what) {
  if (what.date > to->world->last) return;
  dc_demo_writer *writer = to->writer;
  char reference[32];
  dc_demo_text(writer, market->marche);
  dc_demo_text(writer, market->lot);
  dc_demo_text(writer, dc_text_from(what.type));
  dc_demo_date(writer, what.date);
  dc_demo_money(writer, what.amount ? what.amount : DC_NO_QUANTITY);
  if (what.hours)
    dc_demo_hours(writer, what.hours * 60);
  else
    dc_demo_text(writer, (dc_text){0});
  dc_demo_date(writer, what.end);
  int length = snprintf(reference, sizeof reference, "%s-%02d", what.reference, what.number);
  DC_ASSERT(length > 0 && (size_t)length < sizeof reference);
  dc_demo_text(writer, (dc_text){reference, (size_t)length});
  dc_demo_end_row(writer);
}

/* A framework agreement: an order every two months, invoiced a month later, a little less. */
static void tell_orders(const teller *to, const dc_demo_market *market) {
  int months = dc_date_months_between(market->start, market->end) + 1, number = 0;
  dc_cents order = market->amount * 2 / months / 100 * 100;
  for (int month = 0; month < months; month += 2) {
    dc_date date = dc_date_add_months(market->start, month, DC_SAME_DAY);
    number++;
    tell(to, market, (event){"bon de commande", "BC", date, DC_NO_DATE, order, 0, number});
    tell(to, market, (event){"facture", "FA", date + 35, DC_NO_DATE, order - order / 50, 0, number});
  }
}

static void tell_amendments(teller *to, const dc_demo_market *market) {
  dc_demo_random *random = &to->random;
  dc_date date = market->start + dc_demo_between(random, 60, 150);
  if (dc_demo_chance(random, 20)) {
    dc_cents more = market->amount * dc_demo_between(random, 2, 8) / 100;
    tell(to, market, (event){"avenant", "AV", date, DC_NO_DATE, more, market->committed * 4 / 100, 1});
  } else if (dc_demo_chance(random, 10)) {
    dc_date end = dc_date_add_months(market->end, dc_demo_between(random, 1, 4), DC_SAME_DAY);
    tell(to, market, (event){"avenant", "AV", date, end, 0, 0, 1});
  }
}

/* What may happen once to a market of some sectors. */
typedef struct {
  const char *type, *reference;
  uint32_t sectors; /* bit by dc_demo_sector */
  uint32_t percent;
  int32_t after;       /* days */
  int32_t more_months; /* new end of the market, from the former one; 0 = none */
  int32_t amount_percent, hours;
  bool committed; /* only where hours were committed */
} incident;

#define WORKS      (1u << DC_DEMO_WORKS)
#define TRANSPORT  (1u << DC_DEMO_TRANSPORT)
#define ANY_SECTOR ((1u << DC_DEMO_SECTORS) - 1)

static const incident incidents[] = {
    {.type = "suspension", .reference = "OS", .sectors = WORKS, .percent = 8, .more_months = 1},
    {.type = "tranche", .reference = "TR", .sectors = WORKS, .percent = 8, .after = 20, .amount_percent = 10},
    {.type = "reconduction", .reference = "RC", .sectors = TRANSPORT, .percent = 30, .more_months = 12},
    {.type = "exonération", .reference = "DE", .sectors = ANY_SECTOR, .percent = 4, .hours = 35, .committed = true},
    {.type = "mise en demeure", .reference = "MD", .sectors = ANY_SECTOR, .percent = 6, .after = 60},
    {.type = "heures chantier", .reference = "HC", .sectors = WORKS, .percent = 8, .after = 40, .hours = 4000},
};

static void tell_incidents(teller *to, const dc_demo_market *market) {
  dc_date date = market->start + dc_demo_between(&to->random, 90, 200);
  for (const incident *i = incidents; i < incidents + sizeof incidents / sizeof *incidents; i++) {
    bool happens = dc_demo_chance(&to->random, i->percent);
    if (!happens || !(i->sectors & 1u << market->sector) || (i->committed && market->committed == 0)) continue;
    event what = {i->type, i->reference, date + i->after, DC_NO_DATE, 0, i->hours, 1};
    if (i->more_months) what.end = dc_date_add_months(market->end, i->more_months, DC_SAME_DAY);
    what.amount = market->amount * i->amount_percent / 10000 * 100;
    tell(to, market, what);
  }
}

bool dc_demo_write_events(const dc_demo_output *output) {
  if (!output->world->invented) return true;
  dc_demo_writer writer;
  dc_text name = DC_TEXT("evenements.csv");
  dc_demo_create(output, &writer, name, &dc_demo_plain);
  dc_demo_header(&writer, "marche;lot;type;date;montant_ht;heures;fin;reference");
  teller voice = {output->world, &writer, dc_demo_random_of(output->world->seed, 5)};
  for (uint32_t m = 0; m < output->world->market_count; m++) {
    const dc_demo_market *market = &output->world->markets[m];
    if (market->framework) tell_orders(&voice, market);
    tell_amendments(&voice, market);
    tell_incidents(&voice, market);
  }
  return dc_demo_finish(output, &writer, name);
}
