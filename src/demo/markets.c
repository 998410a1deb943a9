/* Markets: what is bought, by whom, when and where, and how many hours are owed. */
#include "demo/world.h"

#define T    DC_TEXT_INIT
#define LOTS 5

typedef struct {
  dc_demo_sector sector;
  const char *object;
  dc_text nature, cpv;
  uint32_t lot_count;
  const char *lots[LOTS];
} operation;

static const operation operations[] = {
    {DC_DEMO_WORKS,
     "Réhabilitation d'un groupe scolaire",
     T("Travaux"),
     T("45214210"),
     5,
     {"gros œuvre", "couverture", "menuiseries", "peinture", "voirie et réseaux"}},
    {DC_DEMO_CLEANING,
     "Nettoyage des bâtiments administratifs",
     T("Services"),
     T("90911200"),
     3,
     {"écoles", "bureaux", "vitreries"}},
    {DC_DEMO_WORKS,
     "Extension d'un collège",
     T("Travaux"),
     T("45214220"),
     4,
     {"gros œuvre", "charpente", "cloisons", "peinture"}},
    {DC_DEMO_GREEN,
     "Entretien des espaces verts",
     T("Services"),
     T("77310000"),
     3,
     {"tonte et massifs", "élagage", "cimetières"}},
    {DC_DEMO_TRANSPORT,
     "Transport scolaire",
     T("Délégation de service public"),
     T("60130000"),
     3,
     {"secteur nord", "secteur sud", "élèves en situation de handicap"}},
    {DC_DEMO_WORKS,
     "Rénovation thermique de logements",
     T("Travaux"),
     T("45321000"),
     3,
     {"isolation", "façades", "chauffage"}},
    {DC_DEMO_CLEANING,
     "Entretien ménager des équipements sportifs",
     T("Services"),
     T("90910000"),
     2,
     {"gymnases", "piscines"}},
    {DC_DEMO_WORKS, "Aménagement d'un parvis de gare", T("Travaux"), T("45233200"), 2, {"voirie", "éclairage"}},
    {DC_DEMO_GREEN, "Plantation d'une trame verte", T("Travaux"), T("77211600"), 2, {"plantations", "chemins"}},
};
#define OPERATIONS (sizeof operations / sizeof *operations)

/* Labour share (per mille), cost of an hour (cents) of each sector. */
static const struct {
  int32_t labour_share, hourly_cost;
} economics[DC_DEMO_SECTORS] = {{400, 3800}, {600, 3600}, {850, 3000}, {650, 3400}};

/* Where a market stands on the last day. `pace`: for a closed one, hours done per hundred due; for an open one, per
 * hundred that the time elapsed asks for; 0: the whole is already done. */
static const struct {
  bool closed;
  int32_t pace;
} profiles[] = {{false, 112}, {true, 118}, {false, 75},  {false, 104}, {false, 135}, {true, 84},
                {false, 45},  {false, 0},  {false, 108}, {true, 110},  {false, 92},  {false, 120}};
#define PROFILES (sizeof profiles / sizeof *profiles)

/* ---- when and where ---- */

static void draw_period(const dc_demo_world *world, dc_demo_random *random, dc_demo_market *market) {
  if (profiles[market->profile].closed) {
    market->start = world->first + dc_demo_between(random, 0, 60);
    market->end = dc_date_add_months(market->start, dc_demo_between(random, 5, 8), DC_SAME_DAY) - 1;
  } else {
    market->start = world->first + dc_demo_between(random, -60, 90);
    market->end = dc_date_add_months(market->start, dc_demo_between(random, 13, 24), DC_SAME_DAY) - 1;
  }
}

static void draw_places(dc_demo_random *random, dc_demo_market *market) {
  static const int32_t splits[][DC_DEMO_SHARES] = {{500, 300, 200}, {333, 333, 334}, {600, 400, 0}, {450, 350, 200}};
  uint32_t own = market->epci * DC_DEMO_COMMUNES_PER_EPCI;
  market->places[0] = own + dc_demo_below(random, DC_DEMO_COMMUNES_PER_EPCI);
  market->place_count = 1;
  if (!dc_demo_chance(random, 22)) return;

  const int32_t *split = splits[dc_demo_below(random, sizeof splits / sizeof *splits)];
  uint32_t near = (market->epci + 1) % DC_DEMO_EPCI * DC_DEMO_COMMUNES_PER_EPCI;
  market->places[0] = own;
  market->places[1] = near + dc_demo_below(random, DC_DEMO_COMMUNES_PER_EPCI);
  market->places[2] = own + 1 + dc_demo_below(random, DC_DEMO_COMMUNES_PER_EPCI - 1);
  market->place_count = split[2] ? 3 : 2;
  for (uint32_t i = 0; i < market->place_count; i++) market->place_shares[i] = split[i];
}

/* ---- one operation and its lots ---- */

typedef struct {
  const operation *kind;
  dc_text marche, buyer_siret;
  uint32_t epci;
  bool framework;
  dc_date notification;
} context;

static uint32_t draw_holder(const dc_demo_world *world, uint32_t next[DC_DEMO_SECTORS], dc_demo_sector sector) {
  for (uint32_t i = 0; i < world->holder_count; i++) {
    uint32_t firm = (next[sector] + i) % world->holder_count;
    if (world->firms[firm].sector != sector) continue;
    next[sector] = firm + 1;
    return firm;
  }
  return 0; /* a very small world lacks a trade */
}

