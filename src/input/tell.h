/* What is wrong with the cells of a file, told where it is: its second reading.
 *
 * Floor: input, private. */
#ifndef DECOMPTE_INPUT_TELL_H
#define DECOMPTE_INPUT_TELL_H

#include "input/convert.h"
#include "input/gather.h"

/* Walks the file again and reports on the rows that have something to tell. */
void dc_tell_cells(dc_converted *converted, const dc_source *source, const dc_headers *headers,
                   const dc_gathered *gathered);

#endif
