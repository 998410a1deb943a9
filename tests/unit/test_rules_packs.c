/* The packs that are shipped: sound, and every case holds. Then the same packs, damaged at random. */
#include "rules_support.h"

static const dc_rule_file packs[] = {
    {.name = DC_TEXT_INIT("national.regles"), .path = DC_TEXT_INIT("rules/national.regles")},
    {.name = DC_TEXT_INIT("chartes/demonstration-artois.regles"),
     .path = DC_TEXT_INIT("rules/chartes/demonstration-artois.regles")},
};

static void load_packs(dc_bench *bench) {
  bench_open(bench);
  bench->sound =
      dc_rules_load(&bench->rules, &bench->arena, &bench->lexicon, &bench->intern, packs, 2, &bench->diagnostics);
  for (size_t i = 0; i < bench->diagnostics.count; i++)
    dc_diagnostic_print(stderr, &bench->diagnostics.items[i], false);
  assert_true(bench->sound);
}

static void shipped_packs_are_sound_and_their_cases_hold(void **state) {
  (void)state;
  dc_bench bench;
  load_packs(&bench);
  size_t failed;
  assert_true(dc_rulebook_play(&bench.rules, &bench.diagnostics, &failed) >= 75);
  assert_int_equal(failed, 0);
  assert_true(dc_rulebook_check(&bench.rules, DC_RULEBOOK_WARNINGS, &bench.diagnostics));
  assert_int_equal(bench.diagnostics.count, 0);
  assert_int_equal(strlen(bench.rules.files[0].digest.hex), 64);
  assert_true(bench.rules.files[0].lines > 100);
  bench_close(&bench);
}

static void a_file_that_cannot_be_read_is_told(void **state) {
  (void)state;
  dc_bench bench;
  bench_open(&bench);
  dc_rule_file missing = {.name = DC_TEXT("absent.regles"), .path = DC_TEXT("rules/absent.regles")};
  assert_false(
      dc_rules_load(&bench.rules, &bench.arena, &bench.lexicon, &bench.intern, &missing, 1, &bench.diagnostics));
  assert_int_equal(bench.diagnostics.count, 1);
  assert_string_equal(dc_code_name(bench.diagnostics.items[0].code), "D002");
  bench_close(&bench);
}

static uint64_t roll(uint64_t *dice) { return (*dice = *dice * 6364136223846793005u + 1442695040888963407u) >> 33; }

/* Cuts, repeats, swaps and changes a few stretches of `text`, in place or shorter. */
static size_t damage(char *text, size_t size, uint64_t *dice) {
  for (uint64_t times = 1 + roll(dice) % 4; times > 0 && size > 64; times--) {
    size_t at = roll(dice) % (size - 32), length = 1 + roll(dice) % 31;
    switch (roll(dice) % 4) {
    case 0:
      memmove(text + at, text + at + length, size - at - length);
      size -= length;
      break;
    case 1: memmove(text + at, text + roll(dice) % (size - 32), length); break;
    case 2: text[at] = "|:()«; \n-0é,"[roll(dice) % 13]; break;
    default: text[at] = (char)roll(dice); break;
    }
  }
  return size;
}

static dc_text read_whole(dc_arena *arena, dc_text path) {
  FILE *file = fopen(path.data, "rb");
  assert_non_null(file);
  char *bytes = dc_alloc(arena, 1 << 16);
  size_t size = fread(bytes, 1, 1 << 16, file);
  assert_int_equal(fclose(file), 0);
  return (dc_text){bytes, size};
}

static void damaged_packs_are_refused_or_played_but_never_break(void **state) {
  (void)state;
  uint64_t dice = 2026;
  for (int run = 0; run < 400; run++) {
    dc_bench bench;
    bench_open(&bench);
    dc_rule_text texts[2];
    for (size_t i = 0; i < 2; i++) {
      texts[i] = (dc_rule_text){packs[i].name, read_whole(&bench.arena, packs[i].path)};
      texts[i].bytes.length = damage((char *)(uintptr_t)texts[i].bytes.data, texts[i].bytes.length, &dice);
    }
    size_t failed;
    bool sound =
        dc_rules_load_texts(&bench.rules, &bench.arena, &bench.lexicon, &bench.intern, texts, 2, &bench.diagnostics);
    assert_int_equal(sound, dc_diagnostics_count(&bench.diagnostics, DC_ERROR) == 0);
    if (sound) (void)dc_rulebook_play(&bench.rules, &bench.diagnostics, &failed);
    if (sound) (void)dc_rulebook_check(&bench.rules, DC_RULEBOOK_WARNINGS, &bench.diagnostics);
    bench_close(&bench);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shipped_packs_are_sound_and_their_cases_hold),
      cmocka_unit_test(a_file_that_cannot_be_read_is_told),
      cmocka_unit_test(damaged_packs_are_refused_or_played_but_never_break),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
