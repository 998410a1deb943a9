/* Rules as they were against rules as they are: pairs of texts, and what is told of them. */
#include "decompte/rulebook_versions.h"
#include "rules_support.h"

#define IN_FORCE(from)      "En vigueur : à compter du " from ", selon la date du travail\n"
#define CLOSED(from, until) "En vigueur : à compter du " from " jusqu'au " until ", selon la date du travail\n"
#define REFUSE(number, hours)                                                                                          \
  "Article " number " — Seuil\nSource : s\n" IN_FORCE("01/01/2024") "Refuser si : heures > " hours                     \
                                                                    "\nMotif : « Non. »\n"
#define VERSION(period, hours)                                                                                         \
  "Article 4 — Seuil\nSource : s\n" period "Refuser si : heures > " hours "\nMotif : « Non. »\n"
#define PARAMETER(rows) "Paramètre prix (€/h)\nSource : s\n| à compter du | valeur |\n" rows
#define LIST(rows)      "Liste admis\nSource : s\n| code | libellé | à compter du | jusqu'au |\n" rows

static const char changed[] =
    "l'article 4 a changé sans nouvelle version : garder l'ancienne, close par « jusqu'au », et dater la nouvelle";

typedef struct {
  const char *then, *now;
  uint32_t line; /* of what is told; 0: nothing is */
  const char *told;
} dc_pair;

static void load(dc_bench *bench, dc_rules *rules, const char *body) {
  dc_rule_text text = {DC_TEXT("essai.regles"), dc_text_format(&bench->arena, RECUEIL "%s", body)};
  (void)dc_rules_load_texts(rules, &bench->arena, &bench->lexicon, &bench->intern, &text, 1, &bench->diagnostics);
}

static void check_pair(const dc_pair *pair) {
  dc_bench bench;
  dc_rules then;
  bench_open(&bench);
  load(&bench, &then, pair->then);
  bench.diagnostics.count = 0;
  load(&bench, &bench.rules, pair->now);
  for (size_t i = 0; i < bench.diagnostics.count; i++) dc_diagnostic_print(stderr, &bench.diagnostics.items[i], false);
  assert_int_equal(bench.diagnostics.count, 0);
  dc_rulebook_check_versions(&then, &bench.rules, &bench.diagnostics);
  for (size_t i = 0; i < bench.diagnostics.count; i++) {
    const dc_diagnostic *item = &bench.diagnostics.items[i];
    bool expected = i == 0 && pair->told && dc_text_equal(item->message, dc_text_from(pair->told));
    if (!expected) print_error("« " DC_S " »\n", DC_ARG(item->message));
    assert_true(expected);
    assert_string_equal(dc_code_name(item->code), "R020");
    assert_int_equal(item->severity, DC_WARNING);
    assert_int_equal(item->line, pair->line);
    assert_true(item->excerpt.length > 0);
  }
  if (pair->told && bench.diagnostics.count == 0) print_error("rien n'est dit ; attendu : %s\n", pair->told);
  assert_int_equal(bench.diagnostics.count, pair->told != NULL);
  bench_close(&bench);
}

static void check_pairs(const dc_pair *pairs, size_t count) {
  for (size_t i = 0; i < count; i++) check_pair(&pairs[i]);
}
#define CHECK(pairs) check_pairs(pairs, sizeof(pairs) / sizeof *(pairs))

static void what_says_the_same_is_no_change(void **state) {
  (void)state;
  static const dc_pair pairs[] = {
      {REFUSE("4", "7 h"), REFUSE("4", "7 h"), 0, NULL},
      {REFUSE("4", "7 h"),
       "Article 4 — Autre titre\nSource : une autre\n> la loi\n" IN_FORCE(
           "01/01/2024") "Motif : « Autrement. »\nRefuser si :   heures>7 h\nCas :\n| heures | décision |\n"
                         "| 8 h | refusée |\n",
       0, NULL},
      {"Article 4 — A\nSource : s\nDéfinir a : 1 h\nDéfinir b : 2 h\nRefuser si : heures ≤ a × 2\nMotif : « N »\n",
       "Article 4 — A\nSource : s\nDéfinir b : 2 h\nRefuser si : heures<=a*2\nDéfinir a : 1 h\nMotif : « M »\n", 0,
       NULL},
      {PARAMETER("| 01/01/2024 | 1600 |\n"), PARAMETER("| 01/01/2024 | 1 600,00 |\n"), 0, NULL},
  };
  CHECK(pairs);
}

static void additions_are_no_change(void **state) {
  (void)state;
  static const dc_pair pairs[] = {
      {REFUSE("4", "7 h"), REFUSE("4", "7 h") REFUSE("5", "8 h"), 0, NULL},
      {PARAMETER("| 01/01/2024 | 10 |\n| 01/01/2025 | 11 |\n"),
       PARAMETER("| 01/01/2023 | 9 |\n| 01/01/2024 | 10 |\n| 01/01/2025 | 11 |\n"), 0, NULL},
      {LIST("| A | a | 01/01/2024 | |\n"), LIST("| A | b | 01/01/2024 | |\n| B | b | | |\n"), 0, NULL},
      {"", REFUSE("4", "7 h") PARAMETER("| 01/01/2024 | 10 |\n"), 0, NULL},
  };
  CHECK(pairs);
}

