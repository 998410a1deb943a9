/* The lexicon: the one dictionary of every field. Read from rules/lexique.csv, it drives reading, validation,
 * the names that rules may use and the headings of the workbooks: nothing about a column is written twice.
 *
 * Floor: base. Input fills it from its file; input and rules meet here and in columns (table.h).
 * Texts live in the arena given at load; patterns are compiled by the reader, which owns them. */
#ifndef DECOMPTE_LEXICON_H
#define DECOMPTE_LEXICON_H

#include "decompte/text.h"

typedef enum {
  DC_TYPE_TEXT,    /* texte     id in the interner */
  DC_TYPE_CODE,    /* code      id of the upper-case code */
  DC_TYPE_SIRET,   /* siret     id of the 14 digits */
  DC_TYPE_SIREN,   /* siren     id of the 9 digits */
  DC_TYPE_COMMUNE, /* commune   id of the 5-character INSEE code */
  DC_TYPE_FLAG,    /* oui/non   id: DC_NO, DC_YES */
  DC_TYPE_DATE,    /* date      dc_date */
  DC_TYPE_MONTH,   /* mois      dc_month */
  DC_TYPE_HOURS,   /* h         dc_hours */
  DC_TYPE_MONEY,   /* €         dc_cents */
  DC_TYPE_RATE,    /* €/h       dc_cents per hour */
  DC_TYPE_PERCENT, /* %         dc_parts */
} dc_type;

enum { DC_NO = 1, DC_YES = 2 }; /* values of a flag; 0 = absent */

/* What a name says something about: the level at which it has one value. Empty in the lexicon: rules cannot read it. */
typedef enum {
  DC_LEVEL_NONE,
  DC_LEVEL_STATEMENT, /* arrêté    one value for the whole run */
  DC_LEVEL_MARCHE,    /* marché    one per (marché, lot) */
  DC_LEVEL_TOTALS,    /* bilan     one per (marché, lot), known once its lines are decided */
  DC_LEVEL_PERSON,    /* personne  one per participant */
  DC_LEVEL_LINE,      /* ligne     one per timesheet record */
} dc_level;

typedef struct {
  dc_text name;   /* in rules: « date du travail » */
  dc_text table;  /* CSV file without extension: « releves »; « calcul » for what the engine derives;
                     « regles » for what a rule pack computes by Calculer */
  dc_text column; /* canonical header: « date » */
  dc_type type;
  bool required;  /* the column must be there and the cell filled */
  bool sensitive; /* personal category: never shown in a titulaire or public workbook */
  bool several;   /* a record may have several values at once: the publics of a person */
  dc_level level;
  dc_text pattern; /* PCRE2, on the folded header, of the spellings recognised */
  dc_text label;   /* French heading in workbooks */
  uint32_t number; /* its place in the lexicon */
} dc_field;

/* A spelling, folded, that stands for a code of a column: « bénéficiaire du RSA » is RSA. */
typedef struct {
  uint32_t field;
  dc_text folded, code;
} dc_alias;

typedef struct {
  dc_field *fields;
  uint32_t count;
  dc_alias *aliases; /* by field, then by spelling */
  size_t alias_count, alias_capacity;
} dc_lexicon;

/* NULL when unknown. */
const dc_field *dc_lexicon_name(const dc_lexicon *lexicon, dc_text name);
const dc_field *dc_lexicon_column(const dc_lexicon *lexicon, dc_text table, dc_text column);

/* The code that a folded spelling stands for in a column, its own spelling included; false when rules/alias.csv has
 * none. */
bool dc_lexicon_alias(const dc_lexicon *lexicon, const dc_field *field, dc_text folded, dc_text *code);

/* Adds an alias that the lexicon lacks. The list lives in `arena`, as its texts must. */
void dc_lexicon_add_alias(dc_lexicon *lexicon, dc_arena *arena, dc_alias alias);

/* The type named « h », « date »… in the lexicon file. false when there is none. */
bool dc_type_parse(dc_text text, dc_type *type);
bool dc_level_parse(dc_text text, dc_level *level);
const char *dc_type_name(dc_type type);

#endif
