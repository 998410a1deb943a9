/* Recueils, parameters and lists: what the articles of a pack may refer to.
 *
 * Floor: rules, private. */
#ifndef DECOMPTE_RULES_DECLARE_H
#define DECOMPTE_RULES_DECLARE_H

#include "dictionary.h"

#define DC_CHAIN_LIMIT 16

/* Shares `blocks` out between recueils, by code; reads their titles and « Complète ». Fills the packs of
 * the dictionary. */
void dc_declare_recueils(dc_rules *rules, const dc_rule_blocks *blocks, dc_diagnostics *diagnostics);

/* Reads the parameters and the lists of every pack, then checks that no name is taken twice. */
void dc_declare_names(dc_rules *rules, dc_diagnostics *diagnostics);

/* Reads one block « Paramètre » or « Liste » into its pack: see tables.c. */
void dc_parameter_read(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block, dc_pack *pack);
void dc_list_read(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block, dc_pack *pack);

/* Reports a name that is not one, or that the scope already knows. false then. */
bool dc_declare_name(const dc_rules *rules, const dc_names *scope, dc_diagnostics *diagnostics, dc_piece name);

/* Splits « 4 — Fenêtre de 24 mois » at its dash. false when there is none, or when a side is empty. */
bool dc_declare_title(dc_piece title, dc_piece *before, dc_piece *after);

/* The value of a mandatory « Source », reported when it is missing. */
dc_text dc_declare_source(const dc_rules *rules, dc_diagnostics *diagnostics, const dc_rule_block *block);

#endif