static void add_lot(dc_demo_world *world, dc_demo_random *random, const context *tender, uint32_t lot,
                    uint32_t holder) {
  dc_demo_market *market = &world->markets[world->market_count++];
  const dc_demo_epci *epci = &dc_demo_epcis[tender->epci];
  market->marche = tender->marche;
  if (tender->kind->lot_count > 1) market->lot = dc_text_format(world->arena, "%u", lot + 1);
  market->epci = tender->epci;
  draw_places(random, market);
  market->object = dc_text_format(world->arena, "%s, " DC_S " : %s", tender->kind->object,
                                  DC_ARG(dc_demo_communes[market->places[0]].name), tender->kind->lots[lot]);
  market->nature = tender->kind->nature;
  market->cpv = tender->kind->cpv;
  market->sector = tender->kind->sector;
  market->framework = tender->framework;
  market->considerations = dc_demo_chance(random, 85) ? DC_TEXT("Clause sociale") : DC_TEXT("Critère social");
  market->recueil = epci->artois ? DC_TEXT("CHARTE-ARTOIS") : DC_TEXT("NATIONAL");
  market->buyer_siret = tender->buyer_siret;
  market->buyer_name = epci->buyer;
  market->holder = holder;
  market->provider = market->structure = market->partner = market->subcontractor = DC_DEMO_NONE;
  market->weight = (uint32_t)dc_demo_between(random, 1, market->sector == DC_DEMO_WORKS ? 5 : 3);
  market->profile = dc_demo_below(random, PROFILES);
  draw_period(world, random, market);
  market->notification = market->start - dc_demo_between(random, 14, 75);
  market->work_from = market->start;
  market->work_to = market->end;
}

void dc_demo_invent_markets(dc_demo_world *world) {
  dc_demo_random random = dc_demo_random_of(world->seed, 1);
  uint32_t next[DC_DEMO_SECTORS] = {0}, wanted = world->market_count;
  world->market_count = 0;
  for (uint32_t number = 0; world->market_count < wanted; number++) {
    context tender = {.kind = &operations[number % OPERATIONS]};
    tender.epci = dc_demo_below(&random, DC_DEMO_EPCI);
    tender.buyer_siret = dc_demo_siret(world->arena, 1, 1000 + tender.epci * 11);
    tender.marche = dc_text_format(world->arena, "2025-%03u", number * 3 + 7);
    bool recurrent = tender.kind->sector == DC_DEMO_CLEANING || tender.kind->sector == DC_DEMO_GREEN;
    tender.framework = recurrent && dc_demo_chance(&random, 60);
    for (uint32_t lot = 0; lot < tender.kind->lot_count && world->market_count < wanted; lot++)
      add_lot(world, &random, &tender, lot, draw_holder(world, next, tender.kind->sector));
  }
}

/* ---- what is owed ---- */

/* Hours due so that the market stands where its profile says, given those that its postings will do. */
static int64_t size_due(const dc_demo_world *world, const dc_demo_market *market, int64_t planned_minutes) {
  int64_t elapsed = 1, total = 1, pace = profiles[market->profile].pace, due;
  if (market->start != DC_NO_DATE && market->end != DC_NO_DATE && market->start <= world->last) {
    elapsed = world->last - market->start + 1;
    total = market->end - market->start + 1;
    if (elapsed > total) elapsed = total;
  }
  if (pace == 0)
    due = planned_minutes * 100 / (60 * 112);
  else
    due = planned_minutes * 100 * total / (60 * pace * elapsed);
  return due < 35 ? 35 : due;
}

/* Known amount: the rate that gives `due`, in per mille; 0 when no clause would have it. */
static int32_t rate_for(const dc_demo_market *market, int64_t due) {
  int64_t labour = market->amount * market->labour_share / 1000;
  if (labour <= 0) return 0;
  int64_t rate = due * market->hourly_cost * 1000 / labour;
  return rate >= 20 && rate <= 150 ? (int32_t)rate : 0;
}

static void commit(dc_demo_market *market, int64_t due) {
  market->committed = (int32_t)((due + 4) / 5 * 5);
  market->labour_share = market->insertion_rate = 0;
  market->hourly_cost = 0;
}

bool dc_demo_converts(const dc_demo_world *world, const dc_demo_market *market) {
  bool esat = market->structure != DC_DEMO_NONE && world->firms[market->structure].structure == DC_DEMO_ESAT;
  return esat && dc_demo_epcis[market->epci].artois;
}

static void set_objective(const dc_demo_world *world, dc_demo_random *random, dc_demo_market *market, int64_t due) {
  bool by_formula = dc_demo_chance(random, 45) || dc_demo_converts(world, market);
  market->labour_share = economics[market->sector].labour_share + 50 * dc_demo_between(random, -1, 1);
  market->hourly_cost = economics[market->sector].hourly_cost + 50 * dc_demo_between(random, -4, 4);
  market->insertion_rate = 10 * dc_demo_between(random, 7, 12);
  if (world->invented) {
    int64_t euros = due * market->hourly_cost * 10000 / market->labour_share / market->insertion_rate;
    market->amount = (euros / 100 + 1) * 10000;
  } else {
    market->insertion_rate = rate_for(market, due);
    by_formula = by_formula && market->insertion_rate > 0;
  }
  if (!by_formula) commit(market, due);
}

void dc_demo_set_objectives(dc_demo_world *world) {
  dc_demo_random random = dc_demo_random_of(world->seed, 4);
  for (uint32_t m = 0; m < world->market_count; m++) {
    int64_t minutes = 0;
    for (uint32_t i = world->market_from[m]; i < world->market_from[m + 1]; i++)
      minutes += (int64_t)dc_demo_days(world, world->by_market[i], world->first, world->last) *
                 world->postings[world->by_market[i]].minutes;
    set_objective(world, &random, &world->markets[m], size_due(world, &world->markets[m], minutes));
  }
}
