/* What the accounting keeps to itself. Floor: account, private.
 *
 * Steps, in the order of dc_account_run:
 *   markets.c    marches.csv, groupements.csv, lieux.csv → marches, titulaires, lieux
 *   persons.c    participants.csv, eligibilites.csv, contrats.csv → who is known, with what statuses
 *   records.c    releves → market, holder and person of every record
 *   corrections.c negative hours, with the line that they correct
 *   places.c     the EPCI of every record
 *   events.c     marches.csv and evenements.csv → base amounts, event by event
 *   objective.c  base amounts → hours due; then penalty and status
 *   decide.c     refusals, weights, and which keys concern each line, by market
 *   conversions.c amounts to hours
 *   days.c       the order of days
 *   duplicates.c one hour counts once
 *   caps.c       caps and controls, in the order of days, by the keys of keys.c
 *   attestations.c what holders attest of a month, against its lines
 *   suspicions.c what the trade would ask about, person by person
 *   ledger.c     sums, by every axis, and the identities that must hold
 *   usage.c      what use the run made of each article
 *   groups.c     the lines of a person, together
 *   environment.c gives values to rules; record.c and motif.c say what became of one record, and why; origin.c and
 *   uses.c where its values stand, and what its caps had been used for */
#ifndef DECOMPTE_ACCOUNT_DETAILS_H
#define DECOMPTE_ACCOUNT_DETAILS_H

#include "decompte/account.h"

#define DC_UNKNOWN UINT32_MAX

/* What one record may hold, and the largest coefficient: their product fits the 32 bits of a decision. */
#define DC_LINE_HOURS          (INT32_MAX / 10)
#define DC_LARGEST_COEFFICIENT (10 * DC_WHOLE)

/* Columns read by the engine itself. */
typedef struct {
  struct {
    const dc_column *marche, *lot, *acheteur, *titulaire, *nom, *notification, *debut, *fin, *commune, *montant,
        *heures, *recueil;
  } marches;
  struct {
    const dc_column *participant, *public, *premier_jour, *naissance;
  } participants;
  struct {
    const dc_column *participant, *public, *debut, *fin;
  } eligibilites;
  struct {
    const dc_column *contrat, *participant, *employeur, *debut, *fin;
  } contrats;
  struct {
    const dc_column *marche, *lot, *siret, *nom, *role, *part, *donneur_ordre;
  } groupements;
  struct {
    const dc_column *marche, *lot, *commune, *part;
  } lieux;
  struct {
    const dc_column *marche, *lot, *type, *date, *montant, *heures, *fin;
  } evenements;
  struct {
    const dc_column *marche, *lot, *titulaire, *mois, *heures;
  } attestations;
  struct {
    const dc_column *marche, *lot, *participant, *date, *mois, *heures, *employeur, *contrat, *commune, *montant,
        *nature;
  } releves;
} dc_columns;

/* A firm's part in a market, from groupements.csv: which holder its hours go to. */
typedef struct {
  uint32_t marche, siret;
} dc_firm_key;

/* What the articles that convert say of a record that gives an amount. */
typedef struct {
  dc_hours hours;
  const dc_article *article; /* the first that applies; NULL = none does */
  bool settled;              /* its hours are known, and no other article says otherwise: other articles read them */
  bool declared;             /* they count as declared: the record was neither refused before nor set aside */
} dc_conversion;

/* A day or a week of a person that a control of the rules has told. */
typedef struct {
  uint32_t participant;
  int32_t period; /* dc_period */
  dc_date first;  /* its first day */
} dc_controlled;

