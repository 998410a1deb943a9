/* How fields are spelt in each form, and what reading one form fills. Floor: decp, private. */
#ifndef DECOMPTE_DECP_FIELDS_H
#define DECOMPTE_DECP_FIELDS_H

#include "decompte/decp.h"
#include "decompte/reader.h"

/* Fields of a modification follow those of a row. */
enum { DC_DECP_CHANGE_DATE = DC_DECP_FIELDS, DC_DECP_CHANGE_MONTHS, DC_DECP_CHANGE_AMOUNT, DC_DECP_SPELT };

/* The field of a folded path: « acheteur id » for acheteur.id, acheteur_id, or the key id in the object acheteur.
 * DC_DECP_SPELT when it is none of them. */
int dc_decp_field_of(dc_text folded);

/* The usual spelling of a field: « acheteur.id ». */
const char *dc_decp_spelling(dc_decp_field field);

/* Texts as rows hold them. In `arena`. */
dc_text dc_decp_clean(dc_arena *arena, dc_text text);

/* Whether these fields are those of a concession. */
bool dc_decp_is_concession(const dc_text fields[DC_DECP_FIELDS]);

/* What reads one form, into rows that it grows and that dc_decp_read moves to the arena. */
typedef struct {
  dc_decp *decp;
  dc_arena *arena;
  dc_diagnostics *diagnostics;
  size_t room;
} dc_decp_reading;

/* The next row, empty. */
dc_decp_row *dc_decp_add_row(dc_decp_reading *reading);

bool dc_decp_read_json(dc_decp_reading *reading, const dc_source *source);
bool dc_decp_read_table(dc_decp_reading *reading, const dc_source *source);

#endif
