#include "input/layout.h"

#include "input/shape.h"

typedef struct {
  dc_arena *arena;
  const dc_sample *sample;
  const dc_source *source;
  const dc_headers *headers;
  const dc_lexicon *lexicon;
  const dc_table *table;
} dc_search;

/* A header that a file might have: one record, or two records joined cell by cell. */
typedef struct {
  dc_record record;
  size_t first, rows; /* in the sample */
  size_t bound;       /* columns of the table that it names */
  bool complete;      /* all required ones are among them */
} dc_candidate;

/* ---- candidates ---- */

static dc_text joined(dc_arena *arena, dc_text above, dc_text below) {
  if (!above.length || !below.length) return above.length ? above : below;
  return dc_text_format(arena, DC_S " " DC_S, DC_ARG(above), DC_ARG(below));
}

/* Two rows as one. With `spread`, a name of the upper row stands for the empty cells on its right too, as a title over
 * several columns does. */
static dc_record join_rows(dc_arena *arena, const dc_record *upper, const dc_record *lower, bool spread) {
  dc_record record = *lower;
  record.count = upper->count > lower->count ? upper->count : lower->count;
  record.fields = DC_NEW_ARRAY(arena, record.count, dc_text);
  dc_text title = {0};
  for (size_t i = 0; i < record.count; i++) {
    dc_text above = i < upper->count ? upper->fields[i] : (dc_text){0};
    if (above.length || !spread) title = above;
    record.fields[i] = joined(arena, title, i < lower->count ? lower->fields[i] : (dc_text){0});
  }
  return record;
}

static dc_record without_empty_tail(dc_record record) {
  while (record.count && record.fields[record.count - 1].length == 0) record.count--;
  return record;
}

/* Of no table, no column is named. */
static dc_candidate scored(const dc_search *search, dc_record record, size_t first, size_t rows) {
  dc_candidate candidate = {.record = without_empty_tail(record), .first = first, .rows = rows};
  if (!search->table) return candidate;
  candidate.bound = dc_headers_score(search->headers, search->table, candidate.record.fields, candidate.record.count,
                                     &candidate.complete);
  return candidate;
}

static bool is_better(const dc_candidate *a, const dc_candidate *b) {
  if (a->complete != b->complete) return a->complete;
  return a->bound > b->bound;
}

/* The header that rows `at` and `at` + 1 make together, when it names more than `best` does. */
static void try_pair(const dc_search *search, size_t at, dc_candidate *best) {
  const dc_sample *sample = search->sample;
  if (at + 1 >= sample->count || !dc_shape_may_name(&sample->items[at + 1].record)) return;
  for (int spread = 0; spread < 2; spread++) {
    dc_record record = join_rows(search->arena, &sample->items[at].record, &sample->items[at + 1].record, spread == 1);
    dc_candidate pair = scored(search, record, at, 2);
    if (pair.complete && is_better(&pair, best)) *best = pair;
  }
}

/* The best header of the sample; of equals, the first, on the fewest rows. */
static dc_candidate best_header(const dc_search *search) {
  dc_candidate best = {0};
  const dc_sample *sample = search->sample;
  for (size_t i = 0; i < sample->count && !best.complete; i++) {
    if (!dc_shape_may_name(&sample->items[i].record)) continue;
    dc_candidate alone = scored(search, sample->items[i].record, i, 1);
    if (is_better(&alone, &best)) best = alone;
  }
  if (best.complete) {
    size_t at = best.first;
    if (at > 0) try_pair(search, at - 1, &best);
    try_pair(search, at, &best);
    return best;
  }
  for (size_t i = 0; i < sample->count; i++) try_pair(search, i, &best);
  return best;
}

/* ---- what is stated ---- */

/* The header on the rows that the user states; without statement, `candidate`. */
static dc_candidate stated_header(const dc_search *search, dc_candidate candidate) {
  const dc_dialect_given *given = &search->source->given;
  const dc_sample *sample = search->sample;
  size_t first = given->has_preamble ? dc_shape_after(sample, given->preamble) : candidate.first;
  if (!given->has_headers && (!given->has_preamble || candidate.first == first)) return candidate;
  size_t rows = given->has_headers ? given->headers : 1;
  if (first >= sample->count) return (dc_candidate){.first = first};
  if (rows == 0) return (dc_candidate){.first = first};
  dc_record record = sample->items[first].record;
  for (size_t i = 1; i < rows && first + i < sample->count; i++) {
    record = join_rows(search->arena, &record, &sample->items[first + i].record, false);
  }
  return scored(search, record, first, rows);
}

