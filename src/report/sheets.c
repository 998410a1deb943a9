/* The survey of a workbook: one pass over its cumuls and records, before any sheet is written. */
#include "report/breakdown.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- keys ---- */

dc_text dc_sheets_key(dc_sheets *sheets, char letter, int width, size_t place, size_t count) {
  int needed = 1;
  for (size_t rest = count; rest >= 10; rest /= 10) needed++;
  if (needed > width) width = needed;
  int length = snprintf(sheets->key, sizeof sheets->key, "%c%0*zu", letter, width, place + 1);
  return (dc_text){sheets->key, (size_t)length};
}

dc_text dc_line_key(dc_sheets *sheets, size_t line) {
  return dc_sheets_key(sheets, 'M', 4, line, sheets->book->line_count);
}

dc_text dc_cumul_key_text(dc_sheets *sheets, size_t cumul) {
  return dc_sheets_key(sheets, 'C', 6, cumul, sheets->book->cumul_count);
}

dc_text dc_beneficiary_key(dc_sheets *sheets, size_t person) {
  return dc_sheets_key(sheets, 'B', 5, person, sheets->beneficiary_count);
}

dc_text dc_reason_key_text(dc_sheets *sheets, size_t reason) {
  return dc_sheets_key(sheets, 'R', 3, reason, sheets->reason_count);
}

dc_text dc_rule_key_text(dc_sheets *sheets, size_t rule) {
  return dc_sheets_key(sheets, 'A', 3, rule, sheets->rule_count);
}
dc_text dc_stratum_key(dc_sheets *sheets, size_t stratum) {
  return dc_sheets_key(sheets, 'S', 3, stratum, sheets->draws.stratum_count); /* SIZE_MAX + 1 = 0 */
}

/* ---- lines ---- */

static dc_line line_of_holder(const dc_accounts *accounts, uint32_t number) {
  const dc_titulaire *titulaire = &accounts->titulaires[number];
  return (dc_line){.marche = titulaire->marche,
                   .titulaire = number,
                   .due = titulaire->due,
                   .totals = titulaire->totals,
                   .held = titulaire->totals.counted};
}

static dc_line line_of_market(const dc_accounts *accounts, uint32_t number) {
  const dc_marche *marche = &accounts->marches[number];
  return (dc_line){.marche = number,
                   .titulaire = marche->titulaire_count ? (uint32_t)marche->first_titulaire : UINT32_MAX,
                   .due = marche->due,
                   .held = marche->totals.counted};
}

static bool belongs(const dc_sheets *sheets, const dc_line *line, const dc_cumul *cumul) {
  bool holder = sheets->book->kind != DC_BOOK_TITULAIRE || cumul->titulaire == line->titulaire;
  return cumul->marche == line->marche && holder;
}

/* Lines and cumuls are both sorted by market, then holder: one walk pairs them. */
static void survey_lines(dc_sheets *sheets) {
  const dc_book *book = sheets->book;
  const dc_accounts *accounts = sheets->accounts;
  bool holder = book->kind == DC_BOOK_TITULAIRE;
  sheets->lines = DC_NEW_ARRAY(&sheets->workbook.arena, book->line_count, dc_line);
  sheets->line_of = DC_NEW_ARRAY(&sheets->workbook.arena, book->cumul_count, uint32_t);
  size_t at = 0;
  for (size_t i = 0; i < book->line_count; i++) {
    dc_line *line = &sheets->lines[i];
    *line = holder ? line_of_holder(accounts, book->lines[i]) : line_of_market(accounts, book->lines[i]);
    line->first_cumul = at;
    dc_totals totals = {0};
    for (; at < book->cumul_count && belongs(sheets, line, &accounts->cumuls[dc_book_cumul(book, at)]); at++) {
      dc_totals_add(&totals, &accounts->cumuls[dc_book_cumul(book, at)].totals);
      sheets->line_of[at] = (uint32_t)i;
    }
    line->cumul_count = at - line->first_cumul;
    DC_ASSERT(!holder || totals.counted == line->totals.counted);
    line->totals = totals;
  }
  DC_ASSERT(at == book->cumul_count);
}

/* ---- persons and holders ---- */

