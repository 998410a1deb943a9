/* How « lire » says a file is written: encoding, dialect, line ends, and how each is known.
 *
 * Floor: cli, private. What is found comes with its confidence; where that is low, the option that settles it is told.
 */
#ifndef DECOMPTE_CLI_UNDERSTOOD_H
#define DECOMPTE_CLI_UNDERSTOOD_H

#include "decompte/reader.h"

/* Of a file as surveyed. `by_option`: what was stated by options; all else that is stated was in decompte.conf. */
void dc_print_understood(const dc_source *source, const dc_dialect_given *by_option);

#endif
