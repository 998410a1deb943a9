/* Percentages and shares: « 40 % », « 0,4 », or bare « 40 » where the column shows that it is in points. */
#include "input/number.h"
#include "input/value.h"

enum {
  MARKED = 1, /* « 40 % » */
  SHARES = 2, /* some bare number lies strictly between 0 and 1 */
  POINTS = 4, /* some bare number is above 1 */
};

typedef struct {
  dc_number number;
  dc_number_status status;
  bool marked;
} dc_percent;

static dc_percent scan(dc_text text) {
  static const dc_text units[] = {DC_TEXT_INIT("%"), DC_TEXT_INIT("pour cent"), DC_TEXT_INIT("p. 100")};
  dc_percent percent = {.marked = dc_take_end(&text, units, sizeof units / sizeof *units)};
  percent.status = dc_number_scan(text, &percent.number);
  return percent;
}

/* « 1/4 », when its millionths are whole: thirds have no exact share, and would not add up. */
static bool read_fraction(dc_text text, dc_cell *cell) {
  size_t bar = dc_text_find(text, DC_TEXT("/"));
  dc_number above, below;
  int64_t part = 0, whole = 0;
  bool read = bar < text.length && dc_number_scan(dc_text_slice(text, 0, bar), &above) == DC_NUMBER_OK &&
              dc_number_scan(dc_text_slice(text, bar + 1, text.length), &below) == DC_NUMBER_OK &&
              dc_number_value(&above, 1, &part) == DC_NUMBER_OK && dc_number_value(&below, 1, &whole) == DC_NUMBER_OK &&
              part >= 0 && whole > 0 && part <= whole && whole <= DC_WHOLE;
  if (!read) return false;
  *cell = part * DC_WHOLE % whole ? dc_cell_wrong(DC_D_TOO_PRECISE) : dc_cell_of(part * DC_WHOLE / whole);
  return true;
}

static dc_cell read_at(const dc_number *number, int64_t scale) {
  int64_t parts = 0;
  dc_number_status status = dc_number_value(number, scale, &parts);
  return dc_cell_quantity(status, parts, DC_D_BAD_NUMBER);
}

static dc_cell read_points(const dc_writing *writing, const dc_number *number) {
  dc_cell cell = read_at(number, DC_WHOLE / 100);
  if (cell.status != DC_CELL_VALUE || cell.value == 0) return cell;
  if (cell.value > DC_WHOLE) return dc_cell_flawed(DC_D_BAD_NUMBER, DC_TEXT("plus de 100 %"));
  char digits[DC_NUMBER_SIZE];
  dc_text shown = dc_decimal(cell.value, DC_WHOLE / 100, 4, true, ',', digits);
  return dc_cell_told(cell.value, DC_D_PERCENT_POINTS, dc_text_format(writing->arena, "lu " DC_S " %%", DC_ARG(shown)));
}

static dc_cell read_bare(const dc_writing *writing, const dc_number *number) {
  bool points = writing->seen & POINTS, shares = writing->seen & SHARES;
  if (number->negative) return dc_cell_wrong(DC_D_BAD_NUMBER);
  if (points && shares && !dc_number_is_zero(number))
    return dc_cell_flawed(DC_D_AMBIGUOUS_NUMBER, DC_TEXT("part de 1 ou points de pourcentage ?"));
  return points ? read_points(writing, number) : read_at(number, DC_WHOLE);
}

static dc_cell read(const dc_writing *writing, dc_text text) {
  dc_cell cell;
  dc_percent percent = scan(text);
  dc_scientific scientific;
  if (dc_scientific_scan(text, &scientific)) return dc_cell_wrong(DC_D_LOST_DIGITS);
  if (percent.status != DC_NUMBER_OK)
    return read_fraction(text, &cell) ? cell : dc_cell_quantity(percent.status, 0, DC_D_BAD_NUMBER);
  return percent.marked ? read_at(&percent.number, DC_WHOLE / 100) : read_bare(writing, &percent.number);
}

static unsigned look(const dc_writing *writing, dc_text text) {
  (void)writing;
  dc_percent percent = scan(text);
  if (percent.status != DC_NUMBER_OK || percent.number.negative) return 0;
  if (percent.marked) return MARKED;
  if (dc_number_is_zero(&percent.number)) return 0;
  if (dc_number_below_one(&percent.number)) return SHARES;
  int64_t parts;
  bool one = dc_number_value(&percent.number, DC_WHOLE, &parts) == DC_NUMBER_OK && parts == DC_WHOLE;
  return one ? 0 : POINTS;
}

static const dc_habit habits[] = {
    {MARKED, 0, "avec le signe %"},
    {SHARES, 0, "parts de 1"},
    {POINTS, 0, "points de pourcentage"},
    {0, 0, NULL},
};

const dc_value_kind dc_kind_percent = {.look = look, .read = read, .habits = habits};
