/* Civil dates and months of the Gregorian calendar; no time of day, no time zone, no locale.
 *
 * Floor: base. */
#ifndef DECOMPTE_DATE_H
#define DECOMPTE_DATE_H

#include "decompte/text.h"

typedef int32_t dc_date;  /* days since 1970-01-01 */
typedef int32_t dc_month; /* 12 × year + month - 1 */

#define DC_NO_DATE               INT32_MIN
#define DC_NO_MONTH              INT32_MIN
#define DC_MONTH_OF(year, month) ((dc_month)((year)*12 + (month)-1))

/* DC_NO_DATE when the day does not exist or the year is outside 1900–2199. */
dc_date dc_date_from(int year, int month, int day);
void dc_date_split(dc_date date, int *year, int *month, int *day);

int dc_date_weekday(dc_date date);    /* 0 = Monday … 6 = Sunday */
dc_date dc_date_monday(dc_date date); /* first day of its week */
int dc_date_year(dc_date date);
dc_month dc_date_month(dc_date date);
dc_date dc_month_first(dc_month month);
dc_date dc_month_last(dc_month month);

/* How a month that has no such day is resolved when months are added. */
typedef enum {
  DC_SAME_DAY, /* « de quantième à quantième »: the last day of that month (CPC, art. 641, al. 2) */
  DC_NEXT_DAY, /* « reporté au lendemain »: the first day of the next month */
} dc_month_mode;

dc_date dc_date_add_months(dc_date date, int months, dc_month_mode mode);

/* Whole years between a birth and `date`: an age is reached on the birthday, 29 February on 1 March. */
int dc_date_age(dc_date birth, dc_date date);

/* Whole months from `from` to `to`, 0 when `to` is not later. */
int dc_date_months_between(dc_date from, dc_date to);

/* Fixed renderings into the caller's buffer, NUL-terminated; « » when there is no date. */
#define DC_DATE_SIZE 16
dc_text dc_date_french(dc_date date, char buffer[DC_DATE_SIZE]); /* 31/01/2026 */
dc_text dc_date_iso(dc_date date, char buffer[DC_DATE_SIZE]);    /* 2026-01-31 */
dc_text dc_month_iso(dc_month month, char buffer[DC_DATE_SIZE]); /* 2026-01 */

/* Readers of the notations that have one meaning: JJ/MM/AAAA, J/M/AAAA, AAAA-MM-JJ; AAAA-MM, MM/AAAA and
 * « janvier 2026 ». false otherwise. A well-formed but impossible day is false too. */
bool dc_date_parse(dc_text text, dc_date *date);
bool dc_month_parse(dc_text text, dc_month *month);

#endif
