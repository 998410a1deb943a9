#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "decompte/system.h"

bool dc_rule_bytes_read(dc_arena *arena, const dc_rule_file *file, dc_text *bytes, dc_diagnostics *diagnostics) {
  dc_text path = dc_text_copy(arena, file->path);
  FILE *stream = fopen(path.data, "rb");
  if (!stream) {
    dc_report(diagnostics, DC_D_UNREADABLE, file->name, 0, 0, "fichier de règles illisible : %s",
              dc_system_message(errno));
    return false;
  }
  /* One byte more than the limit: a file that fills the buffer is too large, and the next stage says so. */
  size_t size = 0, capacity = 1 << 16;
  char *buffer = dc_alloc(arena, capacity);
  for (size_t got; (got = fread(buffer + size, 1, capacity - size, stream)) > 0;) {
    size += got;
    if (size > DC_RULE_FILE_BYTES) break;
    if (size < capacity) continue;
    char *larger = dc_alloc(arena, capacity * 2);
    memcpy(larger, buffer, size);
    buffer = larger;
    capacity *= 2;
  }
  bool failed = ferror(stream) != 0;
  if (failed)
    dc_report(diagnostics, DC_D_UNREADABLE, file->name, 0, 0, "fichier de règles illisible : %s",
              dc_system_message(errno));
  if (fclose(stream) != 0 && !failed) {
    dc_report(diagnostics, DC_D_UNREADABLE, file->name, 0, 0, "fichier de règles illisible : %s",
              dc_system_message(errno));
    failed = true;
  }
  *bytes = (dc_text){buffer, size};
  return !failed;
}

/* Spellings of one thing that a keyboard or a word processor produces, made one. */
static const struct {
  dc_text written, read;
} plain_spellings[] = {
    {DC_TEXT_INIT("\xC2\xA0"), DC_TEXT_INIT(" ")},     /* NBSP */
    {DC_TEXT_INIT("\xE2\x80\xAF"), DC_TEXT_INIT(" ")}, /* narrow NBSP */
    {DC_TEXT_INIT("\xE2\x80\x99"), DC_TEXT_INIT("'")}, /* ’ */
    {DC_TEXT_INIT("\t"), DC_TEXT_INIT(" ")},           {DC_TEXT_INIT("\r"), DC_TEXT_INIT(" ")},
};

static bool is_control(char byte) {
  return ((unsigned char)byte < 0x20 && byte != '\t' && byte != '\r') || byte == 0x7F;
}

dc_text dc_rule_plain(dc_arena *arena, dc_text raw) {
  char *out = dc_alloc(arena, raw.length + 1);
  size_t length = 0;
  for (size_t at = 0; at < raw.length;) {
    dc_text rest = dc_text_slice(raw, at, raw.length);
    size_t i = 0, spellings = sizeof plain_spellings / sizeof *plain_spellings;
    while (i < spellings && !dc_text_starts(rest, plain_spellings[i].written)) i++;
    if (i == spellings) {
      out[length++] = is_control(raw.data[at]) ? ' ' : raw.data[at];
      at++;
      continue;
    }
    out[length++] = plain_spellings[i].read.data[0];
    at += plain_spellings[i].written.length;
  }
  return (dc_text){out, length};
}

/* Bytes before the first one that is not UTF-8; `text` has one. */
static size_t sound_length(dc_text text) {
  size_t at = 0;
  while (at < text.length) {
    size_t size = 1;
    while (size <= 4 && !dc_text_is_utf8(dc_text_slice(text, at, at + size))) size++;
    if (size > 4) break;
    at += size;
  }
  return at;
}

/* Where the first byte that no UTF-8 text has stands, in the first unsound line. */
static void report_encoding(dc_diagnostics *diagnostics, dc_text name, dc_text bytes) {
  uint32_t line = 1;
  size_t start = 0;
  for (size_t at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes.data[at] != '\n') continue;
    dc_text text = dc_text_slice(bytes, start, at);
    if (!dc_text_is_utf8(text)) {
      size_t sound = sound_length(text);
      size_t column = dc_text_characters(dc_text_slice(text, 0, sound)) + 1;
      dc_report(diagnostics, DC_R_ENCODING, name, line, (uint32_t)column,
                "le fichier n'est pas en UTF-8 : octet 0x%02X", (unsigned)(unsigned char)text.data[sound]);
      return;
    }
    line++;
    start = at + 1;
  }
}

