#include "input/number.h"

#include <string.h>

enum { MOST_GROUPS = 16, MOST_DIGITS = 30, MOST_EXACT = 20 };

/* ---- cutting ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* What may stand between digits, and the one character that stands for it here. */
static const struct {
  dc_text written;
  char sign;
} marks[] = {
    {DC_TEXT_INIT(","), ','},      {DC_TEXT_INIT("."), '.'},       {DC_TEXT_INIT(" "), ' '},
    {DC_TEXT_INIT("'"), '\''},     {DC_TEXT_INIT("\u00a0"), ' '},  {DC_TEXT_INIT("\u202f"), ' '},
    {DC_TEXT_INIT("\u2009"), ' '}, {DC_TEXT_INIT("\u2019"), '\''},
};

/* Takes a mark from the start of `text`; 0 when there is none. */
static char take_mark(dc_text *text) {
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    if (!dc_text_starts(*text, marks[i].written)) continue;
    *text = dc_text_slice(*text, marks[i].written.length, text->length);
    return marks[i].sign;
  }
  return 0;
}

/* Runs of digits and the marks before them. */
typedef struct {
  size_t lengths[MOST_GROUPS];
  char before[MOST_GROUPS]; /* before[0] is 0, or the mark that a number begins with: « ,5 » */
  size_t count;
} dc_groups;

static dc_number_status cut(dc_text text, dc_groups *groups, dc_wide *digits) {
  size_t written = 0;
  *digits = 0;
  if (text.length == 0) return DC_NUMBER_MALFORMED;
  while (text.length) {
    char mark = take_mark(&text);
    if ((groups->count && !mark) || groups->count == MOST_GROUPS) return DC_NUMBER_MALFORMED;
    size_t length = 0;
    for (; length < text.length && is_digit(text.data[length]); length++) {
      if (++written > MOST_DIGITS) return DC_NUMBER_TOO_LARGE;
      *digits = *digits * 10 + (text.data[length] - '0');
    }
    if (length == 0) return DC_NUMBER_MALFORMED;
    groups->before[groups->count] = mark;
    groups->lengths[groups->count++] = length;
    text = dc_text_slice(text, length, text.length);
  }
  return DC_NUMBER_OK;
}

/* ---- what the marks mean ---- */

static bool is_decimal_mark(char mark) { return mark == ',' || mark == '.'; }

/* Whether groups 1 to `last` are thousands: the same mark, three digits each, after one to three that begin by none. */
static bool are_thousands(const dc_groups *groups, size_t last, char first_digit) {
  for (size_t i = 1; i <= last; i++) {
    if (groups->lengths[i] != 3 || groups->before[i] != groups->before[1]) return false;
  }
  return last == 0 || (groups->before[0] == 0 && groups->lengths[0] <= 3 && first_digit != '0');
}

static bool understand(const dc_groups *groups, char first_digit, dc_number *number) {
  size_t last = groups->count - 1;
  char mark = groups->before[last];
  bool grouped = are_thousands(groups, last, first_digit);
  if (last == 0 && mark == 0) return true;
  if (is_decimal_mark(mark) && last <= 1) {
    if (last == 1 && groups->before[0]) return false;
    number->mark = mark;
    number->meaning = last == 1 && grouped ? DC_MARK_EITHER : DC_MARK_DECIMAL;
    number->decimals = (int)groups->lengths[last];
    return true;
  }
  number->grouping = groups->before[1];
  if (grouped) return true;
  if (!is_decimal_mark(mark) || mark == number->grouping || !are_thousands(groups, last - 1, first_digit)) return false;
  number->mark = mark;
  number->meaning = DC_MARK_DECIMAL;
  number->decimals = (int)groups->lengths[last];
  return true;
}

bool dc_take_sign(dc_text *text, bool *negative) {
  static const dc_text signs[] = {DC_TEXT_INIT("-"), DC_TEXT_INIT("\u2212"), DC_TEXT_INIT("+")};
  bool signed_before = false;
  for (size_t i = 0; i < 3 && !signed_before; i++) {
    if (!dc_text_starts(*text, signs[i])) continue;
    *text = dc_text_trim(dc_text_slice(*text, signs[i].length, text->length));
    *negative = i < 2;
    signed_before = true;
  }
  if (!dc_text_ends(*text, signs[0])) return true;
  *text = dc_text_trim(dc_text_slice(*text, 0, text->length - 1));
  *negative = true;
  return !signed_before;
}

dc_number_status dc_number_scan(dc_text text, dc_number *number) {
  *number = (dc_number){0};
  text = dc_text_trim(text);
  if (!dc_take_sign(&text, &number->negative)) return DC_NUMBER_MALFORMED;
  dc_groups groups = {0};
  dc_number_status status = cut(text, &groups, &number->digits);
  if (status != DC_NUMBER_OK) return status;
  return understand(&groups, text.data[0], number) ? DC_NUMBER_OK : DC_NUMBER_MALFORMED;
}

/* ---- values ---- */

dc_number dc_number_as_thousands(dc_number number) {
  number.grouping = number.mark;
  number.mark = 0;
  number.meaning = DC_MARK_NONE;
  number.decimals = 0;
  return number;
}

static dc_wide power_of_ten(int exponent) {
  dc_wide power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

dc_number_status dc_number_value(const dc_number *number, int64_t scale, int64_t *value) {
  return dc_decimal_value(number->negative, number->digits, power_of_ten(number->decimals), scale, value);
}

int64_t dc_number_nearly(const dc_number *number, int64_t scale) {
  const dc_wide tolerance = 100000, most = power_of_ten(MOST_EXACT);
  if (number->negative || number->decimals > MOST_EXACT || number->digits >= most || scale > 100000) return -1;
  dc_wide power = power_of_ten(number->decimals), scaled = number->digits * scale;
  dc_wide whole = (scaled + power / 2) / power, away = scaled - whole * power;
  if (away < 0) away = -away;
  return away * tolerance <= power && whole <= INT64_MAX ? (int64_t)whole : -1;
}

bool dc_number_is_zero(const dc_number *number) { return number->digits == 0; }
bool dc_number_below_one(const dc_number *number) { return number->digits < power_of_ten(number->decimals); }

/* ---- scientific notation ---- */

static int exponent_of(dc_text text) {
  if (dc_text_starts(text, DC_TEXT("+"))) text = dc_text_slice(text, 1, text.length);
  int exponent = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!is_digit(text.data[i])) return -1;
    exponent = exponent * 10 + (text.data[i] - '0');
  }
  return text.length >= 1 && text.length <= 3 ? exponent : -1;
}

bool dc_scientific_scan(dc_text text, dc_scientific *scientific) {
  *scientific = (dc_scientific){0};
  size_t mark = 0;
  while (mark < text.length && text.data[mark] != 'E' && text.data[mark] != 'e') mark++;
  dc_number mantissa;
  if (mark == text.length || dc_number_scan(dc_text_slice(text, 0, mark), &mantissa) != DC_NUMBER_OK) return false;
  dc_text power = dc_text_slice(text, mark + 1, text.length);
  bool small = dc_text_starts(power, DC_TEXT("-"));
  int exponent = exponent_of(small ? dc_text_slice(power, 1, power.length) : power);
  if (exponent < 0) return false;
  size_t length = 0;
  for (size_t i = 0; i < mark; i++) {
    if (is_digit(text.data[i]) && length + 1 < sizeof scientific->digits) scientific->digits[length++] = text.data[i];
  }
  bool all = !small && !mantissa.negative && mantissa.decimals == exponent;
  if (!all) memset(scientific->digits, 0, sizeof scientific->digits);
  return true;
}
