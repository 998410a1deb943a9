/* Headers: which column of the lexicon a field of a file is.
 *
 * Floor: input, private. Patterns of the lexicon are compiled once for a dossier and then only read. */
#ifndef DECOMPTE_INPUT_HEADER_H
#define DECOMPTE_INPUT_HEADER_H

#include "decompte/reader.h"
#include "decompte/table.h"

typedef struct dc_headers dc_headers;

/* Compiles the patterns of one table, of all when `table` is empty; a wrong one is reported. NULL then. Freed with
 * dc_headers_free. */
dc_headers *dc_headers_compile(const dc_lexicon *lexicon, dc_text table, dc_text lexicon_name,
                               dc_diagnostics *diagnostics);
void dc_headers_free(dc_headers *headers);

#define DC_UNBOUND SIZE_MAX

/* Fills columns[i] with the number in `table` of the column that field i of the header is, DC_UNBOUND when none.
 * Case, accents, spaces and punctuation do not count; « codeCPV » reads as « code CPV ». Unknown fields are notes; a
 * field that may be two columns, a column found twice, a required column that is missing (with the nearest fields that
 * are left, and what would be understood) are fatal: false then. Each is told at its cell, where `header->raw` shows
 * it. */
bool dc_headers_bind(const dc_headers *headers, const dc_table *table, const dc_record *header, dc_text file,
                     size_t columns[DC_RECORD_FIELDS], dc_diagnostics *diagnostics);

/* How well `names` fit `table`, silently: columns that they bind; *complete: all required ones are among them. */
size_t dc_headers_score(const dc_headers *headers, const dc_table *table, const dc_text *names, size_t count,
                        bool *complete);

#endif
