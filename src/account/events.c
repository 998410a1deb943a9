/* Base amounts of a market: what marches.csv says, moved by each event of evenements.csv in turn. */
#include <stddef.h>
#include <stdlib.h>

#include "account/details.h"

static const struct {
  const char *column; /* of « calcul » */
  size_t offset;
} bases[DC_BASES] = {
    {"montant_ht", offsetof(dc_base, montant)},         {"montant_commande", offsetof(dc_base, commande)},
    {"montant_facture", offsetof(dc_base, facture)},    {"heures_engagees", offsetof(dc_base, engagees)},
    {"heures_chantier", offsetof(dc_base, chantier)},   {"heures_reprises", offsetof(dc_base, reprises)},
    {"heures_exonerees", offsetof(dc_base, exonerees)},
};

int64_t dc_base_amount(const dc_base *base, size_t i) {
  return *(const int64_t *)(const void *)((const char *)base + bases[i].offset);
}

const dc_field *dc_base_field(const dc_lexicon *lexicon, size_t i) {
  return dc_lexicon_column(lexicon, DC_TEXT("calcul"), dc_text_from(bases[i].column));
}

/* What an event of each type moves. Its amounts and hours are variations, with their sign; its end, whatever its type,
 * is the new end of the market. */
enum { MONTANT = 1, COMMANDE = 2, FACTURE = 4, ENGAGEES = 8, CHANTIER = 16, REPRISES = 32, MINUS = 64 };

static const struct {
  dc_text type; /* folded */
  int moves;
} event_types[] = {
    {DC_TEXT_INIT("avenant"), MONTANT | ENGAGEES},
    {DC_TEXT_INIT("bon de commande"), COMMANDE},
    {DC_TEXT_INIT("facture"), FACTURE},
    {DC_TEXT_INIT("tranche"), MONTANT | ENGAGEES},
    {DC_TEXT_INIT("reconduction"), MONTANT | ENGAGEES},
    {DC_TEXT_INIT("heures chantier"), CHANTIER},
    {DC_TEXT_INIT("heures reprises"), REPRISES},
    {DC_TEXT_INIT("suspension"), 0},
    {DC_TEXT_INIT("exoneration"), ENGAGEES | MINUS},
    {DC_TEXT_INIT("mise en demeure"), 0},
};

/* -1 for an unknown type. */
static int moves_of(dc_text type) {
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, type);
  int moves = -1;
  for (size_t i = 0; i < sizeof event_types / sizeof *event_types; i++) {
    if (dc_text_equal(folded, event_types[i].type)) moves = event_types[i].moves;
  }
  dc_arena_free(&scratch);
  return moves;
}

/* ---- one event ---- */

static void move(int64_t *amount, int64_t by, bool minus) {
  if (by == DC_NO_QUANTITY) return;
  int64_t from = *amount == DC_NO_QUANTITY ? 0 : *amount;
  bool overflow = minus ? __builtin_sub_overflow(from, by, amount) : __builtin_add_overflow(from, by, amount);
  DC_ASSERT(!overflow);
}

/* An exemption takes hours off those engaged, if any. */
static bool is_void(const dc_event *event, const dc_marche *marche) {
  return event->moves & MINUS && marche->base.engagees == DC_NO_QUANTITY;
}

static void apply(const dc_accounts *accounts, const dc_event *event, dc_marche *marche) {
  const dc_columns *c = &accounts->details->columns;
  int64_t amount = dc_quantity_at(c->evenements.montant, event->row);
  int64_t hours = dc_quantity_at(c->evenements.heures, event->row);
  dc_date end = dc_day_at(c->evenements.fin, event->row);
  bool minus = event->moves & MINUS;
  if (event->moves & MONTANT) move(&marche->base.montant, amount, minus);
  if (event->moves & COMMANDE) move(&marche->base.commande, amount, minus);
  if (event->moves & FACTURE) move(&marche->base.facture, amount, minus);
  if (event->moves & ENGAGEES && !is_void(event, marche)) move(&marche->base.engagees, hours, minus);
  if (event->moves & CHANTIER) move(&marche->base.chantier, hours, minus);
  if (event->moves & REPRISES) move(&marche->base.reprises, hours, minus);
  if (minus) move(&marche->base.exonerees, hours, false);
  if (end != DC_NO_DATE) marche->fin = end;
}

