/* Keys of duplicates, caps and controls: « par personne, par marché et par jour », read from records.
 *
 * Floor: account, private. Records come in the order of days: what concerns one period is over when the next begins, so
 * that counters hold one period at a time. */
#ifndef DECOMPTE_ACCOUNT_KEYS_H
#define DECOMPTE_ACCOUNT_KEYS_H

#include "account/details.h"

/* What is known of one key in the current period. */
typedef struct {
  dc_hours used;
  dc_hours limit;       /* of the record that went over it, for controls */
  uint32_t first, last; /* rows: the first one, the last that used hours */
  uint32_t over;        /* row that went over the limit, DC_UNKNOWN = none */
} dc_counter;

/* The counters of one article. */
typedef struct {
  const dc_article *article;
  const dc_column *columns[DC_KEY_FIELDS]; /* NULL: not a column of a table */
  dc_index keys;
  dc_counter *counters;
  size_t capacity;
  int32_t period;   /* the period that the counters are about */
  dc_hours *limits; /* by market; NULL for duplicates */
} dc_ledger_keys;

/* One for each article of that effect in any plan of the run, by article id; NULL elsewhere. */
dc_ledger_keys **dc_keys_open(const dc_accounts *accounts, dc_effect effect);
void dc_keys_close(const dc_accounts *accounts, dc_ledger_keys **keys);

/* Have two records, each of a known market and person, the same key in the same period? */
bool dc_keys_same(const dc_ledger_keys *keys, const dc_accounts *accounts, size_t row, size_t other);

/* The calendar that a key is bound to: a key that names the day itself is as much « par jour » as another. */
dc_period dc_key_period(const dc_key *key, const dc_accounts *accounts);

/* Whether the day of `row` begins a new period. The caller then looks at the counters if it must, and clears them. */
bool dc_keys_period_ends(const dc_ledger_keys *keys, const dc_accounts *accounts, size_t row);
void dc_keys_clear(dc_ledger_keys *keys, const dc_accounts *accounts, size_t row);

/* Both, when nothing of the period that ends is of use. */
void dc_keys_start_period(dc_ledger_keys *keys, const dc_accounts *accounts, size_t row);

/* The counter of the key of `row`; with `add`, made if missing, else NULL. Valid until the next call that adds. */
dc_counter *dc_keys_counter(dc_ledger_keys *keys, const dc_accounts *accounts, size_t row, bool add);

/* What a cap allows on a market; DC_NO_QUANTITY when a value is missing. The second form remembers. */
dc_hours dc_article_limit(const dc_accounts *accounts, const dc_article *article, const dc_marche *marche);
dc_hours dc_keys_limit(dc_ledger_keys *keys, const dc_accounts *accounts, uint32_t marche);

/* Whether the key of an article may judge a record: a month is not judged by the day or the week. */
bool dc_keys_judges(const dc_accounts *accounts, const dc_article *article, size_t row);

/* Whether a record bears the article: its condition holds (bit in cap_masks), and a month is not judged by the day or
 * the week. `list` is that of the plan, `first_bit` where its bits begin. */
bool dc_keys_concern(const dc_accounts *accounts, const dc_article_list *list, size_t i, size_t first_bit, size_t row);

/* Where the bits of an effect begin in the masks of a plan's records. */
size_t dc_keys_first_bit(const dc_plan *plan, dc_effect effect);
extern const dc_effect dc_masked_effects[4]; /* in the order of their bits */

/* Where the bits of « Préférer » begin: one for each article of a plan that has one. */
size_t dc_keys_preference_bit(const dc_plan *plan);

/* « par personne et par jour ». In `arena`. */
dc_text dc_key_words(dc_arena *arena, const dc_key *key);

#endif
