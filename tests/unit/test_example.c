#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "decompte/digest.h"
#include "decompte/example.h"
#include "decompte/identifier.h"
#include "demo/calendar.h"
#include "demo/dialect_writer.h"
#include "demo/places.h"

#define PATH  512
#define SMALL 4000

/* ---- a scratch directory for the whole file, and what was reported last ---- */

static char scratch[PATH];

typedef struct {
  dc_arena arena;
  dc_diagnostics list;
} hearing;

static int make_scratch(void **state) {
  (void)state;
  const char *base = getenv("TMPDIR");
  snprintf(scratch, sizeof scratch, "%s/decompte-exemple-XXXXXX", base ? base : "/tmp");
  return mkdtemp(scratch) ? 0 : -1;
}

static void remove_tree(const char *path) {
  DIR *stream = opendir(path);
  if (!stream) {
    unlink(path);
    return;
  }
  for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
    char child[2 * PATH];
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
    remove_tree(child);
  }
  closedir(stream);
  rmdir(path);
}

static int remove_scratch(void **state) {
  (void)state;
  remove_tree(scratch);
  return 0;
}

static void path_in(char path[2 * PATH], const char *dossier, const char *name) {
  snprintf(path, 2 * PATH, "%s/%s%s%s", scratch, dossier, *name ? "/" : "", name);
}

static bool write_example(hearing *reports, const char *dossier, dc_example_options options) {
  char path[2 * PATH];
  path_in(path, dossier, "");
  memset(reports, 0, sizeof *reports);
  dc_diagnostics_init(&reports->list, &reports->arena);
  return dc_example_write(path, &options, &reports->list);
}

static void forget(hearing *reports) {
  dc_diagnostics_free(&reports->list);
  dc_arena_free(&reports->arena);
}

/* Writes a dossier that must succeed without a word. */
static void write_well(const char *dossier, dc_example_options options) {
  hearing reports;
  assert_true(write_example(&reports, dossier, options));
  assert_int_equal(reports.list.count, 0);
  forget(&reports);
}

