/* Real communes of twelve real EPCI of Pas-de-Calais and Nord (code officiel géographique, 1st January 2026).
 *
 * Private to src/demo. */
#ifndef DECOMPTE_DEMO_PLACES_H
#define DECOMPTE_DEMO_PLACES_H

#include <stdbool.h>

#include "decompte/text.h"

#define DC_DEMO_EPCI              12
#define DC_DEMO_COMMUNES          36
#define DC_DEMO_COMMUNES_PER_EPCI (DC_DEMO_COMMUNES / DC_DEMO_EPCI)

typedef struct {
  dc_text siren;
  bool artois; /* its markets obey the local charter */
  dc_text buyer;
  dc_text qpv; /* the code of a district of its main commune */
} dc_demo_epci;

typedef struct {
  dc_text code, name;
} dc_demo_commune;

extern const dc_demo_epci dc_demo_epcis[DC_DEMO_EPCI];

/* Those of EPCI e are the DC_DEMO_COMMUNES_PER_EPCI that start at e × DC_DEMO_COMMUNES_PER_EPCI. */
extern const dc_demo_commune dc_demo_communes[DC_DEMO_COMMUNES];

#endif
