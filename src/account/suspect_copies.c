/* What was copied: a month that repeats the one before, day for day, and lines given twice. */
#include <stdlib.h>

#include "account/suspicions.h"

/* Days that must be the same for a month to be a copy. From one month to the next the days of the week shift by two or
 * three, so that no timetable gives the same dates twice: the copy of five working days falls on a Sunday. */
enum { LEAST_DAYS = 5 };

typedef struct {
  uint32_t marche;
  dc_month month; /* the copy */
} dc_copy_key;

typedef struct {
  uint32_t participant, row; /* the first one */
  uint32_t persons, lines;
} dc_copy;

/* Files of the dossier, by number; the same one when it repeats itself. */
typedef struct {
  uint32_t later, earlier;
} dc_repeat_key;

typedef struct {
  uint32_t count, row, original; /* rows: the first repeated line, and what it repeats */
} dc_repeat;

typedef struct {
  dc_counting *counting;
  dc_index copy_keys, repeat_keys;
  dc_copy *copies;
  dc_repeat *repeats;
  size_t copy_capacity, repeat_capacity;
  dc_suspect *lines; /* of the person, by market */
  size_t line_capacity;
} dc_copies;

/* ---- months ---- */

typedef struct {
  const dc_suspect *lines;
  size_t count;
  dc_month month;
} dc_month_lines;

static int length_of(dc_month month) { return dc_month_first(month + 1) - dc_month_first(month); }

/* Whether two lines of one weekday have different hours: more than a timetable, which repeats itself from week to week.
 * The first line of each day stands for it. */
static bool varies(const dc_month_lines *month, size_t count) {
  int32_t usual[7] = {0};
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && month->lines[i].date == month->lines[i - 1].date) continue;
    int32_t *hours = &usual[dc_date_weekday(month->lines[i].date)];
    if (*hours && *hours != month->lines[i].hours) return true;
    *hours = month->lines[i].hours;
  }
  return false;
}

/* Days that the later month had no room for are no difference. After a February of 28 days the days of the week do not
 * shift: hours must then vary from week to week. */
static bool repeats(const dc_month_lines *before, const dc_month_lines *month) {
  if (month->month != before->month + 1) return false;
  dc_date shift = length_of(before->month), end = dc_month_first(before->month) + length_of(month->month);
  size_t count = before->count, days = 0;
  while (count > 0 && before->lines[count - 1].date >= end) count--;
  if (count != month->count) return false;
  for (size_t i = 0; i < count; i++) {
    const dc_suspect *old = &before->lines[i], *new = &month->lines[i];
    if (old->date + shift != new->date || old->hours != new->hours) return false;
    days += i == 0 || new->date != month->lines[i - 1].date;
  }
  return days >= LEAST_DAYS && (shift % 7 != 0 || varies(month, count));
}

static void note_copy(dc_copies *copies, uint32_t participant, const dc_month_lines *month) {
  dc_copy_key key = {month->lines->marche, month->month};
  bool added;
  uint32_t number = dc_index_add(&copies->copy_keys, &key, &added);
  copies->copies = dc_grow(copies->copies, &copies->copy_capacity, number + 1u, sizeof *copies->copies);
  dc_copy *copy = &copies->copies[number];
  if (added) *copy = (dc_copy){participant, month->lines->row, 0, 0};
  copy->persons++;
  copy->lines += (uint32_t)month->count;
}

/* The lines of one market, months left out: they give no day to copy. */
static void find_copies(dc_copies *copies, uint32_t participant, const dc_suspect *lines, size_t count) {
  dc_month_lines before = {0};
  for (size_t first = 0, end; first < count; first = end) {
    dc_month_lines month = {lines + first, 0, dc_date_month(lines[first].date)};
    dc_date last = dc_month_last(month.month);
    for (end = first; end < count && lines[end].date <= last; end++) month.count++;
    if (before.count && repeats(&before, &month)) note_copy(copies, participant, &month);
    before = month;
  }
}

/* ---- lines ---- */

static bool same_line(const dc_suspect *a, const dc_suspect *b) {
  return a->date == b->date && a->last == b->last && a->nature == b->nature && a->hours == b->hours;
}

static uint32_t file_number(const dc_accounts *accounts, uint32_t row) {
  return (uint32_t)(dc_dossier_file(accounts->dossier, DC_RELEVES, row) - accounts->dossier->files);
}

static void note_repeat(dc_copies *copies, const dc_suspect *line, const dc_suspect *original) {
  const dc_accounts *accounts = copies->counting->accounts;
  dc_repeat_key key = {file_number(accounts, line->row), file_number(accounts, original->row)};
  bool added;
  uint32_t number = dc_index_add(&copies->repeat_keys, &key, &added);
  copies->repeats = dc_grow(copies->repeats, &copies->repeat_capacity, number + 1u, sizeof *copies->repeats);
  dc_repeat *repeat = &copies->repeats[number];
  if (added || line->row < repeat->row) *repeat = (dc_repeat){added ? 0 : repeat->count, line->row, original->row};
  repeat->count++;
}

