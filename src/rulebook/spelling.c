#include "spelling.h"

#include "rules/declare.h"
#include "rules/lexer.h"

#define OPENING DC_TEXT("«")
#define CLOSING DC_TEXT("»")

/* ---- sentences ---- */

/* One space for every run of spaces. */
static void add_squeezed(dc_builder *out, dc_text plain) {
  for (size_t at = 0; at < plain.length; at++) {
    bool again = plain.data[at] == ' ' && out->length > 0 && out->data[out->length - 1] == ' ';
    if (!again) dc_builder_add(out, dc_text_slice(plain, at, at + 1));
  }
}

static dc_text spell_words(dc_arena *arena, dc_text plain) {
  dc_builder out = {.arena = arena};
  add_squeezed(&out, plain);
  return dc_builder_text(&out);
}

/* As written, tabs and carriage returns made spaces, without the blanks around. */
static dc_text kept(dc_arena *arena, dc_text raw) {
  dc_text copy = dc_text_copy(arena, dc_text_trim(raw));
  char *bytes = (char *)(uintptr_t)copy.data;
  for (size_t at = 0; at < copy.length; at++)
    if (bytes[at] == '\t' || bytes[at] == '\r') bytes[at] = ' ';
  return copy;
}

/* Bytes before the « » » that closes a text opened `*depth` times, which is then 0; or all of `raw`. */
static size_t text_length(dc_text raw, unsigned *depth) {
  for (size_t at = 0; at < raw.length; at++) {
    dc_text rest = dc_text_slice(raw, at, raw.length);
    if (dc_text_starts(rest, OPENING)) ++*depth;
    if (dc_text_starts(rest, CLOSING) && --*depth == 0) return at;
  }
  return raw.length;
}

/* One line of a sentence. `*depth`: how many « are open, from line to line. */
static dc_text spell_sentence(dc_arena *arena, dc_text raw, unsigned *depth, bool squeezed) {
  dc_builder out = {.arena = arena};
  while (raw.length > 0) {
    if (*depth == 0) {
      size_t opening = dc_text_find(raw, OPENING);
      dc_text plain = dc_rule_plain(arena, dc_text_slice(raw, 0, opening));
      if (squeezed)
        add_squeezed(&out, plain);
      else
        dc_builder_add(&out, plain);
      if (opening == raw.length) break;
      dc_builder_add(&out, OPENING);
      *depth = 1;
      raw = dc_text_slice(raw, opening + OPENING.length, raw.length);
    }
    size_t length = text_length(raw, depth);
    dc_text inside = kept(arena, dc_text_slice(raw, 0, length));
    if (inside.length > 0 && out.length > 0) dc_builder_add(&out, DC_TEXT(" "));
    dc_builder_add(&out, inside);
    if (*depth > 0) break;
    dc_builder_add(&out, out.length > 0 ? DC_TEXT(" »") : CLOSING);
    raw = dc_text_slice(raw, length + CLOSING.length, raw.length);
  }
  return dc_builder_text(&out);
}

static dc_text spell_piece(dc_arena *arena, dc_piece piece, bool squeezed) {
  unsigned depth = 0;
  return spell_sentence(arena, dc_piece_raw(piece), &depth, squeezed);
}

/* ---- expressions ---- */

/* The space between two tokens of a line. A minus sign is one only between spaces; of two numbers with one space
 * between, the second could be read as thousands of the first. */
static const char *space_between(const dc_token *before, const dc_token *after) {
  if (before->kind == DC_TOKEN_NUMBER && after->kind == DC_TOKEN_NUMBER) return "  ";
  if (before->kind == DC_TOKEN_MINUS || after->kind == DC_TOKEN_MINUS) return " ";
  bool elided = before->kind == DC_TOKEN_WORD && dc_text_ends(before->text, DC_TEXT("'"));
  if (elided && after->kind == DC_TOKEN_WORD) return "";
  bool inner = before->kind == DC_TOKEN_OPEN || after->kind == DC_TOKEN_CLOSE || after->kind == DC_TOKEN_COMMA;
  return inner ? "" : " ";
}