static void put_file(const char *name, const char *text) {
  char path[2 * PATH];
  path_in(path, name, "");
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

/* The whole of a file, NUL-terminated; freed by the caller. */
static char *get_file(const char *dossier, const char *name) {
  char path[2 * PATH];
  path_in(path, dossier, name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  long size = ftell(file);
  assert_true(size >= 0);
  rewind(file);
  char *text = calloc((size_t)size + 1, 1);
  assert_non_null(text);
  assert_int_equal(fread(text, 1, (size_t)size, file), (size_t)size);
  fclose(file);
  return text;
}

/* ---- walking over a dossier ---- */

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }
static int is_csv(const struct dirent *entry) { return strstr(entry->d_name, ".csv") != NULL; }

static void each_file(const char *dossier, const char *folder, void (*visit)(void *, const char *name, char *text),
                      void *context) {
  char path[2 * PATH];
  struct dirent **entries;
  path_in(path, dossier, folder);
  int count = scandir(path, &entries, is_csv, by_name);
  assert_true(count >= 0);
  for (int i = 0; i < count; i++) {
    char name[2 * PATH];
    snprintf(name, sizeof name, "%s%s%s", folder, *folder ? "/" : "", entries[i]->d_name);
    char *text = get_file(dossier, name);
    visit(context, name, text);
    free(text);
    free(entries[i]);
  }
  free(entries);
}

static void digest_one(void *context, const char *name, char *text) {
  dc_hasher_add(context, name, strlen(name) + 1);
  dc_hasher_add(context, text, strlen(text) + 1);
}

static dc_digest digest_of(const char *dossier) {
  dc_hasher hasher;
  dc_hasher_begin(&hasher);
  each_file(dossier, "", digest_one, &hasher);
  each_file(dossier, "releves", digest_one, &hasher);
  return dc_hasher_end(&hasher);
}

typedef struct {
  size_t files, lines;
} tally;

static void count_one(void *context, const char *name, char *text) {
  (void)name;
  tally *sizes = context;
  sizes->files++;
  for (char *at = text; (at = strchr(at, '\n')) != NULL; at++) sizes->lines++;
}

static tally sizes_of(const char *dossier, const char *folder) {
  tally sizes = {0};
  each_file(dossier, folder, count_one, &sizes);
  return sizes;
}

static void find_one(void *context, const char *name, char *text) {
  (void)name;
  const char **needle = context;
  if (*needle && strstr(text, *needle)) *needle = NULL;
}

static bool is_found(const char *dossier, const char *folder, const char *needle) {
  const char *left = needle;
  each_file(dossier, folder, find_one, &left);
  return left == NULL;
}

static void assert_found(const char *dossier, const char *folder, const char *needle) {
  if (!is_found(dossier, folder, needle)) fail_msg("« %s » is not in %s of %s", needle, folder, dossier);
}

/* ---- tests ---- */

static void test_same_seed_same_bytes(void **state) {
  (void)state;
  write_well("a", (dc_example_options){.seed = 7, .lines = SMALL});
  write_well("b", (dc_example_options){.seed = 7, .lines = SMALL});
  write_well("c", (dc_example_options){.seed = 8, .lines = SMALL});
  dc_digest a = digest_of("a"), b = digest_of("b"), c = digest_of("c");
  assert_string_equal(a.hex, b.hex);
  assert_string_not_equal(a.hex, c.hex);
}

static void test_sizes(void **state) {
  (void)state;
  static const size_t wanted[] = {500, SMALL, 20000, 100000};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    write_well("sizes", (dc_example_options){.lines = wanted[i]});
    tally sheets = sizes_of("sizes", "releves");
    size_t lines = sheets.lines - sheets.files;
    assert_in_range(lines, wanted[i] * 6 / 10, wanted[i] * 14 / 10);
    char path[2 * PATH];
    path_in(path, "sizes", "");
    remove_tree(path);
  }
}

static void test_shipped_dossier(void **state) {
  (void)state;
  static const char *const flaws[] = {"2024-999", "P00000", "62999"};
  write_well("shipped", (dc_example_options){0});
  tally sheets = sizes_of("shipped", "releves");
  assert_in_range(sheets.lines - sheets.files, 18000, 22000);
  assert_int_equal(sizes_of("shipped", "").files, 7);
  char *markets = get_file("shipped", "marches.csv");
  tally rows = {0};
  count_one(&rows, "", markets);
  assert_int_equal(rows.lines, 61);
  free(markets);
  for (size_t i = 0; i < sizeof flaws / sizeof *flaws; i++) assert_found("shipped", "releves", flaws[i]);
  assert_true(is_found("shipped", "releves", "31/02/2026") || is_found("shipped", "releves", "2026-02-31"));
}

typedef struct {
  char wrong[15];
  size_t valid;
} findings;

/* Every run of exactly 14 digits. */
static void check_one(void *context, const char *name, char *text) {
  (void)name;
  findings *sirets = context;
  for (char *at = text; *at;) {
    size_t digits = strspn(at, "0123456789");
    if (digits == 14) {
      bool valid = dc_is_siret((dc_text){at, 14});
      sirets->valid += valid;
      if (!valid && sirets->wrong[0]) assert_memory_equal(sirets->wrong, at, 14);
      if (!valid) memcpy(sirets->wrong, at, 14);
    }
    at += digits ? digits : 1;
  }
}

static void test_one_siret_is_wrong(void **state) {
  (void)state;
  write_well("sirets", (dc_example_options){0});
  findings sirets = {0};
  each_file("sirets", "", check_one, &sirets);
  each_file("sirets", "releves", check_one, &sirets);
  assert_true(sirets.valid > 10000);
  assert_int_equal(strlen(sirets.wrong), 14);
}

