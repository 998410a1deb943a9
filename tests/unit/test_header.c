#include "headers_support.h"

static dc_table table;
static size_t columns[DC_RECORD_FIELDS];

/* Binds a header line, fields separated by « ; », to a table of the lexicon. */
static bool bind(const char *name, const char *line) {
  static dc_text fields[DC_RECORD_FIELDS];
  dc_record header = {.fields = fields, .line = 1, .raw = dc_text_from(line)};
  for (dc_text rest = header.raw;;) {
    size_t mark = dc_text_find(rest, DC_TEXT(";"));
    fields[header.count++] = dc_text_slice(rest, 0, mark);
    if (mark == rest.length) break;
    rest = dc_text_slice(rest, mark + 1, rest.length);
  }
  dc_table_init(&table, &arena, &lexicon, dc_text_from(name));
  return dc_headers_bind(headers, &table, &header, DC_TEXT("a.csv"), columns, &diagnostics);
}

static void assert_column(size_t field, const char *column) {
  assert_int_not_equal(columns[field], DC_UNBOUND);
  assert_text(table.columns[columns[field]].field->column, column);
}

static void test_canonical_names_bind(void **state) {
  (void)state;
  assert_true(bind("releves", "marche;lot;participant;date;mois;heures;nature;employeur_siret;contrat;commune;"
                              "montant_ht;piece"));
  assert_int_equal(diagnostics.count, 0);
  for (size_t i = 0; i < 12; i++) assert_int_equal(columns[i], i);
}

static void test_spellings_that_people_use_bind(void **state) {
  (void)state;
  assert_true(
      bind("releves", "N° de marché;Bénéficiaire;Jour travaillé;Heures réalisées;Type d'heures;SIRET;Code INSEE"));
  static const char *const expected[] = {"marche", "participant",     "date",   "heures",
                                         "nature", "employeur_siret", "commune"};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) assert_column(i, expected[i]);
  assert_true(bind("releves", "NUMÉRO_DU_MARCHÉ;Salarié;PÉRIODE;H"));
  assert_column(1, "participant");
  assert_column(2, "mois");
  assert_column(3, "heures");
  assert_int_equal(diagnostics.count, 0);
}

static void test_ligatures_and_apostrophes_bind(void **state) {
  (void)state;
  static const char *const spellings[] = {"Part de main-d'œuvre", "part de la main d’oeuvre", "PART MAIN ŒUVRE",
                                          "part_main_oeuvre"};
  for (size_t i = 0; i < 4; i++) {
    (void)bind("marches", spellings[i]);
    assert_column(0, "part_main_oeuvre");
  }
}

static void test_unknown_and_empty_headings_are_left_out(void **state) {
  (void)state;
  assert_true(bind("releves", "marche;Météo du jour;participant;;heures"));
  assert_int_equal(columns[1], DC_UNBOUND);
  assert_int_equal(columns[3], DC_UNBOUND);
  assert_column(4, "heures");
  assert_int_equal(diagnostics.count, 1);
  assert_int_equal(diagnostics.items[0].code, DC_D_UNKNOWN_COLUMN);
  assert_int_equal(diagnostics.items[0].column, 8);
  assert_true(text_has(diagnostics.items[0].message, "Météo du jour"));
}

static void test_missing_column_is_fatal_with_a_hint(void **state) {
  (void)state;
  assert_false(bind("releves", "marche;particpant;heures"));
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_MISSING_COLUMN);
  assert_int_equal(item->severity, DC_FATAL);
  assert_text(item->message, "colonne obligatoire absente : participant ; serait-ce « particpant » (champ n° 2) ? ; se "
                             "comprend aussi : « matricule », « pseudonyme », « n participant », « pseudonyme "
                             "participant »");
  assert_text(item->excerpt, "marche;particpant;heures");
  assert_int_equal(item->column, 8);
  assert_int_equal(item->span, 10);
}

/* By a letter, by a word in common; never what is already a column. */
static void test_missing_column_has_up_to_three_candidates(void **state) {
  (void)state;
  assert_false(bind("releves", "Marché;Nom du salarié;Matricules;Participant secondaire;Prénom du salarié;Heures"));
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_MISSING_COLUMN);
  assert_true(
      text_has(item->message, "serait-ce « Matricules » (champ n° 3), « Participant secondaire » (champ n° 4) ?"));
  assert_int_equal(item->column, 23);
  assert_false(bind("evenements", "marche;typee;tipe;types;typo;date"));
  item = &diagnostics.items[diagnostics.count - 1];
  assert_true(text_has(item->message, "« typee » (champ n° 2), « tipe » (champ n° 3), « types » (champ n° 4) ?"));
}

