/* Days, weeks and months of one person over all markets: where the work was, for whom, and how long. */
#include <stdlib.h>

#include "account/suspicions.h"

/* Code du travail, art. L. 3121-18 and L. 3121-20. Both have derogations: hence suspicions, which change no hour. */
#define DAY_HOURS  (10 * DC_HOUR)
#define WEEK_HOURS (48 * DC_HOUR)
#define WHOLE_DAY  (24 * DC_HOUR)

enum { SHOWN = 3 }; /* dates, or sites of the first one, that a message names */

typedef enum { TWO_SITES, TWO_EMPLOYERS, LONG_DAY, IMPOSSIBLE_DAY, LONG_WEEK, LONG_MONTH, KINDS } dc_days_kind;

static const struct {
  dc_code code;
  const char *what, *units;
} kinds[KINDS] = {
    [TWO_SITES] = {DC_D_TWO_SITES, "sur deux chantiers le même jour", "jours"},
    [TWO_EMPLOYERS] = {DC_D_TWO_EMPLOYERS, "pour deux employeurs le même jour", "jours"},
    [LONG_DAY] = {DC_D_LONG_DAY, "plus de 10 h dans la journée", "jours"},
    [IMPOSSIBLE_DAY] = {DC_D_IMPOSSIBLE_DAY, "plus de 24 h dans la journée", "jours"},
    [LONG_WEEK] = {DC_D_LONG_WEEK, "plus de 48 h dans la semaine", "semaines"},
    [LONG_MONTH] = {DC_D_LONG_WEEK, "plus d'heures que les semaines du mois n'en portent", "mois"},
};

/* What one person gave rise to, so far; `words` names the first ones. */
typedef struct {
  uint32_t count, row;
  dc_builder words;
} dc_days_found;

typedef struct {
  dc_counting *counting;
  dc_arena scratch; /* of one person */
  uint32_t participant;
  dc_days_found found[KINDS];
} dc_days;

/* Counts one more, first told at `row`. The words to complete, NULL when enough are named already. */
static dc_builder *found(dc_days *days, dc_days_kind kind, uint32_t row) {
  dc_days_found *of = &days->found[kind];
  if (of->count++ == 0) {
    of->row = row;
    of->words = (dc_builder){.arena = &days->scratch};
  }
  if (of->count > SHOWN) return NULL;
  if (of->count > 1) dc_builder_format(&of->words, " ; ");
  return &of->words;
}

static void report(dc_days *days) {
  dc_counting *counting = days->counting;
  bool some = false;
  for (dc_days_kind kind = 0; kind < KINDS; kind++) {
    dc_days_found *of = &days->found[kind];
    if (!of->count) continue;
    some = true;
    if (of->count > SHOWN) dc_builder_format(&of->words, " ; … (%u %s en tout)", of->count, kinds[kind].units);
    dc_count_report(counting, kinds[kind].code, DC_RELEVES, of->row, counting->accounts->marche_of[of->row],
                    DC_S ", %s : " DC_S, DC_ARG(dc_pseudonym(counting->accounts, days->participant)), kinds[kind].what,
                    DC_ARG(dc_builder_text(&of->words)))
        ->count = of->count;
    *of = (dc_days_found){0};
  }
  if (some) dc_arena_reset(&days->scratch);
}

/* ---- where, and for whom ---- */

typedef struct {
  uint32_t marche, commune, employer; /* number, ids; 0 = not known */
} dc_site;

/* The one that pays, as the line says it, else its contract. */
static uint32_t employer_of(const dc_accounts *accounts, uint32_t row) {
  const dc_columns *c = &accounts->details->columns;
  uint32_t siret = dc_id_at(c->releves.employeur, row), contrat = accounts->contrat_of ? accounts->contrat_of[row] : 0;
  return siret || !contrat ? siret : dc_id_at(c->contrats.employeur, contrat - 1);
}

static bool differ(uint32_t a, uint32_t b) { return a && b && a != b; }

