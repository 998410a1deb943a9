/* Overlaps on random conditions, against every point of a grid: nothing is missed, and every witness is a case that
 * both articles satisfy. */
#include "rulebook/play.h"
#include "rules_support.h"

#define PACK                                                                                                           \
  RECUEIL                                                                                                              \
  "Liste publics\nSource : x\n| code | à compter du | jusqu'au |\n| RSA | | |\n| QPV | 01/06/2025 | |\n"              \
  "| J26 | | 31/05/2025 |\n\n"                                                                                         \
  "Liste natures\nSource : x\n| code | à compter du |\n| TRAVAIL | |\n| FORMATION | 01/01/2026 |\n\n"                 \
  "Liste autres\nSource : x\n| code |\n| CONGE |\n\n"

/* ---- random conditions ---- */

static uint64_t state_of_chance;

static unsigned chance(unsigned sides) {
  state_of_chance = state_of_chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(state_of_chance >> 33) % sides;
}

static const char *one_of(const char *const choices[], unsigned count) { return choices[chance(count)]; }
#define ONE_OF(...)                                                                                                    \
  one_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#define ORDER ONE_OF("<", "≤", ">", "≥", "=", "≠")
#define DAY   ONE_OF("01/01/2025", "01/06/2025", "31/05/2025", "01/01/2026")

/* What a box says exactly, or, with `shapeless`, what is only searched. */
static void add_test(dc_builder *out, bool shapeless) {
  switch (chance(shapeless ? 14 : 11)) {
  case 0: dc_builder_format(out, "heures %s %s h", ORDER, ONE_OF("5", "7", "10")); return;
  case 1: dc_builder_format(out, "date du travail %s %s", ORDER, DAY); return;
  case 2: dc_builder_format(out, "premier jour %s %s", ORDER, DAY); return;
  case 3: dc_builder_format(out, "date du travail - premier jour %s %s jours", ORDER, ONE_OF("0", "30", "151")); return;
  case 4: dc_builder_format(out, "date du travail %s premier jour", ORDER); return;
  case 5: dc_builder_format(out, "%spremier jour absent", ONE_OF("", "non ")); return;
  case 6: dc_builder_format(out, "nature %s %s", ONE_OF("=", "≠"), ONE_OF("TRAVAIL", "CONGE")); return;
  case 7: dc_builder_format(out, "nature %s natures à la date du travail", ONE_OF("dans", "pas dans")); return;
  case 8: dc_builder_format(out, "public %s %s", ONE_OF("=", "≠"), ONE_OF("RSA", "« QPV »", "J26")); return;
  case 9: dc_builder_format(out, "public %s publics à la date du travail", ONE_OF("dans", "pas dans")); return;
  case 10: dc_builder_format(out, "nature absente"); return;
  case 11:
    dc_builder_format(out, "date du travail %s premier jour + %s mois de quantième à quantième", ORDER,
                      ONE_OF("1", "5", "12"));
    return;
  case 12: dc_builder_format(out, "nature correspond à « %s »", ONE_OF("^TRA", "CONGE", "^FORMATION$")); return;
  default:
    dc_builder_format(out, "%s (date du travail ; premier jour) %s %s", ONE_OF("max", "min"), ORDER, DAY);
    return;
  }
}

static void add_condition(dc_builder *out, unsigned depth, bool shapeless) {
  if (depth == 0 || chance(4) == 0) {
    add_test(out, shapeless);
    return;
  }
  dc_builder_format(out, "%s(", ONE_OF("", "", "non "));
  add_condition(out, depth - 1, shapeless);
  dc_builder_format(out, " %s ", ONE_OF("et", "et", "ou"));
  add_condition(out, depth - 1, shapeless);
  dc_builder_format(out, ")");
}

/* ---- every point of a grid ---- */

enum { HOURS, WORK, FIRST, NATURE, PUBLIC, AXES };

