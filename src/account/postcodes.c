#include "account/postcodes.h"

#include <unistd.h>

void dc_postcodes_read(dc_postcodes *postcodes, const dc_territory *territory, const dc_lexicon *lexicon,
                       dc_diagnostics *diagnostics) {
  *postcodes = (dc_postcodes){0};
  dc_source source = territory->postcodes;
  if (!source.path.length || access(source.path.data, F_OK) != 0) return;
  dc_intern_init(&postcodes->texts);
  postcodes->read = true;
  (void)dc_table_load(&postcodes->table, &postcodes->arena, lexicon, &postcodes->texts, DC_TEXT("codes_postaux"),
                      &source, diagnostics);
}

void dc_postcodes_free(dc_postcodes *postcodes) {
  if (!postcodes->read) return;
  dc_table_free(&postcodes->table);
  dc_intern_free(&postcodes->texts);
  dc_arena_free(&postcodes->arena);
}

size_t dc_postcodes_communes(const dc_postcodes *postcodes, dc_text code, dc_text communes[], size_t most) {
  if (!postcodes->read) return 0;
  uint32_t id = dc_intern_find(&postcodes->texts, code);
  const dc_column *codes = dc_table_column(&postcodes->table, "code_postal"),
                  *served = dc_table_column(&postcodes->table, "commune");
  size_t count = 0;
  for (size_t row = 0; id && row < postcodes->table.rows; row++) {
    if (dc_id_at(codes, row) != id) continue;
    if (count < most) communes[count] = dc_intern_text(&postcodes->texts, dc_id_at(served, row));
    count++;
  }
  return count;
}
