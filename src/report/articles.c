/* The articles that govern the markets of a workbook: the lines of Règles. */
#include "decompte/trace.h"
#include "report/sheets.h"

/* An article that governs a market governs each record of it. */
static void add_line(const dc_sheets *sheets, const dc_line *line, dc_rule_line *of_article) {
  const dc_plan *plan = sheets->accounts->marches[line->marche].plan;
  size_t first = sheets->first_detail[line->first_cumul];
  size_t records = sheets->first_detail[line->first_cumul + line->cumul_count] - first;
  for (size_t effect = 0; plan && effect < DC_EFFECT_COUNT; effect++) {
    for (size_t i = 0; i < plan->by_effect[effect].count; i++) {
      dc_rule_line *rule = &of_article[plan->by_effect[effect].items[i]->id];
      rule->article = plan->by_effect[effect].items[i];
      rule->markets++;
      rule->records += records;
    }
  }
}

static void add_reasons(dc_sheets *sheets, dc_rule_line *of_article) {
  for (size_t i = 0; i < sheets->reason_count; i++) {
    const dc_reason *reason = &sheets->reasons[i];
    if (!reason->decided) continue;
    dc_rule_line *rule = &of_article[reason->decided->id];
    *(reason->key.set_aside ? &rule->set_aside : &rule->refused) += reason->lines;
    rule->touched += reason->lines;
    rule->cut += reason->refused;
  }
}

void dc_sheets_survey_rules(dc_sheets *sheets) {
  const dc_rules *rules = sheets->accounts->rules;
  dc_arena *arena = &sheets->workbook.arena;
  dc_rule_line *of_article = DC_NEW_ARRAY(arena, rules->article_count, dc_rule_line);
  for (size_t i = 0; i < sheets->book->line_count; i++) add_line(sheets, &sheets->lines[i], of_article);
  add_reasons(sheets, of_article);
  sheets->rules = DC_NEW_ARRAY(arena, rules->article_count, dc_rule_line);
  sheets->rule_place = DC_NEW_ARRAY(arena, rules->article_count, uint32_t);
  for (size_t i = 0; i < rules->recueil_count; i++) {
    for (size_t k = 0; k < rules->recueils[i]->article_count; k++) {
      uint32_t id = rules->recueils[i]->articles[k].id;
      if (!of_article[id].article) continue;
      sheets->rule_place[id] = (uint32_t)sheets->rule_count;
      of_article[id].withheld = sheets->view->mask.active && sheets->view->mask.articles[id];
      sheets->rules[sheets->rule_count++] = of_article[id];
    }
  }
}

dc_content dc_sheets_to_rule(const dc_sheets *sheets, dc_content content, const dc_article *article) {
  return article ? dc_content_linked(content, "regles", sheets->rule_place[article->id]) : content;
}

dc_text dc_sheets_said(const dc_sheets *sheets, const dc_article *article, dc_text text) {
  bool reserved = dc_view_masked(sheets->book->profil) && text.length && dc_article_telling(article);
  return reserved ? DC_TEXT("(réservé)") : text;
}
