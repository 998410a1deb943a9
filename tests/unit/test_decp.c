#include "support.h"

#include "decompte/decp.h"
#include "decp/numbers_as_text.h"
#include "decp/value.h"

static dc_arena arena;
static dc_diagnostics diagnostics;
static dc_decp decp;
static dc_decp_lines lines;

static int begin(void **state) {
  (void)state;
  dc_diagnostics_init(&diagnostics, &arena);
  return 0;
}

static int end(void **state) {
  (void)state;
  dc_diagnostics_free(&diagnostics);
  dc_arena_free(&arena);
  return 0;
}

static bool reads(const char *content) {
  scratch_file("f", content);
  return dc_decp_read(&decp, &arena, dc_text_from(scratch_path("f")), &diagnostics);
}

static void translate(const char *content) {
  assert_true(reads(content));
  assert_true(dc_decp_translate(&lines, &decp, &arena, &(dc_decp_options){0}, &diagnostics));
}

static dc_text cell(uint32_t line, const char *column) {
  for (size_t c = 0; c < DC_DECP_COLUMNS; c++)
    if (dc_text_equal(dc_decp_column(c), dc_text_from(column))) return lines.lines[line].cells[c];
  fail_msg("%s", column);
  return (dc_text){0};
}

/* ---- values ---- */

static void test_dates(void **state) {
  (void)state;
  static const char *const right[] = {
      "2019-02-28",          "28/02/2019",           "2019-02-28+01:00",    "2019-02-28Z",
      "2019-02-28T00:00:00", "2019-02-28T00:00:00Z", "2019-02-28 00:00:00", "2019-02-28T00:00:00.000+01:00"};
  static const char *const wrong[] = {
      "", "2019-02-29", "2019-02-28T23:00:00Z", "2019-02-28+1", "2019-02-28+01:0a", "2019-02-28x", "43524"};
  dc_date date;
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
    if (!dc_decp_date(dc_text_from(right[i]), &date) || date != dc_date_from(2019, 2, 28)) fail_msg("%s", right[i]);
  }
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    if (dc_decp_date(dc_text_from(wrong[i]), &date)) fail_msg("%s", wrong[i]);
  }
}

