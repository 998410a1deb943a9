/* Rule files in canonical form: what it is, that it says the same, that it is its own, that the shipped packs are in
 * it. The wrong files of tests/rules serve as texts of every sort. */
#include <dirent.h>

#include "decompte/rulebook_format.h"
#include "decompte/run.h"
#include "rules/lexer.h"
#include "rules_support.h"

#define NAME DC_TEXT("essai.regles")

typedef struct {
  dc_arena arena;
  dc_diagnostics diagnostics;
} dc_desk;

static void desk_open(dc_desk *desk) {
  *desk = (dc_desk){0};
  dc_diagnostics_init(&desk->diagnostics, &desk->arena);
}

static void desk_close(dc_desk *desk) {
  dc_diagnostics_free(&desk->diagnostics);
  dc_arena_free(&desk->arena);
}

static void show_difference(const char *what, dc_text expected, dc_text got) {
  size_t at = 0;
  while (at < expected.length && at < got.length && expected.data[at] == got.data[at]) at++;
  size_t from = at < 200 ? 0 : at - 200;
  print_error("%s, octet %zu :\n--- attendu\n" DC_S "\n--- obtenu\n" DC_S "\n", what, at,
              DC_ARG(dc_text_slice(expected, from, at + 200)), DC_ARG(dc_text_slice(got, from, at + 200)));
  fail();
}

/* The canonical form of `bytes`, which must be one. */
static dc_text canonical(dc_desk *desk, dc_text bytes) {
  dc_text formatted = {0};
  bool sound = dc_rules_format(&desk->arena, NAME, bytes, &formatted, &desk->diagnostics);
  for (size_t i = 0; !sound && i < desk->diagnostics.count; i++)
    dc_diagnostic_print(stderr, &desk->diagnostics.items[i], false);
  assert_true(sound);
  return formatted;
}

static void becomes(const char *written, const char *expected) {
  dc_desk desk;
  desk_open(&desk);
  dc_text got = canonical(&desk, dc_text_from(written));
  if (!dc_text_equal(got, dc_text_from(expected))) show_difference(written, dc_text_from(expected), got);
  dc_text again = canonical(&desk, got);
  if (!dc_text_equal(again, got)) show_difference("forme de la forme", got, again);
  desk_close(&desk);
}

static uint64_t roll(uint64_t *dice) { return (*dice = *dice * 6364136223846793005u + 1442695040888963407u) >> 33; }

/* ---- what it is ---- */

static void headings_are_aligned_on_the_widest_of_their_group(void **state) {
  (void)state;
  becomes("Article 1 — A\nSource: x\nDéfinir fin de prise : premier jour\nRefuser si  :  public = RSA\nMotif:« Non. »\n"
          "Cas :\n| public | décision |\n| RSA | refusée |\nContrôle : heures admises = heures déclarées\n",
          "Article 1 — A\nSource     : x\nDéfinir fin de prise : premier jour\nRefuser si : public = RSA\n"
          "Motif      : « Non. »\nCas        :\n| public | décision |\n| RSA    | refusée  |\n"
          "Contrôle : heures admises = heures déclarées\n");
  /* a name shorter than the group is aligned with it */
  becomes("Article 1 — A\nDéfinir x : 1 h\nUne seule fois par : personne\n",
          "Article 1 — A\nDéfinir x          : 1 h\nUne seule fois par : personne\n");
}

static void expressions_have_one_spelling(void **state) {
  (void)state;
  becomes("Article 1 — A\nRefuser si : a<=b et c>=d ou e<>f*(g/h)+max(0 h;x)-1 jour\n",
          "Article 1 — A\nRefuser si : a<=b et c>=d ou e<>f*(g/h)+max(0 h;x)-1 jour\n"); /* a glued minus is no sign */
  becomes("Article 1 — A\nRefuser si : a<=b et c>=d ou e<>f*( g/h )+max(0 h;x) - 1 jour\n",
          "Article 1 — A\nRefuser si : a ≤ b et c ≥ d ou e ≠ f × (g ÷ h) + max (0 h ; x) - 1 jour\n");
  becomes(
      "Article 1 — A\nRefuser si : date du travail>01/02/2024 , 40% et 12,5€/h ou 3€ et l’échéance de main-d’œuvre\n",
      "Article 1 — A\nRefuser si : date du travail > 01/02/2024, 40 % et 12,5 €/h ou 3 € et l'échéance de "
      "main-d'œuvre\n");
  becomes("Article 1 — A\nPlafond : 1\u202f607h par personne\tet\u00a0par an\n",
          "Article 1 — A\nPlafond : 1 607 h par personne et par an\n");
  becomes("Article 1 — A\nRefuser si : marché = «  2025<=014\u00a0*\u00a0l’an »\n",
          "Article 1 — A\nRefuser si : marché = « 2025<=014\u00a0*\u00a0l’an »\n");
}

