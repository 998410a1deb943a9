#include "decompte/given.h"

typedef struct {
  const char *word;
  char character;
} dc_given_word;

/* The character that `value` stands for; `words` are ended by a NULL word. */
static bool named(const dc_given_word *words, dc_text value, char *character) {
  for (; words->word; words++) {
    if (!dc_text_equal(value, dc_text_from(words->word))) continue;
    *character = words->character;
    return true;
  }
  return false;
}

static bool number(dc_text value, uint32_t *found) {
  enum { MOST = 1000 };
  uint32_t sum = 0;
  for (size_t i = 0; i < value.length; i++) {
    if (value.data[i] < '0' || value.data[i] > '9') return false;
    sum = sum * 10 + (uint32_t)(value.data[i] - '0');
    if (sum > MOST) return false;
  }
  *found = sum;
  return value.length > 0;
}

/* ---- one setter for each key ---- */

static bool state_separator(dc_dialect_given *given, dc_text value) {
  static const dc_given_word words[] = {
      {";", ';'},   {"point-virgule", ';'}, {",", ','}, {"virgule", ','}, {"tabulation", '\t'},
      {"\t", '\t'}, {"\\t", '\t'},          {"|", '|'}, {"barre", '|'},   {NULL, 0}};
  if (!named(words, value, &given->dialect.separator)) return false;
  return given->has_separator = true;
}

static bool state_quote(dc_dialect_given *given, dc_text value) {
  static const dc_given_word words[] = {{"\"", '"'}, {"'", '\''}, {"aucun", 0}, {NULL, 0}};
  if (!named(words, value, &given->dialect.quote)) return false;
  return given->has_quote = true;
}

static bool state_escape(dc_dialect_given *given, dc_text value) {
  static const dc_given_word words[] = {{"\\", '\\'}, {"guillemet", '"'}, {NULL, 0}};
  if (!named(words, value, &given->dialect.escape)) return false;
  return given->has_escape = true;
}

static bool state_encoding(dc_dialect_given *given, dc_text value) {
  if (!dc_encoding_named(value, &given->dialect.encoding)) return false;
  return given->has_encoding = true;
}

static bool state_headers(dc_dialect_given *given, dc_text value) {
  if (!number(value, &given->headers)) return false;
  return given->has_headers = true;
}

static bool state_preamble(dc_dialect_given *given, dc_text value) {
  if (!number(value, &given->preamble)) return false;
  return given->has_preamble = true;
}

const dc_given_key dc_given_keys[DC_GIVEN_KEYS] = {
    {"separateur", "« ; », « , », « | » ou « tabulation »", state_separator},
    {"guillemet", "« \" », « ' » ou « aucun »", state_quote},
    {"echappement", "« \\ » ou « guillemet »", state_escape},
    {"encodage", "UTF-8, UTF-16 LE, UTF-16 BE, Windows-1252, ISO-8859-15, MacRoman ou CP850", state_encoding},
    {"entetes", "un nombre de lignes, 0 quand le fichier n'en a pas", state_headers},
    {"preambule", "un nombre de lignes", state_preamble},
};

void dc_given_add(dc_dialect_given *given, const dc_dialect_given *later) {
  if (later->has_separator) given->has_separator = true, given->dialect.separator = later->dialect.separator;
  if (later->has_quote) given->has_quote = true, given->dialect.quote = later->dialect.quote;
  if (later->has_escape) given->has_escape = true, given->dialect.escape = later->dialect.escape;
  if (later->has_encoding) given->has_encoding = true, given->dialect.encoding = later->dialect.encoding;
  if (later->has_headers) given->has_headers = true, given->headers = later->headers;
  if (later->has_preamble) given->has_preamble = true, given->preamble = later->preamble;
}
