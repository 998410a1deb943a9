#include "input/decoder.h"

#include <iconv.h>
#include <string.h>
#include <utf8proc.h>

#define UNKNOWN "\xEF\xBF\xBD" /* U+FFFD */

/* ---- UTF-8 ---- */

static size_t utf8_size(dc_text text, size_t at) {
  const unsigned char *bytes = (const unsigned char *)text.data + at;
  size_t left = text.length - at;
  if (left >= 2 && bytes[0] >= 0xC2 && bytes[0] < 0xE0) return (bytes[1] & 0xC0) == 0x80 ? 2 : 0;
  utf8proc_int32_t character;
  utf8proc_ssize_t size = utf8proc_iterate(bytes, (utf8proc_ssize_t)left, &character);
  return size > 0 ? (size_t)size : 0;
}

size_t dc_utf8_prefix(dc_text text, uint64_t *wide) {
  size_t at = dc_text_skip_ascii(text, 0);
  while (at < text.length) {
    size_t size = utf8_size(text, at);
    if (size == 0) break;
    ++*wide;
    at = dc_text_skip_ascii(text, at + size);
  }
  return at;
}

bool dc_utf8_unfinished(dc_text text) {
  unsigned char lead = text.length ? (unsigned char)text.data[0] : 0;
  size_t whole = lead >= 0xF5 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  for (size_t i = 1; i < text.length && i < whole; i++) {
    if (((unsigned char)text.data[i] & 0xC0) != 0x80) return false;
  }
  return text.length < whole;
}

/* ---- decoding ---- */

/* What iconv calls the encoding of the bytes that stand for a character each. */
static const char *iconv_name(dc_encoding encoding) {
  static const char *const names[DC_ENCODING_COUNT] = {
      [DC_ISO_8859_15] = "ISO-8859-15", [DC_MAC_ROMAN] = "MACINTOSH", [DC_CP850] = "CP850"};
  return names[encoding] ? names[encoding] : "WINDOWS-1252";
}

bool dc_decoder_open(dc_decoder *decoder, dc_encoding encoding) {
  *decoder = (dc_decoder){.encoding = encoding};
  iconv_t table = iconv_open("UTF-8", iconv_name(encoding));
  if (table == (iconv_t)-1) return false;
  for (int i = 0; i < 0x80; i++) {
    char byte = (char)(0x80 + i), *in = &byte, *out = decoder->characters[i];
    size_t in_left = 1, out_left = sizeof decoder->characters[i];
    bool known = iconv(table, &in, &in_left, &out, &out_left) != (size_t)-1 && in_left == 0;
    decoder->sizes[i] = known ? (unsigned char)(sizeof decoder->characters[i] - out_left) : 0;
    (void)iconv(table, NULL, NULL, NULL, NULL);
  }
  iconv_close(table);
  return true;
}

typedef struct {
  dc_decoder *decoder;
  char *out;
  size_t written;
  dc_flaws *flaws;
} dc_output;

static void put(dc_output *output, const char *bytes, size_t size) {
  if (size) memcpy(output->out + output->written, bytes, size);
  output->written += size;
}

static void flaw(dc_output *output) {
  dc_flaws *flaws = output->flaws;
  flaws->items = dc_grow(flaws->items, &flaws->capacity, flaws->count + 1, sizeof *flaws->items);
  flaws->items[flaws->count++] = output->decoder->decoded + output->written;
}

/* One byte of 0x80 or more, by the table. */
static void put_byte(dc_output *output, unsigned char byte) {
  const dc_decoder *decoder = output->decoder;
  size_t size = decoder->sizes[byte - 0x80];
  if (size)
    put(output, decoder->characters[byte - 0x80], size);
  else
    put(output, UNKNOWN, 3);
}

static size_t decode_utf8(dc_output *output, dc_text in, bool last) {
  size_t at = 0;
  uint64_t wide = 0;
  while (at < in.length) {
    dc_text rest = dc_text_slice(in, at, in.length);
    size_t valid = dc_utf8_prefix(rest, &wide);
    put(output, rest.data, valid);
    at += valid;
    rest = dc_text_slice(in, at, in.length);
    if (rest.length == 0 || (!last && dc_utf8_unfinished(rest))) break;
    flaw(output);
    put_byte(output, (unsigned char)in.data[at++]);
  }
  return at;
}

/* Bytes of a French character in UTF-8, which no French text in Windows-1252 is: « Ã© », « â€™ », « Å“ ». 0: there is
 * none. */