static void what_would_read_otherwise_is_left(void **state) {
  (void)state;
  /* two numbers would become one */
  becomes("Article 1 — A\nPlafond : 1  607 h par an\n", "Article 1 — A\nPlafond : 1  607 h par an\n");
  /* a minus that opens a continuation would become an item */
  becomes("Article 1 — A\nDéfinir x : a −  b\n  − 1 jour\n", "Article 1 — A\nDéfinir x : a - b\n  − 1 jour\n");
  /* an operator is no operator in a sentence, a table, a comment, the law */
  const char *kept = "# a<=b * c\nArticle 1 — Ratio 1/2 <= x * y\nSource : a<=b * 1/2\n> si a<=b  * c’est\n"
                     "Cas    :\n| heures | décision |\n| <= 5*2 | 1  607   |\n";
  becomes(kept, kept);
  /* a line that is no expression stays for its author to mend */
  becomes("Article 1 — A\nRefuser si : a<=b ?  c\n", "Article 1 — A\nRefuser si : a<=b ?  c\n");
}

static void every_heading_is_read_as_what_it_holds(void **state) {
  (void)state;
  becomes("Paramètre x (h)\nSource : s\nTable:annexes/a<=b  c*d.csv\n",
          "Paramètre x (h)\nSource : s\nTable  : annexes/a<=b  c*d.csv\n");
  becomes("Article 1 — A\nRemplace:A-1*B,  article 2\nCumulable avec : C/D, article 3\nPréférer : a<=b*c\n",
          "Article 1 — A\nRemplace       : A-1*B, article 2\nCumulable avec : C/D, article 3\n"
          "Préférer       : a ≤ b × c\n");
}

static void sentences_keep_their_words_and_texts_their_characters(void **state) {
  (void)state;
  becomes("Recueil\tA  -  Un   titre d’essai\nSource :  l’arrêté   du « 5\u202fjuin  2024\u00a0»\n",
          "Recueil A — Un titre d'essai\nSource : l'arrêté du « 5\u202fjuin  2024 »\n");
  becomes("Article 1 – A\nMotif : «Le {public}  n’est\n      pas, « lui »,  admis.»\n",
          "Article 1 — A\nMotif : « Le {public}  n’est\n  pas, « lui »,  admis. »\n");
  becomes("Paramètre SMIC  horaire(€/h)\n", "Paramètre SMIC horaire (€/h)\n");
}

static void tables_are_aligned_by_character(void **state) {
  (void)state;
  becomes(
      "Liste publics\n|code|libellé|jusqu’au|\n|-|:-:|--|\n| ÉÉÉÉÉ |Œuvre|  |\n|A| un libellé plus long |31/12/2025|\n",
      "Liste publics\n| code  | libellé              | jusqu'au   |\n|-------|----------------------|------------|\n"
      "| ÉÉÉÉÉ | Œuvre                |            |\n| A     | un libellé plus long | 31/12/2025 |\n");
}

static void values_go_on_with_two_spaces_and_items_with_four(void **state) {
  (void)state;
  becomes("Article 1 — A\nRefuser si : toutes :\n     - a=1\n         et b\n   # pourquoi\n   - c\n",
          "Article 1 — A\nRefuser si : toutes :\n  - a = 1\n    et b\n  # pourquoi\n  - c\n");
}

