#include "rulebook/reach.h"

static bool reads(const dc_node *node, const dc_definition *definition) {
  if (!node) return false;
  if (node->kind == DC_NODE_DEFINITION)
    return node->definition == definition || reads(node->definition->value, definition);
  return reads(node->children[0], definition) || reads(node->children[1], definition);
}

bool dc_definition_matters(const dc_rules *rules, const dc_article *article, const dc_definition *definition) {
  if (reads(article->condition, definition) || reads(article->value, definition)) return true;
  if (reads(article->preference, definition)) return true;
  const dc_detail *detail = &rules->dictionary->details[article->id];
  for (size_t i = 0; i < detail->cases.count; i++)
    for (size_t j = 0; j < detail->cases.items[i]->column_count; j++) {
      const dc_definition *expected = detail->cases.items[i]->columns[j].definition;
      if (expected && (expected == definition || reads(expected->value, definition))) return true;
    }
  return false;
}
