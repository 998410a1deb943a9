/* The accounts of a statement: what each timesheet record counts for, and what each market owes.
 *
 * Floor: account, on rules and input. dc_account_run fills a dc_accounts from a dossier and rules, in the phase order
 * of the rules; reports only read it. Hours are units of 1/3000 h, money cents, shares millionths.
 *
 * The words of hours: declared (déclarées) = admitted (admises) + refused (refusées), exactly, for every record and
 * every sum; counted (retenues) = admitted × coefficient after caps on counted hours: what is set against the due. */
#ifndef DECOMPTE_ACCOUNT_H
#define DECOMPTE_ACCOUNT_H

#include <assert.h>

#include "decompte/dossier.h"
#include "decompte/evaluate.h"
#include "decompte/plan.h"
#include "decompte/territory.h"

typedef struct {
  dc_hours declared, admitted, counted, refused;
  uint64_t lines;
} dc_totals;

typedef enum {
  DC_RETENUE,     /* admitted whole */
  DC_REDUITE,     /* admitted in part: a cap */
  DC_REFUSEE,     /* admitted for nothing */
  DC_ECARTEE,     /* a rule needed a value that the dossier lacks: nothing admitted */
  DC_ANOMALIE,    /* not in the journal: its market or person is unknown */
  DC_POSTERIEURE, /* not in the journal: later than the statement */
} dc_verdict;
const char *dc_verdict_name(dc_verdict verdict); /* « retenue », « réduite », « refusée », « écartée » */

/* The decision on one record: 24 bytes, since there are as many as lines. */
typedef struct {
  uint64_t refusals; /* bit i: the i-th refusal of the plan fired */
  int32_t admitted;  /* dc_hours; a record holds less than 2^31 units */
  int32_t counted;
  uint32_t other;      /* row + 1 of the record that took its place or used up the cap; 0 = none */
  uint16_t article;    /* id + 1 of the article that decided; 0 = none */
  uint8_t verdict;     /* dc_verdict */
  uint8_t coefficient; /* number in accounts.coefficients */
} dc_decision;
static_assert(sizeof(dc_decision) == 24, "a decision is stored for every line of a decade");

typedef enum {
  DC_STATUT_ATTEINT,
  DC_STATUT_EN_AVANCE,
  DC_STATUT_EN_RETARD,
  DC_STATUT_A_RISQUE,
  DC_STATUT_CLOS,
  DC_STATUT_SANS_OBJECTIF
} dc_statut;
const char *dc_statut_name(dc_statut statut);

/* Base amounts of a market at the date of the statement, from marches.csv and its events. DC_NO_QUANTITY = none. */
typedef struct {
  dc_cents montant, commande, facture;
  dc_hours engagees, chantier;
  dc_hours reprises;  /* of the site, by staff taken over from the holder before (Code du travail, art. L. 1224-1, or a
                         branch agreement); the others are newly assigned */
  dc_hours exonerees; /* by exemptions, 0 when there are none; already taken off `engagees` */
} dc_base;

/* The base amounts one by one, with the field of the lexicon that names each. */
enum { DC_BASES = 7 };
int64_t dc_base_amount(const dc_base *base, size_t i);
const dc_field *dc_base_field(const dc_lexicon *lexicon, size_t i);

/* A row of evenements.csv whose market, type and date are known. */
typedef struct {
  uint32_t marche; /* number in accounts.marches */
  uint32_t row;    /* of evenements.csv */
  dc_date date;
  int moves; /* which base amounts: private, see events.c */
} dc_event;

/* One (marché, lot): the unit that owes hours. */
typedef struct {
  uint32_t number;                  /* in accounts.marches */
  uint32_t marche, lot;             /* ids */
  size_t row;                       /* its first row in marches.csv: identity, buyer, place */
  dc_date notification, debut, fin; /* fin at the date of the statement */
  uint32_t epci;       /* number in accounts.epcis, of its place of execution (the largest) at the statement */
  const dc_plan *plan; /* NULL: no usable recueil, every line is set aside */
  size_t first_titulaire, titulaire_count;
  size_t first_lieu, lieu_count;                      /* split of its hours over places; 0 = none */
  size_t first_event, event_count, later_event_count; /* up to the statement, then after it */
  dc_base base;
  dc_hours due;            /* DC_NO_QUANTITY = no objective */
  dc_cents penalty;        /* DC_NO_QUANTITY = none computed */
  dc_parts risk;           /* threshold under which a late market is at risk, from the rules */
  dc_totals totals, month; /* since the start; of the month of the statement */
  dc_parts rate, progress; /* counted ÷ due; elapsed part of the market's time; DC_NO_QUANTITY = undefined */
  dc_hours gap;            /* counted - due × progress */
  dc_hours remaining;      /* due - counted, at least 0 */
  dc_hours pace;           /* per month to come, to reach the due in time; 0 when nothing remains */
  dc_statut statut;
} dc_marche;

