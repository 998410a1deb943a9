/* Persons, their contracts and their postings. */
#include "demo/forms.h"

#include <stdio.h>
#include <string.h>

#define T DC_TEXT_INIT

/* The last two are in no list of any recueil: their hours are refused. */
const dc_demo_public dc_demo_publics[DC_DEMO_PUBLICS] = {
    {T("RSA"), T("Attestation CAF"), T("Département"), 22, 58, 235},
    {T("DELD"), T("Attestation France Travail"), T("France Travail"), 24, 58, 215},
    {T("QPV"), T("Justificatif de domicile"), T("PLIE"), 20, 55, 120},
    {T("J26_NQ"), T("Attestation mission locale"), T("Mission locale"), 18, 24, 120},
    {T("SEN50"), T("Attestation France Travail"), T("France Travail"), 51, 61, 80},
    {T("BOETH"), T("Notification MDPH"), T("Cap emploi"), 21, 58, 80},
    {T("ASS"), T("Attestation France Travail"), T("France Travail"), 30, 58, 35},
    {T("REF"), T("Titre de séjour"), T("PLIE"), 20, 50, 25},
    {T("J_SUIVI"), T("Contrat d'accompagnement"), T("Mission locale"), 18, 25, 20},
    {T("AAH"), T("Attestation CAF"), T("Cap emploi"), 25, 58, 15},
    {T("ETUDIANT"), T("Certificat de scolarité"), T("Titulaire"), 18, 25, 30},
    {T("SALARIE"), T("Contrat de travail"), T("Titulaire"), 25, 58, 25},
};

/* Contract natures of each structure, in hundredths. The users of an ESAT have no contract of employment. */
static const struct {
  dc_demo_structure structure;
  const char *nature;
  uint32_t percent;
} natures[] = {
    {DC_DEMO_COMPANY, "CDD", 48},
    {DC_DEMO_COMPANY, "CDI", 20},
    {DC_DEMO_COMPANY, "APPRENTISSAGE", 12},
    {DC_DEMO_COMPANY, "PROFESSIONNALISATION", 12},
    {DC_DEMO_COMPANY, "CUI_PEC", 6},
    {DC_DEMO_COMPANY, "EAV", 2},
    {DC_DEMO_ETTI, "MISSION", 100},
    {DC_DEMO_AI, "CDD", 75},
    {DC_DEMO_AI, "CDDI", 25},
    {DC_DEMO_GEIQ, "PROFESSIONNALISATION", 60},
    {DC_DEMO_GEIQ, "APPRENTISSAGE", 30},
    {DC_DEMO_GEIQ, "CDD", 10},
    {DC_DEMO_EI, "CDDI", 100},
    {DC_DEMO_ACI, "CDDI", 100},
};

/* Full days of work, of training and of part time, in minutes: halves of hours. */
static const uint16_t full_days[] = {420, 420, 420, 450, 420, 450, 480, 420, 360};
static const uint16_t part_days[] = {240, 210, 270, 300};

#define ABSENCE 8 /* days in 100 */

/* ---- who works when ---- */

bool dc_demo_works(const dc_demo_world *world, uint32_t posting, dc_date day) {
  const dc_demo_posting *p = &world->postings[posting];
  if (day < p->first || day > p->last || !world->working[day - world->first]) return false;
  if (p->minutes == 0 || day == p->flaw_day) return true;
  if (!(p->weekdays & 1u << dc_date_weekday(day))) return false;
  return dc_demo_hash(world->seed, posting, (uint32_t)day) % 100 >= ABSENCE;
}

int32_t dc_demo_days(const dc_demo_world *world, uint32_t posting, dc_date from, dc_date to) {
  const dc_demo_posting *p = &world->postings[posting];
  int32_t days = 0;
  if (from < p->first) from = p->first;
  if (to > p->last) to = p->last;
  for (dc_date day = from; day <= to; day++) days += dc_demo_works(world, posting, day);
  return days;
}

/* The first working day on or after `day`, within the window. */
static dc_date working_day(const dc_demo_world *world, dc_date day) {
  while (day < world->last && !world->working[day - world->first]) day++;
  return day;
}

/* ---- drawing ---- */

