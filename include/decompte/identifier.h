/* Identifiers of the French administration: shapes and control keys.
 *
 * Floor: input. Texts are without blanks. */
#ifndef DECOMPTE_IDENTIFIER_H
#define DECOMPTE_IDENTIFIER_H

#include "decompte/text.h"

/* 9 digits, Luhn sum a multiple of 10. */
bool dc_is_siren(dc_text text);

/* 14 digits whose Luhn sum and whose SIREN's are multiples of 10; establishments of La Poste (SIREN 356000000) may
 * have a plain digit sum multiple of 5 instead (Insee). */
bool dc_is_siret(dc_text text);

/* The shape of an INSEE commune code: 5 digits, or 2A/2B and 3 digits. */
bool dc_is_commune(dc_text text);

/* Whether `text` holds a social security number with its key: 15 digits, in groups or not, even on several lines,
 * 97 - (n mod 97); 2A → 19, 2B → 18. */
bool dc_has_nir(dc_text text);

/* `text` with every social security number in it replaced by « ••• », on each of its lines. In `arena`; the same text
 * when there is none. */
dc_text dc_without_nir(dc_arena *arena, dc_text text);

/* The line of `text` that begins at `begin`, without its end and so hidden: a number may be cut by a line break. */
dc_text dc_line_without_nir(dc_arena *arena, dc_text text, size_t begin);

#endif
