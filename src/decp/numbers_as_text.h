/* JSON whose numbers are handed to jansson as strings, so that they stay as they were written: no binary floating point
 * touches an amount, and a code written as a number keeps its zeros. Floor: decp, private. */
#ifndef DECOMPTE_DECP_NUMBERS_AS_TEXT_H
#define DECOMPTE_DECP_NUMBERS_AS_TEXT_H

#include <stdbool.h>
#include <stdio.h>

typedef struct {
  FILE *file; /* the caller's */
  bool plain; /* numbers are left as they are: to find the place of an error */
  bool in_text, escaped, in_number;
} dc_decp_stream;

/* For json_load_callback: the next bytes, at most `size`; (size_t)-1 when reading failed. */
size_t dc_decp_stream_read(void *buffer, size_t size, void *stream);

#endif