static const struct {
  const char *name;
  size_t count;
  const char *cells[12]; /* as a table of cases would have them */
} grid[AXES] = {
    [HOURS] = {"heures", 7, {"absent", "4 h", "5 h", "6 h", "7 h", "10 h", "11 h"}},
    [WORK] = {"date du travail",
              9,
              {"31/12/2024", "01/01/2025", "31/01/2025", "30/05/2025", "31/05/2025", "01/06/2025", "02/06/2025",
               "01/01/2026", "02/01/2026"}},
    [FIRST] = {"premier jour",
               9,
               {"absent", "31/12/2024", "01/01/2025", "02/01/2025", "31/05/2025", "01/06/2025", "31/12/2025",
                "01/01/2026", "02/01/2026"}},
    [NATURE] = {"nature", 5, {"absent", "TRAVAIL", "FORMATION", "CONGE", "AUTRE"}},
    [PUBLIC] = {"public", 8, {"absent", "RSA", "QPV", "J26", "QPV, J26", "RSA, J26", "AUTRE", "RSA, QPV"}},
};

typedef struct {
  dc_bench *bench;
  const dc_field *fields[AXES];
  dc_rule_cell cells[AXES][12];
  size_t at[AXES];
} dc_grid_walk;

static void fetch(void *context, const dc_field *field, size_t count, dc_arena *scratch, dc_vector *out) {
  const dc_grid_walk *walk = context;
  (void)count;
  const dc_rule_cell *cell = NULL;
  for (size_t i = 0; i < AXES; i++)
    if (walk->fields[i] == field) cell = &walk->cells[i][walk->at[i]];
  dc_value value = dc_cell_value(cell, out->kind);
  *out = dc_vector_of(&value, scratch);
}

static void open_grid(dc_grid_walk *walk, dc_bench *bench) {
  *walk = (dc_grid_walk){.bench = bench};
  for (size_t i = 0; i < AXES; i++) {
    walk->fields[i] = dc_lexicon_name(&bench->lexicon, dc_text_from(grid[i].name));
    assert_non_null(walk->fields[i]);
    for (size_t j = 0; j < grid[i].count; j++) {
      dc_rule_line line = {dc_text_from(grid[i].cells[j]), dc_text_from(grid[i].cells[j])};
      dc_rule_source source = {.name = DC_TEXT("grille"), .lines = &line, .count = 1, .sound = true};
      dc_piece piece = {&source, 1, line.text};
      dc_typing typing = dc_typing_of_type(walk->fields[i]->type, walk->fields[i]->several);
      assert_true(dc_rule_cell_read(&walk->cells[i][j], &bench->rules, &bench->diagnostics, piece, typing, false));
    }
  }
}

static bool reads(const dc_node *node, const dc_field *field) {
  if (!node) return false;
  if (node->kind == DC_NODE_FIELD) return node->field == field;
  return reads(node->children[0], field) || reads(node->children[1], field);
}

/* Where the articles apply, over the values of what they read. */
typedef struct {
  bool first, second, both;
} dc_seen;

static dc_seen walk_grid(dc_bench *bench, const dc_article *a, const dc_article *b) {
  dc_grid_walk walk;
  open_grid(&walk, bench);
  dc_environment environment = {&walk, fetch};
  dc_seen seen = {0};
  size_t counts[AXES], points = 1;
  for (size_t i = 0; i < AXES; i++) {
    counts[i] = reads(a->condition, walk.fields[i]) || reads(b->condition, walk.fields[i]) ? grid[i].count : 1;
    points *= counts[i];
  }
  for (size_t point = 0; point < points; point++) {
    size_t rest = point;
    for (size_t i = 0; i < AXES; i++, rest /= counts[i - 1]) walk.at[i] = rest % counts[i];
    dc_arena scratch = {0};
    dc_walker walker = {.rules = &bench->rules, .environment = &environment, .scratch = &scratch};
    bool first = dc_walk_verdict(&walker, a) == DC_TRUE, second = dc_walk_verdict(&walker, b) == DC_TRUE;
    seen.first = seen.first || first;
    seen.second = seen.second || second;
    seen.both = seen.both || (first && second);
    dc_arena_free(&scratch);
  }
  return seen;
}

/* ---- one random pair ---- */

typedef struct {
  size_t certain, equal, possible, apart, never;
} dc_tally;

static const dc_diagnostic *find(const dc_bench *bench, dc_code code) {
  for (size_t i = 0; i < bench->diagnostics.count; i++)
    if (bench->diagnostics.items[i].code == code) return &bench->diagnostics.items[i];
  return NULL;
}