typedef struct dc_account_details {
  dc_columns columns;
  struct dc_origin *origins; /* by field: see environment.c */
  dc_index marche_keys;      /* {marché id, lot id} → number in `marche_order` */
  uint32_t *marche_order;    /* number in marche_keys → number in accounts.marches */
  dc_index firms;            /* dc_firm_key → number in firm_titulaires */
  uint32_t *firm_titulaires; /* → number in accounts.titulaires */
  size_t firm_capacity;
  dc_index participant_keys; /* participant id → number in participant_rows */
  uint32_t *participant_rows;
  size_t participant_row_capacity;
  uint32_t *participant_rank; /* by row: order of pseudonyms */
  uint32_t *status_first;     /* by participant row, one more: its rows in status_rows */
  uint32_t *status_rows;      /* rows of eligibilites.csv */
  dc_date *first_day_worked;  /* by participant row; DC_NO_DATE = none */
  dc_index contract_keys;     /* contract id → row of contrats.csv through contract_rows */
  uint32_t *contract_rows;
  size_t contract_row_capacity;
  dc_index employers;    /* {participant row, SIRET id} of every work contract */
  dc_index epci_keys;    /* SIREN id → provisional number, before sorting */
  dc_index place_keys;   /* {commune id, date} → number in place_epcis */
  uint16_t *place_epcis; /* → number in accounts.epcis */
  size_t place_capacity;
  dc_index converted_rows; /* rows that give an amount → number in converted */
  dc_conversion *converted;
  size_t converted_capacity;
  uint32_t first_computed, computed_count; /* fields of the lexicon's table « regles » */
  dc_rational *computed;                   /* marche × computed_count; den 0 = absent */
  const dc_article **articles;             /* by id */
  uint32_t *cap_masks;                     /* by row: caps whose condition holds; NULL outside the phases */
  uint32_t *by_day;                        /* rows in the order of days, then of rows */
  size_t by_day_count;
  dc_index controlled; /* dc_controlled */
} dc_account_details;

/* One step of the count: what it works on. */
typedef struct {
  dc_accounts *accounts;
  dc_account_details *details;
  dc_diagnostics *diagnostics;
  const dc_hooks *hooks;
} dc_counting;

void dc_count_columns(dc_counting *counting);
void dc_count_origins(dc_counting *counting);
void dc_count_markets(dc_counting *counting);
void dc_count_persons(dc_counting *counting);
void dc_count_records(dc_counting *counting, const dc_account_options *options);
void dc_count_corrections(dc_counting *counting); /* needs the markets and persons of records */
void dc_count_places(dc_counting *counting);
void dc_count_events(dc_counting *counting);
void dc_count_exemptions(dc_counting *counting, const dc_marche *marche); /* reports those that change nothing */
void dc_count_objectives(dc_counting *counting);
bool dc_count_decisions(dc_counting *counting);
void dc_count_days(dc_counting *counting);
void dc_count_duplicates(dc_counting *counting);
void dc_count_amounts(dc_counting *counting); /* what amounts would become, for the phases after P4 to read */
void dc_count_conversions(dc_counting *counting);
void dc_count_caps(dc_counting *counting);
void dc_count_gaps(dc_counting *counting);
void dc_count_control_caps(dc_counting *counting);
void dc_count_ledger(dc_counting *counting);
void dc_count_results(dc_counting *counting); /* totals known: penalty, rate, status */
void dc_count_controls(dc_counting *counting);
void dc_count_attestations(dc_counting *counting); /* needs the hours that amounts became */
void dc_count_suspicions(dc_counting *counting);
void dc_count_identities(dc_counting *counting);

static inline const dc_table *dc_table_of(const dc_accounts *accounts, dc_table_kind kind) {
  return &accounts->dossier->tables[kind];
}
static inline dc_text dc_text_of(const dc_accounts *accounts, uint32_t id) {
  return dc_intern_text(accounts->intern, id);
}

/* The column of a field, NULL when it is not one of the dossier. */
const dc_column *dc_column_of(const dc_accounts *accounts, const dc_field *field);

/* How a decision names an article: 0 is left for none. */
static inline uint16_t dc_article_mark(const dc_article *article) {
  DC_ASSERT(article->id < UINT16_MAX);
  return (uint16_t)(article->id + 1);
}

static inline const dc_plan *dc_plan_for(const dc_accounts *accounts, size_t row) {
  return accounts->marches[accounts->marche_of[row]].plan;
}

/* Number of the market of (marché id, lot id), DC_UNKNOWN when there is none. */
uint32_t dc_marche_find(const dc_accounts *accounts, uint32_t marche, uint32_t lot);

/* Reports about row `row` of a table, marked with the market when it is known (DC_UNKNOWN otherwise). */
dc_diagnostic *dc_count_report(dc_counting *counting, dc_code code, dc_table_kind kind, size_t row, uint32_t marche,
                               const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Number of a coefficient in accounts.coefficients, added when new. false when there are too many different ones. */
bool dc_coefficient_number(dc_accounts *accounts, dc_parts coefficient, uint8_t *number);

#endif