static void test_amounts_are_exact(void **state) {
  (void)state;
  static const struct {
    const char *text;
    dc_number_status status;
    dc_cents cents;
  } cases[] = {
      {"82228.25", DC_NUMBER_OK, 8222825},
      {"82228,25", DC_NUMBER_OK, 8222825},
      {"1 200,00", DC_NUMBER_OK, 120000},
      {"1.2E7", DC_NUMBER_OK, 1200000000},
      {"1.234567e+4", DC_NUMBER_OK, 1234567},
      {"0", DC_NUMBER_OK, 0},
      {"90071992547409.93", DC_NUMBER_OK, 9007199254740993}, /* no double holds it */
      {"1.005", DC_NUMBER_TOO_PRECISE, 0},
      {"-1", DC_NUMBER_MALFORMED, 0},
      {"1E-2", DC_NUMBER_MALFORMED, 0},
      {"E7", DC_NUMBER_MALFORMED, 0},
      {"1E", DC_NUMBER_MALFORMED, 0},
      {"1E13", DC_NUMBER_TOO_LARGE, 0},
      {"12 k€", DC_NUMBER_MALFORMED, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dc_cents cents = 0;
    dc_number_status status = dc_decp_amount(dc_text_from(cases[i].text), &cents);
    if (status != cases[i].status || (status == DC_NUMBER_OK && cents != cases[i].cents))
      fail_msg("%s: %d, %lld", cases[i].text, (int)status, (long long)cents);
  }
}

static void test_months(void **state) {
  (void)state;
  int months = 0;
  assert_true(dc_decp_months(DC_TEXT("12.0"), &months) && months == 12);
  static const char *const wrong[] = {"", "0", "-3", "1,5", "1201", "un an"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(dc_decp_months(dc_text_from(wrong[i]), &months));
}

static void test_cpv_that_lost_its_zero(void **state) {
  (void)state;
  static const struct {
    const char *given, *read;
    bool repaired;
  } cases[] = {
      {"45210000", "45210000", false},
      {"71315400-3", "71315400", false},
      {"66516 000", "66516000", false},
      {"3451000", "03451000", true},
      {"9123000-9", "09123000", true},
      {"031210005", "03121000", true},
      {"1110000", "", true},
      {"4521", "", true},
      {"45210000-", "", false},
      {"45210000-12", "", false},
      {"travaux", "", false},
      {"", "", true},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bool repaired = false;
    dc_text read = dc_decp_cpv(&arena, dc_text_from(cases[i].given), &repaired);
    if (!dc_text_equal(read, dc_text_from(cases[i].read)) || (read.length && repaired != cases[i].repaired))
      fail_msg("%s: " DC_S, cases[i].given, DC_ARG(read));
  }
}

/* ---- numbers as text ---- */

static const char *streamed(const char *json, size_t size) {
  static char out[256];
  FILE *file = fmemopen((void *)(uintptr_t)json, strlen(json), "r");
  assert_non_null(file);
  dc_decp_stream stream = {.file = file};
  size_t used = 0, got;
  while ((got = dc_decp_stream_read(out + used, size, &stream)) > 0) {
    assert_true(got <= size);
    used += got;
  }
  fclose(file);
  out[used] = '\0';
  return out;
}

static void test_numbers_are_quoted_whatever_the_chunk(void **state) {
  (void)state;
  for (size_t size = 2; size < 9; size++) {
    assert_string_equal(streamed("{\"a\": -1.50E+3, \"b 1\": [012,3], \"c\\\"4\": \"5\\\\\", \"d\": true}", size),
                        "{\"a\": \"-1.50E+3\", \"b 1\": [\"012\",\"3\"], \"c\\\"4\": \"5\\\\\", \"d\": true}");
    assert_string_equal(streamed("42", size), "\"42\"");
  }
}

/* ---- the file ---- */

static void test_columns_are_those_of_the_lexicon(void **state) {
  (void)state;
  dc_lexicon lexicon;
  load_lexicon(&lexicon, &arena, &diagnostics);
  size_t column = 0;
  for (uint32_t i = 0; i < lexicon.count; i++) {
    if (!dc_text_equal(lexicon.fields[i].table, DC_TEXT("marches"))) continue;
    assert_true(column < DC_DECP_COLUMNS);
    assert_text(lexicon.fields[i].column, dc_decp_column(column++).data);
  }
  assert_int_equal(column, DC_DECP_COLUMNS);
  assert_text(dc_decp_column(DC_DECP_NUMBER_COLUMN), "marche");
  assert_text(dc_decp_column(DC_DECP_BUYER_COLUMN), "acheteur_siret");
}

static void test_form_is_told_from_content(void **state) {
  (void)state;
  static const struct {
    const char *content;
    dc_decp_form form;
  } cases[] = {
      {"{\"marches\":[{\"id\":\"1\"}]}", DC_DECP_JSON_2019},
      {"\xEF\xBB\xBF\n [{\"id\":\"1\"}]", DC_DECP_JSON_2019},
      {"{\"marches\":{\"marche\":[{\"id\":\"1\"}]}}", DC_DECP_JSON_2022},
      {"{\"marches\":{\"marche\":{\"id\":\"1\"}}}", DC_DECP_JSON_2022},
      {"id,acheteur.id,titulaire.id\n1,2,3\n", DC_DECP_DOTTED},
      {"uid|acheteur_id|titulaire_id\n1|2|3\n", DC_DECP_UNDERSCORED},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(reads(cases[i].content));
    assert_int_equal(decp.form, cases[i].form);
    assert_true(decp.entries == 1 && decp.row_count == 1 && decp.markets == 1 && decp.set_apart == 0);
  }
}

static void test_one_cause_is_told_once_with_its_first_place_and_its_count(void **state) {
  (void)state;
  translate("id;acheteur.id;titulaire.id;titulaire.denominationSociale;dateNotification;dureeMois;codeCPV\n"
            "1;29910001600011;29990001900017;A;2024-01-01;12;03451000\n"
            "2;29910001600011;29990001900018;B;2024-01-01;12;3451000\n"
            "3;29910001600011;29990001900018;B;2024-01-01;12;3451000\n"
            "4;29910001600011;29990001900019;B;2024-01-01;12;3451000\n");
  assert_int_equal(count_code(&diagnostics, DC_D_BAD_SIRET), 2); /* two wrong numbers, one of them twice */
  for (size_t i = 0; i < diagnostics.count; i++) {
    const dc_diagnostic *item = &diagnostics.items[i];
    if (item->code == DC_D_DECP_DOUBTFUL) assert_true(item->line == 3 && item->record == 3 && item->count == 3);
    if (item->code == DC_D_BAD_SIRET) assert_true(item->count == (item->line == 3 ? 2u : 1u));
  }
}

static void test_a_number_is_its_buyers(void **state) {
  (void)state;
  translate("id,acheteur_id,titulaire_id,titulaire_nom,objet\n"
            "7,29910001600011,29990001900017,A,Voirie\n"
            "7,29910002400015,29990001900017,A,Voirie\n"
            "8,29910001600011,29990001900017,A,Voirie\n"
            "8,29910001600011,29990002700010,B,Voirie\n"
            "9,29910001600011,29990001900017,A,Voirie\n"
            "9,29910001600011,29990001900017,A,Toiture\n");
  static const char *const numbers[] = {"299100016000117", "299100024000157", "8", "8", "9", "9"};
  for (uint32_t i = 0; i < 6; i++) assert_text(cell(i, "marche"), numbers[i]);
  assert_int_equal(decp.markets, 4);
  assert_int_equal(count_code(&diagnostics, DC_D_DECP_DOUBTFUL), 2); /* 7 shared, 9 equivocal, 8 neither */
}

static void test_what_is_of_the_market_is_told_once_for_its_holders(void **state) {
  (void)state;
  translate(
      "{\"marches\":[{\"id\":\"1\",\"acheteur\":{\"id\":\"29910001600012\"},\"modifications\":[{\"dureeMois\":4}],"
      "\"titulaires\":[{\"id\":\"29990001900017\"},{\"id\":\"29990002700010\"},{}]}]}");
  assert_int_equal(lines.line_count, 2);
  assert_text(cell(1, "acheteur_siret"), "29910001600012");
  assert_text(cell(1, "titulaire_siret"), "29990002700010");
  for (size_t i = 0; i < diagnostics.count; i++) {
    bool of_holders = text_has(diagnostics.items[i].message, "titulaire_nom");
    assert_int_equal(diagnostics.items[i].count, of_holders ? 2 : 1);
  }
  assert_int_equal(count_code(&diagnostics, DC_D_DECP_LEFT_OUT), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_dates, begin, end),
      cmocka_unit_test_setup_teardown(test_amounts_are_exact, begin, end),
      cmocka_unit_test_setup_teardown(test_months, begin, end),
      cmocka_unit_test_setup_teardown(test_cpv_that_lost_its_zero, begin, end),
      cmocka_unit_test_setup_teardown(test_numbers_are_quoted_whatever_the_chunk, begin, end),
      cmocka_unit_test_setup_teardown(test_columns_are_those_of_the_lexicon, begin, end),
      cmocka_unit_test_setup_teardown(test_form_is_told_from_content, begin, end),
      cmocka_unit_test_setup_teardown(test_one_cause_is_told_once_with_its_first_place_and_its_count, begin, end),
      cmocka_unit_test_setup_teardown(test_a_number_is_its_buyers, begin, end),
      cmocka_unit_test_setup_teardown(test_what_is_of_the_market_is_told_once_for_its_holders, begin, end),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
