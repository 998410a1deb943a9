/* The hours of every person since the start, cut by what a record says of the work: the mode and nature of the
 * contract, the commune.
 *
 * Floor: report, private. Made once per run, then only read, by any thread.
 *
 * A run of cumuls is one person on one market, for one holder, in one EPCI: cumuls that follow one another and differ
 * by their month alone. The portions of a run add up to its cumuls exactly. */
#ifndef DECOMPTE_REPORT_PORTIONS_H
#define DECOMPTE_REPORT_PORTIONS_H

#include "decompte/account.h"

/* Instead of a commune: the market has several places (lieux.csv), and the record names none. */
#define DC_SEVERAL_COMMUNES UINT32_MAX

typedef struct {
  uint32_t mode, nature; /* ids of contrats.csv; 0: not told, or no contract */
  uint32_t commune;      /* id; 0: unknown */
} dc_work;

typedef struct {
  uint32_t run;
  dc_work work;
  dc_totals totals;
} dc_portion;

typedef struct {
  const dc_accounts *accounts;
  const dc_column *mode, *nature; /* of contrats */
  dc_portion *items;              /* by run, then mode, nature and commune, in byte order */
  size_t count;
  uint32_t *run_of;     /* by cumul */
  size_t *first_of_run; /* by run, and one more */
  uint32_t *residence;  /* by participant: SIREN id of the EPCI of its commune of residence at the date of the
                           statement, since nothing says where it lived before; 0: unknown, or none */
} dc_portions;

void dc_portions_init(dc_portions *portions, const dc_accounts *accounts);
void dc_portions_free(dc_portions *portions);

/* What a record says of its work. */
dc_work dc_record_work(const dc_portions *portions, size_t row);
bool dc_work_equal(const dc_work *a, const dc_work *b);

/* Orders two ids by their texts; DC_SEVERAL_COMMUNES comes last. */
int dc_compare_told(const dc_accounts *accounts, uint32_t a, uint32_t b);

#endif
