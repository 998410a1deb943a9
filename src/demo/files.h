/* What is written from the world.
 *
 * Private to src/demo. Each returns false after reporting a failed write. */
#ifndef DECOMPTE_DEMO_FILES_H
#define DECOMPTE_DEMO_FILES_H

#include "demo/dialect_writer.h"
#include "demo/world.h"

typedef struct {
  const dc_demo_world *world;
  dc_text directory;
  dc_diagnostics *diagnostics;
} dc_demo_output;

/* Opens a file of the dossier. `name` is as the dossier calls it. */
void dc_demo_create(const dc_demo_output *output, dc_demo_writer *writer, dc_text name, const dc_demo_dialect *dialect);

/* Closes it; false after reporting when a write failed. */
bool dc_demo_finish(const dc_demo_output *output, dc_demo_writer *writer, dc_text name);

/* marches.csv, participants.csv, contrats.csv, eligibilites.csv, and for an invented world lieux.csv and
 * groupements.csv. */
bool dc_demo_write_tables(const dc_demo_output *output);

/* evenements.csv: orders and invoices, amendments, formal notices. */
bool dc_demo_write_events(const dc_demo_output *output);

/* releves/: one file by holder and month, or quarter. */
bool dc_demo_write_timesheets(const dc_demo_output *output);

#endif
