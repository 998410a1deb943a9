#include "check.h"

/* Where the verdict of an article is of use: a control that no market can fail does nothing. */
static dc_boxes boxes_of_use(dc_space *space, const dc_article *article) {
  return dc_boxes_of(space, article->condition, article->effect != DC_EFFECT_CONTROL);
}

/* Why an article never applies; NULL when it may. `*intricate`: too much so to tell. */
static const char *reason(dc_space *space, const dc_boxes *chain, const dc_article *article, bool *intricate) {
  dc_boxes condition = boxes_of_use(space, article);
  if (!dc_boxes_possible(space, &condition))
    return article->effect == DC_EFFECT_CONTROL ? "aucun marché ne peut manquer à ce contrôle"
                                                : "sa condition ne peut jamais être vraie";
  dc_boxes in_force = dc_boxes_of(space, article->in_force, true);
  dc_boxes meet = dc_boxes_meet(space, &condition, &in_force);
  if (!dc_boxes_possible(space, &meet)) return "sa condition ne peut être vraie tant qu'il est en vigueur";
  meet = dc_boxes_meet(space, chain, &meet);
  *intricate = meet.overflow;
  return dc_boxes_possible(space, &meet) ? NULL : "aucun marché de son recueil ne peut en remplir la condition";
}

static void check_recueil(const dc_rules *rules, dc_space *space, const dc_recueil *recueil,
                          dc_diagnostics *diagnostics) {
  dc_boxes chain = dc_boxes_of_chain(space, dc_plan_of(rules, recueil));
  if (!dc_boxes_possible(space, &chain)) {
    DC_RULE_REPORT(rules, diagnostics, DC_R_NEVER, recueil->position,
                   "aucun marché ne peut relever de ce recueil : sa portée, ses dates et celles des recueils qu'il "
                   "complète s'excluent");
    return;
  }
  for (size_t i = 0; i < recueil->article_count; i++) {
    const dc_article *article = &recueil->articles[i];
    bool intricate = false;
    const char *why = reason(space, &chain, article, &intricate);
    if (intricate)
      DC_RULE_REPORT(rules, diagnostics, DC_R_INTRICATE, article->position,
                     "la condition de cet article est trop composée pour savoir s'il peut s'appliquer");
    if (why)
      DC_RULE_REPORT(rules, diagnostics, DC_R_NEVER, article->position, "cet article ne s'applique jamais : %s", why);
  }
}

void dc_check_applicable(const dc_rules *rules, dc_diagnostics *diagnostics) {
  for (size_t i = 0; i < rules->recueil_count; i++) {
    dc_arena arena = {0};
    dc_space space;
    dc_space_init(&space, &arena, rules);
    check_recueil(rules, &space, rules->recueils[i], diagnostics);
    dc_arena_free(&arena);
  }
}
