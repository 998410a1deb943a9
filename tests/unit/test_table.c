#include "support.h"

#include "decompte/table.h"

/* A lexicon of two tables; columns of « essai » in this order. */
enum { TEXT, FLAG, DAY, HOURS, EMPTY, WIDTH };
static dc_field fields[] = {
    {.table = DC_TEXT_INIT("autre"), .column = DC_TEXT_INIT("texte"), .type = DC_TYPE_TEXT},
    {.table = DC_TEXT_INIT("essai"), .column = DC_TEXT_INIT("texte"), .type = DC_TYPE_TEXT},
    {.table = DC_TEXT_INIT("essai"), .column = DC_TEXT_INIT("drapeau"), .type = DC_TYPE_FLAG},
    {.table = DC_TEXT_INIT("essai"), .column = DC_TEXT_INIT("jour"), .type = DC_TYPE_DATE},
    {.table = DC_TEXT_INIT("essai"), .column = DC_TEXT_INIT("heures"), .type = DC_TYPE_HOURS},
    {.table = DC_TEXT_INIT("essai"), .column = DC_TEXT_INIT("vide"), .type = DC_TYPE_MONEY},
};
static const dc_lexicon lexicon = {.fields = fields, .count = sizeof fields / sizeof *fields};
static dc_arena arena;

static int clean(void **state) {
  (void)state;
  dc_arena_free(&arena);
  return 0;
}

static dc_table new_table(void) {
  dc_table table;
  dc_table_init(&table, &arena, &lexicon, DC_TEXT("essai"));
  return table;
}

static uint32_t *lines_of(size_t rows) {
  uint32_t *lines = dc_zeroed(rows, sizeof *lines);
  for (size_t i = 0; i < rows; i++) lines[i] = (uint32_t)i + 2;
  return lines;
}

/* Row i: text id i+1, flag, day i, hours 10 i; every fifth row stays absent. */
static void fill(dc_table *table, size_t rows) {
  dc_table_set_rows(table, lines_of(rows), rows);
  uint32_t *numbers = dc_zeroed(rows, sizeof *numbers);
  int64_t *values[WIDTH];
  for (size_t column = TEXT; column <= HOURS; column++) {
    values[column] = dc_zeroed(rows + 1, sizeof **values);
    values[column][0] = dc_absent_value(table->columns[column].field->type);
  }
  for (size_t i = 0; i < rows; i++) {
    if (i % 5 != 4) numbers[i] = (uint32_t)i + 1;
    values[TEXT][i + 1] = (int64_t)i + 1;
    values[FLAG][i + 1] = i % 2 ? DC_YES : DC_NO;
    values[DAY][i + 1] = (int64_t)i;
    values[HOURS][i + 1] = (int64_t)i * 10;
  }
  for (size_t column = TEXT; column <= HOURS; column++) {
    dc_table_fill(table, column, numbers, values[column]);
    free(values[column]);
  }
  free(numbers);
}

static void assert_row(const dc_table *table, size_t row, size_t i, uint32_t id) {
  bool absent = i % 5 == 4;
  assert_int_equal(dc_id_at(&table->columns[TEXT], row), absent ? 0 : id);
  assert_int_equal(dc_id_at(&table->columns[FLAG], row), absent ? 0 : i % 2 ? DC_YES : DC_NO);
  assert_int_equal(dc_day_at(&table->columns[DAY], row), absent ? DC_NO_DATE : (int32_t)i);
  assert_true(dc_quantity_at(&table->columns[HOURS], row) == (absent ? DC_NO_QUANTITY : (int64_t)i * 10));
  assert_int_equal(table->lines[row], i + 2);
}

static void test_columns_are_those_of_the_lexicon(void **state) {
  (void)state;
  dc_table table = new_table();
  assert_int_equal(table.column_count, WIDTH);
  assert_ptr_equal(dc_table_column(&table, "heures"), &table.columns[HOURS]);
  assert_ptr_equal(table.columns[TEXT].field, &fields[1]);
  dc_table_free(&table);
}

