#include "report/workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "decompte/system.h"

enum {
  CONSTANT_ROWS = 20000,     /* above, constant memory */
  ROWS_BETWEEN_POLLS = 1024, /* stops are asked for, and scratch emptied */
  LONGEST_CELL = 32767,      /* characters, by the format */
  LINE_HEIGHT = 15,          /* points */
  MOST_LINES = 20,           /* of a cell; a row is at most 409 points high */
  EXCEL_EPOCH = 25569,       /* 1970-01-01 */
};

static const char STOPPED[] = "calcul interrompu";

static void fail(dc_workbook *workbook, const char *error) {
  if (!workbook->error) workbook->error = error;
}

/* Errors of files come first in the library's list; after them, those of what it is asked to write: our own. */
void dc_workbook_check(dc_workbook *workbook, lxw_error error) {
  if (error == LXW_NO_ERROR) return;
  if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) dc_die_memory();
  bool refused = error <= LXW_ERROR_ZIP_CLOSE;
  fail(workbook, refused ? "le système refuse l'écriture (disque plein ?)" : lxw_strerror(error));
}

/* ---- contents ---- */

dc_content dc_content_text(dc_text text) { return (dc_content){.text = text, .number = DC_NO_QUANTITY}; }
dc_content dc_content_number(int64_t number) { return (dc_content){.number = number}; }
dc_content dc_content_day(dc_date date) { return (dc_content){.number = date == DC_NO_DATE ? DC_NO_QUANTITY : date}; }
dc_content dc_content_none(void) { return (dc_content){.number = DC_NO_QUANTITY}; }

dc_content dc_content_month(dc_month month) {
  return month == DC_NO_MONTH ? dc_content_none() : dc_content_day(dc_month_first(month));
}

dc_content dc_content_exact(dc_rational number) {
  enum { PARTS = 1000000000 }; /* beyond what a binary number holds of anything counted here */
  dc_content content = {.number = DC_NO_QUANTITY, .parts = PARTS};
  if (!dc_rational_valid(number)) return dc_content_none();
  if (number.num == (int64_t)number.num && number.den == (int64_t)number.den) {
    content.number = (int64_t)number.num;
    content.parts = (int64_t)number.den;
  } else if (!dc_rational_scale(number, PARTS, 1, &content.number)) {
    return dc_content_none();
  }
  return content;
}

dc_content dc_content_linked(dc_content content, const char *grid, size_t line) {
  content.grid = grid;
  content.line = line;
  return content;
}

/* The one place where an exact quantity becomes a binary number. */
static double to_double(dc_style style, const dc_content *content) {
  int64_t number = content->number;
  if (content->parts) return (double)number / (double)content->parts;
  switch (style) {
  case DC_AS_HOURS: return (double)number / DC_HOUR;
  case DC_AS_MONEY: return (double)number / 100;
  case DC_AS_PERCENT:
  case DC_AS_RATE:
  case DC_AS_FACTOR: return (double)number / DC_WHOLE;
  case DC_AS_DATE:
  case DC_AS_MONTH: return (double)(number + EXCEL_EPOCH);
  case DC_AS_TEXT:
  case DC_AS_COUNT:
  case DC_STYLE_COUNT: break;
  }
  return (double)number;
}

/* ---- cells ---- */

/* `text` as the format takes it: bounded, without control characters, NUL-terminated. */
static const char *cell_text(dc_workbook *workbook, dc_text text) {
  if (!dc_text_is_utf8(text)) {
    fail(workbook, "texte illisible");
    return "";
  }
  size_t size = 0, characters = 0;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    bool starts = (byte & 0xC0) != 0x80;
    if (starts && ++characters > LONGEST_CELL) break;
    workbook->text[size++] = byte < 0x20 && byte != '\n' ? ' ' : (char)byte;
  }
  workbook->text[size] = '\0';
  return workbook->text;
}

typedef struct {
  dc_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_row_t row;
} dc_pen;

