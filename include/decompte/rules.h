/* Rule files, read and checked: recueils made of parameters, lists and articles.
 *
 * Floor: rules, on base only. Rules know names and types from the lexicon, never where values come from.
 * The language is described in the README (« Writing a rule ») and in rules/national.regles by example.
 *
 * Life cycle: dc_rules_load reads every file, parses, checks, and reports all errors at once; on success the
 * dc_rules is constant and may be read by several threads. Everything lives in the arena given at load. */
#ifndef DECOMPTE_RULES_H
#define DECOMPTE_RULES_H

#include "decompte/date.h"
#include "decompte/diagnostic.h"
#include "decompte/digest.h"
#include "decompte/exact.h"
#include "decompte/intern.h"
#include "decompte/lexicon.h"

typedef struct dc_node dc_node;       /* a checked expression: see evaluate.h */
typedef struct dc_recueil dc_recueil; /* « Recueil »: one pack */

typedef struct {
  dc_text file;                  /* as named in provenance: « national.regles », « regles/charte.regles » */
  uint32_t line, column, length; /* column and length in characters */
} dc_position;

/* What an article does: exactly one effect. In the order of the phases. */
typedef enum {
  DC_EFFECT_NONE,        /* definitions only */
  DC_EFFECT_COMPUTE,     /* Calculer N : value [si condition]  (P1, or P8 when it reads totals) */
  DC_EFFECT_REFUSE,      /* Refuser si : condition (P2) */
  DC_EFFECT_ONCE,        /* Une seule fois par : key (P3) */
  DC_EFFECT_CONVERT,     /* Convertir : value in hours (P4) */
  DC_EFFECT_CAP,         /* Plafond : value par key [si condition] (P5, real hours) */
  DC_EFFECT_WEIGHT,      /* Compter : value des heures [si condition] (P6) */
  DC_EFFECT_CAP_COUNTED, /* Plafond (heures comptées) (P7) */
  DC_EFFECT_CONTROL,     /* Contrôle : condition on totals, that must hold (P9) */
  DC_EFFECT_CONTROL_CAP, /* Contrôle : value par key [si condition], that no sum should exceed, across markets (P9) */
  DC_EFFECT_COUNT
} dc_effect;

/* The calendar part of a key: « par jour », « par semaine » (from Monday), « par mois », « par an ». */
typedef enum { DC_PERIOD_NONE, DC_PERIOD_DAY, DC_PERIOD_WEEK, DC_PERIOD_MONTH, DC_PERIOD_YEAR } dc_period;
enum { DC_PERIOD_COUNT = DC_PERIOD_YEAR + 1 };

/* « jour », « semaine », « mois », « an », as rules write them; empty for none. */
dc_text dc_period_name(dc_period period);

/* The number of the period that holds a date: two dates of one period have the same. 0 for none. */
int32_t dc_period_of(dc_period period, dc_date date);

/* « par personne, par marché et par jour »; « personne, date du travail, nature ». « personne » is the field
 * participant; « marché » stands for (marché, lot). */
#define DC_KEY_FIELDS 8
typedef struct {
  const dc_field *fields[DC_KEY_FIELDS];
  size_t count;
  dc_period period;
} dc_key;

typedef struct {
  const dc_recueil *recueil;
  uint32_t number;            /* « Article 4 » */
  uint32_t id;                /* dense over the whole dc_rules, from 0: indexes counters and statistics */
  dc_text title, source, law; /* law: the quoted text, lines joined by \n */
  dc_position position;
  dc_effect effect;
  dc_node *condition;     /* « Refuser si », or the « si » of the effect; NULL = always */
  dc_node *value;         /* NULL for REFUSE, ONCE and CONTROL; of a cap and of a COMPUTE it reads no line */
  dc_node *preference;    /* ONCE: « Préférer », a condition: of the lines of one key, those for which it holds come
                             before the others; NULL = in their order */
  const dc_field *target; /* COMPUTE: a field of the lexicon's table « regles » */
  dc_key key;             /* ONCE, CAP, CAP_COUNTED, CONTROL_CAP */
  dc_text motif;          /* template with {names} */
  dc_node *in_force;      /* « En vigueur » of the article and of its recueil where lines decide; NULL = always */
  dc_level level;         /* the most detailed level that condition, value, preference and in_force read */
} dc_article;

struct dc_recueil {
  dc_text code, title, source;
  dc_position position;
  const dc_recueil *completes; /* « Complète »; NULL for a root */
  dc_node *scope;              /* « Portée », at level MARCHE; NULL = any market */
  dc_node *in_force;           /* « En vigueur » where the market decides; NULL = always */
  dc_article *articles;        /* by number */
  size_t article_count;
  uint32_t rank; /* position in dc_rules */
};

/* One rule file, for provenance. */
typedef struct {
  dc_text name, path;
  dc_digest digest;
  uint32_t lines;
} dc_rule_file;

typedef struct {
  dc_arena *arena;
  const dc_lexicon *lexicon;
  dc_intern *intern; /* shared with the data: codes and texts compare by id */
  dc_rule_file *files;
  size_t file_count;
  const dc_recueil **recueils; /* by code */
  size_t recueil_count;
  uint32_t article_count;           /* ids are below */
  struct dc_dictionary *dictionary; /* parameters and lists; private */
} dc_rules;

/* Loads and checks files (name shown, path read). Problems go to `diagnostics`; false when one is an error: the
 * rules must then not be used. Warnings leave them usable. */
bool dc_rules_load(dc_rules *rules, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                   const dc_rule_file *files, size_t file_count, dc_diagnostics *diagnostics);

/* Warns of parameters and lists used past their « À revoir avant le » (R008). */
void dc_rules_check_review(const dc_rules *rules, int32_t statement, dc_diagnostics *diagnostics);

const dc_recueil *dc_rules_find(const dc_rules *rules, dc_text code);

/* The value of a parameter at a date (in hours, euros… by its unit), read by its name from a recueil or one that it
 * completes; for what the engine itself needs: « heures d'un ETP ». false when there is none. */
bool dc_rules_parameter(const dc_rules *rules, const dc_recueil *recueil, dc_text name, dc_date date,
                        dc_rational *value);

/* « CHARTE-TERNOIS, article 4 ». In `arena`. */
dc_text dc_article_name(dc_arena *arena, const dc_article *article);

#endif
