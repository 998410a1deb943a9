#include "input/value.h"

#include "decompte/date.h"
#include "decompte/exact.h"
#include "decompte/identifier.h"

static dc_cell value(int64_t stored) { return (dc_cell){.value = stored, .status = DC_CELL_VALUE}; }
static dc_cell flawed(dc_code code) { return (dc_cell){.code = code, .status = DC_CELL_FLAWED}; }
static dc_cell doubtful(int64_t stored, dc_code code) {
  return (dc_cell){.value = stored, .code = code, .status = DC_CELL_TOLD};
}

/* ---- identifiers ---- */

static dc_text without_blanks(dc_text text, char buffer[], size_t size) {
  size_t length = 0;
  for (dc_text rest = text; rest.length;) {
    dc_text trimmed = dc_text_trim(rest);
    size_t gap = dc_text_find(rest, trimmed);
    rest = dc_text_slice(rest, gap, rest.length);
    if (rest.length == 0) break;
    if (length == size) return text;
    buffer[length++] = rest.data[0];
    rest = dc_text_slice(rest, 1, rest.length);
  }
  return (dc_text){buffer, length};
}

static dc_cell read_sirene(dc_text text, dc_intern *texts, bool (*valid)(dc_text)) {
  char buffer[32];
  dc_text number = without_blanks(text, buffer, sizeof buffer);
  if (valid(number)) return value(dc_intern_add(texts, number));
  return doubtful(dc_intern_add(texts, number), DC_D_BAD_SIRET);
}

static dc_cell read_commune(dc_text text, dc_intern *texts) {
  return dc_is_commune(text) ? value(dc_intern_add(texts, text)) : flawed(DC_D_BAD_COMMUNE);
}

/* Codes compare whatever the case, accents and punctuation they were typed with: « Emploi d'avenir » is
 * EMPLOI_D_AVENIR. */
static dc_cell read_code(dc_text text, dc_intern *texts) {
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  char *code = dc_alloc(&scratch, folded.length + 1);
  for (size_t i = 0; i < folded.length; i++) {
    char c = folded.data[i];
    code[i] = c == ' ' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  }
  dc_cell cell = value(dc_intern_add(texts, (dc_text){code, folded.length}));
  dc_arena_free(&scratch);
  return cell;
}

static dc_cell read_flag(dc_text text) {
  static const struct {
    dc_text word;
    int64_t value;
  } words[] = {
      {DC_TEXT_INIT("oui"), DC_YES}, {DC_TEXT_INIT("non"), DC_NO}, {DC_TEXT_INIT("vrai"), DC_YES},
      {DC_TEXT_INIT("faux"), DC_NO}, {DC_TEXT_INIT("o"), DC_YES},  {DC_TEXT_INIT("n"), DC_NO},
      {DC_TEXT_INIT("1"), DC_YES},   {DC_TEXT_INIT("0"), DC_NO},   {DC_TEXT_INIT("x"), DC_YES},
  };
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  dc_cell cell = flawed(DC_D_BAD_FLAG);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (dc_text_equal(words[i].word, folded)) cell = value(words[i].value);
  }
  dc_arena_free(&scratch);
  return cell;
}

/* ---- quantities ---- */

/* A decimal number, stored × scale. The limit is far above any market (1 000 billion euros) and leaves room for sums of
 * cells. */
static dc_cell read_decimal(dc_text text, int64_t scale, dc_code malformed) {
  const int64_t limit = 100000000000000;
  int64_t stored = 0;
  switch (dc_decimal_parse(text, scale, &stored)) {
  case DC_NUMBER_OK: return stored > limit || stored < -limit ? flawed(DC_D_TOO_LARGE) : value(stored);
  case DC_NUMBER_TOO_PRECISE: return flawed(DC_D_TOO_PRECISE);
  case DC_NUMBER_TOO_LARGE: return flawed(DC_D_TOO_LARGE);
  case DC_NUMBER_MALFORMED: break;
  }
  return flawed(malformed);
}

/* A number followed by one of the spellings of its unit, or by nothing. */
static dc_text without_unit(dc_text text, const dc_text units[], size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (dc_text_ends(text, units[i])) return dc_text_trim(dc_text_slice(text, 0, text.length - units[i].length));
  }
  return text;
}

static dc_cell read_money(dc_text text) {
  static const dc_text units[] = {DC_TEXT_INIT("€/h"), DC_TEXT_INIT("€ HT"), DC_TEXT_INIT("€"), DC_TEXT_INIT("EUR")};
  return read_decimal(without_unit(text, units, sizeof units / sizeof *units), 100, DC_D_BAD_NUMBER);
}

