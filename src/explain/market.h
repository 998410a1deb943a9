/* The explanation of one market, in parts.
 *
 * Floor: explain, private. market.c puts the parts together; due.c says what is owed and how each event moved it;
 * balance.c what was done, the status and the penalty; plan.c what articles govern the market and what they did. */
#ifndef DECOMPTE_EXPLAIN_MARKET_H
#define DECOMPTE_EXPLAIN_MARKET_H

#include "explain/article.h"

typedef struct {
  dc_sheet *sheet;
  const dc_accounts *accounts;
  const dc_marche *marche;
  dc_scope scope;
} dc_explained_market;

void dc_explain_due(dc_explained_market *market); /* « Évolution », « Objectif », « Parts », « Autres calculs » */
void dc_explain_balance(dc_explained_market *market); /* « Bilan », « Statut » */
void dc_explain_penalty(dc_explained_market *market); /* « Pénalité » */
void dc_explain_plan(dc_explained_market *market);    /* « Articles », « Contrôles » */

/* The calculation of a field of the table « regles », in the section under way: the article that gives it, step by
 * step, then its rounding. false after saying why there is none. */
bool dc_explain_computed(dc_explained_market *market, const char *column, const char *nothing);

#endif
