#include "input/encoding.h"

#include <string.h>
#include <utf8proc.h>

#include "input/decoder.h"

const char *dc_encoding_name(dc_encoding encoding) {
  static const char *const names[DC_ENCODING_COUNT] = {"UTF-8",        "UTF-8 avec BOM", "UTF-16 LE", "UTF-16 BE",
                                                       "Windows-1252", "ISO-8859-15",    "MacRoman",  "CP850"};
  return names[encoding];
}

bool dc_encoding_named(dc_text name, dc_encoding *encoding) {
  static const struct {
    const char *name;
    dc_encoding encoding;
  } known[] = {{"utf 8", DC_UTF8},
               {"utf8", DC_UTF8},
               {"utf 8 bom", DC_UTF8_BOM},
               {"utf8 bom", DC_UTF8_BOM},
               {"utf 8 avec bom", DC_UTF8_BOM},
               {"utf 8 sig", DC_UTF8_BOM},
               {"utf 16", DC_UTF16_LE},
               {"utf16", DC_UTF16_LE},
               {"utf 16 le", DC_UTF16_LE},
               {"utf 16le", DC_UTF16_LE},
               {"utf 16 be", DC_UTF16_BE},
               {"utf 16be", DC_UTF16_BE},
               {"windows 1252", DC_WINDOWS_1252},
               {"cp1252", DC_WINDOWS_1252},
               {"ansi", DC_WINDOWS_1252},
               {"latin1", DC_WINDOWS_1252},
               {"latin 1", DC_WINDOWS_1252},
               {"iso 8859 1", DC_WINDOWS_1252},
               {"iso 8859 15", DC_ISO_8859_15},
               {"latin9", DC_ISO_8859_15},
               {"latin 9", DC_ISO_8859_15},
               {"macroman", DC_MAC_ROMAN},
               {"mac roman", DC_MAC_ROMAN},
               {"macintosh", DC_MAC_ROMAN},
               {"cp850", DC_CP850},
               {"ibm850", DC_CP850}};
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, name);
  bool found = false;
  for (size_t i = 0; i < sizeof known / sizeof *known && !found; i++) {
    found = dc_text_equal(folded, dc_text_from(known[i].name));
    if (found) *encoding = known[i].encoding;
  }
  dc_arena_free(&scratch);
  return found;
}

/* ---- UTF-16 ---- */

bool dc_encoding_is_utf16(dc_text start, dc_encoding *encoding, uint8_t *confidence) {
  *confidence = 100;
  *encoding = DC_UTF16_LE;
  if (dc_text_starts(start, DC_TEXT(DC_MARK_UTF16_LE))) return true;
  *encoding = DC_UTF16_BE;
  if (dc_text_starts(start, DC_TEXT(DC_MARK_UTF16_BE))) return true;
  enum { FEWEST_UNITS = 8 };
  size_t units = start.length / 2, nul[2] = {0};
  if (units < FEWEST_UNITS) return false;
  for (size_t i = 0; i < 2 * units; i++) nul[i % 2] += start.data[i] == '\0';
  size_t most = nul[0] > nul[1] ? nul[0] : nul[1], least = nul[0] + nul[1] - most;
  *encoding = nul[1] == most ? DC_UTF16_LE : DC_UTF16_BE;
  *confidence = (uint8_t)(100 * most / units);
  return most * 10 >= units * 7 && least * 20 <= units; /* text in Latin letters; but not a file of NULs */
}

/* ---- census ---- */

static size_t neighbour(dc_text block, size_t at) {
  unsigned char c = at < block.length ? (unsigned char)block.data[at] : 0; /* SIZE_MAX: before the block */
  return c >= 'a' && c <= 'z' ? 0 : c >= 'A' && c <= 'Z' ? 1 : 2;
}

/* Ã or Â before what a continuation byte of UTF-8 becomes in Windows-1252; `block`: what `wide` is a part of. */
static void count_twice(dc_census *census, dc_text wide, dc_text block) {
  if (wide.length < 4) return;
  const char *end = wide.data + wide.length;
  for (const char *at = wide.data; end - at >= 4 && (at = memchr(at, 0xC3, (size_t)(end - at - 3))); at++) {
    if ((at[1] != '\x82' && at[1] != '\x83') || (at[2] != '\xC2' && at[2] != '\xE2')) continue;
    if (census->twice++ == 0) census->first_twice = (size_t)(at - block.data);
  }
}

size_t dc_census_add(dc_census *census, dc_text block, bool last) {
  size_t at = 0;
  while (at < block.length) {
    dc_text rest = dc_text_slice(block, at, block.length);
    dc_text valid = dc_text_slice(rest, 0, dc_utf8_prefix(rest, &census->wide));
    count_twice(census, valid, block);
    at += valid.length;
    rest = dc_text_slice(block, at, block.length);
    if (rest.length == 0 || (!last && dc_utf8_unfinished(rest))) break;
    census->foreign++;
    census->seen[neighbour(block, at - 1)][neighbour(block, at + 1)][(unsigned char)block.data[at] - 0x80]++;
    at++;
  }
  return at;
}

/* ---- encodings of one byte a character ---- */

typedef enum { FRENCH_LOWER, LOWER, FRENCH_UPPER, UPPER, APOSTROPHE, PUNCTUATION, SIGN, NOTHING, KIND_COUNT } dc_kind;

