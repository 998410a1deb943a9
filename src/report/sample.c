#include "report/sample.h"

#include <stdlib.h>

/* ---- seed and numbers ---- */

static int compare_names(const void *left, const void *right) {
  const dc_source *const *a = left, *const *b = right;
  return dc_text_compare((*a)->name, (*b)->name);
}

dc_digest dc_sample_seed(const dc_dossier *dossier, dc_text word) {
  dc_arena scratch = {0};
  const dc_source **sources = DC_NEW_ARRAY(&scratch, dossier->file_count, const dc_source *);
  for (size_t i = 0; i < dossier->file_count; i++) sources[i] = &dossier->files[i].source;
  if (dossier->file_count) qsort(sources, dossier->file_count, sizeof(const dc_source *), compare_names);
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  for (size_t i = 0; i < dossier->file_count; i++) {
    dc_text line = dc_text_format(&scratch, "%s  " DC_S "\n", sources[i]->digest.hex, DC_ARG(sources[i]->name));
    dc_hasher_add(&hasher, line.data, line.length);
  }
  dc_hasher_add(&hasher, word.data, word.length);
  dc_arena_free(&scratch);
  return dc_hasher_end(&hasher);
}

uint64_t dc_sample_number(const dc_digest *seed, dc_text file, uint32_t line) {
  char tail[16];
  int length = snprintf(tail, sizeof tail, ";%u", line);
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  dc_hasher_add(&hasher, seed->hex, sizeof seed->hex - 1);
  dc_hasher_add(&hasher, ";", 1);
  dc_hasher_add(&hasher, file.data, file.length);
  dc_hasher_add(&hasher, tail, (size_t)length);
  dc_digest digest = dc_hasher_end(&hasher);
  uint64_t number = 0;
  for (int i = 0; i < 16; i++) {
    char c = digest.hex[i];
    number = number << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return number;
}

/* ---- smallest numbers ---- */

static int compare_numbers(const void *left, const void *right) {
  const dc_drawable *a = left, *b = right;
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  return (a->item > b->item) - (a->item < b->item);
}

static int compare_strata(const void *left, const void *right) {
  const dc_drawable *a = left, *b = right;
  if (a->stratum != b->stratum) return a->stratum < b->stratum ? -1 : 1;
  return compare_numbers(left, right);
}

size_t dc_sample_simple(dc_drawable *items, size_t count, size_t wanted) {
  if (count) qsort(items, count, sizeof *items, compare_numbers);
  return wanted < count ? wanted : count;
}

/* ---- strata ---- */

/* One each, then in proportion to the items by largest remainders; of equal ones, the first stratum. */
static void share_out(const size_t sizes[], size_t strata, size_t count, size_t wanted, size_t *shares) {
  size_t given = 0;
  for (size_t i = 0; i < strata; i++) {
    shares[i] = sizes[i] * wanted / count;
    if (shares[i] == 0 && sizes[i]) shares[i] = 1;
    given += shares[i];
  }
  bool *raised = dc_zeroed(strata, sizeof *raised);
  while (given < wanted) {
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < strata; i++) {
      bool better = best == SIZE_MAX || sizes[i] * wanted % count > sizes[best] * wanted % count;
      if (!raised[i] && shares[i] < sizes[i] && better) best = i;
    }
    if (best == SIZE_MAX) break;
    raised[best] = true;
    shares[best]++;
    given++;
  }
  free(raised);
}

size_t dc_sample_stratified(dc_drawable *items, size_t count, size_t strata, size_t wanted, size_t *shares) {
  if (count == 0) return 0;
  size_t *sizes = dc_zeroed(strata, sizeof *sizes);
  for (size_t i = 0; i < count; i++) sizes[items[i].stratum]++;
  share_out(sizes, strata, count, wanted < count ? wanted : count, shares);
  qsort(items, count, sizeof *items, compare_strata);
  size_t drawn = 0, first = 0;
  for (size_t i = 0; i < strata; i++) {
    for (size_t k = 0; k < shares[i]; k++) items[drawn++] = items[first + k];
    first += sizes[i];
  }
  free(sizes);
  return drawn;
}

/* ---- in proportion to size ---- */

dc_sample_walk dc_sample_begin(const dc_digest *seed, int64_t total, size_t wanted) {
  DC_ASSERT(total > 0 && wanted > 0);
  int64_t interval = total / (int64_t)wanted;
  if (interval < 1) interval = 1;
  uint64_t start = dc_sample_number(seed, DC_TEXT("départ"), 0) % (uint64_t)interval;
  return (dc_sample_walk){.interval = interval, .next = (int64_t)start};
}

size_t dc_sample_step(dc_sample_walk *walk, int64_t size) {
  size_t drawn = 0;
  walk->counted += size;
  for (; walk->next < walk->counted; walk->next += walk->interval) drawn++;
  return drawn;
}
