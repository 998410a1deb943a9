/* First pass over a file: digest, encoding, separator. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decompte/reader.h"
#include "decompte/system.h"

enum { BLOCK = 1 << 18, SAMPLE = 1 << 14, LONGEST_CHARACTER = 4 };

const char *dc_encoding_name(dc_encoding encoding) {
  static const char *const names[] = {"UTF-8", "UTF-8 avec BOM", "Windows-1252"};
  return names[encoding];
}

/* Bytes at the end of `text` that begin a UTF-8 character which is not whole. */
static size_t unfinished(dc_text text) {
  for (size_t back = 1; back < LONGEST_CHARACTER && back <= text.length; back++) {
    unsigned char byte = (unsigned char)text.data[text.length - back];
    if ((byte & 0xC0) == 0x80) continue;
    size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return size > back ? back : 0;
  }
  return 0;
}

/* The separator that the first line with any text uses most; the order of the candidates settles ties. */
static char guess_separator(dc_text sample) {
  static const char candidates[] = {';', '\t', '|', ','};
  size_t counts[sizeof candidates] = {0};
  bool quoted = false, any = false;
  for (size_t i = 0; i < sample.length; i++) {
    char c = sample.data[i];
    if ((c == '\n' || c == '\r') && !quoted && any) break;
    if (c == '"') quoted = !quoted;
    any = any || (c != '\n' && c != '\r' && c != ' ');
    for (size_t k = 0; k < sizeof candidates && !quoted; k++) counts[k] += c == candidates[k];
  }
  size_t best = 0;
  for (size_t k = 1; k < sizeof candidates; k++) {
    if (counts[k] > counts[best]) best = k;
  }
  return candidates[best];
}

/* Reads the file to its end. `block` has room for BLOCK bytes and the start of a character carried over. */
static bool survey_blocks(dc_source *source, int descriptor, dc_hasher *hasher, char *block) {
  size_t carried = 0;
  bool utf8 = true, first = true;
  for (;;) {
    ssize_t size = read(descriptor, block + carried, BLOCK);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    if (size == 0) break;
    dc_hasher_add(hasher, block + carried, (size_t)size);
    source->size += (uint64_t)size;
    dc_text text = {block, carried + (size_t)size};
    bool bom = first && dc_text_starts(text, DC_TEXT("\xEF\xBB\xBF"));
    if (bom) source->dialect.encoding = DC_UTF8_BOM;
    if (first) source->dialect.separator = guess_separator(dc_text_slice(text, bom ? 3 : 0, SAMPLE));
    first = false;
    carried = unfinished(text);
    dc_text whole = dc_text_slice(text, 0, text.length - carried);
    utf8 = utf8 && dc_text_is_utf8(whole);
    memmove(block, block + whole.length, carried);
  }
  if ((!utf8 || carried) && source->dialect.encoding != DC_UTF8_BOM) source->dialect.encoding = DC_WINDOWS_1252;
  return true;
}

bool dc_survey(dc_source *source, dc_diagnostics *diagnostics) {
  source->size = 0;
  source->dialect = (dc_dialect){.encoding = DC_UTF8, .separator = ';', .quote = '"', .escape = '"'};
  /* O_NONBLOCK: opening a FIFO must not wait for a writer; it is refused below. */
  int descriptor = open(source->path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (descriptor < 0 || fstat(descriptor, &status) != 0) {
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture impossible : %s", dc_system_message(errno));
    if (descriptor >= 0) close(descriptor);
    return false;
  }
  if (!S_ISREG(status.st_mode)) {
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "ce n'est pas un fichier ordinaire");
    close(descriptor);
    return false;
  }
  source->modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  char *block = dc_zeroed(BLOCK + LONGEST_CHARACTER, 1);
  bool read = survey_blocks(source, descriptor, &hasher, block);
  if (!read)
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture impossible : %s", dc_system_message(errno));
  free(block);
  close(descriptor);
  source->digest = dc_hasher_end(&hasher);
  return read;
}
