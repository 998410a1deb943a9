#include "article.h"

#define TOTALS DC_LEVEL_BIT(DC_LEVEL_TOTALS)
#define LINES  (DC_LEVEL_BIT(DC_LEVEL_PERSON) | DC_LEVEL_BIT(DC_LEVEL_LINE))

static const char later_totals[] = "les totaux d'un marché ne sont connus qu'après la décision de chaque ligne";
static const char one_a_market[] = "cette valeur est celle d'un marché : elle ne lit ni une ligne ni une personne";

static const dc_typing hours = {.sort = DC_SORT_NUMBER, .unit = {.hours = 1}};
static const dc_typing ratio = {.sort = DC_SORT_NUMBER, .percent = true};

static bool open_value(const dc_reading *reading, const dc_heading *heading, dc_parser *parser) {
  if (heading->items.count > 0) {
    DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(heading->items.items[0].items[0]),
                      "une suite de lignes « - … » n'est comprise que dans une condition");
    return false;
  }
  return dc_parser_open(parser, reading->rules, &reading->scope, reading->diagnostics, &heading->value,
                        dc_heading_position(heading));
}

/* « [si condition] » then the end; the value before it and the condition are checked together, for all their errors. */
static bool finish(const dc_reading *reading, dc_parser *parser, dc_node *value, dc_typing expected) {
  if (!value) return false;
  dc_node *condition = NULL;
  if (dc_parse_accept(parser, "si")) {
    condition = dc_parse_condition(parser);
    if (!condition) return false;
  }
  if (!dc_parse_end(parser)) return false;
  bool sound = dc_check_value(&reading->checker, value, expected);
  if (condition) sound = dc_check_condition(&reading->checker, condition) && sound;
  if (!sound) return false;
  reading->article->value = value;
  reading->article->condition = condition;
  return true;
}

static bool forbid(const dc_reading *reading, unsigned levels, const char *why) {
  bool sound = dc_check_levels(&reading->checker, reading->article->value, levels, why);
  return dc_check_levels(&reading->checker, reading->article->condition, levels, why) && sound;
}

/* One limit holds for all that a key gathers: it may depend on the market, not on one of the lines. */
static void forbid_in_cap(const dc_reading *reading, const char *why_totals) {
  (void)forbid(reading, TOTALS, why_totals);
  (void)dc_check_levels(&reading->checker, reading->article->value, LINES,
                        "un plafond vaut pour toute sa clé : ce qui dépend de la ligne se dit après « si »");
}

static void read_refuse(const dc_reading *reading, const dc_heading *heading) {
  reading->article->condition = dc_heading_condition(reading, heading);
  (void)forbid(reading, TOTALS, later_totals);
  if (dc_block_heading(reading->block, DC_HEADING_MOTIF) || reading->block->flawed) return;
  DC_READING_REPORT(reading, DC_R_MISSING, dc_piece_position(heading->name), "un refus donne son « Motif »");
}

/* The field that « Calculer N » gives: of the lexicon's table « regles ». */
static const dc_field *find_target(const dc_reading *reading, const dc_heading *heading) {
  const dc_lexicon *lexicon = reading->rules->lexicon;
  const dc_field *field = dc_lexicon_name(lexicon, heading->argument.text);
  if (field && dc_text_equal(field->table, DC_TEXT("regles"))) return field;
  dc_text *names = DC_NEW_ARRAY(reading->rules->arena, lexicon->count, dc_text);
  size_t count = 0;
  for (uint32_t i = 0; i < lexicon->count; i++)
    if (dc_text_equal(lexicon->fields[i].table, DC_TEXT("regles"))) names[count++] = lexicon->fields[i].name;
  int nearest = dc_text_nearest(heading->argument.text, names, count);
  if (nearest >= 0)
    DC_READING_REPORT(reading, DC_R_UNKNOWN, dc_piece_position(heading->argument),
                      "« " DC_S " » ne se calcule pas : vouliez-vous dire « " DC_S " » ?",
                      DC_ARG(heading->argument.text), DC_ARG(names[nearest]));
  else
    DC_READING_REPORT(reading, DC_R_UNKNOWN, dc_piece_position(heading->argument),
                      "« " DC_S " » ne se calcule pas : le lexique n'en fait pas une valeur des règles",
                      DC_ARG(heading->argument.text));
  return NULL;
}

static void read_compute(const dc_reading *reading, const dc_heading *heading) {
  const dc_field *target = find_target(reading, heading);
  dc_parser parser;
  if (!target || !open_value(reading, heading, &parser)) return;
  reading->article->target = target;
  if (!finish(reading, &parser, dc_parse_sum(&parser), dc_typing_of_type(target->type, false))) return;
  if (!forbid(reading, LINES, one_a_market)) return;
  if (target->level != DC_LEVEL_TOTALS)
    (void)forbid(reading, TOTALS, "cette valeur sert avant que les totaux du marché soient connus");
}

