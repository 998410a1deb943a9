#include "demo/files.h"

#include <string.h>

#include "demo/forms.h"

/* One line, before the form gives it its shape. */
typedef struct {
  dc_text marche, lot, participant, nature, employer, contract, commune, piece;
  dc_date date;
  dc_month month;
  int32_t minutes; /* 0: none */
  dc_cents amount; /* or DC_NO_QUANTITY */
  bool impossible; /* the date is a 31st of February */
} entry;

/* A file being written: one holder over one period. */
typedef struct {
  const dc_demo_world *world;
  const dc_demo_form *form;
  dc_demo_writer *writer;
  dc_date from, to;
} period;

/* ---- one line ---- */

static void write_date(dc_demo_writer *writer, const entry *line) {
  if (!line->impossible)
    dc_demo_date(writer, line->date);
  else if (writer->dialect->dates == DC_DEMO_ISO)
    dc_demo_text(writer, DC_TEXT("2026-02-31"));
  else
    dc_demo_text(writer, DC_TEXT("31/02/2026"));
}

static void write_hours(dc_demo_writer *writer, const entry *line) {
  if (line->minutes == 0)
    dc_demo_text(writer, DC_TEXT(""));
  else
    dc_demo_hours(writer, line->minutes);
}

static void write_line(const period *sheet, const entry *line) {
  dc_demo_writer *writer = sheet->writer;
  for (const dc_demo_column *column = sheet->form->columns; *column != DC_DEMO_END; column++) {
    switch (*column) {
    case DC_DEMO_END: break;
    case DC_DEMO_COL_MARCHE: dc_demo_text(writer, line->marche); break;
    case DC_DEMO_COL_LOT: dc_demo_text(writer, line->lot); break;
    case DC_DEMO_COL_PARTICIPANT: dc_demo_text(writer, line->participant); break;
    case DC_DEMO_COL_DATE: write_date(writer, line); break;
    case DC_DEMO_COL_MONTH: dc_demo_month(writer, line->month); break;
    case DC_DEMO_COL_HOURS: write_hours(writer, line); break;
    case DC_DEMO_COL_NATURE: dc_demo_text(writer, line->nature); break;
    case DC_DEMO_COL_EMPLOYER: dc_demo_text(writer, line->employer); break;
    case DC_DEMO_COL_CONTRACT: dc_demo_text(writer, line->contract); break;
    case DC_DEMO_COL_COMMUNE: dc_demo_text(writer, line->commune); break;
    case DC_DEMO_COL_AMOUNT: dc_demo_money(writer, line->amount); break;
    case DC_DEMO_COL_PIECE: dc_demo_text(writer, line->piece); break;
    case DC_DEMO_COL_REMARK: dc_demo_text(writer, dc_text_from(line->amount == DC_NO_QUANTITY ? "" : "facture"));
    }
  }
  dc_demo_end_row(writer);
}

/* ---- what the flaws do to a line ---- */

/* A firm that has nothing to do with the market. */
static dc_text outsider(const dc_demo_world *world, const dc_demo_market *market) {
  uint32_t firm = (market->holder + 1) % world->holder_count;
  while (firm == market->partner) firm = (firm + 1) % world->holder_count;
  return world->firms[firm].siret;
}

