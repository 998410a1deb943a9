/* Physical lines of a file, as an editor counts them: ended by LF, CR or CRLF.
 *
 * Floor: input, private to the reader. Lines are served from a window over the file, so that a record that turns out to
 * have no end can be taken up again from its second line. */
#ifndef DECOMPTE_INPUT_LINES_H
#define DECOMPTE_INPUT_LINES_H

#include "decompte/text.h"

typedef struct {
  int descriptor;
  char *window;
  size_t capacity, begin, end; /* begin: first byte still wanted; end: bytes in the window */
  size_t cursor;               /* next byte to serve */
  uint32_t line;               /* number of the line served last */
  bool finished;               /* the file has been read to its end */
  int error;                   /* errno of a failed read, 0 otherwise */
} dc_lines;

void dc_lines_open(dc_lines *lines, int descriptor); /* takes the descriptor over */
void dc_lines_close(dc_lines *lines);

typedef enum { DC_LINE_END, DC_LINE_READ, DC_LINE_TOO_LONG } dc_line_status;

/* The next line, its end included; valid until the next call after dc_lines_release. A line longer than a record may
 * be is stepped over: DC_LINE_TOO_LONG, `line` empty; while earlier lines are still wanted it stays ahead, and comes
 * again once they are released. */
dc_line_status dc_lines_next(dc_lines *lines, dc_text *line);

/* Lines served so far are not wanted any more. */
void dc_lines_release(dc_lines *lines);

/* The first of the lines served since the last release. */
dc_text dc_lines_first(const dc_lines *lines);

/* Serves again from the second of the lines served since the last release; `first` is the number of the first one. */
void dc_lines_rewind(dc_lines *lines, uint32_t first);

#endif