/* One (marché, lot, titulaire). Every hour belongs to exactly one. */
typedef struct {
  uint32_t marche;     /* number in accounts.marches */
  uint32_t siret, nom; /* ids */
  dc_parts part;       /* of the objective: 100 % for a sole holder */
  dc_hours due;        /* its share; the shares add up to the market's due */
  dc_totals totals, month;
} dc_titulaire;

/* An EPCI that hours fall in; the last one stands for « hors-epci » (siren 0). By SIREN. */
typedef struct {
  uint32_t siren; /* id */
  dc_text nom;
  dc_totals totals, month;
} dc_epci;

/* A share of a market's place: hours of records without commune are divided by these. */
typedef struct {
  uint32_t commune; /* id */
  dc_parts part;
} dc_lieu;

/* Hours of one person on one market, for one holder, in one EPCI, in one month. The figures of every sheet add these
 * up. */
typedef struct {
  uint32_t marche, titulaire, epci, participant; /* numbers; participant = row of participants.csv */
  dc_month month;
  dc_totals totals;
} dc_cumul;

/* The part of one record that falls in one EPCI: one part, save for markets split over several. */
typedef struct {
  uint32_t epci;
  dc_totals totals;
} dc_share;
#define DC_SHARES 32 /* places a market may be split over */

typedef struct {
  const char *label; /* French: « déclarées = admises + refusées » */
  int64_t left, right;
  bool hours; /* units of hours, else a count */
} dc_control_sum;
#define DC_CONTROL_SUMS 16

/* What became of the timesheet records: read = journal + anomalies + blank + totals + outside + later;
 * headers are not read, `outside` are titles, sections and footers. */
typedef struct {
  uint64_t read, journal, anomalies, blank, totals, outside, later;
} dc_record_counts;

/* Statistics of an article, by article id: lines examined, lines it decided, hours it cut. */
typedef struct {
  uint64_t examined, decided;
  dc_hours cut;
} dc_article_count;

typedef struct {
  dc_month month;    /* of the statement */
  dc_date statement; /* « arrêté au » */
  const dc_lexicon *lexicon;
  const dc_rules *rules;
  const dc_dossier *dossier;
  const dc_territory *territory;
  dc_intern *intern;
  dc_arena *arena;

  dc_marche *marches; /* by marché then lot, in byte order */
  size_t marche_count;
  dc_titulaire *titulaires; /* grouped by market, the one that stands for it first */
  size_t titulaire_count;
  dc_lieu *lieux;
  size_t lieu_count;
  dc_event *events; /* grouped by market, by date then row: the order in which they apply */
  size_t event_count;
  dc_epci *epcis; /* by SIREN, « hors-epci » last */
  size_t epci_count;
  dc_cumul *cumuls; /* by marche, titulaire, epci, participant (pseudonym, byte order), month */
  size_t cumul_count;

  /* By row of releves: */
  uint32_t *marche_of, *titulaire_of, *participant_of; /* UINT32_MAX when unknown */
  uint16_t *epci_of;                                   /* number in epcis; DC_SPLIT: divided by the market's lieux */
  uint32_t *contrat_of; /* row of contrats.csv + 1; NULL when no record names a contract */
  dc_decision *decisions;

  dc_parts coefficients[256];
  size_t coefficient_count;
  dc_article_count *articles; /* by article id */
  dc_totals totals, month_totals;
  dc_record_counts counts;
  dc_control_sum sums[DC_CONTROL_SUMS];
  size_t sum_count;

  struct dc_account_details *details; /* private part */
} dc_accounts;
#define DC_SPLIT UINT16_MAX

typedef struct {
  dc_month month;    /* DC_NO_MONTH: the latest month that a record bears */
  dc_date statement; /* DC_NO_DATE: the last day of the month */
} dc_account_options;

/* Counts. `accounts->arena` and the constant members must be set. Problems of data go to `diagnostics`. false when
 * stopped. A broken identity is a bug of the program, and ends it. */
bool dc_account_run(dc_accounts *accounts, const dc_account_options *options, const dc_hooks *hooks,
                    dc_diagnostics *diagnostics);
void dc_account_free(dc_accounts *accounts);

/* Notes, once a run is over, the articles that govern some of its markets and never applied, or applied each time that
 * they could (R021). Controls are left out: one that never fails does its work. */
void dc_account_check_usage(const dc_accounts *accounts, dc_diagnostics *diagnostics);

/* The record of row `row`: hours declared (after conversion of an amount), month, coefficient (millionths), article
 * that decided (NULL = none). */
dc_hours dc_account_declared(const dc_accounts *accounts, size_t row);
dc_month dc_account_month(const dc_accounts *accounts, size_t row);
dc_parts dc_account_coefficient(const dc_accounts *accounts, size_t row);
const dc_article *dc_account_article(const dc_accounts *accounts, size_t row);