static void blocks_are_one_blank_line_apart_with_the_comments_above_them(void **state) {
  (void)state;
  becomes("\n\n# en tête\n\n\n\nRecueil A — T\n\nSource : x\nListe l\n\n| a |\n\n| b |\n# de l'article\n# "
          "encore\nArticle 1 — A\n"
          "Source : y\n\n\nRefuser si : a\n# fin\n\n# titre\n\nArticle 2 — B\n\n\n",
          "# en tête\n\nRecueil A — T\nSource : x\n\nListe l\n| a |\n| b |\n\n# de l'article\n# encore\nArticle 1 — A\n"
          "Source     : y\n\nRefuser si : a\n# fin\n\n# titre\n\nArticle 2 — B\n");
}

static void lines_end_with_a_line_feed_and_nothing_before_it(void **state) {
  (void)state;
  becomes("\xEF\xBB\xBFRecueil A — T  \r\nSource : x\t\r\n>  la loi  \r\n#  note \r\nComplète : B",
          "Recueil A — T\nSource   : x\n> la loi\n#  note\nComplète : B\n");
  becomes("", "");
  becomes("\n \n", "");
}

static void a_text_that_is_no_rule_file_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *text, *code;
  } wrong[] = {{"Recueil A — T\nSource : caf\xE9\n", "R001"},
               {"Article 1 — A\nSourse : x\n", "R002"},
               {"Article 1 — A\nn'importe quoi\n", "R030"},
               {"Article 1 — A\nSource : x\nSource : y\n", "R033"}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dc_desk desk;
    desk_open(&desk);
    dc_text formatted;
    assert_false(dc_rules_format(&desk.arena, NAME, dc_text_from(wrong[i].text), &formatted, &desk.diagnostics));
    assert_int_equal(desk.diagnostics.count, 1);
    assert_string_equal(dc_code_name(desk.diagnostics.items[0].code), wrong[i].code);
    desk_close(&desk);
  }
}

/* One long cell lengthens every row of its column. */
static void a_form_too_large_for_a_rule_file_is_refused(void **state) {
  (void)state;
  dc_desk desk;
  desk_open(&desk);
  dc_builder text = {.arena = &desk.arena};
  dc_builder_add(&text, DC_TEXT("Liste l\n| a |"));
  for (int i = 0; i < 9; i++) dc_builder_add(&text, DC_TEXT(" b |"));
  for (int row = 0; row < 2; row++) {
    dc_builder_add(&text, DC_TEXT("\n|"));
    for (int column = 0; column < 10; column++) {
      for (int i = 0; column / 5 == row && i < 1000; i++) dc_builder_add(&text, DC_TEXT("x"));
      dc_builder_add(&text, DC_TEXT("|"));
    }
  }
  dc_text formatted;
  assert_false(dc_rules_format(&desk.arena, NAME, dc_builder_text(&text), &formatted, &desk.diagnostics));
  assert_string_equal(dc_code_name(desk.diagnostics.items[0].code), "R032");
  desk_close(&desk);
}

/* ---- that it says the same ---- */

typedef struct {
  dc_arena *arena;
  dc_rule_source source;
  dc_rule_blocks blocks;
} dc_laid;

static void lay(dc_laid *laid, dc_desk *desk, dc_text bytes) {
  *laid = (dc_laid){.arena = &desk->arena};
  dc_rule_source_cut(&laid->source, &desk->arena, NAME, bytes, &desk->diagnostics);
  dc_layout_read(&laid->blocks, &desk->arena, &laid->source, &desk->diagnostics);
}

static dc_text squeezed(dc_arena *arena, dc_text text) {
  dc_builder out = {.arena = arena};
  for (size_t i = 0; i < text.length; i++)
    if (text.data[i] != ' ') dc_builder_add(&out, dc_text_slice(text, i, i + 1));
  return dc_builder_text(&out);
}

