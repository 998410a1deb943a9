/* First pass over a file: digest, encoding, line ends, dialect. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompte/parallel.h"
#include "decompte/reader.h"
#include "decompte/system.h"
#include "input/decoder.h"
#include "input/dialect.h"
#include "input/encoding.h"

enum {
  BLOCK = 1 << 18,
  SAMPLE = 1 << 16,         /* bytes from which the dialect is decided */
  WORTH_A_THREAD = 1 << 21, /* bytes; the digest of a smaller file is done before a thread has started */
  DOS_PADDING = 1024        /* most bytes that may follow the end-of-file mark of DOS */
};

typedef struct {
  dc_source *source;
  int descriptor;
  size_t block; /* bytes read at once: at most BLOCK, and more than a smaller file has */
  dc_census census;
  bool marked; /* begins with the mark of UTF-8 */
  bool utf16;
  dc_encoding encoding; /* when utf16 */
  uint8_t confidence;
  bool carriage;       /* the last byte counted is a CR */
  uint32_t twice_line; /* line of the first character encoded twice; 0: none */
  char *sample;        /* the first bytes of the file */
  size_t sample_size;
  uint64_t counted; /* bytes of the file that the digest and the census saw: both saw the same file */
  uint64_t digested;
  int errors[2]; /* errno of a read that failed, for each of them */
} dc_inquiry;

/* Reads at `offset`, as much as there is. 0, or errno when the system refuses. */
static int read_at(const dc_inquiry *inquiry, char *bytes, size_t size, uint64_t offset, size_t *got) {
  for (*got = 0; *got < size;) {
    ssize_t count = pread(inquiry->descriptor, bytes + *got, size - *got, (off_t)(offset + *got));
    if (count < 0 && errno != EINTR) return errno;
    if (count == 0) return 0;
    if (count > 0) *got += (size_t)count;
  }
  return 0;
}

/* ---- line ends ---- */

static uint64_t count_byte(dc_text text, char byte) {
  uint64_t count = 0;
  const char *end = text.data + text.length;
  for (const char *at = text.data; (at = memchr(at, byte, (size_t)(end - at))); at++) count++;
  return count;
}

/* Adds the line ends of a block; a CR at its end waits for what follows. */
static void count_line_ends(dc_inquiry *inquiry, dc_text text) {
  if (text.length == 0) return;
  dc_line_ends *ends = &inquiry->source->ends;
  uint64_t feeds = count_byte(text, '\n'), carriages = count_byte(text, '\r'), pairs = 0;
  for (const char *at = text.data, *end = at + text.length; carriages && (at = memchr(at, '\r', (size_t)(end - at)));)
    pairs += ++at < end && *at == '\n';
  bool completes = inquiry->carriage && text.data[0] == '\n';
  ends->cr -= completes;
  pairs += completes;
  ends->lf += feeds - pairs;
  ends->crlf += pairs;
  ends->cr += carriages - (pairs - completes);
  inquiry->carriage = text.data[text.length - 1] == '\r';
}

/* ---- the whole file ---- */

/* UTF-16 hides its line ends: they are counted in what it decodes to. */
static int count_utf16(dc_inquiry *inquiry, char *block) {
  dc_decoder decoder;
  (void)dc_decoder_open(&decoder, inquiry->encoding);
  dc_flaws flaws = {0};
  char *text = dc_zeroed(dc_decoded_most(inquiry->block), 1);
  size_t got = 1, used;
  int error = 0;
  while (got && !(error = read_at(inquiry, block, inquiry->block, inquiry->counted, &got))) {
    size_t size = dc_decode(&decoder, (dc_text){block, got}, got < inquiry->block, text, &used, &flaws);
    count_line_ends(inquiry, (dc_text){text, size});
    flaws.count = 0;
    inquiry->counted += used;
  }
  free(text);
  free(flaws.items);
  return error;
}

