#include "print.h"

#include "rules/walk.h"
#include "spelling.h"

/* ---- parts ---- */

void dc_document_open(dc_document *document, unsigned level, dc_text anchor, dc_text title) {
  DC_APPEND(document->arena, &document->entries, (dc_entry){level, anchor, title});
  document->notation->open_part(&document->body, level, anchor, title);
}

void dc_document_field(const dc_document *document, dc_printed_fields *fields, const char *name, dc_text value,
                       dc_text anchor) {
  if (value.length > 0) DC_APPEND(document->arena, fields, (dc_printed_field){dc_text_from(name), value, anchor});
}

/* Remembers a file that holds something printed. */
static void print_from(dc_document *document, dc_text file) {
  size_t i = 0;
  while (i < document->files.count && !dc_text_equal(document->files.items[i], file)) i++;
  if (i == document->files.count) DC_APPEND(document->arena, &document->files, file);
}

dc_text *dc_document_cells(const dc_document *document, const dc_grid *grid) {
  size_t columns = grid->items[0].count;
  dc_text *cells = DC_NEW_ARRAY(document->arena, columns * grid->count, dc_text);
  for (size_t i = 0; i < grid->count; i++)
    for (size_t j = 0; j < columns; j++)
      cells[i * columns + j] = dc_spell_cell(document->arena, grid->items[i].items[j]);
  return cells;
}

/* Lines make paragraphs; an empty one stands between two. */
void dc_document_law(dc_document *document, const dc_rule_block *block) {
  DC_LIST(dc_text) paragraphs = {0};
  bool open = false;
  for (size_t i = 0; i < block->law.count; i++) {
    dc_text line = dc_spell_law(document->arena, block->law.items[i]);
    dc_text *last = open ? &paragraphs.items[paragraphs.count - 1] : NULL;
    if (last && line.length > 0)
      *last = dc_text_format(document->arena, DC_S " " DC_S, DC_ARG(*last), DC_ARG(line));
    else if (line.length > 0)
      DC_APPEND(document->arena, &paragraphs, line);
    open = line.length > 0;
  }
  if (paragraphs.count > 0) document->notation->law(&document->body, paragraphs.items, paragraphs.count);
}

/* ---- anchors ---- */

dc_text dc_document_recueil_anchor(const dc_document *document, const dc_recueil *recueil) {
  return dc_text_format(document->arena, "recueil-" DC_S, DC_ARG(recueil->code));
}

/* Versions of one article follow each other. */
dc_text dc_document_article_anchor(const dc_document *document, const dc_article *article) {
  const dc_article *first = article;
  while (first > article->recueil->articles && first[-1].number == article->number) first--;
  dc_text anchor = dc_text_format(document->arena, DC_S "-article-%u", DC_ARG(article->recueil->code), article->number);
  return first == article ? anchor
                          : dc_text_format(document->arena, DC_S "-version-%td", DC_ARG(anchor), article - first + 1);
}

/* ---- what is printed ---- */

/* Every date is that of the document. */
static void fetch_date(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  (void)field, (void)count;
  DC_ASSERT(out->kind == DC_VALUE_DATE);
  dc_value date = {.kind = DC_VALUE_DATE, .discrete = *(const dc_date *)context};
  *out = dc_vector_of(&date, scratch);
}

static bool holds(const dc_document *document, const dc_node *in_force) {
  dc_date date = document->date;
  dc_environment environment = {&date, fetch_date};
  dc_walker walker = {.rules = document->rules, .environment = &environment, .scratch = document->arena};
  return date == DC_NO_DATE || dc_walk_truth(&walker, in_force) == DC_TRUE;
}

static bool prints_recueil(const dc_document *document, const dc_recueil *recueil) {
  const dc_recueil *below = document->recueil;
  while (below && below != recueil) below = below->completes;
  return !document->recueil || below;
}

bool dc_document_prints(const dc_document *document, const dc_article *article) {
  return prints_recueil(document, article->recueil) && holds(document, article->in_force) &&
         holds(document, article->recueil->in_force);
}

static dc_text on_date(const dc_document *document) {
  char buffer[DC_DATE_SIZE];
  return dc_text_format(document->arena, "au " DC_S, DC_ARG(dc_date_french(document->date, buffer)));
}