/* Admitted × coefficient, before the caps on counted hours: exact where units can hold it, else to the hundredth of an
 * hour. */
dc_hours dc_account_weighted(const dc_accounts *accounts, size_t row);

/* Day of a record; a month stands as its first day. */
dc_date dc_record_date(const dc_accounts *accounts, size_t row);
bool dc_record_is_month(const dc_accounts *accounts, size_t row);

/* Whether the row is in the journal (neither anomaly nor later than the statement). */
bool dc_account_in_journal(const dc_accounts *accounts, size_t row);

/* The parts of a record, by EPCI; parts add up to the record exactly. Returns how many (at most DC_SHARES). */
size_t dc_account_shares(const dc_accounts *accounts, size_t row, dc_share shares[DC_SHARES]);

/* Why: the main reason in French, empty for a record retained whole; then the other refusals, separated by « ; ».
 * With `masked`, values of sensitive fields are not shown. In `arena`. */
dc_text dc_account_motif(const dc_accounts *accounts, size_t row, bool masked, dc_arena *arena);
dc_text dc_account_other_motifs(const dc_accounts *accounts, size_t row, bool masked, dc_arena *arena);

/* The commune of the work: the record's own, else the market's; 0 when split or unknown. An id. */
uint32_t dc_account_commune(const dc_accounts *accounts, size_t row);

/* « 2025-014 », lot « 2 »; both NUL-terminated. */
dc_text dc_marche_id(const dc_accounts *accounts, const dc_marche *marche);
dc_text dc_marche_lot(const dc_accounts *accounts, const dc_marche *marche);

/* The market as it stood after its first `count` events (at most event_count): base amounts and end. What is computed
 * from them is still that of the statement. */
dc_marche dc_marche_after(const dc_accounts *accounts, const dc_marche *marche, size_t count);

/* Elapsed part of the market's time at the end of a day; DC_NO_QUANTITY when its dates do not tell. */
dc_parts dc_marche_progress(const dc_marche *marche, dc_date day);

/* Months from the day after the statement to the end of a market, a month begun counting whole; 0 once it has ended. */
int dc_marche_months_left(const dc_accounts *accounts, const dc_marche *marche);

/* ---- one market or record at a time, for who explains ---- */

/* A market, or a batch of its records, as rules see it. `rows` NULL: the market. */
typedef struct {
  const dc_accounts *accounts;
  const dc_marche *marche;
  const uint32_t *rows;
  const struct dc_groups *groups; /* private: the rows of a batch, gathered by person; NULL: one row alone */
  bool amounts_wait;              /* a phase before P4 asks: an amount is not hours yet */
} dc_scope;
dc_environment dc_scope_environment(dc_scope *scope);

/* Whether an article is judged before amounts become hours: what its scope must say. */
static inline bool dc_article_precedes_hours(const dc_article *article) {
  return article->effect <= DC_EFFECT_CONVERT; /* effects stand in the order of the phases */
}

/* What « Calculer » gives for one field in a market, as it stands or as it stood. */
typedef struct {
  const dc_article *article; /* that gives it; NULL = none applies */
  const dc_article *rival;   /* that gives another value: then there is none */
  const dc_article *blocked; /* the first that lacks a value to read */
  dc_rational value;         /* to the hundredth; den 0 = none */
} dc_computation;
dc_computation dc_marche_computed(const dc_accounts *accounts, const dc_marche *marche, const dc_field *field);

/* A row of the dossier that a value comes from. */
typedef struct {
  dc_table_kind kind;
  uint32_t row;
} dc_dossier_row;
#define DC_ORIGINS 8

/* The rows that give a field its value in the first record of a scope, or in its market: at most DC_ORIGINS, none for
 * what the engine or a rule computes from sums. Returns how many. */
size_t dc_scope_origins(const dc_scope *scope, const dc_field *field, dc_dossier_row origins[DC_ORIGINS]);

/* Whether a record bears an article with a key (duplicates, caps): its condition holds, and a month is not judged by
 * the day or the week. The article must be in the plan of the record's market. */
bool dc_account_bears(const dc_accounts *accounts, const dc_article *article, size_t row);

/* What a record and the ones before it, of the same key and period, used of a cap. */
typedef struct {
  uint32_t row;
  dc_hours hours; /* real hours; counted ones for a cap on counted hours */
} dc_use;
typedef struct {
  dc_hours limit; /* on the record's market; DC_NO_QUANTITY = a value is missing */
  dc_hours used;  /* before the record */
  dc_use *uses;   /* those before it, in the order of the count */
  size_t use_count;
} dc_cap_uses;

/* Goes through the records once. The uses live in `arena`. */
dc_cap_uses dc_account_uses(const dc_accounts *accounts, const dc_article *cap, size_t row, dc_arena *arena);

void dc_totals_add(dc_totals *into, const dc_totals *part);

#endif
