/* The rows of a batch, grouped by what does not change from line to line: the person, the work contract, and the
 * publics that the person has on those days.
 *
 * Floor: account, private. A person has one group on a market, unless the contract or a status changes: what reads no
 * line is then evaluated once for some twenty lines. */
#ifndef DECOMPTE_ACCOUNT_GROUPS_H
#define DECOMPTE_ACCOUNT_GROUPS_H

#include "account/details.h"

typedef struct dc_group {
  uint32_t participant, contrat; /* rows; DC_UNKNOWN = no contract */
  dc_date from, until;           /* the days, both included, on which the publics are the same */
  uint16_t next;                 /* another group of the same person, UINT16_MAX = none */
} dc_group;

typedef struct dc_groups {
  size_t count;
  dc_group items[DC_BATCH];
  uint16_t of[DC_BATCH];   /* by row of the batch */
  int64_t dates[DC_BATCH]; /* by row, for they are read again */
  uint32_t *latest;        /* by participant: number of its latest group since the opening, from 1; 0 = none */
  uint32_t before;         /* groups of the batches before */
} dc_groups;

dc_groups *dc_groups_open(const dc_accounts *accounts);
void dc_groups_close(dc_groups *groups);

/* Groups the rows of the next batch. */
void dc_groups_fill(dc_groups *groups, const dc_accounts *accounts, const uint32_t rows[], size_t count);

/* The group of one row alone. */
dc_group dc_group_of(const dc_accounts *accounts, size_t row);

#endif
