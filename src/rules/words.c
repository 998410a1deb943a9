#include "words.h"

#include "dictionary.h"

/* ---- numbers ---- */

/* « 1250,5 » → « 1 250,5 ». */
static dc_text with_thousands(dc_arena *arena, dc_text digits) {
  size_t begin = digits.length > 0 && digits.data[0] == '-', whole = dc_text_find(digits, DC_TEXT(","));
  dc_builder text = {.arena = arena};
  for (size_t i = 0; i < digits.length; i++) {
    if (i > begin && i < whole && (whole - i) % 3 == 0) dc_builder_add(&text, DC_TEXT(" "));
    dc_builder_add(&text, dc_text_slice(digits, i, i + 1));
  }
  return dc_builder_text(&text);
}

/* Digits with as many decimals as the value has, from `least` to six. */
static dc_text digits_of(dc_arena *arena, dc_rational number, int least) {
  enum { MOST = 6 };
  char buffer[DC_NUMBER_SIZE];
  int64_t scale = 1, scaled;
  for (int i = 0; i < least; i++) scale *= 10;
  for (int decimals = least; decimals <= MOST; decimals++, scale *= 10) {
    dc_rational exact = dc_rational_mul(number, dc_rational_of(scale, 1));
    if (!dc_rational_valid(exact)) break;
    if (exact.den != 1 && decimals < MOST) continue;
    if (!dc_rational_scale(number, scale, 1, &scaled)) break;
    dc_text digits = with_thousands(arena, dc_decimal(scaled, scale, decimals, false, ',', buffer));
    return exact.den == 1 ? digits : dc_text_format(arena, "≈ " DC_S, DC_ARG(digits));
  }
  return DC_TEXT("hors limites");
}

static dc_text unit_sign(dc_arena *arena, dc_typing typing, bool one) {
  static const struct {
    dc_unit unit;
    const char *sign;
  } usual[] = {{{0, 0, 0}, ""}, {{1, 0, 0}, " h"}, {{0, 1, 0}, " €"}, {{-1, 1, 0}, " €/h"}};
  if (typing.percent) return DC_TEXT(" %");
  if (dc_unit_equal(typing.unit, (dc_unit){0, 0, 1})) return one ? DC_TEXT(" jour") : DC_TEXT(" jours");
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
    if (dc_unit_equal(typing.unit, usual[i].unit)) return dc_text_from(usual[i].sign);
  const struct {
    const char *sign;
    int exponent;
  } factors[] = {{"€", typing.unit.euros}, {"h", typing.unit.hours}, {"jour", typing.unit.days}};
  dc_builder text = {.arena = arena};
  for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
    if (factors[i].exponent == 0) continue;
    dc_builder_format(&text, "%s%s", text.length ? "·" : " ", factors[i].sign);
    if (factors[i].exponent != 1) dc_builder_format(&text, "^%d", factors[i].exponent);
  }
  return dc_builder_text(&text);
}

dc_text dc_exact_text(dc_arena *arena, dc_typing typing, dc_rational number, bool plain) {
  bool counted = typing.unit.euros == 1 || dc_unit_equal(typing.unit, (dc_unit){1, 0, 0});
  if (typing.percent) number = dc_rational_mul(number, dc_rational_of(100, 1));
  dc_text digits = digits_of(arena, number, counted && !plain ? 2 : 0);
  bool one = number.den == 1 && number.num >= -1 && number.num <= 1;
  return dc_text_format(arena, DC_S DC_S, DC_ARG(digits), DC_ARG(unit_sign(arena, typing, one)));
}

/* ---- signs ---- */

const char *dc_comparison_sign(dc_comparison comparison) {
  static const char *const signs[] = {"=", "≠", "<", "≤", ">", "≥"};
  return signs[comparison];
}

const char *dc_operation_sign(dc_node_kind kind) {
  switch (kind) {
  case DC_NODE_ADD:
  case DC_NODE_DATE_PLUS_DAYS:
  case DC_NODE_DATE_PLUS_MONTHS: return "+";
  case DC_NODE_SUBTRACT:
  case DC_NODE_DATE_MINUS_DAYS:
  case DC_NODE_DATE_MINUS_MONTHS:
  case DC_NODE_DAYS_BETWEEN: return "-";
  case DC_NODE_MULTIPLY: return "×";
  case DC_NODE_DIVIDE: return "÷";
  default: return NULL;
  }
}

