/* Modifications of markets into avenants of evenements.csv. */
#include <stdlib.h>

#include "decp/told.h"

typedef struct {
  dc_decp_events *events;
  dc_arena *arena;
  dc_decp_told told;
  size_t room;
  const dc_decp_line *line; /* of the market */
  const dc_decp_change *change;
  dc_cents amount; /* in force before the change; DC_NO_QUANTITY: unknown */
  int months;      /* likewise; 0: unknown */
} search;

static const dc_decp_row *row_of(const search *s) { return s->line->row; }

static void tell_doubt(search *s, const char *what, dc_text given) {
  dc_decp_tell(&s->told, row_of(s), DC_D_DECP_DOUBTFUL,
               dc_text_format(s->arena, "%s %u " DC_S, what, row_of(s)->entry, DC_ARG(given)),
               "modification : « " DC_S " » est-il %s, ou ce qui s'y ajoute ? Il n'est pas repris", DC_ARG(given),
               what);
}

/* Moves the amount in force, and gives by how much. false after telling when the new one is doubtful. */
static bool move_amount(search *s, dc_cents *variation) {
  dc_cents amount, before = s->amount;
  *variation = DC_NO_QUANTITY;
  if (s->change->amount.length == 0) return true;
  bool read = dc_decp_amount(s->change->amount, &amount) == DC_NUMBER_OK;
  if (!read || before == DC_NO_QUANTITY || amount < before / 2) {
    tell_doubt(s, "le nouveau montant", s->change->amount);
    return false;
  }
  s->amount = amount;
  if (amount != before) *variation = amount - before;
  return true;
}

/* Moves the duration in force, and gives the end. false after telling when the new one is doubtful. */
static bool move_end(search *s, dc_date *end) {
  dc_date notified;
  int months;
  *end = DC_NO_DATE;
  if (s->change->months.length == 0) return true;
  bool known = s->months > 0 && dc_decp_date(row_of(s)->fields[DC_DECP_NOTIFIED], &notified);
  if (!known || !dc_decp_months(s->change->months, &months) || months < s->months) {
    tell_doubt(s, "la nouvelle durée", s->change->months);
    return false;
  }
  if (months > s->months) *end = dc_date_add_months(notified, months, DC_SAME_DAY);
  s->months = months;
  return true;
}

/* An event is its market's by its number only. */
static bool has_number(search *s) {
  dc_text number = s->line->cells[DC_DECP_NUMBER_COLUMN];
  if (number.length == 0)
    dc_decp_tell(&s->told, row_of(s), DC_D_DECP_LEFT_OUT, DC_TEXT("sans numéro"),
                 "modification d'un marché sans numéro : rien ne l'y rattacherait");
  else if (s->line->equivocal)
    dc_decp_tell(&s->told, row_of(s), DC_D_DECP_DOUBTFUL, dc_text_format(s->arena, "équivoque " DC_S, DC_ARG(number)),
                 "ce numéro désigne plusieurs marchés de l'acheteur : rattacher l'avenant au bon");
  return number.length > 0;
}

static void add_event(search *s, uint32_t number) {
  dc_decp_event event = {.marche = s->line->cells[DC_DECP_NUMBER_COLUMN],
                         .reference = dc_text_format(s->arena, "modification %u", number)};
  bool sure = move_amount(s, &event.variation);
  sure = move_end(s, &event.end) && sure;
  if (event.variation == DC_NO_QUANTITY && event.end == DC_NO_DATE) {
    if (sure)
      dc_decp_tell(&s->told, row_of(s), DC_D_DECP_LEFT_OUT, DC_TEXT("sans effet"),
                   "modification qui ne change ni le montant ni la durée");
    return;
  }
  if (!dc_decp_date(s->change->date, &event.date)) {
    dc_decp_tell(&s->told, row_of(s), DC_D_DECP_LEFT_OUT, DC_TEXT("sans date"),
                 "modification dont la date n'est pas donnée, ou n'est pas une date");
    return;
  }
  s->events->events = dc_grow(s->events->events, &s->room, (size_t)s->events->count + 1, sizeof event);
  s->events->events[s->events->count++] = event;
}

static void find_in_market(search *s, const dc_decp_line *line) {
  s->line = line;
  if (line->row->change_count == 0 || !has_number(s)) return;
  if (dc_decp_amount(line->row->fields[DC_DECP_AMOUNT], &s->amount) != DC_NUMBER_OK) s->amount = DC_NO_QUANTITY;
  if (!dc_decp_months(line->row->fields[DC_DECP_MONTHS], &s->months)) s->months = 0;
  for (uint32_t i = 0; i < line->row->change_count; i++) {
    s->change = &line->row->changes[i];
    add_event(s, i + 1);
  }
}

void dc_decp_find_events(dc_decp_events *events, const dc_decp_lines *lines, const dc_decp *decp, dc_arena *arena,
                         dc_diagnostics *diagnostics) {
  *events = (dc_decp_events){0};
  search s = {.events = events, .arena = arena};
  dc_decp_told_begin(&s.told, decp, diagnostics);
  for (uint32_t i = 0; i < lines->line_count; i++) {
    bool again = i > 0 && lines->lines[i - 1].row->entry == lines->lines[i].row->entry;
    if (!again) find_in_market(&s, &lines->lines[i]);
  }
  dc_decp_told_end(&s.told);
  dc_decp_event *grown = events->events;
  events->events = DC_NEW_ARRAY(arena, events->count, dc_decp_event);
  for (uint32_t i = 0; i < events->count; i++) events->events[i] = grown[i];
  free(grown);
}