/* ---- parameters and lists ---- */

/* The date in that column of a row, or `otherwise`. */
static dc_date date_in(const dc_grid *grid, size_t row, dc_text column, dc_date otherwise) {
  dc_date date;
  for (size_t j = 0; j < grid->items[0].count; j++)
    if (dc_text_equal(grid->items[0].items[j].text, column) && dc_date_parse(grid->items[row].items[j].text, &date))
      return date;
  return otherwise;
}

/* A value of a parameter lasts until the next one. */
static dc_mark mark_of(const dc_document *document, const dc_rule_block *block, size_t row) {
  dc_text from = DC_TEXT("à compter du"), until = DC_TEXT("jusqu'au");
  const dc_grid *grid = &block->grid;
  bool followed = block->kind == DC_BLOCK_PARAMETER && row + 1 < grid->count;
  bool begun = date_in(grid, row, from, INT32_MIN) <= document->date;
  bool over = document->date > date_in(grid, row, until, INT32_MAX) ||
              (followed && document->date >= date_in(grid, row + 1, from, INT32_MAX));
  return begun && !over ? (dc_mark){DC_MARK_RIGHT, DC_TEXT("en vigueur")} : (dc_mark){0};
}

static bool is_dated(const dc_grid *grid) {
  for (size_t j = 0; j < grid->items[0].count; j++) {
    dc_text name = grid->items[0].items[j].text;
    if (dc_text_equal(name, DC_TEXT("à compter du")) || dc_text_equal(name, DC_TEXT("jusqu'au"))) return true;
  }
  return false;
}

static void print_grid(dc_document *document, const dc_rule_block *block) {
  const dc_grid *grid = &block->grid;
  if (grid->count == 0) return;
  print_from(document, grid->items[0].items[0].source->name);
  size_t columns = grid->items[0].count, rows = grid->count - 1;
  dc_text *cells = dc_document_cells(document, grid);
  dc_mark *marks = DC_NEW_ARRAY(document->arena, rows, dc_mark);
  for (size_t i = 1; i < grid->count; i++) marks[i - 1] = mark_of(document, block, i);
  bool marked = document->date != DC_NO_DATE && is_dated(grid);
  dc_printed_table table = {.caption = block->kind == DC_BLOCK_PARAMETER ? DC_TEXT("Valeurs") : DC_TEXT("Codes"),
                            .columns = columns,
                            .rows = rows,
                            .header = cells,
                            .cells = cells + columns,
                            .mark_header = marked ? on_date(document) : (dc_text){0},
                            .marks = marks};
  document->notation->table(&document->body, &table);
}

static void print_values(dc_document *document, const dc_recueil *recueil, const dc_rule_block *block, size_t number) {
  dc_printed_fields fields = {0};
  const char *sort = block->kind == DC_BLOCK_PARAMETER ? "parametre" : "liste";
  dc_document_open(document, 2,
                   dc_text_format(document->arena, DC_S "-%s-%zu", DC_ARG(recueil->code), sort, number + 1),
                   dc_spell_title(document->arena, block));
  dc_document_field(document, &fields, "Source", dc_clause_value(document->arena, block, DC_HEADING_SOURCE),
                    (dc_text){0});
  dc_document_field(document, &fields, "Table", dc_clause_value(document->arena, block, DC_HEADING_TABLE),
                    (dc_text){0});
  dc_document_field(document, &fields, "À revoir avant le", dc_clause_value(document->arena, block, DC_HEADING_REVIEW),
                    (dc_text){0});
  document->notation->fields(&document->body, fields.items, fields.count);
  dc_document_law(document, block);
  print_grid(document, block);
  document->notation->close_part(&document->body);
}

/* ---- recueils ---- */

