/* marches.csv and groupements.csv: the markets, and who holds them. */
#include <stdlib.h>

#include "account/details.h"

typedef struct {
  uint32_t marche, lot;
} dc_marche_key;

/* A row of marches.csv that is used: the key it belongs to. */
typedef struct {
  uint32_t key, row;
} dc_holding;

typedef struct {
  dc_counting *counting;
  dc_holding *holdings; /* by row */
  size_t count;
} dc_holdings;

uint32_t dc_marche_find(const dc_accounts *accounts, uint32_t marche, uint32_t lot) {
  dc_marche_key key = {marche, lot};
  uint32_t number = dc_index_find(&accounts->details->marche_keys, &key);
  return number == UINT32_MAX ? DC_UNKNOWN : accounts->details->marche_order[number];
}

/* ---- rows → markets ---- */

static const char *lot_intro(dc_text lot) { return lot.length ? " lot " : ""; }

/* A second row of the same (marché, lot) must be another holder of the same buyer's market. */
static bool may_join(dc_holdings *holdings, const dc_holding *candidate) {
  const dc_accounts *accounts = holdings->counting->accounts;
  const dc_columns *c = &accounts->details->columns;
  for (size_t i = 0; i < holdings->count; i++) {
    const dc_holding *other = &holdings->holdings[i];
    if (other->key != candidate->key) continue;
    bool same_buyer = dc_id_at(c->marches.acheteur, other->row) == dc_id_at(c->marches.acheteur, candidate->row);
    bool same_holder = dc_id_at(c->marches.titulaire, other->row) == dc_id_at(c->marches.titulaire, candidate->row);
    if (same_buyer && !same_holder) continue;
    dc_text marche = dc_text_of(accounts, dc_id_at(c->marches.marche, candidate->row));
    dc_text lot = dc_text_of(accounts, dc_id_at(c->marches.lot, candidate->row));
    uint32_t line = dc_table_of(accounts, DC_MARCHES)->lines[other->row];
    dc_diagnostic *item =
        dc_count_report(holdings->counting, DC_D_DUPLICATE_KEY, DC_MARCHES, candidate->row, DC_UNKNOWN,
                        "le marché " DC_S "%s" DC_S " est déjà décrit ligne %u%s", DC_ARG(marche), lot_intro(lot),
                        DC_ARG(lot), line, same_buyer ? "" : ", pour un autre acheteur");
    item->marche = marche;
    item->lot = lot;
    return false;
  }
  return true;
}

static int compare_holdings(const void *left, const void *right) {
  const dc_holding *a = left, *b = right;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return a->row < b->row ? -1 : a->row > b->row;
}

static void collect_holdings(dc_holdings *holdings) {
  dc_counting *counting = holdings->counting;
  dc_account_details *details = counting->details;
  const dc_table *table = dc_table_of(counting->accounts, DC_MARCHES);
  holdings->holdings = dc_zeroed(table->rows, sizeof *holdings->holdings);
  for (size_t row = 0; row < table->rows; row++) {
    dc_marche_key key = {dc_id_at(details->columns.marches.marche, row), dc_id_at(details->columns.marches.lot, row)};
    bool added;
    dc_holding holding = {dc_index_add(&details->marche_keys, &key, &added), (uint32_t)row};
    if (added || may_join(holdings, &holding)) holdings->holdings[holdings->count++] = holding;
  }
  if (holdings->count) qsort(holdings->holdings, holdings->count, sizeof *holdings->holdings, compare_holdings);
}

static int compare_markets(const void *left, const void *right, void *context) {
  const dc_accounts *accounts = context;
  const dc_marche *a = left, *b = right;
  int order = dc_text_compare(dc_marche_id(accounts, a), dc_marche_id(accounts, b));
  return order ? order : dc_text_compare(dc_marche_lot(accounts, a), dc_marche_lot(accounts, b));
}

static void check_dates(dc_counting *counting, uint32_t number) {
  const dc_marche *marche = &counting->accounts->marches[number];
  if (marche->debut == DC_NO_DATE || marche->fin == DC_NO_DATE || marche->debut <= marche->fin) return;
  char debut[DC_DATE_SIZE], fin[DC_DATE_SIZE];
  dc_count_report(counting, DC_D_DATES_INVERTED, DC_MARCHES, marche->row, number,
                  "le marché finit le %s, avant de commencer le %s", dc_date_french(marche->fin, fin).data,
                  dc_date_french(marche->debut, debut).data);
}