/* ---- one person after the other ---- */

static void *copies_open(dc_counting *counting) {
  dc_copies *copies = dc_zeroed(1, sizeof *copies);
  copies->counting = counting;
  dc_index_init(&copies->copy_keys, sizeof(dc_copy_key));
  dc_index_init(&copies->repeat_keys, sizeof(dc_repeat_key));
  return copies;
}

/* Lines that agree but for the row follow one another, the first one first. */
static void judge_market(dc_copies *copies, uint32_t participant, dc_suspect *lines, size_t count) {
  size_t days = 0;
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && same_line(&lines[i], &lines[i - 1])) note_repeat(copies, &lines[i], &lines[i - 1]);
  }
  for (size_t i = 0; i < count; i++) {
    if (!dc_suspect_is_month(&lines[i])) lines[days++] = lines[i];
  }
  find_copies(copies, participant, lines, days);
}

static int by_market(const void *left, const void *right) {
  const dc_suspect *a = left, *b = right;
  if (a->marche != b->marche) return a->marche < b->marche ? -1 : 1;
  return dc_suspect_compare(a, b);
}

static void copies_judge(void *state, const dc_suspect_person *person) {
  dc_copies *copies = state;
  bool several = false;
  copies->lines = dc_grow(copies->lines, &copies->line_capacity, person->count, sizeof *copies->lines);
  for (size_t i = 0; i < person->count; i++) {
    copies->lines[i] = person->lines[i];
    several = several || person->lines[i].marche != person->lines[0].marche;
  }
  if (several) qsort(copies->lines, person->count, sizeof *copies->lines, by_market);
  for (size_t first = 0, end; first < person->count; first = end) {
    for (end = first + 1; end < person->count; end++)
      if (copies->lines[end].marche != copies->lines[first].marche) break;
    judge_market(copies, person->participant, copies->lines + first, end - first);
  }
}

static void report_copy(dc_copies *copies, const dc_copy_key *key, const dc_copy *copy) {
  const dc_accounts *accounts = copies->counting->accounts;
  char month[DC_DATE_SIZE], before[DC_DATE_SIZE];
  dc_text others = {0};
  if (copy->persons > 1)
    others = dc_text_format(copies->counting->diagnostics->arena, " et %u autre%s", copy->persons - 1,
                            dc_plural(copy->persons - 1));
  dc_count_report(copies->counting, DC_D_COPIED_MONTH, DC_RELEVES, copy->row, key->marche,
                  DC_S DC_S " : %s répète %s jour pour jour, avec les mêmes heures (%u lignes, ici la première)",
                  DC_ARG(dc_pseudonym(accounts, copy->participant)), DC_ARG(others),
                  dc_month_iso(key->month, month).data, dc_month_iso(key->month - 1, before).data, copy->lines)
      ->count = copy->persons;
}

static void report_repeat(dc_copies *copies, const dc_repeat_key *key, const dc_repeat *repeat) {
  const dc_accounts *accounts = copies->counting->accounts;
  const dc_input_file *later = &accounts->dossier->files[key->later];
  const dc_input_file *earlier = &accounts->dossier->files[key->earlier];
  const uint32_t *lines = dc_table_of(accounts, DC_RELEVES)->lines;
  dc_text where = key->later == key->earlier ? DC_TEXT("ce fichier") : earlier->source.name;
  dc_count_report(copies->counting, DC_D_SAME_LINES, DC_RELEVES, repeat->row, accounts->marche_of[repeat->row],
                  "%u ligne%s sur %zu, déjà dans " DC_S " ; ici la première, comme la ligne %u", repeat->count,
                  dc_plural(repeat->count), later->row_count, DC_ARG(where), lines[repeat->original])
      ->count = repeat->count;
}

static void copies_close(void *state) {
  dc_copies *copies = state;
  const dc_copy_key *months = (const void *)copies->copy_keys.keys;
  const dc_repeat_key *files = (const void *)copies->repeat_keys.keys;
  for (size_t i = 0; i < copies->copy_keys.count; i++) report_copy(copies, &months[i], &copies->copies[i]);
  for (size_t i = 0; i < copies->repeat_keys.count; i++) report_repeat(copies, &files[i], &copies->repeats[i]);
  dc_index_free(&copies->copy_keys);
  dc_index_free(&copies->repeat_keys);
  free(copies->copies);
  free(copies->repeats);
  free(copies->lines);
  free(copies);
}

const dc_suspicion dc_suspicion_copies = {copies_open, copies_judge, copies_close};