static void test_missing_columns_are_all_told(void **state) {
  (void)state;
  assert_false(bind("participants", "zzzzzzzzzz"));
  assert_int_equal(count_code(&diagnostics, DC_D_MISSING_COLUMN), 2);
  assert_false(text_has(find_code(&diagnostics, DC_D_MISSING_COLUMN)->message, "serait-ce"));
}

static void test_column_found_twice_is_fatal(void **state) {
  (void)state;
  assert_false(bind("releves", "marche;participant;heures;Nb heures;heures"));
  assert_int_equal(count_code(&diagnostics, DC_D_DUPLICATE_COLUMN), 3);
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_DUPLICATE_COLUMN);
  assert_text(item->message, "« heures » et « Nb heures » désignent tous deux la colonne heures");
  assert_int_equal(item->severity, DC_FATAL);
}

/* ---- a heading that may be two columns ---- */

static const dc_field twins[] = {
    {.table = DC_TEXT_INIT("t"), .column = DC_TEXT_INIT("date"), .pattern = DC_TEXT_INIT("jour|le")},
    {.table = DC_TEXT_INIT("t"),
     .column = DC_TEXT_INIT("jour"),
     .required = true,
     .pattern = DC_TEXT_INIT("le|(a+)+b"),
     .number = 1}};

static bool bind_twins(dc_text *names, size_t count, const char *raw) {
  const dc_lexicon two = {.fields = (dc_field *)(uintptr_t)twins, .count = 2};
  dc_headers *own = dc_headers_compile(&two, (dc_text){0}, DC_TEXT("lexique.csv"), &diagnostics);
  assert_non_null(own);
  dc_table_init(&table, &arena, &two, DC_TEXT("t"));
  dc_record header = {.fields = names, .count = count, .line = 3, .raw = dc_text_from(raw)};
  bool bound = dc_headers_bind(own, &table, &header, DC_TEXT("a.csv"), columns, &diagnostics);
  dc_headers_free(own);
  return bound;
}

static void test_heading_of_two_columns_is_refused(void **state) {
  (void)state;
  dc_text names[] = {DC_TEXT("Notes"), DC_TEXT("Le")};
  assert_false(bind_twins(names, 2, "\"Notes\nlibres\";\"Le\""));
  const dc_diagnostic *item = find_code(&diagnostics, DC_D_AMBIGUOUS_COLUMN);
  assert_int_equal(item->severity, DC_FATAL);
  assert_text(item->message, "« Le » peut désigner la colonne date ou la colonne jour");
  assert_int_equal(item->line, 4);
  assert_int_equal(item->column, 10);
  assert_text(item->excerpt, "libres\";\"Le\"");
  assert_int_equal(count_code(&diagnostics, DC_D_MISSING_COLUMN), 0);
}

static void test_name_of_a_column_is_not_ambiguous(void **state) {
  (void)state;
  dc_text names[] = {DC_TEXT("JOUR")};
  assert_true(bind_twins(names, 1, "JOUR"));
  assert_int_equal(columns[0], 1);
}