/* The sites of a day, up to SHOWN and one more; employers tell two sites apart when `by_employer`. */
static size_t sites_of(const dc_accounts *accounts, const dc_suspect *lines, size_t count, bool by_employer,
                       dc_site sites[SHOWN + 1]) {
  size_t found = 0;
  for (size_t i = 0; i < count && found <= SHOWN; i++) {
    dc_site site = {lines[i].marche, dc_account_commune(accounts, lines[i].row),
                    by_employer ? employer_of(accounts, lines[i].row) : 0};
    size_t k = 0;
    while (k < found && (sites[k].marche != site.marche || differ(sites[k].commune, site.commune) ||
                         differ(sites[k].employer, site.employer)))
      k++;
    if (k == found) sites[found++] = site;
  }
  return found;
}

static bool two_employers(const dc_accounts *accounts, const dc_suspect *lines, size_t count) {
  uint32_t known = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t employer = employer_of(accounts, lines[i].row);
    if (differ(known, employer)) return true;
    if (employer) known = employer;
  }
  return false;
}

/* « (M1 lot 2 à 62041, M2 à 62498 pour 29990100900017) »; nothing when all was done on one site. */
static void add_sites(dc_builder *words, const dc_accounts *accounts, const dc_suspect *lines, size_t count,
                      bool by_employer) {
  dc_site sites[SHOWN + 1];
  size_t distinct = sites_of(accounts, lines, count, by_employer, sites);
  for (size_t i = 0; i < distinct && distinct > 1; i++) {
    const dc_marche *marche = &accounts->marches[sites[i].marche];
    dc_text lot = dc_marche_lot(accounts, marche);
    dc_builder_format(words, "%s", i ? ", " : " (");
    if (i == SHOWN) {
      dc_builder_format(words, "…");
      break;
    }
    dc_builder_add(words, dc_marche_id(accounts, marche));
    if (lot.length) dc_builder_format(words, " lot " DC_S, DC_ARG(lot));
    if (sites[i].commune) dc_builder_format(words, " à " DC_S, DC_ARG(dc_text_of(accounts, sites[i].commune)));
    if (sites[i].employer) dc_builder_format(words, " pour " DC_S, DC_ARG(dc_text_of(accounts, sites[i].employer)));
  }
  if (distinct > 1) dc_builder_format(words, ")");
}

/* ---- days ---- */

/* Whether a control of the rules told it, from the same hours. */
static bool is_told(const dc_days *days, dc_period period, dc_date first) {
  dc_controlled key = {days->participant, (int32_t)period, first};
  return dc_index_find(&days->counting->details->controlled, &key) != UINT32_MAX;
}

static void judge_day(dc_days *days, const dc_suspect *lines, size_t count) {
  const dc_accounts *accounts = days->counting->accounts;
  dc_hours sum = 0;
  uint32_t first = lines->row;
  for (size_t i = 0; i < count; i++) {
    sum += lines[i].kept;
    if (lines[i].row < first) first = lines[i].row;
  }
  dc_days_kind kind = KINDS;
  dc_site sites[SHOWN + 1];
  if (sum > WHOLE_DAY)
    kind = IMPOSSIBLE_DAY;
  else if (sum > DAY_HOURS && !is_told(days, DC_PERIOD_DAY, lines->date))
    kind = LONG_DAY;
  else if (count > 1 && two_employers(accounts, lines, count))
    kind = TWO_EMPLOYERS;
  else if (count > 1 && sites_of(accounts, lines, count, false, sites) > 1)
    kind = TWO_SITES;
  dc_builder *words = kind == KINDS ? NULL : found(days, kind, first);
  if (!words) return;
  char hours[DC_NUMBER_SIZE], date[DC_DATE_SIZE];
  dc_builder_format(words, "%s h le %s", dc_hours_text(sum, hours).data, dc_date_french(lines->date, date).data);
  if (days->found[kind].count == 1) add_sites(words, accounts, lines, count, kind == TWO_EMPLOYERS);
}

static void judge_days(dc_days *days, const dc_suspect_person *person) {
  for (size_t first = 0, end; first < person->count; first = end) {
    const dc_suspect *line = &person->lines[first];
    for (end = first + 1; end < person->count; end++)
      if (person->lines[end].date != line->date || person->lines[end].last != line->last) break;
    if (dc_suspect_is_month(line)) continue;
    if (end - first > 1 || line->kept > DAY_HOURS) judge_day(days, line, end - first);
  }
}

