/* Which separator and quotes a file uses, decided from a sample of its text.
 *
 * Floor: input, private to survey. Every dialect that the sample's characters allow reads the sample, and is judged by
 * two things together, as van den Burg, Nazábal and Sutton (« Wrangling messy CSV files by detecting row and type
 * patterns », 2019) found best: how many of the records have the same number of fields (the more fields the better),
 * and how much the cells of those records look like values. Title lines, sections and footers have few fields, and
 * weigh little; `7,5` splits into as many parts on every line of a `;` file, but these hold semicolons. */
#ifndef DECOMPTE_INPUT_DIALECT_H
#define DECOMPTE_INPUT_DIALECT_H

#include "decompte/reader.h"

typedef struct {
  dc_dialect dialect;
  uint8_t confidence;    /* percent; 100: stated */
  uint32_t width;        /* usual number of fields; 0: no record in the sample */
  bool states_separator; /* the sample's first line is « sep=; » */
} dc_dialect_found;

/* `sample`: the first lines of the file, whole, in UTF-8. What `given` states is obeyed. A file of one column, in which
 * nothing separates, is said to use `;`. */
dc_dialect_found dc_dialect_find(dc_text sample, const dc_dialect_given *given);

#endif
