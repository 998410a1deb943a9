/* Typed columns: what a CSV file becomes. One array per column, fixed width, by row.
 *
 * Floor: base. Columns that no file ever fills take no memory: reading them gives the absent value.
 *   ids (text, code, siret, siren, commune, flag)  0 = absent
 *   days (date, month)                             DC_NO_DATE, DC_NO_MONTH = absent
 *   quantities (hours, money, rate, percent)       DC_NO_QUANTITY = absent */
#ifndef DECOMPTE_TABLE_H
#define DECOMPTE_TABLE_H

#include "decompte/date.h"
#include "decompte/exact.h"
#include "decompte/lexicon.h"

typedef struct {
  const dc_field *field;
  uint32_t *ids; /* one of the three, by the field's type; all NULL while no row has a value */
  int32_t *days;
  int64_t *quantities;
} dc_column;

typedef struct {
  dc_text name; /* as in the lexicon: « releves » */
  dc_column *columns;
  size_t column_count;
  uint32_t *lines; /* physical line of each row in its file */
  size_t rows, capacity;
} dc_table;

/* An empty table with the columns that the lexicon gives to `name`. Column descriptors live in `arena`; values are
 * the table's own, until dc_table_free. */
void dc_table_init(dc_table *table, dc_arena *arena, const dc_lexicon *lexicon, dc_text name);
void dc_table_free(dc_table *table);

/* The column of that canonical name; a name that the lexicon lacks is a bug of the program. */
const dc_column *dc_table_column(const dc_table *table, const char *column);

/* Gives a table without rows its rows, of absent values. `lines`, of malloc, becomes the table's. */
void dc_table_set_rows(dc_table *table, uint32_t *lines, size_t rows);

/* Fills a column that nothing has filled: a row gets values[numbers[row]], as it is stored (id, day or quantity). */
void dc_table_fill(dc_table *table, size_t column, const uint32_t *numbers, const int64_t *values);

/* Sets one value. */
void dc_table_put(dc_table *table, size_t column, size_t row, int64_t value);

/* Drops the rows whose `keep` is false. */
void dc_table_filter(dc_table *table, const bool *keep);

/* Appends all rows of `from`, a table of the same name. Ids (flags excepted) are translated: remap[id]. */
void dc_table_append(dc_table *table, const dc_table *from, const uint32_t *remap);

static inline uint32_t dc_id_at(const dc_column *column, size_t row) { return column->ids ? column->ids[row] : 0; }
static inline int32_t dc_day_at(const dc_column *column, size_t row) {
  return column->days ? column->days[row] : DC_NO_DATE;
}
static inline int64_t dc_quantity_at(const dc_column *column, size_t row) {
  return column->quantities ? column->quantities[row] : DC_NO_QUANTITY;
}

/* What stands for no value in a column of that type. */
int64_t dc_absent_value(dc_type type);

/* Which of the three arrays a type uses. */
typedef enum { DC_KIND_ID, DC_KIND_DAY, DC_KIND_QUANTITY } dc_kind;
dc_kind dc_type_kind(dc_type type);

#endif