static void make_markets(dc_counting *counting, const dc_holdings *holdings) {
  dc_accounts *accounts = counting->accounts;
  dc_account_details *details = counting->details;
  const dc_columns *c = &details->columns;
  accounts->marche_count = details->marche_keys.count;
  accounts->marches = DC_NEW_ARRAY(accounts->arena, accounts->marche_count, dc_marche);
  details->marche_order = dc_zeroed(accounts->marche_count, sizeof *details->marche_order);
  size_t made = 0;
  for (size_t i = 0; i < holdings->count; i++) {
    if (i > 0 && holdings->holdings[i].key == holdings->holdings[i - 1].key) continue;
    size_t row = holdings->holdings[i].row;
    accounts->marches[made++] = (dc_marche){.marche = dc_id_at(c->marches.marche, row),
                                            .lot = dc_id_at(c->marches.lot, row),
                                            .row = row,
                                            .notification = dc_day_at(c->marches.notification, row),
                                            .debut = dc_day_at(c->marches.debut, row),
                                            .fin = dc_day_at(c->marches.fin, row),
                                            .due = DC_NO_QUANTITY,
                                            .penalty = DC_NO_QUANTITY};
  }
  DC_ASSERT(made == accounts->marche_count);
  qsort_r(accounts->marches, made, sizeof *accounts->marches, compare_markets, accounts);
  for (uint32_t number = 0; number < made; number++) {
    dc_marche_key key = {accounts->marches[number].marche, accounts->marches[number].lot};
    accounts->marches[number].number = number;
    details->marche_order[dc_index_find(&details->marche_keys, &key)] = number;
    check_dates(counting, number);
  }
}

/* ---- holders ---- */

typedef enum { ROLE_MANDATAIRE, ROLE_COTRAITANT, ROLE_OTHER } dc_role;

static dc_role role_of(dc_text text) {
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  dc_role role = dc_text_equal(folded, DC_TEXT("mandataire"))   ? ROLE_MANDATAIRE
                 : dc_text_equal(folded, DC_TEXT("cotraitant")) ? ROLE_COTRAITANT
                                                                : ROLE_OTHER;
  dc_arena_free(&scratch);
  return role;
}

/* Rows of groupements.csv by market number. */
typedef struct {
  uint32_t marche, row;
} dc_member;

static int compare_members(const void *left, const void *right) {
  const dc_member *a = left, *b = right;
  if (a->marche != b->marche) return a->marche < b->marche ? -1 : 1;
  return a->row < b->row ? -1 : a->row > b->row;
}

static size_t collect_members(dc_counting *counting, dc_member *members) {
  const dc_columns *c = &counting->details->columns;
  size_t count = 0;
  for (size_t row = 0; row < dc_table_of(counting->accounts, DC_GROUPEMENTS)->rows; row++) {
    uint32_t marche =
        dc_marche_find(counting->accounts, dc_id_at(c->groupements.marche, row), dc_id_at(c->groupements.lot, row));
    if (marche == DC_UNKNOWN) {
      dc_text name = dc_text_of(counting->accounts, dc_id_at(c->groupements.marche, row));
      dc_count_report(counting, DC_D_ORPHAN, DC_GROUPEMENTS, row, DC_UNKNOWN, "marché « " DC_S " » inconnu",
                      DC_ARG(name));
      continue;
    }
    members[count++] = (dc_member){marche, (uint32_t)row};
  }
  if (count) qsort(members, count, sizeof *members, compare_members);
  return count;
}

/* Adds a holder to the market being built, or finds the one of that SIRET. */
static dc_titulaire *add_titulaire(dc_accounts *accounts, uint32_t number, uint32_t siret, uint32_t nom) {
  dc_marche *marche = &accounts->marches[number];
  for (size_t i = 0; i < marche->titulaire_count; i++) {
    dc_titulaire *known = &accounts->titulaires[marche->first_titulaire + i];
    if (known->siret == siret) return known;
  }
  dc_titulaire *titulaire = &accounts->titulaires[accounts->titulaire_count++];
  *titulaire = (dc_titulaire){.marche = number, .siret = siret, .nom = nom};
  marche->titulaire_count++;
  return titulaire;
}

/* The one that stands for the group comes first: it answers for hours that no other member claims. */
static void put_first(dc_accounts *accounts, const dc_marche *marche, dc_titulaire *titulaire) {
  dc_titulaire *first = &accounts->titulaires[marche->first_titulaire], kept = *titulaire;
  for (; titulaire > first; titulaire--) *titulaire = titulaire[-1];
  *first = kept;
}

static void add_members(dc_counting *counting, uint32_t number, const dc_member *members, size_t count) {
  dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  uint32_t leader = 0;
  for (size_t i = 0; i < count; i++) {
    size_t row = members[i].row;
    dc_role role = role_of(dc_text_of(accounts, dc_id_at(c->groupements.role, row)));
    if (role == ROLE_OTHER) continue;
    uint32_t siret = dc_id_at(c->groupements.siret, row);
    dc_titulaire *titulaire = add_titulaire(accounts, number, siret, dc_id_at(c->groupements.nom, row));
    int64_t part = dc_quantity_at(c->groupements.part, row);
    if (part != DC_NO_QUANTITY) titulaire->part = part;
    if (role == ROLE_MANDATAIRE && !leader) leader = siret;
  }
  const dc_marche *marche = &accounts->marches[number];
  for (size_t i = 0; leader && i < marche->titulaire_count; i++) {
    dc_titulaire *titulaire = &accounts->titulaires[marche->first_titulaire + i];
    if (titulaire->siret == leader) put_first(accounts, marche, titulaire);
  }
}