/* ---- weeks and months ---- */

static void judge_week(dc_days *days, const dc_suspect *first, dc_hours sum) {
  if (sum <= WEEK_HOURS || is_told(days, DC_PERIOD_WEEK, dc_date_monday(first->date))) return;
  dc_builder *words = found(days, LONG_WEEK, first->row);
  char hours[DC_NUMBER_SIZE], date[DC_DATE_SIZE];
  if (words)
    dc_builder_format(words, "%s h la semaine du %s", dc_hours_text(sum, hours).data,
                      dc_date_french(dc_date_monday(first->date), date).data);
}

/* Weeks from Monday to Sunday (art. L. 3121-35), of lines that tell the day. A week that holds an impossible day is
 * told by it. */
static void judge_weeks(dc_days *days, const dc_suspect_person *person) {
  const dc_suspect *first = NULL;
  dc_date sunday = DC_NO_DATE, day = DC_NO_DATE;
  dc_hours week = 0, today = 0;
  bool impossible = false;
  for (size_t i = 0; i < person->count; i++) {
    const dc_suspect *line = &person->lines[i];
    if (dc_suspect_is_month(line)) continue;
    if (line->date > sunday) {
      if (first && !impossible) judge_week(days, first, week);
      first = line;
      sunday = dc_date_monday(line->date) + 6;
      week = 0;
      impossible = false;
    }
    today = line->date == day ? today + line->kept : line->kept;
    day = line->date;
    week += line->kept;
    impossible = impossible || today > WHOLE_DAY;
  }
  if (first && !impossible) judge_week(days, first, week);
}

/* What the weeks of a month hold: 10 h a day, 48 h a week, over those of its days. */
static dc_hours month_hours(dc_month month) {
  dc_hours sum = 0;
  dc_date last = dc_month_last(month), next;
  for (dc_date day = dc_month_first(month); day <= last; day = next) {
    next = dc_date_monday(day) + 7;
    dc_hours days = (next <= last ? next : last + 1) - day;
    sum += days * DAY_HOURS < WEEK_HOURS ? days * DAY_HOURS : WEEK_HOURS;
  }
  return sum;
}

/* Months that some line gives whole; the others are judged by their weeks. */
static void judge_months(dc_days *days, const dc_suspect_person *person) {
  for (size_t first = 0, end; first < person->count; first = end) {
    dc_month month = dc_date_month(person->lines[first].date);
    dc_date last = dc_month_last(month);
    dc_hours sum = 0, limit = month_hours(month);
    const dc_suspect *whole = NULL;
    for (end = first; end < person->count && person->lines[end].date <= last; end++) {
      sum += person->lines[end].kept;
      if (!whole && dc_suspect_is_month(&person->lines[end])) whole = &person->lines[end];
    }
    dc_builder *words = whole && sum > limit ? found(days, LONG_MONTH, whole->row) : NULL;
    char hours[DC_NUMBER_SIZE], most[DC_NUMBER_SIZE], name[DC_DATE_SIZE];
    if (words)
      dc_builder_format(words, "%s h en %s, qui en porte %s", dc_hours_text(sum, hours).data,
                        dc_month_iso(month, name).data, dc_hours_text(limit, most).data);
  }
}

/* ---- one person after the other ---- */

static void *days_open(dc_counting *counting) {
  dc_days *days = dc_zeroed(1, sizeof *days);
  days->counting = counting;
  return days;
}

static void days_judge(void *state, const dc_suspect_person *person) {
  dc_days *days = state;
  days->participant = person->participant;
  bool months = false;
  for (size_t i = 0; i < person->count; i++) months = months || dc_suspect_is_month(&person->lines[i]);
  judge_days(days, person);
  judge_weeks(days, person);
  if (months) judge_months(days, person);
  report(days);
}

static void days_close(void *state) {
  dc_days *days = state;
  dc_arena_free(&days->scratch);
  free(days);
}

const dc_suspicion dc_suspicion_days = {days_open, days_judge, days_close};
