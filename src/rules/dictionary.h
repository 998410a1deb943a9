/* What is known of the rules beyond dc_rules: names, details of articles, sources, plans.
 *
 * Floor: rules, private. Names come from a closed set: what the article defines, what its recueil and those that it
 * completes declare, and the fields of the lexicon that have a level. */
#ifndef DECOMPTE_RULES_DICTIONARY_H
#define DECOMPTE_RULES_DICTIONARY_H

#include "decompte/plan.h"
#include "layout.h"
#include "node.h"

/* The words that a field is read by: its name cut as expressions are. */
typedef struct {
  dc_text key;
  const dc_field *field;
} dc_field_name;

/* A piece of a motif: literal text, then a value (or none, for the last). */
typedef struct {
  dc_text literal;
  dc_node *value;
} dc_motif_part;

typedef struct dc_case_table dc_case_table; /* see cases.h */

/* « CHARTE-TERNOIS, article 8 », as another article names it. `recueil` NULL: nothing. */
typedef struct {
  const dc_recueil *recueil;
  uint32_t number;
  dc_position position;
} dc_article_reference;

/* What only this floor needs to know of an article. By article id. */
typedef struct {
  const dc_rule_block *block;
  DC_LIST(dc_definition *) definitions;
  DC_LIST(dc_motif_part) motif;
  dc_article_reference replaces;           /* « Remplace » */
  DC_LIST(dc_article_reference) cumulates; /* « Cumulable avec » */
  const dc_field *in_force_reference;      /* of the article's own « En vigueur »; NULL = none */
  dc_date in_force_from, in_force_until;
  DC_LIST(dc_case_table *) cases;
  bool cycle_told; /* R015 was reported for it */
} dc_detail;

/* A recueil while it is read and after. By rank. */
typedef struct {
  dc_recueil *recueil;
  const dc_rule_block *block;
  const dc_rule_block **article_blocks, **parameter_blocks, **list_blocks;
  size_t article_block_count, parameter_block_count, list_block_count;
  dc_parameter *parameters;
  size_t parameter_count;
  dc_code_list *lists;
  size_t list_count;
  size_t completes;       /* rank + 1 of the recueil that it completes; 0 = root */
  dc_node *line_in_force; /* « En vigueur » where lines decide: and-ed into each article */
} dc_pack;

typedef struct dc_dictionary {
  dc_rule_source *sources; /* never moved: pieces point to them */
  size_t source_count, source_room;
  dc_field_name *fields;
  size_t field_count;
  dc_pack *packs;
  size_t pack_count;
  DC_LIST(const dc_rule_block *) blocks; /* of articles, by id */
  dc_detail *details;
  dc_plan *plans; /* by rank */
  const dc_field *participant, *marche, *lot, *work_date, *hours;
} dc_dictionary;

/* The names that an expression may read: those of an article (may be NULL) and of the chain of a pack (may be NULL). */
typedef struct {
  const dc_dictionary *dictionary;
  const dc_pack *pack;
  const dc_detail *article;
} dc_names;

typedef enum { DC_NAME_NONE, DC_NAME_FIELD, DC_NAME_DEFINITION, DC_NAME_PARAMETER, DC_NAME_LIST } dc_name_kind;

typedef struct {
  dc_name_kind kind;
  const dc_field *field;
  dc_definition *definition;
  dc_parameter *parameter;
  dc_code_list *list;
} dc_named;

/* What `key` (see dc_name_key) names in that scope. */
dc_named dc_names_find(const dc_names *scope, dc_text key);

/* The name nearest to `written` in that scope, for « vouliez-vous dire »; empty when none is near. */
dc_text dc_names_nearest(const dc_names *scope, dc_arena *arena, dc_text written);

/* Is that code in a list of the scope? `*nearest` is one that looks like it, or empty. */
bool dc_names_know_code(const dc_names *scope, const dc_intern *intern, uint32_t id, dc_text *nearest);

/* The pack that `pack` completes, or NULL. */
const dc_pack *dc_pack_parent(const dc_dictionary *dictionary, const dc_pack *pack);

/* How many lines a source has; 0 for one that could not be read. */
uint32_t dc_rule_lines(const dc_dictionary *dictionary, dc_text name);

/* Fills the names of fields from the lexicon. */
void dc_dictionary_fields(dc_dictionary *dictionary, dc_arena *arena, const dc_lexicon *lexicon);

/* Reports on a position of the rules. */
#define DC_RULE_REPORT(rules, diagnostics, code, position, ...)                                                        \
  dc_rule_report((diagnostics), (rules)->dictionary->sources, (rules)->dictionary->source_count, (code), (position),   \
                 __VA_ARGS__)

#endif
