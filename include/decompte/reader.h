/* CSV records with their physical lines, whatever dialect the file is written in.
 *
 * Floor: input. Two passes: dc_survey reads a file once (digest, encoding, separator), then a reader is opened on
 * what it found and pulled: while (dc_reader_next(&reader, &record)). libcsv parses; what surrounds it is here:
 * physical line numbers, encodings, blank lines, quotes never closed, sizes bounded.
 *
 * A record's fields are UTF-8, trimmed, without control characters, and die at the next call. */
#ifndef DECOMPTE_READER_H
#define DECOMPTE_READER_H

#include "decompte/diagnostic.h"
#include "decompte/digest.h"

typedef enum { DC_UTF8, DC_UTF8_BOM, DC_WINDOWS_1252 } dc_encoding;
const char *dc_encoding_name(dc_encoding encoding);

/* How a file writes its characters and its fields. */
typedef struct {
  dc_encoding encoding;
  char separator; /* ; , tab | */
  char quote;     /* " or ' ; 0: no field is quoted */
  char escape;    /* before a quote inside a quoted field: the quote itself, doubled, or \ */
} dc_dialect;

/* What the user states of a file, in decompte.conf or by options: obeyed without discussion. The rest is decided from
 * content. */
typedef struct {
  bool has_encoding, has_separator, has_quote, has_escape, has_preamble, has_headers;
  dc_dialect dialect; /* the parts of it that are stated */
  uint32_t preamble;  /* physical lines before the table */
  uint32_t headers;   /* records that make its header; 0: it has none */
} dc_dialect_given;

/* A file as surveyed. `name` is how the dossier calls it (« releves/2026-10.csv »); both texts are the caller's. */
typedef struct {
  dc_text name, path;
  dc_dialect_given given; /* set by the caller before dc_survey */
  uint64_t size;
  int64_t modified; /* nanoseconds; with the size, tells a file that changed between the two passes */
  dc_digest digest;
  dc_dialect dialect;
} dc_source;

/* Fills `source` from its path. false after reporting when it cannot be read. */
bool dc_survey(dc_source *source, dc_diagnostics *diagnostics);

#define DC_RECORD_FIELDS 256   /* more is a malformed record */
#define DC_RECORD_BYTES  65536 /* a longer record has an unclosed quote */
#define DC_RECORD_LINES  200

typedef struct {
  dc_text *fields;
  size_t count;
  uint32_t line;   /* physical line of its first character */
  uint32_t number; /* its place among the records of the file, from 1 */
  dc_text raw;     /* the record as written (after decoding), for excerpts */
} dc_record;

/* Where a field of a record stands: physical line, and column in characters from 1. */
void dc_record_place(const dc_record *record, const dc_dialect *dialect, size_t field, uint32_t *line,
                     uint32_t *column);

/* The text of one physical line of a record. */
dc_text dc_record_excerpt(const dc_record *record, uint32_t line);

typedef struct dc_reader dc_reader;

/* NULL after reporting when the file cannot be opened. The reader reports on `diagnostics`, and is the caller's to
 * close. */
dc_reader *dc_reader_open(const dc_source *source, dc_diagnostics *diagnostics);

/* The next record. false at the end of the file, or when reading failed (reported as fatal). Malformed records
 * are reported, counted, and stepped over. */
bool dc_reader_next(dc_reader *reader, dc_record *record);

/* What has been read so far: `blank` lines hold nothing, `malformed` records were reported. */
typedef struct {
  uint32_t lines, records, blank, malformed;
} dc_reader_counts;
dc_reader_counts dc_reader_count(const dc_reader *reader);

void dc_reader_close(dc_reader *reader);

#endif
