#include "decompte/reader.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompte/identifier.h"
#include "decompte/system.h"
#include "decompte/causes.h"
#include "input/lines.h"
#include "input/spans.h"
#include "input/split.h"

/* Reading on to find where a flawed quoted field ends is dear in a file made of such fields: after so many times it is
 * not tried any more. */
enum { MOST_SEARCHES = 1000 };

struct dc_reader {
  const dc_source *source;
  dc_diagnostics *diagnostics;
  dc_causes causes;
  dc_lines lines;
  dc_classes classes;
  struct csv_parser parser;
  char *row; /* bytes of the fields that do not stand as they are in the window */
  size_t row_used;
  char *unescaped; /* the line that libcsv reads, when it cannot read it as it is */
  dc_text fields[DC_RECORD_FIELDS];
  size_t field_count, last_width;
  size_t record_bytes;
  uint32_t record_line, record_lines;
  uint32_t flawed_line; /* the last line whose encoding was told */
  uint32_t searches;
  dc_quotes quotes;
  bool complete, too_many, broken;
  dc_reader_counts counts;
};

dc_reader *dc_reader_open(const dc_source *source, dc_diagnostics *diagnostics) {
  int descriptor = open(source->path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture impossible : %s", dc_system_message(errno));
    return NULL;
  }
  dc_reader *reader = dc_zeroed(1, sizeof *reader);
  reader->source = source;
  reader->diagnostics = diagnostics;
  dc_causes_begin(&reader->causes, diagnostics);
  reader->row = dc_zeroed(DC_RECORD_BYTES, 1);
  reader->unescaped = dc_zeroed(DC_RECORD_BYTES, 1);
  dc_classes_init(&reader->classes, &source->dialect);
  if (csv_init(&reader->parser, CSV_STRICT) != 0) dc_die_memory();
  csv_set_delim(&reader->parser, (unsigned char)source->dialect.separator);
  csv_set_quote(&reader->parser, (unsigned char)source->dialect.quote);
  if (!dc_lines_open(&reader->lines, descriptor, source->dialect.encoding, source->text_size)) {
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "la conversion de %s n'est pas disponible",
              dc_encoding_name(source->dialect.encoding));
    dc_reader_close(reader);
    return NULL;
  }
  return reader;
}

void dc_reader_close(dc_reader *reader) {
  dc_lines_close(&reader->lines);
  dc_causes_end(&reader->causes);
  csv_free(&reader->parser);
  free(reader->row);
  free(reader->unescaped);
  free(reader);
}

dc_reader_counts dc_reader_count(const dc_reader *reader) {
  dc_reader_counts counts = reader->counts;
  counts.lines = reader->lines.line;
  return counts;
}

/* ---- telling ---- */

static dc_text without_end(dc_text text) {
  if (text.length && text.data[text.length - 1] == '\n') text.length--;
  if (text.length && text.data[text.length - 1] == '\r') text.length--;
  return text;
}

static uint32_t column_of(dc_text line, size_t at) {
  return (uint32_t)dc_text_characters(dc_text_slice(line, 0, at)) + 1;
}

/* From the text of several lines, whose first one has that `number`, to the line in which `at` stands. */
static dc_text line_of(dc_text text, size_t *at, uint32_t *number) {
  size_t next;
  while ((next = dc_line_size(text)) <= *at && next < text.length) {
    text = dc_text_slice(text, next, text.length);
    *at -= next;
    ++*number;
  }
  return without_end(dc_text_slice(text, 0, next));
}

/* A line as it may be shown. What stands around it counts too: a line break may cut a social security number. */
static dc_text shown(const dc_reader *reader, dc_arena *arena, dc_text line) {
  enum { AROUND = 64 };
  if (line.length == 0) return line;
  const dc_lines *lines = &reader->lines;
  size_t begin = (size_t)(line.data - lines->window);
  size_t first = begin > lines->begin + AROUND ? begin - AROUND : lines->begin, end = begin + line.length + AROUND;
  dc_text around = {lines->window + first, (end < lines->end ? end : lines->end) - first};
  return dc_line_without_nir(arena, around, begin - first);
}

