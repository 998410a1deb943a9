/* What is wrong with the cells of a file, told where it is: its second reading.
 *
 * Floor: input, private. */
#ifndef DECOMPTE_INPUT_TELL_H
#define DECOMPTE_INPUT_TELL_H

#include "input/convert.h"

/* Why a row has something to tell. */
enum { DC_TELL_NOTHING, DC_TELL_CELLS, DC_TELL_WIDTH /* a short row whose cells do not fit either */ };

/* Walks the file again and reports on the rows whose entry in `tell` says so; `tell` is by row of the first walk,
 * ragged ones left out. `bindings` are by column of the table. */
void dc_tell_cells(dc_converted *converted, const dc_source *source, const dc_headers *headers,
                   const dc_binding bindings[], const unsigned char *tell);

#endif