static void test_costly_pattern_does_not_match(void **state) {
  (void)state;
  dc_text names[] = {DC_TEXT("jour"), DC_TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac")};
  assert_true(bind_twins(names, 2, ""));
  assert_int_equal(columns[1], DC_UNBOUND);
}

static void test_score_is_silent(void **state) {
  (void)state;
  dc_table_init(&table, &arena, &lexicon, DC_TEXT("releves"));
  const dc_text names[] = {DC_TEXT("N° marché"), DC_TEXT("Matricule"), DC_TEXT("Salarié"), DC_TEXT("Visa"),
                           DC_TEXT("")};
  bool complete = false;
  assert_int_equal(dc_headers_score(headers, &table, names, 5, &complete), 2);
  assert_true(complete);
  assert_int_equal(dc_headers_score(headers, &table, names, 1, &complete), 1);
  assert_false(complete);
  assert_int_equal(diagnostics.count, 0);
}

static void test_canonical_name_wins_over_patterns(void **state) {
  (void)state;
  assert_true(bind("contrats", "contrat;participant;debut;nature;structure"));
  assert_column(2, "debut");
  assert_column(3, "nature");
  assert_column(4, "structure");
}

static void test_no_social_security_number_from_a_file_without_header(void **state) {
  (void)state;
  assert_false(bind("releves", "2025-014;185057800608491;31/10/2026;7,5"));
  assert_true(diagnostics.count >= 4);
  assert_false(any_text_has(&diagnostics, "185057800608491"));
}

static void test_wrong_pattern_is_told_with_its_line(void **state) {
  (void)state;
  dc_field fields[] = {
      {.table = DC_TEXT_INIT("t"), .column = DC_TEXT_INIT("a"), .pattern = DC_TEXT_INIT("a|b")},
      {.table = DC_TEXT_INIT("t"), .column = DC_TEXT_INIT("b"), .pattern = DC_TEXT_INIT("(b"), .number = 1}};
  const dc_lexicon wrong = {.fields = fields, .count = 2};
  assert_null(dc_headers_compile(&wrong, (dc_text){0}, DC_TEXT("lexique.csv"), &diagnostics));
  assert_int_equal(find_code(&diagnostics, DC_D_BAD_LEXICON)->line, 3);
}

/* ---- the lexicon itself ---- */

#define HEADING "nom;table;colonne;type;obligatoire;sensible;plusieurs;niveau;entetes;libelle\n"

static dc_lexicon loaded;

static bool load(const char *content) {
  scratch_file("lexique.csv", content);
  dc_source source = {.name = DC_TEXT("lexique.csv"),
                      .path = dc_text_copy(&arena, dc_text_from(scratch_path("lexique.csv")))};
  return dc_lexicon_load(&loaded, &arena, &source, &diagnostics);
}

static void test_lexicon_is_read_field_by_field(void **state) {
  (void)state;
  assert_true(load(HEADING "heures;releves;heures;h;oui;;;ligne;h|heures;Heures\n;t;c;oui/non;;oui;oui;;;\n"));
  assert_int_equal(loaded.count, 2);
  const dc_field *field = &loaded.fields[0];
  assert_text(field->name, "heures");
  assert_int_equal(field->type, DC_TYPE_HOURS);
  assert_int_equal(field->level, DC_LEVEL_LINE);
  assert_true(field->required && !field->sensitive && !field->several);
  assert_text(field->pattern, "h|heures");
  assert_true(loaded.fields[1].sensitive && loaded.fields[1].several && !loaded.fields[1].required);
  assert_int_equal(loaded.fields[1].number, 1);
}

static void test_pattern_may_be_that_of_another_column(void **state) {
  (void)state;
  assert_true(load(HEADING ";t;a;h;;;;;h|heures;\n;u;a;h;;;;;=t.a|duree;\n;v;a;h;;;;;=t.a;\n"));
  assert_text(loaded.fields[1].pattern, "h|heures|duree");
  assert_text(loaded.fields[2].pattern, "h|heures");
  assert_false(load(HEADING ";t;a;h;;;;;=u.a;\n;u;a;h;;;;;=t.a|h;\n;v;a;h;;;;;=t.z;\n;w;a;h;;;;;=;\n"));
  assert_int_equal(count_code(&diagnostics, DC_D_BAD_LEXICON), 4);
  assert_int_equal(diagnostics.items[3].line, 5);
}

static void test_wrong_rows_of_a_lexicon_are_all_told(void **state) {
  (void)state;
  assert_false(
      load(HEADING "a;t;c;heure;;;;ligne;;\nb;t;d;h;;;;rang;;\nc;t;e;h\nd;t;f;h;;;;;;\nd;t;g;h;;;;;;\n;t;f;h;;;;;;\n"));
  assert_int_equal(count_code(&diagnostics, DC_D_BAD_LEXICON), 5);
  assert_false(load("nom;table\n"));
  assert_false(load(""));
}

int main(void) {
#define BINDS(test) cmocka_unit_test_setup_teardown(test, headers_begin, headers_end)
  const struct CMUnitTest tests[] = {
      BINDS(test_canonical_names_bind),
      BINDS(test_spellings_that_people_use_bind),
      BINDS(test_ligatures_and_apostrophes_bind),
      BINDS(test_unknown_and_empty_headings_are_left_out),
      BINDS(test_missing_column_is_fatal_with_a_hint),
      BINDS(test_missing_columns_are_all_told),
      BINDS(test_column_found_twice_is_fatal),
      BINDS(test_canonical_name_wins_over_patterns),
      BINDS(test_no_social_security_number_from_a_file_without_header),
      BINDS(test_wrong_pattern_is_told_with_its_line),
      BINDS(test_missing_column_has_up_to_three_candidates),
      BINDS(test_heading_of_two_columns_is_refused),
      BINDS(test_name_of_a_column_is_not_ambiguous),
      BINDS(test_costly_pattern_does_not_match),
      BINDS(test_score_is_silent),
      BINDS(test_lexicon_is_read_field_by_field),
      BINDS(test_pattern_may_be_that_of_another_column),
      BINDS(test_wrong_rows_of_a_lexicon_are_all_told),
  };
  return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