/* Tells of a place, with the line in which it stands; `number`: of the first line of `text`, `at`: bytes of the text
 * before the place. A file may be flawed in every line: of one code, so many are told and the last of them counts the
 * rest. */
static void tell(dc_reader *reader, dc_code code, uint32_t number, dc_text text, size_t at, const char *message) {
  enum { LONGEST = 1000 };
  if (!dc_causes_new(&reader->causes, code, 0, (dc_text){0}, (dc_text){0}, DC_TOLD_ERRORS)) return;
  dc_text line = line_of(text, &at, &number);
  dc_diagnostic *item =
      dc_report(reader->diagnostics, code, reader->source->name, number, column_of(line, at), "%s", message);
  dc_arena *arena = reader->diagnostics->arena;
  item->record = reader->counts.records + 1;
  item->excerpt = dc_text_copy(arena, dc_text_slice(shown(reader, arena, line), 0, LONGEST));
}

static void tell_flaw(dc_reader *reader, dc_text line, size_t at) {
  if (reader->lines.line <= reader->flawed_line) return; /* served again */
  reader->flawed_line = reader->lines.line;
  dc_encoding encoding = reader->source->dialect.encoding;
  bool utf8 = encoding == DC_UTF8 || encoding == DC_UTF8_BOM;
  bool lost = dc_text_starts(dc_text_slice(line, at, line.length), DC_TEXT("\xEF\xBF\xBD"));
  tell(reader, utf8 || !lost ? DC_D_MIXED_ENCODING : DC_D_UNDEFINED_BYTES, reader->lines.line, line, at,
       utf8    ? "octets qui ne sont pas de l'UTF-8"
       : !lost ? "octets qui sont de l'UTF-8"
               : "octets sans signification dans cet encodage");
}

/* Counts and reports a record that cannot be read; the next one starts afresh. */
static void reject(dc_reader *reader, dc_code code, uint32_t number, dc_text line, size_t at, const char *message) {
  tell(reader, code, number, line, at, message);
  reader->counts.records++;
  reader->counts.malformed++;
}

/* ---- lines ---- */

static void blank_controls(dc_reader *reader, dc_text line) {
  size_t size, first;
  char *wanted = dc_lines_wanted(&reader->lines, &size);
  char *bytes = wanted + (line.data - wanted);
  uint32_t count = dc_blank_controls(&reader->classes, bytes, line.length, &first);
  if (count) tell(reader, DC_D_CONTROL_CHARACTER, reader->lines.line, line, first, "caractères de contrôle");
}

/* The next line of the record under way, whose first one has been taken; false: there is none that may belong to it. */
static bool take_next(dc_reader *reader, dc_text *line) {
  if (reader->record_lines >= DC_RECORD_LINES) return false;
  if (dc_lines_next(&reader->lines, line) != DC_LINE_READ) return false;
  size_t at;
  if (dc_lines_flaw(&reader->lines, &at)) tell_flaw(reader, *line, at);
  blank_controls(reader, *line);
  reader->record_lines++;
  reader->record_bytes += line->length;
  return reader->record_bytes <= DC_RECORD_BYTES;
}

static void begin_record(dc_reader *reader, dc_text first) {
  reader->record_line = reader->lines.line;
  reader->record_lines = 1;
  reader->record_bytes = first.length;
  reader->row_used = reader->field_count = 0;
  reader->complete = reader->too_many = reader->broken = false;
  reader->quotes = DC_QUOTES_PAIRED;
}

/* ---- libcsv ---- */

static void on_field(void *bytes, size_t size, void *context) {
  dc_reader *reader = context;
  if (reader->field_count == DC_RECORD_FIELDS) {
    reader->too_many = true;
    return;
  }
  DC_ASSERT(reader->row_used + size <= DC_RECORD_BYTES); /* a record is bounded, its fields are no longer than it */
  char *copy = reader->row + reader->row_used;
  if (size) memcpy(copy, bytes, size);
  reader->row_used += size;
  reader->fields[reader->field_count++] = dc_trim_field(&reader->classes, (dc_text){copy, size});
}

static void on_record(int end, void *context) {
  (void)end;
  ((dc_reader *)context)->complete = true;
}

static void ignore_field(void *bytes, size_t size, void *context) { (void)bytes, (void)size, (void)context; }
static void ignore_record(int end, void *context) { (void)end, (void)context; }