static void same_phrase(const dc_laid *a, const dc_phrase *left, const dc_phrase *right, bool sentence) {
  assert_int_equal(left->count, right->count);
  dc_tokens tokens[2];
  dc_rule_error errors[2] = {{0}};
  bool read = dc_lex(&tokens[0], a->arena, left, (dc_position){0}, &errors[0]);
  assert_int_equal(dc_lex(&tokens[1], a->arena, right, (dc_position){0}, &errors[1]), read);
  if (sentence || !read) {
    assert_true(dc_text_equal(squeezed(a->arena, dc_phrase_text(a->arena, left)),
                              squeezed(a->arena, dc_phrase_text(a->arena, right))));
    assert_true(dc_text_equal(errors[0].message, errors[1].message));
    return;
  }
  assert_int_equal(tokens[0].count, tokens[1].count);
  for (size_t i = 0; i < tokens[0].count; i++) {
    const dc_token *x = &tokens[0].items[i], *y = &tokens[1].items[i];
    assert_int_equal(x->kind, y->kind);
    assert_int_equal(x->date, y->date);
    assert_int_equal(x->number.num, y->number.num);
    assert_int_equal(x->number.den, y->number.den);
    if (x->kind == DC_TOKEN_WORD || x->kind == DC_TOKEN_TEXT) assert_true(dc_text_equal(x->text, y->text));
  }
}

static void same_grid(const dc_grid *left, const dc_grid *right) {
  assert_int_equal(left->count, right->count);
  for (size_t i = 0; i < left->count; i++) {
    assert_int_equal(left->items[i].count, right->items[i].count);
    for (size_t j = 0; j < left->items[i].count; j++)
      assert_true(dc_text_equal(left->items[i].items[j].text, right->items[i].items[j].text));
  }
}

static void same_heading(const dc_laid *a, const dc_heading *left, const dc_heading *right) {
  bool sentence = left->kind == DC_HEADING_SOURCE || left->kind == DC_HEADING_MOTIF;
  assert_int_equal(left->kind, right->kind);
  assert_true(dc_text_equal(dc_name_key(a->arena, left->argument.text), dc_name_key(a->arena, right->argument.text)));
  same_phrase(a, &left->value, &right->value, sentence);
  assert_int_equal(left->items.count, right->items.count);
  for (size_t i = 0; i < left->items.count; i++)
    same_phrase(a, &left->items.items[i], &right->items.items[i], sentence);
  same_grid(&left->grid, &right->grid);
}

static void same_layout(const dc_laid *a, const dc_laid *b) {
  assert_int_equal(a->blocks.count, b->blocks.count);
  for (size_t i = 0; i < a->blocks.count; i++) {
    const dc_rule_block *left = &a->blocks.items[i], *right = &b->blocks.items[i];
    assert_int_equal(left->kind, right->kind);
    assert_int_equal(left->law.count, right->law.count);
    for (size_t j = 0; j < left->law.count; j++)
      assert_true(dc_text_equal(left->law.items[j].text, right->law.items[j].text));
    assert_int_equal(left->headings.count, right->headings.count);
    for (size_t j = 0; j < left->headings.count; j++)
      same_heading(a, &left->headings.items[j], &right->headings.items[j]);
    same_grid(&left->grid, &right->grid);
  }
}

/* Loads and plays; what is wrong, without places. A message may quote a name with its spaces. */
static dc_text verdict_of(dc_desk *desk, dc_text bytes) {
  dc_bench bench;
  bench_open(&bench);
  dc_rule_text text = {NAME, bytes};
  size_t failed = 0, played = 0;
  if (dc_rules_load_texts(&bench.rules, &bench.arena, &bench.lexicon, &bench.intern, &text, 1, &bench.diagnostics)) {
    dc_rules_check_review(&bench.rules, dc_date_from(2026, 12, 31), &bench.diagnostics);
    played = dc_rulebook_play(&bench.rules, &bench.diagnostics, &failed);
  }
  dc_builder out = {.arena = &desk->arena};
  for (size_t i = 0; i < bench.diagnostics.count; i++) {
    const dc_diagnostic *item = &bench.diagnostics.items[i];
    dc_builder_format(&out, "%s " DC_S "\n", dc_code_name(item->code), DC_ARG(squeezed(&desk->arena, item->message)));
  }
  dc_builder_format(&out, "%u articles, %zu cas\n", bench.rules.article_count, played);
  bench_close(&bench);
  return dc_builder_text(&out);
}

static dc_text read_whole(dc_arena *arena, dc_text path) {
  FILE *file = fopen(path.data, "rb");
  assert_non_null(file);
  char *bytes = dc_alloc(arena, 1 << 20);
  size_t size = fread(bytes, 1, 1 << 20, file);
  assert_int_equal(fclose(file), 0);
  return (dc_text){bytes, size};
}