/* Pastes the rows of a witness under the articles, and plays them. */
static void replay(const char *const conditions[2], const char *const values[2], dc_text example) {
  dc_bench bench;
  char text[16384];
  size_t first_line = dc_text_find(example, DC_TEXT("\n"));
  dc_text header = dc_text_slice(example, 0, first_line), rows = dc_text_slice(example, first_line + 1, example.length);
  size_t second_line = dc_text_find(rows, DC_TEXT("\n"));
  dc_text first = dc_text_slice(rows, 0, second_line), second = dc_text_slice(rows, second_line + 1, rows.length);
  snprintf(text, sizeof text,
           PACK "Article 1 — Un\nSource : x\nCompter : %s des heures si %s\nCas :\n" DC_S "\n" DC_S "\n\n"
                "Article 2 — Deux\nSource : x\nCompter : %s des heures si %s\nCas :\n" DC_S "\n" DC_S "\n",
           values[0], conditions[0], DC_ARG(header), DC_ARG(first), values[1], conditions[1], DC_ARG(header),
           DC_ARG(second));
  size_t failed = 0, played = 0;
  if (bench_load(&bench, text)) played = dc_rulebook_play(&bench.rules, &bench.diagnostics, &failed);
  if (played != 2 || failed > 0) {
    for (size_t i = 0; i < bench.diagnostics.count; i++)
      dc_diagnostic_print(stderr, &bench.diagnostics.items[i], false);
    fail_msg("%s", text);
  }
  bench_close(&bench);
}

static void check_pair(unsigned depth, bool shapeless, dc_tally *tally) {
  dc_bench bench;
  dc_arena arena = {0};
  dc_builder conditions[2] = {{.arena = &arena}, {.arena = &arena}};
  for (size_t i = 0; i < 2; i++) add_condition(&conditions[i], depth, shapeless);
  const char *written[2] = {conditions[0].data, conditions[1].data};
  const char *values[2] = {"110 %", chance(4) ? "120 %" : "110 %"};
  bool differ = strcmp(values[0], values[1]) != 0;
  char text[8192];
  snprintf(text, sizeof text,
           PACK "Article 1 — Un\nSource : x\nCompter : %s des heures si %s\n\n"
                "Article 2 — Deux\nSource : x\nCompter : %s des heures si %s\n",
           values[0], written[0], values[1], written[1]);
  if (!bench_load(&bench, text)) fail_msg("%s", text);
  const dc_recueil *recueil = bench.rules.recueils[0];
  dc_seen seen = walk_grid(&bench, &recueil->articles[0], &recueil->articles[1]);
  (void)dc_rulebook_check(&bench.rules, DC_RULEBOOK_WARNINGS, &bench.diagnostics);
  const dc_diagnostic *found = find(&bench, differ ? DC_R_CONFLICT : DC_R_SAME);
  const dc_diagnostic *possible = find(&bench, DC_R_POSSIBLE), *never = find(&bench, DC_R_NEVER);
  if (seen.both && !found && !possible) fail_msg("manqué : %s", text);
  if (possible && !shapeless) fail_msg("sans témoin : %s", text);
  if (find(&bench, DC_R_INTRICATE)) fail_msg("trop composé : %s", text);
  assert_null(find(&bench, differ ? DC_R_SAME : DC_R_CONFLICT));
  for (size_t i = 0; i < bench.diagnostics.count; i++) {
    const dc_diagnostic *item = &bench.diagnostics.items[i];
    bool applies = item->line == recueil->articles[0].position.line ? seen.first : seen.second;
    if (item->code == DC_R_NEVER && applies) fail_msg("s'applique : %s", text);
  }
  if (found) replay(written, values, found->example);
  tally->certain += found && differ;
  tally->equal += found && !differ;
  tally->possible += possible != NULL;
  tally->apart += !found && !possible;
  tally->never += never != NULL;
  dc_arena_free(&arena);
  bench_close(&bench);
}

static void check_pairs(size_t count, unsigned depth, bool shapeless, uint64_t seed) {
  dc_tally tally = {0};
  state_of_chance = seed;
  for (size_t i = 0; i < count; i++) check_pair(depth, shapeless, &tally);
  print_message("%zu paires : %zu conflits, %zu valeurs égales, %zu possibles, %zu disjointes, %zu jamais\n", count,
                tally.certain, tally.equal, tally.possible, tally.apart, tally.never);
  assert_true(tally.certain > 0 && tally.equal > 0 && tally.apart > 0);
  assert_true(tally.possible * 50 <= count); /* the search nearly always settles what boxes leave open */
}

static void boxes_miss_nothing_and_every_meeting_has_its_witness(void **state) {
  (void)state;
  check_pairs(150, 1, false, 1);
  check_pairs(150, 2, false, 2);
}

