/* Physical lines of a file, as an editor counts them: ended by LF, CR or CRLF, in UTF-8 whatever the file is written
 * in.
 *
 * Floor: input, private to the reader. Lines are served from a window over the decoded file, so that a record that
 * turns out to have no end can be taken up again from its second line. */
#ifndef DECOMPTE_INPUT_LINES_H
#define DECOMPTE_INPUT_LINES_H

#include "input/decoder.h"

typedef struct {
  int descriptor;
  size_t block;  /* bytes read at once */
  uint64_t left; /* bytes of the file still to be read */
  dc_decoder decoder;
  char *bytes; /* read and not decoded */
  size_t byte_count;
  char *window;                /* decoded */
  size_t capacity, begin, end; /* begin: first byte still wanted; end: bytes in the window */
  size_t cursor;               /* next byte to serve */
  uint64_t origin;             /* place in the decoded file of the first byte of the window */
  dc_flaws flaws;              /* of what is in the window */
  size_t flaw, wanted_flaw;    /* the first that is not before the line served last, and not before `begin` */
  uint32_t line;               /* number of the line served last */
  size_t line_size;            /* and its bytes */
  bool carriages;              /* a CR has been seen */
  bool finished;               /* the file has been read to its end */
  int error;                   /* errno of a failed read, 0 otherwise */
} dc_lines;

/* Takes the descriptor over; serves its first `size` bytes. false: the encoding is unknown to the system. */
bool dc_lines_open(dc_lines *lines, int descriptor, dc_encoding encoding, uint64_t size);
void dc_lines_close(dc_lines *lines);

typedef enum { DC_LINE_END, DC_LINE_READ, DC_LINE_TOO_LONG } dc_line_status;

/* The next line, its end included; valid until the next call after dc_lines_release. A line longer than a record may
 * be is stepped over: DC_LINE_TOO_LONG, `line` empty; while earlier lines are still wanted it stays ahead, and comes
 * again once they are released. A line without end, the last one, has a LF behind it in memory all the same. */
dc_line_status dc_lines_next(dc_lines *lines, dc_text *line);

/* Whether the line served last has a flaw (see decoder.h); `*at`: bytes of the line before the first one. */
bool dc_lines_flaw(dc_lines *lines, size_t *at);

/* Lines served so far are not wanted any more. */
void dc_lines_release(dc_lines *lines);

/* All the lines served since the last release, as the window holds them: they may be changed in place. */
char *dc_lines_wanted(const dc_lines *lines, size_t *size);

/* The first of the lines served since the last release. */
dc_text dc_lines_first(const dc_lines *lines);

/* Serves again from the second of the lines served since the last release; `first` is the number of the first one. */
void dc_lines_rewind(dc_lines *lines, uint32_t first);

#endif
