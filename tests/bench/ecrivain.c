/* Bare libxlsxwriter: one workbook in constant memory, on one thread, of rows like those of Détail that hold that many
 * cells of each kind in all. What the workbooks of a run are measured against.
 *
 *   ecrivain FILE STRINGS NUMBERS FORMULAS */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

enum { CELLS = 17, SHEET_ROWS = 1000000, ALIKE = 20, FORMS = 9, VALUES = 100, LONGEST = 64 };
typedef enum { STRING, NUMBER, FORMULA, KINDS } kind;

typedef struct {
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *formats[KINDS];
  char texts[FORMS][VALUES][LONGEST];
} writer;

static void check(bool fine) {
  if (!fine) exit(EXIT_FAILURE);
}

/* Keys, files, markets, lots, persons, firms, natures and decisions as long as those of a timesheet. */
static void make_texts(writer *to) {
  static const char *const forms[FORMS] = {"C0012%02zu",
                                           "S0%02zu",
                                           "releves/2026-10-batisseurs-de-hautebrume-%02zu.csv",
                                           "2025-0%02zu",
                                           "%zu",
                                           "P012%02zu",
                                           "TRAVAIL",
                                           "299901009%05zu",
                                           "retenue"};
  for (size_t form = 0; form < FORMS; form++) {
    for (size_t i = 0; i < VALUES; i++) {
      int length = snprintf(to->texts[form][i], LONGEST, forms[form], i);
      check(length > 0 && length < LONGEST);
    }
  }
}

static void open_book(writer *to, const char *path) {
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  to->book = workbook_new_opt(path, &options);
  check(to->book != NULL);
  for (size_t i = 0; i < KINDS; i++) check((to->formats[i] = workbook_add_format(to->book)) != NULL);
  format_set_indent(to->formats[STRING], 1);
  format_set_num_format(to->formats[NUMBER], "#,##0.00");
  format_set_num_format(to->formats[FORMULA], "#,##0.00");
}

static lxw_error write_cell(writer *to, kind what, lxw_row_t row, lxw_col_t column) {
  lxw_format *format = to->formats[what];
  double number = (double)((row + column) / 5 % 40) / 4;
  if (what == STRING)
    return worksheet_write_string(to->sheet, row, column, to->texts[column % FORMS][row / ALIKE % VALUES], format);
  if (what == NUMBER) return worksheet_write_number(to->sheet, row, column, number, format);
  char formula[128];
  lxw_row_t first = row + 1, last = row + ALIKE;
  snprintf(formula, sizeof formula, "=ROUND(J%u-SUMIFS('Détail'!$L$%u:$L$%u,'Détail'!$A$%u:$A$%u,A%u),4)", first, first,
           last, first, last, first);
  return worksheet_write_formula_num(to->sheet, row, column, formula, format, number);
}

/* Each kind is spread evenly over the rows: row r holds wanted × (r + 1) / rows of it less wanted × r / rows. */
static void write_row(writer *to, const size_t wanted[KINDS], size_t row, size_t rows) {
  lxw_row_t place = (lxw_row_t)(row % SHEET_ROWS);
  if (place == 0) check((to->sheet = workbook_add_worksheet(to->book, NULL)) != NULL);
  lxw_col_t column = 0;
  for (kind what = STRING; what < KINDS; what++) {
    size_t count = wanted[what] * (row + 1) / rows - wanted[what] * row / rows;
    for (size_t i = 0; i < count; i++) check(write_cell(to, what, place, column++) == LXW_NO_ERROR);
  }
}

int main(int argc, char **argv) {
  check(argc == 2 + KINDS);
  static writer to;
  size_t wanted[KINDS], all = 0;
  for (size_t i = 0; i < KINDS; i++) all += wanted[i] = strtoull(argv[2 + i], NULL, 10);
  make_texts(&to);
  open_book(&to, argv[1]);
  size_t rows = (all + CELLS - 1) / CELLS;
  for (size_t row = 0; row < rows; row++) write_row(&to, wanted, row, rows);
  check(workbook_close(to.book) == LXW_NO_ERROR);
  return EXIT_SUCCESS;
}
