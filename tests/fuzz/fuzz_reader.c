/* libFuzzer target over the whole way from bytes to columns: survey, reader, conversion to the table that the first
 * byte names. Every byte of every field is touched, and what must hold of any file is checked.
 *
 *   clang -std=c17 -D_GNU_SOURCE -Iinclude -Isrc -g -O1 -fsanitize=fuzzer,address,undefined \
 *     -fno-sanitize-coverage=trace-cmp (five times as many runs) tests/fuzz/fuzz_reader.c \
 *     src/base/[a-z]*.c src/input/[a-z]*.c …libraries… -o fuzz_reader
 *   tests/fuzz/reader_seeds CORPUS && ./fuzz_reader -max_len=16384 CORPUS
 *
 * Run from the root of the tree: it reads rules/lexique.csv. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "decompte/identifier.h"
#include "decompte/lexicon_file.h"
#include "input/convert.h"

static dc_lexicon lexicon;
static dc_headers *headers;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  static dc_arena arena;
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_source source = {.name = DC_TEXT("lexique.csv"), .path = DC_TEXT("rules/lexique.csv")};
  if (!dc_lexicon_load(&lexicon, &arena, &source, &diagnostics)) abort();
  headers = dc_headers_compile(&lexicon, (dc_text){0}, DC_TEXT("lexique.csv"), &diagnostics);
  if (!headers) abort();
  dc_diagnostics_free(&diagnostics);
  return 0;
}

/* A field is UTF-8, trimmed, without control characters other than tabs and line feeds. */
static void check_field(dc_text field) {
  DC_ASSERT(dc_text_is_utf8(field));
  DC_ASSERT(dc_text_equal(dc_text_trim(field), field));
  for (size_t i = 0; i < field.length; i++) {
    unsigned char c = (unsigned char)field.data[i];
    DC_ASSERT((c >= 0x20 && c != 0x7F) || c == '\n' || c == '\t');
  }
}

/* Every field stands somewhere in its record, in order, on a line that the record has. */
static void check_places(const dc_record *record, const dc_dialect *dialect) {
  uint32_t last_line = record->line, last_column = 1;
  for (size_t i = 0; i < record->count; i++) {
    uint32_t line, column;
    dc_record_place(record, dialect, i, &line, &column);
    DC_ASSERT(line > last_line || (line == last_line && column >= last_column));
    DC_ASSERT(column <= dc_text_characters(dc_record_excerpt(record, line)) + 1);
    last_line = line, last_column = column;
  }
}

static void check_diagnostics(const dc_diagnostics *list, dc_arena *arena) {
  for (size_t i = 0; i < list->count; i++) {
    const dc_diagnostic *item = &list->items[i];
    const dc_text texts[] = {item->message, item->excerpt, item->marche, item->lot};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
      DC_ASSERT(dc_without_nir(arena, texts[k]).data == texts[k].data); /* nothing had to be hidden */
    }
  }
}

/* Physical lines of the file, counted the plain way, up to where its text ends. */
static uint32_t count_lines(const dc_source *source, const uint8_t *data) {
  size_t size = source->text_size;
  uint32_t lines = 0;
  for (size_t i = 0; i < size; i++) {
    bool ends = data[i] == '\n' || (data[i] == '\r' && !(i + 1 < size && data[i + 1] == '\n'));
    lines += ends || i + 1 == size;
  }
  return lines;
}

/* `lines`: how many the file has; UINT32_MAX: it is in UTF-16, where they do not show. */
static void read_records(const dc_source *source, uint32_t lines) {
  dc_arena arena = {0};
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_reader *reader = dc_reader_open(source, &diagnostics);
  DC_ASSERT(reader);
  dc_record record;
  uint32_t records = 0, last = 0;
  while (dc_reader_next(reader, &record)) {
    DC_ASSERT(record.count > 0 && record.count <= DC_RECORD_FIELDS && record.line > last);
    for (size_t i = 0; i < record.count; i++) check_field(record.fields[i]);
    DC_ASSERT(dc_text_is_utf8(record.raw));
    check_places(&record, &source->dialect);
    last = record.line;
    records++;
  }
  dc_reader_counts counts = dc_reader_count(reader);
  DC_ASSERT(counts.records == records + counts.malformed && (counts.lines == lines || lines == UINT32_MAX));
  /* A record has at least a line of its own. */
  DC_ASSERT(counts.records + counts.blank + counts.statements <= lines);
  check_diagnostics(&diagnostics, &arena);
  dc_reader_close(reader);
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
}

