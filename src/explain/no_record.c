/* Physical lines of a timesheet that are no record. */
#include "explain/sheet.h"
#include "explain/subjects.h"

static const struct {
  const char *decision, *note, *motif;
} natures[] = {
    [DC_LINE_HEADER] = {"en-tête", "EN-TÊTE", "Ligne d'en-têtes : elle nomme les colonnes."},
    [DC_LINE_BLANK] = {"vide", "VIDE", "Ligne vide : elle est passée, et comptée comme telle dans bilan.json."},
    [DC_LINE_TOTAL] = {"total", "TOTAL",
                       "Ligne de total : elle répète les lignes du dessus ; elle est passée, et comptée comme telle "
                       "dans bilan.json."},
    [DC_LINE_REJECTED] = {"anomalie", "ANOMALIE",
                          "La ligne ne peut être lue : elle est aux anomalies, et non au journal."},
};

void dc_explain_no_record(dc_explanation *explanation, const dc_explaining *explaining, dc_text file, uint32_t line,
                          dc_line_nature nature) {
  dc_sheet sheet = dc_sheet_begin(explanation, explaining, "ligne");
  dc_text place = dc_text_format(sheet.arena, DC_S ":%u", DC_ARG(file), line);
  dc_sheet_line(&sheet, DC_S, DC_ARG(place))->note = dc_text_from(natures[nature].note);
  dc_sheet_fact(&sheet, "fichier", file);
  dc_sheet_fact(&sheet, "ligne", dc_text_format(sheet.arena, "%u", line));
  dc_sheet_fact(&sheet, "decision", dc_text_from(natures[nature].decision));
  dc_sheet_section(&sheet, "motif", "Motif");
  dc_sheet_line(&sheet, "%s", natures[nature].motif);
  (void)dc_sheet_anomalies(&sheet, DC_RELEVES, file, line, true);
  dc_sheet_section(&sheet, "donnees", "Données");
  dc_sheet_line(&sheet, DC_S, DC_ARG(place));
  dc_sheet_version(&sheet);
}