static void test_refuses_what_is_not_empty(void **state) {
  (void)state;
  char path[2 * PATH];
  path_in(path, "full", "");
  assert_int_equal(mkdir(path, 0777), 0);
  put_file("full/notes.txt", "à garder");
  hearing reports;
  assert_false(write_example(&reports, "full", (dc_example_options){.lines = SMALL}));
  assert_int_equal(reports.list.count, 1);
  assert_int_equal(reports.list.items[0].code, DC_S_USAGE);
  forget(&reports);
  char *kept = get_file("full", "notes.txt");
  assert_string_equal(kept, "à garder");
  free(kept);
  assert_int_equal(sizes_of("full", "").files, 0);
}

static void test_accepts_an_empty_directory(void **state) {
  (void)state;
  char path[2 * PATH];
  path_in(path, "empty", "");
  assert_int_equal(mkdir(path, 0777), 0);
  write_well("empty", (dc_example_options){.lines = SMALL});
}

static void test_tells_that_it_cannot_write(void **state) {
  (void)state;
  put_file("file", "");
  hearing reports;
  assert_false(write_example(&reports, "file", (dc_example_options){0}));
  assert_int_equal(reports.list.items[0].code, DC_S_INPUT_OUTPUT);
  forget(&reports);
  assert_false(write_example(&reports, "absent/deeper", (dc_example_options){0}));
  assert_int_equal(reports.list.items[0].code, DC_S_INPUT_OUTPUT);
  forget(&reports);
}

/* ---- essential data ---- */

#define DECP_HEADER                                                                                                    \
  "uid,id,type,codeCPV,acheteur_id,acheteur_nom,titulaire_id,titulaire_nom,montant,dateNotification,procedure,"        \
  "dureeMois\n"

static bool write_decp(hearing *reports, const char *dossier, const char *csv) {
  char path[2 * PATH];
  put_file("decp.csv", csv);
  path_in(path, "decp.csv", "");
  return write_example(reports, dossier, (dc_example_options){.lines = SMALL, .decp = path});
}

static void test_essential_data_are_taken_as_given(void **state) {
  (void)state;
  hearing reports;
  assert_true(write_decp(&reports, "decp",
                         DECP_HEADER "u1,2025_A,Travaux,45211000,29990000000000,\"Ville ; inventée\",36920001900023,"
                                     "PREMIER,82228.25,2025-12-01,x,24\n"
                                     "u2,2025_A,Travaux,45211000,29990000000000,\"Ville ; inventée\",123,SECOND,10,"
                                     "2026-02-01,x,6\n"
                                     "u3,2025_B,Services,9091,29990000000000,,,,n.c.,2026-99-01,x,\n"));
  assert_int_equal(reports.list.count, 0);
  forget(&reports);
  assert_found("decp", "",
               "2025_A;;;29990000000000;\"Ville ; inventée\";36920001900023;PREMIER;Travaux;;45211000;"
               "01/12/2025;01/12/2025;01/12/2027;;82228.25;");
  assert_found("decp", "",
               "2025_A;;;29990000000000;\"Ville ; inventée\";123;SECOND;Travaux;;45211000;01/02/2026;"
               "01/02/2026;01/08/2026;;10;");
  assert_found("decp", "", "2025_B;;;29990000000000;;;;Services;;9091;;;;;n.c.;");
  assert_true(sizes_of("decp", "releves").lines > 0);
}

static void test_essential_data_must_have_their_columns(void **state) {
  (void)state;
  hearing reports;
  assert_false(write_decp(&reports, "decp-columns", "uid,id,type\nu,1,Travaux\n"));
  assert_int_equal(reports.list.items[0].code, DC_D_MISSING_COLUMN);
  forget(&reports);
  assert_false(write_decp(&reports, "decp-rows", DECP_HEADER));
  assert_int_equal(reports.list.items[0].code, DC_D_EMPTY_FILE);
  forget(&reports);
}

/* ---- the parts ---- */