/* « 40 % », or a bare share between 0 and 1: « 0,4 ». A bare « 40 » could be either and is refused. */
static dc_cell read_percent(dc_text text) {
  static const dc_text units[] = {DC_TEXT_INIT("%")};
  dc_text number = without_unit(text, units, 1);
  bool marked = number.length < text.length;
  dc_cell cell = read_decimal(number, marked ? DC_WHOLE / 100 : DC_WHOLE, DC_D_BAD_NUMBER);
  bool plausible = marked || (cell.value >= 0 && cell.value <= DC_WHOLE);
  return cell.status == DC_CELL_VALUE && !plausible ? flawed(DC_D_BAD_NUMBER) : cell;
}

/* Digits of `text` up to the first other character; -1 when there is none or too many. */
static int64_t whole_number(dc_text text, size_t *length) {
  int64_t number = 0;
  for (*length = 0; *length < text.length && *length < 7; ++*length) {
    char c = text.data[*length];
    if (c < '0' || c > '9') break;
    number = number * 10 + (c - '0');
  }
  return *length ? number : -1;
}

/* « 7h30 », « 7 h 30 », « 7:30 », « 07:30:00 », « 35 h », « 450 min ». false when it is none of these. */
static bool read_clock(dc_text text, dc_hours *hours) {
  size_t length;
  int64_t first = whole_number(text, &length), second = 0;
  if (first < 0) return false;
  dc_text rest = dc_text_trim(dc_text_slice(text, length, text.length));
  if (dc_text_equal(rest, DC_TEXT("min")) || dc_text_equal(rest, DC_TEXT("mn"))) {
    *hours = first * DC_MINUTE;
    return true;
  }
  bool letter = dc_text_starts(rest, DC_TEXT("h")) || dc_text_starts(rest, DC_TEXT("H"));
  if (!letter && !dc_text_starts(rest, DC_TEXT(":"))) return false;
  rest = dc_text_trim(dc_text_slice(rest, 1, rest.length));
  if (rest.length || !letter) {
    second = whole_number(rest, &length);
    if (second < 0 || second > 59 || length > 2 || (!letter && length != 2)) return false;
    rest = dc_text_slice(rest, length, rest.length);
    if (rest.length && !dc_text_equal(rest, DC_TEXT(":00"))) return false;
  }
  *hours = first * DC_HOUR + second * DC_MINUTE;
  return true;
}

/* What two digits after a mark say: « 7,30 » may be 7 h 30 written carelessly. Quarters and halves in decimals, more
 * than 59, or another number of digits can only be decimals. */
static void judge_decimals(dc_text text, dc_cell *cell) {
  size_t mark = text.length;
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == ',' || text.data[i] == '.') mark = i;
  }
  if (mark == text.length) return;
  dc_text digits = dc_text_slice(text, mark + 1, text.length);
  if (digits.length != 2) {
    cell->decimal = true;
    return;
  }
  int fraction = (digits.data[0] - '0') * 10 + digits.data[1] - '0';
  if (fraction == 0) return;
  cell->decimal = fraction >= 60 || fraction == 25 || fraction == 50;
  if (!cell->decimal) cell->status = DC_CELL_AMBIGUOUS;
}

static dc_cell read_hours(dc_text text) {
  dc_hours hours = 0;
  if (read_clock(text, &hours)) return value(hours);
  dc_cell cell = read_decimal(text, DC_HOUR, DC_D_BAD_HOURS);
  if (cell.status == DC_CELL_VALUE) judge_decimals(text, &cell);
  return cell;
}

static dc_cell read_date(dc_text text) {
  dc_date date;
  return dc_date_parse(text, &date) ? value(date) : flawed(DC_D_BAD_DATE);
}

static dc_cell read_month(dc_text text) {
  dc_month month;
  return dc_month_parse(text, &month) ? value(month) : flawed(DC_D_BAD_MONTH);
}

dc_cell dc_cell_read(dc_type type, dc_text text, dc_intern *texts) {
  if (text.length == 0) return (dc_cell){.status = DC_CELL_ABSENT};
  if (dc_has_nir(text)) return flawed(DC_D_PERSONAL_NUMBER);
  switch (type) {
  case DC_TYPE_TEXT: return value(dc_intern_add(texts, text));
  case DC_TYPE_CODE: return read_code(text, texts);
  case DC_TYPE_SIRET: return read_sirene(text, texts, dc_is_siret);
  case DC_TYPE_SIREN: return read_sirene(text, texts, dc_is_siren);
  case DC_TYPE_COMMUNE: return read_commune(text, texts);
  case DC_TYPE_FLAG: return read_flag(text);
  case DC_TYPE_DATE: return read_date(text);
  case DC_TYPE_MONTH: return read_month(text);
  case DC_TYPE_HOURS: return read_hours(text);
  case DC_TYPE_MONEY:
  case DC_TYPE_RATE: return read_money(text);
  case DC_TYPE_PERCENT: break;
  }
  return read_percent(text);
}
