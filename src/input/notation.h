#ifndef DECOMPTE_INPUT_NOTATION_H
#define DECOMPTE_INPUT_NOTATION_H

#include "input/value.h"

typedef struct {
  dc_cell *cells;
  dc_text notation;
} dc_column_reading;

dc_column_reading dc_column_read(dc_arena *arena, const dc_lexicon *lexicon, const dc_field *field,
                                 const dc_intern *raw, dc_intern *texts);

#endif