/* ---- as signed, then event by event ---- */

static void as_signed(const dc_accounts *accounts, dc_marche *marche) {
  const dc_columns *c = &accounts->details->columns;
  marche->fin = dc_day_at(c->marches.fin, marche->row);
  marche->base = (dc_base){.montant = dc_quantity_at(c->marches.montant, marche->row),
                           .commande = DC_NO_QUANTITY,
                           .facture = DC_NO_QUANTITY,
                           .engagees = dc_quantity_at(c->marches.heures, marche->row),
                           .chantier = DC_NO_QUANTITY,
                           .reprises = DC_NO_QUANTITY};
}

dc_marche dc_marche_after(const dc_accounts *accounts, const dc_marche *marche, size_t count) {
  DC_ASSERT(count <= marche->event_count);
  dc_marche then = *marche;
  as_signed(accounts, &then);
  for (size_t i = 0; i < count; i++) apply(accounts, &accounts->events[marche->first_event + i], &then);
  return then;
}

/* ---- all of them ---- */

static int compare_events(const void *left, const void *right) {
  const dc_event *a = left, *b = right;
  if (a->marche != b->marche) return a->marche < b->marche ? -1 : 1;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  return a->row < b->row ? -1 : a->row > b->row;
}

static void collect_event(dc_counting *counting, size_t row) {
  dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  uint32_t id = dc_id_at(c->evenements.marche, row);
  uint32_t marche = dc_marche_find(accounts, id, dc_id_at(c->evenements.lot, row));
  if (marche == DC_UNKNOWN) {
    dc_count_report(counting, DC_D_ORPHAN, DC_EVENEMENTS, row, DC_UNKNOWN, "marché « " DC_S " » inconnu",
                    DC_ARG(dc_text_of(accounts, id)));
    return;
  }
  dc_text type = dc_text_of(accounts, dc_id_at(c->evenements.type, row));
  int moves = moves_of(type);
  if (moves < 0) {
    dc_count_report(counting, DC_D_UNKNOWN_EVENT, DC_EVENEMENTS, row, marche, "type d'événement « " DC_S " » inconnu",
                    DC_ARG(type));
    return;
  }
  dc_date date = dc_day_at(c->evenements.date, row);
  if (date != DC_NO_DATE) accounts->events[accounts->event_count++] = (dc_event){marche, (uint32_t)row, date, moves};
}

static void apply_events(const dc_accounts *accounts, dc_marche *marche) {
  for (size_t i = 0; i < marche->event_count; i++) apply(accounts, &accounts->events[marche->first_event + i], marche);
}

void dc_count_exemptions(dc_counting *counting, const dc_marche *marche) {
  const dc_accounts *accounts = counting->accounts;
  const dc_field *field = dc_lexicon_column(accounts->lexicon, DC_TEXT("calcul"), DC_TEXT("heures_exonerees"));
  if (marche->plan && dc_plan_computes_from(marche->plan, field)) return;
  for (size_t i = 0; i < marche->event_count; i++) {
    const dc_event *event = &accounts->events[marche->first_event + i];
    dc_marche then = dc_marche_after(accounts, marche, i);
    if (is_void(event, &then))
      dc_count_report(counting, DC_D_NOTHING_TO_EXEMPT, DC_EVENEMENTS, event->row, event->marche,
                      "exonération sans heures engagées : elle n'est pas appliquée");
  }
}

void dc_count_events(dc_counting *counting) {
  dc_accounts *accounts = counting->accounts;
  size_t rows = dc_table_of(accounts, DC_EVENEMENTS)->rows, next = 0;
  accounts->events = dc_zeroed(rows, sizeof *accounts->events);
  for (size_t row = 0; row < rows; row++) collect_event(counting, row);
  if (accounts->event_count) qsort(accounts->events, accounts->event_count, sizeof(dc_event), compare_events);
  for (uint32_t number = 0; number < accounts->marche_count; number++) {
    dc_marche *marche = &accounts->marches[number];
    marche->first_event = next;
    for (; next < accounts->event_count && accounts->events[next].marche == number; next++) {
      if (accounts->events[next].date <= accounts->statement)
        marche->event_count++;
      else
        marche->later_event_count++;
    }
    as_signed(accounts, marche);
    apply_events(accounts, marche);
  }
}