static size_t french_utf8_size(dc_text in, size_t at) {
  static const dc_text leads[] = {DC_TEXT_INIT("\xC2"),     DC_TEXT_INIT("\xC3"),     DC_TEXT_INIT("\xC5\x92"),
                                  DC_TEXT_INIT("\xC5\x93"), DC_TEXT_INIT("\xC5\xB8"), DC_TEXT_INIT("\xE2\x80"),
                                  DC_TEXT_INIT("\xE2\x82")};
  dc_text rest = dc_text_slice(in, at, in.length);
  for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
    if (dc_text_starts(rest, leads[i])) return utf8_size(in, at);
  }
  return 0;
}

/* One byte a character; in Windows-1252, lines that are UTF-8 all the same are kept as they are. */
static size_t decode_bytes(dc_output *output, dc_text in, bool last) {
  bool mixed = output->decoder->encoding == DC_WINDOWS_1252;
  for (size_t at = 0; at < in.length;) {
    size_t ascii = dc_text_skip_ascii(in, at);
    put(output, in.data + at, ascii - at);
    for (at = ascii; at < in.length && (unsigned char)in.data[at] >= 0x80;) {
      if (mixed && !last && dc_utf8_unfinished(dc_text_slice(in, at, in.length))) return at;
      size_t wide = mixed ? french_utf8_size(in, at) : 0;
      unsigned char byte = (unsigned char)in.data[at];
      if (wide || output->decoder->sizes[byte - 0x80] == 0) flaw(output);
      if (wide)
        put(output, in.data + at, wide);
      else
        put_byte(output, byte);
      at += wide ? wide : 1;
    }
  }
  return in.length;
}

static unsigned unit(dc_text in, size_t at, bool big) {
  unsigned first = (unsigned char)in.data[at], second = (unsigned char)in.data[at + 1];
  return big ? first << 8 | second : second << 8 | first;
}

static size_t decode_utf16(dc_output *output, dc_text in, bool last) {
  bool big = output->decoder->encoding == DC_UTF16_BE;
  size_t at = 0;
  while (at + 2 <= in.length) {
    unsigned high = unit(in, at, big), character = high;
    bool leads = (high & 0xFC00) == 0xD800;
    if (leads && at + 4 > in.length && !last) break;
    unsigned low = leads && at + 4 <= in.length ? unit(in, at + 2, big) : 0;
    bool pair = (low & 0xFC00) == 0xDC00;
    if (pair) character = 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));
    utf8proc_uint8_t bytes[4] = {0};
    if ((high & 0xF800) == 0xD800 && !pair) {
      flaw(output);
      put(output, UNKNOWN, 3);
    } else {
      put(output, (const char *)bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)character, bytes));
    }
    at += pair ? 4 : 2;
  }
  if (!last || at == in.length) return at;
  flaw(output);
  put(output, UNKNOWN, 3); /* half a unit */
  return in.length;
}

/* Bytes of the mark that files of Unicode may begin with. */
static size_t mark_size(dc_encoding encoding, dc_text in) {
  if (encoding == DC_UTF8_BOM) return dc_text_starts(in, DC_TEXT(DC_MARK_UTF8)) ? 3 : 0;
  if (encoding == DC_UTF16_LE) return dc_text_starts(in, DC_TEXT(DC_MARK_UTF16_LE)) ? 2 : 0;
  if (encoding == DC_UTF16_BE) return dc_text_starts(in, DC_TEXT(DC_MARK_UTF16_BE)) ? 2 : 0;
  return 0;
}

size_t dc_decode(dc_decoder *decoder, dc_text in, bool last, char *out, size_t *used, dc_flaws *flaws) {
  size_t mark = 0;
  if (!decoder->begun) {
    *used = 0;
    if (in.length < DC_LONGEST_CHARACTER && !last) return 0;
    mark = mark_size(decoder->encoding, in);
    decoder->begun = true;
  }
  dc_text text = dc_text_slice(in, mark, in.length);
  dc_output output = {decoder, out, 0, flaws};
  switch (decoder->encoding) {
  case DC_UTF8:
  case DC_UTF8_BOM: *used = mark + decode_utf8(&output, text, last); break;
  case DC_UTF16_LE:
  case DC_UTF16_BE: *used = mark + decode_utf16(&output, text, last); break;
  default: *used = mark + decode_bytes(&output, text, last); break;
  }
  decoder->decoded += output.written;
  return output.written;
}
