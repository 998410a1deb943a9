/* The flaws that a real month end has, few and each deliberate: one table tells them all.
 *
 * Private to src/demo. A flaw belongs to one posting and one day (two spread over a few days); what it does to the
 * tables is written by placing it, what it does to a line by whoever writes the line. */
#ifndef DECOMPTE_DEMO_FLAWS_H
#define DECOMPTE_DEMO_FLAWS_H

typedef enum {
  DC_DEMO_FLAWLESS,
  DC_DEMO_UNKNOWN_MARCHE,
  DC_DEMO_UNKNOWN_PARTICIPANT,
  DC_DEMO_BEFORE_VALIDATION, /* the first days come before the person's validation */
  DC_DEMO_OUTSIDE_MARKET,    /* the posting runs on after the end of the market */
  DC_DEMO_LONG_DAY,          /* over 10 h */
  DC_DEMO_DECLARED_TWICE,    /* the holder declares days that the ETTI declares too */
  DC_DEMO_SENT_TWICE,        /* the same line twice */
  DC_DEMO_EMPLOYER_OUTSIDE,
  DC_DEMO_UNKNOWN_COMMUNE,
  DC_DEMO_DATES_INVERTED, /* in contrats.csv */
  DC_DEMO_HOURS_MISSING,
  DC_DEMO_IMPOSSIBLE_DATE,
  DC_DEMO_FLAWS
} dc_demo_flaw;

#endif
