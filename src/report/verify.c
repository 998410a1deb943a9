/* Reading a workbook back. libxlsxwriter does not notice a full disk under its temporary files: what it leaves is a
 * valid ZIP with sheets cut short. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "report/workbook.h"

static const char UNREADABLE[] = "le classeur écrit ne se relit pas (disque plein ?)";
static const char CUT_SHORT[] = "le classeur relu n'a pas toutes ses lignes (disque plein ?)";

/* What was seen of a part read block after block. */
typedef struct {
  size_t rows;
  bool closed; /* its last bytes end a sheet */
} dc_scan;

static const char ROW[] = "<row ", CLOSING[] = "</worksheet>";
enum { ROW_LENGTH = sizeof ROW - 1, CLOSING_LENGTH = sizeof CLOSING - 1 };

static size_t count_rows(const char *bytes, size_t size) {
  const char *end = bytes + size;
  size_t rows = 0;
  while ((bytes = memmem(bytes, (size_t)(end - bytes), ROW, ROW_LENGTH)) != NULL) {
    bytes += ROW_LENGTH;
    rows++;
  }
  return rows;
}

/* Reads one part to its end, which checks its CRC. The last bytes of a block are kept before the next: what is looked
 * for may lie across both. */
static bool read_part(zip_t *archive, zip_uint64_t number, dc_scan *state) {
  enum { BLOCK = 1 << 16 };
  zip_file_t *part = zip_fopen_index(archive, number, 0);
  if (!part) return false;
  char *block = dc_zeroed(CLOSING_LENGTH + BLOCK, 1);
  size_t kept = 0;
  zip_int64_t size;
  while ((size = zip_fread(part, block + kept, BLOCK)) > 0) {
    size_t counted = kept < ROW_LENGTH ? 0 : kept - (ROW_LENGTH - 1), length = kept + (size_t)size;
    state->rows += count_rows(block + counted, length - counted);
    kept = length < CLOSING_LENGTH ? length : CLOSING_LENGTH;
    memmove(block, block + length - kept, kept);
  }
  state->closed = kept == CLOSING_LENGTH && memcmp(block, CLOSING, CLOSING_LENGTH) == 0;
  free(block);
  return zip_fclose(part) == 0 && size == 0;
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
    if (number > count || !state.closed || state.rows != sheets[number - 1].rows) return CUT_SHORT;
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
