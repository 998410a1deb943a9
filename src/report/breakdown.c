#include "report/breakdown.h"

#include <stdlib.h>
#include <string.h>

typedef struct dc_axis_survey dc_axis_survey;

/* How an axis is surveyed. */
typedef struct {
  char letter; /* of its keys */
  uint8_t width;
  uint8_t numbers; /* bits: parts of its key that are no ids */
  bool by_hours;   /* those with the most hours counted come first; else by what names them */
  bool complete;   /* tells the situation of persons: only in the complete profile */
  unsigned kinds;  /* of workbook; 0: all */
  dc_group_key (*key_of)(const dc_axis_survey *survey, size_t line);
} dc_axis_rule;

typedef struct {
  uint32_t group, member;
} dc_membership;

typedef struct {
  dc_group group;
  uint32_t number; /* by arrival */
} dc_arrival;

struct dc_axis_survey {
  dc_sheets *sheets;
  const dc_column *public, *sexe, *naissance;
  const dc_axis_rule *rule;
  dc_index keys, persons, markets; /* dc_group_key; dc_membership */
  dc_arrival *arrivals;
  size_t capacity;
};

/* ---- keys ---- */

static const dc_cumul *cumul_at(const dc_axis_survey *survey, size_t line) {
  const dc_sheets *sheets = survey->sheets;
  return &sheets->accounts->cumuls[dc_book_cumul(sheets->book, sheets->breakdowns->lines[line].cumul)];
}

static const dc_work *work_at(const dc_axis_survey *survey, size_t line) {
  return &survey->sheets->breakdowns->lines[line].portion->work;
}

/* The place of the line's group on an axis surveyed before. */
static uint32_t place_on(const dc_axis_survey *survey, dc_axis axis, size_t line) {
  return survey->sheets->breakdowns->axes[axis].group_of[line];
}

static dc_group_key by_titulaire(const dc_axis_survey *survey, size_t line) {
  return (dc_group_key){{survey->sheets->accounts->titulaires[cumul_at(survey, line)->titulaire].siret}};
}

static dc_group_key by_epci(const dc_axis_survey *survey, size_t line) {
  return (dc_group_key){{survey->sheets->accounts->epcis[cumul_at(survey, line)->epci].siren}};
}

static dc_group_key by_residence(const dc_axis_survey *survey, size_t line) {
  return (dc_group_key){{survey->sheets->selection->portions.residence[cumul_at(survey, line)->participant]}};
}

static dc_group_key by_couple(const dc_axis_survey *survey, size_t line) {
  return (dc_group_key){{place_on(survey, DC_BY_EPCI, line), place_on(survey, DC_BY_RESIDENCE, line)}};
}

static dc_group_key by_public(const dc_axis_survey *survey, size_t line) {
  return (dc_group_key){{dc_id_at(survey->public, cumul_at(survey, line)->participant)}};
}

static dc_age_band band_of(dc_date birth, dc_date date) {
  if (birth == DC_NO_DATE || birth > date) return DC_AGE_UNKNOWN;
  int age = dc_date_age(birth, date);
  if (age < 26) return DC_AGE_UNDER_26;
  return age < 50 ? DC_AGE_26_TO_49 : DC_AGE_50_AND_OVER;
}

static dc_group_key by_profile(const dc_axis_survey *survey, size_t line) {
  uint32_t participant = cumul_at(survey, line)->participant;
  dc_age_band band = band_of(dc_day_at(survey->naissance, participant), survey->sheets->accounts->statement);
  return (dc_group_key){{place_on(survey, DC_BY_PUBLIC, line), dc_id_at(survey->sexe, participant), band}};
}

static dc_group_key by_contract(const dc_axis_survey *survey, size_t line) {
  return (dc_group_key){{work_at(survey, line)->mode, work_at(survey, line)->nature}};
}

static dc_group_key by_commune(const dc_axis_survey *survey, size_t line) {
  return (dc_group_key){{work_at(survey, line)->commune}};
}

