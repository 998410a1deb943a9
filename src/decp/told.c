#include "decp/told.h"

#include <stdlib.h>

#include "decompte/identifier.h"

void dc_decp_told_begin(dc_decp_told *told, const dc_decp *decp, dc_diagnostics *diagnostics) {
  *told = (dc_decp_told){.decp = decp, .diagnostics = diagnostics};
  dc_intern_init(&told->causes);
}

void dc_decp_told_end(dc_decp_told *told) {
  dc_intern_free(&told->causes);
  free(told->items);
}

/* « marché n° 12 (2018-33) » in JSON, where nothing but its rank says where it stands; « marché 2018-33 » in a table.
 */
static dc_text market_name(const dc_decp_told *told, const dc_decp_row *row) {
  dc_arena *arena = told->diagnostics->arena;
  dc_text id = dc_without_nir(arena, row->fields[DC_DECP_ID]);
  if (row->line == 0 && id.length) return dc_text_format(arena, "marché n° %u (" DC_S ")", row->entry, DC_ARG(id));
  if (row->line == 0) return dc_text_format(arena, "marché n° %u", row->entry);
  return id.length ? dc_text_format(arena, "marché " DC_S, DC_ARG(id)) : DC_TEXT("marché sans numéro");
}

void dc_decp_tell(dc_decp_told *told, const dc_decp_row *row, dc_code code, dc_text cause, const char *format, ...) {
  uint32_t known = told->causes.count, number = dc_intern_add(&told->causes, cause);
  if (number < known) {
    told->diagnostics->items[told->items[number]].count++;
    return;
  }
  dc_arena *arena = told->diagnostics->arena;
  va_list arguments;
  va_start(arguments, format);
  dc_text message = dc_without_nir(arena, dc_text_vformat(arena, format, arguments));
  va_end(arguments);
  told->items = dc_grow(told->items, &told->room, (size_t)number + 1, sizeof *told->items);
  told->items[number] = told->diagnostics->count;
  dc_diagnostic *item = dc_report(told->diagnostics, code, told->decp->file, row->line, 0, DC_S " : " DC_S,
                                  DC_ARG(market_name(told, row)), DC_ARG(message));
  item->record = row->entry;
  item->marche = dc_without_nir(arena, dc_text_copy(arena, row->fields[DC_DECP_ID]));
}
