/* Where work is done. Floor: account, private. */
#ifndef DECOMPTE_ACCOUNT_PLACES_H
#define DECOMPTE_ACCOUNT_PLACES_H

#include "decompte/account.h"

/* Number in accounts.epcis of a commune on a day that dc_count_places has met. */
uint32_t dc_place_epci(const dc_accounts *accounts, uint32_t commune, dc_date date);

/* The commune of execution of a market, an id; 0 when marches.csv gives none. */
uint32_t dc_marche_commune(const dc_accounts *accounts, const dc_marche *marche);

#endif
