/* What a run cost, for `make bench`: « --mesures FICHIER ». Floor: command line. */
#ifndef DECOMPTE_CLI_MEASURES_H
#define DECOMPTE_CLI_MEASURES_H

#include "cli/command.h"

#define DC_OPTION_MEASURES                                                                                             \
  { "mesures", "FICHIER", "écrire les durées de chaque phase et la mémoire employée" }

/* Writes to the file that the option names, if it was given: « phase elapsed processor » a line, in milliseconds, then
 * lines, bytes and peak memory. Says on stderr when it cannot. */
void dc_write_measures(const dc_arguments *arguments, const dc_run *run);

#endif
