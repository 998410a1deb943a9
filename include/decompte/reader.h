/* CSV records with their physical lines, whatever dialect the file is written in.
 *
 * Floor: input. Two passes: dc_survey reads a file once (digest, encoding, line ends, dialect), then a reader is opened
 * on what it found and pulled: while (dc_reader_next(reader, &record)). Text is decoded block by block, so that all
 * that follows sees UTF-8; lines that quote nothing are split as they stand, the others are parsed by libcsv.
 *
 * Nothing is lost: a record is handed out, or reported and counted as malformed (too long, too many fields). What had
 * to be repaired is reported with its place; of one code, one by one up to a limit, then summed in one.
 *
 * A record's fields are UTF-8, trimmed, and die at the next call. They may hold line breaks (as \n, whatever the file
 * writes) when they were quoted, and no other control character but a tab. */
#ifndef DECOMPTE_READER_H
#define DECOMPTE_READER_H

#include "decompte/diagnostic.h"
#include "decompte/digest.h"

/* ISO-8859-1 is read as Windows-1252, which gives a meaning to more bytes and the same to the others. */
typedef enum {
  DC_UTF8,
  DC_UTF8_BOM,
  DC_UTF16_LE,
  DC_UTF16_BE,
  DC_WINDOWS_1252,
  DC_ISO_8859_15,
  DC_MAC_ROMAN,
  DC_CP850,
  DC_ENCODING_COUNT
} dc_encoding;
const char *dc_encoding_name(dc_encoding encoding);

/* The encoding that a user calls `name` (« latin1 », « utf-8 », « macroman »…). false: unknown. */
bool dc_encoding_named(dc_text name, dc_encoding *encoding);

/* How a file writes its characters and its fields. */
typedef struct {
  dc_encoding encoding;
  char separator; /* ; , tab | */
  char quote;     /* " or ' ; 0: no field is quoted */
  char escape;    /* before a quote inside a quoted field: the quote itself, doubled, or \ (doubling is read too) */
} dc_dialect;

/* What the user states of a file, in decompte.conf or by options: obeyed without discussion. The rest is decided from
 * content. */
typedef struct {
  bool has_encoding, has_separator, has_quote, has_escape, has_preamble, has_headers;
  dc_dialect dialect; /* the parts of it that are stated */
  uint32_t preamble;  /* physical lines before the table */
  uint32_t headers;   /* records that make its header; 0: it has none */
} dc_dialect_given;

/* Line ends of a file by kind; a last line without end is in none. */
typedef struct {
  uint64_t lf, crlf, cr;
} dc_line_ends;

/* A file as surveyed. `name` is how the dossier calls it (« releves/2026-10.csv »); both texts are the caller's. */
typedef struct {
  dc_text name, path;
  dc_dialect_given given; /* set by the caller before dc_survey */
  uint64_t size;
  uint64_t text_size; /* bytes before the end-of-file mark of DOS (0x1A) and what pads after it; `size` without one */
  int64_t modified;   /* nanoseconds; with the size, tells a file that changed between the two passes */
  dc_digest digest;
  dc_line_ends ends;
  dc_dialect dialect;
  uint8_t encoding_confidence; /* percent; 100: stated, or proved by the bytes */
  uint8_t dialect_confidence;  /* percent, of the separator and the quote */
  uint32_t width;              /* usual number of fields, among the first records; 0: none */
  bool states_separator;       /* the first line is Excel's « sep=; »: obeyed, and no record */
} dc_source;

/* Fills `source` from its path, and reports what is odd about its bytes as a whole. false after reporting when it
 * cannot be read. */
bool dc_survey(dc_source *source, dc_diagnostics *diagnostics);

#define DC_RECORD_FIELDS 256   /* more is a malformed record */
#define DC_RECORD_BYTES  65536 /* of UTF-8; a longer record has an unclosed quote */
#define DC_RECORD_LINES  200

/* Which quotes of a record enclose a field. */
typedef enum {
  DC_QUOTES_PAIRED, /* an opening one, and the next that blanks and a separator or the end follow; others are text */
  DC_QUOTES_FIRST,  /* an opening one, and the first that is not doubled; what follows it belongs to the field */
  DC_QUOTES_SOUND, /* only two with nothing amiss between them; of another, never closed, what begins or ends a field is
                      left out */
} dc_quotes;

typedef struct {
  dc_text *fields; /* those that hold something stand one behind the other in memory */
  size_t count;
  uint32_t line;    /* physical line of its first character */
  uint32_t number;  /* its place among the records of the file, from 1 */
  dc_quotes quotes; /* how it was read: PAIRED unless its quotes are flawed, which was reported */
  bool broken;      /* a quote is never closed, and no reading makes the usual number of fields: reported as an error */
  dc_text raw;      /* the record as written (after decoding), all its physical lines, without the last line end */
} dc_record;

/* Physical line, and column in characters from 1, where the text of field `field` begins (past blanks and the opening
 * quote): right after quoted line breaks, doubled quotes and escapes. The end of the record when it has no such field.
 */
void dc_record_place(const dc_record *record, const dc_dialect *dialect, size_t field, uint32_t *line,
                     uint32_t *column);

/* The text of physical line `line` of the record, without its end; empty when the record has no such line. */
dc_text dc_record_excerpt(const dc_record *record, uint32_t line);

typedef struct dc_reader dc_reader;

/* NULL after reporting when the file cannot be opened. The reader reports on `diagnostics`, and is the caller's to
 * close. */
dc_reader *dc_reader_open(const dc_source *source, dc_diagnostics *diagnostics);

/* The next record. false at the end of the file, or when reading failed (reported as fatal). Malformed records
 * are reported, counted, and stepped over. */
bool dc_reader_next(dc_reader *reader, dc_record *record);

/* What has been read so far: `blank` lines hold nothing, `malformed` records were reported, `statements` are lines such
 * as « sep=; ». */
typedef struct {
  uint32_t lines, records, blank, malformed, statements;
} dc_reader_counts;
dc_reader_counts dc_reader_count(const dc_reader *reader);

void dc_reader_close(dc_reader *reader);

#endif