static void count_people(dc_sheets *sheets) {
  dc_index persons, holders;
  dc_index_init(&persons, sizeof(uint32_t));
  dc_index_init(&holders, sizeof(uint32_t));
  for (size_t i = 0; i < sheets->book->cumul_count; i++) {
    const dc_cumul *cumul = &sheets->accounts->cumuls[dc_book_cumul(sheets->book, i)];
    dc_index_add(&persons, &cumul->participant, NULL);
    sheets->month_cumuls += dc_selection_covers(sheets->selection, cumul->month);
  }
  for (size_t i = 0; i < sheets->book->line_count; i++) {
    const dc_marche *marche = &sheets->accounts->marches[sheets->lines[i].marche];
    for (size_t k = 0; k < marche->titulaire_count; k++)
      dc_index_add(&holders, &sheets->accounts->titulaires[marche->first_titulaire + k].siret, NULL);
  }
  sheets->participant_count = persons.count;
  sheets->holder_count = holders.count;
  dc_index_free(&persons);
  dc_index_free(&holders);
}

/* ---- reasons ---- */

static bool has_reason(const dc_decision *decision) {
  return decision->verdict == DC_REDUITE || decision->verdict == DC_REFUSEE || decision->verdict == DC_ECARTEE;
}

static dc_reason_key reason_of(const dc_accounts *accounts, size_t row) {
  const dc_decision *decision = &accounts->decisions[row];
  return (dc_reason_key){decision->article, decision->verdict == DC_ECARTEE};
}

size_t dc_sheets_reason(const dc_sheets *sheets, size_t row) {
  if (!has_reason(&sheets->accounts->decisions[row])) return SIZE_MAX;
  dc_reason_key key = reason_of(sheets->accounts, row);
  uint32_t number = dc_index_find(&sheets->reason_keys, &key);
  DC_ASSERT(number != UINT32_MAX);
  return sheets->reason_place[number];
}

typedef struct {
  uint32_t reason, participant;
} dc_refused_person;

typedef struct {
  dc_index persons;
  size_t capacity;
  dc_reason *reasons;
} dc_reason_survey;

static void survey_piece(dc_sheets *sheets, dc_reason_survey *survey, const dc_cumul *cumul, dc_piece piece,
                         const dc_totals *totals) {
  if (!has_reason(&sheets->accounts->decisions[piece.row])) return;
  dc_reason_key key = reason_of(sheets->accounts, piece.row);
  bool added;
  uint32_t number = dc_index_add(&sheets->reason_keys, &key, &added);
  survey->reasons = dc_grow(survey->reasons, &survey->capacity, number + 1u, sizeof *survey->reasons);
  if (added) {
    survey->reasons[number] = (dc_reason){.key = key, .decided = dc_account_article(sheets->accounts, piece.row)};
  }
  dc_reason *reason = &survey->reasons[number];
  reason->refused += totals->refused;
  reason->lines++;
  dc_refused_person person = {number, cumul->participant};
  dc_index_add(&survey->persons, &person, &added);
  reason->persons += added;
}

/* Number of each line of Détail, and the identity between the two sheets: a cumul is the sum of its records. */
static void survey_records(dc_sheets *sheets, dc_reason_survey *survey) {
  const dc_selection *selection = sheets->selection;
  size_t count = sheets->book->cumul_count, lines = 0;
  sheets->first_detail = DC_NEW_ARRAY(&sheets->workbook.arena, count + 1, size_t);
  for (size_t i = 0; i < count; i++) {
    uint32_t number = dc_book_cumul(sheets->book, i);
    const dc_cumul *cumul = &sheets->accounts->cumuls[number];
    dc_totals totals = {0};
    size_t first = selection->first_piece[number], end = selection->first_piece[number + 1];
    for (size_t j = first; j < end; j++) {
      dc_totals part = dc_piece_totals(selection, selection->pieces[j]);
      dc_totals_add(&totals, &part);
      survey_piece(sheets, survey, cumul, selection->pieces[j], &part);
    }
    bool same = totals.declared == cumul->totals.declared && totals.admitted == cumul->totals.admitted &&
                totals.refused == cumul->totals.refused;
    DC_ASSERT(same || !dc_selection_covers(selection, cumul->month));
    sheets->first_detail[i] = lines;
    lines += end - first;
  }
  sheets->first_detail[count] = lines;
}

static int compare_reasons(const void *left, const void *right) {
  const dc_reason_key *a = &((const dc_reason *)left)->key, *b = &((const dc_reason *)right)->key;
  if (a->article != b->article) return a->article < b->article ? -1 : 1;
  return (a->set_aside > b->set_aside) - (a->set_aside < b->set_aside);
}