/* Control characters never belong in a rule; one report a line is enough. */
static void check_line(dc_diagnostics *diagnostics, const dc_rule_source *source, uint32_t number) {
  dc_rule_line *line = &source->lines[number - 1];
  if (line->text.length > DC_RULE_LINE_BYTES) {
    dc_report(diagnostics, DC_R_LIMIT, source->name, number, 1, "ligne de plus de %d octets", DC_RULE_LINE_BYTES);
    line->text.length = 0;
    return;
  }
  size_t at = 0;
  while (at < line->raw.length && !is_control(line->raw.data[at])) at++;
  if (at == line->raw.length) return;
  uint32_t column = (uint32_t)dc_text_characters(dc_text_slice(line->raw, 0, at)) + 1;
  dc_rule_report(diagnostics, source, 1, DC_R_ENCODING, (dc_position){source->name, number, column, 1},
                 "caractère de contrôle U+%04X dans une règle", (unsigned)line->raw.data[at]);
}

void dc_rule_source_cut(dc_rule_source *source, dc_arena *arena, dc_text name, dc_text bytes,
                        dc_diagnostics *diagnostics) {
  *source = (dc_rule_source){.name = name};
  if (bytes.length > DC_RULE_FILE_BYTES) {
    dc_report(diagnostics, DC_R_LIMIT, name, 0, 0, "fichier de plus de %d Mio", DC_RULE_FILE_BYTES >> 20);
    return;
  }
  if (dc_text_starts(bytes, DC_TEXT("\xEF\xBB\xBF"))) bytes = dc_text_slice(bytes, 3, bytes.length);
  if (!dc_text_is_utf8(bytes)) {
    report_encoding(diagnostics, name, bytes);
    return;
  }
  size_t count = 0;
  for (size_t i = 0; i < bytes.length; i++) count += bytes.data[i] == '\n';
  count += bytes.length > 0 && bytes.data[bytes.length - 1] != '\n';
  source->lines = DC_NEW_ARRAY(arena, count, dc_rule_line);
  source->sound = true;
  size_t start = 0;
  while (start < bytes.length) {
    dc_text rest = dc_text_slice(bytes, start, bytes.length);
    size_t length = dc_text_find(rest, DC_TEXT("\n"));
    dc_text raw = dc_text_slice(rest, 0, length);
    if (dc_text_ends(raw, DC_TEXT("\r"))) raw.length--;
    DC_ASSERT(source->count < count);
    source->lines[source->count++] = (dc_rule_line){raw, dc_rule_plain(arena, raw)};
    check_line(diagnostics, source, source->count);
    start += length + 1;
  }
}

/* Not dc_text_slice: an empty piece still stands somewhere. */
dc_piece dc_piece_slice(dc_piece piece, size_t begin, size_t end) {
  if (end > piece.text.length) end = piece.text.length;
  if (begin > end) begin = end;
  while (begin < end && piece.text.data[begin] == ' ') begin++;
  while (begin < end && piece.text.data[end - 1] == ' ') end--;
  piece.text = (dc_text){piece.text.data + begin, end - begin};
  return piece;
}

dc_position dc_piece_position(dc_piece piece) {
  const char *start = piece.source->lines[piece.line - 1].text.data;
  dc_text before = {start, (size_t)(piece.text.data - start)};
  size_t length = dc_text_characters(piece.text);
  return (dc_position){piece.source->name, piece.line, (uint32_t)dc_text_characters(before) + 1,
                       length > 0 ? (uint32_t)length : 1};
}

dc_text dc_piece_raw(dc_piece piece) {
  const dc_rule_line *line = &piece.source->lines[piece.line - 1];
  dc_text raw = line->raw;
  if (dc_text_characters(raw) != dc_text_characters(line->text)) return piece.text;
  size_t begin = dc_text_offset(raw, dc_piece_position(piece).column - 1);
  dc_text rest = dc_text_slice(raw, begin, raw.length);
  return dc_text_slice(rest, 0, dc_text_offset(rest, dc_text_characters(piece.text)));
}

dc_position dc_position_join(dc_position first, dc_position last) {
  if (last.line == first.line && last.column >= first.column) first.length = last.column + last.length - first.column;
  return first;
}

static dc_text excerpt_of(const dc_rule_source *sources, size_t source_count, dc_position position) {
  for (size_t i = 0; i < source_count; i++)
    if (dc_text_equal(sources[i].name, position.file) && position.line > 0 && position.line <= sources[i].count)
      return sources[i].lines[position.line - 1].raw;
  return (dc_text){0};
}

void dc_rule_report(dc_diagnostics *diagnostics, const dc_rule_source *sources, size_t source_count, dc_code code,
                    dc_position position, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dc_text message = dc_text_vformat(diagnostics->arena, format, arguments);
  va_end(arguments);
  dc_diagnostic *item =
      dc_report(diagnostics, code, position.file, position.line, position.column, DC_S, DC_ARG(message));
  item->excerpt = dc_text_copy(diagnostics->arena, excerpt_of(sources, source_count, position));
  item->span = position.length > 0 ? position.length : 1;
}
