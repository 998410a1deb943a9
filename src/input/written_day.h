/* Days as people and spreadsheets write them, before anyone decides which of two numbers is the month.
 *
 * Floor: input, private. */
#ifndef DECOMPTE_INPUT_WRITTEN_DAY_H
#define DECOMPTE_INPUT_WRITTEN_DAY_H

#include "decompte/date.h"

typedef enum {
  DC_WRITTEN_NUMBERS,    /* 31/01/2026, 31-01-26, 31012026: two numbers, then the year */
  DC_WRITTEN_YEAR_FIRST, /* 2026-01-31, 2026/1/31 */
  DC_WRITTEN_COMPACT,    /* 20260131 */
  DC_WRITTEN_WORDS,      /* 1er mars 2026 */
  DC_WRITTEN_SERIAL,     /* 45292: days as spreadsheets count them from 1900 */
} dc_written_form;

typedef enum {
  DC_TIME_NONE, /* none, or midnight */
  DC_TIME_SAME_DAY,
  DC_TIME_OTHER_DAY, /* in Paris it may be the next day, or the one before */
} dc_written_time;

typedef struct {
  dc_written_form form;
  int first, second; /* NUMBERS: as written; else the day, then the month. SERIAL: unused */
  int year;          /* as written */
  bool short_year;   /* on two digits */
  bool lost_zero;    /* 1012026, for 01012026 */
  int weekday;       /* 0 = Monday, -1 when not written */
  dc_written_time time;
  dc_date date; /* SERIAL only */
} dc_written_day;

/* false when `text` has none of these forms; the day may not exist. */
bool dc_written_day_scan(dc_text text, dc_written_day *day);

/* The month that `word` names, 1 to 12, in French or English, whole or by its first letters, three at least; 0 when it
 * names none, or two (« jui »). `word` is folded. */
int dc_month_word(dc_text word);

/* Digits at the start of `text`, at most `most` of them, taken away. *length: how many; -1 when there is none. */
int dc_take_digits(dc_text *text, size_t most, size_t *length);

#endif