static void survey_reasons(dc_sheets *sheets) {
  dc_reason_survey survey = {0};
  dc_index_init(&survey.persons, sizeof(dc_refused_person));
  dc_index_init(&sheets->reason_keys, sizeof(dc_reason_key));
  survey_records(sheets, &survey);
  dc_arena *arena = &sheets->workbook.arena;
  sheets->reason_count = sheets->reason_keys.count;
  sheets->reasons = DC_NEW_ARRAY(arena, sheets->reason_count, dc_reason);
  sheets->reason_place = DC_NEW_ARRAY(arena, sheets->reason_count, uint32_t);
  for (size_t i = 0; i < sheets->reason_count; i++) sheets->reasons[i] = survey.reasons[i];
  if (sheets->reason_count) qsort(sheets->reasons, sheets->reason_count, sizeof *sheets->reasons, compare_reasons);
  for (size_t i = 0; i < sheets->reason_count; i++) {
    uint32_t number = dc_index_find(&sheets->reason_keys, &sheets->reasons[i].key);
    sheets->reason_place[number] = (uint32_t)i;
  }
  free(survey.reasons);
  dc_index_free(&survey.persons);
}

/* ---- anomalies ---- */

/* A contractor sees what concerns its own markets, and never the files that describe persons. */
static bool may_show(const dc_sheets *sheets, const dc_diagnostic *item, uint32_t marche, const bool *own) {
  bool ours = marche != UINT32_MAX && own[marche];
  bool about_work =
      dc_text_starts(item->file, DC_TEXT("releves/")) || dc_text_equal(item->file, DC_TEXT("evenements.csv"));
  if (sheets->book->kind == DC_BOOK_TITULAIRE || dc_view_masked(sheets->book->profil)) return ours && about_work;
  return sheets->book->kind == DC_BOOK_CONSOLIDATION || ours;
}

static void survey_diagnostics(dc_sheets *sheets) {
  const dc_diagnostics *list = sheets->view->output->diagnostics;
  bool *own = DC_NEW_ARRAY(&sheets->scratch, sheets->accounts->marche_count, bool);
  for (size_t i = 0; i < sheets->book->line_count; i++) own[sheets->lines[i].marche] = true;
  sheets->diagnostics = DC_NEW_ARRAY(&sheets->workbook.arena, list->count, uint32_t);
  for (size_t i = 0; i < list->count; i++) {
    if (!may_show(sheets, &list->items[i], sheets->selection->diagnostic_marche[i], own)) continue;
    sheets->diagnostics[sheets->diagnostic_count++] = (uint32_t)i;
  }
  dc_arena_free(&sheets->scratch);
}

/* ---- all of it ---- */

void dc_sheets_init(dc_sheets *sheets, const dc_selection *selection, const dc_book *book) {
  sheets->selection = selection;
  sheets->view = selection->view;
  sheets->accounts = selection->view->accounts;
  sheets->book = book;
  survey_lines(sheets);
  count_people(sheets);
  dc_sheets_survey_beneficiaries(sheets);
  survey_reasons(sheets);
  dc_sheets_survey_breakdowns(sheets);
  dc_sheets_survey_rules(sheets);
  survey_diagnostics(sheets);
  dc_sheets_draw(sheets);
}

void dc_sheets_free(dc_sheets *sheets) {
  dc_index_free(&sheets->reason_keys);
  dc_index_free(&sheets->draws.stratum_keys);
  dc_arena_free(&sheets->scratch);
}

dc_text dc_month_words(dc_arena *arena, dc_month month) {
  static const char *const names[] = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                      "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
  return dc_text_format(arena, "%s %d", names[month % 12], month / 12);
}

bool dc_sheets_windowed(size_t lines, size_t looked_at) {
  const size_t comparisons = 20000000; /* about a second of recalculation */
  return looked_at && lines > comparisons / looked_at;
}

dc_hours dc_sheets_counted(const dc_sheets *sheets) {
  dc_hours sum = 0;
  for (size_t i = 0; i < sheets->book->line_count; i++) sum += sheets->lines[i].totals.counted;
  return sum;
}

bool dc_sheets_is_public(const dc_sheets *sheets) { return sheets->book->profil == DC_PROFIL_PUBLIC; }

bool dc_sheets_withheld(const dc_sheets *sheets, const dc_line *line) {
  return dc_mask_marche(&sheets->view->mask, line->marche);
}
