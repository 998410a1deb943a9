#include "support.h"

#include "input/dialect.h"

static dc_dialect_found find(const char *sample) {
  return dc_dialect_find(dc_text_from(sample), &(dc_dialect_given){0});
}

static void expect(const char *sample, char separator, char quote, char escape, uint32_t width) {
  dc_dialect_found found = find(sample);
  bool right = found.dialect.separator == separator && found.dialect.quote == quote && found.dialect.escape == escape &&
               found.width == width;
  if (right) return;
  fail_msg("« %c », guillemet « %c », échappement « %c », %u champs (%u %%) pour :\n%s", found.dialect.separator,
           found.dialect.quote, found.dialect.escape, found.width, found.confidence, sample);
}

static void test_separators(void **state) {
  (void)state;
  expect("a;b;c\n1;2;3\n", ';', '"', '"', 3);
  expect("a,b,c\n1,2,3\n", ',', '"', '"', 3);
  expect("a, b, c\n1, 2, 3\n", ',', '"', '"', 3);
  expect("a\tb\tc\n1\t2\t3\n", '\t', '"', '"', 3);
  expect("a|b|c\n1|2|3\n", '|', '"', '"', 3);
  expect("a;b\r1;2\r3;4\r", ';', '"', '"', 2);
}

static void test_decimal_commas_do_not_separate(void **state) {
  (void)state;
  expect("personne;heures\nP1;7,5\nP2;6,25\nP3;151,67\n", ';', '"', '"', 2);
  expect("heures;montant\n7,5;1 234,50\n6,25;12,00\n", ';', '"', '"', 2);
  expect("a\th\nP1\t7,5\nP2\t8,0\n", '\t', '"', '"', 2);
}

static void test_text_with_other_separators(void **state) {
  (void)state;
  expect("nom,objet\nDupont,\"a;b;c\"\nDurand,\"d;e;f\"\n", ',', '"', '"', 2);
  expect("nom;objet\nDupont, Jean;peinture, sols\nDurand, Luc;murs, plafonds\n", ';', '"', '"', 2);
  expect("id;liste\n1;a|b|c\n2;d|e\n3;f\n", ';', '"', '"', 2);
}

static void test_quotes_and_escapes(void **state) {
  (void)state;
  expect("a;b\n'x;y';1\n'z';2\n", ';', '\'', '\'', 2);
  expect("a;b\n\"x \"\"y\"\"; z\";1\n", ';', '"', '"', 2);
  expect("a;b\n\"x \\\"y\\\"; z\";1\n\"t\";2\n", ';', '"', '\\', 2);
  expect("a;b\n\"C:\\dossier\\\";1\n\"D:\\autre\\\";2\n", ';', '"', '"', 2);
  expect("lieu;heures\nl'Isle;7\nd'Aire;8\n'Aire;9\n", ';', '"', '"', 2);
  expect("a;b\nx;1\n\"y;2\nz;3\n", ';', '"', '"', 2); /* a quote left open is a fault, not a dialect */
  expect("a,b\n\"x;y\nz;t\",1\n\"u;v\nw\",2\n", ',', '"', '"', 2);
}

static void test_what_surrounds_a_table_weighs_little(void **state) {
  (void)state;
  expect("Relevé du mois, par chantier\nExtraction du 01/02/2026, 10 h\n\n"
         "marché;lot;personne;heures\nM1;1;P1;7,5\nM1;1;P2;8\nTOTAL;;;15,5\nFait à Arras, le 2 février\n",
         ';', '"', '"', 4);
  expect(";;;\nSection A;;;\n1;2;3;4\n;;;\nSection B;;;\n5;6;7;8\n", ';', '"', '"', 4);
}

static void test_one_column(void **state) {
  (void)state;
  expect("personne\nP1\nP2\n", ';', '"', '"', 1);
  expect("objet\nun texte\nune phrase, avec une virgule\nun autre\nrien\nrien de plus\nassez\nfin\n", ';', '"', '"', 1);
  expect("", ';', '"', '"', 0);
  expect("\n\n", ';', '"', '"', 0);
  assert_int_equal(find("personne\nP1\n").confidence, 50);
}

static void test_confidence_falls_when_two_separators_compete(void **state) {
  (void)state;
  uint8_t sure = find("a;b;c\n1;2;3\n").confidence, unsure = find("a;b,c\n1;2,c\n").confidence;
  assert_in_range(sure, 95, 99);
  assert_in_range(unsure, 50, 70);
}

static void test_statement_of_excel_is_obeyed(void **state) {
  (void)state;
  static const char *const forms[] = {"sep=,\r\n", "SEP=,\n", "\"sep=,\"\r\n"};
  for (size_t i = 0; i < 3; i++) {
    char sample[64];
    snprintf(sample, sizeof sample, "%sa;b,c\n1;2,3\n", forms[i]);
    dc_dialect_found found = find(sample);
    assert_true(found.states_separator);
    assert_int_equal(found.dialect.separator, ',');
    assert_int_equal(found.width, 2);
    assert_int_equal(found.confidence, 100);
  }
  dc_dialect_found tab = find("sep=\t\na\tb\n");
  assert_true(tab.states_separator);
  assert_int_equal(tab.dialect.separator, '\t');
  assert_false(find("sep=x\na;b\n").states_separator);
  assert_false(find("sep=;5\na;b\n").states_separator);
}

static void test_what_is_given_is_obeyed(void **state) {
  (void)state;
  dc_text sample = DC_TEXT("a;b,c\n'1;x';2,3\n");
  dc_dialect_given given = {.has_separator = true, .dialect = {.separator = ','}};
  dc_dialect_found found = dc_dialect_find(sample, &given);
  assert_int_equal(found.dialect.separator, ',');
  assert_int_equal(found.confidence, 100);
  given = (dc_dialect_given){.has_quote = true, .has_escape = true, .dialect = {.quote = '\'', .escape = '\\'}};
  found = dc_dialect_find(sample, &given);
  assert_int_equal(found.dialect.quote, '\'');
  assert_int_equal(found.dialect.escape, '\\');
  given = (dc_dialect_given){.has_quote = true, .has_separator = true, .dialect = {.quote = 0, .separator = ':'}};
  found = dc_dialect_find(DC_TEXT("\"a:b\n1:2\"\n"), &given);
  assert_int_equal(found.dialect.separator, ':');
  assert_int_equal(found.dialect.quote, 0);
  assert_int_equal(found.width, 2);
  given = (dc_dialect_given){.has_preamble = true, .preamble = 3};
  found = dc_dialect_find(DC_TEXT("x,y,z\nx,y,z\nx,y,z\na;b\n1;2\n"), &given);
  assert_int_equal(found.dialect.separator, ';');
  given.dialect.separator = '|', given.has_separator = true;
  found = dc_dialect_find(DC_TEXT("sep=;\na|b\n"), &given); /* stated outside the file: stronger than inside */
  assert_int_equal(found.dialect.separator, '|');
  assert_true(found.states_separator);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_separators),
      cmocka_unit_test(test_decimal_commas_do_not_separate),
      cmocka_unit_test(test_text_with_other_separators),
      cmocka_unit_test(test_quotes_and_escapes),
      cmocka_unit_test(test_what_surrounds_a_table_weighs_little),
      cmocka_unit_test(test_one_column),
      cmocka_unit_test(test_confidence_falls_when_two_separators_compete),
      cmocka_unit_test(test_statement_of_excel_is_obeyed),
      cmocka_unit_test(test_what_is_given_is_obeyed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
