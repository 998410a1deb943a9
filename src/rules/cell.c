#include "cell.h"

#include "parser.h"

static bool is_absent(dc_text text) {
  static const dc_text words[] = {DC_TEXT_INIT("absent"), DC_TEXT_INIT("absente"), DC_TEXT_INIT("absents"),
                                  DC_TEXT_INIT("absentes")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (dc_text_equal(text, words[i])) return true;
  return text.length == 0;
}

static bool read_ids(dc_rule_cell *cell, const dc_rules *rules, dc_diagnostics *diagnostics, dc_piece piece,
                     dc_typing typing) {
  size_t start = 0;
  while (start <= piece.text.length) {
    dc_text rest = dc_text_slice(piece.text, start, piece.text.length);
    size_t length = typing.several ? dc_text_find(rest, DC_TEXT(",")) : rest.length;
    dc_text item = dc_text_trim(dc_text_slice(rest, 0, length));
    if (dc_text_starts(item, DC_TEXT("«")) && dc_text_ends(item, DC_TEXT("»")))
      item = dc_text_trim(dc_text_slice(item, DC_TEXT("«").length, item.length - DC_TEXT("»").length));
    const char *error = item.length == 0                                      ? "code vide"
                        : cell->count == DC_CELL_IDS                          ? "trop de codes dans une cellule"
                        : typing.id == DC_TYPE_CODE && !dc_code_spelled(item) ? "un code s'écrit en capitales, "
                                                                                "chiffres et « _ »"
                                                                              : NULL;
    if (error) {
      DC_RULE_REPORT(rules, diagnostics, DC_R_SYNTAX, dc_piece_position(piece), "%s", error);
      return false;
    }
    bool flag = typing.id == DC_TYPE_FLAG;
    uint32_t of_flag = dc_text_equal(item, DC_TEXT("oui")) ? DC_YES : DC_NO;
    cell->ids[cell->count++] = flag ? of_flag : dc_intern_add(rules->intern, item);
    start += length + 1;
  }
  return true;
}

bool dc_rule_cell_read(dc_rule_cell *cell, const dc_rules *rules, dc_diagnostics *diagnostics, dc_piece piece,
                       dc_typing typing, bool assume) {
  *cell = (dc_rule_cell){.absent = is_absent(piece.text)};
  if (cell->absent) return true;
  if (typing.sort == DC_SORT_ID) return read_ids(cell, rules, diagnostics, piece, typing);
  dc_phrase phrase = {&piece, 1, 1};
  dc_names scope = {.dictionary = rules->dictionary};
  dc_parser parser;
  dc_position position = dc_piece_position(piece);
  if (!dc_parser_open(&parser, rules, &scope, diagnostics, &phrase, position)) return false;
  dc_token_kind expected = typing.sort == DC_SORT_DATE ? DC_TOKEN_DATE : DC_TOKEN_NUMBER;
  dc_node *node = parser.tokens.items[0].kind == expected ? dc_parse_sum(&parser) : NULL;
  if (parser.failed) return false;
  bool same = node && dc_parse_at_end(&parser) && node->typing.sort == typing.sort &&
              (node->kind == DC_NODE_DATE || node->kind == DC_NODE_NUMBER);
  bool number = same && typing.sort == DC_SORT_NUMBER;
  bool plain = number && node->typing.bare && assume;
  bool unit = number && dc_unit_equal(node->typing.unit, typing.unit) && node->typing.percent == typing.percent;
  if (!same || (number && !plain && !unit)) {
    DC_RULE_REPORT(rules, diagnostics, DC_R_TYPE, position, "cette cellule attend " DC_S,
                   DC_ARG(dc_typing_text(rules->arena, typing)));
    return false;
  }
  cell->date = node->kind == DC_NODE_DATE ? node->date : DC_NO_DATE;
  if (number) cell->number = node->number;
  if (plain && typing.percent) cell->number = dc_rational_div(cell->number, dc_rational_of(100, 1));
  return true;
}
