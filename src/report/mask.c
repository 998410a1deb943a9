#include "report/mask.h"

#include <stdlib.h>

/* ---- crowds: how many distinct persons stand behind each group ---- */

enum { PRESENT, COUNTED, REFUSED, WEIGHTED, KINDS };
enum { OF_COUNTED = 1 << PRESENT | 1 << COUNTED, OF_HOURS = 1 << PRESENT | 1 << REFUSED | 1 << WEIGHTED };

typedef struct {
  uint32_t first, second;
} dc_crowd_key;

typedef struct {
  uint32_t group, participant;
} dc_member;

typedef struct {
  size_t persons[KINDS];
} dc_crowd;

typedef struct {
  dc_index groups, members;
  dc_crowd *crowds; /* by number in `groups` */
  uint8_t *seen;    /* by number in `members`: bits of the kinds */
  size_t crowd_capacity, seen_capacity;
} dc_crowds;

static void crowds_init(dc_crowds *crowds) {
  *crowds = (dc_crowds){0};
  dc_index_init(&crowds->groups, sizeof(dc_crowd_key));
  dc_index_init(&crowds->members, sizeof(dc_member));
}

static void crowds_free(dc_crowds *crowds) {
  dc_index_free(&crowds->groups);
  dc_index_free(&crowds->members);
  free(crowds->crowds);
  free(crowds->seen);
}

static void join(dc_crowds *crowds, dc_crowd_key key, uint32_t participant, unsigned kinds) {
  bool added;
  uint32_t group = dc_index_add(&crowds->groups, &key, &added);
  crowds->crowds = dc_grow(crowds->crowds, &crowds->crowd_capacity, group + 1u, sizeof *crowds->crowds);
  if (added) crowds->crowds[group] = (dc_crowd){0};
  dc_member member = {group, participant};
  uint32_t number = dc_index_add(&crowds->members, &member, &added);
  crowds->seen = dc_grow(crowds->seen, &crowds->seen_capacity, number + 1u, sizeof *crowds->seen);
  if (added) crowds->seen[number] = 0;
  unsigned fresh = kinds & ~(unsigned)crowds->seen[number];
  crowds->seen[number] |= (uint8_t)fresh;
  for (int kind = 0; kind < KINDS; kind++) crowds->crowds[group].persons[kind] += fresh >> kind & 1;
}

static dc_crowd crowd_of(const dc_crowds *crowds, uint32_t first, uint32_t second) {
  dc_crowd_key key = {first, second};
  uint32_t group = dc_index_find(&crowds->groups, &key);
  const dc_crowd nobody = {0};
  return group == UINT32_MAX ? nobody : crowds->crowds[group];
}

static bool is_few(size_t persons) { return persons > 0 && persons < DC_SMALL; }

static bool has_few(dc_crowd crowd, unsigned kinds) {
  for (int kind = 0; kind < KINDS; kind++)
    if (kinds >> kind & 1 && is_few(crowd.persons[kind])) return true;
  return false;
}

/* A block must not be about nobody either: a sum of nothing says that each of its parts is nothing. */
static bool is_crowded(dc_crowd crowd, unsigned kinds) {
  for (int kind = 0; kind < KINDS; kind++)
    if (kinds >> kind & 1 && crowd.persons[kind] < DC_SMALL) return false;
  return true;
}

static unsigned kinds_of(const dc_totals *totals) {
  return 1u << PRESENT | (unsigned)(totals->counted > 0) << COUNTED | (unsigned)(totals->refused > 0) << REFUSED |
         (unsigned)(totals->counted != totals->admitted) << WEIGHTED;
}

/* ---- markets and EPCI ---- */

/* A market in an EPCI. */
typedef struct {
  uint32_t epci, marche;
  size_t persons; /* counted */
} dc_place;

typedef struct {
  const dc_accounts *accounts;
  dc_mask *mask;
  dc_arena *arena;
  size_t *first_cumul; /* by market, and one more */
  dc_place *places;    /* by EPCI, then persons, then market */
  size_t *first_place; /* by EPCI, and one more */
  dc_place *by_size;   /* one a market: by persons, then market; the EPCI says nothing */
  size_t size_count;
  dc_crowds blocks;      /* {EPCI, 0}; {REST, 0} */
  size_t *block_marches; /* by EPCI */
  bool *in_rest;         /* by market */
  size_t rest_marches;
} dc_masking;

#define REST UINT32_MAX