static int count_bytes(dc_inquiry *inquiry, char *block) {
  size_t got;
  do {
    int error = read_at(inquiry, block, inquiry->block, inquiry->counted, &got);
    if (error) return error;
    uint64_t before = inquiry->census.twice;
    uint64_t lines = inquiry->source->ends.lf + inquiry->source->ends.crlf + inquiry->source->ends.cr;
    dc_text text = {block, dc_census_add(&inquiry->census, (dc_text){block, got}, got < inquiry->block)};
    count_line_ends(inquiry, text);
    if (!before && inquiry->census.twice) {
      dc_text until = dc_text_slice(text, 0, inquiry->census.first_twice);
      uint64_t feeds = count_byte(until, '\n'), carriages = count_byte(until, '\r');
      inquiry->twice_line = (uint32_t)(lines + (feeds > carriages ? feeds : carriages) + 1);
    }
    inquiry->counted += text.length;
  } while (got == inquiry->block);
  return 0;
}

static int count_file(dc_inquiry *inquiry) {
  char *block = dc_zeroed(inquiry->block, 1);
  size_t got;
  int error = read_at(inquiry, block, inquiry->block, 0, &got);
  dc_text start = {block, got};
  inquiry->sample_size = start.length < SAMPLE ? start.length : SAMPLE;
  memcpy(inquiry->sample, block, inquiry->sample_size);
  inquiry->marked = dc_text_starts(start, DC_TEXT(DC_MARK_UTF8));
  inquiry->utf16 = dc_encoding_is_utf16(start, &inquiry->encoding, &inquiry->confidence);
  if (!error) error = inquiry->utf16 ? count_utf16(inquiry, block) : count_bytes(inquiry, block);
  free(block);
  return error;
}

static int digest_file(dc_inquiry *inquiry) {
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  char *block = dc_zeroed(inquiry->block, 1);
  size_t got = 1;
  int error = 0;
  while (got && !(error = read_at(inquiry, block, inquiry->block, inquiry->digested, &got))) {
    dc_hasher_add(&hasher, block, got);
    inquiry->digested += got;
  }
  free(block);
  inquiry->source->digest = dc_hasher_end(&hasher);
  return error;
}

static bool inquire(void *context, size_t part) {
  dc_inquiry *inquiry = context;
  inquiry->errors[part] = part == 0 ? digest_file(inquiry) : count_file(inquiry);
  return inquiry->errors[part] == 0;
}

/* ---- what it comes to ---- */

static void decide_encoding(dc_inquiry *inquiry) {
  dc_source *source = inquiry->source;
  const dc_dialect_given *given = &source->given;
  if (given->has_encoding) {
    bool marked = given->dialect.encoding == DC_UTF8 && inquiry->marked;
    source->dialect.encoding = marked ? DC_UTF8_BOM : given->dialect.encoding;
    source->encoding_confidence = 100;
  } else if (inquiry->utf16) {
    source->dialect.encoding = inquiry->encoding;
    source->encoding_confidence = inquiry->confidence;
  } else {
    source->dialect.encoding = dc_census_judge(&inquiry->census, inquiry->marked, &source->encoding_confidence);
  }
}

/* Whole lines only, unless the sample is the file. */
static dc_text whole_lines(dc_text text, bool all) {
  size_t end = text.length;
  while (!all && end > 0 && text.data[end - 1] != '\n' && text.data[end - 1] != '\r') end--;
  return end ? dc_text_slice(text, 0, end) : text;
}

static void decide_dialect(dc_inquiry *inquiry) {
  dc_source *source = inquiry->source;
  dc_encoding encoding = source->dialect.encoding;
  dc_decoder decoder;
  (void)dc_decoder_open(&decoder, encoding); /* the reader says when the system does not know it */
  bool all = inquiry->sample_size == source->size;
  if (inquiry->sample_size > source->text_size) inquiry->sample_size = (size_t)source->text_size;
  char *text = dc_zeroed(dc_decoded_most(inquiry->sample_size), 1);
  dc_flaws flaws = {0};
  size_t used;
  size_t size = dc_decode(&decoder, (dc_text){inquiry->sample, inquiry->sample_size}, all, text, &used, &flaws);
  dc_dialect_found found = dc_dialect_find(whole_lines((dc_text){text, size}, all), &source->given);
  source->dialect = found.dialect;
  source->dialect.encoding = encoding;
  source->dialect_confidence = found.confidence;
  source->width = found.width;
  source->states_separator = found.states_separator;
  free(text);
  free(flaws.items);
}