/* libcsv knows doubling only: « \" » becomes « "" » and « \\ » becomes « \ » inside quoted fields. */
static dc_text unescape(dc_reader *reader, dc_text line, bool *inside) {
  const dc_dialect *dialect = &reader->source->dialect;
  if (dialect->escape != '\\') return line;
  size_t size = 0;
  for (size_t i = 0; i < line.length; i++) {
    char c = line.data[i], after = i + 1 < line.length ? line.data[i + 1] : '\0';
    bool escapes = *inside && c == '\\' && (after == dialect->quote || after == '\\');
    if (c == dialect->quote) *inside = !*inside;
    reader->unescaped[size++] = escapes ? after : c;
    if (escapes && after == dialect->quote) reader->unescaped[size++] = after;
    i += escapes;
  }
  return (dc_text){reader->unescaped, size};
}

/* Whether libcsv takes the line; the line end it is given is always the same. */
static bool feed(dc_reader *reader, dc_text line, bool *inside) {
  dc_text text = unescape(reader, without_end(line), inside);
  size_t parsed = csv_parse(&reader->parser, text.data, text.length, on_field, on_record, reader);
  if (parsed == text.length) parsed += csv_parse(&reader->parser, "\n", 1, on_field, on_record, reader);
  if (parsed == text.length + 1) return true;
  if (csv_error(&reader->parser) != CSV_EPARSE) dc_die_memory();
  return false;
}

/* Has libcsv read the record that begins with `line`, and goes on as long as a field is open. false: its quotes are
 * flawed. */
static bool parse_record(dc_reader *reader, dc_text line) {
  reader->field_count = 0;
  bool inside = false, sound = feed(reader, line, &inside);
  while (sound && !reader->complete) sound = take_next(reader, &line) && feed(reader, line, &inside);
  if (!sound) csv_fini(&reader->parser, ignore_field, ignore_record, reader);
  return sound;
}

/* ---- flawed quotes ---- */

static bool plausible(const dc_reader *reader, size_t fields) {
  return reader->source->width == 0 || fields == reader->source->width || fields == reader->last_width;
}

/* Makes the fields of the record from their places in `text`. */
static void take_spans(dc_reader *reader, dc_text text, dc_quotes quotes) {
  dc_span span = {0};
  reader->row_used = reader->field_count = 0;
  reader->quotes = quotes;
  reader->too_many = false;
  do {
    span = dc_span_at(text, span.next, &reader->source->dialect, quotes);
    if (reader->field_count == DC_RECORD_FIELDS) {
      reader->too_many = true;
      return;
    }
    char *value = reader->row + reader->row_used;
    size_t size = dc_span_value(text, &span, &reader->source->dialect, quotes, value);
    reader->row_used += size;
    reader->fields[reader->field_count++] = dc_trim_field(&reader->classes, (dc_text){value, size});
  } while (!span.last);
}

static dc_text wanted(const dc_reader *reader) {
  size_t size;
  const char *bytes = dc_lines_wanted(&reader->lines, &size);
  return without_end((dc_text){bytes, size});
}

/* Goes back to the first line of the record: the others come again. */
static dc_text first_line_only(dc_reader *reader) {
  if (reader->record_lines > 1) dc_lines_rewind(&reader->lines, reader->record_line);
  reader->record_lines = 1;
  return without_end(dc_lines_first(&reader->lines));
}

/* Reads on until the field left open by `text` is closed. */
static dc_spans search_end(dc_reader *reader, dc_spans spans) {
  dc_text line;
  if (reader->searches >= MOST_SEARCHES) return spans;
  reader->searches++;
  reader->record_bytes = wanted(reader).length;
  while (spans.open && take_next(reader, &line)) {
    bool quote = memchr(line.data, reader->source->dialect.quote, line.length);
    if (quote) spans = dc_spans_of(wanted(reader), &reader->source->dialect, DC_QUOTES_PAIRED);
  }
  return spans;
}

/* The first quote inside a field that does not begin with one; SIZE_MAX: there is none. */
static size_t inner_quote(dc_text text, const dc_dialect *dialect) {
  for (dc_span span = {0}; !span.last;) {
    span = dc_span_at(text, span.next, dialect, DC_QUOTES_PAIRED);
    for (size_t at = span.begin; !span.quoted && at < span.end; at++) {
      if (text.data[at] == dialect->quote) return at;
    }
  }
  return SIZE_MAX;
}

