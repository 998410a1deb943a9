#include "demo/world.h"

#include "demo/forms.h"

/* What a posting must be to bear a flaw. */
typedef enum { ANY, BY_PROVIDER, TO_THE_END, IN_FEBRUARY, BY_HOLDER } bearer;

static const bearer bearers[DC_DEMO_FLAWS] = {
    [DC_DEMO_DECLARED_TWICE] = BY_PROVIDER,
    [DC_DEMO_OUTSIDE_MARKET] = TO_THE_END,
    [DC_DEMO_IMPOSSIBLE_DATE] = IN_FEBRUARY,
    [DC_DEMO_DATES_INVERTED] = BY_HOLDER,
};

#define FEBRUARY DC_MONTH_OF(2026, 2)

/* The flaw comes after some ordinary days. */
#define DAYS_BEFORE 4

static bool fits(const dc_demo_world *world, const dc_demo_posting *posting, bearer wanted) {
  const dc_demo_market *market = &world->markets[posting->market];
  const dc_demo_contract *contract = &world->contracts[posting->contract];
  const dc_demo_firm *employer = &world->firms[contract->employer];
  if (posting->flaw != DC_DEMO_FLAWLESS || posting->minutes == 0) return false;
  if (dc_demo_forms[world->firms[market->holder].form].monthly) return false;
  if (posting->last - posting->first < 20 || contract->posting_count > 1) return false;
  if (world->persons[contract->person].contract_count > 1) return false;
  switch (wanted) {
  case ANY: return true;
  case BY_PROVIDER: return employer->structure == DC_DEMO_ETTI;
  case TO_THE_END: return posting->last == market->end && market->end + 10 < world->last && contract->end != DC_NO_DATE;
  case IN_FEBRUARY: return posting->first < dc_month_first(FEBRUARY) && posting->last > dc_month_last(FEBRUARY);
  case BY_HOLDER:
    return contract->employer == market->holder && contract->end != DC_NO_DATE && posting->last - posting->first < 100;
  }
  return false;
}

static dc_date nth_worked_day(const dc_demo_world *world, uint32_t posting, dc_date from, int n) {
  dc_date day = from;
  for (; day < world->postings[posting].last; day++)
    if (dc_demo_works(world, posting, day) && n-- == 0) break;
  return day;
}

static void bear(dc_demo_world *world, uint32_t number, dc_demo_flaw flaw) {
  dc_demo_posting *posting = &world->postings[number];
  dc_demo_contract *contract = &world->contracts[posting->contract];
  dc_demo_person *person = &world->persons[contract->person];
  bool february = flaw == DC_DEMO_IMPOSSIBLE_DATE;
  posting->flaw_day = february ? nth_worked_day(world, number, dc_month_first(FEBRUARY), 0)
                               : nth_worked_day(world, number, posting->first, DAYS_BEFORE);
  posting->flaw = flaw;
  if (flaw == DC_DEMO_BEFORE_VALIDATION) {
    person->first_day = posting->first;
    person->validation = posting->flaw_day;
    person->proof_date = person->validation - 6;
  } else if (flaw == DC_DEMO_OUTSIDE_MARKET) {
    posting->last += 9;
    contract->end = posting->last;
  } else if (flaw == DC_DEMO_DATES_INVERTED) {
    contract->end = contract->start - 30;
  }
}

static void place(dc_demo_world *world, dc_demo_random *random, dc_demo_flaw flaw) {
  uint32_t start = dc_demo_below(random, world->posting_count);
  for (uint32_t i = 0; i < world->posting_count; i++) {
    uint32_t number = (start + i) % world->posting_count;
    if (!fits(world, &world->postings[number], bearers[flaw])) continue;
    bear(world, number, flaw);
    return;
  }
}

/* A subcontractor whose SIRET has its last digit wrong. */
static void spoil_siret(dc_demo_world *world) {
  for (uint32_t m = 0; m < world->market_count; m++) {
    if (world->markets[m].subcontractor == DC_DEMO_NONE) continue;
    dc_demo_firm *firm = &world->firms[world->markets[m].subcontractor];
    char last = firm->siret.data[firm->siret.length - 1];
    dc_text kept = dc_text_slice(firm->siret, 0, firm->siret.length - 1);
    firm->siret = dc_text_format(world->arena, DC_S "%c", DC_ARG(kept), last == '9' ? '0' : last + 1);
    return;
  }
}

void dc_demo_place_flaws(dc_demo_world *world) {
  if (!world->invented || world->posting_count == 0) return; /* essential data have their own */
  dc_demo_random random = dc_demo_random_of(world->seed, 7);
  size_t times = 1 + world->lines / 500000;
  for (size_t i = 0; i < times; i++)
    for (dc_demo_flaw flaw = DC_DEMO_FLAWLESS + 1; flaw < DC_DEMO_FLAWS; flaw++) place(world, &random, flaw);
  spoil_siret(world);
}