static void number_cumuls(dc_masking *masking) {
  const dc_accounts *accounts = masking->accounts;
  masking->first_cumul = DC_NEW_ARRAY(masking->arena, accounts->marche_count + 1, size_t);
  size_t at = 0;
  for (size_t m = 0; m <= accounts->marche_count; m++) {
    while (at < accounts->cumul_count && accounts->cumuls[at].marche < m) at++;
    masking->first_cumul[m] = at;
  }
}

static int compare_places(const void *left, const void *right) {
  const dc_place *a = left, *b = right;
  if (a->epci != b->epci) return a->epci < b->epci ? -1 : 1;
  if (a->persons != b->persons) return a->persons < b->persons ? -1 : 1;
  return (a->marche > b->marche) - (a->marche < b->marche);
}

static void sort_places(dc_place *places, size_t count) {
  if (count) qsort(places, count, sizeof *places, compare_places);
}

/* Groups are {market, EPCI}. */
static void list_places(dc_masking *masking, const dc_crowds *crowds) {
  size_t count = crowds->groups.count, epcis = masking->accounts->epci_count;
  masking->places = DC_NEW_ARRAY(masking->arena, count, dc_place);
  masking->first_place = DC_NEW_ARRAY(masking->arena, epcis + 1, size_t);
  for (size_t i = 0; i < count; i++) {
    const dc_crowd_key *key = (const dc_crowd_key *)(const void *)(crowds->groups.keys + i * sizeof *key);
    masking->places[i] = (dc_place){key->second, key->first, crowds->crowds[i].persons[COUNTED]};
    masking->first_place[key->second + 1]++;
  }
  for (size_t e = 0; e < epcis; e++) masking->first_place[e + 1] += masking->first_place[e];
  sort_places(masking->places, count);
}

static void add_to_block(dc_masking *masking, uint32_t marche, uint32_t epci, uint32_t block) {
  for (size_t i = masking->first_cumul[marche]; i < masking->first_cumul[marche + 1]; i++) {
    const dc_cumul *cumul = &masking->accounts->cumuls[i];
    if (cumul->epci == epci)
      join(&masking->blocks, (dc_crowd_key){block, 0}, cumul->participant, kinds_of(&cumul->totals));
  }
  if (block != REST) {
    masking->block_marches[block]++;
  } else if (!masking->in_rest[marche]) {
    masking->in_rest[marche] = true;
    masking->rest_marches++;
  }
}

static void hide_marche(dc_masking *masking, uint32_t marche) {
  if (masking->mask->marches[marche]) return;
  masking->mask->marches[marche] = true;
  dc_index epcis;
  dc_index_init(&epcis, sizeof(uint32_t));
  for (size_t i = masking->first_cumul[marche]; i < masking->first_cumul[marche + 1]; i++) {
    uint32_t epci = masking->accounts->cumuls[i].epci;
    bool added;
    dc_index_add(&epcis, &epci, &added);
    if (added) add_to_block(masking, marche, epci, masking->mask->epcis[epci] ? REST : epci);
  }
  dc_index_free(&epcis);
}

static void hide_epci(dc_masking *masking, uint32_t epci) {
  if (masking->mask->epcis[epci]) return;
  masking->mask->epcis[epci] = true;
  for (size_t i = masking->first_place[epci]; i < masking->first_place[epci + 1]; i++) {
    uint32_t marche = masking->places[i].marche;
    if (masking->mask->marches[marche]) add_to_block(masking, marche, epci, REST);
  }
}

/* The smallest that may still help another: shown, with persons whose hours count. NULL: none. */
static const dc_place *smallest_shown(const dc_masking *masking, const dc_place *places, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (places[i].persons && !masking->mask->marches[places[i].marche]) return &places[i];
  return NULL;
}

static bool suffices(const dc_masking *masking, uint32_t block, size_t marches) {
  return marches >= 2 && is_crowded(crowd_of(&masking->blocks, block, 0), OF_COUNTED);
}

/* false: nothing to mend. */
static bool mend_epci(dc_masking *masking, uint32_t epci) {
  size_t marches = masking->block_marches[epci], first = masking->first_place[epci];
  if (masking->mask->epcis[epci] || !marches || suffices(masking, epci, marches)) return false;
  const dc_place *other = smallest_shown(masking, masking->places + first, masking->first_place[epci + 1] - first);
  if (other)
    hide_marche(masking, other->marche);
  else
    hide_epci(masking, epci);
  return true;
}

