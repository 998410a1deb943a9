/* An explanation as text for a terminal or a letter, and as JSON for programs. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "decompte/explain.h"

/* ---- text ---- */

/* Columns, from 0: where the text of a section begins, where notes are aligned, where lines end. */
enum { SHORT_LABEL = 10, LONG_LABEL = 18, NOTES = 56, VERDICT_END = 98, WIDTH = 100, DEEPER = 2, HANGING = 3 };

typedef struct {
  dc_arena *arena;
  dc_builder text;
  size_t column;
} dc_page;

static void put(dc_page *page, dc_text text) {
  dc_builder_add(&page->text, text);
  page->column += dc_text_characters(text);
}

static void put_end(dc_page *page) {
  dc_builder_add(&page->text, DC_TEXT("\n"));
  page->column = 0;
}

static void put_to(dc_page *page, size_t column) {
  while (page->column < column) put(page, DC_TEXT(" "));
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Whether a line may not end between two words: in « 1 655 745,00 € », before « : » and « » », after « « ». */
static bool hold_together(dc_text word, dc_text next) {
  static const char *const bound[] = {"»", ":", ";", "?", "%", "€", "€/h", "h", "jours", "jour"};
  if (!word.length || !next.length) return false;
  if (is_digit(word.data[word.length - 1]) && is_digit(next.data[0])) return true;
  for (size_t i = 0; i < sizeof bound / sizeof *bound; i++)
    if (dc_text_starts(next, dc_text_from(bound[i])) && next.length <= strlen(bound[i]) + 1) return true;
  static const char *const binding[] = {"«", "-", "+", "(-", "(+"};
  for (size_t i = 0; i < sizeof binding / sizeof *binding; i++)
    if (dc_text_equal(word, dc_text_from(binding[i]))) return true;
  return false;
}

/* The end of the first word of a text, with those that it holds together with. */
static size_t word_end(dc_text text) {
  size_t begin = 0, end = dc_text_find(text, DC_TEXT(" "));
  while (end < text.length) {
    dc_text rest = dc_text_slice(text, end + 1, text.length);
    size_t length = dc_text_find(rest, DC_TEXT(" "));
    if (!hold_together(dc_text_slice(text, begin, end), dc_text_slice(rest, 0, length))) break;
    begin = end + 1;
    end += 1 + length;
  }
  return end;
}

/* Words one after the other, on as many lines as it takes; those after the first begin at `left`. */
static void put_words(dc_page *page, dc_text text, size_t left) {
  for (bool first = true; text.length > 0; first = false) {
    size_t end = word_end(text);
    dc_text word = dc_text_slice(text, 0, end);
    text = dc_text_slice(text, end + 1, text.length);
    bool last = page->column + 1 + dc_text_characters(word) + (text.length > 0) + dc_text_characters(text) <=
                WIDTH + HANGING; /* rather than leave a word alone on a line */
    bool fits = last || page->column + 1 + dc_text_characters(word) <= WIDTH;
    if (!first && fits) put(page, DC_TEXT(" "));
    if (!first && !fits) {
      put_end(page);
      put_to(page, left);
    }
    put(page, word);
  }
}

/* At its column when the text leaves room, else after it, else on a line of its own. */
static void put_note(dc_page *page, dc_text note, size_t left) {
  if (!note.length) return;
  bool closed = note.data[0] == '(';
  dc_text shown = closed ? note : dc_text_format(page->arena, "(" DC_S ")", DC_ARG(note));
  size_t length = dc_text_characters(shown);
  bool aligned = page->column + 2 <= NOTES && NOTES + length <= WIDTH;
  if (!aligned && page->column + 2 + length > WIDTH) {
    put_end(page);
    put_to(page, length < WIDTH - left ? WIDTH - length : left);
    put_words(page, shown, left + DEEPER);
    return;
  }
  put_to(page, aligned ? NOTES : page->column + 2);
  put(page, shown);
}

static void put_heading(dc_page *page, const dc_explained_section *section) {
  for (size_t i = 0; i < section->lines.count; i++) {
    const dc_explained_line *line = &section->lines.items[i];
    put_words(page, dc_text_printable(page->arena, line->text), 0);
    size_t length = dc_text_characters(line->note);
    if (length) put_to(page, page->column + 2 + length <= VERDICT_END ? VERDICT_END - length : page->column + 2);
    put(page, dc_text_printable(page->arena, line->note));
    put_end(page);
  }
}

static void put_section(dc_page *page, const dc_explained_section *section) {
  dc_text label = dc_text_from(section->label);
  size_t column = dc_text_characters(label) < SHORT_LABEL ? SHORT_LABEL : LONG_LABEL;
  put(page, label);
  for (size_t i = 0; i < section->lines.count; i++) {
    const dc_explained_line *line = &section->lines.items[i];
    size_t left = column + (size_t)line->indent * DEEPER;
    put_to(page, left);
    put_words(page, dc_text_printable(page->arena, line->text), left + DEEPER);
    put_note(page, dc_text_printable(page->arena, line->note), left + DEEPER);
    put_end(page);
  }
}

dc_text dc_explanation_text(const dc_explanation *explanation) {
  dc_page page = {.arena = explanation->arena, .text = {.arena = explanation->arena}};
  put_heading(&page, &explanation->sections.items[0]);
  for (size_t i = 1; i < explanation->sections.count; i++) {
    if (explanation->sections.items[i].lines.count) put_section(&page, &explanation->sections.items[i]);
  }
  return dc_builder_text(&page.text);
}

/* ---- JSON ---- */

static void set(json_t *object, const char *key, json_t *value) {
  if (!value || json_object_set_new(object, key, value) != 0) dc_die_memory();
}

static void set_text(json_t *object, const char *key, dc_text text) {
  set(object, key, json_stringn(text.data ? text.data : "", text.length));
}

static void append(json_t *array, json_t *value) {
  if (!value || json_array_append_new(array, value) != 0) dc_die_memory();
}

static json_t *section_object(const dc_explained_section *section) {
  json_t *object = json_object(), *lines = json_array();
  set_text(object, "rubrique", dc_text_from(section->key));
  set_text(object, "titre", dc_text_from(section->label));
  for (size_t i = 0; i < section->lines.count; i++) {
    const dc_explained_line *line = &section->lines.items[i];
    json_t *item = json_object();
    set_text(item, "texte", line->text);
    if (line->note.length) set_text(item, "renvoi", line->note);
    if (line->indent) set(item, "retrait", json_integer(line->indent));
    append(lines, item);
  }
  set(object, "lignes", lines);
  return object;
}

dc_text dc_explanation_json(const dc_explanation *explanation) {
  json_t *root = json_object(), *facts = json_object(), *sections = json_array();
  set_text(root, "objet", dc_text_from(explanation->subject));
  for (size_t i = 0; i < explanation->facts.count; i++)
    set_text(facts, explanation->facts.items[i].key, explanation->facts.items[i].value);
  set(root, "faits", facts);
  for (size_t i = 0; i < explanation->sections.count; i++)
    append(sections, section_object(&explanation->sections.items[i]));
  set(root, "rubriques", sections);
  char *dumped = json_dumps(root, JSON_INDENT(2));
  if (!dumped) dc_die_memory();
  dc_text text = dc_text_format(explanation->arena, "%s\n", dumped);
  free(dumped);
  json_decref(root);
  return text;
}
