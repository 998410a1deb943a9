#include "decompte/rulebook_versions.h"

#include <stdlib.h>

#include "clause.h"
#include "rules/dictionary.h"

/* One recueil, as it was and as it is. */
typedef struct {
  dc_arena *arena;
  const dc_rules *then, *now;
  const dc_pack *old_pack, *new_pack;
  dc_diagnostics *diagnostics;
} dc_revision;

#define REPORT(revision, position, ...)                                                                                \
  DC_RULE_REPORT((revision)->now, (revision)->diagnostics, DC_R_VERSION, (position), __VA_ARGS__)

static dc_position at_recueil(const dc_revision *revision) { return revision->new_pack->recueil->position; }

/* ---- articles ---- */

static const dc_detail *detail_of(const dc_rules *rules, const dc_article *article) {
  return &rules->dictionary->details[article->id];
}

/* What decides of an hour: neither where the article comes from, nor how it is tried, nor what it says of a refusal. */
static bool is_normative(dc_heading_kind kind) {
  return kind != DC_HEADING_SOURCE && kind != DC_HEADING_CASES && kind != DC_HEADING_MOTIF &&
         kind != DC_HEADING_IN_FORCE;
}

static int compare_texts(const void *left, const void *right) {
  return dc_text_compare(*(const dc_text *)left, *(const dc_text *)right);
}

/* The normative clauses, in an order of their own: that of the file says nothing. */
static dc_text normative_text(dc_arena *arena, const dc_rule_block *block) {
  dc_clauses clauses = dc_clauses_of(arena, block, is_normative);
  dc_text *texts = DC_NEW_ARRAY(arena, clauses.count, dc_text);
  for (size_t i = 0; i < clauses.count; i++) {
    dc_builder text = {.arena = arena};
    dc_builder_format(&text, DC_S " : " DC_S "\n", DC_ARG(clauses.items[i].name), DC_ARG(clauses.items[i].value));
    for (size_t j = 0; j < clauses.items[i].item_count; j++)
      dc_builder_format(&text, "- " DC_S "\n", DC_ARG(clauses.items[i].items[j]));
    texts[i] = dc_builder_text(&text);
  }
  if (clauses.count > 0) qsort(texts, clauses.count, sizeof *texts, compare_texts);
  dc_builder whole = {.arena = arena};
  for (size_t i = 0; i < clauses.count; i++) dc_builder_add(&whole, texts[i]);
  return dc_builder_text(&whole);
}

static bool same_or_closed(dc_date then, dc_date now) { return now == then || (then == INT32_MAX && now != INT32_MAX); }

/* The period of an article, unless its recueil's. One that had none may be closed too. */
static bool period_kept(const dc_detail *then, const dc_detail *now) {
  if (!then->in_force_reference) return !now->in_force_reference || now->in_force_until != INT32_MAX;
  return now->in_force_reference == then->in_force_reference && now->in_force_from == then->in_force_from &&
         same_or_closed(then->in_force_until, now->in_force_until);
}

static bool article_kept(const dc_revision *revision, const dc_article *then, const dc_article *now) {
  const dc_detail *old = detail_of(revision->then, then), *new = detail_of(revision->now, now);
  return then->number == now->number && period_kept(old, new) &&
         dc_text_equal(normative_text(revision->arena, old->block), normative_text(revision->arena, new->block));
}

/* Where to say that an article changed: the one of its number that begins on the same day, else the first. */
static const dc_article *article_now(const dc_revision *revision, const dc_article *then) {
  const dc_recueil *recueil = revision->new_pack->recueil;
  const dc_article *found = NULL;
  for (size_t i = 0; i < recueil->article_count; i++) {
    const dc_article *now = &recueil->articles[i];
    if (now->number != then->number) continue;
    bool same_day = detail_of(revision->now, now)->in_force_from == detail_of(revision->then, then)->in_force_from;
    if (!found || same_day) found = now;
    if (same_day) break;
  }
  return found;
}

static void check_article(const dc_revision *revision, const dc_article *then) {
  const dc_recueil *recueil = revision->new_pack->recueil;
  for (size_t i = 0; i < recueil->article_count; i++)
    if (article_kept(revision, then, &recueil->articles[i])) return;
  const dc_article *now = article_now(revision, then);
  if (now)
    REPORT(revision, now->position,
           "l'article %u a changé sans nouvelle version : garder l'ancienne, close par « jusqu'au », et dater la "
           "nouvelle",
           (unsigned)then->number);
  else
    REPORT(revision, at_recueil(revision), "l'article %u a disparu : le garder, clos par « jusqu'au »",
           (unsigned)then->number);
}

