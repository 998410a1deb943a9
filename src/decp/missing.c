/* Which markets of the file a dossier lacks. */
#include "decompte/decp.h"
#include "decompte/dossier.h"
#include "decompte/identifier.h"

/* The comparison reads two columns of marches.csv, and nothing else has to be right: a market whose line is not
 * complete yet is not missing. In `arena`. */
static dc_lexicon two_columns(const dc_lexicon *lexicon, dc_arena *arena) {
  static const dc_text names[] = {DC_TEXT_INIT("marche"), DC_TEXT_INIT("acheteur_siret")};
  dc_lexicon reduced = {.fields = DC_NEW_ARRAY(arena, 2, dc_field), .count = 2};
  for (uint32_t i = 0; i < reduced.count; i++) {
    const dc_field *field = dc_lexicon_column(lexicon, DC_TEXT("marches"), names[i]);
    DC_ASSERT(field);
    reduced.fields[i] = *field;
    reduced.fields[i].number = i;
    reduced.fields[i].required = i == 0;
  }
  return reduced;
}

/* Records that cannot be read could be those that are looked for. Other flaws of marches.csv are told by the commands
 * that count it. */
static void tell_errors(const dc_diagnostics *from, dc_diagnostics *into) {
  dc_diagnostics errors = *from;
  errors.items = DC_NEW_ARRAY(from->arena, from->count, dc_diagnostic);
  errors.count = 0;
  for (size_t i = 0; i < from->count; i++) {
    if (from->items[i].severity >= DC_ERROR) errors.items[errors.count++] = from->items[i];
  }
  dc_diagnostics_append(into, &errors);
}

/* A market as the two sides spell it: case, accents and punctuation folded, a SIRET that lost zeros found again. */
static dc_text key_of(dc_arena *arena, dc_text number, dc_text siret) {
  size_t zeros = 0;
  while (zeros < siret.length && siret.data[zeros] == '0') zeros++;
  return dc_text_format(arena, DC_S "\n" DC_S, DC_ARG(dc_text_fold(arena, number)),
                        DC_ARG(dc_text_slice(siret, zeros, siret.length)));
}

static bool read_known(dc_intern *known, dc_arena *arena, const dc_lexicon *lexicon, dc_text directory,
                       dc_diagnostics *diagnostics) {
  dc_lexicon columns = two_columns(lexicon, arena);
  dc_source source = {.name = DC_TEXT("marches.csv"),
                      .path = dc_text_format(arena, DC_S "/marches.csv", DC_ARG(directory))};
  dc_intern texts;
  dc_intern_init(&texts);
  dc_diagnostics read;
  dc_diagnostics_init(&read, arena);
  dc_table table;
  bool sound = dc_table_load(&table, arena, &columns, &texts, DC_TEXT("marches"), &source, &read);
  const dc_column *marche = dc_table_column(&table, "marche"), *buyer = dc_table_column(&table, "acheteur_siret");
  for (size_t r = 0; sound && r < table.rows; r++)
    dc_intern_add(
        known, key_of(arena, dc_intern_text(&texts, dc_id_at(marche, r)), dc_intern_text(&texts, dc_id_at(buyer, r))));
  tell_errors(&read, diagnostics);
  dc_table_free(&table);
  dc_diagnostics_free(&read);
  dc_intern_free(&texts);
  return sound;
}

/* The dossier may write the number alone, or after the SIRET of the buyer. */
static bool is_known(const dc_intern *known, dc_arena *arena, const dc_decp_line *line) {
  const dc_text *fields = line->row->fields;
  dc_text id = fields[DC_DECP_ID], buyer = line->cells[DC_DECP_BUYER_COLUMN];
  dc_text spellings[] = {id, fields[DC_DECP_UID], dc_text_format(arena, DC_S DC_S, DC_ARG(buyer), DC_ARG(id))};
  for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
    if (spellings[i].length && dc_intern_find(known, key_of(arena, spellings[i], buyer))) return true;
  }
  return false;
}

static void tell(const dc_decp *decp, const dc_decp_line *line, dc_diagnostics *diagnostics) {
  const dc_decp_row *row = line->row;
  dc_text number = line->cells[DC_DECP_NUMBER_COLUMN];
  dc_text object = dc_without_nir(diagnostics->arena, row->fields[DC_DECP_OBJECT]);
  size_t shown = dc_text_offset(object, 80);
  dc_diagnostic *item = dc_report(diagnostics, DC_D_DECP_MISSING, decp->file, row->line, 0,
                                  "marché « " DC_S " » de l'acheteur " DC_S " absent de marches.csv%s" DC_S "%s",
                                  DC_ARG(number), DC_ARG(line->cells[DC_DECP_BUYER_COLUMN]), object.length ? " : " : "",
                                  DC_ARG(dc_text_slice(object, 0, shown)), shown < object.length ? "…" : "");
  item->record = row->entry;
  item->marche = dc_text_copy(diagnostics->arena, number);
}

bool dc_decp_keep_missing(dc_decp_lines *lines, const dc_decp *decp, dc_arena *arena, const dc_lexicon *lexicon,
                          dc_text directory, dc_diagnostics *diagnostics) {
  dc_intern known;
  dc_intern_init(&known);
  bool sound = read_known(&known, arena, lexicon, directory, diagnostics);
  bool *told = DC_NEW_ARRAY(arena, (size_t)decp->markets + 1, bool);
  uint32_t kept = 0;
  for (uint32_t i = 0; sound && i < lines->line_count; i++) {
    const dc_decp_line *line = &lines->lines[i];
    if (is_known(&known, arena, line)) continue;
    if (!told[line->row->market]) tell(decp, line, diagnostics);
    told[line->row->market] = true;
    lines->lines[kept++] = *line;
  }
  lines->known = lines->line_count - kept;
  lines->line_count = kept;
  dc_intern_free(&known);
  return sound;
}
