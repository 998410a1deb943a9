/* The invented world: firms, markets, persons, contracts and postings, before any file is written.
 *
 * Private to src/demo. A person has consecutive contracts; a contract has consecutive postings, each on one market
 * over some days of the week, so that nobody works twice on the same day. Who works on which day is a pure function of
 * (seed, posting, day): timesheets can be written in any order without being kept. */
#ifndef DECOMPTE_DEMO_WORLD_H
#define DECOMPTE_DEMO_WORLD_H

#include "decompte/date.h"
#include "decompte/exact.h"
#include "decompte/example.h"
#include "demo/flaws.h"
#include "demo/places.h"
#include "demo/random.h"

#define DC_DEMO_NONE       UINT32_MAX
#define DC_DEMO_MOST_LINES 30000000u /* more would not fit the days of 200 000 persons */

typedef enum { DC_DEMO_WORKS, DC_DEMO_TRANSPORT, DC_DEMO_CLEANING, DC_DEMO_GREEN, DC_DEMO_SECTORS } dc_demo_sector;

/* What a firm is, hence how it comes into a market. */
typedef enum {
  DC_DEMO_COMPANY, /* direct hire */
  DC_DEMO_ETTI,    /* to DC_DEMO_GEIQ: provision of workers */
  DC_DEMO_AI,
  DC_DEMO_GEIQ,
  DC_DEMO_EI, /* to DC_DEMO_ESAT: subcontract */
  DC_DEMO_ACI,
  DC_DEMO_ESAT,
  DC_DEMO_STRUCTURES
} dc_demo_structure;

typedef struct {
  dc_text siret, name, slug;
  dc_demo_structure structure;
  dc_demo_sector sector; /* of a company */
  uint32_t form;         /* of its timesheets: see forms.h */
  bool quarterly;        /* sends one file a quarter instead of one a month */
} dc_demo_firm;

#define DC_DEMO_SHARES 3

typedef struct {
  dc_text marche, lot, object, nature, cpv, considerations, recueil;
  dc_text buyer_siret, buyer_name;
  bool framework;  /* accord-cadre à bons de commande */
  uint32_t holder; /* firm */
  dc_demo_sector sector;
  dc_date notification, start, end;
  dc_date work_from,
      work_to;          /* days that postings may take: the market's, or those of an earlier row of the same one */
  uint32_t epci;        /* of its places; meaningless when place_count is 0 */
  uint32_t place_count; /* 0: unknown; 1: commune_execution; more: lieux.csv */
  uint32_t places[DC_DEMO_SHARES];      /* communes */
  int32_t place_shares[DC_DEMO_SHARES]; /* per mille, 1000 in all */
  uint32_t provider;                    /* ETTI, AI or GEIQ, or DC_DEMO_NONE */
  uint32_t structure;                   /* EI, ACI or ESAT, or DC_DEMO_NONE */
  uint32_t partner;                     /* co-contractor, or DC_DEMO_NONE */
  uint32_t subcontractor;               /* ordinary firm, or DC_DEMO_NONE */
  uint32_t weight;                      /* of its workforce */
  uint32_t profile;                     /* how its objective stands: see markets.c */
  dc_text holder_given;                 /* its name as this row of a file spells it; else the firm's */
  /* The objective: committed hours, or amount × labour × rate ÷ cost. */
  dc_text amount_given; /* as read from a file; else amount */
  dc_cents amount;
  int32_t labour_share, insertion_rate; /* per mille, 0 = empty */
  dc_cents hourly_cost;                 /* 0 = empty */
  int32_t committed;                    /* hours, 0 = empty */
} dc_demo_market;

typedef struct {
  bool woman;
  dc_date birth, validation, first_day, proof_date;
  uint32_t commune; /* place */
  uint32_t public;  /* number in dc_demo_publics */
  uint32_t second;  /* a second public, or DC_DEMO_NONE */
  uint32_t first_contract, contract_count;
} dc_demo_person;

