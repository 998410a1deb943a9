#include "input/teller.h"

static dc_diagnostic *open_sum(dc_teller *teller, dc_code code, uint32_t line, uint32_t column, const char *message) {
  teller->sum[code] = teller->list->count;
  return dc_report(teller->list, code, teller->file, line, column, "%s", message);
}

dc_diagnostic *dc_tell(dc_teller *teller, dc_code code, uint32_t line, uint32_t column, const char *message) {
  uint32_t told = teller->told[code]++;
  if (told < DC_TOLD_ONE_BY_ONE) return dc_report(teller->list, code, teller->file, line, column, "%s", message);
  if (told == DC_TOLD_ONE_BY_ONE) return open_sum(teller, code, line, column, message);
  teller->list->items[teller->sum[code]].count++;
  return NULL;
}

void dc_tell_once(dc_teller *teller, dc_code code, uint32_t line, uint32_t column, uint32_t count,
                  const char *message) {
  if (teller->told[code]++ == 0) open_sum(teller, code, line, column, message)->count = 0;
  teller->list->items[teller->sum[code]].count += count;
}
