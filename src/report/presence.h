/* What one person has on one market, beyond hours: the contracts that its records name, and until when the rules count
 * the person.
 *
 * Floor: report, private. Made once per run, then only read, by any thread. */
#ifndef DECOMPTE_REPORT_PRESENCE_H
#define DECOMPTE_REPORT_PRESENCE_H

#include "decompte/account.h"

/* A contract (row of contrats.csv) that records of a person on a market name, for one holder. */
typedef struct {
  uint32_t marche, participant, titulaire, contrat;
} dc_engagement;

typedef struct {
  dc_date last_counted; /* « fin de prise en compte » as an article of the market defines it; the earliest of several;
                           DC_NO_DATE: no article does */
  bool sensitive;       /* it depends on the person's situation */
} dc_window;

typedef struct {
  dc_index persons;   /* {marche, participant} */
  dc_window *windows; /* by number in `persons` */
  dc_engagement *engagements;
  size_t engagement_count; /* sorted: marche, participant, titulaire, contrat */
} dc_presences;

void dc_presences_init(dc_presences *presences, const dc_accounts *accounts);
void dc_presences_free(dc_presences *presences);

dc_window dc_presence_window(const dc_presences *presences, uint32_t marche, uint32_t participant);

/* Those of a person on a market, one after the other; `*count` of them, perhaps none. */
const dc_engagement *dc_presence_engagements(const dc_presences *presences, uint32_t marche, uint32_t participant,
                                             size_t *count);

#endif
