#include "report/portions.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uint32_t marche, titulaire, epci, participant;
} dc_run_key;

/* What a portion is told by: its number of run, and its work. */
typedef struct {
  uint32_t run;
  dc_work work;
} dc_portion_key;

typedef struct {
  const dc_portions *portions;
  dc_index runs, keys; /* dc_run_key; dc_portion_key */
  dc_totals *totals;   /* by number in `keys` */
  size_t capacity;
  struct {
    dc_run_key run;
    dc_work work;
    uint32_t number; /* + 1; 0: none yet */
  } * previous;      /* by participant: most records are like the one before */
} dc_gathering;

/* ---- what records say ---- */

dc_work dc_record_work(const dc_portions *portions, size_t row) {
  const dc_accounts *accounts = portions->accounts;
  uint32_t contrat = accounts->contrat_of ? accounts->contrat_of[row] : 0;
  dc_work work = {.commune = dc_account_commune(accounts, row)};
  if (!work.commune && accounts->marches[accounts->marche_of[row]].lieu_count) work.commune = DC_SEVERAL_COMMUNES;
  if (!contrat) return work;
  work.mode = dc_id_at(portions->mode, contrat - 1);
  work.nature = dc_id_at(portions->nature, contrat - 1);
  return work;
}

bool dc_work_equal(const dc_work *a, const dc_work *b) {
  return a->mode == b->mode && a->nature == b->nature && a->commune == b->commune;
}

/* ---- the records, once ---- */

static bool same_run(const dc_run_key *a, const dc_run_key *b) {
  return a->marche == b->marche && a->titulaire == b->titulaire && a->epci == b->epci &&
         a->participant == b->participant;
}

/* Of the portion; its totals are there. */
static uint32_t number_of(dc_gathering *gathering, const dc_run_key *run, const dc_work *work) {
  if (gathering->previous[run->participant].number && same_run(&gathering->previous[run->participant].run, run) &&
      dc_work_equal(&gathering->previous[run->participant].work, work))
    return gathering->previous[run->participant].number - 1;
  dc_portion_key key = {dc_index_find(&gathering->runs, run), *work};
  DC_ASSERT(key.run != UINT32_MAX);
  bool added;
  uint32_t number = dc_index_add(&gathering->keys, &key, &added);
  gathering->totals = dc_grow(gathering->totals, &gathering->capacity, number + 1u, sizeof *gathering->totals);
  if (added) gathering->totals[number] = (dc_totals){0};
  gathering->previous[run->participant].run = *run;
  gathering->previous[run->participant].work = *work;
  gathering->previous[run->participant].number = number + 1;
  return number;
}

static void gather_row(dc_gathering *gathering, size_t row) {
  const dc_accounts *accounts = gathering->portions->accounts;
  dc_work work = dc_record_work(gathering->portions, row);
  dc_run_key run = {accounts->marche_of[row], accounts->titulaire_of[row], 0, accounts->participant_of[row]};
  dc_share shares[DC_SHARES];
  size_t count = dc_account_shares(accounts, row, shares);
  for (size_t i = 0; i < count; i++) {
    run.epci = shares[i].epci;
    uint32_t number = number_of(gathering, &run, &work);
    dc_totals_add(&gathering->totals[number], &shares[i].totals);
  }
}

/* Cumuls of one run follow one another: runs are numbered in the order of cumuls. */
static void find_runs(dc_portions *portions, dc_gathering *gathering) {
  const dc_accounts *accounts = portions->accounts;
  portions->run_of = dc_zeroed(accounts->cumul_count, sizeof *portions->run_of);
  for (size_t i = 0; i < accounts->cumul_count; i++) {
    const dc_cumul *cumul = &accounts->cumuls[i];
    dc_run_key key = {cumul->marche, cumul->titulaire, cumul->epci, cumul->participant};
    portions->run_of[i] = dc_index_add(&gathering->runs, &key, NULL);
    DC_ASSERT(portions->run_of[i] + 1u == gathering->runs.count);
  }
}

/* ---- order ---- */

int dc_compare_told(const dc_accounts *accounts, uint32_t a, uint32_t b) {
  if (a == b) return 0;
  if (a == DC_SEVERAL_COMMUNES || b == DC_SEVERAL_COMMUNES) return a < b ? -1 : 1;
  return dc_text_compare(dc_intern_text(accounts->intern, a), dc_intern_text(accounts->intern, b));
}

static int compare_portions(const void *left, const void *right, void *context) {
  const dc_portion *a = left, *b = right;
  if (a->run != b->run) return a->run < b->run ? -1 : 1;
  int order = dc_compare_told(context, a->work.mode, b->work.mode);
  if (order == 0) order = dc_compare_told(context, a->work.nature, b->work.nature);
  return order ? order : dc_compare_told(context, a->work.commune, b->work.commune);
}

static void sort(dc_portions *portions, const dc_gathering *gathering) {
  size_t count = portions->count = gathering->keys.count, runs = gathering->runs.count;
  portions->items = dc_zeroed(count, sizeof *portions->items);
  portions->first_of_run = dc_zeroed(runs + 1, sizeof *portions->first_of_run);
  for (size_t i = 0; i < count; i++) {
    dc_portion_key key;
    memcpy(&key, gathering->keys.keys + i * sizeof key, sizeof key);
    portions->items[i] = (dc_portion){key.run, key.work, gathering->totals[i]};
    portions->first_of_run[key.run + 1]++;
  }
  for (size_t i = 0; i < runs; i++) portions->first_of_run[i + 1] += portions->first_of_run[i];
  if (count)
    qsort_r(portions->items, count, sizeof *portions->items, compare_portions, (void *)(uintptr_t)portions->accounts);
}

/* ---- where persons live ---- */

static void find_residences(dc_portions *portions) {
  const dc_accounts *accounts = portions->accounts;
  const dc_table *participants = &accounts->dossier->tables[DC_PARTICIPANTS];
  const dc_column *commune = dc_table_column(participants, "commune_residence");
  portions->residence = dc_zeroed(participants->rows, sizeof *portions->residence);
  for (size_t i = 0; accounts->territory && i < participants->rows; i++) {
    uint32_t lives = dc_id_at(commune, i);
    if (lives) portions->residence[i] = dc_territory_epci(accounts->territory, lives, accounts->statement);
  }
}

/* ---- all of it ---- */

void dc_portions_init(dc_portions *portions, const dc_accounts *accounts) {
  const dc_table *tables = accounts->dossier->tables;
  *portions = (dc_portions){.accounts = accounts,
                            .mode = dc_table_column(&tables[DC_CONTRATS], "mode"),
                            .nature = dc_table_column(&tables[DC_CONTRATS], "nature")};
  dc_gathering gathering = {.portions = portions,
                            .previous = dc_zeroed(tables[DC_PARTICIPANTS].rows, sizeof *gathering.previous)};
  dc_index_init(&gathering.runs, sizeof(dc_run_key));
  dc_index_init(&gathering.keys, sizeof(dc_portion_key));
  find_runs(portions, &gathering);
  for (size_t row = 0; row < tables[DC_RELEVES].rows; row++)
    if (dc_account_in_journal(accounts, row)) gather_row(&gathering, row);
  sort(portions, &gathering);
  find_residences(portions);
  dc_index_free(&gathering.runs);
  dc_index_free(&gathering.keys);
  free(gathering.totals);
  free(gathering.previous);
}

void dc_portions_free(dc_portions *portions) {
  free(portions->items);
  free(portions->run_of);
  free(portions->first_of_run);
  free(portions->residence);
  *portions = (dc_portions){0};
}
