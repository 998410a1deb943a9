/* Rows of essential data into lines of marches.csv. */
#include "decompte/identifier.h"
#include "decp/columns.h"

static void tell_characters(dc_decp_translation *t, size_t column, dc_text cell) {
  const char *name = dc_decp_columns[column].name.data;
  dc_text lost = DC_TEXT("\uFFFD");
  if (dc_text_find(cell, lost) < cell.length)
    dc_decp_tell(&t->told, t->row, DC_D_DECP_DOUBTFUL, dc_decp_cause(t, "perdus", dc_decp_columns[column].name),
                 "%s : lettres perdues à la publication (« \uFFFD »)", name);
  if (dc_has_nir(cell))
    dc_decp_tell(&t->told, t->row, DC_D_PERSONAL_NUMBER, dc_decp_cause(t, "nir", dc_decp_columns[column].name),
                 "%s : numéro de sécurité sociale", name);
}

/* What is of the market is told once: the rows of its other holders take it from `before`. */
static void fill_line(dc_decp_translation *t, dc_decp_line *line, const dc_decp_line *before) {
  line->row = t->row;
  line->equivocal = t->number->equivocal;
  bool again = before && before->row->entry == t->row->entry;
  for (size_t c = 0; c < DC_DECP_COLUMNS; c++) {
    if (again && !(dc_decp_columns[c].flags & DC_DECP_OF_HOLDER)) {
      line->cells[c] = before->cells[c];
      continue;
    }
    dc_text cell = dc_decp_columns[c].cell(t);
    tell_characters(t, c, cell);
    line->cells[c] = dc_without_nir(t->arena, cell);
    if (cell.length == 0 && (dc_decp_columns[c].flags & DC_DECP_REQUIRED))
      dc_decp_tell(&t->told, t->row, DC_D_MISSING_VALUE, dc_decp_cause(t, "absent", dc_decp_columns[c].name),
                   DC_S " : à compléter", DC_ARG(dc_decp_columns[c].name));
  }
  if (!again && (t->row->change_count > 0 || dc_text_compare(dc_decp_at(t, DC_DECP_CHANGES), DC_TEXT("0")) > 0))
    dc_decp_tell(&t->told, t->row, DC_D_DECP_LEFT_OUT, DC_TEXT("modifications"),
                 "modifié depuis sa notification ; la ligne est celle du marché initial%s",
                 t->row->change_count ? " (--evenements donne les avenants)" : "");
}

/* ---- the file ---- */

/* « Clause sociale » among the considerations of a row, separated by commas, semicolons or bars. */
static bool has_clause(const dc_decp_translation *t) {
  dc_text rest = dc_decp_at(t, DC_DECP_SOCIAL);
  bool found = false;
  while (rest.length) {
    size_t end = 0;
    while (end < rest.length && rest.data[end] != ',' && rest.data[end] != ';' && rest.data[end] != '|') end++;
    dc_text part = dc_text_fold(t->arena, dc_text_slice(rest, 0, end));
    found = found || dc_text_equal(part, DC_TEXT("clause sociale"));
    rest = dc_text_slice(rest, end + 1, rest.length);
  }
  return found;
}

static void translate_row(dc_decp_translation *t, dc_decp_lines *lines) {
  if (t->options->clause_only && !has_clause(t)) {
    lines->without_clause++;
    return;
  }
  if (t->number->repeated) {
    lines->duplicates++;
    dc_decp_tell(&t->told, t->row, DC_D_DECP_LEFT_OUT, DC_TEXT("doublon"),
                 "ligne identique à une autre du fichier (même marché, même titulaire)");
    return;
  }
  const dc_decp_line *before = lines->line_count ? &lines->lines[lines->line_count - 1] : NULL;
  fill_line(t, &lines->lines[lines->line_count++], before);
}

bool dc_decp_translate(dc_decp_lines *lines, const dc_decp *decp, dc_arena *arena, const dc_decp_options *options,
                       dc_diagnostics *diagnostics) {
  *lines = (dc_decp_lines){.lines = DC_NEW_ARRAY(arena, decp->row_count, dc_decp_line)};
  if (options->clause_only && !decp->has[DC_DECP_SOCIAL]) {
    dc_report(
        diagnostics, DC_D_MISSING_COLUMN, decp->file, 0, 0,
        "%s : les considérations sociales n'y sont pas publiées, rien ne dit quels marchés ont une clause sociale",
        dc_decp_form_name(decp->form));
    return false;
  }
  const dc_decp_number *numbers = dc_decp_compare_numbers(decp, arena);
  dc_decp_translation t = {.arena = arena, .options = options};
  dc_decp_told_begin(&t.told, decp, diagnostics);
  for (uint32_t r = 0; r < decp->row_count; r++) {
    t.row = &decp->rows[r];
    t.number = &numbers[r];
    translate_row(&t, lines);
  }
  dc_decp_told_end(&t.told);
  return true;
}