static bool mend_rest(dc_masking *masking) {
  if (!masking->rest_marches || suffices(masking, REST, masking->rest_marches)) return false;
  const dc_place *other = smallest_shown(masking, masking->by_size, masking->size_count);
  if (!other) {
    bool changed = !masking->mask->counted;
    masking->mask->counted = true;
    return changed;
  }
  for (size_t i = masking->first_cumul[other->marche]; i < masking->first_cumul[other->marche + 1]; i++)
    hide_epci(masking, masking->accounts->cumuls[i].epci);
  hide_marche(masking, other->marche);
  return true;
}

static void settle(dc_masking *masking) {
  bool changed;
  do {
    changed = false;
    for (uint32_t e = 0; e < masking->accounts->epci_count; e++) changed = mend_epci(masking, e) || changed;
    changed = changed || mend_rest(masking);
  } while (changed);
}

/* Every market with a part about few persons. Groups are {titulaire, EPCI}. */
static void hide_small(dc_masking *masking, const dc_crowds *parts) {
  for (size_t i = 0; i < parts->groups.count; i++) {
    const dc_crowd_key *key = (const dc_crowd_key *)(const void *)(parts->groups.keys + i * sizeof *key);
    if (has_few(parts->crowds[i], OF_COUNTED)) hide_marche(masking, masking->accounts->titulaires[key->first].marche);
  }
}

static void mask_markets(dc_masking *masking) {
  const dc_accounts *accounts = masking->accounts;
  dc_crowds parts, by_epci, whole;
  crowds_init(&parts);
  crowds_init(&by_epci);
  crowds_init(&whole);
  for (size_t i = 0; i < accounts->cumul_count; i++) {
    const dc_cumul *cumul = &accounts->cumuls[i];
    unsigned kinds = kinds_of(&cumul->totals);
    join(&parts, (dc_crowd_key){cumul->titulaire, cumul->epci}, cumul->participant, kinds);
    join(&by_epci, (dc_crowd_key){cumul->marche, cumul->epci}, cumul->participant, kinds);
    join(&whole, (dc_crowd_key){cumul->marche, 0}, cumul->participant, kinds);
  }
  list_places(masking, &by_epci);
  masking->by_size = DC_NEW_ARRAY(masking->arena, whole.groups.count, dc_place);
  for (uint32_t m = 0; m < accounts->marche_count; m++) {
    size_t persons = crowd_of(&whole, m, 0).persons[COUNTED];
    if (persons) masking->by_size[masking->size_count++] = (dc_place){0, m, persons};
  }
  sort_places(masking->by_size, masking->size_count);
  hide_small(masking, &parts);
  settle(masking);
  crowds_free(&parts);
  crowds_free(&by_epci);
  crowds_free(&whole);
}

/* ---- tables of one dimension ---- */

/* Hides one more, the one with the fewest persons, among those that are about some; false when there is none. */
static bool hide_least(bool *hidden, const size_t *persons, size_t count, size_t *which) {
  size_t least = SIZE_MAX;
  for (size_t i = 0; i < count; i++)
    if (!hidden[i] && persons[i] && (least == SIZE_MAX || persons[i] < persons[least])) least = i;
  if (least == SIZE_MAX) return false;
  hidden[least] = true;
  *which = least;
  return true;
}

/* Counts of persons by EPCI, taken to add up to that of all. */
static void mask_persons(dc_masking *masking) {
  const dc_accounts *accounts = masking->accounts;
  dc_crowds crowds;
  crowds_init(&crowds);
  for (size_t i = 0; i < accounts->cumul_count; i++) {
    const dc_cumul *cumul = &accounts->cumuls[i];
    join(&crowds, (dc_crowd_key){cumul->epci, 0}, cumul->participant, 1u << PRESENT);
  }
  size_t *persons = DC_NEW_ARRAY(masking->arena, accounts->epci_count, size_t);
  size_t hidden = 0, sum = 0, more;
  for (uint32_t e = 0; e < accounts->epci_count; e++) {
    persons[e] = crowd_of(&crowds, e, 0).persons[PRESENT];
    masking->mask->persons[e] = is_few(persons[e]);
    if (!masking->mask->persons[e]) continue;
    hidden++;
    sum += persons[e];
  }
  while (hidden && (hidden < 2 || sum < DC_SMALL) &&
         hide_least(masking->mask->persons, persons, accounts->epci_count, &more)) {
    hidden++;
    sum += persons[more];
  }
  masking->mask->everyone = hidden && (hidden < 2 || sum < DC_SMALL);
  crowds_free(&crowds);
}

