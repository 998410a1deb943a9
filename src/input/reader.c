#include "decompte/reader.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompte/identifier.h"
#include "decompte/system.h"
#include "input/lines.h"

/* A Windows-1252 byte becomes at most three bytes of UTF-8. */
enum { DECODED_BYTES = 3 * DC_RECORD_BYTES, ROW_BYTES = 2 * DECODED_BYTES };

struct dc_reader {
  const dc_source *source;
  dc_diagnostics *diagnostics;
  dc_lines lines;
  struct csv_parser parser;
  iconv_t decoder;          /* (iconv_t)-1 until a line needs it */
  char *decoded;            /* the line being parsed, when it had to be decoded */
  char *first_line;         /* the first line of the record under way, when it had to be decoded */
  size_t first_line_length; /* 0: it stands as it is in the window */
  char *row;                /* bytes of the fields of the current record */
  size_t row_used;
  dc_text fields[DC_RECORD_FIELDS];
  size_t field_count;
  size_t record_bytes;
  uint32_t record_line, record_lines;
  bool in_record, complete, too_many;
  dc_reader_counts counts;
};

dc_reader *dc_reader_open(const dc_source *source, dc_diagnostics *diagnostics) {
  int descriptor = open(source->path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture impossible : %s", dc_system_message(errno));
    return NULL;
  }
  iconv_t decoder = iconv_open("UTF-8", "WINDOWS-1252");
  if (decoder == (iconv_t)-1) {
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "la conversion de Windows-1252 n'est pas disponible");
    close(descriptor);
    return NULL;
  }
  dc_reader *reader = dc_zeroed(1, sizeof *reader);
  reader->source = source;
  reader->diagnostics = diagnostics;
  reader->decoder = decoder;
  reader->decoded = dc_zeroed(DECODED_BYTES, 1);
  reader->first_line = dc_zeroed(DECODED_BYTES, 1);
  reader->row = dc_zeroed(ROW_BYTES, 1);
  dc_lines_open(&reader->lines, descriptor);
  if (csv_init(&reader->parser, 0) != 0) dc_die_memory();
  csv_set_delim(&reader->parser, (unsigned char)source->dialect.separator);
  return reader;
}

void dc_reader_close(dc_reader *reader) {
  dc_lines_close(&reader->lines);
  csv_free(&reader->parser);
  iconv_close(reader->decoder);
  free(reader->decoded);
  free(reader->first_line);
  free(reader->row);
  free(reader);
}

dc_reader_counts dc_reader_count(const dc_reader *reader) {
  dc_reader_counts counts = reader->counts;
  counts.lines = reader->lines.line;
  return counts;
}

/* ---- decoding ---- */

/* Windows-1252 to UTF-8. The five bytes that Windows-1252 leaves undefined become U+FFFD. */
static dc_text decode(dc_reader *reader, dc_text line) {
  char *in = (char *)(uintptr_t)line.data, *out = reader->decoded;
  size_t in_left = line.length, out_left = DECODED_BYTES;
  while (in_left && iconv(reader->decoder, &in, &in_left, &out, &out_left) == (size_t)-1) {
    DC_ASSERT(errno == EILSEQ && out_left >= 3);
    memcpy(out, "\xEF\xBF\xBD", 3);
    in++, in_left--;
    out += 3, out_left -= 3;
  }
  return (dc_text){reader->decoded, (size_t)(out - reader->decoded)};
}

static dc_text as_utf8(dc_reader *reader, dc_text line) {
  bool latin = reader->source->dialect.encoding == DC_WINDOWS_1252;
  if (dc_text_is_utf8(line) && !latin) return line;
  if (!latin) {
    dc_report(reader->diagnostics, DC_D_MIXED_ENCODING, reader->source->name, reader->lines.line, 0,
              "octets qui ne sont pas de l'UTF-8");
  }
  return decode(reader, line);
}

/* ---- libcsv callbacks ---- */

static void replace_controls(dc_reader *reader, char *bytes, size_t size) {
  bool unexpected = false;
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c >= 0x20 && c != 0x7F) continue;
    unexpected = unexpected || !(c == '\n' || c == '\r' || c == '\t');
    bytes[i] = ' ';
  }
  if (unexpected) {
    dc_report(reader->diagnostics, DC_D_CONTROL_CHARACTER, reader->source->name, reader->record_line, 0,
              "caractère de contrôle dans le champ n° %zu", reader->field_count + 1);
  }
}

static void on_field(void *bytes, size_t size, void *context) {
  dc_reader *reader = context;
  if (reader->field_count == DC_RECORD_FIELDS || reader->row_used + size > ROW_BYTES) {
    reader->too_many = true;
    return;
  }
  char *copy = reader->row + reader->row_used;
  if (size) memcpy(copy, bytes, size);
  replace_controls(reader, copy, size);
  reader->row_used += size;
  reader->fields[reader->field_count++] = dc_text_trim((dc_text){copy, size});
}

static void on_record(int end, void *context) {
  (void)end;
  ((dc_reader *)context)->complete = true;
}

static void ignore_field(void *bytes, size_t size, void *context) { (void)bytes, (void)size, (void)context; }
static void ignore_record(int end, void *context) { (void)end, (void)context; }

/* ---- records ---- */

static void begin_record(dc_reader *reader) {
  dc_lines_release(&reader->lines);
  reader->row_used = reader->field_count = reader->record_bytes = 0;
  reader->record_lines = 0;
  reader->in_record = reader->complete = reader->too_many = false;
}

