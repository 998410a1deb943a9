/* A small toolkit over libxlsxwriter: a workbook is a list of grids, a grid is a description of a table.
 *
 * Floor: report, private. To add a sheet, describe its columns and plan it; to add a column, add one line to a
 * description. Life cycle: open, plan every grid, write, close. Planning comes first so that formulas may sum sheets
 * that come later.
 *
 * Formulas are written for one line, with names in braces:
 *   {taux}                          the cell of that column on the same line
 *   {taux@12}, {cumul.heures@12}    the cell of that column on line 12 (from 0) of this grid, of another one
 *   {cumul.heures}                  the whole column of that grid, over all its sheets
 *   {SUMIFS cumul.heures cumul.repere repere}   sum of the lines of `cumul` whose `repere` is the cell {repere}
 *   {COUNTIFS detail.repere repere}             how many there are
 * SUMIFS and COUNTIFS take several criteria: « cumul.repere repere cumul.mois <=mois », the lines up to that month. A
 * criterion may also be an expression without a space: DATE(2026,10,1).
 *
 * A grid longer than a sheet goes on in « Détail 2 », and formulas follow. Above CONSTANT_ROWS lines in all, a workbook
 * is written in constant memory: a rule on numbers alone, since the two modes give different bytes.
 *
 * The first failure is kept; what follows it does nothing; close tells it. */
#ifndef DECOMPTE_REPORT_WORKBOOK_H
#define DECOMPTE_REPORT_WORKBOOK_H

#include <xlsxwriter.h>

#include "decompte/date.h"
#include "decompte/dossier.h"
#include "decompte/exact.h"
#include "decompte/lexicon.h"
#include "decompte/stage.h"

/* How a column shows its values, and in which unit they come. */
typedef enum {
  DC_AS_TEXT,
  DC_AS_HOURS,   /* 1/3000 h, shown in hours */
  DC_AS_MONEY,   /* cents, shown in euros */
  DC_AS_PERCENT, /* millionths */
  DC_AS_RATE,    /* millionths: a percentage that is set, with its decimals */
  DC_AS_FACTOR,  /* millionths */
  DC_AS_COUNT,
  DC_AS_DATE,  /* dc_date */
  DC_AS_MONTH, /* dc_date of its first day */
  DC_STYLE_COUNT
} dc_style;

typedef enum { DC_NO_TINT, DC_GOOD, DC_FAIR, DC_BAD, DC_TINT_COUNT } dc_tint; /* never alone: the word says it too */

/* What one cell holds: text, or else a number (DC_NO_QUANTITY: nothing). `formula` replaces that of the column;
 * DC_PLAIN: no formula at all. */
typedef struct {
  dc_text text;
  int64_t number;
  int64_t parts; /* how many of `number` make one, instead of the unit of the style; 0: that unit */
  const char *formula;
  dc_tint tint;
  dc_style style;   /* instead of the column's, unless DC_AS_TEXT */
  const char *grid; /* links to this grid, when the workbook has it, at line `line`; NULL: no link */
  size_t line;
  bool entry; /* to be filled in or changed by the reader: above a table, where no column says it */
} dc_content;
#define DC_PLAIN ""

dc_content dc_content_text(dc_text text);
dc_content dc_content_number(int64_t number);
dc_content dc_content_day(dc_date date);
dc_content dc_content_month(dc_month month);
dc_content dc_content_none(void);
dc_content dc_content_exact(dc_rational number); /* in hours, euros; nothing when it is none */

/* The same, linked. What the cell shows and holds stays as it was. A sheet holds 65 530 links, by the format: cells
 * that come after have none. */
dc_content dc_content_linked(dc_content content, const char *grid, size_t line);

enum { DC_SUMMED = 1, DC_WRAPPED = 2 }; /* flags of a column */

typedef struct {
  const char *id;    /* in formulas, and in defined names: « cumul_heures » */
  const char *label; /* « table.column »: its heading, from the lexicon */
  dc_style style;
  uint8_t width; /* in characters */
  uint8_t flags;
  uint8_t kinds; /* bits of the workbooks that show it; 0 = all */
  dc_content (*value)(void *context, size_t row);
  const char *formula; /* NULL: values only */
} dc_grid_column;

typedef enum { DC_NO_TOTAL, DC_TOTAL_ABOVE, DC_TOTAL_BELOW } dc_total_place; /* above: of the lines a filter leaves */

typedef struct dc_workbook dc_workbook;
typedef struct dc_grid dc_grid;

