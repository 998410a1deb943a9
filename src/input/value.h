/* What a cell says, and how each kind of value is read from the column it stands in.
 *
 * Floor: input, private. One meaning or none: what could be read two ways is never guessed. A kind looks at every
 * distinct text of a column, then reads each of them in the light of what it saw. What it saw is a set of bits, so that
 * the order of arrival cannot matter. */
#ifndef DECOMPTE_INPUT_VALUE_H
#define DECOMPTE_INPUT_VALUE_H

#include "decompte/diagnostic.h"
#include "decompte/exact.h"
#include "decompte/intern.h"
#include "decompte/lexicon.h"

typedef enum {
  DC_CELL_ABSENT,
  DC_CELL_VALUE,
  DC_CELL_TOLD,   /* kept; `code` tells what was repaired, or is doubtful */
  DC_CELL_FLAWED, /* no value; `code` says why */
} dc_cell_status;

typedef struct {
  int64_t value; /* as a column stores it: id in the interner given, day or quantity */
  dc_code code;
  dc_cell_status status;
  dc_text hint; /* short French: « lu 01/01/2024 »; may be empty */
} dc_cell;

static inline dc_cell dc_cell_of(int64_t value) { return (dc_cell){.value = value, .status = DC_CELL_VALUE}; }
static inline dc_cell dc_cell_told(int64_t value, dc_code code, dc_text hint) {
  return (dc_cell){.value = value, .code = code, .status = DC_CELL_TOLD, .hint = hint};
}
static inline dc_cell dc_cell_flawed(dc_code code, dc_text hint) {
  return (dc_cell){.code = code, .status = DC_CELL_FLAWED, .hint = hint};
}
static inline dc_cell dc_cell_wrong(dc_code code) { return dc_cell_flawed(code, (dc_text){0}); }

/* How one column of one file is written. */
typedef struct {
  dc_arena *arena; /* of hints */
  const dc_lexicon *lexicon;
  const dc_field *field;
  dc_intern *texts; /* of values that are texts */
  unsigned seen;    /* bits of the kind, from all the texts */
} dc_writing;

/* What « decompte lire » says of a column that has shown all the bits of `with` and none of `without`. */
typedef struct {
  unsigned with, without;
  const char *name;
} dc_habit;

/* Texts are clean (dc_text_clean) and not empty. */
typedef struct {
  unsigned (*look)(const dc_writing *writing, dc_text text); /* bits that this text shows; NULL: nothing to learn */
  dc_cell (*read)(const dc_writing *writing, dc_text text);
  const dc_habit *habits; /* ended by a NULL name; NULL: none */
} dc_value_kind;

extern const dc_value_kind dc_kind_text, dc_kind_code, dc_kind_flag;      /* value_text.c */
extern const dc_value_kind dc_kind_siret, dc_kind_siren, dc_kind_commune; /* value_identifier.c */
extern const dc_value_kind dc_kind_hours;                                 /* value_hours.c */
extern const dc_value_kind dc_kind_money, dc_kind_rate, dc_kind_percent;  /* value_amount.c, value_percent.c */
extern const dc_value_kind dc_kind_date, dc_kind_month;                   /* value_date.c, value_month.c */

/* ---- what kinds share ---- */

/* `text` with line breaks, control characters and the runs of blanks around them made one space, and out of the
 * « ="…" » by which spreadsheets protect a text. The same text when there is nothing to do; in `arena` otherwise. */
dc_text dc_text_clean(dc_arena *arena, dc_text text);

/* Takes away one of `words` from the end of `text`, whatever its case in ASCII, and the blanks before it. false when
 * `text` ends with none. */
bool dc_take_end(dc_text *text, const dc_text words[], size_t count);

/* A quantity that sums of cells can hold, or why it is none. */
dc_cell dc_cell_quantity(dc_number_status status, int64_t value, dc_code malformed);

#endif
