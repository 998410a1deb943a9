#include "lexer.h"

typedef struct {
  dc_arena *arena;
  dc_tokens *tokens;
  dc_piece piece;
  size_t at;
  dc_rule_error *error;
} dc_lexer;

static const struct {
  dc_text sign;
  dc_token_kind kind;
} signs[] = {
    /* a sign comes after those that begin with it; the first of a kind is its best spelling */
    {DC_TEXT_INIT("€/h"), DC_TOKEN_EURO_PER_HOUR},
    {DC_TEXT_INIT("€"), DC_TOKEN_EURO},
    {DC_TEXT_INIT("%"), DC_TOKEN_PERCENT},
    {DC_TEXT_INIT("("), DC_TOKEN_OPEN},
    {DC_TEXT_INIT(")"), DC_TOKEN_CLOSE},
    {DC_TEXT_INIT(";"), DC_TOKEN_SEMICOLON},
    {DC_TEXT_INIT(","), DC_TOKEN_COMMA},
    {DC_TEXT_INIT("="), DC_TOKEN_EQUAL},
    {DC_TEXT_INIT("≠"), DC_TOKEN_DIFFERENT},
    {DC_TEXT_INIT("<>"), DC_TOKEN_DIFFERENT},
    {DC_TEXT_INIT("≤"), DC_TOKEN_LESS_EQUAL},
    {DC_TEXT_INIT("<="), DC_TOKEN_LESS_EQUAL},
    {DC_TEXT_INIT("<"), DC_TOKEN_LESS},
    {DC_TEXT_INIT("≥"), DC_TOKEN_GREATER_EQUAL},
    {DC_TEXT_INIT(">="), DC_TOKEN_GREATER_EQUAL},
    {DC_TEXT_INIT(">"), DC_TOKEN_GREATER},
    {DC_TEXT_INIT("+"), DC_TOKEN_PLUS},
    {DC_TEXT_INIT("-"), DC_TOKEN_MINUS},
    {DC_TEXT_INIT("−"), DC_TOKEN_MINUS},
    {DC_TEXT_INIT("×"), DC_TOKEN_TIMES},
    {DC_TEXT_INIT("*"), DC_TOKEN_TIMES},
    {DC_TEXT_INIT("÷"), DC_TOKEN_DIVIDE},
    {DC_TEXT_INIT("/"), DC_TOKEN_DIVIDE},
};
#define SIGNS (sizeof signs / sizeof *signs)

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Bytes of the letter at `at` (ASCII, Latin-1, Latin Extended-A and -B), 0 when it is none. */
static size_t letter_size(dc_text text, size_t at) {
  unsigned char c = (unsigned char)text.data[at];
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return 1;
  if (c < 0xC3 || c > 0xC9 || at + 1 >= text.length) return 0;
  unsigned char next = (unsigned char)text.data[at + 1];
  bool sign = c == 0xC3 && (next == 0x97 || next == 0xB7); /* × ÷ */
  return sign ? 0 : 2;
}

static size_t word_character(dc_text text, size_t at) {
  if (at >= text.length) return 0;
  return is_digit(text.data[at]) ? 1 : letter_size(text, at);
}

/* End of the word that begins at `at`: a hyphen belongs to it between two word characters, an apostrophe ends it. */
static size_t word_end(dc_text text, size_t at) {
  while (at < text.length) {
    size_t size = word_character(text, at);
    if (size == 0 && text.data[at] == '\'') return at + 1;
    if (size == 0 && !(text.data[at] == '-' && word_character(text, at + 1) > 0)) break;
    at += size > 0 ? size : 1;
  }
  return at;
}

static dc_piece part(const dc_lexer *lexer, size_t begin, size_t end) {
  dc_piece piece = lexer->piece;
  piece.text = dc_text_slice(piece.text, begin, end);
  return piece;
}

static bool fail(dc_lexer *lexer, size_t begin, size_t end, const char *message) {
  *lexer->error = (dc_rule_error){DC_R_SYNTAX, dc_text_from(message), dc_piece_position(part(lexer, begin, end))};
  return false;
}

static dc_token *add(dc_lexer *lexer, dc_token_kind kind, size_t end) {
  dc_piece piece = part(lexer, lexer->at, end);
  DC_APPEND(lexer->arena, lexer->tokens,
            (dc_token){.kind = kind, .text = piece.text, .position = dc_piece_position(piece)});
  lexer->at = end;
  return &lexer->tokens->items[lexer->tokens->count - 1];
}

static size_t digits_end(dc_text text, size_t at) {
  while (at < text.length && is_digit(text.data[at])) at++;
  return at;
}

/* JJ/MM/AAAA from `at`: its end, or 0. */
static size_t date_end(dc_text text, size_t at) {
  size_t day = digits_end(text, at);
  if (day - at > 2 || day >= text.length || text.data[day] != '/') return 0;
  size_t month = digits_end(text, day + 1);
  if (month == day + 1 || month - day > 3 || month >= text.length || text.data[month] != '/') return 0;
  size_t year = digits_end(text, month + 1);
  return year - month == 5 ? year : 0;
}

/* « 1 607,5 » from `at`: groups of three digits after one space, then decimals. */
static size_t number_end(dc_text text, size_t at) {
  size_t end = digits_end(text, at);
  bool grouped = end - at <= 3;
  while (grouped && end + 3 < text.length && text.data[end] == ' ' && digits_end(text, end + 1) == end + 4) end += 4;
  if (end + 1 < text.length && text.data[end] == ',' && is_digit(text.data[end + 1])) end = digits_end(text, end + 1);
  return end;
}

