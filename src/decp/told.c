#include "decp/told.h"

#include "decompte/identifier.h"

void dc_decp_told_begin(dc_decp_told *told, const dc_decp *decp, dc_diagnostics *diagnostics) {
  told->decp = decp;
  dc_causes_begin(&told->causes, diagnostics);
}

void dc_decp_told_end(dc_decp_told *told) { dc_causes_end(&told->causes); }

/* « marché n° 12 (2018-33) » in JSON, where nothing but its rank says where it stands; « marché 2018-33 » in a table.
 */
static dc_text market_name(const dc_decp_told *told, const dc_decp_row *row) {
  dc_arena *arena = told->causes.list->arena;
  dc_text id = dc_without_nir(arena, row->fields[DC_DECP_ID]);
  if (row->line == 0 && id.length) return dc_text_format(arena, "marché n° %u (" DC_S ")", row->entry, DC_ARG(id));
  if (row->line == 0) return dc_text_format(arena, "marché n° %u", row->entry);
  return id.length ? dc_text_format(arena, "marché " DC_S, DC_ARG(id)) : DC_TEXT("marché sans numéro");
}

void dc_decp_tell(dc_decp_told *told, const dc_decp_row *row, dc_code code, dc_text cause, const char *format, ...) {
  if (!dc_causes_new(&told->causes, code, 0, cause, (dc_text){0}, 1)) return;
  dc_diagnostics *list = told->causes.list;
  dc_arena *arena = list->arena;
  va_list arguments;
  va_start(arguments, format);
  dc_text message = dc_without_nir(arena, dc_text_vformat(arena, format, arguments));
  va_end(arguments);
  dc_diagnostic *item = dc_report(list, code, told->decp->file, row->line, 0, DC_S " : " DC_S,
                                  DC_ARG(market_name(told, row)), DC_ARG(message));
  item->record = row->entry;
  item->marche = dc_without_nir(arena, dc_text_copy(arena, row->fields[DC_DECP_ID]));
}