static void what_is_no_box_is_searched_and_misses_nothing(void **state) {
  (void)state;
  check_pairs(150, 2, true, 3);
}

/* ---- one random condition, point by point ---- */

/* « = » where the value is there, « absent » where it is not; of a set, each code that a condition may name. */
static void add_pin(dc_builder *out, size_t axis, const char *cell) {
  static const char *const publics[][2] = {{"RSA", "RSA"}, {"QPV", "« QPV »"}, {"J26", "J26"}};
  if (strcmp(cell, "absent") == 0) {
    dc_builder_format(out, "%s absent%s", grid[axis].name, axis == HOURS ? "es" : axis == NATURE ? "e" : "");
  } else if (axis == PUBLIC) {
    for (size_t i = 0; i < 3; i++)
      dc_builder_format(out, "%spublic %s %s", i > 0 ? " et " : "", strstr(cell, publics[i][0]) ? "=" : "≠",
                        publics[i][1]);
  } else {
    dc_builder_format(out, axis == NATURE ? "%s = « %s »" : "%s = %s", grid[axis].name, cell);
  }
}

enum { POINTS = 30 };

/* Article 1 is the condition; each of the others is one point of the grid, so that they only meet the first. */
static void check_points(bool shapeless) {
  dc_bench bench;
  dc_arena arena = {0};
  dc_builder condition = {.arena = &arena}, text = {.arena = &arena};
  add_condition(&condition, 2, shapeless);
  dc_builder_format(&text, PACK "Article 1 — Condition\nSource : x\nCompter : 110 %% des heures si %s\n\n",
                    condition.data);
  size_t first = chance(10000);
  for (size_t k = 0; k < POINTS; k++) {
    dc_builder_format(&text, "Article %zu — Point\nSource : x\nCompter : %zu %% des heures si ", k + 2, k + 200);
    size_t rest = (first + k) * 7919; /* a prime: distinct points, far from one another */
    for (size_t axis = 0; axis < AXES; rest /= grid[axis++].count) {
      if (axis > 0) dc_builder_format(&text, " et ");
      add_pin(&text, axis, grid[axis].cells[rest % grid[axis].count]);
    }
    dc_builder_format(&text, "\n\n");
  }
  if (!bench_load(&bench, text.data)) fail_msg("%s", text.data);
  (void)dc_rulebook_check(&bench.rules, DC_RULEBOOK_WARNINGS, &bench.diagnostics);
  dc_grid_walk walk;
  open_grid(&walk, &bench);
  dc_environment environment = {&walk, fetch};
  for (size_t k = 0; k < POINTS; k++) {
    size_t rest = (first + k) * 7919;
    for (size_t axis = 0; axis < AXES; rest /= grid[axis++].count) walk.at[axis] = rest % grid[axis].count;
    dc_arena scratch = {0};
    dc_walker walker = {.rules = &bench.rules, .environment = &environment, .scratch = &scratch};
    bool holds = dc_walk_verdict(&walker, &bench.rules.recueils[0]->articles[0]) == DC_TRUE, told = false;
    dc_text names = dc_text_format(&arena, "« ESSAI, article 1 » et « ESSAI, article %zu »", k + 2);
    for (size_t i = 0; i < bench.diagnostics.count; i++) {
      const dc_diagnostic *item = &bench.diagnostics.items[i];
      told = told || (item->code == DC_R_CONFLICT && dc_text_starts(item->message, names));
    }
    if (told != holds) fail_msg("%s, au point de l'article %zu : %s", holds ? "manqué" : "de trop", k + 2, text.data);
    dc_arena_free(&scratch);
  }
  for (size_t i = 0; i < bench.diagnostics.count && !shapeless; i++)
    if (bench.diagnostics.items[i].code == DC_R_POSSIBLE) fail_msg("sans témoin : %s", text.data);
  dc_arena_free(&arena);
  bench_close(&bench);
}

static void a_condition_meets_a_point_when_and_only_when_it_holds_there(void **state) {
  (void)state;
  state_of_chance = 4;
  for (int i = 0; i < 200; i++) check_points(i % 4 == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(boxes_miss_nothing_and_every_meeting_has_its_witness),
      cmocka_unit_test(a_condition_meets_a_point_when_and_only_when_it_holds_there),
      cmocka_unit_test(what_is_no_box_is_searched_and_misses_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