static bool read_number(dc_lexer *lexer) {
  dc_text text = lexer->piece.text;
  size_t end = date_end(text, lexer->at);
  if (end > 0) {
    dc_text written = dc_text_slice(text, lexer->at, end);
    dc_date date;
    if (!dc_date_parse(written, &date)) {
      fail(lexer, lexer->at, end, "date impossible : ce jour n'existe pas, ou son année n'est pas entre 1900 et 2199");
      lexer->error->code = DC_R_PERIOD;
      return false;
    }
    add(lexer, DC_TOKEN_DATE, end)->date = date;
    return true;
  }
  end = number_end(text, lexer->at);
  if (end < text.length && text.data[end] == '.' && end + 1 < text.length && is_digit(text.data[end + 1]))
    return fail(lexer, lexer->at, digits_end(text, end + 1), "la virgule sépare les décimales : « 7,5 »");
  int64_t millionths;
  dc_number_status status = dc_decimal_parse(dc_text_slice(text, lexer->at, end), DC_WHOLE, &millionths);
  if (status == DC_NUMBER_TOO_PRECISE) return fail(lexer, lexer->at, end, "un nombre a au plus six décimales");
  if (status != DC_NUMBER_OK) return fail(lexer, lexer->at, end, "nombre trop grand");
  add(lexer, DC_TOKEN_NUMBER, end)->number = dc_rational_of(millionths, DC_WHOLE);
  return true;
}

static bool read_text(dc_lexer *lexer) {
  dc_text text = lexer->piece.text;
  size_t begin = lexer->at + DC_TEXT("«").length;
  size_t length = dc_text_find(dc_text_slice(text, begin, text.length), DC_TEXT("»"));
  if (begin + length == text.length)
    return fail(lexer, lexer->at, text.length, "texte non refermé : « » » est attendu sur la même ligne");
  dc_token *token = add(lexer, DC_TOKEN_TEXT, begin + length + DC_TEXT("»").length);
  token->text = dc_text_trim(dc_text_slice(text, begin, begin + length));
  return true;
}

static bool read_sign(dc_lexer *lexer) {
  dc_text text = lexer->piece.text, rest = dc_text_slice(text, lexer->at, text.length);
  size_t i = 0;
  while (i < SIGNS && !dc_text_starts(rest, signs[i].sign)) i++;
  size_t size = i < SIGNS ? signs[i].sign.length : 1;
  if (i == SIGNS) {
    while (lexer->at + size < text.length && ((unsigned char)text.data[lexer->at + size] & 0xC0) == 0x80) size++;
    return fail(lexer, lexer->at, lexer->at + size, "ce caractère n'est pas de la langue des règles");
  }
  bool minus = signs[i].kind == DC_TOKEN_MINUS;
  bool spaced = rest.length > size && rest.data[size] == ' ' && (lexer->at == 0 || text.data[lexer->at - 1] == ' ');
  if (minus && !spaced && rest.length > size)
    return fail(lexer, lexer->at, lexer->at + size, "le signe moins s'écrit entre deux espaces");
  add(lexer, signs[i].kind, lexer->at + size);
  return true;
}

static bool read_piece(dc_lexer *lexer) {
  dc_text text = lexer->piece.text;
  while (lexer->at < text.length) {
    bool read = true;
    if (text.data[lexer->at] == ' ')
      lexer->at++;
    else if (is_digit(text.data[lexer->at]))
      read = read_number(lexer);
    else if (letter_size(text, lexer->at) > 0)
      add(lexer, DC_TOKEN_WORD, word_end(text, lexer->at));
    else if (dc_text_starts(dc_text_slice(text, lexer->at, text.length), DC_TEXT("«")))
      read = read_text(lexer);
    else
      read = read_sign(lexer);
    if (!read) return false;
  }
  return true;
}

bool dc_lex(dc_tokens *tokens, dc_arena *arena, const dc_phrase *phrase, dc_position end, dc_rule_error *error) {
  *tokens = (dc_tokens){0};
  for (size_t i = 0; i < phrase->count; i++) {
    dc_lexer lexer = {.arena = arena, .tokens = tokens, .piece = phrase->items[i], .error = error};
    if (!read_piece(&lexer)) return false;
    end = dc_piece_position(phrase->items[i]);
    end.column += end.length;
    end.length = 1;
  }
  DC_APPEND(arena, tokens, (dc_token){.kind = DC_TOKEN_END, .position = end});
  return true;
}

dc_text dc_sign_text(dc_token_kind kind) {
  size_t i = 0;
  while (i < SIGNS && signs[i].kind != kind) i++;
  return i < SIGNS ? signs[i].sign : (dc_text){0};
}

dc_text dc_name_key(dc_arena *arena, dc_text name) {
  dc_builder key = {.arena = arena};
  for (size_t at = 0; at < name.length;) {
    if (name.data[at] == ' ') {
      at++;
      continue;
    }
    if (letter_size(name, at) == 0) return (dc_text){0};
    size_t end = word_end(name, at);
    if (key.length > 0) dc_builder_add(&key, DC_TEXT(" "));
    dc_builder_add(&key, dc_text_slice(name, at, end));
    at = end;
  }
  return dc_builder_text(&key);
}
