#include "decp/value.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits_at_start(dc_text text) {
  size_t count = 0;
  while (count < text.length && is_digit(text.data[count])) count++;
  return count;
}

/* ---- dates ---- */

/* « Z », « +01:00 » or nothing. */
static bool is_zone(dc_text text) {
  if (text.length == 0 || dc_text_equal(text, DC_TEXT("Z"))) return true;
  bool sign = text.data[0] == '+' || text.data[0] == '-';
  return sign && text.length == 6 && text.data[3] == ':' && digits_at_start(dc_text_slice(text, 1, 6)) == 2 &&
         digits_at_start(dc_text_slice(text, 4, 6)) == 2;
}

static dc_text without_midnight(dc_text text) {
  static const dc_text midnights[] = {DC_TEXT_INIT("T00:00:00.000"), DC_TEXT_INIT("T00:00:00"),
                                      DC_TEXT_INIT(" 00:00:00")};
  for (size_t i = 0; i < sizeof midnights / sizeof *midnights; i++) {
    if (dc_text_starts(text, midnights[i])) return dc_text_slice(text, midnights[i].length, text.length);
  }
  return text;
}

bool dc_decp_date(dc_text text, dc_date *date) {
  enum { DAY = 10 };
  if (dc_date_parse(text, date)) return true;
  dc_text rest = without_midnight(dc_text_slice(text, DAY, text.length));
  return text.length > DAY && is_zone(rest) && dc_date_parse(dc_text_slice(text, 0, DAY), date);
}

/* ---- numbers ---- */

dc_number_status dc_decp_amount(dc_text text, dc_cents *cents) {
  int64_t scale = 100;
  size_t mark = 0;
  while (mark < text.length && text.data[mark] != 'e' && text.data[mark] != 'E') mark++;
  if (mark < text.length) {
    int64_t power;
    dc_number_status read = dc_decimal_parse(dc_text_slice(text, mark + 1, text.length), 1, &power);
    if (read != DC_NUMBER_OK || power < 0) return DC_NUMBER_MALFORMED;
    if (power > 12) return DC_NUMBER_TOO_LARGE;
    while (power-- > 0) scale *= 10;
  }
  dc_number_status read = dc_decimal_parse(dc_text_slice(text, 0, mark), scale, cents);
  return read == DC_NUMBER_OK && *cents < 0 ? DC_NUMBER_MALFORMED : read;
}

bool dc_decp_months(dc_text text, int *months) {
  const int64_t most = 1200;
  int64_t value;
  if (dc_decimal_parse(text, 1, &value) != DC_NUMBER_OK || value < 1 || value > most) return false;
  *months = (int)value;
  return true;
}

/* ---- identifiers ---- */

dc_text dc_decp_without_blanks(dc_arena *arena, dc_text text) {
  dc_builder out = {.arena = arena};
  for (dc_text rest = dc_text_trim(text); rest.length; rest = dc_text_trim(dc_text_slice(rest, 1, rest.length)))
    dc_builder_add(&out, dc_text_slice(rest, 0, 1));
  return dc_builder_text(&out);
}

dc_text dc_decp_cpv(dc_arena *arena, dc_text given, bool *repaired) {
  dc_text text = dc_decp_without_blanks(arena, given);
  size_t digits = digits_at_start(text);
  dc_text end = dc_text_slice(text, digits, text.length);
  bool control = end.length == 2 && end.data[0] == '-' && is_digit(end.data[1]);
  *repaired = false;
  if (end.length && !control) return (dc_text){0};
  if (digits == 8) return dc_text_slice(text, 0, 8);
  *repaired = true;
  if (digits == 9 && !control) return dc_text_slice(text, 0, 8);
  if (digits == 7 && (text.data[0] == '3' || text.data[0] == '9'))
    return dc_text_format(arena, "0" DC_S, DC_ARG(dc_text_slice(text, 0, 7)));
  return (dc_text){0};
}
