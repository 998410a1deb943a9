/* What may be explained, once it has been found.
 *
 * Floor: explain, private. */
#ifndef DECOMPTE_EXPLAIN_SUBJECTS_H
#define DECOMPTE_EXPLAIN_SUBJECTS_H

#include "decompte/explain.h"

void dc_explain_row(dc_explanation *explanation, const dc_explaining *explaining, uint32_t row); /* of releves */
void dc_explain_market(dc_explanation *explanation, const dc_explaining *explaining, uint32_t number);
void dc_explain_person(dc_explanation *explanation, const dc_explaining *explaining, uint32_t row);

/* A physical line that is no record: header, blank, TOTAL, or one that could not be read. */
typedef enum { DC_LINE_HEADER, DC_LINE_BLANK, DC_LINE_TOTAL, DC_LINE_REJECTED } dc_line_nature;
void dc_explain_no_record(dc_explanation *explanation, const dc_explaining *explaining, dc_text file, uint32_t line,
                          dc_line_nature nature);

#endif
