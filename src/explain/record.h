/* The explanation of one timesheet record, in parts.
 *
 * Floor: explain, private. line.c finds the record and puts the parts together; reason.c says why it was not kept
 * whole; examination.c what did not stop it; hours.c what its hours became. */
#ifndef DECOMPTE_EXPLAIN_RECORD_H
#define DECOMPTE_EXPLAIN_RECORD_H

#include "explain/article.h"

typedef struct {
  dc_sheet *sheet;
  const dc_accounts *accounts;
  uint32_t row;
  const dc_marche *marche;
  const dc_decision *decision;
  const dc_article *article; /* that decided; NULL = none */
  dc_scope scope;
} dc_explained_record;

/* « Règle » to « Il aurait fallu », by what the article that decided does. The record was refused, reduced, set aside,
 * or cut by a cap on counted hours. */
void dc_explain_reason(dc_explained_record *record);

/* « Autres motifs »: the other refusals of a refused record, then the articles that were examined. */
void dc_explain_others(dc_explained_record *record);

/* « Examen »: every article that was asked and did not stop the record, phase after phase. */
void dc_explain_examination(dc_explained_record *record);

/* « Heures »: conversion of an amount, declared = admitted + refused, coefficient, counted; then « Imputation »: the
 * holder, the month and the EPCI that they go to. */
void dc_explain_hours(dc_explained_record *record);

/* How a cap let this record through, in the section under way: its limit, what had been used, what was left. */
void dc_explain_cap(dc_explained_record *record, const dc_article *cap, unsigned indent);

#endif