/* ---- phrases ---- */

/* The characters of a rule file at a position, or nothing when they are not on one line. */
static dc_text written_at(const dc_rules *rules, dc_position position) {
  const dc_dictionary *dictionary = rules->dictionary;
  for (size_t i = 0; i < dictionary->source_count; i++) {
    const dc_rule_source *source = &dictionary->sources[i];
    if (!dc_text_equal(source->name, position.file) || position.line == 0 || position.line > source->count) continue;
    dc_text line = source->lines[position.line - 1].text;
    size_t begin = 0, end, character = 1;
    while (begin < line.length && character < position.column)
      for (begin++, character++; begin < line.length && ((unsigned char)line.data[begin] & 0xC0) == 0x80;) begin++;
    for (end = begin, character = 0; end < line.length && character < position.length; character++)
      for (end++; end < line.length && ((unsigned char)line.data[end] & 0xC0) == 0x80;) end++;
    return dc_text_slice(line, begin, end);
  }
  return (dc_text){0};
}

/* The rule says « absent », « absente », « absentes »: its agreement is taken from there. */
dc_text dc_absent_words(dc_arena *arena, const dc_rules *rules, const dc_node *node) {
  dc_text written = written_at(rules, node->position);
  size_t at = dc_text_find(written, DC_TEXT(" absent"));
  dc_text agreed = at < written.length ? dc_text_slice(written, at, written.length) : DC_TEXT(" absent");
  return dc_text_format(arena, DC_S DC_S, DC_ARG(dc_node_words(arena, rules, node->children[0])), DC_ARG(agreed));
}

dc_text dc_months_words(dc_arena *arena, const dc_node *months) {
  return dc_text_format(arena, "%d mois %s", months->months,
                        months->mode == DC_SAME_DAY ? "de quantième à quantième" : "reporté au lendemain");
}

dc_text dc_rounding_words(dc_arena *arena, dc_rounding rounding, dc_typing typing) {
  bool hours = dc_unit_equal(typing.unit, (dc_unit){1, 0, 0}), euros = dc_unit_equal(typing.unit, (dc_unit){0, 1, 0});
  const char *whole = hours ? "à l'heure" : euros ? "à l'euro" : "à l'entier";
  const char *mode = rounding == DC_ROUND_UP     ? "supérieur"
                     : rounding == DC_ROUND_DOWN ? "inférieur"
                     : hours                     ? "la plus proche"
                                                 : "le plus proche";
  return dc_text_format(arena, "arrondi %s %s%s", whole, mode, hours && rounding != DC_ROUND_NEAREST ? "e" : "");
}

/* How tightly a node holds its operands. */
typedef enum { HOLD_OR, HOLD_AND, HOLD_NOT, HOLD_TEST, HOLD_SUM, HOLD_PRODUCT, HOLD_TERM } dc_hold;

static dc_hold hold_of(const dc_node *node) {
  switch (node->kind) {
  case DC_NODE_OR: return HOLD_OR;
  case DC_NODE_AND: return HOLD_AND;
  case DC_NODE_NOT: return HOLD_NOT;
  case DC_NODE_COMPARE:
  case DC_NODE_MEMBER:
  case DC_NODE_MATCH:
  case DC_NODE_ABSENT: return HOLD_TEST;
  case DC_NODE_MULTIPLY:
  case DC_NODE_DIVIDE: return HOLD_PRODUCT;
  default: return dc_operation_sign(node->kind) ? HOLD_SUM : HOLD_TERM;
  }
}

typedef struct {
  const dc_rules *rules;
  dc_builder text;
} dc_wording;

static void add_node(dc_wording *wording, const dc_node *node, dc_hold least);

static void add_pair(dc_wording *wording, const dc_node *node, const char *between, dc_hold left, dc_hold right) {
  add_node(wording, node->children[0], left);
  dc_builder_format(&wording->text, " %s ", between);
  add_node(wording, node->children[1], right);
}

static void add_call(dc_wording *wording, const dc_node *node, const char *name) {
  dc_builder_format(&wording->text, "%s (", name);
  add_node(wording, node->children[0], HOLD_SUM);
  if (node->children[1]) dc_builder_add(&wording->text, DC_TEXT(" ; "));
  if (node->children[1]) add_node(wording, node->children[1], HOLD_SUM);
  dc_builder_add(&wording->text, DC_TEXT(")"));
}