/* A note on the heading of a column: which formula of which text applies. */
typedef struct {
  const char *column, *text;
  dc_text (*made)(void *context); /* instead of `text`; an empty text is no note */
} dc_note;

/* A column left for the reader to fill in: its cells have a dotted border. With choices, a cell takes one of them;
 * otherwise what the style of the column is made of (hours, a date…), nothing below 0. Text takes anything. */
typedef struct {
  const char *column;
  const char *prompt;         /* told beside the cell: at most 255 bytes */
  const char *const *choices; /* ends with NULL; without commas, at most 255 bytes in all; NULL: no list */
} dc_entry;

typedef struct {
  const char *name;  /* in formulas, and in defined names */
  const char *sheet; /* at most 26 bytes, so that a number fits after it */
  const char *about; /* what the sheet is, for « Lisez-moi »: one or two sentences */
  const dc_grid_column *columns;
  size_t column_count;
  const dc_note *notes;
  size_t note_count;
  const dc_entry *entries;
  size_t entry_count;
  dc_total_place total;
  uint8_t frozen_columns;
  uint8_t heading_column; /* where the lines above the table have their values; labels run up to it */
  bool leads;             /* its sheet comes before those planned earlier */
  void (*prepare)(void *context, size_t row); /* before the cells of a row; rows come in order */
  void (*finish)(void *context, dc_workbook *workbook, dc_grid *grid); /* once the lines are written: a chart */
} dc_grid_spec;

/* A line above the table: « Titulaire », ACME. */
typedef struct {
  const char *label;
  dc_style style;
  dc_content content;
} dc_heading_line;

typedef struct {
  dc_text title, sentence;
  const dc_heading_line *lines;
  size_t line_count;
} dc_heading;

enum { DC_GRID_COLUMNS = 32, DC_GRIDS = 32 };

/* Fields are read by sheets, written by the toolkit. */
struct dc_grid {
  const dc_grid_spec *spec;
  void *context;
  dc_heading heading;
  size_t rows, part_rows, parts; /* lines in all, lines a sheet, sheets */
  uint8_t shown[DC_GRID_COLUMNS];
  size_t shown_count;
  uint32_t header;                   /* row of the headings, from 0 */
  int64_t sums[DC_GRID_COLUMNS];     /* of the summed columns, by place in spec->columns */
  dc_text withheld[DC_GRID_COLUMNS]; /* instead of a sum one of whose terms is withheld */
  size_t window_first, window_count; /* lines that SUMIFS looks at; all of them by default */
  lxw_worksheet *sheet;              /* of its last part, while it is written */
};

typedef struct {
  const char *path; /* where to write */
  char *tmpdir;
  dc_text title, subject;
  dc_date created;
  const char *digest; /* of the run, for the footer */
  const dc_lexicon *lexicon;
  const dc_hooks *hooks; /* polled for a stop; may be NULL */
  unsigned kind;         /* bit that chooses columns */
  size_t sheet_rows;     /* 0: as many as the format allows */
} dc_workbook_setup;

typedef struct {
  dc_text name;
  size_t rows; /* that hold a cell */
} dc_sheet_count;

/* Where a style is used: in a line, in a total, in a line above the table, as the heading of its column, in a cell that
 * links, in a cell to fill in. */
typedef enum { DC_IN_LINE, DC_IN_TOTAL, DC_ABOVE, DC_AS_HEADER, DC_AS_LINK, DC_AS_ENTRY, DC_ROLE_COUNT } dc_role;

struct dc_workbook {
  dc_workbook_setup setup;
  dc_arena arena;   /* what the workbook's sheets need until it is closed */
  dc_arena scratch; /* formulas and sheet names: emptied every few rows */
  lxw_workbook *book;
  lxw_format *formats[DC_STYLE_COUNT][DC_ROLE_COUNT], *tints[DC_TINT_COUNT];
  lxw_format *wrapped, *wrapped_link, *title, *sentence, *label;
  dc_grid grids[DC_GRIDS];
  size_t grid_count;
  dc_sheet_count *sheets;
  size_t sheet_count, sheet_capacity;
  size_t links;      /* of the sheet being written */
  char *text;        /* room for the longest cell */
  const char *error; /* of the first failure; NULL while all is well */
  size_t cells;
};

void dc_workbook_open(dc_workbook *workbook, const dc_workbook_setup *setup);

/* Plans the next sheet. `context` is given to the callbacks and must live until close. The sums of the grid are known
 * when it returns. */
