/* Which EPCI a commune belongs to on a given day.
 *
 * Floor: account. From the reference tables communes.csv and epci.csv (rules/territoires/, or the dossier's own, which
 * then replace them as a whole). Membership is dated; a vanished commune is followed to its successor. */
#ifndef DECOMPTE_TERRITORY_H
#define DECOMPTE_TERRITORY_H

#include "decompte/dossier.h"

typedef struct {
  dc_table communes, epci;
  dc_source sources[2]; /* communes.csv, epci.csv: for provenance */
  dc_source postcodes;  /* codes_postaux.csv, read only to explain an unknown commune; may be absent */
  uint32_t *by_commune; /* rows of `communes`, by commune id then date */
  dc_index epci_rows;   /* SIREN id → row of `epci` */
  dc_intern *intern;
} dc_territory;

/* Reads the tables of `directory`/territoires when they are there, else those of `rules`/territoires. */
bool dc_territory_load(dc_territory *territory, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                       dc_text directory, dc_text rules, dc_diagnostics *diagnostics);
void dc_territory_free(dc_territory *territory);

/* SIREN id of the EPCI of `commune` (an id) on `date`; 0 when unknown or none. */
uint32_t dc_territory_epci(const dc_territory *territory, uint32_t commune, dc_date date);

/* Name of an EPCI by SIREN id, empty when unknown; name of a commune by INSEE id. */
dc_text dc_territory_epci_name(const dc_territory *territory, uint32_t epci);
dc_text dc_territory_commune_name(const dc_territory *territory, uint32_t commune);

#endif