static void tell_inner_quote(dc_reader *reader, dc_text text) {
  size_t at = inner_quote(text, &reader->source->dialect);
  if (at != SIZE_MAX)
    tell(reader, DC_D_INNER_QUOTE, reader->record_line, text, at, "guillemet à l'intérieur d'un texte");
}

/* Whether the lines below the first one are records by themselves, down to the last, which holds the quote that would
 * close the field left open: there it encloses a field. Those in between may be flawed likewise. */
static bool resumes(const dc_reader *reader) {
  const dc_dialect *dialect = &reader->source->dialect;
  dc_text text = wanted(reader);
  bool usual = false;
  for (size_t next = dc_line_size(text); next < text.length;) {
    text = dc_text_slice(text, next, text.length);
    dc_spans spans = dc_spans_of(text, dialect, DC_QUOTES_PAIRED);
    usual =
        !spans.open && !spans.stray && spans.fields == reader->source->width && inner_quote(text, dialect) == SIZE_MAX;
    next = usual ? spans.end : dc_line_size(text);
  }
  return usual;
}

/* A way to read a record whose quotes are flawed. */
typedef struct {
  bool fits;
  dc_quotes quotes;
  dc_code code;
  size_t fault;
} dc_reading;

/* Reads a record whose quotes are flawed, in the first way that fits: those that make its usual number of fields, on
 * one line if possible; else as it stands, for it to be set apart. */
static void mend(dc_reader *reader) {
  const dc_dialect *dialect = &reader->source->dialect;
  dc_spans paired = dc_spans_of(first_line_only(reader), dialect, DC_QUOTES_PAIRED);
  dc_spans longer = paired.open ? search_end(reader, paired) : paired;
  bool closed = paired.open && !longer.open && plausible(reader, longer.fields);
  if (!longer.stray && (closed || !paired.open)) {
    take_spans(reader, wanted(reader), DC_QUOTES_PAIRED);
    tell_inner_quote(reader, wanted(reader)); /* to which libcsv objects */
    return;
  }
  dc_text line = without_end(dc_lines_first(&reader->lines)); /* reading on may have moved it */
  dc_spans first = dc_spans_of(line, dialect, DC_QUOTES_FIRST), bare = dc_spans_of(line, dialect, DC_QUOTES_SOUND);
  bool alone = !paired.open && plausible(reader, paired.fields);
  bool cut = !first.open && plausible(reader, first.fields), unquoted = plausible(reader, bare.fields);
  bool whole = closed && !alone && !cut && !unquoted && !resumes(reader);
  bool to_end = paired.open && paired.fields == reader->source->width;
  const dc_reading readings[] = {{whole, DC_QUOTES_PAIRED, DC_D_STRAY_QUOTE, longer.fault},
                                 {alone, DC_QUOTES_PAIRED, DC_D_STRAY_QUOTE, paired.fault},
                                 {cut, DC_QUOTES_FIRST, DC_D_STRAY_QUOTE, first.fault},
                                 {unquoted, DC_QUOTES_SOUND, DC_D_LONE_QUOTE, paired.fault},
                                 {to_end, DC_QUOTES_PAIRED, DC_D_LONE_QUOTE, paired.fault},
                                 {!paired.open, DC_QUOTES_PAIRED, DC_D_STRAY_QUOTE, paired.fault},
                                 {true, DC_QUOTES_SOUND, DC_D_OPEN_QUOTE, paired.fault}};
  const dc_reading *reading = readings;
  while (!reading->fits) reading++;
  dc_text text = whole ? wanted(reader) : first_line_only(reader);
  take_spans(reader, text, reading->quotes);
  reader->broken = reading->code == DC_D_OPEN_QUOTE;
  tell(reader, reading->code, reader->record_line, text, reading->fault,
       reading->code == DC_D_STRAY_QUOTE ? "guillemet ni doublé ni suivi d'un séparateur"
                                         : "guillemet ouvert et jamais refermé");
}