/* Rows that hold something are counted: the file is read back against them. */
static void go_to(dc_pen *pen, lxw_row_t row) {
  pen->row = row;
  pen->workbook->sheets[pen->workbook->sheet_count - 1].rows++;
}

static void put_text(dc_pen *pen, size_t column, dc_text text, lxw_format *format) {
  const char *clean = cell_text(pen->workbook, text);
  dc_workbook_check(pen->workbook, worksheet_write_string(pen->sheet, pen->row, (lxw_col_t)column, clean, format));
  pen->workbook->cells++;
}

static void put_formula(dc_pen *pen, size_t column, dc_style style, dc_content content, dc_text formula,
                        lxw_format *format) {
  dc_workbook *workbook = pen->workbook;
  lxw_col_t place = (lxw_col_t)column;
  dc_text whole = dc_text_format(&workbook->scratch, "=" DC_S, DC_ARG(formula));
  lxw_error error;
  if (content.text.length || content.number == DC_NO_QUANTITY) {
    const char *cached = cell_text(workbook, content.text);
    error = worksheet_write_formula_str(pen->sheet, pen->row, place, whole.data, format, cached);
  } else {
    double cached = to_double(style, &content);
    error = worksheet_write_formula_num(pen->sheet, pen->row, place, whole.data, format, cached);
  }
  dc_workbook_check(workbook, error);
  workbook->cells++;
}

/* What a tint says comes before what a link looks like. */
static lxw_format *format_of(const dc_workbook *workbook, dc_style style, const dc_content *content, bool link,
                             lxw_format *format) {
  if (content->tint) return workbook->tints[content->tint];
  if (!link) return format;
  return format == workbook->wrapped ? workbook->wrapped_link : workbook->formats[style][DC_AS_LINK];
}

static void put_number(dc_pen *pen, size_t column, double number, lxw_format *format) {
  dc_workbook_check(pen->workbook, worksheet_write_number(pen->sheet, pen->row, (lxw_col_t)column, number, format));
  pen->workbook->cells++;
}

static void put_link(dc_pen *pen, size_t column, const dc_content *content, bool text_only, lxw_format *format) {
  const dc_cell_place place = {pen->sheet, pen->row, (lxw_col_t)column};
  const char *text = text_only ? cell_text(pen->workbook, content->text) : "";
  dc_workbook_link(pen->workbook, &place, content, text, format);
}

/* `formula`: a template, or NULL. A cell with nothing in it is not written, unless it is to be filled in. */
static void put(dc_pen *pen, const dc_grid *grid, size_t column, dc_style style, dc_content content,
                const char *formula, lxw_format *format) {
  dc_workbook *workbook = pen->workbook;
  if (content.formula) formula = content.formula;
  if (content.entry) format = workbook->formats[style][DC_AS_ENTRY];
  bool formed = formula && *formula, words = content.text.length > 0;
  if (!formed && !words && content.number == DC_NO_QUANTITY) {
    if (format == workbook->formats[style][DC_AS_ENTRY])
      dc_workbook_check(workbook, worksheet_write_blank(pen->sheet, pen->row, (lxw_col_t)column, format));
    return;
  }
  bool link = dc_workbook_can_link(workbook, &content);
  format = format_of(workbook, style, &content, link, format);
  if (link) put_link(pen, column, &content, words && !formed, format);
  if (formed)
    put_formula(pen, column, style, content, dc_formula(workbook, grid, pen->row, formula), format);
  else if (words && !link)
    put_text(pen, column, content.text, format);
  else if (!words)
    put_number(pen, column, to_double(style, &content), format);
}

/* ---- life of a workbook ---- */

void dc_workbook_open(dc_workbook *workbook, const dc_workbook_setup *setup) {
  *workbook = (dc_workbook){.setup = *setup};
  if (!workbook->setup.sheet_rows) workbook->setup.sheet_rows = LXW_ROW_MAX;
  workbook->text = dc_zeroed(LONGEST_CELL * 4 + 1, 1);
}

