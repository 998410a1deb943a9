/* Which encoding a file is written in, decided from all its bytes.
 *
 * Floor: input, private to survey. UTF-16 shows in the first bytes: its mark, or NULs at every other place.
 * UTF-8 proves itself, since text of another encoding is hardly ever valid by chance: a file whose characters of
 * several bytes outnumber the bytes that are not UTF-8 is UTF-8 with foreign lines. Between encodings of one byte a
 * character the bytes decide by what they would make in French: each candidate reads them as characters, and scores by
 * how these sit among their neighbours (é after a letter is likely, È or ‡ there is not). */
#ifndef DECOMPTE_INPUT_ENCODING_H
#define DECOMPTE_INPUT_ENCODING_H

#include "decompte/reader.h"

/* UTF-16, when the first bytes of the file show it; `*confidence` in percent. */
bool dc_encoding_is_utf16(dc_text start, dc_encoding *encoding, uint8_t *confidence);

enum { DC_NEIGHBOURS = 3 }; /* beside a byte: a lower case letter, an upper case one, anything else */

/* What the bytes of a file say together. Zero-initialised; fed by blocks. */
typedef struct {
  uint64_t wide;      /* characters of several bytes that are UTF-8 */
  uint64_t foreign;   /* bytes that are not UTF-8 */
  uint64_t twice;     /* characters that are UTF-8 read as Windows-1252 and encoded again: « Ã© » for é */
  size_t first_twice; /* the first of them, in the block that brought it */
  uint64_t seen[DC_NEIGHBOURS][DC_NEIGHBOURS][0x80]; /* foreign bytes from 0x80, by what stands before and after */
} dc_census;

/* Adds a block, and returns how many of its bytes were taken: all when it is the `last`, else all but a character that
 * is not whole, which comes again at the start of the next block. */
size_t dc_census_add(dc_census *census, dc_text block, bool last);

/* The encoding of a file that is not UTF-16. `marked`: it begins with the mark of UTF-8. */
dc_encoding dc_census_judge(const dc_census *census, bool marked, uint8_t *confidence);

#endif
