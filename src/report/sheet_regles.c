/* Règles: the articles that govern the markets of the workbook, what they say, where that comes from, what they did. */
#include "decompte/trace.h"
#include "report/sheets.h"

static const dc_rule_line *rule_at(void *context, size_t row) { return &((dc_sheets *)context)->rules[row]; }
static const dc_article *article_at(void *context, size_t row) { return rule_at(context, row)->article; }

/* ---- what the article is ---- */

static dc_content repere(void *context, size_t row) { return dc_content_text(dc_rule_key_text(context, row)); }
static dc_content recueil(void *context, size_t row) {
  return dc_content_text(article_at(context, row)->recueil->code);
}
static dc_content numero(void *context, size_t row) { return dc_content_number(article_at(context, row)->number); }

/* What the article says, unless that is reserved in this workbook. */
static dc_content said(void *context, size_t row, dc_text text) {
  return dc_content_text(dc_sheets_said(context, article_at(context, row), text));
}

static dc_content titre(void *context, size_t row) { return said(context, row, article_at(context, row)->title); }

static dc_content effet(void *context, size_t row) {
  static const char *const names[DC_EFFECT_COUNT] = {
      [DC_EFFECT_NONE] = "définition",    [DC_EFFECT_COMPUTE] = "calcul",
      [DC_EFFECT_REFUSE] = "refus",       [DC_EFFECT_ONCE] = "doublon",
      [DC_EFFECT_CONVERT] = "conversion", [DC_EFFECT_CAP] = "plafond",
      [DC_EFFECT_WEIGHT] = "pondération", [DC_EFFECT_CAP_COUNTED] = "plafond d'heures comptées",
      [DC_EFFECT_CONTROL] = "contrôle",   [DC_EFFECT_CONTROL_CAP] = "contrôle par clé"};
  return dc_content_text(dc_text_from(names[article_at(context, row)->effect]));
}

/* A version that is not dated holds for all. */
static dc_version version_of(void *context, size_t row) {
  dc_version version;
  bool dated = dc_article_version(((dc_sheets *)context)->accounts->rules, article_at(context, row), &version);
  return dated ? version : (dc_version){.from = DC_NO_DATE, .until = INT32_MAX};
}

static dc_content selon(void *context, size_t row) {
  const dc_field *reference = version_of(context, row).reference;
  return dc_content_text(reference ? reference->name : DC_TEXT(""));
}

static dc_content depuis(void *context, size_t row) { return dc_content_day(version_of(context, row).from); }

static dc_content jusqu_a(void *context, size_t row) {
  dc_date until = version_of(context, row).until;
  return dc_content_day(until == INT32_MAX ? DC_NO_DATE : until);
}

static dc_content regle(void *context, size_t row) {
  dc_sheets *sheets = context;
  dc_text clauses = dc_article_clauses(sheets->accounts->rules, article_at(context, row), &sheets->workbook.scratch);
  return said(context, row, clauses);
}

static dc_content source(void *context, size_t row) { return said(context, row, article_at(context, row)->source); }
static dc_content loi(void *context, size_t row) { return said(context, row, article_at(context, row)->law); }

/* ---- what it did ---- */

static dc_content marches(void *context, size_t row) {
  return dc_content_number((int64_t)rule_at(context, row)->markets);
}

static dc_content soumises(void *context, size_t row) {
  return dc_content_number((int64_t)rule_at(context, row)->records);
}

/* Sums of Refus, which a public workbook does not have. */
static dc_content summed(void *context, size_t row, int64_t number) {
  if (rule_at(context, row)->withheld)
    return (dc_content){.text = DC_WITHHELD, .number = DC_NO_QUANTITY, .formula = DC_PLAIN};
  dc_content content = dc_content_number(number);
  if (dc_sheets_is_public(context)) content.formula = DC_PLAIN;
  return content;
}