/* Without parts that make a whole, the first holder bears the whole objective. */
static void settle_parts(dc_counting *counting, uint32_t number, const dc_member *members, size_t count) {
  dc_accounts *accounts = counting->accounts;
  const dc_marche *marche = &accounts->marches[number];
  dc_titulaire *titulaires = &accounts->titulaires[marche->first_titulaire];
  int64_t sum = 0;
  bool sound = true, any = false;
  for (size_t i = 0; i < marche->titulaire_count; i++) {
    sum += titulaires[i].part;
    sound = sound && titulaires[i].part >= 0;
    any = any || titulaires[i].part != 0;
  }
  if (sound && sum == DC_WHOLE) return;
  if (any && count) {
    dc_count_report(counting, DC_D_BAD_SHARES, DC_GROUPEMENTS, members[0].row, number,
                    "les parts des cotraitants ne font pas 100 %% : l'objectif est porté par le mandataire");
  }
  for (size_t i = 0; i < marche->titulaire_count; i++) titulaires[i].part = i == 0 ? DC_WHOLE : 0;
  if (marche->titulaire_count > 1 && count == 0) {
    dc_count_report(counting, DC_D_SEVERAL_HOLDERS, DC_MARCHES, marche->row, number,
                    "%zu titulaires pour le même marché et le même lot", marche->titulaire_count);
  }
}

/* Which holder the hours of each firm of the market go to. */
static void add_firm(dc_counting *counting, uint32_t number, uint32_t siret, uint32_t titulaire) {
  dc_account_details *details = counting->details;
  dc_firm_key key = {number, siret};
  bool added;
  uint32_t firm = dc_index_add(&details->firms, &key, &added);
  if (!added) return;
  details->firm_titulaires =
      dc_grow(details->firm_titulaires, &details->firm_capacity, firm + 1u, sizeof *details->firm_titulaires);
  details->firm_titulaires[firm] = titulaire;
}

static void add_firms(dc_counting *counting, uint32_t number, const dc_member *members, size_t count) {
  const dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  const dc_marche *marche = &accounts->marches[number];
  uint32_t first = (uint32_t)marche->first_titulaire;
  for (uint32_t i = 0; i < marche->titulaire_count; i++) {
    add_firm(counting, number, accounts->titulaires[first + i].siret, first + i);
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t client = dc_id_at(c->groupements.donneur_ordre, members[i].row), holder = first;
    for (uint32_t k = 0; k < marche->titulaire_count; k++) {
      if (client && accounts->titulaires[first + k].siret == client) holder = first + k;
    }
    add_firm(counting, number, dc_id_at(c->groupements.siret, members[i].row), holder);
  }
}

static void make_titulaires(dc_counting *counting, const dc_holdings *holdings) {
  dc_accounts *accounts = counting->accounts;
  const dc_columns *c = &counting->details->columns;
  size_t group_rows = dc_table_of(accounts, DC_GROUPEMENTS)->rows;
  accounts->titulaires = DC_NEW_ARRAY(accounts->arena, holdings->count + group_rows, dc_titulaire);
  dc_member *members = dc_zeroed(group_rows, sizeof *members);
  size_t member_count = collect_members(counting, members), member = 0;
  /* Where the holdings of each key begin. */
  size_t *begins = dc_zeroed(accounts->marche_count + 1, sizeof *begins);
  for (size_t i = 0; i < holdings->count; i++) begins[holdings->holdings[i].key + 1] = i + 1;
  for (uint32_t number = 0; number < accounts->marche_count; number++) {
    dc_marche *marche = &accounts->marches[number];
    marche->first_titulaire = accounts->titulaire_count;
    dc_marche_key key = {marche->marche, marche->lot};
    uint32_t k = dc_index_find(&counting->details->marche_keys, &key);
    for (size_t i = begins[k]; i < begins[k + 1]; i++) {
      size_t row = holdings->holdings[i].row;
      add_titulaire(accounts, number, dc_id_at(c->marches.titulaire, row), dc_id_at(c->marches.nom, row));
    }
    size_t first = member;
    while (member < member_count && members[member].marche == number) member++;
    add_members(counting, number, &members[first], member - first);
    settle_parts(counting, number, &members[first], member - first);
    add_firms(counting, number, &members[first], member - first);
  }
  free(begins);
  free(members);
}

void dc_count_markets(dc_counting *counting) {
  dc_account_details *details = counting->details;
  dc_index_init(&details->marche_keys, sizeof(dc_marche_key));
  dc_index_init(&details->firms, sizeof(dc_firm_key));
  dc_holdings holdings = {.counting = counting};
  collect_holdings(&holdings);
  make_markets(counting, &holdings);
  make_titulaires(counting, &holdings);
  free(holdings.holdings);
}
