/* Essential data of public contracts (« données essentielles de la commande publique », DECP): read in each form in
 * which they are published, and turned into rows of marches.csv.
 *
 * Floor: on input, beside rules. Two steps: dc_decp_read gives what the file says, as it is written, one row per
 * (market, holder); dc_decp_translate judges it, and gives what marches.csv takes. All texts live in the arena given.
 * Forms are told from content: JSON of the schemas of 2019 and of 2022, tables with dotted or underscored names; they
 * have the same fields, whose spellings stand in one table (src/decp/fields.c).
 * Source: arrêté du 22 décembre 2022 relatif aux données essentielles des marchés publics, and its schema 2.0.4. */
#ifndef DECOMPTE_DECP_H
#define DECOMPTE_DECP_H

#include "decompte/date.h"
#include "decompte/diagnostic.h"
#include "decompte/exact.h"
#include "decompte/lexicon.h"

/* ---- what the file says ---- */

typedef enum { DC_DECP_JSON_2019, DC_DECP_JSON_2022, DC_DECP_DOTTED, DC_DECP_UNDERSCORED } dc_decp_form;
const char *dc_decp_form_name(dc_decp_form form); /* « JSON de 2019 » */

typedef enum {
  DC_DECP_ID,
  DC_DECP_UID,  /* SIRET of the buyer and id */
  DC_DECP_TYPE, /* kind of contract in JSON (_type); works, supplies or services in some tables */
  DC_DECP_NATURE,
  DC_DECP_OBJECT,
  DC_DECP_CPV,
  DC_DECP_FRAMEWORK, /* the accord-cadre that a marché subséquent comes under */
  DC_DECP_BUYER,
  DC_DECP_BUYER_NAME,
  DC_DECP_PLACE,
  DC_DECP_PLACE_KIND, /* what its code is: postal, commune, département… */
  DC_DECP_MONTHS,
  DC_DECP_NOTIFIED,
  DC_DECP_AMOUNT,
  DC_DECP_GROUP,
  DC_DECP_SOCIAL,
  DC_DECP_CHANGES, /* their number, in tables */
  DC_DECP_HOLDER,
  DC_DECP_HOLDER_KIND, /* what identifies it: SIRET, TVA… */
  DC_DECP_HOLDER_NAME,
  DC_DECP_FIELDS,
} dc_decp_field;

/* A modification after the notification. What it does not change is empty. */
typedef struct {
  dc_text date, months, amount;
} dc_decp_change;

typedef struct {
  uint32_t entry;  /* place of its contract in JSON, of its record in a table (header included), from 1 */
  uint32_t line;   /* physical line in a table; 0 in JSON */
  uint32_t market; /* number, from 1: rows of several holders share it */
  dc_text fields[DC_DECP_FIELDS]; /* trimmed, without control characters; empty: absent */
  const dc_decp_change *changes;  /* in the order of the file; none in tables */
  uint32_t change_count;
} dc_decp_row;

/* entries = set_apart + those that gave rows; a contract without holder gives one row. */
typedef struct {
  dc_text file; /* as named in diagnostics */
  dc_decp_form form;
  bool has[DC_DECP_FIELDS]; /* whether the file has the field at all */
  dc_decp_row *rows;
  uint32_t row_count, entries, markets;
  uint32_t set_apart; /* concessions, and what cannot be read: each is told */
} dc_decp;

#define DC_DECP_JSON_BYTES (512u << 20) /* a JSON file is held whole, at some ten times its size */

/* Reads `path`. false after reporting, as fatal, when it cannot be read or is not of essential data. */
bool dc_decp_read(dc_decp *decp, dc_arena *arena, dc_text path, dc_diagnostics *diagnostics);

/* ---- what its values mean; false, or why not, when it is nothing sure ---- */

/* « 2019-02-28 », « 28/02/2019 », « 2019-02-28+01:00 »: a zone after a day changes nothing. Midnight may follow the
 * day; another hour is of which day depends on the zone, and is refused. */
bool dc_decp_date(dc_text text, dc_date *date);

/* In cents: « 82228.25 », « 82228,25 », « 1.2E7 ». Never negative. */
dc_number_status dc_decp_amount(dc_text text, dc_cents *cents);

/* Whole months, from 1 to 1200. « 12.0 » is 12. */
bool dc_decp_months(dc_text text, int *months);

/* ---- what marches.csv takes ---- */

/* The canonical columns of marches.csv, in their order. */
enum { DC_DECP_NUMBER_COLUMN = 0, DC_DECP_BUYER_COLUMN = 3, DC_DECP_COLUMNS = 22 };
dc_text dc_decp_column(size_t column);

typedef struct {
  dc_text cells[DC_DECP_COLUMNS]; /* French notations: 31/01/2026, 1234,50 */
  bool equivocal;                 /* its buyer gives its number to different markets */
  const dc_decp_row *row;
} dc_decp_line;

/* rows of the file = line_count + duplicates + without_clause + known */
typedef struct {
  dc_decp_line *lines;
  uint32_t line_count;
  uint32_t duplicates;     /* rows that say nothing that an earlier one does not */
  uint32_t without_clause; /* not declared « Clause sociale », when only those are wanted */
  uint32_t known;          /* markets that the dossier has: see dc_decp_keep_missing */
} dc_decp_lines;

typedef struct {
  bool clause_only; /* only markets declared « Clause sociale » */
  dc_text recueil;  /* for all of them; empty: to be completed */
} dc_decp_options;

/* Fills `lines`. What is missing, doubtful, repaired or left out is told, once a cause: the place is that of its first
 * occurrence. false after reporting when only markets with a clause are wanted and the file has no such field. */
bool dc_decp_translate(dc_decp_lines *lines, const dc_decp *decp, dc_arena *arena, const dc_decp_options *options,
                       dc_diagnostics *diagnostics);

/* ---- what evenements.csv takes ---- */

/* An avenant: a modification, against what held before it. */
typedef struct {
  dc_text marche, reference;
  dc_date date;
  dc_cents variation; /* of the amount; DC_NO_QUANTITY: unchanged */
  dc_date end;        /* DC_NO_DATE: unchanged */
} dc_decp_event;

typedef struct {
  dc_decp_event *events;
  uint32_t count;
} dc_decp_events;

/* The events of the markets of `lines`, in their order; only JSON gives them. A modification gives the new amount and
 * the new duration of the market; an amount below half of the former one, or a shorter duration, could be what is added
 * instead: it is told, and not taken. What has no date, or changes neither, is told. */
void dc_decp_find_events(dc_decp_events *events, const dc_decp_lines *lines, const dc_decp *decp, dc_arena *arena,
                         dc_diagnostics *diagnostics);

/* ---- what a dossier lacks ---- */

/* Keeps the lines whose market is not in `directory`/marches.csv, by number and SIRET of the buyer, and tells each such
 * market. false after reporting when that file cannot be read. */
bool dc_decp_keep_missing(dc_decp_lines *lines, const dc_decp *decp, dc_arena *arena, const dc_lexicon *lexicon,
                          dc_text directory, dc_diagnostics *diagnostics);

#endif