static dc_content refusees(void *context, size_t row) {
  return summed(context, row, (int64_t)rule_at(context, row)->refused);
}
static dc_content ecartees(void *context, size_t row) {
  return summed(context, row, (int64_t)rule_at(context, row)->set_aside);
}
static dc_content retranchees(void *context, size_t row) { return summed(context, row, rule_at(context, row)->cut); }

/* Not in the public workbooks of parts: the others taken off the whole would tell what one of them hides. */
enum { TOLD = DC_BOOK_INTERNAL | DC_BOOK_CONSOLIDATION };

static const dc_grid_column columns[] = {
    {"repere", "refus.repere_article", DC_AS_TEXT, 11, 0, 0, repere, NULL},
    {"recueil", "refus.recueil", DC_AS_TEXT, 16, 0, 0, recueil, NULL},
    {"article", "journal.article", DC_AS_COUNT, 8, 0, 0, numero, NULL},
    {"titre", "refus.titre", DC_AS_TEXT, 25, DC_WRAPPED, 0, titre, NULL},
    {"effet", "articles.effet", DC_AS_TEXT, 13, DC_WRAPPED, 0, effet, NULL},
    {"selon", "articles.selon", DC_AS_TEXT, 14, DC_WRAPPED, 0, selon, NULL},
    {"depuis", "articles.depuis", DC_AS_DATE, 11, 0, 0, depuis, NULL},
    {"jusqu_a", "articles.jusqu_a", DC_AS_DATE, 11, 0, 0, jusqu_a, NULL},
    {"regle", "articles.regle", DC_AS_TEXT, 52, DC_WRAPPED, 0, regle, NULL},
    {"source", "articles.source", DC_AS_TEXT, 26, DC_WRAPPED, 0, source, NULL},
    {"loi", "articles.loi", DC_AS_TEXT, 42, DC_WRAPPED, 0, loi, NULL},
    {"marches", "articles.marches", DC_AS_COUNT, 9, 0, 0, marches, NULL},
    {"soumises", "articles.soumises", DC_AS_COUNT, 10, 0, DC_BOOK_INTERNAL, soumises, NULL},
    {"refusees", "articles.refusees", DC_AS_COUNT, 11, DC_SUMMED, TOLD, refusees,
     "{SUMIFS refus.lignes refus.repere_article repere refus.cause \"règle\"}"},
    {"ecartees", "articles.ecartees", DC_AS_COUNT, 12, DC_SUMMED, TOLD, ecartees,
     "{SUMIFS refus.lignes refus.repere_article repere}-{refusees}"},
    {"retranchees", "articles.retranchees", DC_AS_HOURS, 12, DC_SUMMED, TOLD, retranchees,
     "{SUMIFS refus.refusees refus.repere_article repere}"},
};

static const dc_note notes[] = {
    {"soumises", "Les lignes de Détail des marchés que l'article régit.", NULL},
    {"refusees", "Les lignes de Détail que l'article a refusées, ou réduites quand il plafonne : celles de Refus.",
     NULL},
};

static const dc_grid_spec spec = {
    .name = "regles",
    .sheet = "Règles",
    .about = "Les articles des recueils qui régissent les marchés du classeur : ce qu'ils disent, le texte qui les "
             "fonde, ce qu'ils ont refusé.",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .notes = notes,
    .note_count = sizeof notes / sizeof *notes,
    .total = DC_TOTAL_BELOW,
    .frozen_columns = 4};

void dc_regles_plan(dc_sheets *sheets) {
  const char *period = sheets->view->output->all_details ? "depuis le début" : "du mois";
  dc_heading heading = {
      .title = DC_TEXT("Règles appliquées à ces marchés"),
      .sentence = dc_text_format(&sheets->workbook.arena,
                                 "Un article par ligne, dans les mots de son recueil ; les lignes et les heures sont "
                                 "celles des relevés %s.",
                                 period)};
  dc_workbook_plan(&sheets->workbook, &spec, sheets, sheets->rule_count, heading);
}