static void read_once(const dc_reading *reading, const dc_heading *heading) {
  dc_parser parser;
  if (!open_value(reading, heading, &parser)) return;
  do
    if (!dc_parse_key_item(&parser, &reading->article->key, false)) return;
  while (dc_parse_accept_sign(&parser, DC_TOKEN_COMMA) || dc_parse_accept(&parser, "et"));
  if (!dc_parse_end(&parser)) return;
  const dc_heading *preference = dc_block_heading(reading->block, DC_HEADING_PREFERS);
  if (!preference) return;
  reading->article->preference = dc_heading_condition(reading, preference);
  (void)dc_check_levels(&reading->checker, reading->article->preference, TOTALS, later_totals);
}

/* « par clé { et par clé } », the value being read. */
static bool read_key(const dc_reading *reading, dc_parser *parser) {
  if (parser->failed) return false;
  if (!dc_parse_accept(parser, "par")) {
    dc_parse_expected(parser, "« par » suivi d'une clé (personne, marché, jour, semaine, mois, an…)");
    return false;
  }
  do
    if (!dc_parse_key_item(parser, &reading->article->key, true)) return false;
  while (dc_parse_accept(parser, "et par") ||
         (dc_parse_accept_sign(parser, DC_TOKEN_COMMA) && dc_parse_accept(parser, "par")));
  return true;
}

static void read_cap(const dc_reading *reading, const dc_heading *heading) {
  dc_parser parser;
  if (!open_value(reading, heading, &parser)) return;
  dc_node *value = dc_parse_sum(&parser);
  if (!value || !read_key(reading, &parser)) return;
  if (finish(reading, &parser, value, hours)) forbid_in_cap(reading, later_totals);
}

static void read_weight(const dc_reading *reading, const dc_heading *heading) {
  dc_parser parser;
  if (!open_value(reading, heading, &parser)) return;
  dc_node *value = dc_parse_sum(&parser);
  if (!value) return;
  if (!dc_parse_accept(&parser, "des heures")) {
    dc_parse_expected(&parser, "« des heures »");
    return;
  }
  if (finish(reading, &parser, value, ratio)) (void)forbid(reading, TOTALS, later_totals);
}

static void read_convert(const dc_reading *reading, const dc_heading *heading) {
  dc_parser parser;
  if (!open_value(reading, heading, &parser)) return;
  if (finish(reading, &parser, dc_parse_sum(&parser), hours)) (void)forbid(reading, TOTALS, later_totals);
}

/* Either a condition on the totals of a market, or the form of a cap. */
static void read_control(const dc_reading *reading, const dc_heading *heading) {
  dc_parser parser;
  bool cap = false;
  if (heading->items.count == 0) {
    if (!open_value(reading, heading, &parser)) return;
    dc_node *value = dc_parse_condition(&parser);
    if (!value) return;
    cap = !dc_parse_at_end(&parser);
    if (cap) {
      reading->article->effect = DC_EFFECT_CONTROL_CAP;
      if (read_key(reading, &parser) && finish(reading, &parser, value, hours))
        forbid_in_cap(reading, "un contrôle par clé porte sur les lignes");
      return;
    }
  }
  reading->article->condition = dc_heading_condition(reading, heading);
  (void)forbid(reading, LINES,
               "un contrôle porte sur les totaux d'un marché ; sur les lignes, il prend la forme "
               "« 10 h par personne et par jour »");
}

static const struct {
  dc_heading_kind heading;
  dc_effect effect;
  void (*read)(const dc_reading *, const dc_heading *);
} effects[] = {
    {DC_HEADING_COMPUTE, DC_EFFECT_COMPUTE, read_compute},
    {DC_HEADING_REFUSE, DC_EFFECT_REFUSE, read_refuse},
    {DC_HEADING_ONCE, DC_EFFECT_ONCE, read_once},
    {DC_HEADING_CONVERT, DC_EFFECT_CONVERT, read_convert},
    {DC_HEADING_CAP, DC_EFFECT_CAP, read_cap},
    {DC_HEADING_COUNT_AS, DC_EFFECT_WEIGHT, read_weight},
    {DC_HEADING_CAP_COUNTED, DC_EFFECT_CAP_COUNTED, read_cap},
    {DC_HEADING_CONTROL, DC_EFFECT_CONTROL, read_control},
};

void dc_effect_read(const dc_reading *reading) {
  for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
    const dc_heading *heading = dc_block_heading(reading->block, effects[i].heading);
    if (!heading) continue;
    if (reading->article->effect != DC_EFFECT_NONE) {
      DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(heading->name),
                        "un article n'a qu'un effet ; celui-ci demande un article à part");
      continue;
    }
    reading->article->effect = effects[i].effect;
    effects[i].read(reading, heading);
  }
  const dc_heading *preference = dc_block_heading(reading->block, DC_HEADING_PREFERS);
  if (preference && reading->article->effect != DC_EFFECT_ONCE)
    DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(preference->name),
                      "« Préférer » accompagne un « Une seule fois par »");
  const dc_heading *motif = dc_block_heading(reading->block, DC_HEADING_MOTIF);
  if (motif && reading->article->effect != DC_EFFECT_REFUSE && !reading->block->flawed)
    DC_READING_REPORT(reading, DC_R_SYNTAX, dc_piece_position(motif->name),
                      "un « Motif » accompagne un « Refuser si »");
}
