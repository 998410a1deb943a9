/* The first records of a file, kept: where its table begins is decided on them.
 *
 * Floor: input, private. */
#ifndef DECOMPTE_INPUT_SAMPLE_H
#define DECOMPTE_INPUT_SAMPLE_H

#include "decompte/reader.h"

#define DC_SAMPLE_RECORDS 60

typedef struct {
  dc_record record; /* a copy, in the arena given */
  size_t filled;    /* fields that hold something */
} dc_sampled;

typedef struct {
  dc_sampled items[DC_SAMPLE_RECORDS];
  size_t count;
} dc_sample;

/* Reads them. What is wrong with records is told when the file is read in full, hence not here; false after reporting
 * when the file cannot be read at all. */
bool dc_sample_read(dc_sample *sample, dc_arena *arena, const dc_source *source, dc_diagnostics *diagnostics);

/* Fields of a record that hold something. */
size_t dc_record_filled(const dc_record *record);

#endif
