/* Which form a file has, and its rows. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "decompte/system.h"
#include "decp/fields.h"

const char *dc_decp_form_name(dc_decp_form form) {
  static const char *const names[] = {"JSON de 2019", "JSON de 2022", "tableau, noms à points",
                                      "tableau, noms à soulignés"};
  return names[form];
}

dc_decp_row *dc_decp_add_row(dc_decp_reading *reading) {
  dc_decp *decp = reading->decp;
  decp->rows = dc_grow(decp->rows, &reading->room, (size_t)decp->row_count + 1, sizeof *decp->rows);
  dc_decp_row *row = &decp->rows[decp->row_count++];
  *row = (dc_decp_row){0};
  return row;
}

/* Whether the first thing in the file opens a JSON value: no header of a table starts so. */
static bool is_json(const dc_source *source, bool *json, dc_diagnostics *diagnostics) {
  FILE *file = fopen(source->path.data, "re");
  if (!file) {
    dc_report(diagnostics, DC_D_UNREADABLE, source->name, 0, 0, "lecture impossible : %s", dc_system_message(errno));
    return false;
  }
  int c;
  do {
    c = fgetc(file);
  } while (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xEF || c == 0xBB || c == 0xBF);
  (void)fclose(file);
  *json = c == '{' || c == '[';
  return true;
}

bool dc_decp_read(dc_decp *decp, dc_arena *arena, dc_text path, dc_diagnostics *diagnostics) {
  *decp = (dc_decp){.file = dc_text_copy(diagnostics->arena, path)};
  dc_source source = {.name = decp->file, .path = decp->file};
  dc_decp_reading reading = {.decp = decp, .arena = arena, .diagnostics = diagnostics};
  bool json = false;
  if (!dc_survey(&source, diagnostics) || !is_json(&source, &json, diagnostics)) return false;
  bool sound = json ? dc_decp_read_json(&reading, &source) : dc_decp_read_table(&reading, &source);
  if (sound && decp->entries == 0) {
    dc_report(diagnostics, DC_D_EMPTY_FILE, decp->file, 0, 0, "aucun marché dans les données essentielles");
    sound = false;
  }
  dc_decp_row *grown = decp->rows;
  decp->rows = DC_NEW_ARRAY(arena, decp->row_count, dc_decp_row);
  for (uint32_t i = 0; i < decp->row_count; i++) decp->rows[i] = grown[i];
  free(grown);
  return sound;
}
