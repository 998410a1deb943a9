#include "report/presence.h"

#include <stdlib.h>
#include <string.h>

#include "decompte/trace.h"

/* The name by which recueils call the last day that counts. */
#define LAST_COUNTED DC_TEXT("fin de prise en compte")

typedef struct {
  uint32_t marche, participant;
} dc_person_key;

typedef struct {
  const dc_accounts *accounts;
  dc_presences *presences;
  dc_index engagements;
  uint32_t *latest; /* by number of person: the row of the latest record */
  size_t latest_capacity;
  struct {
    uint32_t marche, titulaire, contrat, number; /* of the record before */
  } * previous;                                  /* by participant: most records are like the one before */
} dc_gathering;

/* ---- the records, once ---- */

static uint32_t number_of(dc_gathering *gathering, uint32_t marche, uint32_t participant, uint32_t row) {
  bool added;
  dc_person_key key = {marche, participant};
  uint32_t number = dc_index_add(&gathering->presences->persons, &key, &added);
  gathering->latest = dc_grow(gathering->latest, &gathering->latest_capacity, number + 1u, sizeof *gathering->latest);
  if (added) gathering->latest[number] = row;
  return number;
}

static void gather_row(dc_gathering *gathering, uint32_t row) {
  const dc_accounts *accounts = gathering->accounts;
  uint32_t marche = accounts->marche_of[row], participant = accounts->participant_of[row];
  uint32_t titulaire = accounts->titulaire_of[row], contrat = accounts->contrat_of ? accounts->contrat_of[row] : 0;
  bool same_marche = gathering->previous[participant].marche == marche + 1;
  bool same = same_marche && gathering->previous[participant].titulaire == titulaire &&
              gathering->previous[participant].contrat == contrat;
  uint32_t number =
      same_marche ? gathering->previous[participant].number : number_of(gathering, marche, participant, row);
  if (dc_record_date(accounts, row) >= dc_record_date(accounts, gathering->latest[number]))
    gathering->latest[number] = row;
  if (same) return;
  gathering->previous[participant].marche = marche + 1;
  gathering->previous[participant].titulaire = titulaire;
  gathering->previous[participant].contrat = contrat;
  gathering->previous[participant].number = number;
  dc_engagement engagement = {marche, participant, titulaire, contrat - 1};
  if (contrat) dc_index_add(&gathering->engagements, &engagement, NULL);
}

static int compare_numbers(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int compare_engagements(const void *left, const void *right) {
  const dc_engagement *a = left, *b = right;
  int order = compare_numbers(a->marche, b->marche);
  if (order == 0) order = compare_numbers(a->participant, b->participant);
  if (order == 0) order = compare_numbers(a->titulaire, b->titulaire);
  return order ? order : compare_numbers(a->contrat, b->contrat);
}

static void sort_engagements(dc_gathering *gathering) {
  dc_presences *presences = gathering->presences;
  size_t count = presences->engagement_count = gathering->engagements.count;
  presences->engagements = dc_zeroed(count, sizeof *presences->engagements);
  if (!count) return;
  memcpy(presences->engagements, gathering->engagements.keys, count * sizeof *presences->engagements);
  qsort(presences->engagements, count, sizeof *presences->engagements, compare_engagements);
}

/* ---- windows ---- */

/* Whether some day of work would be refused by the article; and the last that would not. */
static dc_date last_counted_by(const dc_accounts *accounts, const dc_article *article, dc_scope *scope,
                               dc_arena *arena) {
  dc_environment environment = dc_scope_environment(scope);
  dc_trace trace;
  dc_text name;
  dc_date date, last = DC_NO_DATE;
  dc_trace_begin(&trace, accounts->rules, &environment, false, arena);
  for (size_t i = 0; dc_trace_window(&trace, article, i, &name, &date); i++)
    if (dc_text_equal(name, LAST_COUNTED)) last = date;
  return last != DC_NO_DATE && dc_trace_bites(&trace, article) ? last : DC_NO_DATE;
}

static dc_window window_of(const dc_accounts *accounts, uint32_t marche, uint32_t row) {
  dc_window window = {.last_counted = DC_NO_DATE};
  const dc_plan *plan = accounts->marches[marche].plan;
  if (!plan) return window;
  dc_arena arena = {0};
  dc_scope scope = {.accounts = accounts, .marche = &accounts->marches[marche], .rows = &row};
  const dc_article_list *list = &plan->by_effect[DC_EFFECT_REFUSE];
  for (size_t i = 0; i < list->count; i++) {
    dc_date last = last_counted_by(accounts, list->items[i], &scope, &arena);
    if (last == DC_NO_DATE) continue;
    window.sensitive = window.sensitive || dc_article_sensitive(list->items[i]);
    if (window.last_counted == DC_NO_DATE || last < window.last_counted) window.last_counted = last;
  }
  dc_arena_free(&arena);
  return window;
}

/* ---- all of it ---- */

void dc_presences_init(dc_presences *presences, const dc_accounts *accounts) {
  *presences = (dc_presences){0};
  dc_gathering gathering = {.accounts = accounts, .presences = presences};
  gathering.previous = dc_zeroed(accounts->dossier->tables[DC_PARTICIPANTS].rows, sizeof *gathering.previous);
  dc_index_init(&presences->persons, sizeof(dc_person_key));
  dc_index_init(&gathering.engagements, sizeof(dc_engagement));
  size_t rows = accounts->dossier->tables[DC_RELEVES].rows;
  for (uint32_t row = 0; row < rows; row++)
    if (dc_account_in_journal(accounts, row)) gather_row(&gathering, row);
  sort_engagements(&gathering);
  presences->windows = dc_zeroed(presences->persons.count, sizeof *presences->windows);
  for (size_t i = 0; i < presences->persons.count; i++) {
    dc_person_key key;
    memcpy(&key, presences->persons.keys + i * sizeof key, sizeof key);
    presences->windows[i] = window_of(accounts, key.marche, gathering.latest[i]);
  }
  dc_index_free(&gathering.engagements);
  free(gathering.latest);
  free(gathering.previous);
}

void dc_presences_free(dc_presences *presences) {
  dc_index_free(&presences->persons);
  free(presences->windows);
  free(presences->engagements);
}

dc_window dc_presence_window(const dc_presences *presences, uint32_t marche, uint32_t participant) {
  dc_person_key key = {marche, participant};
  uint32_t number = dc_index_find(&presences->persons, &key);
  const dc_window unknown = {.last_counted = DC_NO_DATE};
  return number == UINT32_MAX ? unknown : presences->windows[number];
}

const dc_engagement *dc_presence_engagements(const dc_presences *presences, uint32_t marche, uint32_t participant,
                                             size_t *count) {
  const dc_engagement wanted = {marche, participant, 0, 0};
  size_t low = 0, high = presences->engagement_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_engagements(&presences->engagements[middle], &wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  size_t end = low;
  while (end < presences->engagement_count && presences->engagements[end].marche == marche &&
         presences->engagements[end].participant == participant)
    end++;
  *count = end - low;
  return presences->engagements + low;
}
