#include "input/notation.h"

#include "decompte/identifier.h"
#include "input/number.h"

static const dc_value_kind *const kinds[] = {
    [DC_TYPE_TEXT] = &dc_kind_text,   [DC_TYPE_CODE] = &dc_kind_code,   [DC_TYPE_SIRET] = &dc_kind_siret,
    [DC_TYPE_SIREN] = &dc_kind_siren, [DC_TYPE_FLAG] = &dc_kind_flag,   [DC_TYPE_COMMUNE] = &dc_kind_commune,
    [DC_TYPE_DATE] = &dc_kind_date,   [DC_TYPE_MONTH] = &dc_kind_month, [DC_TYPE_HOURS] = &dc_kind_hours,
    [DC_TYPE_MONEY] = &dc_kind_money, [DC_TYPE_RATE] = &dc_kind_rate,   [DC_TYPE_PERCENT] = &dc_kind_percent,
};

/* ---- cells that hold no value ---- */

/* A number in full, or as a spreadsheet shows it: « 1,85057800608491E+14 ». */
static bool holds_nir(dc_text text) {
  dc_scientific scientific;
  return dc_has_nir(text) || (dc_scientific_scan(text, &scientific) && dc_has_nir(dc_text_from(scientific.digits)));
}

/* What people write where they have nothing to write. In texts and codes the same letters may be a name. */
static bool says_nothing(dc_type type, dc_text text) {
  static const dc_text words[] = {DC_TEXT_INIT("neant"), DC_TEXT_INIT("n a"),           DC_TEXT_INIT("na"),
                                  DC_TEXT_INIT("nc"),    DC_TEXT_INIT("n c"),           DC_TEXT_INIT("nd"),
                                  DC_TEXT_INIT("n d"),   DC_TEXT_INIT("sans objet"),    DC_TEXT_INIT("so"),
                                  DC_TEXT_INIT("s o"),   DC_TEXT_INIT("non renseigne"), DC_TEXT_INIT("vide"),
                                  DC_TEXT_INIT("null"),  DC_TEXT_INIT("none"),          DC_TEXT_INIT("nan")};
  static const dc_text dashes[] = {DC_TEXT_INIT("-"),  DC_TEXT_INIT("–"),   DC_TEXT_INIT("—"),
                                   DC_TEXT_INIT("--"), DC_TEXT_INIT("- €"), DC_TEXT_INIT("-\u00a0€")};
  if (type == DC_TYPE_TEXT || type == DC_TYPE_CODE || text.length > 16) return false;
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
    if (dc_text_equal(dashes[i], text)) return true;
  }
  char first = text.data[0];
  if (first >= '0' && first <= '9') return false;
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  bool nothing = false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) nothing = nothing || dc_text_equal(words[i], folded);
  dc_arena_free(&scratch);
  return nothing;
}

/* « #### », « #N/A », « #REF! »: what a spreadsheet shows instead of a value. */
static dc_text spreadsheet_error(dc_type type, dc_text text) {
  if (type == DC_TYPE_TEXT || type == DC_TYPE_CODE || text.data[0] != '#') return (dc_text){0};
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] != '#') return DC_TEXT("erreur affichée par le tableur");
  }
  return DC_TEXT("colonne trop étroite dans le tableur : la valeur est perdue");
}

/* The code by which each type says that a text is none of its values. */
static dc_code malformed(dc_type type) {
  switch (type) {
  case DC_TYPE_DATE: return DC_D_BAD_DATE;
  case DC_TYPE_MONTH: return DC_D_BAD_MONTH;
  case DC_TYPE_HOURS: return DC_D_BAD_HOURS;
  case DC_TYPE_FLAG: return DC_D_BAD_FLAG;
  case DC_TYPE_COMMUNE: return DC_D_BAD_COMMUNE;
  case DC_TYPE_SIRET:
  case DC_TYPE_SIREN: return DC_D_LOST_DIGITS;
  case DC_TYPE_TEXT:
  case DC_TYPE_CODE:
  case DC_TYPE_MONEY:
  case DC_TYPE_RATE:
  case DC_TYPE_PERCENT: break;
  }
  return DC_D_BAD_NUMBER;
}

/* Whether the cell is read without its kind: nothing, a spreadsheet's error, or what must not be there. */
static bool read_without_kind(const dc_field *field, dc_text text, dc_cell *cell) {
  *cell = (dc_cell){0};
  if (holds_nir(text)) *cell = dc_cell_wrong(DC_D_PERSONAL_NUMBER);
  if (!field || text.length == 0 || cell->status == DC_CELL_FLAWED) return true;
  bool nothing = says_nothing(field->type, text);
  dc_text error = spreadsheet_error(field->type, text);
  if (nothing && field->required) *cell = dc_cell_wrong(DC_D_MISSING_VALUE);
  if (error.length) *cell = dc_cell_flawed(malformed(field->type), error);
  return nothing || error.length;
}

/* ---- columns ---- */

static dc_text say(const dc_writing *writing, const dc_habit *habit) {
  dc_builder said = {.arena = writing->arena};
  for (; habit && habit->name; habit++) {
    if ((writing->seen & habit->with) != habit->with || writing->seen & habit->without) continue;
    if (said.length) dc_builder_add(&said, DC_TEXT(", "));
    dc_builder_add(&said, dc_text_from(habit->name));
  }
  return dc_builder_text(&said);
}

dc_column_reading dc_column_read(dc_arena *arena, const dc_lexicon *lexicon, const dc_field *field,
                                 const dc_intern *raw, dc_intern *texts) {
  dc_writing writing = {.arena = arena, .lexicon = lexicon, .field = field, .texts = texts};
  const dc_value_kind *kind = kinds[field ? field->type : DC_TYPE_TEXT]; /* without field, no cell goes that far */
  dc_column_reading reading = {.cells = DC_NEW_ARRAY(arena, raw->count, dc_cell)};
  dc_arena scratch = {0};
  dc_cell cell;
  for (uint32_t id = 1; kind->look && id < raw->count; id++) {
    dc_text text = dc_text_clean(&scratch, dc_intern_text(raw, id));
    if (!read_without_kind(field, text, &cell)) writing.seen |= kind->look(&writing, text);
  }
  for (uint32_t id = 1; id < raw->count; id++) {
    dc_text text = dc_text_clean(&scratch, dc_intern_text(raw, id));
    reading.cells[id] = read_without_kind(field, text, &cell) ? cell : kind->read(&writing, text);
  }
  dc_arena_free(&scratch);
  reading.notation = say(&writing, kind->habits);
  return reading;
}
