#include "decompte/rules.h"

#include "article.h"
#include "declare.h"
#include "loading.h"
#include "planning.h"

static void cut_sources(dc_rules *rules, const dc_rule_text *texts, size_t count, dc_diagnostics *diagnostics) {
  dc_dictionary *dictionary = rules->dictionary;
  dictionary->sources = DC_NEW_ARRAY(rules->arena, count, dc_rule_source);
  dictionary->source_count = count;
  for (size_t i = 0; i < count; i++)
    dc_rule_source_cut(&dictionary->sources[i], rules->arena, texts[i].name, texts[i].bytes, diagnostics);
}

bool dc_rules_load_texts(dc_rules *rules, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                         const dc_rule_text *texts, size_t count, dc_diagnostics *diagnostics) {
  *rules = (dc_rules){.arena = arena, .lexicon = lexicon, .intern = intern};
  dc_diagnostics found;
  dc_diagnostics_init(&found, diagnostics->arena);
  rules->dictionary = DC_NEW(arena, dc_dictionary);
  dc_dictionary_fields(rules->dictionary, arena, lexicon);
  cut_sources(rules, texts, count, &found);
  dc_rule_blocks *blocks = DC_NEW(arena, dc_rule_blocks);
  for (size_t i = 0; i < count; i++) dc_layout_read(blocks, arena, &rules->dictionary->sources[i], &found);
  dc_declare_recueils(rules, blocks, &found);
  dc_declare_names(rules, &found);
  dc_articles_read(rules, &found);
  dc_plans_make(rules, &found);
  bool sound = dc_diagnostics_count(&found, DC_ERROR) == 0;
  dc_diagnostics_sort(&found);
  dc_diagnostics_append(diagnostics, &found);
  dc_diagnostics_free(&found);
  return sound;
}

bool dc_rules_load(dc_rules *rules, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                   const dc_rule_file *files, size_t file_count, dc_diagnostics *diagnostics) {
  dc_rule_text *texts = DC_NEW_ARRAY(arena, file_count, dc_rule_text);
  dc_rule_file *known = DC_NEW_ARRAY(arena, file_count, dc_rule_file);
  bool read = true;
  for (size_t i = 0; i < file_count; i++) {
    known[i] = files[i];
    texts[i].name = files[i].name;
    read = dc_rule_bytes_read(arena, &files[i], &texts[i].bytes, diagnostics) && read;
    dc_hasher hasher;
    dc_hasher_begin(&hasher);
    dc_hasher_add(&hasher, texts[i].bytes.data, texts[i].bytes.length);
    known[i].digest = dc_hasher_end(&hasher);
  }
  bool sound = dc_rules_load_texts(rules, arena, lexicon, intern, texts, file_count, diagnostics);
  for (size_t i = 0; i < file_count; i++) known[i].lines = rules->dictionary->sources[i].count;
  rules->files = known;
  rules->file_count = file_count;
  return read && sound;
}

static void check_review(const dc_rules *rules, dc_date statement, dc_diagnostics *diagnostics, dc_date review,
                         dc_text name, dc_position position) {
  char buffer[DC_DATE_SIZE];
  if (review == DC_NO_DATE || statement < review) return;
  DC_RULE_REPORT(rules, diagnostics, DC_R_REVIEW, position, "« " DC_S " » était à revoir avant le " DC_S, DC_ARG(name),
                 DC_ARG(dc_date_french(review, buffer)));
}

void dc_rules_check_review(const dc_rules *rules, int32_t statement, dc_diagnostics *diagnostics) {
  const dc_dictionary *dictionary = rules->dictionary;
  for (size_t i = 0; i < dictionary->pack_count; i++) {
    const dc_pack *pack = &dictionary->packs[i];
    for (size_t j = 0; j < pack->parameter_count; j++) {
      const dc_parameter *parameter = &pack->parameters[j];
      if (parameter->used)
        check_review(rules, statement, diagnostics, parameter->review, parameter->name, parameter->position);
    }
    for (size_t j = 0; j < pack->list_count; j++) {
      const dc_code_list *list = &pack->lists[j];
      if (list->used) check_review(rules, statement, diagnostics, list->review, list->name, list->position);
    }
  }
}

const dc_recueil *dc_rules_find(const dc_rules *rules, dc_text code) {
  size_t low = 0, high = rules->recueil_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = dc_text_compare(rules->recueils[middle]->code, code);
    if (order == 0) return rules->recueils[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

dc_text dc_article_name(dc_arena *arena, const dc_article *article) {
  return dc_text_format(arena, DC_S ", article %u", DC_ARG(article->recueil->code), (unsigned)article->number);
}

bool dc_rules_parameter(const dc_rules *rules, const dc_recueil *recueil, dc_text name, dc_date date,
                        dc_rational *value) {
  const dc_dictionary *dictionary = rules->dictionary;
  for (const dc_pack *pack = &dictionary->packs[recueil->rank]; pack; pack = dc_pack_parent(dictionary, pack))
    for (size_t i = 0; i < pack->parameter_count; i++) {
      dc_parameter *parameter = &pack->parameters[i];
      if (!dc_text_equal(parameter->name, name) || parameter->typing.sort != DC_SORT_NUMBER) continue;
      const dc_dated_value *at = dc_parameter_at(parameter, date);
      if (at) *value = at->number;
      return at != NULL;
    }
  return false;
}