static void write_flawed(const period *sheet, const dc_demo_posting *posting, entry line) {
  const dc_demo_market *market = &sheet->world->markets[posting->market];
  bool on_the_day = line.date == posting->flaw_day;
  switch (on_the_day ? posting->flaw : DC_DEMO_FLAWLESS) {
  case DC_DEMO_UNKNOWN_MARCHE: line.marche = DC_TEXT("2024-999"); break;
  case DC_DEMO_UNKNOWN_PARTICIPANT: line.participant = DC_TEXT("P00000"); break;
  case DC_DEMO_LONG_DAY: line.minutes = 690; break;
  case DC_DEMO_EMPLOYER_OUTSIDE:
    line.employer = outsider(sheet->world, market);
    line.contract = DC_TEXT("");
    break;
  case DC_DEMO_UNKNOWN_COMMUNE: line.commune = DC_TEXT("62999"); break;
  case DC_DEMO_HOURS_MISSING: line.minutes = 0; break;
  case DC_DEMO_IMPOSSIBLE_DATE: line.impossible = true; break;
  case DC_DEMO_SENT_TWICE: write_line(sheet, &line); break;
  default: break;
  }
  write_line(sheet, &line);
  bool that_week = line.date >= posting->flaw_day && line.date < posting->flaw_day + 7;
  if (posting->flaw == DC_DEMO_DECLARED_TWICE && that_week) {
    line.employer = sheet->world->firms[market->holder].siret;
    line.contract = DC_TEXT("");
    write_line(sheet, &line);
  }
}

/* ---- natures ---- */

enum { WORK, TRAINING, LEAVE, NATURES };
static const dc_text nature_codes[NATURES] = {DC_TEXT_INIT("TRAVAIL"), DC_TEXT_INIT("FORMATION"),
                                              DC_TEXT_INIT("CONGE")};

/* Work-study contracts spend one week in four in training; a few firms declare paid leave with the hours. */
static int nature_of(const dc_demo_world *world, uint32_t posting, dc_date day) {
  const dc_demo_posting *p = &world->postings[posting];
  const char *contract = world->contracts[p->contract].nature;
  bool alternates = strcmp(contract, "APPRENTISSAGE") == 0 || strcmp(contract, "PROFESSIONNALISATION") == 0;
  if (alternates && ((uint32_t)dc_date_monday(day) / 7 + posting) % 4 == 0) return TRAINING;
  return dc_demo_hash(world->seed + 1, posting, (uint32_t)day) % 1000 < 15 && p->flaw_day != day ? LEAVE : WORK;
}

/* ---- the lines of a posting over the period of the sheet ---- */

static void write_days(const period *sheet, uint32_t posting, entry *line, dc_date from, dc_date to) {
  const dc_demo_posting *p = &sheet->world->postings[posting];
  for (dc_date day = from; day <= to; day++) {
    if (!dc_demo_works(sheet->world, posting, day)) continue;
    line->date = day;
    line->nature = nature_codes[nature_of(sheet->world, posting, day)];
    if (p->flaw == DC_DEMO_FLAWLESS)
      write_line(sheet, line);
    else
      write_flawed(sheet, p, *line);
  }
}

static void write_sums(const period *sheet, uint32_t posting, entry *line, dc_date from, dc_date to) {
  int32_t days[NATURES] = {0};
  for (dc_date day = from; day <= to; day++)
    if (dc_demo_works(sheet->world, posting, day)) days[nature_of(sheet->world, posting, day)]++;
  for (int nature = 0; nature < NATURES; nature++) {
    if (days[nature] == 0) continue;
    line->nature = nature_codes[nature];
    line->minutes = days[nature] * sheet->world->postings[posting].minutes;
    write_line(sheet, line);
  }
}

/* The document that proves a month: a payslip of the employer, or its invoice. */
static dc_text piece_of(const dc_demo_firm *employer, dc_month month, char buffer[32]) {
  int length = snprintf(buffer, 32, "%s-%04d-%02d", employer->structure == DC_DEMO_COMPANY ? "BS" : "F", month / 12,
                        month % 12 + 1);
  DC_ASSERT(length > 0 && length < 32);
  return (dc_text){buffer, (size_t)length};
}

