/* A calculation, step by step, in French: the « Calcul » of an explanation.
 *
 * Floor: rules. A trace goes through the same checked tree as the run, for one row, through the walker of this floor:
 * it computes nothing of its own. Each line does one thing and shows its result: a field read, « + 24 mois de quantième
 * à quantième = 28/02/2026 », a parameter at its date with the text that sets it, a comparison « → vrai ». Where a
 * value stands in the dossier is the caller's to say: lines name the field. */
#ifndef DECOMPTE_TRACE_H
#define DECOMPTE_TRACE_H

#include "decompte/evaluate.h"

typedef struct {
  dc_text text;          /* « premier jour = 29/02/2024 » */
  dc_text words;         /* the rule's own words for it, « date du travail > fin de prise en compte »; or empty */
  const dc_field *field; /* whose value it shows; NULL = none */
  dc_position rule;      /* the row of a parameter or of a list that it reads; line 0 = none */
} dc_trace_line;

/* Filled by dc_trace_begin; texts and lines live in `arena`. With `masked`, sensitive values are « (réservé) », and so
 * is what follows from them. */
typedef struct {
  const dc_rules *rules;
  const dc_environment *environment; /* gives one row */
  bool masked;
  dc_arena *arena;
  struct {
    dc_trace_line *items;
    size_t count, capacity;
  } lines;
  struct {
    const void **items; /* fields, definitions and dated values that have had their line */
    size_t count, capacity;
  } shown;
} dc_trace;

void dc_trace_begin(dc_trace *trace, const dc_rules *rules, const dc_environment *environment, bool masked,
                    dc_arena *arena);

/* Whether the article applies: « En vigueur » when it is the lines that decide, then its condition. */
dc_truth dc_trace_condition(dc_trace *trace, const dc_article *article);

/* « Préférer » of the article. */
dc_truth dc_trace_preference(dc_trace *trace, const dc_article *article);

/* Its value; what the article itself writes, or an earlier line has shown, has no line. false when it has none. */
bool dc_trace_value(dc_trace *trace, const dc_article *article, dc_rational *value);

/* Whether there is a day of work for which the article would apply, all else as it is: what it defines then matters. */
bool dc_trace_bites(const dc_trace *trace, const dc_article *article);

/* The i-th date that the article defines without reading a line: the end of a window, a deadline. false past the last;
 * DC_NO_DATE when a value is absent. The last line gives it. */
bool dc_trace_window(dc_trace *trace, const dc_article *article, size_t i, dc_text *name, dc_date *date);

/* « Il aurait fallu »: for one field after the other, all else as it is, the nearest values for which the article would
 * have come to that verdict: « une date du travail au plus tard le 27/02/2026 ». Fields that it tests of the record
 * itself when one of them suffices, else all those that it reads. Each has been verified by walking the article with
 * it. Returns how many, at most `most`. */
size_t dc_trace_remedies(const dc_trace *trace, const dc_article *article, dc_truth wanted, dc_text remedies[],
                         size_t most);

/* One more line, in the caller's words (valid until the next); or words at the end of the last line: « → refus ». */
dc_trace_line *dc_trace_say(dc_trace *trace, const char *format, ...) __attribute__((format(printf, 2, 3)));
void dc_trace_conclude(dc_trace *trace, const char *words);

/* ---- what an article says of itself ---- */

/* « En vigueur » of an article, else of its recueil. */
typedef struct {
  const dc_field *reference; /* « date de notification » */
  dc_date from, until;       /* both included; `until` is INT32_MAX when open */
} dc_version;

/* false when neither has one: the article has no other version. */
bool dc_article_version(const dc_rules *rules, const dc_article *article, dc_version *version);

/* « Remplace »: « NATIONAL, article 11 », or empty. In `arena`. */
dc_text dc_article_replaced(const dc_rules *rules, const dc_article *article, dc_arena *arena);

/* Whether what the article decides depends on a sensitive value. */
bool dc_article_sensitive(const dc_article *article);

/* Whether its words tell something of the persons whom it applies to: it depends on a sensitive value, and does
 * something else than refuse, or names a code of it. */
bool dc_article_telling(const dc_article *article);

/* The condition in the words of the rule, dates of parameters and lists left out; empty when there is none. */
dc_text dc_article_words(const dc_rules *rules, const dc_article *article, dc_arena *arena);

/* All that the article says it does, as its file writes it, a line each: « Refuser si : … ». In `arena`. */
dc_text dc_article_clauses(const dc_rules *rules, const dc_article *article, dc_arena *arena);

/* « Portée » of a recueil in its own words; empty when it has none. */
dc_text dc_recueil_words(const dc_rules *rules, const dc_recueil *recueil, dc_arena *arena);

/* The value of a field in one row, in French notation: « (aucune valeur) », « (réservé) ». In the arena of the trace.
 */
dc_text dc_trace_field_text(const dc_trace *trace, const dc_field *field);

/* A number in the notation and with the sign of the type of a field: « 1 250,00 h », « 153,875 € », « ≈ 714,285714 h ».
 * In `arena`. */
dc_text dc_number_words(dc_arena *arena, dc_type type, dc_rational number);

#endif
