#include "decompte/rules.h"

dc_text dc_period_name(dc_period period) {
  static const dc_text names[DC_PERIOD_COUNT] = {[DC_PERIOD_DAY] = DC_TEXT_INIT("jour"),
                                                 [DC_PERIOD_WEEK] = DC_TEXT_INIT("semaine"),
                                                 [DC_PERIOD_MONTH] = DC_TEXT_INIT("mois"),
                                                 [DC_PERIOD_YEAR] = DC_TEXT_INIT("an")};
  return names[period];
}

int32_t dc_period_of(dc_period period, dc_date date) {
  switch (period) {
  case DC_PERIOD_DAY: return date;
  case DC_PERIOD_WEEK: return dc_date_monday(date);
  case DC_PERIOD_MONTH: return dc_date_month(date);
  case DC_PERIOD_YEAR: return dc_date_year(date);
  case DC_PERIOD_NONE: break;
  }
  return 0;
}