/* How likely French has such a character between such neighbours: lower case, upper case, anything else. */
static const int likelihood[KIND_COUNT][DC_NEIGHBOURS][DC_NEIGHBOURS] = {
    [FRENCH_LOWER] = {{4, 1, 4}, {3, -3, 1}, {4, -3, 2}},  [LOWER] = {{1, -3, 1}, {1, -3, -1}, {1, -3, -1}},
    [FRENCH_UPPER] = {{-4, -2, -4}, {1, 4, 4}, {3, 4, 0}}, [UPPER] = {{-4, -3, -4}, {0, 1, 1}, {1, 1, -1}},
    [APOSTROPHE] = {{3, 3, 1}, {3, 3, 1}, {0, 0, 0}},      [PUNCTUATION] = {{-3, -3, 3}, {-3, -3, 3}, {2, 2, 2}},
    [SIGN] = {{-4, -4, -1}, {-4, -4, -1}, {-1, -1, -1}},   [NOTHING] = {{-8, -8, -8}, {-8, -8, -8}, {-8, -8, -8}},
};

static dc_kind kind_of(dc_text character) {
  static const dc_text lower = DC_TEXT_INIT("éèàçêôîûùâëïœ"), upper = DC_TEXT_INIT("ÉÈÀÇÊÔÎÛÙÂËÏŒ"),
                       punctuation = DC_TEXT_INIT("«»“”…–—€°§²½\u00a0\u202f");
  if (character.length == 0) return NOTHING;
  if (dc_text_find(lower, character) < lower.length) return FRENCH_LOWER;
  if (dc_text_find(upper, character) < upper.length) return FRENCH_UPPER;
  if (dc_text_equal(character, DC_TEXT("’"))) return APOSTROPHE;
  if (dc_text_find(punctuation, character) < punctuation.length) return PUNCTUATION;
  utf8proc_int32_t code;
  (void)utf8proc_iterate((const utf8proc_uint8_t *)character.data, (utf8proc_ssize_t)character.length, &code);
  switch (utf8proc_category(code)) {
  case UTF8PROC_CATEGORY_LL: return LOWER;
  case UTF8PROC_CATEGORY_LU: return UPPER;
  case UTF8PROC_CATEGORY_CC: return NOTHING;
  default: return SIGN;
  }
}

static uint64_t occurrences(const dc_census *census, size_t byte) {
  uint64_t count = 0;
  for (size_t before = 0; before < DC_NEIGHBOURS; before++) {
    for (size_t after = 0; after < DC_NEIGHBOURS; after++) count += census->seen[before][after][byte];
  }
  return count;
}

static dc_text character_of(const dc_decoder *decoder, size_t byte) {
  return (dc_text){decoder->characters[byte], decoder->sizes[byte]};
}

/* `other`: only the bytes that it reads otherwise; NULL: all. */
static int64_t score(const dc_census *census, const dc_decoder *decoder, const dc_decoder *other) {
  int64_t score = 0;
  for (size_t byte = 0; byte < 0x80; byte++) {
    bool same = other && dc_text_equal(character_of(decoder, byte), character_of(other, byte));
    if (same || occurrences(census, byte) == 0) continue;
    dc_kind kind = kind_of(character_of(decoder, byte));
    for (size_t before = 0; before < DC_NEIGHBOURS; before++) {
      for (size_t after = 0; after < DC_NEIGHBOURS; after++) {
        score += (int64_t)census->seen[before][after][byte] * likelihood[kind][before][after];
      }
    }
  }
  return score;
}

/* Half of the certainty is being the best; the other half is the lead over a rival, where they read otherwise. */
static uint8_t lead(int64_t best, int64_t rival) {
  if (best <= 0) return best > rival ? 60 : 50;
  return (uint8_t)(rival <= 0 ? 99 : 99 - 49 * rival / best);
}

static dc_encoding judge_bytes(const dc_census *census, uint8_t *confidence) {
  static const dc_encoding candidates[] = {DC_WINDOWS_1252, DC_ISO_8859_15, DC_MAC_ROMAN, DC_CP850};
  enum { CANDIDATES = sizeof candidates / sizeof *candidates };
  dc_decoder decoders[CANDIDATES];
  int64_t scores[CANDIDATES];
  size_t best = 0;
  for (size_t i = 0; i < CANDIDATES; i++) {
    scores[i] = dc_decoder_open(&decoders[i], candidates[i]) ? score(census, &decoders[i], NULL) : INT64_MIN;
    if (scores[i] > 0 && scores[i] > scores[best]) best = i; /* nothing that looks like French: Windows-1252 */
  }
  *confidence = 99;
  for (size_t i = 0; i < CANDIDATES; i++) {
    int64_t mine = score(census, &decoders[best], &decoders[i]), rival = score(census, &decoders[i], &decoders[best]);
    bool same = mine == 0 && rival == 0; /* read alike, as far as these bytes tell */
    uint8_t sure = same ? 99 : lead(mine, rival);
    if (sure < *confidence) *confidence = sure;
  }
  return candidates[best];
}

dc_encoding dc_census_judge(const dc_census *census, bool marked, uint8_t *confidence) {
  uint64_t all = census->wide + census->foreign;
  bool utf8 = marked || census->foreign == 0 || census->wide > census->foreign;
  if (!utf8) return judge_bytes(census, confidence);
  *confidence = (uint8_t)(marked || all == 0 ? 100 : 100 * census->wide / all);
  return marked ? DC_UTF8_BOM : DC_UTF8;
}