dc_grid *dc_workbook_grid(dc_workbook *workbook, const char *name) {
  for (size_t i = 0; i < workbook->grid_count; i++) {
    if (strcmp(workbook->grids[i].spec->name, name) == 0) return &workbook->grids[i];
  }
  return NULL;
}

int64_t dc_grid_sum(const dc_grid *grid, const char *column) {
  int place = dc_grid_place(grid, dc_text_from(column));
  DC_ASSERT(place >= 0 && grid->spec->columns[grid->shown[place]].flags & DC_SUMMED);
  return grid->sums[grid->shown[place]];
}

void dc_grid_window(dc_grid *grid, size_t first, size_t count) {
  grid->window_first = first;
  grid->window_count = count;
}

static void sum_columns(dc_grid *grid) {
  const dc_grid_spec *spec = grid->spec;
  bool any = false;
  for (size_t i = 0; i < grid->shown_count; i++) any = any || spec->columns[grid->shown[i]].flags & DC_SUMMED;
  if (!any) return;
  for (size_t row = 0; row < grid->rows; row++) {
    if (spec->prepare) spec->prepare(grid->context, row);
    for (size_t i = 0; i < grid->shown_count; i++) {
      const dc_grid_column *column = &spec->columns[grid->shown[i]];
      if (!(column->flags & DC_SUMMED)) continue;
      dc_content content = column->value(grid->context, row);
      if (content.text.length)
        grid->withheld[grid->shown[i]] = content.text;
      else if (content.number != DC_NO_QUANTITY)
        grid->sums[grid->shown[i]] += content.number;
    }
  }
}

dc_grid *dc_workbook_plan(dc_workbook *workbook, const dc_grid_spec *spec, void *context, size_t rows,
                          dc_heading heading) {
  DC_ASSERT(workbook->grid_count < DC_GRIDS && spec->column_count <= DC_GRID_COLUMNS);
  dc_grid *grid = &workbook->grids[workbook->grid_count++];
  *grid = (dc_grid){.spec = spec, .context = context, .heading = heading, .rows = rows, .window_count = rows};
  for (size_t i = 0; i < spec->column_count; i++) {
    unsigned kinds = spec->columns[i].kinds;
    if (!kinds || kinds & workbook->setup.kind) grid->shown[grid->shown_count++] = (uint8_t)i;
  }
  /* Title, sentence, lines, a blank row, the total when it stands above, the headings. */
  grid->header = (uint32_t)(3 + heading.line_count + (spec->total == DC_TOTAL_ABOVE));
  size_t taken = grid->header + 1u + (spec->total == DC_TOTAL_BELOW);
  DC_ASSERT(workbook->setup.sheet_rows > taken);
  grid->part_rows = workbook->setup.sheet_rows - taken;
  grid->parts = rows ? (rows + grid->part_rows - 1) / grid->part_rows : 1;
  sum_columns(grid);
  return grid;
}

/* ---- one sheet ---- */

enum { FIRST_LINE = 2 }; /* under the title and the sentence */

dc_text dc_heading_cell(dc_arena *arena, const dc_grid_spec *spec, size_t line) {
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell_abs(cell, (lxw_row_t)(FIRST_LINE + line), spec->heading_column, true, true);
  return dc_text_copy(arena, dc_text_from(cell));
}

static dc_text label_of(const dc_workbook *workbook, const char *label) {
  dc_text name = dc_text_from(label);
  size_t dot = dc_text_find(name, DC_TEXT("."));
  dc_text column = dc_text_slice(name, dot + 1, name.length);
  const dc_field *field = dc_lexicon_column(workbook->setup.lexicon, dc_text_slice(name, 0, dot), column);
  return field && field->label.length ? field->label : column;
}

/* Lines that `text` takes in a column of `width` characters. Not every program works out the height of a row by itself.
 */
