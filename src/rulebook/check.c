#include "check.h"

dc_boxes dc_boxes_of_chain(dc_space *space, const dc_plan *plan) {
  dc_boxes chain = dc_boxes_everywhere(space);
  for (size_t i = 0; i < plan->chain_length; i++) {
    dc_boxes scope = dc_boxes_of(space, plan->chain[i]->scope, true);
    dc_boxes in_force = dc_boxes_of(space, plan->chain[i]->in_force, true);
    chain = dc_boxes_meet(space, &chain, &scope);
    chain = dc_boxes_meet(space, &chain, &in_force);
  }
  return chain;
}

dc_boxes dc_boxes_of_article(dc_space *space, const dc_boxes *chain, const dc_article *article) {
  dc_boxes in_force = dc_boxes_of(space, article->in_force, true);
  dc_boxes condition = dc_boxes_of(space, article->condition, true);
  dc_boxes within = dc_boxes_meet(space, chain, &in_force);
  return dc_boxes_meet(space, &within, &condition);
}

bool dc_rulebook_check(const dc_rules *rules, dc_rulebook_depth depth, dc_diagnostics *diagnostics) {
  dc_diagnostics found;
  dc_diagnostics_init(&found, diagnostics->arena);
  dc_check_overlaps(rules, depth, &found);
  dc_check_parameters(rules, depth, &found);
  if (depth == DC_RULEBOOK_WARNINGS) {
    dc_check_applicable(rules, &found);
    dc_check_lists(rules, &found);
  }
  bool sound = dc_diagnostics_count(&found, DC_ERROR) == 0;
  dc_diagnostics_sort(&found);
  dc_diagnostics_append(diagnostics, &found);
  dc_diagnostics_free(&found);
  return sound;
}