/* A line that begins with « - » is an item: « − » stays there as it was written. */
static void add_token(dc_builder *out, const dc_token *token, const dc_rule_source *source) {
  if (token->kind == DC_TOKEN_TEXT) {
    dc_piece piece = {source, token->position.line, token->text};
    dc_text inside = token->text.length > 0 ? kept(out->arena, dc_piece_raw(piece)) : (dc_text){0};
    dc_builder_format(out, "«%s" DC_S " »", inside.length > 0 ? " " : "", DC_ARG(inside));
    return;
  }
  dc_text sign = dc_sign_text(token->kind);
  bool item = token->kind == DC_TOKEN_MINUS && out->length == 0;
  dc_builder_add(out, sign.length > 0 && !item ? sign : token->text);
}

/* « l'une : », which announces items, is no sequence of tokens; nor is an expression in error, left for its author. */
static void spell_expression(dc_arena *arena, const dc_phrase *phrase, dc_text lines[]) {
  dc_tokens tokens;
  dc_rule_error error;
  if (!dc_lex(&tokens, arena, phrase, (dc_position){0}, &error)) {
    for (size_t i = 0; i < phrase->count; i++) {
      dc_text written = phrase->items[i].text;
      lines[i] = dc_text_ends(written, DC_TEXT(":")) ? spell_words(arena, written) : written;
    }
    return;
  }
  const dc_token *token = tokens.items;
  for (size_t i = 0; i < phrase->count; i++) {
    dc_builder out = {.arena = arena};
    for (; token->kind != DC_TOKEN_END && token->position.line == phrase->items[i].line; token++) {
      if (out.length > 0) dc_builder_add(&out, dc_text_from(space_between(token - 1, token)));
      add_token(&out, token, phrase->items[i].source);
    }
    lines[i] = dc_builder_text(&out);
  }
}

/* ---- parts ---- */

/* Headings that hold a sentence, or the name of a file; the others hold an expression. */
static bool holds_sentence(dc_heading_kind kind) {
  return kind == DC_HEADING_SOURCE || kind == DC_HEADING_MOTIF || kind == DC_HEADING_COMPLETES ||
         kind == DC_HEADING_REPLACES || kind == DC_HEADING_CUMULATES || kind == DC_HEADING_TABLE;
}

void dc_spell_phrase(dc_arena *arena, dc_heading_kind kind, const dc_phrase *phrase, dc_text lines[]) {
  if (!holds_sentence(kind)) {
    spell_expression(arena, phrase, lines);
    return;
  }
  unsigned depth = 0;
  for (size_t i = 0; i < phrase->count; i++)
    lines[i] = spell_sentence(arena, dc_piece_raw(phrase->items[i]), &depth, kind != DC_HEADING_TABLE);
}

dc_text dc_spell_keyword(dc_arena *arena, const dc_heading *heading) {
  dc_text name = heading->name.text;
  return spell_words(arena, dc_text_trim(dc_text_slice(name, 0, name.length - heading->argument.text.length)));
}

dc_text dc_spell_argument(dc_arena *arena, const dc_heading *heading) {
  return spell_words(arena, heading->argument.text);
}

dc_text dc_spell_title(dc_arena *arena, const dc_rule_block *block) {
  dc_text keyword = block->keyword.text;
  dc_piece before, after, title = block->title;
  bool dashed = block->kind == DC_BLOCK_RECUEIL || block->kind == DC_BLOCK_ARTICLE;
  if (dashed && dc_declare_title(title, &before, &after))
    return dc_text_format(arena, DC_S " " DC_S " — " DC_S, DC_ARG(keyword), DC_ARG(spell_piece(arena, before, true)),
                          DC_ARG(spell_piece(arena, after, true)));
  size_t open = dc_text_find(title.text, DC_TEXT("("));
  if (block->kind == DC_BLOCK_PARAMETER && open > 0 && open < title.text.length) {
    before = dc_piece_slice(title, 0, open);
    after = dc_piece_slice(title, open, title.text.length);
    return dc_text_format(arena, DC_S " " DC_S " " DC_S, DC_ARG(keyword), DC_ARG(spell_piece(arena, before, true)),
                          DC_ARG(spell_piece(arena, after, true)));
  }
  bool named = title.text.length > 0;
  return dc_text_format(arena, DC_S "%s" DC_S, DC_ARG(keyword), named ? " " : "",
                        DC_ARG(spell_piece(arena, title, true)));
}

dc_text dc_spell_cell(dc_arena *arena, dc_piece cell) { return spell_piece(arena, cell, false); }
dc_text dc_spell_law(dc_arena *arena, dc_piece law) { return kept(arena, dc_piece_raw(law)); }
dc_text dc_spell_comment(dc_arena *arena, dc_text raw) { return kept(arena, raw); }
