/* What a public statement withholds, so that no figure about 1 to 4 persons stands in it or can be worked out from it.
 * Decided once per run; every sheet, CSV and JSON of the profile « public » asks here.
 *
 * Floor: report, private, on accounts alone. Deterministic: only counts, then numbers, order what is chosen.
 *
 * Method: cell suppression, primary then complementary (Hundepool et al., « Statistical Disclosure Control », Wiley
 * 2012, ch. 4; Insee says « secret primaire » and « secret secondaire »), kept so coarse that its proof fits here.
 *
 * - One quantity is told by market: the hours counted (retenues). Declared, admitted and refused are told of everything
 *   together only: by market, their differences (what was refused, what was weighted) are mostly about few persons.
 *   Neither months nor numbers of lines are told.
 * - Primary: a market is hidden, everywhere and whole, when one of its parts (the hours of one holder in one EPCI) is
 *   about 1 to 4 persons, or has hours that count for 1 to 4. So nothing finer than a market need be hidden.
 * - What else is told that hidden markets enter: the total of each EPCI, and the total of all. Nothing else: a holder
 * is summed only when all its markets are shown. What an attacker learns by subtracting is, hence, for each EPCI, the
 * sum of what is hidden in it (its block), and the sum of the rest: all that is hidden in EPCI whose total is not told.
 *   Blocks have no hour in common. So what can be worked out about hidden hours is sums of whole blocks, nothing finer
 *   (the rows of the system have disjoint supports).
 * - Complementary: each block must hold two markets at least, and five persons, present and counted. Where it does not,
 *   the market with the fewest persons there is hidden as well; where there is none left, the total of the EPCI is, and
 *   its block joins the rest; where the rest does not suffice, the smallest market left joins it, with the totals of
 * the EPCI where it has hours; and when there is none, the total of all is hidden.
 * - Hours of everything: declared, admitted and refused are told when none of the persons refused, or weighted, would
 * be alone among four.
 * - Articles of Règles are a table of one dimension: hidden ones, with the refusals that no article decided, make a
 * block.
 * - Persons of an EPCI: another one; counts are taken to add up, which is the worst case.
 *
 * Out of reach: what a firm works out by taking off its own hours, and what two statements tell by their difference. */
#ifndef DECOMPTE_REPORT_MASK_H
#define DECOMPTE_REPORT_MASK_H

#include "decompte/account.h"

/* Fewer persons than this are not shown in the public profile. */
#define DC_SMALL 5

/* What stands for a figure that is withheld, be it for itself or for another's sake: short enough for its columns. */
#define DC_WITHHELD DC_TEXT("masqué")

/* Whether each thing is hidden. Arrays live in the arena given. */
typedef struct {
  bool active;    /* false: nothing is hidden, the profile is another, and the arrays are NULL */
  bool *marches;  /* by market: its hours counted, and what follows from them */
  bool *epcis;    /* by EPCI: the total of its hours counted */
  bool *persons;  /* by EPCI: how many persons it has */
  bool *articles; /* by article id: what it refused, in the lines of Détail */
  bool everyone;  /* how many persons there are */
  bool counted;   /* total of the hours counted */
  bool hours;     /* totals of the hours declared, admitted, refused */
} dc_mask;

/* `all_details`: Règles is about all records, else about those of the month. */
dc_mask dc_mask_of(const dc_accounts *accounts, bool all_details, dc_arena *arena);

static inline bool dc_mask_marche(const dc_mask *mask, size_t marche) { return mask->active && mask->marches[marche]; }

#endif