typedef struct {
  uint32_t person, employer; /* firm */
  dc_date start, end;        /* end DC_NO_DATE: open */
  const char *nature;
  uint32_t first_posting, posting_count;
} dc_demo_contract;

typedef struct {
  uint32_t contract, market;
  dc_date first, last;
  uint8_t weekdays;  /* bit 0 = Monday */
  uint16_t minutes;  /* a day; 0: an ESAT's, told as one amount on its first day */
  uint16_t place;    /* commune written on its lines, or DC_DEMO_COMMUNES */
  dc_demo_flaw flaw; /* DC_DEMO_FLAWLESS nearly always */
  dc_date flaw_day;
} dc_demo_posting;

/* Eligibility categories. */
typedef struct {
  dc_text code, proof, prescriber;
  int32_t youngest, oldest; /* age on validation */
  uint32_t weight;          /* of 1000 persons */
} dc_demo_public;

#define DC_DEMO_PUBLICS 12
extern const dc_demo_public dc_demo_publics[DC_DEMO_PUBLICS];

typedef struct {
  dc_arena *arena;
  uint64_t seed;
  dc_date first, last; /* days of the timesheets */
  size_t lines;        /* wanted, about */
  bool invented;       /* false: markets, buyers and holders were read from a file */
  dc_demo_firm *firms; /* holders, then structures, then small subcontractors */
  uint32_t firm_count, holder_count, structure_count, subcontractor_count, person_count, contract_count;
  uint32_t posting_count, market_count;
  dc_demo_market *markets;
  dc_demo_person *persons;
  dc_demo_contract *contracts;
  dc_demo_posting *postings;
  bool *working;         /* by day from `first` */
  uint32_t *by_market;   /* postings grouped by market */
  uint32_t *market_from; /* market m has by_market[market_from[m]] to by_market[market_from[m + 1] - 1] */
} dc_demo_world;

/* Sizes of the world for that many lines, and its window of twelve months. */
void dc_demo_size(dc_demo_world *world, const dc_example_options *options);

/* In this order; with essential data, dc_demo_read_decp stands for the first two. */
void dc_demo_invent_holders(dc_demo_world *world);
void dc_demo_invent_markets(dc_demo_world *world);
void dc_demo_invent_structures(dc_demo_world *world); /* and who joins which market */
void dc_demo_invent_persons(dc_demo_world *world);
void dc_demo_group_postings(dc_demo_world *world); /* by market */
void dc_demo_place_flaws(dc_demo_world *world);
void dc_demo_set_objectives(dc_demo_world *world);

/* Markets and holders of a file of essential data. false after reporting. */
bool dc_demo_read_decp(dc_demo_world *world, const char *path, dc_diagnostics *diagnostics);

/* « 299912345 » of `number`, the SIREN key completed, then an establishment: a Luhn-valid SIRET of a range
 * (départements and territories numbered 99) that is given to nobody. `kind` 1 for public bodies, 9 for firms. */
dc_text dc_demo_siret(dc_arena *arena, uint32_t kind, uint32_t number);

/* Whether invoices of an ESAT can be turned into hours: its recueil says how, and the market has a labour share. */
bool dc_demo_converts(const dc_demo_world *world, const dc_demo_market *market);

/* Whether a posting works on `day`: its period, its days of the week, the calendar, and no absence. */
bool dc_demo_works(const dc_demo_world *world, uint32_t posting, dc_date day);

/* Days worked by a posting over a period. */
int32_t dc_demo_days(const dc_demo_world *world, uint32_t posting, dc_date from, dc_date to);

/* « P00001 », « C00001 »: wide enough for the world's count. Into the caller's buffer. */
#define DC_DEMO_ID 16
dc_text dc_demo_id(char letter, uint32_t number, char buffer[DC_DEMO_ID]);

const char *dc_demo_structure_code(dc_demo_structure structure); /* « ENTREPRISE », « ETTI »… */
const char *dc_demo_mode(dc_demo_structure structure);           /* « EMBAUCHE »… */

#endif
