/* The order in which records take hours from one another: by day, then by file and line. A counting sort, since it is
 * stable. */
#include <stdlib.h>

#include "account/details.h"

void dc_count_days(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  size_t rows = dc_table_of(accounts, DC_RELEVES)->rows, count = 0;
  dc_date first = INT32_MAX, last = INT32_MIN;
  for (size_t row = 0; row < rows; row++) {
    if (!dc_account_in_journal(accounts, row)) continue;
    dc_date date = dc_record_date(accounts, row);
    if (date < first) first = date;
    if (date > last) last = date;
    count++;
  }
  counting->details->by_day = dc_zeroed(count, sizeof(uint32_t));
  counting->details->by_day_count = count;
  if (!count) return;
  size_t *at = dc_zeroed((size_t)(last - first) + 2, sizeof *at);
  for (size_t row = 0; row < rows; row++) {
    if (dc_account_in_journal(accounts, row)) at[dc_record_date(accounts, row) - first + 1]++;
  }
  for (size_t i = 1; i <= (size_t)(last - first) + 1; i++) at[i] += at[i - 1];
  for (size_t row = 0; row < rows; row++) {
    if (!dc_account_in_journal(accounts, row)) continue;
    counting->details->by_day[at[dc_record_date(accounts, row) - first]++] = (uint32_t)row;
  }
  free(at);
}