static void test_calendar(void **state) {
  (void)state;
  assert_int_equal(dc_demo_easter(2024), dc_date_from(2024, 3, 31));
  assert_int_equal(dc_demo_easter(2025), dc_date_from(2025, 4, 20));
  assert_int_equal(dc_demo_easter(2026), dc_date_from(2026, 4, 5));
  assert_int_equal(dc_demo_easter(2038), dc_date_from(2038, 4, 25));
  static const int off[][3] = {{2026, 1, 1},   {2026, 4, 6},   {2026, 5, 1},  {2026, 5, 8},
                               {2026, 5, 14},  {2026, 5, 25},  {2026, 7, 14}, {2025, 8, 15},
                               {2025, 11, 11}, {2025, 12, 25}, {2026, 10, 31}};
  for (size_t i = 0; i < sizeof off / sizeof *off; i++)
    assert_false(dc_demo_is_working_day(dc_date_from(off[i][0], off[i][1], off[i][2])));
  assert_true(dc_demo_is_working_day(dc_date_from(2026, 10, 30)));
  assert_true(dc_demo_is_working_day(dc_date_from(2026, 4, 7)));
}

static void write_row(const char *name, const dc_demo_dialect *dialect) {
  char path[2 * PATH];
  dc_demo_writer writer;
  path_in(path, name, "");
  dc_demo_open(&writer, path, dialect);
  dc_demo_text(&writer, DC_TEXT("août; \"œuvre\""));
  dc_demo_date(&writer, dc_date_from(2026, 2, 1));
  dc_demo_month(&writer, DC_MONTH_OF(2026, 8));
  dc_demo_hours(&writer, 450);
  dc_demo_money(&writer, 123456);
  dc_demo_percent(&writer, 333);
  dc_demo_date(&writer, DC_NO_DATE);
  dc_demo_end_row(&writer);
  dc_demo_end_row(&writer);
  assert_true(dc_demo_close(&writer));
}

static void test_dialects(void **state) {
  (void)state;
  static const dc_demo_dialect excel = {';', DC_WINDOWS_1252, "\r\n", ',', DC_DEMO_DECIMAL, DC_DEMO_FRENCH};
  static const dc_demo_dialect clock = {'\t', DC_UTF8_BOM, "\n", '.', DC_DEMO_HOURS_MINUTES, DC_DEMO_ISO};
  write_row("excel.csv", &excel);
  char *text = get_file("excel.csv", "");
  assert_string_equal(text, "\"ao\xFBt; \"\"\x9Cuvre\"\"\";01/02/2026;ao\xFBt 2026;7,5;1234,56;33,3 %;\r\n\r\n");
  free(text);
  write_row("clock.csv", &clock);
  text = get_file("clock.csv", "");
  assert_string_equal(text, "\xEF\xBB\xBF\"août; \"\"œuvre\"\"\"\t2026-02-01\t2026-08\t7h30\t1234.56\t33.3 %\t\n\n");
  free(text);
}

static void test_places_have_distinct_codes(void **state) {
  (void)state;
  for (size_t i = 0; i < DC_DEMO_COMMUNES; i++) {
    assert_int_equal(dc_demo_communes[i].code.length, 5);
    for (size_t j = 0; j < i; j++) assert_false(dc_text_equal(dc_demo_communes[i].code, dc_demo_communes[j].code));
  }
  for (size_t e = 0; e < DC_DEMO_EPCI; e++) assert_true(dc_is_siren(dc_demo_epcis[e].siren));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_seed_same_bytes),
      cmocka_unit_test(test_sizes),
      cmocka_unit_test(test_shipped_dossier),
      cmocka_unit_test(test_one_siret_is_wrong),
      cmocka_unit_test(test_refuses_what_is_not_empty),
      cmocka_unit_test(test_accepts_an_empty_directory),
      cmocka_unit_test(test_tells_that_it_cannot_write),
      cmocka_unit_test(test_essential_data_are_taken_as_given),
      cmocka_unit_test(test_essential_data_must_have_their_columns),
      cmocka_unit_test(test_calendar),
      cmocka_unit_test(test_dialects),
      cmocka_unit_test(test_places_have_distinct_codes),
  };
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
