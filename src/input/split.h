/* A line without quoted fields, split where it stands.
 *
 * Floor: input, private to the reader. Most lines of most files quote nothing: one pass over their bytes finds the
 * fields, which are left in place. */
#ifndef DECOMPTE_INPUT_SPLIT_H
#define DECOMPTE_INPUT_SPLIT_H

#include "decompte/reader.h"

/* What each byte means to a line in some dialect, and whether a field that begins or ends with it may be trimmed. */
typedef struct {
  unsigned char meaning[256];
  bool edge[256];
} dc_classes;

void dc_classes_init(dc_classes *classes, const dc_dialect *dialect);

/* dc_text_trim, for fields that seldom need it. */
static inline dc_text dc_trim_field(const dc_classes *classes, dc_text field) {
  if (field.length == 0) return field;
  bool edge = classes->edge[(unsigned char)field.data[0]] || classes->edge[(unsigned char)field.data[field.length - 1]];
  return edge ? dc_text_trim(field) : field;
}

typedef enum {
  DC_SPLIT_DONE,
  DC_SPLIT_BLANK,    /* all its fields are empty */
  DC_SPLIT_QUOTED,   /* a field begins with a quote: not for here */
  DC_SPLIT_CONTROLS, /* it holds control characters */
  DC_SPLIT_MANY      /* more than DC_RECORD_FIELDS fields */
} dc_split_status;

/* Splits `line`, given without its end: a CR or LF follows it in memory. `*count` fields, trimmed, point into it.
 * `*quote`: the first quote inside a field, where it is only text; NULL: none. */
dc_split_status dc_split(const dc_classes *classes, dc_text line, dc_text fields[DC_RECORD_FIELDS], size_t *count,
                         const char **quote);

/* Replaces the control characters of `line` by spaces, and returns how many; `*first`: bytes before the first one. */
uint32_t dc_blank_controls(const dc_classes *classes, char *line, size_t length, size_t *first);

#endif
