/* A page of HTML that is well-formed XML too, so that any reader of either may check it. */
#include "notation.h"

static const char style[] =
    "@page { size: A4; margin: 22mm 18mm 20mm;\n"
    "  font: 8pt sans-serif; color: #444;\n"
    "  @bottom-left { content: \"Règles de décompte des heures d'insertion\"; }\n"
    "  @bottom-right { content: \"page \" counter(page) \" sur \" counter(pages); } }\n"
    ":root { --encre: #1a1a1a; --trait: #8a8f98; --fond: #f3f4f6; --accent: #1f3a68; }\n"
    "html { font: 11pt/1.45 Georgia, \"Liberation Serif\", \"DejaVu Serif\", serif; }\n"
    "html { color: var(--encre); background: #fff; }\n"
    "body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }\n"
    "h1, h2, h3, caption, th, dt, nav, .marque, .suite { font-family: \"Liberation Sans\", Arial, sans-serif; }\n"
    "h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; color: var(--accent); }\n"
    "header p { font-size: 1.15rem; margin: .4rem 0 1.5rem; }\n"
    "h2 { font-size: 1.35rem; color: var(--accent); border-bottom: 2px solid var(--accent); padding-bottom: .2rem; }\n"
    "h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; break-after: avoid; }\n"
    "a { color: var(--accent); }\n"
    "nav ul { list-style: none; padding: 0; margin: 0; columns: 2; column-gap: 2rem; font-size: .85rem; }\n"
    "nav li { padding-left: 1rem; }\n"
    "nav li.titre { font-weight: bold; padding-left: 0; margin-top: .5rem; }\n"
    "dl { margin: .4rem 0; }\n"
    "dl.fiche, blockquote, .annonce { break-after: avoid; }\n"
    "table + .suite { break-before: avoid; }\n"
    "dl.fiche { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; font-size: .9rem; }\n"
    "dl.fiche dd { margin: 0; overflow-wrap: anywhere; }\n"
    "dt { color: #3c434d; font-size: .85rem; }\n"
    "dl.fiche dt { padding-top: .1rem; }\n"
    "dl.texte { border-left: 3px solid var(--accent); padding: .1rem 0 .1rem .9rem; margin: .7rem 0; }\n"
    "dl.texte, blockquote, nav li, tr, .signatures { break-inside: avoid; }\n"
    "dl.texte dt { font-weight: bold; color: var(--encre); }\n"
    "dl.texte dd { margin: 0 0 .35rem 1.2rem; }\n"
    "blockquote { margin: .7rem 0 .7rem 1.2rem; font-style: italic; }\n"
    "blockquote p { margin: .2rem 0; }\n"
    "del { display: block; color: #555; text-decoration: line-through; }\n"
    "del dl.texte { border-left-color: var(--trait); }\n"
    "p.suite { font-size: .85rem; margin: .4rem 0; }\n"
    "table { border-collapse: collapse; width: calc(100% - 1px); margin: .6rem 0; font-size: .85rem; }\n"
    "caption { text-align: left; font-weight: bold; padding: .2rem 0; break-after: avoid; }\n"
    "th, td { border: 1px solid var(--trait); padding: .2rem .45rem; text-align: left; vertical-align: top; }\n"
    "td { overflow-wrap: break-word; }\n"
    "th { background: var(--fond); }\n"
    "thead { display: table-header-group; }\n"
    "td.marque { white-space: nowrap; }\n"
    "td.juste { color: #14532d; }\n"
    "td.faux { color: #8b0000; font-weight: bold; background: #fdecec; }\n"
    ".signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem; margin-top: 1rem; }\n"
    ".signatures div { border: 1px solid var(--trait); padding: .6rem .8rem; min-height: 11rem; }\n"
    ".signatures p { margin: 0 0 1.1rem; }\n"
    "@media print {\n"
    "  html { font-size: 10pt; } body { max-width: none; margin: 0; padding: 0; }\n"
    "  a { color: inherit; text-decoration: none; }\n"
    "  section.partie { break-before: page; }\n"
    "  #signatures { break-before: auto; break-inside: avoid; }\n"
    "}\n";

static void add(dc_builder *out, const char *text) { dc_builder_add(out, dc_text_from(text)); }

/* Characters that XML refuses are printed as U+FFFD. */
static void add_escaped(dc_builder *out, dc_text text) {
  static const struct {
    const char *character, *written;
  } escapes[] = {{"&", "&amp;"},   {"<", "&lt;"},        {">", "&gt;"},
                 {"\"", "&quot;"}, {"\uFFFE", "\uFFFD"}, {"\uFFFF", "\uFFFD"}};
  text = dc_text_printable(out->arena, text);
  for (size_t at = 0; at < text.length;) {
    dc_text rest = dc_text_slice(text, at, text.length);
    size_t i = 0, count = sizeof escapes / sizeof *escapes;
    while (i < count && !dc_text_starts(rest, dc_text_from(escapes[i].character))) i++;
    dc_text read = i < count ? dc_text_from(escapes[i].character) : dc_text_slice(rest, 0, 1);
    dc_builder_add(out, i < count ? dc_text_from(escapes[i].written) : read);
    at += read.length;
  }
}

static void add_element(dc_builder *out, const char *element, dc_text text) {
  dc_builder_format(out, "<%s>", element);
  add_escaped(out, text);
  dc_builder_format(out, "</%s>", element);
}

static void add_link(dc_builder *out, dc_text text, dc_text anchor) {
  if (anchor.length == 0) {
    add_escaped(out, text);
    return;
  }
  add(out, "<a href=\"#");
  add_escaped(out, anchor);
  add(out, "\">");
  add_escaped(out, text);
  add(out, "</a>");
}

