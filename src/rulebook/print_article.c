#include "print.h"
#include "spelling.h"

static const dc_detail *detail_of(const dc_document *document, const dc_article *article) {
  return &document->rules->dictionary->details[article->id];
}

/* ---- clauses ---- */

/* What the article does, as opposed to where it comes from and how it is tried. */
static bool is_clause(dc_heading_kind kind) {
  switch (kind) {
  case DC_HEADING_SOURCE:
  case DC_HEADING_IN_FORCE:
  case DC_HEADING_REPLACES:
  case DC_HEADING_CASES: return false;
  default: return true;
  }
}

static dc_clauses clauses_of(const dc_document *document, const dc_article *article) {
  return dc_clauses_of(document->arena, detail_of(document, article)->block, is_clause);
}

/* ---- replaced, replacing ---- */

/* « (version du 01/01/2026) », when the file holds others. */
static dc_text version_of(const dc_document *document, const dc_article *article) {
  const dc_detail *detail = detail_of(document, article);
  const dc_article *first = article->recueil->articles, *last = first + article->recueil->article_count - 1;
  bool alone = (article == first || article[-1].number != article->number) &&
               (article == last || article[1].number != article->number);
  char buffer[DC_DATE_SIZE];
  if (alone || !detail->in_force_reference) return (dc_text){0};
  return dc_text_format(document->arena, " (version du " DC_S ")",
                        DC_ARG(dc_date_french(detail->in_force_from, buffer)));
}

dc_text dc_document_article_title(const dc_document *document, const dc_article *article) {
  return dc_text_format(document->arena, DC_S DC_S,
                        DC_ARG(dc_spell_title(document->arena, detail_of(document, article)->block)),
                        DC_ARG(version_of(document, article)));
}

/* « NATIONAL, article 1 — Publics éligibles ». */
static dc_text full_name(const dc_document *document, const dc_article *article) {
  return dc_text_format(document->arena, DC_S " — " DC_S DC_S, DC_ARG(dc_article_name(document->arena, article)),
                        DC_ARG(article->title), DC_ARG(version_of(document, article)));
}

static bool replaces(const dc_detail *detail, const dc_article *article) {
  return detail->replaces.recueil == article->recueil && detail->replaces.number == article->number;
}

typedef DC_LIST(const dc_article *) dc_articles;

/* The printed articles that `article` replaces (its versions), or that replace it. */
static dc_articles related(const dc_document *document, const dc_article *article, bool replaced) {
  dc_articles found = {0};
  for (size_t i = 0; i < document->rules->recueil_count; i++)
    for (size_t j = 0; j < document->rules->recueils[i]->article_count; j++) {
      const dc_article *other = &document->rules->recueils[i]->articles[j];
      bool linked =
          replaced ? replaces(detail_of(document, article), other) : replaces(detail_of(document, other), article);
      if (linked && dc_document_prints(document, other)) DC_APPEND(document->arena, &found, other);
    }
  return found;
}

static void add_related(const dc_document *document, dc_printed_fields *fields, const char *name,
                        const dc_articles *articles) {
  for (size_t i = 0; i < articles->count; i++)
    dc_document_field(document, fields, name, full_name(document, articles->items[i]),
                      dc_document_article_anchor(document, articles->items[i]));
}

static void print_replaced(dc_document *document, const dc_articles *articles) {
  for (size_t i = 0; i < articles->count; i++) {
    dc_clauses clauses = clauses_of(document, articles->items[i]);
    document->notation->struck(&document->body, full_name(document, articles->items[i]),
                               dc_document_article_anchor(document, articles->items[i]), clauses.items, clauses.count);
  }
}

/* ---- cases ---- */

/* The contradiction told of that row, from `*from` on; NULL when there is none. */
static const dc_diagnostic *contradiction(const dc_document *document, dc_position row, size_t *from) {
  for (; *from < document->contradicted.count; ++*from) {
    const dc_diagnostic *item = &document->contradicted.items[*from];
    if (item->line == row.line && dc_text_equal(item->file, row.file)) return item;
  }
  return NULL;
}