typedef struct {
  dc_demo_world *world;
  dc_demo_random random;
  uint32_t *weights; /* cumulated over markets */
  int32_t days;      /* worked by a person, on average */
} lottery;

static uint32_t draw_market(lottery *draw) {
  uint32_t count = draw->world->market_count, low = 0, high = count - 1;
  uint32_t at = dc_demo_below(&draw->random, draw->weights[count - 1]);
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (draw->weights[middle] > at)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* A line of a whole month stands for its first day: nobody starts in the middle of one. */
static bool told_by_month(const dc_demo_world *world, const dc_demo_market *market) {
  return dc_demo_forms[world->firms[market->holder].form].monthly;
}

/* The first of the month of `day`, or of the next one when it comes before `earliest`. */
static dc_date month_start(dc_date day, dc_date earliest) {
  dc_date first = dc_month_first(dc_date_month(day));
  return first >= earliest ? first : dc_month_last(dc_date_month(day)) + 1;
}

/* A stretch of at most `span` days of the market inside the window, from `earliest`. false when there is hardly one. */
static bool draw_stretch(lottery *draw, const dc_demo_market *market, dc_date earliest, int32_t span, dc_date *first,
                         dc_date *last) {
  const dc_demo_world *world = draw->world;
  dc_date from = market->work_from > world->first ? market->work_from : world->first;
  dc_date to = market->work_to < world->last ? market->work_to : world->last;
  if (from < earliest) from = earliest;
  if (to - from < 14) return false;
  /* May begin before and end after the room there is, so that its two ends are as busy as its middle. */
  dc_date begin = dc_demo_between(&draw->random, from - span * 2 / 3, to - span / 3), end = begin + span;
  if (begin < from) begin = from;
  *first = told_by_month(world, market) ? month_start(begin, from) : working_day(world, begin);
  *last = end < to ? end : to;
  return *first <= *last;
}

static uint32_t draw_employer(lottery *draw, const dc_demo_market *market) {
  uint32_t roll = dc_demo_below(&draw->random, 100);
  if (market->provider != DC_DEMO_NONE && roll < 45) return market->provider;
  bool works = market->structure != DC_DEMO_NONE && draw->world->firms[market->structure].structure != DC_DEMO_ESAT;
  if (works && roll < 65) return market->structure;
  if (market->partner != DC_DEMO_NONE && roll >= 80) return market->partner;
  return market->holder;
}

static dc_demo_posting *add_posting(lottery *draw, uint32_t market, dc_date first, dc_date last) {
  dc_demo_world *world = draw->world;
  dc_demo_posting *posting = &world->postings[world->posting_count++];
  *posting = (dc_demo_posting){.contract = world->contract_count - 1,
                               .market = market,
                               .first = first,
                               .last = last,
                               .weekdays = 0x1F,
                               .place = DC_DEMO_COMMUNES,
                               .flaw_day = DC_NO_DATE};
  const dc_demo_market *where = &world->markets[market];
  if (where->place_count > 1 && dc_demo_chance(&draw->random, 50))
    posting->place = (uint16_t)where->places[dc_demo_below(&draw->random, where->place_count)];
  world->contracts[posting->contract].posting_count++;
  return posting;
}

static const char *draw_nature(lottery *draw, dc_demo_structure structure) {
  uint32_t at = dc_demo_below(&draw->random, 100);
  for (size_t i = 0; i < sizeof natures / sizeof *natures; i++) {
    if (natures[i].structure != structure) continue;
    if (at < natures[i].percent) return natures[i].nature;
    at -= natures[i].percent;
  }
  return "";
}

static void add_contract(lottery *draw, uint32_t person, uint32_t employer, dc_date first, dc_date last) {
  dc_demo_world *world = draw->world;
  dc_demo_contract *contract = &world->contracts[world->contract_count++];
  const char *nature = draw_nature(draw, world->firms[employer].structure);
  bool open = strcmp(nature, "CDI") == 0;
  *contract = (dc_demo_contract){.person = person,
                                 .employer = employer,
                                 .start = first,
                                 .end = open ? DC_NO_DATE : last + dc_demo_between(&draw->random, 0, 20),
                                 .nature = nature,
                                 .first_posting = world->posting_count};
  world->persons[person].contract_count++;
}

static uint16_t draw_day(lottery *draw, uint32_t employer) {
  dc_demo_random *random = &draw->random;
  bool part = draw->world->firms[employer].structure == DC_DEMO_AI ? true : dc_demo_chance(random, 12);
  if (part) return part_days[dc_demo_below(random, sizeof part_days / sizeof *part_days)];
  return full_days[dc_demo_below(random, sizeof full_days / sizeof *full_days)];
}

/* Another market of the same holder, to share the week with; DC_DEMO_NONE when it has none open then. */
static uint32_t draw_sibling(lottery *draw, uint32_t market, dc_date first, dc_date last) {
  const dc_demo_world *world = draw->world;
  uint32_t start = dc_demo_below(&draw->random, world->market_count);
  for (uint32_t i = 0; i < world->market_count; i++) {
    uint32_t other = (start + i) % world->market_count;
    const dc_demo_market *sibling = &world->markets[other];
    bool open = sibling->work_from <= first && sibling->work_to >= last;
    if (other != market && sibling->holder == world->markets[market].holder && open) return other;
  }
  return DC_DEMO_NONE;
}

/* One contract from `earliest` on; returns its last day, or `earliest` when no market had room. */
static dc_date draw_contract(lottery *draw, uint32_t person, dc_date earliest, int32_t days, bool may_share) {
  for (int tries = 0; tries < 20; tries++) {
    uint32_t market = draw_market(draw);
    dc_date first, last;
    const dc_demo_market *where = &draw->world->markets[market];
    if (!draw_stretch(draw, where, earliest, days * 16 / 10, &first, &last)) continue;

    uint32_t employer = draw_employer(draw, where);
    uint32_t sibling = may_share && employer == where->holder ? draw_sibling(draw, market, first, last) : DC_DEMO_NONE;
    add_contract(draw, person, employer, first, last);
    dc_demo_posting *posting = add_posting(draw, market, first, last);
    posting->minutes = draw_day(draw, employer);
    if (sibling != DC_DEMO_NONE) {
      posting->weekdays = 0x07;
      dc_demo_posting *second = add_posting(draw, sibling, first, last);
      second->weekdays = 0x18;
      second->minutes = posting->minutes;
    }
    return last;
  }
  return earliest;
}

/* ---- persons ---- */

static uint32_t draw_public(lottery *draw) {
  uint32_t at = dc_demo_below(&draw->random, 1000), public = 0;
  while (public + 1 < DC_DEMO_PUBLICS && at >= dc_demo_publics[public].weight) at -= dc_demo_publics[public ++].weight;
  return public;
}

/* Born so as to have, on validation, the age that the category asks for, a birthday not being too near. */
static dc_date draw_birth(lottery *draw, const dc_demo_public *public, dc_date validation) {
  int32_t age = dc_demo_between(&draw->random, public->youngest, public->oldest);
  return dc_date_add_months(validation, -12 * age, DC_SAME_DAY) - dc_demo_between(&draw->random, 20, 340);
}

static void describe(lottery *draw, dc_demo_person *person, const dc_demo_posting *first) {
  dc_demo_random *random = &draw->random;
  person->woman = dc_demo_chance(random, 38);
  person->public = draw_public(draw);
  person->second = DC_DEMO_NONE;
  if (dc_demo_chance(random, 18)) person->second = dc_demo_below(random, 3);
  if (person->second == person->public) person->second = DC_DEMO_NONE;

  person->first_day = first->first;
  uint32_t roll = dc_demo_below(random, 100); /* some were in a path before the window, a few for nearly two years */
  if (roll < 6)
    person->first_day = draw->world->last - dc_demo_between(random, 800, 960);
  else if (roll < 20)
    person->first_day -= dc_demo_between(random, 40, 250);
  person->validation = person->first_day - dc_demo_between(random, 3, 30);
  person->proof_date = person->validation - dc_demo_between(random, 2, 75);
  person->birth = draw_birth(draw, &dc_demo_publics[person->public], person->validation);

  const dc_demo_market *market = &draw->world->markets[first->market];
  bool near = market->place_count > 0 && dc_demo_chance(random, 80);
  person->commune = near ? market->epci * DC_DEMO_COMMUNES_PER_EPCI + dc_demo_below(random, DC_DEMO_COMMUNES_PER_EPCI)
                         : dc_demo_below(random, DC_DEMO_COMMUNES);
}

static void draw_person(lottery *draw, uint32_t number) {
  dc_demo_world *world = draw->world;
  dc_demo_person *person = &world->persons[number];
  *person = (dc_demo_person){.first_contract = world->contract_count};
  uint32_t first_posting = world->posting_count, roll = dc_demo_below(&draw->random, 100);
  int32_t days = draw->days * dc_demo_between(&draw->random, 45, 155) / 100;
  if (days < 5) days = 5;
  if (roll < 70) {
    draw_contract(draw, number, world->first, days, false);
  } else if (roll < 88) {
    dc_date last = draw_contract(draw, number, world->first, days / 2 + 1, false);
    draw_contract(draw, number, last + dc_demo_between(&draw->random, 1, 25), days / 2 + 1, false);
  } else {
    draw_contract(draw, number, world->first, days, true);
  }
  if (world->posting_count > first_posting) describe(draw, person, &world->postings[first_posting]);
}

/* A user of an ESAT, whose work is told by the amount of an invoice. */
static void draw_esat_user(lottery *draw, uint32_t number) {
  dc_demo_world *world = draw->world;
  dc_demo_person *person = &world->persons[number];
  *person = (dc_demo_person){.first_contract = world->contract_count};
  for (uint32_t m = 0; m < world->market_count; m++) {
    const dc_demo_market *market = &world->markets[(m + number) % world->market_count];
    dc_date first, last;
    if (!dc_demo_converts(world, market)) continue;
    if (!draw_stretch(draw, market, world->first, 120, &first, &last)) continue;
    add_contract(draw, number, market->structure, first, last);
    dc_date day = working_day(world, first + (last - first) / 2);
    describe(draw, person, add_posting(draw, (uint32_t)(market - world->markets), day, day));
    person->public = 5; /* BOETH */
    person->second = DC_DEMO_NONE;
    person->birth = draw_birth(draw, &dc_demo_publics[person->public], person->validation);
    return;
  }
  draw_person(draw, number);
}

void dc_demo_invent_persons(dc_demo_world *world) {
  lottery draw = {.world = world, .random = dc_demo_random_of(world->seed, 3)};
  uint32_t count = world->person_count;
  draw.weights = DC_NEW_ARRAY(world->arena, world->market_count, uint32_t);
  for (uint32_t m = 0, total = 0; m < world->market_count; m++) draw.weights[m] = total += world->markets[m].weight;
  draw.days = (int32_t)(world->lines * 138 / 100 / count); /* stretches are cut by the ends of markets */
  world->persons = DC_NEW_ARRAY(world->arena, count, dc_demo_person);
  world->contracts = DC_NEW_ARRAY(world->arena, (size_t)count * 2, dc_demo_contract);
  world->postings = DC_NEW_ARRAY(world->arena, (size_t)count * 2, dc_demo_posting);
  uint32_t esat_users = world->invented && count > 20 ? 3 : 0;
  for (uint32_t p = 0; p < count - esat_users; p++) draw_person(&draw, p);
  for (uint32_t p = count - esat_users; p < count; p++) draw_esat_user(&draw, p);
}

void dc_demo_group_postings(dc_demo_world *world) {
  world->market_from = DC_NEW_ARRAY(world->arena, (size_t)world->market_count + 1, uint32_t);
  world->by_market = DC_NEW_ARRAY(world->arena, world->posting_count, uint32_t);
  for (uint32_t i = 0; i < world->posting_count; i++) world->market_from[world->postings[i].market + 1]++;
  for (uint32_t m = 0; m < world->market_count; m++) world->market_from[m + 1] += world->market_from[m];
  uint32_t *next = DC_NEW_ARRAY(world->arena, world->market_count, uint32_t);
  for (uint32_t i = 0; i < world->posting_count; i++) {
    uint32_t market = world->postings[i].market;
    world->by_market[world->market_from[market] + next[market]++] = i;
  }
}

dc_text dc_demo_id(char letter, uint32_t number, char buffer[DC_DEMO_ID]) {
  int length = snprintf(buffer, DC_DEMO_ID, "%c%05u", letter, number);
  DC_ASSERT(length > 0 && length < DC_DEMO_ID);
  return (dc_text){buffer, (size_t)length};
}