/* In the order of their survey: a couple is made of places on two axes, a profile of one. */
static const dc_axis_rule rules[DC_AXIS_COUNT] = {
    [DC_BY_TITULAIRE] = {'T', 3, 0, true, false, 0, by_titulaire},
    [DC_BY_EPCI] = {'E', 3, 0, true, false, DC_BOOK_CONSOLIDATION, by_epci},
    [DC_BY_RESIDENCE] = {'D', 3, 0, true, true, 0, by_residence},
    [DC_BY_COUPLE] = {'X', 4, 3, false, true, DC_BOOK_CONSOLIDATION, by_couple},
    [DC_BY_PUBLIC] = {'P', 3, 0, true, true, 0, by_public},
    [DC_BY_PROFILE] = {'G', 3, 5, false, true, 0, by_profile},
    [DC_BY_CONTRACT] = {'N', 3, 0, true, false, 0, by_contract},
    [DC_BY_COMMUNE] = {'L', 3, 0, true, false, 0, by_commune},
};

static bool has_axis(const dc_sheets *sheets, dc_axis axis) {
  bool kind = !rules[axis].kinds || rules[axis].kinds & sheets->book->kind;
  return kind && (!rules[axis].complete || sheets->book->profil == DC_PROFIL_COMPLET);
}

bool dc_sheets_has_breakdowns(const dc_sheets *sheets) {
  return sheets->book->kind != DC_BOOK_TITULAIRE && !dc_sheets_is_public(sheets);
}

/* ---- the groups of an axis ---- */

static dc_group *group_of(dc_axis_survey *survey, dc_group_key key, uint32_t *number) {
  bool added;
  *number = dc_index_add(&survey->keys, &key, &added);
  survey->arrivals = dc_grow(survey->arrivals, &survey->capacity, *number + 1u, sizeof *survey->arrivals);
  dc_group *group = &survey->arrivals[*number].group;
  if (added) {
    survey->arrivals[*number].number = *number;
    *group = (dc_group){.key = key, .due = DC_NO_QUANTITY, .first = SIZE_MAX};
  }
  return group;
}

static void add_member(dc_index *members, uint32_t group, uint32_t member, size_t *count) {
  bool added;
  dc_membership key = {group, member};
  dc_index_add(members, &key, &added);
  *count += added;
}

static void survey_line(dc_axis_survey *survey, dc_breakdown *breakdown, size_t line) {
  const dc_sheets *sheets = survey->sheets;
  const dc_ventilated *ventilated = &sheets->breakdowns->lines[line];
  uint32_t number;
  dc_group *group = group_of(survey, survey->rule->key_of(survey, line), &number);
  if (group->first == SIZE_MAX) group->first = line;
  dc_totals_add(&group->totals, &ventilated->portion->totals);
  add_member(&survey->persons, number, cumul_at(survey, line)->participant, &group->persons);
  add_member(&survey->markets, number, sheets->line_of[ventilated->cumul], &group->markets);
  breakdown->group_of[line] = number;
}

/* Every holder of a market, and every EPCI that a market is placed in, even without hours. */
static void survey_named(dc_axis_survey *survey, dc_axis axis, uint32_t line) {
  const dc_accounts *accounts = survey->sheets->accounts;
  const dc_marche *marche = &accounts->marches[survey->sheets->lines[line].marche];
  uint32_t number;
  if (axis == DC_BY_EPCI) {
    dc_group *group = group_of(survey, (dc_group_key){{accounts->epcis[marche->epci].siren}}, &number);
    add_member(&survey->markets, number, line, &group->markets);
  }
  for (size_t i = 0; axis == DC_BY_TITULAIRE && i < marche->titulaire_count; i++) {
    const dc_titulaire *titulaire = &accounts->titulaires[marche->first_titulaire + i];
    dc_group *group = group_of(survey, (dc_group_key){{titulaire->siret}}, &number);
    add_member(&survey->markets, number, line, &group->markets);
    if (titulaire->due == DC_NO_QUANTITY) continue;
    group->due = (group->due == DC_NO_QUANTITY ? 0 : group->due) + titulaire->due;
  }
}

/* ---- their order ---- */

static int compare_part(const dc_axis_survey *survey, size_t part, uint32_t a, uint32_t b) {
  bool number = survey->rule->numbers >> part & 1;
  return number ? (a > b) - (a < b) : dc_compare_told(survey->sheets->accounts, a, b);
}