/* false when the posting has no day in the period. */
static bool write_posting(const period *sheet, uint32_t number) {
  const dc_demo_world *world = sheet->world;
  const dc_demo_posting *posting = &world->postings[number];
  const dc_demo_market *market = &world->markets[posting->market];
  const dc_demo_contract *contract = &world->contracts[posting->contract];
  const dc_demo_firm *employer = &world->firms[contract->employer];
  dc_date from = posting->first > sheet->from ? posting->first : sheet->from;
  dc_date to = posting->last < sheet->to ? posting->last : sheet->to;
  if (from > to) return false;

  char person_id[DC_DEMO_ID], contract_id[DC_DEMO_ID], piece[32];
  entry line = {.marche = market->marche, .lot = market->lot, .employer = employer->siret, .date = DC_NO_DATE};
  line.participant = dc_demo_id('P', contract->person + 1, person_id);
  line.contract = dc_demo_id('C', posting->contract + 1, contract_id);
  line.minutes = posting->minutes;
  line.amount = posting->minutes ? DC_NO_QUANTITY : 30000 + (int64_t)(dc_demo_hash(world->seed, number, 0) % 30) * 1350;
  if (posting->place < DC_DEMO_COMMUNES) line.commune = dc_demo_communes[posting->place].code;
  for (dc_date start = from; start <= to;) {
    line.month = dc_date_month(start);
    line.piece = piece_of(employer, line.month, piece);
    dc_date end = dc_month_last(line.month) < to ? dc_month_last(line.month) : to;
    if (sheet->form->monthly)
      write_sums(sheet, number, &line, start, end);
    else
      write_days(sheet, number, &line, start, end);
    start = end + 1;
  }
  return true;
}

static void write_market(const period *sheet, uint32_t market) {
  const dc_demo_world *world = sheet->world;
  bool written = false;
  for (uint32_t i = world->market_from[market]; i < world->market_from[market + 1]; i++)
    written |= write_posting(sheet, world->by_market[i]);
  if (written && sheet->form->gaps) dc_demo_end_row(sheet->writer);
}

/* ---- files ---- */

static bool has_lines(const dc_demo_world *world, uint32_t holder, dc_date from, dc_date to) {
  for (uint32_t m = 0; m < world->market_count; m++) {
    if (world->markets[m].holder != holder) continue;
    for (uint32_t i = world->market_from[m]; i < world->market_from[m + 1]; i++)
      if (dc_demo_days(world, world->by_market[i], from, to) > 0) return true;
  }
  return false;
}

static dc_text file_name(dc_arena *arena, const dc_demo_firm *firm, dc_month month) {
  int year = month / 12, number = month % 12 + 1;
  if (firm->quarterly)
    return dc_text_format(arena, "releves/%04d-T%d-" DC_S ".csv", year, (number + 2) / 3, DC_ARG(firm->slug));
  return dc_text_format(arena, "releves/%04d-%02d-" DC_S ".csv", year, number, DC_ARG(firm->slug));
}

static bool write_file(const dc_demo_output *output, uint32_t holder, dc_month first, dc_month last) {
  const dc_demo_world *world = output->world;
  const dc_demo_firm *firm = &world->firms[holder];
  dc_date from = dc_month_first(first), to = dc_month_last(last);
  if (!has_lines(world, holder, from, to)) return true;

  dc_demo_writer writer;
  dc_text name = file_name(output->diagnostics->arena, firm, last);
  const dc_demo_form *form = &dc_demo_forms[firm->form];
  dc_demo_create(output, &writer, name, &form->dialect);
  dc_demo_header(&writer, form->header);
  period sheet = {world, form, &writer, from, to};
  for (uint32_t m = 0; m < world->market_count; m++)
    if (world->markets[m].holder == holder) write_market(&sheet, m);
  return dc_demo_finish(output, &writer, name);
}

bool dc_demo_write_timesheets(const dc_demo_output *output) {
  const dc_demo_world *world = output->world;
  dc_month begin = dc_date_month(world->first), end = dc_date_month(world->last);
  for (uint32_t holder = 0; holder < world->holder_count; holder++) {
    for (dc_month first = begin; first <= end;) {
      dc_month last = world->firms[holder].quarterly ? first / 3 * 3 + 2 : first;
      if (last > end) last = end;
      if (!write_file(output, holder, first, last)) return false;
      first = last + 1;
    }
  }
  return true;
}