/* ---- articles ---- */

/* Persons refused, by article id + 1; 0 stands for the refusals that no article decided. Refused, then set aside. */
static void gather_refusals(const dc_accounts *accounts, bool all_details, dc_crowds *crowds) {
  for (size_t row = 0; row < accounts->dossier->tables[DC_RELEVES].rows; row++) {
    const dc_decision *decision = &accounts->decisions[row];
    bool refused = decision->verdict == DC_REDUITE || decision->verdict == DC_REFUSEE;
    if (!refused && decision->verdict != DC_ECARTEE) continue;
    if (!all_details && dc_account_month(accounts, row) != accounts->month) continue;
    join(crowds, (dc_crowd_key){decision->article, 0}, accounts->participant_of[row],
         1u << PRESENT | 1u << (refused ? REFUSED : WEIGHTED));
  }
}

static void add_article(const dc_crowds *crowds, uint32_t article, dc_crowds *block) {
  dc_crowd_key key = {article, 0};
  uint32_t group = dc_index_find(&crowds->groups, &key);
  for (size_t i = 0; i < crowds->members.count; i++) {
    const dc_member *member = (const dc_member *)(const void *)(crowds->members.keys + i * sizeof *member);
    if (member->group == group) join(block, (dc_crowd_key){0, 0}, member->participant, crowds->seen[i]);
  }
}

static void mask_articles(dc_masking *masking, bool all_details) {
  size_t count = masking->accounts->rules->article_count + 1, hidden = 0, more;
  bool *articles = DC_NEW_ARRAY(masking->arena, count, bool);
  size_t *persons = DC_NEW_ARRAY(masking->arena, count, size_t);
  dc_crowds crowds, block;
  crowds_init(&crowds);
  crowds_init(&block);
  gather_refusals(masking->accounts, all_details, &crowds);
  for (uint32_t i = 0; i < count; i++) {
    dc_crowd crowd = crowd_of(&crowds, i, 0);
    persons[i] = crowd.persons[PRESENT];
    articles[i] = i == 0 ? persons[i] > 0 : has_few(crowd, OF_HOURS);
    if (articles[i]) add_article(&crowds, i, &block);
    hidden += articles[i];
  }
  while (hidden && (hidden < 2 || has_few(crowd_of(&block, 0, 0), OF_HOURS)) &&
         hide_least(articles, persons, count, &more)) {
    add_article(&crowds, (uint32_t)more, &block);
    hidden++;
  }
  masking->mask->articles = articles + 1;
  crowds_free(&crowds);
  crowds_free(&block);
}

/* ---- everything together ---- */

static void mask_totals(dc_masking *masking) {
  dc_crowds crowds;
  crowds_init(&crowds);
  for (size_t i = 0; i < masking->accounts->cumul_count; i++) {
    const dc_cumul *cumul = &masking->accounts->cumuls[i];
    join(&crowds, (dc_crowd_key){0, 0}, cumul->participant, kinds_of(&cumul->totals));
  }
  dc_crowd all = crowd_of(&crowds, 0, 0);
  dc_mask *mask = masking->mask;
  mask->everyone = mask->everyone || has_few(all, 1u << PRESENT);
  mask->counted = mask->counted || has_few(all, OF_COUNTED);
  mask->hours = mask->counted || has_few(all, OF_HOURS);
  crowds_free(&crowds);
}

dc_mask dc_mask_of(const dc_accounts *accounts, bool all_details, dc_arena *arena) {
  dc_mask mask = {.active = true,
                  .marches = DC_NEW_ARRAY(arena, accounts->marche_count, bool),
                  .epcis = DC_NEW_ARRAY(arena, accounts->epci_count, bool),
                  .persons = DC_NEW_ARRAY(arena, accounts->epci_count, bool)};
  dc_masking masking = {.accounts = accounts,
                        .mask = &mask,
                        .arena = arena,
                        .block_marches = DC_NEW_ARRAY(arena, accounts->epci_count, size_t),
                        .in_rest = DC_NEW_ARRAY(arena, accounts->marche_count, bool)};
  crowds_init(&masking.blocks);
  number_cumuls(&masking);
  mask_markets(&masking);
  mask_persons(&masking);
  mask_articles(&masking, all_details);
  mask_totals(&masking);
  crowds_free(&masking.blocks);
  return mask;
}
