/* SIRET, SIREN and INSEE codes, and what spreadsheets do to them: zeros lost, digits hidden, decimals added. A number
 * is restored only when its control key says that it is the right one. */
#include <string.h>

#include "decompte/identifier.h"
#include "input/number.h"
#include "input/value.h"

enum { SIREN_DIGITS = 9, SIRET_DIGITS = 14, LONGEST = 48 };

/* ---- texts without what stands between digits ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool all_digits(dc_text text) {
  for (size_t i = 0; i < text.length; i++) {
    if (!is_digit(text.data[i])) return false;
  }
  return text.length > 0;
}

/* `text` without the blanks in it, nor the apostrophe that makes a text of a number; as it is when it is too long to be
 * a number. */
static dc_text without_blanks(dc_text text, char buffer[LONGEST]) {
  size_t length = 0;
  dc_text rest = dc_text_starts(text, DC_TEXT("'")) ? dc_text_slice(text, 1, text.length) : text;
  for (rest = dc_text_trim(rest); rest.length; rest = dc_text_trim(rest)) {
    if (length == LONGEST) return text;
    buffer[length++] = rest.data[0];
    rest = dc_text_slice(rest, 1, rest.length);
  }
  return (dc_text){buffer, length};
}

/* Without the « .0 » or « ,00 » of a number that a program took for a quantity. */
static dc_text without_decimals(dc_text text) {
  static const dc_text ends[] = {DC_TEXT_INIT(".0"), DC_TEXT_INIT(",0"), DC_TEXT_INIT(".00"), DC_TEXT_INIT(",00")};
  dc_text whole = text;
  return dc_take_end(&whole, ends, sizeof ends / sizeof *ends) && all_digits(whole) ? whole : text;
}

/* Without the points or hyphens between groups of digits; as it is when there is something else. */
static dc_text without_marks(dc_text text, char buffer[LONGEST]) {
  size_t length = 0;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    if (is_digit(c) && length < LONGEST)
      buffer[length++] = c;
    else if (c != '.' && c != '-')
      return text;
  }
  return (dc_text){buffer, length};
}

/* ---- SIRET and SIREN ---- */

static dc_cell restored(const dc_writing *writing, dc_text number) {
  dc_text hint = dc_text_format(writing->arena, "lu " DC_S, DC_ARG(number));
  return dc_cell_told(dc_intern_add(writing->texts, number), DC_D_RESTORED_NUMBER, hint);
}

/* `number` with one or two zeros before it when that makes `digits` with the right key; empty otherwise. */
static dc_text with_zeros(dc_text number, size_t digits, bool (*valid)(dc_text), char buffer[SIRET_DIGITS]) {
  if (!all_digits(number) || number.length >= digits || number.length + 2 < digits) return (dc_text){0};
  size_t zeros = digits - number.length;
  memset(buffer, '0', zeros);
  memcpy(buffer + zeros, number.data, number.length);
  dc_text padded = {buffer, digits};
  return valid(padded) ? padded : (dc_text){0};
}

/* The SIREN in an intra-community VAT number, « FR01200034528 », whose key is (12 + 3 × (SIREN mod 97)) mod 97 (CGI,
 * annexe III, art. 289 A); empty when it is none. */
static dc_text siren_of_vat(dc_text text) {
  dc_text key = dc_text_slice(text, 2, 4), siren = dc_text_slice(text, 4, text.length);
  bool french = dc_text_starts(text, DC_TEXT("FR")) || dc_text_starts(text, DC_TEXT("fr"));
  if (!french || key.length != 2 || !all_digits(key) || !dc_is_siren(siren)) return (dc_text){0};
  unsigned number = 0, written = (unsigned)(key.data[0] - '0') * 10 + (unsigned)(key.data[1] - '0');
  for (size_t i = 0; i < siren.length; i++) number = number * 10 + (unsigned)(siren.data[i] - '0');
  return written == (12 + 3 * (number % 97)) % 97 ? siren : (dc_text){0};
}

static dc_cell read_scientific(const dc_writing *writing, const dc_scientific *scientific, size_t digits,
                               bool (*valid)(dc_text)) {
  char buffer[SIRET_DIGITS];
  dc_text number = dc_text_from(scientific->digits);
  if (!valid(number)) number = with_zeros(number, digits, valid, buffer);
  return number.length ? restored(writing, number) : dc_cell_wrong(DC_D_LOST_DIGITS);
}

/* A number of `digits` digits, or what became of it. */
static dc_cell read_number(const dc_writing *writing, dc_text text, size_t digits, bool (*valid)(dc_text)) {
  char blanks[LONGEST], marks[LONGEST], zeros[SIRET_DIGITS];
  dc_text compact = without_blanks(text, blanks);
  dc_text number = without_marks(without_decimals(compact), marks);
  if (valid(number)) return dc_cell_of(dc_intern_add(writing->texts, number));
  dc_text padded = with_zeros(number, digits, valid, zeros);
  if (padded.length) return restored(writing, padded);
  dc_scientific scientific;
  if (dc_scientific_scan(compact, &scientific)) return read_scientific(writing, &scientific, digits, valid);
  return dc_cell_told(dc_intern_add(writing->texts, all_digits(number) ? number : text), DC_D_BAD_SIRET, (dc_text){0});
}

static dc_cell read_siret(const dc_writing *writing, dc_text text) {
  char buffer[LONGEST];
  dc_cell cell = read_number(writing, text, SIRET_DIGITS, dc_is_siret);
  if (cell.status != DC_CELL_TOLD || cell.code != DC_D_BAD_SIRET) return cell;
  dc_text compact = without_blanks(text, buffer);
  if (dc_is_siren(compact)) cell.hint = DC_TEXT("SIREN seul : il manque les 5 chiffres de l'établissement");
  if (siren_of_vat(compact).length) cell.hint = DC_TEXT("numéro de TVA : il manque les 5 chiffres de l'établissement");
  return cell;
}

/* A SIRET and a VAT number hold the SIREN. */
static dc_cell read_siren(const dc_writing *writing, dc_text text) {
  char buffer[LONGEST];
  dc_text compact = without_blanks(text, buffer), siren = siren_of_vat(compact);
  if (dc_is_siret(compact)) siren = dc_text_slice(compact, 0, SIREN_DIGITS);
  return siren.length ? restored(writing, siren) : read_number(writing, text, SIREN_DIGITS, dc_is_siren);
}

/* ---- INSEE codes ---- */

static dc_cell read_commune(const dc_writing *writing, dc_text text) {
  char blanks[LONGEST], zero[5] = "0";
  dc_text code = without_decimals(without_blanks(text, blanks));
  if (code.length == 4 && all_digits(code)) {
    memcpy(zero + 1, code.data, 4);
    return restored(writing, (dc_text){zero, 5});
  }
  if (code.length == 5 && code.data == blanks && (blanks[1] == 'a' || blanks[1] == 'b'))
    blanks[1] = (char)(blanks[1] - 'a' + 'A');
  return dc_is_commune(code) ? dc_cell_of(dc_intern_add(writing->texts, code)) : dc_cell_wrong(DC_D_BAD_COMMUNE);
}

const dc_value_kind dc_kind_siret = {.read = read_siret};
const dc_value_kind dc_kind_siren = {.read = read_siren};
const dc_value_kind dc_kind_commune = {.read = read_commune};
