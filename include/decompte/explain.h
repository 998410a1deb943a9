/* Why: the explanation of one line of a timesheet, of one market, of one person (« expliquer »).
 *
 * Floor: explain, on account. An explanation is made of sections (« Motif », « Règle », « Calcul »…), each of lines,
 * and of facts for programs; it is then printed as text, or as JSON. It answers the four headings of article R.
 * 311-3-1-2 of the code des relations entre le public et l'administration. Same accounts, same bytes.
 *
 * Everything lives in the arena of dc_explaining. */
#ifndef DECOMPTE_EXPLAIN_H
#define DECOMPTE_EXPLAIN_H

#include "decompte/account.h"

typedef struct {
  const dc_accounts *accounts;
  const dc_diagnostics *diagnostics; /* of the run: what is wrong with the line */
  const char *version;               /* of the program */
  bool masked;                       /* profile « titulaire »: sensitive values are « (réservé) » */
  dc_arena *arena;
} dc_explaining;

typedef struct {
  dc_text text;
  dc_text note;    /* at the right: where a value stands, or the words of the rule; may be empty */
  unsigned indent; /* levels under the first line of its section */
} dc_explained_line;

typedef struct {
  const char *key;   /* « motif » */
  const char *label; /* « Motif »; empty for the heading */
  struct {
    dc_explained_line *items;
    size_t count, capacity;
  } lines;
} dc_explained_section;

/* « heures_retenues » = « 0 »: named and written as in the CSV outputs. */
typedef struct {
  const char *key;
  dc_text value;
} dc_explained_fact;

typedef struct {
  const char *subject; /* « ligne », « marché », « participant » */
  dc_arena *arena;
  struct {
    dc_explained_section *items; /* the first is the heading */
    size_t count, capacity;
  } sections;
  struct {
    dc_explained_fact *items;
    size_t count, capacity;
  } facts;
  dc_text error; /* why there is nothing to explain, in French */
} dc_explanation;

/* Each returns false, with `error`, when the dossier has no such thing.
 *
 * A line is named by its file as the dossier calls it and its physical line; one of another table than the timesheets
 * leads to its market or its person. Without `lot`, a market must have a single lot. */
bool dc_explain_line(dc_explanation *explanation, const dc_explaining *explaining, dc_text file, uint32_t line);
bool dc_explain_marche(dc_explanation *explanation, const dc_explaining *explaining, dc_text marche,
                       const dc_text *lot);
bool dc_explain_participant(dc_explanation *explanation, const dc_explaining *explaining, dc_text participant);

/* As text, 100 columns wide; as one JSON object. */
dc_text dc_explanation_text(const dc_explanation *explanation);
dc_text dc_explanation_json(const dc_explanation *explanation);

#endif