/* ---- layouts ---- */

static dc_layout layout_of(const dc_search *search, const dc_candidate *candidate) {
  dc_layout layout = {.header_rows = (uint32_t)candidate->rows, .header = candidate->record};
  const dc_sample *sample = search->sample;
  layout.first = candidate->first < sample->count ? sample->items[candidate->first].record.number : UINT32_MAX;
  layout.usual = dc_shape_usual(sample, candidate->first + candidate->rows);
  if (search->table) layout.table = search->table->name;
  return layout;
}

/* Columns by position, where nothing was recognised as a header. */
static bool by_position(const dc_search *search, size_t first, dc_layout *layout) {
  dc_record header = dc_shape_by_position(search->arena, search->sample, first, search->lexicon, search->table);
  if (header.count == 0) return false;
  dc_candidate none = {.first = first, .record = header};
  *layout = layout_of(search, &none);
  return true;
}

dc_layout dc_layout_find(dc_arena *arena, const dc_sample *sample, const dc_source *source, const dc_headers *headers,
                         const dc_lexicon *lexicon, dc_text name) {
  dc_table table;
  dc_table_init(&table, arena, lexicon, name);
  dc_search search = {arena, sample, source, headers, lexicon, &table};
  dc_candidate header = stated_header(&search, best_header(&search));
  dc_layout layout;
  bool stated = source->given.has_headers || source->given.has_preamble;
  bool nameless = stated ? header.rows == 0 : header.bound < 2;
  size_t first = header.rows || stated ? header.first : dc_shape_first_row(sample);
  if (nameless && by_position(&search, first, &layout)) return layout;
  if (header.bound == 0 && header.rows == 0 && sample->count) header = scored(&search, sample->items[0].record, 0, 1);
  return layout_of(&search, &header);
}

/* Tables that a file may be; the lexicon has others, which the program derives. */
static bool is_file_table(dc_text table) {
  static const dc_text names[] = {
      DC_TEXT_INIT("marches"),      DC_TEXT_INIT("participants"), DC_TEXT_INIT("releves"),
      DC_TEXT_INIT("evenements"),   DC_TEXT_INIT("groupements"),  DC_TEXT_INIT("lieux"),
      DC_TEXT_INIT("eligibilites"), DC_TEXT_INIT("contrats"),     DC_TEXT_INIT("attestations"),
      DC_TEXT_INIT("communes"),     DC_TEXT_INIT("epci"),
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (dc_text_equal(table, names[i])) return true;
  }
  return false;
}

/* A table is recognised by two columns at least, and by half of the names, unless nothing required is missing. */
static bool is_recognised(const dc_candidate *candidate) {
  return candidate->bound >= 2 && (candidate->complete || candidate->bound * 2 >= candidate->record.count);
}

static dc_layout of_unknown_columns(const dc_search *search) {
  size_t at = dc_shape_header(search->sample);
  bool named = at < search->sample->count;
  dc_candidate header = {.first = named ? at : dc_shape_first_row(search->sample), .rows = named};
  if (named) header.record = without_empty_tail(search->sample->items[at].record);
  header = stated_header(search, header);
  if (header.rows == 0) header.record = dc_shape_numbered(search->arena, search->sample, header.first);
  return layout_of(search, &header);
}

dc_layout dc_layout_guess(dc_arena *arena, const dc_sample *sample, const dc_source *source, const dc_headers *headers,
                          const dc_lexicon *lexicon) {
  dc_search search = {arena, sample, source, headers, lexicon, NULL};
  dc_candidate best = {0};
  dc_text seen = {0};
  dc_text table = {0};
  for (uint32_t i = 0; i < lexicon->count; i++) {
    dc_text name = lexicon->fields[i].table;
    if (dc_text_equal(name, seen) || !is_file_table(name)) continue;
    seen = name;
    dc_table columns;
    dc_table_init(&columns, arena, lexicon, name);
    search.table = &columns;
    dc_candidate candidate = best_header(&search);
    if (!is_recognised(&candidate) || !is_better(&candidate, &best)) continue;
    best = candidate;
    table = name;
  }
  search.table = NULL;
  dc_layout layout =
      table.length ? dc_layout_find(arena, sample, source, headers, lexicon, table) : of_unknown_columns(&search);
  layout.guessed = true;
  return layout;
}
