/* Texts, codes, and answers by yes or no. */
#include "input/value.h"

static dc_cell read_text(const dc_writing *writing, dc_text text) {
  return dc_cell_of(dc_intern_add(writing->texts, text));
}

/* ---- codes ---- */

/* Codes compare whatever the case, accents and punctuation they were typed with: « Emploi d'avenir » is
 * EMPLOI_D_AVENIR. */
static dc_text code_of(dc_arena *arena, dc_text folded) {
  char *code = dc_alloc(arena, folded.length + 1);
  for (size_t i = 0; i < folded.length; i++) {
    char c = folded.data[i];
    code[i] = c == ' ' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  }
  return (dc_text){code, folded.length};
}

/* A text of punctuation alone says nothing. */
static dc_cell read_code(const dc_writing *writing, dc_text text) {
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  dc_text code;
  dc_cell cell = {0};
  if (writing->lexicon && dc_lexicon_alias(writing->lexicon, writing->field, folded, &code))
    cell = dc_cell_of(dc_intern_add(writing->texts, code));
  else if (folded.length)
    cell = dc_cell_of(dc_intern_add(writing->texts, code_of(&scratch, folded)));
  else if (writing->field->required)
    cell = dc_cell_wrong(DC_D_MISSING_VALUE);
  dc_arena_free(&scratch);
  return cell;
}

/* ---- yes or no ---- */

static const struct {
  dc_text word; /* folded, or a sign that folding would lose */
  int64_t value;
} answers[] = {
    {DC_TEXT_INIT("oui"), DC_YES},  {DC_TEXT_INIT("non"), DC_NO},   {DC_TEXT_INIT("vrai"), DC_YES},
    {DC_TEXT_INIT("faux"), DC_NO},  {DC_TEXT_INIT("o"), DC_YES},    {DC_TEXT_INIT("n"), DC_NO},
    {DC_TEXT_INIT("1"), DC_YES},    {DC_TEXT_INIT("0"), DC_NO},     {DC_TEXT_INIT("x"), DC_YES},
    {DC_TEXT_INIT("true"), DC_YES}, {DC_TEXT_INIT("false"), DC_NO}, {DC_TEXT_INIT("yes"), DC_YES},
    {DC_TEXT_INIT("y"), DC_YES},    {DC_TEXT_INIT("no"), DC_NO},    {DC_TEXT_INIT("✓"), DC_YES},
    {DC_TEXT_INIT("✔"), DC_YES},    {DC_TEXT_INIT("✗"), DC_NO},     {DC_TEXT_INIT("✘"), DC_NO},
};

static dc_cell read_flag(const dc_writing *writing, dc_text text) {
  (void)writing;
  dc_arena scratch = {0};
  dc_text folded = dc_text_fold(&scratch, text);
  dc_cell cell = dc_cell_wrong(DC_D_BAD_FLAG);
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
    bool same = dc_text_equal(answers[i].word, folded) || dc_text_equal(answers[i].word, text);
    if (same) cell = dc_cell_of(answers[i].value);
  }
  dc_arena_free(&scratch);
  return cell;
}

const dc_value_kind dc_kind_text = {.read = read_text};
const dc_value_kind dc_kind_code = {.read = read_code};
const dc_value_kind dc_kind_flag = {.read = read_flag};
