/* Why a record was not admitted whole, in French. */
#include "account/details.h"
#include "account/keys.h"

/* One record as a batch of one. */
typedef struct {
  dc_scope scope;
  uint32_t row;
  dc_environment environment;
  dc_arena scratch;
} dc_single;

/* As the article saw it. */
static void single_begin(dc_single *single, const dc_accounts *accounts, const dc_article *article, size_t row) {
  *single = (dc_single){.row = (uint32_t)row};
  single->scope = (dc_scope){.accounts = accounts,
                             .marche = &accounts->marches[accounts->marche_of[row]],
                             .rows = &single->row,
                             .amounts_wait = dc_article_precedes_hours(article)};
  single->environment = dc_scope_environment(&single->scope);
}

static void single_end(dc_single *single) { dc_arena_free(&single->scratch); }

static dc_text place_of(dc_arena *arena, const dc_accounts *accounts, size_t row) {
  dc_text file = dc_dossier_file(accounts->dossier, DC_RELEVES, row)->source.name;
  return dc_text_format(arena, DC_S ":%u", DC_ARG(file), dc_table_of(accounts, DC_RELEVES)->lines[row]);
}

static dc_text refusal(const dc_accounts *accounts, const dc_article *article, size_t row, bool masked,
                       dc_arena *arena) {
  dc_single single;
  single_begin(&single, accounts, article, row);
  dc_text motif = dc_article_motif(accounts->rules, article, &single.environment, masked, arena);
  single_end(&single);
  return motif;
}

static dc_text missing(const dc_accounts *accounts, const dc_article *article, size_t row, dc_arena *arena) {
  if (!accounts->marches[accounts->marche_of[row]].plan) {
    return DC_TEXT("Aucun recueil utilisable pour ce marché.");
  }
  if (!article) return DC_TEXT("Donnée manquante : heures (aucun article ne convertit le montant).");
  dc_single single;
  single_begin(&single, accounts, article, row);
  dc_text name = dc_article_missing(accounts->rules, article, &single.environment, &single.scratch);
  dc_text motif = name.length ? dc_text_format(arena, "Donnée manquante : " DC_S ".", DC_ARG(name))
                  : article->effect == DC_EFFECT_WEIGHT
                      ? DC_TEXT("Coefficients différents d'un article à l'autre, ou hors de 0 à 1 000 %.")
                  : article->effect == DC_EFFECT_CONVERT
                      ? DC_TEXT("Conversions différentes d'un article à l'autre, ou résultat négatif ou démesuré.")
                      : DC_TEXT("Calcul impossible : division par zéro ou résultat démesuré.");
  single_end(&single);
  return motif;
}

static dc_text duplicate(const dc_accounts *accounts, size_t row, dc_arena *arena) {
  dc_text place = place_of(arena, accounts, accounts->decisions[row].other - 1);
  return dc_text_format(arena, "Déjà déclaré : " DC_S " a été pris en compte.", DC_ARG(place));
}

static dc_text capped(const dc_accounts *accounts, const dc_article *article, size_t row, dc_arena *arena) {
  char limit_text[DC_NUMBER_SIZE];
  const dc_decision *decision = &accounts->decisions[row];
  dc_hours limit = dc_article_limit(accounts, article, &accounts->marches[accounts->marche_of[row]]);
  dc_builder motif = {.arena = arena};
  dc_builder_format(&motif, "Plafond de %s h " DC_S, dc_hours_text(limit, limit_text).data,
                    DC_ARG(dc_key_words(arena, &article->key)));
  if (article->effect == DC_EFFECT_CAP_COUNTED) dc_builder_add(&motif, DC_TEXT(" (heures comptées)"));
  if (decision->other) {
    dc_builder_format(&motif, ", entamé jusqu'à " DC_S, DC_ARG(place_of(arena, accounts, decision->other - 1)));
  }
  dc_builder_add(&motif, DC_TEXT("."));
  return dc_builder_text(&motif);
}

dc_text dc_account_motif(const dc_accounts *accounts, size_t row, bool masked, dc_arena *arena) {
  const dc_article *article = dc_account_article(accounts, row);
  if (accounts->decisions[row].verdict == DC_ECARTEE) return missing(accounts, article, row, arena);
  if (!article) return (dc_text){0};
  switch (article->effect) {
  case DC_EFFECT_REFUSE: return refusal(accounts, article, row, masked, arena);
  case DC_EFFECT_ONCE: return duplicate(accounts, row, arena);
  case DC_EFFECT_CAP:
  case DC_EFFECT_CAP_COUNTED: return capped(accounts, article, row, arena);
  case DC_EFFECT_NONE:
  case DC_EFFECT_COMPUTE:
  case DC_EFFECT_CONVERT:
  case DC_EFFECT_WEIGHT:
  case DC_EFFECT_CONTROL:
  case DC_EFFECT_CONTROL_CAP:
  case DC_EFFECT_COUNT: break;
  }
  dc_bug(__FILE__, __LINE__, "article sans motif");
}

dc_text dc_account_other_motifs(const dc_accounts *accounts, size_t row, bool masked, dc_arena *arena) {
  uint64_t others = accounts->decisions[row].refusals;
  others &= others - 1; /* the lowest is the main one */
  dc_builder text = {.arena = arena};
  const dc_plan *plan = accounts->marches[accounts->marche_of[row]].plan;
  for (size_t i = 0; others; i++, others >>= 1) {
    if (!(others & 1)) continue;
    if (text.length) dc_builder_add(&text, DC_TEXT(" ; "));
    dc_builder_add(&text, refusal(accounts, plan->by_effect[DC_EFFECT_REFUSE].items[i], row, masked, arena));
  }
  return dc_builder_text(&text);
}
