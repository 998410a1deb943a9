/* Suspicions: what the trade would ask the employer about. Floor: account, private.
 *
 * A suspicion changes no hour. It bears on the hours of persons that count, or that a cap alone cut: what a rule
 * refuses (leave, a duplicate, work outside the market) is settled, and what a control of the rules has told is not
 * told again. Lines are judged one person after the other, over all markets:
 *
 *   suspect_days.c     two sites or employers on one day; more hours than a day, a week or a month holds
 *   suspect_rest.c     Sundays and public holidays
 *   suspect_copies.c   a month that repeats the one before; lines given twice
 *   suspect_periods.c  work outside the contract, the market, or what the person's file says */
#ifndef DECOMPTE_ACCOUNT_SUSPICIONS_H
#define DECOMPTE_ACCOUNT_SUSPICIONS_H

#include "account/details.h"

/* A line of hours: of a day, or of a month when `last` is another day than `date`. */
typedef struct {
  dc_date date, last; /* the first and last days on which the work may have been done */
  uint32_t marche;    /* number in accounts.marches */
  uint32_t nature;    /* id */
  int32_t hours;      /* declared; more than 0, a line holds less than 2^31 units */
  int32_t kept;       /* what caps left of them, more than 0 */
  uint32_t row;       /* of releves */
} dc_suspect;

static inline bool dc_suspect_is_month(const dc_suspect *line) { return line->last != line->date; }

/* By date, last day, market, nature, hours, row: never equal. For qsort. */
int dc_suspect_compare(const void *left, const void *right);

/* The lines of one person, in that order. */
typedef struct {
  uint32_t participant; /* row of participants.csv */
  const dc_suspect *lines;
  size_t count; /* at least 1 */
} dc_suspect_person;

/* One family of suspicions, as a value: `open` before the first person, `judge` for each, `close` tells what was kept
 * over several persons and frees. */
typedef struct {
  void *(*open)(dc_counting *counting);
  void (*judge)(void *state, const dc_suspect_person *person);
  void (*close)(void *state);
} dc_suspicion;
extern const dc_suspicion dc_suspicion_days, dc_suspicion_rest, dc_suspicion_copies, dc_suspicion_periods;

/* How many lines one cause has, and the first of them by date, then by row. */
typedef struct {
  uint32_t count, row;
  dc_date date;
} dc_tally;
void dc_tally_add(dc_tally *tally, const dc_suspect *line);

dc_text dc_pseudonym(const dc_accounts *accounts, uint32_t participant);

/* « s » after more than one. */
static inline const char *dc_plural(uint64_t count) { return count > 1 ? "s" : ""; }

#endif
