#include "decompte/identifier.h"

#include "input/spans.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool all_digits(dc_text text, size_t length) {
  if (text.length != length) return false;
  for (size_t i = 0; i < length; i++) {
    if (!is_digit(text.data[i])) return false;
  }
  return true;
}

static bool luhn(dc_text digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.length; i++) {
    int digit = digits.data[digits.length - 1 - i] - '0';
    if (i % 2) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

bool dc_is_siren(dc_text text) { return all_digits(text, 9) && luhn(text); }

static bool is_la_poste(dc_text siret) {
  int sum = 0;
  for (size_t i = 0; i < siret.length; i++) sum += siret.data[i] - '0';
  return dc_text_starts(siret, DC_TEXT("356000000")) && sum % 5 == 0;
}

bool dc_is_siret(dc_text text) {
  if (!all_digits(text, 14) || !luhn(dc_text_slice(text, 0, 9))) return false;
  return luhn(text) || is_la_poste(text);
}

bool dc_is_commune(dc_text text) {
  if (text.length != 5) return false;
  bool corsica = text.data[0] == '2' && (text.data[1] == 'A' || text.data[1] == 'B');
  for (size_t i = 0; i < 5; i++) {
    if (!is_digit(text.data[i]) && !(i == 1 && corsica)) return false;
  }
  return true;
}

/* Bytes of what people put between groups of digits, at the start of `text`; 0 when it starts otherwise. */
static size_t gap_at_start(dc_text text) {
  static const dc_text gaps[] = {DC_TEXT_INIT(" "),      DC_TEXT_INIT("."),  DC_TEXT_INIT("-"), DC_TEXT_INIT("\u00a0"),
                                 DC_TEXT_INIT("\u202f"), DC_TEXT_INIT("\n"), DC_TEXT_INIT("\r")};
  for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
    if (dc_text_starts(text, gaps[i])) return gaps[i].length;
  }
  return 0;
}

/* Reads a NIR at the start of `text`: the bytes it takes, or 0. */
static size_t nir_at_start(dc_text text) {
  enum { DIGITS = 15 };
  uint64_t number = 0, key = 0;
  size_t at = 0, read = 0;
  while (at < text.length && read < DIGITS) {
    size_t gap = read > 0 ? gap_at_start(dc_text_slice(text, at, text.length)) : 0;
    if (gap) {
      at += gap;
      continue;
    }
    char c = text.data[at++];
    bool corsica = read == 6 && (c == 'A' || c == 'B') && number % 10 == 2;
    if (!is_digit(c) && !corsica) return 0;
    uint64_t digit = corsica ? (c == 'A' ? 9u : 8u) : (uint64_t)(c - '0');
    if (corsica) number -= 1; /* 2A is read 19, 2B is read 18 */
    if (read < 13)
      number = number * 10 + digit;
    else
      key = key * 10 + digit;
    read++;
  }
  bool ended = at == text.length || !is_digit(text.data[at]);
  bool sex = number / 1000000000000u == 1 || number / 1000000000000u == 2;
  return read == DIGITS && ended && sex && key == 97 - number % 97 ? at : 0;
}

/* The first NIR at or after `from`: where it begins, or text.length. `*size`: the bytes it takes. */
static size_t find_nir(dc_text text, size_t from, size_t *size) {
  for (size_t at = from; at + 15 <= text.length; at++) {
    bool inside = at > 0 && is_digit(text.data[at - 1]);
    *size = inside ? 0 : nir_at_start(dc_text_slice(text, at, text.length));
    if (*size) return at;
  }
  return text.length;
}

bool dc_has_nir(dc_text text) {
  size_t size;
  return find_nir(text, 0, &size) < text.length;
}

/* Hides a number; the line breaks in it stay. */
static void hide(dc_builder *out, dc_text number) {
  dc_builder_add(out, DC_TEXT("•••"));
  for (size_t i = 0; i < number.length; i++) {
    if (number.data[i] != '\n' && number.data[i] != '\r') continue;
    dc_builder_add(out, dc_text_slice(number, i, i + 1));
    if (number.data[i + 1] != '\n')
      dc_builder_add(out, DC_TEXT("•••")); /* it ends with a digit: there is a next byte */
  }
}

dc_text dc_without_nir(dc_arena *arena, dc_text text) {
  dc_builder out = {.arena = arena};
  size_t copied = 0, size;
  for (size_t at; (at = find_nir(text, copied, &size)) < text.length; copied = at + size) {
    dc_builder_add(&out, dc_text_slice(text, copied, at));
    hide(&out, dc_text_slice(text, at, at + size));
  }
  if (copied == 0) return text;
  dc_builder_add(&out, dc_text_slice(text, copied, text.length));
  return dc_builder_text(&out);
}

dc_text dc_line_without_nir(dc_arena *arena, dc_text text, size_t begin) {
  dc_text line = dc_without_nir(arena, text);
  for (size_t at = 0; at < begin; at += dc_line_size(dc_text_slice(text, at, text.length)))
    line = dc_text_slice(line, dc_line_size(line), line.length);
  line = dc_text_slice(line, 0, dc_line_size(line));
  while (line.length && (line.data[line.length - 1] == '\n' || line.data[line.length - 1] == '\r')) line.length--;
  return line;
}
