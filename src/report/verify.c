/* Reading a workbook back. libxlsxwriter does not notice a full disk under its temporary files: what it leaves is a
 * valid ZIP with sheets cut short. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "report/workbook.h"

static const char UNREADABLE[] = "le classeur écrit ne se relit pas (disque plein ?)";
static const char CUT_SHORT[] = "le classeur relu n'a pas toutes ses lignes (disque plein ?)";

/* Counts an element's opening tags in a stream cut anywhere, and keeps its last bytes. */
typedef struct {
  size_t matched, rows;
  char tail[16];
  size_t tail_length;
} dc_scan;

static const char ROW[] = "<row ", CLOSING[] = "</worksheet>";
enum { CLOSING_LENGTH = sizeof CLOSING - 1 };

static void scan(dc_scan *state, const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (bytes[i] == ROW[state->matched])
      state->matched++;
    else
      state->matched = bytes[i] == '<';
    if (state->matched == sizeof ROW - 1) {
      state->rows++;
      state->matched = 0;
    }
  }
  if (size >= CLOSING_LENGTH) {
    memcpy(state->tail, bytes + size - CLOSING_LENGTH, CLOSING_LENGTH);
    state->tail_length = CLOSING_LENGTH;
    return;
  }
  size_t kept = state->tail_length + size > CLOSING_LENGTH ? CLOSING_LENGTH - size : state->tail_length;
  memmove(state->tail, state->tail + state->tail_length - kept, kept);
  memcpy(state->tail + kept, bytes, size);
  state->tail_length = kept + size;
}

/* Reads one part to its end, which checks its CRC. */
static bool read_part(zip_t *archive, zip_uint64_t number, dc_scan *state) {
  enum { BLOCK = 1 << 16 };
  zip_file_t *part = zip_fopen_index(archive, number, 0);
  if (!part) return false;
  char *block = dc_zeroed(BLOCK, 1);
  zip_int64_t size;
  while ((size = zip_fread(part, block, BLOCK)) > 0) scan(state, block, (size_t)size);
  bool whole = size == 0;
  free(block);
  return zip_fclose(part) == 0 && whole;
}

/* Number of the sheet that a part holds, from 1; 0 for other parts. */
static size_t sheet_number(const char *name) {
  unsigned number = 0;
  int end = 0;
  bool sheet = sscanf(name, "xl/worksheets/sheet%u.xml%n", &number, &end) == 1 && name[end] == '\0' && end > 0;
  return sheet ? number : 0;
}

static const char *check_parts(zip_t *archive, const dc_sheet_count *sheets, size_t count) {
  zip_int64_t parts = zip_get_num_entries(archive, 0);
  size_t seen = 0;
  for (zip_int64_t i = 0; i < parts; i++) {
    dc_scan state = {0};
    const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
    if (!name || !read_part(archive, (zip_uint64_t)i, &state)) return UNREADABLE;
    size_t number = sheet_number(name);
    if (!number) continue;
    bool closed = state.tail_length == CLOSING_LENGTH && memcmp(state.tail, CLOSING, CLOSING_LENGTH) == 0;
    if (number > count || !closed || state.rows != sheets[number - 1].rows) return CUT_SHORT;
    seen++;
  }
  return seen == count ? NULL : CUT_SHORT;
}

const char *dc_workbook_verify(const char *path, const dc_sheet_count *sheets, size_t count) {
  int error = 0;
  zip_t *archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (!archive) return UNREADABLE;
  const char *verdict = check_parts(archive, sheets, count);
  zip_discard(archive);
  return verdict;
}
