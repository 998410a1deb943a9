/* The demonstration dossier: invented firms, persons and timesheets on real EPCI, from a seed.
 *
 * Floor: beside reports, on input and base. The same options give the same bytes on every machine. */
#ifndef DECOMPTE_EXAMPLE_H
#define DECOMPTE_EXAMPLE_H

#include "decompte/diagnostic.h"

typedef struct {
  uint64_t seed;    /* 0 = the seed of the shipped dossier */
  size_t lines;     /* timesheet lines wanted, about; 0 = 20 000. Markets, firms and persons grow with it */
  const char *decp; /* NULL, or a file of essential data: its markets, buyers and firms replace the invented ones */
} dc_example_options;

/* Writes the dossier into `directory`, made if missing; refuses one that is not empty. false after reporting. */
bool dc_example_write(const char *directory, const dc_example_options *options, dc_diagnostics *diagnostics);

#endif