static void an_article_that_changes_keeps_its_old_version(void **state) {
  (void)state;
  static const dc_pair pairs[] = {
      {REFUSE("4", "7 h"), REFUSE("4", "8 h"), 4, changed},
      {VERSION("", "7 h"), VERSION("", "8 h"), 4, changed},
      {VERSION("", "7 h"), VERSION(IN_FORCE("01/01/2024"), "7 h"), 4, changed},
      {REFUSE("4", "7 h"), VERSION(IN_FORCE("01/02/2024"), "7 h"), 4, changed},
      {REFUSE("4", "7 h"), REFUSE("5", "7 h"), 1, "l'article 4 a disparu : le garder, clos par « jusqu'au »"},
      /* closed, with or without a new version after it */
      {REFUSE("4", "7 h"), VERSION(CLOSED("01/01/2024", "31/12/2025"), "7 h") VERSION(IN_FORCE("01/01/2026"), "8 h"), 0,
       NULL},
      {REFUSE("4", "7 h"), VERSION(CLOSED("01/01/2024", "31/12/2025"), "7 h"), 0, NULL},
      {VERSION("", "7 h"), VERSION(CLOSED("01/01/2024", "31/12/2025"), "7 h"), 0, NULL},
      /* closed, and changed all the same: told of the version that begins on that day */
      {REFUSE("4", "7 h"), VERSION(CLOSED("01/01/2024", "31/12/2025"), "6 h") VERSION(IN_FORCE("01/01/2026"), "7 h"), 4,
       changed},
      {REFUSE("4", "7 h"), VERSION(CLOSED("01/01/2022", "31/12/2023"), "7 h") REFUSE("4", "8 h"), 9, changed},
      /* a closed period is settled */
      {VERSION(CLOSED("01/01/2024", "31/12/2025"), "7 h"), VERSION(CLOSED("01/01/2024", "30/06/2025"), "7 h"), 4,
       changed},
      {VERSION(CLOSED("01/01/2024", "31/12/2025"), "7 h"), REFUSE("4", "7 h"), 4, changed},
  };
  CHECK(pairs);
}

static void a_replacement_is_part_of_an_article(void **state) {
  (void)state;
  static const dc_pair pairs[] = {
      {REFUSE("1", "7 h") VERSION("Remplace : ESSAI, article 1\n", "8 h"), REFUSE("1", "7 h") VERSION("", "8 h"), 9,
       changed},
  };
  CHECK(pairs);
}

static void values_and_rows_stay(void **state) {
  (void)state;
  static const dc_pair pairs[] = {
      {PARAMETER("| 01/01/2024 | 10 |\n"), PARAMETER("| 01/01/2024 | 10,01 |\n"), 4,
       "la valeur de « prix » à compter du 01/01/2024 a changé ou disparu"},
      {PARAMETER("| 01/01/2024 | 10 |\n| 01/01/2025 | 11 |\n"), PARAMETER("| 01/01/2024 | 10 |\n"), 4,
       "la valeur de « prix » à compter du 01/01/2025 a changé ou disparu"},
      {PARAMETER("| 01/01/2024 | 10 |\n"), "", 1, "le paramètre « prix » a disparu"},
      {PARAMETER("| 01/01/2024 | 10 |\n"),
       "Paramètre prix (€)\nSource : s\n| à compter du | valeur |\n| 01/01/2024 | 10 |\n", 4,
       "le paramètre « prix » a changé d'unité"},
      {LIST("| A | a | 01/01/2024 | |\n"), LIST("| A | a | 01/01/2024 | 31/12/2025 |\n"), 0, NULL},
      {LIST("| A | a | | |\n"), LIST("| A | a | 01/01/2024 | |\n"), 4,
       "la ligne « A » de la liste « admis » a changé ou disparu : la garder, close par « jusqu'au »"},
      {LIST("| A | a | 01/01/2024 | 31/12/2025 |\n"), LIST("| A | a | 01/01/2024 | 30/11/2025 |\n"), 4,
       "la ligne « A » de la liste « admis » a changé ou disparu : la garder, close par « jusqu'au »"},
      {LIST("| A | a | | |\n| B | b | | |\n"), LIST("| B | b | | |\n"), 4,
       "la ligne « A » de la liste « admis » a changé ou disparu : la garder, close par « jusqu'au »"},
      {LIST("| A | a | | |\n"), "", 1, "la liste « admis » a disparu"},
  };
  CHECK(pairs);
}

/* Rules as they were may name what stands elsewhere. */
static void old_rules_need_not_be_whole(void **state) {
  (void)state;
  static const dc_pair pairs[] = {
      {"Article 4 — A\nSource : s\nRefuser si : inconnu > 7 h\nMotif : « N »\n", VERSION("", "7 h"), 4, changed},
  };
  CHECK(pairs);
}

static void recueils_that_are_in_one_only_are_not_compared(void **state) {
  (void)state;
  dc_bench bench;
  dc_rules then;
  bench_open(&bench);
  dc_rule_text old = {DC_TEXT("a.regles"), DC_TEXT("Recueil AUTRE — A\nSource : s\n\n" REFUSE("1", "7 h"))};
  assert_true(dc_rules_load_texts(&then, &bench.arena, &bench.lexicon, &bench.intern, &old, 1, &bench.diagnostics));
  load(&bench, &bench.rules, REFUSE("1", "8 h"));
  dc_rulebook_check_versions(&then, &bench.rules, &bench.diagnostics);
  assert_int_equal(bench.diagnostics.count, 0);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_says_the_same_is_no_change),
      cmocka_unit_test(additions_are_no_change),
      cmocka_unit_test(an_article_that_changes_keeps_its_old_version),
      cmocka_unit_test(a_replacement_is_part_of_an_article),
      cmocka_unit_test(values_and_rows_stay),
      cmocka_unit_test(old_rules_need_not_be_whole),
      cmocka_unit_test(recueils_that_are_in_one_only_are_not_compared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