dc_grid *dc_workbook_plan(dc_workbook *workbook, const dc_grid_spec *spec, void *context, size_t rows,
                          dc_heading heading);

void dc_workbook_write(dc_workbook *workbook);

/* Closes, reads the file back, sets its mode and gives its digest. false with *error (French) otherwise; the file is
 * then to be thrown away. Frees everything in every case. */
bool dc_workbook_close(dc_workbook *workbook, dc_digest *digest, const char **error);

/* The planned grid of that name; NULL when the workbook has none. */
dc_grid *dc_workbook_grid(dc_workbook *workbook, const char *name);

/* Sum of a planned grid's column. */
int64_t dc_grid_sum(const dc_grid *grid, const char *column);

/* The cell of the value of line `line` above the table: « $D$8 ». In `arena`. */
dc_text dc_heading_cell(dc_arena *arena, const dc_grid_spec *spec, size_t line);

/* Until the next line: SUMIFS and COUNTIFS over `grid` look only at these lines. For a grid sorted by their criterion,
 * so large that looking at all of it from every line would never end. */
void dc_grid_window(dc_grid *grid, size_t first, size_t count);

/* A chart of two columns, over `rows` lines of a grid from line `from`: bars that compare things, or lines through
 * months, the first one dashed. Drawn on the sheet being written; not drawn when these lines do not stand on one sheet.
 */
typedef enum { DC_BARS, DC_LINES } dc_chart_kind;
typedef struct {
  dc_chart_kind kind;
  const char *grid; /* whose lines they are; NULL: of the grid being written */
  const char *title, *description, *category, *first, *second, *value_axis, *category_axis;
  size_t from, rows;
  bool beside; /* the table, not under it */
  bool narrow; /* bars: leaves room for the table on a printed page */
  size_t slot; /* of lines, beside the table: 0 stands on top, wide; those that follow under it, two side by side */
} dc_chart;
void dc_workbook_chart(dc_workbook *workbook, dc_grid *grid, const dc_chart *chart); /* chart.c */

/* Keeps the error of a libxlsxwriter call, when it is one and the first. */
void dc_workbook_check(dc_workbook *workbook, lxw_error error);

/* Fills the workbook's formats. (style.c) */
void dc_workbook_make_formats(dc_workbook *workbook);

/* Reads a workbook back: every part whole, every sheet closed, with the rows written. NULL, or what is wrong.
 * (verify.c) */
const char *dc_workbook_verify(const char *path, const dc_sheet_count *sheets, size_t count);

/* `template` with its names replaced, for line `row` of the sheet (from 0) of `grid`. In the workbook's scratch.
 * (formula.c) */
dc_text dc_formula(dc_workbook *workbook, const dc_grid *grid, uint32_t row, const char *template);

/* « Détail 2 », and the defined name of one column of it: « detail_2_heures ». */
dc_text dc_grid_sheet_name(dc_arena *arena, const dc_grid *grid, size_t part);
dc_text dc_grid_defined_name(dc_arena *arena, const dc_grid *grid, size_t part, const dc_grid_column *column);

/* Lines of one part, and its rows from 0: the first and the last, one blank row standing for none. */
size_t dc_grid_part_size(const dc_grid *grid, size_t part);
uint32_t dc_grid_first_row(const dc_grid *grid);
uint32_t dc_grid_last_row(const dc_grid *grid, size_t part);

/* Place of a column among those shown, from 0; -1 when it is not shown. */
int dc_grid_place(const dc_grid *grid, dc_text id);

/* Notes, and the rules of the cells to fill in, of the part being written. (annotate.c) */
void dc_workbook_annotate(dc_workbook *workbook, const dc_grid *grid, size_t part);

/* The entry of a column; NULL when it is not to be filled in. (annotate.c) */
const dc_entry *dc_grid_entry(const dc_grid *grid, const dc_grid_column *column);

/* Whether a cell of the sheet being written can be the link that its content asks for. (link.c) */
bool dc_workbook_can_link(dc_workbook *workbook, const dc_content *content);

/* Writes a cell that is such a link and shows `text`; a number or a formula may then be written over it. (link.c) */
typedef struct {
  lxw_worksheet *sheet;
  lxw_row_t row;
  lxw_col_t column;
} dc_cell_place;
void dc_workbook_link(dc_workbook *workbook, const dc_cell_place *place, const dc_content *content, const char *text,
                      lxw_format *format);

#endif