static void add_slices(dc_wording *wording, const dc_node *node) {
  dc_builder_add(&wording->text, DC_TEXT("tranches entières de "));
  add_node(wording, node->children[0], HOLD_SUM);
  dc_builder_add(&wording->text, DC_TEXT(" dans ("));
  add_node(wording, node->children[1], HOLD_SUM);
  dc_builder_add(&wording->text, DC_TEXT(")"));
}

static void add_literal(dc_wording *wording, const dc_node *node) {
  char buffer[DC_DATE_SIZE];
  dc_arena *arena = wording->text.arena;
  switch (node->kind) {
  case DC_NODE_NUMBER: dc_builder_add(&wording->text, dc_exact_text(arena, node->typing, node->number, true)); return;
  case DC_NODE_DATE: dc_builder_add(&wording->text, dc_date_french(node->date, buffer)); return;
  case DC_NODE_ID: dc_builder_format(&wording->text, node->code ? DC_S : "« " DC_S " »", DC_ARG(node->text)); return;
  case DC_NODE_MONTHS: dc_builder_add(&wording->text, dc_months_words(arena, node)); return;
  case DC_NODE_FIELD: dc_builder_add(&wording->text, node->field->name); return;
  case DC_NODE_DEFINITION: dc_builder_add(&wording->text, node->definition->name); return;
  case DC_NODE_PARAMETER: dc_builder_add(&wording->text, node->parameter->name); return;
  default: break;
  }
  dc_bug(__FILE__, __LINE__, "a kind of node without words");
}

static void add_operation(dc_wording *wording, const dc_node *node) {
  static const char *const roundings[] = {"arrondi supérieur", "arrondi inférieur", "arrondi au plus proche"};
  const char *sign = dc_operation_sign(node->kind);
  dc_hold hold = hold_of(node);
  switch (node->kind) {
  case DC_NODE_OR: add_pair(wording, node, "ou", HOLD_OR, HOLD_AND); return;
  case DC_NODE_AND: add_pair(wording, node, "et", HOLD_AND, HOLD_NOT); return;
  case DC_NODE_COMPARE: add_pair(wording, node, dc_comparison_sign(node->comparison), HOLD_SUM, HOLD_SUM); return;
  case DC_NODE_MATCH: add_pair(wording, node, "correspond à", HOLD_SUM, HOLD_TERM); return;
  case DC_NODE_NOT:
    dc_builder_add(&wording->text, DC_TEXT("non "));
    add_node(wording, node->children[0], HOLD_NOT);
    return;
  case DC_NODE_MEMBER:
    add_node(wording, node->children[0], HOLD_SUM);
    dc_builder_format(&wording->text, " %s " DC_S, node->negated ? "pas dans" : "dans", DC_ARG(node->list->name));
    return;
  case DC_NODE_ABSENT:
    dc_builder_add(&wording->text, dc_absent_words(wording->text.arena, wording->rules, node));
    return;
  case DC_NODE_MAX: add_call(wording, node, "max"); return;
  case DC_NODE_MIN: add_call(wording, node, "min"); return;
  case DC_NODE_ROUND: add_call(wording, node, roundings[node->rounding]); return;
  case DC_NODE_AGE:
    dc_builder_add(&wording->text, DC_TEXT("âge ("));
    add_node(wording, node->children[0], HOLD_OR);
    dc_builder_add(&wording->text, DC_TEXT(")"));
    return;
  case DC_NODE_SLICES: add_slices(wording, node); return;
  default: break;
  }
  if (!sign) {
    add_literal(wording, node);
    return;
  }
  add_pair(wording, node, sign, hold, (dc_hold)(hold + 1));
}

static void add_node(dc_wording *wording, const dc_node *node, dc_hold least) {
  bool closed = hold_of(node) < least;
  if (closed) dc_builder_add(&wording->text, DC_TEXT("("));
  add_operation(wording, node);
  if (closed) dc_builder_add(&wording->text, DC_TEXT(")"));
}

dc_text dc_node_words(dc_arena *arena, const dc_rules *rules, const dc_node *node) {
  dc_wording wording = {.rules = rules, .text = {.arena = arena}};
  add_node(&wording, node, HOLD_OR);
  return dc_builder_text(&wording.text);
}
