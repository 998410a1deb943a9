#include "decp/numbers.h"

#include "decompte/intern.h"

/* ---- one number, different markets or buyers ---- */

typedef struct {
  dc_text (*key)(const dc_decp_row *row, dc_arena *scratch); /* rows of one key should agree; empty: of none */
  const dc_decp_field *fields;                               /* on these */
  size_t field_count;
} agreement;

static dc_text id_of(const dc_decp_row *row, dc_arena *scratch) {
  (void)scratch;
  return row->fields[DC_DECP_ID];
}

static dc_text buyer_and_id(const dc_decp_row *row, dc_arena *scratch) {
  dc_text id = row->fields[DC_DECP_ID];
  if (id.length == 0) return id;
  return dc_text_format(scratch, DC_S "\n" DC_S, DC_ARG(row->fields[DC_DECP_BUYER]), DC_ARG(id));
}

static bool agree(const agreement *on, const dc_decp_row *a, const dc_decp_row *b) {
  bool equal = true;
  for (size_t i = 0; i < on->field_count; i++)
    equal = equal && dc_text_equal(a->fields[on->fields[i]], b->fields[on->fields[i]]);
  return equal;
}

/* By row, whether the rows of its key differ. In `scratch`. */
static const bool *find_disagreements(const dc_decp *decp, const agreement *on, dc_arena *scratch) {
  uint32_t *keys = DC_NEW_ARRAY(scratch, decp->row_count, uint32_t);
  uint32_t *first = DC_NEW_ARRAY(scratch, (size_t)decp->row_count + 1, uint32_t); /* row, by key */
  bool *differ = DC_NEW_ARRAY(scratch, (size_t)decp->row_count + 1, bool);        /* by key */
  bool *result = DC_NEW_ARRAY(scratch, decp->row_count, bool);
  dc_intern intern;
  dc_intern_init(&intern);
  for (uint32_t r = 0; r < decp->row_count; r++) {
    uint32_t known = intern.count, key = keys[r] = dc_intern_add(&intern, on->key(&decp->rows[r], scratch));
    if (key >= known) first[key] = r;
    differ[key] = key && (differ[key] || !agree(on, &decp->rows[first[key]], &decp->rows[r]));
  }
  for (uint32_t r = 0; r < decp->row_count; r++) result[r] = differ[keys[r]];
  dc_intern_free(&intern);
  return result;
}

/* ---- rows that come again ---- */

static dc_text whole_row(const dc_decp_row *row, dc_arena *scratch) {
  dc_builder text = {.arena = scratch};
  for (int f = 0; f < DC_DECP_FIELDS; f++) dc_builder_format(&text, DC_S "\n", DC_ARG(row->fields[f]));
  for (uint32_t i = 0; i < row->change_count; i++) {
    const dc_decp_change *c = &row->changes[i];
    dc_builder_format(&text, DC_S "\n" DC_S "\n" DC_S "\n", DC_ARG(c->date), DC_ARG(c->months), DC_ARG(c->amount));
  }
  return dc_builder_text(&text);
}

static void mark_repeated(const dc_decp *decp, dc_decp_number *numbers) {
  dc_arena scratch = {0};
  dc_intern rows;
  dc_intern_init(&rows);
  for (uint32_t r = 0; r < decp->row_count; r++) {
    dc_arena_reset(&scratch);
    uint32_t known = rows.count;
    numbers[r].repeated = dc_intern_add(&rows, whole_row(&decp->rows[r], &scratch)) < known;
  }
  dc_intern_free(&rows);
  dc_arena_free(&scratch);
}

dc_decp_number *dc_decp_compare_numbers(const dc_decp *decp, dc_arena *arena) {
  static const dc_decp_field buyer[] = {DC_DECP_BUYER};
  static const dc_decp_field market[] = {DC_DECP_OBJECT, DC_DECP_AMOUNT, DC_DECP_NOTIFIED};
  dc_decp_number *numbers = DC_NEW_ARRAY(arena, decp->row_count, dc_decp_number);
  dc_arena scratch = {0};
  const bool *shared = find_disagreements(decp, &(agreement){id_of, buyer, 1}, &scratch);
  const bool *equivocal = find_disagreements(decp, &(agreement){buyer_and_id, market, 3}, &scratch);
  for (uint32_t r = 0; r < decp->row_count; r++) numbers[r] = (dc_decp_number){shared[r], equivocal[r], false};
  dc_arena_free(&scratch);
  mark_repeated(decp, numbers);
  return numbers;
}
