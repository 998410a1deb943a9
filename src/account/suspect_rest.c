/* Work on a Sunday or a public holiday, market by market: a note, for many trades do it. */
#include <stdlib.h>

#include "account/suspicions.h"
#include "decompte/holiday.h"

typedef enum { WORKING_DAY, REST_DAY, LOCAL_HOLIDAY } dc_rest;

typedef struct {
  dc_counting *counting;
  dc_date first, last; /* the days that records are about */
  uint8_t *rest;       /* dc_rest, by day from `first` */
  dc_tally *tallies;   /* by market */
} dc_rests;

static bool is_sunday(dc_date date) { return dc_date_weekday(date) == 6; }

static dc_rest rest_on(dc_date date) {
  const dc_holiday *holiday = dc_holiday_on(date);
  if (is_sunday(date) || (holiday && !holiday->local)) return REST_DAY;
  return holiday ? LOCAL_HOLIDAY : WORKING_DAY;
}

static void *rest_open(dc_counting *counting) {
  const dc_accounts *accounts = counting->accounts;
  const dc_account_details *details = counting->details;
  dc_rests *rests = dc_zeroed(1, sizeof *rests);
  rests->counting = counting;
  rests->tallies = dc_zeroed(accounts->marche_count, sizeof *rests->tallies);
  if (!details->by_day_count) return rests;
  rests->first = dc_record_date(accounts, details->by_day[0]);
  rests->last = dc_record_date(accounts, details->by_day[details->by_day_count - 1]);
  rests->rest = dc_zeroed((size_t)(rests->last - rests->first) + 1, sizeof *rests->rest);
  for (dc_date date = rests->first; date <= rests->last; date++)
    rests->rest[date - rests->first] = (uint8_t)rest_on(date);
  return rests;
}

static void rest_judge(void *state, const dc_suspect_person *person) {
  dc_rests *rests = state;
  const dc_accounts *accounts = rests->counting->accounts;
  for (size_t i = 0; i < person->count; i++) {
    const dc_suspect *line = &person->lines[i];
    dc_rest rest = rests->rest[line->date - rests->first];
    if (rest == WORKING_DAY || dc_suspect_is_month(line)) continue;
    if (rest == LOCAL_HOLIDAY &&
        !dc_commune_has_local_holidays(dc_text_of(accounts, dc_account_commune(accounts, line->row))))
      continue;
    dc_tally_add(&rests->tallies[line->marche], line);
  }
}

static void rest_close(void *state) {
  dc_rests *rests = state;
  for (uint32_t m = 0; m < rests->counting->accounts->marche_count; m++) {
    const dc_tally *tally = &rests->tallies[m];
    if (!tally->count) continue;
    char date[DC_DATE_SIZE];
    dc_count_report(rests->counting, DC_D_REST_DAY, DC_RELEVES, tally->row, m,
                    "%u ligne%s un dimanche ou un jour férié, ici la première : le %s, %s", tally->count,
                    dc_plural(tally->count), dc_date_french(tally->date, date).data,
                    is_sunday(tally->date) ? "un dimanche" : dc_holiday_on(tally->date)->name)
        ->count = tally->count;
  }
  free(rests->rest);
  free(rests->tallies);
  free(rests);
}

const dc_suspicion dc_suspicion_rest = {rest_open, rest_judge, rest_close};