static void print_recueil_fields(dc_document *document, const dc_recueil *recueil, const dc_rule_block *block) {
  dc_printed_fields fields = {0};
  const dc_recueil *above = recueil->completes;
  dc_text always = DC_TEXT("sans limite de date"),
          in_force = dc_clause_value(document->arena, block, DC_HEADING_IN_FORCE);
  if (above)
    dc_document_field(document, &fields, "Complète",
                      dc_text_format(document->arena, DC_S " — " DC_S, DC_ARG(above->code), DC_ARG(above->title)),
                      dc_document_recueil_anchor(document, above));
  dc_document_field(document, &fields, "Portée", dc_clause_value(document->arena, block, DC_HEADING_SCOPE),
                    (dc_text){0});
  dc_document_field(document, &fields, "En vigueur", in_force.length > 0 ? in_force : always, (dc_text){0});
  dc_document_field(document, &fields, "Source", dc_clause_value(document->arena, block, DC_HEADING_SOURCE),
                    (dc_text){0});
  dc_document_field(document, &fields, "Fichier", recueil->position.file, (dc_text){0});
  document->notation->fields(&document->body, fields.items, fields.count);
}

/* Versions that the date leaves out are named, so that nothing of the file goes unmentioned. */
static void print_left_out(dc_document *document, const dc_recueil *recueil) {
  dc_builder left = {.arena = document->arena};
  for (size_t i = 0; i < recueil->article_count; i++) {
    const dc_article *article = &recueil->articles[i];
    if (!dc_document_prints(document, article))
      dc_builder_format(&left, "%s" DC_S, left.length > 0 ? " ; " : "",
                        DC_ARG(dc_document_article_title(document, article)));
  }
  if (left.length == 0) return;
  document->notation->remark(&document->body,
                             dc_text_format(document->arena, "Hors vigueur " DC_S " : " DC_S ".",
                                            DC_ARG(on_date(document)), DC_ARG(dc_builder_text(&left))));
}

static void print_recueil(dc_document *document, const dc_pack *pack) {
  const dc_recueil *recueil = pack->recueil;
  document->recueils++;
  print_from(document, recueil->position.file);
  dc_document_open(document, 1, dc_document_recueil_anchor(document, recueil),
                   dc_text_format(document->arena, DC_S " — " DC_S, DC_ARG(recueil->code), DC_ARG(recueil->title)));
  print_recueil_fields(document, recueil, pack->block);
  dc_document_law(document, pack->block);
  print_left_out(document, recueil);
  for (size_t i = 0; i < pack->parameter_block_count; i++)
    print_values(document, recueil, pack->parameter_blocks[i], i);
  for (size_t i = 0; i < pack->list_block_count; i++) print_values(document, recueil, pack->list_blocks[i], i);
  for (size_t i = 0; i < recueil->article_count; i++)
    if (dc_document_prints(document, &recueil->articles[i])) dc_document_article(document, &recueil->articles[i]);
  document->notation->close_part(&document->body);
}

/* A recueil, then those that complete it. */
static void print_recueils(dc_document *document, const dc_recueil *above) {
  const dc_rules *rules = document->rules;
  for (size_t i = 0; i < rules->recueil_count; i++) {
    const dc_recueil *recueil = rules->recueils[i];
    if (recueil->completes != above) continue;
    if (prints_recueil(document, recueil)) print_recueil(document, &rules->dictionary->packs[recueil->rank]);
    print_recueils(document, recueil);
  }
}

/* ---- the document ---- */

static bool holds_some(const dc_document *document, const dc_rule_file *file) {
  size_t i = 0;
  while (i < document->files.count && !dc_text_equal(document->files.items[i], file->name)) i++;
  return i < document->files.count;
}

static void print_files(dc_document *document) {
  enum { COLUMNS = 3 };
  static const dc_text header[COLUMNS] = {DC_TEXT_INIT("fichier"), DC_TEXT_INIT("lignes"), DC_TEXT_INIT("SHA-256")};
  const dc_rules *rules = document->rules;
  DC_LIST(dc_text) cells = {0};
  for (size_t i = 0; i < rules->file_count; i++) {
    const dc_rule_file *file = &rules->files[i];
    if (!holds_some(document, file)) continue;
    DC_APPEND(document->arena, &cells, file->name);
    DC_APPEND(document->arena, &cells, dc_text_format(document->arena, "%u", file->lines));
    DC_APPEND(document->arena, &cells, dc_text_from(file->digest.hex));
  }
  dc_printed_table table = {.caption = DC_TEXT("Fichiers dont ce document est tiré"),
                            .columns = COLUMNS,
                            .rows = cells.count / COLUMNS,
                            .header = header,
                            .cells = cells.items};
  dc_document_open(document, 1, DC_TEXT("fichiers"), DC_TEXT("Fichiers et empreintes"));
  document->notation->table(&document->body, &table);
  document->notation->close_part(&document->body);
}