/* A record that libcsv found sound over several lines, though the first of them, and the one below, make the usual
 * record without the quotes that they leave open, and the whole does not: a quote was left open, and a later one closed
 * it by chance. */
static bool swallowed(const dc_reader *reader) {
  uint32_t width = reader->source->width;
  if (reader->record_lines == 1 || width == 0 || plausible(reader, reader->field_count)) return false;
  dc_text text = wanted(reader);
  for (int line = 0; line < 2; line++) {
    size_t size = dc_line_size(text);
    dc_spans spans = dc_spans_of(dc_text_slice(text, 0, size), &reader->source->dialect, DC_QUOTES_SOUND);
    if (spans.fields != width) return false;
    text = dc_text_slice(text, size, text.length);
  }
  return true;
}

/* ---- records ---- */

static bool all_empty(const dc_reader *reader) {
  for (size_t i = 0; i < reader->field_count; i++) {
    if (reader->fields[i].length) return false;
  }
  return !reader->too_many;
}

static bool read_quoted(dc_reader *reader, dc_text line) {
  blank_controls(reader, line);
  bool sound = parse_record(reader, line) && !swallowed(reader);
  if (!sound) mend(reader);
  if (!all_empty(reader)) return true;
  reader->counts.blank += reader->record_lines;
  return false;
}

/* What the line begins: a record that was read (true), or nothing to hand out. */
static bool read_record(dc_reader *reader, dc_text line) {
  begin_record(reader, line);
  dc_text text = without_end(line);
  const char *quote;
  dc_split_status status = dc_split(&reader->classes, text, reader->fields, &reader->field_count, &quote);
  if (status == DC_SPLIT_CONTROLS) {
    blank_controls(reader, text);
    status = dc_split(&reader->classes, text, reader->fields, &reader->field_count, &quote);
  }
  if (status == DC_SPLIT_DONE && quote) tell_inner_quote(reader, text);
  if (status == DC_SPLIT_BLANK) reader->counts.blank++;
  if (status == DC_SPLIT_BLANK || (status == DC_SPLIT_QUOTED && !read_quoted(reader, line))) return false;
  if (status != DC_SPLIT_MANY && !reader->too_many) return true;
  text = dc_lines_first(&reader->lines); /* as above */
  reject(reader, DC_D_FIELD_COUNT, reader->record_line, text, 0, "plus de 256 champs");
  return false;
}

static void hand_out(dc_reader *reader, dc_record *record) {
  reader->counts.records++;
  reader->last_width = reader->field_count;
  *record = (dc_record){.fields = reader->fields,
                        .count = reader->field_count,
                        .line = reader->record_line,
                        .number = reader->counts.records,
                        .quotes = reader->quotes,
                        .broken = reader->broken,
                        .raw = wanted(reader)};
}

/* After the last line: the file must be as it was surveyed. */
static void check_end(dc_reader *reader) {
  struct stat status;
  const dc_source *source = reader->source;
  int error = reader->lines.error;
  if (!error && fstat(reader->lines.descriptor, &status) != 0) error = errno;
  if (error) {
    dc_report(reader->diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture interrompue : %s",
              dc_system_message(error));
    return;
  }
  int64_t modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
  if ((uint64_t)status.st_size != source->size || modified != source->modified) {
    dc_report(reader->diagnostics, DC_D_CHANGED_FILE, source->name, 0, 0, "le fichier a changé pendant la lecture");
  }
}

bool dc_reader_next(dc_reader *reader, dc_record *record) {
  for (;;) {
    dc_text line;
    dc_lines_release(&reader->lines);
    dc_line_status status = dc_lines_next(&reader->lines, &line);
    if (status == DC_LINE_END) {
      check_end(reader);
      return false;
    }
    if (status == DC_LINE_TOO_LONG) {
      reject(reader, DC_D_LONG_LINE, reader->lines.line, line, 0, "ligne de plus de 65 536 octets");
      continue;
    }
    size_t at;
    if (dc_lines_flaw(&reader->lines, &at)) tell_flaw(reader, line, at);
    if (reader->lines.line == 1 && reader->source->states_separator) {
      reader->counts.statements++;
      continue;
    }
    if (!read_record(reader, line)) continue;
    hand_out(reader, record);
    return true;
  }
}