typedef void dc_file_check(dc_desk *desk, dc_text name, dc_text bytes);

/* Calls `check` for every rule file under a directory; returns how many there were. */
static size_t for_each(const char *directory, dc_file_check *check) {
  dc_desk list;
  desk_open(&list);
  dc_rule_file *files = NULL;
  size_t count = 0, capacity = 0;
  files = dc_rule_files(&list.arena, dc_text_from(directory), "", files, &count, &capacity, &list.diagnostics);
  for (size_t i = 0; i < count; i++) {
    dc_desk desk;
    desk_open(&desk);
    check(&desk, files[i].name, read_whole(&desk.arena, files[i].path));
    desk_close(&desk);
  }
  free(files);
  desk_close(&list);
  return count;
}

static size_t formatted_count;

static void says_the_same(dc_desk *desk, dc_text name, dc_text bytes) {
  dc_text formatted;
  if (!dc_rules_format(&desk->arena, NAME, bytes, &formatted, &desk->diagnostics)) {
    assert_true(desk->diagnostics.count > 0);
    return;
  }
  formatted_count++;
  dc_text again = canonical(desk, formatted);
  if (!dc_text_equal(again, formatted)) show_difference(name.data, formatted, again);
  dc_laid before, after;
  lay(&before, desk, bytes);
  lay(&after, desk, formatted);
  same_layout(&before, &after);
  dc_text expected = verdict_of(desk, bytes), got = verdict_of(desk, formatted);
  if (!dc_text_equal(expected, got)) show_difference(name.data, expected, got);
}

static void every_text_says_the_same_in_canonical_form(void **state) {
  (void)state;
  assert_true(for_each("tests/rules", says_the_same) >= 60);
  assert_true(for_each("rules", says_the_same) >= 2);
  assert_true(formatted_count >= 40);
}

/* A few bytes changed anywhere. */
static void says_the_same_broken(dc_desk *desk, dc_text name, dc_text bytes) {
  uint64_t dice = 2027;
  for (int turn = 0; turn < 30; turn++) {
    dc_text worse = dc_text_copy(&desk->arena, bytes);
    for (uint64_t n = 1 + roll(&dice) % 3; n > 0; n--)
      ((char *)(uintptr_t)worse.data)[roll(&dice) % worse.length] = "|:(); \n-0,>#'"[roll(&dice) % 13];
    desk->diagnostics.count = 0;
    says_the_same(desk, name, worse);
  }
}

static void broken_packs_say_the_same_in_canonical_form(void **state) {
  (void)state;
  formatted_count = 0;
  assert_true(for_each("rules", says_the_same_broken) >= 2);
  assert_true(formatted_count >= 20);
}

/* ---- the shipped packs ---- */

static void is_canonical(dc_desk *desk, dc_text name, dc_text bytes) {
  dc_text formatted = canonical(desk, bytes);
  if (!dc_text_equal(formatted, bytes)) show_difference(name.data, formatted, bytes);
}

static void shipped_packs_are_canonical(void **state) {
  (void)state;
  assert_true(for_each("rules", is_canonical) >= 2);
}

/* ---- any damage to the form is repaired ---- */

static bool one_in(uint64_t *dice, uint64_t n) { return roll(dice) % n == 0; }

typedef enum { OTHER, COMMENT, TITLE, SENTENCE, MOTIF, EXPRESSION, ROW } dc_texture;

/* What sort of line of a canonical file this is; a continuation is of the sort of the line before. */
static dc_texture texture_of(dc_text line, dc_texture before) {
  static const struct {
    const char *start;
    dc_texture texture;
  } starts[] = {{"#", COMMENT},          {">", COMMENT},          {"|", ROW},          {"Recueil ", TITLE},
                {"Paramètre ", TITLE},   {"Liste ", TITLE},       {"Article ", TITLE}, {"Source ", SENTENCE},
                {"Complète ", SENTENCE}, {"Remplace ", SENTENCE}, {"Motif ", MOTIF},   {"Table ", MOTIF},
                {"Cumulable ", SENTENCE}};
  if (line.length == 0) return OTHER;
  if (dc_text_starts(line, DC_TEXT("  "))) return before;
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (dc_text_starts(line, dc_text_from(starts[i].start))) return starts[i].texture;
  return EXPRESSION;
}