static void convert(const dc_source *source, uint8_t choice) {
  static const char *const tables[] = {"marches", "participants", "releves",  "evenements", "groupements",
                                       "lieux",   "eligibilites", "contrats", "communes",   "epci"};
  dc_text name = dc_text_from(tables[choice % (sizeof tables / sizeof *tables)]);
  dc_converted out = {0};
  dc_diagnostics_init(&out.diagnostics, &out.arena);
  dc_convert(&out, source, &lexicon, headers, name, 1 + choice % 2);
  if (out.sound)
    DC_ASSERT(out.counts.records == out.table.rows + out.rejected + out.skipped.headers + out.skipped.totals +
                                        out.skipped.preamble + out.skipped.outside);
  for (size_t i = 0; i < out.table.column_count; i++) {
    const dc_column *column = &out.table.columns[i];
    for (size_t row = 0; row < out.table.rows; row++) {
      bool text = column->ids && column->field->type != DC_TYPE_FLAG;
      if (text) check_field(dc_intern_text(&out.texts, column->ids[row]));
    }
  }
  check_diagnostics(&out.diagnostics, &out.arena);
  dc_converted_free(&out);
}

/* ---- mutations of what makes a CSV file ---- */

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

static const uint8_t signs[] = {';', ',', '\t', '|', '"', '\'', '\\', '\n', '\r', ' ', 0, 0xA0, 0xE9, 0xFF};

/* A place in the file that holds `sign`, looked for from `from` on and round; `size` when there is none. */
static size_t place_of(const uint8_t *data, size_t size, uint8_t sign, size_t from) {
  for (size_t i = 0; i < size; i++) {
    size_t at = 1 + (from + i) % (size - 1); /* the first byte names the table */
    if (at < size && data[at] == sign) return at;
  }
  return size;
}

static void swap_signs(uint8_t *data, size_t size, uint8_t a, uint8_t b) {
  for (size_t i = 1; i < size; i++) {
    if (data[i] == a)
      data[i] = b;
    else if (data[i] == b)
      data[i] = a;
  }
}

/* Copies the line at `at` before itself: a header repeated, a row twice. */
static size_t repeat_line(uint8_t *data, size_t size, size_t most, size_t at) {
  size_t first = at, end = at;
  while (first > 1 && data[first - 1] != '\n') first--;
  while (end < size && data[end] != '\n') end++;
  size_t length = end - first + (end < size);
  if (length == 0 || size + length > most) return size;
  memmove(data + first + length, data + first, size - first);
  return size + length;
}

/* Half of the time a mutation of bytes; else one sign that separates, quotes or ends lines is changed everywhere,
 * changed once, taken away or added, or a line is repeated. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed) {
  unsigned choice = seed % 10, draw = seed / 10;
  if (size < 3 || choice < 5) return LLVMFuzzerMutate(data, size, most);
  uint8_t a = signs[draw % sizeof signs], b = signs[draw / sizeof signs % sizeof signs];
  size_t from = draw % size, at = place_of(data, size, a, from);
  if (choice == 5) swap_signs(data, size, a, b);
  if (choice == 6 && at < size) data[at] = b;
  if (choice == 7 && at < size) memmove(data + at, data + at + 1, --size - at);
  if (choice == 8 && size < most && from > 0) {
    memmove(data + from + 1, data + from, size++ - from);
    data[from] = b;
  }
  return choice == 9 && from > 0 ? repeat_line(data, size, most, from) : size;
}

/* ---- target ---- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  int descriptor = memfd_create("a.csv", 0);
  char path[64];
  DC_ASSERT(descriptor >= 0 && write(descriptor, data + 1, size - 1) == (ssize_t)(size - 1));
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  dc_arena arena = {0};
  dc_diagnostics diagnostics;
  dc_diagnostics_init(&diagnostics, &arena);
  dc_source source = {.name = DC_TEXT("a.csv"), .path = dc_text_from(path)};
  DC_ASSERT(dc_survey(&source, &diagnostics));
  DC_ASSERT(source.size == size - 1);
  bool wide = source.dialect.encoding == DC_UTF16_LE || source.dialect.encoding == DC_UTF16_BE;
  bool mark_only = source.dialect.encoding == DC_UTF8_BOM && source.text_size == 3;
  read_records(&source, wide ? UINT32_MAX : mark_only ? 0 : count_lines(&source, data + 1));
  convert(&source, data[0]);
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  close(descriptor);
  return 0;
}