static void test_columns_never_filled_take_no_memory(void **state) {
  (void)state;
  dc_table table = new_table();
  fill(&table, 100);
  assert_null(table.columns[EMPTY].quantities);
  assert_true(dc_quantity_at(&table.columns[EMPTY], 50) == DC_NO_QUANTITY);
  dc_table_free(&table);
  assert_int_equal(table.rows, 0);
  assert_null(table.columns[TEXT].ids);
}

static void test_rows_hold_the_values_of_their_numbers(void **state) {
  (void)state;
  dc_table table = new_table();
  fill(&table, 5000);
  for (size_t i = 0; i < 5000; i++) assert_row(&table, i, i, (uint32_t)i + 1);
  dc_table_free(&table);
}

static void test_column_filled_late_is_absent_before(void **state) {
  (void)state;
  dc_table table = new_table();
  fill(&table, 100);
  dc_table_put(&table, EMPTY, 99, 7);
  for (size_t i = 0; i < 99; i++) assert_true(dc_quantity_at(&table.columns[EMPTY], i) == DC_NO_QUANTITY);
  assert_int_equal(dc_quantity_at(&table.columns[EMPTY], 99), 7);
  dc_table_free(&table);
}

static void test_filter_keeps_order_and_lines(void **state) {
  (void)state;
  enum { ROWS = 300 };
  dc_table table = new_table();
  fill(&table, ROWS);
  bool keep[ROWS];
  for (size_t i = 0; i < ROWS; i++) keep[i] = i % 3 == 1;
  dc_table_filter(&table, keep);
  assert_int_equal(table.rows, ROWS / 3);
  for (size_t row = 0; row < table.rows; row++) assert_row(&table, row, row * 3 + 1, (uint32_t)(row * 3 + 2));
  memset(keep, 0, sizeof keep);
  dc_table_filter(&table, keep);
  assert_int_equal(table.rows, 0);
  fill(&table, 10); /* still usable */
  assert_row(&table, 9, 9, 10);
  dc_table_free(&table);
}

static void test_append_translates_ids_but_not_flags(void **state) {
  (void)state;
  enum { ROWS = 40 };
  uint32_t remap[ROWS + 1] = {0};
  for (uint32_t i = 1; i <= ROWS; i++) remap[i] = 1000 + i;
  dc_table whole = new_table(), part = new_table();
  fill(&whole, ROWS);
  fill(&part, ROWS);
  dc_table_append(&whole, &part, remap);
  assert_int_equal(whole.rows, 2 * ROWS);
  for (size_t i = 0; i < ROWS; i++) {
    assert_row(&whole, i, i, (uint32_t)i + 1);
    assert_row(&whole, ROWS + i, i, 1001 + (uint32_t)i);
  }
  dc_table_free(&part);
  dc_table_free(&whole);
}

static void test_append_between_columns_filled_on_one_side_only(void **state) {
  (void)state;
  const uint32_t remap[] = {0, 9};
  dc_table whole = new_table(), part = new_table();
  dc_table_set_rows(&whole, lines_of(1), 1);
  dc_table_put(&whole, HOURS, 0, 30);
  dc_table_set_rows(&part, lines_of(1), 1);
  dc_table_put(&part, TEXT, 0, 1);
  dc_table_append(&whole, &part, remap);
  assert_int_equal(dc_quantity_at(&whole.columns[HOURS], 0), 30);
  assert_true(dc_quantity_at(&whole.columns[HOURS], 1) == DC_NO_QUANTITY);
  assert_int_equal(dc_id_at(&whole.columns[TEXT], 0), 0);
  assert_int_equal(dc_id_at(&whole.columns[TEXT], 1), 9);
  assert_null(whole.columns[DAY].days);
  dc_table nothing = new_table();
  dc_table_append(&whole, &nothing, NULL);
  assert_int_equal(whole.rows, 2);
  dc_table_free(&nothing);
  dc_table_free(&part);
  dc_table_free(&whole);
}

