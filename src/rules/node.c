#include "node.h"

static const dc_unit unit_none = {0, 0, 0}, unit_hours = {1, 0, 0}, unit_euros = {0, 1, 0}, unit_rate = {-1, 1, 0},
                     unit_days = {0, 0, 1};

bool dc_unit_equal(dc_unit a, dc_unit b) { return a.hours == b.hours && a.euros == b.euros && a.days == b.days; }

static const dc_unit *unit_of_type(dc_type type) {
  switch (type) {
  case DC_TYPE_HOURS: return &unit_hours;
  case DC_TYPE_MONEY: return &unit_euros;
  case DC_TYPE_RATE: return &unit_rate;
  case DC_TYPE_PERCENT: return &unit_none;
  default: return NULL;
  }
}

dc_typing dc_typing_of_type(dc_type type, bool several) {
  const dc_unit *unit = unit_of_type(type);
  if (unit) return (dc_typing){.sort = DC_SORT_NUMBER, .unit = *unit, .percent = type == DC_TYPE_PERCENT};
  if (type == DC_TYPE_DATE || type == DC_TYPE_MONTH) return (dc_typing){.sort = DC_SORT_DATE};
  return (dc_typing){.sort = DC_SORT_ID, .id = type, .several = several};
}

static dc_text number_text(dc_arena *arena, dc_typing typing) {
  static const struct {
    const dc_unit *unit;
    const char *text;
  } usual[] = {
      {&unit_hours, "des heures (h)"},
      {&unit_euros, "des euros (€)"},
      {&unit_rate, "des euros par heure (€/h)"},
      {&unit_days, "des jours"},
  };
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
    if (dc_unit_equal(*usual[i].unit, typing.unit)) return dc_text_from(usual[i].text);
  if (dc_unit_equal(unit_none, typing.unit))
    return typing.percent ? DC_TEXT("un pourcentage (%)") : DC_TEXT("un nombre sans unité");
  dc_builder text = {.arena = arena};
  dc_builder_add(&text, DC_TEXT("un nombre en"));
  const struct {
    const char *sign;
    int exponent;
  } factors[] = {{"€", typing.unit.euros}, {"h", typing.unit.hours}, {"jour", typing.unit.days}};
  for (size_t i = 0; i < 3; i++) {
    if (factors[i].exponent == 1) dc_builder_format(&text, " %s", factors[i].sign);
    if (factors[i].exponent != 0 && factors[i].exponent != 1)
      dc_builder_format(&text, " %s^%d", factors[i].sign, factors[i].exponent);
  }
  return dc_builder_text(&text);
}

dc_text dc_typing_text(dc_arena *arena, dc_typing typing) {
  static const char *const ids[] = {
      [DC_TYPE_TEXT] = "un texte",     [DC_TYPE_CODE] = "un code",        [DC_TYPE_SIRET] = "un SIRET",
      [DC_TYPE_SIREN] = "un SIREN",    [DC_TYPE_COMMUNE] = "une commune", [DC_TYPE_FLAG] = "oui ou non",
      [DC_TYPE_PERCENT] = "un nombre",
  };
  switch (typing.sort) {
  case DC_SORT_BAD: break;
  case DC_SORT_TRUTH: return DC_TEXT("une condition");
  case DC_SORT_NUMBER: return number_text(arena, typing);
  case DC_SORT_DATE: return DC_TEXT("une date");
  case DC_SORT_ID: return dc_text_from(ids[typing.id]);
  case DC_SORT_MONTHS: return DC_TEXT("une durée en mois");
  }
  return DC_TEXT("une valeur en erreur");
}

dc_level dc_levels_top(unsigned levels) {
  int top = DC_LEVEL_LINE;
  while (top > DC_LEVEL_NONE && !(levels & DC_LEVEL_BIT(top))) top--;
  return (dc_level)top;
}

const dc_dated_value *dc_parameter_at(const dc_parameter *parameter, dc_date date) {
  for (size_t i = parameter->count; i-- > 0;)
    if (parameter->values[i].from <= date) return date <= parameter->values[i].until ? &parameter->values[i] : NULL;
  return NULL;
}

bool dc_list_holds(const dc_code_list *list, uint32_t id, dc_date date, dc_date *from, dc_date *until) {
  size_t low = 0, high = list->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (list->rows[middle].id < id)
      low = middle + 1;
    else
      high = middle;
  }
  bool found = false;
  *from = INT32_MIN, *until = INT32_MAX;
  for (; low < list->count && list->rows[low].id == id; low++) {
    const dc_list_row *row = &list->rows[low];
    bool begun = row->from <= date, ended = row->until < date, holds = begun && !ended;
    dc_date first = !begun ? INT32_MIN : ended ? row->until + 1 : row->from;
    dc_date last = !begun ? row->from - 1 : ended ? INT32_MAX : row->until;
    if (first > *from) *from = first;
    if (last < *until) *until = last;
    found = found || holds;
  }
  return found;
}

bool dc_list_has(const dc_code_list *list, uint32_t id, dc_date date) {
  dc_date from, until;
  return dc_list_holds(list, id, date, &from, &until);
}
