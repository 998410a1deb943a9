#include "walk.h"

static dc_text number_text(dc_arena *arena, dc_typing typing, dc_rational number) {
  static const struct {
    dc_unit unit;
    const char *sign;
  } signs[] = {{{1, 0, 0}, " h"}, {{0, 1, 0}, " €"}, {{-1, 1, 0}, " €/h"}, {{0, 0, 1}, " jours"}};
  char buffer[DC_NUMBER_SIZE];
  int64_t scaled;
  const char *sign = typing.percent ? " %" : "";
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (dc_unit_equal(signs[i].unit, typing.unit)) sign = signs[i].sign;
  bool euros = typing.unit.euros == 1, hours = dc_unit_equal(typing.unit, signs[0].unit);
  dc_text text = {0};
  if (hours && dc_rational_scale(number, DC_HOUR, DC_HUNDREDTH, &scaled))
    text = dc_hours_text(scaled, buffer);
  else if (euros && dc_rational_scale(number, 100, 1, &scaled))
    text = dc_cents_text(scaled, buffer);
  else if (dc_rational_scale(number, DC_WHOLE, 1, &scaled))
    text = dc_decimal(scaled, typing.percent ? DC_WHOLE / 100 : DC_WHOLE, typing.percent ? 4 : 6, true, ',', buffer);
  else
    return DC_TEXT("hors limites");
  return dc_text_format(arena, DC_S "%s", DC_ARG(text), sign);
}

static dc_text set_text(dc_arena *arena, const dc_rules *rules, const dc_value *value) {
  dc_builder text = {.arena = arena};
  for (uint32_t i = 0; i < value->count; i++) {
    if (i > 0) dc_builder_add(&text, DC_TEXT(", "));
    dc_builder_add(&text, dc_intern_text(rules->intern, value->ids[i]));
  }
  return dc_builder_text(&text);
}

dc_text dc_value_text(dc_arena *arena, const dc_rules *rules, dc_typing typing, const dc_value *value) {
  char buffer[DC_DATE_SIZE];
  bool flag = value->kind == DC_VALUE_ID && typing.id == DC_TYPE_FLAG;
  if (value->absent) return DC_TEXT("(absent)");
  switch (value->kind) {
  case DC_VALUE_TRUTH: return value->discrete ? DC_TEXT("oui") : DC_TEXT("non");
  case DC_VALUE_NUMBER: return number_text(arena, typing, value->number);
  case DC_VALUE_DATE: return dc_text_copy(arena, dc_date_french((dc_date)value->discrete, buffer));
  case DC_VALUE_ID:
    if (flag) return value->discrete == DC_YES ? DC_TEXT("oui") : DC_TEXT("non");
    return dc_intern_text(rules->intern, (uint32_t)value->discrete);
  case DC_VALUE_IDS: return set_text(arena, rules, value);
  }
  return (dc_text){0};
}