static bool all_empty(const dc_reader *reader) {
  for (size_t i = 0; i < reader->field_count; i++) {
    if (reader->fields[i].length) return false;
  }
  return !reader->too_many;
}

static dc_text without_end(dc_text line) {
  while (line.length && (line.data[line.length - 1] == '\n' || line.data[line.length - 1] == '\r')) line.length--;
  return line;
}

static dc_text without_mark(const dc_reader *reader, dc_text line, uint32_t number) {
  bool marked = number == 1 && reader->source->dialect.encoding == DC_UTF8_BOM;
  return marked ? dc_text_slice(line, 3, line.length) : line;
}

static dc_text raw_record(const dc_reader *reader) {
  if (reader->first_line_length) return without_end((dc_text){reader->first_line, reader->first_line_length});
  return without_end(without_mark(reader, dc_lines_first(&reader->lines), reader->record_line));
}

/* Counts and reports a record that cannot be read; the next one starts afresh. */
static void reject_record(dc_reader *reader, dc_code code, uint32_t line, const char *message) {
  dc_diagnostic *item = dc_report(reader->diagnostics, code, reader->source->name, line, 0, "%s", message);
  if (reader->in_record) {
    dc_arena *arena = reader->diagnostics->arena;
    item->excerpt = dc_text_copy(arena, dc_without_nir(arena, dc_text_slice(raw_record(reader), 0, 400)));
  }
  reader->counts.records++;
  reader->counts.malformed++;
}

/* A quote opened and never closed: that record is reported, and reading resumes at its second line. */
static void give_up_record(dc_reader *reader) {
  reject_record(reader, DC_D_OPEN_QUOTE, reader->record_line, "guillemet ouvert et jamais refermé");
  csv_fini(&reader->parser, ignore_field, ignore_record, reader);
  dc_lines_rewind(&reader->lines, reader->record_line);
  begin_record(reader);
}

static void feed(dc_reader *reader, dc_text line) {
  size_t parsed = csv_parse(&reader->parser, line.data, line.length, on_field, on_record, reader);
  bool ended = line.length && (line.data[line.length - 1] == '\n' || line.data[line.length - 1] == '\r');
  if (parsed == line.length && !ended) parsed += csv_parse(&reader->parser, "\n", 1, on_field, on_record, reader) - 1;
  if (parsed != line.length) dc_die_memory(); /* outside strict mode libcsv stops for nothing else */
}

/* After the last line: the file must be as it was surveyed. */
static void check_end(dc_reader *reader) {
  struct stat status;
  const dc_source *source = reader->source;
  if (reader->lines.error || fstat(reader->lines.descriptor, &status) != 0) {
    dc_report(reader->diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture interrompue : %s",
              dc_system_message(reader->lines.error));
    return;
  }
  int64_t modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
  if ((uint64_t)status.st_size != source->size || modified != source->modified) {
    dc_report(reader->diagnostics, DC_D_CHANGED_FILE, source->name, 0, 0, "le fichier a changé pendant la lecture");
  }
}

/* Takes one physical line into the record under way. */
static void take_line(dc_reader *reader, dc_text line) {
  dc_text text = as_utf8(reader, without_mark(reader, line, reader->lines.line));
  if (!reader->in_record) {
    reader->in_record = true;
    reader->record_line = reader->lines.line;
    /* The decoding buffer serves the next line too. */
    bool decoded = text.data == reader->decoded;
    reader->first_line_length = decoded ? text.length : 0;
    if (decoded) memcpy(reader->first_line, text.data, text.length);
  }
  reader->record_lines++;
  reader->record_bytes += line.length;
  feed(reader, text);
}

/* What the lines taken so far make: a record to hand out (true), or nothing yet. */
static bool record_ready(dc_reader *reader) {
  bool blank = reader->field_count == 0 && reader->parser.pstate == 0; /* libcsv skips empty lines */
  if (reader->complete ? all_empty(reader) : blank) {
    reader->counts.blank++;
    begin_record(reader);
    return false;
  }
  if (!reader->complete) {
    bool over = reader->record_lines >= DC_RECORD_LINES || reader->record_bytes > DC_RECORD_BYTES;
    if (over) give_up_record(reader);
    return false;
  }
  if (reader->too_many) {
    reject_record(reader, DC_D_FIELD_COUNT, reader->record_line, "trop de champs pour une ligne de relevé");
    begin_record(reader);
    return false;
  }
  return true;
}

bool dc_reader_next(dc_reader *reader, dc_record *record) {
  begin_record(reader);
  for (;;) {
    dc_text line;
    dc_line_status status = dc_lines_next(&reader->lines, &line);
    if (status == DC_LINE_READ) {
      take_line(reader, line);
      if (!record_ready(reader)) continue;
      reader->counts.records++;
      *record = (dc_record){.fields = reader->fields,
                            .count = reader->field_count,
                            .line = reader->record_line,
                            .number = reader->counts.records,
                            .raw = raw_record(reader)};
      return true;
    }
    if (reader->in_record && !reader->lines.error) {
      give_up_record(reader);
    } else if (status == DC_LINE_TOO_LONG) {
      reject_record(reader, DC_D_LONG_LINE, reader->lines.line, "ligne de plus de 65 536 octets");
      begin_record(reader);
    } else {
      check_end(reader);
      return false;
    }
  }
}