static void add_blanks(dc_builder *out, uint64_t *dice, uint64_t least) {
  static const char *const blanks[] = {" ", " ", " ", "\u00a0", "\u202f", "\t"};
  for (uint64_t n = least + roll(dice) % 3; n > 0; n--) dc_builder_add(out, dc_text_from(blanks[roll(dice) % 6]));
}

static bool digit_at(dc_text line, size_t at) {
  return at < line.length && line.data[at] >= '0' && line.data[at] <= '9';
}

/* A space that separates nothing but signs may go; others may multiply, except inside a number. */
static void damage_space(dc_builder *out, uint64_t *dice, dc_text line, size_t at, dc_texture texture) {
  static const char *const loose[] = {"×", "÷", "≤", "≥", "≠", "=", "(", ")", ";", "%", "€", "+"};
  if (digit_at(line, at - 1) && digit_at(line, at + 1)) {
    dc_builder_add(out, one_in(dice, 3) ? DC_TEXT("\u202f") : DC_TEXT(" "));
    return;
  }
  dc_text before = dc_text_slice(line, 0, at), after = dc_text_slice(line, at + 1, line.length);
  bool removable = false;
  for (size_t i = 0; texture == EXPRESSION && i < sizeof loose / sizeof *loose; i++)
    removable |= dc_text_starts(after, dc_text_from(loose[i])) || dc_text_ends(before, dc_text_from(loose[i]));
  bool minus = dc_text_starts(after, DC_TEXT("- ")) || dc_text_ends(before, DC_TEXT(" -"));
  add_blanks(out, dice, removable && !minus && one_in(dice, 2) ? 0 : 1);
}

/* Outside « texts »: spaces, apostrophes, and signs where they are operators. */
static void damage_text(dc_builder *out, uint64_t *dice, dc_text line, dc_texture texture) {
  static const char *const signs[][2] = {{"×", "*"}, {"÷", "/"}, {"≤", "<="}, {"≥", ">="}, {"≠", "<>"}};
  bool inside = false;
  for (size_t at = 0; at < line.length; at++) {
    dc_text rest = dc_text_slice(line, at, line.length);
    if (dc_text_starts(rest, DC_TEXT("«"))) inside = true;
    if (dc_text_starts(rest, DC_TEXT("»"))) inside = false;
    size_t sign = 0;
    while (sign < 5 && !dc_text_starts(rest, dc_text_from(signs[sign][0]))) sign++;
    if (!inside && rest.data[0] == ' ' && at > 0) {
      damage_space(out, dice, line, at, texture);
    } else if (!inside && rest.data[0] == '\'' && one_in(dice, 2)) {
      dc_builder_add(out, DC_TEXT("’"));
    } else if (!inside && texture == EXPRESSION && sign < 5 && one_in(dice, 2)) {
      dc_builder_add(out, dc_text_from(signs[sign][1]));
      at += strlen(signs[sign][0]) - 1;
    } else {
      dc_builder_add(out, dc_text_slice(rest, 0, 1));
    }
  }
}

static void damage_row(dc_builder *out, uint64_t *dice, dc_text line) {
  bool rule = dc_text_starts(line, DC_TEXT("|-"));
  for (size_t at = 0; at + 1 < line.length;) {
    dc_text rest = dc_text_slice(line, at + 1, line.length);
    size_t length = dc_text_find(rest, DC_TEXT("|"));
    dc_builder_add(out, DC_TEXT("|"));
    if (rule) {
      for (uint64_t n = 1 + roll(dice) % 9; n > 0; n--) dc_builder_add(out, DC_TEXT("-"));
    } else {
      add_blanks(out, dice, 0);
      dc_builder_add(out, dc_text_trim(dc_text_slice(rest, 0, length)));
      add_blanks(out, dice, 0);
    }
    at += length + 1;
  }
  dc_builder_add(out, DC_TEXT("|"));
}