static int lines_of(dc_text text, double width) {
  int lines = 0;
  while (text.length || !lines) {
    size_t end = dc_text_find(text, DC_TEXT("\n"));
    double characters = (double)dc_text_characters(dc_text_slice(text, 0, end));
    lines += characters > width ? (int)(characters / width + 0.999) : 1;
    text = dc_text_slice(text, end + 1, text.length);
  }
  return lines < MOST_LINES ? lines : MOST_LINES;
}

static void set_height(dc_pen *pen, int lines) {
  dc_workbook_check(pen->workbook, worksheet_set_row(pen->sheet, pen->row, LINE_HEIGHT * lines, NULL));
}

static void write_heading(dc_pen *pen, const dc_grid *grid) {
  dc_workbook *workbook = pen->workbook;
  go_to(pen, 0);
  put_text(pen, 0, grid->heading.title, workbook->title);
  dc_workbook_check(workbook, worksheet_set_row(pen->sheet, 0, 24, NULL));
  go_to(pen, 1);
  put_text(pen, 0, grid->heading.sentence, workbook->sentence);
  for (size_t i = 0; i < grid->heading.line_count; i++) {
    const dc_heading_line *line = &grid->heading.lines[i];
    go_to(pen, (lxw_row_t)(FIRST_LINE + i));
    put_text(pen, 0, dc_text_from(line->label), workbook->label);
    put(pen, grid, grid->spec->heading_column, line->style, line->content, NULL,
        workbook->formats[line->style][DC_ABOVE]);
  }
}

static void write_header(dc_pen *pen, const dc_grid *grid) {
  dc_workbook *workbook = pen->workbook;
  int lines = 1;
  go_to(pen, grid->header);
  for (size_t i = 0; i < grid->shown_count; i++) {
    const dc_grid_column *column = &grid->spec->columns[grid->shown[i]];
    dc_text label = label_of(workbook, column->label);
    int needed = lines_of(label, column->width * 0.8); /* bold, and never cut within a word */
    if (needed > lines) lines = needed;
    put_text(pen, i, label, workbook->formats[column->style][DC_AS_HEADER]);
  }
  set_height(pen, lines);
}

/* « Total affiché » follows the filter: SUBTOTAL leaves out the lines that it hides. */
static void write_total(dc_pen *pen, const dc_grid *grid, lxw_row_t row) {
  const dc_grid_spec *spec = grid->spec;
  bool above = spec->total == DC_TOTAL_ABOVE;
  dc_workbook *workbook = pen->workbook;
  go_to(pen, row);
  put_text(pen, 0, above ? DC_TEXT("Total affiché") : DC_TEXT("Total"), workbook->formats[DC_AS_TEXT][DC_IN_TOTAL]);
  for (size_t i = 1; i < grid->shown_count; i++) {
    const dc_grid_column *column = &spec->columns[grid->shown[i]];
    lxw_format *format = workbook->formats[column->style][DC_IN_TOTAL];
    if (!(column->flags & DC_SUMMED)) {
      dc_workbook_check(workbook, worksheet_write_blank(pen->sheet, row, (lxw_col_t)i, format));
      continue;
    }
    dc_content sum = dc_content_number(grid->sums[grid->shown[i]]);
    if (grid->withheld[grid->shown[i]].length) sum = dc_content_text(grid->withheld[grid->shown[i]]);
    dc_text formula =
        dc_text_format(&workbook->scratch, "%s{%s.%s})", above ? "SUBTOTAL(9," : "SUM(", spec->name, column->id);
    put(pen, grid, i, column->style, sum, sum.text.length ? NULL : formula.data, format);
  }
}