/* Where text ends: DOS marks it by 0x1A, and may pad what is left of its block with that or with NULs. */
static int find_end(dc_inquiry *inquiry, dc_diagnostics *diagnostics) {
  dc_source *source = inquiry->source;
  char tail[DOS_PADDING];
  uint64_t offset = source->size > DOS_PADDING ? source->size - DOS_PADDING : 0;
  size_t got, mark = SIZE_MAX;
  source->text_size = source->size;
  if (inquiry->utf16) return 0;
  int error = read_at(inquiry, tail, (size_t)(source->size - offset), offset, &got);
  if (error) return error;
  for (size_t i = got; i > 0 && (tail[i - 1] == '\x1A' || tail[i - 1] == '\0'); i--) {
    if (tail[i - 1] == '\x1A') mark = i - 1;
  }
  if (mark == SIZE_MAX) return 0;
  source->text_size = offset + mark;
  dc_report(diagnostics, DC_D_DOS_END, source->name, 0, 0, "marque de fin de fichier de DOS");
  return 0;
}

static void report_twice_encoded(const dc_inquiry *inquiry, dc_diagnostics *diagnostics) {
  dc_encoding encoding = inquiry->source->dialect.encoding;
  if (inquiry->census.twice == 0 || (encoding != DC_UTF8 && encoding != DC_UTF8_BOM)) return;
  dc_report(diagnostics, DC_D_TWICE_ENCODED, inquiry->source->name, inquiry->twice_line, 0,
            "caractères accentués encodés deux fois en UTF-8")
      ->count = (uint32_t)inquiry->census.twice;
}

static bool unreadable(const dc_source *source, dc_diagnostics *diagnostics, const char *why) {
  dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "%s", why);
  return false;
}

static bool refused(const dc_source *source, dc_diagnostics *diagnostics, int error) {
  dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture impossible : %s", dc_system_message(error));
  return false;
}

static bool survey_open(dc_inquiry *inquiry, dc_diagnostics *diagnostics) {
  dc_source *source = inquiry->source;
  bool large = source->size > WORTH_A_THREAD;
  bool inquired = dc_parallel(2, large ? dc_processors() : 1, inquire, NULL, inquiry);
  if (!inquired) return refused(source, diagnostics, inquiry->errors[inquiry->errors[0] == 0]);
  if (inquiry->counted != source->size || inquiry->digested != source->size) {
    dc_report(diagnostics, DC_D_CHANGED_FILE, source->name, 0, 0, "le fichier a changé pendant la lecture");
    return false;
  }
  decide_encoding(inquiry);
  int error = find_end(inquiry, diagnostics);
  if (error) return refused(source, diagnostics, error);
  decide_dialect(inquiry);
  report_twice_encoded(inquiry, diagnostics);
  return true;
}

/* NULL: an ordinary file; else what it is, for a message. */
static const char *other_kind(mode_t mode) {
  if (S_ISREG(mode)) return NULL;
  if (S_ISDIR(mode)) return "c'est un répertoire, et non un fichier";
  if (S_ISFIFO(mode)) return "c'est un tube, et non un fichier ordinaire";
  return "ce n'est pas un fichier ordinaire";
}

bool dc_survey(dc_source *source, dc_diagnostics *diagnostics) {
  /* O_NONBLOCK: opening a FIFO must not wait for a writer; it is refused below. */
  int descriptor = open(source->path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (descriptor < 0 || fstat(descriptor, &status) != 0) {
    (void)refused(source, diagnostics, errno);
    if (descriptor >= 0) close(descriptor);
    return false;
  }
  const char *other = other_kind(status.st_mode);
  if (other) {
    close(descriptor);
    return unreadable(source, diagnostics, other);
  }
  *source = (dc_source){.name = source->name, .path = source->path, .given = source->given};
  source->size = (uint64_t)status.st_size;
  source->modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
  dc_inquiry *inquiry = dc_zeroed(1, sizeof *inquiry);
  inquiry->source = source;
  inquiry->descriptor = descriptor;
  inquiry->block = source->size < BLOCK ? (size_t)source->size + 1 : BLOCK;
  inquiry->sample = dc_zeroed(inquiry->block < SAMPLE ? inquiry->block : SAMPLE, 1);
  bool surveyed = survey_open(inquiry, diagnostics);
  free(inquiry->sample);
  free(inquiry);
  close(descriptor);
  return surveyed;
}