/* « Rubrique : valeur »: the name stays, what surrounds the colon changes. */
static void damage_heading(dc_builder *out, uint64_t *dice, dc_text line, dc_texture texture) {
  size_t colon = dc_text_find(line, DC_TEXT(" :"));
  dc_builder_add(out, dc_text_trim(dc_text_slice(line, 0, colon)));
  add_blanks(out, dice, 0);
  dc_builder_add(out, DC_TEXT(":"));
  add_blanks(out, dice, 0);
  dc_text value = dc_text_trim(dc_text_slice(line, colon + 2, line.length));
  if (texture == MOTIF)
    dc_builder_add(out, value);
  else
    damage_text(out, dice, value, texture);
}

static void damage_line(dc_builder *out, uint64_t *dice, dc_text line, dc_texture texture) {
  bool more = dc_text_starts(line, DC_TEXT("  ")), item = dc_text_starts(line, DC_TEXT("  - "));
  if (texture == COMMENT || item || (more && texture == MOTIF)) {
    dc_builder_add(out, line);
  } else if (texture == ROW) {
    damage_row(out, dice, line);
  } else if (texture == TITLE) {
    damage_text(out, dice, line, texture);
  } else if (more) {
    add_blanks(out, dice, 2);
    damage_text(out, dice, dc_text_trim(line), texture);
  } else {
    damage_heading(out, dice, line, texture);
  }
  add_blanks(out, dice, 0);
  dc_builder_add(out, one_in(dice, 5) ? DC_TEXT("\r\n") : DC_TEXT("\n"));
}

static dc_text damaged(dc_arena *arena, dc_text text, uint64_t *dice) {
  dc_builder out = {.arena = arena};
  if (one_in(dice, 2)) dc_builder_add(&out, DC_TEXT("\xEF\xBB\xBF"));
  dc_texture texture = OTHER;
  while (text.length > 0) {
    size_t length = dc_text_find(text, DC_TEXT("\n"));
    dc_text line = dc_text_slice(text, 0, length);
    texture = texture_of(line, texture);
    if (line.length > 0)
      damage_line(&out, dice, line, texture);
    else
      for (uint64_t n = 1 + roll(dice) % 3; n > 0; n--) dc_builder_add(&out, DC_TEXT(" \n"));
    text = dc_text_slice(text, length + 1, text.length);
  }
  if (one_in(dice, 2)) out.length--;
  if (one_in(dice, 2)) dc_builder_add(&out, DC_TEXT("\n\n"));
  return dc_builder_text(&out);
}

static void repairs(dc_desk *desk, dc_text name, dc_text bytes) {
  uint64_t dice = 2026;
  for (int turn = 0; turn < 20; turn++) {
    dc_text worse = damaged(&desk->arena, bytes, &dice);
    assert_false(dc_text_equal(worse, bytes));
    dc_text formatted = canonical(desk, worse);
    if (!dc_text_equal(formatted, bytes)) show_difference(name.data, bytes, formatted);
  }
}

static void any_damage_to_the_form_of_a_pack_is_repaired(void **state) {
  (void)state;
  assert_true(for_each("rules", repairs) >= 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings_are_aligned_on_the_widest_of_their_group),
      cmocka_unit_test(expressions_have_one_spelling),
      cmocka_unit_test(what_would_read_otherwise_is_left),
      cmocka_unit_test(every_heading_is_read_as_what_it_holds),
      cmocka_unit_test(sentences_keep_their_words_and_texts_their_characters),
      cmocka_unit_test(tables_are_aligned_by_character),
      cmocka_unit_test(values_go_on_with_two_spaces_and_items_with_four),
      cmocka_unit_test(blocks_are_one_blank_line_apart_with_the_comments_above_them),
      cmocka_unit_test(lines_end_with_a_line_feed_and_nothing_before_it),
      cmocka_unit_test(a_text_that_is_no_rule_file_is_refused),
      cmocka_unit_test(a_form_too_large_for_a_rule_file_is_refused),
      cmocka_unit_test(every_text_says_the_same_in_canonical_form),
      cmocka_unit_test(broken_packs_say_the_same_in_canonical_form),
      cmocka_unit_test(shipped_packs_are_canonical),
      cmocka_unit_test(any_damage_to_the_form_of_a_pack_is_repaired),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