/* ---- parameters ---- */

static const dc_parameter *find_parameter(const dc_pack *pack, dc_text key) {
  for (size_t i = 0; i < pack->parameter_count; i++)
    if (dc_text_equal(pack->parameters[i].key, key)) return &pack->parameters[i];
  return NULL;
}

static bool value_kept(const dc_parameter *now, const dc_dated_value *then) {
  for (size_t i = 0; i < now->count; i++) {
    const dc_dated_value *value = &now->values[i];
    if (value->from != then->from) continue;
    return now->typing.sort == DC_SORT_DATE ? value->date == then->date
                                            : dc_rational_compare(value->number, then->number) == 0;
  }
  return false;
}

static void check_parameter(const dc_revision *revision, const dc_parameter *then) {
  const dc_parameter *now = find_parameter(revision->new_pack, then->key);
  if (!now) {
    REPORT(revision, at_recueil(revision), "le paramètre « " DC_S " » a disparu", DC_ARG(then->name));
    return;
  }
  if (now->typing.sort != then->typing.sort || now->typing.percent != then->typing.percent ||
      !dc_unit_equal(now->typing.unit, then->typing.unit)) {
    REPORT(revision, now->position, "le paramètre « " DC_S " » a changé d'unité", DC_ARG(then->name));
    return;
  }
  for (size_t i = 0; i < then->count; i++) {
    char day[DC_DATE_SIZE];
    if (!value_kept(now, &then->values[i]))
      REPORT(revision, now->position, "la valeur de « " DC_S " » à compter du " DC_S " a changé ou disparu",
             DC_ARG(then->name), DC_ARG(dc_date_french(then->values[i].from, day)));
  }
}

/* ---- lists ---- */

static const dc_code_list *find_list(const dc_pack *pack, dc_text key) {
  for (size_t i = 0; i < pack->list_count; i++)
    if (dc_text_equal(pack->lists[i].key, key)) return &pack->lists[i];
  return NULL;
}

static bool row_kept(const dc_code_list *now, const dc_list_row *then) {
  for (size_t i = 0; i < now->count; i++)
    if (now->rows[i].id == then->id && now->rows[i].from == then->from &&
        same_or_closed(then->until, now->rows[i].until))
      return true;
  return false;
}

static void check_list(const dc_revision *revision, const dc_code_list *then) {
  const dc_code_list *now = find_list(revision->new_pack, then->key);
  if (!now) {
    REPORT(revision, at_recueil(revision), "la liste « " DC_S " » a disparu", DC_ARG(then->name));
    return;
  }
  for (size_t i = 0; i < then->count; i++)
    if (!row_kept(now, &then->rows[i]))
      REPORT(revision, now->position,
             "la ligne « " DC_S " » de la liste « " DC_S " » a changé ou disparu : la garder, close par « jusqu'au »",
             DC_ARG(dc_intern_text(revision->now->intern, then->rows[i].id)), DC_ARG(then->name));
}

/* ---- recueils ---- */

static void check_pack(const dc_revision *revision) {
  const dc_pack *old = revision->old_pack;
  for (size_t i = 0; i < old->parameter_count; i++) check_parameter(revision, &old->parameters[i]);
  for (size_t i = 0; i < old->list_count; i++) check_list(revision, &old->lists[i]);
  for (size_t i = 0; i < old->recueil->article_count; i++) check_article(revision, &old->recueil->articles[i]);
}

void dc_rulebook_check_versions(const dc_rules *then, const dc_rules *now, dc_diagnostics *diagnostics) {
  dc_arena scratch = {0};
  for (size_t i = 0; i < then->dictionary->pack_count; i++) {
    dc_revision revision = {&scratch, then, now, &then->dictionary->packs[i], NULL, diagnostics};
    const dc_recueil *recueil = dc_rules_find(now, revision.old_pack->recueil->code);
    if (!recueil) continue;
    revision.new_pack = &now->dictionary->packs[recueil->rank];
    check_pack(&revision);
  }
  dc_arena_free(&scratch);
}
