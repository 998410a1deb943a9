/* Amounts of money, and prices of an hour.
 *
 * « 1,234 » is read when the column proves what its mark is: decimals elsewhere (« 12,50 »), or thousands
 * (« 1,234.56 »). */
#include "input/number.h"
#include "input/value.h"

enum {
  COMMA_DECIMALS = 1,
  COMMA_THOUSANDS = 2,
  POINT_DECIMALS = 4,
  POINT_THOUSANDS = 8,
};

/* ---- units ---- */

#define COUNT(words) (sizeof(words) / sizeof *(words))

enum { EUROS = 1, WITHOUT_TAX = 2, WITH_TAX = 4, HOURLY = 8 };

static const struct {
  dc_text word;
  unsigned unit;
} units[] = {
    {DC_TEXT_INIT("€"), EUROS},       {DC_TEXT_INIT("euros"), EUROS},       {DC_TEXT_INIT("euro"), EUROS},
    {DC_TEXT_INIT("EUR"), EUROS},     {DC_TEXT_INIT("HT"), WITHOUT_TAX},    {DC_TEXT_INIT("H.T."), WITHOUT_TAX},
    {DC_TEXT_INIT("TTC"), WITH_TAX},  {DC_TEXT_INIT("T.T.C."), WITH_TAX},   {DC_TEXT_INIT("hors taxes"), WITHOUT_TAX},
    {DC_TEXT_INIT("/heure"), HOURLY}, {DC_TEXT_INIT("/ heure"), HOURLY},    {DC_TEXT_INIT("/h"), HOURLY},
    {DC_TEXT_INIT("/ h"), HOURLY},    {DC_TEXT_INIT("de l'heure"), HOURLY}, {DC_TEXT_INIT("par heure"), HOURLY},
};

/* Takes units away from the end of `text`, each once: « 33,50 € HT/h ». Which ones. */
static unsigned take_units(dc_text *text) {
  unsigned taken = 0;
  for (size_t i = 0; i < COUNT(units);) {
    bool again = !(taken & units[i].unit) && dc_take_end(text, &units[i].word, 1);
    taken |= again ? units[i].unit : 0;
    i = again ? 0 : i + 1;
  }
  return taken;
}

/* The same, with « € 12 » and « EUR 12 » too. */
static unsigned without_unit(dc_text text, dc_text *number) {
  static const dc_text before[] = {DC_TEXT_INIT("€"), DC_TEXT_INIT("EUR")};
  *number = text;
  unsigned taken = take_units(number);
  for (size_t i = 0; i < COUNT(before) && !(taken & EUROS); i++) {
    if (!dc_text_starts(*number, before[i])) continue;
    *number = dc_text_trim(dc_text_slice(*number, before[i].length, number->length));
    taken |= EUROS;
  }
  return taken;
}

static dc_number_status scan(dc_text text, dc_number *number, unsigned *units_taken) {
  *units_taken = without_unit(dc_text_trim(text), &text);
  return dc_number_scan(text, number);
}

static bool is_amount(dc_text text) {
  dc_number number;
  unsigned taken;
  return scan(text, &number, &taken) == DC_NUMBER_OK;
}

/* Digits after a mark that can only be cents, at `at`: « ,50 » and no third digit. */
static bool cents_at(dc_text text, size_t at) {
  if ((text.data[at] != ',' && text.data[at] != '.') || at == 0 || at + 2 >= text.length) return false;
  for (size_t i = 1; i <= 3 && at + i < text.length; i++) {
    bool digit = text.data[at + i] >= '0' && text.data[at + i] <= '9';
    if (digit == (i == 3)) return false;
  }
  return true;
}

/* « Lot 1 : 1 200,00 Lot 2 : 900,00 », « 1 200 € / 900 € »: whole amounts on both sides of something, or cents twice.
 */