static void html_open(dc_builder *out, dc_text title, dc_text subtitle) {
  add(out,
      "<!DOCTYPE html>\n<html lang=\"fr\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
  add_element(out, "title", dc_text_format(out->arena, DC_S " — " DC_S, DC_ARG(title), DC_ARG(subtitle)));
  add(out, "\n<style>\n");
  add(out, style);
  add(out, "</style>\n</head>\n<body>\n<header>\n");
  add_element(out, "h1", title);
  add_element(out, "p", subtitle);
  add(out, "\n</header>\n<main>\n");
}

static void html_contents(dc_builder *out, const dc_entry *entries, size_t count) {
  add(out,
      "<nav aria-labelledby=\"table-des-matieres\">\n<h2 id=\"table-des-matieres\">Table des matières</h2>\n<ul>\n");
  for (size_t i = 0; i < count; i++) {
    add(out, entries[i].level == 1 ? "<li class=\"titre\">" : "<li>");
    add_link(out, entries[i].title, entries[i].anchor);
    add(out, "</li>\n");
  }
  add(out, "</ul>\n</nav>\n");
}

static void html_open_part(dc_builder *out, unsigned level, dc_text anchor, dc_text title) {
  add(out, level == 1 ? "<section class=\"partie\" id=\"" : "<section id=\"");
  add_escaped(out, anchor);
  add(out, "\">\n");
  add_element(out, level == 1 ? "h2" : "h3", title);
  add(out, "\n");
}

static void html_close_part(dc_builder *out) { add(out, "</section>\n"); }

static void html_fields(dc_builder *out, const dc_printed_field *fields, size_t count) {
  add(out, "<dl class=\"fiche\">\n");
  for (size_t i = 0; i < count; i++) {
    add_element(out, "dt", fields[i].name);
    add(out, "<dd>");
    add_link(out, fields[i].value, fields[i].anchor);
    add(out, "</dd>\n");
  }
  add(out, "</dl>\n");
}

static void html_law(dc_builder *out, const dc_text *paragraphs, size_t count) {
  add(out, "<blockquote>");
  for (size_t i = 0; i < count; i++) add_element(out, "p", paragraphs[i]);
  add(out, "</blockquote>\n");
}

static void html_clauses(dc_builder *out, const dc_clause *clauses, size_t count) {
  add(out, "<dl class=\"texte\">\n");
  for (size_t i = 0; i < count; i++) {
    add_element(out, "dt", clauses[i].name);
    add(out, "<dd>");
    add_escaped(out, clauses[i].value);
    if (clauses[i].item_count > 0) add(out, "<ul>");
    for (size_t j = 0; j < clauses[i].item_count; j++) add_element(out, "li", clauses[i].items[j]);
    if (clauses[i].item_count > 0) add(out, "</ul>");
    add(out, "</dd>\n");
  }
  add(out, "</dl>\n");
}

static void html_struck(dc_builder *out, dc_text title, dc_text anchor, const dc_clause *clauses, size_t count) {
  add(out, "<p class=\"suite annonce\">Texte remplacé : ");
  add_link(out, title, anchor);
  add(out, "</p>\n<del>\n");
  html_clauses(out, clauses, count);
  add(out, "</del>\n");
}

static void html_mark(dc_builder *out, const dc_mark *mark) {
  static const char *const openings[] = {
      [DC_MARK_NONE] = "<td class=\"marque\">",
      [DC_MARK_RIGHT] = "<td class=\"marque juste\">✓ ",
      [DC_MARK_WRONG] = "<td class=\"marque faux\">✗ ",
  };
  add(out, openings[mark->kind]);
  add_escaped(out, mark->text);
  add(out, "</td>");
}

static void html_table(dc_builder *out, const dc_printed_table *table) {
  bool marked = table->mark_header.length > 0;
  add(out, "<table>\n");
  add_element(out, "caption", table->caption);
  add(out, "\n<thead><tr>");
  for (size_t i = 0; i < table->columns + marked; i++) {
    add(out, "<th scope=\"col\">");
    add_escaped(out, i < table->columns ? table->header[i] : table->mark_header);
    add(out, "</th>");
  }
  add(out, "</tr></thead>\n<tbody>\n");
  for (size_t row = 0; row < table->rows; row++) {
    add(out, "<tr>");
    for (size_t i = 0; i < table->columns; i++) add_element(out, "td", table->cells[row * table->columns + i]);
    if (marked) html_mark(out, &table->marks[row]);
    add(out, "</tr>\n");
  }
  add(out, "</tbody>\n</table>\n");
}

static void html_remark(dc_builder *out, dc_text text) {
  add(out, "<p class=\"suite\">");
  add_escaped(out, text);
  add(out, "</p>\n");
}

static void html_signatures(dc_builder *out, const char *const *roles, size_t count) {
  add(out, "<div class=\"signatures\">\n");
  for (size_t i = 0; i < count; i++) {
    add(out, "<div>\n<p><strong>");
    add_escaped(out, dc_text_from(roles[i]));
    add(out, "</strong></p>\n<p>Nom et qualité :</p>\n<p>Date :</p>\n<p>Signature :</p>\n</div>\n");
  }
  add(out, "</div>\n");
}

static void html_close(dc_builder *out) { add(out, "</main>\n</body>\n</html>\n"); }

const dc_notation dc_notation_html = {
    .open = html_open,
    .contents = html_contents,
    .open_part = html_open_part,
    .close_part = html_close_part,
    .fields = html_fields,
    .law = html_law,
    .clauses = html_clauses,
    .struck = html_struck,
    .table = html_table,
    .remark = html_remark,
    .signatures = html_signatures,
    .close = html_close,
};