static void print_grid(dc_document *document, const dc_grid *grid) {
  size_t columns = grid->items[0].count, rows = grid->count - 1;
  dc_text *cells = dc_document_cells(document, grid);
  dc_mark *marks = DC_NEW_ARRAY(document->arena, rows, dc_mark);
  for (size_t i = 1; i < grid->count; i++) {
    size_t from = 0;
    bool wrong = contradiction(document, dc_piece_position(grid->items[i].items[0]), &from) != NULL;
    marks[i - 1] =
        wrong ? (dc_mark){DC_MARK_WRONG, DC_TEXT("contredit")} : (dc_mark){DC_MARK_RIGHT, DC_TEXT("satisfait")};
  }
  dc_printed_table table = {.caption = DC_TEXT("Cas"),
                            .columns = columns,
                            .rows = rows,
                            .header = cells,
                            .cells = cells + columns,
                            .mark_header = DC_TEXT("vérification"),
                            .marks = marks};
  document->notation->table(&document->body, &table);
}

/* What the rule gives instead, for each row that it contradicts. */
static size_t print_contradictions(dc_document *document, const dc_grid *grid) {
  size_t wrong = 0;
  for (size_t i = 1; i < grid->count; i++) {
    size_t from = 0;
    const dc_diagnostic *told = contradiction(document, dc_piece_position(grid->items[i].items[0]), &from);
    wrong += told != NULL;
    for (; told; from++, told = contradiction(document, dc_piece_position(grid->items[i].items[0]), &from))
      document->notation->remark(&document->body, dc_text_format(document->arena, "Ligne %zu du tableau : " DC_S ".", i,
                                                                 DC_ARG(told->message)));
  }
  return wrong;
}

static void print_coverage(dc_document *document, const dc_trial *trial, size_t wrong) {
  dc_builder text = {.arena = document->arena};
  dc_builder_add(&text, DC_TEXT("Couverture : "));
  dc_document_count_cases(&text, trial->cases, wrong);
  if (trial->cases > 0 && trial->tests > 0)
    dc_builder_format(&text, " ; tests vus vrais et faux : %zu sur %zu", trial->exercised, trial->tests);
  dc_document_count_mutants(&text, trial);
  dc_builder_add(&text, DC_TEXT("."));
  document->notation->remark(&document->body, dc_builder_text(&text));
}

static void print_cases(dc_document *document, const dc_article *article) {
  const dc_rule_block *block = detail_of(document, article)->block;
  size_t wrong = 0;
  for (size_t i = 0; i < block->headings.count; i++) {
    const dc_heading *heading = &block->headings.items[i];
    if (heading->kind != DC_HEADING_CASES) continue;
    print_grid(document, &heading->grid);
    wrong += print_contradictions(document, &heading->grid);
  }
  dc_trial trial = dc_rulebook_try(document->rules, article);
  print_coverage(document, &trial, wrong);
  document->wrong += wrong;
  document->trial.cases += trial.cases;
  document->trial.mutants += trial.mutants;
  document->trial.killed += trial.killed;
  document->trial.alike += trial.alike;
}

/* ---- article ---- */

static dc_text in_force_text(const dc_document *document, const dc_article *article) {
  const dc_rule_block *pack = document->rules->dictionary->packs[article->recueil->rank].block;
  dc_text own = dc_clause_value(document->arena, detail_of(document, article)->block, DC_HEADING_IN_FORCE);
  if (own.length > 0) return own;
  dc_text shared = dc_clause_value(document->arena, pack, DC_HEADING_IN_FORCE);
  return shared.length == 0 ? DC_TEXT("sans limite de date")
                            : dc_text_format(document->arena, DC_S " (comme le recueil)", DC_ARG(shared));
}

void dc_document_article(dc_document *document, const dc_article *article) {
  const dc_rule_block *block = detail_of(document, article)->block;
  dc_printed_fields fields = {0};
  dc_articles replaced = related(document, article, true), replacing = related(document, article, false);
  dc_clauses clauses = clauses_of(document, article);
  dc_document_open(document, 2, dc_document_article_anchor(document, article),
                   dc_document_article_title(document, article));
  add_related(document, &fields, "Remplace", &replaced);
  add_related(document, &fields, "Remplacé par", &replacing);
  dc_document_field(document, &fields, "En vigueur", in_force_text(document, article), (dc_text){0});
  dc_document_field(document, &fields, "Source", dc_clause_value(document->arena, block, DC_HEADING_SOURCE),
                    (dc_text){0});
  document->notation->fields(&document->body, fields.items, fields.count);
  dc_document_law(document, block);
  document->notation->clauses(&document->body, clauses.items, clauses.count);
  print_replaced(document, &replaced);
  print_cases(document, article);
  document->notation->close_part(&document->body);
  document->articles++;
}
