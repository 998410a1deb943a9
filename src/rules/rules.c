#include "decompte/rules.h"

#include <unistd.h>

#include "annex.h"
#include "article.h"
#include "declare.h"
#include "loading.h"
#include "planning.h"

static bool is_annex(dc_text name) { return dc_text_ends(name, DC_TEXT(".csv")); }

static void cut_sources(dc_rules *rules, const dc_rule_text *texts, size_t count, dc_diagnostics *diagnostics) {
  dc_dictionary *dictionary = rules->dictionary;
  dictionary->source_room = count + DC_ANNEX_LIMIT;
  dictionary->sources = DC_NEW_ARRAY(rules->arena, dictionary->source_room, dc_rule_source);
  for (size_t i = 0; i < count; i++)
    if (!is_annex(texts[i].name))
      dc_rule_source_cut(&dictionary->sources[dictionary->source_count++], rules->arena, texts[i].name, texts[i].bytes,
                         diagnostics);
}

/* What follows reading, whatever the texts come from. */
static bool load(dc_rules *rules, const dc_rule_text *texts, size_t count, const dc_annex_shelf *shelf,
                 dc_diagnostics *diagnostics) {
  dc_diagnostics found;
  dc_diagnostics_init(&found, diagnostics->arena);
  rules->dictionary = DC_NEW(rules->arena, dc_dictionary);
  dc_dictionary_fields(rules->dictionary, rules->arena, rules->lexicon);
  cut_sources(rules, texts, count, &found);
  dc_rule_blocks *blocks = DC_NEW(rules->arena, dc_rule_blocks);
  for (size_t i = 0; i < rules->dictionary->source_count; i++)
    dc_layout_read(blocks, rules->arena, &rules->dictionary->sources[i], &found);
  dc_annexes_read(rules, blocks, shelf, &found);
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

/* ---- from memory ---- */

typedef struct {
  const dc_rule_text *texts;
  size_t count;
} dc_texts;

static bool find_text(void *context, dc_text name, dc_text *bytes, bool *told) {
  const dc_texts *texts = context;
  (void)told;
  for (size_t i = 0; i < texts->count; i++) {
    if (!dc_text_equal(texts->texts[i].name, name)) continue;
    *bytes = texts->texts[i].bytes;
    return true;
  }
  return false;
}

bool dc_rules_load_texts(dc_rules *rules, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                         const dc_rule_text *texts, size_t count, dc_diagnostics *diagnostics) {
  *rules = (dc_rules){.arena = arena, .lexicon = lexicon, .intern = intern};
  dc_texts all = {texts, count};
  dc_annex_shelf shelf = {&all, find_text};
  return load(rules, texts, count, &shelf, diagnostics);
}

/* ---- from files ---- */

typedef struct {
  dc_rules *rules;
  dc_diagnostics *diagnostics;
  DC_LIST(dc_rule_file) files; /* rule files, then annexes as they are met */
} dc_rule_shelf;

static bool read_file(dc_rule_shelf *shelf, dc_rule_file file, dc_text *bytes) {
  if (!dc_rule_bytes_read(shelf->rules->arena, &file, bytes, shelf->diagnostics)) return false;
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  dc_hasher_add(&hasher, bytes->data, bytes->length);
  file.digest = dc_hasher_end(&hasher);
  DC_APPEND(shelf->rules->arena, &shelf->files, file);
  return true;
}

/* An annex is beside a rule file in its directory as it is in its name. */
static bool open_annex(void *context, dc_text name, dc_text *bytes, bool *told) {
  dc_rule_shelf *shelf = context;
  dc_arena *arena = shelf->rules->arena;
  dc_rule_file file = {.name = name};
  for (size_t i = 0; i < shelf->files.count; i++) {
    const dc_rule_file *known = &shelf->files.items[i];
    if (dc_text_equal(known->name, name)) return dc_rule_bytes_read(arena, known, bytes, shelf->diagnostics);
    dc_text folder = dc_annex_beside(arena, known->name, (dc_text){0});
    if (is_annex(known->name) || !dc_text_starts(name, folder)) continue;
    file.path = dc_annex_beside(arena, known->path, dc_text_slice(name, folder.length, name.length));
  }
  if (access(dc_text_copy(arena, file.path).data, F_OK) != 0) return false;
  *told = true;
  return read_file(shelf, file, bytes);
}

bool dc_rules_load(dc_rules *rules, dc_arena *arena, const dc_lexicon *lexicon, dc_intern *intern,
                   const dc_rule_file *files, size_t file_count, dc_diagnostics *diagnostics) {
  *rules = (dc_rules){.arena = arena, .lexicon = lexicon, .intern = intern};
  dc_rule_text *texts = DC_NEW_ARRAY(arena, file_count, dc_rule_text);
  dc_rule_shelf books = {.rules = rules, .diagnostics = diagnostics};
  size_t count = 0;
  for (size_t i = 0; i < file_count; i++) {
    texts[count].name = files[i].name;
    count += read_file(&books, files[i], &texts[count].bytes);
  }
  dc_annex_shelf shelf = {&books, open_annex};
  bool sound = load(rules, texts, count, &shelf, diagnostics);
  rules->files = books.files.items;
  rules->file_count = books.files.count;
  for (size_t i = 0; i < rules->file_count; i++)
    rules->files[i].lines = dc_rule_lines(rules->dictionary, rules->files[i].name);
  return sound && count == file_count;
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