static void test_append_many_times_grows(void **state) {
  (void)state;
  const uint32_t remap[] = {0, 1, 2, 3, 4, 5, 6, 7};
  dc_table whole = new_table(), part = new_table();
  fill(&part, 7);
  for (size_t turn = 0; turn < 300; turn++) dc_table_append(&whole, &part, remap);
  assert_int_equal(whole.rows, 2100);
  for (size_t row = 0; row < whole.rows; row++) assert_row(&whole, row, row % 7, (uint32_t)(row % 7) + 1);
  dc_table_free(&part);
  dc_table_free(&whole);
}

static void test_types_fall_into_three_kinds(void **state) {
  (void)state;
  static const dc_kind kinds[] = {
      [DC_TYPE_TEXT] = DC_KIND_ID,        [DC_TYPE_CODE] = DC_KIND_ID,       [DC_TYPE_SIRET] = DC_KIND_ID,
      [DC_TYPE_SIREN] = DC_KIND_ID,       [DC_TYPE_COMMUNE] = DC_KIND_ID,    [DC_TYPE_FLAG] = DC_KIND_ID,
      [DC_TYPE_DATE] = DC_KIND_DAY,       [DC_TYPE_MONTH] = DC_KIND_DAY,     [DC_TYPE_HOURS] = DC_KIND_QUANTITY,
      [DC_TYPE_MONEY] = DC_KIND_QUANTITY, [DC_TYPE_RATE] = DC_KIND_QUANTITY, [DC_TYPE_PERCENT] = DC_KIND_QUANTITY};
  for (dc_type type = 0; type < sizeof kinds / sizeof *kinds; type++) {
    assert_int_equal(dc_type_kind(type), kinds[type]);
    dc_type parsed;
    assert_true(dc_type_parse(dc_text_from(dc_type_name(type)), &parsed));
    assert_int_equal(parsed, type);
  }
  dc_type none;
  assert_false(dc_type_parse(DC_TEXT("heure"), &none));
}

static void test_lexicon_is_found_by_name_and_by_column(void **state) {
  (void)state;
  dc_field named[] = {{.name = DC_TEXT_INIT("heures"), .table = DC_TEXT_INIT("t"), .column = DC_TEXT_INIT("c")},
                      {.table = DC_TEXT_INIT("t"), .column = DC_TEXT_INIT("d")}};
  const dc_lexicon small = {.fields = named, .count = 2};
  assert_ptr_equal(dc_lexicon_name(&small, DC_TEXT("heures")), &named[0]);
  assert_null(dc_lexicon_name(&small, DC_TEXT("Heures")));
  assert_null(dc_lexicon_name(&small, DC_TEXT(""))); /* a field without name is not called by it */
  assert_ptr_equal(dc_lexicon_column(&small, DC_TEXT("t"), DC_TEXT("d")), &named[1]);
  assert_null(dc_lexicon_column(&small, DC_TEXT("u"), DC_TEXT("d")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_columns_are_those_of_the_lexicon),
      cmocka_unit_test(test_columns_never_filled_take_no_memory),
      cmocka_unit_test(test_rows_hold_the_values_of_their_numbers),
      cmocka_unit_test(test_column_filled_late_is_absent_before),
      cmocka_unit_test(test_filter_keeps_order_and_lines),
      cmocka_unit_test(test_append_translates_ids_but_not_flags),
      cmocka_unit_test(test_append_between_columns_filled_on_one_side_only),
      cmocka_unit_test(test_append_many_times_grows),
      cmocka_unit_test(test_types_fall_into_three_kinds),
      cmocka_unit_test(test_lexicon_is_found_by_name_and_by_column),
  };
  return cmocka_run_group_tests(tests, NULL, clean);
}
