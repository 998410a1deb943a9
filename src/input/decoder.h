/* Bytes of any encoding to UTF-8, block by block.
 *
 * Floor: input, private to survey and reader. What comes out is valid UTF-8, without byte order mark. A byte that means
 * nothing is never lost: in a UTF-8 file it is read as Windows-1252 alone, so that one foreign line costs the others
 * nothing; in any other file it becomes U+FFFD. French characters in UTF-8 are read as such in a Windows-1252 file. All
 * these are flaws, told by their place. */
#ifndef DECOMPTE_INPUT_DECODER_H
#define DECOMPTE_INPUT_DECODER_H

#include "decompte/reader.h"

#define DC_MARK_UTF8     "\xEF\xBB\xBF"
#define DC_MARK_UTF16_LE "\xFF\xFE"
#define DC_MARK_UTF16_BE "\xFE\xFF"

enum { DC_LONGEST_CHARACTER = 4 }; /* bytes, in UTF-8 and in UTF-16 */

/* Places, in what was decoded since the beginning, of what replaces meaningless bytes. */
typedef struct {
  uint64_t *items;
  size_t count, capacity;
} dc_flaws;

typedef struct {
  dc_encoding encoding;
  uint64_t decoded;          /* bytes given out so far */
  bool begun;                /* past a byte order mark, or where one would stand */
  char characters[0x80][4];  /* UTF-8 of bytes 0x80 to 0xFF, one byte a character; Windows-1252 in UTF-8 files */
  unsigned char sizes[0x80]; /* 0: the byte means nothing */
} dc_decoder;

/* false: the system does not know the encoding. */
bool dc_decoder_open(dc_decoder *decoder, dc_encoding encoding);

/* Decodes `in` to `out`, which has room for dc_decoded_most(in.length) bytes, and returns how many it wrote. `*used`
 * bytes of `in` were taken: all of them when it is the `last`, else all but a character that is not whole. */
size_t dc_decode(dc_decoder *decoder, dc_text in, bool last, char *out, size_t *used, dc_flaws *flaws);

static inline size_t dc_decoded_most(size_t bytes) { return 3 * bytes; }

/* Bytes at the start of `text` that are whole characters of UTF-8; `*wide` goes up by those of several bytes. */
size_t dc_utf8_prefix(dc_text text, uint64_t *wide);

/* Whether `text`, which no UTF-8 character starts, is the start of one cut short. */
bool dc_utf8_unfinished(dc_text text);

#endif