static void write_line(dc_pen *pen, const dc_grid *grid, size_t row) {
  const dc_grid_spec *spec = grid->spec;
  dc_workbook *workbook = pen->workbook;
  int lines = 1;
  if (spec->prepare) spec->prepare(grid->context, row);
  for (size_t i = 0; i < grid->shown_count; i++) {
    const dc_grid_column *column = &spec->columns[grid->shown[i]];
    dc_content content = column->value(grid->context, row);
    dc_style style = content.style ? content.style : column->style;
    bool wrapped = column->flags & DC_WRAPPED;
    int needed = wrapped ? lines_of(content.text, column->width * 1.15 - 4) : 1;
    if (needed > lines) lines = needed;
    lxw_format *format = wrapped ? workbook->wrapped : workbook->formats[style][DC_IN_LINE];
    if (dc_grid_entry(grid, column)) format = workbook->formats[style][DC_AS_ENTRY];
    put(pen, grid, i, style, content, column->formula, format);
  }
  if (lines > 1) set_height(pen, lines);
}

static bool poll(dc_workbook *workbook) {
  const dc_hooks *hooks = workbook->setup.hooks;
  if (dc_hooks_stopped(hooks)) fail(workbook, STOPPED);
  dc_arena_free(&workbook->scratch);
  return !workbook->error;
}

static void write_lines(dc_pen *pen, const dc_grid *grid, size_t part) {
  size_t size = dc_grid_part_size(grid, part), first = part * grid->part_rows;
  for (size_t i = 0; i < size; i++) {
    if (i % ROWS_BETWEEN_POLLS == 0 && !poll(pen->workbook)) return;
    go_to(pen, grid->header + 1 + (lxw_row_t)i);
    write_line(pen, grid, first + i);
  }
}

static void set_page(dc_pen *pen, const dc_grid *grid) {
  enum { A4 = 9 };
  lxw_worksheet *sheet = pen->sheet;
  dc_workbook *workbook = pen->workbook;
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, A4);
  worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
  worksheet_fit_to_pages(sheet, 1, 0);
  dc_workbook_check(workbook, worksheet_repeat_rows(sheet, grid->header, grid->header));
  dc_text footer =
      dc_text_format(&workbook->scratch, "&L&8&F – &A&C&8Page &P / &N&R&8Empreinte %s", workbook->setup.digest);
  dc_workbook_check(workbook, worksheet_set_footer(sheet, footer.data));
  worksheet_freeze_panes(sheet, grid->header + 1, grid->spec->frozen_columns);
}

