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
  SAMPLE = 1 << 16,  /* bytes from which the dialect is decided */
  DOS_PADDING = 1024 /* most bytes that may follow the end-of-file mark of DOS */
};

/* Bytes of the file: what was left of the last ones comes again before the new ones. */
typedef struct {
  char *bytes;
  size_t again, size;
} dc_survey_block;

typedef struct {
  dc_source *source;
  int descriptor;
  size_t block; /* bytes read at once: at most BLOCK, and more than a smaller file has */
  dc_survey_block blocks[DC_RELAY_SLOTS];
  dc_hasher hasher;
  dc_census census;
  bool marked; /* begins with the mark of UTF-8 */
  bool utf16;
  dc_encoding encoding; /* when utf16 */
  uint8_t confidence;
  bool carriage;       /* the last byte counted is a CR */
  uint32_t twice_line; /* line of the first character encoded twice; 0: none */
  char *sample;        /* the first bytes of the file */
  size_t sample_size;
  uint64_t counted; /* bytes that need not be seen again */
  uint64_t read;
  int error; /* errno of a read that failed */
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
  uint64_t feeds = 0, pairs = 0, carriages = count_byte(text, '\r');
  const char *end = text.data + text.length;
  for (const char *at = text.data; (at = memchr(at, '\n', (size_t)(end - at))); at++) {
    feeds++;
    pairs += at > text.data && at[-1] == '\r';
  }
  bool completes = inquiry->carriage && text.data[0] == '\n';
  ends->cr -= completes;
  pairs += completes;
  ends->lf += feeds - pairs;
  ends->crlf += pairs;
  ends->cr += carriages - (pairs - completes);
  inquiry->carriage = text.data[text.length - 1] == '\r';
}

/* ---- the whole file ---- */

/* UTF-16 hides its line ends: they are counted in what it decodes to. Both count a block, and return how many of its
 * bytes need not be seen again. */
static size_t count_utf16(dc_inquiry *inquiry, dc_text block, bool last) {
  dc_decoder decoder;
  (void)dc_decoder_open(&decoder, inquiry->encoding);
  dc_flaws flaws = {0};
  size_t used;
  char *text = dc_zeroed(dc_decoded_most(block.length), 1);
  size_t size = dc_decode(&decoder, block, last, text, &used, &flaws);
  count_line_ends(inquiry, (dc_text){text, size});
  free(text);
  free(flaws.items);
  return used;
}

static size_t count_bytes(dc_inquiry *inquiry, dc_text block, bool last) {
  uint64_t before = inquiry->census.twice;
  uint64_t lines = inquiry->source->ends.lf + inquiry->source->ends.crlf + inquiry->source->ends.cr;
  dc_text text = dc_text_slice(block, 0, dc_census_add(&inquiry->census, block, last));
  count_line_ends(inquiry, text);
  if (!before && inquiry->census.twice) {
    dc_text until = dc_text_slice(text, 0, inquiry->census.first_twice);
    uint64_t feeds = count_byte(until, '\n'), carriages = count_byte(until, '\r');
    inquiry->twice_line = (uint32_t)(lines + (feeds > carriages ? feeds : carriages) + 1);
  }
  return text.length;
}

static void look_at_start(dc_inquiry *inquiry, dc_text start) {
  inquiry->sample_size = start.length < SAMPLE ? start.length : SAMPLE;
  memcpy(inquiry->sample, start.data, inquiry->sample_size);
  inquiry->marked = dc_text_starts(start, DC_TEXT(DC_MARK_UTF8));
  inquiry->utf16 = dc_encoding_is_utf16(start, &inquiry->encoding, &inquiry->confidence);
}

/* Reads a block and counts it. */
static bool count_block(void *context, size_t slot) {
  dc_inquiry *inquiry = context;
  dc_survey_block *block = &inquiry->blocks[slot];
  block->again = (size_t)(inquiry->read - inquiry->counted);
  inquiry->error = read_at(inquiry, block->bytes, inquiry->block, inquiry->counted, &block->size);
  if (block->size < block->again) block->size = block->again; /* the file has shrunk: it is refused below */
  bool last = block->size < inquiry->block || inquiry->error;
  dc_text text = {block->bytes, block->size};
  if (inquiry->counted == 0) look_at_start(inquiry, text);
  inquiry->read = inquiry->counted + block->size;
  inquiry->counted += inquiry->utf16 ? count_utf16(inquiry, text, last) : count_bytes(inquiry, text, last);
  return !last;
}

static void digest_block(void *context, size_t slot) {
  dc_inquiry *inquiry = context;
  const dc_survey_block *block = &inquiry->blocks[slot];
  dc_hasher_add(&inquiry->hasher, block->bytes + block->again, block->size - block->again);
}

static void read_file(dc_inquiry *inquiry) {
  inquiry->sample = dc_zeroed(inquiry->block < SAMPLE ? inquiry->block : SAMPLE, 1);
  for (size_t slot = 0; slot < DC_RELAY_SLOTS; slot++) inquiry->blocks[slot].bytes = dc_zeroed(inquiry->block, 1);
  dc_hasher_begin(&inquiry->hasher);
  dc_relay(dc_threads_for(inquiry->source->size, dc_processors()), count_block, digest_block, inquiry);
  inquiry->source->digest = dc_hasher_end(&inquiry->hasher);
  for (size_t slot = 0; slot < DC_RELAY_SLOTS; slot++) free(inquiry->blocks[slot].bytes);
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
  read_file(inquiry);
  if (inquiry->error) return refused(source, diagnostics, inquiry->error);
  if (inquiry->read != source->size) {
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
  bool surveyed = survey_open(inquiry, diagnostics);
  free(inquiry->sample);
  free(inquiry);
  close(descriptor);
  return surveyed;
}