static void print_signatures(dc_document *document) {
  static const char *const roles[] = {"Règles écrites par", "Règles relues et approuvées par"};
  dc_document_open(document, 1, DC_TEXT("signatures"), DC_TEXT("Signatures"));
  document->notation->remark(
      &document->body, DC_TEXT("Les signataires attestent que les règles de ce document, dont les empreintes sont "
                               "ci-dessus, traduisent les textes cités."));
  document->notation->signatures(&document->body, roles, sizeof roles / sizeof *roles);
  document->notation->close_part(&document->body);
}

void dc_document_count_cases(dc_builder *out, size_t cases, size_t wrong) {
  if (cases == 0)
    dc_builder_add(out, DC_TEXT("aucun cas"));
  else if (wrong > 0)
    dc_builder_format(out, "%zu cas, dont %zu contredit%s", cases, wrong, wrong > 1 ? "s" : "");
  else
    dc_builder_format(out, "%zu cas, %s", cases, cases > 1 ? "tous satisfaits" : "satisfait");
}

/* A mutant that says the same otherwise cannot be told from the article: it counts on neither side. */
void dc_document_count_mutants(dc_builder *out, const dc_trial *trial) {
  if (trial->mutants > 0)
    dc_builder_format(out, " ; altérations décelées : %zu sur %zu", trial->killed, trial->mutants - trial->alike);
}

static dc_text count_of(dc_arena *arena, size_t count, const char *name) {
  return dc_text_format(arena, "%zu %s%s", count, name, count > 1 ? "s" : "");
}

/* What the whole holds, before the table of contents. */
static void print_summary(const dc_document *document, dc_builder *out, const char *version) {
  dc_printed_fields fields = {0};
  dc_text content =
      dc_text_format(document->arena, DC_S ", " DC_S, DC_ARG(count_of(document->arena, document->recueils, "recueil")),
                     DC_ARG(count_of(document->arena, document->articles, "article")));
  dc_builder cases = {.arena = document->arena};
  dc_document_count_cases(&cases, document->trial.cases, document->wrong);
  dc_document_count_mutants(&cases, &document->trial);
  dc_document_field(document, &fields, "Contenu", content, (dc_text){0});
  dc_document_field(document, &fields, "Couverture", dc_builder_text(&cases), (dc_text){0});
  dc_document_field(document, &fields, "Programme", dc_text_format(document->arena, "décompte %s", version),
                    (dc_text){0});
  document->notation->fields(out, fields.items, fields.count);
  if (document->trial.mutants > 0)
    document->notation->remark(out,
                               DC_TEXT("Altérations : chaque article est changé en un seul point à la fois — un signe, "
                                       "une date, un nombre — et ses cas rejoués ; l'altération est décelée quand "
                                       "l'un d'eux est contredit."));
}

dc_text dc_rulebook_print(dc_arena *arena, const dc_rules *rules, const dc_print_options *options,
                          size_t *contradicted) {
  dc_document document = {.arena = arena,
                          .rules = rules,
                          .notation = options->html ? &dc_notation_html : &dc_notation_text,
                          .recueil = options->recueil,
                          .date = options->in_force,
                          .body = {.arena = arena}};
  dc_diagnostics_init(&document.contradicted, arena);
  size_t failed;
  (void)dc_rulebook_play(rules, &document.contradicted, &failed);
  print_recueils(&document, NULL);
  print_files(&document);
  print_signatures(&document);
  dc_builder out = {.arena = arena};
  dc_text subtitle = document.date == DC_NO_DATE
                         ? DC_TEXT("Toutes les versions")
                         : dc_text_format(arena, "Versions en vigueur " DC_S, DC_ARG(on_date(&document)));
  document.notation->open(&out, DC_TEXT("Règles de décompte des heures d'insertion"), subtitle);
  print_summary(&document, &out, options->version);
  document.notation->contents(&out, document.entries.items, document.entries.count);
  dc_builder_add(&out, dc_builder_text(&document.body));
  document.notation->close(&out);
  dc_diagnostics_free(&document.contradicted);
  *contradicted = document.wrong;
  return dc_builder_text(&out);
}
