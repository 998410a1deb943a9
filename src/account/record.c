/* What is said of one timesheet record. */
#include "account/details.h"

const char *dc_verdict_name(dc_verdict verdict) {
  static const char *const names[] = {"retenue", "réduite", "refusée", "écartée", "anomalie", "postérieure"};
  return names[verdict];
}

dc_date dc_record_date(const dc_accounts *accounts, size_t row) {
  const dc_columns *c = &accounts->details->columns;
  dc_date date = dc_day_at(c->releves.date, row);
  if (date != DC_NO_DATE) return date;
  dc_month month = dc_day_at(c->releves.mois, row);
  return month == DC_NO_MONTH ? DC_NO_DATE : dc_month_first(month);
}

bool dc_record_is_month(const dc_accounts *accounts, size_t row) {
  return dc_day_at(accounts->details->columns.releves.date, row) == DC_NO_DATE;
}

dc_hours dc_account_declared(const dc_accounts *accounts, size_t row) {
  const dc_account_details *details = accounts->details;
  int64_t hours = dc_quantity_at(details->columns.releves.heures, row);
  if (hours != DC_NO_QUANTITY) return hours;
  uint32_t key = (uint32_t)row, number = dc_index_find(&details->converted_rows, &key);
  return number != UINT32_MAX && details->converted[number].declared ? details->converted[number].hours : 0;
}

dc_month dc_account_month(const dc_accounts *accounts, size_t row) {
  return dc_date_month(dc_record_date(accounts, row));
}

dc_parts dc_account_coefficient(const dc_accounts *accounts, size_t row) {
  return accounts->coefficients[accounts->decisions[row].coefficient];
}

dc_hours dc_account_weighted(const dc_accounts *accounts, size_t row) {
  dc_hours admitted = accounts->decisions[row].admitted, hours;
  dc_parts coefficient = dc_account_coefficient(accounts, row);
  if (coefficient == DC_WHOLE) return admitted;
  dc_rational product = dc_rational_mul(dc_rational_hours(admitted), dc_rational_parts(coefficient));
  DC_ASSERT(dc_rational_scale(product, DC_HOUR, DC_HUNDREDTH, &hours) && hours >= 0 && hours <= INT32_MAX);
  return hours;
}

const dc_article *dc_account_article(const dc_accounts *accounts, size_t row) {
  uint16_t mark = accounts->decisions[row].article;
  return mark ? accounts->details->articles[mark - 1u] : NULL;
}

bool dc_account_in_journal(const dc_accounts *accounts, size_t row) {
  return accounts->decisions[row].verdict < DC_ANOMALIE;
}