static int compare_arrivals(const void *left, const void *right, void *context) {
  const dc_axis_survey *survey = context;
  const dc_group *a = &((const dc_arrival *)left)->group, *b = &((const dc_arrival *)right)->group;
  if (survey->rule->by_hours && a->totals.counted != b->totals.counted)
    return a->totals.counted > b->totals.counted ? -1 : 1;
  int order = 0;
  for (size_t part = 0; order == 0 && part < 3; part++)
    order = compare_part(survey, part, a->key.parts[part], b->key.parts[part]);
  return order;
}

static void place_groups(dc_axis_survey *survey, dc_breakdown *breakdown) {
  size_t count = breakdown->count = survey->keys.count;
  if (count) qsort_r(survey->arrivals, count, sizeof *survey->arrivals, compare_arrivals, survey);
  breakdown->groups = DC_NEW_ARRAY(&survey->sheets->workbook.arena, count, dc_group);
  uint32_t *places = dc_zeroed(count, sizeof *places);
  for (size_t i = 0; i < count; i++) {
    breakdown->groups[i] = survey->arrivals[i].group;
    places[survey->arrivals[i].number] = (uint32_t)i;
  }
  for (size_t i = 0; i < survey->sheets->breakdowns->line_count; i++)
    breakdown->group_of[i] = places[breakdown->group_of[i]];
  free(places);
}

static void survey_axis(dc_axis_survey *survey, dc_axis axis) {
  enum { SUMS = 5 }; /* columns of a group that add up Ventilation */
  dc_sheets *sheets = survey->sheets;
  dc_breakdown *breakdown = &sheets->breakdowns->axes[axis];
  size_t lines = sheets->breakdowns->line_count;
  survey->rule = &rules[axis];
  *breakdown = (dc_breakdown){
      .sheets = sheets, .axis = axis, .group_of = DC_NEW_ARRAY(&sheets->workbook.arena, lines, uint32_t)};
  dc_index_init(&survey->keys, sizeof(dc_group_key));
  dc_index_init(&survey->persons, sizeof(dc_membership));
  dc_index_init(&survey->markets, sizeof(dc_membership));
  for (size_t line = 0; line < lines; line++) survey_line(survey, breakdown, line);
  for (uint32_t line = 0; line < sheets->book->line_count; line++) survey_named(survey, axis, line);
  place_groups(survey, breakdown);
  breakdown->live = !dc_sheets_windowed(breakdown->count * SUMS, lines);
  dc_index_free(&survey->keys);
  dc_index_free(&survey->persons);
  dc_index_free(&survey->markets);
}

/* ---- all of them ---- */

void dc_sheets_survey_breakdowns(dc_sheets *sheets) {
  if (!dc_sheets_has_breakdowns(sheets)) return;
  const dc_table *participants = &sheets->accounts->dossier->tables[DC_PARTICIPANTS];
  dc_sheets_survey_ventilation(sheets);
  dc_axis_survey survey = {.sheets = sheets,
                           .public = dc_table_column(participants, "public"),
                           .sexe = dc_table_column(participants, "sexe"),
                           .naissance = dc_table_column(participants, "naissance")};
  for (dc_axis axis = 0; axis < DC_AXIS_COUNT; axis++)
    if (has_axis(sheets, axis)) survey_axis(&survey, axis);
  free(survey.arrivals);
}

/* ---- texts ---- */

dc_text dc_age_words(dc_age_band band) {
  static const dc_text words[] = {[DC_AGE_UNKNOWN] = DC_TEXT_INIT("non renseigné"),
                                  [DC_AGE_UNDER_26] = DC_TEXT_INIT("moins de 26 ans"),
                                  [DC_AGE_26_TO_49] = DC_TEXT_INIT("26 à 49 ans"),
                                  [DC_AGE_50_AND_OVER] = DC_TEXT_INIT("50 ans et plus")};
  return words[band];
}

dc_text dc_group_key_text(dc_sheets *sheets, dc_axis axis, size_t group) {
  return dc_sheets_key(sheets, rules[axis].letter, rules[axis].width, group, sheets->breakdowns->axes[axis].count);
}
