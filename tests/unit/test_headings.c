/* The spellings of tests/unit/graphies.csv, each alone in a header of its table: which column it is, or none. Each is
 * tried as written, in capitals, without accents and in snake case. */
#include "headers_support.h"

#include "decompte/reader.h"

/* ---- ways of writing ---- */

static dc_text as_written(dc_text name) { return name; }
static dc_text folded(dc_text name) { return dc_text_fold(&arena, name); }

static dc_text replaced(dc_text name, char (*replace)(char)) {
  dc_text copy = dc_text_copy(&arena, name);
  char *bytes = dc_alloc(&arena, name.length + 1);
  for (size_t i = 0; i < name.length; i++) bytes[i] = replace(copy.data[i]);
  return (dc_text){bytes, name.length};
}

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }
static char underscored(char c) { return c == ' ' ? '_' : c; }
static dc_text capitals(dc_text name) { return replaced(folded(name), upper); }
static dc_text snake(dc_text name) { return replaced(folded(name), underscored); }
static dc_text starred(dc_text name) { return dc_text_format(&arena, "\u00A0" DC_S " * :", DC_ARG(name)); }

/* « codeCPV » in capitals is one word: only its folded form can be told apart. */
static bool is_camel(dc_text name) {
  for (size_t i = 1; i < name.length; i++) {
    char c = name.data[i], before = name.data[i - 1];
    if (c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z') return true;
  }
  return false;
}

/* ---- */

static const char *bound_column(dc_text table_name, dc_text name) {
  dc_table table;
  dc_table_init(&table, &arena, &lexicon, table_name);
  dc_record header = {.fields = &name, .count = 1, .line = 1, .raw = name};
  size_t columns[DC_RECORD_FIELDS];
  size_t before = count_code(&diagnostics, DC_D_AMBIGUOUS_COLUMN);
  (void)dc_headers_bind(headers, &table, &header, DC_TEXT("a.csv"), columns, &diagnostics);
  if (count_code(&diagnostics, DC_D_AMBIGUOUS_COLUMN) > before) return "deux colonnes";
  return columns[0] == DC_UNBOUND ? "" : table.columns[columns[0]].field->column.data;
}

static size_t check(dc_text table, dc_text name, dc_text expected) {
  static dc_text (*const ways[])(dc_text) = {as_written, starred, folded, capitals, snake};
  size_t wrong = 0, count = is_camel(name) ? 2 : sizeof ways / sizeof *ways;
  for (size_t i = 0; i < count; i++) {
    dc_text written = ways[i](name);
    const char *found = bound_column(table, written);
    if (dc_text_equal(dc_text_from(found), expected)) continue;
    print_error(DC_S " : « " DC_S " » : « %s » au lieu de « " DC_S " »\n", DC_ARG(table), DC_ARG(written), found,
                DC_ARG(expected));
    wrong++;
  }
  return wrong;
}

static void test_every_spelling_is_its_column(void **state) {
  (void)state;
  dc_source source = {.name = DC_TEXT("graphies.csv"), .path = DC_TEXT("tests/unit/graphies.csv")};
  assert_true(dc_survey(&source, &diagnostics));
  dc_reader *reader = dc_reader_open(&source, &diagnostics);
  assert_non_null(reader);
  dc_record record;
  assert_true(dc_reader_next(reader, &record));
  size_t wrong = 0, bound = 0, unbound = 0;
  while (dc_reader_next(reader, &record)) {
    dc_text fields[3];
    for (size_t i = 0; i < 3; i++) fields[i] = dc_text_copy(&arena, record.fields[i]);
    wrong += check(fields[0], fields[1], fields[2]);
    bound += fields[2].length > 0;
    unbound += fields[2].length == 0;
  }
  dc_reader_close(reader);
  assert_int_equal(wrong, 0);
  assert_true(bound > 1000 && unbound >= 60);
}

/* What a missing column is said to be called is what binds. */
static void test_every_label_and_name_of_a_file_column_binds(void **state) {
  (void)state;
  static const char *const tables[] = {"marches",      "participants", "releves", "evenements",  "groupements",
                                       "eligibilites", "contrats",     "lieux",   "attestations"};
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
    for (uint32_t i = 0; i < lexicon.count; i++) {
      const dc_field *field = &lexicon.fields[i];
      if (!dc_text_equal(field->table, dc_text_from(tables[t]))) continue;
      assert_text(field->column, bound_column(field->table, field->column));
      assert_text(field->column, bound_column(field->table, field->label));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_every_spelling_is_its_column, headers_begin, headers_end),
      cmocka_unit_test_setup_teardown(test_every_label_and_name_of_a_file_column_binds, headers_begin, headers_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