static void set_columns(dc_pen *pen, const dc_grid *grid) {
  for (size_t i = 0; i < grid->shown_count; i++) {
    double width = grid->spec->columns[grid->shown[i]].width;
    dc_workbook_check(pen->workbook, worksheet_set_column(pen->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
  }
}

static void define_names(dc_pen *pen, const dc_grid *grid, size_t part, dc_text sheet_name) {
  dc_workbook *workbook = pen->workbook;
  for (size_t i = 0; i < grid->shown_count; i++) {
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_rowcol_to_range_abs(range, dc_grid_first_row(grid), (lxw_col_t)i, dc_grid_last_row(grid, part), (lxw_col_t)i);
    dc_text target = dc_text_format(&workbook->scratch, "='" DC_S "'!%s", DC_ARG(sheet_name), range);
    const dc_grid_column *column = &grid->spec->columns[grid->shown[i]];
    dc_text name = dc_grid_defined_name(&workbook->scratch, grid, part, column);
    dc_workbook_check(workbook, workbook_define_name(workbook->book, name.data, target.data));
  }
}

static void write_part(dc_workbook *workbook, dc_grid *grid, size_t part) {
  dc_text name = dc_grid_sheet_name(&workbook->arena, grid, part);
  grid->sheet = workbook_add_worksheet(workbook->book, name.data);
  if (!grid->sheet) {
    fail(workbook, "le système refuse un fichier temporaire");
    return;
  }
  workbook->sheets =
      dc_grow(workbook->sheets, &workbook->sheet_capacity, workbook->sheet_count + 1, sizeof *workbook->sheets);
  workbook->sheets[workbook->sheet_count++] = (dc_sheet_count){.name = name};
  workbook->links = 0;
  dc_pen pen = {.workbook = workbook, .sheet = grid->sheet};
  lxw_row_t last = dc_grid_last_row(grid, part);
  /* Before any row: in constant memory a row already passed cannot be named any more. */
  dc_workbook_check(workbook,
                    worksheet_autofilter(grid->sheet, grid->header, 0, last, (lxw_col_t)(grid->shown_count - 1)));
  set_columns(&pen, grid);
  set_page(&pen, grid);
  define_names(&pen, grid, part, name);
  dc_workbook_annotate(workbook, grid, part);
  write_heading(&pen, grid);
  if (grid->spec->total == DC_TOTAL_ABOVE) write_total(&pen, grid, grid->header - 1);
  write_header(&pen, grid);
  write_lines(&pen, grid, part);
  if (grid->spec->total == DC_TOTAL_BELOW && part + 1 == grid->parts) write_total(&pen, grid, last + 1);
}

static void reset_windows(dc_workbook *workbook) {
  for (size_t i = 0; i < workbook->grid_count; i++) dc_grid_window(&workbook->grids[i], 0, workbook->grids[i].rows);
}

static void write_grid(dc_workbook *workbook, dc_grid *grid) {
  for (size_t part = 0; part < grid->parts && !workbook->error; part++) {
    reset_windows(workbook);
    write_part(workbook, grid, part);
  }
  if (grid->spec->finish && !workbook->error) grid->spec->finish(grid->context, workbook, grid);
}

static void set_properties(dc_workbook *workbook) {
  lxw_doc_properties properties = {
      .title = (char *)(uintptr_t)workbook->setup.title.data,
      .subject = (char *)(uintptr_t)workbook->setup.subject.data,
      .author = "decompte",
      .company = "",
      .created = (time_t)workbook->setup.created * 86400,
  };
  dc_workbook_check(workbook, workbook_set_properties(workbook->book, &properties));
  dc_workbook_check(workbook, workbook_set_custom_property_string(workbook->book, "Language", "fr-FR"));
}

void dc_workbook_write(dc_workbook *workbook) {
  size_t rows = 0;
  for (size_t i = 0; i < workbook->grid_count; i++) rows += workbook->grids[i].rows;
  lxw_workbook_options options = {
      .constant_memory = rows > CONSTANT_ROWS, .tmpdir = workbook->setup.tmpdir, .use_zip64 = LXW_FALSE};
  workbook->book = workbook_new_opt(workbook->setup.path, &options);
  if (!workbook->book) dc_die_memory();
  set_properties(workbook);
  dc_workbook_make_formats(workbook);
  for (size_t i = 0; i < workbook->grid_count; i++)
    if (workbook->grids[i].spec->leads) write_grid(workbook, &workbook->grids[i]);
  for (size_t i = 0; i < workbook->grid_count; i++)
    if (!workbook->grids[i].spec->leads) write_grid(workbook, &workbook->grids[i]);
}

static void finish_file(dc_workbook *workbook, dc_digest *digest) {
  const char *path = workbook->setup.path;
  dc_workbook_check(workbook, workbook_close(workbook->book));
  if (workbook->error) return;
  const char *wrong = dc_workbook_verify(path, workbook->sheets, workbook->sheet_count);
  if (wrong)
    fail(workbook, wrong);
  else if (chmod(path, 0600) != 0 || !dc_digest_file(path, digest))
    fail(workbook, dc_system_message(errno));
}

bool dc_workbook_close(dc_workbook *workbook, dc_digest *digest, const char **error) {
  if (workbook->error && workbook->book)
    lxw_workbook_free(workbook->book);
  else
    finish_file(workbook, digest);
  *error = workbook->error;
  free(workbook->text);
  free(workbook->sheets);
  dc_arena_free(&workbook->scratch);
  dc_arena_free(&workbook->arena);
  *workbook = (dc_workbook){0};
  return *error == NULL;
}
