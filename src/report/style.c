/* The formats of a workbook: one per style and role, and few colours, which never speak alone. */
#include "report/workbook.h"

enum { INK = 0x1F2937, PALE = 0xE8EDF3, RULE = 0x64748B, BLUE = 0x1D4ED8 };

static lxw_format *new_format(dc_workbook *workbook) {
  lxw_format *format = workbook_add_format(workbook->book);
  if (!format) dc_die_memory();
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

static void look_like_a_link(lxw_format *format) {
  format_set_font_color(format, BLUE);
  format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

/* Headings stand over their figures. */
static void dress(lxw_format *format, dc_style style, dc_role role) {
  if (role == DC_IN_TOTAL || role == DC_AS_HEADER) format_set_bold(format);
  if (role == DC_IN_TOTAL) {
    format_set_top(format, LXW_BORDER_THIN);
    format_set_bottom(format, LXW_BORDER_THIN);
  }
  if (role == DC_AS_LINK) look_like_a_link(format);
  if (role == DC_AS_ENTRY) {
    format_set_border(format, LXW_BORDER_DOTTED);
    format_set_unlocked(format);
  }
  if (role == DC_ABOVE)
    format_set_align(format, LXW_ALIGN_LEFT);
  else if (style != DC_AS_TEXT)
    format_set_align(format, LXW_ALIGN_RIGHT);                               /* the words that stand for a figure too */
  if (style == DC_AS_TEXT && role != DC_ABOVE) format_set_indent(format, 1); /* clear of the figures to its left */
  if (role == DC_AS_HEADER) {
    format_set_text_wrap(format);
    format_set_align(format, style == DC_AS_TEXT ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT);
    format_set_bg_color(format, PALE);
    format_set_bottom(format, LXW_BORDER_MEDIUM);
    format_set_bottom_color(format, RULE);
  }
}

static lxw_format *new_wrapped(dc_workbook *workbook) {
  lxw_format *format = new_format(workbook);
  format_set_text_wrap(format);
  format_set_indent(format, 1);
  return format;
}

void dc_workbook_make_formats(dc_workbook *workbook) {
  static const char *const number_formats[DC_STYLE_COUNT] = {
      [DC_AS_HOURS] = "#,##0.00",  [DC_AS_MONEY] = "#,##0.00\\ \"€\"", [DC_AS_PERCENT] = "0.0%",
      [DC_AS_RATE] = "0.00##%",    [DC_AS_FACTOR] = "0.00##",          [DC_AS_COUNT] = "#,##0",
      [DC_AS_DATE] = "dd/mm/yyyy", [DC_AS_MONTH] = "mmm yyyy",
  };
  static const lxw_color_t fills[DC_TINT_COUNT] = {[DC_GOOD] = 0xDCFCE7, [DC_FAIR] = 0xFEF3C7, [DC_BAD] = 0xFEE2E2};
  for (dc_style style = 0; style < DC_STYLE_COUNT; style++) {
    for (dc_role role = 0; role < DC_ROLE_COUNT; role++) {
      lxw_format *format = workbook->formats[style][role] = new_format(workbook);
      if (number_formats[style] && role != DC_AS_HEADER) format_set_num_format(format, number_formats[style]);
      dress(format, style, role);
    }
  }
  for (int tint = DC_GOOD; tint < DC_TINT_COUNT; tint++) {
    workbook->tints[tint] = new_format(workbook);
    format_set_bg_color(workbook->tints[tint], fills[tint]);
    format_set_indent(workbook->tints[tint], 1);
  }
  workbook->wrapped = new_wrapped(workbook);
  workbook->wrapped_link = new_wrapped(workbook);
  look_like_a_link(workbook->wrapped_link);
  workbook->title = new_format(workbook);
  format_set_bold(workbook->title);
  format_set_font_size(workbook->title, 16);
  format_set_font_color(workbook->title, INK);
  workbook->sentence = new_format(workbook);
  format_set_font_color(workbook->sentence, INK);
  workbook->label = new_format(workbook);
  format_set_bold(workbook->label);
}