static bool holds_several(dc_text text) {
  static const dc_text between[] = {DC_TEXT_INIT("/"), DC_TEXT_INIT("+"),    DC_TEXT_INIT(";"),
                                    DC_TEXT_INIT("&"), DC_TEXT_INIT(" et "), DC_TEXT_INIT("€")};
  size_t cents = 0;
  for (size_t i = 0; i < text.length; i++) cents += cents_at(text, i);
  if (cents > 1) return true;
  for (size_t i = 0; i < COUNT(between); i++) {
    size_t at = dc_text_find(text, between[i]);
    if (at == text.length) continue;
    dc_text after = dc_text_slice(text, at + between[i].length, text.length);
    if (is_amount(dc_text_slice(text, 0, at)) && is_amount(after)) return true;
  }
  return false;
}

/* ---- numbers in their column ---- */

/* Whether thousands go by the mark of « 1,234 »; *proved: the column says so, or says the contrary, and not both. */
static bool is_thousands(const dc_writing *writing, char mark, bool *proved) {
  bool decimals = writing->seen & (mark == ',' ? COMMA_DECIMALS : POINT_DECIMALS);
  bool thousands = writing->seen & (mark == ',' ? COMMA_THOUSANDS : POINT_THOUSANDS);
  *proved = decimals != thousands;
  return thousands;
}

static dc_cell read_number(const dc_writing *writing, dc_number number) {
  if (number.meaning == DC_MARK_EITHER) {
    bool proved, thousands = is_thousands(writing, number.mark, &proved);
    if (!proved) return dc_cell_flawed(DC_D_AMBIGUOUS_NUMBER, DC_TEXT("milliers ou décimales ?"));
    if (thousands) number = dc_number_as_thousands(number);
  }
  int64_t cents = 0;
  dc_number_status status = dc_number_value(&number, 100, &cents);
  return dc_cell_quantity(status, cents, DC_D_BAD_NUMBER);
}

static dc_cell read_amount(const dc_writing *writing, dc_text text) {
  dc_number number;
  dc_scientific scientific;
  dc_text bare;
  unsigned taken = without_unit(text, &bare);
  if (dc_scientific_scan(bare, &scientific)) return dc_cell_wrong(DC_D_LOST_DIGITS);
  dc_number_status status = dc_number_scan(bare, &number);
  if (status == DC_NUMBER_MALFORMED && holds_several(text)) return dc_cell_wrong(DC_D_SEVERAL_VALUES);
  if (status != DC_NUMBER_OK) return dc_cell_quantity(status, 0, DC_D_BAD_NUMBER);
  if (taken & WITH_TAX) return dc_cell_flawed(DC_D_BAD_NUMBER, DC_TEXT("montant TTC où il faut un montant HT"));
  if (taken & HOURLY && writing->field->type == DC_TYPE_MONEY)
    return dc_cell_flawed(DC_D_BAD_NUMBER, DC_TEXT("prix horaire où il faut un montant"));
  return read_number(writing, number);
}

static unsigned look(const dc_writing *writing, dc_text text) {
  (void)writing;
  dc_number number;
  unsigned taken;
  if (scan(text, &number, &taken) != DC_NUMBER_OK) return 0;
  unsigned seen = 0;
  if (number.meaning == DC_MARK_DECIMAL) seen |= number.mark == ',' ? COMMA_DECIMALS : POINT_DECIMALS;
  if (number.grouping == ',') seen |= COMMA_THOUSANDS;
  if (number.grouping == '.') seen |= POINT_THOUSANDS;
  return seen;
}

static const dc_habit habits[] = {
    {COMMA_DECIMALS, 0, "virgule décimale"},
    {POINT_DECIMALS, 0, "point décimal"},
    {COMMA_THOUSANDS, 0, "milliers séparés par des virgules"},
    {POINT_THOUSANDS, 0, "milliers séparés par des points"},
    {0, 0, NULL},
};

const dc_value_kind dc_kind_money = {.look = look, .read = read_amount, .habits = habits};
const dc_value_kind dc_kind_rate = {.look = look, .read = read_amount, .habits = habits};
